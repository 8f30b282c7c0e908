//! F8: the course of each measure of scope.
//!
//! In: the scope of some periods. Out: their values, shares in per cent; a figure. Deliberately absent: a scale that all of
//! them share; they measure different things.

use serde::Serialize;

use super::ScopeOfYear;
use crate::report::drawing::{Course, Drawing, Figure, Ranged};
use crate::report::grid::{Column, Grid};
use crate::report::parts::Percent;
use crate::report::profile::{EstimateFigure, ScopePeriod, TrendFigure};
use crate::report::words::{count, four_decimals, list, one_decimal};

/// What is measured, period by period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CourseOfYear {
    /// What is measured.
    pub of: &'static str,
    /// What that means.
    pub meaning: &'static str,
    /// Whether it is a share, in per cent.
    pub is_share: bool,
    /// By period, as `periods` has them; null where there is too little.
    pub values: Vec<Option<EstimateFigure>>,
}

/// The courses of some periods; what has no value in any of them is left out.
pub(super) fn courses(periods: &[ScopePeriod]) -> Vec<CourseOfYear> {
    type Of = fn(&ScopePeriod) -> Option<EstimateFigure>;
    let measured: [(&str, &str, Of); 6] = [
        ("areas", "as many equal ones would be as spread", |at| Some(at.breadth)),
        ("in new areas", "not worked in before", |at| at.novelty.map(in_percent)),
        ("at boundaries", "interfaces, schemas, build, CI", |at| at.altitude.map(in_percent)),
        ("across areas", "work that changes code of several", |at| at.crossing.map(in_percent)),
        ("spread over files", "100%: as much in each", |at| Some(share(at.complexity))),
        ("structural", "of the workdays", |at| at.structural.map(in_percent)),
    ];
    let course = |(of, meaning, value): (&'static str, &'static str, Of)| CourseOfYear {
        of,
        meaning,
        is_share: of != "areas",
        values: periods.iter().map(|at| if at.too_few { None } else { value(at) }).collect(),
    };
    let told = measured.into_iter().map(course);
    told.filter(|course| course.values.iter().any(Option::is_some)).collect()
}

fn in_percent(Percent { percent: value, low, high, .. }: Percent) -> EstimateFigure {
    EstimateFigure { value, low, high }
}

/// A share from 0 to 1 in per cent.
fn share(EstimateFigure { value, low, high }: EstimateFigure) -> EstimateFigure {
    let [value, low, high] = [value, low, high].map(|value| four_decimals(value * 100.0));
    EstimateFigure { value, low, high }
}

/// F8; where nothing can be told, the workdays that it would take.
pub(super) fn figure(scope: &ScopeOfYear) -> Figure {
    if scope.courses.is_empty() {
        return workdays(scope);
    }
    let periods: Vec<String> = scope.figures.periods.iter().map(|at| at.period.clone()).collect();
    let drawn = |course: &CourseOfYear| Course {
        name: course.of.to_owned(),
        meaning: course.meaning.to_owned(),
        periods: periods.clone(),
        values: course.values.iter().map(|value| value.map(ranged)).collect(),
        last: course.last(),
    };
    let days: Vec<String> = scope.figures.periods.iter().map(says_days).collect();
    Figure {
        id: "F8",
        title: title(scope),
        note: format!(
            "By period, with 95% ranges; each workday weighs 1, divided over the files changed on it. Who works more days \
             gets around more: whether a measure rises or falls is told at equal numbers of workdays. Empty: under {} \
             workdays. {}.",
            scope.figures.fewest_days,
            days.join("; ")
        ),
        drawing: Drawing::Courses(scope.courses.iter().map(drawn).collect()),
    }
}

/// `29 workdays in 3 areas in 2024`.
fn says_days(at: &ScopePeriod) -> String {
    let (days, areas) = (count(at.days, "workday", "workdays"), count(at.areas, "area", "areas"));
    format!("{}: {days} in {areas}", at.period)
}

fn workdays(scope: &ScopeOfYear) -> Figure {
    let row = |at: &ScopePeriod| vec![at.period.clone(), at.days.to_string(), at.areas.to_string()];
    let columns =
        vec![Column::words("period"), Column::number("workdays"), Column::number("areas")];
    Figure {
        id: "F8",
        title: "How far the work reaches cannot be told yet".to_owned(),
        note: format!(
            "Days on which something was done that counts, and areas worked in; it takes {} workdays.",
            scope.figures.fewest_days
        ),
        drawing: Drawing::Table(
            Grid { columns, rows: scope.figures.periods.iter().map(row).collect() },
            None,
        ),
    }
}

fn ranged(EstimateFigure { value, low, high }: EstimateFigure) -> Ranged {
    Ranged { value, low, high }
}

impl CourseOfYear {
    /// The last value as it is written.
    fn last(&self) -> String {
        let last = self.values.iter().rev().copied().flatten().next();
        match last {
            Some(last) if self.is_share => format!("{:.0}%", last.value),
            Some(last) => one_decimal(last.value).to_string(),
            None => String::new(),
        }
    }
}

fn title(scope: &ScopeOfYear) -> String {
    let ends = scope.figures.trend_periods.first().zip(scope.figures.trend_periods.last());
    let Some((first, last)) = ends else { return "How far the work reaches".to_owned() };
    let (up, down) = (moving(scope, "rises"), moving(scope, "falls"));
    match (up.as_str(), down.as_str()) {
        ("", "") => format!("Nothing clearly rises or falls from {first} to {last}"),
        (up, "") => format!("From {first} to {last} there is more of: {up}"),
        ("", down) => format!("From {first} to {last} there is less of: {down}"),
        (up, down) => format!("From {first} to {last} there is more of: {up}; less of: {down}"),
    }
}

/// What rises, or falls, over the periods that trends are told of.
pub(super) fn moving(scope: &ScopeOfYear, reading: &str) -> String {
    let moving = scope.figures.trends.iter().filter(|trend| trend.reading == reading);
    list(&moving.map(TrendFigure::name).map(str::to_owned).collect::<Vec<_>>())
}
