//! Where nodes stand.
//!
//! In: nodes and bytes of a text. Out: lines, from 0. Deliberately absent: what nodes mean.

use std::ops::Range;

use tree_sitter::{Node, Point};

/// The row and column of a byte.
pub(super) fn point(text: &[u8], at: usize) -> Point {
    let before = &text[..at];
    let row = memchr::memchr_iter(b'\n', before).count();
    let column = memchr::memrchr(b'\n', before).map_or(at, |line_break| at - line_break - 1);
    Point { row, column }
}

/// Parts of a text, in its order, with the rows and columns at which they begin and end.
pub(super) fn located(text: &[u8], parts: Vec<Range<usize>>) -> Vec<tree_sitter::Range> {
    let (mut at, mut row, mut line_start) = (0, 0, 0);
    let mut point = |byte: usize| {
        let passed = &text[at..byte];
        row += line_breaks(passed) as usize;
        line_start = memchr::memrchr(b'\n', passed).map_or(line_start, |last| at + last + 1);
        at = byte;
        Point { row, column: byte - line_start }
    };
    let parts = parts.into_iter().map(|part| tree_sitter::Range {
        start_byte: part.start,
        end_byte: part.end,
        start_point: point(part.start),
        end_point: point(part.end),
    });
    parts.collect()
}

/// How many line breaks a text has.
pub(super) fn line_breaks(text: &[u8]) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text).count()).unwrap_or(u32::MAX)
}

/// The line of a point.
pub(super) fn row(point: Point) -> u32 {
    u32::try_from(point.row).unwrap_or(u32::MAX)
}

/// Whether what stands before a node ends on the line before it or on its own. The neighbours of a node are
/// handed in: a tree has to be searched from its root for them.
pub(super) fn stands_directly_before(node: Node<'_>, previous: Option<Node<'_>>) -> bool {
    previous.is_none_or(|last| last_row(last) + 1 >= row(node.start_position()))
}

/// The last line of a node; one that ends with a line break ends on the line before.
pub(super) fn last_row(node: Node<'_>) -> u32 {
    let end = node.end_position();
    let ends_before = end.column == 0 && end.row > node.start_position().row;
    row(end) - u32::from(ends_before)
}

/// Whether a node that has no name of its own is followed by another on the same line.
pub(super) fn is_followed_on_its_line(node: Node<'_>, next: Option<Node<'_>>) -> bool {
    next.is_some_and(|next| next.start_position().row == node.start_position().row)
}

/// Whether a node stands behind others on a line.
pub(super) fn ends_a_line_of_code(node: Node<'_>, previous: Option<Node<'_>>, text: &[u8]) -> bool {
    let before = &text[..node.start_byte()];
    let line = memchr::memrchr(b'\n', before).map_or(before, |at| &before[at + 1..]);
    let is_same_line = |last: Node<'_>| last_row(last) == row(node.start_position());
    !line.trim_ascii().is_empty() && previous.is_some_and(is_same_line)
}
