//! Which symbols the changes of a commit fall on.
//!
//! In: the changes of a file, as hunks told them, and the parsed version after. Out: for each change that
//! adds lines the titles of the symbol around its first line, in the form in which hunks tell sections; a
//! change that only deletes keeps the section that its hunk told. Values are no spots of their own,
//! but part of what encloses them, as in hunks. Deliberately absent: lines before.

use super::{DeepChange, ParsedText};
use crate::model::{ChangeSymbol, spot_title};
use crate::syntax::{Outline, SymbolKind};

/// Lines that are looked at before one with a word on it comes.
const REACH: usize = 40;

/// The symbols of a file's changes.
pub(super) fn symbols_of(
    file: usize,
    changes: &[DeepChange],
    version: &ParsedText,
) -> Vec<ChangeSymbol> {
    let adding = changes.iter().filter(|change| change.added > 0 && change.first_line > 0);
    if adding.clone().next().is_none() {
        return Vec::new();
    }
    let text = version.text.as_slice();
    let ends: Vec<usize> =
        memchr::memchr_iter(b'\n', text).chain(std::iter::once(text.len())).collect();
    let start = |at: usize| at.checked_sub(1).map_or(0, |before| ends[before] + 1);
    adding
        .map(|change| {
            let from = change.first_line as usize - 1;
            let to = (from + (change.added as usize).min(REACH)).min(ends.len());
            let has_word = |at: &usize| !text[start(*at)..ends[*at]].trim_ascii().is_empty();
            let line = (from..to).find(has_word).unwrap_or(from);
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            ChangeSymbol { file, change: change.ordinal, title: spot_at(&version.outline, line) }
        })
        .collect()
}

/// The titles of the symbol around a line that is a spot of its own.
fn spot_at(outline: &Outline, line: u32) -> Option<String> {
    let mut around = outline.at_line(line)?;
    while outline.symbols[around].kind == SymbolKind::Value {
        around = outline.symbols[around].parent?;
    }
    Some(spot_title(&outline.path_of(around)).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{DeepChange, ParsedText, symbols_of};
    use crate::syntax::{Outliner, Parsed};

    #[test]
    fn changes_fall_on_the_innermost_symbol_that_is_a_spot() {
        let text = "struct A {\n    a: u8,\n}\n\nimpl A {\n    /// Runs.\n    fn run(&self) {\n\n        \
                    go();\n    }\n}\n";
        let language = Parsed::of(&"a.rs".into()).unwrap();
        let outline = Outliner::default().outline(language, text.as_bytes()).unwrap();
        let version = ParsedText { text: text.into(), outline };
        let title = |first_line, added| {
            let change = DeepChange { ordinal: 0, first_line, added };
            symbols_of(0, &[change], &version).pop().map(|symbol| symbol.title)
        };
        let run = Some(Some("impl A > fn run".to_owned()));
        assert_eq!(title(9, 1), run);
        assert_eq!(title(6, 1), run, "its comment is part of it");
        assert_eq!(title(8, 2), run);
        assert_eq!(title(2, 1), Some(Some("struct A".to_owned())));
        assert_eq!(title(4, 7), Some(Some("impl A".to_owned())));
        assert_eq!(title(4, 0), None, "what only deletes is not asked");
    }
}
