//! Everything that speaks for a kind, as named numbers.
//!
//! In: a commit, and the signals that the rules found in it. Out: names with values, for the fitted weights of
//! `model`. Deliberately absent: what a feature is worth, and every name that belongs to one project only (of
//! people, of things in the code, of files).
//!
//! | name | meaning |
//! |---|---|
//! | `rule R KIND` | the strengths of what rule R found for a kind, summed, in tens |
//! | `sum KIND` | the same over all rules |
//! | `opens W`, `pair W V`, `word W`, `area A` | first word, first two words, any word, an area before a colon; without endings |
//! | `has C`, `only C`, `share C` | files of class C: any, nothing else, their share of the lines |
//! | `classes C+D` | exactly these classes of files |
//! | others | sizes as logarithms and shares, as they are called |

use super::{Facts, Signal};
use crate::classify::PathClass;
use crate::model::{DAY, FileStatus, Kind, Timestamp};

/// Strengths are given in tens, so that all values are of one order.
const TENS: f64 = 10.0;
/// Words further back say little of what was done.
const WORDS_READ: usize = 24;

/// What is told of a feature: its name and its value.
pub(super) type Sink<'a> = dyn FnMut(&str, f64) + 'a;

/// Tells every feature of a commit, each once.
pub(super) fn tell(facts: &Facts<'_>, signals: &[Signal], sink: &mut Sink<'_>) {
    tell_signals(signals, sink);
    tell_words(facts, sink);
    tell_files(facts, sink);
    tell_shape(facts, sink);
    tell_rework(facts, sink);
    let body = facts.body.trim().len();
    sink("body", (body as f64 / 500.0).min(1.0));
}

fn tell_signals(signals: &[Signal], sink: &mut Sink<'_>) {
    let strength = |signal: &Signal| f64::from(signal.weight) / TENS;
    for kind in Kind::ALL {
        let of_kind = || signals.iter().filter(move |signal| signal.kind == kind);
        let sum: f64 = of_kind().map(strength).sum();
        if sum > 0.0 {
            sink(&format!("sum {kind}"), sum);
        }
        let mut rules: Vec<&str> = of_kind().map(|signal| signal.because.rule.name).collect();
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            let of_rule = of_kind().filter(|signal| signal.because.rule.name == rule);
            sink(&format!("rule {rule} {kind}"), of_rule.map(strength).sum());
        }
    }
}

fn tell_words(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let tokens = facts.subject.tokens.iter().take(WORDS_READ);
    let mut words: Vec<&str> =
        tokens.map(|token| if token.is_name { "NAME" } else { stem(&token.text) }).collect();
    if let Some(first) = words.first() {
        sink(&format!("opens {first}"), 1.0);
    }
    if let [first, second, ..] = words.as_slice() {
        sink(&format!("pair {first} {second}"), 1.0);
    }
    words.sort_unstable();
    words.dedup();
    for word in words {
        sink(&format!("word {word}"), 1.0);
    }
    for area in &facts.subject.areas {
        sink(&format!("area {area}"), 1.0);
    }
}

/// A word without its ending, roughly; that it is the same for all forms is enough.
pub(super) fn stem(word: &str) -> &str {
    const SHORTEST: usize = 3;
    let endings = ["ing", "ed", "es", "s"];
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending));
    cut.filter(|stem| stem.len() >= SHORTEST).unwrap_or(word)
}

fn tell_files(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    const CLASSES: [PathClass; 9] = [
        PathClass::Code,
        PathClass::Test,
        PathClass::Docs,
        PathClass::Manifest,
        PathClass::Ci,
        PathClass::Settings,
        PathClass::LockFile,
        PathClass::Generated,
        PathClass::Vendored,
    ];
    let mut files = [0_u32; CLASSES.len()];
    let mut lines = [0_u64; CLASSES.len()];
    for (file, class) in facts.files() {
        files[class as usize] += 1;
        lines[class as usize] += u64::from(file.added) + u64::from(file.deleted);
    }
    let (all_files, all_lines) = (files.iter().sum::<u32>(), lines.iter().sum::<u64>() + 1);
    sink("files", log(u64::from(all_files)));
    sink("code files", log(u64::from(files[PathClass::Code as usize])));
    let mut present = String::new();
    for class in CLASSES.into_iter().filter(|class| files[*class as usize] > 0) {
        let name = class.name();
        sink(&format!("has {name}"), 1.0);
        if files[class as usize] == all_files {
            sink(&format!("only {name}"), 1.0);
        }
        sink(&format!("share {name}"), lines[class as usize] as f64 / all_lines as f64);
        present.push_str(if present.is_empty() { "" } else { "+" });
        present.push_str(name);
    }
    sink(&format!("classes {present}"), 1.0);
}

fn tell_shape(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let (mut added, mut deleted, mut moved) = (0, 0, 0);
    let (mut new, mut gone, mut renamed) = (0, 0, 0);
    for (file, class) in facts.files() {
        if class != PathClass::Code {
            continue;
        }
        added += u64::from(file.added);
        deleted += u64::from(file.deleted);
        moved += u64::from(file.moved_in) + u64::from(file.moved_out);
        new += u64::from(file.status == FileStatus::Added);
        gone += u64::from(file.status == FileStatus::Deleted);
        renamed += u64::from(file.status == FileStatus::Renamed);
    }
    for (name, count) in [("new code files", new), ("gone code files", gone), ("renamed", renamed)]
    {
        sink(name, log(count));
    }
    let lines = added + deleted;
    sink("added", log(added));
    sink("deleted", log(deleted));
    if lines == 0 {
        return;
    }
    let balance = (added as f64 - deleted as f64) / lines as f64;
    sink("balance", balance);
    sink("balance by size", balance * log(lines));
    sink("moved", moved as f64 / lines as f64);
    sink("only added", f64::from(u8::from(deleted == 0)));
    sink("only deleted", f64::from(u8::from(added == 0)));
    sink(&format!("lines 2^{}", lines.ilog2()), 1.0);
    tell_sections(facts, sink);
}

fn tell_sections(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let (mut spots, mut new, mut gone, mut hunks) = (0, 0, 0, 0);
    for change in facts.code_changes() {
        spots += 1;
        new += u64::from(change.introduces_spot);
        gone += u64::from(change.removes_spot);
        hunks += u64::from(change.hunks);
    }
    let sections = [("sections", spots), ("new sections", new), ("gone sections", gone)];
    for (name, count) in sections.into_iter().chain([("hunks", hunks)]) {
        sink(name, log(count));
    }
    sink("inside one section", f64::from(u8::from(spots == 1 && new + gone == 0)));
}

/// Whose lines were replaced, and how old they were.
fn tell_rework(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let (mut all, mut own, mut fresh) = (0_u64, 0_u64, 0_u64);
    let mut youngest: Option<Timestamp> = None;
    let reworks = facts.code_changes().flat_map(|change| &change.reworks);
    for rework in reworks.filter(|rework| rework.lines > 0) {
        let Some(origin) = rework.origin else { continue };
        let origin = facts.history.commit(origin);
        let age = (facts.commit.time() - origin.time()).max(0);
        let lines = u64::from(rework.lines);
        all += lines;
        own += if origin.author == facts.commit.author { lines } else { 0 };
        fresh += if age <= 14 * DAY { lines } else { 0 };
        youngest = Some(youngest.map_or(age, |known| known.min(age)));
    }
    let Some(youngest) = youngest else { return };
    sink("replaces", 1.0);
    sink("own lines", own as f64 / all as f64);
    sink("lines of two weeks", fresh as f64 / all as f64);
    sink("age of the youngest", log(u64::try_from(youngest / DAY).unwrap_or(0)) / 4.0);
}

fn log(count: u64) -> f64 {
    (count as f64).ln_1p()
}
