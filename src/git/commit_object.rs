//! A commit object, taken apart.
//!
//! In: the bytes git stores. Out: names, times and the message, as bytes. Deliberately absent: the
//! mailmap and any repair of wrong clocks; later rooms decide about those.

use crate::model::{ObjectId, Timestamp};

/// Who and when, as it stands in a commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawSignature {
    /// The name's bytes.
    pub name: Vec<u8>,
    /// The e-mail address's bytes.
    pub email: Vec<u8>,
    /// Seconds since 1970.
    pub time: Timestamp,
    /// The zone, in minutes east of UTC.
    pub offset_minutes: i32,
}

/// A commit as git stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCommit {
    /// The tree.
    pub tree: ObjectId,
    /// The parents, in git's order.
    pub parents: Vec<ObjectId>,
    /// Who wrote it.
    pub author: RawSignature,
    /// The address of whoever committed it.
    pub committer_email: Vec<u8>,
    /// When it was committed.
    pub commit_time: Timestamp,
    /// The message, in whatever encoding.
    pub message: Vec<u8>,
}

impl RawCommit {
    /// Takes a commit object apart; `None` when it has no tree or a parent that is no name. As with
    /// git itself, damaged or missing signatures cost only themselves: old histories have such
    /// commits.
    pub(super) fn parse(data: &[u8]) -> Option<Self> {
        let end = memchr::memmem::find(data, b"\n\n").unwrap_or(data.len());
        let message = data.get(end + 2..).unwrap_or_default().to_vec();
        let mut lines = data[..end].split(|byte| *byte == b'\n').peekable();
        let tree = ObjectId::from_hex(lines.next()?.strip_prefix(b"tree ")?).ok()?;
        let mut parents = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with(b"parent ")) {
            parents.push(ObjectId::from_hex(&line[b"parent ".len()..]).ok()?);
        }
        let mut signature = |name: &[u8]| {
            let line = lines.next_if(|line| line.starts_with(name));
            line.map(|line| RawSignature::parse(&line[name.len()..])).unwrap_or_default()
        };
        let author = signature(b"author ");
        let RawSignature { email: committer_email, time: commit_time, .. } =
            signature(b"committer ");
        Some(Self { tree, parents, author, committer_email, commit_time, message })
    }
}

impl RawSignature {
    /// Reads `NAME <EMAIL> SECONDS ZONE`, as far as it goes.
    fn parse(line: &[u8]) -> Self {
        let open = memchr::memchr(b'<', line).unwrap_or(line.len());
        let close = memchr::memrchr(b'>', line).filter(|close| *close > open);
        let email = close.map(|close| &line[open + 1..close]).unwrap_or_default();
        let after = close.map(|close| &line[close + 1..]).unwrap_or_default();
        let mut words = after.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        Self {
            name: line[..open].trim_ascii().to_vec(),
            email: email.trim_ascii().to_vec(),
            time: words.next().and_then(number).unwrap_or_default(),
            offset_minutes: words.next().and_then(offset_minutes).unwrap_or_default(),
        }
    }
}

fn number(word: &[u8]) -> Option<Timestamp> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// Minutes of a zone such as `-0330`.
fn offset_minutes(zone: &[u8]) -> Option<i32> {
    let zone: i32 = std::str::from_utf8(zone).ok()?.parse().ok()?;
    // No place on Earth is further away than this; what is, is no zone.
    (zone.abs() <= 1_400).then_some(zone / 100 * 60 + zone % 100)
}

#[cfg(test)]
mod tests {
    use super::{RawCommit, RawSignature};

    #[test]
    fn an_ordinary_commit() {
        let data = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\
            parent e83c5163316f89bfbde7d9ab23ca2e25604af290\n\
            author Ada <ada@example.org> 1700000000 +0130\n\
            committer Bo <bo@example.org> 1700000100 -0200\n\nSubject\n\nBody\n";
        let commit = RawCommit::parse(data).unwrap();
        assert_eq!(commit.parents.len(), 1);
        assert_eq!(commit.author.name, b"Ada");
        assert_eq!((commit.author.time, commit.author.offset_minutes), (1_700_000_000, 90));
        let committed = (commit.committer_email.as_slice(), commit.commit_time);
        assert_eq!(committed, (b"bo@example.org".as_slice(), 1_700_000_100));
        assert_eq!(commit.message, b"Subject\n\nBody\n");
        assert_eq!(RawCommit::parse(b"nonsense"), None);
        assert_eq!(RawCommit::parse(b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee490"), None);
    }

    #[test]
    fn signatures_that_are_not_as_they_should_be() {
        let author = |line: &str| {
            let tree = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";
            let commit = RawCommit::parse(format!("{tree}{line}\n\nS\n").as_bytes()).unwrap();
            assert_eq!(commit.message, b"S\n", "{line}");
            let RawSignature { name, email, time, offset_minutes } = commit.author;
            let text = |bytes| String::from_utf8(bytes).unwrap();
            (text(name), text(email), time, offset_minutes)
        };
        let known = |name: &str, email: &str, time, zone| (name.into(), email.into(), time, zone);
        assert_eq!(author("committer A <a@b> 5 +0000"), known("", "", 0, 0));
        assert_eq!(author("author A"), known("A", "", 0, 0));
        assert_eq!(author("author A <a@b>"), known("A", "a@b", 0, 0));
        assert_eq!(author("author  <> -5 -0330"), known("", "", -5, -210));
        assert_eq!(author("author A <a> <b> 7 +9959"), known("A", "a> <b", 7, 0));
        assert_eq!(author("author A <a@b> noon zone"), known("A", "a@b", 0, 0));
    }
}
