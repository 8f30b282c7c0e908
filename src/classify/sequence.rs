//! Walks through the patches in the order of time and asks of each: does it complete one's own
//! change (`remedy`), else does it repeat a patch (`repeat`)?
//!
//! In: verdicts on single changes. Out: the same with `remedy_of` and `repeat` set. Deliberately
//! absent: the two rules themselves; here is what they look things up in. Every lookup is by spot
//! or by file, so the walk takes time in proportion to the history.

use std::collections::HashMap;

use super::{remedy, repeat};
use crate::model::{
    Change, ChangeIndex, CommitIndex, History, Nature, PersonIndex, SpotIndex, Thresholds,
    Timestamp, Verdict,
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

impl Past<'_> {
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

/// Sets `remedy_of` and `repeat` where they apply.
pub(super) fn link(history: &History, thresholds: &Thresholds, verdicts: &mut [Verdict]) {
    let mut past = Past {
        history,
        thresholds,
        order: history.order_times(),
        patches: vec![Vec::new(); history.spots.len()],
        own: HashMap::new(),
        files: files_by_commit(history),
    };
    for index in in_order(history, &past.order, verdicts) {
        let change = history.change(index);
        if verdicts[index.get()].is_patch() {
            if let Some((of, because)) = remedy::completes(&past, verdicts, index) {
                verdicts[index.get()].remedy_of = Some(of);
                verdicts[index.get()].add(because);
                continue;
            }
            if let Some((repeat, because)) = repeat::repeats(&past, verdicts, index) {
                verdicts[index.get()].repeat = Some(repeat);
                verdicts[index.get()].add(because);
            }
            past.patches[change.spot.get()].push(index);
        }
        past.own.insert((change.spot, history.commit(change.commit).author), index);
    }
}

/// Patches and structural changes, ancestors first, concurrent ones by time.
fn in_order(history: &History, order: &[Timestamp], verdicts: &[Verdict]) -> Vec<ChangeIndex> {
    let all = (0..history.changes.len()).map(change_index);
    let counts = |index: &ChangeIndex| {
        matches!(verdicts[index.get()].nature(), Nature::Patch | Nature::Structural)
    };
    let mut counted: Vec<ChangeIndex> = all.filter(counts).collect();
    counted.sort_by_key(|index| {
        let commit = history.change(*index).commit;
        (order[commit.get()], commit, *index)
    });
    counted
}

fn files_by_commit(history: &History) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..history.file_changes.len()).collect();
    for commit in &history.commits {
        let of_commit = &mut positions[commit.file_changes.clone()];
        of_commit.sort_by_key(|at| history.file_changes[*at].file);
    }
    positions
}

fn change_index(at: usize) -> ChangeIndex {
    ChangeIndex(u32::try_from(at).unwrap_or(u32::MAX))
}
