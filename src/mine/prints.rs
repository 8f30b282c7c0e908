//! Lines as numbers: what moved blocks and fingerprints are found by.
//!
//! In: the bytes of lines. Out: for each line a hash that ignores white space, and its weight.
//! Deliberately absent: cryptography; a collision costs a wrong count of one line.

/// A line without its white space, as a number, and how many letters and digits it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LinePrint {
    pub hash: u64,
    pub weight: u16,
}

/// FNV-1a, 64 bit (Fowler, Noll, Vo): stored values must stay the same over versions and machines,
/// which the hashers of the standard library do not promise.
#[derive(Clone, Copy)]
pub(super) struct Fnv(u64);

impl Fnv {
    pub(super) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(super) const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.byte(*byte);
        }
    }

    pub(super) const fn finish(self) -> u64 {
        self.0
    }
}

impl LinePrint {
    /// The print of a line.
    pub(super) fn of(line: &[u8]) -> Self {
        let mut hash = Fnv::new();
        let mut weight = 0_u16;
        for byte in line.iter().filter(|byte| !byte.is_ascii_whitespace()) {
            hash.byte(*byte);
            weight = weight.saturating_add(u16::from(byte.is_ascii_alphanumeric() || *byte >= 128));
        }
        Self { hash: hash.finish(), weight }
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
