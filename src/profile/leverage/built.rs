//! What others changed of what the person founded, by month and area by area.
//!
//! In: what was founded, and changes in the order of history. Out: for each month, and for each area and month, how much
//! others changed of it after it was founded. Deliberately absent: names of others; a commit that touches several areas
//! is in each of them, so that the areas add up to more than there are commits.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::founded::Founded;
use super::others::Others;
use super::{WorkDay, work_day};
use crate::model::{CommitIndex, History, Month, Timestamp, is_possible};
use crate::profile::{Areas, Standings, Subject};

/// What others changed, in one month, in what the person had founded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltMonth {
    /// The month, in the zones of those who wrote.
    pub month: Month,
    /// Commits of others that touched anything of it.
    pub commits: u32,
    /// Days of work of others on which they did: one person on one day, however many commits.
    pub days: u32,
    /// Of these commits, such as touched a founded file.
    pub on_files: u32,
    /// Such as touched a founded function or type.
    pub on_symbols: u32,
    /// Such as touched a founded area.
    pub on_areas: u32,
    /// Who, by their numbers in the ledger.
    pub people: BTreeSet<u32>,
    /// The files, by number.
    pub files: BTreeSet<u32>,
    /// The functions and types, by number.
    pub symbols: BTreeSet<u32>,
    /// The areas, by number.
    pub areas: BTreeSet<u32>,
}

impl BuiltMonth {
    fn none(month: Month) -> Self {
        let none = BTreeSet::new;
        Self {
            month,
            commits: 0,
            days: 0,
            on_files: 0,
            on_symbols: 0,
            on_areas: 0,
            people: none(),
            files: none(),
            symbols: none(),
            areas: none(),
        }
    }

    fn add(&mut self, found: &Touched, person: u32, is_new_day: bool) {
        self.commits += 1;
        self.days += u32::from(is_new_day);
        self.on_files += u32::from(!found.files.is_empty());
        self.on_symbols += u32::from(!found.symbols.is_empty());
        self.on_areas += u32::from(!found.areas.is_empty());
        self.people.insert(person);
        self.files.extend(&found.files);
        self.symbols.extend(&found.symbols);
        self.areas.extend(&found.areas);
    }
}

/// What others changed of what the person founded in one area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrownArea {
    /// Its name.
    pub area: String,
    /// By month, oldest first; months without any are left out.
    pub months: Vec<GrownMonth>,
}

/// What others changed there in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrownMonth {
    /// The month, in the zones of those who wrote.
    pub month: Month,
    /// Commits.
    pub commits: u32,
    /// Who, by their numbers in the ledger.
    pub people: BTreeSet<u32>,
}

/// What a commit touches of what was founded before it.
#[derive(Default)]
struct Touched {
    files: BTreeSet<u32>,
    symbols: BTreeSet<u32>,
    areas: BTreeSet<u32>,
    /// The areas in which any of it lies.
    lies_in: BTreeSet<usize>,
}

impl Touched {
    fn by(
        history: &History,
        standings: &Standings,
        areas: &Areas,
        founded: &Founded,
        at: CommitIndex,
    ) -> Self {
        let is_later = |begun: Option<&CommitIndex>| begun.is_some_and(|begun| *begun < at);
        let mut found = Self::default();
        for change in history.changes_of(at).filter(|change| standings.counts(*change)) {
            let (file, spot) = (history.file_change_of(change).file, history.change(change).spot);
            let area = areas.of_file(file);
            let on_file = is_later(founded.files.get(&file));
            let on_symbol = is_later(founded.symbols.get(&spot));
            let on_area = area.filter(|area| is_later(founded.areas.get(area)));
            found.files.extend(on_file.then_some(file.0));
            found.symbols.extend(on_symbol.then_some(spot.0));
            found.areas.extend(on_area.and_then(|area| u32::try_from(area).ok()));
            if on_file || on_symbol || on_area.is_some() {
                found.lies_in.extend(area);
            }
        }
        found
    }

    fn is_nothing(&self) -> bool {
        self.files.is_empty() && self.symbols.is_empty() && self.areas.is_empty()
    }
}

/// Sums it up by month, and for areas by name. Clocks that cannot be right are left out.
pub(super) fn built(
    history: &History,
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
    founded: &Founded,
    people: &mut Others,
    now: Timestamp,
) -> (Vec<BuiltMonth>, Vec<GrownArea>) {
    let mut months: BTreeMap<Month, BuiltMonth> = BTreeMap::new();
    let mut grown: BTreeMap<usize, BTreeMap<Month, GrownMonth>> = BTreeMap::new();
    let mut days: HashSet<WorkDay> = HashSet::new();
    let of_others = history.commit_indices().filter(|at| !subject.had_part(history, *at));
    for at in of_others.filter(|at| is_possible(history.commit(*at).time(), now)) {
        let found = Touched::by(history, standings, areas, founded, at);
        if found.is_nothing() {
            continue;
        }
        let (month, person) = (history.commit(at).month(), people.number(history, at));
        let is_new_day = days.insert(work_day(history, subject, at));
        let sums = months.entry(month).or_insert_with(|| BuiltMonth::none(month));
        sums.add(&found, person, is_new_day);
        for area in found.lies_in {
            let none = || GrownMonth { month, commits: 0, people: BTreeSet::new() };
            let sums = grown.entry(area).or_default().entry(month).or_insert_with(none);
            sums.commits += 1;
            sums.people.insert(person);
        }
    }
    let row = |(area, months): (usize, BTreeMap<Month, GrownMonth>)| GrownArea {
        area: areas.all[area].name(),
        months: months.into_values().collect(),
    };
    (months.into_values().collect(), grown.into_iter().map(row).collect())
}
