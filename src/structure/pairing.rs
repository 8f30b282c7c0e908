//! Which definitions before and after are the same, by name and place.
//!
//! In: both sides. Out: pairs; what has no counterpart of its name in its scope is left for `moving`.
//! Scopes are paired from the files inward, so that a method is looked for in what its type became.
//! Deliberately absent: guesses; whatever is paired here has its name and its scope in common.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::body::similarity;
use super::side::{DefinitionId, ScopeId, Side};
use crate::model::EventSubject;

/// Definitions that are paired, in both directions.
pub(super) struct Pairs {
    pub after_of: Vec<Option<DefinitionId>>,
    pub before_of: Vec<Option<DefinitionId>>,
    scopes: HashMap<ScopeId, ScopeId>,
    scopes_back: HashMap<ScopeId, ScopeId>,
}

/// Members of one name that are compared with each other; more are paired in their order.
const NAMESAKES: usize = 40;

impl Pairs {
    /// Pairs what has its name and scope in common.
    pub(super) fn by_name(before: &Side<'_>, after: &Side<'_>) -> Self {
        let mut pairs = Self {
            after_of: vec![None; before.definitions.len()],
            before_of: vec![None; after.definitions.len()],
            scopes: HashMap::new(),
            scopes_back: HashMap::new(),
        };
        let mut roots = HashMap::new();
        for (at, scope) in (0..).map(ScopeId).zip(&after.scopes) {
            roots.insert((scope.file, &scope.path), at);
        }
        for (at, scope) in (0..).map(ScopeId).zip(&before.scopes) {
            // Scopes of owners that stand in other files have no definition to be paired by.
            if let Some(other) = roots.get(&(scope.file, &scope.path)) {
                pairs.pair_scopes(before, after, at, *other);
            }
        }
        pairs
    }

    /// Pairs two definitions, and what is in them by name.
    pub(super) fn pair(
        &mut self,
        before: &Side<'_>,
        after: &Side<'_>,
        one: DefinitionId,
        other: DefinitionId,
    ) {
        self.after_of[one.get()] = Some(other);
        self.before_of[other.get()] = Some(one);
        let inner = before.definition(one).inner.zip(after.definition(other).inner);
        if let Some((inner, others)) = inner {
            self.pair_scopes(before, after, inner, others);
        }
    }

    /// Pairs scopes of types that stand in other files and have another name now.
    pub(super) fn follow_owners(&mut self, before: &Side<'_>, after: &Side<'_>) {
        let renamed: HashSet<(&str, &str)> = before
            .ids()
            .filter(|one| before.definition(*one).subject == EventSubject::Type)
            .filter_map(|one| {
                let other = self.after_of[one.get()]?;
                let (old, new) = (&before.symbol(one).name, &after.symbol(other).name);
                (old != new).then_some((old.as_str(), new.as_str()))
            })
            .collect();
        if renamed.is_empty() {
            return;
        }
        let is_called_so = |(old, new): (&String, &String)| {
            old == new || renamed.contains(&(old.as_str(), new.as_str()))
        };
        let news = owners_elsewhere(after);
        for one in owners_elsewhere(before) {
            let old = &before.scopes[one.0 as usize];
            let other = news.iter().find(|other| {
                let new = &after.scopes[other.0 as usize];
                old.file == new.file
                    && old.path.len() == new.path.len()
                    && old.path.iter().zip(&new.path).all(is_called_so)
            });
            if let Some(other) = other {
                self.pair_scopes(before, after, one, *other);
            }
        }
    }

    /// What a scope became.
    pub(super) fn scope_after(&self, scope: ScopeId) -> Option<ScopeId> {
        self.scopes.get(&scope).copied()
    }

    /// Whether a scope became another.
    pub(super) fn is_same_scope(&self, before: ScopeId, after: ScopeId) -> bool {
        self.scope_after(before) == Some(after)
    }

    fn pair_scopes(&mut self, before: &Side<'_>, after: &Side<'_>, one: ScopeId, other: ScopeId) {
        if self.scopes.contains_key(&one) || self.scopes_back.contains_key(&other) {
            return;
        }
        self.scopes.insert(one, other);
        self.scopes_back.insert(other, one);
        let olds = self.open(before, one, true);
        let mut news = self.open(after, other, false);
        for (key, olds) in olds {
            let Some(news) = news.remove(&key) else { continue };
            for (one, other) in namesakes(before, after, olds, news) {
                self.pair(before, after, one, other);
            }
        }
    }

    /// The members of a scope that are not paired yet, by what they are and their names.
    fn open<'a>(
        &self,
        side: &Side<'a>,
        scope: ScopeId,
        is_before: bool,
    ) -> BTreeMap<(EventSubject, &'a str), Vec<DefinitionId>> {
        let known = if is_before { &self.after_of } else { &self.before_of };
        let mut open: BTreeMap<_, Vec<DefinitionId>> = BTreeMap::new();
        for id in &side.scopes[scope.0 as usize].members {
            if known[id.get()].is_none() {
                let key = (side.definition(*id).subject, side.key(*id));
                open.entry(key).or_default().push(*id);
            }
        }
        open
    }
}

/// The scopes of members whose type is defined in another file.
fn owners_elsewhere(side: &Side<'_>) -> Vec<ScopeId> {
    let defined: HashSet<ScopeId> = side.ids().filter_map(|id| side.definition(id).inner).collect();
    let all = (0..).map(ScopeId).zip(&side.scopes);
    let elsewhere = all.filter(|(at, scope)| !scope.path.is_empty() && !defined.contains(at));
    elsewhere.map(|(at, _)| at).collect()
}

/// Pairs definitions of one name: overloads, or blocks of one type. First those of the same text or
/// parameters, then the most similar.
fn namesakes(
    before: &Side<'_>,
    after: &Side<'_>,
    mut olds: Vec<DefinitionId>,
    mut news: Vec<DefinitionId>,
) -> Vec<(DefinitionId, DefinitionId)> {
    let mut pairs = Vec::new();
    let mut take = |same: &dyn Fn(DefinitionId, DefinitionId) -> bool| {
        olds.retain(|one| match news.iter().position(|other| same(*one, *other)) {
            Some(at) => {
                pairs.push((*one, news.remove(at)));
                false
            }
            None => true,
        });
    };
    take(&|one, other| before.text(one) == after.text(other));
    take(&|one, other| {
        let (one, other) = (before.symbol(one), after.symbol(other));
        one.parameters == other.parameters && one.title == other.title
    });
    take(&|one, other| before.symbol(one).parameters == after.symbol(other).parameters);
    if olds.is_empty() || news.is_empty() {
        return pairs;
    }
    if olds.len() * news.len() > NAMESAKES * NAMESAKES {
        pairs.extend(olds.into_iter().zip(news));
        return pairs;
    }
    let mut candidates = Vec::new();
    for one in &olds {
        for other in &news {
            let alike = similarity(before.body(*one), after.body(*other));
            candidates.push((alike, *one, *other));
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, one, other) in candidates {
        if olds.contains(&one) && news.contains(&other) {
            pairs.push((one, other));
            olds.retain(|at| *at != one);
            news.retain(|at| *at != other);
        }
    }
    pairs
}
