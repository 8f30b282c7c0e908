//! What a commit did to the structure of the code.
//!
//! In: the versions of the files that a commit changed, parsed. Out: structural events with their
//! evidence. First names are paired in their places (`pairing`), then what is left is followed through
//! renames and moves (`moving`), then what is new is looked for in what others lost (`extraction`).
//! Deliberately absent: git, the store, and what an event is worth; nothing here can fail.

mod alignment;
mod body;
mod call;
mod cover;
mod dependencies;
mod directories;
mod duplication;
mod events;
mod extraction;
mod files;
mod hierarchy;
mod imports;
mod likeness;
mod merging;
mod moving;
mod outside;
mod pairing;
mod place;
mod renames;
mod replaced;
mod retyped;
mod side;
mod types;

use directories::DirectoryMove;
pub use directories::{ChangedPath, Surroundings};
use events::Findings;
use extraction::extractions;
use hierarchy::Hierarchy;
pub use imports::import_parts;
use moving::Following;
use pairing::Pairs;
use retyped::Retyped;
use side::Side;
pub use side::Version;

use crate::model::StructuralEvent;

/// A file before and after a commit.
#[derive(Clone, Copy)]
pub struct FilePair<'a> {
    /// Before; `None` when it is new.
    pub before: Option<Version<'a>>,
    /// After; `None` when it is gone.
    pub after: Option<Version<'a>>,
}

/// What happened between the versions of some files.
#[must_use]
pub fn structural_events(
    files: &[FilePair<'_>],
    surroundings: &Surroundings<'_>,
) -> Vec<StructuralEvent> {
    let files = files::follow(files);
    let before = Side::new(files.iter().map(|file| file.before).collect());
    let after = Side::new(files.iter().map(|file| file.after).collect());
    let mut pairs = Pairs::by_name(&before, &after);
    let hierarchy = Hierarchy::of(&before, &after);
    let links = Following { before: &before, after: &after, hierarchy: &hierarchy }.run(&mut pairs);
    let is_added = |id: side::DefinitionId| pairs.before_of[id.get()].is_none();
    let extracted = extractions(&before, &after, &pairs.after_of, &is_added);
    let is_removed = |id: side::DefinitionId| pairs.after_of[id.get()].is_none();
    let inlined = extractions(&after, &before, &pairs.before_of, &is_removed);
    let extracted_types = types::extracted_types(&before, &after, &pairs);
    let merged = merging::merged(&before, &pairs, &links);
    let split = merging::split(&before, &after, &pairs, &links);
    let retyped = Retyped::of(&before, &after, &pairs, &links);
    let findings = Findings {
        before: &before,
        after: &after,
        pairs: &pairs,
        hierarchy: &hierarchy,
        links: &links,
        retyped: &retyped,
        extracted: &extracted,
        inlined: &inlined,
        extracted_types: &extracted_types,
        merged: &merged,
        split: &split,
    };
    let moves = directories::moves(&files, surroundings);
    let along = moves.iter().flat_map(DirectoryMove::along).collect();
    let mut events: Vec<StructuralEvent> = moves.iter().map(DirectoryMove::event).collect();
    events.extend(files::events(&files, &along));
    events.extend(findings.events());
    events.extend(dependencies::events(&directories::joined(&files, &moves)));
    events
}
