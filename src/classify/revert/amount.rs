//! Whether a revert takes back so exactly what its targets did that the pair cancels out.

use std::collections::BTreeSet;

use crate::classify::PathClass;
use crate::model::{CommitIndex, FileChange, FileIndex, History, RepoPath};

/// A revert by hand may differ by this many lines, or by a quarter of what was done.
const SLACK_LINES: u64 = 3;
const SLACK_PART: u64 = 4;

#[derive(Default)]
struct Amount<'history> {
    files: BTreeSet<FileIndex>,
    paths: BTreeSet<&'history RepoPath>,
    added: u64,
    deleted: u64,
}

impl<'history> Amount<'history> {
    fn of(history: &'history History, classes: &[PathClass], commits: &[CommitIndex]) -> Self {
        let mut amount = Self::default();
        for commit in commits {
            let range = history.commit(*commit).file_changes.clone();
            for (file, class) in history.file_changes[range.clone()].iter().zip(&classes[range]) {
                if is_written(*class) {
                    amount.add(file);
                }
            }
        }
        amount
    }

    fn add(&mut self, file: &'history FileChange) {
        self.files.insert(file.file);
        self.paths.extend([Some(&file.path), file.old_path.as_ref()].into_iter().flatten());
        self.added += u64::from(file.added);
        self.deleted += u64::from(file.deleted);
    }
}

/// The same files, and about as many lines the other way. Files are compared by identity or by
/// path: a file that was renamed in between keeps the first, one that was deleted the second.
pub(super) fn cancels_out(
    history: &History,
    classes: &[PathClass],
    revert: CommitIndex,
    targets: &[CommitIndex],
) -> bool {
    let undone = Amount::of(history, classes, &[revert]);
    let done = Amount::of(history, classes, targets);
    let same_files = undone.files == done.files || undone.paths == done.paths;
    same_files
        && !done.files.is_empty()
        && about_equal(undone.added, done.deleted)
        && about_equal(undone.deleted, done.added)
}

/// Lock files and generated files follow from the others and often differ by the day.
pub(super) fn is_written(class: PathClass) -> bool {
    !matches!(class, PathClass::LockFile | PathClass::Generated | PathClass::Vendored)
}

fn about_equal(one: u64, other: u64) -> bool {
    let slack = SLACK_LINES.max(one.max(other) / SLACK_PART);
    one.abs_diff(other) <= slack
}
