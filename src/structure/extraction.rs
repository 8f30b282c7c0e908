//! Functions that were taken out of others, or went into them.
//!
//! In: both sides and their pairs. Out: for each new function the ones that lost its lines and use it
//! now; for each lost function, the same seen backward. Partly equal statements count by the words
//! that they share: `return a(b)` may come from `if (a(b) && c)`. Deliberately absent: functions
//! that nobody in the commit uses; lines that are equal by themselves prove nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::body::{Body, Statement, correspond};
use super::side::{DefinitionId, Side};
use crate::model::{EventSubject, SharedLines};

/// A function and one that it was taken out of.
#[derive(Clone, Debug)]
pub(super) struct Extraction {
    /// The function that is on one side only.
    pub part: DefinitionId,
    /// The one that it was taken out of, on the side where it still held the lines.
    pub whole: DefinitionId,
    /// The same on the side where it uses the function.
    pub user: DefinitionId,
    /// The share of the function's words that the other lost.
    pub covered: f64,
    /// The lines: of the whole first.
    pub shared: Vec<SharedLines>,
}

/// What a function lost and got, by statements that are not equal.
struct Edit<'s> {
    whole: DefinitionId,
    user: DefinitionId,
    lost: Vec<&'s Statement>,
    got: Vec<&'s Statement>,
}

/// The share that has to be covered, for functions of many and of few words.
const COVERED: f64 = 0.5;
const COVERED_SMALL: f64 = 0.6;
/// Words below which a function is small.
const SMALL: f64 = 15.0;
/// Words that a run within a statement needs to be told from chance.
const RUN: usize = 4;

/// The functions on the side `to` that were taken out of functions that are on both sides. `other_of`
/// tells for what is on the side `from` what it is on the side `to`.
pub(super) fn extractions(
    from: &Side<'_>,
    to: &Side<'_>,
    other_of: &[Option<DefinitionId>],
    is_new: &dyn Fn(DefinitionId) -> bool,
) -> Vec<Extraction> {
    let edits = edits(from, to, other_of);
    let mut users: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, edit) in edits.iter().enumerate() {
        let names: HashSet<u64> =
            edit.got.iter().flat_map(|statement| statement.names.iter().copied()).collect();
        names.into_iter().for_each(|name| users.entry(name).or_default().push(at));
    }
    let is_part =
        |id: &DefinitionId| to.definition(*id).subject == EventSubject::Function && is_new(*id);
    let parts: Vec<DefinitionId> = to.ids().filter(is_part).collect();
    let mut found: Vec<Extraction> = Vec::new();
    for &part in &parts {
        for &at in users.get(&to.name_print(part)).into_iter().flatten() {
            found.extend(taken_out(from, to, part, &edits[at]));
        }
    }
    found.extend(by_way_of_another(from, to, &parts, &edits, &found));
    found
}

/// What was taken out of a function may itself use what was taken out of the same function.
fn by_way_of_another(
    from: &Side<'_>,
    to: &Side<'_>,
    parts: &[DefinitionId],
    edits: &[Edit<'_>],
    found: &[Extraction],
) -> Vec<Extraction> {
    let known: BTreeSet<DefinitionId> = found.iter().map(|extraction| extraction.part).collect();
    let mut more = Vec::new();
    for &part in parts.iter().filter(|part| !known.contains(part)) {
        let name = to.name_print(part);
        let through = found.iter().filter(|extraction| {
            to.body(extraction.part).statements.iter().any(|statement| statement.names(name))
        });
        let wholes: BTreeSet<DefinitionId> = through.map(|extraction| extraction.whole).collect();
        for edit in edits.iter().filter(|edit| wholes.contains(&edit.whole)) {
            more.extend(taken_out(from, to, part, edit));
        }
    }
    more
}

fn edits<'s>(
    from: &'s Side<'_>,
    to: &'s Side<'_>,
    other_of: &[Option<DefinitionId>],
) -> Vec<Edit<'s>> {
    let mut edits = Vec::new();
    for whole in from.ids() {
        let Some(user) = other_of[whole.get()] else { continue };
        let subject = from.definition(whole).subject;
        let may_use = matches!(subject, EventSubject::Function | EventSubject::Value);
        if may_use && from.text(whole) != to.text(user) {
            let (lost, got) = difference(from.body(whole), to.body(user));
            edits.push(Edit { whole, user, lost, got });
        }
    }
    edits
}

/// The statements that only one of two bodies has.
fn difference<'s>(one: &'s Body, other: &'s Body) -> (Vec<&'s Statement>, Vec<&'s Statement>) {
    let mut counts: HashMap<u64, i32> = HashMap::new();
    for statement in &other.statements {
        *counts.entry(statement.print).or_default() += 1;
    }
    let mut lost = Vec::new();
    for statement in &one.statements {
        match counts.get_mut(&statement.print).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => lost.push(statement),
        }
    }
    let mut got = Vec::new();
    for statement in other.statements.iter().rev() {
        if let Some(count) = counts.get_mut(&statement.print).filter(|count| **count > 0) {
            *count -= 1;
            got.push(statement);
        }
    }
    got.reverse();
    (lost, got)
}

/// Whether a function holds what another one lost.
fn taken_out(
    from: &Side<'_>,
    to: &Side<'_>,
    part: DefinitionId,
    edit: &Edit<'_>,
) -> Option<Extraction> {
    let body = to.body(part);
    let weight = body.weight();
    if edit.lost.is_empty() || weight == 0.0 || edit.user == part {
        return None;
    }
    let statements = body.all();
    let (covered, shared) = cover(&statements, &edit.lost);
    let covered = covered / weight;
    let enough = if weight < SMALL { COVERED_SMALL } else { COVERED };
    let _ = from;
    (covered >= enough).then_some(Extraction {
        part,
        whole: edit.whole,
        user: edit.user,
        covered,
        shared,
    })
}

/// The weight of statements that stand among others, and the lines of these.
fn cover(statements: &[&Statement], lost: &[&Statement]) -> (f64, Vec<SharedLines>) {
    let found = correspond(statements, lost);
    let mut weight = found.one_weight;
    let mut best: HashMap<usize, f64> =
        found.pairs.iter().map(|pair| (pair.one, pair.alike)).collect();
    let mut lines: Vec<(u32, u32)> =
        found.pairs.iter().map(|pair| (lost[pair.other].line, statements[pair.one].line)).collect();
    for (at, statement) in statements.iter().enumerate() {
        let known = best.get(&at).copied().unwrap_or(0.0);
        if known >= 0.9 {
            continue;
        }
        let run = lost.iter().map(|other| (longest_run(statement, other), other.line)).max();
        let Some((run, line)) = run.filter(|(run, _)| *run >= RUN) else { continue };
        // `return` and the like come with the extraction.
        let share = (run as f64 / (statement.weight() - 1.0).max(1.0)).min(1.0);
        if share > known {
            weight += (share - known) * statement.weight();
            best.insert(at, share);
            if known == 0.0 && share >= 0.5 {
                lines.push((line, statement.line));
            }
        }
    }
    (weight, shared_lines(lines))
}

/// Joins pairs of lines to runs.
pub(super) fn shared_lines(mut lines: Vec<(u32, u32)>) -> Vec<SharedLines> {
    lines.sort_unstable();
    lines.dedup();
    let mut shared: Vec<SharedLines> = Vec::new();
    for (before, after) in lines {
        match shared.last_mut() {
            Some(last)
                if last.before + last.lines == before + 1
                    && last.after + last.lines == after + 1 =>
            {
                last.lines += 1;
            }
            _ => shared.push(SharedLines { before: before + 1, after: after + 1, lines: 1 }),
        }
    }
    shared
}

/// The length of the longest run of words that two statements have in common.
fn longest_run(one: &Statement, other: &Statement) -> usize {
    let mut previous = vec![0; other.words.len() + 1];
    let mut longest = 0;
    for word in &one.words {
        let mut current = vec![0; other.words.len() + 1];
        for (at, with) in other.words.iter().enumerate() {
            if word == with {
                current[at + 1] = previous[at] + 1;
                longest = longest.max(current[at + 1]);
            }
        }
        previous = current;
    }
    longest
}
