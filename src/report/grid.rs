//! A table before it has a format.
//!
//! In: titles and cells. Out: the same, for the terminal, Markdown and HTML to lay out.
//! Deliberately absent: widths, borders, escaping.

use std::borrow::Cow;

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
    /// Its title: a word of our own, or what the rows are measured at, such as a period.
    pub title: Cow<'static, str>,
    /// Where its cells stand.
    pub align: Align,
    /// What its cells are.
    pub label: Label,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub const fn words(title: &'static str) -> Self {
        Self { title: Cow::Borrowed(title), align: Align::Left, label: Label::Plain }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn number(title: &'static str) -> Self {
        Self { title: Cow::Borrowed(title), align: Align::Right, label: Label::Plain }
    }

    /// A column of numbers whose title is not known before.
    #[must_use]
    pub fn named(title: &str) -> Self {
        Self { title: Cow::Owned(title.to_owned()), align: Align::Right, label: Label::Plain }
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
