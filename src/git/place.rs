//! What can be told of a repository without opening it.
//!
//! In: the directory that all its work trees share. Out: a name, a size, a count. Deliberately absent: whether it can be
//! read.

use std::fs;
use std::path::Path;

use crate::model::printable;

/// What people would call the repository with this common directory; see [`super::Repository::name`].
#[must_use]
pub fn repository_name(common_dir: &Path) -> String {
    let named = match common_dir.file_name() {
        Some(name) if name == ".git" => common_dir.parent().and_then(Path::file_name),
        other => other,
    };
    let name = named.unwrap_or(common_dir.as_os_str()).to_string_lossy();
    printable(name.strip_suffix(".git").unwrap_or(&name).as_bytes()).into_owned()
}

/// Bytes in the packs of the repository with this common directory: a guess at how long its history is.
#[must_use]
pub fn packed_bytes(common_dir: &Path) -> u64 {
    let packs = fs::read_dir(common_dir.join("objects/pack"));
    let files = packs.into_iter().flatten().flatten().filter_map(|entry| entry.metadata().ok());
    files.map(|file| file.len()).sum()
}

/// Work trees beside the one that it was made with, whether they are still there or not.
#[must_use]
pub fn linked_work_trees(common_dir: &Path) -> usize {
    let linked = fs::read_dir(common_dir.join("worktrees"));
    linked.into_iter().flatten().flatten().filter(|entry| entry.path().is_dir()).count()
}
