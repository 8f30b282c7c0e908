//! How places stood at the end of each month, as far as it says who knows them.
//!
//! In: lines at HEAD and what replaced others, days of work, patches. Out: the person's lines and all lines at the end of
//! a month, and who worked there in the twelve months up to it. Deliberately absent: whose the other lines are, and
//! files; `years` has them.
//!
//! Reckoned as the years are, so that the end of a December is the end of its year. The twelve months before, whatever
//! period is told: shorter ones could not say who knows a place.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::places::Places;
use super::work_days::{WorkDay, WorkDays};
use super::{Basis, OwnershipEnd, is_major};
use crate::model::{CommitIndex, Month, Nature, Noise, PersonIndex, SpotIndex};
use crate::profile::period::{number, numbered};

/// Months that say who works somewhere.
const WINDOW: i32 = 12;
/// No commit is older than this, whatever its clock says.
const EARLIEST: Month = Month { year: 1970, month: 1 };

/// What happened in a place, by the number of the month.
#[derive(Clone, Debug, Default)]
struct Happened {
    /// How many more lines there are at its end: the person's, and all.
    lines: BTreeMap<i32, [i64; 2]>,
    /// Days of work of people.
    days: Vec<(i32, PersonIndex)>,
    /// Days on which somebody patched it.
    patching: Vec<i32>,
    /// Spots that were patched, and often enough by then to recur.
    recurring: Vec<(i32, SpotIndex)>,
}

/// How places stood.
pub(super) struct Ends {
    places: Vec<Happened>,
    /// The month that runs.
    running: i32,
}

impl Ends {
    pub(super) fn of(basis: &Basis<'_>, days: &WorkDays, places: &Places) -> Self {
        let running = number(Month::of(basis.now, 0)).max(number(EARLIEST));
        let commits = basis.history.commits.iter();
        let months = commits.map(|at| number(at.month()).clamp(number(EARLIEST), running));
        let reckoning = Reckoning { basis, days, places, months: months.collect() };
        let mut found = vec![Happened::default(); places.count];
        reckoning.put_lines(&mut found, running);
        reckoning.put_work(&mut found);
        reckoning.put_recurring(&mut found);
        for place in &mut found {
            place.days.sort_unstable();
            place.patching.sort_unstable();
            place.recurring.sort_unstable();
        }
        Self { places: found, running }
    }

    /// The months of a place in which something of it changed, from the first work in it on, oldest first.
    pub(super) fn of_place(&self, place: usize, person: Option<PersonIndex>) -> Vec<OwnershipEnd> {
        let place = &self.places[place];
        let begun = place.days.first().map(|(first, _)| *first);
        let Some(first) = begun.or(place.lines.keys().next().copied()) else { return Vec::new() };
        let mut standing = [0_i64; 2];
        for (_, steps) in place.lines.range(..first) {
            add(&mut standing, *steps);
        }
        let mut ends: Vec<OwnershipEnd> = Vec::new();
        for at in first..=self.running {
            add(&mut standing, place.lines.get(&at).copied().unwrap_or_default());
            let end = place.end(at, standing, person);
            if ends.last().is_none_or(|last| OwnershipEnd { month: end.month, ..*last } != end) {
                ends.push(end);
            }
        }
        ends
    }
}

fn add(standing: &mut [i64; 2], steps: [i64; 2]) {
    standing[0] += steps[0];
    standing[1] += steps[1];
}

/// What lies in the twelve months up to one, of what is in the order of months.
fn recent<T>(all: &[T], at: i32, month: impl Fn(&T) -> i32) -> &[T] {
    let begin = all.partition_point(|each| month(each) <= at - WINDOW);
    let end = all.partition_point(|each| month(each) <= at);
    &all[begin..end]
}

impl Happened {
    fn end(&self, at: i32, standing: [i64; 2], person: Option<PersonIndex>) -> OwnershipEnd {
        let mut days: HashMap<PersonIndex, usize> = HashMap::new();
        for (_, person) in recent(&self.days, at, |(month, _)| *month) {
            *days.entry(*person).or_default() += 1;
        }
        let in_all: usize = days.values().sum();
        let own = person.and_then(|person| days.remove(&person)).unwrap_or_default();
        let recurring = recent(&self.recurring, at, |(month, _)| *month);
        let recurring: BTreeSet<SpotIndex> = recurring.iter().map(|(_, spot)| *spot).collect();
        let [lines, lines_in_all] = standing.map(|lines| u64::try_from(lines).unwrap_or_default());
        OwnershipEnd {
            month: numbered(at),
            lines,
            lines_in_all,
            days: own,
            days_in_all: in_all,
            others_active: days.len(),
            others_major: days.values().filter(|days| is_major(**days, in_all)).count(),
            patching_days: recent(&self.patching, at, |month| *month).len(),
            recurring: recurring.len(),
        }
    }
}

struct Reckoning<'a> {
    basis: &'a Basis<'a>,
    days: &'a WorkDays,
    places: &'a Places,
    /// By commit, its month.
    months: Vec<i32>,
}

impl Reckoning<'_> {
    fn month(&self, commit: CommitIndex) -> i32 {
        self.months[commit.get()]
    }

    fn is_own(&self, origin: Option<CommitIndex>) -> bool {
        let author = origin.and_then(|origin| self.days.of_author(origin));
        author.is_some_and(|day| Some(day.person) == self.days.subject())
    }

    /// What stands at HEAD since it was written, and what was replaced from when it was written until then.
    fn put_lines(&self, found: &mut [Happened], running: i32) {
        let history = self.basis.history;
        // Lines of unknown origin were there before everything.
        let first = self.months.iter().copied().min().unwrap_or(running);
        let written = |origin: Option<CommitIndex>| origin.map_or(first, |at| self.month(at));
        let mut put = |place: usize, month, is_own: bool, lines: i64| {
            let steps = found[place].lines.entry(month).or_default();
            add(steps, [if is_own { lines } else { 0 }, lines]);
        };
        for live in &history.live {
            if let Some(place) = self.places.of_file(live.file) {
                let is_own = self.is_own(live.origin);
                put(place, written(live.origin), is_own, i64::from(live.lines));
            }
        }
        for (at, change) in history.changes.iter().enumerate() {
            let file = history.file_changes[change.file_change].file;
            let Some(place) = self.places.of_file(file).filter(|_| !self.is_twin(at)) else {
                continue;
            };
            let gone = self.month(change.commit);
            for rework in change.reworks.iter().filter(|rework| written(rework.origin) < gone) {
                let (is_own, lines) = (self.is_own(rework.origin), i64::from(rework.lines));
                put(place, written(rework.origin), is_own, lines);
                put(place, gone, is_own, -lines);
            }
        }
    }

    /// The same lines that two twins took away on two branches went once.
    fn is_twin(&self, change: usize) -> bool {
        self.basis.verdicts.changes[change].nature() == Nature::Noise(Noise::Twin)
    }

    fn put_work(&self, found: &mut [Happened]) {
        let mut worked: BTreeSet<(usize, WorkDay)> = BTreeSet::new();
        let mut patched: BTreeSet<(usize, WorkDay)> = BTreeSet::new();
        for commit in self.basis.history.commit_indices() {
            let Some(author) = self.days.of_author(commit) else { continue };
            let month = self.month(commit);
            for (place, patches) in self.touched(commit) {
                for day in self.days.of_commit(commit) {
                    if worked.insert((place, day)) {
                        found[place].days.push((month, day.person));
                    }
                }
                if patches && patched.insert((place, author)) {
                    found[place].patching.push(month);
                }
            }
        }
    }

    /// The places in which something of a commit counts, and whether it patches there, quick remedies left out.
    fn touched(&self, commit: CommitIndex) -> BTreeMap<usize, bool> {
        let Basis { history, verdicts, standings, .. } = *self.basis;
        let mut touched = BTreeMap::new();
        for change in history.changes_of(commit).filter(|change| standings.counts(*change)) {
            if let Some(place) = self.places.of_file(history.file_change_of(change).file) {
                let verdict = verdicts.change(change);
                *touched.entry(place).or_default() |=
                    verdict.is_patch() && verdict.remedy_of.is_none();
            }
        }
        touched
    }

    fn put_recurring(&self, found: &mut [Happened]) {
        let Basis { history, episodes, thresholds, .. } = *self.basis;
        for chain in &episodes.chains {
            let spot = &history.spots[chain.spot.get()];
            let Some(place) = self.places.of_file(spot.file) else { continue };
            let commits: BTreeSet<CommitIndex> =
                chain.patches.iter().map(|patch| history.change(*patch).commit).collect();
            let mut months: Vec<i32> = commits.iter().map(|at| self.month(*at)).collect();
            months.sort_unstable();
            let enough = months.iter().skip(thresholds.recurring.saturating_sub(1));
            found[place].recurring.extend(enough.map(|month| (*month, chain.spot)));
        }
    }
}
