//! Types that were taken out of others.
//!
//! In: both sides, their pairs, and the types that are new. Out: for each new type the ones that it was
//! taken out of: they extend it now and had members of its members' names, or members of theirs
//! are its members now. Deliberately absent: types that only look like others.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::pairing::Pairs;
use super::side::{DefinitionId, Side};
use crate::model::EventSubject;

/// Members that have to go from a type into another that it does not extend.
const MOVED_MEMBERS: usize = 2;

/// For each new type, the types before that it was taken out of.
pub(super) fn extracted_types(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
) -> BTreeMap<DefinitionId, Vec<DefinitionId>> {
    let is_new = |id: &DefinitionId| {
        pairs.before_of[id.get()].is_none()
            && after.definition(*id).subject == EventSubject::Type
            && after.symbol(*id).kind.is_container()
    };
    let new: Vec<DefinitionId> = after.ids().filter(is_new).collect();
    if new.is_empty() {
        return BTreeMap::new();
    }
    let moved = moved_members(before, after, pairs);
    let mut found = BTreeMap::new();
    for part in new {
        let mut wholes: BTreeSet<DefinitionId> = BTreeSet::new();
        for (one, other) in kept_types(before, pairs) {
            let gone = moved.iter().filter(|(from, to)| *from == one && *to == part).count();
            let extends = extends_newly(before, one, after, other, &after.symbol(part).name);
            let shares = extends && shares_members(before, one, after, part);
            if gone >= MOVED_MEMBERS || gone >= 1 && extends || shares {
                wholes.insert(one);
            }
        }
        if !wholes.is_empty() {
            found.insert(part, wholes.into_iter().collect());
        }
    }
    found
}

/// The types that are there before and after.
fn kept_types(
    before: &Side<'_>,
    pairs: &Pairs,
) -> impl Iterator<Item = (DefinitionId, DefinitionId)> {
    let types = before.ids().filter(|id| before.definition(*id).subject == EventSubject::Type);
    types.filter_map(|one| pairs.after_of[one.get()].map(|other| (one, other)))
}

/// The type before and the type after of every member that changed its type.
fn moved_members(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
) -> Vec<(DefinitionId, DefinitionId)> {
    let members = before.ids().filter_map(|one| Some((one, pairs.after_of[one.get()]?)));
    let moved = members.filter(|(one, other)| {
        let scopes = (before.definition(*one).scope, after.definition(*other).scope);
        !pairs.is_same_scope(scopes.0, scopes.1)
    });
    moved.filter_map(|(one, other)| Some((before.owner_of(one)?, after.owner_of(other)?))).collect()
}

fn extends_newly(
    before: &Side<'_>,
    one: DefinitionId,
    after: &Side<'_>,
    other: DefinitionId,
    name: &str,
) -> bool {
    let extends = |side: &Side<'_>, id| side.supertypes_of(id).any(|above| above == name);
    extends(after, other) && !extends(before, one)
}

/// Whether a new type has members that another had.
fn shares_members(
    before: &Side<'_>,
    one: DefinitionId,
    after: &Side<'_>,
    part: DefinitionId,
) -> bool {
    let functions = |side: &Side<'_>, id: &DefinitionId| {
        side.definition(*id).subject == EventSubject::Function && !side.key(*id).is_empty()
    };
    let had = before.members(one).iter().filter(|id| functions(before, id));
    let had: HashSet<&str> = had.map(|id| before.key(*id)).collect();
    after.members(part).iter().any(|id| functions(after, id) && had.contains(after.key(*id)))
}
