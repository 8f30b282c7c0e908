//! Values by month as bars: headway above the line, motion below it, on one scale.
//!
//! In: trends. Out: where each bar, line and word stands. Deliberately absent: what the rows mean; their labels say it.

use super::Key;
use super::canvas::{Anchor, Canvas, Size};
use super::lettering::width;
use super::notes;
use super::scale::{month_names, step, tick};
use crate::report::grids::decimal;
use crate::report::section::{MonthNote, Trend, Trends};
use crate::report::text::Label;

/// Where bars begin, and what is left at the other side.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 4.0;
/// The highest point of a bar; the words above it stand over that.
const TOP: f64 = 24.0;
/// The room under that for what happened.
const LANE: f64 = 16.0;
/// The room below for a word and for the names of the months.
const FOOT: f64 = 44.0;
/// The part of its month that a bar takes.
const BAR: f64 = 0.74;
/// Lines of the scale, at most.
const LINES: f64 = 5.0;
/// Room that the name of a month needs.
const NAME: f64 = 30.0;
/// Between a bar and what is said of it.
const BESIDE: f64 = 3.0;

pub(super) fn draw(trends: &Trends, size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 0.0);
    canvas.height = canvas.either(310.0, 254.0);
    let has_words = trends.notes.iter().any(|note| note.label != Label::Motion);
    let top = if has_words { TOP + LANE } else { TOP };
    let scale = Bars::of(trends, (top, canvas.height - FOOT));
    let right = canvas.width - RIGHT;
    for value in scale.ticks() {
        let (at, text) = (scale.at(value), tick(value.abs()));
        if value != 0.0 {
            canvas.line("gr", (LEFT, at), (right, at));
        }
        canvas.word("s", (LEFT - 8.0, at + 4.0), Anchor::End, text);
    }
    let slot = (right - LEFT) / trends.months.len().max(1) as f64;
    for (at, month) in trends.months.iter().enumerate() {
        let left = LEFT + slot * (at as f64 + (1.0 - BAR) / 2.0);
        put_month(&mut canvas, trends, &scale, (at, month), (left, slot * BAR));
    }
    canvas.line("ax", (LEFT, scale.at(0.0)), (right, scale.at(0.0)));
    let has = |label: Label| trends.rows.iter().any(|row| row.label == label);
    if has(Label::Headway) {
        let left = width(trends.unit) + 10.0;
        canvas.word("th", (left.max(LEFT), TOP - 10.0), Anchor::Start, "Headway ↑");
    }
    canvas.word("s", (0.0, TOP - 10.0), Anchor::Start, trends.unit);
    if has(Label::Motion) {
        canvas.word("tm", (right, scale.foot + 15.0), Anchor::End, "↓ Motion");
    }
    let every = if slot < NAME { 2 } else { 1 };
    for (at, name) in month_names(&trends.months, every) {
        let middle = LEFT + slot * (at as f64 + 0.5);
        canvas.word("s", (middle, canvas.height - 6.0), Anchor::Middle, name);
    }
    for note in &trends.notes {
        put_note(&mut canvas, trends, &scale, note, slot);
    }
    canvas
}

/// What happened in a month, beyond the end of its bars.
fn put_note(canvas: &mut Canvas, trends: &Trends, scale: &Bars, note: &MonthNote, slot: f64) {
    let Some(month) = trends.months.iter().position(|month| *month == note.month) else { return };
    let is_above = note.label != Label::Motion;
    let rows = trends.rows.iter().filter(|row| self::is_above(row) == is_above);
    let height = rows.map(|row| value(row, month)).sum::<f64>();
    let x = LEFT + slot * (month as f64 + 0.5);
    let short = month_names(&trends.months, 1).into_iter().find(|(at, _)| *at == month);
    let name = short.filter(|_| trends.months.len() <= 12).map_or(note.month.clone(), |it| it.1);
    let text = format!("{name}: {}", note.text);
    let (right, zero) = (canvas.width - RIGHT, scale.at(0.0));
    if is_above {
        let point = (x, scale.at(height) - BESIDE);
        let left = canvas.either(LEFT, 0.0);
        notes::put(canvas, &text, point, [left, 0.0, right, zero]);
    } else {
        let point = (x, scale.at(-height) + BESIDE);
        notes::put(canvas, &text, point, [LEFT, zero, right, scale.foot + 20.0]);
    }
}

/// The bars of a month, one on the other: from side to side as given.
fn put_month(
    canvas: &mut Canvas,
    trends: &Trends,
    scale: &Bars,
    (at, month): (usize, &String),
    (left, width): (f64, f64),
) {
    let (mut up, mut down) = (scale.at(0.0), scale.at(0.0));
    for (row, class) in trends.rows.iter().zip(classes(trends)) {
        let value = value(row, at);
        let height = value * scale.unit;
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
        let says = format!("{month}: {} {}", row.name, decimal(value));
        canvas.bar(class, (left, top), (width, height), says);
    }
}

/// How many pixels a commit is, and how far it goes up and down.
struct Bars {
    above: f64,
    below: f64,
    unit: f64,
    top: f64,
    foot: f64,
}

impl Bars {
    fn of(trends: &Trends, (top, foot): (f64, f64)) -> Self {
        let highest = |above: bool| {
            let rows = || trends.rows.iter().filter(move |row| is_above(row) == above);
            let sum = |month| rows().map(|row| value(row, month)).sum::<f64>();
            (0..trends.months.len()).map(sum).fold(0.0, f64::max)
        };
        let (above, below) = (highest(true), highest(false));
        let sum = above + below;
        let unit = if sum > 0.0 && sum.is_finite() { (foot - top) / sum } else { 0.0 };
        Self { above, below, unit, top, foot }
    }

    /// Where a value is: above the line, or (less than 0) below it.
    fn at(&self, value: f64) -> f64 {
        if self.unit > 0.0 { self.top + (self.above - value) * self.unit } else { self.foot }
    }

    /// Round numbers, as many above and below as there is to see.
    fn ticks(&self) -> Vec<f64> {
        let sum = self.above + self.below;
        let Some(step) = step(sum, LINES).filter(|_| self.unit > 0.0) else { return vec![0.0] };
        let one_side = |end: f64| {
            (1..).map(move |times| step * f64::from(times)).take_while(move |at| *at <= end)
        };
        let down = one_side(self.below).map(|at| -at);
        [0.0].into_iter().chain(one_side(self.above)).chain(down).collect()
    }
}

/// A value that can be drawn: none that is less than nothing, or no number.
fn value(row: &Trend, month: usize) -> f64 {
    let value = row.values.get(month).copied().filter(|value| value.is_finite());
    value.unwrap_or(0.0).max(0.0)
}

fn is_above(row: &Trend) -> bool {
    row.label != Label::Motion
}

/// The colour of each row: strong for the first of a side, pale for the others, none for what is not decided.
fn classes(trends: &Trends) -> impl Iterator<Item = &'static str> + use<'_> {
    let (mut above, mut below) = (["fh1", "fh2"].iter(), ["fm1", "fm2"].iter());
    trends.rows.iter().map(move |row| match row.label {
        Label::Motion => below.next().copied().unwrap_or("fm2"),
        Label::Undecided => "fu",
        _ => above.next().copied().unwrap_or("fh2"),
    })
}

/// What the colours stand for, where the word at their side does not say it.
pub(super) fn key(trends: &Trends) -> Vec<Key> {
    let is_said = |row: &Trend| {
        let side = trends.rows.iter().filter(|other| is_above(other) == is_above(row));
        row.label == Label::Headway && row.name.starts_with("headway") && side.count() == 1
    };
    let rows = trends.rows.iter().zip(classes(trends)).filter(|(row, _)| !is_said(row));
    rows.map(|(row, class)| Key::new(class, row.name)).collect()
}
