//! The first word that tells: most messages open with a verb.

use super::weights::FILLERS;
use super::{Facts, Signal};
use crate::classify::rules::OPENING_WORD;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    let mut words = facts.subject.words().skip_while(|word| FILLERS.contains(word));
    let Some(first) = words.next() else { return };
    if let Some((kind, weight)) = facts.lexicon.opening(first) {
        let says = format!("the message opens with \"{first}\"");
        found.push(Signal::new(kind, weight, OPENING_WORD, says));
    }
}
