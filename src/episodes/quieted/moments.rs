//! How it stood with a spot at a moment.
//!
//! In: the changes of each spot, its age, its neighbourhood. Out: rows of numbers, and how often the spot was patched.
//! Deliberately absent: what came after, but for how much the neighbourhood moved: that is no doing of the spot's.

use std::collections::BTreeMap;

use crate::episodes::exposure::Exposures;
use crate::episodes::outcomes::Scene;
use crate::episodes::spots::{Spots, in_order};
use crate::model::{ChangeIndex, CommitIndex, DAY, SpotIndex, Timestamp};

/// The time before a moment in which patches are counted.
pub(super) const BEFORE: Timestamp = 365 * DAY;

/// What is known of a spot at a moment, and of its neighbourhood after it; in the order of a row.
pub const LIKENESS: [&str; 8] = [
    // ln of the commits that patched it in the year before.
    "patches",
    // ln of the commits that ever patched it.
    "patches-ever",
    // ln of the days since its last change, and 10.
    "rest",
    // ln(1 + structural changes), each counted half as much for every 180 days of age; and for every 730.
    "structural-recent",
    "structural-lately",
    // ln of the days since it was first changed, and 30.
    "age",
    // ln(1 + commits that changed other spots of the directory in the year before).
    "nearby-before",
    // ln(1 + the same in the time after that is looked at, by the year).
    "nearby-after",
];

/// A row of what is known.
pub type Likeness = [f64; LIKENESS.len()];

/// A commit that patched or restructured a spot.
#[derive(Clone, Copy)]
struct Touch {
    time: Timestamp,
    is_patch: bool,
    is_structural: bool,
}

/// The changes of every spot that can be compared.
pub(super) struct Patched<'a> {
    pub(super) scene: &'a Scene<'a>,
    exposures: &'a Exposures<'a>,
    /// By spot, what changed it, by time. Empty for wide spots, because two patches there may have nothing to do with
    /// each other, and for spots that never were recurring ones.
    touches: Vec<Vec<Touch>>,
    /// By spot, the times of those that are patches.
    patches: Vec<Vec<Timestamp>>,
    /// By spot, when it was first changed.
    begun: Vec<Timestamp>,
}

impl<'a> Patched<'a> {
    pub(super) fn of(scene: &'a Scene<'a>, spots: &Spots, exposures: &'a Exposures<'a>) -> Self {
        let history = scene.history;
        let mut begun = vec![Timestamp::MAX; history.spots.len()];
        for index in in_order(history) {
            let first = &mut begun[history.change(index).spot.get()];
            *first = (*first).min(scene.time(index));
        }
        let touches: Vec<Vec<Touch>> = (0..)
            .map(SpotIndex)
            .zip(&history.spots)
            .map(|(at, spot)| {
                let touches =
                    if spot.is_wide() { Vec::new() } else { touches(scene, spots.of_spot(at)) };
                let patches = touches.iter().filter(|touch| touch.is_patch).count();
                if patches < scene.thresholds.recurring { Vec::new() } else { touches }
            })
            .collect();
        let times = |touches: &Vec<Touch>| {
            touches.iter().filter(|touch| touch.is_patch).map(|touch| touch.time).collect()
        };
        Self { scene, exposures, patches: touches.iter().map(times).collect(), touches, begun }
    }

    /// The spots that were changed often enough to be asked about.
    pub(super) fn spots(&self) -> impl Iterator<Item = SpotIndex> + '_ {
        (0..)
            .map(SpotIndex)
            .zip(&self.touches)
            .filter(|(_, touches)| !touches.is_empty())
            .map(|(spot, _)| spot)
    }

    /// When a spot was changed, by time.
    pub(super) fn times(&self, spot: SpotIndex) -> impl Iterator<Item = Timestamp> + '_ {
        self.touches[spot.get()].iter().map(|touch| touch.time)
    }

    /// Commits that patched a spot after `since`, up to `until`.
    pub(super) fn count(&self, spot: SpotIndex, since: Timestamp, until: Timestamp) -> usize {
        let times = &self.patches[spot.get()];
        let start = times.partition_point(|time| *time <= since);
        times.partition_point(|time| *time <= until).saturating_sub(start)
    }

    /// The time before a moment in which a spot could be patched.
    pub(super) fn time_before(&self, spot: SpotIndex, time: Timestamp) -> Timestamp {
        BEFORE.min(time - self.begun[spot.get()])
    }

    /// Until when a patch of the spot could have been seen.
    pub(super) fn last_seen(&self, spot: SpotIndex) -> Timestamp {
        self.scene.lifetimes.last_seen(spot)
    }

    /// Commits that changed the neighbourhood.
    pub(super) fn moved(&self, spot: SpotIndex, since: Timestamp, until: Timestamp) -> usize {
        self.exposures.count(spot, since, until)
    }

    /// How it stood with a recurring spot, without what came after; `None` when it was none then.
    pub(super) fn known(&self, spot: SpotIndex, time: Timestamp) -> Option<Likeness> {
        let touches = &self.touches[spot.get()];
        let past = &touches[..touches.partition_point(|touch| touch.time <= time)];
        let before = self.count(spot, time - BEFORE, time);
        if before < self.scene.thresholds.recurring {
            return None;
        }
        let days = |since: Timestamp| (time - since).max(0) as f64 / DAY as f64;
        // What was done at the moment itself is in question, and no part of what was known.
        let structural = past.iter().filter(|touch| touch.is_structural && touch.time < time);
        let (mut recent, mut lately) = (0.0, 0.0);
        for touch in structural {
            recent += (-days(touch.time) / 180.0).exp2();
            lately += (-days(touch.time) / 730.0).exp2();
        }
        let ever = self.count(spot, Timestamp::MIN, time);
        Some([
            (before as f64).ln(),
            (ever as f64).ln(),
            (days(past.last()?.time) + 10.0).ln(),
            f64::ln_1p(recent),
            f64::ln_1p(lately),
            (days(self.begun[spot.get()]) + 30.0).ln(),
            (self.moved(spot, time - BEFORE, time) as f64).ln_1p(),
            0.0,
        ])
    }

    /// How much the neighbourhood moved after a moment, as it stands in a row.
    pub(super) fn nearby_after(&self, spot: SpotIndex, since: Timestamp, until: Timestamp) -> f64 {
        let years = ((until - since) as f64 / BEFORE as f64).max(1e-3);
        (self.moved(spot, since, until) as f64 / years).ln_1p()
    }
}

/// One a commit: what falls on two places of a spot is one touch.
fn touches(scene: &Scene<'_>, changes: &[ChangeIndex]) -> Vec<Touch> {
    let mut by_commit: BTreeMap<CommitIndex, Touch> = BTreeMap::new();
    for index in changes.iter().copied().filter(|index| scene.time(*index) <= scene.last_seen) {
        let (is_patch, time) = (scene.is_return(index), scene.time(index));
        let is_structural = !scene.verdicts.change(index).is_patch();
        let none = Touch { time, is_patch: false, is_structural: false };
        let touch = by_commit.entry(scene.history.change(index).commit).or_insert(none);
        touch.is_patch |= is_patch;
        touch.is_structural |= is_structural;
    }
    let of_note = by_commit.into_values().filter(|touch| touch.is_patch || touch.is_structural);
    let mut touches: Vec<Touch> = of_note.collect();
    touches.sort_by_key(|touch| touch.time);
    touches
}
