//! A commit object, taken apart.
//!
//! In: the bytes git stores. Out: names, times and the message, as bytes. Deliberately absent: the
//! mailmap and any repair of wrong clocks; later rooms decide about those.

use gix_object::CommitRefIter;
use gix_object::commit::ref_iter::Token;

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
    /// When it was committed.
    pub commit_time: Timestamp,
    /// The message, in whatever encoding.
    pub message: Vec<u8>,
}

impl RawCommit {
    /// Takes a commit object apart; `None` when it has no tree or is otherwise damaged. A damaged
    /// signature costs only itself: such commits exist in old histories.
    pub(super) fn parse(data: &[u8]) -> Option<Self> {
        let mut tree = None;
        let mut parents = Vec::new();
        let mut author = RawSignature::default();
        let mut commit_time = 0;
        let mut message = Vec::new();
        for token in CommitRefIter::from_bytes(data, gix_hash::Kind::Sha1) {
            match token.ok()? {
                Token::Tree { id } => tree = ObjectId::from_slice(id.as_slice()).ok(),
                Token::Parent { id } => parents.push(ObjectId::from_slice(id.as_slice()).ok()?),
                Token::Author { signature } => {
                    let time = signature.time().unwrap_or_default();
                    author = RawSignature {
                        name: signature.name.trim_ascii().to_vec(),
                        email: signature.email.trim_ascii().to_vec(),
                        time: time.seconds,
                        offset_minutes: time.offset / 60,
                    };
                }
                Token::Committer { signature } => {
                    commit_time = signature.time().unwrap_or_default().seconds;
                }
                Token::Message(text) => message = text.to_vec(),
                Token::Encoding(_) | Token::ExtraHeader(_) => {}
            }
        }
        Some(Self { tree: tree?, parents, author, commit_time, message })
    }
}

#[cfg(test)]
mod tests {
    use super::RawCommit;

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
        assert_eq!(commit.commit_time, 1_700_000_100);
        assert_eq!(commit.message, b"Subject\n\nBody\n");
        assert_eq!(RawCommit::parse(b"nonsense"), None);
    }
}
