//! The name of a git object.
//!
//! In: 20 raw bytes or 40 hex digits. Out: a small copyable value with its two spellings.
//! Deliberately absent: SHA-256 names; such repositories are refused when they are opened.

use std::fmt;

/// A git object name (SHA-1), printed in full by `Display` and abbreviated by [`ObjectId::short`].
///
/// A **numbered** one stands for a name that is not to be told, and is printed as `commit 7`. It begins with twelve
/// zero bytes, which no name that git gives will ever do.
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

    /// The name that stands for the commit of a number from 1.
    #[must_use]
    pub const fn numbered(number: u64) -> Self {
        let mut bytes = [0; 20];
        let (_, end) = bytes.split_at_mut(12);
        end.copy_from_slice(&number.to_be_bytes());
        Self(bytes)
    }

    /// The number, where a name only stands for one that is not to be told.
    #[must_use]
    pub const fn number(&self) -> Option<u64> {
        let Some(([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], end)) = self.0.split_first_chunk() else {
            return None;
        };
        let Some(end) = end.first_chunk() else { return None };
        let number = u64::from_be_bytes(*end);
        if number == 0 { None } else { Some(number) }
    }

    /// The first [`ObjectId::SHORT`] hex digits; a numbered one in full.
    #[must_use]
    pub fn short(&self) -> String {
        let mut name = self.to_string();
        if self.number().is_none() {
            name.truncate(Self::SHORT);
        }
        name
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
        if let Some(number) = self.number() {
            return write!(formatter, "commit {number}");
        }
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

    #[test]
    fn a_numbered_name_shows_its_number_alone() {
        let seventh = ObjectId::numbered(7);
        assert_eq!((seventh.to_string(), seventh.short()), ("commit 7".into(), "commit 7".into()));
        assert_eq!(ObjectId::numbered(1_234_567).short(), "commit 1234567");
        assert_eq!(ObjectId::numbered(u64::MAX).number(), Some(u64::MAX));
        assert!(ObjectId::numbered(2) < ObjectId::numbered(300));
        // What git calls the null object is a name like any other.
        assert_eq!(ObjectId::from_bytes([0; 20]).to_string(), "0".repeat(40));
        assert_eq!(ObjectId::from_bytes([1; 20]).number(), None);
    }
}
