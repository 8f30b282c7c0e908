//! Which lines differ between two texts.
//!
//! In: two byte strings. Out: hunks without context, in order. Two algorithms: histogram with
//! hunks slid to where people expect them, which the product uses, and git's own (xdiff by way of
//! libgit2), with which tests compare against `git blame`. Deliberately absent: the text itself.

use anyhow::Context as _;
use imara_diff::{Algorithm, Diff, InternedInput};

/// Lines replaced, deleted or inserted: `old_lines` lines after the first `old_start` lines give way
/// to `new_lines` lines after the first `new_start` lines (so starts count from 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hunk {
    /// Lines of the old text before the hunk.
    pub old_start: u32,
    /// Lines that are gone.
    pub old_lines: u32,
    /// Lines of the new text before the hunk.
    pub new_start: u32,
    /// Lines that are new.
    pub new_lines: u32,
}

/// How lines are matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DiffAlgorithm {
    /// Histogram, then slid by indentation: what people read as the change.
    #[default]
    Histogram,
    /// Exactly what `git blame` computes, common tail trimmed first as it does.
    Git,
}

/// Whether git would call the content binary: a NUL among the first 8000 bytes.
#[must_use]
pub fn is_binary(content: &[u8]) -> bool {
    content[..content.len().min(8_000)].contains(&0)
}

/// Compares texts; keeps its buffers between calls.
pub struct LineDiffer {
    algorithm: DiffAlgorithm,
    diff: Diff,
}

impl LineDiffer {
    /// A differ for one thread.
    #[must_use]
    pub fn new(algorithm: DiffAlgorithm) -> Self {
        Self { algorithm, diff: Diff::default() }
    }

    /// The hunks that turn `old` into `new`.
    ///
    /// # Errors
    /// Only with [`DiffAlgorithm::Git`], when libgit2 cannot compare (out of memory, over 1 GiB).
    pub fn hunks(&mut self, old: &[u8], new: &[u8]) -> anyhow::Result<Vec<Hunk>> {
        match self.algorithm {
            DiffAlgorithm::Histogram => Ok(self.histogram(old, new)),
            DiffAlgorithm::Git => git_hunks(old, new),
        }
    }

    fn histogram(&mut self, old: &[u8], new: &[u8]) -> Vec<Hunk> {
        let trimmed = Trimmed::new(old, new);
        let (old, new) = (trimmed.of(old), trimmed.of(new));
        let input = InternedInput::new(old, new);
        let tokens = input.interner.num_tokens();
        self.diff.compute_with(Algorithm::Histogram, &input.before, &input.after, tokens);
        self.diff.postprocess_lines(&input);
        let skipped = trimmed.prefix_lines;
        self.diff
            .hunks()
            .map(|hunk| Hunk {
                old_start: hunk.before.start + skipped,
                old_lines: hunk.before.end - hunk.before.start,
                new_start: hunk.after.start + skipped,
                new_lines: hunk.after.end - hunk.after.start,
            })
            .collect()
    }
}

/// Lines kept on each side of what differs, so that hunks can still be slid to a better place.
const SLIDING_ROOM: usize = 16;

/// Where the common beginning and end of two texts lie. Comparing only what is between them halves
/// the cost of a difference and changes no total (measured on tokio's whole history).
struct Trimmed {
    prefix: usize,
    prefix_lines: u32,
    suffix: usize,
}

impl Trimmed {
    fn new(old: &[u8], new: &[u8]) -> Self {
        let prefix = lines_back(old, common_beginning(old, new));
        let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
        let suffix = lines_forward(old_rest, common_end(old_rest, new_rest));
        let prefix_lines = memchr::memchr_iter(b'\n', &old[..prefix]).count();
        Self { prefix, prefix_lines: u32::try_from(prefix_lines).unwrap_or(u32::MAX), suffix }
    }

    fn of<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[self.prefix..text.len() - self.suffix]
    }
}

/// Bytes compared at once: whole blocks go to the system's comparison of memory, which is an order of
/// magnitude faster than a loop over bytes.
const BLOCK: usize = 128;

/// How many bytes two texts have in common at their beginning.
fn common_beginning(old: &[u8], new: &[u8]) -> usize {
    let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK));
    let same = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    same + old[same..].iter().zip(&new[same..]).take_while(|(old, new)| old == new).count()
}

/// How many bytes two texts have in common at their end.
fn common_end(old: &[u8], new: &[u8]) -> usize {
    let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK));
    let same = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    let (old, new) = (&old[..old.len() - same], &new[..new.len() - same]);
    same + old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count()
}

/// The start of the line that lies [`SLIDING_ROOM`] lines before the one that holds `end`.
fn lines_back(text: &[u8], end: usize) -> usize {
    memchr::memrchr_iter(b'\n', &text[..end]).nth(SLIDING_ROOM).map_or(0, |at| at + 1)
}

/// How many bytes of a common end of `same` bytes may be left out so that the cut is at a line and
/// [`SLIDING_ROOM`] lines of the common end stay.
fn lines_forward(text: &[u8], same: usize) -> usize {
    let start = text.len() - same;
    memchr::memchr_iter(b'\n', &text[start..]).nth(SLIDING_ROOM).map_or(0, |at| same - (at + 1))
}

/// Size of the blocks in which git's `trim_common_tail` (xdiff-interface.c) compares.
const TAIL_BLOCK: usize = 1_024;

/// Cuts the common tail as git does before it compares without context.
fn trim_common_tail<'a>(old: &'a [u8], new: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let smaller = old.len().min(new.len());
    let mut trimmed = 0;
    while trimmed + TAIL_BLOCK <= smaller
        && old[old.len() - trimmed - TAIL_BLOCK..old.len() - trimmed]
            == new[new.len() - trimmed - TAIL_BLOCK..new.len() - trimmed]
    {
        trimmed += TAIL_BLOCK;
    }
    let tail = &old[old.len() - trimmed..];
    let recovered = memchr::memchr(b'\n', tail).map_or(trimmed, |at| at + 1);
    let cut = trimmed - recovered.min(trimmed);
    (&old[..old.len() - cut], &new[..new.len() - cut])
}

fn git_hunks(old: &[u8], new: &[u8]) -> anyhow::Result<Vec<Hunk>> {
    let (old, new) = trim_common_tail(old, new);
    let mut options = git2::DiffOptions::new();
    options.context_lines(0).interhunk_lines(0).indent_heuristic(true).force_text(true);
    let patch = git2::Patch::from_buffers(old, None, new, None, Some(&mut options))
        .context("libgit2 could not compare two texts")?;
    (0..patch.num_hunks())
        .map(|at| {
            let (hunk, _) = patch.hunk(at).context("libgit2 lost a hunk")?;
            // With no lines on a side, the header names the line before: already a count of lines.
            let start = |start: u32, lines: u32| if lines == 0 { start } else { start - 1 };
            Ok(Hunk {
                old_start: start(hunk.old_start(), hunk.old_lines()),
                old_lines: hunk.old_lines(),
                new_start: start(hunk.new_start(), hunk.new_lines()),
                new_lines: hunk.new_lines(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{common_beginning, common_end};

    proptest! {
        /// Long enough for several blocks, and alike enough that they matter.
        #[test]
        fn blocks_find_what_bytes_find(
            same in prop::collection::vec(0..2_u8, 0..400),
            old in prop::collection::vec(0..2_u8, 0..200),
            new in prop::collection::vec(0..2_u8, 0..200),
        ) {
            let (before, after) = ([&same[..], &old].concat(), [&same[..], &new].concat());
            let alike = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
            prop_assert_eq!(common_beginning(&before, &after), alike);
            let (before, after) = ([&old[..], &same].concat(), [&new[..], &same].concat());
            let ends = before.iter().rev().zip(after.iter().rev());
            prop_assert_eq!(common_end(&before, &after), ends.take_while(|(a, b)| a == b).count());
        }
    }
}
