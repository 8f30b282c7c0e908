//! A text without what stands in the bodies of its functions.
//!
//! In: a part of a text, and how its language writes functions. Out: the parts to parse, from which the
//! insides of the bodies are left out; nothing defined there is looked for, and they are most of a text.
//! Where the braces of a body are not all closed, as in what is no code, all is to be parsed.
//! Deliberately absent: what the functions are.

use std::ops::Range;

/// Bodies that are not longer, in bytes, are parsed.
const SHORT: usize = 24;

/// How a language writes functions whose bodies need not be parsed.
pub(super) struct Bodies {
    /// The word before the name of each function.
    pub keyword: &'static str,
}

/// The parts of a text that are outside of bodies.
pub(super) fn outside_of_bodies(
    text: &[u8],
    part: Range<usize>,
    bodies: &Bodies,
) -> Vec<Range<usize>> {
    let mut scan = Scan { text: &text[..part.end], at: part.start };
    let mut parts = Vec::new();
    let mut from = part.start;
    while let Some(word) = scan.next_word() {
        if text[word] != *bodies.keyword.as_bytes() || !scan.is_before_name() {
            continue;
        }
        let Some(open) = scan.body() else { continue };
        let Some(close) = scan.close() else { return vec![part] };
        // A short body is not worth another part.
        if close - open > SHORT {
            parts.push(from..open + 1);
            from = close;
        }
    }
    parts.push(from..part.end);
    parts
}

/// Goes over the words and signs of a text, past its comments and literals.
struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    /// The next word.
    fn next_word(&mut self) -> Option<Range<usize>> {
        loop {
            let byte = *self.text.get(self.at)?;
            if is_word(byte) {
                let from = self.at;
                let length = self.text[from..].iter().take_while(|byte| is_word(**byte)).count();
                self.at += length;
                return Some(from..self.at);
            }
            self.next_sign();
        }
    }

    /// Whether a name follows.
    fn is_before_name(&self) -> bool {
        let rest = &self.text[self.at..];
        let name = rest.trim_ascii_start();
        name.len() < rest.len() && name.first().is_some_and(|byte| is_word(*byte) || *byte == b'$')
    }

    /// The brace that opens the body of a function whose head begins here; nothing where it has none.
    fn body(&mut self) -> Option<usize> {
        let mut depth = 0_u32;
        loop {
            let at = self.at;
            match self.next_sign()? {
                b'{' if depth == 0 => return Some(at),
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                b';' if depth == 0 => return None,
                _ => {}
            }
        }
    }

    /// The brace that closes the one before.
    fn close(&mut self) -> Option<usize> {
        let mut depth = 1_u32;
        loop {
            let at = self.at;
            match self.next_sign()? {
                b'{' => depth += 1,
                b'}' if depth == 1 => return Some(at),
                b'}' => depth -= 1,
                _ => {}
            }
        }
    }

    /// Goes past the next byte, comment or literal, and tells the first byte of it.
    fn next_sign(&mut self) -> Option<u8> {
        let rest = self.text.get(self.at..)?;
        let first = *rest.first()?;
        self.at += match (first, rest.get(1)) {
            (b'/', Some(b'/')) => memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            (b'/', Some(b'*')) => comment(rest),
            (b'"', _) => string(rest, self.hashes_before()),
            (b'\'', _) => character(rest),
            _ => 1,
        };
        Some(first)
    }

    /// How many `#` stand before a string that knows no escapes: `r#"`. Nothing where it knows them.
    fn hashes_before(&self) -> Option<usize> {
        let before = &self.text[..self.at];
        let hashes = before.iter().rev().take_while(|byte| **byte == b'#').count();
        let before = &before[..before.len() - hashes];
        let word = before.iter().rev().take_while(|byte| is_word(**byte)).count();
        matches!(&before[before.len() - word..], b"r" | b"br" | b"cr").then_some(hashes)
    }
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The length of a comment, within which there may be others.
fn comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_u32, 0);
    while let Some(next) = memchr::memchr2(b'/', b'*', &rest[at..]) {
        at += next;
        match &rest[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] if depth == 1 => return at + 2,
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a string.
fn string(rest: &[u8], hashes: Option<usize>) -> usize {
    let mut at = 1;
    while let Some(next) = memchr::memchr2(b'"', b'\\', &rest[at..]) {
        at += next + 1;
        match (rest[at - 1], hashes) {
            (b'\\', None) => at += 1,
            (b'\\', Some(_)) => {}
            (_, None) => return at,
            (_, Some(hashes)) => {
                let after = rest[at..].iter().take(hashes).take_while(|byte| **byte == b'#');
                if after.count() == hashes {
                    return at + hashes;
                }
            }
        }
        at = at.min(rest.len());
    }
    rest.len()
}

/// The length of a character, or of the sign before a lifetime or label.
fn character(rest: &[u8]) -> usize {
    if rest.get(1) == Some(&b'\\') {
        return memchr::memchr(b'\'', rest.get(3..).unwrap_or_default())
            .map_or(rest.len(), |end| end + 4);
    }
    // A character takes up to four bytes.
    let first = rest.get(1).map_or(1, |byte| match byte {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    });
    if rest.get(1 + first) == Some(&b'\'') { first + 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::{Bodies, outside_of_bodies};

    fn outside(text: &str) -> String {
        let parts = outside_of_bodies(text.as_bytes(), 0..text.len(), &Bodies { keyword: "fn" });
        parts.into_iter().map(|part| &text[part]).collect::<Vec<_>>().join("…")
    }

    #[test]
    fn bodies_are_left_out() {
        let body = "let a = b(c, d, e, f, g);";
        for (text, expected) in [
            (format!("fn a() {{ {body} }}"), "fn a() {…}"),
            (format!("fn a() {{ if b {{ {body} }} }}\nfn c();"), "fn a() {…}\nfn c();"),
            (
                format!("impl A {{ fn a<'b>(&'b self) {{ {body} }} }}"),
                "impl A { fn a<'b>(&'b self) {…} }",
            ),
            (format!("fn a() {{ '{{'; '\\''; b'}}'; 'é'; {body} }}"), "fn a() {…}"),
            (format!("fn a() {{ \"}}\\\"\"; r#\"}}\"}}\"#; {body} }}"), "fn a() {…}"),
            (format!("fn a() {{ // }}\n /* }} /* }} */ }} */ {body} }}"), "fn a() {…}"),
            (format!("// fn a() {{\nfn b() {{ {body} }}"), "// fn a() {\nfn b() {…}"),
            (
                format!("fn a() where B: C<D = u8>, E: F, {{ {body} }}"),
                "fn a() where B: C<D = u8>, E: F, {…}",
            ),
        ] {
            assert_eq!(outside(&text), expected);
        }
    }

    #[test]
    fn all_else_stays() {
        for text in [
            "",
            "fn",
            "fn a() {}",
            "fn a() { short(); }",
            "struct A<F = fn()> { a: fn(u8) -> u8, b: PhantomData<fn() -> [u8; { 4 + 4 + 4 + 4 }]> }",
            "impl A<fn()> { const B: &str = \"fn a() { as long as it has to be, it is text }\"; }",
            "trait A { fn a(&self) -> [u8; 4]; }\nstruct B { a_rather_long_name: SomeType, c: u8 }",
            "fn a() { let never = closed(and, as, long, as, it, has, to, be);",
            "fn a() { \"never closed, and as long as it has to be to be left out }",
            "fn a() { /* never closed, and as long as it has to be to be left out }",
            "fn a() { '\\",
        ] {
            assert_eq!(outside(text), text);
        }
    }
}
