//! As much of XML as manifests need.
//!
//! In: a text. Out: its elements with their attributes, the text in them and their lines; what encloses
//! comes before what is enclosed. Comments, processing instructions and declarations are passed over,
//! the five named entities are read. Deliberately absent: name spaces, other entities, and whether the
//! text is well formed: a tag that closes nothing is passed over, and what is left open ends with the text.

use std::ops::Range;

/// An element.
pub(in crate::syntax) struct Element<'a> {
    pub name: &'a str,
    /// The element around it, by its place.
    pub parent: Option<usize>,
    attributes: Vec<(&'a str, String)>,
    /// The text directly in it, without the white space around it.
    pub text: String,
    /// Its lines, from 0.
    pub lines: Range<u32>,
}

impl Element<'_> {
    pub(in crate::syntax) fn attribute(&self, name: &str) -> Option<&str> {
        let known = self.attributes.iter().find(|(known, _)| *known == name);
        known.map(|(_, value)| value.as_str())
    }
}

/// The text of the first element of a name directly in another.
pub(in crate::syntax) fn child<'e>(
    elements: &'e [Element<'_>],
    of: usize,
    name: &str,
) -> Option<&'e str> {
    let is_it = |element: &&Element<'_>| element.parent == Some(of) && element.name == name;
    elements[of..].iter().find(is_it).map(|element| element.text.as_str())
}

/// The elements of a text.
pub(in crate::syntax) fn elements(text: &str) -> Vec<Element<'_>> {
    let mut reading = Reading { found: Vec::new(), open: Vec::new(), line: 0 };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (plain, tag) = rest.split_at(at);
        reading.text(&unescaped(plain));
        reading.pass(plain);
        let (whole, after) = tag.split_at(end_of(tag));
        if let Some(data) = whole.strip_prefix("<![CDATA[") {
            reading.text(data.strip_suffix("]]>").unwrap_or(data));
        } else if let Some(name) = whole.strip_prefix("</") {
            reading.close(name.trim_end_matches('>').trim(), whole);
        } else if whole.ends_with('>') && !whole.starts_with("<!") && !whole.starts_with("<?") {
            reading.open(whole);
        }
        reading.pass(whole);
        rest = after;
    }
    reading.found
}

struct Reading<'a> {
    found: Vec<Element<'a>>,
    open: Vec<usize>,
    line: u32,
}

impl<'a> Reading<'a> {
    fn pass(&mut self, text: &str) {
        self.line += lines_in(text);
    }

    fn text(&mut self, text: &str) {
        if let Some(at) = self.open.last() {
            self.found[*at].text += text.trim();
        }
    }

    fn open(&mut self, tag: &'a str) {
        let inside = tag[1..tag.len() - 1].trim_end_matches('/');
        let end = inside.find(char::is_whitespace).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        self.found.push(Element {
            name,
            parent: self.open.last().copied(),
            attributes: attributes_of(attributes),
            text: String::new(),
            lines: self.line..self.line + lines_in(tag) + 1,
        });
        if !tag.ends_with("/>") {
            self.open.push(self.found.len() - 1);
        }
    }

    fn close(&mut self, name: &str, tag: &str) {
        let Some(at) = self.open.iter().rposition(|at| self.found[*at].name == name) else {
            return;
        };
        let end = self.line + lines_in(tag) + 1;
        for element in self.open.drain(at..) {
            self.found[element].lines.end = end;
        }
    }
}

fn lines_in(text: &str) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text.as_bytes()).count()).unwrap_or(u32::MAX)
}

/// Where a tag, comment or the like ends that a text begins with.
fn end_of(tag: &str) -> usize {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inside) = tag.strip_prefix(start) {
            return inside.find(end).map_or(tag.len(), |at| start.len() + at + end.len());
        }
    }
    // A value may hold a `>`.
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match (quote, letter) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn attributes_of(mut rest: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|at| matches!(at, '"' | '\'')) else { break };
        let Some((value, after)) = after[1..].split_once(quote) else { break };
        found.push((name.trim(), unescaped(value)));
        rest = after;
    }
    found
}

fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    // What an `&amp;` leaves is no entity.
    for (entity, sign) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
    {
        if text.contains(entity) {
            text = text.replace(entity, sign);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{child, elements};

    #[test]
    fn elements_are_read_with_their_lines() {
        let text = "<?xml version=\"1.0\"?>\n<!-- <a> -->\n<a b='1>2' c = \"&lt;&amp;lt;\">\n  <d>\n x\n  \
                    </d><e/>\n</f></a>\n";
        let found = elements(text);
        let names: Vec<&str> = found.iter().map(|element| element.name).collect();
        assert_eq!(names, ["a", "d", "e"]);
        assert_eq!(found[0].attribute("b"), Some("1>2"));
        assert_eq!(found[0].attribute("c"), Some("<&lt;"));
        assert_eq!((found[0].lines.clone(), found[1].lines.clone()), (2..7, 3..6));
        assert_eq!((child(&found, 0, "d"), child(&found, 0, "x")), (Some("x"), None));
        assert_eq!(found[2].parent, Some(0));
    }
}
