//! Why a commit is thought to be what a fix repairs, in plain words.
//!
//! In: a fix and a candidate that is kept. Out: evidence. Deliberately absent: its weight; the confidence says how much all of
//! it is worth.

use std::collections::BTreeMap;

use super::Linker;
use super::candidates::{Fix, Seen};
use super::words::{each_word, each_word_of_body, place};
use crate::classify::rules::{REPAIRS_LINES, REPAIRS_PLACE, REPAIRS_WORDS, because_of};
use crate::classify::wording::lines;
use crate::model::{CommitIndex, Evidence};

/// Words that are told of those in common.
const WORDS: usize = 3;
/// A word is told when at most one message of so many has it.
const RARE: f64 = 100.0;

/// The reasons, at least one.
pub(super) fn reasons(
    linker: &Linker<'_>,
    fix: CommitIndex,
    of_fix: &Fix,
    candidate: CommitIndex,
    seen: &Seen,
) -> Vec<Evidence> {
    let of_lines = lines_say(of_fix, seen).map(|says| because_of(REPAIRS_LINES, candidate, says));
    let words = words_say(linker, fix, candidate);
    let of_words = words.map(|says| because_of(REPAIRS_WORDS, candidate, says));
    let of_place = because_of(REPAIRS_PLACE, candidate, place_says(seen));
    of_lines.into_iter().chain([of_place]).chain(of_words).collect()
}

fn lines_say(fix: &Fix, seen: &Seen) -> Option<String> {
    if seen.lines > 0 {
        let whole = lines(fix.lines);
        return Some(match (seen.lines, fix.lines) {
            (part, all) if part < all => {
                format!("wrote {part} of the {whole} that are replaced or deleted")
            }
            (_, 1) => "wrote the line that is replaced or deleted".to_owned(),
            _ => format!("wrote all {whole} that are replaced or deleted"),
        });
    }
    (seen.context > 0).then(|| {
        let whole = lines(fix.context);
        format!("wrote {} of the {whole} around what is inserted", seen.context)
    })
}

fn place_says(seen: &Seen) -> String {
    let says = match seen {
        _ if seen.introduced > 0 => "introduced a section that is repaired",
        _ if seen.last_on_spot > 0 => "was the last to change a section that is repaired",
        _ if seen.spots > 0 => "changed a section that is repaired",
        _ if seen.added_files > 0 => "added a file that is repaired",
        _ if seen.files > 0 => "changed a file that is repaired",
        _ => "changed other files",
    };
    says.to_owned()
}

/// The rarest words that both messages have.
fn words_say(linker: &Linker<'_>, fix: CommitIndex, candidate: CommitIndex) -> Option<String> {
    let own = &linker.words.message(candidate.get()).all;
    let least = RARE.ln();
    let mut shared: BTreeMap<String, f64> = BTreeMap::new();
    let mut look = |word: &str| {
        let at = place(word);
        let weight = linker.words.weight(at);
        if weight >= least && own.binary_search(&at).is_ok() {
            shared.insert(word.to_lowercase(), weight);
        }
    };
    let commit = linker.history.commit(fix);
    each_word(&commit.subject, &mut look);
    each_word_of_body(&commit.body, &mut look);
    let mut shared: Vec<(String, f64)> = shared.into_iter().collect();
    shared.sort_by(|a, b| b.1.total_cmp(&a.1));
    let told: Vec<String> =
        shared.into_iter().take(WORDS).map(|(word, _)| format!("`{word}`")).collect();
    (!told.is_empty()).then(|| format!("both messages speak of {}", told.join(", ")))
}
