//! Which deleted and added paths of a commit are one file.
//!
//! In: the paths that differ between two trees. Out: the same, with renames paired as
//! `git diff -M` pairs them: identical content first, then a unique file name that is 75 % the
//! same, then the best of all pairs that are at least 50 % the same. Deliberately absent: copies.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::similarity::{Pieces, RENAME_SCORE, SAME_NAME_SCORE, score};
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
}

/// git's default `diff.renameLimit`: above the square of it, content is not compared.
const RENAME_LIMIT: usize = 1_000;
/// Sources that are remembered for each added path, as in git.
const CANDIDATES: usize = 4;

/// How sources are chosen when several paths are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RenameRule {
    /// Each source is used once, and among identical ones the path that is most alike.
    EachOnce,
    /// As `git blame`, which looks at one path at a time: any source may serve several.
    AsBlame,
}

/// Pairs renames.
pub(super) fn pair_renames(
    objects: &Objects,
    changes: Vec<TreeChange>,
    rule: RenameRule,
) -> Vec<PairedChange> {
    let is_file = |entry: &Option<TreeEntry>| matches!(entry, Some(e) if e.mode == EntryMode::File);
    let (mut deleted, mut added, mut paired) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        match (&change.old, &change.new) {
            (None, Some(_)) if is_file(&change.new) => added.push(change),
            (Some(_), None) if is_file(&change.old) => deleted.push(change),
            _ => paired.push(unpaired(change)),
        }
    }
    if !deleted.is_empty() && !added.is_empty() {
        let mut pairing = Pairing::new(objects, deleted, added, rule);
        match rule {
            RenameRule::EachOnce => pairing.pair_all((0..pairing.added.len()).collect()),
            RenameRule::AsBlame => {
                for added in 0..pairing.added.len() {
                    pairing.used.fill(false);
                    pairing.pair_all(vec![added]);
                }
                pairing.mark_used();
            }
        }
        paired.extend(pairing.finish());
    } else {
        paired.extend(deleted.into_iter().chain(added).map(unpaired));
    }
    paired.sort_by(|a, b| a.path.cmp(&b.path));
    paired
}

fn unpaired(change: TreeChange) -> PairedChange {
    PairedChange { path: change.path, old_path: None, old: change.old, new: change.new }
}

struct Pairing<'a> {
    objects: &'a Objects,
    rule: RenameRule,
    deleted: Vec<TreeChange>,
    added: Vec<TreeChange>,
    /// For each added path the deleted one it came from.
    source_of: Vec<Option<usize>>,
    used: Vec<bool>,
    pieces: HashMap<ObjectId, Option<Pieces>>,
}

impl<'a> Pairing<'a> {
    fn new(
        objects: &'a Objects,
        deleted: Vec<TreeChange>,
        added: Vec<TreeChange>,
        rule: RenameRule,
    ) -> Self {
        let (source_of, used) = (vec![None; added.len()], vec![false; deleted.len()]);
        Self { objects, rule, deleted, added, source_of, used, pieces: HashMap::new() }
    }

    /// Pairs the given added paths with the sources that are not used.
    fn pair_all(&mut self, added: Vec<usize>) {
        self.identical(&added);
        let mut open = added;
        open.retain(|at| self.source_of[*at].is_none());
        self.same_name(&open);
        open.retain(|at| self.source_of[*at].is_none());
        self.similar(&open);
    }

    fn pair(&mut self, added: usize, deleted: usize) {
        self.source_of[added] = Some(deleted);
        self.used[deleted] = true;
    }

    /// A source that serves any path was renamed, not deleted.
    fn mark_used(&mut self) {
        self.source_of.iter().flatten().for_each(|source| self.used[*source] = true);
    }

    fn old_id(&self, deleted: usize) -> ObjectId {
        self.deleted[deleted].old.expect("because deleted paths had an entry").id
    }

    fn new_id(&self, added: usize) -> ObjectId {
        self.added[added].new.expect("because added paths have an entry").id
    }

    fn unused(&self) -> Vec<usize> {
        (0..self.deleted.len()).filter(|at| !self.used[*at]).collect()
    }

    fn identical(&mut self, targets: &[usize]) {
        let mut by_id: HashMap<ObjectId, Vec<usize>> = HashMap::new();
        for deleted in 0..self.deleted.len() {
            by_id.entry(self.old_id(deleted)).or_default().push(deleted);
        }
        for &added in targets {
            let Some(sources) = by_id.get(&self.new_id(added)) else { continue };
            let free = sources.iter().copied().filter(|source| !self.used[*source]);
            let likeness = |source: &usize| self.likeness(*source, added);
            // The first of those that are most alike.
            if let Some(source) = free.rev().max_by_key(likeness) {
                self.pair(added, source);
            }
        }
    }

    /// How alike two paths are: git looks at the file name alone; the whole common end tells
    /// `a/LICENSE` from `b/LICENSE` when directories move.
    fn likeness(&self, deleted: usize, added: usize) -> usize {
        let (old, new) = (&self.deleted[deleted].path, &self.added[added].path);
        match self.rule {
            RenameRule::AsBlame => usize::from(old.file_name() == new.file_name()),
            RenameRule::EachOnce => {
                let ends = old.as_bytes().iter().rev().zip(new.as_bytes().iter().rev());
                ends.take_while(|(a, b)| a == b).count()
            }
        }
    }

    fn same_name(&mut self, targets: &[usize]) {
        let sources = unique_names(&self.deleted, &self.unused());
        for (name, added) in unique_names(&self.added, targets) {
            if let Some(source) = sources.get(&name)
                && self.score(*source, added, SAME_NAME_SCORE) > 0
            {
                self.pair(added, *source);
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
                self.pair(added, deleted);
            }
        }
    }

    fn score(&mut self, deleted: usize, added: usize, least: u64) -> u64 {
        let (old, new) = (self.old_id(deleted), self.new_id(added));
        for id in [old, new] {
            let objects = self.objects;
            self.pieces.entry(id).or_insert_with(|| {
                let mut content = Vec::new();
                objects.blob(id, &mut content).ok().map(|()| Pieces::of(&content))
            });
        }
        match (&self.pieces[&old], &self.pieces[&new]) {
            (Some(old), Some(new)) => score(old, new, least),
            _ => 0,
        }
    }

    fn finish(self) -> Vec<PairedChange> {
        let Self { deleted, added, source_of, used, .. } = self;
        let mut paired: Vec<PairedChange> = Vec::new();
        for (change, source) in added.into_iter().zip(source_of) {
            let source = source.map(|at| &deleted[at]);
            paired.push(PairedChange {
                path: change.path,
                old_path: source.map(|source| source.path.clone()),
                old: source.and_then(|source| source.old),
                new: change.new,
            });
        }
        let left = deleted.into_iter().zip(used).filter(|(_, used)| !used);
        paired.extend(left.map(|(change, _)| unpaired(change)));
        paired
    }
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
