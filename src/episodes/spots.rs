//! The patches and structural changes of each spot, in their order.
//!
//! In: a history and its verdicts. Out: lists by spot, ancestors first, concurrent ones by time.
//! Deliberately absent: upkeep and noise; neither makes nor breaks a silence.

use crate::model::{ChangeIndex, History, Nature, SpotIndex, Verdicts};

/// Patches and structural changes by spot.
pub(super) struct Spots {
    by_spot: Vec<Vec<ChangeIndex>>,
    /// All of them, in the same order.
    pub(super) all: Vec<ChangeIndex>,
}

impl Spots {
    pub(super) fn of(history: &History, verdicts: &Verdicts) -> Self {
        let counts = |index: &ChangeIndex| {
            matches!(verdicts.change(*index).nature(), Nature::Patch | Nature::Structural)
        };
        let mut all = in_order(history);
        all.retain(counts);
        let mut by_spot = vec![Vec::new(); history.spots.len()];
        for index in &all {
            by_spot[history.change(*index).spot.get()].push(*index);
        }
        Self { by_spot, all }
    }

    /// The changes of one spot.
    pub(super) fn of_spot(&self, spot: SpotIndex) -> &[ChangeIndex] {
        &self.by_spot[spot.get()]
    }
}

/// All changes, ancestors first, concurrent ones by time.
pub(super) fn in_order(history: &History) -> Vec<ChangeIndex> {
    let order = history.order_times();
    let mut all: Vec<ChangeIndex> =
        history.commit_indices().flat_map(|commit| history.changes_of(commit)).collect();
    all.sort_by_key(|index| {
        let commit = history.change(*index).commit;
        (order[commit.get()], commit, *index)
    });
    all
}
