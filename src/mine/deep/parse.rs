//! The versions of a path, parsed one after the other.
//!
//! In: versions by name. Out: their texts and outlines. A version is parsed from the tree of the one
//! before, told what was replaced; where either could not be read as its language, it is parsed by
//! itself, because what a parser makes of such a place may depend on where it came from, and a run must
//! find the same wherever it begins. Deliberately absent: what differs between versions (`structure`).

use super::last::LastVersion;
use super::versions::Versions;
use crate::git::{CommonEnds, DiffAlgorithm, LineDiffer, Lines, Objects, is_binary};
use crate::mine::text::Text;
use crate::syntax::{Earlier, Edit, Outline, Outliner, Parsed, Reading};

/// A version that is at hand.
pub(super) struct ParsedText {
    pub text: Vec<u8>,
    pub outline: Outline,
}

/// Versions of one file that are at hand.
pub(super) struct ParsedFile {
    /// The versions, by number.
    pub texts: Vec<(usize, ParsedText)>,
    /// The last of them, if a later one can be read from it.
    pub last: Option<(usize, Reading)>,
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

    /// Parses versions of one file, in their order, from the last one before them; those that cannot be are
    /// left out.
    pub(super) fn parse_all(
        &mut self,
        versions: &Versions<'_>,
        numbers: &[usize],
        before: Option<LastVersion>,
    ) -> ParsedFile {
        let mut parsed: Vec<(usize, ParsedText)> = Vec::with_capacity(numbers.len() + 1);
        let mut reading = None;
        if let Some(before) = before {
            self.texts[1] = Text { bytes: before.parsed.text.clone(), ..Text::default() };
            parsed.push((before.number, before.parsed));
            reading = Some(before.reading);
        }
        for number in numbers {
            if parsed.last().is_some_and(|(last, _)| last == number) {
                continue;
            }
            let [now, last] = &mut self.texts;
            now.has_lines = false;
            let is_read = self.objects.blob(versions.id(*number), &mut now.bytes).is_ok();
            if !is_read || is_binary(&now.bytes) {
                continue;
            }
            let outline = parsed.last().map(|(_, last)| &last.outline);
            let before = reading.take().zip(outline);
            let before = before.map(|(reading, outline)| (reading, outline, last));
            let found = self.parsing.parse(versions.language(*number), now, before);
            if let Some((new_reading, outline)) = found {
                reading = Some(new_reading);
                parsed.push((*number, ParsedText { text: now.bytes.as_slice().to_vec(), outline }));
                self.texts.swap(0, 1);
            }
        }
        let last = parsed.last().map(|(number, _)| *number);
        ParsedFile { last: last.zip(reading.filter(Reading::is_small)), texts: parsed }
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
        before: Option<(Reading, &Outline, &mut Text)>,
    ) -> Option<(Reading, Outline)> {
        let Some((reading, outline, old)) = before else {
            return self.outliner.read(language, &text.bytes, None);
        };
        let edits = if reading.needs_edits() { self.edits(old, text) } else { Vec::new() };
        let earlier = Earlier { reading, outline, text: &old.bytes, edits: &edits };
        self.outliner.read(language, &text.bytes, Some(earlier))
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

    fn versions(lines: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
        let line = prop::sample::select(lines).prop_map(|line| format!("{line}\n"));
        let version = prop::collection::vec(line, 0..14).prop_map(|lines| lines.concat());
        prop::collection::vec(version, 2..6)
    }

    /// Each version is read alike, whatever came before it.
    fn assert_read_alike(path: &str, versions: &[String]) -> Result<(), TestCaseError> {
        let language = Parsed::of(&path.into()).unwrap();
        let mut parsing = Parsing::default();
        let (mut reading, mut outline, mut last) = (None, None, Text::default());
        for version in versions {
            let mut now = text(version.as_bytes());
            let before = reading.zip(outline.as_ref());
            let before = before.map(|(reading, outline)| (reading, outline, &mut last));
            let (found_reading, found) = parsing.parse(language, &mut now, before).unwrap();
            let alone = parsing.outliner.outline(language, &now.bytes).unwrap();
            prop_assert_eq!(&found, &alone, "{}", version);
            (reading, outline, last) = (Some(found_reading), Some(found), now);
        }
        Ok(())
    }

    const RUST: &[&str] = &[
        "fn a(b: u8) -> u8 { b + 1 }",
        "fn h() {\n    let é = 1;\n}",
        "fn h() {\n    let é = 2; // }\n    let f = '{';\n}",
        "impl Ä { fn i(&self) {} }",
        "impl Ä {",
        "impl Ä { // braces {",
        "}",
        "} // é",
        "",
        "",
        "/* é",
        "*/",
        "    fn c(&self) {}",
        "    fn c(&self) {\n        c();\n    }",
        "    /// É.\n    fn d(&self) {\n        d();\n        e();\n    }",
        "/// É.",
        "#[test]",
        "use a::b;",
        "use a::c; fn l() {}",
        "fn l() {} use a::d;",
        "mod n { use a; fn o() {} }",
        "    use a::e; }",
        "m! {",
        "m! { fn k() {} }",
        "pub struct D { e: \"",
        "pub struct D {\n    e: u8,\n    f: u8,\n}",
        "mod f { const G: &str = \"é\"; }",
        "mod f {",
    ];
    const C: &[&str] = &[
        "int a(int b) { return b; }",
        "static int a(int b)\n{\n\tc(b);\n}",
        "static int a(int b)\n{\n\te(b);\n}",
        "int d(void)\n{",
        "\tif (é) {",
        "}",
        "} /* é",
        "",
        "#include <é.h>",
        "#ifdef E",
        "#ifdef __cplusplus",
        "extern \"C\" {",
        "#else",
        "#endif",
        "/* é",
        " */",
        "struct f {\n\tint g;\n};",
        "typedef struct {\n\tint g;\n} h;",
    ];
    const GO: &[&str] = &[
        "package a",
        "import \"é\"",
        "func b() {\n\tc()\n}",
        "func b() {\n\te()\n\tf()\n}",
        "func (d *E) b() {",
        "}",
        "} // é",
        "",
        "// é",
        "type E struct {\n\tf int\n}",
        "type E struct {",
        "\tg int",
        "const (",
        "\th = 1",
        "\ti = f(\n\t\t1,\n\t)",
        "\ti = f(\n\t\t2,\n\t)",
        "\tj\n\n\tk",
        ")",
        "/*",
        "*/",
        "var i = `",
    ];
    const JAVA: &[&str] = &[
        "class A {",
        "    int b() { return 1; }",
        "    int b() {\n        return 2;\n    }",
        "}",
        "",
        "// é",
        "import é;",
        "/*",
        "*/",
    ];

    const MARKDOWN: &[&str] = &[
        "# a",
        "## é ##",
        "### c",
        "d\n===",
        "e",
        "---",
        "",
        "```",
        "````",
        "~~~ f",
        "<!--",
        "-->",
        "- g\n  # h",
        "> # i",
        "   # j",
        "#k",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn rust_is_read_alike_whatever_came_before(versions in versions(RUST)) {
            assert_read_alike("a.rs", &versions)?;
        }

        #[test]
        fn c_is_read_alike_whatever_came_before(versions in versions(C)) {
            assert_read_alike("a.c", &versions)?;
        }

        #[test]
        fn go_is_read_alike_whatever_came_before(versions in versions(GO)) {
            assert_read_alike("a.go", &versions)?;
        }

        #[test]
        fn documents_are_read_alike_whatever_came_before(versions in versions(MARKDOWN)) {
            assert_read_alike("a.md", &versions)?;
        }

        #[test]
        fn what_is_parsed_from_trees_is_read_alike(versions in versions(JAVA)) {
            assert_read_alike("a.java", &versions)?;
        }
    }
}
