//! What differs between two trees.
//!
//! In: the names of two trees. Out: the paths whose entry differs, in path order, with both
//! entries. Reads raw tree objects, skips equal subtrees by name and equal entries by their bytes.
//! Deliberately absent: renames (`mine` pairs them) and the content of files.

use std::cmp::Ordering;
use std::rc::Rc;

use super::tree_cache::TreeCache;
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
    /// Of a file: whether it is executable.
    pub is_executable: bool,
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
        let is_executable = self.mode & 0o170_111 == 0o100_111;
        TreeEntry { mode, is_executable, id: self.id }
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

/// Skips the entries at the beginning of two trees that are the same to the byte, which most are.
fn skip_equal<'a>(old: &mut &'a [u8], new: &mut &'a [u8]) {
    while let Some(end) = memchr::memchr(0, old) {
        let length = end + 21;
        match (old.get(..length), new.get(..length)) {
            (Some(before), Some(after)) if before == after => {
                (*old, *new) = (&old[length..], &new[length..]);
            }
            _ => return,
        }
    }
}

/// Reads trees and compares them, for one thread; keeps those it read last.
pub struct TreeDiffer {
    trees: TreeCache,
}

impl TreeDiffer {
    /// A differ over these objects.
    #[must_use]
    pub fn new(objects: Objects) -> Self {
        Self { trees: TreeCache::new(objects) }
    }

    /// The objects that it reads from.
    #[must_use]
    pub const fn objects(&self) -> &Objects {
        self.trees.objects()
    }

    /// Finds what differs between two trees; `None` is the empty tree.
    ///
    /// # Errors
    /// When a tree that has to be read is missing or damaged.
    pub fn diff(
        &mut self,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
    ) -> Result<Vec<TreeChange>, ObjectError> {
        let mut changes = Vec::new();
        if old != new {
            self.descend(old, new, &mut Vec::new(), &mut changes)?;
        }
        Ok(changes)
    }

    fn descend(
        &mut self,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        prefix: &mut Vec<u8>,
        changes: &mut Vec<TreeChange>,
    ) -> Result<(), ObjectError> {
        let mut read = |id: Option<ObjectId>| id.map(|id| self.trees.tree(id)).transpose();
        let (old_bytes, new_bytes) = (read(old)?, read(new)?);
        let (mut old_rest, mut new_rest) =
            (bytes_of(old_bytes.as_ref()), bytes_of(new_bytes.as_ref()));
        loop {
            skip_equal(&mut old_rest, &mut new_rest);
            let (mut old_next, mut new_next) = (old_rest, new_rest);
            let (left, right) = (next_entry(&mut old_next), next_entry(&mut new_next));
            let order = match (&left, &right) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.order(new),
            };
            let (mut before, mut after) = (None, None);
            if order.is_le() {
                (before, old_rest) = (left, old_next);
            }
            if order.is_ge() {
                (after, new_rest) = (right, new_next);
            }
            self.entry_pair(before, after, prefix, changes)?;
        }
    }

    fn entry_pair(
        &mut self,
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
            self.descend(old, new, prefix, changes)?;
        }
        prefix.truncate(length);
        Ok(())
    }

    /// The names in a directory of a tree; none when there is no such directory.
    ///
    /// # Errors
    /// When a tree on the way is missing or damaged.
    pub fn names(
        &mut self,
        tree: ObjectId,
        directory: &RepoPath,
    ) -> Result<Vec<Vec<u8>>, ObjectError> {
        let mut tree = tree;
        for part in directory.as_bytes().split(|byte| *byte == b'/').filter(|part| !part.is_empty())
        {
            let bytes = self.trees.tree(tree)?;
            let mut rest = &*bytes;
            let mut entries = std::iter::from_fn(|| next_entry(&mut rest));
            match entries.find(|entry| entry.name == part) {
                Some(entry) if entry.is_directory() => tree = entry.id,
                _ => return Ok(Vec::new()),
            }
        }
        let bytes = self.trees.tree(tree)?;
        let mut rest = &*bytes;
        let entries = std::iter::from_fn(|| next_entry(&mut rest));
        Ok(entries.map(|entry| entry.name.to_vec()).collect())
    }

    /// Finds the entry of one path in a tree; `None` when there is none, or when it is a directory.
    ///
    /// # Errors
    /// When a tree on the way is missing or damaged.
    pub fn find(
        &mut self,
        tree: ObjectId,
        path: &RepoPath,
    ) -> Result<Option<TreeEntry>, ObjectError> {
        let mut tree = tree;
        let mut parts = path.as_bytes().split(|byte| *byte == b'/').peekable();
        while let Some(part) = parts.next() {
            let bytes = self.trees.tree(tree)?;
            let mut rest = &*bytes;
            let mut entries = std::iter::from_fn(|| next_entry(&mut rest));
            match (entries.find(|entry| entry.name == part), parts.peek()) {
                (Some(entry), None) if !entry.is_directory() => return Ok(Some(entry.leaf())),
                (Some(entry), Some(_)) if entry.is_directory() => tree = entry.id,
                _ => return Ok(None),
            }
        }
        Ok(None)
    }
}

fn bytes_of(tree: Option<&Rc<[u8]>>) -> &[u8] {
    tree.map_or(&[], |bytes| bytes)
}
