//! Which commits are new, in an order in which they can be replayed.
//!
//! In: a tip and a way to ask whether a commit is known. Out: the commits behind the tip that are
//! not known, parents before children. Costs what is new. Deliberately absent: what they changed.

use std::collections::HashSet;

use super::Progress;
use crate::git::{ObjectError, Objects, RawCommit};
use crate::model::ObjectId;

/// A new commit and its parents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkedCommit {
    /// Its name.
    pub id: ObjectId,
    /// Its tree.
    pub tree: ObjectId,
    /// Its parents, without those that are cut off.
    pub parents: Vec<ObjectId>,
    /// Whether parents are cut off, by a shallow clone or because git lost them.
    pub cut_off: bool,
}

/// What a walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The new commits, parents before children.
    pub commits: Vec<WalkedCommit>,
    /// Commits that others name as parents and that git does not have, or cannot read.
    pub missing: Vec<ObjectId>,
}

/// Walks from a tip to what is known.
///
/// # Errors
/// When the tip itself cannot be read.
pub fn walk(
    objects: &Objects,
    tip: ObjectId,
    shallow: &HashSet<ObjectId>,
    mut is_known: impl FnMut(ObjectId) -> anyhow::Result<bool>,
    progress: &dyn Progress,
) -> anyhow::Result<Walk> {
    let mut found = Walk::default();
    let mut seen = HashSet::from([tip]);
    let mut buffer = Vec::new();
    if is_known(tip)? {
        return Ok(found);
    }
    let mut stack = vec![Visit::new(read(objects, tip, shallow, &mut buffer)?)];
    while let Some(visit) = stack.last_mut() {
        let Some(parent) = visit.next_parent() else {
            found.commits.extend(stack.pop().map(|visit| visit.commit));
            progress.advance(1);
            continue;
        };
        if !seen.insert(parent) || is_known(parent)? {
            continue;
        }
        match read(objects, parent, shallow, &mut buffer) {
            Ok(commit) => stack.push(Visit::new(commit)),
            Err(ObjectError::Missing(id) | ObjectError::Damaged(id, _)) => found.missing.push(id),
        }
    }
    cut_off_missing(&mut found);
    Ok(found)
}

/// Just these commits, which were walked before.
///
/// # Errors
/// When one of them cannot be read.
pub fn walk_these(
    objects: &Objects,
    commits: &[ObjectId],
    shallow: &HashSet<ObjectId>,
) -> anyhow::Result<Vec<WalkedCommit>> {
    let mut buffer = Vec::new();
    let read = |id: &ObjectId| Ok(read(objects, *id, shallow, &mut buffer)?);
    let mut found = Walk {
        commits: commits.iter().map(read).collect::<anyhow::Result<_>>()?,
        ..Walk::default()
    };
    let parents = found.commits.iter().flat_map(|commit| &commit.parents);
    found.missing = parents.copied().filter(|parent| !objects.has(*parent)).collect();
    cut_off_missing(&mut found);
    Ok(found.commits)
}

struct Visit {
    commit: WalkedCommit,
    next: usize,
}

impl Visit {
    const fn new(commit: WalkedCommit) -> Self {
        Self { commit, next: 0 }
    }

    fn next_parent(&mut self) -> Option<ObjectId> {
        let parent = self.commit.parents.get(self.next).copied();
        self.next += 1;
        parent
    }
}

fn read(
    objects: &Objects,
    id: ObjectId,
    shallow: &HashSet<ObjectId>,
    buffer: &mut Vec<u8>,
) -> Result<WalkedCommit, ObjectError> {
    let RawCommit { tree, parents, .. } = objects.commit(id, buffer)?;
    let cut_off = shallow.contains(&id) && !parents.is_empty();
    Ok(WalkedCommit { id, tree, parents: if cut_off { Vec::new() } else { parents }, cut_off })
}

fn cut_off_missing(walk: &mut Walk) {
    if walk.missing.is_empty() {
        return;
    }
    let missing: HashSet<_> = walk.missing.iter().copied().collect();
    for commit in &mut walk.commits {
        let before = commit.parents.len();
        commit.parents.retain(|parent| !missing.contains(parent));
        commit.cut_off |= commit.parents.len() < before;
    }
}
