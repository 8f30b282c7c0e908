//! Which deleted and added paths of a commit are one file.
//!
//! In: the paths that differ between two trees. Out: the same, with renames paired as
//! `git diff -M` pairs them: identical content first, then a unique file name that is 75 % the
//! same, then the best of all pairs that are at least 50 % the same. Deliberately absent: copies.

use std::collections::HashMap;

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

/// Pairs renames.
pub(super) fn pair_renames(objects: &Objects, changes: Vec<TreeChange>) -> Vec<PairedChange> {
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
        let mut pairing = Pairing::new(objects, deleted, added);
        pairing.identical();
        pairing.same_name();
        pairing.similar();
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
    deleted: Vec<TreeChange>,
    added: Vec<TreeChange>,
    /// For each added path the deleted one it came from.
    source_of: Vec<Option<usize>>,
    used: Vec<bool>,
    pieces: HashMap<ObjectId, Option<Pieces>>,
}

impl<'a> Pairing<'a> {
    fn new(objects: &'a Objects, deleted: Vec<TreeChange>, added: Vec<TreeChange>) -> Self {
        let (source_of, used) = (vec![None; added.len()], vec![false; deleted.len()]);
        Self { objects, deleted, added, source_of, used, pieces: HashMap::new() }
    }

    fn pair(&mut self, added: usize, deleted: usize) {
        self.source_of[added] = Some(deleted);
        self.used[deleted] = true;
    }

    fn old_id(&self, deleted: usize) -> ObjectId {
        self.deleted[deleted].old.expect("because deleted paths had an entry").id
    }

    fn new_id(&self, added: usize) -> ObjectId {
        self.added[added].new.expect("because added paths have an entry").id
    }

    fn identical(&mut self) {
        let mut by_id: HashMap<ObjectId, Vec<usize>> = HashMap::new();
        for deleted in 0..self.deleted.len() {
            by_id.entry(self.old_id(deleted)).or_default().push(deleted);
        }
        for added in 0..self.added.len() {
            let Some(sources) = by_id.get(&self.new_id(added)) else { continue };
            let free = sources.iter().copied().filter(|source| !self.used[*source]);
            let name = self.added[added].path.file_name();
            let same_name = |source: &usize| self.deleted[*source].path.file_name() == name;
            let best = free.clone().find(same_name).or_else(|| free.clone().next());
            if let Some(source) = best {
                self.pair(added, source);
            }
        }
    }

    fn same_name(&mut self) {
        let mut sources: HashMap<Vec<u8>, Option<usize>> = HashMap::new();
        for deleted in (0..self.deleted.len()).filter(|at| !self.used[*at]) {
            let name = self.deleted[deleted].path.file_name().to_vec();
            sources.entry(name).and_modify(|only| *only = None).or_insert(Some(deleted));
        }
        let mut targets: HashMap<Vec<u8>, Option<usize>> = HashMap::new();
        let open = |at: &usize| self.source_of[*at].is_none();
        for added in (0..self.added.len()).filter(open) {
            let name = self.added[added].path.file_name().to_vec();
            targets.entry(name).and_modify(|only| *only = None).or_insert(Some(added));
        }
        for added in 0..self.added.len() {
            let name = self.added[added].path.file_name();
            let unique = targets.get(name).copied().flatten() == Some(added);
            let source = sources.get(name).copied().flatten().filter(|_| unique);
            if let Some(source) = source
                && self.score(source, added, SAME_NAME_SCORE) > 0
            {
                self.pair(added, source);
            }
        }
    }

    fn similar(&mut self) {
        let sources: Vec<usize> = (0..self.deleted.len()).filter(|at| !self.used[*at]).collect();
        let targets: Vec<usize> =
            (0..self.added.len()).filter(|at| self.source_of[*at].is_none()).collect();
        if sources.len().saturating_mul(targets.len()) > RENAME_LIMIT * RENAME_LIMIT {
            return;
        }
        let mut pairs = Vec::new();
        for &added in &targets {
            let mut best: Vec<(u64, bool, usize)> = Vec::new();
            for &deleted in &sources {
                let score = self.score(deleted, added, RENAME_SCORE);
                if score > 0 {
                    let same_name =
                        self.deleted[deleted].path.file_name() == self.added[added].path.file_name();
                    best.push((score, same_name, deleted));
                }
            }
            best.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)));
            best.truncate(CANDIDATES);
            pairs.extend(best.into_iter().map(|(score, name, deleted)| (score, name, added, deleted)));
        }
        pairs.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)));
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
