//! What git says on the standard input of post-rewrite.
//!
//! In: the word that git gives the hook, its lines `old new`, the operation in progress. Out: pairs of commits.
//! Deliberately absent: which of them matter; a rebase may rewrite thousands, and few were ever spoken of.

use super::look::Operation;
use crate::model::ObjectId;

/// Bytes that are read of it: 20,000 commits.
pub const LONGEST: u64 = 1 << 21;

/// The commits that were replaced, and by which. Lines that are none are passed over; git may add more to a line.
#[must_use]
pub fn pairs(input: &[u8]) -> Vec<(ObjectId, ObjectId)> {
    let pair = |line: &[u8]| {
        let mut words = line.split(u8::is_ascii_whitespace);
        let (old, new) = (words.next()?, words.next()?);
        Some((ObjectId::from_hex(old).ok()?, ObjectId::from_hex(new).ok()?))
    };
    input.split(|byte| *byte == b'\n').filter_map(pair).filter(|(old, new)| old != new).collect()
}

/// Whether the call says nothing that stays: in the course of a rebase git calls for each amended step, and the
/// call at its end says what became of what.
#[must_use]
pub fn is_passing(word: &str, operation: Option<Operation>) -> bool {
    word == "amend" && operation == Some(Operation::Rebase)
}

#[cfg(test)]
mod tests {
    use super::{is_passing, pairs};
    use crate::hook::look::Operation;
    use crate::model::ObjectId;

    #[test]
    fn lines_of_two_names_are_pairs() {
        let id = |byte| ObjectId::from_bytes([byte; 20]);
        let input = format!(
            "{} {}\n{} {} extra words\n{} {}\nnonsense\n{}",
            id(1),
            id(2),
            id(3),
            id(2),
            id(4),
            id(4),
            id(5)
        );
        assert_eq!(pairs(input.as_bytes()), [(id(1), id(2)), (id(3), id(2))]);
        assert_eq!(pairs(b""), []);
    }

    #[test]
    fn an_amend_within_a_rebase_is_passing() {
        assert!(is_passing("amend", Some(Operation::Rebase)));
        assert!(!is_passing("rebase", Some(Operation::Rebase)));
        assert!(!is_passing("amend", None));
    }
}
