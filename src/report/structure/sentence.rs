//! Structural events in words.
//!
//! In: an event. Out: its sentence, and how telling it is beside others. Deliberately absent: new
//! findings; a sentence says what the event says.

use super::{EventPlace, shown};
use crate::model::{EventKind, EventSubject, StructuralEvent, SymbolPlace, TITLE_JOIN};
use crate::report::words::{count, list};

/// Below this, an event is told as a guess.
const SURE: f64 = 0.8;
/// Characters of a detail that stand in a sentence.
const LONGEST: usize = 160;

/// How telling an event is (less is more), and its sentence. What stands in braces is filled in by
/// [`filled`].
pub(super) const fn told(kind: EventKind, subject: EventSubject) -> (u8, &'static str) {
    match (kind, subject) {
        (EventKind::Renamed, EventSubject::Directory) => {
            (3, "renames directory {directory} to {directories} ({files})")
        }
        (EventKind::Split, EventSubject::Directory) => {
            (3, "splits directory {directory} into {directories} ({files})")
        }
        (_, EventSubject::Directory) => {
            (3, "moves directory {directory} to {directories} ({files})")
        }
        (EventKind::Renamed, EventSubject::File) => (4, "renames {from} to {to}"),
        (_, EventSubject::File) => (4, "moves {from} to {to}"),
        (_, EventSubject::Dependency) => told_of_dependency(kind),
        (EventKind::Removed, EventSubject::Import) => (13, "uses no more: {before} ({place})"),
        (_, EventSubject::Import) => (12, "uses newly: {after} ({place})"),
        (kind, _) => told_of_definition(kind),
    }
}

/// The same for what a manifest asks for.
const fn told_of_dependency(kind: EventKind) -> (u8, &'static str) {
    match kind {
        EventKind::Added => (6, "depends newly on {after}{version} ({list}{place})"),
        EventKind::Removed => (6, "depends no more on {before}{version} ({list}{place})"),
        EventKind::VersionChanged => {
            (9, "asks for another version of {after}: {detail} ({list}{place})")
        }
        _ => (9, "asks for {after} as another kind of dependency: {detail} ({place})"),
    }
}

/// The same for what is neither a file nor used from elsewhere; a new kind is a line here.
const fn told_of_definition(kind: EventKind) -> (u8, &'static str) {
    match kind {
        EventKind::Extracted => (0, "takes {after} out of {before} ({place}{same})"),
        EventKind::ExtractedAndMoved => {
            (0, "takes {after} out of {before} into another place ({place}{same})")
        }
        EventKind::Split => (1, "splits {before} into {after} ({place}{same})"),
        EventKind::Merged => (1, "makes {after} of {before} ({place}{same})"),
        EventKind::Inlined => (2, "puts {before} into {after}, which used it ({place}{same})"),
        EventKind::InlinedAndMoved => {
            (2, "puts {before} into {after}, which used it from another place ({place}{same})")
        }
        EventKind::Deduplicated => {
            (2, "removes {one before}, which said the same as {other before} ({place})")
        }
        EventKind::PulledUp => (3, "pulls {before} up {way}"),
        EventKind::PushedDown => (3, "pushes {before} down {way}"),
        EventKind::Moved => (4, "moves {before} {way}"),
        EventKind::MovedAndRenamed => (4, "moves {before} {way} as {name}"),
        EventKind::Renamed => (5, "renames {before} to {name} ({place})"),
        EventKind::Duplicated => {
            (5, "adds {one after}, which says the same as {other after} ({place})")
        }
        EventKind::SignatureChanged => (6, "changes what {after} {takes}: {detail} ({place})"),
        EventKind::SupertypesChanged => (7, "changes what {after} extends: {detail} ({place})"),
        EventKind::VisibilityChanged => (8, "changes who may use {after}: {detail} ({place})"),
        EventKind::TypeChanged => (9, "changes the type of {after}: {detail} ({place})"),
        EventKind::VersionChanged => (9, "asks for another version of {after}: {detail} ({place})"),
        EventKind::Refiled => {
            (12, "keeps {after} in another place of what it belongs to ({place})")
        }
        EventKind::Added => (10, "adds {after} ({place})"),
        EventKind::Removed => (11, "removes {before} ({place})"),
    }
}

/// What happened, in words.
pub(super) fn sentence(event: &StructuralEvent) -> String {
    let perhaps = if event.probability < SURE { "perhaps " } else { "" };
    let mut text = perhaps.to_owned();
    let mut rest = told(event.kind, event.subject).1;
    while let Some((plain, after)) = rest.split_once('{') {
        let (field, after) = after.split_once('}').unwrap_or((after, ""));
        text += plain;
        text += &filled(event, field);
        rest = after;
    }
    text + rest
}

/// What a sentence says of an event.
fn filled(event: &StructuralEvent, field: &str) -> String {
    match field {
        // Namesakes are told apart by what encloses them.
        "before" | "after" if are_namesakes(event) => {
            let places = if field == "before" { &event.before } else { &event.after };
            places.first().map_or_else(String::new, |place| shown(&place.symbol))
        }
        "before" => titles(&event.before),
        "after" => titles(&event.after),
        "one before" => titles(event.before.get(..1).unwrap_or_default()),
        "other before" => titles(event.before.get(1..).unwrap_or_default()),
        "one after" => titles(event.after.get(..1).unwrap_or_default()),
        "other after" => titles(event.after.get(1..).unwrap_or_default()),
        "from" => event.before.first().map_or_else(String::new, |place| place.path.to_string()),
        "to" => event.after.first().map_or_else(String::new, |place| place.path.to_string()),
        "name" => new_name(event),
        "place" => event.after.first().or(event.before.first()).map_or_else(String::new, lines),
        "same" => {
            let lines: u32 = event.evidence.shared.iter().map(|shared| shared.lines).sum();
            match lines {
                0 => String::new(),
                1 => ", 1 line is the same".to_owned(),
                lines => format!(", {lines} lines are the same"),
            }
        }
        "directory" => directories(event.before.get(..1).unwrap_or_default()),
        "directories" => directories(parted_files(event).0),
        "files" => count(parted_files(event).1.len(), "file", "files"),
        "way" => way(event),
        "version" if event.detail.is_empty() => String::new(),
        "version" => format!(" {}", clipped(&shown(&event.detail))),
        "list" => {
            let place = event.after.first().or(event.before.first());
            let list = place.and_then(|place| parted(place).0);
            list.map_or_else(String::new, |list| format!("{}, ", shown(list)))
        }
        "takes" => takes(&event.detail).to_owned(),
        _ => clipped(&shown(&event.detail)),
    }
}

/// The title of what encloses a definition, and its own.
fn parted(place: &SymbolPlace) -> (Option<&str>, &str) {
    match place.symbol.rsplit_once(TITLE_JOIN) {
        Some((enclosing, own)) => (Some(enclosing), own),
        None => (None, &place.symbol),
    }
}

/// Titles of definitions that are named in a sentence.
const NAMED: usize = 3;

/// The title of a definition; a file is called by its path.
fn title(place: &SymbolPlace) -> String {
    if place.symbol.is_empty() { place.path.to_string() } else { shown(parted(place).1) }
}

/// Whether something was taken out of, or put into, another of its title.
fn are_namesakes(event: &StructuralEvent) -> bool {
    let goes_between = matches!(
        event.kind,
        EventKind::Extracted
            | EventKind::ExtractedAndMoved
            | EventKind::Inlined
            | EventKind::InlinedAndMoved
    );
    match (event.before.as_slice(), event.after.as_slice()) {
        ([before], [after]) => goes_between && title(before) == title(after),
        _ => false,
    }
}

fn titles(places: &[SymbolPlace]) -> String {
    let mut titles: Vec<String> = places.iter().take(NAMED).map(title).collect();
    if places.len() > NAMED {
        titles.push(format!("{} more", places.len() - NAMED));
    }
    list(&titles)
}

/// The directories and the files of an event after it: as many files as before, and the rest.
pub(super) fn parted_files(event: &StructuralEvent) -> (&[SymbolPlace], &[SymbolPlace]) {
    let files = event.before.len().saturating_sub(1);
    event.after.split_at(event.after.len().saturating_sub(files))
}

fn directories(places: &[SymbolPlace]) -> String {
    let name = |place: &SymbolPlace| match place.path.as_bytes() {
        b"" => "the top of the repository".to_owned(),
        _ => place.path.to_string(),
    };
    list(&places.iter().map(name).collect::<Vec<_>>())
}

/// The title after, without the word that it shares with the one before: `fn a` to `b`.
fn new_name(event: &StructuralEvent) -> String {
    let (Some(before), Some(after)) = (event.before.first(), event.after.first()) else {
        return titles(&event.after);
    };
    let (before, after) = (title(before), title(after));
    let keyword = |title: &str| title.split_once(' ').map(|(word, _)| word.len() + 1);
    let shared = keyword(&before).filter(|end| after.starts_with(&before[..*end])).unwrap_or(0);
    after[shared..].to_owned()
}

/// `src/a.rs:10-42`.
fn lines(place: &SymbolPlace) -> String {
    let EventPlace { path, first_line, last_line, .. } = EventPlace::of(place);
    if first_line == last_line {
        format!("{path}:{first_line}")
    } else {
        format!("{path}:{first_line}-{last_line}")
    }
}

/// From where to where a definition moved: files, or what encloses it within one.
fn way(event: &StructuralEvent) -> String {
    let (Some(before), Some(after)) = (event.before.first(), event.after.first()) else {
        return String::new();
    };
    if before.path != after.path {
        return format!("from {} to {}", before.path, after.path);
    }
    let around = |place: &SymbolPlace| {
        parted(place).0.map_or_else(|| "the top of the file".to_owned(), shown)
    };
    format!("from {} to {} ({})", around(before), around(after), lines(after))
}

/// Which part of a signature is another: `(a): u8 → (b): u8`.
pub(super) fn takes(detail: &str) -> &'static str {
    let Some((old, new)) = detail.split_once(" → ") else { return "takes" };
    let ((old_takes, old_gives), (new_takes, new_gives)) = (signature(old), signature(new));
    match (old_takes == new_takes, old_gives == new_gives) {
        (_, true) => "takes",
        (true, false) => "returns",
        (false, false) => "takes and returns",
    }
}

/// The parameters and the result.
fn signature(text: &str) -> (&str, &str) {
    let mut open = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => open += 1,
            ')' if open == 1 => return text.split_at(at + 1),
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    (text, "")
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
