//! What the person owns at the end of the period, and who else stands behind it.
//!
//! In: the ownership of the profile, area by area, and how it was at the end of each month. Out: sentences; T4, the areas with how each stands.
//! Deliberately absent: names of others, a score, and what is known of today alone where a period is long past.

mod reading;
mod says;

use serde::Serialize;

use self::reading::Reading;
use super::lines::NOWHERE;
use super::spoken::called;
use super::{Finding, Retro, Retrospect};
use crate::model::Month;
use crate::profile::{Ownership, OwnershipEnd, Period};
use crate::report::drawing::{Drawing, Figure, Sparks};
use crate::report::grid::{Column, Grid};
use crate::report::profile::{OwnershipFigures, ProfileArea};
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, percent};

/// Areas that are told.
const TOLD: usize = 10;
/// Years that stand beside each other.
const YEARS: i32 = 5;
/// The columns of the table that speak of today alone.
const TODAY: std::ops::Range<usize> = 7..9;

/// What these columns mean.
const TRUCK_FACTOR: &str = "Truck factor: so many people leaving would take the author from most of its source files, as of \
    today; own files: those whose author the person is. ";

/// What the person owns at the end of the period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnershipOfYear {
    /// What is to be seen, in sentences.
    pub findings: Vec<Finding>,
    /// Of when it speaks: `the end of 2025`, `the end of March 2025`, or the day on which it was worked out.
    pub as_of: String,
    /// Areas that rest on the person alone.
    pub rest_alone: usize,
    /// A year before.
    pub rested_alone: usize,
    /// Of these now, areas that keep needing patches.
    pub keep_needing: usize,
    /// The areas: those that rest on the person alone and keep needing patches first, then by lines; ten at most.
    pub told: Vec<OwnedArea>,
    /// More areas, not told.
    pub left_out: usize,
    /// Everything that is known of them, as of today.
    #[serde(flatten)]
    pub figures: OwnershipFigures,
}

/// An area, and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnedArea {
    /// Its name.
    pub place: String,
    /// The person's share of the lines then and one to four years before, the oldest first, in per cent; null where there
    /// were none.
    pub shares: Vec<Option<f64>>,
    /// Lines of the person's.
    pub lines: u64,
    /// Their share, in per cent.
    pub lines_percent: f64,
    /// What it was a year before; null where there were no lines.
    pub percent_before: Option<f64>,
    /// Days of the twelve months up to then with a commit of the person's that counts.
    pub days: usize,
    /// Everybody's days, each person's for themselves.
    pub days_in_all: usize,
    /// Others with a commit of these months that counts.
    pub others_active: usize,
    /// Others with at least 5 % of their days of work.
    pub others_major: usize,
    /// Days of these months on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Recurring spots patched in these months.
    pub recurring: usize,
    /// Files of other areas that import something of it today; null where that is not known.
    pub dependents: Option<usize>,
    /// So many people leaving would take the author from most of its source files, as of today; null without source files,
    /// and in a retrospective of a period long past.
    pub truck_factor: Option<usize>,
    /// Files whose author the person is today, in per cent; null as before.
    pub files_percent: Option<f64>,
    /// One person alone knows it.
    pub alone: bool,
    /// How it stands: `fragile`, `handed over`, `known by one`, `deepens`, `fading`, `shared` or `quiet`.
    pub reading: &'static str,
    /// Why.
    pub because: String,
}

/// Of when ownership is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct AsOf {
    /// The last month of the period, at whose end it is told.
    end: Month,
    /// The period runs: it is told as of now.
    is_now: bool,
}

impl AsOf {
    fn of(period: Period, now: Month) -> Self {
        Self { end: period.last(), is_now: period.holds(now) }
    }

    /// The ends that stand beside each other, a year apart, the oldest first.
    fn ends(self) -> impl DoubleEndedIterator<Item = Month> {
        (0..YEARS).rev().map(move |years| self.years_before(years))
    }

    fn years_before(self, years: i32) -> Month {
        Month { year: self.end.year - years, ..self.end }
    }
}

/// How an area stood at the ends of months.
type Ends<'a> = &'a [OwnershipEnd];

impl Retrospect<'_> {
    /// How an area stood at the ends of months.
    fn ends_of(&self, area: &ProfileArea) -> Ends<'_> {
        let mut ledgers = self.work.primaries.iter();
        let ledger = ledgers.find(|ledger| ledger.repository == area.repository);
        let mut owned = ledger.iter().flat_map(|ledger| &ledger.ownership);
        owned.find(|owned| owned.area == area.figures.area).map_or(&[], |owned| &owned.ends)
    }

    pub(super) fn ownership(&self) -> OwnershipOfYear {
        let as_of = AsOf::of(self.query.period, Month::of(self.work.now, 0));
        let figures = self.profile.ownership.clone();
        let several = self.work.primaries.len() > 1;
        let areas: Vec<(&ProfileArea, Ends<'_>)> =
            figures.areas.iter().map(|area| (area, self.ends_of(area))).collect();
        let mut told = owned(&areas, as_of, several, self.is_near());
        let before = as_of.years_before(1);
        let rested = areas.iter().filter_map(|(_, ends)| OwnershipEnd::at(ends, before));
        let rested_alone = rested.filter(|end| end.is_alone()).count();
        let mut of_year = OwnershipOfYear {
            findings: Vec::new(),
            as_of: if as_of.is_now { super::date_of(self.work.now) } else { end_of(as_of.end) },
            rest_alone: told.iter().filter(|area| area.alone).count(),
            rested_alone,
            keep_needing: told.iter().filter(|area| area.reading == Reading::FRAGILE).count(),
            left_out: told.len().saturating_sub(TOLD),
            told: Vec::new(),
            figures,
        };
        let words = says::Words::of(self, as_of, several);
        of_year.findings = says::findings(&of_year, &told, &words);
        told.truncate(TOLD);
        of_year.told = told;
        of_year
    }
}

/// `the end of 2025`, `the end of March 2025`.
fn end_of(month: Month) -> String {
    match month.month {
        12 => format!("the end of {}", month.year),
        _ => format!("the end of {}", called(Period::lasting(month, month))),
    }
}

/// The areas that are or were the person's at these ends, in the order in which they are told. What is true of today alone
/// is told where the period `is_near`.
fn owned(
    areas: &[(&ProfileArea, Ends<'_>)],
    as_of: AsOf,
    several: bool,
    is_near: bool,
) -> Vec<OwnedArea> {
    let mut owned: Vec<(u64, OwnedArea)> = Vec::new();
    for (area, ends) in areas {
        let shown = || as_of.ends().filter_map(|at| OwnershipEnd::at(ends, at));
        if shown().any(|end| end.line_share() >= Ownership::LEAST) {
            let most = shown().map(|end| end.lines).max().unwrap_or_default();
            owned.push((most, OwnedArea::of(area, ends, as_of, (several, is_near))));
        }
    }
    owned.sort_by(|(most, area), (other_most, other)| {
        let fragile = |area: &OwnedArea| area.reading != Reading::FRAGILE;
        (fragile(area), other_most, &area.place).cmp(&(fragile(other), most, &other.place))
    });
    owned.into_iter().map(|(_, area)| area).collect()
}

impl OwnedArea {
    fn of(
        area: &ProfileArea,
        ends: Ends<'_>,
        as_of: AsOf,
        (several, is_near): (bool, bool),
    ) -> Self {
        let share = |month| {
            let end = OwnershipEnd::at(ends, month).filter(|end| end.lines_in_all > 0);
            end.map(|end| percent(end.line_share()))
        };
        let at = OwnershipEnd::at(ends, as_of.end);
        let today = area.truck_factor.filter(|_| is_near);
        let mut told = Self {
            place: area.name(several),
            shares: as_of.ends().map(share).collect(),
            lines: at.map_or(0, |at| at.lines),
            lines_percent: at.map_or(0.0, |at| percent(at.line_share())),
            percent_before: share(as_of.years_before(1)),
            days: at.map_or(0, |at| at.days),
            days_in_all: at.map_or(0, |at| at.days_in_all),
            others_active: at.map_or(0, |at| at.others_active),
            others_major: at.map_or(0, |at| at.others_major),
            patching_days: at.map_or(0, |at| at.patching_days),
            recurring: at.map_or(0, |at| at.recurring),
            dependents: area.dependents.map(|by| by.files),
            truck_factor: today.map(|factor| factor.people),
            files_percent: today.and(area.files_percent),
            alone: at.is_some_and(OwnershipEnd::is_alone),
            reading: "",
            because: String::new(),
        };
        let mut is_fragile = at.is_some_and(OwnershipEnd::is_fragile);
        if as_of.is_now {
            // What is open is known of today, and who works there of the last 365 days.
            let now = &area.figures;
            told.others_active = now.others_active;
            told.others_major = now.others_major;
            told.patching_days = now.patching_days;
            told.recurring = now.recurring;
            (told.alone, is_fragile) = (now.alone, now.fragile);
        }
        let mut before = as_of.ends().filter(|at| *at < as_of.end);
        let held_half = before.any(|at| share(at).is_some_and(|percent| percent >= 50.0));
        let reading = Reading::of(&told, is_fragile, held_half);
        told.because = reading.because(&told);
        told.reading = reading.name();
        told
    }

    /// The person leaving would take the author from most of its source files.
    const fn rests(&self) -> bool {
        matches!((self.truck_factor, self.files_percent), (Some(1), Some(percent)) if percent > 50.0)
    }
}

pub(super) fn section(retro: &Retro) -> Section {
    let ownership = &retro.ownership;
    let findings = ownership.findings.iter().map(|found| Block::finding(Label::Plain, found));
    let mut blocks: Vec<Block> = findings.collect();
    if !ownership.told.is_empty() {
        blocks.push(Block::Figure(Box::new(ownership.figure())));
    }
    Section { title: "Ownership and dependence", blocks }
}

impl OwnershipOfYear {
    /// T4.
    fn figure(&self) -> Figure {
        let values = self.told.iter().map(|area| area.shares.clone()).collect();
        let labels = self.told.iter().map(|area| match area.reading {
            Reading::FRAGILE => Label::Motion,
            _ => Label::Plain,
        });
        let sparks = Sparks { column: 1, values, labels: labels.collect() };
        let title = match (self.rest_alone, self.keep_needing) {
            (0, _) => "No area rests on one person alone".to_owned(),
            (1, 0) => "1 area rests on one person alone".to_owned(),
            (some, 0) => format!("{some} areas rest on one person alone"),
            (1, _) => "1 area rests on one person alone and keeps needing patches".to_owned(),
            (some, 1) => format!("{some} areas rest on one person alone; 1 keeps needing patches"),
            (some, fragile) => {
                format!("{some} areas rest on one person alone; {fragile} keep needing patches")
            }
        };
        Figure {
            id: "T4",
            title,
            note: self.note(),
            drawing: Drawing::Table(self.grid(), Some(sparks)),
        }
    }

    /// The table of areas, where there are any.
    pub(in crate::report::retro) const fn shown_in(&self) -> &'static str {
        if self.told.is_empty() { NOWHERE } else { "T4" }
    }

    fn note(&self) -> String {
        let left_out = match self.left_out {
            0 => String::new(),
            some => format!(" {} not told.", count(some, "more area", "more areas")),
        };
        format!(
            "As of {}. Own share: of the live lines, then and a year before each, for up to {YEARS} years. Own days: of the days of \
             work there in the twelve months up to then, each person's for themselves. Others: with a commit there in \
             these months. Used by: files of other areas that import something of it, as \
             of today. {}Known by one: at least {:.0}% own lines, and nobody else did {:.0}% of the days of work of these \
             months; fragile: and it keeps needing patches. Handed over: half of the lines were own, and others did nine tenths of the days of \
             work. Deepens, fading: the own share of the lines rose or fell by {} points or more.{left_out}",
            self.as_of,
            if self.tells_today() { TRUCK_FACTOR } else { "" },
            Ownership::ALONE * 100.0,
            Ownership::MAJOR * 100.0,
            reading::MOVED,
        )
    }

    fn grid(&self) -> Grid {
        let shares = |area: &OwnedArea| {
            let known = area.shares.iter().flatten().map(|share| format!("{share:.0}"));
            format!("{}%", known.collect::<Vec<_>>().join(" "))
        };
        let row = |area: &OwnedArea| {
            vec![
                area.place.clone(),
                shares(area),
                format!("{:.0}%", area.lines_percent),
                format!("{} of {}", area.days, area.days_in_all),
                area.others_active.to_string(),
                area.reading.to_owned(),
                area.dependents.map_or_else(|| "–".to_owned(), |files| files.to_string()),
                area.truck_factor.map_or_else(|| "–".to_owned(), |people| people.to_string()),
                area.files_percent.map_or_else(|| "–".to_owned(), |files| format!("{files:.0}%")),
            ]
        };
        let mut columns = vec![
            Column::words("area").labelled(Label::Path),
            Column::words("own share"),
            Column::number("own lines"),
            Column::number("own days"),
            Column::number("others"),
            Column::words("reading"),
            Column::number("used by"),
            Column::number("truck factor"),
            Column::number("own files"),
        ];
        let mut rows: Vec<Vec<String>> = self.told.iter().map(row).collect();
        if !self.tells_today() {
            columns.drain(TODAY);
            for row in &mut rows {
                row.drain(TODAY);
            }
        }
        Grid { columns, rows }
    }

    /// Whether what is known of today alone is told of any area.
    fn tells_today(&self) -> bool {
        self.told.iter().any(|area| area.truck_factor.is_some())
    }
}

#[cfg(test)]
mod tests;
