//! Definitions that go on under another name or in another place.
//!
//! In: what has no counterpart of its name in its scope. Out: more pairs, each with how likely it is.
//! Types and modules come first, the outer before the inner, so that members of a type that moved are
//! looked for where it is now. Where several candidates are nearly as good, the pair is less likely,
//! and says so. Deliberately absent: events (`events` tells them from the pairs), and how alike two
//! definitions are (`likeness`).

use std::collections::{HashMap, HashSet};

use super::hierarchy::Hierarchy;
use super::likeness::{Companions, Likeness, Score};
use super::pairing::Pairs;
use super::renames::Substitutions;
use super::side::{DefinitionId, Side};
use crate::model::EventSubject;

/// Of more combinations than this only those of one name or of one text are looked at.
const COMBINATIONS: usize = 250_000;
/// A pair with a rival as good as itself is worth so much of what it would be alone. What happened is
/// as sure as ever; with whom is not.
const WITH_RIVAL: f64 = 0.55;
/// A lead of so much leaves no doubt.
const LEAD: f64 = 0.2;

/// How a pair came about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// How likely it is that one became the other, from 0 to 1.
    pub probability: f64,
}

/// Follows definitions from one side to the other.
pub(super) struct Following<'f, 'a> {
    pub before: &'f Side<'a>,
    pub after: &'f Side<'a>,
    pub hierarchy: &'f Hierarchy<'a>,
}

/// A pair that may be.
struct Candidate {
    one: DefinitionId,
    other: DefinitionId,
    score: f64,
}

impl Following<'_, '_> {
    /// Finds renamed and moved definitions; adds them to the pairs.
    pub(super) fn run(&self, pairs: &mut Pairs) -> HashMap<DefinitionId, Link> {
        let mut links = HashMap::new();
        // What lies in paired scopes is paired by name each time; a type within a type needs a second look.
        for _ in 0..3 {
            let of_types = |like: &Likeness<'_, '_>, one, other| like.types(one, other);
            if self.pair_best(pairs, &mut links, &TYPES, of_types) == 0 {
                break;
            }
        }
        pairs.follow_owners(self.before, self.after);
        let of_functions = |like: &Likeness<'_, '_>, one, other| like.functions(one, other);
        self.pair_best(pairs, &mut links, &[EventSubject::Function], of_functions);
        let goes_on = [EventSubject::Function, EventSubject::Value].iter().any(|subject| {
            !open(self.before, &pairs.after_of, &[*subject]).is_empty()
                && !open(self.after, &pairs.before_of, &[*subject]).is_empty()
        });
        // What changed in bodies that are known to be the same says which names stand for which.
        let substitutions = if goes_on {
            Substitutions::of(self.before, self.after, pairs)
        } else {
            Substitutions::default()
        };
        self.pair_best(pairs, &mut links, &[EventSubject::Function], |like, one, other| {
            like.called_otherwise(one, other, &substitutions)
        });
        let renamed = self.renamed_functions(pairs, &links);
        if !renamed.is_empty() {
            self.pair_best(pairs, &mut links, &[EventSubject::Function], |like, one, other| {
                like.declared(one, other, &renamed)
            });
        }
        let companions = Companions::of(self.before, self.after, pairs);
        self.pair_best(pairs, &mut links, &[EventSubject::Value], |like, one, other| {
            like.values(one, other, &substitutions, &companions)
        });
        let of_sections = |like: &Likeness<'_, '_>, one, other| like.sections(one, other);
        self.pair_best(pairs, &mut links, &[EventSubject::Section], of_sections);
        links
    }

    /// The names that functions had and have.
    fn renamed_functions(
        &self,
        pairs: &Pairs,
        links: &HashMap<DefinitionId, Link>,
    ) -> HashSet<(&str, &str)> {
        let names = links.keys().filter_map(|one| {
            let other = pairs.after_of[one.get()]?;
            let is_function = self.before.definition(*one).subject == EventSubject::Function;
            let (old, new) = (self.before.key(*one), self.after.key(other));
            (is_function && old != new).then_some((old, new))
        });
        names.collect()
    }

    /// Pairs the best candidates, none of which shares an end with another; says how many.
    fn pair_best(
        &self,
        pairs: &mut Pairs,
        links: &mut HashMap<DefinitionId, Link>,
        subjects: &[EventSubject],
        score: impl Fn(&Likeness<'_, '_>, DefinitionId, DefinitionId) -> Score,
    ) -> usize {
        let candidates = self.candidates(pairs, subjects, score);
        let leads: Vec<f64> = (0..candidates.len()).map(|at| lead(&candidates, at)).collect();
        let (mut olds, mut news) = (HashSet::new(), HashSet::new());
        let mut count = 0;
        for (candidate, lead) in candidates.into_iter().zip(leads) {
            let Candidate { one, other, score } = candidate;
            if olds.contains(&one) || news.contains(&other) {
                continue;
            }
            olds.insert(one);
            news.insert(other);
            // An outer pair may have paired it by name meanwhile.
            if pairs.after_of[one.get()].is_none() && pairs.before_of[other.get()].is_none() {
                let certainty = WITH_RIVAL + (1.0 - WITH_RIVAL) * (lead / LEAD).clamp(0.0, 1.0);
                let probability = (0.5 + score / 2.0).min(0.99) * certainty;
                links.insert(one, Link { probability });
                pairs.pair(self.before, self.after, one, other);
                count += 1;
            }
        }
        count
    }

    /// What may belong together, the best first.
    fn candidates(
        &self,
        pairs: &Pairs,
        subjects: &[EventSubject],
        score: impl Fn(&Likeness<'_, '_>, DefinitionId, DefinitionId) -> Score,
    ) -> Vec<Candidate> {
        let (before, after) = (self.before, self.after);
        let likeness = Likeness { before, after, pairs, hierarchy: self.hierarchy };
        let olds = open(before, &pairs.after_of, subjects);
        let news = open(after, &pairs.before_of, subjects);
        let is_large = olds.len() * news.len() > COMBINATIONS;
        let mut candidates = Vec::new();
        for &one in &olds {
            for &other in &news {
                let has_chance = before.definition(one).subject == after.definition(other).subject
                    && (!is_large
                        || before.key(one) == after.key(other)
                        || before.text(one) == after.text(other));
                if let Some(score) = has_chance.then(|| score(&likeness, one, other)).flatten() {
                    candidates.push(Candidate { one, other, score });
                }
            }
        }
        candidates.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then((a.one, a.other).cmp(&(b.one, b.other)))
        });
        candidates
    }
}

const TYPES: [EventSubject; 2] = [EventSubject::Type, EventSubject::Module];

/// What is not paired.
fn open(
    side: &Side<'_>,
    known: &[Option<DefinitionId>],
    subjects: &[EventSubject],
) -> Vec<DefinitionId> {
    let is_open = |id: &DefinitionId| {
        known[id.get()].is_none() && subjects.contains(&side.definition(*id).subject)
    };
    side.ids().filter(is_open).collect()
}

/// How far a candidate is ahead of the next one for either of its ends. They are sorted; a rival that
/// was ahead has been taken or has taken another.
fn lead(candidates: &[Candidate], at: usize) -> f64 {
    let this = &candidates[at];
    let mut rivals = candidates[at + 1..].iter().take(200);
    let rival = rivals.find(|other| other.one == this.one || other.other == this.other);
    rival.map_or(1.0, |rival| this.score - rival.score)
}
