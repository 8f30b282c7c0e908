//! What files use from elsewhere, before and after.
//!
//! In: the imports of both versions of a file. Out: what came and what went. An import that only stands
//! in another file now came and went; a list that was only laid out anew did neither.
//! Deliberately absent: whether what is imported is used.

use std::collections::BTreeMap;

use super::side::Version;

/// What one file imports newly, and what it imports no more, each with its line (from 0).
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ImportChange<'a> {
    pub come: Vec<(&'a str, u32)>,
    pub gone: Vec<(&'a str, u32)>,
}

/// Compares the imports of two versions.
pub(super) fn compare<'a>(before: &Version<'a>, after: &Version<'a>) -> ImportChange<'a> {
    let (old, new) = (by_text(before), by_text(after));
    let only = |one: &BTreeMap<&'a str, u32>, other: &BTreeMap<&'a str, u32>| {
        let only = one.iter().filter(|(text, _)| !other.contains_key(*text));
        only.map(|(text, line)| (*text, *line)).collect()
    };
    ImportChange { come: only(&new, &old), gone: only(&old, &new) }
}

fn by_text<'a>(version: &Version<'a>) -> BTreeMap<&'a str, u32> {
    version.outline.imports.iter().map(|import| (import.text.as_str(), import.line)).collect()
}
