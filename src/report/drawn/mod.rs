//! What drawings hold, without drawing it.
//!
//! In: drawings. Out: the same values as tables, whole for those who cannot see a drawing and brief for screens and
//! review forms, and as a sentence or two. Deliberately absent: places, colours, and any value that no drawing has.

mod brief;
mod says;
mod strip;
#[cfg(test)]
mod tests;
mod whole;

pub(super) use brief::brief;
pub(super) use says::says;
pub(super) use whole::{likeness, whole};

use super::drawing::{Course, Curve, Curves, Growth, Ranged};

/// Ages in years at which curves are read.
const AGES: [f64; 12] = [0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0];
/// Nothing to show.
const NONE: &str = "–";

/// From here on values are written in powers of ten: no history has as many of anything.
const HUGE: f64 = 1e12;

/// A number as drawings and their tables show it: to one decimal, without one where it is whole.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    match value {
        _ if !value.is_finite() => NONE.to_owned(),
        _ if value.abs() >= HUGE => format!("{value:.0e}"),
        // Rather than -0.
        _ if rounded == 0.0 => "0".to_owned(),
        _ => rounded.to_string(),
    }
}

/// A share in per cent.
pub(super) fn percent(value: f64) -> String {
    match value {
        _ if !value.is_finite() => NONE.to_owned(),
        _ => format!("{}%", number(value.round())),
    }
}

/// A number and its range: `4.3 (3.1–5.8)`.
fn ranged(value: Ranged) -> String {
    format!("{} ({}–{})", number(value.value), number(value.low), number(value.high))
}

/// A share and its range: `71% (68–74%)`.
fn ranged_percent(value: Ranged) -> String {
    format!("{} ({})", percent(value.value), percents(value))
}

/// The range of a share: `68–74%`.
pub(super) fn percents(value: Ranged) -> String {
    format!("{}–{}", number(value.low.round()), percent(value.high))
}

/// What stands on a curve at an age; nothing where it does not reach as far.
pub(super) fn at(curve: &Curve, age: f64) -> Option<Ranged> {
    let last = curve.steps.last().filter(|last| age <= last.0)?;
    let step = curve.steps.iter().rev().find(|step| step.0 <= age);
    step.map(|step| step.1).or((last.0 == age).then_some(last.1))
}

/// The ages at which a table reads curves: round ones that any of them reaches, and the one at which a line is drawn.
fn ages(curves: &Curves) -> Vec<f64> {
    let reached = |age: &f64| curves.curves.iter().any(|curve| at(curve, *age).is_some());
    let mut ages: Vec<f64> = AGES.into_iter().chain([curves.rule]).filter(reached).collect();
    ages.sort_by(f64::total_cmp);
    ages.dedup();
    ages
}

/// `3 months`, `1 year`, `2.5 years`.
pub(super) fn age(years: f64) -> String {
    match years {
        _ if years < 1.0 => format!("{:.0} months", years * 12.0),
        1.0 => "1 year".to_owned(),
        _ => format!("{} years", number(years)),
    }
}

/// Everything that some rows are measured at, in the order in which it is first met.
fn union<'a>(of: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut met: Vec<&str> = Vec::new();
    for one in of {
        if !met.contains(&one.as_str()) {
            met.push(one);
        }
    }
    met
}

fn months(growths: &[Growth]) -> Vec<&str> {
    let mut months = union(growths.iter().flat_map(|growth| &growth.months));
    months.sort_unstable();
    months
}

fn periods(courses: &[Course]) -> Vec<&str> {
    union(courses.iter().flat_map(|course| &course.periods))
}

/// `2024`, `2021–2025`: from the first to the last.
pub(super) fn span(of: &[&str]) -> String {
    match of {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first}–{last}"),
    }
}
