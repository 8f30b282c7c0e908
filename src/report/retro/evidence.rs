//! The evidence table: the commits that a retrospective speaks of.
//!
//! In: commits as sections mention them. Out: rows E1, E2 … in the order of first mention.
//! Deliberately absent: commits that no sentence mentions.

use serde::Serialize;

use crate::model::{CommitIndex, History};
use crate::report::parts::{CommitRef, Names};

/// A commit and what it was mentioned for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceRow {
    /// `E1`.
    pub id: String,
    /// The commit.
    pub commit: CommitRef,
    /// What it was mentioned for.
    pub what: String,
}

/// Rows in the making.
#[derive(Default)]
pub(super) struct Gathered {
    mentioned: Vec<(CommitIndex, String)>,
}

impl Gathered {
    /// The row of a commit. One that was mentioned before keeps its row, and what it was for.
    pub(super) fn cite(&mut self, commit: CommitIndex, what: String) -> String {
        let known = self.mentioned.iter().position(|(mentioned, _)| *mentioned == commit);
        let at = known.unwrap_or_else(|| {
            self.mentioned.push((commit, what));
            self.mentioned.len() - 1
        });
        format!("E{}", at + 1)
    }

    /// The table.
    pub(super) fn rows(self, history: &History, names: Names) -> Vec<EvidenceRow> {
        let row = |(at, (commit, what)): (usize, (CommitIndex, String))| EvidenceRow {
            id: format!("E{}", at + 1),
            commit: CommitRef::of(history, commit, names),
            what,
        };
        self.mentioned.into_iter().enumerate().map(row).collect()
    }
}
