//! Functions that took the place of several, and those that several took the place of.
//!
//! In: both sides and the pairs that were followed. Out: for a lost function, the one that holds the
//! same as it did and goes on from another; for a new function, the one that it is a part of although
//! that one is called otherwise now. Deliberately absent: functions of a few words; they are alike by
//! chance.

use std::collections::HashMap;

use super::alignment::edited_places;
use super::body::{Statement, correspond, similarity_from};
use super::moving::Link;
use super::pairing::Pairs;
use super::side::{DefinitionId, Side};
use crate::model::EventSubject;

/// Words that a body needs.
const WORDS: f64 = 20.0;
/// How alike two bodies have to be that became one.
const SAME: f64 = 0.8;
/// The share of a part that has to come from the function that was split.
const COVERED: f64 = 0.6;

/// For lost functions, what they were merged into: `(lost, the one it was merged with, what both became)`.
pub(super) fn merged(
    before: &Side<'_>,
    pairs: &Pairs,
    links: &HashMap<DefinitionId, Link>,
) -> Vec<(DefinitionId, DefinitionId, DefinitionId)> {
    let followed = followed(before, links);
    let lost =
        before.ids().filter(|id| pairs.after_of[id.get()].is_none() && is_large(before, *id));
    let found = lost.filter_map(|lost| {
        let alike =
            |with: DefinitionId| similarity_from(SAME, before.body(lost), before.body(with));
        let with = followed.iter().map(|with| (alike(*with), *with));
        let (alike, with) = with.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        let became = pairs.after_of[with.get()]?;
        (alike >= SAME).then_some((lost, with, became))
    });
    found.collect()
}

/// For new functions, what they are split from: `(new, what was split, what goes on beside the new one)`.
pub(super) fn split(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
    links: &HashMap<DefinitionId, Link>,
) -> Vec<(DefinitionId, DefinitionId, DefinitionId)> {
    let followed = followed(before, links);
    let new = after.ids().filter(|id| pairs.before_of[id.get()].is_none() && is_large(after, *id));
    let found = new.filter_map(|new| {
        followed.iter().find_map(|whole| {
            let rest = pairs.after_of[whole.get()]?;
            let places = edited_places(before.body(*whole), after.body(rest));
            let lost: Vec<&Statement> = places.into_iter().flat_map(|place| place.lost).collect();
            let body = after.body(new);
            let covered = correspond(&body.all(), &lost).one_weight / body.weight();
            (covered >= COVERED).then_some((new, *whole, rest))
        })
    });
    found.collect()
}

/// The functions that were followed under another name or to another place, in order.
fn followed(before: &Side<'_>, links: &HashMap<DefinitionId, Link>) -> Vec<DefinitionId> {
    let mut followed: Vec<DefinitionId> = links.keys().copied().collect();
    followed.sort_unstable();
    followed.retain(|id| is_large(before, *id));
    followed
}

fn is_large(side: &Side<'_>, id: DefinitionId) -> bool {
    side.definition(id).subject == EventSubject::Function && side.body(id).weight() >= WORDS
}
