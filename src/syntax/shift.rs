//! Where what did not change is in a later version.
//!
//! In: what was replaced in a text, or where a part of it is now. Out: places, and symbols, as they are in
//! the later version. Deliberately absent: what did change.

use std::ops::Range;

use super::edit::Edit;
use super::position::line_breaks;
use super::{Import, Outline, Symbol};

/// Where what did not change is now.
pub(super) struct Shifts(Vec<Shift>);

/// By how much all is moved from here on: what went and what came before it.
#[derive(Clone, Copy, Default)]
struct Shift {
    /// The first byte and line before for which it holds.
    from: (usize, u32),
    bytes: (usize, usize),
    lines: (u32, u32),
}

impl Shifts {
    /// What some edits, from the top down, do to all else.
    pub(super) fn of(old: &[u8], new: &[u8], edits: &[Edit]) -> Self {
        let mut shift = Shift::default();
        let mut shifts = vec![shift];
        for edit in edits {
            let above = shift.from.1 + line_breaks(&old[shift.from.0..edit.start]);
            let gone = line_breaks(&old[edit.start..edit.old_end]);
            let start = edit.start - shift.bytes.0 + shift.bytes.1;
            let come = line_breaks(&new[start..start + edit.new_bytes]);
            shift = Shift {
                from: (edit.old_end, above + gone),
                bytes: (shift.bytes.0 + edit.old_end - edit.start, shift.bytes.1 + edit.new_bytes),
                lines: (shift.lines.0 + gone, shift.lines.1 + come),
            };
            shifts.push(shift);
        }
        Self(shifts)
    }

    /// What stood at a byte and line, and stands at others now.
    pub(super) fn between(before: (usize, u32), after: (usize, u32)) -> Self {
        Self(vec![Shift { from: (0, 0), bytes: (before.0, after.0), lines: (before.1, after.1) }])
    }

    fn at_byte(&self, byte: usize) -> &Shift {
        &self.0[self.0.partition_point(|shift| shift.from.0 <= byte) - 1]
    }

    /// Where a byte is now.
    pub(super) fn byte(&self, byte: usize) -> usize {
        let (gone, come) = self.at_byte(byte).bytes;
        byte - gone + come
    }

    /// Where the end of something is now; what was put in there is behind it.
    pub(super) fn end(&self, end: usize) -> usize {
        end.checked_sub(1).map_or(0, |last| self.byte(last) + 1)
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.byte(range.start)..self.end(range.end)
    }

    /// Where a line is now.
    pub(super) fn line(&self, line: u32) -> u32 {
        let shift = &self.0[self.0.partition_point(|shift| shift.from.1 <= line) - 1];
        line - shift.lines.0 + shift.lines.1
    }

    /// Where a line is now, on which a byte stands.
    fn line_of(&self, byte: usize, line: u32) -> u32 {
        let (gone, come) = self.at_byte(byte).lines;
        line - gone + come
    }

    /// A symbol as it is now.
    fn symbol(&self, symbol: &Symbol) -> Symbol {
        let Symbol { bytes, own, lines, .. } = symbol;
        Symbol {
            lines: self.line_of(bytes.start, lines.start)
                ..self.line_of(bytes.end.saturating_sub(1), lines.end),
            line: self.line_of(own.start, symbol.line),
            bytes: self.range(bytes),
            own: self.range(own),
            body: symbol.body.as_ref().map(|body| self.range(body)),
            ..symbol.clone()
        }
    }

    /// An import as it is now.
    pub(super) fn import(&self, import: &Import) -> Import {
        Import {
            text: import.text.clone(),
            start: self.byte(import.start),
            line: self.line_of(import.start, import.line),
        }
    }

    /// Copies symbols to where they are now; `place_of` tells where the symbol around one is in the new
    /// outline.
    pub(super) fn copy(
        &self,
        symbols: Range<usize>,
        (from, to): (&Outline, &mut Outline),
        place_of: impl Fn(usize) -> usize,
    ) {
        let symbols = from.symbols[symbols].iter();
        to.symbols.extend(
            symbols.map(|symbol| Symbol {
                parent: symbol.parent.map(&place_of),
                ..self.symbol(symbol)
            }),
        );
    }
}
