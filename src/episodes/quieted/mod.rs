//! Whether a recurring spot became quieter after a change than it would have anyway.
//!
//! In: patches by spot, and the changes that may have mended one. Out: its patches before and after, and those of spots
//! that were alike. Deliberately absent: the claim that the change was the reason.
//!
//! A spot that was patched often is patched less often later whatever is done to it: nobody looks at a spot before
//! it had a bad year (regression to the mean). So it is compared with other spots at moments at which these had
//! had as bad a year, as long ago, and were as old, in neighbourhoods that moved as much before and as much after. Of
//! each other spot the moment that is most alike is taken. How often these were patched after it, in as long a
//! time, is the expectation; their rates are taken to be spread as a Gamma distribution (`gamma_poisson`).

mod moments;

use std::collections::HashMap;

use super::exposure::Exposures;
use super::gamma_poisson::Counts;
use super::outcomes::Scene;
use super::spots::Spots;
use crate::model::{Beside, Chain, ChangeIndex, DAY, Likes, Quieting, SpotIndex, Timestamp};
use moments::{Moment, Patched, may_mend};

/// The longest time after a change that is looked at.
const AFTER: Timestamp = 730 * DAY;
/// Spots without which nothing is compared.
const FEWEST: usize = 20;
/// Days after a patch at which spots are looked at to compare with.
const STEPS: [i64; 4] = [0, 20, 60, 150];
/// Ends of the range: 95 % of spots like it lie within.
const RANGE: (f64, f64) = (0.025, 0.975);

/// The spots to compare with, at every moment at which nothing was done to mend them.
pub struct Comparison<'a> {
    patched: Patched<'a>,
    /// By spot, the changes that may have mended it.
    mending: Vec<Vec<ChangeIndex>>,
    /// By patches before.
    moments: Vec<Moment>,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(scene: &'a Scene<'a>, spots: &Spots, exposures: &'a Exposures<'a>) -> Self {
        let patched = Patched::of(scene, spots, exposures);
        let of_spot = |spot: SpotIndex| {
            let is_asked = patched.of_spot(spot).len() >= scene.thresholds.recurring;
            if is_asked { may_mend(scene, spots.of_spot(spot)) } else { Vec::new() }
        };
        let count = u32::try_from(scene.history.spots.len()).unwrap_or(u32::MAX);
        let mending: Vec<Vec<ChangeIndex>> = (0..count).map(SpotIndex).map(of_spot).collect();
        let mut comparison = Self { patched, mending, moments: Vec::new() };
        let all = (0..count).map(SpotIndex).flat_map(|spot| comparison.moments_of(spot));
        let mut moments: Vec<Moment> = all.collect();
        moments.sort_by(|one, other| {
            one.patches
                .total_cmp(&other.patches)
                .then((one.spot, one.time).cmp(&(other.spot, other.time)))
        });
        comparison.moments = moments;
        comparison
    }

    /// What became of the patch rate after the changes that ended recurring chains.
    pub(super) fn of_chains(&self, chains: &[Chain]) -> Vec<Quieting> {
        let mut changes: Vec<ChangeIndex> = chains
            .iter()
            .filter(|chain| chain.patches.len() >= self.patched.scene.thresholds.recurring)
            .filter_map(|chain| chain.ended_by)
            .collect();
        changes.sort_unstable();
        changes.dedup();
        changes.into_iter().filter_map(|change| self.of_change(change)).collect()
    }

    /// What became of the patch rate after a change; `None` when its spot was no recurring one then.
    pub(super) fn of_change(&self, change: ChangeIndex) -> Option<Quieting> {
        let scene = self.patched.scene;
        self.at(scene.history.change(change).spot, scene.time(change), change)
    }

    /// What became of the patch rate after every change that may have mended a recurring spot, whatever came of it.
    #[must_use]
    pub fn all(&self) -> Vec<Quieting> {
        let changes = self.mending.iter().flatten();
        changes.filter_map(|change| self.of_change(*change)).collect()
    }

    /// As if a change of the spot had been made at another moment; `None` when the spot was no recurring one then, or
    /// when something may have mended it at about that moment. It is for measuring how often something would be
    /// claimed of what did not happen.
    #[must_use]
    pub fn as_if(&self, change: ChangeIndex, time: Timestamp) -> Option<Quieting> {
        let spot = self.patched.scene.history.change(change).spot;
        self.untouched(spot, time)?;
        self.at(spot, time, change)
    }

    fn at(&self, spot: SpotIndex, time: Timestamp, change: ChangeIndex) -> Option<Quieting> {
        let moment = self.patched.moment(spot, time)?;
        let until = self.patched.last_seen(spot).min(time + AFTER);
        let before_time = self.patched.time_before(spot, time);
        Some(Quieting {
            change,
            before: self.patched.count(spot, time - moments::BEFORE, time),
            before_time,
            after: self.patched.count(spot, time, until),
            after_time: (until - time).max(0),
            beside: self.beside(&moment, until),
        })
    }

    /// Moments of a spot at which it was a recurring one, with no change near that may have mended it.
    fn moments_of(&self, spot: SpotIndex) -> Vec<Moment> {
        let times = self.patched.of_spot(spot);
        let mut moments = Vec::new();
        for (at, time) in times.iter().enumerate() {
            let next = times.get(at + 1).copied().unwrap_or(Timestamp::MAX);
            let steps = STEPS.iter().map(|days| time + days * DAY);
            let before_next = steps.take_while(|step| step == time || *step < next);
            moments.extend(before_next.filter_map(|step| self.untouched(spot, step)));
        }
        moments
    }

    /// How it stood with a spot, unless something may have mended it within the window around that moment.
    fn untouched(&self, spot: SpotIndex, time: Timestamp) -> Option<Moment> {
        let scene = self.patched.scene;
        let is_near =
            |change: &ChangeIndex| (scene.time(*change) - time).abs() <= scene.thresholds.window;
        if self.mending[spot.get()].iter().any(is_near) {
            return None;
        }
        self.patched.moment(spot, time)
    }

    fn beside(&self, moment: &Moment, until: Timestamp) -> Beside {
        let (patched, thresholds) = (&self.patched, self.patched.scene.thresholds);
        let after = until - moment.time;
        let exposure = patched.exposures.count(moment.spot, moment.time, until);
        if after < thresholds.window || exposure < thresholds.exposure {
            return Beside::TooEarly;
        }
        let counts = self.counts_of_likes(moment, after);
        if counts.len() < FEWEST {
            return Beside::TooFew(counts.len());
        }
        let spread = Counts::of_sample(&counts);
        Beside::Matched(Likes {
            spots: counts.len(),
            expected: spread.mean(),
            low: spread.quantile(RANGE.0),
            high: spread.quantile(RANGE.1),
            probability: spread.fell_below(patched.count(moment.spot, moment.time, until)),
        })
    }

    /// How often spots like it were patched in as long a time after; of each the most alike moment counts.
    fn counts_of_likes(&self, moment: &Moment, after: Timestamp) -> Vec<usize> {
        let patched = &self.patched;
        let moved = patched.moved(moment.spot, moment.time, moment.time + after);
        let start = self.moments.partition_point(|other| other.patches < moment.least_patches());
        let near =
            self.moments[start..].iter().take_while(|other| other.patches <= moment.most_patches());
        let mut nearest: HashMap<SpotIndex, (f64, Timestamp)> = HashMap::new();
        for other in near.filter(|other| other.spot != moment.spot) {
            let until = other.time + after;
            if until > patched.last_seen(other.spot) {
                continue;
            }
            let other_moved = patched.moved(other.spot, other.time, until);
            if let Some(distance) = moment.distance(other, moved, other_moved) {
                let best = nearest.entry(other.spot).or_insert((distance, other.time));
                if (distance, other.time) < *best {
                    *best = (distance, other.time);
                }
            }
        }
        let mut counts: Vec<usize> = nearest
            .into_iter()
            .map(|(spot, (_, time))| patched.count(spot, time, time + after))
            .collect();
        counts.sort_unstable();
        counts
    }
}
