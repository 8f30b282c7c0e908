//! What differs between two trees.
//!
//! In: the names of two trees. Out: the paths whose entry differs, in path order, with both
//! entries. Reads raw tree objects and skips equal subtrees by name. Deliberately absent: renames
//! (`mine` pairs them) and the content of files.

use std::cmp::Ordering;

use super::{ObjectError, Objects};
use crate::model::{ObjectId, RepoPath};

/// What an entry of a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryMode {
    /// A file, executable or not.
    File,
    /// A symbolic link.
    Symlink,
    /// A commit of another repository.
    Submodule,
}

/// One side of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeEntry {
    /// What it is.
    pub mode: EntryMode,
    /// Its content.
    pub id: ObjectId,
}

/// A path that differs: added, deleted or modified by which sides there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeChange {
    /// The path.
    pub path: RepoPath,
    /// The entry before.
    pub old: Option<TreeEntry>,
    /// The entry after.
    pub new: Option<TreeEntry>,
}

#[derive(Clone, Copy)]
struct RawEntry<'a> {
    mode: u32,
    name: &'a [u8],
    id: ObjectId,
}

const DIRECTORY: u32 = 0o040_000;

impl RawEntry<'_> {
    const fn is_directory(&self) -> bool {
        self.mode & 0o170_000 == DIRECTORY
    }

    const fn leaf(&self) -> TreeEntry {
        let mode = match self.mode & 0o170_000 {
            0o120_000 => EntryMode::Symlink,
            0o160_000 => EntryMode::Submodule,
            _ => EntryMode::File,
        };
        TreeEntry { mode, id: self.id }
    }

    /// git's order of tree entries: by bytes, as if directory names ended in `/`.
    fn order(&self, other: &Self) -> Ordering {
        let common = self.name.len().min(other.name.len());
        let ends = |entry: &Self| {
            let default = if entry.is_directory() { b'/' } else { 0 };
            entry.name.get(common).copied().unwrap_or(default)
        };
        self.name[..common].cmp(&other.name[..common]).then_with(|| ends(self).cmp(&ends(other)))
    }
}

/// Splits the first entry off a raw tree; `None` at its end or where it is damaged.
fn next_entry<'a>(rest: &mut &'a [u8]) -> Option<RawEntry<'a>> {
    let space = rest.iter().position(|byte| *byte == b' ')?;
    let mode = rest[..space].iter().try_fold(0u32, |mode, digit| match digit {
        b'0'..=b'7' => Some(mode << 3 | u32::from(digit - b'0')),
        _ => None,
    })?;
    let name_start = space + 1;
    let name_end = name_start + rest[name_start..].iter().position(|byte| *byte == 0)?;
    let id = ObjectId::from_slice(rest.get(name_end + 1..name_end + 21)?).ok()?;
    let name = &rest[name_start..name_end];
    *rest = &rest[name_end + 21..];
    Some(RawEntry { mode, name, id })
}

/// Finds what differs between two trees; `None` is the empty tree.
///
/// # Errors
/// When a tree that has to be read is missing or damaged.
pub fn diff_trees(
    objects: &Objects,
    old: Option<ObjectId>,
    new: Option<ObjectId>,
) -> Result<Vec<TreeChange>, ObjectError> {
    let mut changes = Vec::new();
    if old != new {
        descend(objects, old, new, &mut Vec::new(), &mut changes)?;
    }
    Ok(changes)
}

fn descend(
    objects: &Objects,
    old: Option<ObjectId>,
    new: Option<ObjectId>,
    prefix: &mut Vec<u8>,
    changes: &mut Vec<TreeChange>,
) -> Result<(), ObjectError> {
    let (mut old_bytes, mut new_bytes) = (Vec::new(), Vec::new());
    if let Some(id) = old {
        objects.tree(id, &mut old_bytes)?;
    }
    if let Some(id) = new {
        objects.tree(id, &mut new_bytes)?;
    }
    let (mut old_rest, mut new_rest) = (old_bytes.as_slice(), new_bytes.as_slice());
    let (mut left, mut right) = (next_entry(&mut old_rest), next_entry(&mut new_rest));
    loop {
        let order = match (&left, &right) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => old.order(new),
        };
        let before = if order.is_le() { left.take() } else { None };
        let after = if order.is_ge() { right.take() } else { None };
        entry_pair(objects, before, after, prefix, changes)?;
        if order.is_le() {
            left = next_entry(&mut old_rest);
        }
        if order.is_ge() {
            right = next_entry(&mut new_rest);
        }
    }
}

fn entry_pair(
    objects: &Objects,
    before: Option<RawEntry<'_>>,
    after: Option<RawEntry<'_>>,
    prefix: &mut Vec<u8>,
    changes: &mut Vec<TreeChange>,
) -> Result<(), ObjectError> {
    if let (Some(old), Some(new)) = (before, after)
        && old.id == new.id
        && old.mode == new.mode
    {
        return Ok(());
    }
    let Some(name) = before.or(after).map(|entry| entry.name) else { return Ok(()) };
    let directory =
        |entry: Option<RawEntry<'_>>| entry.filter(RawEntry::is_directory).map(|e| e.id);
    let leaf = |entry: Option<RawEntry<'_>>| {
        entry.filter(|entry| !entry.is_directory()).map(|entry| entry.leaf())
    };
    let length = prefix.len();
    prefix.extend_from_slice(name);
    let (old, new) = (leaf(before), leaf(after));
    if old.is_some() || new.is_some() {
        changes.push(TreeChange { path: RepoPath::new(prefix), old, new });
    }
    let (old, new) = (directory(before), directory(after));
    if old.is_some() || new.is_some() {
        prefix.push(b'/');
        descend(objects, old, new, prefix, changes)?;
    }
    prefix.truncate(length);
    Ok(())
}

/// Finds the entry of one path in a tree; `None` when there is none, or when it is a directory.
///
/// # Errors
/// When a tree on the way is missing or damaged.
pub fn find_in_tree(
    objects: &Objects,
    tree: ObjectId,
    path: &RepoPath,
) -> Result<Option<TreeEntry>, ObjectError> {
    let mut bytes = Vec::new();
    let mut tree = tree;
    let mut parts = path.as_bytes().split(|byte| *byte == b'/').peekable();
    while let Some(part) = parts.next() {
        objects.tree(tree, &mut bytes)?;
        let mut rest = bytes.as_slice();
        let found = std::iter::from_fn(|| next_entry(&mut rest)).find(|entry| entry.name == part);
        match (found, parts.peek()) {
            (Some(entry), None) if !entry.is_directory() => return Ok(Some(entry.leaf())),
            (Some(entry), Some(_)) if entry.is_directory() => tree = entry.id,
            _ => return Ok(None),
        }
    }
    Ok(None)
}
