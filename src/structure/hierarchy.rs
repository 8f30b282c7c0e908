//! Which types extend which, so far as the files of a commit tell.
//!
//! In: both sides. Out: whether one type is above another, directly or by way of others. Types are
//! known by name alone: two of one name in different places are taken for one.
//! Deliberately absent: types of files that the commit did not change.

use std::collections::{HashMap, HashSet};

use super::side::{DefinitionId, Side};

/// The types of a commit and what they extend or implement, before or after.
pub(super) struct Hierarchy<'a>(HashMap<&'a str, Vec<&'a str>>);

impl<'a> Hierarchy<'a> {
    pub(super) fn of(before: &Side<'a>, after: &Side<'a>) -> Self {
        let mut supertypes: HashMap<&str, Vec<&str>> = HashMap::new();
        for side in [before, after] {
            for id in side.ids() {
                let symbol = side.symbol(id);
                if !symbol.supertypes.is_empty() {
                    let above = symbol.supertypes.iter().map(String::as_str);
                    let name = symbol.owner.as_deref().unwrap_or(&symbol.name);
                    supertypes.entry(name).or_default().extend(above);
                }
            }
        }
        Self(supertypes)
    }

    /// Whether a type extends another.
    pub(super) fn extends(&self, name: &str, of: &str) -> bool {
        let (mut open, mut seen) = (vec![name], HashSet::new());
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            for above in self.0.get(at).into_iter().flatten() {
                if *above == of {
                    return true;
                }
                open.push(above);
            }
        }
        false
    }

    /// The types that two definitions are members of, where one of the types extends the other:
    /// whether the second is the one above.
    pub(super) fn leads_up(
        &self,
        before: &Side<'_>,
        one: DefinitionId,
        after: &Side<'_>,
        other: DefinitionId,
    ) -> Option<bool> {
        let (from, to) = (before.type_of(one)?, after.type_of(other)?);
        if from == to {
            None
        } else if self.extends(from, to) {
            Some(true)
        } else {
            self.extends(to, from).then_some(false)
        }
    }
}
