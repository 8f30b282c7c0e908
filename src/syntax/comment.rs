//! Which lines of a text are comments.
//!
//! In: a text. Out: a mark for each line. Deliberately absent: comments behind code, and block
//! comments that begin behind code; a comment taken for code does less harm than code taken for a
//! comment. Docstrings are statements; [`super::Statements`] tells them.

use super::Language;

/// Comments that a tool reads.
const DIRECTIVES: &[&str] = &["//go:", "// +build", "//nolint", "#!", "#pragma"];

/// The comments of a text.
pub enum CommentLines {
    /// No comment of several lines begins anywhere: each line tells by itself.
    ByLine(Language),
    /// A mark for each line.
    Marked(Vec<bool>),
}

impl CommentLines {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &[u8], language: Language) -> Self {
        // Most texts hold no such comment, and every file of a history comes by here.
        let opens = openings(language).iter();
        if opens.clone().all(|(open, _)| memchr::memmem::find(text, open.as_bytes()).is_none()) {
            return Self::ByLine(language);
        }
        let mut block: Option<&str> = None;
        let lines = text.split(|byte| *byte == b'\n').map(|line| {
            let body = line.trim_ascii();
            if block.is_none() && !may_be_comment(body) {
                return false;
            }
            let body = &*String::from_utf8_lossy(body);
            if let Some(end) = block {
                let rest = body.split_once(end).map(|(_, rest)| rest);
                block = if rest.is_some() { None } else { block };
                return rest.is_none_or(str::is_empty);
            }
            block = opened_block(body, language);
            block.is_some() || is_comment(body, language)
        });
        Self::Marked(lines.collect())
    }

    /// Whether some lines (from 0, with what they hold) are all comments. Beyond the end there are
    /// none.
    #[must_use]
    pub fn cover<'a>(&self, mut lines: impl Iterator<Item = (u32, &'a [u8])>) -> bool {
        match self {
            Self::Marked(marks) => {
                lines.all(|(line, _)| marks.get(line as usize).copied().unwrap_or(false))
            }
            Self::ByLine(language) => lines.all(|(_, line)| {
                let body = line.trim_ascii();
                may_be_comment(body) && is_comment(&String::from_utf8_lossy(body), *language)
            }),
        }
    }
}

fn may_be_comment(body: &[u8]) -> bool {
    matches!(body.first(), Some(b'/' | b'#' | b'-' | b'<'))
}

/// How comments of several lines begin and end.
const fn openings(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::C | Language::Braces | Language::Keyword => &[("/*", "*/")],
        Language::Plain => &[("<!--", "-->"), ("/*", "*/")],
        _ => &[],
    }
}

/// How the block comment ends that a line begins with and does not end itself.
fn opened_block(body: &str, language: Language) -> Option<&'static str> {
    let (start, end) = openings(language).iter().find(|(start, _)| body.starts_with(start))?;
    (!body[start.len()..].contains(end)).then_some(end)
}

fn is_comment(body: &str, language: Language) -> bool {
    if DIRECTIVES.iter().any(|directive| body.starts_with(directive)) {
        return false;
    }
    match language {
        Language::Indented => is_hash(body),
        Language::Keyword | Language::Unknown => {
            is_hash(body) || is_slashes(body) || is_dashes(body)
        }
        Language::C | Language::Braces => is_slashes(body),
        Language::Plain => is_slashes(body) || body.starts_with("<!--"),
        Language::Table | Language::Yaml => body.starts_with('#'),
        Language::Markdown => false,
    }
}

/// `# text`, and neither `#[attribute]` nor `#include`.
fn is_hash(body: &str) -> bool {
    body.strip_prefix('#').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '#']))
}

/// `// text` and `/* text */`.
fn is_slashes(body: &str) -> bool {
    if let Some((_, after)) = body.strip_prefix("/*").and_then(|rest| rest.rsplit_once("*/")) {
        return after.is_empty();
    }
    body.starts_with("//")
}

/// `-- text`.
fn is_dashes(body: &str) -> bool {
    body.strip_prefix("--").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::{CommentLines, Language, is_comment};

    #[test]
    fn comments_and_what_looks_like_them() {
        let check = |language, lines: &[&str], expected| {
            for line in lines {
                assert_eq!(is_comment(line, language), expected, "{line}");
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
        let text = "/*!\nPlain text.\n\n * list\n*/\na();\n/* b */\n/*\n*/ c();\n  * d\n";
        let lines = CommentLines::of(text.as_bytes(), Language::C);
        let cover = |lines: &CommentLines, range: std::ops::Range<u32>| {
            lines.cover(range.map(|line| (line, [].as_slice())))
        };
        assert!(cover(&lines, 0..5));
        assert!(!cover(&lines, 5..6));
        assert!(cover(&lines, 6..8));
        assert!(!cover(&lines, 8..9));
        assert!(!cover(&lines, 9..10));
        assert!(!cover(&lines, 90..91));
        let html = CommentLines::of(b"<!-- a\nb -->\n<p>", Language::Plain);
        assert!(cover(&html, 0..2) && !cover(&html, 2..3));
    }

    #[test]
    fn without_blocks_each_line_tells_by_itself() {
        let lines = CommentLines::of(b"// a\nb();\n", Language::C);
        assert!(matches!(lines, CommentLines::ByLine(_)));
        assert!(lines.cover([(0, b"// a\n".as_slice())].into_iter()));
        assert!(!lines.cover([(0, b"// a\n".as_slice()), (1, b"b();\n")].into_iter()));
    }
}
