//! Which classes of files the commit touches.

use super::weights::{MOSTLY_PATHS, ONLY_PATHS, ONLY_SETTINGS};
use super::{Facts, Signal};
use crate::classify::rules::PATHS;
use crate::classify::{PathClass, is_inert};
use crate::model::Kind;

/// The kind that a commit has when it touches nothing but one class.
pub(in crate::classify) fn kind_of_class(class: PathClass) -> Option<Kind> {
    match class {
        PathClass::Code | PathClass::Generated => None,
        PathClass::Test => Some(Kind::Test),
        PathClass::Docs => Some(Kind::Docs),
        PathClass::Manifest | PathClass::LockFile | PathClass::Vendored => Some(Kind::Build),
        PathClass::Ci => Some(Kind::Ci),
        PathClass::Settings => Some(Kind::Chore),
    }
}

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    let mut by_kind: Vec<(Kind, PathClass, u64)> = Vec::new();
    for (file, class) in facts.files() {
        // What a program wrote follows from something else in the commit.
        if class == PathClass::Generated {
            continue;
        }
        let Some(kind) = kind_of_class(class) else { return };
        let lines = u64::from(file.added) + u64::from(file.deleted) + 1;
        match by_kind.iter_mut().find(|(known, _, _)| *known == kind) {
            Some((_, shown, sum)) => {
                // A manifest with its lock file is spoken of as the manifest.
                *shown = if *shown == PathClass::LockFile { class } else { *shown };
                *sum += lines;
            }
            None => by_kind.push((kind, class, lines)),
        }
    }
    let Some((kind, class, _)) = by_kind.iter().max_by_key(|(_, _, lines)| *lines) else { return };
    let comments = facts.files().any(|(file, _)| facts.only_comments_differ(file));
    let name = class.name();
    if by_kind.len() == 1 && *kind == Kind::Docs && comments {
        let says = "nothing but comments and documentation changed";
        found.push(Signal::new(*kind, ONLY_PATHS, PATHS, says));
        return;
    }
    let (weight, says) = match (by_kind.len(), *kind) {
        (1, Kind::Chore) if !facts.files().all(|(file, _)| is_inert(&file.path)) => {
            (ONLY_SETTINGS, format!("only {name} files changed"))
        }
        (1, _) => (ONLY_PATHS, format!("only {name} files changed")),
        _ => (MOSTLY_PATHS, format!("no code changed, and most lines are in {name} files")),
    };
    found.push(Signal::new(*kind, weight, PATHS, says));
}
