//! Which deleted and added paths of a commit are one file.
//!
//! In: the paths that differ between two trees. Out: the same, with renames paired as
//! `git diff -M` pairs them: identical content first, then (beyond git) the same place below a
//! directory that moved, then a unique file name that is 75 % the same, then the best of all pairs
//! that are at least 50 % the same; and with copies named. Deliberately absent: copies of files that
//! the commit left alone, which cost git a look at the whole tree.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::similarity::{Pieces, RENAME_SCORE, SAME_NAME_SCORE, may_be_alike, score};
use super::text::LARGEST;
use crate::git::{EntryMode, Objects, TreeChange, TreeEntry};
use crate::model::{ObjectId, RepoPath};

/// A path after a commit, and where its content came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PairedChange {
    /// The path after the commit; before it, when it was deleted.
    pub path: RepoPath,
    /// The path before, when it was another.
    pub old_path: Option<RepoPath>,
    /// The entry before.
    pub old: Option<TreeEntry>,
    /// The entry after.
    pub new: Option<TreeEntry>,
    /// Of a path that came from nowhere: where its content stood before, and still stands.
    pub copied_from: Option<RepoPath>,
}

/// git's default `diff.renameLimit`: above the square of it, content is not compared.
const RENAME_LIMIT: usize = 1_000;
/// Sources that are remembered for each added path, as in git.
const CANDIDATES: usize = 4;
/// Moved directories that are looked through for each added path.
const DIRECTORIES: usize = 16;

/// How sources are chosen when several paths are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RenameRule {
    /// Each source is used once, and among identical ones the path that is most alike.
    EachOnce,
    /// As `git blame`, which looks at one path at a time: any source may serve several.
    AsBlame,
}

/// Pairs renames and finds copies.
pub(super) fn pair_renames(
    objects: &Objects,
    changes: Vec<TreeChange>,
    rule: RenameRule,
) -> Vec<PairedChange> {
    let (mut deleted, mut added, mut paired) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        match (&change.old, &change.new) {
            (None, Some(_)) if is_file(change.new) => added.push(change),
            (Some(_), None) if is_file(change.old) => deleted.push(change),
            _ => paired.push(unpaired(change)),
        }
    }
    if added.is_empty() || deleted.is_empty() && paired.is_empty() {
        paired.extend(deleted.into_iter().chain(added).map(unpaired));
    } else {
        let mut pairing = Pairing::new(objects, deleted, added, rule);
        pairing.pair();
        pairing.find_copies(&paired);
        paired.extend(pairing.finish());
    }
    paired.sort_by(|a, b| a.path.cmp(&b.path));
    paired
}

/// Where some paths of a merge were renamed from, seen from one parent. As `git blame`, which looks at
/// one path at a time: what else came with the merge is no matter, and any source may serve several.
pub(super) fn sources_in_parent(
    objects: &Objects,
    changes: Vec<TreeChange>,
    wanted: &[RepoPath],
    rule: RenameRule,
) -> Vec<PairedChange> {
    let is_wanted = |change: &TreeChange| wanted.contains(&change.path);
    let (mut deleted, mut added) = (Vec::new(), Vec::new());
    for change in changes {
        match (&change.old, &change.new) {
            (None, Some(_)) if is_file(change.new) && is_wanted(&change) => added.push(change),
            (Some(_), None) if is_file(change.old) => deleted.push(change),
            _ => {}
        }
    }
    let mut pairing = Pairing::new(objects, deleted, added, rule);
    pairing.pair_one_by_one();
    pairing.finish()
}

fn is_file(entry: Option<TreeEntry>) -> bool {
    entry.is_some_and(|entry| entry.mode == EntryMode::File)
}

fn unpaired(change: TreeChange) -> PairedChange {
    let TreeChange { path, old, new } = change;
    PairedChange { path, old_path: None, old, new, copied_from: None }
}

/// What is known of a content.
#[derive(Default)]
struct Known {
    size: Option<u64>,
    pieces: Content,
}

/// The pieces of a content, which are read when they are needed.
#[derive(Default)]
enum Content {
    #[default]
    Unread,
    Unavailable,
    Read(Pieces),
}

struct Pairing<'a> {
    objects: &'a Objects,
    rule: RenameRule,
    deleted: Vec<TreeChange>,
    added: Vec<TreeChange>,
    /// For each added path the deleted one it came from.
    source_of: Vec<Option<usize>>,
    /// For each added path that came from nowhere the path whose content it repeats.
    copied_from: Vec<Option<RepoPath>>,
    used: Vec<bool>,
    /// The deleted paths of each content.
    by_id: HashMap<ObjectId, Vec<usize>>,
    known: HashMap<ObjectId, Known>,
}

impl<'a> Pairing<'a> {
    fn new(
        objects: &'a Objects,
        deleted: Vec<TreeChange>,
        added: Vec<TreeChange>,
        rule: RenameRule,
    ) -> Self {
        let mut by_id: HashMap<ObjectId, Vec<usize>> = HashMap::new();
        for (at, change) in deleted.iter().enumerate() {
            by_id.entry(old_id(change)).or_default().push(at);
        }
        Self {
            objects,
            rule,
            by_id,
            source_of: vec![None; added.len()],
            copied_from: vec![None; added.len()],
            used: vec![false; deleted.len()],
            deleted,
            added,
            known: HashMap::new(),
        }
    }

    fn pair(&mut self) {
        match self.rule {
            RenameRule::EachOnce => self.pair_all(),
            RenameRule::AsBlame => self.pair_one_by_one(),
        }
    }

    fn pair_one_by_one(&mut self) {
        let all: Vec<usize> = (0..self.deleted.len()).collect();
        let names = unique_names(&self.deleted, &all);
        // The limit holds for all paths together: a merge of another project has thousands of each.
        let is_within_limit = all.len() * self.added.len() <= RENAME_LIMIT * RENAME_LIMIT;
        for added in 0..self.added.len() {
            self.used.fill(false);
            self.identical(&[added]);
            if self.source_of[added].is_none() {
                self.same_name(&[added], &names);
            }
            if self.source_of[added].is_none() && is_within_limit {
                self.similar(&[added]);
            }
        }
        // A source that serves any path was renamed, not deleted.
        self.source_of.iter().flatten().for_each(|source| self.used[*source] = true);
    }

    /// Pairs all added paths, each source once.
    fn pair_all(&mut self) {
        let mut open: Vec<usize> = (0..self.added.len()).collect();
        self.identical(&open);
        open.retain(|at| self.source_of[*at].is_none());
        self.moved_with_directory(&open);
        open.retain(|at| self.source_of[*at].is_none());
        self.same_name(&open, &unique_names(&self.deleted, &self.unused()));
        open.retain(|at| self.source_of[*at].is_none());
        self.similar(&open);
    }

    fn set_source(&mut self, added: usize, deleted: usize) {
        self.source_of[added] = Some(deleted);
        self.used[deleted] = true;
    }

    fn old_id(&self, deleted: usize) -> ObjectId {
        old_id(&self.deleted[deleted])
    }

    fn new_id(&self, added: usize) -> ObjectId {
        self.added[added].new.expect("because added paths have an entry").id
    }

    fn unused(&self) -> Vec<usize> {
        (0..self.deleted.len()).filter(|at| !self.used[*at]).collect()
    }

    fn identical(&mut self, targets: &[usize]) {
        for &added in targets {
            let Some(sources) = self.by_id.get(&self.new_id(added)) else { continue };
            let free = sources.iter().copied().filter(|source| !self.used[*source]);
            let likeness = |source: &usize| self.likeness(*source, added);
            // The first of those that are most alike.
            if let Some(source) = free.rev().max_by_key(likeness) {
                self.set_source(added, source);
            }
        }
    }

    /// How alike two paths are: git looks at the file name alone; the whole common end tells
    /// `a/LICENSE` from `b/LICENSE` when directories move.
    fn likeness(&self, deleted: usize, added: usize) -> usize {
        let (old, new) = (&self.deleted[deleted].path, &self.added[added].path);
        match self.rule {
            RenameRule::AsBlame => usize::from(old.file_name() == new.file_name()),
            RenameRule::EachOnce => common_end(old.as_bytes(), new.as_bytes()),
        }
    }

    /// Where whole directories moved, what was changed on the way is looked for at the same place
    /// below the old directory; this holds however many files there are.
    fn moved_with_directory(&mut self, targets: &[usize]) {
        let moves = if targets.is_empty() { Vec::new() } else { self.directory_moves() };
        if moves.is_empty() {
            return;
        }
        let sources: HashMap<Vec<u8>, usize> = self
            .unused()
            .into_iter()
            .map(|at| (self.deleted[at].path.as_bytes().to_vec(), at))
            .collect();
        for &added in targets {
            let path = self.added[added].path.clone();
            let mut before = moves.iter().filter_map(|(old, new)| {
                let below = path.as_bytes().strip_prefix(new.as_slice())?;
                sources.get([old.as_slice(), below].concat().as_slice()).copied()
            });
            let free = before.find(|source| !self.used[*source]);
            if let Some(source) = free.filter(|at| self.score(*at, added, RENAME_SCORE) > 0) {
                self.set_source(added, source);
            }
        }
    }

    /// The directories that moved, by the files that came along unchanged: old and new, with the slash
    /// at their end, those of most files first.
    fn directory_moves(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut files: BTreeMap<(Vec<u8>, Vec<u8>), usize> = BTreeMap::new();
        for (added, source) in self.source_of.iter().enumerate() {
            let Some(source) = source else { continue };
            let (old, new) = (&self.deleted[*source].path, &self.added[added].path);
            if old.file_name() == new.file_name() {
                let (old, new) = (old.as_bytes(), new.as_bytes());
                let same = whole_parts(old, common_end(old, new));
                let moved = (old[..old.len() - same].to_vec(), new[..new.len() - same].to_vec());
                *files.entry(moved).or_default() += 1;
            }
        }
        let mut moves: Vec<_> = files.into_iter().collect();
        moves.sort_by_key(|(_, files)| Reverse(*files));
        moves.truncate(DIRECTORIES);
        moves.into_iter().map(|(moved, _)| moved).collect()
    }

    fn same_name(&mut self, targets: &[usize], sources: &BTreeMap<Vec<u8>, usize>) {
        for (name, added) in unique_names(&self.added, targets) {
            if let Some(source) = sources.get(&name)
                && self.score(*source, added, SAME_NAME_SCORE) > 0
            {
                self.set_source(added, *source);
            }
        }
    }

    fn similar(&mut self, targets: &[usize]) {
        let sources = self.unused();
        if sources.len().saturating_mul(targets.len()) > RENAME_LIMIT * RENAME_LIMIT {
            return;
        }
        let mut pairs = Vec::new();
        for &added in targets {
            let mut best: Vec<(u64, bool, usize)> = Vec::new();
            for &deleted in &sources {
                let score = self.score(deleted, added, RENAME_SCORE);
                if score > 0 {
                    let same_name = self.deleted[deleted].path.file_name()
                        == self.added[added].path.file_name();
                    best.push((score, same_name, deleted));
                }
            }
            best.sort_by_key(|(score, same_name, _)| Reverse((*score, *same_name)));
            best.truncate(CANDIDATES);
            let best = best.into_iter();
            pairs.extend(best.map(|(score, name, deleted)| (score, name, added, deleted)));
        }
        pairs.sort_by_key(|(score, same_name, ..)| Reverse((*score, *same_name)));
        for (_, _, added, deleted) in pairs {
            if self.source_of[added].is_none() && !self.used[deleted] {
                self.set_source(added, deleted);
            }
        }
    }

    /// Added paths whose content stood in a file that the commit changed or renamed, as `git diff -C`
    /// looks for them: the same content, or 75 % of the only one with the same file name.
    fn find_copies(&mut self, others: &[PairedChange]) {
        let changed = others.iter().filter(|other| is_file(other.old) && is_file(other.new));
        let changed = changed.filter_map(|other| Some((other.path.clone(), other.old?.id)));
        let renamed = (0..self.deleted.len()).filter(|at| self.used[*at]);
        let renamed = renamed.map(|at| (self.deleted[at].path.clone(), self.old_id(at)));
        let sources: Vec<(RepoPath, ObjectId)> = changed.chain(renamed).collect();
        for added in 0..self.added.len() {
            if self.source_of[added].is_some() {
                continue;
            }
            let (id, name) = (self.new_id(added), self.added[added].path.file_name().to_vec());
            let identical = sources.iter().find(|(_, old)| *old == id);
            let source = identical.cloned().or_else(|| {
                let mut namesakes = sources.iter().filter(|(path, _)| path.file_name() == name);
                let only = namesakes.next().filter(|_| namesakes.next().is_none())?;
                (self.score_of(only.1, id, SAME_NAME_SCORE) > 0).then(|| only.clone())
            });
            self.copied_from[added] = source.map(|(path, _)| path);
        }
    }

    fn score(&mut self, deleted: usize, added: usize, least: u64) -> u64 {
        self.score_of(self.old_id(deleted), self.new_id(added), least)
    }

    /// Sizes are known at once; only where they let a pair be alike is the content read.
    fn score_of(&mut self, old: ObjectId, new: ObjectId, least: u64) -> u64 {
        let (Some(old_size), Some(new_size)) = (self.size(old), self.size(new)) else { return 0 };
        if !may_be_alike(old_size, new_size, least) {
            return 0;
        }
        self.read(old);
        self.read(new);
        match (&self.known[&old].pieces, &self.known[&new].pieces) {
            (Content::Read(old), Content::Read(new)) => score(old, new, least),
            _ => 0,
        }
    }

    fn size(&mut self, id: ObjectId) -> Option<u64> {
        let objects = self.objects;
        let known = self.known.entry(id).or_default();
        if known.size.is_none() {
            // Data of this size is listed and not compared; nor is what git does not have.
            known.size = objects.blob_size(id).ok().filter(|size| *size <= LARGEST).or(Some(0));
        }
        known.size.filter(|size| *size > 0)
    }

    fn read(&mut self, id: ObjectId) {
        let known = self.known.entry(id).or_default();
        if matches!(known.pieces, Content::Unread) {
            let mut bytes = Vec::new();
            let read = self.objects.blob(id, &mut bytes).map(|()| Pieces::of(&bytes));
            known.pieces = read.map_or(Content::Unavailable, Content::Read);
        }
    }

    fn finish(self) -> Vec<PairedChange> {
        let Self { deleted, added, source_of, copied_from, used, .. } = self;
        let mut paired: Vec<PairedChange> = Vec::new();
        for ((change, source), copied_from) in added.into_iter().zip(source_of).zip(copied_from) {
            let source = source.map(|at| &deleted[at]);
            paired.push(PairedChange {
                path: change.path,
                old_path: source.map(|source| source.path.clone()),
                old: source.and_then(|source| source.old),
                new: change.new,
                copied_from,
            });
        }
        let left = deleted.into_iter().zip(used).filter(|(_, used)| !used);
        paired.extend(left.map(|(change, _)| unpaired(change)));
        paired
    }
}

fn old_id(deleted: &TreeChange) -> ObjectId {
    deleted.old.expect("because deleted paths had an entry").id
}

/// How many bytes two paths have in common at their end.
fn common_end(old: &[u8], new: &[u8]) -> usize {
    old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count()
}

/// Of the last bytes of a path those that make whole names: `b/c` of `lib/c`.
fn whole_parts(path: &[u8], end: usize) -> usize {
    if end == path.len() || path[path.len() - end - 1] == b'/' {
        return end;
    }
    let tail = &path[path.len() - end..];
    tail.iter().position(|byte| *byte == b'/').map_or(0, |at| end - at - 1)
}

/// The file names that only one of the given paths has.
fn unique_names(changes: &[TreeChange], among: &[usize]) -> BTreeMap<Vec<u8>, usize> {
    let mut names: BTreeMap<Vec<u8>, Option<usize>> = BTreeMap::new();
    for &at in among {
        let name = changes[at].path.file_name().to_vec();
        names.entry(name).and_modify(|only| *only = None).or_insert(Some(at));
    }
    names.into_iter().filter_map(|(name, only)| Some((name, only?))).collect()
}
