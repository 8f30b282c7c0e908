//! Words in all their forms.
//!
//! In: the tables of `weights` with base forms. Out: what a word as written says. Deliberately
//! absent: grammar beyond English verb and plural endings. Whole words only, so that `prefix`,
//! `fixture`, `debug` and `errorlog` say nothing about fixes.

use std::collections::HashMap;

use super::weights::{ANYWHERE, OPENING, Row};
use crate::model::Kind;

/// The tables, ready for lookup.
pub(super) struct Lexicon {
    opening: HashMap<&'static str, (Kind, i32)>,
    anywhere: HashMap<&'static str, (Kind, i32)>,
}

impl Lexicon {
    pub(super) fn new() -> Self {
        Self { opening: by_word(OPENING), anywhere: by_word(ANYWHERE) }
    }

    /// What a word says as the first of a subject.
    pub(super) fn opening(&self, word: &str) -> Option<(Kind, i32)> {
        base_forms(word).find_map(|base| self.opening.get(base.as_str()).copied())
    }

    /// What a word says wherever it stands.
    pub(super) fn anywhere(&self, word: &str) -> Option<(Kind, i32)> {
        base_forms(word).find_map(|base| self.anywhere.get(base.as_str()).copied())
    }
}

fn by_word(rows: &[Row]) -> HashMap<&'static str, (Kind, i32)> {
    let mut map = HashMap::new();
    for (kind, weight, words) in rows {
        for word in *words {
            map.insert(*word, (*kind, *weight));
        }
    }
    map
}

/// Whether a word is a form of one of the bases.
pub(super) fn is_form_of(word: &str, bases: &[&str]) -> bool {
    base_forms(word).any(|form| bases.contains(&form.as_str()))
}

/// The words that `word` may be a form of, itself first.
fn base_forms(word: &str) -> impl Iterator<Item = String> + use<> {
    let mut forms = vec![word.to_owned()];
    for (ending, instead) in [
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("d", ""),
        ("ed", ""),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
    ] {
        // What remains of `ring` or `red` is no word.
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 2) else { continue };
        forms.push(format!("{stem}{instead}"));
        let doubled = matches!(ending, "ed" | "ing") && instead.is_empty();
        if doubled && let Some(single) = without_doubled_end(stem) {
            forms.push(single.to_owned());
        }
    }
    forms.into_iter()
}

/// `stopp` to `stop`.
fn without_doubled_end(stem: &str) -> Option<&str> {
    let (last, before) = (stem.chars().next_back()?, stem.chars().rev().nth(1)?);
    (last == before && last.is_ascii()).then(|| &stem[..stem.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, is_form_of};
    use crate::model::Kind;

    #[test]
    fn forms_of_english_verbs() {
        for (word, base) in [
            ("fix", "fix"),
            ("fixes", "fix"),
            ("fixed", "fix"),
            ("fixing", "fix"),
            ("stopped", "stop"),
            ("dropping", "drop"),
            ("moves", "move"),
            ("moved", "move"),
            ("moving", "move"),
            ("simplifies", "simplify"),
            ("simplified", "simplify"),
            ("leaks", "leak"),
            ("crashes", "crash"),
        ] {
            assert!(is_form_of(word, &[base]), "{word}");
        }
        for word in ["prefix", "suffix", "fixture", "fixtures", "affix", "red", "s"] {
            assert!(!is_form_of(word, &["fix", "r", ""]), "{word}");
        }
    }

    #[test]
    fn traps_say_nothing_about_fixes() {
        let lexicon = Lexicon::new();
        for word in ["prefix", "debug", "debugging", "suffix", "fixture", "errorlog", "trace"] {
            assert_eq!(lexicon.anywhere(word), None, "{word}");
            assert_eq!(lexicon.opening(word), None, "{word}");
        }
        assert_eq!(lexicon.anywhere("bugs").map(|(kind, _)| kind), Some(Kind::Fix));
    }
}
