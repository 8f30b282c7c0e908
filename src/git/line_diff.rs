//! Which lines differ between two texts.
//!
//! In: two byte strings. Out: hunks without context, in order. Two algorithms: histogram with
//! hunks slid to where people expect them, which the product uses, and git's own (xdiff by way of
//! libgit2), with which tests compare against `git blame`. Deliberately absent: the text itself.

use std::ops::Range;

use anyhow::Context as _;
use imara_diff::{Algorithm, Diff, InternedInput, TokenSource};

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

/// A text and where its lines start, so that nobody has to look for them again.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    /// The text.
    pub bytes: &'a [u8],
    /// The position of the first byte of each line.
    pub starts: &'a [u32],
}

impl<'a> Lines<'a> {
    /// The bytes of some lines, line breaks included.
    #[must_use]
    pub fn slice(&self, start: u32, lines: u32) -> &'a [u8] {
        let position =
            |line: u32| self.starts.get(line as usize).map_or(self.bytes.len(), |at| *at as usize);
        &self.bytes[position(start)..position(start.saturating_add(lines))]
    }

    /// The line that holds a byte; the first one where there is none.
    fn holding(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= byte).saturating_sub(1)
    }
}

/// Some lines of a text as imara-diff wants them.
struct Window<'a> {
    lines: Lines<'a>,
    range: Range<usize>,
}

impl<'a> TokenSource for Window<'a> {
    type Token = &'a [u8];
    type Tokenizer = WindowLines<'a>;

    fn tokenize(&self) -> Self::Tokenizer {
        WindowLines { lines: self.lines, range: self.range.clone() }
    }

    fn estimate_tokens(&self) -> u32 {
        count(self.range.len())
    }
}

struct WindowLines<'a> {
    lines: Lines<'a>,
    range: Range<usize>,
}

impl<'a> Iterator for WindowLines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        self.range.next().map(|line| self.lines.slice(count(line), 1))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }
}

/// A number of lines: texts that are compared have fewer than `u32` can hold.
fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
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

    /// The hunks that turn `old` into `new`; `ends` are what these two have in common.
    ///
    /// # Errors
    /// Only with [`DiffAlgorithm::Git`], when libgit2 cannot compare (out of memory, over 1 GiB).
    pub fn hunks(
        &mut self,
        old: Lines<'_>,
        new: Lines<'_>,
        ends: CommonEnds,
    ) -> anyhow::Result<Vec<Hunk>> {
        match self.algorithm {
            DiffAlgorithm::Histogram => Ok(self.histogram(old, new, ends)),
            DiffAlgorithm::Git => git_hunks(old.bytes, new.bytes),
        }
    }

    fn histogram(&mut self, old: Lines<'_>, new: Lines<'_>, ends: CommonEnds) -> Vec<Hunk> {
        let [before, after] = windows(old, new, ends);
        let skipped = count(before.start);
        let before = Window { lines: old, range: before };
        let input = InternedInput::new(before, Window { lines: new, range: after });
        let tokens = input.interner.num_tokens();
        self.diff.compute_with(Algorithm::Histogram, &input.before, &input.after, tokens);
        self.diff.postprocess_lines(&input);
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

/// How many bytes two texts have in common at their beginning, and of the rest at their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonEnds {
    /// At the beginning.
    pub beginning: usize,
    /// At the end.
    pub end: usize,
}

impl CommonEnds {
    /// What two texts have in common.
    #[must_use]
    pub fn of(old: &[u8], new: &[u8]) -> Self {
        let beginning = common_beginning(old, new);
        Self { beginning, end: common_end(&old[beginning..], &new[beginning..]) }
    }
}

/// Lines kept on each side of what differs, so that hunks can still be slid to a better place.
const SLIDING_ROOM: usize = 16;

/// The lines of each text that have to be compared: all but those in common at the ends, with
/// [`SLIDING_ROOM`]. Comparing only these halves the cost of a difference and changes no total (measured
/// on tokio's whole history).
fn windows(old: Lines<'_>, new: Lines<'_>, ends: CommonEnds) -> [Range<usize>; 2] {
    let start = old.holding(ends.beginning).saturating_sub(SLIDING_ROOM);
    let lines = old.starts.len();
    let end = (old.holding(old.bytes.len() - ends.end) + SLIDING_ROOM + 1).min(lines);
    [start..end, start..new.starts.len() - (lines - end)]
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
