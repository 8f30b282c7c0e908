//! One person's part of one area as plain data.
//!
//! In: ownership. Out: a serialisable struct. Deliberately absent: any new judgement.

use serde::Serialize;

use crate::profile::Ownership;
use crate::report::parts::Percent;
use crate::report::words::percent;

/// One person's part of one area at HEAD.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaFigures {
    /// Its name.
    pub area: String,
    /// Live lines of the person.
    pub lines: u64,
    /// All live lines.
    pub lines_in_all: u64,
    /// Of these, lines whose origin is unknown.
    pub lines_unknown: u64,
    /// The person's share of the live lines, in per cent.
    pub lines_percent: f64,
    /// The person's share of the commits of all time.
    pub commit_share: Option<Percent>,
    /// Others with a counted commit in the last 365 days.
    pub others_active: usize,
    /// Others with at least 5 % of the days of work of the last 365 days.
    pub others_major: usize,
    /// Day of the person's last counted commit here.
    pub last_change: Option<String>,
    /// Everybody's commits of the last 365 days that patched it, quick remedies left out.
    pub patching_commits: usize,
    /// Days of these on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Recurring spots patched in the last 365 days that have not held since.
    pub recurring: usize,
    /// One person alone knows it.
    pub alone: bool,
    /// One person alone knows it, and it keeps needing patches.
    pub fragile: bool,
}

/// How an area stands, in a word: whether one person alone knows it, and whether it keeps needing patches.
pub(in crate::report) const fn reading(fragile: bool, alone: bool) -> &'static str {
    match (fragile, alone) {
        (true, _) => "fragile",
        (false, true) => "known by one",
        (false, false) => "shared",
    }
}

impl AreaFigures {
    /// The figures of an area.
    #[must_use]
    pub fn of(owned: &Ownership) -> Self {
        Self {
            area: owned.area.clone(),
            lines: owned.lines,
            lines_in_all: owned.lines_in_all,
            lines_unknown: owned.lines_unknown,
            lines_percent: percent(owned.line_share()),
            commit_share: owned.commit_share().map(Percent::from),
            others_active: owned.others_active,
            others_major: owned.others_major,
            last_change: owned.last_day.clone(),
            patching_commits: owned.patching,
            patching_days: owned.patching_days,
            recurring: owned.recurring,
            alone: owned.is_alone(),
            fragile: owned.is_fragile(),
        }
    }

    /// How the area stands, in a word.
    #[must_use]
    pub const fn reading(&self) -> &'static str {
        reading(self.fragile, self.alone)
    }
}
