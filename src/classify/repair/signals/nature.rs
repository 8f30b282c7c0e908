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

const REPAIRING: &[&str] = &[
    "fix", "fixes", "fixed", "correct", "avoid", "prevent", "handle", "repair", "bug", "error",
    "leak",
];

/// Whether the subject speaks of a repair.
fn repairs(look: &Look<'_>) -> f64 {
    let subject = look.candidate.subject.to_lowercase();
    let mut own = subject.split(|c: char| !c.is_alphanumeric());
    is(own.any(|word| REPAIRING.contains(&word)))
}

pub(super) const SIGNALS: &[Signal] = &[
    ("feat", |look| is_kind(look, Kind::Feat)),
    ("fix", |look| is_kind(look, Kind::Fix)),
    ("refactor", |look| is_kind(look, Kind::Refactor)),
    ("repairing-word", repairs),
    ("files", |look| log(files(look))),
    ("sweep", |look| is(files(look) > 40.0)),
    ("added", |look| log(added(look))),
    ("deleted", |look| log(deleted(look))),
    ("focus", |look| f64::from(look.seen.added_to_files) / added(look).max(1.0)),
    ("adds-nothing", |look| is(added(look) == 0.0)),
];
