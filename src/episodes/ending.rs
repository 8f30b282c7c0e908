//! What may have ended a chain: the candidate for its root cause.
//!
//! In: the patches of a chain. Out: the last structural change of the spot within the window after
//! the last patch; else the last patch itself when it replaced lines of two or more earlier
//! patches of the chain. Deliberately absent: whether it held; its outcome says so.

use std::collections::HashSet;

use super::outcomes::Scene;
use super::spots::Spots;
use crate::model::{ChangeIndex, CommitIndex, History, Nature};

/// A last patch that replaces lines of this many others has started over.
const PATCHES_REPLACED: usize = 2;

pub(super) fn ended_by(
    scene: &Scene<'_>,
    spots: &Spots,
    patches: &[ChangeIndex],
) -> Option<ChangeIndex> {
    let last = *patches.last()?;
    structural_after(scene, spots, last)
        .or_else(|| starts_over(scene.history, patches, last).then_some(last))
}

/// Later than a window after the last patch the chain was over by itself.
fn structural_after(scene: &Scene<'_>, spots: &Spots, last: ChangeIndex) -> Option<ChangeIndex> {
    let on_spot = spots.of_spot(scene.history.change(last).spot);
    let position = on_spot.iter().position(|index| *index == last)?;
    on_spot[position + 1..].iter().rev().copied().find(|index| {
        let after = scene.time(*index) - scene.time(last);
        let seen = scene.time(*index) <= scene.last_seen;
        let structural = scene.verdicts.change(*index).nature() == Nature::Structural;
        structural && seen && (0..=scene.thresholds.window).contains(&after)
    })
}

/// Whether a patch replaces lines of so many of the patches before that it has started over.
pub(super) fn starts_over(history: &History, patches: &[ChangeIndex], last: ChangeIndex) -> bool {
    let earlier: HashSet<CommitIndex> =
        patches.iter().map(|patch| history.change(*patch).commit).collect();
    let change = history.change(last);
    let origins: HashSet<CommitIndex> = change
        .reworks
        .iter()
        .filter(|rework| rework.lines > 0)
        .filter_map(|rework| rework.origin)
        .filter(|origin| *origin != change.commit && earlier.contains(origin))
        .collect();
    origins.len() >= PATCHES_REPLACED
}
