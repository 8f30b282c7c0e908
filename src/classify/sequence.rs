//! Walks through the patches in the order of time and asks of each: does it complete one's own
//! change (`remedy`), else does it repeat a patch (`repeat`)?
//!
//! In: verdicts on single changes. Out: the same with `remedy_of` and `repeat` set. Deliberately
//! absent: the two rules themselves, and what they look things up in (`past`).

use super::past::{Past, change_index};
use super::{remedy, repeat};
use crate::model::{ChangeIndex, History, Nature, Thresholds, Timestamp, Verdict};

/// Sets `remedy_of` and `repeat` where they apply.
pub(super) fn link(history: &History, thresholds: &Thresholds, verdicts: &mut [Verdict]) {
    let mut past = Past::before(history, thresholds);
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
