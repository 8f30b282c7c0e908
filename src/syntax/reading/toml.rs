//! Parts of TOML, with their lines.
//!
//! In: a text. Out: its tables and arrays by the keys that lead to them, and each value as people
//! would say it. Deliberately absent: what is asked for by values that are neither text nor table.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::line_of;

/// A parsed text.
pub(in crate::syntax) struct Document<'a> {
    text: &'a str,
    top: Spanned<DeTable<'a>>,
}

/// A value and what it is called.
pub(in crate::syntax) struct Entry<'d> {
    /// Its key; empty within an array.
    pub name: &'d str,
    pub value: &'d DeValue<'d>,
    /// The lines of both, from 0.
    pub lines: Range<u32>,
}

impl<'a> Document<'a> {
    /// Parses a text; `None` when it is no TOML.
    pub(in crate::syntax) fn read(text: &'a str) -> Option<Self> {
        Some(Self { text, top: DeTable::parse(text).ok()? })
    }

    /// The keys below some others, in the order of their names.
    pub(in crate::syntax) fn keys(&self, path: &[&str]) -> Vec<&str> {
        let table = self.table(path).into_iter();
        table.flat_map(|table| table.keys().map(|key| key.get_ref().as_ref())).collect()
    }

    /// What stands in the table or array that some keys lead to; nothing where there is none.
    pub(in crate::syntax) fn entries(&self, path: &[&str]) -> Vec<Entry<'_>> {
        if let Some(table) = self.table(path) {
            let entries = table.iter().map(|(key, value)| Entry {
                name: key.get_ref(),
                value: value.get_ref(),
                lines: self.lines(key.span().start, value),
            });
            return entries.collect();
        }
        let Some((last, above)) = path.split_last() else { return Vec::new() };
        let array = self.table(above).and_then(|table| table.get(*last)?.get_ref().as_array());
        let values = array.into_iter().flat_map(|array| array.iter());
        let entry = |value: &'_ Spanned<DeValue<'_>>| self.lines(value.span().start, value);
        values
            .map(|value| Entry { name: "", lines: entry(value), value: value.get_ref() })
            .collect()
    }

    fn table(&self, path: &[&str]) -> Option<&DeTable<'a>> {
        path.iter().try_fold(self.top.get_ref(), |at, key| at.get(*key)?.get_ref().as_table())
    }

    /// From a key to the end of its value. The entries of `[dependencies.name]` stand below it.
    fn lines(&self, start: usize, value: &Spanned<DeValue<'_>>) -> Range<u32> {
        let mut last = value.span().end.saturating_sub(1);
        if let Some(table) = value.get_ref().as_table() {
            let ends = table.values().map(|value| value.span().end.saturating_sub(1));
            last = ends.fold(last, usize::max);
        }
        let first = line_of(self.text, start);
        first..line_of(self.text, last).max(first) + 1
    }
}

/// A text among the entries of a table, or a value that is a text.
pub(in crate::syntax) fn text<'d>(value: &'d DeValue<'_>, key: &str) -> Option<&'d str> {
    value.as_table()?.get(key)?.get_ref().as_str()
}
