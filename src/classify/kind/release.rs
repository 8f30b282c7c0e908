//! The name of a release as the whole subject (`0.10.0`, `Git 2.40-rc1`), and version updates of
//! dependencies (`bump serde from 1.0.1 to 1.0.2`).

use super::lexicon::is_form_of;
use super::weights::{DEPENDENCY, RELEASE, RELEASE_WORDS};
use super::{Facts, Signal};
use crate::classify::rules;
use crate::model::Kind;

/// A longer subject says more than the name of a release.
const MOST_WORDS: usize = 6;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    let tokens = &facts.subject.tokens;
    let has_version = tokens.iter().any(|token| is_version(&token.text));
    let first = tokens.first().map_or("", |token| token.text.as_str());
    let says_so = tokens.iter().any(|token| is_form_of(&token.text, &["release", "version"]));
    let short = tokens.len() <= MOST_WORDS;
    if short && (has_version || says_so) && names_release(facts, has_version) {
        let says = "the message is the name of a release".to_owned();
        found.push(Signal::new(Kind::Chore, RELEASE, rules::RELEASE, says));
    } else if has_version && is_form_of(first, &["bump", "update", "upgrade", "downgrade", "pin"]) {
        let says = format!("the message says \"{first}\" with a version");
        found.push(Signal::new(Kind::Build, DEPENDENCY, rules::DEPENDENCY, says));
    }
}

/// Every word belongs to a release (`prepare for the release`), apart from one name before a
/// version (`prepare Tokio v1.42.1`).
fn names_release(facts: &Facts<'_>, has_version: bool) -> bool {
    let says_release = |text: &str| RELEASE_WORDS.contains(&text);
    let tokens = || facts.subject.tokens.iter().map(|token| token.text.as_str());
    let others = tokens().filter(|text| !is_version(text) && !says_release(text)).count();
    let updates = tokens().next().is_some_and(|first| {
        is_form_of(first, &["update", "upgrade", "downgrade", "bump", "pin", "fix", "add", "drop"])
    });
    let first = tokens().next().unwrap_or_default();
    // `Support 2.0` is no release, `prepare Tokio 2.0` is one.
    let verb = !says_release(first) && facts.lexicon.opening(first).is_some();
    others == 0 || (has_version && others == 1 && !updates && !verb)
}

/// `1.2`, `v0.10.0`, `2.40-rc1`, `grep-printer-0.1.6`.
fn is_version(text: &str) -> bool {
    let numbered = |text: &str| {
        let digits = text.strip_prefix('v').unwrap_or(text);
        let start = digits.starts_with(|c: char| c.is_ascii_digit());
        let core = digits.split(['-', '+']).next().unwrap_or(digits);
        let mut parts = core.split('.');
        let numbers = parts.by_ref().take_while(|part| {
            !part.is_empty() && (part.bytes().all(|b| b.is_ascii_digit()) || *part == "x")
        });
        start && core.contains('.') && numbers.count() >= 2
    };
    numbered(text)
        || text.char_indices().any(|(at, letter)| letter == '-' && numbered(&text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn versions_and_other_numbers() {
        for text in ["1.2", "v0.10.0", "2.40-rc1", "grep-printer-0.1.6", "1.47.x", "1.0.0+build"] {
            assert!(is_version(text), "{text}");
        }
        for text in ["12", "v1", "a.b", "1.", "read.rs", "2023-10-21", "x-y", ""] {
            assert!(!is_version(text), "{text}");
        }
    }
}
