//! The section around a line.
//!
//! In: the bytes of a file, with the starts of its lines. Out: the titles of the definitions or
//! headings that enclose a line, outermost first, joined to one title. Deliberately absent: a tree
//! of the file; the search walks upward from the line and stops at the margin.

use std::borrow::Cow;
use std::ops::Range;

use super::{Language, definition};
use crate::model::printable;

/// The place of a file that a change falls on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// `impl Driver > fn poll`, for example.
    pub title: String,
    /// The line of its own that names it, from 0.
    pub line: u32,
}

/// Looks for sections in one text.
pub struct SectionFinder<'a> {
    text: &'a [u8],
    /// Where each line starts.
    starts: &'a [u32],
    language: Language,
}

/// Lines that are searched upward before the search gives up: a definition longer than this is
/// rare, and the cost of a change must not grow with the size of its file.
const REACH: u32 = 2_000;
/// Titles that are joined: a method, its type, its module.
const DEPTH: usize = 3;

impl<'a> SectionFinder<'a> {
    /// A finder over a text and the starts of its lines.
    #[must_use]
    pub const fn new(text: &'a [u8], starts: &'a [u32], language: Language) -> Self {
        Self { text, starts, language }
    }

    /// The section of a change of the lines `first..last` (from 0): the first definition that the
    /// lines themselves open, else the one that encloses them. `None` where there are no sections.
    #[must_use]
    pub fn of_lines(&self, first: u32, last: u32) -> Option<Section> {
        if self.language == Language::Plain || self.starts.is_empty() {
            return None;
        }
        let end = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
        let last = last.min(end);
        let first = first.min(end - 1);
        // An inserted definition usually brings its comment and attributes along.
        let opening = (first..last).find(|line| !self.is_passed_over(*line)).unwrap_or(first);
        self.enclosing(opening)
    }

    /// Where, in inserted lines, definitions begin that stand beside the place of the insertion and
    /// not inside it: their first lines, comments and attributes included.
    #[must_use]
    pub fn definitions_from(&self, lines: Range<u32>) -> Vec<u32> {
        if self.language == Language::Plain || self.nests_by_level() || self.starts.is_empty() {
            return Vec::new();
        }
        let opened: Vec<(u32, usize)> = lines
            .clone()
            .filter(|line| !self.is_passed_over(*line))
            .filter_map(|line| Some((line, self.opens_at(line)?)))
            .collect();
        let Some(outermost) = opened.iter().map(|(_, indentation)| *indentation).min() else {
            return Vec::new();
        };
        let around = self.of_lines(lines.start, lines.end);
        if around.is_some_and(|section| indentation(self.bytes(section.line)) < outermost) {
            return Vec::new();
        }
        let mut from = lines.start;
        let mut starts = Vec::new();
        for (line, _) in opened.into_iter().filter(|(_, indentation)| *indentation == outermost) {
            let start = self.with_what_precedes(from, line);
            if (from..start).any(|line| self.is_code(line)) {
                starts.push(start);
            }
            from = start;
        }
        starts
    }

    /// The indentation of a definition that a line opens.
    fn opens_at(&self, line: u32) -> Option<usize> {
        let bytes = self.bytes(line);
        let (indentation, text) = (indentation(bytes), text(bytes));
        definition::title(&text[indentation..], indentation == 0, self.language)
            .map(|_| indentation)
    }

    /// The first of the comments, attributes and blank lines that stand before a line.
    fn with_what_precedes(&self, from: u32, line: u32) -> u32 {
        let before = (from..line).rev().take_while(|line| self.is_passed_over(*line));
        before.last().unwrap_or(line)
    }

    /// Whether a line is more than a blank, a comment or a closing bracket.
    fn is_code(&self, line: u32) -> bool {
        if self.is_passed_over(line) {
            return false;
        }
        let text = text(self.bytes(line));
        let body = text.trim();
        body != "end" && !body.chars().all(|c| matches!(c, '}' | ')' | ']' | ';' | ','))
    }

    fn enclosing(&self, from: u32) -> Option<Section> {
        let mut titles: Vec<String> = Vec::new();
        let mut own_line = from;
        let mut limit = usize::MAX;
        for line in (from.saturating_sub(REACH)..=from).rev() {
            let bytes = self.bytes(line);
            let indentation = indentation(bytes);
            // Most lines are passed by here, before their bytes are read as text.
            let Some(first) = bytes.get(indentation) else { continue };
            let is_passed_by = if self.nests_by_level() {
                !definition::may_begin(*first, self.language)
            } else {
                line != from && indentation >= limit
            };
            if is_passed_by {
                continue;
            }
            let text = text(bytes);
            let body = &text[indentation..];
            if let Some(title) = definition::title(body, indentation == 0, self.language)
                && self.encloses(&title, &titles)
            {
                if titles.is_empty() {
                    own_line = line;
                }
                titles.push(title);
                if titles.len() == DEPTH {
                    break;
                }
            }
            if !is_continuation(body) || line == from {
                limit = limit.min(indentation);
            }
            if limit == 0 && !self.nests_by_level() {
                break;
            }
        }
        titles.reverse();
        let title = titles.join(" > ");
        // Titles are shown; what stands in a file may hold anything.
        let title = printable(title.as_bytes()).into_owned();
        (!title.is_empty()).then_some(Section { title, line: own_line })
    }

    /// Headings and tables stand at the margin; levels, not indentation, tell what encloses what.
    const fn nests_by_level(&self) -> bool {
        matches!(self.language, Language::Markdown | Language::Table | Language::Yaml)
    }

    fn encloses(&self, title: &str, inner: &[String]) -> bool {
        let level = |title: &str| title.bytes().take_while(|byte| *byte == b'#').count();
        let Some(below) = inner.last() else { return true };
        match self.language {
            Language::Markdown => level(title) < level(below) && level(title) > 1,
            Language::Table | Language::Yaml => false,
            _ => true,
        }
    }

    /// Blank lines, comments and attributes before a definition.
    fn is_passed_over(&self, line: u32) -> bool {
        let bytes = self.bytes(line);
        let body = &bytes[indentation(bytes)..];
        body.is_empty()
            || self.language != Language::Markdown
                && matches!(
                    body,
                    [b'/', b'/' | b'*', ..]
                        | [b'*' | b'#' | b'@', ..]
                        | [b'-', b'-', ..]
                        | [b'"', b'"', b'"', ..]
                )
    }

    fn bytes(&self, line: u32) -> &'a [u8] {
        let at = line as usize;
        let start = self.starts[at] as usize;
        let end = self.starts.get(at + 1).map_or(self.text.len(), |next| *next as usize);
        &self.text[start..end.min(start + 400)]
    }
}

/// How many bytes of white space a line begins with.
fn indentation(line: &[u8]) -> usize {
    let is_space = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let indentation = line.iter().position(|byte| !is_space(byte)).unwrap_or(line.len());
    if line.get(indentation).is_none_or(u8::is_ascii) {
        return indentation;
    }
    // What is no ASCII may be a space of another kind.
    let text = text(line);
    text.len() - text.trim_start().len()
}

fn text(line: &[u8]) -> Cow<'_, str> {
    // Nearly every line is valid, which is quicker to see than to repair.
    std::str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed)
}

/// Lines that say nothing about nesting although they stand further left: closing brackets, the
/// brace of a function below its header, preprocessor lines, comments, labels, `where` clauses.
fn is_continuation(body: &str) -> bool {
    body.starts_with(['}', ')', ']', '{', '#', '/', '*', '@'])
        || body.starts_with("where")
        || body.trim_end().strip_suffix(':').is_some_and(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '_')
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Language, SectionFinder};

    fn section(text: &str, language: Language, line: u32) -> Option<String> {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| u32::try_from(at).unwrap() + 1));
        starts.pop_if(|start| *start as usize == text.len());
        let finder = SectionFinder::new(text.as_bytes(), &starts, language);
        finder.of_lines(line, line + 1).map(|section| section.title)
    }

    #[test]
    fn a_method_and_what_it_belongs_to() {
        let text = "use a;\n\nimpl Driver {\n    /// Polls.\n    fn poll(\n        &self,\n    ) -> bool\n    where\n        Self: Sized,\n    {\n        if x {\n            y();\n        }\n        z()\n    }\n}\n\nfn free() {\n    a();\n}\n";
        let of = |line| section(text, Language::Keyword, line);
        assert_eq!(of(11).as_deref(), Some("impl Driver > fn poll"));
        assert_eq!(of(13).as_deref(), Some("impl Driver > fn poll"));
        assert_eq!(of(5).as_deref(), Some("impl Driver > fn poll"));
        assert_eq!(of(18).as_deref(), Some("fn free"));
        assert_eq!(of(0), None);
    }

    #[test]
    fn c_functions_with_labels_and_preprocessor_lines() {
        let text = "static int\nparse(int a)\n{\n#ifdef X\n\tb();\nout:\n#endif\n\treturn 1;\n}\n";
        assert_eq!(section(text, Language::C, 7).as_deref(), Some("parse()"));
    }

    #[test]
    fn python_methods_and_decorators() {
        let text = "import a\n\nclass S:\n    @property\n    def token(self):\n        if a:\n            return 1\n        return 2\n\nX = 1\n";
        let of = |line| section(text, Language::Indented, line);
        assert_eq!(of(6).as_deref(), Some("class S > def token"));
        assert_eq!(of(7).as_deref(), Some("class S > def token"));
        assert_eq!(of(9), None);
    }

    #[test]
    fn inserted_lines_fall_apart_at_definitions_beside_the_place() {
        let split = |text: &str, language, lines: std::ops::Range<u32>| {
            let mut starts = vec![0];
            starts.extend(text.match_indices('\n').map(|(at, _)| u32::try_from(at).unwrap() + 1));
            starts.pop_if(|start| *start as usize == text.len());
            SectionFinder::new(text.as_bytes(), &starts, language).definitions_from(lines)
        };
        let python = "class Q:\n    def a(self):\n        x()\n        y()\n\n    # New.\n    def b(self):\n        z()\n";
        assert_eq!(split(python, Language::Indented, 3..8), [4]);
        assert_eq!(split(python, Language::Indented, 4..8), [0_u32; 0]);
        let rust = "}\n\nfn a() {\n    fn inner() {}\n}\n\n#[test]\nfn b() {\n}\n";
        assert_eq!(split(rust, Language::Keyword, 0..9), [5]);
        let nested = "fn a() {\n    b();\n    fn c() {}\n}\n";
        assert_eq!(split(nested, Language::Keyword, 1..3), [0_u32; 0]);
    }

    #[test]
    fn markdown_headings_nest_by_level_below_the_title() {
        let text = "# Title\n\nintro\n\n## Use\n\n### Linux\n\ntext\n\n## Other\n";
        let of = |line| section(text, Language::Markdown, line);
        assert_eq!(of(8).as_deref(), Some("## Use > ### Linux"));
        assert_eq!(of(2).as_deref(), Some("# Title"));
        assert_eq!(of(10).as_deref(), Some("## Other"));
    }

    proptest! {
        #[test]
        fn bytes_tell_the_same_as_text(line in lines()) {
            let text = String::from_utf8_lossy(&line);
            let body = text.trim();
            prop_assert_eq!(super::indentation(&line), text.len() - text.trim_start().len());
            let finder = SectionFinder::new(&line, &[0], Language::Keyword);
            let marks = ["//", "/*", "*", "#", "@", "--", "\"\"\""];
            let expected = body.is_empty() || marks.iter().any(|mark| body.starts_with(mark));
            prop_assert_eq!(finder.is_passed_over(0), expected);
        }
    }

    /// Lines that begin with spaces of all kinds, whole or broken.
    fn lines() -> impl Strategy<Value = Vec<u8>> {
        const PIECES: &[&[u8]] = &[
            b" ",
            b"\t",
            b"\x0b",
            b"\r",
            b"\x1c",
            b"\xc2\xa0",
            b"\xe3\x80\x80",
            b"\xe3\x80",
            b"\xff",
            b"\xc3\xa9",
            b"/",
            b"*",
            b"#",
            b"@",
            b"-",
            b"\"",
            b"a",
            b"\n",
        ];
        prop::collection::vec(prop::sample::select(PIECES), 0..8).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn tables() {
        let text = "[package]\nname = \"a\"\n\n[dependencies]\nserde = \"1\"\n";
        assert_eq!(section(text, Language::Table, 4).as_deref(), Some("[dependencies]"));
    }
}
