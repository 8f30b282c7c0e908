//! What is added: "add some more tests", "improve the documentation". The object settles the kind,
//! because the verb alone would call it a new capability.

use super::lexicon::is_form_of;
use super::weights::{ADDING, FILLERS, OBJECT, OBJECTS};
use super::{Facts, Signal};
use crate::classify::rules::OBJECT_WORD;

/// The object stands at most this many words behind the verb.
const REACH: usize = 3;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    let mut words = facts.subject.words().skip_while(|word| FILLERS.contains(word));
    let Some(verb) = words.next().filter(|verb| is_form_of(verb, ADDING)) else { return };
    // Behind a preposition it is no longer the object: "add support for tests".
    let reach = words
        .take_while(|word| !matches!(*word, "for" | "to" | "in" | "of" | "that" | "from" | "with"))
        .take(REACH);
    for word in reach {
        let kind = OBJECTS.iter().find(|(_, bases)| is_form_of(word, bases)).map(|(kind, _)| *kind);
        if let Some(kind) = kind {
            let says = format!("the message says \"{verb} … {word}\"");
            found.push(Signal::new(kind, OBJECT, OBJECT_WORD, says));
            return;
        }
    }
}
