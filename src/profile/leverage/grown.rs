//! What others changed of what the person founded, area by area.
//!
//! In: what was founded, and changes in the order of history. Out: for each area how many commits of others by month
//! touched something founded that lies there. Deliberately absent: names of others; a commit that touches several areas
//! is in each of them, so that the areas add up to more than there are commits.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::founded::Founded;
use super::others::Others;
use crate::model::{CommitIndex, History, Month, Timestamp, is_possible};
use crate::profile::{Areas, Standings, Subject};

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

/// Sums it up, areas by name. Clocks that cannot be right are left out.
pub(super) fn grown(
    history: &History,
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
    founded: &Founded,
    people: &mut Others,
    now: Timestamp,
) -> Vec<GrownArea> {
    let mut found: BTreeMap<usize, BTreeMap<Month, GrownMonth>> = BTreeMap::new();
    for at in history.commit_indices().filter(|at| !subject.had_part(history, *at)) {
        let commit = history.commit(at);
        if !is_possible(commit.time(), now) {
            continue;
        }
        for area in built_on(history, standings, areas, founded, at) {
            let months = found.entry(area).or_default();
            let month = commit.month();
            let none = || GrownMonth { month, commits: 0, people: BTreeSet::new() };
            let sums = months.entry(month).or_insert_with(none);
            sums.commits += 1;
            sums.people.insert(people.number(history, at));
        }
    }
    let row = |(area, months): (usize, BTreeMap<Month, GrownMonth>)| GrownArea {
        area: areas.all[area].name(),
        months: months.into_values().collect(),
    };
    found.into_iter().map(row).collect()
}

/// The areas in which a commit touches something founded before it.
fn built_on(
    history: &History,
    standings: &Standings,
    areas: &Areas,
    founded: &Founded,
    at: CommitIndex,
) -> BTreeSet<usize> {
    let is_later = |begun: Option<&CommitIndex>| begun.is_some_and(|begun| *begun < at);
    let changes = history.changes_of(at).filter(|change| standings.counts(*change));
    let touched = changes.filter_map(|change| {
        let file = history.file_change_of(change).file;
        let area = areas.of_file(file)?;
        let is_on_founded = is_later(founded.files.get(&file))
            || is_later(founded.symbols.get(&history.change(change).spot))
            || is_later(founded.areas.get(&area));
        is_on_founded.then_some(area)
    });
    touched.collect()
}
