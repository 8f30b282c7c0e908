//! Names that commits introduced, and where they stand today.
//!
//! In: nothing; `mine` and `store` fill this in. Out: plain values, and which part of a title is a name
//! by which a definition can be told from all others. Deliberately absent: who used what (`profile`).

use std::collections::{BTreeMap, HashSet};

use super::{CommitIndex, FileIndex};

/// A function or a type that a commit brought.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Introduced {
    /// The commit.
    pub commit: CommitIndex,
    /// Its own name, without what encloses it.
    pub name: String,
    /// Its title, `struct Matcher > fn find_at` for example.
    pub title: String,
}

/// Lines at HEAD that hold a name, of one origin in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedLines {
    /// The file.
    pub file: FileIndex,
    /// The commit that wrote them; `None` when that is unknown.
    pub origin: Option<CommitIndex>,
    /// Whether they define something of this name.
    pub defines: bool,
    /// How many.
    pub lines: u32,
}

/// What a file at HEAD imports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileImports {
    /// The file.
    pub file: FileIndex,
    /// One statement for each thing, as it is written, white space evened out.
    pub texts: Vec<String>,
}

/// What was introduced, and what holds those names at HEAD.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SymbolUses {
    /// Commits whose structure is known; of the others nobody knows what they introduced.
    pub looked_into: HashSet<CommitIndex>,
    /// In the order of commits.
    pub introduced: Vec<Introduced>,
    /// By name: the lines, comments left out, in order.
    pub lines: BTreeMap<String, Vec<NamedLines>>,
    /// Files in which commits changed the signature of something public, or whether it is public.
    pub interfaces: HashSet<(CommitIndex, FileIndex)>,
    /// What the files at HEAD import, where that was asked for.
    pub imports: Vec<FileImports>,
}

/// Letters that a name needs.
const SHORTEST: usize = 5;

/// Names of several words that libraries have as well: of those in use nobody can say whose is meant.
const EVERYWHERE: &[&str] = &[
    "ArrayList",
    "AtomicBool",
    "AtomicU32",
    "AtomicU64",
    "AtomicUsize",
    "BTreeMap",
    "FutureExt",
    "HashMap",
    "HashSet",
    "LinkedList",
    "SocketAddr",
    "StreamExt",
    "TcpListener",
    "TcpStream",
    "UdpSocket",
    "UnixDatagram",
    "UnixListener",
    "UnixStream",
    "as_bytes",
    "as_mut",
    "as_path",
    "as_ref",
    "as_slice",
    "as_str",
    "deep_copy",
    "equalsIgnoreCase",
    "forEach",
    "for_each",
    "from_bytes",
    "from_str",
    "getElementById",
    "getName",
    "getValue",
    "get_mut",
    "get_ref",
    "has_next",
    "hashCode",
    "into_inner",
    "into_iter",
    "isEmpty",
    "is_empty",
    "is_zero",
    "next_back",
    "read_to_end",
    "setValue",
    "set_up",
    "size_hint",
    "tearDown",
    "toString",
    "to_owned",
    "to_string",
    "with_capacity",
    "write_all",
];

/// The name of a function or a type, from its title, where it is one by which it can be found: of two
/// words or more (`find_at`, `LineBuffer`), since every language and library has a `parse`, and not given
/// by somebody else, as are the methods that implement a trait.
#[must_use]
pub fn telling_name(title: &str) -> Option<&str> {
    let (around, own) = title.rsplit_once(super::TITLE_JOIN).unwrap_or(("", title));
    let implements = |title: &str| title.starts_with("impl") && title.contains(" for ");
    if implements(own)
        || own.starts_with("impl ")
        || around.split(super::TITLE_JOIN).any(implements)
    {
        return None;
    }
    let name = defined_name(own)?;
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let tells = name.len() >= SHORTEST && has_two_words(name) && !EVERYWHERE.contains(&name);
    (is_plain && tells).then_some(name)
}

/// The name that the title of a definition ends in, what comes in brackets left out.
#[must_use]
pub fn defined_name(own: &str) -> Option<&str> {
    // The receiver of a method in Go.
    let own = match own.strip_prefix("func (") {
        Some(rest) => rest.split_once(')')?.1,
        None => own,
    };
    let end = own.find(['(', '<', '[', '{', ':', '=']).unwrap_or(own.len());
    own[..end].split_whitespace().next_back().map(|name| name.trim_start_matches(['*', '&']))
}

/// `find_at` and `LineBuffer` have, `parse`, `Parser` and `PARSER` have not.
fn has_two_words(name: &str) -> bool {
    let name = name.trim_matches('_');
    let bytes = name.as_bytes();
    let is_hump = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    name.contains('_') || bytes.windows(2).any(is_hump)
}

#[cfg(test)]
mod tests {
    use super::telling_name;

    #[test]
    fn names_that_tell() {
        assert_eq!(telling_name("impl Walk > fn find_at"), Some("find_at"));
        assert_eq!(telling_name("struct LineBuffer"), Some("LineBuffer"));
        assert_eq!(telling_name("func (b *Buffer) readLine()"), Some("readLine"));
        assert_eq!(telling_name("static int *strbuf_grow"), Some("strbuf_grow"));
        assert_eq!(telling_name("class Reader > parseHeader(String)"), Some("parseHeader"));
    }

    #[test]
    fn names_that_everybody_has_or_somebody_else_gave() {
        for title in [
            "fn main",
            "fn parse",
            "struct Parser",
            "fn get_ref",
            "struct LinkedList",
            "impl Sink for Buffer > fn take_line",
            "impl LineBuffer",
            "fn a_b",
        ] {
            assert_eq!(telling_name(title), None, "{title}");
        }
    }
}
