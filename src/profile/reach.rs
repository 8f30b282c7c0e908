//! How far a person's work over all repositories reaches, period by period.
//!
//! In: the work of a person. Out: workdays with the names of what was worked in, and the commits behind them.
//! Deliberately absent: the measures themselves (`scope`, `inertia`, `trend`), and words.

use jiff::civil::Date;

use super::{
    AreaName, BoundarySort, Deed, Gathering, Inertia, Period, Scope, Trend, Work, WorkCommit,
    Workday, Workdays, Worked, trends,
};

/// The work of a person, by days.
#[derive(Clone, Debug, Default)]
pub struct Reach<'a> {
    /// The days.
    pub workdays: Workdays,
    /// Areas, by number.
    pub areas: Vec<AreaName>,
    /// Programming languages, by number.
    pub languages: Vec<String>,
    /// The first commit in each area, by its number.
    pub first_in_area: Vec<Option<WorkCommit<'a>>>,
    /// The first commit in each language, by its number.
    pub first_in_language: Vec<Option<WorkCommit<'a>>>,
    /// The commits that changed a boundary, in the order of time, each with the first sort that it changed.
    pub at_boundaries: Vec<(BoundarySort, WorkCommit<'a>)>,
}

impl<'a> Reach<'a> {
    /// Puts the commits of a work in order by days.
    #[must_use]
    pub fn of(work: &Work<'a>) -> Self {
        let mut gathering = Gathering::default();
        let numbers: Vec<_> = (work.ledgers.iter().zip(&work.projects))
            .map(|(ledger, project)| gathering.numbers(number(*project), &ledger.places))
            .collect();
        let mut reach = Self {
            first_in_area: vec![None; gathering.areas.len()],
            first_in_language: vec![None; gathering.languages.len()],
            ..Self::default()
        };
        for commit in &work.commits {
            let at = work.ledgers.iter().position(|ledger| std::ptr::eq(ledger, commit.ledger));
            let Some(numbers) = at.map(|at| &numbers[at]) else { continue };
            let row = commit.row;
            let before = gathering.deeds.len();
            let when = (row.time, row.date());
            gathering.add(
                when,
                number(commit.project),
                &commit.ledger.places,
                numbers,
                &row.touches,
            );
            reach.note(&gathering.deeds[before..], *commit);
        }
        Self {
            workdays: Workdays::of(&gathering.deeds),
            areas: gathering.areas,
            languages: gathering.languages,
            ..reach
        }
    }

    fn note(&mut self, deeds: &[Deed], commit: WorkCommit<'a>) {
        for deed in deeds {
            self.first_in_area[deed.area as usize].get_or_insert(commit);
            if let Some(language) = deed.language {
                self.first_in_language[language as usize].get_or_insert(commit);
            }
        }
        let boundary = deeds.iter().filter_map(|deed| deed.boundary).min();
        self.at_boundaries.extend(boundary.map(|boundary| (boundary, commit)));
    }

    /// The workdays of a period.
    #[must_use]
    pub fn days(&self, period: Period) -> &[Workday] {
        let (first, end) = period.dates();
        self.workdays.between(first, end)
    }

    /// How far the work of a period reaches.
    #[must_use]
    pub fn scope(&self, period: Period) -> Scope {
        let (first, end) = period.dates();
        self.workdays.scope(first, end)
    }

    /// The areas of a period, most worked in first.
    #[must_use]
    pub fn areas_of(&self, period: Period) -> Vec<Worked> {
        let (first, end) = period.dates();
        self.workdays.areas(first, end)
    }

    /// The languages of a period, most worked in first.
    #[must_use]
    pub fn languages_of(&self, period: Period) -> Vec<Worked> {
        let (first, end) = period.dates();
        self.workdays.languages(first, end)
    }

    /// A period beside the one before it.
    #[must_use]
    pub fn inertia(&self, before: Period, period: Period) -> Inertia {
        Inertia::of(self.days(before), self.days(period))
    }

    /// The course of each figure over some periods.
    #[must_use]
    pub fn trends(&self, periods: &[Period]) -> Vec<Trend> {
        let dates: Vec<(Date, Date)> = periods.iter().map(|period| period.dates()).collect();
        trends(&self.workdays, &dates)
    }

    /// The commits of a period that changed a boundary, newest first.
    pub fn boundaries_of(
        &self,
        period: Period,
    ) -> impl Iterator<Item = &(BoundarySort, WorkCommit<'a>)> {
        let (first, end) = period.dates();
        let is_in = move |date: Date| (first..end).contains(&date);
        self.at_boundaries.iter().rev().filter(move |(_, commit)| is_in(commit.row.date()))
    }
}

fn number(project: usize) -> u32 {
    u32::try_from(project).unwrap_or(u32::MAX)
}

/// How many periods of a length a trend is told over at most.
#[must_use]
pub fn trend_length(period: Period) -> usize {
    match period.months() {
        ..=1 => 12,
        2..=3 => 8,
        4..=6 => 6,
        _ => 5,
    }
}
