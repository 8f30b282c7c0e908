//! How far the work of each period reaches, and where that goes.
//!
//! In: workdays by period. Out: figures, a line or two for the first screen, and everything.
//! Deliberately absent: how much was done (`effort`), and whether it is the same again (`inertia`).

use serde::Serialize;

use super::paragraph;
use crate::profile::{
    Aspect, BoundarySort, Direction, Estimate, Period, Reach, Scope, Trend, Work, Worked,
    trend_length,
};
use crate::report::grids;
use crate::report::parts::{CommitRef, Percent};
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, day_count, four_decimals, list, one_decimal};

/// Areas of a period that are listed in the JSON.
const AREAS: usize = 10;
/// Areas that the text lists.
const AREAS_LISTED: usize = 5;
/// Commits that are pointed at for a period's boundaries.
const COMMITS: usize = 5;
/// Periods that the text lists.
const LISTED: usize = 12;

/// A value and its 95 % range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct EstimateFigure {
    /// The value.
    pub value: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
}

impl From<Estimate> for EstimateFigure {
    fn from(Estimate { value, low, high }: Estimate) -> Self {
        Self::of([value, low, high])
    }
}

impl EstimateFigure {
    /// A value and the ends of its range.
    pub(in crate::report) fn of(ends: [f64; 3]) -> Self {
        let [value, low, high] = ends.map(four_decimals);
        Self { value, low, high }
    }
}

/// Days that went into boundaries of one sort.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BoundaryFigure {
    /// The sort: `interface`, `schema`, `build`, `ci`.
    pub sort: BoundarySort,
    /// What of the workdays went into it, in days.
    pub days: f64,
}

/// An area that was worked in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkedAreaFigure {
    /// Its name.
    pub area: String,
    /// The repository that speaks for its project.
    pub repository: String,
    /// Workdays on which it was worked in.
    pub days: usize,
    /// What of the workdays went into it, in days.
    pub weight: f64,
    /// The person had not worked in it before the period.
    pub is_new: bool,
    /// The first change in it that counts was the person's.
    pub founded: bool,
    /// The person's first commit in it.
    pub since: Option<CommitRef>,
}

/// A programming language that was worked in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LanguageFigure {
    /// Its name.
    pub language: String,
    /// Workdays on which it was worked in.
    pub days: usize,
    /// What of the workdays went into it, in days.
    pub weight: f64,
    /// The person had not worked in it before the period.
    pub is_new: bool,
    /// The person's first commit in it.
    pub since: Option<CommitRef>,
}

/// How far the work of a period reaches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScopePeriod {
    /// `2024`, `2024-H1`, `2024-Q2` or `2024-05`.
    pub period: String,
    /// The period is not over on the day the profile was worked out.
    pub running: bool,
    /// Fewer than 10 workdays: the figures say nothing.
    pub too_few: bool,
    /// Workdays: days on which something was done that counts. Each weighs 1.
    pub days: usize,
    /// Different areas.
    pub areas: usize,
    /// The effective number of areas.
    pub breadth: EstimateFigure,
    /// The part in areas in which the person had not worked before; null in the first period.
    pub novelty: Option<Percent>,
    /// The part at boundaries.
    pub altitude: Option<Percent>,
    /// The same by sort.
    pub boundaries: Vec<BoundaryFigure>,
    /// The newest commits that changed a boundary, newest first.
    pub boundary_commits: Vec<CommitRef>,
    /// Different files.
    pub files: usize,
    /// The effective number of files.
    pub effective_files: f64,
    /// The entropy of changes over files, of the most that so many files can have, 0 to 1.
    pub complexity: EstimateFigure,
    /// Pieces of work that changed code of two areas or more, of those that changed code.
    pub crossing: Option<Percent>,
    /// Different programming languages.
    pub languages: usize,
    /// The effective number of languages.
    pub effective_languages: EstimateFigure,
    /// The structural part.
    pub structural: Option<Percent>,
    /// The areas, most worked in first; new ones are all here, of the others at most ten.
    pub worked_areas: Vec<WorkedAreaFigure>,
    /// The programming languages, most worked in first.
    pub worked_languages: Vec<LanguageFigure>,
}

/// The course of one figure over some periods, at equal numbers of workdays.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TrendFigure {
    /// What is measured: `breadth`, `altitude`, `complexity`, `crossing`, `languages`, `structural`.
    pub of: &'static str,
    /// The figure of the first period.
    pub first: f64,
    /// That of the last.
    pub last: f64,
    /// Its change from one period to the next.
    pub slope: EstimateFigure,
    /// `rises`, `falls` or `unclear`.
    pub reading: &'static str,
}

/// How far the work reaches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScopeFigures {
    /// Workdays that a period needs before its figures mean anything.
    pub fewest_days: usize,
    /// Periods, oldest first, the empty ones too.
    pub periods: Vec<ScopePeriod>,
    /// The periods that trends are told over: the last ones that are over and have enough days.
    pub trend_periods: Vec<String>,
    /// Trends; none of fewer than three such periods.
    pub trends: Vec<TrendFigure>,
}

/// The figures of some periods.
pub(super) fn figures(work: &Work<'_>, reach: &Reach<'_>, periods: &[Period]) -> ScopeFigures {
    let told: Vec<ScopePeriod> = periods.iter().map(|at| of_period(work, reach, *at)).collect();
    let over = periods.iter().zip(&told).filter(|(_, told)| !told.running && !told.too_few);
    let over: Vec<Period> = over.map(|(period, _)| *period).collect();
    let length = periods.first().map_or(0, |period| trend_length(*period));
    let over = &over[over.len().saturating_sub(length)..];
    let trends = reach.trends(over);
    let trend_periods = if trends.is_empty() { &[] } else { over };
    ScopeFigures {
        fewest_days: Scope::FEWEST,
        periods: told,
        trend_periods: trend_periods.iter().map(|period| period.name()).collect(),
        trends: trends.iter().map(TrendFigure::of).collect(),
    }
}

fn of_period(work: &Work<'_>, reach: &Reach<'_>, period: Period) -> ScopePeriod {
    let scope = reach.scope(period);
    let share = |share: Option<crate::profile::Share>| share.map(Percent::from);
    let days = |(sort, days): (BoundarySort, f64)| BoundaryFigure { sort, days: one_decimal(days) };
    ScopePeriod {
        period: period.name(),
        running: period.is_running(work.now),
        too_few: scope.too_few(),
        days: scope.days,
        areas: scope.areas,
        breadth: scope.breadth.into(),
        novelty: share(scope.novelty),
        altitude: share(scope.altitude),
        boundaries: BoundarySort::ALL.into_iter().zip(scope.boundaries).map(days).collect(),
        boundary_commits: (reach.boundaries_of(period).take(COMMITS))
            .map(|(_, commit)| CommitRef::of_row(commit.row))
            .collect(),
        files: scope.files,
        effective_files: one_decimal(scope.effective_files),
        complexity: scope.complexity.into(),
        crossing: share(scope.crossing),
        languages: scope.languages,
        effective_languages: scope.effective_languages.into(),
        structural: share(scope.structural),
        worked_areas: worked_areas(work, reach, period),
        worked_languages: reach
            .languages_of(period)
            .iter()
            .map(|worked| language(reach, worked))
            .collect(),
    }
}

fn worked_areas(work: &Work<'_>, reach: &Reach<'_>, period: Period) -> Vec<WorkedAreaFigure> {
    let areas = reach.areas_of(period);
    let told = areas.iter().enumerate().filter(|(at, area)| *at < AREAS || area.is_new);
    let figure = |worked: &Worked| {
        let area = &reach.areas[worked.number as usize];
        let since = reach.first_in_area[worked.number as usize];
        WorkedAreaFigure {
            area: area.name.clone(),
            repository: work.primaries[area.project as usize].repository.clone(),
            days: worked.days,
            weight: one_decimal(worked.weight),
            is_new: worked.is_new,
            founded: area.founded,
            since: since.map(|commit| CommitRef::of_row(commit.row)),
        }
    };
    told.map(|(_, worked)| figure(worked)).collect()
}

fn language(reach: &Reach<'_>, worked: &Worked) -> LanguageFigure {
    let since = reach.first_in_language[worked.number as usize];
    LanguageFigure {
        language: reach.languages[worked.number as usize].clone(),
        days: worked.days,
        weight: one_decimal(worked.weight),
        is_new: worked.is_new,
        since: since.map(|commit| CommitRef::of_row(commit.row)),
    }
}

impl TrendFigure {
    fn of(trend: &Trend) -> Self {
        let of = match trend.of {
            Aspect::Breadth => "breadth",
            Aspect::Altitude => "altitude",
            Aspect::Complexity => "complexity",
            Aspect::Crossing => "crossing",
            Aspect::Languages => "languages",
            Aspect::Structural => "structural",
        };
        let reading = match trend.direction() {
            Direction::Rising => "rises",
            Direction::Falling => "falls",
            Direction::Unclear => "unclear",
        };
        let [first, last] = [trend.first, trend.last].map(four_decimals);
        Self { of, first, last, slope: trend.slope.into(), reading }
    }

    /// What is measured, in plain words.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.of {
            "breadth" => "areas in effect",
            "altitude" => "at boundaries",
            "complexity" => "spread over files",
            "crossing" => "crossing areas",
            "languages" => "languages in effect",
            _ => "structural",
        }
    }

    /// Whether it is a share.
    #[must_use]
    pub fn is_share(&self) -> bool {
        !matches!(self.of, "breadth" | "languages")
    }
}

impl WorkedAreaFigure {
    /// The name, with that of its repository where there are several.
    #[must_use]
    pub fn name(&self, several: bool) -> String {
        if several { format!("{}: {}", self.repository, self.area) } else { self.area.clone() }
    }
}

impl ScopePeriod {
    /// The new areas: how many the person founded, and how many were there.
    #[must_use]
    pub fn new_areas(&self) -> (usize, usize) {
        let new = || self.worked_areas.iter().filter(|area| area.is_new);
        let founded = new().filter(|area| area.founded).count();
        (founded, new().count() - founded)
    }
}

/// The latest period that is over and has enough days, else the latest that has.
pub(super) fn latest(scope: &ScopeFigures) -> Option<&ScopePeriod> {
    let enough = || scope.periods.iter().rev().filter(|period| !period.too_few);
    enough().find(|period| !period.running).or_else(|| enough().next())
}

/// A line or two for the first screen.
pub(super) fn brief(scope: &ScopeFigures) -> Vec<Block> {
    let Some(period) = latest(scope) else {
        let days = day_count(i64::try_from(scope.fewest_days).unwrap_or(i64::MAX));
        let says = format!("No period has the {days} of work that it takes to tell.");
        return vec![paragraph(Label::Muted, &says)];
    };
    let mut blocks = vec![paragraph(Label::Plain, &period.says())];
    let moving = |reading: &'static str| {
        let named = scope.trends.iter().filter(move |trend| trend.reading == reading);
        list(&named.map(|trend| trend.name().to_owned()).collect::<Vec<_>>())
    };
    let (up, down) = (moving("rises"), moving("falls"));
    let ends = scope.trend_periods.first().zip(scope.trend_periods.last());
    if let Some((first, last)) = ends {
        let says = match (up.as_str(), down.as_str()) {
            ("", "") => "no part of it clearly rises or falls".to_owned(),
            (up, "") => format!("rises: {up}"),
            ("", down) => format!("falls: {down}"),
            (up, down) => format!("rises: {up}; falls: {down}"),
        };
        let says = format!("From {first} to {last}, {says}.");
        blocks.push(paragraph(Label::Plain, &says));
    }
    blocks
}

impl ScopePeriod {
    /// The period in a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        let mut parts = vec![format!(
            "{:.1} areas in effect (likely {:.1}–{:.1}) of {}",
            self.breadth.value, self.breadth.low, self.breadth.high, self.areas
        )];
        parts.extend(self.altitude.as_ref().map(|at| format!("{} at boundaries", at.whole())));
        parts.extend(self.novelty.as_ref().map(|at| format!("{} in new areas", at.whole())));
        parts.extend(self.crossing.as_ref().map(|at| format!("{} crossing areas", at.whole())));
        parts.extend(self.structural.as_ref().map(|at| format!("{} structural", at.whole())));
        let days = count(self.days, "workday", "workdays");
        format!("In {}, on {days}: {}.", self.period, parts.join(", "))
    }
}

/// What the columns of scope mean.
const SCOPE: &str = "Each workday weighs 1, divided over the files changed on it. Areas: as many equal ones would be as \
    spread (of: different ones). Boundaries: interfaces, schemas, build, continuous integration. New: in areas not worked in \
    before. Crossing: pieces of work that change code of several areas. Files: how evenly the work is spread over them. \
    Too few: under 10 workdays.";

/// What the columns of trends mean.
const TRENDS: &str = "At as many workdays for each period as the one with the fewest has, so that more work alone moves \
    nothing. It rises or falls where the whole 95% range of its change from one period to the next lies above or below 0. With \
    six of them, in about one profile of four one does so by chance alone.";

/// Everything.
pub(super) fn sections(scope: &ScopeFigures, several: bool) -> Vec<Section> {
    let recent = &scope.periods[scope.periods.len().saturating_sub(LISTED)..];
    let mut blocks = vec![Block::Table(grids::scope(recent)), paragraph(Label::Muted, SCOPE)];
    if !scope.trends.is_empty() {
        blocks.push(Block::Table(grids::scope_trends(&scope.trends)));
        blocks.push(paragraph(Label::Muted, TRENDS));
    }
    let mut sections = vec![Section { title: "Scope", blocks }];
    if let Some(period) = latest(scope) {
        sections.push(places(period, several));
    }
    sections
}

fn places(period: &ScopePeriod, several: bool) -> Section {
    let listed = &period.worked_areas[..period.worked_areas.len().min(AREAS_LISTED)];
    let mut blocks = vec![
        paragraph(Label::Plain, &format!("In {}:", period.period)),
        Block::Table(grids::worked_areas(listed, several)),
    ];
    if period.areas > listed.len() {
        let more = count(period.areas - listed.len(), "more area", "more areas");
        blocks.push(paragraph(Label::Muted, &format!("{more} with less of the days.")));
    }
    if period.novelty.is_some() {
        let (founded, entered) = period.new_areas();
        let says = format!("New areas: {founded} founded, {entered} that others had begun.");
        blocks.push(paragraph(Label::Plain, &says));
    }
    let languages = period.worked_languages.iter().map(|at| {
        let new = if at.is_new && period.novelty.is_some() { ", for the first time" } else { "" };
        format!("{} (on {}{new})", at.language, count(at.days, "day", "days"))
    });
    let languages = languages.collect::<Vec<_>>();
    if !languages.is_empty() {
        blocks.push(paragraph(Label::Plain, &format!("Languages: {}.", list(&languages))));
    }
    if !period.boundary_commits.is_empty() {
        blocks.push(paragraph(Label::Plain, "The newest commits at boundaries:"));
        blocks.push(Block::Table(grids::commits_alone(&period.boundary_commits)));
    }
    Section { title: "Where the work was", blocks }
}
