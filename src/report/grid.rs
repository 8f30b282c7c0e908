//! A table before it has a format.
//!
//! In: titles and cells. Out: the same, for the terminal, Markdown and HTML to lay out.
//! Deliberately absent: widths, borders, escaping.

use super::Label;

/// Which side of a column its cells stand at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A column of a [`Grid`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// Where its cells stand.
    pub align: Align,
    /// What its cells are.
    pub label: Label,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub const fn words(title: &'static str) -> Self {
        Self { title, align: Align::Left, label: Label::Plain }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn number(title: &'static str) -> Self {
        Self { title, align: Align::Right, label: Label::Plain }
    }

    /// The same column with cells of another meaning.
    #[must_use]
    pub const fn labelled(mut self, label: Label) -> Self {
        self.label = label;
        self
    }
}

/// A table: each row has a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The columns, the most important first: narrow screens leave out the last ones.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}
