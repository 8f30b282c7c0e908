//! What a fix repairs: the earlier commits that it may repair, ranked, each with a confidence.
//!
//! In: a history, and what is known of its commits. Out: for a fix its candidates with their signals, and of these the likely
//! ones as [`Repair`]s. Deliberately absent: which commits are fixes (`kind`), and how the weights were found (they stand in
//! `weights.tsv`, written by `examples/accuracy`).

mod candidates;
mod named;
mod places;
mod reasons;
mod signals;
mod weights;
mod words;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use self::candidates::{Seen, gather};
use self::places::Places;
use self::reasons::reasons;
use self::words::{Word, WordSet, Words};
use super::PathClass;
use super::each::each;
use super::paths::classes;
use super::revert::Ids;
use crate::model::{CommitIndex, CommitVerdict, FileIndex, History, Kind, Repair, SpotIndex};

pub use signals::{NONE_SIGNALS, SIGNALS};
pub use weights::Weights;

/// Repairs that are kept for a fix.
const KEPT: usize = 3;
/// What is less likely is not kept.
const LEAST: f64 = 0.1;

/// Tells of every fix what it repairs.
pub(super) fn link(history: &History, commits: &mut [CommitVerdict]) {
    let fixes = history.commit_indices().filter(|at| {
        let verdict = &commits[at.get()];
        verdict.kind == Kind::Fix && !verdict.by_bot && !history.commit(*at).is_merge()
    });
    let fixes: Vec<CommitIndex> = fixes.collect();
    if fixes.is_empty() {
        return;
    }
    let linker = Linker::new(history, commits);
    let weights = Weights::shipped();
    let found: Vec<Vec<Repair>> = each(&fixes, |fix| linker.repairs(*fix, &weights));
    for (fix, repairs) in fixes.into_iter().zip(found) {
        commits[fix.get()].repairs = repairs;
    }
}

/// Looks up what fixes may repair.
pub struct Linker<'h> {
    history: &'h History,
    commits: &'h [CommitVerdict],
    /// By file change.
    classes: Vec<PathClass>,
    ids: Ids,
    places: Places,
    words: Words,
    titles: Vec<OnceLock<Box<[Word]>>>,
    paths: Vec<OnceLock<Box<[Word]>>>,
}

/// A commit that a fix may repair.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The commit.
    pub commit: CommitIndex,
    /// Its lines that the fix replaces or deletes.
    pub lines: u32,
    /// Its lines around what the fix only inserts.
    pub context: u32,
    /// The values of [`SIGNALS`], in their order.
    pub signals: Vec<f64>,
}

/// The candidates of a fix.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// In the order of the history.
    pub all: Vec<Candidate>,
    /// The values of [`NONE_SIGNALS`], in their order: what speaks for none of them.
    pub none: Vec<f64>,
}

impl<'h> Linker<'h> {
    /// Prepares the look-ups; `commits` are the verdicts on the commits of the history.
    #[must_use]
    pub fn new(history: &'h History, commits: &'h [CommitVerdict]) -> Self {
        Self {
            history,
            commits,
            classes: classes(history),
            ids: Ids::of(history),
            places: Places::of(history),
            words: Words::of(history),
            titles: vec![OnceLock::new(); history.spots.len()],
            paths: vec![OnceLock::new(); history.files.len()],
        }
    }

    /// The commits that a fix may repair.
    #[must_use]
    pub fn candidates(&self, fix: CommitIndex) -> Candidates {
        let (of_fix, seen) = gather(self, fix);
        signals::candidates(self, fix, &of_fix, &seen)
    }

    /// The commits that the message of a fix names as what it repairs.
    #[must_use]
    pub fn named(&self, fix: CommitIndex) -> Vec<Repair> {
        named::repairs(self.history, &self.ids, fix)
    }

    /// The commits that a fix likely repairs, the likeliest first: those that its message names, else those that the
    /// signals speak for.
    #[must_use]
    pub fn repairs(&self, fix: CommitIndex, weights: &Weights) -> Vec<Repair> {
        let named = self.named(fix);
        if !named.is_empty() {
            return named;
        }
        let (of_fix, seen) = gather(self, fix);
        let found = signals::candidates(self, fix, &of_fix, &seen);
        let mut ranked: Vec<(f64, &(CommitIndex, Seen))> =
            weights.probabilities(&found).into_iter().zip(&seen).collect();
        ranked.retain(|(probability, _)| *probability >= LEAST);
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.0.cmp(&a.1.0)));
        ranked.truncate(KEPT);
        let repair = |(confidence, (commit, seen)): (f64, &(CommitIndex, Seen))| Repair {
            commit: *commit,
            confidence,
            evidence: reasons(self, fix, &of_fix, *commit, seen),
        };
        ranked.into_iter().map(repair).collect()
    }

    fn class(&self, file_change: usize) -> PathClass {
        self.classes[file_change]
    }

    /// The words of the title of a spot.
    fn title_words(&self, spot: SpotIndex) -> &[Word] {
        self.titles[spot.get()].get_or_init(|| {
            let title = self.history.spots[spot.get()].section.as_deref();
            words::words(title.unwrap_or_default())
        })
    }

    /// The words of the path of a file.
    fn path_words(&self, file: FileIndex) -> &[Word] {
        self.paths[file.get()]
            .get_or_init(|| words::words(&self.history.files[file.get()].path.to_string()))
    }

    /// How much the messages of others are like that of a commit, from 0 to 1: the cosine of their words, each by its
    /// weight.
    fn likeness(&self, commit: CommitIndex) -> impl Fn(CommitIndex) -> f64 {
        let one = self.words.message(commit.get());
        let words = WordSet::of(&one.all);
        move |other| {
            let other = self.words.message(other.get());
            let whole = (one.weight * other.weight).sqrt();
            let shared = words.shared(&other.all).map(|word| self.words.weight(word));
            let common = shared.fold(0.0, |sum, weight| sum + weight);
            if whole > 0.0 { common / whole } else { 0.0 }
        }
    }
}
