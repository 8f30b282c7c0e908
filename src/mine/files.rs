//! Which paths are one file over time.
//!
//! In: the file changes of a history, parents before children. Out: a number for each file that
//! stays through renames. What a change started from tells which file it is: the content before it, at
//! its path. Lines of history that have nothing to do with each other (joined projects, each with a
//! `README.md`) so keep their files apart, and a patch to the old name of a file that another branch
//! has renamed still counts for the same file. Deliberately absent: the content itself.

use std::collections::HashMap;

use crate::model::{FileIndex, FileStatus, ObjectId, RepoPath};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Alive,
    Deleted,
    RenamedAway,
}

#[derive(Clone, Copy)]
struct Known {
    /// The path as a number, so that contents need not repeat it.
    path: u32,
    file: FileIndex,
    state: State,
}

/// A file change as identity sees it.
#[derive(Clone, Copy, Debug)]
pub struct FileStep<'a> {
    /// The path after the change (before it, when deleted).
    pub path: &'a RepoPath,
    /// The path before, when that was another.
    pub old_path: Option<&'a RepoPath>,
    /// How the path came out.
    pub status: FileStatus,
    /// The content before.
    pub old_blob: Option<ObjectId>,
    /// The content after.
    pub new_blob: Option<ObjectId>,
}

/// Gives each file its number.
#[derive(Default)]
pub struct FileIdentities {
    by_path: HashMap<RepoPath, Known>,
    by_content: HashMap<(u32, ObjectId), FileIndex>,
    latest_path: Vec<RepoPath>,
}

impl FileIdentities {
    /// The file of the next change.
    pub fn file(&mut self, step: FileStep<'_>) -> FileIndex {
        let renamed = step.old_path.filter(|_| step.status == FileStatus::Renamed);
        let before = renamed.unwrap_or(step.path);
        let file = self.before(before, step).unwrap_or_else(|| self.new_file(before));
        if renamed.is_some() {
            self.know(before, file, State::RenamedAway);
            self.latest_path[file.get()] = step.path.clone();
        }
        let state = if step.status == FileStatus::Deleted { State::Deleted } else { State::Alive };
        let path = self.know(step.path, file, state);
        if let Some(blob) = step.new_blob {
            self.by_content.insert((path, blob), file);
        }
        file
    }

    /// The file that a change started from, if it is known.
    fn before(&self, path: &RepoPath, step: FileStep<'_>) -> Option<FileIndex> {
        let known = self.by_path.get(path)?;
        if step.status == FileStatus::Added {
            // Brought back under its name; any other new file is another one.
            return (known.state == State::Deleted).then_some(known.file);
        }
        let by_content = step.old_blob.and_then(|blob| self.by_content.get(&(known.path, blob)));
        Some(by_content.copied().unwrap_or(known.file))
    }

    fn know(&mut self, path: &RepoPath, file: FileIndex, state: State) -> u32 {
        let next = u32::try_from(self.by_path.len()).unwrap_or(u32::MAX);
        let number = self.by_path.get(path).map_or(next, |known| known.path);
        self.by_path.insert(path.clone(), Known { path: number, file, state });
        number
    }

    fn new_file(&mut self, path: &RepoPath) -> FileIndex {
        let file = FileIndex(u32::try_from(self.latest_path.len()).unwrap_or(u32::MAX));
        self.latest_path.push(path.clone());
        file
    }

    /// The file that a path stands for now.
    #[must_use]
    pub fn at(&self, path: &RepoPath) -> Option<FileIndex> {
        self.by_path.get(path).map(|known| known.file)
    }

    /// The latest path of each file.
    #[must_use]
    pub fn into_latest_paths(self) -> Vec<RepoPath> {
        self.latest_path
    }
}

#[cfg(test)]
mod tests {
    use super::{FileIdentities, FileIndex, FileStatus, FileStep, ObjectId, RepoPath};

    struct Files(FileIdentities);

    impl Files {
        fn step(&mut self, path: &str, status: FileStatus, old: u8, new: u8) -> FileIndex {
            self.step_from(path, None, status, old, new)
        }

        /// Contents are numbered; 0 is none.
        fn step_from(
            &mut self,
            path: &str,
            old_path: Option<&str>,
            status: FileStatus,
            old: u8,
            new: u8,
        ) -> FileIndex {
            let blob = |number: u8| (number > 0).then(|| ObjectId::from_bytes([number; 20]));
            let (path, old_path) = (RepoPath::from(path), old_path.map(RepoPath::from));
            let (old_blob, new_blob) = (blob(old), blob(new));
            let old_path = old_path.as_ref();
            self.0.file(FileStep { path: &path, old_path, status, old_blob, new_blob })
        }
    }

    #[test]
    fn a_file_stays_itself_through_renames() {
        use FileStatus::{Added, Deleted, Modified, Renamed};
        let mut files = Files(FileIdentities::default());
        let first = files.step("a", Added, 0, 1);
        assert_eq!(files.step_from("b", Some("a"), Renamed, 1, 1), first);
        assert_eq!(files.step("a", Modified, 1, 2), first, "patched on another branch");
        assert_eq!(files.step("b", Modified, 9, 3), first, "merged, and patched again");
        let second = files.step("a", Added, 0, 7);
        assert_ne!(second, first, "a new file under the old name");
        assert_eq!(files.step("b", Deleted, 3, 0), first);
        assert_eq!(files.step("b", Added, 0, 3), first, "deleted and brought back");
        assert_eq!(files.0.into_latest_paths(), ["b".into(), "a".into()]);
    }

    #[test]
    fn projects_that_are_joined_later_keep_their_files_apart() {
        use FileStatus::{Added, Modified, Renamed};
        let mut files = Files(FileIdentities::default());
        let one = files.step("README.md", Added, 0, 1);
        let other = files.step("README.md", Added, 0, 2);
        assert_ne!(one, other);
        assert_eq!(files.step("README.md", Modified, 1, 3), one);
        assert_eq!(files.step_from("sub/README.md", Some("README.md"), Renamed, 2, 2), other);
        assert_eq!(files.step("README.md", Modified, 3, 4), one);
        assert_eq!(files.0.at(&"README.md".into()), Some(one));
        assert_eq!(files.0.at(&"sub/README.md".into()), Some(other));
    }
}
