//! What the measures of structural events have in common: which events are told as facts, which of them
//! say that the structure changed, and how one is written out.

use git_headway::model::{EventKind, StructuralEvent, SymbolPlace};

/// Events less likely than this are not told as facts.
const TOLD: f64 = 0.5;

/// Whether it is told as a fact.
pub(super) fn is_told(event: &StructuralEvent) -> bool {
    event.probability >= TOLD
}

/// Whether it says that a definition went on elsewhere or came out of another.
pub(super) const fn has_structure(event: &StructuralEvent) -> bool {
    matches!(
        event.kind,
        EventKind::Extracted
            | EventKind::ExtractedAndMoved
            | EventKind::Inlined
            | EventKind::InlinedAndMoved
            | EventKind::Moved
            | EventKind::MovedAndRenamed
            | EventKind::Renamed
            | EventKind::PulledUp
            | EventKind::PushedDown
            | EventKind::Split
            | EventKind::Merged
    )
}

/// An event in one line.
pub(super) fn written_out(event: &StructuralEvent) -> String {
    format!(
        "{:?} {:?} {:.2} {}% [{}] [{}] {}",
        event.kind,
        event.subject,
        event.probability,
        event.evidence.shared_words,
        places(&event.before),
        places(&event.after),
        event.detail
    )
}

fn places(places: &[SymbolPlace]) -> String {
    let name = |at: &SymbolPlace| format!("{}: {}", at.path, at.symbol);
    places.iter().map(name).collect::<Vec<_>>().join(", ")
}
