//! What files use from elsewhere, before and after.
//!
//! In: the imports of both versions of a file. Out: what came and what went, each by itself, however
//! many one statement names. An import that only stands in another file now came and went; a list
//! that was only sorted, split or laid out anew did neither.
//! Deliberately absent: whether what is imported is used.

use std::collections::BTreeMap;

use super::side::Version;

/// Names of one statement that are told apart; more are generated.
const MOST: usize = 500;

/// What one file imports newly, and what it imports no more, each with its line (from 0).
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ImportChange {
    pub come: Vec<(String, u32)>,
    pub gone: Vec<(String, u32)>,
}

/// Compares the imports of two versions.
pub(super) fn compare(before: &Version<'_>, after: &Version<'_>) -> ImportChange {
    let (old, new) = (&before.outline.imports, &after.outline.imports);
    // Most changes leave them as they are.
    if old.iter().map(|import| &import.text).eq(new.iter().map(|import| &import.text)) {
        return ImportChange::default();
    }
    let (old, new) = (by_text(before), by_text(after));
    let only = |one: &BTreeMap<String, u32>, other: &BTreeMap<String, u32>| {
        let only = one.iter().filter(|(text, _)| !other.contains_key(*text));
        only.map(|(text, line)| (text.clone(), *line)).collect()
    };
    ImportChange { come: only(&new, &old), gone: only(&old, &new) }
}

fn by_text(version: &Version<'_>) -> BTreeMap<String, u32> {
    let imports = version.outline.imports.iter();
    let parts = imports
        .flat_map(|import| import_parts(&import.text).into_iter().map(|part| (part, import.line)));
    parts.collect()
}

/// A statement that imports several things as one for each: `use a::{b, c};`, `import { b, c } from "a"`,
/// `from a import b, c`.
#[must_use]
pub fn import_parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    split(text, &mut parts);
    parts
}

fn split(text: &str, parts: &mut Vec<String>) {
    if parts.len() >= MOST {
        return;
    }
    let Some((head, list, tail)) = group(text).or_else(|| names(text)) else {
        parts.push(text.replace("::self", ""));
        return;
    };
    let items = outer_commas(list);
    let items: Vec<&str> =
        items.into_iter().map(str::trim).filter(|item| !item.is_empty()).collect();
    if items.is_empty() {
        parts.push(text.to_owned());
    }
    for item in items {
        split(&format!("{head}{item}{tail}"), parts);
    }
}

/// What is before a list in braces or parentheses, the list, and what is behind it.
fn group(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{').or_else(|| text.find(" import (").map(|at| at + 8))?;
    let mut depth = 0_u32;
    for (at, sign) in text[open..].char_indices() {
        match sign {
            '{' | '(' => depth += 1,
            '}' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let tail = text[open + at + 1..].trim_end();
            return Some((&text[..open], &text[open + 1..open + at], tail));
        }
    }
    None
}

/// The same for a list of names behind `import`.
fn names(text: &str) -> Option<(&str, &str, &str)> {
    let is_list = |list: &str| list.contains(',') && !list.contains(['"', '\'', ';']);
    let begin = match text.find(" import ") {
        Some(at) => at + " import ".len(),
        None if text.starts_with("import ") => "import ".len(),
        None => return None,
    };
    let (head, list) = text.split_at(begin);
    is_list(list).then_some((head, list, ""))
}

/// The parts between the commas that no brace is around.
fn outer_commas(list: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    list.split(|sign| {
        match sign {
            '{' | '(' => depth += 1,
            '}' | ')' => depth -= 1,
            _ => {}
        }
        sign == ',' && depth == 0
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::import_parts;

    #[test]
    fn each_thing_is_imported_by_itself() {
        for (text, expected) in [
            ("use a::b;", "use a::b;"),
            (
                "use a::{self, b, c::{d, e as f}};",
                "use a; use a::b; use a::c::d; use a::c::e as f;",
            ),
            ("pub use a::{ b, };", "pub use a::b;"),
            ("import { a, b as c } from 'd'", "import a from 'd' import b as c from 'd'"),
            ("import a, { b } from 'd'", "import a, b from 'd'"),
            ("from a import b, c as d", "from a import b from a import c as d"),
            ("from a import (b, c)", "from a import b from a import c"),
            ("import a, b.c", "import a import b.c"),
            ("import a.{b, c}", "import a.b import a.c"),
            ("import java.util.List;", "import java.util.List;"),
            ("require('a')", "require('a')"),
            ("\"fmt\"", "\"fmt\""),
            ("use a::{", "use a::{"),
            ("import {} from 'a'", "import {} from 'a'"),
        ] {
            assert_eq!(import_parts(text).join(" "), expected);
        }
    }
}
