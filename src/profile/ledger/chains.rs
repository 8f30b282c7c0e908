//! Chains of patches in which the person had a part, so that they stand on their own.
//!
//! In: chains of a judged history. Out: a row for each, with everything that happened to the spot from its first patch
//! to its quiet, in order. Chains on several spots that the very same commits patched are one row.
//! Deliberately absent: sums over periods, and chains of others alone.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Grounds;
use crate::episodes::{Expected, expected};
use crate::model::{
    Chain, ChangeIndex, CommitIndex, History, Kind, Month, Nature, ObjectId, Outcome, SpotIndex,
    Timestamp,
};
use crate::profile::leverage::Others;
use crate::profile::{Subject, bundles, is_open, is_recurring, patching_commits};

/// A chain of patches on a spot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainRow {
    /// The spots that the same commits patched, most lines first; at least one.
    pub spots: Vec<String>,
    /// What happened to the first of them, in the order of time: its patches, at least two, and from the first of them
    /// on what else there was up to a window after the last.
    pub events: Vec<ChainEvent>,
    /// Lines that the patches added and deleted, over all spots.
    pub lines: u64,
    /// Enough patches to make a recurring spot.
    pub recurring: bool,
    /// It asks for something as of now: recurring, of a file that exists, not held, and patched in the recent days.
    pub is_open: bool,
    /// The commit that may have gone to the root cause; see [`Chain::ended_by`].
    pub ended_by: Option<ObjectId>,
    /// What became of it; of several spots, what is least settled.
    pub ending: Ending,
    /// Of an open one, the patches to expect in the next year; of several spots, of the one with most. None where the
    /// repository has too few patches to expect anything.
    pub expected: Option<ExpectedPatches>,
}

/// Patches to expect in the next year; see [`crate::episodes::Expectation`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpectedPatches {
    /// Commits, on average over spots like it.
    pub patches: f64,
    /// Of 40 spots like it one is patched less often.
    pub low: u32,
    /// Of 40 spots like it one is patched more often.
    pub high: u32,
}

/// A commit that touched a spot with a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainEvent {
    /// The commit.
    pub commit: SeenCommit,
    /// What it did there.
    pub deed: ChainDeed,
}

/// What a commit did to a spot with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ChainDeed {
    /// It patched it, the first of the chain, or later but not within the window of another patch.
    Patch,
    /// It patched it within the window of an earlier patch.
    RepeatPatch,
    /// It completed a patch.
    Remedy,
    /// It changed its structure, or is what the user called the root cause.
    Structural,
    /// It took an earlier commit back.
    Revert,
}

impl ChainDeed {
    /// Whether it is a patch of the chain.
    #[must_use]
    pub const fn is_patch(self) -> bool {
        matches!(self, Self::Patch | Self::RepeatPatch)
    }
}

/// A commit of anybody's, to point at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenCommit {
    /// Its name.
    pub id: ObjectId,
    /// When the work happened.
    pub time: Timestamp,
    /// The author's zone, in minutes east of UTC.
    pub offset_minutes: i32,
    /// The first paragraph of its message, made safe to show.
    pub subject: String,
    /// Its author.
    pub author: String,
    /// Who that is, by their number in the ledger; none where the person wrote it.
    pub person: Option<u32>,
}

impl SeenCommit {
    pub(in crate::profile) fn of(
        history: &History,
        index: CommitIndex,
        subject: &Subject,
        others: &mut Others,
    ) -> Self {
        let commit = history.commit(index);
        Self {
            id: commit.id,
            time: commit.time(),
            offset_minutes: commit.offset_minutes,
            subject: commit.subject.clone(),
            author: history.person(commit.author).name.clone(),
            person: (!subject.wrote(history, index)).then(|| others.number(history, index)),
        }
    }

    /// Whether the person wrote it.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        self.person.is_none()
    }

    /// The month in which it was written, in its author's zone.
    #[must_use]
    pub fn month(&self) -> Month {
        Month::of(self.time, self.offset_minutes)
    }

    /// The day on which it was written, in its author's zone.
    #[must_use]
    pub fn date(&self) -> Date {
        crate::model::date(self.time, self.offset_minutes)
    }
}

/// What became of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// See [`Outcome::Held`].
    Held {
        /// Seconds without a patch.
        quiet: Timestamp,
        /// Commits that changed the neighbourhood meanwhile.
        exposure: usize,
    },
    /// See [`Outcome::CameBack`].
    CameBack {
        /// The patch.
        by: SeenCommit,
        /// Seconds until it came.
        after: Timestamp,
    },
    /// See [`Outcome::TooEarly`].
    TooEarly {
        /// Seconds without a patch so far.
        quiet: Timestamp,
        /// Commits that changed the neighbourhood meanwhile.
        exposure: usize,
    },
}

impl ChainRow {
    /// Its patches, oldest first.
    #[must_use]
    pub fn patches(&self) -> impl DoubleEndedIterator<Item = &ChainEvent> {
        self.events.iter().filter(|event| event.deed.is_patch())
    }
}

/// The rows of all chains with a patch of the person's, or that ended with a change of theirs; in the order of the
/// first patch.
pub(super) fn chains(
    grounds: &Grounds<'_>,
    subject: &Subject,
    people: &mut Others,
) -> Vec<ChainRow> {
    let Grounds { history, episodes, .. } = *grounds;
    let has_part = |chain: &&Chain| {
        let mut changes = chain.patches.iter().chain(&chain.ended_by);
        changes.any(|change| subject.made(history, *change))
    };
    let theirs: Vec<&Chain> = episodes.chains.iter().filter(has_part).collect();
    let mut others: HashMap<SpotIndex, Vec<ChangeIndex>> =
        theirs.iter().map(|chain| (chain.spot, Vec::new())).collect();
    for (at, change) in (0..).map(ChangeIndex).zip(&history.changes) {
        if let Some(changes) = others.get_mut(&change.spot) {
            changes.push(at);
        }
    }
    let Grounds { verdicts, thresholds, now, .. } = *grounds;
    let some_open = theirs.iter().any(|chain| is_open(history, chain, thresholds, now));
    // Only what is open needs it, and most histories have nothing open.
    let expected = if some_open { expected(history, verdicts, now) } else { Expected::default() };
    let mut rows = Rows { grounds, subject, people, changes: others, expected };
    let bundled = bundles(theirs, |chain| patching_commits(history, chain));
    let mut rows: Vec<ChainRow> = bundled.into_iter().map(|bundle| rows.row(bundle)).collect();
    rows.sort_by(|one, other| key(one).cmp(&key(other)));
    rows
}

fn key(row: &ChainRow) -> (Option<Timestamp>, &[String]) {
    (row.patches().next().map(|event| event.commit.time), &row.spots)
}

struct Rows<'a> {
    grounds: &'a Grounds<'a>,
    subject: &'a Subject,
    people: &'a mut Others,
    /// By spot, all its changes in the order of the history.
    changes: HashMap<SpotIndex, Vec<ChangeIndex>>,
    expected: Expected,
}

impl Rows<'_> {
    fn row(&mut self, mut bundle: Vec<&Chain>) -> ChainRow {
        let Grounds { history, thresholds, now, .. } = *self.grounds;
        bundle.sort_by_key(|chain| (Reverse(self.lines(chain)), history.spot_name(chain.spot)));
        let is_open = bundle.iter().any(|chain| is_open(history, chain, thresholds, now));
        ChainRow {
            spots: bundle.iter().map(|chain| history.spot_name(chain.spot)).collect(),
            events: self.events(bundle[0]),
            lines: bundle.iter().map(|chain| self.lines(chain)).sum(),
            recurring: is_recurring(history, bundle[0], thresholds.recurring),
            is_open,
            ended_by: bundle[0].ended_by.map(|change| history.commit_of(change).id),
            ending: self.ending(&bundle),
            expected: if is_open { self.expected(&bundle) } else { None },
        }
    }

    fn expected(&self, bundle: &[&Chain]) -> Option<ExpectedPatches> {
        let all = bundle.iter().filter_map(|chain| self.expected.of_spot(chain.spot));
        let most = all.max_by(|one, other| one.patches.total_cmp(&other.patches))?;
        Some(ExpectedPatches { patches: most.patches, low: most.low, high: most.high })
    }

    fn lines(&self, chain: &Chain) -> u64 {
        let changes = chain.patches.iter().map(|patch| self.grounds.history.change(*patch));
        changes.map(|change| u64::from(change.added) + u64::from(change.deleted)).sum()
    }

    /// A commit that did several things is there once, with the first of these: patch, remedy, structure, revert.
    fn events(&mut self, chain: &Chain) -> Vec<ChainEvent> {
        let Grounds { history, verdicts, thresholds, .. } = *self.grounds;
        let mut found: Vec<(CommitIndex, ChainDeed)> = Vec::new();
        let mut add = |change: ChangeIndex, deed| {
            let commit = history.change(change).commit;
            if !found.iter().any(|(known, _)| *known == commit) {
                found.push((commit, deed));
            }
        };
        for patch in &chain.patches {
            let is_repeat = verdicts.change(*patch).repeat.is_some();
            add(*patch, if is_repeat { ChainDeed::RepeatPatch } else { ChainDeed::Patch });
        }
        chain.remedies.iter().for_each(|remedy| add(*remedy, ChainDeed::Remedy));
        let times = chain.patches.iter().map(|patch| history.commit_of(*patch).time());
        let begin = times.clone().min().unwrap_or_default();
        let end = times.max().unwrap_or_default().saturating_add(thresholds.window);
        chain.ended_by.iter().for_each(|change| add(*change, ChainDeed::Structural));
        for change in self.changes.get(&chain.spot).into_iter().flatten() {
            let commit = history.change(*change).commit;
            if !(begin..=end).contains(&history.commit(commit).time()) {
                continue;
            }
            if verdicts.change(*change).nature() == Nature::Structural {
                add(*change, ChainDeed::Structural);
            } else if verdicts.commit(commit).kind == Kind::Revert {
                add(*change, ChainDeed::Revert);
            }
        }
        let event = |(commit, deed): (CommitIndex, ChainDeed)| ChainEvent {
            commit: SeenCommit::of(history, commit, self.subject, self.people),
            deed,
        };
        let mut events: Vec<ChainEvent> = found.into_iter().map(event).collect();
        events.sort_by_key(|event| (event.commit.time, event.deed, event.commit.id));
        events
    }

    /// Of several spots the least settled ending is told, and of equal ones the first.
    fn ending(&mut self, bundle: &[&Chain]) -> Ending {
        let mut worst = bundle[0].outcome;
        for chain in &bundle[1..] {
            if unsettled(chain.outcome) > unsettled(worst) {
                worst = chain.outcome;
            }
        }
        match worst {
            Outcome::Held { quiet, exposure } => Ending::Held { quiet, exposure },
            Outcome::TooEarly { quiet, exposure } => Ending::TooEarly { quiet, exposure },
            Outcome::CameBack { by, after } => {
                let history = self.grounds.history;
                let commit = history.change(by).commit;
                let by = SeenCommit::of(history, commit, self.subject, self.people);
                Ending::CameBack { by, after }
            }
        }
    }
}

/// How far an outcome is from settled.
const fn unsettled(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Held { .. } => 0,
        Outcome::TooEarly { .. } => 1,
        Outcome::CameBack { .. } => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::{ChainDeed, ChainRow, Ending};
    use crate::model::{Nature, PersonIndex, Thresholds};
    use crate::profile::testing::{Story, came_back, day, too_early};

    fn rows_of(story: Story, person: PersonIndex) -> Vec<ChainRow> {
        story.ledger(person, &Thresholds::default(), day(100)).chains
    }

    #[test]
    fn a_chain_tells_what_happened_to_its_spot() {
        let mut story = Story::new();
        let (ada, bob) = (story.person("Ada"), story.person("Bob"));
        let spot = story.spot("src/a.rs", "fn a");
        story.commit(bob, 0, "feat: a").change(spot, Nature::Structural);
        let first = story.commit(bob, 10, "fix: a").change(spot, Nature::Patch);
        let second = story.commit(ada, 20, "fix: again").change(spot, Nature::Patch);
        let end = story.commit(ada, 30, "refactor: a").change(spot, Nature::Structural);
        story.chain(spot, &[first, second], Some(end), too_early(70));
        story.alive("src/a.rs", Some(0), 10);
        let rows = rows_of(story, ada);
        let deeds: Vec<_> =
            rows[0].events.iter().map(|event| (event.deed, event.commit.is_own())).collect();
        let patch = ChainDeed::Patch;
        let repeat = ChainDeed::RepeatPatch;
        let found = [(patch, false), (repeat, true), (ChainDeed::Structural, true)];
        assert_eq!(deeds, found, "what came before the first patch is no part of it");
        assert_eq!(rows[0].ended_by, Some(rows[0].events[2].commit.id));
        assert!(!rows[0].recurring && !rows[0].is_open);
    }

    #[test]
    fn spots_that_the_same_commits_patched_are_one_row_and_the_least_settled() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let (one, two) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn b"));
        let (mut of_one, mut of_two) = (Vec::new(), Vec::new());
        for at in [0, 10, 20] {
            of_one.push(story.commit(ada, at, "fix: both").change_of(one, Nature::Patch, 1));
            of_two.push(story.change_of(two, Nature::Patch, 9));
        }
        let later = story.commit(ada, 30, "fix: one").change(one, Nature::Patch);
        story.chain(one, &of_one, None, came_back(later, 10));
        story.chain(two, &of_two, None, too_early(80));
        story.alive("src/a.rs", Some(0), 10);
        let rows = rows_of(story, ada);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].spots, ["src/b.rs: fn b", "src/a.rs: fn a"]);
        assert!(matches!(rows[0].ending, Ending::CameBack { .. }));
        assert!(rows[0].recurring && rows[0].is_open);
        assert_eq!(rows[0].lines, 36);
    }

    #[test]
    fn two_of_one_name_are_two_and_one_of_two_names_is_one() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let sam = story.person_at("Sam", "sam@one.example");
        let namesake = story.person_at("Sam", "sam@other.example");
        let renamed = story.person_at("Samuel", "Sam@one.example");
        let spot = story.spot("src/a.rs", "fn a");
        let patches: Vec<_> = [(ada, 0), (sam, 10), (namesake, 20), (renamed, 30)]
            .map(|(by, at)| story.commit(by, at, "fix: a").change(spot, Nature::Patch))
            .into();
        story.chain(spot, &patches, None, too_early(70));
        let ledger = story.ledger(ada, &Thresholds::default(), day(100));
        let keys: Vec<_> =
            ledger.chains[0].patches().map(|patch| ledger.key_of(&patch.commit)).collect();
        assert_eq!(keys[0], None, "the person themself");
        assert!(keys[1].is_some() && keys[1] == keys[3] && keys[2].is_some(), "{keys:?}");
        assert_ne!(keys[1], keys[2]);
    }

    #[test]
    fn chains_of_others_alone_are_not_told() {
        let mut story = Story::new();
        let (ada, bob) = (story.person("Ada"), story.person("Bob"));
        let spot = story.spot("src/a.rs", "fn a");
        story.commit(ada, 0, "feat: a").change(spot, Nature::Structural);
        let patches = story.patches(bob, spot, &[10, 20, 30]);
        story.chain(spot, &patches, None, too_early(70));
        assert_eq!(rows_of(story, ada), []);
    }
}
