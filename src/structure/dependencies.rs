//! What a project asks for from elsewhere, before and after.
//!
//! In: both versions of each manifest. Out: dependencies that came and went, are asked for in another
//! version, or in another list of the same manifest. A manifest that is new or gone is told
//! dependency by dependency. One that cannot be read in either version says nothing.
//! Deliberately absent: what other manifests of the project say, and what a lock file makes of it.

use std::collections::BTreeMap;

use super::FilePair;
use super::side::Version;
use crate::model::{
    EventEvidence, EventKind, EventSubject, StructuralEvent, SymbolPlace, TITLE_JOIN,
};
use crate::syntax::Dependency;

/// What happened to the dependencies of the files of a commit.
pub(super) fn events(files: &[FilePair<'_>]) -> Vec<StructuralEvent> {
    files.iter().filter_map(of_manifest).flatten().collect()
}

/// A dependency in one version of a manifest.
#[derive(Clone, Copy)]
struct Stated<'a> {
    version: &'a Version<'a>,
    dependency: &'a Dependency,
}

fn of_manifest(file: &FilePair<'_>) -> Option<Vec<StructuralEvent>> {
    let before = by_name(file.before.as_ref())?;
    let mut after = by_name(file.after.as_ref())?;
    let mut events = Vec::new();
    for (name, olds) in before {
        compare(olds, after.remove(name).unwrap_or_default(), &mut events);
    }
    events
        .extend(after.into_values().flatten().map(|new| event(EventKind::Added, None, Some(new))));
    events.sort_by_key(|event| {
        let place = event.after.first().or(event.before.first());
        (event.after.is_empty(), place.map(|place| place.lines.start))
    });
    Some(events)
}

/// What a version states, by name; nothing at all where the file is not there, and `None` where it cannot be read.
fn by_name<'a>(version: Option<&'a Version<'a>>) -> Option<BTreeMap<&'a str, Vec<Stated<'a>>>> {
    let mut found: BTreeMap<&str, Vec<Stated<'_>>> = BTreeMap::new();
    let Some(version) = version else { return Some(found) };
    for dependency in version.outline.dependencies.as_ref()? {
        found.entry(&dependency.name).or_default().push(Stated { version, dependency });
    }
    Some(found)
}

/// Compares what is stated of one name. What is the same in both is taken first, then what is in the same
/// list, then what asks for the same version, then the rest in its order.
fn compare(
    mut olds: Vec<Stated<'_>>,
    mut news: Vec<Stated<'_>>,
    events: &mut Vec<StructuralEvent>,
) {
    let is_alike: [fn(&Dependency, &Dependency) -> bool; 4] = [
        |old, new| old.group == new.group && old.version == new.version,
        |old, new| old.group == new.group,
        |old, new| old.version == new.version,
        |_, _| true,
    ];
    for is_alike in is_alike {
        olds.retain(|old| {
            let at = news.iter().position(|new| is_alike(old.dependency, new.dependency));
            let Some(new) = at.map(|at| news.remove(at)) else { return true };
            events.extend(of_pair(*old, new));
            false
        });
    }
    events.extend(olds.into_iter().map(|old| event(EventKind::Removed, Some(old), None)));
    events.extend(news.into_iter().map(|new| event(EventKind::Added, None, Some(new))));
}

fn of_pair(old: Stated<'_>, new: Stated<'_>) -> impl Iterator<Item = StructuralEvent> {
    let different = |kind, before: &str, after: &str| {
        (before != after).then(|| {
            let said = |text: &str| if text.is_empty() { "any" } else { text }.to_owned();
            let detail = format!("{} → {}", said(before), said(after));
            StructuralEvent { detail, ..event(kind, Some(old), Some(new)) }
        })
    };
    let (one, other) = (old.dependency, new.dependency);
    let moved = different(EventKind::Moved, &one.group, &other.group);
    let version = different(EventKind::VersionChanged, &one.version, &other.version);
    moved.into_iter().chain(version)
}

fn event(kind: EventKind, old: Option<Stated<'_>>, new: Option<Stated<'_>>) -> StructuralEvent {
    let stated = new.or(old);
    StructuralEvent {
        kind,
        subject: EventSubject::Dependency,
        before: old.map(place).into_iter().collect(),
        after: new.map(place).into_iter().collect(),
        is_public: false,
        detail: stated.map(|stated| stated.dependency.version.clone()).unwrap_or_default(),
        probability: 1.0,
        evidence: EventEvidence::default(),
    }
}

fn place(stated: Stated<'_>) -> SymbolPlace {
    let Dependency { name, group, lines, .. } = stated.dependency;
    let symbol = if group.is_empty() { name.clone() } else { format!("{group}{TITLE_JOIN}{name}") };
    SymbolPlace { path: stated.version.path.clone(), symbol, lines: lines.start + 1..lines.end + 1 }
}
