//! What the candidate was.

use super::{Look, Signal, is, log};
use crate::model::Kind;

fn is_kind(look: &Look<'_>, kind: Kind) -> f64 {
    is(look.linker.commits[look.commit.get()].kind == kind)
}

fn files(look: &Look<'_>) -> f64 {
    look.candidate.file_changes.len() as f64
}

fn added(look: &Look<'_>) -> f64 {
    let changed = &look.linker.history.file_changes[look.candidate.file_changes.clone()];
    changed.iter().map(|file| f64::from(file.added)).sum()
}

fn deleted(look: &Look<'_>) -> f64 {
    let changed = &look.linker.history.file_changes[look.candidate.file_changes.clone()];
    changed.iter().map(|file| f64::from(file.deleted)).sum()
}

const ADDING: &[&str] =
    &["add", "adds", "added", "support", "introduce", "implement", "new", "import", "initial", "allow", "enable", "use"];
const MECHANICAL: &[&str] = &[
    "rename", "renamed", "convert", "converts", "move", "moved", "clean", "cleanup", "cleanups", "style", "whitespace", "sync", "resync",
    "update", "typo", "typos", "unused", "remove", "drop", "license", "spdx", "checkpatch", "warnings", "reformat",
    "format", "indent", "split", "merge", "headers", "comment", "comments", "deprecated", "replace", "revert",
];
const REPAIRING: &[&str] = &["fix", "fixes", "fixed", "correct", "avoid", "prevent", "handle", "repair", "bug", "error", "leak"];

/// Whether the subject has one of some words.
fn opens(look: &Look<'_>, words: &[&str]) -> f64 {
    let subject = look.candidate.subject.to_lowercase();
    let mut own = subject.split(|c: char| !c.is_alphanumeric());
    is(own.any(|word| words.contains(&word)))
}

pub(super) const SIGNALS: &[Signal] = &[
    ("feat", |look| is_kind(look, Kind::Feat)),
    ("fix", |look| is_kind(look, Kind::Fix)),
    ("refactor", |look| is_kind(look, Kind::Refactor)),
    ("perf", |look| is_kind(look, Kind::Perf)),
    ("test", |look| is_kind(look, Kind::Test)),
    ("docs", |look| is_kind(look, Kind::Docs)),
    ("style", |look| is_kind(look, Kind::Style)),
    ("chore", |look| is_kind(look, Kind::Chore)),
    ("build", |look| is_kind(look, Kind::Build)),
    ("revert", |look| is_kind(look, Kind::Revert)),
    ("adding-word", |look| opens(look, ADDING)),
    ("mechanical-word", |look| opens(look, MECHANICAL)),
    ("repairing-word", |look| opens(look, REPAIRING)),
    ("thin", |look| log(added(look) / files(look).max(1.0))),
    ("many-files", |look| is(files(look) > 8.0)),
    ("files", |look| log(files(look))),
    ("sweep", |look| is(files(look) > 40.0)),
    ("added", |look| log(added(look))),
    ("deleted", |look| log(deleted(look))),
    ("focus", |look| f64::from(look.seen.added_to_files) / added(look).max(1.0)),
    ("adds-nothing", |look| is(added(look) == 0.0)),
    ("first", |look| is(look.candidate.parents.is_empty())),
    ("mechanical", |look| {
        let changes = &look.linker.history.changes[look.candidate.changes.clone()];
        is(look.candidate.ignored_by_blame
            || changes.iter().all(|change| change.formatting_only || change.comments_only))
    }),
    ("taken-back", |look| {
        let reverted = look.linker.commits[look.commit.get()].reverted_by;
        is(reverted.is_some_and(|by| by < look.fix_index))
    }),
];
