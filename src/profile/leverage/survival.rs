//! How many of the lines that were written in a year stand at HEAD.
//!
//! In: file changes and live lines. Out: sums by year of writing, the person's beside everybody's.
//! Deliberately absent: a range. Lines that were written together live and die together, so the
//! number of commits is given instead, and years with too few of them say so.

use std::collections::{BTreeMap, HashMap};

use super::{counts, year_of};
use crate::model::{CommitIndex, Content, FileIndex, History};
use crate::profile::{Areas, Standings, Subject};

/// Lines written in a year, and how many of them stand at HEAD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines added by changes that count.
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
    let mut alive: HashMap<(CommitIndex, FileIndex), u64> = HashMap::new();
    for live in &history.live {
        if let Some(origin) = live.origin {
            *alive.entry((origin, live.file)).or_default() += u64::from(live.lines);
        }
    }
    let mut by_year: BTreeMap<i32, Survival> = BTreeMap::new();
    let mut last = None;
    for written in history.file_changes.iter().filter(|written| {
        written.content == Content::Text
            && written.added > 0
            && areas.is_countable(written.file)
            && counts(standings, written)
    }) {
        let year = year_of(history, written.commit);
        let lines = Lines {
            written: u64::from(written.added),
            // Never more than were written, even where a conflict was resolved by a merge.
            alive: alive
                .get(&(written.commit, written.file))
                .map_or(0, |alive| (*alive).min(u64::from(written.added))),
            commits: usize::from(last != Some(written.commit)),
        };
        last = Some(written.commit);
        let sums = by_year.entry(year).or_insert(Survival {
            year,
            own: Lines::default(),
            everybody: Lines::default(),
        });
        add(&mut sums.everybody, lines);
        if subject.wrote(history, written.commit) {
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
