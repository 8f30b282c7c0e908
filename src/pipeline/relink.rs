//! Answers found again: of which commits of a history they hold.
//!
//! In: the journal's records and a history. Out: answers by the commits of this history, how each came there, and the
//! commits that are in this history under no name. Deliberately absent: guesses. Where two commits that are not the same
//! change could be meant, neither is.
//!
//! A commit is looked for, and the first of these that finds one holds:
//!
//! 1. by its name;
//! 2. by what git said of amends and rebases, through any number of them; several commits may have become one;
//! 3. by author and time of writing, which all that rewrites a commit keeps, unless it is told otherwise. Where both
//!    have lines that are known, some must be the same: two commits may have been made in one second;
//! 4. by the lines that it adds and removes;
//! 5. as a part of another commit: what it brought is among what that one brings.
//!
//! Ways 3 to 5 find one commit, or several that are one change by one author, which is a commit and its cherry-picks;
//! else nothing. They look in histories that have a beginning in common; elsewhere 3 and 4 have to find the
//! same. What was said of a commit holds for its cherry-picks beside it too, unless something was said of these.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::journal::{About, Contents, LineSample, Record, Said};
use crate::model::{
    Answer, Answers, Carried, CommitIndex, FileChange, History, ObjectId, Timestamp, Way,
};

/// What was found of the journal's answers in a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The answers, by commits of this history.
    pub answers: Answers,
    /// Commits of this project with an answer that are in this history under no name.
    pub lost: Vec<ObjectId>,
}

/// Finds the commits of a history that answers are about. `roots` are the first commits of the history.
#[must_use]
pub fn find(history: &History, roots: &[ObjectId], contents: &Contents) -> Found {
    let said: Vec<(&Record, &About)> =
        contents.records.iter().filter_map(|record| Some((record, record.about()?))).collect();
    if said.is_empty() {
        return Found::default();
    }
    // The latest of several records about a commit knows it best.
    let subjects: BTreeMap<ObjectId, &About> =
        said.iter().map(|(_, about)| (about.commit, *about)).collect();
    let index = Index::new(history, roots, &subjects, contents);
    let places: BTreeMap<ObjectId, Vec<Place>> =
        subjects.iter().map(|(commit, about)| (*commit, index.places(about))).collect();
    let answers = gathered(history, &said, &places);
    let is_lost = |about: &&&About| places[&about.commit].is_empty() && index.is_related(about);
    let by_name = contents.answers();
    let lost = subjects.values().filter(is_lost).map(|about| about.commit);
    Found { answers, lost: lost.filter(|commit| by_name.get(*commit).is_some()).collect() }
}

/// The names that commits have in a history now, by their own name or by what git said of amends and rebases. Of one that
/// became several, the first.
#[must_use]
pub fn successors(
    history: &History,
    contents: &Contents,
    commits: &[ObjectId],
) -> BTreeMap<ObjectId, ObjectId> {
    if commits.is_empty() {
        return BTreeMap::new();
    }
    let index = Index::new(history, &[], &BTreeMap::new(), contents);
    let now = |commit: ObjectId| match index.by_name.get(&commit) {
        Some(_) => Some(commit),
        None => index.rewritten(commit).first().map(|(at, _)| history.commit(*at).id),
    };
    commits.iter().filter_map(|commit| Some((*commit, now(*commit)?))).collect()
}

/// A commit of the history that an answer holds for, and why; by its own name if for no other reason.
type Place = (CommitIndex, Option<Way>);

/// Who wrote a commit, and when.
type Authorship = (String, Timestamp);

/// The history by what commits are looked for by.
struct Index<'a> {
    history: &'a History,
    roots: &'a [ObjectId],
    by_name: HashMap<ObjectId, CommitIndex>,
    by_authorship: HashMap<Authorship, Vec<CommitIndex>>,
    by_patch: HashMap<u64, Vec<CommitIndex>>,
    rewrites: HashMap<ObjectId, Vec<ObjectId>>,
}

impl<'a> Index<'a> {
    fn new(
        history: &'a History,
        roots: &'a [ObjectId],
        subjects: &BTreeMap<ObjectId, &About>,
        contents: &Contents,
    ) -> Self {
        let authors: HashSet<Authorship> =
            subjects.values().map(|about| authorship(about)).collect();
        let patches: HashSet<u64> = subjects.values().filter_map(|about| about.patch).collect();
        let mut index = Self {
            history,
            roots,
            by_name: HashMap::with_capacity(history.commits.len()),
            by_authorship: HashMap::new(),
            by_patch: HashMap::new(),
            rewrites: HashMap::new(),
        };
        for (at, commit) in history.commit_indices().zip(&history.commits) {
            index.by_name.insert(commit.id, at);
            let authorship = index.authorship(at);
            if authors.contains(&authorship) {
                index.by_authorship.entry(authorship).or_default().push(at);
            }
            if let Some(patch) = commit.fingerprint.filter(|patch| patches.contains(patch)) {
                index.by_patch.entry(patch).or_default().push(at);
            }
        }
        for record in &contents.records {
            if let Said::Rewrite { old, new, .. } = &record.said {
                index.rewrites.entry(*old).or_default().push(*new);
            }
        }
        index
    }

    fn authorship(&self, at: CommitIndex) -> Authorship {
        let commit = self.history.commit(at);
        (self.history.person(commit.author).email.to_ascii_lowercase(), commit.author_time)
    }

    /// Whether a commit is of a history with a beginning in common with this one.
    fn is_related(&self, about: &About) -> bool {
        about.roots.iter().any(|root| self.roots.contains(root))
    }

    /// The commits that an answer about a commit holds for.
    fn places(&self, about: &About) -> Vec<Place> {
        let found = self.found(about);
        let twins: Vec<Place> = found.iter().flat_map(|(at, _)| self.twins(*at)).collect();
        let mut places = found;
        for twin in twins {
            if !places.iter().any(|(at, _)| *at == twin.0) {
                places.push(twin);
            }
        }
        places
    }

    fn found(&self, about: &About) -> Vec<Place> {
        if let Some(at) = self.by_name.get(&about.commit) {
            return vec![(*at, None)];
        }
        let rewritten = self.rewritten(about.commit);
        let places = if rewritten.is_empty() { self.known_again(about) } else { rewritten };
        places.into_iter().map(|(at, way)| (at, Some(way))).collect()
    }

    /// What a commit became, as git said: the nearest of its successors that are in this history.
    fn rewritten(&self, commit: ObjectId) -> Vec<(CommitIndex, Way)> {
        let (mut next, mut seen) = (vec![commit], HashSet::from([commit]));
        let mut found = Vec::new();
        while let Some(old) = next.pop() {
            for new in self.rewrites.get(&old).into_iter().flatten() {
                if !seen.insert(*new) {
                    continue;
                }
                match self.by_name.get(new) {
                    Some(at) => found.push((*at, Way::Rewritten)),
                    None => next.push(*new),
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// A commit by what it is like.
    fn known_again(&self, about: &About) -> Vec<(CommitIndex, Way)> {
        let alike = |at: &CommitIndex| may_be(&about.lines, &self.lines(*at));
        let by_authorship = self.by_authorship.get(&authorship(about)).into_iter().flatten();
        let written: Vec<CommitIndex> = by_authorship.copied().filter(alike).collect();
        let by_patch = about.patch.and_then(|patch| self.by_patch.get(&patch));
        let patched: Vec<CommitIndex> = by_patch.into_iter().flatten().copied().collect();
        let both = written.iter().copied().filter(|at| patched.contains(at)).collect();
        let ways = if self.is_related(about) {
            vec![
                (both, Way::AuthorAndTime),
                (written, Way::AuthorAndTime),
                (patched, Way::SamePatch),
                (self.containing(about), Way::Contained),
            ]
        } else {
            vec![(both, Way::AuthorAndTime)]
        };
        let unique = ways.into_iter().find(|(found, _)| self.are_one_change(found));
        unique.map_or_else(Vec::new, |(found, way)| found.into_iter().map(|at| (at, way)).collect())
    }

    /// One commit, or several that are the same change by the same author.
    fn are_one_change(&self, found: &[CommitIndex]) -> bool {
        let key = |at: &CommitIndex| (self.authorship(*at), self.history.commit(*at).fingerprint);
        match found {
            [] => false,
            [_] => true,
            [first, others @ ..] => {
                key(first).1.is_some() && others.iter().all(|other| key(other) == key(first))
            }
        }
    }

    /// The cherry-picks of a commit beside it.
    fn twins(&self, at: CommitIndex) -> Vec<Place> {
        let of_author = self.by_authorship.get(&self.authorship(at));
        let others = of_author.into_iter().flatten().copied().filter(|other| *other != at);
        others
            .filter(|other| self.are_one_change(&[at, *other]))
            .map(|other| (other, Some(Way::Twin)))
            .collect()
    }

    /// The commits that bring all that a commit brought, and were made after it was written.
    fn containing(&self, about: &About) -> Vec<CommitIndex> {
        if about.lines.came.is_empty() && about.lines.went.is_empty() {
            return Vec::new();
        }
        let later = self.history.commit_indices().filter(|at| {
            let commit = self.history.commit(*at);
            commit.commit_time >= about.author_time && !commit.is_merge()
        });
        later.filter(|at| self.contains(*at, about)).collect()
    }

    /// What goes may have come with another part of the same squash, and does not go then; so lines that came
    /// decide, where there are some.
    fn contains(&self, at: CommitIndex, about: &About) -> bool {
        let only_goes = about.lines.came.is_empty();
        let lines = if only_goes { &about.lines.went } else { &about.lines.came };
        let files = &self.history.file_changes[self.history.commit(at).file_changes.clone()];
        let mut met = 0;
        for line in lines {
            let has = |file: &FileChange| side_of(file, only_goes).binary_search(line).is_ok();
            if files.iter().any(has) {
                met += 1;
            } else if files.iter().all(|file| shows(side_of(file, only_goes), *line)) {
                return false;
            }
        }
        let is_by_author = self.authorship(at).0 == authorship(about).0;
        met >= if is_by_author { lines.len().min(FEW) } else { FEW }
    }

    fn lines(&self, at: CommitIndex) -> LineSample {
        super::answers::line_sample(self.history, at)
    }
}

/// Lines that are enough to know a part of a commit by. Of a smaller part all lines must be met, and the author must
/// be the same.
const FEW: usize = 4;

fn side_of(file: &FileChange, went: bool) -> &[u32] {
    if went { &file.went } else { &file.came }
}

/// Whether a sample would have a line if its file had it: one that is full has the least hashes alone.
fn shows(sample: &[u32], line: u32) -> bool {
    sample.len() < FileChange::SAMPLE || sample.last().is_some_and(|last| line <= *last)
}

fn authorship(about: &About) -> Authorship {
    (about.author.to_ascii_lowercase(), about.author_time)
}

/// Whether two commits may be one, by their lines: unless both have some and none in common.
fn may_be(one: &LineSample, other: &LineSample) -> bool {
    let is_empty = |lines: &LineSample| lines.went.is_empty() && lines.came.is_empty();
    let meet = |one: &[u32], other: &[u32]| one.iter().any(|line| other.contains(line));
    is_empty(one) || is_empty(other) || meet(&one.came, &other.came) || meet(&one.went, &other.went)
}

/// What was said of one commit of the history so far.
#[derive(Default)]
struct Held {
    own: Option<Answer>,
    carried: Vec<Carried>,
}

/// What holds in the end. A record about the commit itself says all that is said of it; those about others that
/// became it are put together, and the latest that answers a question holds.
fn gathered(
    history: &History,
    said: &[(&Record, &About)],
    places: &BTreeMap<ObjectId, Vec<Place>>,
) -> Answers {
    let mut held: BTreeMap<ObjectId, Held> = BTreeMap::new();
    for (record, about) in said {
        for (at, way) in &places[&about.commit] {
            let held = held.entry(history.commit(*at).id).or_default();
            match way {
                None => *held = Held { own: record.answer(), carried: Vec::new() },
                Some(way) => {
                    held.carried.retain(|carried| carried.from != about.commit);
                    let (from, way) = (about.commit, *way);
                    let carried = record.answer().map(|answer| Carried { from, way, answer });
                    held.carried.extend(carried);
                }
            }
        }
    }
    let mut answers = Answers::default();
    for (commit, mut held) in held {
        // What was said of the commit itself says more than what was said of its twin.
        if held.own.is_some() {
            held.carried.retain(|carried| carried.way != Way::Twin);
        }
        let all = held.own.into_iter().chain(held.carried.iter().map(|carried| carried.answer));
        if let Some(answer) = all.reduce(together) {
            answers.carry(commit, answer, held.carried);
        }
    }
    answers
}

fn together(earlier: Answer, later: Answer) -> Answer {
    Answer {
        kind: later.kind.or(earlier.kind),
        root_cause: later.root_cause.or(earlier.root_cause),
        ..later
    }
}

#[cfg(test)]
mod tests;
