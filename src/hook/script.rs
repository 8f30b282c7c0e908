//! The text of a hook file.
//!
//! In: the event and the path of the binary, or the bytes of a hook that is there. Out: the bytes
//! to write, or whose bytes they are. Deliberately absent: reading and writing files.

use std::path::Path;

use super::Event;
use crate::model::Fingerprint;

/// Version of the texts in `hooks/`; it stands in the second line of every installed file.
pub const VERSION: u32 = 3;

const MARK: &[u8] = b"# git-headway hook v";
const ID: &[u8] = b"# id: ";

/// Whose work a hook file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// git-headway wrote it and nobody changed it since.
    Ours {
        /// The version in its second line.
        version: u32,
    },
    /// git-headway wrote it and somebody changed it.
    Edited,
    /// Somebody else wrote it.
    Foreign,
}

/// The bytes of the hook file that runs this binary.
#[must_use]
pub fn text(event: Event, binary: &Path) -> Vec<u8> {
    let template = event.template();
    let (before, after) = template.split_once("@binary@").unwrap_or((template, ""));
    let mut text = before.as_bytes().to_vec();
    text.extend(quoted(binary.as_os_str().as_encoded_bytes()));
    text.extend(after.as_bytes());
    seal(&text)
}

/// Writes into the id line the fingerprint of everything else, so that a later change to the file
/// shows whatever its version is.
#[must_use]
pub fn seal(text: &[u8]) -> Vec<u8> {
    let parts = Parts::of(text);
    let mut sealed = [parts.shebang, parts.mark, ID].concat();
    sealed.extend(parts.fingerprint().as_bytes());
    sealed.push(b'\n');
    sealed.extend(parts.body);
    sealed
}

/// Says whose work these bytes are.
#[must_use]
pub fn recognise(text: &[u8]) -> Origin {
    let parts = Parts::of(text);
    let Some(after_mark) = parts.mark.strip_prefix(MARK) else { return Origin::Foreign };
    let digits = after_mark.split(|byte| !byte.is_ascii_digit()).next().unwrap_or_default();
    let version = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    let id = parts.id.strip_prefix(ID).and_then(|id| id.strip_suffix(b"\n"));
    match version {
        Some(version) if id == Some(parts.fingerprint().as_bytes()) => Origin::Ours { version },
        _ => Origin::Edited,
    }
}

/// A hook file cut at the ends of its first three lines; each part keeps its line end.
struct Parts<'a> {
    shebang: &'a [u8],
    mark: &'a [u8],
    id: &'a [u8],
    body: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(text: &'a [u8]) -> Self {
        let (shebang, rest) = first_line(text);
        let (mark, rest) = first_line(rest);
        let (id, body) = first_line(rest);
        Self { shebang, mark, id, body }
    }

    /// Of everything but the id line. It tells an edit, not an attack: whoever can write
    /// the hook can write any id too.
    fn fingerprint(&self) -> String {
        let mut fingerprint = Fingerprint::new();
        for part in [self.shebang, self.mark, self.body] {
            fingerprint.bytes(part);
        }
        format!("{:016x}", fingerprint.value())
    }
}

fn first_line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| *byte == b'\n').map_or(text.len(), |at| at + 1);
    text.split_at(end)
}

/// Quotes bytes for a POSIX shell; inside single quotes only the single quote is special.
pub(super) fn quoted(bytes: &[u8]) -> Vec<u8> {
    let mut quoted = vec![b'\''];
    for byte in bytes {
        if *byte == b'\'' {
            quoted.extend(b"'\\''");
        } else {
            quoted.push(*byte);
        }
    }
    quoted.push(b'\'');
    quoted
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Event, Origin, VERSION, quoted, recognise, seal, text};

    fn installed(event: Event) -> String {
        String::from_utf8(text(event, Path::new("/opt/git-headway"))).unwrap()
    }

    #[test]
    fn a_file_is_three_lines_of_header_and_a_short_body() {
        for event in Event::ALL {
            let text = installed(event);
            let lines: Vec<_> = text.lines().collect();
            assert_eq!(lines[0], "#!/bin/sh");
            let mark = format!("# git-headway hook v{VERSION} (git headway uninstall removes it)");
            assert_eq!(lines[1], mark);
            assert!(lines[2].starts_with("# id: ") && lines[2].len() == 22, "{}", lines[2]);
            assert!(lines.len() <= 3 + 15, "{event} has {} lines", lines.len());
            assert!(text.ends_with("exit \"$status\"\n") && !text.contains('\r'), "{text}");
            assert!(!text.contains("@id@") && !text.contains("@binary@"), "{text}");
            assert!(text.contains("binary='/opt/git-headway'\n"));
        }
    }

    #[test]
    fn ours_is_known_and_every_edit_shows() {
        let text = text(Event::PostCommit, Path::new("/opt/git-headway"));
        assert_eq!(recognise(&text), Origin::Ours { version: VERSION });
        for at in 0..text.len() {
            let mut edited = text.clone();
            edited[at] ^= 1;
            assert_ne!(recognise(&edited), Origin::Ours { version: VERSION }, "byte {at}");
        }
        let appended = [text.as_slice(), b"echo mine\n"].concat();
        assert_eq!(recognise(&appended), Origin::Edited);
        let dos = String::from_utf8(text).unwrap().replace('\n', "\r\n");
        assert_eq!(recognise(dos.as_bytes()), Origin::Edited);
    }

    #[test]
    fn other_versions_are_known_by_their_own_fingerprint() {
        let older = seal(b"#!/bin/sh\n# git-headway hook v0 (old words)\n# id: -\nexit 0\n");
        assert_eq!(recognise(&older), Origin::Ours { version: 0 });
        let unsealed = b"#!/bin/sh\n# git-headway hook v0 (old words)\n# id: -\nexit 0\n";
        assert_eq!(recognise(unsealed), Origin::Edited);
    }

    #[test]
    fn a_hook_that_only_speaks_of_us_is_foreign() {
        let mentions = b"#!/bin/sh\nset -e\n# git-headway hook v1\nexit 0\n";
        assert_eq!(recognise(mentions), Origin::Foreign);
        assert_eq!(recognise(b""), Origin::Foreign);
        assert_eq!(recognise(b"\x7fELF\0\0"), Origin::Foreign);
    }

    #[test]
    fn quotes_survive_the_shell() {
        assert_eq!(quoted(b"/a b/it's"), b"'/a b/it'\\''s'");
        let odd = text(Event::PostCommit, Path::new("/x/@id@/@binary@"));
        assert_eq!(recognise(&odd), Origin::Ours { version: VERSION });
        assert!(String::from_utf8(odd).unwrap().contains("binary='/x/@id@/@binary@'\n"));
    }
}
