//! From values to pixels.
//!
//! In: the values at both ends of an axis and where these ends are. Out: where a value is, never beyond the ends; and round
//! values at which lines are drawn. Deliberately absent: marks.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::report::drawn::number;

/// An axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    values: (f64, f64),
    pixels: (f64, f64),
}

impl Scale {
    /// From the first of the values at the first of the pixels to the last at the last.
    pub(super) fn new(values: (f64, f64), pixels: (f64, f64)) -> Self {
        let (low, high) = values;
        let values = if low.is_finite() && high.is_finite() && high > low {
            values
        } else {
            (if low.is_finite() { low } else { 0.0 }, f64::NAN)
        };
        Self { values, pixels }
    }

    /// Where a value is. What is beyond an end is at the end; where there is nothing to measure, all is at the first.
    pub(super) fn at(&self, value: f64) -> f64 {
        let (low, high) = self.values;
        let share = (value - low) / (high - low);
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }

    /// Whether a value lies beyond the last.
    pub(super) fn is_beyond(&self, value: f64) -> bool {
        value > self.values.1
    }

    /// Round values from the first on, so many at most.
    pub(super) fn ticks(&self, most: f64) -> Vec<f64> {
        let (low, high) = self.values;
        let Some(step) = step(high - low, most) else { return vec![low] };
        let first = (low / step).ceil();
        (0..100)
            .map(|time| (first + f64::from(time)) * step)
            .take_while(|value| *value <= high + step * 1e-9)
            .collect()
    }
}

/// A round step of which there are no more than so many in a length.
pub(super) fn step(length: f64, most: f64) -> Option<f64> {
    if !(length.is_finite() && length > 0.0) {
        return None;
    }
    let power = 10_f64.powf((length / most).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|one| one * power)
        .into_iter()
        .find(|step| length / step <= most + 1e-9)
}

/// The next round value above all, so that the highest line is over what is drawn.
pub(super) fn round_up(highest: f64, most: f64) -> f64 {
    step(highest, most).map_or(1.0, |step| (highest / step - 1e-9).ceil() * step)
}

/// A value at a line: short, since there is little room.
pub(super) fn tick(value: f64) -> String {
    match value.abs() {
        large if large.is_infinite() => number(value),
        large if large >= 1e12 => format!("{value:.0e}"),
        large if large >= 1e9 => format!("{}G", number(value / 1e9)),
        large if large >= 1e6 => format!("{}M", number(value / 1e6)),
        large if large >= 1e4 => format!("{}k", number(value / 1e3)),
        small if small < 0.1 && small > 0.0 => format!("{value:.2}"),
        _ => number(value),
    }
}

/// An axis of days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    first: Date,
    last: Date,
    scale: Scale,
}

/// Months up to which each has a line.
const BY_MONTH: i32 = 18;
const NAMES: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Days {
    pub(super) fn new(first: Date, last: Date, pixels: (f64, f64)) -> Self {
        let last = last.max(first);
        let scale = Scale::new((0.0, f64::from(days(first, last) + 1)), pixels);
        Self { first, last, scale }
    }

    /// The middle of a day; nothing for one that is not drawn.
    pub(super) fn at(&self, day: Date) -> Option<f64> {
        let is_drawn = day >= self.first && day <= self.last;
        is_drawn.then(|| self.scale.at(f64::from(days(self.first, day)) + 0.5))
    }

    /// The day, or the end that it is beyond.
    pub(super) fn near(&self, day: Date) -> f64 {
        self.scale.at(f64::from(days(self.first, day)))
    }

    /// First days of months, and of every so manieth what it is called, a January by its year where there are months of
    /// two; of longer times, first days of years.
    pub(super) fn marks(&self, every: usize) -> Vec<(f64, Option<String>)> {
        let by_month = days(self.first, self.last) / 30 <= BY_MONTH;
        let is_of_years = self.first.year() != self.last.year();
        let mut marks = Vec::new();
        let mut day = Some(self.first.first_of_month());
        while let Some(first) = day.filter(|day| *day <= self.last) {
            day = first.checked_add(1.month()).ok();
            let month = usize::try_from(first.month() - 1).unwrap_or_default();
            if first < self.first || (!by_month && month > 0) {
                continue;
            }
            let name = match (by_month, month % every) {
                (false, _) => Some(first.year().to_string()),
                (true, 0) if month == 0 && is_of_years => Some(first.year().to_string()),
                (true, 0) => Some(NAMES[month % 12].to_owned()),
                (true, _) => None,
            };
            marks.push((self.near(first), name));
        }
        marks
    }
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// Names below months: of every so manieth month of a year; of more, the Januaries with their years.
pub(super) fn month_names(months: &[String], every: usize) -> Vec<(usize, String)> {
    let name = |(at, month): (usize, &String)| {
        let (year, number) = month.split_once('-')?;
        let number = number.parse::<usize>().ok()?.checked_sub(1)?;
        let short = NAMES.get(number)?;
        match (months.len() <= 12, number % every) {
            (true, 0) => Some((at, (*short).to_owned())),
            (false, _) if number == 0 => Some((at, year.to_owned())),
            _ => None,
        }
    };
    months.iter().enumerate().filter_map(name).collect()
}

/// Places of words at least so far from each other, as near as can be to where they belong, between two ends.
pub(super) fn spread(wanted: &[f64], apart: f64, ends: (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].total_cmp(&wanted[*other]));
    let mut places = wanted.to_vec();
    let mut lowest = ends.0;
    for at in &order {
        places[*at] = places[*at].max(lowest);
        lowest = places[*at] + apart;
    }
    let mut highest = ends.1;
    for at in order.iter().rev() {
        places[*at] = places[*at].min(highest);
        highest = places[*at] - apart;
    }
    places
}
