//! What the person owns at the end of the period, and who else stands behind it.
//!
//! In: the ownership of the profile, area by area and year by year. Out: sentences; T4, the areas with how each stands.
//! Deliberately absent: names of others, a score, and what is known of today alone where a period is long past.

mod reading;
mod says;

use serde::Serialize;

use self::reading::Reading;
use super::{Finding, Retro, Retrospect};
use crate::model::Month;
use crate::profile::{Ownership, Period};
use crate::report::drawing::{Drawing, Figure, Sparks};
use crate::report::grid::{Column, Grid};
use crate::report::profile::{AreaYearFigures, OwnershipFigures, ProfileArea};
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::count;

/// Areas that are told.
const TOLD: usize = 10;
/// Years that stand beside each other.
const YEARS: i32 = 5;

/// What the person owns at the end of the period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnershipOfYear {
    /// What is to be seen, in sentences.
    pub findings: Vec<Finding>,
    /// Of when it speaks: `the end of 2025`, or the day on which it was worked out.
    pub as_of: String,
    /// Areas that rest on the person alone.
    pub rest_alone: usize,
    /// At the end of the year before.
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
    /// The person's share of the lines at the end of each year, in per cent; null where there were none.
    pub shares: Vec<Option<f64>>,
    /// Lines of the person's.
    pub lines: u64,
    /// Their share, in per cent.
    pub lines_percent: f64,
    /// What it was a year before; null where there were no lines.
    pub percent_before: Option<f64>,
    /// Days of the year with a commit of the person's that counts.
    pub days: usize,
    /// Everybody's days, each person's for themselves.
    pub days_in_all: usize,
    /// Others with a commit of the year that counts.
    pub others_active: usize,
    /// Others with at least 5 % of the days of work of the year.
    pub others_major: usize,
    /// Days of the year on which somebody patched it, each person's for themselves.
    pub patching_days: usize,
    /// Recurring spots patched in the year.
    pub recurring: usize,
    /// Files of other areas that import something of it today; null where that is not known.
    pub dependents: Option<usize>,
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
    /// The year at whose end it is told.
    year: i32,
    /// That year runs: it is told as of now.
    is_now: bool,
}

impl AsOf {
    /// The end of the last year that ends in the period, else of the year that the period lies in; now, where that runs.
    fn of(period: Period, now: Month) -> Self {
        let last = period.last();
        let before = Month { year: last.year - 1, month: 12 };
        let year = if last.month < 12 && period.holds(before) { before.year } else { last.year };
        Self { year: year.min(now.year), is_now: year >= now.year }
    }

    /// The years that stand beside each other.
    fn years(self) -> std::ops::RangeInclusive<i32> {
        self.year - YEARS + 1..=self.year
    }
}

impl Retrospect<'_> {
    pub(super) fn ownership(&self) -> OwnershipOfYear {
        let as_of = AsOf::of(self.query.period, Month::of(self.work.now, 0));
        let figures = self.profile.ownership.clone();
        let several = self.work.primaries.len() > 1;
        let mut told = owned(&figures, as_of, several);
        let rested = figures.areas.iter().filter_map(|area| year(area, as_of.year - 1));
        let mut of_year = OwnershipOfYear {
            findings: Vec::new(),
            as_of: if as_of.is_now {
                super::date_of(self.work.now)
            } else {
                format!("the end of {}", as_of.year)
            },
            rest_alone: told.iter().filter(|area| area.alone).count(),
            rested_alone: rested.filter(|year| year.alone).count(),
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

/// The areas that are or were the person's in these years, in the order in which they are told.
fn owned(figures: &OwnershipFigures, as_of: AsOf, several: bool) -> Vec<OwnedArea> {
    let was_theirs = |area: &&ProfileArea| {
        let mut shown = area.years.iter().filter(|year| as_of.years().contains(&year.year));
        shown.any(|year| year.lines_percent >= Ownership::LEAST * 100.0)
    };
    let theirs = figures.areas.iter().filter(was_theirs);
    let mut owned: Vec<(u64, OwnedArea)> = theirs
        .map(|area| {
            let shown = area.years.iter().filter(|year| as_of.years().contains(&year.year));
            let most = shown.map(|year| year.lines).max().unwrap_or_default();
            (most, OwnedArea::of(area, as_of, several))
        })
        .collect();
    owned.sort_by(|(most, area), (other_most, other)| {
        let fragile = |area: &OwnedArea| area.reading != Reading::FRAGILE;
        (fragile(area), other_most, &area.place).cmp(&(fragile(other), most, &other.place))
    });
    owned.into_iter().map(|(_, area)| area).collect()
}

fn year(area: &ProfileArea, year: i32) -> Option<&AreaYearFigures> {
    area.years.iter().find(|of| of.year == year)
}

impl OwnedArea {
    fn of(area: &ProfileArea, as_of: AsOf, several: bool) -> Self {
        let share = |at| year(area, at).filter(|at| at.lines_in_all > 0).map(|at| at.lines_percent);
        let at = year(area, as_of.year);
        let mut told = Self {
            place: area.name(several),
            shares: as_of.years().map(share).collect(),
            lines: at.map_or(0, |at| at.lines),
            lines_percent: at.map_or(0.0, |at| at.lines_percent),
            percent_before: share(as_of.year - 1),
            days: at.map_or(0, |at| at.days),
            days_in_all: at.map_or(0, |at| at.days_in_all),
            others_active: at.map_or(0, |at| at.others_active),
            others_major: at.map_or(0, |at| at.others_major),
            patching_days: at.map_or(0, |at| at.patching_days),
            recurring: at.map_or(0, |at| at.recurring),
            dependents: area.dependents.map(|by| by.files),
            alone: at.is_some_and(|at| at.alone),
            reading: "",
            because: String::new(),
        };
        let mut is_fragile = at.is_some_and(|at| at.fragile);
        if as_of.is_now {
            // The running year is too short to say who works there: the last 365 days are taken.
            let now = &area.figures;
            told.others_active = now.others_active;
            told.others_major = now.others_major;
            told.patching_days = now.patching_days;
            told.recurring = now.recurring;
            (told.alone, is_fragile) = (now.alone, now.fragile);
        }
        let held_half = (as_of.years().filter(|at| *at < as_of.year))
            .any(|at| share(at).is_some_and(|percent| percent >= 50.0));
        let reading = Reading::of(&told, is_fragile, held_half);
        told.because = reading.because(&told);
        told.reading = reading.name();
        told
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

    fn note(&self) -> String {
        let left_out = match self.left_out {
            0 => String::new(),
            some => format!(" {} not told.", count(some, "more area", "more areas")),
        };
        format!(
            "As of {}. Own share: of the live lines, at the end of each of up to {YEARS} years. Others active: with a \
             commit there in the year. Used by: files of other areas that import something of it, as of today. Known by \
             one: at least {:.0}% own lines, and nobody else did {:.0}% of the days of work of the year; fragile: and it \
             keeps needing patches. Handed over: half of the lines were own, and others did nine tenths of the days of \
             work. Deepens, fading: the own share of the lines rose or fell by {} points or more.{left_out}",
            self.as_of,
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
                area.others_active.to_string(),
                area.dependents.map_or_else(|| "–".to_owned(), |files| files.to_string()),
                area.reading.to_owned(),
                area.because.clone(),
            ]
        };
        Grid {
            columns: vec![
                Column::words("area").labelled(Label::Path),
                Column::words("own share by year"),
                Column::number("own lines"),
                Column::number("others active"),
                Column::number("used by"),
                Column::words("reading"),
                Column::words("because").labelled(Label::Muted),
            ],
            rows: self.told.iter().map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
