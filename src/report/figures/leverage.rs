//! What lasts and what is built on, as plain data.
//!
//! In: first figures of leverage. Out: serialisable structs, rounded as they are shown.
//! Deliberately absent: any new judgement.

use serde::Serialize;

use crate::profile::{BuiltOn, Lines, Outcomes, Survival};
use crate::report::parts::Percent;
use crate::report::words::{one_decimal, percent};

/// Lines written, and how many of them are alive.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LineFigures {
    /// Lines written.
    pub written: u64,
    /// Of these, lines alive at HEAD.
    pub alive: u64,
    /// The share alive, in per cent.
    pub alive_percent: Option<f64>,
    /// Commits that wrote them.
    pub commits: usize,
    /// Fewer than 20 lines or 3 commits: the share says nothing.
    pub too_few: bool,
}

impl From<Lines> for LineFigures {
    fn from(lines: Lines) -> Self {
        Self {
            written: lines.written,
            alive: lines.alive,
            alive_percent: lines.share().map(percent),
            commits: lines.commits,
            too_few: lines.too_few(),
        }
    }
}

/// Survival of the lines of a year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SurvivalFigures {
    /// The year of writing.
    pub year: i32,
    /// The person's lines.
    pub own: LineFigures,
    /// Everybody's, the person's among them.
    pub everybody: LineFigures,
}

impl From<Survival> for SurvivalFigures {
    fn from(survival: Survival) -> Self {
        Self { year: survival.year, own: survival.own.into(), everybody: survival.everybody.into() }
    }
}

/// What others changed in files that the person founded, in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BuiltOnFigures {
    /// The year.
    pub year: i32,
    /// Commits of others.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many of the files.
    pub files: usize,
}

impl From<BuiltOn> for BuiltOnFigures {
    fn from(built: BuiltOn) -> Self {
        let BuiltOn { year, commits, others, files } = built;
        Self { year, commits, others, files }
    }
}

/// How many changes came to each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OutcomeChangeCounts {
    /// Held.
    pub held: usize,
    /// A patch came back.
    pub came_back: usize,
    /// Too early to tell.
    pub too_early: usize,
}

/// How often each outcome came, in commit-equivalents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct OutcomeSums {
    /// Commits with such a change.
    pub commits: usize,
    /// Held.
    pub held: f64,
    /// A patch came back.
    pub came_back: f64,
    /// Too early to tell.
    pub too_early: f64,
    /// What held of what is known to have held or come back.
    pub held_share: Option<Percent>,
    /// Fewer than 10 commits are known to have held or come back: the share says nothing.
    pub too_few: bool,
    /// The changes in these commits.
    pub changes: OutcomeChangeCounts,
}

impl From<Outcomes> for OutcomeSums {
    fn from(outcomes: Outcomes) -> Self {
        let changes = outcomes.changes;
        Self {
            commits: outcomes.commits,
            held: one_decimal(outcomes.held),
            came_back: one_decimal(outcomes.came_back),
            too_early: one_decimal(outcomes.too_early),
            held_share: outcomes.held_share().map(Percent::from),
            too_few: outcomes.too_few(),
            changes: OutcomeChangeCounts {
                held: changes.held,
                came_back: changes.came_back,
                too_early: changes.too_early,
            },
        }
    }
}

/// What became of the changes of one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeldFigures {
    /// The period of the changes.
    pub period: String,
    /// Patches, quick remedies left out.
    pub patches: OutcomeSums,
    /// Structural changes.
    pub structural: OutcomeSums,
}
