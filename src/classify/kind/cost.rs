//! "Avoid an allocation", "reduce contention": a verb that lessens and what it costs.

use super::lexicon::is_form_of;
use super::weights::{COST, COSTS, LESSENING};
use super::{Facts, Signal};
use crate::classify::rules::COST_WORDS;
use crate::model::Kind;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    let mut words = facts.subject.words().skip_while(|word| !is_form_of(word, LESSENING));
    let Some(verb) = words.next() else { return };
    let after: Vec<&str> = words.collect();
    let fault = after.iter().any(|word| is_form_of(word, &["leak", "corruption", "error"]));
    let cost = after.iter().find(|word| is_form_of(word, COSTS));
    if let (Some(cost), false) = (cost, fault) {
        let says = format!("the message says \"{verb} … {cost}\"");
        found.push(Signal::new(Kind::Perf, COST, COST_WORDS, says));
    }
}
