//! Which lines of a text are comments.
//!
//! In: a text. Out: a mark for each line. Deliberately absent: comments behind code, and block
//! comments that begin behind code; a comment taken for code does less harm than code taken for a
//! comment. Docstrings are statements; [`super::Statements`] tells them.

use super::Language;

/// Comments that a tool reads.
const DIRECTIVES: &[&str] = &["//go:", "// +build", "//nolint", "#!", "#pragma"];

/// The comments of a text.
pub struct CommentLines(Vec<bool>);

impl CommentLines {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &[u8], language: Language) -> Self {
        let mut block: Option<&str> = None;
        let lines = text.split(|byte| *byte == b'\n').map(|line| {
            let body = line.trim_ascii();
            // Most lines are code, and every file of a history comes by here.
            if block.is_none() && !matches!(body.first(), Some(b'/' | b'#' | b'-' | b'<')) {
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
        Self(lines.collect())
    }

    /// Whether some lines (from 0) are all comments. Beyond the end there are none.
    #[must_use]
    pub fn cover(&self, mut lines: impl Iterator<Item = u32>) -> bool {
        lines.all(|line| self.0.get(line as usize).copied().unwrap_or(false))
    }
}

/// How the block comment ends that a line begins with and does not end itself.
fn opened_block(body: &str, language: Language) -> Option<&'static str> {
    let (start, end) = match language {
        Language::C | Language::Braces | Language::Keyword => ("/*", "*/"),
        Language::Plain => {
            if body.starts_with("<!--") {
                ("<!--", "-->")
            } else {
                ("/*", "*/")
            }
        }
        _ => return None,
    };
    body.strip_prefix(start).filter(|rest| !rest.contains(end)).map(|_| end)
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
        assert!(lines.cover(0..5));
        assert!(!lines.cover(5..6));
        assert!(lines.cover(6..8));
        assert!(!lines.cover(8..9));
        assert!(!lines.cover(9..10));
        assert!(!lines.cover(90..91));
        let html = CommentLines::of(b"<!-- a\nb -->\n<p>", Language::Plain);
        assert!(html.cover(0..2) && !html.cover(2..3));
    }
}
