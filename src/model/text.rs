//! Text from repositories made safe to show, and words for numbers.
//!
//! In: bytes from commit messages, paths and names, which may hold anything. Out: one line of text
//! without control or bidirectional characters. Deliberately absent: escaping for a format (HTML,
//! Markdown); the renderers do that on top.

use std::borrow::Cow;

/// Shows bytes as text: invalid UTF-8 becomes U+FFFD, and every character that could move the
/// cursor, change colours or reorder a line (C0, DEL, C1, bidi controls, line separators) is
/// spelled as `\u{..}`. Such characters in subjects and paths reach terminals raw through
/// `git log --format=%s`; here they never do.
#[must_use]
pub fn printable(bytes: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(bytes);
    if !text.chars().any(is_unsafe) {
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_unsafe(character) {
            safe.extend(character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// `third`, `12th`: a place in a row, to stand in a sentence.
#[must_use]
pub fn ordinal(number: usize) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    if let Some(word) = number.checked_sub(1).and_then(|at| WORDS.get(at)) {
        return (*word).to_owned();
    }
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{ordinal, printable};

    #[test]
    fn plain_text_is_borrowed_and_unchanged() {
        assert!(matches!(printable("füür 火".as_bytes()), std::borrow::Cow::Borrowed("füür 火")));
    }

    #[test]
    fn escapes_and_bidi_are_spelled_out() {
        assert_eq!(printable(b"a\x1b[31mb"), "a\\u{1b}[31mb");
        assert_eq!(printable("a\u{202e}b\u{9b}c\n".as_bytes()), "a\\u{202e}b\\u{9b}c\\u{a}");
        assert_eq!(printable(b"a\xffb"), "a\u{fffd}b");
    }

    #[test]
    fn ordinals() {
        let words = [1, 2, 3, 10, 11, 12, 13, 21, 22, 23, 24, 101, 111, 112].map(ordinal);
        let expected = [
            "first", "second", "third", "tenth", "11th", "12th", "13th", "21st", "22nd", "23rd",
            "24th", "101st", "111th", "112th",
        ];
        assert_eq!(words, expected);
        assert_eq!(ordinal(0), "0th");
    }
}
