//! A revert without a word, and not to the byte: most lines that one earlier commit brought go, and most that
//! it took come back. So reverts of a part are seen, and those that met a conflict.
//!
//! In: samples of the lines that went and came with each file, and whose lines a change replaced. Out: the
//! commit that is taken back, and how much of it. Deliberately absent: what that makes of the two.

use std::collections::HashMap;

use super::amount::is_written;
use crate::classify::PathClass;
use crate::model::{CommitIndex, FileChange, FileIndex, History, RepoPath};

/// Of a file's earlier changes, so many of the latest are looked at: enough for all but a few files
/// that every commit touches, where the same lines come and go for other reasons.
const LOOK_BACK: usize = 2_000;

/// What one commit undoes of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TakenBack {
    pub(super) target: CommitIndex,
    /// Of the lines that the commit touches, the part that undoes the target.
    pub(super) part: f64,
    /// Of the lines that the target touched, the part that is undone.
    pub(super) undone: f64,
    /// Of the lines that are undone, the part that comes back.
    pub(super) restored: f64,
}

/// The files of the commits so far.
pub(super) struct Lines<'history> {
    history: &'history History,
    classes: &'history [PathClass],
    /// By file, the first file that ended with the same path: one that was deleted and came back is one.
    same_file: Vec<FileIndex>,
    /// By the first of such files, the positions of its changes.
    earlier: Vec<Vec<usize>>,
    /// By file change, what a look at its samples may be spared by.
    masks: Vec<Masks>,
}

/// One bit for each sampled line, by its hash: samples without a bit in common have no line in common.
#[derive(Clone, Copy, Default)]
struct Masks {
    went: u64,
    came: u64,
}

/// Lines of a commit that undo another, and lines of that other that are undone.
#[derive(Clone, Copy, Default)]
struct Undoing {
    by: f64,
    of: f64,
    restored: f64,
}

impl<'history> Lines<'history> {
    pub(super) fn new(history: &'history History, classes: &'history [PathClass]) -> Self {
        let mut first: HashMap<&RepoPath, FileIndex> = HashMap::new();
        let files = (0..).zip(&history.files);
        let same_file = files
            .map(|(at, file)| *first.entry(&file.path).or_insert(FileIndex(at)))
            .collect();
        let mask = |sample: &[u32]| sample.iter().fold(0, |mask, line| mask | 1 << (line & 63));
        let masks = history
            .file_changes
            .iter()
            .map(|file| Masks { went: mask(&file.went), came: mask(&file.came) });
        Self {
            history,
            classes,
            same_file,
            earlier: vec![Vec::new(); history.files.len()],
            masks: masks.collect(),
        }
    }

    pub(super) fn remember(&mut self, index: CommitIndex) {
        let commit = self.history.commit(index);
        if commit.is_merge() {
            return;
        }
        for at in commit.file_changes.clone() {
            if self.counts(at) {
                let file = self.same_file[self.history.file_changes[at].file.get()];
                self.earlier[file.get()].push(at);
            }
        }
    }

    /// The earlier commit that this one undoes most of.
    pub(super) fn taken_back_by(&self, index: CommitIndex) -> Option<TakenBack> {
        let commit = self.history.commit(index);
        if commit.is_merge() {
            return None;
        }
        let mut found: HashMap<CommitIndex, Undoing> = HashMap::new();
        for at in commit.file_changes.clone().filter(|at| self.counts(*at)) {
            self.look_at(at, &mut found);
        }
        let touched = self.touched(index);
        let judged = found.into_iter().filter_map(|(target, undoing)| {
            let earlier = commit.time() >= self.history.commit(target).time();
            let part = undoing.by / touched;
            // What is no part of either worth the name needs no further look.
            (earlier && part >= 0.25).then(|| TakenBack {
                target,
                part: part.min(1.0),
                undone: (undoing.of / self.touched(target)).min(1.0),
                restored: undoing.restored / undoing.by,
            })
        });
        judged.max_by(|one, other| {
            let worth = |back: &TakenBack| back.part * back.undone;
            worth(one).total_cmp(&worth(other)).then(one.target.cmp(&other.target))
        })
    }

    /// Adds what a file change undoes of each earlier commit.
    fn look_at(&self, at: usize, found: &mut HashMap<CommitIndex, Undoing>) {
        let file = &self.history.file_changes[at];
        let mut own_lines = self.replaced(file);
        let masks = self.masks[at];
        let earlier = &self.earlier[self.same_file[file.file.get()].get()];
        for before in earlier.iter().rev().take(LOOK_BACK) {
            let other = &self.history.file_changes[*before];
            let replaced = own_lines.remove(&other.commit).unwrap_or(0);
            let may = masks.went & self.masks[*before].came | masks.came & self.masks[*before].went;
            if may == 0 && replaced == 0 {
                continue;
            }
            let undoing = undoing(file, other, replaced);
            let sum = found.entry(other.commit).or_default();
            sum.by += undoing.by;
            sum.of += undoing.of;
            sum.restored += undoing.restored;
        }
        // Lines that came here from another file are of their writer all the same.
        for (origin, lines) in own_lines {
            let sum = found.entry(origin).or_default();
            sum.by += f64::from(lines);
            sum.of += f64::from(lines);
        }
    }

    /// Lines of earlier commits that a file change replaces or deletes.
    fn replaced(&self, file: &FileChange) -> HashMap<CommitIndex, u32> {
        let mut lines: HashMap<CommitIndex, u32> = HashMap::new();
        if file.went.is_empty() {
            return lines;
        }
        for rework in self.history.changes[file.changes.clone()].iter().flat_map(|at| &at.reworks) {
            if let Some(origin) = rework.origin.filter(|_| rework.lines > 0) {
                *lines.entry(origin).or_default() += rework.lines;
            }
        }
        lines
    }

    /// Lines of a commit that count here.
    fn touched(&self, index: CommitIndex) -> f64 {
        let files = self.history.commit(index).file_changes.clone();
        let counted = files.filter(|at| self.counts(*at)).map(|at| {
            let file = &self.history.file_changes[at];
            deleted(file) + added(file)
        });
        counted.sum()
    }

    fn counts(&self, at: usize) -> bool {
        let file = &self.history.file_changes[at];
        is_written(self.classes[at]) && !(file.went.is_empty() && file.came.is_empty())
    }
}

/// Deleted lines, when any of them tells something.
fn deleted(file: &FileChange) -> f64 {
    if file.went.is_empty() { 0.0 } else { f64::from(file.deleted) }
}

/// Added lines, when any of them tells something.
fn added(file: &FileChange) -> f64 {
    if file.came.is_empty() { 0.0 } else { f64::from(file.added) }
}

/// How much of an earlier change of a file a later one undoes, which replaces so many of its lines.
fn undoing(later: &FileChange, earlier: &FileChange, replaced: u32) -> Undoing {
    let replaced = f64::from(replaced);
    let (gone_of_later, gone_of_earlier) = common(&later.went, &earlier.came);
    let (back_of_later, back_of_earlier) = common(&later.came, &earlier.went);
    let restored = back_of_later * added(later);
    Undoing {
        by: (gone_of_later * deleted(later)).max(replaced) + restored,
        of: (gone_of_earlier * added(earlier)).max(replaced.min(added(earlier)))
            + back_of_earlier * deleted(earlier),
        restored,
    }
}

/// Of the lines that two samples are of, the part of each that is in the other. Where a sample is full, only
/// lines with less than its greatest hash can be looked for in it.
fn common(one: &[u32], other: &[u32]) -> (f64, f64) {
    let both = one.iter().filter(|line| other.binary_search(line).is_ok()).count();
    if both == 0 {
        return (0.0, 0.0);
    }
    let part = |of: &[u32], sample: &[u32]| {
        let limit = if sample.len() < FileChange::SAMPLE { u32::MAX } else { sample[sample.len() - 1] };
        both as f64 / of.partition_point(|line| *line <= limit) as f64
    };
    (part(one, other), part(other, one))
}
