//! What git's own files say about how a commit came about.
//!
//! In: the git directory of the work tree. Out: the operation in progress, and the last entry of
//! HEAD's reflog. Deliberately absent: what follows from it (`look`), git libraries, git processes:
//! this runs after every commit.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::look::Operation;
use crate::model::{ObjectId, Timestamp, printable};

/// The longest reflog entry that is read. Entries hold the subject of a commit; longer ones are
/// no subjects a person wrote.
const LONGEST_ENTRY: u64 = 16 * 1024;

/// Files of the git directory that say which operation is in progress, surest first.
const STATE_FILES: [(&str, Operation); 7] = [
    ("rebase-merge", Operation::Rebase),
    ("rebase-apply", Operation::Rebase),
    ("CHERRY_PICK_HEAD", Operation::CherryPick),
    ("REVERT_HEAD", Operation::Revert),
    ("MERGE_HEAD", Operation::Merge),
    ("sequencer", Operation::Sequence),
    ("BISECT_LOG", Operation::Bisect),
];

/// The operation that the state files of a git directory show. Not `git commit` alone: after a
/// revert or a pick with a conflict the files are gone, and only the reflog tells.
#[must_use]
pub fn operation(git_directory: &Path) -> Option<Operation> {
    let mut files = STATE_FILES.into_iter();
    files.find(|(name, _)| git_directory.join(name).exists()).map(|(_, operation)| operation)
}

/// The message of the last entry of HEAD's reflog, made safe to show, provided that the entry is
/// about this commit. `None` where git keeps no such file (reflogs switched off, reftable), and
/// where it stopped writing the file earlier.
#[must_use]
pub fn head_reflog(git_directory: &Path, head: ObjectId) -> Option<String> {
    let tail = tail(&git_directory.join("logs").join("HEAD")).ok()?;
    let (commit, message) = last_entry(&tail)?;
    (commit == head).then(|| printable(message).into_owned())
}

/// When the latest commits were made here, latest first, at most so many; as far as the end of HEAD's reflog tells.
#[must_use]
pub fn latest_commits(git_directory: &Path, most: usize) -> Vec<Timestamp> {
    let tail = tail(&git_directory.join("logs").join("HEAD")).unwrap_or_default();
    let entries = tail.rsplit(|byte| *byte == b'\n').filter_map(entry);
    let commits = entries.filter(|entry| entry.message.starts_with(b"commit"));
    commits.filter_map(|entry| entry.at).take(most).collect()
}

fn tail(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_ENTRY)))?;
    let mut bytes = Vec::new();
    file.take(LONGEST_ENTRY).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// An entry of a reflog.
struct Entry<'a> {
    new: ObjectId,
    at: Option<Timestamp>,
    message: &'a [u8],
}

fn last_entry(tail: &[u8]) -> Option<(ObjectId, &[u8])> {
    let tail = tail.strip_suffix(b"\n")?;
    let last = entry(tail.rsplit(|byte| *byte == b'\n').next()?)?;
    Some((last.new, last.message))
}

/// An entry is `old new name <mail> seconds zone`, a tab, and the message.
fn entry(line: &[u8]) -> Option<Entry<'_>> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, message) = (&line[..tab], &line[tab + 1..]);
    let new = ObjectId::from_hex(head.split(|byte| *byte == b' ').nth(1)?).ok()?;
    let seconds = head.rsplit(|byte| *byte == b' ').nth(1);
    let at = seconds.and_then(|seconds| std::str::from_utf8(seconds).ok()?.parse().ok());
    Some(Entry { new, at, message })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{LONGEST_ENTRY, Operation, head_reflog, last_entry, latest_commits, operation};
    use crate::model::ObjectId;

    const ZERO: &str = "0000000000000000000000000000000000000000";
    const ONE: &str = "e83c5163316f89bfbde7d9ab23ca2e25604af290";
    const TWO: &str = "8bc9a0c769ac1df7820f2dbf8f7b7d64835e3c68";

    fn id(hex: &str) -> ObjectId {
        ObjectId::from_hex(hex.as_bytes()).unwrap()
    }

    fn entry(old: &str, new: &str, message: &str) -> String {
        format!("{old} {new} A U Thor <a@example.com> 1700000000 +0100\t{message}\n")
    }

    #[test]
    fn the_last_entry_counts() {
        let log = entry(ZERO, ONE, "commit (initial): a") + &entry(ONE, TWO, "commit: b\tc");
        assert_eq!(last_entry(log.as_bytes()), Some((id(TWO), b"commit: b\tc".as_slice())));
        assert_eq!(last_entry(b""), None);
        assert_eq!(last_entry(b"no entry\n"), None);
        assert_eq!(last_entry(log.trim_end().as_bytes()), None, "half-written");
    }

    #[test]
    fn a_reflog_that_stopped_is_not_believed() {
        let git = tempfile::tempdir().unwrap();
        assert_eq!(head_reflog(git.path(), id(ONE)), None);
        fs::create_dir(git.path().join("logs")).unwrap();
        let log = entry(ZERO, ONE, "commit (initial): \u{1b}[31m");
        fs::write(git.path().join("logs/HEAD"), log).unwrap();
        let message = "commit (initial): \\u{1b}[31m";
        assert_eq!(head_reflog(git.path(), id(ONE)).as_deref(), Some(message));
        assert_eq!(head_reflog(git.path(), id(TWO)), None);
    }

    #[test]
    fn only_the_end_of_a_long_reflog_is_read() {
        let git = tempfile::tempdir().unwrap();
        fs::create_dir(git.path().join("logs")).unwrap();
        let subject = "x".repeat(usize::try_from(LONGEST_ENTRY).unwrap());
        let log = entry(ZERO, ONE, &subject);
        fs::write(git.path().join("logs/HEAD"), &log).unwrap();
        assert_eq!(head_reflog(git.path(), id(ONE)), None);
        fs::write(git.path().join("logs/HEAD"), log + &entry(ONE, TWO, "commit: b")).unwrap();
        assert_eq!(head_reflog(git.path(), id(TWO)).as_deref(), Some("commit: b"));
    }

    #[test]
    fn the_times_of_the_latest_commits_are_told() {
        let git = tempfile::tempdir().unwrap();
        assert!(latest_commits(git.path(), 3).is_empty());
        fs::create_dir(git.path().join("logs")).unwrap();
        let at =
            |seconds: &str, message: &str| entry(ZERO, ONE, message).replace("1700000000", seconds);
        let log = at("100", "commit (initial): a")
            + &at("200", "commit: b")
            + &at("300", "checkout: moving from a to b")
            + &at("400", "commit (amend): c");
        fs::write(git.path().join("logs/HEAD"), log).unwrap();
        assert_eq!(latest_commits(git.path(), 2), [400, 200]);
        assert_eq!(latest_commits(git.path(), 9), [400, 200, 100]);
    }

    #[test]
    fn state_files_name_the_operation() {
        let git = tempfile::tempdir().unwrap();
        assert_eq!(operation(git.path()), None);
        fs::write(git.path().join("BISECT_LOG"), "").unwrap();
        assert_eq!(operation(git.path()), Some(Operation::Bisect));
        fs::write(git.path().join("CHERRY_PICK_HEAD"), "").unwrap();
        assert_eq!(operation(git.path()), Some(Operation::CherryPick));
        fs::create_dir(git.path().join("rebase-merge")).unwrap();
        assert_eq!(operation(git.path()), Some(Operation::Rebase));
    }
}
