//! Definitions that go on under another name or in another place.
//!
//! In: what has no counterpart of its name in its scope. Out: more pairs, each with how likely it is,
//! and what speaks for it. Types and modules come first, the outer before the inner, so that members
//! of a type that moved are looked for where it is now. Where several candidates are nearly as good, the
//! pair is less likely, and says so. Deliberately absent: events (`events` tells them from the pairs).

use std::collections::{HashMap, HashSet};

use super::body::similarity;
use super::pairing::Pairs;
use super::renames::Substitutions;
use super::side::{DefinitionId, Side};
use crate::model::EventSubject;
use crate::syntax::SymbolKind;

/// Of more combinations than this only those of one name or of one text are looked at.
const COMBINATIONS: usize = 250_000;

/// How a pair came about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// How likely it is that one became the other, from 0 to 1.
    pub probability: f64,
    /// How much of their words is the same.
    pub alike: f64,
}

/// What is not paired on either side.
struct Open {
    before: Vec<DefinitionId>,
    after: Vec<DefinitionId>,
}

/// Finds renamed and moved definitions; adds them to the pairs.
pub(super) fn follow(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &mut Pairs,
) -> HashMap<DefinitionId, Link> {
    let mut links = HashMap::new();
    // Each time, what lies in paired scopes is paired by name; a type within a type needs a second look.
    for _ in 0..3 {
        let open = Open::of(before, after, pairs, is_type);
        let found = best(before, after, pairs, &open, type_score);
        if found.is_empty() {
            break;
        }
        apply(before, after, pairs, &mut links, found);
    }
    let open = Open::of(before, after, pairs, |subject| subject == EventSubject::Function);
    let score = |before: &Side<'_>, after: &Side<'_>, pairs: &Pairs, one, other| {
        function_score(before, after, pairs, one, other)
    };
    let found = best(before, after, pairs, &open, score);
    apply(before, after, pairs, &mut links, found);
    // What changed in the bodies that are known to be the same says which names stand for which.
    let substitutions = Substitutions::of(before, after, pairs);
    let open = Open::of(before, after, pairs, |subject| subject == EventSubject::Function);
    let score = |before: &Side<'_>, after: &Side<'_>, pairs: &Pairs, one, other| {
        substituted_score(before, after, pairs, one, other, &substitutions)
    };
    let found = best(before, after, pairs, &open, score);
    apply(before, after, pairs, &mut links, found);
    let companions = Companions::of(before, after, pairs);
    let open = Open::of(before, after, pairs, |subject| {
        matches!(subject, EventSubject::Value | EventSubject::Section)
    });
    let score = |before: &Side<'_>, after: &Side<'_>, pairs: &Pairs, one, other| {
        value_score(before, after, pairs, one, other, (&substitutions, &companions))
    };
    let found = best(before, after, pairs, &open, score);
    apply(before, after, pairs, &mut links, found);
    links
}

const fn is_type(subject: EventSubject) -> bool {
    matches!(subject, EventSubject::Type | EventSubject::Module)
}

impl Open {
    fn of(
        before: &Side<'_>,
        after: &Side<'_>,
        pairs: &Pairs,
        wanted: impl Fn(EventSubject) -> bool,
    ) -> Self {
        let is_open = |side: &Side<'_>, known: &[Option<DefinitionId>], id: DefinitionId| {
            known[id.get()].is_none() && wanted(side.definition(id).subject)
        };
        Self {
            before: before.ids().filter(|id| is_open(before, &pairs.after_of, *id)).collect(),
            after: after.ids().filter(|id| is_open(after, &pairs.before_of, *id)).collect(),
        }
    }
}

/// A pair that may be.
struct Candidate {
    one: DefinitionId,
    other: DefinitionId,
    score: f64,
    alike: f64,
}

/// Scores what may belong together; `None` where it does not.
type Score = Option<(f64, f64)>;

/// The best pairs, none of which shares an end with another.
fn best(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
    open: &Open,
    score: impl Fn(&Side<'_>, &Side<'_>, &Pairs, DefinitionId, DefinitionId) -> Score,
) -> Vec<(Candidate, f64)> {
    let is_large = open.before.len() * open.after.len() > COMBINATIONS;
    let mut candidates: Vec<Candidate> = Vec::new();
    for &one in &open.before {
        for &other in &open.after {
            let (old, new) = (before.definition(one), after.definition(other));
            let has_chance = old.subject == new.subject
                && (!is_large
                    || before.key(one) == after.key(other)
                    || before.text(one) == after.text(other));
            if !has_chance {
                continue;
            }
            if let Some((score, alike)) = score(before, after, pairs, one, other) {
                candidates.push(Candidate { one, other, score, alike });
            }
        }
    }
    candidates
        .sort_by(|a, b| b.score.total_cmp(&a.score).then((a.one, a.other).cmp(&(b.one, b.other))));
    let margins: Vec<f64> = (0..candidates.len()).map(|at| margin(&candidates, at)).collect();
    let (mut olds, mut news) = (HashSet::new(), HashSet::new());
    let mut found = Vec::new();
    for (candidate, margin) in candidates.into_iter().zip(margins) {
        if !olds.contains(&candidate.one) && !news.contains(&candidate.other) {
            olds.insert(candidate.one);
            news.insert(candidate.other);
            found.push((candidate, margin));
        }
    }
    found
}

/// How far a candidate is ahead of the next one for either of its ends.
fn margin(candidates: &[Candidate], at: usize) -> f64 {
    let this = &candidates[at];
    // They are sorted; a rival that was ahead has been taken or has taken another.
    let rival = candidates[at + 1..]
        .iter()
        .take(200)
        .find(|other| other.one == this.one || other.other == this.other);
    rival.map_or(1.0, |rival| this.score - rival.score)
}

fn apply(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &mut Pairs,
    links: &mut HashMap<DefinitionId, Link>,
    found: Vec<(Candidate, f64)>,
) {
    for (candidate, margin) in found {
        // An outer pair may have paired it by name meanwhile.
        let is_open = pairs.after_of[candidate.one.get()].is_none()
            && pairs.before_of[candidate.other.get()].is_none();
        if is_open {
            // A rival as good as this one halves what it is worth.
            let certainty = 0.5 + (margin * 5.0).clamp(0.0, 0.5);
            let probability = (0.5 + candidate.score / 2.0).min(0.99) * certainty;
            links.insert(candidate.one, Link { probability, alike: candidate.alike });
            pairs.pair(before, after, candidate.one, candidate.other);
        }
    }
}

/// Types: by their members, and by their words where they have few.
fn type_score(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
    one: DefinitionId,
    other: DefinitionId,
) -> Score {
    let (old, new) = (before.symbol(one), after.symbol(other));
    if old.kind.is_container() != new.kind.is_container() {
        return None;
    }
    let members = common_members(before, after, one, other);
    let is_same_name = old.name == new.name;
    let is_same_scope =
        pairs.is_same_scope(before.definition(one).scope, after.definition(other).scope);
    let alike = match members {
        Some(members) => members,
        None => similarity(before.body(one), after.body(other)),
    };
    if is_same_name {
        // A namesake elsewhere is the same one unless it has nothing in common.
        let is_alone = before.body(one).is_empty() && after.body(other).is_empty();
        let alike =
            if alike < 0.3 { similarity(before.body(one), after.body(other)) } else { alike };
        return (alike >= 0.3 || is_alone).then_some((0.5 + alike / 2.0, alike));
    }
    let words = similarity(before.body(one), after.body(other));
    let enough = if is_same_scope { 0.5 } else { 0.6 };
    let alike = alike.min(words.max(alike * 0.8)).max(words);
    (alike >= enough).then(|| (alike * 0.9 + if is_same_scope { 0.1 } else { 0.0 }, alike))
}

/// The share of members that two types have in common by name (Dice's coefficient); `None` where they
/// have too few to tell.
fn common_members(
    before: &Side<'_>,
    after: &Side<'_>,
    one: DefinitionId,
    other: DefinitionId,
) -> Option<f64> {
    let (olds, news) = (before.members(one), after.members(other));
    if olds.len() < 2 && news.len() < 2 {
        return None;
    }
    let mut names: HashMap<(EventSubject, &str), usize> = HashMap::new();
    for id in olds {
        *names.entry((before.definition(*id).subject, before.key(*id))).or_default() += 1;
    }
    let mut common = 0;
    for id in news {
        let key = (after.definition(*id).subject, after.key(*id));
        if let Some(count) = names.get_mut(&key).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    Some(2.0 * f64::from(common) / (olds.len() + news.len()) as f64)
}

/// Functions: by their bodies, with name, parameters and place.
fn function_score(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
    one: DefinitionId,
    other: DefinitionId,
) -> Score {
    let (old, new) = (before.symbol(one), after.symbol(other));
    // What makes a value of a type goes where the type goes.
    let is_constructor = old.kind == SymbolKind::Constructor || new.kind == SymbolKind::Constructor;
    if is_constructor || old.body.is_some() != new.body.is_some() && old.name != new.name {
        return None;
    }
    let is_same_name = before.key(one) == after.key(other);
    let scopes = (before.definition(one).scope, after.definition(other).scope);
    let is_same_scope = pairs.is_same_scope(scopes.0, scopes.1);
    let (body, body_after) = (before.body(one), after.body(other));
    let same_parameters = parameters_alike(&old.parameters, &new.parameters);
    if body.is_empty() || body_after.is_empty() {
        // Without bodies only name and parameters speak; that is not enough but for one that moved.
        let is_same = is_same_name && !old.parameters.is_empty() && same_parameters >= 1.0;
        return (is_same && body.is_empty() && body_after.is_empty()).then_some((0.4, 0.0));
    }
    let alike = similarity(body, body_after);
    let smaller = body.weight().min(body_after.weight());
    // A body of a few words is like many others.
    let is_small = smaller < 12.0;
    let enough = match (is_same_name, is_same_scope) {
        (true, _) if is_small => 0.6,
        (true, _) => 0.45,
        (false, true) if is_small => 0.75,
        (false, true) => 0.5,
        (false, false) if is_small => 2.0,
        (false, false) => 0.7,
    };
    if alike < enough {
        return None;
    }
    let score = 0.7 * alike
        + 0.1 * same_parameters
        + if is_same_name { 0.2 } else { 0.05 * name_alike(&old.name, &new.name) }
        + if is_same_scope { 0.1 } else { 0.0 };
    Some((score.min(1.0), alike))
}

/// Functions of which calls elsewhere say that one name became another.
fn substituted_score(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
    one: DefinitionId,
    other: DefinitionId,
    substitutions: &Substitutions,
) -> Score {
    let times = substitutions.times(before.name_print(one), after.name_print(other));
    let (old, new) = (before.symbol(one), after.symbol(other));
    let scopes = (before.definition(one).scope, after.definition(other).scope);
    if times == 0 || !pairs.is_same_scope(scopes.0, scopes.1) {
        return None;
    }
    let alike = similarity(before.body(one), after.body(other));
    let same_parameters = parameters_alike(&old.parameters, &new.parameters);
    let is_bare = before.body(one).is_empty() && after.body(other).is_empty();
    let fits = is_bare && same_parameters >= 0.5 || alike >= 0.25 || times >= 3;
    fits.then(|| (0.4 + 0.3 * alike + 0.2 * same_parameters, alike))
}

/// Types between which functions went: their fields may have gone with them.
struct Companions(HashSet<(super::side::ScopeId, super::side::ScopeId)>);

impl Companions {
    fn of(before: &Side<'_>, after: &Side<'_>, pairs: &Pairs) -> Self {
        let functions =
            before.ids().filter(|id| before.definition(*id).subject == EventSubject::Function);
        let between = functions.filter_map(|one| {
            let other = pairs.after_of[one.get()]?;
            let scopes = (before.definition(one).scope, after.definition(other).scope);
            (!pairs.is_same_scope(scopes.0, scopes.1)).then_some(scopes)
        });
        Self(between.collect())
    }
}

fn value_score(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
    one: DefinitionId,
    other: DefinitionId,
    (substitutions, companions): (&Substitutions, &Companions),
) -> Score {
    let (old, new) = (before.symbol(one), after.symbol(other));
    let scopes = (before.definition(one).scope, after.definition(other).scope);
    let is_same_scope = pairs.is_same_scope(scopes.0, scopes.1);
    let is_same_name = old.name == new.name;
    let is_same_type = old.result == new.result;
    let alike = similarity(before.body(one), after.body(other));
    let text = before.body(one).weight();
    if before.definition(one).subject == EventSubject::Section {
        let enough = if is_same_name { 0.5 } else { 0.7 };
        return (alike >= enough && text > 12.0).then_some((alike, alike));
    }
    if is_same_name {
        let goes_with = companions.0.contains(&scopes);
        let says_enough = alike >= 0.7 && text >= 6.0;
        return (is_same_type && (goes_with || says_enough)).then_some((0.6 + alike * 0.3, alike));
    }
    let times = substitutions.times(before.name_print(one), after.name_print(other));
    (is_same_scope && is_same_type && times > 0).then_some((0.6 + alike * 0.3, alike))
}

/// The share of parameters that two lists have in common; 1 where both are empty.
fn parameters_alike(one: &[String], other: &[String]) -> f64 {
    if one.is_empty() && other.is_empty() {
        return 1.0;
    }
    let mut rest: Vec<&String> = other.iter().collect();
    let mut common = 0;
    for parameter in one {
        if let Some(at) = rest.iter().position(|with| *with == parameter) {
            rest.swap_remove(at);
            common += 1;
        }
    }
    2.0 * f64::from(common) / (one.len() + other.len()) as f64
}

/// How alike two names are: the share of pairs of letters that they have in common.
pub(super) fn name_alike(one: &str, other: &str) -> f64 {
    let pairs = |name: &str| {
        let lower = name.to_lowercase();
        let letters: Vec<char> = lower.chars().collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (one, mut other) = (pairs(one), pairs(other));
    let total = one.len() + other.len();
    if total == 0 {
        return 0.0;
    }
    let mut common = 0;
    for pair in one {
        if let Some(at) = other.iter().position(|with| *with == pair) {
            other.swap_remove(at);
            common += 1;
        }
    }
    2.0 * f64::from(common) / total as f64
}
