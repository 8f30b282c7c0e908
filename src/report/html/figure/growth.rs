//! Sums that grow, one small picture each.
//!
//! In: sums by month. Out: stairs on one scale, so that a large one looks large, with names and counts beside.
//! Deliberately absent: a total, in which one of them would stand for all.

use super::canvas::{Anchor, Canvas, Path, Size};
use super::lettering::{path, width};
use super::scale::{Scale, tick};
use crate::report::drawing::Growth;

const TOP: f64 = 10.0;
const FOOT: f64 = 22.0;
/// From row to row, by how wide the drawing is.
const WIDE: f64 = 62.0;
const NARROW: f64 = 108.0;
/// The height of the largest.
const HEIGHT: f64 = 46.0;

pub(super) fn draw(growths: &[Growth], size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 0.0);
    let row = canvas.either(WIDE, NARROW);
    let (left, right) = canvas.either((4.0, 376.0), (4.0, 290.0));
    let largest = growths.iter().flat_map(|growth| &growth.sums).copied();
    let largest = largest.filter(|sum| sum.is_finite()).fold(0.0, f64::max);
    canvas.height = TOP + row * growths.len() as f64 + FOOT;
    for (at, growth) in growths.iter().enumerate() {
        let foot = foot_of(at + 1, row);
        let scale = Scale::new((0.0, largest), (foot, foot - HEIGHT));
        put(&mut canvas, growth, &scale, (left, right), foot);
        if canvas.is_narrow() {
            let line = (left, canvas.width - 4.0, foot - 78.0);
            canvas.row_heading(line, (&growth.name, ""), ("t", ""), &growth.counts);
        } else {
            let (x, room) = (right + 60.0, canvas.width - right - 60.0);
            let name = path(&growth.name, room);
            canvas.name("b", (x, foot - 18.0), Anchor::Start, &name, room);
            canvas.name("t", (x, foot - 3.0), Anchor::Start, &growth.counts, room);
        }
    }
    put_years(&mut canvas, growths, (left, right));
    canvas
}

/// Where the line of a row is, the first being 1.
fn foot_of(row: usize, high: f64) -> f64 {
    TOP + high * row as f64 - 6.0
}

fn put(canvas: &mut Canvas, growth: &Growth, scale: &Scale, ends: (f64, f64), foot: f64) {
    let (left, right) = ends;
    canvas.line("gr", (left, foot), (right, foot));
    let slot = (right - left) / growth.sums.len().max(1) as f64;
    let mut stairs: Vec<(f64, f64)> = vec![(left, foot)];
    for (month, sum) in growth.sums.iter().enumerate() {
        let y = scale.at(*sum);
        stairs.push((left + slot * month as f64, y));
        stairs.push((left + slot * (month + 1) as f64, y));
    }
    let Some(last) = growth.sums.last() else { return };
    let mut line = Path::default();
    line.through(&stairs);
    stairs.push((right, foot));
    let mut area = Path::default();
    area.through(&stairs).close();
    canvas.curve("bh", area, "");
    canvas.curve("sh", line, &growth.name);
    canvas.word("th", (right + 8.0, scale.at(*last) + 4.0), Anchor::Start, tick(*last));
}

/// Where years begin, below all; of a time without a January, its first month and its last.
fn put_years(canvas: &mut Canvas, growths: &[Growth], (left, right): (f64, f64)) {
    let months = growths.iter().map(|growth| &growth.months).max_by_key(|months| months.len());
    let Some([first, rest @ ..]) = months.map(Vec::as_slice) else { return };
    let y = canvas.height - 8.0;
    let slot = (right - left) / (rest.len() + 1) as f64;
    let year = |month: &String| month.strip_suffix("-01").map(str::to_owned);
    let years = [first].into_iter().chain(rest).enumerate();
    let years: Vec<(usize, String)> =
        years.filter_map(|(at, month)| Some((at, year(month)?))).collect();
    if years.is_empty() {
        canvas.word("s", (left, y), Anchor::Start, first);
        if let Some(last) = rest.last() {
            canvas.word("s", (right, y), Anchor::End, last);
        }
    }
    for (at, name) in years {
        let x = left + slot * at as f64;
        for row in 1..=growths.len() {
            let foot = foot_of(row, canvas.either(WIDE, NARROW));
            canvas.line("gr", (x, foot - HEIGHT), (x, foot));
        }
        if x + width(&name) < right + 4.0 {
            canvas.word("s", (x + 2.0, y), Anchor::Start, name);
        }
    }
}
