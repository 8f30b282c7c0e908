//! What the rules on sequences look things up in: the changes before the one in question.
//!
//! In: a history, walked in the order of time by `sequence`. Out: look-ups by spot and by file, so that
//! each takes time in proportion to its answer. Deliberately absent: the rules.

use std::collections::HashMap;

use crate::model::{
    Change, ChangeIndex, CommitIndex, History, PersonIndex, SpotIndex, Thresholds, Timestamp,
};

/// The changes before the one in question.
pub(super) struct Past<'history> {
    pub(super) history: &'history History,
    pub(super) thresholds: &'history Thresholds,
    /// See [`History::order_times`].
    pub(super) order: Vec<Timestamp>,
    /// Patches by spot, oldest first, without remedies.
    pub(super) patches: Vec<Vec<ChangeIndex>>,
    /// The latest patch or structural change by spot and person, without remedies.
    pub(super) own: HashMap<(SpotIndex, PersonIndex), ChangeIndex>,
    /// Positions of the file changes, those of one commit sorted by file.
    files: Vec<usize>,
}

impl<'history> Past<'history> {
    /// Before the first change.
    pub(super) fn before(history: &'history History, thresholds: &'history Thresholds) -> Self {
        Self {
            history,
            thresholds,
            order: history.order_times(),
            patches: vec![Vec::new(); history.spots.len()],
            own: HashMap::new(),
            files: files_by_commit(history),
        }
    }

    /// The changes that a commit made in the file of `change`.
    pub(super) fn changes_in_file(
        &self,
        commit: CommitIndex,
        change: &Change,
    ) -> impl Iterator<Item = ChangeIndex> + use<> {
        let file = self.history.file_changes[change.file_change].file;
        let of_commit = &self.files[self.history.commit(commit).file_changes.clone()];
        let file_of = |at: &usize| self.history.file_changes[*at].file;
        let found = of_commit.binary_search_by_key(&file, file_of).ok();
        let range = found.map(|at| self.history.file_changes[of_commit[at]].changes.clone());
        range.unwrap_or_default().map(change_index)
    }

    /// Seconds from one commit to another; negative when the clocks disagree with the order.
    pub(super) fn between(&self, earlier: CommitIndex, later: CommitIndex) -> Timestamp {
        self.history.commit(later).time() - self.history.commit(earlier).time()
    }
}

fn files_by_commit(history: &History) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..history.file_changes.len()).collect();
    for commit in &history.commits {
        let of_commit = &mut positions[commit.file_changes.clone()];
        of_commit.sort_by_key(|at| history.file_changes[*at].file);
    }
    positions
}

pub(super) fn change_index(at: usize) -> ChangeIndex {
    ChangeIndex(u32::try_from(at).unwrap_or(u32::MAX))
}
