//! Whether a recurring spot became quieter after a change than it would have anyway.
//!
//! In: the changes of every spot. Out: how often a spot was patched before and after a change that may have mended it,
//! and how often spots like it were. Deliberately absent: the claim that the change was the reason.
//!
//! A spot that was patched often is patched less often later whatever is done to it: nobody looks at a spot before
//! it had a bad year (regression to the mean). So it is compared with other spots of the repository at moments at
//! which as much was to be expected of them: by how often they had been patched in the year before and ever, how
//! long they had rested, how much was built on them, their age, and how much their neighbourhoods moved before
//! and after (`LIKENESS`; a weighted sum of these, the weights in `weights.tsv`, fitted on other repositories). Patches in
//! the year before must not differ by more than half as well. Of each other spot the moment nearest to it is
//! taken. How often those were patched in as long a time after is the expectation; their rates are taken to be
//! spread as a Gamma distribution (`gamma_poisson`).
//!
//! Which changes may mend is told without a look at what came of them.

mod moments;

use std::collections::HashMap;

use super::ending::starts_over;
use super::exposure::Exposures;
use super::gamma_poisson::Counts;
use super::outcomes::Scene;
use super::spots::Spots;
use crate::model::{Beside, Chain, ChangeIndex, DAY, Likes, Quieting, SpotIndex, Timestamp};
use moments::{BEFORE, Patched};

pub use moments::{LIKENESS, Likeness};

/// `name<TAB>weight`, a row for each of [`LIKENESS`].
const WEIGHTS: &str = include_str!("weights.tsv");
/// The longest time after a change that is looked at.
const AFTER: Timestamp = 730 * DAY;
/// Spots without which nothing is compared …
const FEWEST: usize = 20;
/// … and no more than the nearest of this number.
const MOST: usize = 60;
/// How far the logarithms of what is expected may differ …
const FAR: f64 = 0.3;
/// … before it is known how much the neighbourhood moved after …
const FAR_BEFORE: f64 = 1.2;
/// … and those of the patches in the year before.
const PATCHES_FAR: f64 = 0.41;
/// Days after a change at which spots are looked at to compare with, as long as nothing else changes them.
const STEPS: [i64; 4] = [0, 20, 60, 150];
/// Ends of the range: 95 % of spots like it lie within.
const RANGE: (f64, f64) = (0.025, 0.975);

/// A recurring spot at a moment.
struct Moment {
    spot: SpotIndex,
    time: Timestamp,
    /// ln of the patches in the year before.
    patches: f64,
    /// The weighted sum of what was known.
    sum: f64,
}

/// The spots to compare with, at many moments.
pub struct Comparison<'a> {
    patched: Patched<'a>,
    weights: Likeness,
    /// By spot, the changes that may have mended it.
    mending: Vec<Vec<ChangeIndex>>,
    /// By sum.
    moments: Vec<Moment>,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(scene: &'a Scene<'a>, spots: &Spots, exposures: &'a Exposures<'a>) -> Self {
        let patched = Patched::of(scene, spots, exposures);
        let mut mending = vec![Vec::new(); scene.history.spots.len()];
        for spot in patched.spots() {
            mending[spot.get()] = may_mend(scene, spots.of_spot(spot));
        }
        let mut comparison = Self { patched, weights: weights(), mending, moments: Vec::new() };
        let spots: Vec<SpotIndex> = comparison.patched.spots().collect();
        let all = spots.into_iter().flat_map(|spot| comparison.moments_of(spot));
        let mut moments: Vec<Moment> = all.collect();
        moments.sort_by(|one, other| {
            let key = |moment: &Moment| (moment.spot, moment.time);
            one.sum.total_cmp(&other.sum).then(key(one).cmp(&key(other)))
        });
        comparison.moments = moments;
        comparison
    }

    /// What became of the patch rate after the changes that ended recurring chains, by change.
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

    /// What became of the patch rate after every change that may have mended a recurring spot, whatever came of it.
    #[must_use]
    pub fn all(&self) -> Vec<Quieting> {
        let changes = self.mending.iter().flatten();
        changes.filter_map(|change| self.of_change(*change)).collect()
    }

    /// As if a change of the spot had been made at another moment; `None` when the spot was no recurring one then. It is
    /// for measuring how often something would be claimed of what did not happen.
    #[must_use]
    pub fn as_if(&self, change: ChangeIndex, time: Timestamp) -> Option<Quieting> {
        self.at(self.patched.scene.history.change(change).spot, time, change)
    }

    /// What was known of each recurring spot at the moments that are compared with, and the patches of the year after,
    /// where that year is over: to fit the weights on.
    #[must_use]
    pub fn years_after(&self) -> Vec<(Likeness, usize)> {
        let year = |moment: &Moment| {
            let (spot, until) = (moment.spot, moment.time + BEFORE);
            if until > self.patched.last_seen(spot) {
                return None;
            }
            let mut row = self.patched.known(spot, moment.time)?;
            row[LIKENESS.len() - 1] = self.patched.nearby_after(spot, moment.time, until);
            Some((row, self.patched.count(spot, moment.time, until)))
        };
        self.moments.iter().filter_map(year).collect()
    }

    fn of_change(&self, change: ChangeIndex) -> Option<Quieting> {
        let scene = self.patched.scene;
        self.at(scene.history.change(change).spot, scene.time(change), change)
    }

    fn at(&self, spot: SpotIndex, time: Timestamp, change: ChangeIndex) -> Option<Quieting> {
        let moment = self.moment(spot, time)?;
        let until = self.patched.last_seen(spot).min(time + AFTER);
        Some(Quieting {
            change,
            before: self.patched.count(spot, time - BEFORE, time),
            before_time: self.patched.time_before(spot, time),
            after: self.patched.count(spot, time, until),
            after_time: (until - time).max(0),
            beside: self.beside(&moment, until),
        })
    }

    fn moment(&self, spot: SpotIndex, time: Timestamp) -> Option<Moment> {
        let row = self.patched.known(spot, time)?;
        let sum = row.iter().zip(&self.weights).map(|(value, weight)| value * weight).sum();
        Some(Moment { spot, time, patches: row[0], sum })
    }

    fn moments_of(&self, spot: SpotIndex) -> Vec<Moment> {
        let times: Vec<Timestamp> = self.patched.times(spot).collect();
        let mut moments = Vec::new();
        for (at, time) in times.iter().enumerate() {
            let next = times.get(at + 1).copied().unwrap_or(Timestamp::MAX);
            let steps = STEPS.iter().map(|days| time + days * DAY);
            let before_next = steps.take_while(|step| *step < next);
            moments.extend(before_next.filter_map(|step| self.moment(spot, step)));
        }
        moments
    }

    fn beside(&self, moment: &Moment, until: Timestamp) -> Beside {
        let (patched, thresholds) = (&self.patched, self.patched.scene.thresholds);
        let exposure = patched.moved(moment.spot, moment.time, until);
        if until - moment.time < thresholds.window || exposure < thresholds.exposure {
            return Beside::TooEarly;
        }
        let counts = self.counts_of_likes(moment, until);
        if counts.len() < FEWEST {
            return Beside::TooFew(counts.len());
        }
        let spread = Counts::of_sample(&counts);
        Beside::Matched(Likes {
            spots: counts.len(),
            expected: spread.mean(),
            low: spread.quantile(RANGE.0),
            high: spread.quantile(RANGE.1),
            variance: spread.variance(),
            probability: spread.fell_below(patched.count(moment.spot, moment.time, until)),
        })
    }

    /// How often spots like it were patched in as long a time after.
    fn counts_of_likes(&self, moment: &Moment, until: Timestamp) -> Vec<usize> {
        let (patched, after) = (&self.patched, until - moment.time);
        let weight = self.weights[LIKENESS.len() - 1];
        let sum_at =
            |at: &Moment| at.sum + weight * patched.nearby_after(at.spot, at.time, at.time + after);
        let sum = sum_at(moment);
        let mut nearest: HashMap<SpotIndex, (f64, Timestamp)> = HashMap::new();
        for other in self.near(moment) {
            if other.spot == moment.spot
                || other.time + after > patched.last_seen(other.spot)
                || (other.patches - moment.patches).abs() > PATCHES_FAR
            {
                continue;
            }
            let distance = (sum_at(other) - sum).abs();
            if distance <= FAR {
                let best = nearest.entry(other.spot).or_insert((distance, other.time));
                if (distance, other.time) < *best {
                    *best = (distance, other.time);
                }
            }
        }
        let mut likes: Vec<(f64, SpotIndex, Timestamp)> =
            nearest.into_iter().map(|(spot, (distance, time))| (distance, spot, time)).collect();
        likes.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        likes.truncate(MOST);
        likes.iter().map(|(_, spot, time)| patched.count(*spot, *time, time + after)).collect()
    }

    fn near(&self, moment: &Moment) -> &[Moment] {
        let start = self.moments.partition_point(|other| other.sum < moment.sum - FAR_BEFORE);
        let end = self.moments.partition_point(|other| other.sum <= moment.sum + FAR_BEFORE);
        &self.moments[start..end]
    }
}

fn weights() -> Likeness {
    LIKENESS.map(|name| {
        let row = WEIGHTS.lines().find_map(|row| row.strip_prefix(name)?.strip_prefix('\t'));
        row.and_then(|weight| weight.parse().ok()).unwrap_or(0.0)
    })
}

/// The changes that may have mended a spot: structural ones, and patches that replaced lines of several of the
/// patches in the year before.
fn may_mend(scene: &Scene<'_>, changes: &[ChangeIndex]) -> Vec<ChangeIndex> {
    let mut mending = Vec::new();
    for (at, index) in changes.iter().copied().enumerate() {
        let recent = changes[..at]
            .iter()
            .rev()
            .copied()
            .take_while(|earlier| scene.time(index) - scene.time(*earlier) <= BEFORE);
        let is_patch = scene.verdicts.change(index).is_patch();
        let starts_over = || {
            let patches: Vec<ChangeIndex> = recent.filter(|at| scene.is_return(*at)).collect();
            scene.is_return(index) && starts_over(scene.history, &patches, index)
        };
        if scene.time(index) <= scene.last_seen && (!is_patch || starts_over()) {
            mending.push(index);
        }
    }
    mending
}

#[cfg(test)]
mod tests;
