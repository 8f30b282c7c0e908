//! Values by month as bars.
//!
//! In: trends. Out: where each bar, line and word of the figure stands: headway above the line, motion below it, on
//! one scale; what the figure says in words; and its values as a table.
//! Deliberately absent: colours; those are in the style of the page.

use std::collections::BTreeSet;

use super::part::Table;
use crate::report::grid::{Column, Grid};
use crate::report::grids::decimal;
use crate::report::section::{Trend, Trends};
use crate::report::text::Label;
use crate::report::words::one_decimal;

/// The drawing from side to side, and where its bars begin and end.
const WIDTH: f64 = 720.0;
const LEFT: f64 = 36.0;
const RIGHT: f64 = 716.0;
/// The highest point of a bar, and the lowest.
const TOP: f64 = 10.0;
const BOTTOM: f64 = 230.0;
/// The room below for the names of the months.
const FOOT: f64 = 26.0;
/// The part of its month that a bar takes.
const BAR: f64 = 0.64;
/// Lines of the scale, at most.
const LINES: f64 = 5.0;
/// Months up to which each has its name below.
const NAMED: usize = 12;
const NAMES: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A figure.
pub(super) struct Figure {
    pub id: String,
    pub title: &'static str,
    pub says: String,
    pub key: Vec<Key>,
    pub width: String,
    pub height: String,
    pub left: String,
    pub right: String,
    pub zero: String,
    pub ticks: Vec<Mark>,
    pub bars: Vec<Bar>,
    pub names: Vec<Mark>,
    pub table: Table,
}

/// What a colour stands for.
pub(super) struct Key {
    pub class: &'static str,
    pub name: &'static str,
}

/// A word at a place.
pub(super) struct Mark {
    pub at: String,
    pub baseline: String,
    pub text: String,
}

/// A bar.
pub(super) struct Bar {
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    pub class: &'static str,
    pub says: String,
}

impl Figure {
    pub(super) fn of(id: String, trends: &Trends) -> Self {
        let scale = Scale::of(trends);
        Self {
            id,
            title: trends.title,
            says: says(trends),
            key: key(trends),
            width: px(WIDTH),
            height: px(BOTTOM + FOOT),
            left: px(LEFT),
            right: px(RIGHT),
            zero: px(scale.zero()),
            ticks: scale.ticks(),
            bars: scale.bars(trends),
            names: names(trends),
            table: table(trends),
        }
    }
}

/// How many pixels a commit is.
struct Scale {
    above: f64,
    below: f64,
    unit: f64,
}

impl Scale {
    fn of(trends: &Trends) -> Self {
        let months = 0..trends.months.len();
        let highest = |above: bool| {
            let rows = || trends.rows.iter().filter(move |row| is_above(row) == above);
            let sum = |month| rows().filter_map(|row| row.values.get(month)).sum::<f64>();
            months.clone().map(sum).fold(0.0, f64::max)
        };
        let (above, below) = (highest(true), highest(false));
        let sum = above + below;
        Self { above, below, unit: if sum > 0.0 { (BOTTOM - TOP) / sum } else { 0.0 } }
    }

    fn zero(&self) -> f64 {
        if self.unit > 0.0 { TOP + self.above * self.unit } else { BOTTOM }
    }

    /// Lines at round numbers, as many above and below as there is to see.
    fn ticks(&self) -> Vec<Mark> {
        if self.unit == 0.0 {
            return vec![self.mark(0.0)];
        }
        let steps =
            (0..9).flat_map(|power| [1.0, 2.0, 5.0].map(|one| one * 10_f64.powi(power - 1)));
        let fits = |step: &f64| (self.above + self.below) / step <= LINES;
        let step = steps.into_iter().find(fits).unwrap_or(1e9);
        let up = (1..).map(|times| step * f64::from(times)).take_while(|up| *up <= self.above);
        let down =
            (1..).map(|times| step * f64::from(times)).take_while(|down| *down <= self.below);
        [0.0].into_iter().chain(up).chain(down.map(|down| -down)).map(|at| self.mark(at)).collect()
    }

    /// A number of the scale, above the line or (less than 0) below it.
    fn mark(&self, value: f64) -> Mark {
        let at = self.zero() - value * self.unit;
        Mark { at: px(at), baseline: px(at + 4.0), text: one_decimal(value.abs()).to_string() }
    }

    fn bars(&self, trends: &Trends) -> Vec<Bar> {
        let slot = slot(trends);
        let classes = classes(trends);
        let mut bars = Vec::new();
        for (month, name) in trends.months.iter().enumerate() {
            let left = LEFT + slot * (month as f64 + (1.0 - BAR) / 2.0);
            let (mut up, mut down) = (self.zero(), self.zero());
            for (row, class) in trends.rows.iter().zip(&classes) {
                let value = row.values.get(month).copied().unwrap_or(0.0);
                let height = value * self.unit;
                if height <= 0.0 {
                    continue;
                }
                let top = if is_above(row) {
                    up -= height;
                    up
                } else {
                    down += height;
                    down - height
                };
                bars.push(Bar {
                    x: px(left),
                    y: px(top),
                    width: px(slot * BAR),
                    height: px(height),
                    class,
                    says: format!("{name}: {} {}", row.name, decimal(value)),
                });
            }
        }
        bars
    }
}

fn slot(trends: &Trends) -> f64 {
    (RIGHT - LEFT) / trends.months.len().max(1) as f64
}

fn is_above(row: &Trend) -> bool {
    row.label != Label::Motion
}

/// The colour of each row: strong for the first of a side, pale for the others.
fn classes(trends: &Trends) -> Vec<&'static str> {
    let (mut above, mut below) = (["h1", "h2"].iter(), ["m1", "m2"].iter());
    let mut class = |row: &Trend| {
        if is_above(row) {
            above.next().copied().unwrap_or("h2")
        } else {
            below.next().copied().unwrap_or("m2")
        }
    };
    trends.rows.iter().map(&mut class).collect()
}

fn key(trends: &Trends) -> Vec<Key> {
    let named = trends.rows.iter().zip(classes(trends));
    named.map(|(row, class)| Key { class, name: row.name }).collect()
}

/// Every month of a year; of more, the Januaries with their years.
fn names(trends: &Trends) -> Vec<Mark> {
    let slot = slot(trends);
    let name = |(at, month): (usize, &String)| {
        let (year, number) = month.split_once('-')?;
        let short = NAMES.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
        let text = match (trends.months.len() <= NAMED, *short) {
            (true, short) => short.to_owned(),
            (false, "Jan") => year.to_owned(),
            (false, _) => return None,
        };
        let middle = LEFT + slot * (at as f64 + 0.5);
        Some(Mark { at: px(middle), baseline: px(BOTTOM + 19.0), text })
    };
    trends.months.iter().enumerate().filter_map(name).collect()
}

/// The figure in words.
fn says(trends: &Trends) -> String {
    let largest = |row: &Trend| {
        let named = row.values.iter().zip(&trends.months);
        let most = named.fold(None, |most: Option<(f64, &String)>, (value, month)| match most {
            Some((largest, _)) if largest >= *value => most,
            _ => Some((*value, month)),
        });
        match most.filter(|(value, _)| *value > 0.0) {
            Some((value, month)) => {
                format!("{}: most in {month}, {}.", row.name, decimal(value))
            }
            None => format!("{}: none.", row.name),
        }
    };
    let rows: Vec<String> = trends.rows.iter().map(largest).collect();
    format!("Bars by month, headway above the line and motion below it. {}", rows.join(" "))
}

fn table(trends: &Trends) -> Table {
    let mut columns = vec![Column::words("month")];
    columns.extend(trends.rows.iter().map(|row| Column::number(row.name).labelled(row.label)));
    let row = |(at, month): (usize, &String)| {
        let values = trends.rows.iter().map(|row| row.values.get(at).copied().unwrap_or(0.0));
        [month.clone()].into_iter().chain(values.map(decimal)).collect()
    };
    let rows = trends.months.iter().enumerate().map(row).collect();
    Table::of(trends.title, &Grid { columns, rows }, &BTreeSet::new())
}

fn px(length: f64) -> String {
    format!("{length:.1}")
}
