//! What decided for a kind, in plain words.
//!
//! In: the features of a commit and their weights. Out: evidence for the likeliest kind against the next one: the features
//! whose weights differ most between the two. Deliberately absent: features that no sentence can tell, as sizes in
//! powers of two; they count all the same.

use super::features;
use super::model::KindModel;
use super::{Facts, Signal};
use crate::classify::rules::{self, because};
use crate::model::{Evidence, Kind, Likelihoods};

/// Evidence lists at most this many features.
const SHOWN: usize = 3;
/// A feature is told when it makes the kind at least so many times as likely, against the next one: e^0.2 is 1.2.
const TOLD_FROM: f64 = 0.2;

/// Words that count and that nobody would take for a reason.
const UNTELLING: &[&str] = &[
    "a", "after", "an", "and", "as", "at", "be", "before", "by", "for", "from", "in", "is", "it",
    "of", "on", "or", "that", "the", "to", "when", "with",
];

/// What decided, strongest first; at least one reason.
pub(super) fn evidence(
    facts: &Facts<'_>,
    signals: &[Signal],
    model: &KindModel,
    likelihoods: &Likelihoods,
) -> Vec<Evidence> {
    let best = likelihoods.best();
    let next = next_to(best, likelihoods);
    let mut found: Vec<(f64, Evidence)> = Vec::new();
    features::tell(facts, signals, &mut |name, value| {
        let Some(weights) = model.weights_of(name) else { return };
        let speaks = value * f64::from(weights[best as usize] - weights[next as usize]);
        if speaks >= TOLD_FROM
            && let Some(evidence) = tell(facts, signals, name, best)
        {
            found.push((speaks, evidence));
        }
    });
    found.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mut told: Vec<Evidence> = Vec::new();
    for (_, evidence) in found {
        let is_new = |known: &Evidence| known.says != evidence.says && !same_word(known, &evidence);
        if told.len() < SHOWN && told.iter().all(is_new) {
            told.push(evidence);
        }
    }
    if told.is_empty() {
        told = by_rules(signals, best);
    }
    if told.is_empty() {
        let says = format!("no single thing speaks for {best}; {next} is the next likely");
        told.push(because(rules::NOTHING, says));
    }
    told
}

/// Whether two reasons speak of the very same word, as the first of the message and as one of its words.
fn same_word(one: &Evidence, other: &Evidence) -> bool {
    let word = |evidence: &Evidence| evidence.says.split('"').nth(1).map(str::to_owned);
    word(one).is_some() && word(one) == word(other)
}

/// What the rules found for a kind, strongest first; nothing where they found nothing.
pub(super) fn by_rules(signals: &[Signal], kind: Kind) -> Vec<Evidence> {
    let mut of_kind: Vec<&Signal> = signals.iter().filter(|signal| signal.kind == kind).collect();
    of_kind.sort_by_key(|signal| std::cmp::Reverse(signal.weight));
    of_kind.into_iter().take(SHOWN).map(|signal| signal.because.clone()).collect()
}

/// The likeliest kind but one. A revert is never among those that a model tells apart.
fn next_to(best: Kind, likelihoods: &Likelihoods) -> Kind {
    let others = Kind::ALL.into_iter().filter(|kind| *kind != best && *kind != Kind::Revert);
    let next = others.rev().max_by(|a, b| likelihoods.of(*a).total_cmp(&likelihoods.of(*b)));
    next.unwrap_or(Kind::Chore)
}

/// A feature as a sentence.
fn tell(facts: &Facts<'_>, signals: &[Signal], name: &str, kind: Kind) -> Option<Evidence> {
    let (what, rest) = name.split_once(' ').unwrap_or((name, ""));
    let sentence = |rule, says: String| Some(because(rule, says));
    match what {
        "rule" => {
            let (rule, for_kind) = rest.rsplit_once(' ')?;
            let of_rule = |signal: &&Signal| {
                signal.because.rule.name == rule && signal.kind.name() == for_kind
            };
            // A signal for another kind is no reason that people would understand.
            let signals = signals.iter().filter(of_rule).filter(|signal| signal.kind == kind);
            signals.max_by_key(|signal| signal.weight).map(|signal| signal.because.clone())
        }
        "opens" => {
            let word = spelled(facts, rest)?;
            sentence(rules::OPENING_WORD, format!("the message opens with \"{word}\""))
        }
        "word" if !UNTELLING.contains(&rest) => {
            let word = spelled(facts, rest)?;
            sentence(rules::WORD, format!("the message speaks of \"{word}\""))
        }
        "pair" => {
            let (first, second) = rest.split_once(' ')?;
            let (first, second) = (spelled(facts, first)?, spelled(facts, second)?);
            sentence(rules::OPENING_WORD, format!("the message opens with \"{first} {second}\""))
        }
        "area" => sentence(rules::MESSAGE_AREA, format!("the message is about `{rest}`")),
        "only" if rest != "added" && rest != "deleted" => {
            sentence(rules::PATHS, format!("only {rest} files changed"))
        }
        "share" | "has" if rest != "code" => {
            sentence(rules::PATHS, format!("it changes {rest} files"))
        }
        "classes" if rest.contains('+') => sentence(
            rules::PATHS,
            format!("it changes {} files together", rest.replace('+', " and ")),
        ),
        _ => shape(name).map(|says| because(rules::SHAPE, says)),
    }
}

/// A word as the author wrote it, in lower case.
fn spelled<'facts>(facts: &'facts Facts<'_>, stem: &str) -> Option<&'facts str> {
    let words = &mut facts.subject.tokens.iter().filter(|token| !token.is_name);
    words.find(|token| features::stem(&token.text) == stem).map(|token| token.text.as_str())
}

/// What the lines look like.
fn shape(name: &str) -> Option<&'static str> {
    Some(match name {
        "new code files" => "it adds files of code",
        "gone code files" => "it takes files of code away",
        "renamed" => "it renames files of code",
        "new sections" => "it adds sections to the code",
        "gone sections" => "it takes sections out of the code",
        "inside one section" => "it stays inside of one existing section",
        "only added" => "lines of code are only added",
        "only deleted" => "lines of code are only taken away",
        "moved" => "many of its lines only moved",
        "lines of two weeks" => "it replaces lines younger than two weeks",
        "own lines" => "it replaces the author's own lines",
        _ => return None,
    })
}
