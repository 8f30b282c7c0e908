//! The story of the spots of a file.
//!
//! In: a path, now or earlier, and perhaps a part of a section's title. Out: each spot's changes in
//! the order of time, its chains, and what became of them. Deliberately absent: guessing; a path
//! that is not in the history gets the paths with the same file name, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::outlook::{LastingFigures, QuietingFigures};
use super::parts::{CommitRef, Names, OutcomeFigure, SCHEMA};
use super::show::{ChangeVerdict, judged};
use super::words::days;
use crate::episodes::sort_of;
use crate::model::{
    Chain, ChangeIndex, Episodes, FileIndex, History, RepoPath, Spot, SpotIndex, Thresholds,
    Verdicts,
};
use crate::profile::{Standings, is_alive};

/// Other paths that are offered when a path is not in the history.
const SUGGESTIONS: usize = 5;

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyQuery {
    /// The path from the top of the repository, of today or of any earlier day.
    pub path: RepoPath,
    /// A section's title or a part of it, upper and lower case alike; a whole title means that
    /// section alone, and nothing means what lies outside the sections.
    pub section: Option<String>,
    /// Whether others are named.
    pub names: Names,
}

/// A change and the commit it is part of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoryStep {
    /// The commit.
    pub commit: CommitRef,
    /// The verdict on the change.
    #[serde(flatten)]
    pub verdict: ChangeVerdict,
}

/// Consecutive patches of a spot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChainFigures {
    /// The patches, oldest first.
    pub patches: Vec<CommitRef>,
    /// Quick remedies of these, oldest first.
    pub remedies: Vec<CommitRef>,
    /// Days from the first patch to the last.
    pub span_days: i64,
    /// The change after which the chain was over: what the user called its root cause, else a structural one
    /// soon after the last patch, or the last patch itself when it replaced lines of several others.
    /// Whether it is the cause is not measured.
    pub ended_by: Option<CommitRef>,
    /// Whether the user called it a root cause.
    pub claimed: bool,
    /// What became of it.
    pub outcome: OutcomeFigure,
    /// What became of the patch rate since that change, beside spots like it; null when no change ended it, or it is no chain of a
    /// recurring spot.
    pub quieting: Option<QuietingFigures>,
}

impl ChainFigures {
    fn of(
        history: &History,
        verdicts: &Verdicts,
        episodes: &Episodes,
        chain: &Chain,
        names: Names,
    ) -> Self {
        let point =
            |change: &ChangeIndex| CommitRef::of(history, history.change(*change).commit, names);
        Self {
            patches: chain.patches.iter().map(point).collect(),
            remedies: chain.remedies.iter().map(point).collect(),
            span_days: days(span(history, chain)),
            ended_by: chain.ended_by.as_ref().map(point),
            claimed: chain.ended_by.is_some_and(|change| {
                let commit = history.change(change).commit;
                verdicts.commit(commit).claimed_root_cause() == Some(true)
            }),
            outcome: OutcomeFigure::of(history, chain.outcome, names),
            quieting: chain.ended_by.and_then(|change| episodes.quieting(change)).map(Into::into),
        }
    }
}

/// Seconds from the first patch of a chain to its last.
pub(super) fn span(history: &History, chain: &Chain) -> i64 {
    let times = || chain.patches.iter().map(|patch| history.commit_of(*patch).time());
    times().max().unwrap_or(0) - times().min().unwrap_or(0)
}

/// The story of one spot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpotStory {
    /// The spot.
    pub spot: String,
    /// The section's title; `None` for what lies outside the sections of the file.
    pub section: Option<String>,
    /// Whether its file still exists.
    pub alive: bool,
    /// People who changed it.
    pub people: usize,
    /// Patches, quick remedies left out.
    pub patches: usize,
    /// Of these, repeat patches.
    pub repeats: usize,
    /// Its chains, oldest first.
    pub chains: Vec<ChainFigures>,
    /// How often patches on spots of this sort hold in this repository.
    pub lasting: Option<LastingFigures>,
    /// Its changes, oldest first.
    pub steps: Vec<StoryStep>,
}

/// The stories of a file's spots.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// The path that was asked for.
    pub path: String,
    /// The section that was asked for.
    pub section: Option<String>,
    /// Whether the history knows the path.
    pub path_found: bool,
    /// Paths with the same file name, when it does not.
    pub similar_paths: Vec<String>,
    /// The spots, most patches and then most changes first.
    pub spots: Vec<SpotStory>,
}

/// Tells the story of a file's spots.
#[must_use]
pub fn why(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    thresholds: &Thresholds,
    query: &WhyQuery,
) -> Why {
    let files = files_at(history, &query.path);
    let standings = Standings::of(verdicts, episodes);
    let teller = Teller { history, verdicts, episodes, standings, thresholds, names: query.names };
    let asked_for = asked_for(history, &files, query.section.as_deref());
    let mut spots: Vec<SpotStory> = changes_by_spot(history)
        .into_iter()
        .filter(|(spot, _)| asked_for.contains(spot))
        .map(|(spot, changes)| teller.tell(spot, changes))
        .collect();
    spots.sort_by(|left, right| {
        let counts = |spot: &SpotStory| (spot.patches, spot.steps.len());
        counts(right).cmp(&counts(left)).then_with(|| left.spot.cmp(&right.spot))
    });
    let path_found = !files.is_empty();
    let similar_paths = if path_found { Vec::new() } else { same_file_name(history, &query.path) };
    Why {
        schema: SCHEMA,
        repository: history.repository.clone(),
        path: query.path.to_string(),
        section: query.section.clone(),
        path_found,
        similar_paths,
        spots,
    }
}

/// Files that have the path now; when there is none, files that once had it.
fn files_at(history: &History, path: &RepoPath) -> BTreeSet<FileIndex> {
    let latest =
        |change: &&crate::model::FileChange| &history.files[change.file.get()].path == path;
    let once = |change: &&crate::model::FileChange| {
        &change.path == path || change.old_path.as_ref() == Some(path)
    };
    let changes = || history.file_changes.iter();
    let now: BTreeSet<FileIndex> = changes().filter(latest).map(|change| change.file).collect();
    if now.is_empty() { changes().filter(once).map(|change| change.file).collect() } else { now }
}

fn same_file_name(history: &History, path: &RepoPath) -> Vec<String> {
    let same = history.files.iter().filter(|file| file.path.file_name() == path.file_name());
    let paths: BTreeSet<String> = same.map(|file| file.path.to_string()).collect();
    paths.into_iter().take(SUGGESTIONS).collect()
}

fn asked_for(
    history: &History,
    files: &BTreeSet<FileIndex>,
    section: Option<&str>,
) -> BTreeSet<SpotIndex> {
    let spots = || (0..).map(SpotIndex).zip(&history.spots);
    let title = |spot: &Spot| spot.section.as_deref().unwrap_or_default().to_lowercase();
    let of_file = |matches: &dyn Fn(&str) -> bool| -> BTreeSet<SpotIndex> {
        let found = spots().filter(|(_, spot)| files.contains(&spot.file) && matches(&title(spot)));
        found.map(|(index, _)| index).collect()
    };
    let Some(wanted) = section.map(str::to_lowercase) else { return of_file(&|_| true) };
    let whole = of_file(&|title| title == wanted);
    if !whole.is_empty() || wanted.is_empty() {
        return whole;
    }
    let within = of_file(&|title| title.contains(&wanted));
    if !within.is_empty() {
        return within;
    }
    of_file(&|title| has_words(title, &wanted))
}

/// Whether a title has the words of what is asked for in their order, however they are joined: `Inner::run` is
/// `impl Inner > fn run`.
fn has_words(title: &str, wanted: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        let is_between = |letter: char| !letter.is_alphanumeric() && letter != '_';
        text.split(is_between).filter(|word| !word.is_empty())
    }
    let mut of_title = words(title);
    words(wanted).next().is_some() && words(wanted).all(|word| of_title.any(|other| other == word))
}

fn changes_by_spot(history: &History) -> BTreeMap<SpotIndex, Vec<ChangeIndex>> {
    let mut by_spot: BTreeMap<SpotIndex, Vec<ChangeIndex>> = BTreeMap::new();
    for commit in history.commit_indices() {
        for change in history.changes_of(commit) {
            by_spot.entry(history.change(change).spot).or_default().push(change);
        }
    }
    by_spot
}

struct Teller<'a> {
    history: &'a History,
    verdicts: &'a Verdicts,
    episodes: &'a Episodes,
    standings: Standings,
    thresholds: &'a Thresholds,
    names: Names,
}

impl Teller<'_> {
    fn tell(&self, spot: SpotIndex, mut changes: Vec<ChangeIndex>) -> SpotStory {
        let history = self.history;
        changes.sort_by_key(|change| (history.commit_of(*change).time(), *change));
        let people: BTreeSet<_> =
            changes.iter().map(|change| history.commit_of(*change).author).collect();
        let verdicts = || changes.iter().map(|change| self.verdicts.change(*change));
        let patches = verdicts().filter(|found| found.is_patch() && found.remedy_of.is_none());
        let chains = self.episodes.chains.iter().filter(|chain| chain.spot == spot);
        SpotStory {
            spot: history.spot_name(spot),
            section: history.spots[spot.get()].section.clone(),
            alive: is_alive(history, spot),
            people: people.len(),
            patches: patches.clone().count(),
            repeats: patches.filter(|found| found.repeat.is_some()).count(),
            chains: chains
                .map(|chain| {
                    ChainFigures::of(history, self.verdicts, self.episodes, chain, self.names)
                })
                .collect(),
            lasting: self
                .episodes
                .lasting_of(sort_of(history, spot), true)
                .map(|lasting| LastingFigures::of(lasting, self.thresholds)),
            steps: changes.iter().map(|change| self.step(*change)).collect(),
        }
    }

    fn step(&self, change: ChangeIndex) -> StoryStep {
        let standing = self.standings.get(change);
        StoryStep {
            commit: CommitRef::of(self.history, self.history.change(change).commit, self.names),
            verdict: judged(
                self.history,
                self.verdicts,
                self.episodes,
                change,
                standing,
                self.names,
            ),
        }
    }
}

#[cfg(test)]
mod tests;
