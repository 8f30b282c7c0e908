//! How it stood with a spot at a moment, and which spots stood alike.
//!
//! In: the patches of each spot, its age, its neighbourhood. Out: measures of likeness. Deliberately absent: what
//! came after, but for how much the neighbourhood moved: that is no doing of the spot's.

use std::collections::HashSet;

use crate::episodes::ending::starts_over;
use crate::episodes::exposure::Exposures;
use crate::episodes::outcomes::Scene;
use crate::episodes::spots::{Spots, in_order};
use crate::model::{ChangeIndex, CommitIndex, DAY, SpotIndex, Timestamp};

/// The time before a moment in which patches are counted.
pub(super) const BEFORE: Timestamp = 365 * DAY;

/// How it stood with a spot at a moment. Of these numbers differences count; each is the logarithm of a count or
/// of a number of days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) spot: SpotIndex,
    pub(super) time: Timestamp,
    /// Patches in the time before.
    pub(super) patches: f64,
    /// Days since the last patch.
    rest: f64,
    /// Days since the spot was first changed.
    age: f64,
    /// Commits nearby in the time before.
    nearby: f64,
}

/// How far spots may differ to be alike: in patches before by a half, in the rest by more.
const PATCHES: f64 = 1.5;
const REST: f64 = 2.5;
const OTHERWISE: f64 = 3.0;

impl Moment {
    /// How far two moments are from each other, with how much their neighbourhoods moved after; `None` when they
    /// are not alike.
    pub(super) fn distance(&self, other: &Self, after: f64, other_after: f64) -> Option<f64> {
        let differences = [
            (self.patches - other.patches) / PATCHES.ln(),
            (self.rest - other.rest) / REST.ln(),
            (self.age - other.age) / OTHERWISE.ln(),
            (self.nearby - other.nearby) / OTHERWISE.ln(),
            (after - other_after) / OTHERWISE.ln(),
        ];
        let is_alike = differences.iter().all(|difference| difference.abs() <= 1.0 + 1e-9);
        is_alike.then(|| differences.iter().map(|difference| difference * difference).sum())
    }

    /// Whether the patches before are near enough, which is asked first because moments are sorted by it.
    pub(super) fn least_patches(&self) -> f64 {
        self.patches - PATCHES.ln() - 1e-9
    }

    pub(super) fn most_patches(&self) -> f64 {
        self.patches + PATCHES.ln() + 1e-9
    }
}

/// The patches of every spot that can be compared.
pub(super) struct Patched<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) exposures: &'a Exposures<'a>,
    /// By spot, the moments of the commits that patched it, sorted. Empty for wide spots: two patches there may have
    /// nothing to do with each other.
    times: Vec<Vec<Timestamp>>,
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
        let spots_and = (0..).map(SpotIndex).zip(&history.spots);
        let times = spots_and.map(|(index, spot)| {
            if spot.is_wide() { Vec::new() } else { times(scene, spots.of_spot(index)) }
        });
        Self { scene, exposures, times: times.collect(), begun }
    }

    pub(super) fn of_spot(&self, spot: SpotIndex) -> &[Timestamp] {
        &self.times[spot.get()]
    }

    /// Commits that patched a spot after `since`, up to `until`.
    pub(super) fn count(&self, spot: SpotIndex, since: Timestamp, until: Timestamp) -> usize {
        let times = self.of_spot(spot);
        let start = times.partition_point(|time| *time <= since);
        times.partition_point(|time| *time <= until).saturating_sub(start)
    }

    /// How it stood with a recurring spot; `None` when it was none then.
    pub(super) fn moment(&self, spot: SpotIndex, time: Timestamp) -> Option<Moment> {
        let times = self.of_spot(spot);
        let past = &times[..times.partition_point(|patch| *patch <= time)];
        let before = past.len() - past.partition_point(|patch| *patch <= time - BEFORE);
        if before < self.scene.thresholds.recurring {
            return None;
        }
        let days = |since: Timestamp| (time - since).max(0) as f64 / DAY as f64;
        let nearby = self.exposures.count(spot, time - BEFORE, time);
        Some(Moment {
            spot,
            time,
            patches: (before as f64).ln(),
            rest: (days(*past.last()?) + 10.0).ln(),
            age: (days(self.begun[spot.get()]) + 30.0).ln(),
            nearby: (nearby as f64).ln_1p(),
        })
    }

    /// The time before a moment in which a spot could be patched.
    pub(super) fn time_before(&self, spot: SpotIndex, time: Timestamp) -> Timestamp {
        BEFORE.min(time - self.begun[spot.get()])
    }

    /// Until when a patch of the spot could have been seen.
    pub(super) fn last_seen(&self, spot: SpotIndex) -> Timestamp {
        self.scene.lifetimes.last_seen(spot)
    }

    /// How much the neighbourhood moved after a moment.
    pub(super) fn moved(&self, spot: SpotIndex, since: Timestamp, until: Timestamp) -> f64 {
        (self.exposures.count(spot, since, until) as f64).ln_1p()
    }
}

fn times(scene: &Scene<'_>, changes: &[ChangeIndex]) -> Vec<Timestamp> {
    let patches = changes.iter().copied().filter(|index| scene.is_return(*index));
    let commit = |index: ChangeIndex| scene.history.change(index).commit;
    let commits: HashSet<CommitIndex> = patches.map(commit).collect();
    let time = |commit: &CommitIndex| scene.history.commit(*commit).time();
    let mut times: Vec<Timestamp> = commits.iter().map(time).collect();
    times.sort_unstable();
    times
}

/// The changes that may have mended a spot: structural ones, and patches that replaced lines of several of the
/// patches in the year before. Told without a look at what came after.
pub(super) fn may_mend(scene: &Scene<'_>, changes: &[ChangeIndex]) -> Vec<ChangeIndex> {
    let mut mending = Vec::new();
    for (at, index) in changes.iter().enumerate() {
        let verdict = scene.verdicts.change(*index);
        let starts_over = verdict.is_patch()
            && scene.is_return(*index)
            && replaces_patches(scene, &changes[..at], *index);
        if scene.time(*index) <= scene.last_seen && (!verdict.is_patch() || starts_over) {
            mending.push(*index);
        }
    }
    mending
}

fn replaces_patches(scene: &Scene<'_>, earlier: &[ChangeIndex], index: ChangeIndex) -> bool {
    let recent = earlier
        .iter()
        .rev()
        .copied()
        .take_while(|earlier| scene.time(index) - scene.time(*earlier) <= BEFORE);
    let patches = recent.filter(|earlier| scene.is_return(*earlier));
    let commits: Vec<ChangeIndex> = patches.collect();
    starts_over(scene.history, &commits, index)
}
