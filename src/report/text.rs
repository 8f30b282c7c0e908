//! Text for a terminal, with meanings in place of colours.
//!
//! In: words from the renderers, each with a label. Out: the same words in order; `ui` looks the
//! label up in its one table of colours, or drops it in a pipe. Deliberately absent: escape codes.

use std::fmt;

/// What a piece of text is; never how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Running text.
    Plain,
    /// The title of a section.
    Heading,
    /// What matters most on the screen.
    Strong,
    /// Basis, range, method: there for who looks for it.
    Muted,
    /// A commit id.
    Commit,
    /// A path or the name of a spot.
    Path,
    /// Structural work and root causes.
    Headway,
    /// Repeat patches and upkeep.
    Motion,
    /// Undetermined, or other people.
    Undecided,
    /// A line that came.
    Came,
    /// A line that went.
    Went,
}

/// A labelled text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    spans: Vec<(Label, String)>,
}

impl Text {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a piece.
    pub fn push(&mut self, label: Label, piece: impl Into<String>) -> &mut Self {
        self.spans.push((label, piece.into()));
        self
    }

    /// Adds running text.
    pub fn plain(&mut self, piece: impl Into<String>) -> &mut Self {
        self.push(Label::Plain, piece)
    }

    /// Ends the line.
    pub fn newline(&mut self) -> &mut Self {
        self.push(Label::Plain, "\n")
    }

    /// The pieces in order.
    #[must_use]
    pub fn spans(&self) -> &[(Label, String)] {
        &self.spans
    }
}

/// The text without labels, as it reads in a pipe.
impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spans.iter().try_for_each(|(_, piece)| formatter.write_str(piece))
    }
}
