//! Verdicts over time: chains of patches, and what became of each change.
//!
//! In: a [`History`], its [`Verdicts`], the thresholds and the present moment. Out: [`Episodes`].
//! Deliberately absent: I/O, clocks, errors, and whether a spot became quieter than it would have
//! anyway (that takes a comparison with other spots).

mod chains;
mod ending;
mod expected;
mod exposure;
mod gamma_poisson;
mod lifetime;
mod outcomes;
mod spots;

pub use expected::{
    Events, Expectation, Expected, FEATURES, Features, Row, Unit, Weights, YEAR_DAYS, expected,
};

use crate::model::{Commit, Episodes, History, Thresholds, Timestamp, Verdicts};

/// Chains and outcomes of a whole history, as far as `now`.
#[must_use]
pub fn episodes(
    history: &History,
    verdicts: &Verdicts,
    thresholds: &Thresholds,
    now: Timestamp,
) -> Episodes {
    let spots = spots::Spots::of(history, verdicts);
    let exposures = exposure::Exposures::of(history, verdicts);
    let last_seen = last_seen(history, now);
    let lifetimes = lifetime::Lifetimes::of(history, last_seen);
    let scene = outcomes::Scene { history, verdicts, thresholds, last_seen, lifetimes };
    let outcomes = outcomes::outcomes(&scene, &spots, &exposures);
    let chains = chains::chains(&scene, &spots, &outcomes);
    Episodes { chains, outcomes }
}

/// The last moment of which anything is known: silence after the latest commit is no silence.
fn last_seen(history: &History, now: Timestamp) -> Timestamp {
    let latest = history.commits.iter().map(Commit::time).max();
    latest.map_or(now, |latest| latest.min(now))
}

#[cfg(test)]
mod tests;
