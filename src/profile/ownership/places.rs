//! Which of several places each file lies in.
//!
//! In: the areas of a repository, or a path. Out: a number for each file that lies in one of them; nothing for
//! generated, vendored and lock files, whose lines are nobody's work. Deliberately absent: anything about people.

use crate::model::{FileIndex, History, RepoPath};
use crate::profile::Areas;

/// Places that files lie in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// How many there are.
    pub count: usize,
    by_file: Vec<Option<usize>>,
}

impl Places {
    /// The areas, in their order.
    pub(super) fn of_areas(history: &History, areas: &Areas) -> Self {
        let files = file_indices(history);
        Self { count: areas.all.len(), by_file: files.map(|at| areas.of_file(at)).collect() }
    }

    /// All that lies below a path, or is the file there, as one place.
    pub(super) fn below(history: &History, areas: &Areas, path: &RepoPath) -> Self {
        let lies_there = |at: &FileIndex| {
            let file = history.files[at.get()].path.as_bytes();
            let rest = file.strip_prefix(path.as_bytes());
            let is_below = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"));
            areas.is_countable(*at) && (path.as_bytes().is_empty() || is_below)
        };
        let files = file_indices(history);
        let by_file = files.map(|at| lies_there(&at).then_some(0)).collect();
        Self { count: 1, by_file }
    }

    /// Where a file lies.
    pub(super) fn of_file(&self, file: FileIndex) -> Option<usize> {
        self.by_file[file.get()]
    }
}

fn file_indices(history: &History) -> impl Iterator<Item = FileIndex> + use<> {
    (0..u32::try_from(history.files.len()).unwrap_or(u32::MAX)).map(FileIndex)
}
