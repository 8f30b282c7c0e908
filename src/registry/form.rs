//! The list as bytes.
//!
//! In: entries. Out: lines, and back: how a repository came, a space, and its path, whose bytes stand there as they
//! are but for line ends and backslashes, so that a path that is no UTF-8 can be listed too. The first version had
//! paths alone, of repositories with hooks. Deliberately absent: the file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Entry;

/// The first line: the version of the form.
const HEADER: &[u8] = b"git-headway repositories 2\n";
/// The first line of a list that has the paths of repositories with hooks and nothing else.
const FIRST_HEADER: &[u8] = b"git-headway repositories 1\n";

const HOOKS: &[u8] = b"hooks";
const ADDED: &[u8] = b"added";
const BOTH: &[u8] = b"hooks+added";

/// The list as it is written.
pub(super) fn written(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = HEADER.to_vec();
    for entry in entries {
        let how = match (entry.has_hooks, entry.is_added) {
            (true, true) => BOTH,
            (true, false) => HOOKS,
            (false, _) => ADDED,
        };
        bytes.extend(how);
        bytes.push(b' ');
        bytes.extend(encoded(&entry.common_dir));
        bytes.push(b'\n');
    }
    bytes
}

/// The list as it was written; `None` where a later version did it, or somebody else.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Entry>> {
    let (lines, is_first) = match bytes.strip_prefix(HEADER) {
        Some(lines) => (lines, false),
        None => (bytes.strip_prefix(FIRST_HEADER)?, true),
    };
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let entry = |line| {
        if is_first { Some(Entry::with_hooks(&decoded(line))) } else { entry_of(line) }
    };
    lines.map(entry).collect()
}

fn entry_of(line: &[u8]) -> Option<Entry> {
    let space = line.iter().position(|byte| *byte == b' ')?;
    let (how, path) = (&line[..space], &line[space + 1..]);
    let (has_hooks, is_added) = match how {
        HOOKS => (true, false),
        ADDED => (false, true),
        BOTH => (true, true),
        _ => return None,
    };
    Some(Entry { common_dir: decoded(path), has_hooks, is_added })
}

fn encoded(path: &Path) -> Vec<u8> {
    let mut line = Vec::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\n' => line.extend(b"\\n"),
            b'\\' => line.extend(b"\\\\"),
            _ => line.push(*byte),
        }
    }
    line
}

fn decoded(line: &[u8]) -> PathBuf {
    let mut bytes = Vec::with_capacity(line.len());
    let mut rest = line.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => bytes.push(if rest.next() == Some(&b'n') { b'\n' } else { b'\\' }),
            _ => bytes.push(*byte),
        }
    }
    os_string(bytes).into()
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    use std::path::{Path, PathBuf};

    use proptest::prelude::*;

    use super::{read, written};
    use crate::registry::Entry;

    fn entry() -> impl Strategy<Value = Entry> {
        let path = prop::collection::vec(1..=u8::MAX, 1..20);
        let path = path.prop_map(|bytes| PathBuf::from(OsString::from_vec(bytes)));
        (path, 0..3).prop_map(|(common_dir, how)| Entry {
            common_dir,
            has_hooks: how != 0,
            is_added: how != 1,
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(entries in prop::collection::vec(entry(), 0..8)) {
            prop_assert_eq!(read(&written(&entries)), Some(entries));
        }
    }

    #[test]
    fn the_form_is_what_it_was() {
        let both = Entry { is_added: true, ..Entry::with_hooks(Path::new("/both")) };
        let entries = [Entry::added(Path::new("/a b\n/.git")), both];
        let bytes = b"git-headway repositories 2\nadded /a b\\n/.git\nhooks+added /both\n";
        assert_eq!(written(&entries), bytes);
    }

    #[test]
    fn the_first_version_listed_repositories_with_hooks() {
        let listed = read(b"git-headway repositories 1\n/r/.git\n/added thing\n").unwrap();
        let expected = ["/r/.git", "/added thing"].map(|path| Entry::with_hooks(Path::new(path)));
        assert_eq!(listed, expected);
    }

    #[test]
    fn what_another_wrote_is_not_guessed_at() {
        assert_eq!(read(b"git-headway repositories 3\nhooks /r\n"), None);
        assert_eq!(read(b"git-headway repositories 2\nelsewhere /r\n"), None);
        assert_eq!(read(b""), None);
    }
}
