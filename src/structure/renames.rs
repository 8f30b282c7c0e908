//! Which name stands for which, told from edited statements.
//!
//! In: pairs of definitions. Out: how often, in statements that are otherwise the same, one name was
//! replaced by another. Where `a.open()` became `a.connect()` in many places, `open` was
//! renamed. Deliberately absent: what the names mean.

use std::collections::HashMap;

use super::body::{Statement, correspond};
use super::pairing::Pairs;
use super::side::Side;

/// How often each name was replaced by each other.
#[derive(Debug, Default)]
pub(super) struct Substitutions(HashMap<(u64, u64), u32>);

impl Substitutions {
    /// Reads the edited statements of all pairs.
    pub(super) fn of(before: &Side<'_>, after: &Side<'_>, pairs: &Pairs) -> Self {
        let mut found = Self::default();
        for one in before.ids() {
            let Some(other) = pairs.after_of[one.get()] else { continue };
            if before.definition(one).inner.is_some() || before.text(one) == after.text(other) {
                continue;
            }
            found.read(before, after, one, other);
        }
        found
    }

    fn read(
        &mut self,
        before: &Side<'_>,
        after: &Side<'_>,
        one: super::side::DefinitionId,
        other: super::side::DefinitionId,
    ) {
        let olds = before.body(one).all();
        let news = after.body(other).all();
        for pair in correspond(&olds, &news).pairs {
            if pair.alike < 1.0 {
                self.compare(olds[pair.one], news[pair.other]);
            }
        }
    }

    fn compare(&mut self, old: &Statement, new: &Statement) {
        if old.words.len() != new.words.len() {
            return;
        }
        let mut differing: Vec<(u64, u64)> = old
            .words
            .iter()
            .copied()
            .zip(new.words.iter().copied())
            .filter(|(a, b)| a != b)
            .collect();
        differing.sort_unstable();
        differing.dedup();
        // Two or more names may have changed at once; what changed in half of its words is no edit.
        if differing.len() <= 3 {
            for pair in differing {
                *self.0.entry(pair).or_default() += 1;
            }
        }
    }

    /// How often one name was replaced by another.
    pub(super) fn times(&self, before: u64, after: u64) -> u32 {
        self.0.get(&(before, after)).copied().unwrap_or(0)
    }
}
