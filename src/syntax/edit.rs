//! What changes between two versions of a text, told to a tree.
//!
//! In: a tree, both texts and what was replaced. Out: a tree of which only what is new is parsed anew.
//! Deliberately absent: how the changes are found.

use tree_sitter::{InputEdit, Point, Tree};

use super::position::point;

/// What is replaced between two versions, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where it begins before.
    pub start: usize,
    /// Where it ends before.
    pub old_end: usize,
    /// How many bytes take its place.
    pub new_bytes: usize,
}

/// Tells a tree what was replaced; edits come from the top down and do not overlap.
pub(super) fn apply(tree: &mut Tree, old: &[u8], new: &[u8], edits: &[Edit]) {
    // What is above is as it is after: by so much it became longer, or shorter.
    let (mut gone, mut come) = (0, 0);
    for edit in edits {
        let start = edit.start - gone + come;
        let replaced = edit.old_end - edit.start;
        let new_end = start + edit.new_bytes;
        let start_position = point(new, start);
        tree.edit(&InputEdit {
            start_byte: start,
            old_end_byte: start + replaced,
            new_end_byte: new_end,
            start_position,
            old_end_position: after(start_position, &old[edit.start..edit.old_end]),
            new_end_position: after(start_position, &new[start..new_end]),
        });
        gone += replaced;
        come += edit.new_bytes;
    }
}

/// Where a text ends that begins at a point.
fn after(begin: Point, text: &[u8]) -> Point {
    let end = point(text, text.len());
    if end.row == 0 {
        Point { row: begin.row, column: begin.column + end.column }
    } else {
        Point { row: begin.row + end.row, column: end.column }
    }
}
