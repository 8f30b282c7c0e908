//! The outline of a later version, from that of the one before.
//!
//! In: the outline of a text, that text, a later version, and what was replaced between them. Out: the
//! outline of the later version, for which only the parts that changed (`piece`) are parsed, each by itself;
//! nothing where one of them cannot be read so. What is around a part, and beside it, reads as it did:
//! that holds where definitions stand one after the other, in a file or in what the table of a language names
//! (`Renewal`), and where all that was parsed reads without an error. Deliberately absent: trees of whole
//! texts, and how the changes are found.

use super::edit::Edit;
use super::grammar::Separable;
use super::outline::OutlineParser;
use super::piece::{Piece, Pieces};
use super::shift::Shifts;
use super::{Import, Outline};

/// The outline of a later version of a text.
pub(super) fn renew(
    parser: &mut OutlineParser,
    separable: &Separable,
    (outline, old): (&Outline, &[u8]),
    new: &[u8],
    edits: &[Edit],
) -> Option<Outline> {
    let pieces = Pieces { outline, text: old, kinds: separable.members }.of(edits)?;
    let shifts = Shifts::of(old, new, edits);
    let mut renewed = Outline::default();
    let mut places = Places(vec![(0, 0)]);
    let mut copied = 0;
    for piece in &pieces {
        let unchanged = copied..piece.symbols.start;
        shifts.copy(unchanged, (outline, &mut renewed), |at| places.of(at));
        let bytes = shifts.end(piece.bytes.start)..shifts.byte(piece.bytes.end);
        let parent = piece.parent.map(|parent| places.of(parent));
        parser.outline_piece(new, bytes, (parent, separable.fragments), &mut renewed)?;
        copied = piece.symbols.end;
        places.0.push((copied, renewed.symbols.len()));
    }
    shifts.copy(copied..outline.symbols.len(), (outline, &mut renewed), |at| places.of(at));
    let is_in = |import: &Import, piece: &Piece| piece.bytes.contains(&import.start);
    let beside = outline.imports.iter();
    let beside = beside.filter(|import| !pieces.iter().any(|piece| is_in(import, piece)));
    renewed.imports.extend(beside.map(|import| shifts.import(import)));
    renewed.imports.sort_by_key(|import| import.start);
    Some(renewed)
}

/// Where symbols that did not change are in the new outline: from which one on, and the place of that.
struct Places(Vec<(usize, usize)>);

impl Places {
    fn of(&self, symbol: usize) -> usize {
        let (from, place) = self.0[self.0.partition_point(|(from, _)| *from <= symbol) - 1];
        symbol - from + place
    }
}
