//! Verdicts over time: chains of patches, and what became of each change.
//!
//! In: a [`History`], its [`Verdicts`], the thresholds and the present moment. Out: [`Episodes`].
//! Deliberately absent: I/O, clocks, errors, and the claim that one thing was the cause of another.

mod chains;
mod ending;
mod expected;
mod exposure;
mod gamma_poisson;
mod kaplan_meier;
mod lasting;
mod lifetime;
mod outcomes;
mod quieted;
mod spots;

pub use expected::{
    Events, Expectation, Expected, FEATURES, Features, Row, Unit, Weights, YEAR_DAYS, expected,
};
pub use lasting::sort_of;
pub use quieted::{Comparison, LIKENESS, Likeness};

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
    let scene = scene(history, verdicts, thresholds, now);
    let outcomes = outcomes::outcomes(&scene, &spots, &exposures);
    let chains = chains::chains(&scene, &spots, &outcomes);
    let quietings = Comparison::of(&scene, &spots, &exposures).of_chains(&chains);
    let lasting = lasting::lasting(&scene, &spots, &exposures, &outcomes);
    Episodes { chains, quietings, lasting, outcomes }
}

/// Hands over the comparison that says whether spots became quieter, to measure it.
pub fn compare<T>(
    history: &History,
    verdicts: &Verdicts,
    thresholds: &Thresholds,
    now: Timestamp,
    ask: impl FnOnce(&Comparison<'_>) -> T,
) -> T {
    let spots = spots::Spots::of(history, verdicts);
    let exposures = exposure::Exposures::of(history, verdicts);
    let scene = scene(history, verdicts, thresholds, now);
    ask(&Comparison::of(&scene, &spots, &exposures))
}

fn scene<'h>(
    history: &'h History,
    verdicts: &'h Verdicts,
    thresholds: &'h Thresholds,
    now: Timestamp,
) -> outcomes::Scene<'h> {
    let last_seen = last_seen(history, now);
    let lifetimes = lifetime::Lifetimes::of(history, last_seen);
    outcomes::Scene { history, verdicts, thresholds, last_seen, lifetimes }
}

/// The last moment of which anything is known: silence after the latest commit is no silence.
fn last_seen(history: &History, now: Timestamp) -> Timestamp {
    let latest = history.commits.iter().map(Commit::time).max();
    latest.map_or(now, |latest| latest.min(now))
}

#[cfg(test)]
mod tests;
