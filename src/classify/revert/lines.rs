//! A revert without a word, and not to the byte: most lines that one earlier commit brought go, and most that
//! it took come back. So reverts of a part are seen, and those that met a conflict.
//!
//! In: samples of the lines that went and came with each file, and whose lines a change replaced. Out: the
//! commit that is taken back, and how much of it. Deliberately absent: what that makes of the two.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::amount::is_written;
use super::brought::Brought;
use crate::classify::PathClass;
use crate::model::{CommitIndex, DAY, FileChange, FileIndex, History, RepoPath, Timestamp};

/// Of a file's earlier changes, so many of the latest are looked at: enough for all but a few files
/// that every commit touches, where the same lines come and go for other reasons.
const LOOK_BACK: usize = 2_000;

/// The part of a commit's lines from which on it is all of them but for what a sample and a conflict may hide.
const WHOLE: f64 = 0.95;
/// The least part of a commit's lines that is looked at any further.
const LEAST: f64 = 0.25;
/// By so much a merge must be worth more than one of its commits.
const MORE: f64 = 0.05;
/// Clocks of two people, and dates of commits that were rebased, may disagree by so much.
const CLOCKS: Timestamp = 7 * DAY;

/// What one commit undoes of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TakenBack {
    pub(super) target: CommitIndex,
    /// Of the lines that the commit touches, the part that undoes the target.
    pub(super) part: f64,
    /// Of the lines that the target touched, the part that is undone.
    pub(super) undone: f64,
    /// Of the lines of the commit that undo the target, the part that brings lines back.
    pub(super) restored: f64,
    /// The part that replaces or deletes the target's own lines, and not only such as read alike.
    replaced: f64,
}

impl TakenBack {
    /// Nearly everything is undone, and nearly nothing else was done.
    pub(super) fn is_whole(&self) -> bool {
        self.part >= WHOLE && self.undone >= WHOLE
    }

    /// Whether it is enough to be said. To take out what was added is not yet to take it back: then hardly anything
    /// else may have been done, and it must be that commit's lines that go, not some that read alike. Where lines come
    /// back as well, most of the two is enough.
    fn is_enough(&self, after: Timestamp) -> bool {
        let nearly_whole = self.part >= 0.9 && self.undone >= 0.9 && after <= 365 * DAY;
        let comes_back = self.part >= 0.6 && self.undone >= 0.7 && self.restored >= 0.1;
        let is_its_own = self.restored >= 0.1 || self.replaced >= 0.5;
        is_its_own && (self.is_whole() || nearly_whole) || comes_back
    }

    /// The greater, the more of either is undone or undoes.
    fn worth(&self) -> f64 {
        self.part * self.undone
    }

    /// Of several that are worth the same the latest is meant: the others were undone before, or came again.
    fn order(&self, other: &Self) -> Ordering {
        self.worth().total_cmp(&other.worth()).then(self.target.cmp(&other.target))
    }
}

/// The files of all commits, and what each commit undoes of those before it.
pub(super) struct Lines<'history> {
    history: &'history History,
    classes: &'history [PathClass],
    /// By file, the first file that ended with the same path: one that was deleted and came back is one.
    same_file: Vec<FileIndex>,
    /// By the first of such files, its changes that count, oldest first.
    changes: Vec<Vec<Counted>>,
    /// By commit, whether it has a file that is written, and not made from others. Where there is none, all count.
    writes: Vec<bool>,
    brought: Brought,
    /// By commit: of a merge, the lines that its commits touched, where they were asked for.
    merged: Vec<OnceLock<f64>>,
}

/// A change of a file that counts. Most are passed over by what stands here, so that nothing else of them is fetched.
#[derive(Clone, Copy)]
struct Counted {
    /// Its position in [`History::file_changes`].
    at: usize,
    commit: CommitIndex,
    masks: Masks,
}

/// One bit for each sampled line, by its hash: samples without a bit in common have no line in common.
#[derive(Clone, Copy)]
struct Masks {
    went: u64,
    came: u64,
}

impl Masks {
    fn of(file: &FileChange) -> Self {
        let mask = |sample: &[u32]| sample.iter().fold(0, |mask, line| mask | 1 << (line & 63));
        Self { went: mask(&file.went), came: mask(&file.came) }
    }

    /// Whether one may have taken out what the other brought.
    const fn may_meet(self, other: Self) -> bool {
        self.went & other.came | self.came & other.went != 0
    }
}

/// Lines of a commit that undo another, and lines of that other that are undone.
#[derive(Clone, Copy, Default)]
struct Undoing {
    by: f64,
    of: f64,
    restored: f64,
    replaced: f64,
}

impl Undoing {
    fn add(&mut self, other: &Self) {
        self.by += other.by;
        self.of += other.of;
        self.restored += other.restored;
        self.replaced += other.replaced;
    }

    /// As parts of the lines that the two touched.
    fn judged(&self, target: CommitIndex, touched: f64, by_target: f64) -> TakenBack {
        TakenBack {
            target,
            part: (self.by / touched).min(1.0),
            undone: if by_target > 0.0 { (self.of / by_target).min(1.0) } else { 0.0 },
            restored: self.restored / self.by,
            replaced: self.replaced / self.by,
        }
    }
}

impl<'history> Lines<'history> {
    pub(super) fn new(history: &'history History, classes: &'history [PathClass]) -> Self {
        let mut first: HashMap<&RepoPath, FileIndex> = HashMap::new();
        let files = (0..).zip(&history.files);
        let same_file =
            files.map(|(at, file)| *first.entry(&file.path).or_insert(FileIndex(at))).collect();
        let writes = history.commits.iter().map(|commit| {
            classes[commit.file_changes.clone()].iter().any(|class| is_written(*class))
        });
        let lines = Self {
            history,
            classes,
            same_file,
            changes: Vec::new(),
            writes: writes.collect(),
            brought: Brought::of(history),
            merged: vec![OnceLock::new(); history.commits.len()],
        };
        Self { changes: lines.by_file(), ..lines }
    }

    fn by_file(&self) -> Vec<Vec<Counted>> {
        let mut changes = vec![Vec::new(); self.history.files.len()];
        for commit in self.history.commits.iter().filter(|commit| !commit.is_merge()) {
            for at in commit.file_changes.clone().filter(|at| self.counts(*at)) {
                let change = &self.history.file_changes[at];
                let file = self.same_file[change.file.get()];
                let (commit, masks) = (change.commit, Masks::of(change));
                changes[file.get()].push(Counted { at, commit, masks });
            }
        }
        changes
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
        // Sums of a merge are the same each time if they are added in the same order.
        let mut found: Vec<(CommitIndex, Undoing)> = found.into_iter().collect();
        found.sort_unstable_by_key(|(target, _)| *target);
        let touched = self.touched(index);
        let mut best: Option<TakenBack> = None;
        let mut merges: HashMap<CommitIndex, Undoing> = HashMap::new();
        for (target, undoing) in found {
            if commit.time() < self.history.commit(target).time() - CLOCKS {
                continue;
            }
            for merge in self.brought.merges_of(target) {
                merges.entry(merge).or_default().add(&undoing);
            }
            // Other commits of the merge may come to more together; by itself it is not worth the name.
            if undoing.by >= touched * LEAST {
                let judged = undoing.judged(target, touched, self.touched(target));
                best = best.into_iter().chain([judged]).max_by(TakenBack::order);
            }
        }
        let best = self.merge_taken_back(merges, touched, best)?;
        let after = commit.time() - self.history.commit(best.target).time();
        best.is_enough(after).then_some(best)
    }

    /// The merge of which more is taken back than of any single commit, else that commit.
    fn merge_taken_back(
        &self,
        merges: HashMap<CommitIndex, Undoing>,
        touched: f64,
        single: Option<TakenBack>,
    ) -> Option<TakenBack> {
        let mut best = single;
        for (merge, undoing) in merges.into_iter().filter(|(_, at)| at.by >= touched * LEAST) {
            let judged = undoing.judged(merge, touched, self.lines_of_merge(merge));
            let is_more = |single: TakenBack| judged.worth() > single.worth() + MORE;
            if single.is_none_or(is_more) {
                best = best.into_iter().chain([judged]).max_by(TakenBack::order);
            }
        }
        best
    }

    fn lines_of_merge(&self, merge: CommitIndex) -> f64 {
        *self.merged[merge.get()].get_or_init(|| {
            let commits = self.brought.commits_of(merge, self.history);
            commits.into_iter().map(|commit| self.touched(commit)).sum()
        })
    }

    /// Adds what a file change undoes of each earlier commit.
    fn look_at(&self, at: usize, found: &mut HashMap<CommitIndex, Undoing>) {
        let file = &self.history.file_changes[at];
        let mut own_lines = self.replaced(file).into_iter().rev().peekable();
        let mut from_elsewhere: Vec<(CommitIndex, u32)> = Vec::new();
        let masks = Masks::of(file);
        // Both from the latest to the oldest.
        for before in self.earlier(file).iter().rev().take(LOOK_BACK) {
            while let Some(own) = own_lines.next_if(|(origin, _)| *origin > before.commit) {
                from_elsewhere.push(own);
            }
            let same = own_lines.next_if(|(origin, _)| *origin == before.commit);
            let replaced = same.map_or(0, |(_, lines)| lines);
            if !masks.may_meet(before.masks) && replaced == 0 {
                continue;
            }
            let undoing = undoing(file, &self.history.file_changes[before.at], replaced);
            found.entry(before.commit).or_default().add(&undoing);
        }
        // Lines that came here from another file are of their writer all the same.
        for (origin, lines) in from_elsewhere.into_iter().chain(own_lines) {
            let lines = f64::from(lines);
            found.entry(origin).or_default().add(&Undoing {
                by: lines,
                of: lines,
                restored: 0.0,
                replaced: lines,
            });
        }
    }

    /// The changes of the same file by earlier commits.
    fn earlier(&self, file: &FileChange) -> &[Counted] {
        let changes = &self.changes[self.same_file[file.file.get()].get()];
        &changes[..changes.partition_point(|before| before.commit < file.commit)]
    }

    /// Lines of earlier commits that a file change replaces or deletes.
    fn replaced(&self, file: &FileChange) -> BTreeMap<CommitIndex, u32> {
        let mut lines = BTreeMap::new();
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
        let is_written = is_written(self.classes[at]) || !self.writes[file.commit.get()];
        is_written && !(file.went.is_empty() && file.came.is_empty())
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
    // Lines that stand several times are one in a sample; no more can go than came.
    let gone = (gone_of_later * deleted(later)).min(added(earlier));
    let restored = (back_of_later * added(later)).min(deleted(earlier));
    Undoing {
        by: gone.max(replaced) + restored,
        of: (gone_of_earlier * added(earlier)).max(replaced.min(added(earlier)))
            + back_of_earlier * deleted(earlier),
        restored,
        replaced,
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
        let limit =
            if sample.len() < FileChange::SAMPLE { u32::MAX } else { sample[sample.len() - 1] };
        both as f64 / of.partition_point(|line| *line <= limit) as f64
    };
    (part(one, other), part(other, one))
}
