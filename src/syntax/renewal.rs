//! The outline of a later version, from that of the one before.
//!
//! In: the outline of a text, that text, a later version, and what was replaced between them. Out: the
//! outline of the later version, for which only the parts that changed (`piece`) are parsed, each by itself;
//! nothing where one of them cannot be read so. What is around a part, and beside it, reads as it did:
//! that holds where definitions stand one after the other, in a file or in what the table of a language names
//! (`pieces`), and where all that was parsed reads without an error. Deliberately absent: trees of whole
//! texts, and how the changes are found.

use super::edit::Edit;
use super::outline::OutlineParser;
use super::piece::{Piece, Pieces};
use super::position::line_breaks;
use super::shift::Shifts;
use super::{Import, Outline, SymbolKind};

/// The outline of a later version of a text.
pub(super) fn renew(
    parser: &mut OutlineParser,
    kinds: &[SymbolKind],
    (outline, old): (&Outline, &[u8]),
    new: &[u8],
    edits: &[Edit],
) -> Option<Outline> {
    let pieces = Pieces { outline, text: old, kinds }.of(edits)?;
    let shifts = Shifts::of(old, new, edits);
    let mut renewed = Outline::default();
    // From which symbol on all are how many places further on.
    let mut moved: Vec<(usize, usize, usize)> = vec![(0, 0, 0)];
    let place_of = |moved: &[(usize, usize, usize)], at: usize| {
        let (_, gone, come) = moved[moved.partition_point(|(from, ..)| *from <= at) - 1];
        at - gone + come
    };
    let mut copied = 0;
    for piece in &pieces {
        let unchanged = copied..piece.symbols.start;
        shifts.copy(unchanged, (outline, &mut renewed), |at| place_of(&moved, at));
        let bytes = shifts.end(piece.bytes.start)..shifts.byte(piece.bytes.end);
        let parent = piece.parent.map(|parent| place_of(&moved, parent));
        parser.outline_piece(new, bytes, parent, &mut renewed)?;
        copied = piece.symbols.end;
        moved.push((copied, copied, renewed.symbols.len()));
    }
    let rest = copied..outline.symbols.len();
    shifts.copy(rest, (outline, &mut renewed), |at| place_of(&moved, at));
    renewed.imports.extend(imports_beside(outline, old, &pieces, &shifts));
    renewed.imports.sort_by_key(|import| import.line);
    Some(renewed)
}

/// The imports outside of the parts that changed.
fn imports_beside(
    outline: &Outline,
    old: &[u8],
    pieces: &[Piece],
    shifts: &Shifts,
) -> impl Iterator<Item = Import> {
    let (mut at, mut line) = (0, 0);
    let mut row_of = |byte: usize| {
        line += line_breaks(&old[at..byte]);
        at = byte;
        line
    };
    let lines = |piece: &Piece| row_of(piece.bytes.start)..=row_of(piece.bytes.end);
    let changed: Vec<_> = pieces.iter().map(lines).collect();
    let is_beside =
        move |import: &&Import| !changed.iter().any(|lines| lines.contains(&import.line));
    outline
        .imports
        .iter()
        .filter(is_beside)
        .map(|import| Import { line: shifts.line(import.line), text: import.text.clone() })
}
