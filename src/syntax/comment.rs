//! Which lines of a text are comments.
//!
//! In: a text with the starts of its lines. Out: whether some of its lines are all comments.
//! Deliberately absent: comments behind code, and block comments that begin behind code; a comment
//! taken for code does less harm than code taken for a comment. Docstrings are statements;
//! [`super::Statements`] tells them.

use memchr::{memchr, memmem, memrchr, memrchr_iter};

use super::Language;

/// Comments that a tool reads.
const DIRECTIVES: &[&str] = &["//go:", "// +build", "//nolint", "#!", "#pragma"];

/// How a comment of several lines begins and ends.
type Block = (&'static str, &'static str);

/// The comments of a text. Every file of a history comes by here for the few lines that changed, so
/// only what tells about those is read.
pub struct CommentLines<'a> {
    text: &'a [u8],
    /// Where each line starts.
    starts: &'a [u32],
    language: Language,
    /// The start of a line, and the comment that is open there.
    at: usize,
    open: Option<Block>,
}

impl<'a> CommentLines<'a> {
    /// The comments of a text, given the starts of its lines.
    #[must_use]
    pub const fn new(text: &'a [u8], starts: &'a [u32], language: Language) -> Self {
        Self { text, starts, language, at: 0, open: None }
    }

    /// Whether some lines (from 0) are all comments. Beyond the end there are none. Whoever asks
    /// from top to bottom has the text read once.
    #[must_use]
    pub fn cover(&mut self, mut lines: impl Iterator<Item = u32>) -> bool {
        lines.all(|line| {
            let Some(start) = self.starts.get(line as usize) else { return false };
            self.go_to(*start as usize);
            self.take_line()
        })
    }

    /// Finds out which comment is open where a line starts.
    fn go_to(&mut self, line_start: usize) {
        if line_start < self.at {
            (self.at, self.open) = (0, None);
        }
        if self.next_mark(line_start).is_some()
            && let Some(at) = self.after_last_end(line_start)
        {
            (self.at, self.open) = (at, None);
        }
        while let Some(at) = self.next_mark(line_start) {
            self.at = at;
            self.take_line();
        }
        self.at = line_start;
    }

    /// The line after the last one that holds `*/`. No comment is open there: that line closed it,
    /// or opened none that it did not close. Only `/*/` closes a comment or opens one, as it falls.
    fn after_last_end(&self, line_start: usize) -> Option<usize> {
        if openings(self.language).len() != 1 {
            return None;
        }
        let unread = &self.text[self.at..line_start];
        let slash = memrchr_iter(b'/', unread).find(|slash| {
            let before = &unread[..*slash];
            matches!(before, [.., b'*']) && !matches!(before, [.., b'/', b'*'])
        })?;
        Some(self.at + slash + memchr(b'\n', &unread[slash..])? + 1)
    }

    /// The start of the next line that may open a comment or end the one that is open.
    fn next_mark(&self, line_start: usize) -> Option<usize> {
        let unread = &self.text[self.at..line_start];
        let line = |mark| memrchr(b'\n', &unread[..mark]).map_or(0, |line_break| line_break + 1);
        let next = if let Some((_, end)) = self.open {
            line(memmem::find(unread, end.as_bytes())?)
        } else {
            let opens_line = |mark: &usize| unread[line(*mark)..*mark].trim_ascii().is_empty();
            let first = |(start, _): &Block| {
                memmem::find_iter(unread, start.as_bytes()).find(opens_line).map(line)
            };
            openings(self.language).iter().filter_map(first).min()?
        };
        Some(self.at + next)
    }

    /// Reads one line, and says whether it is a comment.
    fn take_line(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let length = memchr(b'\n', rest).map_or(rest.len(), |line_break| line_break + 1);
        self.at += length;
        let body = rest[..length].trim_ascii();
        if let Some((_, end)) = self.open {
            let found = memmem::find(body, end.as_bytes());
            self.open = self.open.filter(|_| found.is_none());
            return found.is_none_or(|at| at + end.len() == body.len());
        }
        self.open = opened_block(body, self.language);
        self.open.is_some() || is_comment(body, self.language)
    }
}

/// How comments of several lines begin and end.
const fn openings(language: Language) -> &'static [Block] {
    match language {
        Language::C | Language::Braces | Language::Keyword => &[("/*", "*/")],
        Language::Plain => &[("<!--", "-->"), ("/*", "*/")],
        _ => &[],
    }
}

/// The block comment that a line begins with and does not end itself.
fn opened_block(body: &[u8], language: Language) -> Option<Block> {
    let opens = |(start, _): &&Block| body.starts_with(start.as_bytes());
    let (start, end) = *openings(language).iter().find(opens)?;
    memmem::find(&body[start.len()..], end.as_bytes()).is_none().then_some((start, end))
}

fn is_comment(body: &[u8], language: Language) -> bool {
    if DIRECTIVES.iter().any(|directive| body.starts_with(directive.as_bytes())) {
        return false;
    }
    match language {
        Language::Indented => is_hash(body),
        Language::Keyword | Language::Unknown => {
            is_hash(body) || is_slashes(body) || is_dashes(body)
        }
        Language::C | Language::Braces => is_slashes(body),
        Language::Plain => is_slashes(body) || body.starts_with(b"<!--"),
        Language::Table | Language::Yaml => body.starts_with(b"#"),
        Language::Markdown => false,
    }
}

/// `# text`, and neither `#[attribute]` nor `#include`.
fn is_hash(body: &[u8]) -> bool {
    matches!(body, [b'#'] | [b'#', b' ' | b'#', ..])
}

/// `// text` and `/* text */`.
fn is_slashes(body: &[u8]) -> bool {
    if let Some(rest) = body.strip_prefix(b"/*")
        && let Some(end) = memmem::rfind(rest, b"*/")
    {
        return end + 2 == rest.len();
    }
    body.starts_with(b"//")
}

/// `-- text`.
fn is_dashes(body: &[u8]) -> bool {
    matches!(body, [b'-', b'-'] | [b'-', b'-', b' ', ..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CommentLines, Language, is_comment, openings};

    fn starts_of(text: &str) -> Vec<u32> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        starts.filter(|at| *at < text.len()).map(|at| u32::try_from(at).unwrap()).collect()
    }

    #[test]
    fn comments_and_what_looks_like_them() {
        let check = |language, lines: &[&str], expected| {
            for line in lines {
                assert_eq!(is_comment(line.as_bytes(), language), expected, "{line}");
            }
        };
        check(Language::Keyword, &["/// Reads.", "# a", "-- a", "//"], true);
        check(Language::Keyword, &["#[test]", "#![deny(x)]", "#!/bin/sh", "a // b", ""], false);
        check(Language::C, &["/* a */", "// a"], true);
        check(Language::C, &["*a = b;", "/* a */ b();", "#include <a>", "# define A"], false);
        check(Language::Indented, &["# a"], true);
        check(Language::Indented, &["a = 1"], false);
        check(Language::Keyword, &["//go:build linux", "//nolint"], false);
        check(Language::Markdown, &["# Title"], false);
    }

    #[test]
    fn blocks_hold_whatever_stands_in_them() {
        let cover = |text: &str, language, range: std::ops::Range<u32>| {
            CommentLines::new(text.as_bytes(), &starts_of(text), language).cover(range)
        };
        let text = "/*!\nPlain text.\n\n * list\n*/\na();\n/* b */\n/*\n*/ c();\n  * d\n";
        assert!(cover(text, Language::C, 0..5));
        assert!(!cover(text, Language::C, 5..6));
        assert!(cover(text, Language::C, 6..8));
        assert!(!cover(text, Language::C, 8..9));
        assert!(!cover(text, Language::C, 9..10));
        assert!(!cover(text, Language::C, 90..91));
        let html = "<!-- a\nb -->\n<p>";
        assert!(cover(html, Language::Plain, 0..2) && !cover(html, Language::Plain, 2..3));
    }

    /// A mark for each line, read line by line from the first.
    fn marks(text: &str, language: Language) -> Vec<bool> {
        let mut open: Option<&str> = None;
        let is_comment = |line: &str| {
            let body = line.trim_ascii();
            if let Some(end) = open {
                let Some((_, rest)) = body.split_once(end) else { return true };
                open = None;
                return rest.is_empty();
            }
            let opened = openings(language).iter().find(|(start, _)| body.starts_with(start));
            let unended = opened.filter(|(start, end)| !body[start.len()..].contains(end));
            open = unended.map(|(_, end)| *end);
            open.is_some() || is_comment(body.as_bytes(), language)
        };
        text.lines().map(is_comment).collect()
    }

    fn texts() -> impl Strategy<Value = String> {
        const PIECES: &[&str] = &[
            "/*", "*/", "/*/", "<!--", "-->", "\n", "\n", "\n", "\r\n", " ", "\t", "/", "*", "//",
            "#", "# ", "-- ", "a", "b();", "\u{a0}", "é",
        ];
        prop::collection::vec(prop::sample::select(PIECES), 0..60)
            .prop_map(|pieces| pieces.concat())
    }

    fn languages() -> impl Strategy<Value = Language> {
        use Language::{Braces, C, Indented, Keyword, Markdown, Plain, Table, Unknown};
        const ALL: &[Language] =
            &[Braces, C, Indented, Keyword, Markdown, Plain, Plain, Table, Unknown];
        prop::sample::select(ALL)
    }

    proptest! {
        #[test]
        fn lines_that_are_jumped_to_are_told_as_lines_that_are_read(
            text in texts(),
            language in languages(),
            asked in prop::collection::vec(0..20_u32, 0..6),
            downward: bool,
        ) {
            let mut asked = asked;
            if downward {
                asked.sort_unstable();
            }
            let (marks, starts) = (marks(&text, language), starts_of(&text));
            prop_assert_eq!(marks.len(), starts.len());
            let mut lines = CommentLines::new(text.as_bytes(), &starts, language);
            for line in asked {
                let expected = marks.get(line as usize).copied().unwrap_or(false);
                prop_assert_eq!(lines.cover(std::iter::once(line)), expected, "line {}", line);
            }
        }
    }
}
