//! How long and how structurally a person has worked in each place.
//!
//! In: the person's changes that count. Out: years and days of work, and how much of it was structural.
//! Deliberately absent: lines, and what others did.
//!
//! Of a day of work the spots that were changed are looked at: the part of them that was changed structurally is the
//! day's structural part. A spot counts once a day, so that it makes no difference how the work was split.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::places::Places;
use super::work_days::WorkDays;
use crate::model::{CommitIndex, History, Nature, SpotIndex, Verdicts};
use crate::profile::Standings;

/// How long and how structurally a person has worked in a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Depth {
    /// Calendar years with a change of theirs that counts.
    pub years_worked: usize,
    /// Calendar years from the first of these to the running one.
    pub years_since: usize,
    /// Days with such a change.
    pub days: usize,
    /// Of these, the part that went into structural changes, in days.
    pub structural_days: f64,
}

impl Depth {
    /// Days of work below which there is no share of structural work to speak of.
    pub const FEWEST_DAYS: usize = 5;

    /// Share of the days that went into structural changes, 0 to 1; nothing where there are too few.
    #[must_use]
    pub fn structural_share(&self) -> Option<f64> {
        (self.days >= Self::FEWEST_DAYS).then(|| self.structural_days / self.days as f64)
    }

    /// Years of work times the share of it that was structural.
    #[must_use]
    pub fn years(&self) -> Option<f64> {
        Some(self.years_worked as f64 * self.structural_share()?)
    }
}

/// The depth of the person whose profile it is in each place, as of a year.
pub(super) fn depths(
    history: &History,
    verdicts: &Verdicts,
    standings: &Standings,
    days: &WorkDays,
    places: &Places,
    running: i32,
) -> Vec<Depth> {
    let mut found = vec![BTreeMap::<Date, BTreeMap<SpotIndex, bool>>::new(); places.count];
    let mine = |at: CommitIndex| days.of_commit(at).find(|day| Some(day.person) == days.subject());
    for commit in history.commit_indices() {
        let Some(day) = mine(commit) else { continue };
        for change in history.changes_of(commit).filter(|change| standings.counts(*change)) {
            let file = history.file_change_of(change).file;
            let Some(place) = places.of_file(file) else { continue };
            let spots = found[place].entry(day.date).or_default();
            let is_structural = spots.entry(history.change(change).spot).or_default();
            *is_structural |= verdicts.change(change).nature() == Nature::Structural;
        }
    }
    found.iter().map(|days| depth(days, running)).collect()
}

fn depth(days: &BTreeMap<Date, BTreeMap<SpotIndex, bool>>, running: i32) -> Depth {
    let years: BTreeSet<i32> = days.keys().map(|date| i32::from(date.year())).collect();
    let since = years.first().map_or(0, |first| (running - first + 1).max(1));
    let structural = days.values().map(|spots| {
        spots.values().filter(|structural| **structural).count() as f64 / spots.len() as f64
    });
    Depth {
        years_worked: years.len(),
        years_since: usize::try_from(since).unwrap_or_default().max(years.len()),
        days: days.len(),
        structural_days: structural.sum(),
    }
}
