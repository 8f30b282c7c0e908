//! How many of the lines that were written in a year stand at HEAD.
//!
//! In: file changes and live lines. Out: sums by year of writing, the person's beside everybody's. Lines that a
//! commit only moved were written by another, and live where they are now.
//! Deliberately absent: a range. Lines that were written together live and die together, so the
//! number of commits is given instead, and years with too few of them say so.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{counts, year_of};
use crate::model::{CommitIndex, Content, FileChange, History};
use crate::profile::{Areas, Standings, Subject};

/// Lines written in a year, and how many of them stand at HEAD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines added by changes that count, without those that only moved.
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
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
) -> Vec<Survival> {
    let alive = alive(history, standings, areas);
    let mut by_year: BTreeMap<i32, Survival> = BTreeMap::new();
    let mut written: Vec<(CommitIndex, u64)> = Vec::new();
    for change in history.file_changes.iter().filter(|change| writes(standings, areas, change)) {
        let lines = u64::from(change.added.saturating_sub(change.moved_in));
        match written.last_mut() {
            Some((commit, sum)) if *commit == change.commit => *sum += lines,
            _ => written.push((change.commit, lines)),
        }
    }
    for (commit, written) in written.into_iter().filter(|(_, lines)| *lines > 0) {
        // Never more than were written, even where a conflict was resolved by a merge.
        let alive = alive.get(&commit).map_or(0, |alive| (*alive).min(written));
        let year = year_of(history, commit);
        let lines = Lines { written, alive, commits: 1 };
        let sums = by_year.entry(year).or_insert(Survival {
            year,
            own: Lines::default(),
            everybody: Lines::default(),
        });
        add(&mut sums.everybody, lines);
        if subject.wrote(history, commit) {
            add(&mut sums.own, lines);
        }
    }
    by_year.into_values().filter(|year| year.own.written > 0).collect()
}

/// Whether lines of a file change were written, as far as it is for a person to say.
fn writes(standings: &Standings, areas: &Areas, change: &FileChange) -> bool {
    change.content == Content::Text
        && change.added > 0
        && areas.is_countable(change.file)
        && counts(standings, change)
}

/// Lines alive by the commit that wrote them, wherever they stand: also in files where others moved them, but
/// not in those where its own change does not count.
fn alive(history: &History, standings: &Standings, areas: &Areas) -> HashMap<CommitIndex, u64> {
    let changes = history.file_changes.iter().filter(|change| !writes(standings, areas, change));
    let left_out: HashSet<_> = changes.map(|change| (change.commit, change.file)).collect();
    let mut alive: HashMap<CommitIndex, u64> = HashMap::new();
    for live in history.live.iter().filter(|live| areas.is_countable(live.file)) {
        if let Some(origin) = live.origin.filter(|origin| !left_out.contains(&(*origin, live.file)))
        {
            *alive.entry(origin).or_default() += u64::from(live.lines);
        }
    }
    alive
}

fn add(sum: &mut Lines, lines: Lines) {
    sum.written += lines.written;
    sum.alive += lines.alive;
    sum.commits += lines.commits;
}
