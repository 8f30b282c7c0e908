//! How many patches to expect in the next year.
//!
//! In: a history and its verdicts. Out: for every place an expectation with its range, and what both rest on.
//! Deliberately absent: words, and the order of a list.
//!
//! A negative binomial regression: the expectation is the exponential of a weighted sum of what is known of
//! the place (`features`), and the true rates of places with the same expectation are spread as a Gamma distribution.
//! The weights are in `weights.tsv`, fitted on other repositories by `accuracy -- backtest --write`. The level
//! and the spread are this repository's own: what was known a year ago is held against the
//! patches that came since.

mod events;
mod features;
mod weights;

pub use events::{Events, Unit};
pub use features::{FEATURES, Features, Row};
pub use weights::Weights;

use super::gamma_poisson::Counts;
use crate::model::{DAY, History, SpotIndex, Timestamp, Verdicts};

/// The days that are looked ahead.
pub const YEAR_DAYS: i64 = 365;
/// Patches in the last year without which nothing is expected of a repository.
const FEWEST_PATCHES: usize = 20;
/// Ends of the range: 95 % of like places lie within.
const RANGE: (f64, f64) = (0.025, 0.975);

/// Patches to expect of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expectation {
    /// Commits that will patch it within a year, on average over like places.
    pub patches: f64,
    /// Of 40 like places one is patched less often.
    pub low: u32,
    /// Of 40 like places one is patched more often.
    pub high: u32,
}

/// What is expected of the spots of a repository.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    /// By spot; `None` for one that never changed, and when there were too few patches to tell.
    by_spot: Vec<Option<Expectation>>,
    /// Spots that were there a year ago: level and spread rest on these.
    pub spots: usize,
    /// Patches of these since then, commits counted once a spot.
    pub patches: usize,
}

impl Expected {
    /// Whether there were enough patches to expect anything.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.patches >= FEWEST_PATCHES
    }

    /// What is expected of a spot.
    #[must_use]
    pub fn of_spot(&self, spot: SpotIndex) -> Option<Expectation> {
        self.by_spot.get(spot.get()).copied().flatten()
    }
}

/// Works out what to expect of each spot in the year after the last commit.
#[must_use]
pub fn expected(history: &History, verdicts: &Verdicts, now: Timestamp) -> Expected {
    let now = super::last_seen(history, now);
    let events = Events::of(history, verdicts, Unit::Spot);
    let weights = Weights::shipped(Unit::Spot);
    let then = now - YEAR_DAYS * DAY;
    let seen = events.patches(then, now);
    let known = events.features(then);
    let rates = known.rows.iter().map(|row| row.as_ref().map(|row| weights.rate(row)));
    let there = rates.zip(seen).zip(&events.alive);
    let past: Vec<(f64, usize)> = there
        .filter(|((_, seen), alive)| **alive || *seen > 0)
        .filter_map(|((rate, seen), _)| Some((rate?, seen)))
        .collect();
    let patches = past.iter().map(|(_, seen)| seen).sum();
    let spots = past.len();
    if patches < FEWEST_PATCHES {
        return Expected { by_spot: Vec::new(), spots, patches };
    }
    let level = patches as f64 / past.iter().map(|(rate, _)| rate).sum::<f64>();
    let shape = shape(&past, level);
    let rows = events.features(now).rows;
    let of_row = |row: &Row| expectation(&Counts::new(level * weights.rate(row), shape));
    let by_spot = rows.iter().map(|row| row.as_ref().map(of_row)).collect();
    Expected { by_spot, spots, patches }
}

fn expectation(counts: &Counts) -> Expectation {
    Expectation {
        patches: counts.mean(),
        low: counts.quantile(RANGE.0),
        high: counts.quantile(RANGE.1),
    }
}

/// How alike places of one expectation are, by moments: the squares of what was seen beside what was expected are
/// larger than chance makes them by the square of the expectation over the shape.
fn shape(past: &[(f64, usize)], level: f64) -> f64 {
    let (mut squares, mut beyond_chance) = (0.0, 0.0);
    for (rate, seen) in past {
        let mean = level * rate;
        squares += mean * mean;
        beyond_chance += (*seen as f64 - mean).powi(2) - mean;
    }
    if beyond_chance > 0.0 { squares / beyond_chance } else { f64::INFINITY }
}

#[cfg(test)]
mod tests;
