//! The name of a git object.
//!
//! In: 20 raw bytes or 40 hex digits. Out: a small copyable value with its two spellings.
//! Deliberately absent: SHA-256 names; such repositories are refused when they are opened.

use std::fmt;

/// A git object name (SHA-1), printed in full by `Display` and abbreviated by [`ObjectId::short`].
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct ObjectId([u8; 20]);

/// Why a text or a byte string is no object name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an object name has 40 hexadecimal digits")]
pub struct ObjectIdError;

impl ObjectId {
    /// Hex digits of [`ObjectId::short`]; unique in all but the very largest histories.
    pub const SHORT: usize = 9;

    /// The name with these raw bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The name with these raw bytes, when there are exactly 20 of them.
    ///
    /// # Errors
    /// When the slice has another length.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, ObjectIdError> {
        bytes.try_into().map(Self).map_err(|_| ObjectIdError)
    }

    /// The name spelled with 40 hex digits, as in a commit object.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn from_hex(hex: &[u8]) -> Result<Self, ObjectIdError> {
        if hex.len() != 40 {
            return Err(ObjectIdError);
        }
        let mut bytes = [0; 20];
        for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = hex_digit(pair[0])? << 4 | hex_digit(pair[1])?;
        }
        Ok(Self(bytes))
    }

    /// The raw bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The first [`ObjectId::SHORT`] hex digits.
    #[must_use]
    pub fn short(&self) -> String {
        let mut hex = self.to_string();
        hex.truncate(Self::SHORT);
        hex
    }
}

fn hex_digit(digit: u8) -> Result<u8, ObjectIdError> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        b'A'..=b'F' => Ok(digit - b'A' + 10),
        _ => Err(ObjectIdError),
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.short())
    }
}

#[cfg(test)]
mod tests {
    use super::ObjectId;

    #[test]
    fn hex_and_back() {
        let hex = "e83c5163316f89bfbde7d9ab23ca2e25604af290";
        let id = ObjectId::from_hex(hex.as_bytes()).unwrap();
        assert_eq!(id.to_string(), hex);
        assert_eq!(id.short(), "e83c51633");
        assert!(ObjectId::from_hex(b"e83c5163").is_err());
        assert!(ObjectId::from_hex(&[b'g'; 40]).is_err());
    }
}
