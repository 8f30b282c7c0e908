//! The evidence table: the commits that a retrospective speaks of.
//!
//! In: commits as chapters mention them. Out: rows E1, E2 … in the order of first mention, in a sentence or a figure.
//! Deliberately absent: commits that neither speaks of.

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

impl EvidenceRow {
    /// What it was and who says so: `fix, computed, 93% likely`, `fix, as answered`; nothing of others' commits.
    #[must_use]
    pub fn kind_says(&self) -> String {
        match (self.kind, self.likelihood_percent) {
            (Some(kind), _) if self.answered => format!("{}, as answered", kind.name()),
            // What rounds to certain is not.
            (Some(kind), Some(likely)) if likely < 99.5 => {
                format!("{}, computed, {likely:.0}% likely", kind.name())
            }
            (Some(kind), _) => format!("{}, computed", kind.name()),
            (None, _) => String::new(),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::EvidenceRow;
    use crate::model::{Kind, ObjectId};
    use crate::report::parts::CommitRef;

    #[test]
    fn who_decided_stands_beside_the_kind() {
        let row = |kind, likelihood_percent, answered| EvidenceRow {
            id: "E1".to_owned(),
            repository: None,
            commit: CommitRef::unknown(ObjectId::from_bytes([1; 20])),
            what: String::new(),
            kind,
            likelihood_percent,
            answered,
        };
        let fix = Some(Kind::Fix);
        assert_eq!(row(fix, Some(93.4), false).kind_says(), "fix, computed, 93% likely");
        assert_eq!(row(fix, Some(99.8), false).kind_says(), "fix, computed");
        assert_eq!(row(fix, None, true).kind_says(), "fix, as answered");
        assert_eq!(row(None, None, false).kind_says(), "");
    }
}
