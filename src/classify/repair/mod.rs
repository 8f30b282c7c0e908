//! What a fix repairs: the earlier commits that it may repair, ranked, each with a confidence.
//!
//! In: a history, and what is known of its commits. Out: for a fix its candidates with their signals, and of these the likely
//! ones as [`Repair`]s. Deliberately absent: which commits are fixes (`kind`), and how the weights were found (they stand in
//! `weights.tsv`, written by `examples/accuracy`).

mod candidates;
mod places;
mod signals;
mod words;

use std::cell::OnceCell;

use self::candidates::gather;
use self::places::Places;
use self::words::{Word, Words};
use super::PathClass;
use super::paths::path_class;
use crate::model::{CommitIndex, CommitVerdict, FileIndex, History, SpotIndex};

pub use signals::{NONE_SIGNALS, SIGNALS};

/// Looks up what fixes may repair.
pub struct Linker<'h> {
    history: &'h History,
    commits: &'h [CommitVerdict],
    places: Places,
    words: Words,
    titles: Vec<OnceCell<Box<[Word]>>>,
    paths: Vec<OnceCell<Box<[Word]>>>,
}

/// A commit that a fix may repair.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The commit.
    pub commit: CommitIndex,
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
    /// Baselines: lines, context
    pub facts: Vec<(u32, u32)>,
}

impl<'h> Linker<'h> {
    /// Prepares the look-ups; `commits` are the verdicts on the commits of the history.
    #[must_use]
    pub fn new(history: &'h History, commits: &'h [CommitVerdict]) -> Self {
        Self {
            history,
            commits,
            places: Places::of(history),
            words: Words::of(history),
            titles: vec![OnceCell::new(); history.spots.len()],
            paths: vec![OnceCell::new(); history.files.len()],
        }
    }

    /// The commits that a fix may repair.
    #[must_use]
    pub fn candidates(&self, fix: CommitIndex) -> Candidates {
        let (of_fix, seen) = gather(self, fix);
        signals::candidates(self, fix, &of_fix, &seen)
    }

    fn class(&self, file_change: usize) -> PathClass {
        let change = &self.history.file_changes[file_change];
        path_class(&change.path, change.mark)
    }

    fn title_words(&self, spot: SpotIndex) -> &[Word] {
        self.titles[spot.get()].get_or_init(|| {
            let title = self.history.spots[spot.get()].section.as_deref();
            words::in_order(words::words(title.unwrap_or_default()))
        })
    }

    fn likeness(&self, one: CommitIndex, other: CommitIndex) -> f64 {
        let (one, other) = (self.words.message(one.get()), self.words.message(other.get()));
        let whole = (one.weight * other.weight).sqrt();
        if whole > 0.0 { self.words.common(&one.all, &other.all) / whole } else { 0.0 }
    }

    /// The directory of a file.
    fn parent(&self, file: FileIndex) -> &[u8] {
        let path = &self.history.files[file.get()].path;
        let (all, name) = (path.as_bytes(), path.file_name());
        &all[..all.len() - name.len()]
    }

    fn path_words(&self, file: FileIndex) -> &[Word] {
        self.paths[file.get()].get_or_init(|| {
            let path = &self.history.files[file.get()].path;
            words::in_order(words::words(&path.to_string()))
        })
    }
}
