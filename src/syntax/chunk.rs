//! The runs of lines that a text is parsed in.
//!
//! In: a text and how its language writes branches for the preprocessor. Out: its chunks: each ends with a
//! line that closes a brace in its first column, as definitions of a file do. A chunk is read by itself, so that a place
//! that cannot be read as the language costs only the definition it is in, and a later version only what
//! changed. Where a branch begins in one chunk and ends in another, its directives are left out, and both
//! branches are read. Deliberately absent: parsing.

use std::ops::Range;

use super::grammar::Branches;

/// A run of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Its first line, from 0.
    pub line: u32,
    /// What of it is read.
    pub parts: Vec<Lines>,
}

/// Whole lines of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    pub bytes: Range<usize>,
    /// From 0.
    pub lines: Range<u32>,
}

/// The chunks of a text.
pub(super) fn chunks(text: &[u8], branches: &Branches) -> Vec<Chunk> {
    let mut splitting = Splitting::new(branches);
    let mut start = 0;
    while start < text.len() {
        let end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |at| start + at + 1);
        splitting.line(&text[start..end], start..end);
        start = end;
    }
    splitting.end();
    splitting.chunks
}

struct Splitting<'a> {
    branches: &'a Branches,
    chunks: Vec<Chunk>,
    /// Where the chunk begins that is not ended yet, in bytes and lines.
    from: (usize, u32),
    /// Where the next line begins.
    at: (usize, u32),
    /// Lines of the chunk that are not read.
    left_out: Vec<Lines>,
    /// The directives of each branch that is open in the chunk.
    open: Vec<Vec<Lines>>,
    /// How many branches are open, counted from one that is for another language.
    foreign: usize,
    /// Whether a comment is open.
    is_comment: bool,
}

impl<'a> Splitting<'a> {
    const fn new(branches: &'a Branches) -> Self {
        Self {
            branches,
            chunks: Vec::new(),
            from: (0, 0),
            at: (0, 0),
            left_out: Vec::new(),
            open: Vec::new(),
            foreign: 0,
            is_comment: false,
        }
    }

    fn line(&mut self, line: &[u8], bytes: Range<usize>) {
        let here = Lines { bytes, lines: self.at.1..self.at.1 + 1 };
        self.at = (here.bytes.end, here.lines.end);
        let was_comment = self.is_comment;
        self.is_comment = leaves_comment_open(line, was_comment);
        let directive = self.branches.directive(line).filter(|_| !was_comment);
        if self.foreign > 0 {
            self.foreign = match directive {
                Some(Directive::If | Directive::Foreign) => self.foreign + 1,
                Some(Directive::End) => self.foreign - 1,
                // What stands in the other branch is for this language.
                Some(Directive::Else) if self.foreign == 1 => 0,
                _ => self.foreign,
            };
            self.left_out.push(here);
        } else if let Some(directive) = directive {
            self.directive(directive, here);
        } else if !was_comment && line.starts_with(b"}") {
            self.end();
        }
    }

    fn directive(&mut self, directive: Directive, here: Lines) {
        match directive {
            Directive::Foreign => {
                self.foreign = 1;
                self.left_out.push(here);
            }
            Directive::If => self.open.push(vec![here]),
            Directive::Else => match self.open.last_mut() {
                Some(branch) => branch.push(here),
                None => self.left_out.push(here),
            },
            Directive::End if self.open.pop().is_some() => {}
            Directive::End => self.left_out.push(here),
        }
    }

    /// Ends the chunk, if it has a line. Branches that are open in it are closed in another.
    fn end(&mut self) {
        let (bytes, lines) = (self.from.0..self.at.0, self.from.1..self.at.1);
        if bytes.is_empty() {
            return;
        }
        let mut left_out = std::mem::take(&mut self.left_out);
        left_out.extend(self.open.drain(..).flatten());
        left_out.sort_by_key(|lines| lines.bytes.start);
        self.chunks.push(Chunk {
            parts: between(&bytes, &lines, &left_out),
            line: lines.start,
            bytes,
        });
        self.from = self.at;
    }
}

/// The lines around those that are left out.
fn between(bytes: &Range<usize>, lines: &Range<u32>, left_out: &[Lines]) -> Vec<Lines> {
    let starts = left_out.iter().map(|out| (out.bytes.end, out.lines.end));
    let starts = std::iter::once((bytes.start, lines.start)).chain(starts);
    let ends = left_out.iter().map(|out| (out.bytes.start, out.lines.start));
    let ends = ends.chain(std::iter::once((bytes.end, lines.end)));
    let parts = starts.zip(ends).filter(|(start, end)| start.0 < end.0);
    parts.map(|(start, end)| Lines { bytes: start.0..end.0, lines: start.1..end.1 }).collect()
}

/// Whether a comment is open behind a line. Signs in strings are taken for signs of comments: then
/// a chunk is longer than it had to be.
fn leaves_comment_open(line: &[u8], is_open: bool) -> bool {
    let last = |sign: &[u8]| memchr::memmem::rfind(line, sign);
    match (last(b"/*"), last(b"*/")) {
        (None, None) => is_open,
        (Some(opens), Some(closes)) => opens > closes,
        (opens, _) => opens.is_some(),
    }
}

/// A line for the preprocessor that says which lines are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Directive {
    /// It begins a branch.
    If,
    /// It begins a branch for another language.
    Foreign,
    /// It begins the other branch.
    Else,
    /// It ends both.
    End,
}

impl Branches {
    fn directive(&self, line: &[u8]) -> Option<Directive> {
        let rest = line.trim_ascii_start().strip_prefix(self.sign.as_bytes())?.trim_ascii();
        let word = |words: &[&str]| words.iter().any(|word| rest.starts_with(word.as_bytes()));
        match () {
            () if word(self.foreign) => Some(Directive::Foreign),
            () if word(self.begin) => Some(Directive::If),
            () if word(self.other) => Some(Directive::Else),
            () if word(self.end) => Some(Directive::End),
            () => None,
        }
    }
}
