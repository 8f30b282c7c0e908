//! What happened to each place: the commits that changed it, one event each.
//!
//! In: a history and its verdicts. Out: events in the order of the history. Deliberately absent: weights.
//! Noise is no event, nor is what a sweep did (an import, a change of all licences); both count for how long a
//! place is.

use std::collections::HashMap;

use crate::model::{ChangeIndex, CommitIndex, History, Nature, PersonIndex, Timestamp, Verdicts};

/// Files of a commit beyond which it says nothing of any of them.
const SWEEP: usize = 500;

/// What is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Files, followed through renames.
    File,
    /// Spots.
    Spot,
}

/// A commit that changed a place.
pub(super) struct Event {
    pub(super) place: usize,
    pub(super) time: Timestamp,
    pub(super) author: PersonIndex,
    /// Which of the commits it is part of, numbered in the order of the history.
    pub(super) commit: CommitIndex,
    pub(super) added: u32,
    pub(super) deleted: u32,
    /// Whether anything of it was no noise.
    pub(super) counts: bool,
    /// Whether anything of it was a patch, quick remedies left out.
    pub(super) is_patch: bool,
}

/// Everything that happened, place by place.
pub struct Events {
    /// By place, which of the directories its file lies in.
    pub(super) directory_of: Vec<usize>,
    pub(super) directories: usize,
    /// By place, whether its file exists.
    pub(super) alive: Vec<bool>,
    /// By commit.
    pub(super) all: Vec<Event>,
}

impl Events {
    /// Gathers them.
    #[must_use]
    pub fn of(history: &History, verdicts: &Verdicts, unit: Unit) -> Self {
        let mut known: HashMap<&[u8], usize> = HashMap::new();
        let directories = history.files.iter().map(|file| {
            let next = known.len();
            *known.entry(file.path.directory()).or_insert(next)
        });
        let of_file: Vec<usize> = directories.collect();
        let file_of: Vec<usize> = match unit {
            Unit::File => (0..history.files.len()).collect(),
            Unit::Spot => history.spots.iter().map(|spot| spot.file.get()).collect(),
        };
        let mut events = Vec::new();
        for commit in history.commit_indices() {
            add(history, verdicts, unit, commit, &mut events);
        }
        Self {
            directory_of: file_of.iter().map(|file| of_file[*file]).collect(),
            directories: known.len(),
            alive: file_of.iter().map(|file| history.files[*file].alive).collect(),
            all: events,
        }
    }

    /// How many places there are.
    #[must_use]
    pub fn places(&self) -> usize {
        self.directory_of.len()
    }

    /// Commits that patched each place after `since`, up to `until`.
    #[must_use]
    pub fn patches(&self, since: Timestamp, until: Timestamp) -> Vec<usize> {
        let mut patches = vec![0; self.places()];
        let every = self.all.iter().filter(|event| event.is_patch);
        for event in every.filter(|event| since < event.time && event.time <= until) {
            patches[event.place] += 1;
        }
        patches
    }
}

/// The events of one commit, one a place.
fn add(
    history: &History,
    verdicts: &Verdicts,
    unit: Unit,
    commit: CommitIndex,
    events: &mut Vec<Event>,
) {
    let (first, at) = (events.len(), history.commit(commit));
    let is_sweep = at.file_changes.len() > SWEEP;
    for index in history.changes_of(commit) {
        let (place, change) = (place_of(history, unit, index), history.change(index));
        let verdict = verdicts.change(index);
        events.push(Event {
            place,
            time: at.time(),
            author: at.author,
            commit,
            added: change.added,
            deleted: change.deleted,
            counts: !is_sweep && !matches!(verdict.nature(), Nature::Noise(_)),
            is_patch: !is_sweep && verdict.is_patch() && verdict.remedy_of.is_none(),
        });
    }
    events[first..].sort_by_key(|event| event.place);
    let mut kept = first;
    for next in first + 1..events.len() {
        if events[next].place == events[kept].place {
            let (before, after) = events.split_at_mut(next);
            join(&mut before[kept], &after[0]);
        } else {
            kept += 1;
            events.swap(kept, next);
        }
    }
    events.truncate((kept + 1).min(events.len()));
}

fn place_of(history: &History, unit: Unit, index: ChangeIndex) -> usize {
    match unit {
        Unit::File => history.file_change_of(index).file.get(),
        Unit::Spot => history.change(index).spot.get(),
    }
}

fn join(event: &mut Event, other: &Event) {
    event.added = event.added.saturating_add(other.added);
    event.deleted = event.deleted.saturating_add(other.deleted);
    event.counts |= other.counts;
    event.is_patch |= other.is_patch;
}
