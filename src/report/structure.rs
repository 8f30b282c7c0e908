//! What a commit did to the structure, as plain data and in words.
//!
//! In: structural events. Out: the same as serialisable values, the most telling first, each with a
//! sentence. Deliberately absent: what an event is worth.

mod sentence;

use std::collections::HashSet;

use sentence::{parted_files, sentence, told};
use serde::Serialize;

use super::words::count;
use crate::model::{
    CommitStructure, EventKind, EventSubject, RepoPath, StructuralEvent, SymbolPlace, printable,
};

/// A definition in one version of the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventPlace {
    /// Its file.
    pub path: String,
    /// Its title after those of what encloses it.
    pub symbol: String,
    /// Its first line, from 1.
    pub first_line: u32,
    /// Its last line.
    pub last_line: u32,
}

/// Lines that say the same before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EventLines {
    /// The first of them before, from 1.
    pub before: u32,
    /// The first of them after, from 1.
    pub after: u32,
    /// How many.
    pub lines: u32,
}

/// What proves an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventProof {
    /// Lines that say the same.
    pub shared: Vec<EventLines>,
    /// Of a hundred words of the smaller body, those that both have in statements that correspond.
    pub shared_words: u32,
    /// What else speaks for it.
    pub says: Vec<String>,
}

/// Something that happened to a definition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StructureEvent {
    /// What happened.
    pub kind: &'static str,
    /// To what.
    pub subject: &'static str,
    /// Both in words.
    pub text: String,
    /// What it was made of.
    pub before: Vec<EventPlace>,
    /// What came of it.
    pub after: Vec<EventPlace>,
    /// What is different, in the words of the code; empty where kind and places say it all.
    pub detail: String,
    /// How likely it is that this and nothing else happened.
    pub probability: f64,
    /// What proves it.
    pub evidence: EventProof,
}

/// What a commit did to the structure.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Structure {
    /// What happened, the most telling first.
    pub events: Vec<StructureEvent>,
    /// Files that were parsed.
    pub parsed: usize,
    /// Changed text files in languages that are not parsed.
    pub unparsed: usize,
    /// Changed files of parsed languages that were not looked into.
    pub left_out: usize,
    /// It has more files than are looked into.
    pub sweep: bool,
}

impl Structure {
    /// What a commit did, as plain data.
    #[must_use]
    pub fn of(found: &CommitStructure) -> Self {
        let along = went_along(&found.events);
        let is_told = |event: &&StructuralEvent| {
            event.kind != EventKind::Refiled && !is_said_already(event, &along)
        };
        let mut events: Vec<&StructuralEvent> = found.events.iter().filter(is_told).collect();
        events.sort_by_key(|event| told(event.kind, event.subject).0);
        Self {
            events: events.into_iter().map(StructureEvent::of).collect(),
            parsed: found.parsed,
            unparsed: found.unparsed,
            left_out: found.left_out,
            sweep: found.is_sweep,
        }
    }

    /// The events behind the first so many, counted by kind: `and 31 more: 20 added, 11 removed`.
    #[must_use]
    pub fn rest(&self, shown: usize) -> Option<String> {
        let rest = self.events.get(shown..).filter(|rest| !rest.is_empty())?;
        // They are in the order of their kinds, but several kinds may be as telling as each other.
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for event in rest {
            match counts.iter_mut().find(|(kind, _)| *kind == event.kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((event.kind, 1)),
            }
        }
        let counts = counts.iter().map(|(kind, count)| format!("{count} {}", spaced(kind)));
        let counts: Vec<String> = counts.collect();
        Some(format!("and {} more: {}", rest.len(), counts.join(", ")))
    }

    /// What was not looked into, a sentence each.
    #[must_use]
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.sweep {
            gaps.push("It changes more files than are looked into for structure.".to_owned());
        }
        if self.left_out > 0 {
            let files = count(self.left_out, "file was", "files were");
            gaps.push(format!("{files} not looked into: too large, no text, or not here."));
        }
        if self.unparsed > 0 {
            let files = count(self.unparsed, "file is in a language", "files are in languages");
            let which = if self.unparsed == 1 { "that is" } else { "that are" };
            gaps.push(format!("{files} {which} not parsed."));
        }
        gaps
    }
}

/// The files that went along with their directory, before and after.
fn went_along(events: &[StructuralEvent]) -> HashSet<(&RepoPath, &RepoPath)> {
    let directories = events.iter().filter(|event| event.subject == EventSubject::Directory);
    let files = directories.flat_map(|event| {
        let before = event.before.iter().skip(1);
        before.zip(parted_files(event).1).map(|(before, after)| (&before.path, &after.path))
    });
    files.collect()
}

/// Whether an event says no more than that a type is where its directory is now.
fn is_said_already(event: &StructuralEvent, along: &HashSet<(&RepoPath, &RepoPath)>) -> bool {
    let ([before], [after]) = (event.before.as_slice(), event.after.as_slice()) else {
        return false;
    };
    (event.kind, event.subject) == (EventKind::Moved, EventSubject::Type)
        && before.symbol == after.symbol
        && along.contains(&(&before.path, &after.path))
}

fn spaced(kind: &str) -> String {
    kind.replace('-', " ")
}

impl StructureEvent {
    fn of(event: &StructuralEvent) -> Self {
        let places = |places: &[SymbolPlace]| places.iter().map(EventPlace::of).collect();
        let lines = event.evidence.shared.iter();
        let lines =
            lines.map(|at| EventLines { before: at.before, after: at.after, lines: at.lines });
        let says = event.evidence.says.iter().map(|says| shown(says));
        Self {
            kind: event.kind.name(),
            subject: event.subject.name(),
            text: sentence(event),
            before: places(&event.before),
            after: places(&event.after),
            detail: shown(&event.detail),
            probability: (event.probability * 1_000.0).round() / 1_000.0,
            evidence: EventProof {
                shared: lines.collect(),
                shared_words: event.evidence.shared_words,
                says: says.collect(),
            },
        }
    }
}

impl EventPlace {
    fn of(place: &SymbolPlace) -> Self {
        Self {
            path: place.path.to_string(),
            symbol: shown(&place.symbol),
            first_line: place.lines.start,
            last_line: place.lines.end.saturating_sub(1),
        }
    }
}

fn shown(text: &str) -> String {
    printable(text.as_bytes()).into_owned()
}

#[cfg(test)]
mod tests;
