//! Verdicts over time: chains of patches, and what became of each change.
//!
//! In: nothing; the room `episodes` makes these. Out: plain values.
//! Deliberately absent: how chains are found and when silence counts.

use super::{ChangeIndex, SpotIndex, Timestamp};

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No patch came back to the spot within the window while its neighbourhood kept moving.
    Held {
        /// Seconds without a patch, up to the latest commit of the history, or up to the moment
        /// at which the spot was deleted.
        quiet: Timestamp,
        /// Commits that changed the neighbourhood meanwhile.
        exposure: usize,
    },
    /// A patch came back to the spot within the window.
    CameBack {
        /// The patch.
        by: ChangeIndex,
        /// Seconds until it came.
        after: Timestamp,
    },
    /// The window has not passed yet, or the neighbourhood has not moved enough to say.
    TooEarly {
        /// Seconds without a patch so far.
        quiet: Timestamp,
        /// Commits that changed the neighbourhood meanwhile.
        exposure: usize,
    },
}

/// Consecutive patches on one spot, each within the window of the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The spot.
    pub spot: SpotIndex,
    /// The patches, oldest first, at least two. Quick remedies are not among them.
    pub patches: Vec<ChangeIndex>,
    /// Quick remedies of these patches, oldest first.
    pub remedies: Vec<ChangeIndex>,
    /// The candidate for the root cause: what the user called one, else the last structural change of the
    /// spot within the window after the last patch, or the last patch itself when it replaced lines of
    /// several others.
    /// Whether it held is for [`Chain::outcome`] to say.
    pub ended_by: Option<ChangeIndex>,
    /// What became of its last patch (or of [`Chain::ended_by`]).
    pub outcome: Outcome,
}

/// Everything that verdicts over time amount to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Episodes {
    /// Every chain of two patches or more, by the time of its last patch, oldest first.
    pub chains: Vec<Chain>,
    /// The outcome of each of [`super::History::changes`] that is a patch or structural.
    pub outcomes: Vec<Option<Outcome>>,
}

impl Episodes {
    /// What became of a change; `None` when it was neither a patch nor structural.
    #[must_use]
    pub fn outcome(&self, change: ChangeIndex) -> Option<Outcome> {
        self.outcomes[change.get()]
    }
}
