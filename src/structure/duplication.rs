//! Functions that say the same as another.
//!
//! In: both sides and their pairs. Out: new functions with a double after the commit, and lost ones that
//! had a double before it. Only the files of the commit are looked at: a double elsewhere is not seen.
//! Deliberately absent: doubles within one function, and functions of a few words.

use std::collections::HashMap;

use super::pairing::Pairs;
use super::side::{DefinitionId, Side};
use crate::model::EventSubject;

/// Words that two functions need in common to be called a double: about six lines.
const WORDS: f64 = 50.0;

/// New functions, each with what it repeats.
pub(super) fn introduced(after: &Side<'_>, pairs: &Pairs) -> Vec<(DefinitionId, DefinitionId)> {
    doubles(after, &|id| pairs.before_of[id.get()].is_none())
}

/// Lost functions, each with what they repeated and what is still there.
pub(super) fn removed(before: &Side<'_>, pairs: &Pairs) -> Vec<(DefinitionId, DefinitionId)> {
    let is_lost = |id: DefinitionId| pairs.after_of[id.get()].is_none();
    let stays = |pair: &(DefinitionId, DefinitionId)| !is_lost(pair.1);
    doubles(before, &is_lost).into_iter().filter(stays).collect()
}

/// The functions that are of interest, each with the first other one of the same words.
fn doubles(
    side: &Side<'_>,
    is_wanted: &dyn Fn(DefinitionId) -> bool,
) -> Vec<(DefinitionId, DefinitionId)> {
    let is_function = |id: &DefinitionId| side.definition(*id).subject == EventSubject::Function;
    let is_large = |id: &DefinitionId| side.body(*id).weight() >= WORDS;
    // The words of all the others are read only if one of these has a double to be looked for.
    if !side.ids().filter(is_function).any(|id| is_wanted(id) && is_large(&id)) {
        return Vec::new();
    }
    let mut known: HashMap<u64, Vec<DefinitionId>> = HashMap::new();
    for id in side.ids().filter(is_function).filter(is_large) {
        known.entry(side.body(id).print()).or_default().push(id);
    }
    let mut found = Vec::new();
    for same in known.values().filter(|same| same.len() > 1) {
        for id in same.iter().filter(|id| is_wanted(**id)) {
            let others = || same.iter().copied().filter(|other| other != id);
            // What was there before is the original; of two new ones the first is.
            let original = others().find(|other| !is_wanted(*other));
            let double = original.or_else(|| others().find(|other| other < id));
            found.extend(double.map(|double| (*id, double)));
        }
    }
    found.sort_unstable();
    found
}
