//! The versions of a path, parsed one after the other.
//!
//! In: versions by name. Out: their texts and outlines. A version is parsed from the tree of the one
//! before, told what was replaced; where either could not be read as its language, it is parsed by
//! itself, because what a parser makes of such a place may depend on where it came from, and a run must
//! find the same wherever it begins. Deliberately absent: what differs between versions (`structure`).

use super::versions::Versions;
use crate::git::{CommonEnds, Objects, is_binary};
use crate::syntax::{Edit, Outline, Outliner, Parsed, SyntaxTree};

/// A version that is at hand.
pub(super) struct ParsedText {
    pub text: Vec<u8>,
    pub outline: Outline,
}

/// Reads and parses, on one thread.
pub(super) struct Parser {
    objects: Objects,
    outliner: Outliner,
    buffer: Vec<u8>,
}

impl Parser {
    pub(super) fn new(objects: Objects) -> Self {
        Self { objects, outliner: Outliner::default(), buffer: Vec::new() }
    }

    /// Parses versions of one path, in their order; those that cannot be are left out.
    pub(super) fn parse_all(
        &mut self,
        versions: &Versions<'_>,
        numbers: &[usize],
    ) -> Vec<(usize, ParsedText)> {
        let mut parsed: Vec<(usize, ParsedText)> = Vec::with_capacity(numbers.len());
        let mut tree = None;
        for number in numbers {
            let is_read = self.objects.blob(versions.id(*number), &mut self.buffer).is_ok();
            if !is_read || is_binary(&self.buffer) {
                continue;
            }
            // The tree is that of the last text.
            let before = tree.take().zip(parsed.last().map(|(_, last)| last.text.as_slice()));
            let text = self.buffer.as_slice().to_vec();
            let found = parse(&mut self.outliner, versions.language(*number), &text, before);
            if let Some((new_tree, outline)) = found {
                tree = Some(new_tree);
                parsed.push((*number, ParsedText { text, outline }));
            }
        }
        parsed
    }
}

fn parse(
    outliner: &mut Outliner,
    language: Parsed,
    text: &[u8],
    before: Option<(SyntaxTree, &[u8])>,
) -> Option<(SyntaxTree, Outline)> {
    if let Some((tree, old)) = before.filter(|(tree, _)| !tree.is_damaged()) {
        let edit = replaced(old, text);
        let (tree, outline) = outliner.parse(language, text, Some((tree, old, &[edit])))?;
        if !tree.is_damaged() {
            return Some((tree, outline));
        }
    }
    outliner.parse(language, text, None)
}

/// The one part in which two texts differ, in whole characters.
fn replaced(old: &[u8], new: &[u8]) -> Edit {
    let ends = CommonEnds::of(old, new);
    let (mut start, mut end) = (ends.beginning, ends.end);
    let goes_on = |text: &[u8], at: usize| text.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    while start > 0 && (goes_on(old, start) || goes_on(new, start)) {
        start -= 1;
    }
    while end > 0 && (goes_on(old, old.len() - end) || goes_on(new, new.len() - end)) {
        end -= 1;
    }
    Edit { start, old_end: old.len() - end, new_end: new.len() - end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Outliner, Parsed, parse, replaced};

    #[test]
    fn what_is_replaced_is_whole_characters() {
        // Both letters begin with the same byte.
        let edit = replaced("aéb".as_bytes(), "aèb".as_bytes());
        assert_eq!((edit.start, edit.old_end, edit.new_end), (1, 3, 3));
        let edit = replaced(b"ab", b"aab");
        assert_eq!((edit.start, edit.old_end, edit.new_end), (1, 1, 2));
    }

    fn line() -> impl Strategy<Value = String> {
        prop::sample::select(vec![
            "fn a(b: u8) -> u8 { b + 1 }",
            "impl Ä {",
            "}",
            "/* é",
            "*/",
            "    fn c(&self) {}",
            "pub struct D { e: \"",
            "mod f { const G: &str = \"é\"; }",
        ])
        .prop_map(|line| format!("{line}\n"))
    }

    proptest! {
        #[test]
        fn a_version_is_parsed_alike_whatever_came_before(
            versions in prop::collection::vec(prop::collection::vec(line(), 0..8), 1..6),
        ) {
            let language = Parsed::of(&"a.rs".into()).unwrap();
            let mut outliner = Outliner::default();
            let mut before = None;
            let mut last = String::new();
            for version in versions {
                let text = version.concat();
                let known = before.take().map(|tree| (tree, last.as_bytes()));
                let (tree, outline) = parse(&mut outliner, language, text.as_bytes(), known).unwrap();
                let alone = outliner.outline(language, text.as_bytes()).unwrap();
                prop_assert_eq!(outline, alone);
                (before, last) = (Some(tree), text);
            }
        }
    }
}
