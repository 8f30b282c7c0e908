//! What everybody did in each place, counted over the history.
//!
//! In: a judged history and places. Out: counts by place. Deliberately absent: what they mean.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::authorship::FileTouches;
use super::depth::{Depth, depths};
use super::places::Places;
use super::truck_factor::TruckFactor;
use super::work_days::{WorkDay, WorkDays};
use super::years::{PlaceYear, Years};
use super::{Basis, OwnershipMonth, is_major};
use crate::classify::{PathClass, path_class};
use crate::model::{
    ChangeIndex, CommitIndex, Content, FileChange, FileIndex, GitattributesMark, History, Month,
    PersonIndex,
};
use crate::profile::{Standings, is_open, is_recent};

/// What is there and what was done in one place, as of now.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub lines: u64,
    pub lines_in_all: u64,
    pub lines_unknown: u64,
    pub commits: usize,
    pub commits_in_all: usize,
    pub last_day: Option<Date>,
    pub patching: usize,
    pub recurring: usize,
    /// Days of work, by person.
    days: BTreeMap<PersonIndex, BTreeSet<Date>>,
    /// Those of the recent days.
    recent: BTreeMap<PersonIndex, BTreeSet<Date>>,
    /// Those of the recent days on which it was patched.
    patched: BTreeSet<WorkDay>,
}

impl Counts {
    /// Days of work of one person.
    pub(super) fn days_of(&self, person: Option<PersonIndex>) -> usize {
        person.and_then(|person| self.days.get(&person)).map_or(0, BTreeSet::len)
    }

    /// Days of work of one person among the recent ones.
    pub(super) fn recent_days_of(&self, person: PersonIndex) -> usize {
        self.recent.get(&person).map_or(0, BTreeSet::len)
    }

    /// How many people ever worked there.
    pub(super) fn people(&self) -> usize {
        self.days.len()
    }

    /// Days of work of everybody.
    pub(super) fn days_in_all(&self) -> usize {
        self.days.values().map(BTreeSet::len).sum()
    }

    /// Days of work of one person and of everybody else, by month.
    pub(super) fn months(&self, person: Option<PersonIndex>) -> Vec<OwnershipMonth> {
        let mut months: BTreeMap<Month, [usize; 2]> = BTreeMap::new();
        for (at, days) in &self.days {
            for day in days {
                let (year, month) = (i32::from(day.year()), day.month().unsigned_abs());
                let sums = months.entry(Month { year, month }).or_default();
                sums[usize::from(Some(*at) != person)] += 1;
            }
        }
        let month = |(month, [days, days_of_others]): (Month, [usize; 2])| OwnershipMonth {
            month,
            days,
            days_of_others,
        };
        months.into_iter().map(month).collect()
    }

    /// Days on which it was patched.
    pub(super) fn patching_days(&self) -> usize {
        self.patched.len()
    }

    /// Others with work in the recent days, and those of them with much of it.
    pub(super) fn others(&self, person: Option<PersonIndex>) -> (usize, usize) {
        let in_all = self.recent.values().map(BTreeSet::len).sum();
        let others = || self.recent.iter().filter(|(at, _)| Some(**at) != person);
        let major = others().filter(|(_, days)| is_major(days.len(), in_all));
        (others().count(), major.count())
    }
}

/// The truck factor of a place, and that among people who are still active.
pub(super) type Factors = (Option<TruckFactor>, Option<TruckFactor>);

/// Counts over a history.
pub(super) struct Survey<'a> {
    basis: &'a Basis<'a>,
    pub days: WorkDays,
    touches: Vec<FileTouches>,
}

impl<'a> Survey<'a> {
    pub(super) fn of(basis: &'a Basis<'a>) -> Self {
        let days = WorkDays::of(basis.history, basis.verdicts, basis.subject);
        let counts = |change: &FileChange| counts(basis.standings, change);
        let touches = FileTouches::of_files(basis.history, &days, counts);
        Self { basis, days, touches }
    }

    pub(super) fn years(&self, places: &Places) -> Vec<Vec<PlaceYear>> {
        let Basis { history, verdicts, episodes, standings, thresholds, .. } = *self.basis;
        let (days, touches, running) = (&self.days, &self.touches, self.running());
        Years { history, verdicts, episodes, standings, thresholds, days, touches, running }
            .of(places)
    }

    pub(super) fn depths(&self, places: &Places) -> Vec<Depth> {
        let Basis { history, verdicts, standings, .. } = *self.basis;
        depths(history, verdicts, standings, &self.days, places, self.running())
    }

    /// The year that runs, in UTC.
    fn running(&self) -> i32 {
        i32::from(crate::model::date(self.basis.now, 0).year())
    }

    pub(super) fn truck_factors(&self, places: &Places) -> Vec<Factors> {
        let active = self.active();
        let authors = self.authors(places);
        let factors = authors.into_iter().map(|mut files| {
            let all = TruckFactor::of(&files);
            for authors in &mut files {
                authors.retain(|author| active.contains(author));
            }
            (all, TruckFactor::of(&files))
        });
        factors.collect()
    }

    /// The authors of each source file at HEAD, by place.
    fn authors(&self, places: &Places) -> Vec<Vec<Vec<PersonIndex>>> {
        let mut found = vec![Vec::new(); places.count];
        for file in source_files(self.basis.history) {
            if let Some(place) = places.of_file(file) {
                found[place].push(self.touches[file.get()].authors(i32::MAX));
            }
        }
        found
    }

    /// Everybody with work that counts in the recent days, wherever it was.
    fn active(&self) -> BTreeSet<PersonIndex> {
        let commits = self.basis.history.commit_indices().filter(|commit| {
            let mut changes = self.basis.history.changes_of(*commit);
            self.is_recent(*commit) && changes.any(|change| self.basis.standings.counts(change))
        });
        commits.flat_map(|commit| self.days.of_commit(commit)).map(|day| day.person).collect()
    }

    pub(super) fn counts(&self, places: &Places) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); places.count];
        self.count_lines(&mut counts, places);
        for commit in self.basis.history.commit_indices() {
            self.count_commit(&mut counts, places, commit);
        }
        self.count_recurring(&mut counts, places);
        counts
    }

    fn is_recent(&self, commit: CommitIndex) -> bool {
        is_recent(self.basis.history.commit(commit).time(), self.basis.now)
    }

    fn count_lines(&self, counts: &mut [Counts], places: &Places) {
        for live in &self.basis.history.live {
            let Some(place) = places.of_file(live.file) else { continue };
            let (count, lines) = (&mut counts[place], u64::from(live.lines));
            count.lines_in_all += lines;
            let wrote = |origin| self.basis.subject.wrote(self.basis.history, origin);
            match live.origin {
                None => count.lines_unknown += lines,
                Some(origin) if wrote(origin) => count.lines += lines,
                Some(_) => {}
            }
        }
    }

    fn count_commit(&self, counts: &mut [Counts], places: &Places, commit: CommitIndex) {
        let Some(author) = self.days.of_author(commit) else { return };
        let is_recent = self.is_recent(commit);
        for (place, is_patched) in self.touched(places, commit) {
            let count = &mut counts[place];
            count.commits_in_all += 1;
            if is_recent && is_patched {
                count.patching += 1;
                count.patched.insert(author);
            }
            for day in self.days.of_commit(commit) {
                count.days.entry(day.person).or_default().insert(day.date);
                if is_recent {
                    count.recent.entry(day.person).or_default().insert(day.date);
                }
                if Some(day.person) == self.days.subject() {
                    count.commits += 1;
                    // Topological order is not the order of time where lines of history run side by side.
                    count.last_day = count.last_day.max(Some(day.date));
                }
            }
        }
    }

    /// The places in which a commit changed something that counts, and whether it patched something there, quick
    /// remedies left out. A commit that patches ten sections of a place patches it once.
    fn touched(&self, places: &Places, commit: CommitIndex) -> BTreeMap<usize, bool> {
        let mut touched = BTreeMap::new();
        let changes = self.basis.history.changes_of(commit);
        for change in changes.filter(|change| self.basis.standings.counts(*change)) {
            let file = self.basis.history.file_change_of(change).file;
            let verdict = self.basis.verdicts.change(change);
            if let Some(place) = places.of_file(file) {
                let patches = verdict.is_patch() && verdict.remedy_of.is_none();
                *touched.entry(place).or_default() |= patches;
            }
        }
        touched
    }

    fn count_recurring(&self, counts: &mut [Counts], places: &Places) {
        let Basis { history, thresholds, now, .. } = *self.basis;
        let mut spots = BTreeSet::new();
        for chain in &self.basis.episodes.chains {
            let file = history.spots[chain.spot.get()].file;
            if is_open(history, chain, thresholds, now)
                && spots.insert(chain.spot)
                && let Some(place) = places.of_file(file)
            {
                counts[place].recurring += 1;
            }
        }
    }
}

/// Whether anything of a file change counts.
fn counts(standings: &Standings, file_change: &FileChange) -> bool {
    let mut changes = file_change.changes.clone();
    changes.any(|at| standings.counts(ChangeIndex(u32::try_from(at).unwrap_or(u32::MAX))))
}

/// Files at HEAD that hold the product or its tests: no documents, no settings, no build files.
fn source_files(history: &History) -> Vec<FileIndex> {
    let mut latest: BTreeMap<FileIndex, (Option<GitattributesMark>, Content)> = BTreeMap::new();
    for change in &history.file_changes {
        latest.insert(change.file, (change.mark, change.content));
    }
    let is_source = |(at, (mark, content)): &(FileIndex, (Option<GitattributesMark>, Content))| {
        let file = &history.files[at.get()];
        let class = path_class(&file.path, *mark);
        let holds_code = matches!(class, PathClass::Code | PathClass::Test);
        file.alive && *content == Content::Text && holds_code
    };
    latest.into_iter().filter(is_source).map(|(at, _)| at).collect()
}
