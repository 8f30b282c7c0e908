//! Calls within statements, and what they stand for.
//!
//! In: statements as words, the name of a function and its parameters. Out: the calls of it, each with
//! what it is called on and what is passed; other statements said in the words of the function (its
//! parameters for what is passed, `this` for what it is called on); a call replaced by what the function
//! does. Deliberately absent: grammar; a call is a name and what stands in parentheses behind it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::body::{Body, Statement};
use crate::syntax::{Symbol, name_print};

/// The words that calls are told by.
struct Marks {
    opening: [u64; 3],
    closing: [u64; 3],
    comma: u64,
    point: u64,
    equals: u64,
    returns: u64,
    this: [u64; 2],
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks {
    opening: ["(", "[", "{"].map(name_print),
    closing: [")", "]", "}"].map(name_print),
    comma: name_print(","),
    point: name_print("."),
    equals: name_print("="),
    returns: name_print("return"),
    this: ["this", "self"].map(name_print),
});

/// A call of a function.
pub(super) struct Call<'s> {
    words: &'s [u64],
    /// What it is called on, the point aside; empty where nothing is named.
    receiver: Range<usize>,
    /// All of it.
    whole: Range<usize>,
    /// What is passed for each parameter.
    passed: HashMap<u64, &'s [u64]>,
}

/// The names of a function's parameters. Where one stands among the words of a parameter differs from
/// language to language; it is the one that the body uses.
pub(super) fn parameters(function: &Symbol, body: &Body) -> Vec<u64> {
    let named = function.parameters.iter().filter_map(|parameter| {
        let end = parameter.find([':', '=']).unwrap_or(parameter.len());
        let is_sign = |sign: char| !sign.is_alphanumeric() && sign != '_' && sign != '$';
        let words = || parameter[..end].split(is_sign).filter(|word| !word.is_empty());
        let is_used =
            |word: &&str| body.statements.iter().any(|statement| statement.names(name_print(word)));
        words().rfind(is_used).or_else(|| words().next_back())
    });
    // What it is called on is no parameter of a call.
    named.filter(|name| !["self", "cls"].contains(name)).map(name_print).collect()
}

/// The calls of a function in a statement.
pub(super) fn calls<'s>(statement: &'s Statement, name: u64, parameters: &[u64]) -> Vec<Call<'s>> {
    let words = &statement.words[..];
    let named = (0..words.len()).filter(|at| words[*at] == name);
    named.filter_map(|at| Call::at(words, at, parameters)).collect()
}

impl<'s> Call<'s> {
    fn at(words: &'s [u64], name: usize, parameters: &[u64]) -> Option<Self> {
        if words.get(name + 1) != Some(&MARKS.opening[0]) {
            return None;
        }
        let (arguments, end) = arguments(words, name + 2)?;
        let receiver = receiver(words, name);
        let whole = (if receiver.is_empty() { name } else { receiver.start })..end;
        let mut passed = HashMap::new();
        for (place, argument) in arguments.into_iter().enumerate() {
            // `name = value` says itself which parameter is meant.
            let is_named = argument.get(1) == Some(&MARKS.equals);
            let (parameter, value) = match argument.split_first() {
                Some((first, rest)) if is_named && parameters.contains(first) => {
                    (Some(*first), &rest[1..])
                }
                _ => (parameters.get(place).copied(), argument),
            };
            if let Some(parameter) = parameter.filter(|_| !value.is_empty()) {
                passed.insert(parameter, value);
            }
        }
        Some(Self { words, receiver, whole, passed })
    }

    fn receiver(&self) -> &'s [u64] {
        &self.words[self.receiver.clone()]
    }

    /// Whether it is called on nothing that is named, or on what the function around it is called on.
    pub(super) fn is_bare(&self) -> bool {
        let is_after_point =
            self.whole.start > 0 && self.words[self.whole.start - 1] == MARKS.point;
        match self.receiver() {
            [] => !is_after_point,
            [only] => MARKS.this.contains(only),
            _ => false,
        }
    }

    /// Whether it is called on the same as another call.
    pub(super) fn is_on_the_same(&self, other: &Self) -> bool {
        self.receiver() == other.receiver() && self.is_bare() == other.is_bare()
    }

    /// The last name of what it is called on.
    pub(super) fn called_on(&self) -> Option<u64> {
        self.receiver().last().copied()
    }

    /// A statement as the function would say it.
    pub(super) fn as_in_function(&self, statement: &Statement) -> Statement {
        let mut known: Vec<(&[u64], u64)> =
            self.passed.iter().map(|(parameter, value)| (*value, *parameter)).collect();
        if !self.receiver.is_empty() {
            known.push((self.receiver(), MARKS.this[0]));
        }
        // The longest first: what is passed may be a part of something else that is passed.
        known.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.1.cmp(&b.1)));
        let (mut words, mut at) = (Vec::new(), 0);
        while let Some(rest) = statement.words.get(at..).filter(|rest| !rest.is_empty()) {
            let is_part = at > 0 && statement.words[at - 1] == MARKS.point;
            let found = known.iter().find(|(value, _)| !is_part && rest.starts_with(value));
            words.push(found.map_or(rest[0], |(_, parameter)| *parameter));
            at += found.map_or(1, |(value, _)| value.len());
        }
        statement.with_words(words)
    }

    /// Whether a statement is the one of the call with what the function does in place of the call.
    pub(super) fn undoes_to(&self, does: &Statement, statement: &Statement) -> bool {
        let is_same = |on: &[u64]| self.undone(does, on) == statement.words;
        // What the function uses of its own is used through what it is called on.
        is_same(&[])
            || !self.receiver.is_empty() && is_same(&[self.receiver(), &[MARKS.point]].concat())
    }

    fn undone(&self, does: &Statement, on: &[u64]) -> Vec<u64> {
        let does = does.words.strip_prefix(&[MARKS.returns]).unwrap_or(&does.words);
        let mut words = self.words[..self.whole.start].to_vec();
        words.extend_from_slice(on);
        let mut before = None;
        for word in does {
            let value = self.passed.get(word).filter(|_| before != Some(MARKS.point));
            match value {
                Some(value) => words.extend_from_slice(value),
                None if MARKS.this.contains(word) => words.extend_from_slice(self.receiver()),
                None => words.push(*word),
            }
            before = Some(*word);
        }
        words.extend_from_slice(&self.words[self.whole.end..]);
        words
    }
}

/// Whether a statement does more than naming something: what only hands out a field says nothing.
pub(super) fn says_more_than_a_name(statement: &Statement) -> bool {
    let is_said = |word: &&u64| {
        **word != MARKS.returns && **word != MARKS.point && !MARKS.this.contains(word)
    };
    statement.words.iter().filter(is_said).count() > 2
}

/// What stands between commas from a place on to the end of its parentheses, and the place after it.
fn arguments(words: &[u64], from: usize) -> Option<(Vec<&[u64]>, usize)> {
    let (mut found, mut start, mut depth) = (Vec::new(), from, 0_u32);
    for (at, word) in words.iter().enumerate().skip(from) {
        if MARKS.opening.contains(word) {
            depth += 1;
        } else if MARKS.closing.contains(word) {
            if depth == 0 {
                found.push(&words[start..at]);
                return Some((found, at + 1));
            }
            depth -= 1;
        } else if *word == MARKS.comma && depth == 0 {
            found.push(&words[start..at]);
            start = at + 1;
        }
    }
    None
}

/// The names with points between them before a name, the last point aside.
fn receiver(words: &[u64], name: usize) -> Range<usize> {
    let is_sign = |word: u64| {
        MARKS.opening.contains(&word) || MARKS.closing.contains(&word) || word == MARKS.comma
    };
    let mut start = name;
    while start >= 2 && words[start - 1] == MARKS.point && !is_sign(words[start - 2]) {
        start -= 2;
    }
    // A call whose result it is called on is no name.
    let goes_on = start >= 1 && words[start - 1] == MARKS.point;
    if start == name || goes_on { name..name } else { start..name - 1 }
}
