//! The first word that tells: most messages open with a verb.

use super::weights::FILLERS;
use super::{Facts, Signal};
use crate::classify::rules::OPENING_WORD;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    let mut words = facts.subject.words().skip_while(|word| FILLERS.contains(word));
    let Some(first) = words.next() else { return };
    if names_what_is_spoken_of(first, words) {
        return;
    }
    if let Some((kind, weight)) = facts.lexicon.opening(first) {
        let says = format!("the message opens with \"{first}\"");
        found.push(Signal::new(kind, weight, OPENING_WORD, says));
    }
}

/// "Port 0 is no port", "Adding a negative amount is not an overflow": it tells what is, and not
/// what was done.
fn names_what_is_spoken_of<'text>(first: &str, mut rest: impl Iterator<Item = &'text str>) -> bool {
    let states = ["is", "are", "was", "were", "should", "must", "does", "can", "may"];
    let is_told = |word: &str| states.contains(&word);
    rest.next().is_some_and(is_told) || (first.ends_with("ing") && rest.any(is_told))
}
