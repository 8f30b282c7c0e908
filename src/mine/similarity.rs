//! How much of one file stands in another.
//!
//! In: the bytes of two files. Out: git's similarity score. The algorithm is git's own
//! (diffcore-delta.c, `diffcore_count_changes`; diffcore-rename.c, `estimate_similarity`), so that
//! renames are followed exactly where git follows them. Deliberately absent: which pairs to try.

/// The score of identical files.
pub(super) const MAX_SCORE: u64 = 60_000;
/// The least score of a rename: 50 %.
pub(super) const RENAME_SCORE: u64 = 30_000;
/// The least score of a rename when the file name is the same and unique: 75 %.
pub(super) const SAME_NAME_SCORE: u64 = 45_000;

/// Bytes after which a piece without a line break ends.
const LONGEST_PIECE: u32 = 64;
/// The modulus of git's hash of a piece.
const HASH_BASE: u32 = 107_927;

/// A file as the multiset of its lines (or pieces of 64 bytes), each by its hash, with how many
/// bytes fall on it.
pub(super) struct Pieces {
    size: u64,
    bytes_by_hash: Vec<(u32, u32)>,
}

impl Pieces {
    /// Takes a file to pieces.
    pub(super) fn of(content: &[u8]) -> Self {
        let is_text = !crate::git::is_binary(content);
        let mut pieces = Vec::with_capacity(content.len() / 32);
        let (mut first, mut second, mut length) = (0_u32, 0_u32, 0_u32);
        for (at, &byte) in content.iter().enumerate() {
            if is_text && byte == b'\r' && content.get(at + 1) == Some(&b'\n') {
                continue;
            }
            let before = first;
            first = (first << 7) ^ (second >> 25);
            second = (second << 7) ^ (before >> 25);
            first = first.wrapping_add(u32::from(byte));
            length += 1;
            if length == LONGEST_PIECE || byte == b'\n' {
                pieces.push((hash(first, second), length));
                (first, second, length) = (0, 0, 0);
            }
        }
        if length > 0 {
            pieces.push((hash(first, second), length));
        }
        pieces.sort_unstable();
        pieces.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 += later.1;
            }
            same
        });
        Self { size: content.len() as u64, bytes_by_hash: pieces }
    }
}

const fn hash(first: u32, second: u32) -> u32 {
    first.wrapping_add(second.wrapping_mul(0x61)) % HASH_BASE
}

/// git's score for `new` being made from `old`; 0 when it is below `least`.
pub(super) fn score(old: &Pieces, new: &Pieces, least: u64) -> u64 {
    if !may_be_alike(old.size, new.size, least) {
        return 0;
    }
    let larger = old.size.max(new.size);
    let score = shared_bytes(&old.bytes_by_hash, &new.bytes_by_hash) * MAX_SCORE / larger;
    if score < least { 0 } else { score }
}

/// Whether files of these sizes can reach a score at all.
pub(super) const fn may_be_alike(old_size: u64, new_size: u64, least: u64) -> bool {
    let (larger, smaller) =
        if old_size > new_size { (old_size, new_size) } else { (new_size, old_size) };
    new_size > 0 && larger * (MAX_SCORE - least) >= (larger - smaller) * MAX_SCORE
}

fn shared_bytes(old: &[(u32, u32)], new: &[(u32, u32)]) -> u64 {
    let mut shared = 0;
    let mut rest = new.iter().peekable();
    for (hash, bytes) in old {
        while rest.next_if(|(other, _)| other < hash).is_some() {}
        if let Some((_, others)) = rest.next_if(|(other, _)| other == hash) {
            shared += u64::from(*bytes.min(others));
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::{MAX_SCORE, Pieces, RENAME_SCORE, score};

    fn similarity(old: &str, new: &str) -> u64 {
        score(&Pieces::of(old.as_bytes()), &Pieces::of(new.as_bytes()), RENAME_SCORE)
    }

    #[test]
    fn scores_count_shared_bytes_of_the_larger_file() {
        assert_eq!(similarity("a\nb\nc\nd\n", "a\nb\nc\nd\n"), MAX_SCORE);
        assert_eq!(similarity("a\nb\nc\nd\n", "a\nb\nc\nx\n"), MAX_SCORE * 3 / 4);
        assert_eq!(similarity("a\nb\nc\nd\n", "d\nc\nb\na\n"), MAX_SCORE);
        assert_eq!(similarity("a\nb\nc\nd\n", "w\nx\ny\na\n"), 0);
        assert_eq!(similarity("a\r\nb\r\n", "a\nb\n"), MAX_SCORE * 4 / 6);
        assert_eq!(similarity("", ""), 0);
    }
}
