//! The versions of a path, parsed one after the other.
//!
//! In: versions by name. Out: their texts and outlines. A version is parsed from the tree of the one
//! before, told what was replaced; where either could not be read as its language, it is parsed by
//! itself, because what a parser makes of such a place may depend on where it came from, and a run must
//! find the same wherever it begins. Deliberately absent: what differs between versions (`structure`).

use super::versions::Versions;
use crate::git::{CommonEnds, DiffAlgorithm, LineDiffer, Lines, Objects, is_binary};
use crate::mine::text::Text;
use crate::syntax::{Edit, Outline, Outliner, Parsed, SyntaxTree};

/// A version that is at hand.
pub(super) struct ParsedText {
    pub text: Vec<u8>,
    pub outline: Outline,
}

/// Reads and parses, on one thread.
pub(super) struct Parser {
    objects: Objects,
    parsing: Parsing,
    /// The version that is read, and the last one that was parsed.
    texts: [Text; 2],
}

impl Parser {
    pub(super) fn new(objects: Objects) -> Self {
        Self { objects, parsing: Parsing::default(), texts: [Text::default(), Text::default()] }
    }

    /// Parses versions of one path, in their order; those that cannot be are left out.
    pub(super) fn parse_all(
        &mut self,
        versions: &Versions<'_>,
        numbers: &[usize],
    ) -> Vec<(usize, ParsedText)> {
        let mut parsed = Vec::with_capacity(numbers.len());
        let mut tree = None;
        for number in numbers {
            let [now, last] = &mut self.texts;
            now.has_lines = false;
            let is_read = self.objects.blob(versions.id(*number), &mut now.bytes).is_ok();
            if !is_read || is_binary(&now.bytes) {
                continue;
            }
            let before = tree.take().map(|tree| (tree, &mut *last));
            let found = self.parsing.parse(versions.language(*number), now, before);
            if let Some((new_tree, outline)) = found {
                tree = Some(new_tree);
                parsed.push((*number, ParsedText { text: now.bytes.as_slice().to_vec(), outline }));
                self.texts.swap(0, 1);
            }
        }
        parsed
    }
}

/// What parsing needs again and again.
struct Parsing {
    outliner: Outliner,
    differ: LineDiffer,
}

impl Default for Parsing {
    fn default() -> Self {
        let differ = LineDiffer::new(DiffAlgorithm::Histogram);
        Self { outliner: Outliner::default(), differ }
    }
}

impl Parsing {
    fn parse(
        &mut self,
        language: Parsed,
        text: &mut Text,
        before: Option<(SyntaxTree, &mut Text)>,
    ) -> Option<(SyntaxTree, Outline)> {
        if let Some((tree, old)) = before.filter(|(tree, _)| !tree.is_damaged()) {
            let edits = self.edits(old, text);
            let before = Some((tree, old.bytes.as_slice(), edits.as_slice()));
            let (tree, outline) = self.outliner.parse(language, &text.bytes, before)?;
            if !tree.is_damaged() {
                return Some((tree, outline));
            }
        }
        self.outliner.parse(language, &text.bytes, None)
    }

    /// The lines in which two texts differ. Many small parts leave more of a tree as it is than the one
    /// that holds them all.
    fn edits(&mut self, old: &mut Text, new: &mut Text) -> Vec<Edit> {
        let ends = CommonEnds::of(&old.bytes, &new.bytes);
        old.find_lines();
        new.find_lines_like(old, ends);
        // Only git's own algorithm can fail.
        let hunks = self.differ.hunks(old.as_lines(), new.as_lines(), ends).unwrap_or_default();
        let position = |lines: Lines<'_>, line: u32| {
            lines.starts.get(line as usize).map_or(lines.bytes.len(), |start| *start as usize)
        };
        let edit = |hunk: crate::git::Hunk| Edit {
            start: position(old.as_lines(), hunk.old_start),
            old_end: position(old.as_lines(), hunk.old_start + hunk.old_lines),
            new_bytes: new.as_lines().slice(hunk.new_start, hunk.new_lines).len(),
        };
        hunks.into_iter().map(edit).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Parsed, Parsing, Text};

    fn text(bytes: &[u8]) -> Text {
        Text { bytes: bytes.to_vec(), ..Text::default() }
    }

    #[test]
    fn every_part_that_differs_is_told() {
        let old = "a\nb\nc\nd\n".repeat(9);
        let new = format!("é\n{}f\n", old.replacen("b\nc\n", "c\ng\nh", 1));
        let edits = Parsing::default().edits(&mut text(old.as_bytes()), &mut text(new.as_bytes()));
        assert!(edits.len() > 1, "{edits:?}");
        let (gone, come): (usize, usize) = edits.iter().fold((0, 0), |(gone, come), edit| {
            (gone + edit.old_end - edit.start, come + edit.new_bytes)
        });
        assert_eq!(old.len() - gone + come, new.len());
    }

    fn line() -> impl Strategy<Value = String> {
        prop::sample::select(vec![
            "fn a(b: u8) -> u8 { b + 1 }",
            "fn h() {\n    let é = 1;\n}",
            "impl Ä { fn i(&self) {} }",
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
            versions in prop::collection::vec(prop::collection::vec(line(), 0..12), 1..6),
        ) {
            let language = Parsed::of(&"a.rs".into()).unwrap();
            let mut parsing = Parsing::default();
            let (mut before, mut last) = (None, Text::default());
            for version in versions {
                let mut now = text(version.concat().as_bytes());
                let known = before.take().map(|tree| (tree, &mut last));
                let (tree, outline) = parsing.parse(language, &mut now, known).unwrap();
                let alone = parsing.outliner.outline(language, &now.bytes).unwrap();
                prop_assert_eq!(outline, alone);
                (before, last) = (Some(tree), now);
            }
        }
    }
}
