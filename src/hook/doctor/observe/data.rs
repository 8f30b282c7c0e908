//! Looking at the data folder.
//!
//! In: the folder, and what the journal said when it was read. Out: what was seen of it.
//! Deliberately absent: reading the journal (`journal` does), and making anything.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::DataSeen;
use crate::hook::log::Log;

/// What in the folder is the person's own.
const PRIVATE: [&str; 5] = ["facts", "hook-runs", "hook-runs.old", "journal", "repositories"];

/// Looks at a data folder. `journal` is how many lines of the journal are no records, or why it cannot be read;
/// `waiting_files` hold records that are not taken in yet; `log` is the folder in which hooks remember their runs.
#[must_use]
pub fn data(
    folder: &Path,
    journal: Result<usize, String>,
    waiting_files: Vec<PathBuf>,
    log: &Path,
) -> DataSeen {
    let exists = folder.is_dir();
    DataSeen {
        exists,
        is_writable: is_writable(folder),
        open_to_others: open_to_others(folder),
        journal_broken_lines: *journal.as_ref().unwrap_or(&0),
        journal_trouble: journal.err(),
        waiting_files,
        runs: Log::new(log).read().map_err(|error| error.to_string()),
        folder: folder.to_owned(),
    }
}

/// Whether something can be made in the folder, or in the first one above it that is there.
fn is_writable(folder: &Path) -> bool {
    let Some(there) = folder.ancestors().find(|path| path.exists()) else { return false };
    #[cfg(unix)]
    {
        use rustix::fs::{Access, access};
        there.is_dir() && access(there, Access::WRITE_OK | Access::EXEC_OK).is_ok()
    }
    #[cfg(not(unix))]
    there.is_dir()
}

/// The parts that others may enter or read. Behind a folder that nobody else may enter, nothing is open.
#[cfg(unix)]
fn open_to_others(folder: &Path) -> Vec<(PathBuf, u32)> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode =
        |path: &Path| fs::metadata(path).map_or(0, |found| found.permissions().mode() & 0o777);
    if mode(folder).trailing_zeros() >= 6 {
        return Vec::new();
    }
    let parts = PRIVATE.iter().map(|part| folder.join(part));
    parts
        .map(|part| (mode(&part), part))
        .filter(|(mode, _)| mode & 0o077 != 0)
        .map(|(mode, part)| (part, mode))
        .collect()
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) -> Vec<(PathBuf, u32)> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::data;

    #[test]
    fn a_folder_that_is_not_there_can_be_made_where_the_one_above_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let look = |folder: &std::path::Path, journal| data(folder, journal, Vec::new(), folder);
        let seen = look(&folder.path().join("a/b"), Ok(0));
        assert_eq!((seen.exists, seen.is_writable), (false, true));
        fs::write(folder.path().join("file"), "").unwrap();
        let seen = look(&folder.path().join("file/b"), Err("no".into()));
        assert_eq!((seen.exists, seen.is_writable), (false, false));
        assert_eq!(seen.journal_trouble.as_deref(), Some("no"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_open_to_others_is_seen_unless_the_folder_is_closed() {
        use std::os::unix::fs::PermissionsExt as _;
        let set = |path: &std::path::Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal");
        fs::create_dir(&journal).unwrap();
        set(&journal, 0o750);
        set(folder.path(), 0o755);
        let look = |broken| data(folder.path(), Ok(broken), Vec::new(), folder.path());
        let seen = look(3);
        assert_eq!(seen.open_to_others, [(journal.clone(), 0o750)]);
        assert_eq!(seen.journal_broken_lines, 3);
        set(folder.path(), 0o700);
        assert_eq!(look(0).open_to_others, []);
    }
}
