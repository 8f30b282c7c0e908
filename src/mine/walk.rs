//! Which commits are new, in an order in which they can be replayed.
//!
//! In: a tip and a way to ask whether a commit is known. Out: the commits behind the tip that are
//! not known, parents before children. Costs what is new, and about a hundred bytes of memory a commit:
//! this is the one thing that grows with a history that is mined for the first time. Deliberately absent:
//! what the commits changed.

use std::collections::HashSet;
use std::ops::Range;

use super::Progress;
use crate::git::{ObjectError, Objects};
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
#[derive(Clone, Debug, Default)]
pub struct Walk {
    nodes: Vec<Node>,
    /// The parents of all nodes, one node's after the other's.
    parents: Vec<ObjectId>,
    /// The nodes, parents before children.
    order: Vec<u32>,
    /// Commits that others name as parents and that git does not have, or cannot read.
    pub missing: HashSet<ObjectId>,
}

/// A commit as the walk keeps it.
#[derive(Clone, Copy, Debug)]
struct Node {
    id: ObjectId,
    tree: ObjectId,
    first_parent: u32,
    parents: u32,
    cut_off: bool,
}

impl Node {
    const fn range(&self) -> Range<usize> {
        self.first_parent as usize..(self.first_parent + self.parents) as usize
    }
}

impl Walk {
    /// How many commits were found.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether none was.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Some of the commits, in order.
    #[must_use]
    pub fn commits(&self, range: Range<usize>) -> Vec<WalkedCommit> {
        self.order[range].iter().map(|node| self.commit(*node)).collect()
    }

    /// Whether a commit is a parent of one that was found.
    #[must_use]
    pub fn builds_on(&self, parent: ObjectId) -> bool {
        self.parents.contains(&parent)
    }

    fn commit(&self, node: u32) -> WalkedCommit {
        let node = &self.nodes[node as usize];
        let parents = self.parents[node.range()].iter();
        let there: Vec<_> = parents.filter(|id| !self.missing.contains(*id)).copied().collect();
        let cut_off = node.cut_off || there.len() < node.range().len();
        WalkedCommit { id: node.id, tree: node.tree, parents: there, cut_off }
    }

    /// Reads a commit and returns its node.
    fn read(
        &mut self,
        objects: &Objects,
        id: ObjectId,
        shallow: &HashSet<ObjectId>,
        buffer: &mut Vec<u8>,
    ) -> Result<u32, ObjectError> {
        let commit = objects.commit(id, buffer)?;
        let cut_off = shallow.contains(&id) && !commit.parents.is_empty();
        let (node, first_parent) = (number(self.nodes.len()), number(self.parents.len()));
        if !cut_off {
            self.parents.extend(commit.parents);
        }
        let parents = number(self.parents.len()) - first_parent;
        self.nodes.push(Node { id, tree: commit.tree, first_parent, parents, cut_off });
        Ok(node)
    }
}

/// Numbers of commits fit: git itself counts them so.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
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
    // Each open commit, and which of its parents comes next.
    let mut open = vec![(found.read(objects, tip, shallow, &mut buffer)?, 0)];
    while let Some((node, next)) = open.last_mut() {
        let range = found.nodes[*node as usize].range();
        let Some(parent) = found.parents[range].get(*next).copied() else {
            found.order.push(*node);
            open.pop();
            progress.advance(1);
            continue;
        };
        *next += 1;
        if !seen.insert(parent) || is_known(parent)? {
            continue;
        }
        match found.read(objects, parent, shallow, &mut buffer) {
            Ok(node) => open.push((node, 0)),
            Err(ObjectError::Missing(id) | ObjectError::Damaged(id, _)) => {
                found.missing.insert(id);
            }
        }
    }
    Ok(found)
}

/// Just these commits, which were walked before. One that git has lost since is left out.
#[must_use]
pub fn walk_these(objects: &Objects, commits: &[ObjectId], shallow: &HashSet<ObjectId>) -> Walk {
    let mut found = Walk::default();
    let mut buffer = Vec::new();
    for id in commits {
        let node = found.read(objects, *id, shallow, &mut buffer);
        found.order.extend(node.ok());
    }
    found.missing = found.parents.iter().copied().filter(|id| !objects.has(*id)).collect();
    found
}
