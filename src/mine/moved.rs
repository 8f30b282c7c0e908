//! Lines that a commit moved rather than wrote.
//!
//! In: the prints of the lines that a commit deleted and added, hunk by hunk. Out: how many of each
//! file's lines stand in a block on the other side. The rule is that of `git diff --color-moved`:
//! a run of equal lines counts when it holds at least 20 letters and digits. Deliberately absent:
//! line origins; `git blame` without `-M` re-attributes moved lines, and so do they here.

use super::prints::LinePrint;

/// git's `COLOR_MOVED_MIN_ALNUM_COUNT`.
const LEAST_WEIGHT: u32 = 20;
/// Places that are tried for a line that was deleted many times.
const PLACES: usize = 16;

/// The lines of one hunk on one side.
pub(super) struct Block<'a> {
    /// Which file of the commit.
    pub file: usize,
    /// Its lines.
    pub lines: &'a [LinePrint],
}

/// Moved lines of each file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MovedLines {
    /// Deleted here, added elsewhere.
    pub out: u32,
    /// Added here, deleted elsewhere.
    pub into: u32,
}

/// Counts the moved lines of each of `files` files.
pub(super) fn count_moved(
    deleted: &[Block<'_>],
    added: &[Block<'_>],
    files: usize,
) -> Vec<MovedLines> {
    let mut counts = vec![MovedLines::default(); files];
    let mut sources = Sources::new(deleted);
    for block in added {
        let mut at = 0;
        while at < block.lines.len() {
            let Some((start, length)) = sources.longest_run(&block.lines[at..]) else {
                at += 1;
                continue;
            };
            sources.taken[start..start + length].fill(true);
            let lines = u32::try_from(length).unwrap_or(u32::MAX);
            counts[sources.file_of(start)].out += lines;
            counts[block.file].into += lines;
            at += length;
        }
    }
    counts
}

/// The deleted lines of a commit, one block after the other.
struct Sources {
    lines: Vec<LinePrint>,
    /// Lines that have gone elsewhere already.
    taken: Vec<bool>,
    /// Where each block ends, and its file.
    ends: Vec<(usize, usize)>,
    /// Where each line stands, by line.
    places: Vec<(LinePrint, usize)>,
}

impl Sources {
    fn new(blocks: &[Block<'_>]) -> Self {
        let lines: Vec<LinePrint> = blocks.iter().flat_map(|block| block.lines).copied().collect();
        let mut places: Vec<_> = lines.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let ends = blocks.iter().scan(0, |end, block| {
            *end += block.lines.len();
            Some((*end, block.file))
        });
        Self { taken: vec![false; lines.len()], ends: ends.collect(), places, lines }
    }

    /// The end and the file of the block that holds a line.
    fn block_of(&self, line: usize) -> (usize, usize) {
        self.ends[self.ends.partition_point(|(end, _)| *end <= line)]
    }

    fn file_of(&self, line: usize) -> usize {
        self.block_of(line).1
    }

    /// The longest run of deleted lines that equals the beginning of `lines` and is heavy enough:
    /// where it starts, and its length.
    fn longest_run(&self, lines: &[LinePrint]) -> Option<(usize, usize)> {
        let first = *lines.first()?;
        let from = self.places.partition_point(|(line, _)| *line < first);
        let places = self.places[from..].iter().take_while(|(line, _)| *line == first);
        let mut best: Option<(usize, usize)> = None;
        for &(_, start) in places.take(PLACES) {
            let end = self.block_of(start).0;
            let others = self.lines[start..end].iter().zip(&self.taken[start..end]);
            let length = lines
                .iter()
                .zip(others)
                .take_while(|(line, (other, taken))| line == other && !**taken)
                .count();
            if best.is_none_or(|(_, longest)| length > longest) {
                best = Some((start, length));
            }
        }
        best.filter(|(_, length)| {
            lines[..*length].iter().map(|line| line.weight()).sum::<u32>() >= LEAST_WEIGHT
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, LinePrint, MovedLines, count_moved};

    fn prints(text: &str) -> Vec<LinePrint> {
        text.lines().map(|line| LinePrint::of(line.as_bytes())).collect()
    }

    #[test]
    fn a_function_that_went_to_another_file() {
        let function = prints("fn parse(input: &str) -> Ast {\n    lex(input).tree()\n}");
        let other = prints("mod parse;");
        let deleted = [Block { file: 0, lines: &function }];
        let added = [Block { file: 0, lines: &other }, Block { file: 1, lines: &function }];
        let counts = count_moved(&deleted, &added, 2);
        assert_eq!(counts[0], MovedLines { out: 3, into: 0 });
        assert_eq!(counts[1], MovedLines { out: 0, into: 3 });
    }

    #[test]
    fn short_lines_do_not_make_a_move_and_no_line_moves_twice() {
        let short = prints("}\n\n}");
        let one = prints("let connection = open(address)?;");
        let twice = prints("let connection = open(address)?;\nx\nlet connection = open(address)?;");
        let deleted = [Block { file: 0, lines: &short }, Block { file: 0, lines: &one }];
        let added = [Block { file: 1, lines: &short }, Block { file: 1, lines: &twice }];
        let counts = count_moved(&deleted, &added, 2);
        assert_eq!((counts[0].out, counts[1].into), (1, 1));
    }
}
