//! A number that stands for some bytes.
//!
//! In: bytes, in one piece or several. Out: 64 bits that are the same in every version and on every
//! machine, as stored values and file names need it; the hashers of the standard library do not
//! promise that. Deliberately absent: cryptography; whoever wants two equal fingerprints gets them.

/// FNV-1a, 64 bit (Fowler, Noll, Vo), of the bytes that it was given so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// The fingerprint of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut fingerprint = Self::new();
        fingerprint.bytes(bytes);
        fingerprint
    }

    /// Adds a byte.
    pub const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// Adds bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.byte(*byte);
        }
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> u64 {
        self.0
    }
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    /// The test vectors that the authors of FNV publish.
    #[test]
    fn published_values() {
        assert_eq!(Fingerprint::of(b"").value(), 0xcbf2_9ce4_8422_2325);
        assert_eq!(Fingerprint::of(b"a").value(), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(Fingerprint::of(b"foobar").value(), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn pieces_add_up() {
        let mut pieces = Fingerprint::default();
        pieces.bytes(b"foo");
        pieces.byte(b'b');
        pieces.bytes(b"ar");
        assert_eq!(pieces, Fingerprint::of(b"foobar"));
    }
}
