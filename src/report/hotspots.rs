//! Recurring spots: where patches came again and again.
//!
//! In: chains of a judged history, and what part of it is asked for. Out: spots in the order of
//! recent patches. Deliberately absent: people's names, and a score of the code.
//!
//! The order is by recency: each patch of the period weighs 1 when it is new and half as much for
//! every 180 days of age, so that a spot patched five times this year comes before one patched ten
//! times five years ago. Spots of files that no longer exist are counted, not listed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::parts::{CommitRef, Names, OutcomeFigure, SCHEMA, date_of};
use super::words::{days, one_decimal};
use crate::model::{Chain, ChangeIndex, DAY, Episodes, History, SpotIndex, Thresholds, Timestamp};
use crate::profile::Subject;

/// After so many days a patch weighs half as much.
const HALF_LIFE_DAYS: f64 = 180.0;

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
    /// Patches in the period.
    pub patches: usize,
    /// Quick remedies of its chains, told apart.
    pub remedies: usize,
    /// Days from the first of these patches to the last.
    pub span_days: i64,
    /// People who made them.
    pub people: usize,
    /// Lines they added and deleted.
    pub lines: u64,
    /// The patches weighed by age; the order of the list.
    pub recency: f64,
    /// The last of them.
    pub last: CommitRef,
    /// What became of its last chain.
    pub outcome: OutcomeFigure,
    /// All of them, oldest first.
    pub commits: Vec<CommitRef>,
}

/// Recurring spots, the most recently patched first.
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
    /// Patches that make a chain a recurring spot.
    pub recurring: usize,
    /// The spots.
    pub spots: Vec<Hotspot>,
    /// More spots, beyond the limit.
    pub left_out: usize,
    /// Recurring spots of files that no longer exist.
    pub gone: usize,
}

/// Lists the recurring spots.
#[must_use]
pub fn hotspots(
    history: &History,
    episodes: &Episodes,
    now: Timestamp,
    query: &HotspotQuery,
) -> Hotspots {
    let search = Search { history, query, now };
    let mut gone = 0;
    let mut spots = Vec::new();
    for (spot, chains) in search.chains_by_spot(episodes) {
        if !history.files[history.spots[spot.get()].file.get()].alive {
            gone += 1;
        } else if let Some(hotspot) = search.hotspot(spot, &chains) {
            spots.push(hotspot);
        }
    }
    spots.sort_by(|left, right| {
        right.recency.total_cmp(&left.recency).then_with(|| left.spot.cmp(&right.spot))
    });
    let left_out = spots.len().saturating_sub(query.limit);
    spots.truncate(query.limit);
    Hotspots {
        schema: SCHEMA,
        repository: history.repository.clone(),
        now: date_of(now),
        since: query.since.map(date_of),
        until: query.until.map(date_of),
        recurring: query.recurring,
        spots,
        left_out,
        gone,
    }
}

struct Search<'a> {
    history: &'a History,
    query: &'a HotspotQuery,
    now: Timestamp,
}

impl Search<'_> {
    fn time(&self, patch: ChangeIndex) -> Timestamp {
        self.history.commit_of(patch).time()
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
            if chain.patches.len() >= self.query.recurring
                && chain.patches.iter().any(|patch| asked_for(&patch))
            {
                by_spot.entry(chain.spot).or_default().push(chain);
            }
        }
        by_spot
    }

    fn hotspot(&self, spot: SpotIndex, chains: &[&Chain]) -> Option<Hotspot> {
        let history = self.history;
        let mut patches: Vec<ChangeIndex> = chains
            .iter()
            .flat_map(|chain| &chain.patches)
            .copied()
            .filter(|patch| self.is_in_period(*patch))
            .collect();
        patches.sort_by_key(|patch| (self.time(*patch), *patch));
        let (first, last) = (*patches.first()?, *patches.last()?);
        let people: BTreeSet<_> =
            patches.iter().map(|patch| history.commit_of(*patch).author).collect();
        let commits: Vec<CommitRef> = patches.iter().map(|patch| self.point(*patch)).collect();
        Some(Hotspot {
            spot: history.spot_name(spot),
            patches: patches.len(),
            remedies: chains.iter().map(|chain| chain.remedies.len()).sum(),
            span_days: days(self.time(last) - self.time(first)),
            people: people.len(),
            lines: patches.iter().map(|patch| lines(history, *patch)).sum(),
            recency: one_decimal(10.0 * self.recency(&patches)) / 10.0,
            last: self.point(last),
            outcome: OutcomeFigure::of(history, chains.last()?.outcome, Names::Hidden),
            commits,
        })
    }

    fn point(&self, patch: ChangeIndex) -> CommitRef {
        CommitRef::of(self.history, self.history.change(patch).commit, Names::Hidden)
    }

    fn recency(&self, patches: &[ChangeIndex]) -> f64 {
        let weight = |patch: &ChangeIndex| {
            let age = (self.now - self.time(*patch)).max(0) as f64 / DAY as f64;
            0.5_f64.powf(age / HALF_LIFE_DAYS)
        };
        patches.iter().map(weight).sum()
    }
}

/// Lines that a change added and deleted.
pub(super) fn lines(history: &History, change: ChangeIndex) -> u64 {
    let change = history.change(change);
    u64::from(change.added) + u64::from(change.deleted)
}

#[cfg(test)]
mod tests {
    use super::{HotspotQuery, Hotspots, hotspots};
    use crate::model::PersonIndex;
    use crate::profile::Subject;
    use crate::profile::testing::{Story, day, held, too_early};

    /// An old spot patched five times by Ada, a new one patched three times by Ben.
    fn find(query: &HotspotQuery) -> Hotspots {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let (old, new) = (story.spot("src/old.rs", "fn a"), story.spot("src/new.rs", "fn b"));
        let gone = story.spot("src/gone.rs", "fn c");
        let patches = story.patches(ada, old, &[0, 10, 20, 30, 40]);
        story.chain(old, &patches, None, held(900));
        let patches = story.patches(ada, gone, &[41, 42, 43]);
        story.chain(gone, &patches, None, held(900));
        let patches = story.patches(ben, new, &[900, 910, 920]);
        story.chain(new, &patches, None, too_early(5));
        let (mut history, _, episodes) = story.finish();
        history.files[2].alive = false;
        hotspots(&history, &episodes, day(925), query)
    }

    fn names(found: &Hotspots) -> Vec<&str> {
        found.spots.iter().map(|spot| spot.spot.as_str()).collect()
    }

    #[test]
    fn recent_patches_come_first_and_dead_files_are_only_counted() {
        let found = find(&HotspotQuery::default());
        assert_eq!(names(&found), ["src/new.rs: fn b", "src/old.rs: fn a"]);
        assert_eq!(found.gone, 1);
        let new = &found.spots[0];
        assert_eq!((new.patches, new.span_days, new.people, new.lines), (3, 20, 1, 12));
        // Ages of 25, 15 and 5 days: 0.908 + 0.944 + 0.981.
        assert!((new.recency - 2.83).abs() < 1e-9, "{}", new.recency);
    }

    #[test]
    fn period_subject_limit_and_threshold() {
        let ada = Some(Subject { people: vec![PersonIndex(0)] });
        let by_ada = find(&HotspotQuery { subject: ada, ..HotspotQuery::default() });
        assert_eq!(names(&by_ada), ["src/old.rs: fn a"]);
        let until = find(&HotspotQuery { until: Some(day(25)), ..HotspotQuery::default() });
        assert_eq!((names(&until), until.spots[0].patches), (vec!["src/old.rs: fn a"], 3));
        let one = find(&HotspotQuery { limit: 1, ..HotspotQuery::default() });
        assert_eq!((one.spots.len(), one.left_out), (1, 1));
        let many = find(&HotspotQuery { recurring: 5, ..HotspotQuery::default() });
        assert_eq!(names(&many), ["src/old.rs: fn a"]);
    }
}
