//! What the person founded: files, functions and types, areas.
//!
//! In: changes in the order of history. Out: what was founded, with the commits that did. Deliberately absent: what others
//! changed of it (`built`); what the person changed in what others founded, which is no leverage.
//!
//! A file is founded by whom its first version comes from, when at least half of its lines were new then: a file that
//! is split off another one has no founder. A function or a type is founded by whose change it first appears with. An
//! area is founded by whose commit is the first there, when at least half of the days of work of its first window (90
//! days) are theirs as well: whoever moved one file there did not found it. A day of work is one person on one day,
//! however many commits they made of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{WorkDay, counts, work_day};
use crate::classify::{PathClass, path_class};
use crate::model::{
    ChangeIndex, CommitIndex, FileIndex, FileStatus, GitattributesMark, History, SpotIndex,
    Timestamp,
};
use crate::profile::{Areas, Standings, Subject};

/// What the person founded, with the commits that did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Founded {
    pub(super) files: HashMap<FileIndex, CommitIndex>,
    pub(super) symbols: HashMap<SpotIndex, CommitIndex>,
    pub(super) areas: BTreeMap<usize, CommitIndex>,
}

impl Founded {
    pub(super) fn of(
        history: &History,
        standings: &Standings,
        areas: &Areas,
        subject: &Subject,
        window: Timestamp,
    ) -> Self {
        Self {
            files: founded_files(history, standings, areas, subject),
            symbols: founded_symbols(history, standings, subject),
            areas: founded_areas(history, standings, areas, subject, window),
        }
    }
}

/// Files whose first appearance is a change of the person's that counts, most of it new.
fn founded_files(
    history: &History,
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
) -> HashMap<FileIndex, CommitIndex> {
    let mut seen = HashSet::new();
    let first = history.file_changes.iter().filter(|change| seen.insert(change.file));
    first
        .filter(|change| change.status == FileStatus::Added && areas.is_countable(change.file))
        .filter(|change| 2 * u64::from(change.moved_in) <= u64::from(change.added))
        .filter(|change| subject.wrote(history, change.commit) && counts(standings, change))
        .map(|change| (change.file, change.commit))
        .collect()
}

/// Functions, types and other definitions of the product whose first appearance is a change of the person's.
fn founded_symbols(
    history: &History,
    standings: &Standings,
    subject: &Subject,
) -> HashMap<SpotIndex, CommitIndex> {
    let product = product_files(history);
    let mut seen = HashSet::new();
    let all = (0..).map(ChangeIndex).zip(&history.changes);
    let first = all.filter(|(_, change)| seen.insert(change.spot));
    first
        .filter(|(at, change)| {
            let spot = &history.spots[change.spot.get()];
            change.introduces_spot
                && subject.made(history, *at)
                && standings.counts(*at)
                && !spot.is_wide()
                && product.contains(&spot.file)
        })
        .map(|(_, change)| (change.spot, change.commit))
        .collect()
}

/// Files that hold the product itself: no tests, no documents, nothing that is generated or vendored.
pub(super) fn product_files(history: &History) -> HashSet<FileIndex> {
    let mut marks: HashMap<FileIndex, Option<GitattributesMark>> = HashMap::new();
    for change in &history.file_changes {
        marks.insert(change.file, change.mark);
    }
    let files = (0..).map(FileIndex).zip(&history.files);
    let is_product = |(at, file): &(FileIndex, &crate::model::File)| {
        let mark = marks.get(at).copied().flatten();
        path_class(&file.path, mark) == PathClass::Code
    };
    files.filter(is_product).map(|(at, _)| at).collect()
}

fn founded_areas(
    history: &History,
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
    window: Timestamp,
) -> BTreeMap<usize, CommitIndex> {
    /// The first commit, when the window ends, and the days of work until then.
    struct Begun(CommitIndex, Timestamp, HashSet<WorkDay>);
    let mut begun: BTreeMap<usize, Begun> = BTreeMap::new();
    for commit in history.commit_indices() {
        let time = history.commit(commit).time();
        for area in touched(history, standings, commit, |file| areas.of_file(file)) {
            let new = || Begun(commit, time.saturating_add(window), HashSet::new());
            let Begun(_, end, days) = begun.entry(area).or_insert_with(new);
            if time <= *end {
                days.insert(work_day(history, subject, commit));
            }
        }
    }
    let is_own = |Begun(first, _, days): &Begun| {
        let own = days.iter().filter(|(other, _)| other.is_none()).count();
        subject.wrote(history, *first) && 2 * own >= days.len()
    };
    begun.into_iter().filter(|(_, at)| is_own(at)).map(|(area, at)| (area, at.0)).collect()
}

/// The places that the changes of a commit fall on, those that count.
pub(super) fn touched<T: Ord>(
    history: &History,
    standings: &Standings,
    commit: CommitIndex,
    place: impl Fn(FileIndex) -> Option<T>,
) -> BTreeSet<T> {
    let changes = history.changes_of(commit).filter(|change| standings.counts(*change));
    changes.filter_map(|change| place(history.file_change_of(change).file)).collect()
}
