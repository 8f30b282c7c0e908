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
    opening: Buckets,
    anywhere: Buckets,
}

/// Entries by the first two bytes of the base, which no ending changes.
type Buckets = HashMap<[u8; 2], Vec<(&'static str, Kind, i32)>>;

impl Lexicon {
    pub(super) fn new() -> Self {
        Self { opening: buckets(OPENING), anywhere: buckets(ANYWHERE) }
    }

    /// What a word says as the first of a subject.
    pub(super) fn opening(&self, word: &str) -> Option<(Kind, i32)> {
        look_up(&self.opening, word)
    }

    /// What a word says wherever it stands.
    pub(super) fn anywhere(&self, word: &str) -> Option<(Kind, i32)> {
        look_up(&self.anywhere, word)
    }
}

fn buckets(rows: &[Row]) -> Buckets {
    let mut buckets = Buckets::new();
    for (kind, weight, words) in rows {
        for word in *words {
            if let Some(start) = word.as_bytes().first_chunk() {
                buckets.entry(*start).or_default().push((*word, *kind, *weight));
            }
        }
    }
    buckets
}

/// The longest base is the nearest: `tests` is `test` and not a shorter word.
fn look_up(buckets: &Buckets, word: &str) -> Option<(Kind, i32)> {
    let bucket = buckets.get(word.as_bytes().first_chunk()?)?;
    let forms = bucket.iter().filter(|(base, _, _)| is_form(word, base));
    forms.max_by_key(|(base, _, _)| base.len()).map(|(_, kind, weight)| (*kind, *weight))
}

/// Whether a word is a form of one of the bases.
pub(super) fn is_form_of(word: &str, bases: &[&str]) -> bool {
    bases.iter().any(|base| is_form(word, base))
}

fn is_form(word: &str, base: &str) -> bool {
    if let Some(ending) = word.strip_prefix(base) {
        let last = base.as_bytes().last().copied();
        let doubled = ending.as_bytes().first().copied() == last
            && matches!(ending.get(1..), Some("ed" | "ing"));
        return matches!(ending, "" | "s" | "es" | "ed" | "ing")
            || (ending == "d" && last == Some(b'e'))
            || doubled;
    }
    let without = |letter: char| base.strip_suffix(letter).and_then(|stem| word.strip_prefix(stem));
    without('e') == Some("ing") || matches!(without('y'), Some("ies" | "ied"))
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
        for word in ["prefix", "suffix", "fixture", "fixtures", "affix", "cid", "f", ""] {
            assert!(!is_form_of(word, &["fix", "ci"]), "{word}");
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
