//! The evidence table: the commits that a retrospective speaks of.
//!
//! In: commits as chapters mention them. Out: rows E1, E2 … in the order of first mention.
//! Deliberately absent: commits that no sentence mentions.

use std::collections::HashMap;

use serde::Serialize;

use super::Retrospect;
use crate::model::{Kind, ObjectId};
use crate::profile::{Ledger, SeenCommit};
use crate::report::parts::{CommitRef, Names};
use crate::report::words::percent;

/// A commit and what it was mentioned for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceRow {
    /// `E1`.
    pub id: String,
    /// The repository, when there are several.
    pub repository: Option<String>,
    /// The commit.
    pub commit: CommitRef,
    /// What it was mentioned for.
    pub what: String,
    /// What it was; null of a commit of somebody else's.
    pub kind: Option<Kind>,
    /// How likely that is as computed, in per cent; null where the user said it, and of others' commits.
    pub likelihood_percent: Option<f64>,
    /// Whether the kind is what the user said.
    pub answered: bool,
}

/// Rows in the making.
pub(super) struct Gathered<'a> {
    retrospect: &'a Retrospect<'a>,
    rows: Vec<EvidenceRow>,
    known: HashMap<ObjectId, usize>,
}

impl<'a> Gathered<'a> {
    pub(super) fn of(retrospect: &'a Retrospect<'a>) -> Self {
        Self { retrospect, rows: Vec::new(), known: HashMap::new() }
    }

    /// The row of a commit of anybody's. One that was mentioned before keeps its row, and what it was for.
    pub(super) fn cite(&mut self, ledger: &Ledger, commit: &SeenCommit, what: String) -> String {
        let seen = CommitRef::of_seen(commit, self.retrospect.query.names);
        self.row(ledger, commit.id, seen, what)
    }

    /// The row of a commit of the person's.
    pub(super) fn cite_own(&mut self, ledger: &Ledger, commit: ObjectId, what: String) -> String {
        let mut own = self.retrospect.own(commit);
        if self.retrospect.query.names == Names::Shown {
            own.author = Some(ledger.name.clone());
        }
        self.row(ledger, commit, own, what)
    }

    fn row(&mut self, ledger: &Ledger, id: ObjectId, commit: CommitRef, what: String) -> String {
        let at = *self.known.entry(id).or_insert(self.rows.len());
        if let Some(known) = self.rows.get(at) {
            return known.id.clone();
        }
        let own = self.retrospect.rows.get(&id);
        let answered = own.is_some_and(|row| row.said.kind);
        let row = EvidenceRow {
            id: format!("E{}", at + 1),
            repository: (self.retrospect.work.primaries.len() > 1)
                .then(|| ledger.repository.clone()),
            commit: commit.linked(self.retrospect.query.links.of(ledger)),
            what,
            kind: own.map(|row| row.kind),
            likelihood_percent: own.filter(|_| !answered).map(|row| percent(row.likelihood)),
            answered,
        };
        let name = row.id.clone();
        self.rows.push(row);
        name
    }

    /// The table.
    pub(super) fn into_rows(self) -> Vec<EvidenceRow> {
        self.rows
    }
}
