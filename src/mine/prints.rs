//! Lines as numbers: what moved blocks and fingerprints are found by.
//!
//! In: the bytes of lines. Out: for each line a hash that ignores white space, and its weight.
//! Deliberately absent: cryptography; a collision costs a wrong count of one line.

use crate::model::Fingerprint;

/// A line without its white space, as a number, and how many letters and digits it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LinePrint {
    pub hash: u64,
    pub weight: u16,
}

impl LinePrint {
    /// The print of a line.
    pub(super) fn of(line: &[u8]) -> Self {
        let mut hash = Fingerprint::new();
        let mut weight = 0_u16;
        for byte in line.iter().filter(|byte| !byte.is_ascii_whitespace()) {
            hash.byte(*byte);
            weight = weight.saturating_add(u16::from(byte.is_ascii_alphanumeric() || *byte >= 128));
        }
        Self { hash: hash.value(), weight }
    }
}

/// Whether two pieces of text differ in nothing but white space, line breaks and trailing commas.
pub(super) fn same_but_for_layout(old: &[u8], new: &[u8]) -> bool {
    substance(old).eq(substance(new))
}

/// The bytes that count: no white space, and no comma before a closing bracket.
fn substance(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    text.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace()).filter_map(
        move |(at, byte)| {
            if *byte != b',' {
                return Some(*byte);
            }
            let next = text[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
            let is_trailing = matches!(next, None | Some(b')' | b']' | b'}'));
            (!is_trailing).then_some(b',')
        },
    )
}

#[cfg(test)]
mod tests {
    use super::{LinePrint, same_but_for_layout};

    #[test]
    fn prints_ignore_white_space() {
        assert_eq!(LinePrint::of(b"  a = b ;\n"), LinePrint::of(b"a=b;"));
        assert_ne!(LinePrint::of(b"a"), LinePrint::of(b"b"));
        assert_eq!(LinePrint::of(b" ab1 {}").weight, 3);
    }

    #[test]
    fn layout() {
        assert!(same_but_for_layout(b"f(a, b)", b"f(\n    a,\n    b,\n)"));
        assert!(same_but_for_layout(b"\n", b""));
        assert!(!same_but_for_layout(b"f(a, b)", b"f(a b)"));
        assert!(!same_but_for_layout(b"f(a)", b"g(a)"));
    }
}
