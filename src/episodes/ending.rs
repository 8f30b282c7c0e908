//! What may have ended a chain: the candidate for its root cause.
//!
//! In: the patches of a chain. Out: the last patch, or a change of the spot within the window after it, that
//! the user called a root cause; else the last structural change of the spot within that window; else the last
//! patch itself when it replaced lines of two or more earlier patches of the chain. What the user said is no root cause
//! is none of these. Deliberately absent: whether it held; its outcome says so, whoever named it.

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
    let said = |index: ChangeIndex| {
        let commit = scene.history.change(index).commit;
        scene.verdicts.commit(commit).claimed_root_cause()
    };
    let is_structural =
        |index: ChangeIndex| scene.verdicts.change(index).nature() == Nature::Structural;
    let started_over = || starts_over(scene.history, patches, last);
    let claimed = soon_after(scene, spots, last, |index| said(index) == Some(true));
    claimed
        .or_else(|| (said(last) == Some(true)).then_some(last))
        .or_else(|| {
            let denied = |index| said(index) == Some(false);
            soon_after(scene, spots, last, |index| is_structural(index) && !denied(index))
        })
        .or_else(|| (said(last) != Some(false) && started_over()).then_some(last))
}

/// The last of some changes of the spot after the last patch. Later than a window after it the chain was
/// over by itself.
fn soon_after(
    scene: &Scene<'_>,
    spots: &Spots,
    last: ChangeIndex,
    is_meant: impl Fn(ChangeIndex) -> bool,
) -> Option<ChangeIndex> {
    let on_spot = spots.of_spot(scene.history.change(last).spot);
    let position = on_spot.iter().position(|index| *index == last)?;
    on_spot[position + 1..].iter().rev().copied().find(|index| {
        let after = scene.time(*index) - scene.time(last);
        let seen = scene.time(*index) <= scene.last_seen;
        seen && (0..=scene.thresholds.window).contains(&after) && is_meant(*index)
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
