//! How places and people's parts of them stood at the end of each year.
//!
//! In: lines at HEAD and what replaced others, days of work, patches, authors of files. Out: for each place and year
//! everybody's part. Deliberately absent: whose profile it is, and names.
//!
//! The lines of a year's end are reckoned from HEAD backwards: those at HEAD that were written by then, and those that
//! were written by then and were replaced or deleted later. So they are the live lines exactly at HEAD. A line counts
//! where it stands today, or where it stood when it went: what was moved from one area to another was always there.
//! The same lines that two twins took away on two branches went once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::authorship::FileTouches;
use super::places::Places;
use super::work_days::WorkDays;
use crate::model::{
    ChangeIndex, CommitIndex, Episodes, FileIndex, History, Nature, Noise, PersonIndex, Thresholds,
    Verdicts,
};
use crate::profile::Standings;

/// One person's part of a place in one year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Lines of theirs that stood at the end of the year.
    pub lines: u64,
    /// Commits of theirs in the year that count.
    pub commits: usize,
    /// Days of the year with such a commit.
    pub days: usize,
    /// Files whose author they were at the end of the year.
    pub files: usize,
}

/// A place in one year.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PlaceYear {
    /// The year.
    pub year: i32,
    /// Everybody who had a part.
    pub people: BTreeMap<PersonIndex, Part>,
    /// All lines at the end of the year, those of bots among them.
    pub lines: u64,
    /// Of these, lines of unknown origin: older than what is known of the history.
    pub lines_unknown: u64,
    /// Commits of the year that count.
    pub commits: usize,
    /// Text files at the end of the year.
    pub files: usize,
    /// Commits of the year that patched it, quick remedies left out.
    pub patching: usize,
    /// Of these, the part that patched a spot again, in commits.
    pub repeats: f64,
    /// Days of the year on which somebody patched it, by person.
    pub patching_days: usize,
    /// Recurring spots of the time that were patched in the year.
    pub recurring: usize,
}

impl PlaceYear {
    /// Days of work of everybody.
    pub(super) fn days(&self) -> usize {
        self.people.values().map(|part| part.days).sum()
    }
}

/// What the years are reckoned from.
pub(super) struct Years<'a> {
    pub history: &'a History,
    pub verdicts: &'a Verdicts,
    pub episodes: &'a Episodes,
    pub standings: &'a Standings,
    pub thresholds: &'a Thresholds,
    pub days: &'a WorkDays,
    pub touches: &'a [FileTouches],
    /// The year that runs; no clock is believed that says more.
    pub running: i32,
}

/// Years of one place, by year.
type ByYear = BTreeMap<i32, PlaceYear>;

impl Years<'_> {
    /// The years of each place, oldest first, from the first with lines or work to the last of the history.
    pub(super) fn of(&self, places: &Places) -> Vec<Vec<PlaceYear>> {
        let year_of: Vec<i32> = self
            .history
            .commits
            .iter()
            .map(|commit| commit.month().year.clamp(EARLIEST, self.running.max(EARLIEST)))
            .collect();
        let last = year_of.iter().copied().max().unwrap_or_default();
        let reckoning = Reckoning { of: self, places, year_of, last };
        let mut years = vec![ByYear::new(); places.count];
        reckoning.put_lines(&mut years);
        reckoning.put_work(&mut years);
        reckoning.put_recurring(&mut years);
        reckoning.put_files(&mut years);
        years.into_iter().map(from_the_first_work_on).collect()
    }
}

/// Lines that came from elsewhere are older than a place; it begins with the first work in it.
fn from_the_first_work_on(years: ByYear) -> Vec<PlaceYear> {
    let first = years.values().find(|year| year.commits > 0).map(|year| year.year);
    years.into_values().filter(|year| first.is_none_or(|first| first <= year.year)).collect()
}

/// No commit is older than this, whatever its clock says.
const EARLIEST: i32 = 1970;

/// Who wrote lines, as far as it matters here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Writer {
    Person(PersonIndex),
    Bot,
    Unknown,
}

struct Reckoning<'a> {
    of: &'a Years<'a>,
    places: &'a Places,
    year_of: Vec<i32>,
    last: i32,
}

impl Reckoning<'_> {
    fn year(&self, commit: CommitIndex) -> i32 {
        self.year_of[commit.get()]
    }

    fn writer(&self, origin: Option<CommitIndex>) -> Writer {
        let Some(origin) = origin else { return Writer::Unknown };
        self.of.days.of_author(origin).map_or(Writer::Bot, |day| Writer::Person(day.person))
    }

    fn put_lines(&self, years: &mut [ByYear]) {
        let mut steps = vec![HashMap::<(Writer, i32), i64>::new(); years.len()];
        let history = self.of.history;
        for live in &history.live {
            if let Some(place) = self.places.of_file(live.file) {
                let written = (self.writer(live.origin), self.written(live.origin));
                *steps[place].entry(written).or_default() += i64::from(live.lines);
            }
        }
        for (at, change) in history.changes.iter().enumerate() {
            let file = history.file_changes[change.file_change].file;
            let Some(place) = self.places.of_file(file).filter(|_| !self.is_twin(at)) else {
                continue;
            };
            let gone = self.year(change.commit);
            for rework in change.reworks.iter().filter(|rework| rework.lines > 0) {
                let (writer, written) = (self.writer(rework.origin), self.written(rework.origin));
                if written < gone {
                    let lines = i64::from(rework.lines);
                    *steps[place].entry((writer, written)).or_default() += lines;
                    *steps[place].entry((writer, gone)).or_default() -= lines;
                }
            }
        }
        for (years, steps) in years.iter_mut().zip(steps) {
            self.sum_lines(years, steps);
        }
    }

    /// The year in which lines were written; those of unknown origin were there before everything.
    fn written(&self, origin: Option<CommitIndex>) -> i32 {
        let first = || self.year_of.iter().copied().min().unwrap_or(self.last);
        origin.map_or_else(first, |origin| self.year(origin))
    }

    fn is_twin(&self, change: usize) -> bool {
        self.of.verdicts.changes[change].nature() == Nature::Noise(Noise::Twin)
    }

    fn sum_lines(&self, years: &mut ByYear, steps: HashMap<(Writer, i32), i64>) {
        let mut by_writer: BTreeMap<Writer, BTreeMap<i32, i64>> = BTreeMap::new();
        for ((writer, year), lines) in steps {
            by_writer.entry(writer).or_default().insert(year, lines);
        }
        for (writer, steps) in by_writer {
            let first = steps.keys().next().copied().unwrap_or(self.last);
            let mut standing = 0;
            for year in first..=self.last {
                standing += steps.get(&year).copied().unwrap_or_default();
                let lines = u64::try_from(standing).unwrap_or_default();
                let place = at(years, year);
                place.lines += lines;
                match writer {
                    Writer::Person(person) if lines > 0 => {
                        place.people.entry(person).or_default().lines += lines;
                    }
                    Writer::Unknown => place.lines_unknown += lines,
                    Writer::Person(_) | Writer::Bot => {}
                }
            }
        }
    }

    fn put_work(&self, years: &mut [ByYear]) {
        let mut worked: BTreeSet<(usize, PersonIndex, Date)> = BTreeSet::new();
        let mut patched: BTreeSet<(usize, PersonIndex, Date)> = BTreeSet::new();
        for commit in self.of.history.commit_indices() {
            let Some(author) = self.of.days.of_author(commit) else { continue };
            let year = self.year(commit);
            for (place, work) in self.work_of(commit) {
                let sums = at(&mut years[place], year);
                sums.commits += 1;
                for day in self.of.days.of_commit(commit) {
                    let part = sums.people.entry(day.person).or_default();
                    part.commits += 1;
                    part.days += usize::from(worked.insert((place, day.person, day.date)));
                }
                if work.patches > 0 {
                    sums.patching += 1;
                    sums.repeats += work.repeats as f64 / work.patches as f64;
                    let is_new = patched.insert((place, author.person, author.date));
                    sums.patching_days += usize::from(is_new);
                }
            }
        }
    }

    /// What of a commit counts, by place.
    fn work_of(&self, commit: CommitIndex) -> BTreeMap<usize, Work> {
        let mut found: BTreeMap<usize, Work> = BTreeMap::new();
        let changes = self.of.history.changes_of(commit);
        for change in changes.filter(|change| self.of.standings.counts(*change)) {
            let file = self.of.history.file_change_of(change).file;
            let Some(place) = self.places.of_file(file) else { continue };
            let (work, verdict) =
                (found.entry(place).or_default(), self.of.verdicts.change(change));
            if verdict.is_patch() && verdict.remedy_of.is_none() {
                work.patches += 1;
                work.repeats += usize::from(verdict.repeat.is_some());
            }
        }
        found
    }

    /// A spot recurs in a year when it was patched in it, and often enough by its end.
    fn put_recurring(&self, years: &mut [ByYear]) {
        let mut found: BTreeSet<(usize, i32, usize)> = BTreeSet::new();
        for chain in &self.of.episodes.chains {
            let spot = &self.of.history.spots[chain.spot.get()];
            let Some(place) = self.places.of_file(spot.file) else { continue };
            let commits = chain.patches.iter().map(|patch| self.commit_of(*patch));
            let commits: BTreeSet<CommitIndex> = commits.collect();
            let mut patched: Vec<i32> = commits.iter().map(|commit| self.year(*commit)).collect();
            patched.sort_unstable();
            let enough = patched.iter().skip(self.of.thresholds.recurring.saturating_sub(1));
            found.extend(enough.map(|year| (place, *year, chain.spot.get())));
        }
        for (place, year, _) in found {
            at(&mut years[place], year).recurring += 1;
        }
    }

    fn commit_of(&self, change: ChangeIndex) -> CommitIndex {
        self.of.history.change(change).commit
    }

    fn put_files(&self, years: &mut [ByYear]) {
        for (file, (first, last)) in self.lives() {
            let Some(place) = self.places.of_file(file) else { continue };
            for year in first..=last {
                let sums = at(&mut years[place], year);
                sums.files += 1;
                // At HEAD whatever the clocks said.
                let until = if year == self.last { i32::MAX } else { year };
                for author in self.of.touches[file.get()].authors(until) {
                    sums.people.entry(author).or_default().files += 1;
                }
            }
        }
    }

    /// At the ends of which years each text file was there: until its last change, where it is there no more.
    fn lives(&self) -> Vec<(FileIndex, (i32, i32))> {
        let history = self.of.history;
        let mut lives: BTreeMap<FileIndex, (i32, i32)> = BTreeMap::new();
        for change in history.file_changes.iter().filter(|change| is_text(change)) {
            let year = self.year(change.commit);
            let life = lives.entry(change.file).or_insert((year, year));
            *life = (life.0.min(year), life.1.max(year));
        }
        let with_end = lives.into_iter().map(|(file, (first, last))| {
            let is_alive = history.files[file.get()].alive;
            (file, (first, if is_alive { self.last } else { last - 1 }))
        });
        with_end.collect()
    }
}

/// Whether a file can have authors: what is not text has no lines that anybody wrote.
pub(super) fn is_text(change: &crate::model::FileChange) -> bool {
    change.content == crate::model::Content::Text
}

#[derive(Clone, Copy, Default)]
struct Work {
    patches: usize,
    repeats: usize,
}

fn at(years: &mut ByYear, year: i32) -> &mut PlaceYear {
    years.entry(year).or_insert_with(|| PlaceYear { year, ..PlaceYear::default() })
}
