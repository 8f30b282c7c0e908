//! git-headway reads every story as a careful reader does.
//!
//! In: the stories below `fixtures/stories`, built by git and read by the program as it is called.
//! Out: one failure a story, with everything in which reader and program disagree. Deliberately
//! absent: whether the reader is right; `fixtures.rs` asks git as far as git can tell.
#![expect(clippy::unwrap_used, reason = "an answer that cannot be read has failed its test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use common::{
    CommitReference, Later, OneOrMany, Story, StoryChain, StoryChange, StoryKind, StoryNature,
    StoryNoise, StoryOutcome, TestEnv, commit_ids, stories,
};
use git_headway::model::{RepoPath, Thresholds};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// `show --format json`, as far as stories speak of it.
#[derive(Deserialize)]
struct Shown {
    kind: StoryKind,
    by_bot: bool,
    reverts: Option<Pointed>,
    twin_of: Option<Pointed>,
    evidence: Vec<Reason>,
    changes: Vec<Judged>,
}

/// A commit that an answer points at.
#[derive(Deserialize)]
struct Pointed {
    id: String,
}

#[derive(Deserialize)]
struct Reason {
    rule: String,
    says: String,
}

/// A change with its verdict.
#[derive(Deserialize)]
struct Judged {
    spot: String,
    nature: Nature,
    repeats: Option<Repeated>,
    completes: Option<Pointed>,
    outcome: Option<Outcome>,
    evidence: Vec<Reason>,
}

#[derive(Deserialize)]
struct Nature {
    is: StoryNature,
    reason: Option<StoryNoise>,
}

#[derive(Deserialize)]
struct Repeated {
    commit: Pointed,
    same_person: bool,
}

#[derive(Deserialize)]
struct Outcome {
    is: StoryOutcome,
    by: Option<Pointed>,
}

/// `why --format json`.
#[derive(Deserialize)]
struct Why {
    spots: Vec<SpotStory>,
}

#[derive(Deserialize)]
struct SpotStory {
    spot: String,
    chains: Vec<Chain>,
}

#[derive(Deserialize)]
struct Chain {
    patches: Vec<Pointed>,
    ended_by: Option<Pointed>,
    outcome: Outcome,
}

/// `hotspots --format json`.
#[derive(Deserialize)]
struct Hotspots {
    spots: Vec<Hotspot>,
}

#[derive(Deserialize)]
struct Hotspot {
    spot: String,
}

/// A chain as reader and program can both put it: the spot, and commits by their marks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct ChainSeen {
    spot: String,
    patches: Vec<u32>,
    ended_by: Option<u32>,
    outcome: String,
}

/// A story with what the program says of it.
struct Reading {
    env: TestEnv,
    directory: PathBuf,
    story: Story,
    ids: BTreeMap<u32, String>,
    shown: BTreeMap<u32, Shown>,
    /// By path as it is shown, for every path there ever was.
    why: BTreeMap<String, Why>,
}

impl Reading {
    fn of(name: &str) -> Self {
        let story = Story::load(name);
        let env = TestEnv::at(&story.now);
        let directory = env.import(name);
        let ids = commit_ids(&directory);
        let mut reading =
            Self { env, directory, story, ids, shown: BTreeMap::new(), why: BTreeMap::new() };
        for (mark, id) in &reading.ids {
            let shown = reading.ask(&["show".into(), id.clone()]);
            reading.shown.insert(*mark, shown);
        }
        for path in reading.paths() {
            let why = reading.ask(&["why".into(), path.clone()]);
            reading.why.insert(RepoPath::from(path.as_str()).to_string(), why);
        }
        reading
    }

    /// The answer of the program.
    fn ask<T: DeserializeOwned>(&self, arguments: &[String]) -> T {
        let arguments = [arguments, &["--format".into(), "json".into()]].concat();
        let output = self.env.headway(&self.directory, &arguments);
        assert_eq!(output.code, 0, "{arguments:?}: {}", output.stderr);
        serde_json::from_str(&output.stdout)
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", output.stdout))
    }

    /// Every path that a commit ever touched and that can be typed: `why` takes text.
    fn paths(&self) -> BTreeSet<String> {
        let arguments = ["log", "--format=", "--name-only", "--no-renames", "-m", "-z", "main"];
        let listing = self.env.git_bytes(&self.directory, &arguments);
        let paths = listing.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        paths.filter_map(|path| String::from_utf8(path.to_vec()).ok()).collect()
    }

    fn mark_of(&self, pointed: &Pointed) -> u32 {
        *self.ids.iter().find(|(_, id)| **id == pointed.id).unwrap().0
    }

    /// `5 "Raise the deadline"`.
    fn name_of(&self, mark: u32) -> String {
        let subject = &self.story.commits[mark as usize - 1].subject;
        subject.as_ref().map_or_else(|| mark.to_string(), |subject| format!("{mark} {subject:?}"))
    }

    fn named(&self, mark: Option<u32>) -> String {
        mark.map_or_else(|| "none".to_owned(), |mark| self.name_of(mark))
    }

    fn pointed(&self, pointed: Option<&Pointed>) -> Option<u32> {
        pointed.map(|pointed| self.mark_of(pointed))
    }

    fn referred(&self, reference: Option<&CommitReference>) -> Option<u32> {
        reference.map(|reference| self.story.mark(reference))
    }

    fn commits(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (mark, told) in (1..).zip(&self.story.commits) {
            let shown = &self.shown[&mark];
            let mut say = Disagreement::new(format!("commit {}", self.name_of(mark)));
            if let Some(kinds) = told.kind.as_ref().filter(|kinds| !kinds.accepts(&shown.kind)) {
                say.differs("kind", &listed(kinds), &word(&shown.kind), &shown.evidence);
            }
            let (reader, program) =
                (self.referred(told.reverts.as_ref()), self.pointed(shown.reverts.as_ref()));
            if reader != program {
                say.differs("reverts", &self.named(reader), &self.named(program), &shown.evidence);
            }
            let (reader, program) =
                (self.referred(told.twin_of.as_ref()), self.pointed(shown.twin_of.as_ref()));
            if reader != program {
                say.differs("twin_of", &self.named(reader), &self.named(program), &[]);
            }
            if told.bot != shown.by_bot {
                say.differs("bot", &told.bot.to_string(), &shown.by_bot.to_string(), &[]);
            }
            found.extend(agreed_later(told.later, say.text().into_iter().collect()));
        }
        found
    }

    fn changes(&self) -> Vec<String> {
        let said = |told: &StoryChange| agreed_later(told.later, self.change(told));
        self.story.changes.iter().flat_map(said).collect()
    }

    /// What differs in the changes that the reader means.
    fn change(&self, told: &StoryChange) -> Vec<String> {
        let mark = self.story.mark(&told.commit);
        let section = told.section.as_deref();
        let place = format!("{} {}", told.path, section.unwrap_or_default());
        let here = format!("commit {}, {}", self.name_of(mark), place.trim_end());
        let spots = self.spots_at(mark, told.today.as_ref().unwrap_or(&told.path));
        let meant: Vec<&Judged> = spots.iter().copied().filter(|c| is_meant(c, section)).collect();
        // A file that is new or gone as a whole is one place, whatever sections it has.
        let meant = if meant.is_empty() { whole_file(&spots) } else { meant };
        if meant.is_empty() && is_plain_merge(told, &self.shown[&mark]) {
            return Vec::new();
        }
        if meant.is_empty() {
            let spots: Vec<&str> =
                self.shown[&mark].changes.iter().map(|change| change.spot.as_str()).collect();
            return vec![format!("{here}\n    no such change; there are {spots:?}")];
        }
        meant.into_iter().filter_map(|judged| self.verdict(&here, told, judged)).collect()
    }

    /// A commit's changes in the file that has a path, or had it then.
    fn spots_at(&self, mark: u32, path: &str) -> Vec<&Judged> {
        let changes = || self.shown[&mark].changes.iter();
        let now: Vec<_> = changes().filter(|change| is_in(&change.spot, path)).collect();
        if !now.is_empty() {
            return now;
        }
        let Some(why) = self.why.get(path) else { return Vec::new() };
        let once: BTreeSet<&str> = why.spots.iter().map(|story| story.spot.as_str()).collect();
        changes().filter(|change| once.contains(change.spot.as_str())).collect()
    }

    fn verdict(&self, here: &str, told: &StoryChange, judged: &Judged) -> Option<String> {
        let mut say = Disagreement::new(format!("{here} ({})", judged.spot));
        let because = &judged.evidence;
        if !told.nature.accepts(&judged.nature.is) {
            say.differs("nature", &listed(&told.nature), &word(&judged.nature.is), because);
        }
        if let (Some(reasons), Some(reason)) = (&told.noise, &judged.nature.reason)
            && !reasons.accepts(reason)
        {
            say.differs("noise", &listed(reasons), &word(reason), because);
        }
        let (reader, program) = (
            self.referred(told.repeat_of.as_ref()),
            judged.repeats.as_ref().map(|repeat| self.mark_of(&repeat.commit)),
        );
        if reader != program {
            say.differs("repeat_of", &self.named(reader), &self.named(program), because);
        }
        let same_person = judged.repeats.as_ref().map(|repeat| repeat.same_person);
        if told.same_person != same_person && reader == program {
            let (reader, program) = (format!("{:?}", told.same_person), format!("{same_person:?}"));
            say.differs("same_person", &reader, &program, because);
        }
        let (reader, program) =
            (self.referred(told.remedy_of.as_ref()), self.pointed(judged.completes.as_ref()));
        if reader != program {
            say.differs("remedy_of", &self.named(reader), &self.named(program), because);
        }
        if let Some(outcome) = told.outcome {
            let by = self.referred(told.came_back_by.as_ref());
            let reader = self.outcome_in_words(outcome, by);
            let program = judged.outcome.as_ref();
            let program = program.map_or_else(|| "none".to_owned(), |found| self.outcome(found));
            if reader != program {
                say.differs("outcome", &reader, &program, &[]);
            }
        }
        say.text()
    }

    fn outcome(&self, outcome: &Outcome) -> String {
        self.outcome_in_words(outcome.is, self.pointed(outcome.by.as_ref()))
    }

    fn outcome_in_words(&self, outcome: StoryOutcome, by: Option<u32>) -> String {
        match by {
            Some(by) => format!("{} by {}", word(&outcome), self.name_of(by)),
            None => word(&outcome),
        }
    }

    fn chains(&self) -> Vec<String> {
        let seen = self.chains_seen();
        let mut found = Vec::new();
        let mut meant: BTreeSet<&ChainSeen> = BTreeSet::new();
        for told in &self.story.chains {
            let same: Vec<_> = seen.iter().filter(|chain| self.is_chain(told, chain)).collect();
            let marks: Vec<u32> = told.patches.iter().map(|patch| self.story.mark(patch)).collect();
            let mut differs = Vec::new();
            if same.is_empty() {
                differs.push(format!("chain {} {marks:?}\n    is not seen", told.path));
            }
            for chain in &same {
                differs.extend(self.chain(told, chain));
            }
            meant.extend(same);
            found.extend(agreed_later(told.later, differs));
        }
        if self.story.no_other_chains {
            for other in seen.iter().filter(|chain| !meant.contains(chain)) {
                let (spot, patches) = (&other.spot, &other.patches);
                found.push(format!("chain {spot} {patches:?}\n    is not in the story"));
            }
        }
        found
    }

    fn is_chain(&self, told: &StoryChain, chain: &ChainSeen) -> bool {
        let patches = told.patches.iter().map(|patch| self.story.mark(patch));
        let section = told.section.as_deref().unwrap_or_default();
        is_in(&chain.spot, &told.path)
            && title_of(&chain.spot).contains(section)
            && patches.eq(chain.patches.iter().copied())
    }

    fn chain(&self, told: &StoryChain, chain: &ChainSeen) -> Option<String> {
        let mut say = Disagreement::new(format!("chain {} {:?}", chain.spot, chain.patches));
        let reader = self.referred(told.ended_by.as_ref());
        if reader != chain.ended_by {
            say.differs("ended_by", &self.named(reader), &self.named(chain.ended_by), &[]);
        }
        if word(&told.outcome) != chain.outcome {
            say.differs("outcome", &word(&told.outcome), &chain.outcome, &[]);
        }
        say.text()
    }

    /// Every chain of every file, once.
    fn chains_seen(&self) -> BTreeSet<ChainSeen> {
        let spots = self.why.values().flat_map(|why| &why.spots);
        let chains = spots.flat_map(|story| story.chains.iter().map(|chain| (&story.spot, chain)));
        let seen = chains.map(|(spot, chain)| ChainSeen {
            spot: spot.clone(),
            patches: chain.patches.iter().map(|patch| self.mark_of(patch)).collect(),
            ended_by: self.pointed(chain.ended_by.as_ref()),
            outcome: word(&chain.outcome.is),
        });
        seen.collect()
    }

    /// `hotspots` lists the spots of the long chains and no others.
    fn hotspots(&self) -> Vec<String> {
        let listed: Hotspots = self.ask(&["hotspots".into(), "-n".into(), "1000".into()]);
        let listed: BTreeSet<String> = listed.spots.into_iter().map(|found| found.spot).collect();
        let recurring = Thresholds::default().recurring;
        let alive = self.env.git_bytes(&self.directory, &["ls-tree", "-r", "-z", "main"]);
        let alive = String::from_utf8_lossy(&alive).into_owned();
        let expected = |told: &&StoryChain| {
            let file = alive.split('\0').any(|entry| entry.ends_with(&format!("\t{}", told.path)));
            told.patches.len() >= recurring && file && told.later.is_none()
        };
        let expected: Vec<&StoryChain> = self.story.chains.iter().filter(expected).collect();
        let matches = |spot: &str, told: &StoryChain| {
            let section = told.section.as_deref().unwrap_or_default();
            is_in(spot, &told.path) && title_of(spot).contains(section)
        };
        let missing = expected
            .iter()
            .filter(|told| !listed.iter().any(|spot| matches(spot, told)))
            .map(|told| format!("hotspots\n    {} is not listed", told.path));
        let other = listed
            .iter()
            .filter(|spot| !expected.iter().any(|told| matches(spot, told)))
            .map(|spot| format!("hotspots\n    {spot} is listed and not in the story"));
        missing.chain(other).collect()
    }
}

/// What differs at one place, under its headline.
struct Disagreement(String, bool);

impl Disagreement {
    fn new(headline: String) -> Self {
        Self(headline, false)
    }

    fn differs(&mut self, what: &str, reader: &str, program: &str, because: &[Reason]) {
        self.1 = true;
        let _ = write!(self.0, "\n    {what}: the reader says {reader}, git-headway {program}");
        for reason in because {
            let _ = write!(self.0, "\n        {}: {}", reason.rule, reason.says);
        }
    }

    fn text(self) -> Option<String> {
        self.1.then_some(self.0)
    }
}

/// What cannot be seen yet must differ, so that the word is taken out on the day it is seen.
fn agreed_later(later: Option<Later>, differs: Vec<String>) -> Vec<String> {
    match later {
        None => differs,
        Some(_) if !differs.is_empty() => Vec::new(),
        Some(later) => {
            vec![format!("an entry says `later = {later:?}`\n    it is seen now: take that out")]
        }
    }
}

fn is_in(spot: &str, path: &str) -> bool {
    spot == path || spot.strip_prefix(path).is_some_and(|rest| rest.starts_with(": "))
}

/// The section of a spot; empty for the file itself. Titles that hold `: ` are told whole enough
/// for a part of them to be found.
fn title_of(spot: &str) -> &str {
    spot.split_once(": ").map_or("", |(_, title)| title)
}

fn is_meant(change: &Judged, section: Option<&str>) -> bool {
    section.is_none_or(|section| title_of(&change.spot).contains(section))
}

/// Of a merge without lines of its own nothing is listed at all.
fn is_plain_merge(told: &StoryChange, shown: &Shown) -> bool {
    let merge = told.noise.as_ref().is_some_and(|reasons| reasons.accepts(&StoryNoise::Merge));
    merge && shown.changes.is_empty()
}

fn whole_file<'a>(spots: &[&'a Judged]) -> Vec<&'a Judged> {
    match spots {
        [only] if title_of(&only.spot).is_empty() => vec![only],
        _ => Vec::new(),
    }
}

/// A word as it stands in the JSON and in the stories.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn listed<T: serde::Serialize + PartialEq>(words: &OneOrMany<T>) -> String {
    let words: Vec<String> = words.all().iter().map(word).collect();
    words.join(" or ")
}

fn check(test: &str) {
    let reading = Reading::of(&test.replace('_', "-"));
    let mut disagreements = reading.commits();
    disagreements.extend(reading.changes());
    disagreements.extend(reading.chains());
    disagreements.extend(reading.hotspots());
    assert!(
        disagreements.is_empty(),
        "\n{} ({}): {} disagreements\n\n{}\n",
        reading.story.name,
        reading.story.title,
        disagreements.len(),
        disagreements.join("\n\n")
    );
}

macro_rules! check_stories {
    ($($story:ident)*) => {
        const CHECKED: &[&str] = &[$(stringify!($story)),*];

        $(
            #[test]
            fn $story() {
                check(stringify!($story));
            }
        )*
    };
}

check_stories! {
    area_goes_quiet
    cherry_pick_twin
    deleted_and_brought_back
    dependency_bumps
    fix_of_a_fix
    formatter_and_revert
    generated_and_vendored
    growing_feature
    hostile_text
    merge_conflict
    near_misses
    odd_entries
    patched_then_root_cause
    quick_remedy
    rename_then_patch
    revert_and_reapply
    tiny_history
    verbatim_extraction
}

#[test]
fn every_story_is_checked() {
    let names: Vec<String> = stories().iter().map(|story| story.name.replace('-', "_")).collect();
    assert_eq!(CHECKED, names);
}
