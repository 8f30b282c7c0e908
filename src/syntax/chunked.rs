//! A text read in chunks.
//!
//! In: a text, and what is known of the version before. Out: its outline, for which only the chunks are
//! parsed that the version before does not have. Deliberately absent: where chunks end (`chunk`).

use std::collections::HashMap;
use std::ops::Range;

use tree_sitter::{Point, Range as Part};

use super::Outline;
use super::chunk::{Chunk, Lines, chunks};
use super::grammar::Split;
use super::heading::{alone, nest_sections};
use super::outline::OutlineParser;
use super::shift::Shifts;

/// A chunk, and what of an outline is in it.
pub(super) struct ReadChunk {
    bytes: Range<usize>,
    line: u32,
    symbols: Range<usize>,
    imports: Range<usize>,
    damaged: Range<usize>,
}

/// A version that was read in chunks.
pub(super) struct ReadVersion<'a> {
    pub chunks: &'a [ReadChunk],
    pub outline: &'a Outline,
    pub text: &'a [u8],
}

impl<'a> ReadVersion<'a> {
    /// For each chunk of another version the same one of this. Those that both begin and end with need not be
    /// looked up.
    fn same(&self, text: &[u8], chunks: &[Chunk]) -> Vec<Option<&'a ReadChunk>> {
        let is_same = |(old, new): (&ReadChunk, &Chunk)| {
            self.text[old.bytes.clone()] == text[new.bytes.clone()]
        };
        let both = self.chunks.len().min(chunks.len());
        let head = self.chunks.iter().zip(chunks).take_while(|pair| is_same(*pair)).count();
        let tail = self.chunks.iter().rev().zip(chunks.iter().rev());
        let tail = tail.take(both - head).take_while(|pair| is_same(*pair)).count();
        let between = &self.chunks[head..self.chunks.len() - tail];
        let text_of = |chunk: &ReadChunk| &self.text[chunk.bytes.clone()];
        let known: HashMap<&[u8], &ReadChunk> =
            between.iter().map(|chunk| (text_of(chunk), chunk)).collect();
        let new = chunks[head..chunks.len() - tail].iter();
        let new = new.map(|chunk| known.get(&text[chunk.bytes.clone()]).copied());
        let ends = (&self.chunks[..head], &self.chunks[self.chunks.len() - tail..]);
        ends.0.iter().map(Some).chain(new).chain(ends.1.iter().map(Some)).collect()
    }
}

/// Reads a text in chunks.
pub(super) fn read_chunks(
    parser: &mut OutlineParser,
    text: &[u8],
    split: &Split,
    before: Option<&ReadVersion<'_>>,
) -> Option<(Vec<ReadChunk>, Outline)> {
    let now = chunks(text, split);
    let same = before.map_or_else(Vec::new, |before| before.same(text, &now));
    let mut outline = Outline::default();
    let mut read = Vec::new();
    for (at, chunk) in now.into_iter().enumerate() {
        let from = sizes(&outline);
        if let (Some(Some(same)), Some(before)) = (same.get(at), before) {
            copy(same, &chunk, before.outline, &mut outline);
        } else if !chunk.parts.is_empty() {
            let parts: Vec<Part> = chunk.parts.iter().map(part).collect();
            parser.outline_parts(text, &parts, &mut outline)?;
        }
        let to = sizes(&outline);
        read.push(ReadChunk {
            bytes: chunk.bytes,
            line: chunk.line,
            symbols: from.0..to.0,
            imports: from.1..to.1,
            damaged: from.2..to.2,
        });
    }
    nest_sections(&mut outline.symbols, text);
    Some((read, outline))
}

const fn sizes(outline: &Outline) -> (usize, usize, usize) {
    (outline.symbols.len(), outline.imports.len(), outline.damaged.len())
}

fn part(lines: &Lines) -> Part {
    let start = |line: u32| Point { row: line as usize, column: 0 };
    Part {
        start_byte: lines.bytes.start,
        end_byte: lines.bytes.end,
        start_point: start(lines.lines.start),
        end_point: start(lines.lines.end),
    }
}

/// Copies what is in a chunk to where the same chunk is now.
fn copy(same: &ReadChunk, now: &Chunk, from: &Outline, to: &mut Outline) {
    let shift = Shifts::between((same.bytes.start, same.line), (now.bytes.start, now.line));
    let first = to.symbols.len();
    // A section may be enclosed by one of another chunk, and go on in the next: that is found anew.
    let place_of = |at: usize| (first + at).saturating_sub(same.symbols.start);
    shift.copy(same.symbols.clone(), (from, to), place_of);
    to.symbols[first..].iter_mut().for_each(alone);
    let imports = from.imports[same.imports.clone()].iter();
    to.imports.extend(imports.map(|import| shift.import(import)));
    let damaged = from.damaged[same.damaged.clone()].iter();
    to.damaged.extend(damaged.map(|lines| shift.line(lines.start)..shift.line(lines.end)));
}
