//! The words of a text, and its statements.
//!
//! In: a part of a file and how its language writes comments and texts. Out: words with their bytes,
//! white space and comments left out, and the runs of them that make statements. Reformatting changes
//! neither. Deliberately absent: grammar; a word is a name, a number, a text or one sign.

use std::ops::Range;

use super::grammar::Lexis;
use crate::model::Fingerprint;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A name or a keyword.
    Name,
    /// A number or a text.
    Literal,
    /// One sign.
    Sign,
}

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// A number for what it says.
    pub print: u64,
    /// Where it begins, in bytes from the beginning of the file.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The words of a part of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// The words in order.
    pub tokens: Vec<Token>,
    /// Where each statement is among them. Braces and semicolons belong to none.
    pub statements: Vec<Range<usize>>,
}

/// A number for a name, as [`Token::print`] has it.
#[must_use]
pub fn name_print(name: &str) -> u64 {
    Fingerprint::of(name.as_bytes()).value()
}

/// Splits a part of a text.
pub(super) fn split(text: &[u8], part: Range<usize>, lexis: &Lexis) -> Tokens {
    let mut lexer = Lexer { text: &text[..part.end], at: part.start, lexis };
    let mut found = Tokens::default();
    // Parentheses that are open in each block around; a line ends a statement only outside of them.
    let mut open = vec![0_u32];
    let mut from = 0;
    loop {
        let broke = lexer.skip_blank();
        let innermost = open.last_mut();
        let is_free = innermost.as_ref().is_none_or(|count| **count == 0);
        if broke && lexis.lines_end && is_free {
            found.end_statement(&mut from, 0);
        }
        let Some(token) = lexer.next() else { break };
        found.tokens.push(token);
        if token.kind != TokenKind::Sign {
            continue;
        }
        match text[token.start] {
            b'(' | b'[' => {
                if let Some(count) = innermost {
                    *count += 1;
                }
            }
            b')' | b']' => {
                if let Some(count) = innermost {
                    *count = count.saturating_sub(1);
                }
            }
            b'{' => {
                open.push(0);
                found.end_statement(&mut from, 1);
            }
            b'}' => {
                if open.len() > 1 {
                    open.pop();
                }
                found.end_statement(&mut from, 1);
            }
            // `for (a; b; c)` is one statement.
            b';' if is_free => found.end_statement(&mut from, 1),
            _ => {}
        }
    }
    found.end_statement(&mut from, 0);
    found
}

impl Tokens {
    /// Ends a statement before the last `signs` words, which belong to none.
    fn end_statement(&mut self, from: &mut usize, signs: usize) {
        let end = self.tokens.len() - signs;
        if *from < end {
            self.statements.push(*from..end);
        }
        *from = self.tokens.len();
    }
}

struct Lexer<'a> {
    /// The text up to where it is read.
    text: &'a [u8],
    at: usize,
    lexis: &'a Lexis,
}

impl Lexer<'_> {
    fn rest(&self) -> &[u8] {
        &self.text[self.at.min(self.text.len())..]
    }

    /// Passes white space and comments; whether a line broke. After `\` it does not.
    fn skip_blank(&mut self) -> bool {
        let mut broke = false;
        loop {
            let rest = self.rest();
            match rest {
                [b'\\', b'\n', ..] => self.at += 2,
                [b'\\', b'\r', b'\n', ..] => self.at += 3,
                [first, ..] if first.is_ascii_whitespace() => {
                    broke |= *first == b'\n';
                    self.at += 1;
                }
                _ => match self.comment_length(rest) {
                    Some(length) => self.at += length,
                    None => return broke,
                },
            }
        }
    }

    fn comment_length(&self, rest: &[u8]) -> Option<usize> {
        let is = |opening: &str| rest.starts_with(opening.as_bytes());
        if let Some((opening, closing)) = self.lexis.block_comments.iter().find(|at| is(at.0)) {
            let body = &rest[opening.len()..];
            let end = memchr::memmem::find(body, closing.as_bytes());
            return Some(end.map_or(rest.len(), |end| opening.len() + end + closing.len()));
        }
        self.lexis
            .line_comments
            .iter()
            .any(|opening| is(opening))
            .then(|| memchr::memchr(b'\n', rest).unwrap_or(rest.len()))
    }

    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        let rest = self.rest();
        let first = *rest.first()?;
        let (kind, length) = if is_name(first) && !first.is_ascii_digit() {
            (TokenKind::Name, run(rest))
        } else if first.is_ascii_digit() {
            (TokenKind::Literal, number(rest))
        } else if let Some(length) = self.string_length(rest) {
            (TokenKind::Literal, length)
        } else {
            (TokenKind::Sign, 1)
        };
        self.at = start + length;
        let print = Fingerprint::of(&self.text[start..self.at]).value();
        Some(Token { kind, print, start, end: self.at })
    }

    fn string_length(&self, rest: &[u8]) -> Option<usize> {
        let mark = self.lexis.strings.iter().find(|mark| rest.starts_with(mark.as_bytes()))?;
        let mark = mark.as_bytes();
        let over_lines = mark.len() > 1 || mark == b"`";
        let mut at = mark.len();
        while at < rest.len() {
            match rest[at] {
                b'\\' => at += 1,
                // A text that the line ends before its mark comes was no text.
                b'\n' if !over_lines => return None,
                _ if rest[at..].starts_with(mark) => return Some(at + mark.len()),
                _ => {}
            }
            at += 1;
        }
        over_lines.then_some(rest.len())
    }
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn run(rest: &[u8]) -> usize {
    rest.iter().position(|byte| !is_name(*byte)).unwrap_or(rest.len())
}

/// A number goes on over a point, unless two of them make a range.
fn number(rest: &[u8]) -> usize {
    let length = run(rest);
    match &rest[length..] {
        [b'.', next, ..] if next.is_ascii_digit() => length + 1 + run(&rest[length + 1..]),
        _ => length,
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexis, Tokens, split};

    fn statements(text: &str, lexis: &Lexis) -> Vec<String> {
        let Tokens { tokens, statements } = split(text.as_bytes(), 0..text.len(), lexis);
        let words = |at: &std::ops::Range<usize>| {
            let words = tokens[at.clone()].iter().map(|token| &text[token.start..token.end]);
            words.collect::<Vec<_>>().join(" ")
        };
        statements.iter().map(words).collect()
    }

    #[test]
    fn semicolons_and_braces_end_statements() {
        let text = "for (int i = 0; i < 3; i++) { a(\"x; }\"); /* b; */ c = 1.5e3;\n} // d\nreturn";
        let expected =
            ["for ( int i = 0 ; i < 3 ; i + + )", "a ( \"x; }\" )", "c = 1.5e3", "return"];
        assert_eq!(statements(text, &Lexis::C), expected);
    }

    #[test]
    fn layout_is_no_difference() {
        let (one, other) = ("if (a) { b(c, d); }", "if ( a )\n{\n\tb(c,\n\t  d);\n}\n");
        assert_eq!(statements(one, &Lexis::C), statements(other, &Lexis::C));
        let (one, other) = ("f(a,\n  b)\ng()", "f(a, b)\n\ng()");
        assert_eq!(statements(one, &Lexis::C_LINES), statements(other, &Lexis::C_LINES));
    }

    #[test]
    fn a_block_within_arguments_has_statements_of_its_own() {
        let text = "run(() => {\n  a()\n  b()\n})\nc()";
        let expected = ["run ( ( ) = >", "a ( )", "b ( )", ")", "c ( )"];
        assert_eq!(statements(text, &Lexis::C_LINES), expected);
    }

    #[test]
    fn marks_that_do_not_close_are_signs() {
        assert_eq!(statements("fn f<'a>(x: &'a str)", &Lexis::C).len(), 1);
        assert_eq!(statements("it's\nfine", &Lexis::HASH), ["it ' s", "fine"]);
        assert_eq!(statements("", &Lexis::C), Vec::<String>::new());
    }
}
