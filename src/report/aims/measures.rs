//! What goals are measured by.
//!
//! In: the work of a person. Out: days on which something happened, and parts of the work. Deliberately absent: what is
//! made of them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Aims, Parted};
use crate::model::{ObjectId, by_project};
use crate::profile::{ChainRow, Ending, OwnershipMonth, Period, SeenCommit, Share, Tally};

/// What is counted by days.
pub(super) struct Counted {
    /// The day from which on it could be seen.
    since: Date,
    /// Months and days, and how many times then.
    times: Vec<(Date, usize)>,
}

impl Counted {
    /// How many times, and in how many days up to today.
    pub(super) fn in_period(&self, period: Period, today: Date) -> (usize, u32) {
        let (first, end) = period.dates();
        let within = self.times.iter().filter(|(day, _)| (first..end).contains(day));
        (within.map(|(_, times)| times).sum(), passed(period, self.since, today))
    }
}

/// Days of a period from a day on that have passed, today with them.
pub(super) fn passed(period: Period, since: Date, today: Date) -> u32 {
    let (first, end) = period.dates();
    let end = today.tomorrow().map_or(end, |tomorrow| tomorrow.min(end));
    let days = (end - first.max(since)).get_days();
    u32::try_from(days).unwrap_or(0)
}

impl Aims<'_> {
    /// The project that begins with one of these commits.
    pub(super) fn project(&self, roots: &[ObjectId]) -> Option<usize> {
        let found = self.work.ledgers.iter().zip(&self.work.projects);
        let mut found =
            found.filter(|(ledger, _)| by_project(&[ledger.roots.as_slice(), roots]) == [0, 0]);
        found.next().map(|(_, project)| *project)
    }

    /// The day of the person's first commit in a project.
    fn since(&self, project: usize) -> Option<Date> {
        let mut theirs = self.work.commits.iter().filter(|commit| commit.project == project);
        theirs.next().map(|commit| commit.row.date())
    }

    /// Everybody's patches at a spot; nothing where it has no chain of them.
    pub(super) fn patches(&self, project: usize, spot: &str) -> Option<Counted> {
        let is_there = |row: &&ChainRow| row.spots.iter().any(|at| at == spot);
        let rows = || self.work.primaries[project].chains.iter().filter(is_there);
        rows().next()?;
        let back = |row: &ChainRow| match &row.ending {
            Ending::CameBack { by, .. } => Some(by.clone()),
            _ => None,
        };
        let patches = rows().flat_map(|row| {
            let patches = row.patches().map(|event| event.commit.clone());
            patches.chain(back(row)).collect::<Vec<SeenCommit>>()
        });
        // What came back to one chain may begin the next.
        let days: BTreeMap<ObjectId, Date> =
            patches.map(|commit| (commit.id, commit.date())).collect();
        let times = days.into_values().map(|day| (day, 1)).collect();
        Some(Counted { since: self.since(project)?, times })
    }

    /// Days of work in an area, of the person or of others; nothing where the person has no part of it.
    pub(super) fn days_in(
        &self,
        project: usize,
        area: &str,
        days: impl Fn(&OwnershipMonth) -> usize,
    ) -> Option<Counted> {
        let mut owned = self.work.primaries[project].ownership.iter();
        let owned = owned.find(|owned| owned.area == area)?;
        let times = owned.months.iter().map(|at| {
            let (first, _) = Period::lasting(at.month, at.month).dates();
            (first, days(at))
        });
        Some(Counted { since: self.since(project)?, times: times.collect() })
    }

    /// Repeats of the patching commits of some periods, in one project or in all.
    pub(super) fn repeats(&self, project: Option<usize>, periods: &[Period]) -> Parted {
        let within = periods.iter().flat_map(|period| self.work.in_period(*period));
        let within = within.filter(|commit| project.is_none_or(|of| commit.project == of));
        let tally = Tally::sum(within.map(|commit| &commit.row.tally));
        let share = tally.repeat_share().filter(|_| !tally.too_few_patching());
        Parted { part: tally.repeats, whole: tally.patching as f64, share }
    }

    /// Work in areas that were new in each of some periods, in days.
    pub(super) fn new_ground(&self, periods: &[Period]) -> Parted {
        let scopes: Vec<_> = periods.iter().map(|period| self.reach.scope(*period)).collect();
        let known = || scopes.iter().filter_map(|scope| Some((scope.novelty?, scope.days)));
        let part = known().map(|(share, _)| share.part).sum();
        let whole = known().map(|(share, _)| share.whole).sum();
        let days: usize = known().map(|(_, days)| days).sum();
        let share = Share::of_weight(part, whole).filter(|_| days >= crate::profile::Scope::FEWEST);
        Parted { part, whole, share }
    }
}
