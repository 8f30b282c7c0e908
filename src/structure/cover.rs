//! How much of a function's statements stands among those that another lost.
//!
//! In: the statements of both. Out: how many words of the first stand among the others, in statements
//! that are equal, nearly so, or in one piece within another. Deliberately absent: how much is enough.

use std::collections::HashMap;

use super::body::{Statement, correspond};
use crate::model::SharedLines;

/// What is alike so much is nearly the same.
const NEARLY_SAME: f64 = 0.8;
/// Words that a run within a statement needs to be told from chance.
const RUN: usize = 4;
/// Words of a run that is told from chance whatever else the statement says.
const LONG_RUN: usize = 8;

/// How much of some statements stands among others.
pub(super) struct Cover {
    /// The weight of what does.
    pub weight: f64,
    /// The weight of what does so nearly word by word, or in a long piece.
    pub nearly_same: f64,
    /// The weight of the others that do, so far as whole statements go.
    pub gone: f64,
    /// The lines, of the others first.
    pub lines: Vec<(u32, u32)>,
}

impl Cover {
    pub(super) fn of(statements: &[&Statement], lost: &[&Statement]) -> Self {
        let found = correspond(statements, lost);
        let mut best: HashMap<usize, (f64, u32)> = HashMap::new();
        for pair in &found.pairs {
            best.insert(pair.one, (pair.alike, lost[pair.other].line));
        }
        let mut cover =
            Self { weight: 0.0, nearly_same: 0.0, gone: found.other_weight, lines: Vec::new() };
        for (at, statement) in statements.iter().enumerate() {
            let (mut share, mut line) = best.get(&at).copied().unwrap_or((0.0, 0));
            let mut is_told = share >= NEARLY_SAME;
            if share < 0.9
                && let Some(run) = longest_within(statement, lost)
            {
                if run.share(statement) > share {
                    (share, line) = (run.share(statement), run.line);
                }
                is_told = share >= NEARLY_SAME || run.words >= LONG_RUN;
            }
            cover.weight += share * statement.weight();
            if is_told {
                cover.nearly_same += share * statement.weight();
            }
            if share >= 0.5 {
                cover.lines.push((line, statement.line));
            }
        }
        cover
    }
}

/// Words in one piece that a statement has in common with another.
struct Run {
    words: usize,
    /// The line of the other.
    line: u32,
}

impl Run {
    /// The share of the statement. `return` and the like come with the extraction.
    fn share(&self, statement: &Statement) -> f64 {
        (self.words as f64 / (statement.weight() - 1.0).max(1.0)).min(1.0)
    }
}

fn longest_within(statement: &Statement, others: &[&Statement]) -> Option<Run> {
    let runs = others.iter().map(|other| (longest_run(statement, other), other.line));
    let (words, line) = runs.max().filter(|(words, _)| *words >= RUN)?;
    Some(Run { words, line })
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
