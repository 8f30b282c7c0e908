//! Paragraphs, headings and tables on a screen of some width.
//!
//! In: pieces of text. Out: labelled lines. Deliberately absent: what the pieces say.

use unicode_width::UnicodeWidthStr;

use super::columns::{lay_out, take_width};
use crate::report::grid::Grid;
use crate::report::{Label, Text};

/// A text in the making, and how wide it may be.
pub(super) struct Screen {
    text: Text,
    width: usize,
}

impl Screen {
    pub(super) fn new(width: usize) -> Self {
        // Below this even a short commit id does not fit.
        Self { text: Text::new(), width: width.max(10) }
    }

    pub(super) fn finish(self) -> Text {
        self.text
    }

    pub(super) fn blank(&mut self) -> &mut Self {
        self.text.newline();
        self
    }

    /// A title with a blank line before it.
    pub(super) fn heading(&mut self, title: &str) -> &mut Self {
        self.blank().paragraph(&[(Label::Heading, title)])
    }

    /// Words broken into lines at spaces.
    pub(super) fn paragraph(&mut self, pieces: &[(Label, &str)]) -> &mut Self {
        self.item("", pieces)
    }

    /// The same after a few characters that stand before every line: themselves before the first,
    /// as many spaces before the others.
    pub(super) fn item(&mut self, lead: &str, pieces: &[(Label, &str)]) -> &mut Self {
        let indent = lead.width();
        self.text.plain(lead);
        let mut used = indent;
        for (label, piece) in pieces {
            for word in piece.split(' ').filter(|word| !word.is_empty()) {
                used = self.word(*label, word, used, indent);
            }
        }
        self.blank()
    }

    pub(super) fn table(&mut self, grid: &Grid) -> &mut Self {
        lay_out(grid, self.width, &mut self.text);
        self
    }

    /// Puts a word on the line, or on the next when it does not fit; a word wider than a line is
    /// cut into pieces. Gives back how much of the line is used.
    fn word(&mut self, label: Label, word: &str, used: usize, indent: usize) -> usize {
        let space = usize::from(used > indent);
        if used + space + word.width() <= self.width {
            self.text.push(label, format!("{}{word}", " ".repeat(space)));
            return used + space + word.width();
        }
        let mut rest = word;
        let mut used = if used > indent { self.next_line(indent) } else { indent };
        while used + rest.width() > self.width {
            let piece = take_width(rest.chars(), self.width - used);
            rest = &rest[piece.len()..];
            self.text.push(label, piece);
            used = self.next_line(indent);
        }
        self.text.push(label, rest);
        used + rest.width()
    }

    fn next_line(&mut self, indent: usize) -> usize {
        self.text.newline().plain(" ".repeat(indent));
        indent
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::Screen;
    use crate::report::Label;

    fn wrapped(text: &str, width: usize, lead: &str) -> String {
        let mut screen = Screen::new(width);
        screen.item(lead, &[(Label::Plain, text)]);
        screen.finish().to_string()
    }

    #[test]
    fn breaks_at_spaces_and_cuts_long_words() {
        assert_eq!(wrapped("one two three", 10, ""), "one two\nthree\n");
        assert_eq!(wrapped("one two three", 10, "- "), "- one two\n  three\n");
        assert_eq!(wrapped("a 0123456789abc", 10, ""), "a\n0123456789\nabc\n");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_word_is_lost(
            text in "[a-z火 ]{0,80}", width in 10_usize..40, lead in " {0,4}",
        ) {
            let wrapped = wrapped(&text, width, &lead);
            for line in wrapped.lines() {
                prop_assert!(line.width() <= width, "{line:?}");
            }
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&wrapped), letters(&text));
        }
    }
}
