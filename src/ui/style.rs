//! The one table from meanings to looks.
//!
//! In: a labelled text. Out: the same words with escape codes, or without any. Deliberately absent:
//! whether there is colour at all; see `color`.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::report::{Label, Text};

/// How a label looks. Only the terminal's own basic colours, which its theme keeps readable on its
/// ground, light or dark; blue and yellow stay apart for readers who tell red from green badly.
#[must_use]
pub const fn style(label: Label) -> Style {
    match label {
        Label::Plain => Style::new(),
        Label::Heading => Style::new().bold().underline(),
        Label::Strong => Style::new().bold(),
        Label::Muted => Style::new().dimmed(),
        Label::Commit => AnsiColor::Magenta.on_default(),
        Label::Path => AnsiColor::Cyan.on_default(),
        Label::Headway => AnsiColor::Blue.on_default().bold(),
        Label::Motion => AnsiColor::Yellow.on_default(),
        Label::Undecided => Style::new().dimmed().italic(),
        // As git shows them, whose colours people know.
        Label::Came => AnsiColor::Green.on_default(),
        Label::Went => AnsiColor::Red.on_default(),
    }
}

/// Whether escape codes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// They are.
    On,
    /// They are not.
    Off,
}

/// The text as it is written to a stream. A style never spans a line break, since pagers and
/// terminals differ in what they make of that.
#[must_use]
pub fn render(text: &Text, colors: Colors) -> String {
    if colors == Colors::Off {
        return text.to_string();
    }
    let mut rendered = String::new();
    for (label, piece) in text.spans() {
        for line in piece.split_inclusive('\n') {
            let (words, line_break) = match line.strip_suffix('\n') {
                Some(words) => (words, "\n"),
                None => (line, ""),
            };
            paint(&mut rendered, *label, words);
            rendered.push_str(line_break);
        }
    }
    rendered
}

fn paint(rendered: &mut String, label: Label, words: &str) {
    let style = style(label);
    if words.is_empty() || style.is_plain() {
        rendered.push_str(words);
    } else {
        write!(rendered, "{style}{words}{style:#}").expect("because a String takes every write");
    }
}

#[cfg(test)]
mod tests {
    use super::{Colors, render, style};
    use crate::report::{Label, Text};

    const LABELS: [Label; 11] = [
        Label::Plain,
        Label::Heading,
        Label::Strong,
        Label::Muted,
        Label::Commit,
        Label::Path,
        Label::Headway,
        Label::Motion,
        Label::Undecided,
        Label::Came,
        Label::Went,
    ];

    #[test]
    fn only_basic_colours_and_no_grounds() {
        for label in LABELS {
            let style = style(label);
            assert_eq!(style.get_bg_color(), None, "{label:?}");
            let basic = match style.get_fg_color() {
                None => true,
                Some(anstyle::Color::Ansi(color)) => !color.is_bright(),
                Some(_) => false,
            };
            assert!(basic, "{label:?}");
        }
    }

    #[test]
    fn labels_look_different() {
        for (at, label) in LABELS.iter().enumerate() {
            for other in &LABELS[at + 1..] {
                assert_ne!(style(*label), style(*other), "{label:?} and {other:?}");
            }
        }
    }

    #[test]
    fn without_colours_only_the_words_remain() {
        let mut text = Text::new();
        text.push(Label::Headway, "12").plain(" of ").push(Label::Muted, "30\nlines").newline();
        assert_eq!(render(&text, Colors::Off), "12 of 30\nlines\n");
        let painted = render(&text, Colors::On);
        assert_eq!(
            painted,
            "\u{1b}[1m\u{1b}[34m12\u{1b}[0m of \u{1b}[2m30\u{1b}[0m\n\u{1b}[2mlines\u{1b}[0m\n"
        );
    }

    #[test]
    fn nothing_is_painted_around_nothing() {
        let mut text = Text::new();
        text.push(Label::Strong, "").push(Label::Strong, "\n");
        assert_eq!(render(&text, Colors::On), "\n");
    }
}
