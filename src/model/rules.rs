//! The numbers that rules and measures depend on, in one place.
//!
//! In: nothing (defaults) or the user's settings. Out: a plain struct handed to the pure stages.
//! Deliberately absent: where a value came from; `config` knows.

use super::time::{DAY, HOUR, Timestamp};

/// Thresholds of the rules. The defaults are the ones README and `docs/method.md` speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// A patch on a spot that was patched at most this long ago is a repeat patch.
    pub window: Timestamp,
    /// A patch by the same person at most this long after their own change completes that change.
    pub remedy: Timestamp,
    /// Lines of somebody else that are at most this old are fresh: a patch on them is firefighting.
    pub fresh: Timestamp,
    /// Patches that make a chain a recurring spot.
    pub recurring: usize,
    /// Commits that must have moved the neighbourhood (the directory) before silence counts.
    pub exposure: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { window: 90 * DAY, remedy: 48 * HOUR, fresh: 14 * DAY, recurring: 3, exposure: 3 }
    }
}

impl Thresholds {
    /// The windows, in days, for which the repeat share is always computed, so that a reader sees
    /// how much the figure depends on the choice. Vendors use 14, 21 and 30 and disagree.
    pub const WINDOW_DAYS: [i64; 4] = [14, 21, 30, 90];

    /// The window in whole days.
    #[must_use]
    pub const fn window_days(&self) -> i64 {
        self.window / DAY
    }
}
