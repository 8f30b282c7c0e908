//! Measures by period, one small picture each.
//!
//! In: values with ranges. Out: a line within its range for each, from zero on, with its last value beside it.
//! Deliberately absent: one scale for all; they measure different things.

use super::canvas::{Anchor, Canvas, Path, Size};
use super::lettering::lines;
use super::runs;
use super::scale::Scale;
use crate::report::drawing::{Course, Ranged};

const ROW: f64 = 92.0;
/// The height of a line.
const HEIGHT: f64 = 48.0;
/// From the top of a row to the top of its line.
const ABOVE: f64 = 14.0;

pub(super) fn draw(courses: &[Course], size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 0.0);
    let columns = canvas.either(2, 1);
    canvas.height = ROW * courses.len().div_ceil(columns) as f64;
    for (at, course) in courses.iter().enumerate() {
        let left = canvas.width / 2.0 * (at % columns) as f64;
        put(&mut canvas, course, (left, ROW * (at / columns) as f64));
    }
    canvas
}

fn put(canvas: &mut Canvas, course: &Course, (left, top): (f64, f64)) {
    let (from, to) = (left + 6.0, left + 136.0);
    let foot = top + ABOVE + HEIGHT;
    let highest = course.values.iter().flatten().map(|value| value.high.max(value.value));
    let highest = highest.filter(|value| value.is_finite()).fold(0.0, f64::max);
    let scale = Scale::new((0.0, highest), (foot, top + ABOVE));
    canvas.line("gr", (from, foot), (to, foot));
    let slot = (to - from) / course.values.len().saturating_sub(1).max(1) as f64;
    let place = |at: usize, value: f64| (from + slot * at as f64, scale.at(value));
    for run in runs(&course.values) {
        put_run(canvas, course, &run, place);
    }
    let mut backwards = course.values.iter().copied().enumerate().rev();
    let last = backwards.find_map(|(at, value)| Some((at, value?)));
    if let Some((at, value)) = last {
        let (x, y) = place(at, value.value);
        canvas.dot("fh1", (x, y), 3.5, format!("{}: {}", course.name, course.last));
        canvas.name("th", (to + 9.0, y + 4.0), Anchor::Start, &course.last, 52.0);
    }
    let (words, room) = (to + 62.0, 340.0 - 136.0 - 66.0);
    canvas.name("b", (words, top + ABOVE + 8.0), Anchor::Start, &course.name, room);
    for (line, text) in lines(&course.meaning, room, 4).iter().enumerate() {
        let y = top + ABOVE + 23.0 + 14.0 * line as f64;
        canvas.word("t", (words, y), Anchor::Start, text);
    }
    if let [first, rest @ ..] = &course.periods[..] {
        canvas.name("s", (from, foot + 15.0), Anchor::Start, first, 62.0);
        if let Some(last) = rest.last() {
            canvas.name("s", (to, foot + 15.0), Anchor::End, last, 62.0);
        }
    }
}

fn put_run(
    canvas: &mut Canvas,
    course: &Course,
    run: &[(usize, Ranged)],
    place: impl Fn(usize, f64) -> (f64, f64),
) {
    let places = |of: fn(&Ranged) -> f64| {
        run.iter().map(|(at, value)| place(*at, of(value))).collect::<Vec<_>>()
    };
    let (high, low) = (places(|value| value.high), places(|value| value.low));
    if let ([high], [low], [value]) = (&high[..], &low[..], run) {
        canvas.line("sh ci", *high, *low);
        let says = course.periods.get(value.0).map_or("", String::as_str);
        canvas.dot("fh1", place(value.0, value.1.value), 2.0, says);
        return;
    }
    let mut band = Path::default();
    let around: Vec<_> = high.into_iter().chain(low.into_iter().rev()).collect();
    band.through(&around).close();
    canvas.curve("bh", band, "");
    let mut line = Path::default();
    line.through(&places(|value| value.value));
    canvas.curve("sh", line, &course.name);
}
