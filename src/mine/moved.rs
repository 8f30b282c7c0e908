//! Lines that a commit moved rather than wrote.
//!
//! In: the prints of the lines that a commit deleted and added, hunk by hunk. Out: runs of added lines that
//! stand in the same order among the deleted ones, in the same file or in another. What is too little to have
//! moved is decided as `git blame -M` and `-C` do: a run must hold 20 letters and digits within a file and 40
//! between two; white space makes no difference, so that what is indented anew has moved all the same.
//! Deliberately absent: copies (what stays where it was has not moved), and whose the lines are (`splice`).

use super::prints::LinePrint;

/// git's `BLAME_DEFAULT_MOVE_SCORE`: letters and digits of what moves within a file.
const LEAST_WITHIN: u32 = 20;
/// git's `BLAME_DEFAULT_COPY_SCORE`, for what moves between files: an import or the head of a method that goes here
/// and comes there says nothing yet.
const LEAST_BETWEEN: u32 = 40;
/// Places that are tried for a line that was deleted many times.
const PLACES: usize = 16;

/// Lines that follow each other on one side of the hunks of a file.
pub(super) struct Block<'a> {
    /// Which file of the commit.
    pub file: usize,
    /// Where the first line stands in the file, from 0.
    pub start: u32,
    /// The lines.
    pub lines: &'a [LinePrint],
}

impl Block<'_> {
    /// The line after the last.
    pub(super) fn end(&self) -> u32 {
        self.start + number(self.lines.len())
    }
}

/// A run of lines that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    /// The file where they stood, and the first of them there.
    pub from: (usize, u32),
    /// The file where they stand now, and the first of them there.
    pub to: (usize, u32),
    /// How many.
    pub lines: u32,
}

/// The lines that moved, in the order in which they were added.
pub(super) fn find_moved(deleted: &[Block<'_>], added: &[Block<'_>]) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut sources = Sources::new(deleted);
    for block in added {
        let (mut at, mut done) = (0, 0);
        while at < block.lines.len() {
            let Some((start, length)) = sources.longest_run(&block.lines[at..], block.file) else {
                at += 1;
                continue;
            };
            // Lines that say too little to be looked for may still stand before what was found.
            let before = sources.common_before(start, &block.lines[done..at]);
            let (from, to, lines) = (start - before, at - before, length + before);
            sources.taken[from..start + length].fill(true);
            moves.push(Move {
                from: sources.place(from),
                to: (block.file, block.start + number(to)),
                lines: number(lines),
            });
            at += length;
            done = at;
        }
    }
    moves
}

fn number(of_lines: usize) -> u32 {
    u32::try_from(of_lines).unwrap_or(u32::MAX)
}

/// The deleted lines of a commit, one block after the other.
struct Sources {
    lines: Vec<LinePrint>,
    /// Lines that have gone elsewhere already.
    taken: Vec<bool>,
    /// Where they stood.
    blocks: Vec<Source>,
    /// Where each line stands, by line.
    places: Vec<(LinePrint, usize)>,
}

/// Where a block of deleted lines is among all of them, and where it stood.
#[derive(Clone, Copy)]
struct Source {
    first: usize,
    end: usize,
    file: usize,
    start: u32,
}

impl Sources {
    fn new(blocks: &[Block<'_>]) -> Self {
        let lines: Vec<LinePrint> = blocks.iter().flat_map(|block| block.lines).copied().collect();
        let mut places: Vec<_> = lines.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let ends = blocks.iter().scan(0, |end, block| {
            let first = *end;
            *end += block.lines.len();
            Some(Source { first, end: *end, file: block.file, start: block.start })
        });
        Self { taken: vec![false; lines.len()], blocks: ends.collect(), places, lines }
    }

    /// The block that holds a line.
    fn block_of(&self, line: usize) -> Source {
        self.blocks[self.blocks.partition_point(|block| block.end <= line)]
    }

    /// The file and the line in it.
    fn place(&self, line: usize) -> (usize, u32) {
        let block = self.block_of(line);
        (block.file, block.start + number(line - block.first))
    }

    /// How many of the last of `lines` equal those right before a deleted line.
    fn common_before(&self, line: usize, lines: &[LinePrint]) -> usize {
        let first = self.block_of(line).first;
        let others = self.lines[first..line].iter().zip(&self.taken[first..line]);
        let pairs = lines.iter().rev().zip(others.rev());
        pairs.take_while(|(line, (other, taken))| line == other && !**taken).count()
    }

    /// The longest run of deleted lines that equals the beginning of `lines` and is heavy enough:
    /// where it starts, and its length. Of equal ones the first that stands in `file`, and else the first.
    fn longest_run(&self, lines: &[LinePrint], file: usize) -> Option<(usize, usize)> {
        let first = *lines.first()?;
        let from = self.places.partition_point(|(line, _)| *line < first);
        let places = self.places[from..].iter().take_while(|(line, _)| *line == first);
        let mut best: Option<(usize, (usize, bool))> = None;
        for &(_, start) in places.take(PLACES) {
            let block = self.block_of(start);
            let others = self.lines[start..block.end].iter().zip(&self.taken[start..block.end]);
            let length = lines
                .iter()
                .zip(others)
                .take_while(|(line, (other, taken))| line == other && !**taken)
                .count();
            let found = (length, block.file == file);
            let is_better = best.is_none_or(|(_, best)| found > best);
            if is_better && is_enough(&lines[..length], block.file == file) {
                best = Some((start, found));
            }
        }
        best.map(|(start, (length, _))| (start, length))
    }
}

/// Whether lines that are equal are so by more than chance.
fn is_enough(lines: &[LinePrint], is_within: bool) -> bool {
    let least = if is_within { LEAST_WITHIN } else { LEAST_BETWEEN };
    lines.iter().map(|line| line.weight()).sum::<u32>() >= least
}

#[cfg(test)]
mod tests {
    use super::{Block, LinePrint, Move, find_moved};

    fn prints(text: &str) -> Vec<LinePrint> {
        text.lines().map(|line| LinePrint::of(line.as_bytes())).collect()
    }

    fn block(file: usize, start: u32, lines: &[LinePrint]) -> Block<'_> {
        Block { file, start, lines }
    }

    #[test]
    fn a_function_that_went_to_another_file() {
        let function =
            prints("fn parse(input: &str) -> Result<Ast, ParseError> {\n    lex(input).tree()\n}");
        let indented = prints(
            "  fn parse(input: &str) -> Result<Ast, ParseError> {\n      lex(input).tree()\n  }",
        );
        let other = prints("mod parse;");
        let moves =
            find_moved(&[block(0, 7, &function)], &[block(0, 7, &other), block(1, 2, &indented)]);
        assert_eq!(moves, [Move { from: (0, 7), to: (1, 2), lines: 3 }]);
    }

    #[test]
    fn short_lines_do_not_make_a_move_and_no_line_moves_twice() {
        let short = prints("}\n\n}");
        let one = prints("let connection = open(address)?;");
        let twice = prints("let connection = open(address)?;\nx\nlet connection = open(address)?;");
        let moves = find_moved(
            &[block(0, 0, &short), block(0, 9, &one)],
            &[block(0, 30, &short), block(0, 35, &twice)],
        );
        assert_eq!(moves, [Move { from: (0, 9), to: (0, 35), lines: 1 }]);
    }

    #[test]
    fn between_files_it_takes_more() {
        let import = prints("use std::task::{Context, Poll};");
        let imports = prints("use std::task::{Context, Poll};\nuse std::sync::atomic::Ordering;");
        let between =
            |lines: &[LinePrint]| find_moved(&[block(0, 0, lines)], &[block(1, 0, lines)]).len();
        assert_eq!((between(&import), between(&imports)), (0, 1));
        assert_eq!(find_moved(&[block(0, 0, &import)], &[block(0, 9, &import)]).len(), 1);
    }

    #[test]
    fn short_lines_before_a_move_go_along() {
        // So many closing lines that the right one is not among the places that are tried.
        let closing = prints(&"}\n".repeat(40));
        let function = prints(
            "}\n\nfn parse(input: &str) -> Result<Ast, ParseError> {\n    lex(input).tree()\n}",
        );
        let moves = find_moved(
            &[block(0, 0, &closing), block(0, 50, &function)],
            &[block(1, 0, &function)],
        );
        assert_eq!(moves, [Move { from: (0, 50), to: (1, 0), lines: 5 }]);
    }

    #[test]
    fn of_equal_lines_those_of_the_same_file_moved() {
        let line = prints("let mut connection = open_with_retries(address_of_server)?;");
        let moves = find_moved(&[block(0, 3, &line), block(1, 4, &line)], &[block(1, 8, &line)]);
        assert_eq!(moves, [Move { from: (1, 4), to: (1, 8), lines: 1 }]);
    }
}
