//! The parts of a text that changed, each of which can be read by itself.
//!
//! In: the outline of a text, the text, and what was replaced in it. Out: for all that was replaced, runs of
//! definitions side by side with what stands between them, up to the definitions beside. Nothing where such
//! a part would be the whole text. Deliberately absent: the later version, and parsing.

use std::ops::Range;

use super::edit::Edit;
use super::{Outline, Symbol, SymbolKind};

/// A part of a text that changed: what is between two definitions, or at the ends of what encloses them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The symbol around it.
    pub parent: Option<usize>,
    /// The symbols in it, with all that they enclose.
    pub symbols: Range<usize>,
    /// Its bytes.
    pub bytes: Range<usize>,
}

/// A text of which parts changed.
#[derive(Clone, Copy)]
pub(super) struct Pieces<'a> {
    pub outline: &'a Outline,
    pub text: &'a [u8],
    /// The kinds of symbols whose members can be read by themselves.
    pub kinds: &'a [SymbolKind],
}

impl Pieces<'_> {
    /// The parts that some edits, from the top down, are in.
    pub(super) fn of(&self, edits: &[Edit]) -> Option<Vec<Piece>> {
        let mut pieces: Vec<Piece> = Vec::with_capacity(edits.len());
        for edit in edits {
            let mut piece = self.piece(edit)?;
            while let Some(last) = pieces.pop_if(|last| last.bytes.end > piece.bytes.start) {
                piece = join(last, piece)?;
            }
            pieces.push(piece);
        }
        Some(pieces)
    }

    fn piece(&self, edit: &Edit) -> Option<Piece> {
        let touched = edit.start..edit.old_end;
        let mut parent = None;
        while let Some(child) = self.children(parent).find(|at| self.holds(*at, &touched)) {
            match self.members(child).filter(|scope| is_within(&touched, scope)) {
                Some(_) => parent = Some(child),
                None => return self.run(parent, self.outline.symbols[child].bytes.clone()),
            }
        }
        self.run(parent, touched)
    }

    /// The part around some bytes directly in a symbol, or in the file.
    fn run(&self, parent: Option<usize>, mut touched: Range<usize>) -> Option<Piece> {
        let scope = match parent {
            None => 0..self.text.len(),
            Some(parent) => self.members(parent)?,
        };
        loop {
            let (piece, beside) = self.between(parent, &scope, &mut touched);
            let (closed, opened) = unpaired(&self.text[piece.bytes.clone()]);
            let starts = closed == 0
                && (parent.is_none() && beside.0.is_none()
                    || self.is_ended(piece.bytes.start..touched.start));
            let ends =
                opened == 0 && (beside.1.is_none() || self.is_parted(touched.end..piece.bytes.end));
            // What stands on one line with a definition, or directly before one, may belong to it; and braces
            // that define nothing may hold definitions.
            match (starts, beside.0, ends, beside.1) {
                (true, _, true, _) => return Some(piece),
                (false, None, ..) => {
                    let parent = parent?;
                    let symbol = &self.outline.symbols[parent];
                    return self.run(symbol.parent, symbol.bytes.clone());
                }
                (false, Some(last), ..) => touched.start = self.outline.symbols[last].bytes.start,
                (.., next) => touched.end = self.outline.symbols[next?].bytes.end,
            }
        }
    }

    /// What is between the symbols beside some bytes, and these symbols; the bytes become as long as the symbols
    /// that they touch.
    fn between(
        &self,
        parent: Option<usize>,
        scope: &Range<usize>,
        touched: &mut Range<usize>,
    ) -> (Piece, (Option<usize>, Option<usize>)) {
        let enclosed = self.enclosed(parent);
        let bytes = |at: usize| &self.outline.symbols[at].bytes;
        // Symbols may overlap: the names of one statement.
        loop {
            let touches = |at: &usize| {
                bytes(*at).start < touched.end && bytes(*at).end > touched.start && {
                    bytes(*at).start < touched.start || bytes(*at).end > touched.end
                }
            };
            let Some(at) = self.children(parent).find(touches) else { break };
            *touched = bytes(at).start.min(touched.start)..bytes(at).end.max(touched.end);
        }
        let before = self.children(parent).filter(|at| bytes(*at).end <= touched.start);
        let last = before.max_by_key(|at| bytes(*at).end);
        let behind = self.children(parent).filter(|at| bytes(*at).start >= touched.end);
        let next = behind.min_by_key(|at| (bytes(*at).start, *at));
        let start = last.map_or(enclosed.start, |last| self.enclosed(Some(last)).end);
        let piece = Piece {
            parent,
            symbols: start..next.unwrap_or(enclosed.end),
            bytes: last.map_or(scope.start, |last| bytes(last).end)
                ..next.map_or(scope.end, |next| bytes(next).start),
        };
        (piece, (last, next))
    }

    /// What is between the braces of a symbol, if its members can be read by themselves.
    fn members(&self, symbol: usize) -> Option<Range<usize>> {
        let Symbol { kind, body, .. } = &self.outline.symbols[symbol];
        let body = body.clone().filter(|_| self.kinds.contains(kind))?;
        let inside = self.text.get(body)?.strip_prefix(b"{")?.strip_suffix(b"}")?;
        let start = self.outline.symbols[symbol].body.as_ref()?.start + 1;
        Some(start..start + inside.len())
    }

    fn holds(&self, symbol: usize, touched: &Range<usize>) -> bool {
        is_within(touched, &self.outline.symbols[symbol].bytes)
    }

    /// The symbols directly in another, or in the file.
    fn children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let enclosed = self.enclosed(parent);
        enclosed.filter(move |at| self.outline.symbols[*at].parent == parent)
    }

    /// All symbols in another, or in the file.
    fn enclosed(&self, parent: Option<usize>) -> Range<usize> {
        let symbols = &self.outline.symbols;
        let Some(parent) = parent else { return 0..symbols.len() };
        let is_inside = |symbol: &&Symbol| symbol.parent.is_some_and(|around| around >= parent);
        let count = symbols[parent + 1..].iter().take_while(is_inside).count();
        parent + 1..parent + 1 + count
    }

    /// Whether nothing but white space follows on the line on which some bytes begin.
    fn is_ended(&self, bytes: Range<usize>) -> bool {
        let mut lines = self.text[bytes].split(|byte| *byte == b'\n');
        lines.next().is_some_and(|line| line.trim_ascii().is_empty()) && lines.next().is_some()
    }

    /// Whether there is a line break, and behind the last one only white space.
    fn is_parted(&self, bytes: Range<usize>) -> bool {
        let mut lines = self.text[bytes].rsplit(|byte| *byte == b'\n');
        lines.next().is_some_and(|line| line.trim_ascii().is_empty()) && lines.next().is_some()
    }
}

/// Whether some bytes are in others and touch neither end.
const fn is_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    inner.start > outer.start && inner.end < outer.end
}

/// How many braces are closed that some text does not open, and opened that it does not close. Those in
/// strings and comments count as well: whether a part can be read is seen when it is.
fn unpaired(text: &[u8]) -> (usize, usize) {
    memchr::memchr2_iter(b'{', b'}', text).fold((0, 0), |(closed, opened), at| {
        match (text[at], opened) {
            (b'{', _) => (closed, opened + 1),
            (_, 0) => (closed + 1, 0),
            _ => (closed, opened - 1),
        }
    })
}

/// One part for two that overlap.
fn join(first: Piece, second: Piece) -> Option<Piece> {
    if first.parent == second.parent {
        return Some(Piece {
            parent: first.parent,
            symbols: first.symbols.start.min(second.symbols.start)
                ..first.symbols.end.max(second.symbols.end),
            bytes: first.bytes.start.min(second.bytes.start)..first.bytes.end.max(second.bytes.end),
        });
    }
    let holds = |outer: &Piece, inner: &Piece| {
        inner.parent.is_some_and(|parent| outer.symbols.contains(&parent))
    };
    match (holds(&first, &second), holds(&second, &first)) {
        (true, _) => Some(first),
        (_, true) => Some(second),
        _ => None,
    }
}
