//! What became of changes, as plain data.
//!
//! In: outcomes. Out: serialisable structs, rounded as they are shown.
//! Deliberately absent: any new judgement.

use serde::Serialize;

use crate::profile::Outcomes;
use crate::report::parts::Percent;
use crate::report::words::one_decimal;

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
