//! What is said of types in signatures, types that have another name now read as what they were.
//!
//! In: pairs of types. Out: whether two texts of code, or lists of names, say the same but for types that were
//! renamed between them. Types are known by name alone. Deliberately absent: types of files that the
//! commit did not change.

use std::collections::{HashMap, HashSet};

use super::moving::Link;
use super::pairing::Pairs;
use super::side::{DefinitionId, Side};
use crate::model::EventSubject;

/// A rename that is less likely explains nothing.
const LIKELY: f64 = 0.5;

/// The types that have another name now: before and after.
pub(super) struct Retyped<'a>(HashSet<(&'a str, &'a str)>);

impl<'a> Retyped<'a> {
    pub(super) fn of(
        before: &Side<'a>,
        after: &Side<'a>,
        pairs: &Pairs,
        links: &HashMap<DefinitionId, Link>,
    ) -> Self {
        let followed = links.iter().filter(|(one, link)| {
            link.probability >= LIKELY && before.definition(**one).subject == EventSubject::Type
        });
        let renamed = followed.filter_map(|(one, _)| {
            let other = pairs.after_of[one.get()]?;
            let (old, new) = (&before.symbol(*one).name, &after.symbol(other).name);
            (old != new).then_some((old.as_str(), new.as_str()))
        });
        Self(renamed.collect())
    }

    /// Whether two texts say the same. White space makes no difference.
    pub(super) fn is_same(&self, old: &str, new: &str) -> bool {
        if old == new {
            return true;
        }
        let (old, new) = (words(old), words(new));
        old.len() == new.len()
            && old.iter().zip(&new).all(|(old, new)| old == new || self.0.contains(&(*old, *new)))
    }

    /// Whether two lists say the same.
    pub(super) fn are_same(&self, olds: &[String], news: &[String]) -> bool {
        olds.len() == news.len() && olds.iter().zip(news).all(|(old, new)| self.is_same(old, new))
    }
}

/// The names in a text, and the signs that stand between them.
fn words(text: &str) -> Vec<&str> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // A sign is a word by itself.
        let is_end = |letter: char| !is_name(letter);
        let length = if is_name(first) { rest.find(is_end) } else { Some(first.len_utf8()) };
        let (word, after) = rest.split_at(length.unwrap_or(rest.len()));
        found.extend((!first.is_whitespace()).then_some(word));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{HashSet, Retyped};

    #[test]
    fn only_what_was_renamed_makes_no_difference() {
        let retyped = Retyped(HashSet::from([("Line", "Position"), ("Bill", "Invoice")]));
        assert!(retyped.is_same("List<Line> lines", "List<Position> lines"));
        assert!(retyped.is_same("(Bill): Line[]", "(Invoice): Position[]"));
        assert!(!retyped.is_same("List<Line> lines", "Set<Position> lines"));
        assert!(retyped.is_same("&'a[u8]", "&'a [ u8 ]"));
        assert!(!retyped.is_same("unsigned a", "unsigneda"));
        assert!(!retyped.is_same("Liner", "Positionr"));
        assert!(!retyped.is_same("Position", "Line"));
        assert!(!retyped.is_same("Line a", "Position"));
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(retyped.are_same(&list(&["Line", "B"]), &list(&["Position", "B"])));
        assert!(!retyped.are_same(&list(&["Line"]), &list(&["Position", "B"])));
    }
}
