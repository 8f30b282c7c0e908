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
        let holds = |at: &usize| is_within(&touched, self.bytes(*at));
        while let Some(child) = self.children(parent).find(holds) {
            match self.members(child).filter(|scope| is_within(&touched, scope)) {
                Some(_) => parent = Some(child),
                None => return self.run(parent, self.bytes(child).clone()),
            }
        }
        self.run(parent, touched)
    }

    /// The part around some bytes directly in a symbol, or in the file. What stands on one line with a definition, or
    /// directly before one, may belong to it; and braces that define nothing may hold definitions: then
    /// the part is larger.
    fn run(&self, parent: Option<usize>, mut touched: Range<usize>) -> Option<Piece> {
        let scope = match parent {
            None => 0..self.text.len(),
            Some(parent) => self.members(parent)?,
        };
        loop {
            touched = self.whole_symbols(parent, touched);
            let (last, next) = self.beside(parent, &touched);
            let bytes = last.map_or(scope.start, |last| self.bytes(last).end)
                ..next.map_or(scope.end, |next| self.bytes(next).start);
            let (closed, opened) = unpaired(&self.text[bytes.clone()]);
            let is_start_of_file = parent.is_none() && last.is_none();
            let is_alone_above = is_start_of_file || self.is_ended(bytes.start..touched.start);
            let is_alone_below = next.is_none() || self.is_parted(touched.end..bytes.end);
            if !is_alone_above || closed > 0 {
                let Some(last) = last else {
                    let around = &self.outline.symbols[parent?];
                    return self.run(around.parent, around.bytes.clone());
                };
                touched.start = self.bytes(last).start;
            } else if !is_alone_below || opened > 0 {
                touched.end = self.bytes(next?).end;
            } else {
                let enclosed = self.enclosed(parent);
                let start = last.map_or(enclosed.start, |last| self.enclosed(Some(last)).end);
                let symbols = start..next.unwrap_or(enclosed.end);
                return Some(Piece { parent, symbols, bytes });
            }
        }
    }

    /// Some bytes with all of the symbols that they touch. These may overlap: the names of one
    /// statement.
    fn whole_symbols(&self, parent: Option<usize>, mut touched: Range<usize>) -> Range<usize> {
        let sticks_out = |at: &usize, touched: &Range<usize>| {
            let symbol = self.bytes(*at);
            let overlaps = symbol.start < touched.end && symbol.end > touched.start;
            overlaps && (symbol.start < touched.start || symbol.end > touched.end)
        };
        while let Some(at) = self.children(parent).find(|at| sticks_out(at, &touched)) {
            let symbol = self.bytes(at);
            touched = symbol.start.min(touched.start)..symbol.end.max(touched.end);
        }
        touched
    }

    /// The symbols directly before and behind some bytes.
    fn beside(
        &self,
        parent: Option<usize>,
        bytes: &Range<usize>,
    ) -> (Option<usize>, Option<usize>) {
        let before = self.children(parent).filter(|at| self.bytes(*at).end <= bytes.start);
        let behind = self.children(parent).filter(|at| self.bytes(*at).start >= bytes.end);
        let last = before.max_by_key(|at| self.bytes(*at).end);
        (last, behind.min_by_key(|at| (self.bytes(*at).start, *at)))
    }

    fn bytes(&self, symbol: usize) -> &Range<usize> {
        &self.outline.symbols[symbol].bytes
    }

    /// What is between the braces of a symbol, if its members can be read by themselves.
    fn members(&self, symbol: usize) -> Option<Range<usize>> {
        let Symbol { kind, body, .. } = &self.outline.symbols[symbol];
        let body = body.clone().filter(|_| self.kinds.contains(kind))?;
        let inside = self.text.get(body)?.strip_prefix(b"{")?.strip_suffix(b"}")?;
        let start = self.outline.symbols[symbol].body.as_ref()?.start + 1;
        Some(start..start + inside.len())
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
