//! Recurring spots: where patches came again and again.
//!
//! In: chains of a judged history, what is expected of spots, and what part is asked for. Out: spots, those
//! with most patches to expect first. Deliberately absent: people's names, and a score of the code.
//!
//! The order is by the patches that are to be expected in the next year. Where the repository has too few
//! patches to expect anything, and among spots of which as much is expected, it is by recency: each patch weighs 1 when it
//! is new and half as much for every 180 days of age. Unless a period is asked for, spots that nobody patched in the last two years are
//! counted, not listed; so are spots of files that no longer exist. Spots that the same commits
//! patched are one row.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::outlook::{ExpectedBasis, ExpectedFigures, QuietingFigures};
use super::parts::{CommitRef, Names, OutcomeFigure, SCHEMA, date_of};
use super::words::{days, one_decimal};
use crate::episodes::Expected;
use crate::model::{
    Chain, ChangeIndex, CommitIndex, DAY, Episodes, History, SpotIndex, Thresholds, Timestamp,
};
use crate::profile::{Subject, bundles, is_alive, is_recurring};

/// After so many days a patch weighs half as much.
const HALF_LIFE_DAYS: f64 = 180.0;
/// Unless a period is asked for, only spots patched in so many days up to now are listed.
const LISTED_DAYS: i64 = 730;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HotspotQuery {
    /// Patches from this moment on.
    pub since: Option<Timestamp>,
    /// Patches before this moment.
    pub until: Option<Timestamp>,
    /// Only spots that this person patched in the period.
    pub subject: Option<Subject>,
    /// How many spots to list.
    pub limit: usize,
    /// How many patches make a chain a recurring spot.
    pub recurring: usize,
}

impl Default for HotspotQuery {
    fn default() -> Self {
        let recurring = Thresholds::default().recurring;
        Self { since: None, until: None, subject: None, limit: 20, recurring }
    }
}

/// A recurring spot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hotspot {
    /// The spot.
    pub spot: String,
    /// Other spots that the very same commits patched.
    pub also: Vec<String>,
    /// Commits that patched it, in the period when one was asked for.
    pub patches: usize,
    /// Quick remedies of its chains, told apart.
    pub remedies: usize,
    /// Days from the first of these patches to the last.
    pub span_days: i64,
    /// People who made them.
    pub people: usize,
    /// Lines they added and deleted.
    pub lines: u64,
    /// The patches weighed by age.
    pub recency: f64,
    /// Patches to expect in the next year; of several spots, of the one with most. The order of the list.
    pub expected: Option<ExpectedFigures>,
    /// What became of the patch rate since the change that ended its last chain; of several spots the first that can be
    /// compared.
    pub quieting: Option<QuietingFigures>,
    /// The last of them.
    pub last: CommitRef,
    /// What became of its last chain; of several spots, what is least settled.
    pub outcome: OutcomeFigure,
    /// All of them, oldest first.
    pub commits: Vec<CommitRef>,
}

/// Recurring spots, those with most patches to expect first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hotspots {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// The day it was worked out.
    pub now: String,
    /// The first day asked for.
    pub since: Option<String>,
    /// The day before which patches were asked for.
    pub until: Option<String>,
    /// The last patch of a listed spot is at most so many days old; `None` when a period was asked
    /// for.
    pub listed_days: Option<i64>,
    /// After so many days a patch weighs half as much in `recency`.
    pub half_life_days: f64,
    /// Patches that make a chain a recurring spot.
    pub recurring: usize,
    /// What the expectations rest on.
    pub basis: ExpectedBasis,
    /// The spots.
    pub spots: Vec<Hotspot>,
    /// More spots, beyond the limit.
    pub left_out: usize,
    /// Recurring spots whose last patch is older than the listed days.
    pub older: usize,
    /// The day of the first patch of these.
    pub older_since: Option<String>,
    /// Recurring spots of files that no longer exist.
    pub gone: usize,
}

/// Lists the recurring spots.
#[must_use]
pub fn hotspots(
    history: &History,
    episodes: &Episodes,
    expected: &Expected,
    now: Timestamp,
    query: &HotspotQuery,
) -> Hotspots {
    let search = Search { history, episodes, expected, query, now };
    let (alive, gone): (Vec<_>, Vec<_>) =
        search.chains_by_spot(episodes).into_iter().partition(|(spot, _)| is_alive(history, *spot));
    let found = alive.into_iter().filter_map(|(spot, chains)| search.place(spot, &chains));
    let (listed, older): (Vec<_>, Vec<_>) =
        found.partition(|place| search.is_listed(place.patches.last().copied()));
    let oldest = older.iter().filter_map(|place| place.patches.first());
    let older_since = oldest.map(|patch| search.time(*patch)).min();
    let bundles_listed = bundles(listed, |place| place.commits(history)).into_iter();
    let mut ordered: Vec<(Weight, Hotspot)> =
        bundles_listed.filter_map(|bundle| search.hotspot(bundle)).collect();
    ordered.sort_by(|left, right| {
        let by = right.0.expected.total_cmp(&left.0.expected);
        let by = by.then(right.0.recency.total_cmp(&left.0.recency));
        by.then_with(|| left.1.spot.cmp(&right.1.spot))
    });
    let mut spots: Vec<Hotspot> = ordered.into_iter().map(|(_, spot)| spot).collect();
    let left_out = spots.len().saturating_sub(query.limit);
    spots.truncate(query.limit);
    Hotspots {
        schema: SCHEMA,
        repository: history.repository.clone(),
        now: date_of(now),
        since: query.since.map(date_of),
        until: query.until.map(date_of),
        listed_days: search.is_whole().then_some(LISTED_DAYS),
        half_life_days: HALF_LIFE_DAYS,
        recurring: query.recurring,
        basis: expected.into(),
        spots,
        left_out,
        older: bundles(older, |place| place.commits(history)).len(),
        older_since: older_since.map(date_of),
        gone: gone.len(),
    }
}

/// What decides on the order, unrounded: of old spots nothing is left by rounding.
struct Weight {
    expected: f64,
    recency: f64,
}

/// A spot with the patches that were asked for.
struct Place {
    spot: SpotIndex,
    /// Oldest first, at least one.
    patches: Vec<ChangeIndex>,
    remedies: usize,
    outcome: OutcomeFigure,
    quieting: Option<QuietingFigures>,
}

impl Place {
    /// The commits of the patches, each once.
    fn commits(&self, history: &History) -> Vec<CommitIndex> {
        let mut commits: Vec<CommitIndex> =
            self.patches.iter().map(|patch| history.change(*patch).commit).collect();
        commits.dedup();
        commits
    }

    fn lines(&self, history: &History) -> u64 {
        self.patches.iter().map(|patch| lines(history, *patch)).sum()
    }
}

struct Search<'a> {
    history: &'a History,
    episodes: &'a Episodes,
    expected: &'a Expected,
    query: &'a HotspotQuery,
    now: Timestamp,
}

impl Search<'_> {
    fn time(&self, patch: ChangeIndex) -> Timestamp {
        self.history.commit_of(patch).time()
    }

    /// Whether no period was asked for.
    fn is_whole(&self) -> bool {
        self.query.since.is_none() && self.query.until.is_none()
    }

    fn is_listed(&self, last: Option<ChangeIndex>) -> bool {
        let since = self.now.saturating_sub(LISTED_DAYS * DAY);
        !self.is_whole() || last.is_some_and(|last| self.time(last) >= since)
    }

    fn is_in_period(&self, patch: ChangeIndex) -> bool {
        let time = self.time(patch);
        self.query.since.is_none_or(|since| since <= time)
            && self.query.until.is_none_or(|until| time < until)
    }

    /// Recurring chains with a patch that was asked for.
    fn chains_by_spot<'e>(&self, episodes: &'e Episodes) -> BTreeMap<SpotIndex, Vec<&'e Chain>> {
        let mut by_spot: BTreeMap<SpotIndex, Vec<&Chain>> = BTreeMap::new();
        for chain in &episodes.chains {
            let asked_for = |patch: &&ChangeIndex| {
                let subject = self.query.subject.as_ref();
                self.is_in_period(**patch)
                    && subject.is_none_or(|subject| subject.made(self.history, **patch))
            };
            if is_recurring(self.history, chain, self.query.recurring)
                && chain.patches.iter().any(|patch| asked_for(&patch))
            {
                by_spot.entry(chain.spot).or_default().push(chain);
            }
        }
        by_spot
    }

    fn place(&self, spot: SpotIndex, chains: &[&Chain]) -> Option<Place> {
        let mut patches: Vec<ChangeIndex> = chains
            .iter()
            .flat_map(|chain| &chain.patches)
            .copied()
            .filter(|patch| self.is_in_period(*patch))
            .collect();
        patches
            .sort_by_key(|patch| (self.time(*patch), self.history.change(*patch).commit, *patch));
        let remedies = chains.iter().map(|chain| chain.remedies.len()).sum();
        let last = chains.last()?;
        let outcome = OutcomeFigure::of(self.history, last.outcome, Names::Hidden);
        let quieting = last.ended_by.and_then(|change| self.episodes.quieting(change));
        let quieting = quieting.map(Into::into);
        (!patches.is_empty()).then_some(Place { spot, patches, remedies, outcome, quieting })
    }

    /// One row for all spots that the same commits patched, named after the most patched one; before
    /// it, its weight in the order of the list.
    fn hotspot(&self, mut bundle: Vec<Place>) -> Option<(Weight, Hotspot)> {
        let history = self.history;
        let name = |place: &Place| history.spot_name(place.spot);
        bundle.sort_by_key(|place| (std::cmp::Reverse(place.lines(history)), name(place)));
        let commits = bundle.first()?.commits(history);
        let times = || commits.iter().map(|commit| history.commit(*commit).time());
        let people: BTreeSet<_> =
            commits.iter().map(|commit| history.commit(*commit).author).collect();
        let commits: Vec<CommitRef> =
            commits.iter().map(|commit| CommitRef::of(history, *commit, Names::Hidden)).collect();
        let outcomes = bundle.iter().map(|place| place.outcome.clone());
        let recency = self.recency(times());
        let expected = bundle.iter().filter_map(|place| self.expected.of_spot(place.spot));
        let expected = expected.max_by(|one, other| one.patches.total_cmp(&other.patches));
        let hotspot = Hotspot {
            spot: name(bundle.first()?),
            also: bundle[1..].iter().map(name).collect(),
            patches: commits.len(),
            remedies: bundle.iter().map(|place| place.remedies).max()?,
            span_days: days(times().max()? - times().min()?),
            people: people.len(),
            lines: bundle.iter().map(|place| place.lines(history)).sum(),
            recency: one_decimal(10.0 * recency) / 10.0,
            expected: expected.map(Into::into),
            quieting: bundle.iter().find_map(|place| place.quieting),
            last: commits.last()?.clone(),
            outcome: outcomes.rev().max_by_key(OutcomeFigure::unsettled)?,
            commits,
        };
        let expected = expected.map_or(0.0, |expected| expected.patches);
        Some((Weight { expected, recency }, hotspot))
    }

    fn recency(&self, times: impl Iterator<Item = Timestamp>) -> f64 {
        let weight = |time: Timestamp| {
            let age = (self.now - time).max(0) as f64 / DAY as f64;
            0.5_f64.powf(age / HALF_LIFE_DAYS)
        };
        times.map(weight).sum()
    }
}

/// Lines that a change added and deleted.
pub(super) fn lines(history: &History, change: ChangeIndex) -> u64 {
    let change = history.change(change);
    u64::from(change.added) + u64::from(change.deleted)
}

#[cfg(test)]
mod tests;
