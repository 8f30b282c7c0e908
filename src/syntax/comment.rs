//! Whether a line is a comment.
//!
//! In: one line. Out: yes or no. Deliberately absent: block comments whose inner lines bear no mark
//! of their own, for telling those takes the whole file, and a comment taken for code does less
//! harm than code taken for a comment; and docstrings, which [`super::Statements`] tells.

use super::Language;

/// Comments that a tool reads.
const DIRECTIVES: &[&str] = &["//go:", "// +build", "//nolint", "#!", "#pragma"];

/// Whether a line says something to readers only. Blank lines do not.
#[must_use]
pub fn is_comment(line: &[u8], language: Language) -> bool {
    let text = String::from_utf8_lossy(line);
    let body = text.trim();
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

/// `// text`, `/* text */`, and the inner lines of such a block when they start with an asterisk.
fn is_slashes(body: &str) -> bool {
    if let Some((_, after)) = body.strip_prefix("/*").and_then(|rest| rest.rsplit_once("*/")) {
        return after.is_empty();
    }
    let inner = body.strip_prefix('*');
    body.starts_with("//")
        || body.starts_with("/*")
        || inner.is_some_and(|rest| rest.is_empty() || rest == "/" || rest.starts_with(' '))
}

/// `-- text`.
fn is_dashes(body: &str) -> bool {
    body.strip_prefix("--").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::{Language, is_comment};

    #[test]
    fn comments_and_what_looks_like_them() {
        let check = |language, lines: &[&str], expected| {
            for line in lines {
                assert_eq!(is_comment(line.as_bytes(), language), expected, "{line}");
            }
        };
        check(Language::Keyword, &["  /// Reads.\n", "# a", "-- a", "//", " * b"], true);
        check(Language::Keyword, &["#[test]", "#![deny(x)]", "#!/bin/sh", "a // b", ""], false);
        check(Language::C, &["/* a */", " * a", " */", "/*", "// a"], true);
        check(Language::C, &["*a = b;", "/* a */ b();", "#include <a>", "# define A"], false);
        check(Language::Indented, &["# a"], true);
        check(Language::Indented, &["a = 1"], false);
        check(Language::Keyword, &["//go:build linux", "//nolint"], false);
        check(Language::Markdown, &["# Title"], false);
    }
}
