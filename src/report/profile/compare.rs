//! Two periods beside each other.
//!
//! In: a profile, and the names of two of its periods. Out: a row for each figure, with whether the later one is
//! plainly another. Deliberately absent: whether more of anything is better.

use serde::Serialize;

use super::scope::EstimateFigure;
use super::{ProfileReport, paragraph};
use crate::profile::{Comparison, Share};
use crate::report::grid::{Column, Grid};
use crate::report::parts::{Percent, SCHEMA};
use crate::report::section::{Block, Section};
use crate::report::text::Label;

/// A figure of one period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ComparedValue {
    /// The value; shares in per cent.
    pub value: f64,
    /// Lower end of its 95 % range; null for what is counted.
    pub low: Option<f64>,
    /// Upper end of the range.
    pub high: Option<f64>,
}

/// One figure of both periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparedFigure {
    /// What is measured.
    pub of: &'static str,
    /// Whether it is a share, in per cent.
    pub is_share: bool,
    /// In the first period; null where there is too little for it.
    pub first: Option<ComparedValue>,
    /// In the second one.
    pub second: Option<ComparedValue>,
    /// `higher`, `lower`, or `unclear` where it may be chance; null for what is counted, and where one is missing.
    pub reading: Option<&'static str>,
}

/// Two periods of one person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileComparison {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// Whose profile it is.
    pub subject_name: String,
    /// The day it was worked out.
    pub now: String,
    /// The names of the two periods.
    pub periods: [String; 2],
    /// Which of them are not over.
    pub running: [bool; 2],
    /// The figures, in the order of the parts of a profile.
    pub figures: Vec<ComparedFigure>,
}

/// Puts two periods of a profile beside each other.
#[must_use]
pub fn compare(report: &ProfileReport, periods: &[String; 2]) -> ProfileComparison {
    let running = |period: &String| {
        let known = report.motion.periods.iter().find(|at| at.figures.period == *period);
        known.is_some_and(|at| at.running)
    };
    ProfileComparison {
        schema: SCHEMA,
        subject_name: report.subject_name.clone(),
        now: report.now.clone(),
        periods: periods.clone(),
        running: [running(&periods[0]), running(&periods[1])],
        figures: [counted(report, periods), shares(report, periods), estimates(report, periods)]
            .concat(),
    }
}

/// The element of each period, found by its name.
fn both<'r, T>(of: &'r [T], periods: &[String; 2], name: fn(&T) -> &String) -> [Option<&'r T>; 2] {
    let find = |period: &String| of.iter().find(|at| name(at) == period);
    [find(&periods[0]), find(&periods[1])]
}

fn counted(report: &ProfileReport, periods: &[String; 2]) -> Vec<ComparedFigure> {
    let motion = both(&report.motion.periods, periods, |at| &at.figures.period);
    let effort = both(&report.effort.periods, periods, |at| &at.period);
    let foundations = &report.leverage.foundations;
    let built = both(&foundations.built_by_period, periods, |at| &at.period);
    let used = both(&foundations.used_by_period, periods, |at| &at.period);
    let count = |of, values: [usize; 2]| ComparedFigure {
        of,
        is_share: false,
        first: Some(ComparedValue { value: values[0] as f64, low: None, high: None }),
        second: Some(ComparedValue { value: values[1] as f64, low: None, high: None }),
        reading: None,
    };
    let hours = effort.map(|at| at.map(|at| ranged(at.hours)));
    vec![
        count("commits", motion.map(|at| at.map_or(0, |at| at.figures.commits))),
        count("counted commits", motion.map(|at| at.map_or(0, |at| at.figures.counted))),
        count("active days", effort.map(|at| at.map_or(0, |at| at.active_days))),
        ComparedFigure {
            of: "hours, estimated",
            is_share: false,
            first: hours[0],
            second: hours[1],
            reading: None,
        },
        count("commits by others on it", built.map(|at| at.map_or(0, |at| at.commits))),
        count("symbols others began to use", used.map(|at| at.map_or(0, |at| at.symbols))),
    ]
}

fn shares(report: &ProfileReport, periods: &[String; 2]) -> Vec<ComparedFigure> {
    let motion = both(&report.motion.periods, periods, |at| &at.figures.period);
    let motion = motion.map(|at| at.map(|at| &at.figures));
    let held = both(&report.motion.held, periods, |at| &at.period);
    let scope = both(&report.scope.periods, periods, |at| &at.period);
    let of_motion = |of, share: fn(&super::PeriodFigures) -> Option<Percent>| {
        compared_shares(of, motion.map(|at| at.filter(|at| !at.too_small).and_then(share)))
    };
    let of_scope = |of, share: fn(&super::ScopePeriod) -> Option<Percent>| {
        compared_shares(of, scope.map(|at| at.filter(|at| !at.too_few).and_then(share)))
    };
    let repeats = motion.map(|at| at.filter(|at| !at.too_few_patching)?.repeat_share);
    let patches = held.map(|at| at.map(|at| at.patches).filter(|at| !at.too_few)?.held_share);
    vec![
        of_motion("headway", |at| at.headway_share),
        of_motion("patched again", |at| at.patched_again_share),
        of_motion("upkeep", |at| at.upkeep_share),
        compared_shares("repeats of patching commits", repeats),
        compared_shares("patches that held", patches),
        of_scope("structural, of days", |at| at.structural),
        of_scope("in new areas", |at| at.novelty),
        of_scope("at boundaries", |at| at.altitude),
        of_scope("across areas", |at| at.crossing),
    ]
}

fn estimates(report: &ProfileReport, periods: &[String; 2]) -> Vec<ComparedFigure> {
    let scope = both(&report.scope.periods, periods, |at| &at.period);
    let of = |of, value: fn(&super::ScopePeriod) -> EstimateFigure| {
        let [first, second] =
            scope.map(|at| at.filter(|at| !at.too_few).map(|at| ranged(value(at))));
        let reading = first.zip(second).map(|(first, second)| {
            // Ranges that do not touch.
            if second.low > first.high {
                "higher"
            } else if second.high < first.low {
                "lower"
            } else {
                "unclear"
            }
        });
        ComparedFigure { of, is_share: false, first, second, reading }
    };
    vec![
        of("areas in effect", |at| at.breadth),
        of("complexity (0 to 1)", |at| at.complexity),
        of("languages in effect", |at| at.effective_languages),
    ]
}

fn ranged(figure: EstimateFigure) -> ComparedValue {
    ComparedValue { value: figure.value, low: Some(figure.low), high: Some(figure.high) }
}

fn compared_shares(of: &'static str, shares: [Option<Percent>; 2]) -> ComparedFigure {
    let known = |percent: Percent| Share::of_weight(percent.part, percent.of);
    let reading = shares[0].and_then(known).zip(shares[1].and_then(known));
    let reading = reading.map(|(first, second)| match second.compared_to(&first) {
        Comparison::Higher => "higher",
        Comparison::Lower => "lower",
        Comparison::Unclear => "unclear",
    });
    let value = |percent: Percent| ComparedValue {
        value: percent.percent,
        low: Some(percent.low),
        high: Some(percent.high),
    };
    let [first, second] = shares.map(|share| share.map(value));
    ComparedFigure { of, is_share: true, first, second, reading }
}

impl ComparedFigure {
    fn cells(&self) -> Vec<String> {
        let number = |value: f64| {
            if self.is_share {
                format!("{value:.0}%")
            } else if value.fract() == 0.0 {
                format!("{value:.0}")
            } else if value < 10.0 {
                format!("{value:.2}")
            } else {
                format!("{value:.1}")
            }
        };
        let told = |value: Option<ComparedValue>| {
            let Some(ComparedValue { value, low, high }) = value else {
                return ["too few".to_owned(), "–".to_owned()];
            };
            let range = low.zip(high).map_or_else(
                || "–".to_owned(),
                |(low, high)| format!("{}–{}", number(low).trim_end_matches('%'), number(high)),
            );
            [number(value), range]
        };
        let ([first, first_range], [second, second_range]) = (told(self.first), told(self.second));
        let reading = self.reading.unwrap_or("–").to_owned();
        vec![self.of.to_owned(), first, first_range, second, second_range, reading]
    }
}

impl ProfileComparison {
    /// What it is called.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}: {} beside {}", self.subject_name, self.periods[1], self.periods[0])
    }

    /// What it rests on, in a line.
    #[must_use]
    pub fn basis(&self) -> String {
        let periods = self.periods.iter().zip(self.running);
        let running: Vec<String> =
            periods.filter(|(_, running)| *running).map(|(name, _)| name.clone()).collect();
        match running.as_slice() {
            [] => format!("as of {}", self.now),
            running => format!("as of {}; {} is not over", self.now, running.join(" and ")),
        }
    }

    /// The comparison as a section.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let grid = Grid {
            columns: vec![
                Column::words("of"),
                Column::number("first"),
                Column::number("likely").labelled(Label::Muted),
                Column::number("second"),
                Column::number("likely").labelled(Label::Muted),
                Column::words("reading"),
            ],
            rows: self.figures.iter().map(ComparedFigure::cells).collect(),
        };
        let says = format!(
            "First: {}. Second: {}. On it: on what the person had founded. Higher and lower: beyond what chance would often give; counts are not compared, \
             as a period that ran longer or a habit of smaller commits changes them.",
            self.periods[0], self.periods[1]
        );
        vec![Section {
            title: "",
            blocks: vec![Block::Table(grid), paragraph(Label::Muted, &says)],
        }]
    }
}
