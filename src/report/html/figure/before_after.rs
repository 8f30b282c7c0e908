//! Rates before and after a change, a row for each thing.
//!
//! In: rates with ranges. Out: a ring for before, a dot for after and a tick for what was to be expected, each on its
//! range. Deliberately absent: arrows and percentages: they would make a small sample look like a success.

use super::Key;
use super::canvas::{Anchor, Canvas, Mark, Size};
use super::lettering::{lines, width};
use super::scale::{Scale, round_up, tick};
use crate::report::drawing::{BeforeAfter, Ranged};
use crate::report::drawn::number;
use crate::report::text::Label;

const TOP: f64 = 30.0;
const FOOT: f64 = 22.0;
/// Between two ranges of a row.
const APART: f64 = 12.0;
const LINES: f64 = 6.0;
/// Of ranges no more is shown than so many times the largest rate.
const BEYOND: f64 = 2.5;

/// Where things stand, by how wide the drawing is: names beside the ranges, or above them.
struct Place {
    left: f64,
    right: f64,
    row: f64,
    /// From the top of a row to its first range.
    first: f64,
}

pub(super) fn draw(rows: &[BeforeAfter], size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 0.0);
    let place = if canvas.is_narrow() {
        Place { left: 10.0, right: 330.0, row: 106.0, first: 58.0 }
    } else {
        Place { left: 238.0, right: 548.0, row: 56.0, first: 16.0 }
    };
    let end = TOP + place.row * rows.len() as f64;
    canvas.height = end + FOOT;
    let scale = Scale::new((0.0, round_up(highest(rows), LINES)), (place.left, place.right));
    for value in scale.ticks(LINES) {
        let at = scale.at(value);
        for (from, to) in spans(&canvas, rows.len(), &place, end) {
            canvas.line("gr", (at, from), (at, to));
        }
        canvas.word("s", (at, canvas.height - 6.0), Anchor::Middle, tick(value));
    }
    canvas.word("s", (place.left, 13.0), Anchor::Start, "patches per 90 days");
    for (at, row) in rows.iter().enumerate() {
        let top = TOP + place.row * at as f64;
        put_row(&mut canvas, row, &scale, &place, top);
        if at == 0 {
            put_names(&mut canvas, row, &scale, &place, top);
        }
    }
    canvas
}

/// From where to where lines of the scale go: through all rows, or beside the ranges of each where words stand between
/// them.
fn spans(canvas: &Canvas, rows: usize, place: &Place, end: f64) -> Vec<(f64, f64)> {
    if !canvas.is_narrow() {
        return vec![(TOP, end)];
    }
    let around = |row: usize| {
        let y = TOP + place.row * row as f64 + place.first;
        (y - APART, y + 3.0 * APART)
    };
    (0..rows).map(around).collect()
}

/// Whether a drawing says at its first row what ring, dot and tick are.
fn is_named(canvas: &Canvas, rows: &[BeforeAfter]) -> bool {
    let Some(first) = rows.first() else { return true };
    let says = |name: &str| {
        let is = |mark: &Mark| matches!(mark, Mark::Word { text, .. } if text == name);
        canvas.marks.iter().any(is)
    };
    let rest = rows.iter().any(|row| row.expected.is_some());
    values(first).all(|(sort, _)| says(sort.name())) && (!rest || first.expected.is_some())
}

/// The highest value of the axis: that of the ranges, unless one of them goes far beyond all rates.
fn highest(rows: &[BeforeAfter]) -> f64 {
    let all = || rows.iter().flat_map(values).filter(|(_, value)| value.value.is_finite());
    let rate = all().map(|(_, value)| value.value).fold(0.0, f64::max);
    let range =
        all().map(|(_, value)| value.high).filter(|high| high.is_finite()).fold(rate, f64::max);
    if rate > 0.0 { range.min(rate * BEYOND) } else { range }
}

/// What a row has to show, in the order of its lines.
fn values(row: &BeforeAfter) -> impl Iterator<Item = (Sort, Ranged)> + use<> {
    let expected = row.expected.map(|expected| (Sort::Expected, expected));
    [(Sort::Before, row.before), (Sort::After, row.after)].into_iter().chain(expected)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Before,
    After,
    Expected,
}

impl Sort {
    const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::Expected => "expected",
        }
    }

    /// Its line, what is drawn on it, and its name.
    const fn classes(self) -> [&'static str; 2] {
        match self {
            Self::Before => ["sm", "tm"],
            Self::After => ["sh", "th"],
            Self::Expected => ["su", "t"],
        }
    }
}

fn put_row(canvas: &mut Canvas, row: &BeforeAfter, scale: &Scale, place: &Place, top: f64) {
    let reading = match row.label {
        Label::Headway => "th",
        Label::Motion => "tm",
        _ => "b",
    };
    if canvas.is_narrow() {
        let line = (place.left, place.right, top + 16.0);
        canvas.row_heading(line, (&row.name, &row.date), (reading, &row.reading), &row.counts);
    } else {
        let room = place.left - 20.0;
        canvas.row_name((room, top + 20.0), (&row.name, &row.date), room);
        let (at, rest) = (place.right + 22.0, canvas.width - place.right - 22.0);
        canvas.name(reading, (at, top + 20.0), Anchor::Start, &row.reading, rest);
        for (line, text) in lines(&row.counts, rest, 2).iter().enumerate() {
            canvas.word("t", (at, top + 35.0 + 13.0 * line as f64), Anchor::Start, text);
        }
    }
    for (line, (sort, value)) in values(row).enumerate() {
        let y = top + place.first + APART * line as f64;
        put_value(canvas, &row.name, scale, (sort, value), y);
    }
}

fn put_value(
    canvas: &mut Canvas,
    name: &str,
    scale: &Scale,
    (sort, value): (Sort, Ranged),
    y: f64,
) {
    let [low, high, at] = [value.low, value.high, value.value].map(|value| scale.at(value));
    let line = match sort {
        Sort::Before => ["sm ci", "sm thin"],
        Sort::After => ["sh ci", "sh thin"],
        Sort::Expected => ["su ci", "su thin"],
    };
    for class in line {
        canvas.line(class, (low, y), (high, y));
    }
    if scale.is_beyond(value.high) {
        canvas.word(sort.classes()[1], (high + 3.0, y + 4.0), Anchor::Start, "›");
    }
    let range = format!("{}–{}", number(value.low), number(value.high));
    let says = format!("{name}, {}: {} ({range})", sort.name(), number(value.value));
    match sort {
        Sort::Before => canvas.dot("hol", (at, y), 4.6, says),
        Sort::After => canvas.dot("fh1", (at, y), 5.2, says),
        Sort::Expected => canvas.bar("fu1", (at - 1.5, y - 5.0), (3.0, 10.0), says),
    }
}

/// What is before and what after, at the first row, where there is room beside its ranges.
fn put_names(canvas: &mut Canvas, row: &BeforeAfter, scale: &Scale, place: &Place, top: f64) {
    for (line, (sort, value)) in values(row).enumerate() {
        let y = top + place.first + APART * line as f64 + 4.0;
        if sort == Sort::Before && !canvas.is_narrow() {
            let half = width(sort.name()) / 2.0;
            let x = scale.at(value.value).clamp(place.left + half, place.right - half);
            canvas.word("tm", (x, y - 14.0), Anchor::Middle, sort.name());
            continue;
        }
        let [low, high] =
            [value.low.min(value.value), value.high.max(value.value)].map(|at| scale.at(at));
        let (name, [_, class]) = (sort.name(), sort.classes());
        let needs = width(name) + 14.0;
        if high + needs < place.right && !scale.is_beyond(value.high) {
            canvas.word(class, (high + 10.0, y), Anchor::Start, name);
        } else if low - needs > place.left {
            canvas.word(class, (low - 10.0, y), Anchor::End, name);
        }
    }
}

/// What ring, dot and tick are, where one of the drawings has no room to say it.
pub(super) fn key(rows: &[BeforeAfter]) -> Vec<Key> {
    if [Size::Wide, Size::Narrow].iter().all(|size| is_named(&draw(rows, *size), rows)) {
        return Vec::new();
    }
    let expected = rows.iter().any(|row| row.expected.is_some());
    let mut key = vec![Key::new("k-ring", "before"), Key::new("k-dot", "after")];
    key.extend(expected.then(|| Key::new("k-tick", "expected")));
    key
}
