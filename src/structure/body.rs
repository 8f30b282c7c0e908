//! What a definition says, word by word.
//!
//! In: the words and statements of a body. Out: how much of one body stands in another, by statements
//! that are equal or nearly so. White space, line breaks and comments make no difference.
//! Deliberately absent: what the words mean.

use std::collections::HashMap;

use crate::syntax::{Token, TokenKind, Tokens};

/// Two statements that share so much of their words are one that was edited.
const ALIKE: f64 = 0.5;
/// Pairs of statements that are compared word by word; of more, only equal ones are seen.
const COMPARED: usize = 40_000;

/// A statement.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// A number for its words.
    pub print: u64,
    /// Its words, in order.
    pub words: Vec<u64>,
    /// Its words, sorted.
    sorted: Vec<u64>,
    /// Names among its words, sorted.
    pub names: Vec<u64>,
    /// Its first line, from 0.
    pub line: u32,
}

impl Statement {
    fn new(tokens: &[Token], line_of: impl Fn(usize) -> u32) -> Self {
        let words: Vec<u64> = tokens.iter().map(|token| token.print).collect();
        let names = tokens.iter().filter(|token| token.kind == TokenKind::Name);
        let mut names: Vec<u64> = names.map(|token| token.print).collect();
        names.sort_unstable();
        names.dedup();
        Self::of_words(words, names, line_of(tokens[0].start))
    }

    fn of_words(words: Vec<u64>, names: Vec<u64>, line: u32) -> Self {
        let mut sorted = words.clone();
        sorted.sort_unstable();
        let print = words.iter().fold(words.len() as u64, |print, word| {
            (print ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
        });
        Self { print, words, sorted, names, line }
    }

    /// The same statement in other words. Its names stay those that it had.
    pub(super) fn with_words(&self, words: Vec<u64>) -> Self {
        Self::of_words(words, self.names.clone(), self.line)
    }

    /// How much it weighs: its words.
    pub(super) fn weight(&self) -> f64 {
        self.words.len() as f64
    }

    /// Whether it has a name among its words.
    pub(super) fn names(&self, name: u64) -> bool {
        self.names.binary_search(&name).is_ok()
    }
}

/// The words of a definition's body.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub statements: Vec<Statement>,
    /// All of its words, sorted.
    sorted: Vec<u64>,
}

impl Body {
    /// A body of words, from one part or several. `line_of` tells the line of a byte.
    pub(super) fn new(
        parts: impl IntoIterator<Item = Tokens>,
        line_of: impl Fn(usize) -> u32,
    ) -> Self {
        let mut statements = Vec::new();
        for part in parts {
            let of_part = part.statements.iter();
            statements.extend(of_part.map(|at| Statement::new(&part.tokens[at.clone()], &line_of)));
        }
        let words = statements.iter().flat_map(|statement: &Statement| &statement.words);
        let mut sorted: Vec<u64> = words.copied().collect();
        sorted.sort_unstable();
        Self { statements, sorted }
    }

    /// All of its words, counted.
    pub(super) const fn weight(&self) -> f64 {
        self.sorted.len() as f64
    }

    /// A number for all of its words.
    pub(super) fn print(&self) -> u64 {
        self.statements.iter().fold(self.statements.len() as u64, |print, statement| {
            (print ^ statement.print).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
        })
    }

    /// All of its statements.
    pub(super) fn all(&self) -> Vec<&Statement> {
        self.statements.iter().collect()
    }

    /// Whether it has nothing to compare.
    pub(super) fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

/// A pair of statements.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shared {
    pub one: usize,
    pub other: usize,
    /// From [`ALIKE`] to 1.
    pub alike: f64,
}

/// Which statements of two lists correspond.
#[derive(Clone, Debug, Default)]
pub(super) struct Correspondence {
    pub pairs: Vec<Shared>,
    /// The weight of what corresponds, on either side.
    pub one_weight: f64,
    pub other_weight: f64,
}

/// Pairs the statements of two lists: first those that are equal, in order; then, of the rest, those
/// that are most alike.
pub(super) fn correspond(one: &[&Statement], other: &[&Statement]) -> Correspondence {
    let mut found = Correspondence::default();
    let mut by_print: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, statement) in other.iter().enumerate().rev() {
        by_print.entry(statement.print).or_default().push(at);
    }
    let mut rest = Vec::new();
    let mut is_taken = vec![false; other.len()];
    for (at, statement) in one.iter().enumerate() {
        match by_print.get_mut(&statement.print).and_then(Vec::pop) {
            Some(with) => {
                is_taken[with] = true;
                found.add(one, other, Shared { one: at, other: with, alike: 1.0 });
            }
            None => rest.push(at),
        }
    }
    let others: Vec<usize> = (0..other.len()).filter(|at| !is_taken[*at]).collect();
    if rest.len() * others.len() <= COMPARED {
        pair_alike(one, other, &rest, &others, &mut found);
    }
    found.pairs.sort_by_key(|pair| (pair.one, pair.other));
    found
}

fn pair_alike(
    one: &[&Statement],
    other: &[&Statement],
    rest: &[usize],
    others: &[usize],
    found: &mut Correspondence,
) {
    let mut candidates: Vec<Shared> = Vec::new();
    for &at in rest {
        for &with in others {
            let alike = alike(one[at], other[with]);
            if alike >= ALIKE {
                candidates.push(Shared { one: at, other: with, alike });
            }
        }
    }
    candidates
        .sort_by(|a, b| b.alike.total_cmp(&a.alike).then((a.one, a.other).cmp(&(b.one, b.other))));
    let (mut taken_one, mut taken_other) = (vec![false; one.len()], vec![false; other.len()]);
    for pair in candidates {
        if !taken_one[pair.one] && !taken_other[pair.other] {
            (taken_one[pair.one], taken_other[pair.other]) = (true, true);
            found.add(one, other, pair);
        }
    }
}

impl Correspondence {
    fn add(&mut self, one: &[&Statement], other: &[&Statement], pair: Shared) {
        self.one_weight += one[pair.one].weight() * pair.alike;
        self.other_weight += other[pair.other].weight() * pair.alike;
        self.pairs.push(pair);
    }
}

/// The share of words that two statements have in common (Dice's coefficient over words).
pub(super) fn alike(one: &Statement, other: &Statement) -> f64 {
    let (a, b) = (one.sorted.len(), other.sorted.len());
    // No need to look where even all words of the shorter one would not do.
    if (2 * a.min(b)) as f64 / ((a + b) as f64) < ALIKE {
        return 0.0;
    }
    2.0 * common(&one.sorted, &other.sorted) as f64 / (a + b) as f64
}

fn common(one: &[u64], other: &[u64]) -> usize {
    let (mut at, mut with, mut count) = (0, 0, 0);
    while at < one.len() && with < other.len() {
        match one[at].cmp(&other[with]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => with += 1,
            std::cmp::Ordering::Equal => {
                (at, with, count) = (at + 1, with + 1, count + 1);
            }
        }
    }
    count
}

/// How much of two bodies is the same, from 0 to 1: the weight of what corresponds over all weight.
pub(super) fn similarity(one: &Body, other: &Body) -> f64 {
    let total = one.weight() + other.weight();
    if total == 0.0 {
        return 0.0;
    }
    let found = correspond(&one.all(), &other.all());
    (found.one_weight + found.other_weight) / total
}

/// As [`similarity`], but 0 where it is less than `least`. Most bodies do not even have so many words in common,
/// wherever these stand, and their statements need not be compared.
pub(super) fn similarity_from(least: f64, one: &Body, other: &Body) -> f64 {
    let total = one.weight() + other.weight();
    if 2.0 * (common(&one.sorted, &other.sorted) as f64) < least * total {
        return 0.0;
    }
    similarity(one, other)
}
