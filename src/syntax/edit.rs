//! What changes between two versions of a text, told to a tree.
//!
//! In: a tree, both texts and what was replaced. Out: a tree of which only what is new is parsed anew.
//! Deliberately absent: how the changes are found.

use tree_sitter::{InputEdit, Tree};

use super::position::point;

/// What is replaced between two versions, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where it begins in both.
    pub start: usize,
    /// Where it ends before.
    pub old_end: usize,
    /// Where it ends after.
    pub new_end: usize,
}

/// Tells a tree what was replaced; edits are in the bytes of the version before and do not overlap.
pub(super) fn apply(tree: &mut Tree, old: &[u8], new: &[u8], edit: Edit) {
    tree.edit(&InputEdit {
        start_byte: edit.start,
        old_end_byte: edit.old_end,
        new_end_byte: edit.new_end,
        start_position: point(old, edit.start),
        old_end_position: point(old, edit.old_end),
        new_end_position: point(new, edit.new_end),
    });
}
