//! Figures before they have a format.
//!
//! In: values that a report holds. Out: what is to be drawn: names, values, ranges, days; for the terminal, Markdown
//! and HTML to draw each in their way. Deliberately absent: pixels, colours, and any judgement of the values.

use jiff::civil::Date;

use super::grid::Grid;
use super::section::Trends;
use super::text::Label;

/// Something that sentences point at: a table or a drawing with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What sentences call it: `F3`, `T1`. The same thing has the same name in every year.
    pub id: &'static str,
    /// What is to be seen in it, in a sentence; a title where nothing stands out.
    pub title: String,
    /// How to read it: units, ranges, what was left out.
    pub note: String,
    /// What is drawn.
    pub drawing: Drawing,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// A table, one of whose columns may be small lines.
    Table(Grid, Option<Sparks>),
    /// Bars by month: headway above the line, motion below it.
    Bars(Trends),
    /// A share by month with its range, beside the mean of the year before.
    Share(ShareByMonth),
    /// Two points with ranges for each thing: before and after.
    BeforeAfter(Vec<BeforeAfter>),
    /// Events along time, a strip for each thing.
    Strips(Strips),
    /// Shares that fall step by step with age.
    Curves(Curves),
    /// Sums that grow, one small picture each, on one scale.
    Growth(Vec<Growth>),
    /// How like each two periods are.
    Matrix(Matrix),
    /// A few measures by period, one small picture each.
    Courses(Vec<Course>),
}

/// Small lines in a column of a table; its cells hold the same as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Sparks {
    /// The column.
    pub column: usize,
    /// The values of each row in the order of time; `None` where there is none.
    pub values: Vec<Vec<Option<f64>>>,
    /// What each row means; plain where there is none.
    pub labels: Vec<Label>,
}

/// A value with its 95 % range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranged {
    /// The value.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A share by month.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareByMonth {
    /// The months: `2024-05`.
    pub months: Vec<String>,
    /// The share of each in per cent; `None` where there is nothing to take it of.
    pub shares: Vec<Option<Ranged>>,
    /// The share of the whole period before, and what that is called.
    pub before: Option<(String, f64)>,
}

/// How often something happened before and after a change.
#[derive(Clone, Debug, PartialEq)]
pub struct BeforeAfter {
    /// The thing.
    pub name: String,
    /// When it changed.
    pub date: String,
    /// Before, per 90 days.
    pub before: Ranged,
    /// After, per 90 days.
    pub after: Ranged,
    /// What was to be expected after, by what became of things like it, per 90 days.
    pub expected: Option<Ranged>,
    /// What it comes to, in a word or two.
    pub reading: String,
    /// What that means.
    pub label: Label,
    /// The counts behind it: `6 patches in 280 days, then 0 in 310`.
    pub counts: String,
}

/// Events along time.
#[derive(Clone, Debug, PartialEq)]
pub struct Strips {
    /// The first day that is drawn.
    pub first: Date,
    /// The last day that is drawn.
    pub last: Date,
    /// A strip for each thing.
    pub rows: Vec<Strip>,
}

/// Events of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The thing.
    pub name: String,
    /// The events, in the order of time; those outside of what is drawn are left out.
    pub events: Vec<Event>,
    /// From when to when it was quiet afterwards, if it was.
    pub quiet: Option<Quiet>,
    /// What it comes to, in a word or two.
    pub reading: String,
    /// The counts behind it: `4 of 9 patches yours`.
    pub counts: String,
}

/// Something that happened on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The day.
    pub day: Date,
    /// What it was.
    pub sort: EventSort,
    /// The event in words: `2025-03-02: your patch`.
    pub says: String,
}

/// What an event was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventSort {
    /// A patch of the person's.
    OwnPatch,
    /// A patch of somebody else's.
    OthersPatch,
    /// Something was taken back.
    Revert,
    /// A change that went to the cause, or a structural one.
    Cause,
}

/// A time without patches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Whether it is known to hold; else it is too early to tell.
    pub held: bool,
}

/// Shares that fall with age.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// The curves, the most important first.
    pub curves: Vec<Curve>,
    /// Years at which a line is drawn.
    pub rule: f64,
}

/// A curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What it is of.
    pub name: String,
    /// Whose it is.
    pub sort: CurveSort,
    /// Its steps: from an age in years on, the share in per cent.
    pub steps: Vec<(f64, Ranged)>,
}

/// What a curve is to the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveSort {
    /// What the figure is about.
    Own,
    /// The same of an earlier time.
    Earlier,
    /// The same of others.
    Others,
}

/// A sum that grows.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// What is summed up.
    pub name: String,
    /// The months: `2024-05`.
    pub months: Vec<String>,
    /// The sum at the end of each month.
    pub sums: Vec<f64>,
    /// The counts behind it: `61 commits, 4 people`.
    pub counts: String,
}

/// How like each two periods are, 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The periods, oldest first.
    pub periods: Vec<String>,
    /// By later period, by earlier one; `None` where there is too little.
    pub rows: Vec<Vec<Option<f64>>>,
}

/// A measure by period.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What is measured.
    pub name: String,
    /// What that means, in a few words.
    pub meaning: String,
    /// The periods, oldest first.
    pub periods: Vec<String>,
    /// The value of each; `None` where there is too little.
    pub values: Vec<Option<Ranged>>,
    /// The last value as it is written.
    pub last: String,
}
