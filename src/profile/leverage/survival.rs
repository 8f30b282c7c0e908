//! How many of the lines that were written in a year stand at HEAD.
//!
//! In: what became of the lines of each commit. Out: sums by year of writing, the person's beside everybody's.
//! Deliberately absent: a range; `curve` has it. Here the number of commits is given instead, and years with too few
//! of them say so.

use std::collections::BTreeMap;

use super::lives::CommitLines;
use super::year_of;
use crate::model::History;
use crate::profile::Subject;

/// Lines written in a year, and how many of them stand at HEAD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines of changes that count: those that stand, and those that were replaced or deleted since. A line that a
    /// commit only moved or laid out anew was written by another.
    pub written: u64,
    /// Of these, lines alive.
    pub alive: u64,
    /// Commits that wrote them.
    pub commits: usize,
}

impl Lines {
    /// Lines and commits that a year needs before its share alive means anything.
    pub const FEWEST: (u64, usize) = (20, 3);

    /// Whether there are too few lines or commits for a share.
    #[must_use]
    pub const fn too_few(&self) -> bool {
        self.written < Self::FEWEST.0 || self.commits < Self::FEWEST.1
    }

    /// Share alive, 0 to 1.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.written > 0).then(|| self.alive as f64 / self.written as f64)
    }
}

/// Survival of the lines of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survival {
    /// The year of writing.
    pub year: i32,
    /// The person's lines.
    pub own: Lines,
    /// Everybody's, the person's among them.
    pub everybody: Lines,
}

/// Sums lines by the year they were written in.
pub(super) fn survival(
    history: &History,
    commits: &[CommitLines],
    subject: &Subject,
) -> Vec<Survival> {
    let mut by_year: BTreeMap<i32, Survival> = BTreeMap::new();
    for commit in history.commit_indices() {
        let lines = &commits[commit.get()];
        let lines = Lines { written: lines.written(), alive: lines.standing(), commits: 1 };
        if lines.written == 0 {
            continue;
        }
        let year = year_of(history, commit);
        let none = Lines::default();
        let sums = by_year.entry(year).or_insert(Survival { year, own: none, everybody: none });
        add(&mut sums.everybody, lines);
        if subject.wrote(history, commit) {
            add(&mut sums.own, lines);
        }
    }
    by_year.into_values().filter(|year| year.own.written > 0).collect()
}

fn add(sum: &mut Lines, lines: Lines) {
    sum.written += lines.written;
    sum.alive += lines.alive;
    sum.commits += lines.commits;
}
