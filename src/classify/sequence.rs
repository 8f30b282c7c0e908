//! Walks through the patches in the order of time and asks of each: does it complete one's own
//! change (`remedy`), else does it repeat a patch (`repeat`)?
//!
//! In: verdicts on single changes. Out: the same with `remedy_of` and `repeat` set. Deliberately
//! absent: the two rules themselves; here is what they look things up in. Every lookup is by spot
//! or by file, so the walk takes time in proportion to the history.

use std::collections::HashMap;
use std::ops::Range;

use super::{remedy, repeat};
use crate::model::{
    Change, ChangeIndex, CommitIndex, FileIndex, History, Nature, PersonIndex, SpotIndex,
    Thresholds, Timestamp, Verdict,
};

/// The changes before the one in question.
pub(super) struct Past<'history> {
    pub(super) history: &'history History,
    pub(super) thresholds: &'history Thresholds,
    /// See [`History::order_times`].
    pub(super) order: Vec<Timestamp>,
    /// Patches by spot, oldest first, without remedies.
    pub(super) patches: HashMap<SpotIndex, Vec<ChangeIndex>>,
    /// The latest patch or structural change by spot and person, without remedies.
    pub(super) own: HashMap<(SpotIndex, PersonIndex), ChangeIndex>,
    files: HashMap<(CommitIndex, FileIndex), Range<usize>>,
}

impl Past<'_> {
    /// The changes that a commit made in the file of `change`.
    pub(super) fn changes_in_file(
        &self,
        commit: CommitIndex,
        change: &Change,
    ) -> impl Iterator<Item = ChangeIndex> + use<> {
        let file = self.history.file_changes[change.file_change].file;
        let range = self.files.get(&(commit, file)).cloned().unwrap_or_default();
        range.map(change_index)
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
        patches: HashMap::new(),
        own: HashMap::new(),
        files: by_commit_and_file(history),
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
            past.patches.entry(change.spot).or_default().push(index);
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

fn by_commit_and_file(history: &History) -> HashMap<(CommitIndex, FileIndex), Range<usize>> {
    let files = history.file_changes.iter();
    files.map(|file| ((file.commit, file.file), file.changes.clone())).collect()
}

fn change_index(at: usize) -> ChangeIndex {
    ChangeIndex(u32::try_from(at).unwrap_or(u32::MAX))
}
