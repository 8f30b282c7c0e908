//! Sums that grow, one small picture each.
//!
//! In: sums by month. Out: stairs on one scale, so that a large one looks large, with names and counts beside.
//! Deliberately absent: a total, in which one of them would stand for all.

use super::canvas::{Anchor, Canvas, Path, Size};
use super::scale::{Scale, tick};
use crate::report::drawing::Growth;

const TOP: f64 = 10.0;
const FOOT: f64 = 22.0;

pub(super) fn draw(growths: &[Growth], size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 0.0);
    let row = canvas.either(62.0, 108.0);
    let (left, right) = canvas.either((4.0, 400.0), (4.0, 290.0));
    let largest = growths.iter().flat_map(|growth| &growth.sums).copied();
    let largest = largest.filter(|sum| sum.is_finite()).fold(0.0, f64::max);
    canvas.height = TOP + row * growths.len() as f64 + FOOT;
    for (at, growth) in growths.iter().enumerate() {
        let foot = TOP + row * (at + 1) as f64 - 6.0;
        let scale = Scale::new((0.0, largest), (foot, foot - 46.0));
        put(&mut canvas, growth, &scale, (left, right), foot);
        if canvas.is_narrow() {
            let line = (left, canvas.width - 4.0, foot - 78.0);
            canvas.row_heading(line, &growth.name, ("t", ""), &growth.counts);
        } else {
            let (x, room) = (right + 60.0, canvas.width - right - 60.0);
            canvas.name("b", (x, foot - 18.0), Anchor::Start, &growth.name, room);
            canvas.name("t", (x, foot - 3.0), Anchor::Start, &growth.counts, room);
        }
    }
    put_ends(&mut canvas, growths, (left, right));
    canvas
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

/// The first month and the last, below all.
fn put_ends(canvas: &mut Canvas, growths: &[Growth], (left, right): (f64, f64)) {
    let months = growths.iter().map(|growth| &growth.months).max_by_key(|months| months.len());
    let Some([first, rest @ ..]) = months.map(Vec::as_slice) else { return };
    let y = canvas.height - 8.0;
    canvas.word("s", (left, y), Anchor::Start, first);
    if let Some(last) = rest.last() {
        canvas.word("s", (right, y), Anchor::End, last);
    }
}
