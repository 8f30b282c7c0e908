//! Words and phrases that tell wherever they stand in the subject.

use super::lexicon::is_form_of;
use super::weights::{FILLERS, PHRASES};
use super::{Facts, Signal};
use crate::classify::rules::WORD;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    let words: Vec<&str> = facts.subject.words().collect();
    let mut spoken = vec![false; words.len()];
    for (kind, weight, phrase) in PHRASES {
        for start in 0..words.len().saturating_sub(phrase.len() - 1) {
            let end = start + phrase.len();
            let free = spoken[start..end].iter().all(|spoken| !spoken);
            if free && reads(&words[start..end], phrase) {
                spoken[start..end].fill(true);
                let says = format!("the message says \"{}\"", words[start..end].join(" "));
                found.push(Signal::new(*kind, *weight, WORD, says));
            }
        }
    }
    // The opening word is weighed by `opening`; counting it twice would drown the rest.
    let opening = words.iter().position(|word| !FILLERS.contains(word));
    let opened = opening.filter(|at| facts.lexicon.opening(words[*at]).is_some());
    let mut counted: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if spoken[at] || opened == Some(at) || counted.contains(word) {
            continue;
        }
        if let Some((kind, weight)) = facts.lexicon.anywhere(word) {
            counted.push(word);
            let says = format!("the message speaks of \"{word}\"");
            found.push(Signal::new(kind, weight, WORD, says));
        }
    }
}

fn reads(words: &[&str], phrase: &[&str]) -> bool {
    words.iter().zip(phrase).all(|(word, base)| is_form_of(word, &[base]))
}
