//! Which paths are one file over time.
//!
//! In: the file changes of a history, parents before children. Out: a number for each file that
//! stays through renames. Deliberately absent: branches; where two lines of history disagree about
//! a path, the order of the history decides, and a patch to the old name of a file that another
//! branch has renamed still counts for the same file.

use std::collections::HashMap;

use crate::model::{FileIndex, FileStatus, RepoPath};

#[derive(Clone, Copy)]
struct Known {
    file: FileIndex,
    renamed_away: bool,
}

/// Gives each file its number.
#[derive(Default)]
pub struct FileIdentities {
    by_path: HashMap<RepoPath, Known>,
    latest_path: Vec<RepoPath>,
}

impl FileIdentities {
    /// The file of the next change.
    pub fn file(
        &mut self,
        path: &RepoPath,
        old_path: Option<&RepoPath>,
        status: FileStatus,
    ) -> FileIndex {
        if let (FileStatus::Renamed, Some(old_path)) = (status, old_path) {
            return self.renamed(old_path, path);
        }
        match self.by_path.get(path).copied() {
            // A new file under a name that another one has left.
            Some(known) if status == FileStatus::Added && known.renamed_away => self.new_file(path),
            Some(known) => known.file,
            None => self.new_file(path),
        }
    }

    fn renamed(&mut self, old_path: &RepoPath, path: &RepoPath) -> FileIndex {
        let file = self.by_path.get(old_path).map(|known| known.file);
        let file = file.unwrap_or_else(|| self.new_file(old_path));
        self.by_path.insert(old_path.clone(), Known { file, renamed_away: true });
        self.by_path.insert(path.clone(), Known { file, renamed_away: false });
        self.latest_path[file.get()] = path.clone();
        file
    }

    fn new_file(&mut self, path: &RepoPath) -> FileIndex {
        let file = FileIndex(u32::try_from(self.latest_path.len()).unwrap_or(u32::MAX));
        self.latest_path.push(path.clone());
        self.by_path.insert(path.clone(), Known { file, renamed_away: false });
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
    use super::{FileIdentities, FileStatus};

    #[test]
    fn a_file_stays_itself_through_renames() {
        let mut files = FileIdentities::default();
        let (a, b) = ("a".into(), "b".into());
        let first = files.file(&a, None, FileStatus::Added);
        assert_eq!(files.file(&b, Some(&a), FileStatus::Renamed), first);
        assert_eq!(files.file(&a, None, FileStatus::Modified), first, "patched on another branch");
        let second = files.file(&a, None, FileStatus::Added);
        assert_ne!(second, first, "a new file under the old name");
        assert_eq!(files.file(&b, None, FileStatus::Deleted), first);
        assert_eq!(files.file(&b, None, FileStatus::Added), first, "deleted and brought back");
        assert_eq!(files.into_latest_paths(), ["b".into(), "a".into()]);
    }
}
