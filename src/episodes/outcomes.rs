//! What became of each patch and each structural change.
//!
//! In: the changes of each spot in their order. Out: an [`Outcome`] each. Deliberately absent:
//! praise for silence; too short a silence, or one in a corner where nothing moved, is "too early".

use std::collections::HashMap;

use super::exposure::Exposures;
use super::lifetime::Lifetimes;
use super::spots::Spots;
use crate::model::{
    ChangeIndex, CommitIndex, FileIndex, FileStatus, History, Outcome, Thresholds, Timestamp,
    Verdicts,
};

/// Everything an outcome depends on besides the spots.
pub(super) struct Scene<'history> {
    pub(super) history: &'history History,
    pub(super) verdicts: &'history Verdicts,
    pub(super) thresholds: &'history Thresholds,
    pub(super) last_seen: Timestamp,
    pub(super) lifetimes: Lifetimes,
}

impl Scene<'_> {
    pub(super) fn time(&self, index: ChangeIndex) -> Timestamp {
        self.history.commit_of(index).time()
    }

    /// Whether a later patch of the same spot says anything about this change: on a wide spot only
    /// when it replaces lines of it.
    fn concerns(&self, later: ChangeIndex, index: ChangeIndex) -> bool {
        let change = self.history.change(index);
        let touched = || self.history.change(later).reworks.iter();
        !self.history.spots[change.spot.get()].is_wide()
            || touched().any(|rework| rework.origin == Some(change.commit) && rework.lines > 0)
    }

    /// A patch that stands for itself. A quick remedy completes another change; it does not come
    /// back to this one.
    pub(super) fn is_return(&self, index: ChangeIndex) -> bool {
        let verdict = self.verdicts.change(index);
        verdict.is_patch() && verdict.remedy_of.is_none() && self.time(index) <= self.last_seen
    }
}

/// The outcome of every change that is a patch or structural, in the order of the history.
pub(super) fn outcomes(
    scene: &Scene<'_>,
    spots: &Spots,
    exposures: &Exposures<'_>,
) -> Vec<Option<Outcome>> {
    let mut first_return = returns_by_lines(scene, spots);
    returns_to_new_files(scene, spots, &mut first_return);
    let mut later_on_spot: Vec<Vec<ChangeIndex>> = vec![Vec::new(); scene.history.spots.len()];
    let mut patched_again = vec![None; scene.history.changes.len()];
    // Backwards, so that the nearest later patches of a spot are always on top.
    for index in spots.all.iter().rev().copied() {
        let later = &mut later_on_spot[scene.history.change(index).spot.get()];
        let since = scene.time(index);
        // A rebase may have dated a later patch before this change; it says nothing about time.
        let next = later
            .iter()
            .rev()
            .copied()
            .take_while(|other| scene.time(*other) - since <= scene.thresholds.window)
            .find(|other| scene.time(*other) >= since && scene.concerns(*other, index));
        first_return[index.get()] = earlier(scene, first_return[index.get()], next);
        patched_again[index.get()] = patched_again_at(scene, later, index);
        if scene.is_return(index) {
            later.push(index);
        }
    }
    let mut outcomes = vec![None; scene.history.changes.len()];
    for index in &spots.all {
        outcomes[index.get()] = Some(outcome(
            scene,
            exposures,
            *index,
            first_return[index.get()],
            patched_again[index.get()],
        ));
    }
    outcomes
}

/// Patches that repeat a patch by its lines may stand on a spot with another title.
fn returns_by_lines(scene: &Scene<'_>, spots: &Spots) -> Vec<Option<ChangeIndex>> {
    let mut returns = vec![None; scene.history.changes.len()];
    for index in spots.all.iter().copied().filter(|index| scene.is_return(*index)) {
        if let Some(repeat) = scene.verdicts.change(index).repeat {
            let known = &mut returns[repeat.of.get()];
            *known = earlier(scene, *known, Some(index));
        }
    }
    returns
}

/// A file that is new as a whole is one spot; its patches fall on its sections. A patch comes back to
/// the change that made the file when it replaces lines of it.
fn returns_to_new_files(
    scene: &Scene<'_>,
    spots: &Spots,
    first_return: &mut [Option<ChangeIndex>],
) {
    let history = scene.history;
    let mut made: HashMap<(CommitIndex, FileIndex), ChangeIndex> = HashMap::new();
    for index in spots.all.iter().copied() {
        let (change, file) = (history.change(index), history.file_change_of(index));
        if file.status == FileStatus::Added && history.spots[change.spot.get()].section.is_none() {
            made.insert((change.commit, file.file), index);
        }
    }
    for index in spots.all.iter().copied().filter(|index| scene.is_return(*index)) {
        let file = history.file_change_of(index).file;
        let replaced = history.change(index).reworks.iter().filter(|rework| rework.lines > 0);
        for origin in replaced.filter_map(|rework| rework.origin) {
            if let Some(maker) = made.get(&(origin, file)).filter(|maker| **maker != index) {
                let known = &mut first_return[maker.get()];
                *known = earlier(scene, *known, Some(index));
            }
        }
    }
}

/// When the spot was next patched, however much later: so long it was quiet. On a wide spot the next patch may have nothing
/// to do with the change.
fn patched_again_at(
    scene: &Scene<'_>,
    later: &[ChangeIndex],
    index: ChangeIndex,
) -> Option<Timestamp> {
    let spot = &scene.history.spots[scene.history.change(index).spot.get()];
    let times = later.iter().rev().map(|other| scene.time(*other));
    times.take(if spot.is_wide() { 0 } else { usize::MAX }).find(|time| *time >= scene.time(index))
}

fn earlier(
    scene: &Scene<'_>,
    one: Option<ChangeIndex>,
    other: Option<ChangeIndex>,
) -> Option<ChangeIndex> {
    one.into_iter().chain(other).min_by_key(|index| (scene.time(*index), *index))
}

fn outcome(
    scene: &Scene<'_>,
    exposures: &Exposures<'_>,
    index: ChangeIndex,
    next: Option<ChangeIndex>,
    patched_again: Option<Timestamp>,
) -> Outcome {
    let (since, window) = (scene.time(index), scene.thresholds.window);
    if let Some(by) = next {
        let after = scene.time(by) - since;
        if (0..=window).contains(&after) {
            return Outcome::CameBack { by, after };
        }
    }
    let spot = scene.history.change(index).spot;
    let last_seen = scene.lifetimes.last_seen(spot);
    let until = patched_again.map_or(last_seen, |patched| patched.min(last_seen));
    let quiet = (until - since).max(0);
    let exposure = exposures.count(spot, since, until);
    if quiet >= window && exposure >= scene.thresholds.exposure {
        Outcome::Held { quiet, exposure }
    } else {
        Outcome::TooEarly { quiet, exposure }
    }
}
