//! A revert without a word: every file is back to what it was before one earlier commit.

use std::collections::HashMap;

use super::amount::is_written;
use crate::classify::PathClass;
use crate::model::{CommitIndex, Content, FileChange, History, ObjectId, RepoPath, Timestamp};

/// A file from one content (and path) to another; `None` where the file is absent.
type Step<'history> = (&'history RepoPath, Option<ObjectId>, &'history RepoPath, Option<ObjectId>);

/// The steps of the commits so far.
pub(super) struct Contents<'history> {
    history: &'history History,
    classes: &'history [PathClass],
    /// Taking something out again much later is a decision of its own, not a revert.
    window: Timestamp,
    latest: HashMap<Step<'history>, CommitIndex>,
}

impl<'history> Contents<'history> {
    pub(super) fn new(
        history: &'history History,
        classes: &'history [PathClass],
        window: Timestamp,
    ) -> Self {
        Self { history, classes, window, latest: HashMap::new() }
    }

    pub(super) fn remember(&mut self, index: CommitIndex) {
        if let Some(step) = self.representative(index) {
            self.latest.insert(step, index);
        }
    }

    /// One step stands for a commit: the least, in an order that does not see the direction, so
    /// that it is the same step for a commit and for its revert.
    fn representative(&self, index: CommitIndex) -> Option<Step<'history>> {
        if self.history.commit(index).is_merge() {
            return None;
        }
        steps(self.history, self.classes, index).min_by_key(|(old_path, old, new_path, new)| {
            let (least, most) = (old.min(new).to_owned(), old.max(new).to_owned());
            (least, most, *old_path.min(new_path), *old_path.max(new_path))
        })
    }

    /// The earlier commit whose steps this one goes backwards, all of them and no others.
    pub(super) fn reverted_by(&self, index: CommitIndex) -> Option<CommitIndex> {
        let commit = self.history.commit(index);
        let target = *self.latest.get(&backwards(self.representative(index)?))?;
        let after = commit.time() - self.history.commit(target).time();
        if !(0..=self.window).contains(&after) {
            return None;
        }
        let mut undone: Vec<_> = steps(self.history, self.classes, index).map(backwards).collect();
        let mut done: Vec<_> = steps(self.history, self.classes, target).collect();
        undone.sort_unstable();
        done.sort_unstable();
        (undone == done).then_some(target)
    }
}

fn steps<'history>(
    history: &'history History,
    classes: &'history [PathClass],
    index: CommitIndex,
) -> impl Iterator<Item = Step<'history>> {
    let range = history.commit(index).file_changes.clone();
    let files = history.file_changes[range.clone()].iter().zip(&classes[range]);
    files.filter(|(file, class)| counts(file, **class)).map(|(file, _)| {
        (file.old_path.as_ref().unwrap_or(&file.path), file.old_blob, &file.path, file.new_blob)
    })
}

fn counts(file: &FileChange, class: PathClass) -> bool {
    is_written(class) && file.content == Content::Text && file.old_blob != file.new_blob
}

fn backwards(step: Step<'_>) -> Step<'_> {
    let (old_path, old, new_path, new) = step;
    (new_path, new, old_path, old)
}
