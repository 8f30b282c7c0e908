//! How alike two definitions are that share no name or no place.
//!
//! In: one before and one after. Out: a score from 0 to 1, or nothing where they do not belong
//! together. Types are told by their members, functions by their bodies, values by name and type and
//! by what went with them. Deliberately absent: which of several is the best; `moving` chooses.

use std::collections::{HashMap, HashSet};

use super::body::{similarity, similarity_from};
use super::hierarchy::Hierarchy;
use super::pairing::Pairs;
use super::renames::Substitutions;
use super::side::{DefinitionId, ScopeId, Side};
use crate::model::EventSubject;
use crate::syntax::SymbolKind;

/// A value of another name whose text has less in common is another value.
const OTHER_VALUE: f64 = 0.3;
/// Between candidates that are alike in everything else, the one of the same file is meant.
const SAME_FILE: f64 = 0.02;
/// Words below which a body is like many others.
const SMALL: f64 = 12.0;
/// Members that differ in name but are the same in everything else are looked for among so many.
const MEMBERS: usize = 60;

/// From 0 to 1; `None` where two definitions do not belong together.
pub(super) type Score = Option<f64>;

/// What is known when two definitions are compared.
pub(super) struct Likeness<'l, 'a> {
    pub before: &'l Side<'a>,
    pub after: &'l Side<'a>,
    pub pairs: &'l Pairs,
    pub hierarchy: &'l Hierarchy<'a>,
}

impl Likeness<'_, '_> {
    /// Types: by their members, and by their words where they have few.
    pub(super) fn types(&self, one: DefinitionId, other: DefinitionId) -> Score {
        let (old, new) = (self.before.symbol(one), self.after.symbol(other));
        if old.kind.is_container() != new.kind.is_container() {
            return None;
        }
        let (body, body_after) = (self.before.body(one), self.after.body(other));
        let words = |least| similarity_from(least, body, body_after);
        let members = self.common_members(one, other);
        if old.name == new.name {
            // A namesake elsewhere is the same one unless it has nothing in common.
            let alike = members.filter(|members| *members >= 0.3).unwrap_or_else(|| words(0.3));
            let is_bare = body.is_empty() && body_after.is_empty();
            return (alike >= 0.3 || is_bare).then_some(0.5 + alike / 2.0);
        }
        let is_same_scope = self.is_same_scope(one, other);
        let enough = if is_same_scope { 0.5 } else { 0.6 };
        let words = words(enough);
        let alike = members.map_or(words, |members| words.max(members * 0.8));
        (alike >= enough).then_some(alike * 0.9 + if is_same_scope { 0.1 } else { 0.0 })
    }

    /// The share of members that two types have in common by name (Dice's coefficient); `None` where
    /// they have too few to tell.
    fn common_members(&self, one: DefinitionId, other: DefinitionId) -> Option<f64> {
        let (olds, news) = (self.before.members(one), self.after.members(other));
        if olds.len() < 2 && news.len() < 2 {
            return None;
        }
        let mut names: HashMap<(EventSubject, &str), usize> = HashMap::new();
        for id in olds {
            let key = (self.before.definition(*id).subject, self.before.key(*id));
            *names.entry(key).or_default() += 1;
        }
        let mut common = 0_u32;
        for id in news {
            let key = (self.after.definition(*id).subject, self.after.key(*id));
            if let Some(count) = names.get_mut(&key).filter(|count| **count > 0) {
                *count -= 1;
                common += 1;
            }
        }
        Some(2.0 * f64::from(common) / (olds.len() + news.len()) as f64)
    }

    /// Functions: by their bodies, with name, parameters and place.
    pub(super) fn functions(&self, one: DefinitionId, other: DefinitionId) -> Score {
        let (old, new) = (self.before.symbol(one), self.after.symbol(other));
        // What makes a value of a type goes where the type goes.
        let is_constructor =
            old.kind == SymbolKind::Constructor || new.kind == SymbolKind::Constructor;
        let is_same_name = old.name == new.name;
        if is_constructor || old.body.is_some() != new.body.is_some() && !is_same_name {
            return None;
        }
        let same_parameters = parameters_alike(&old.parameters, &new.parameters);
        let (body, body_after) = (self.before.body(one), self.after.body(other));
        let is_related = is_same_name && self.are_related(one, other);
        if body.is_empty() || body_after.is_empty() {
            // Without bodies only names, parameters and places speak.
            let is_same = is_same_name && same_parameters >= 1.0;
            let is_told = is_related || !old.parameters.is_empty();
            let are_bare = body.is_empty() && body_after.is_empty();
            return (is_same && is_told && are_bare).then_some(0.4);
        }
        let is_same_scope = self.is_same_scope(one, other);
        let is_small = body.weight().min(body_after.weight()) < SMALL;
        let enough = match (is_same_name, is_same_scope) {
            (true, _) if is_related => 0.35,
            (true, _) if is_small => 0.6,
            (true, _) => 0.45,
            (false, true) if is_small => 0.75,
            (false, true) => 0.5,
            (false, false) if is_small => return None,
            (false, false) => 0.7,
        };
        let alike = similarity_from(enough, body, body_after);
        if alike < enough {
            return None;
        }
        let by_name = if is_same_name { 0.2 } else { 0.05 * name_alike(&old.name, &new.name) };
        let is_same_file = self.before.definition(one).file == self.after.definition(other).file;
        let by_place = match (is_same_scope, is_same_file) {
            (true, _) => 0.1,
            (false, true) => SAME_FILE,
            (false, false) => 0.0,
        };
        let score = 0.7 * alike + 0.1 * same_parameters + by_name + by_place;
        Some(score.min(1.0))
    }

    /// Functions of which calls elsewhere say that one name became another.
    pub(super) fn called_otherwise(
        &self,
        one: DefinitionId,
        other: DefinitionId,
        substitutions: &Substitutions,
    ) -> Score {
        let times = substitutions.times(self.before.name_print(one), self.after.name_print(other));
        if times == 0 || !self.is_same_scope(one, other) {
            return None;
        }
        let (old, new) = (self.before.symbol(one), self.after.symbol(other));
        let (body, body_after) = (self.before.body(one), self.after.body(other));
        let alike = similarity(body, body_after);
        let same_parameters = parameters_alike(&old.parameters, &new.parameters);
        let are_bare = body.is_empty() && body_after.is_empty();
        let fits = are_bare && same_parameters >= 0.5 || alike >= 0.25 || times >= 3;
        fits.then_some(0.4 + 0.3 * alike + 0.2 * same_parameters)
    }

    /// Functions without a body, of which a definition elsewhere says that one name became another.
    pub(super) fn declared(
        &self,
        one: DefinitionId,
        other: DefinitionId,
        renamed: &HashSet<(&str, &str)>,
    ) -> Score {
        let are_bare = self.before.body(one).is_empty() && self.after.body(other).is_empty();
        let is_renamed = renamed.contains(&(self.before.key(one), self.after.key(other)));
        let fits = are_bare && is_renamed && self.is_same_scope(one, other);
        let (old, new) = (self.before.symbol(one), self.after.symbol(other));
        fits.then(|| 0.6 + 0.4 * parameters_alike(&old.parameters, &new.parameters))
    }

    /// Values: a namesake of the same type that is the only one of its name, or went with others or
    /// within a hierarchy or file; or one that edited statements say is called otherwise now.
    pub(super) fn values(
        &self,
        one: DefinitionId,
        other: DefinitionId,
        substitutions: &Substitutions,
        companions: &Companions,
    ) -> Score {
        let (old, new) = (self.before.symbol(one), self.after.symbol(other));
        if old.result != new.result {
            return None;
        }
        let (definition, definition_after) =
            (self.before.definition(one), self.after.definition(other));
        let (body, body_after) = (self.before.body(one), self.after.body(other));
        if old.name == new.name {
            let goes_with = companions.0.contains(&(definition.scope, definition_after.scope));
            let is_near = definition.file == definition_after.file;
            let says_enough = body.weight() >= 6.0 && similarity(body, body_after) >= 0.7;
            let is_told = goes_with
                || is_near
                || says_enough
                || self.are_related(one, other)
                || self.is_only_namesake(one);
            return is_told.then(|| 0.6 + 0.3 * similarity(body, body_after));
        }
        let times = substitutions.times(self.before.name_print(one), self.after.name_print(other));
        let has_text = old.body.is_some() && new.body.is_some();
        let is_other = has_text && similarity(body, body_after) < OTHER_VALUE;
        if !self.is_same_scope(one, other) || is_other {
            return None;
        }
        let is_only_one = self.are_only_ones(one, other);
        let same_text = body.weight() >= 3.0 && similarity(body, body_after) >= 0.8;
        let is_told =
            times > 0 || is_only_one && (same_text || name_alike(&old.name, &new.name) >= 0.5);
        is_told.then(|| 0.6 + 0.3 * similarity(body, body_after))
    }

    /// Sections of documents: by their words.
    pub(super) fn sections(&self, one: DefinitionId, other: DefinitionId) -> Score {
        let (body, body_after) = (self.before.body(one), self.after.body(other));
        let is_same_name = self.before.symbol(one).name == self.after.symbol(other).name;
        let enough = if is_same_name { 0.5 } else { 0.7 };
        let alike = similarity_from(enough, body, body_after);
        (alike >= enough && body.weight() > SMALL).then_some(alike)
    }

    fn is_same_scope(&self, one: DefinitionId, other: DefinitionId) -> bool {
        let scopes = (self.before.definition(one).scope, self.after.definition(other).scope);
        self.pairs.is_same_scope(scopes.0, scopes.1)
    }

    /// Whether one is a member of a type that extends the other's.
    fn are_related(&self, one: DefinitionId, other: DefinitionId) -> bool {
        self.hierarchy.leads_up(self.before, one, self.after, other).is_some()
    }

    /// Whether no other value of the commit's files has the name, on either side.
    fn is_only_namesake(&self, one: DefinitionId) -> bool {
        let name = self.before.symbol(one).name.as_str();
        let count = |side: &Side<'_>| {
            let named = |id: &DefinitionId| {
                side.definition(*id).subject == EventSubject::Value && side.symbol(*id).name == name
            };
            side.ids().filter(named).count()
        };
        count(self.before) == 1 && count(self.after) == 1
    }

    /// Whether two values are the only ones of their scope and type without a counterpart.
    fn are_only_ones(&self, one: DefinitionId, other: DefinitionId) -> bool {
        let kind = &self.before.symbol(one).result;
        let open = |side: &Side<'_>, known: &[Option<DefinitionId>], of: DefinitionId| {
            let scope = side.definition(of).scope;
            let members = side.scopes[scope.0 as usize].members.iter().take(MEMBERS);
            let is_open = |id: &&DefinitionId| {
                known[id.get()].is_none()
                    && side.definition(**id).subject == EventSubject::Value
                    && side.symbol(**id).result == *kind
            };
            members.filter(is_open).count()
        };
        open(self.before, &self.pairs.after_of, one) == 1
            && open(self.after, &self.pairs.before_of, other) == 1
    }
}

/// Scopes between which functions went: their values may have gone with them.
pub(super) struct Companions(HashSet<(ScopeId, ScopeId)>);

impl Companions {
    pub(super) fn of(before: &Side<'_>, after: &Side<'_>, pairs: &Pairs) -> Self {
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

/// The share of parameters that two lists have in common; 1 where both are empty.
fn parameters_alike(one: &[String], other: &[String]) -> f64 {
    if one.is_empty() && other.is_empty() {
        return 1.0;
    }
    let mut rest: Vec<&String> = other.iter().collect();
    let mut common = 0_u32;
    for parameter in one {
        if let Some(at) = rest.iter().position(|with| *with == parameter) {
            rest.swap_remove(at);
            common += 1;
        }
    }
    2.0 * f64::from(common) / (one.len() + other.len()) as f64
}

/// How alike two names are: the share of pairs of letters that they have in common.
fn name_alike(one: &str, other: &str) -> f64 {
    let pairs = |name: &str| {
        let letters: Vec<char> = name.to_lowercase().chars().collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (one, mut other) = (pairs(one), pairs(other));
    let total = one.len() + other.len();
    if total == 0 {
        return 0.0;
    }
    let mut common = 0_u32;
    for pair in one {
        if let Some(at) = other.iter().position(|with| *with == pair) {
            other.swap_remove(at);
            common += 1;
        }
    }
    2.0 * f64::from(common) / total as f64
}
