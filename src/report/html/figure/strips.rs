//! Events along time, a strip for each thing.
//!
//! In: events and quiet times. Out: ticks for patches, flags for what was taken back, diamonds for changes of cause, a
//! thick line for what stayed quiet. Deliberately absent: events outside of the days that are drawn.

use super::Key;
use super::canvas::{Anchor, Canvas, Path, Size};
use super::lettering::lines;
use super::scale::Days;
use crate::report::drawing::{Event, EventSort, Quiet, Strip, Strips};

const TOP: f64 = 14.0;
const FOOT: f64 = 22.0;
/// Half of a tick.
const HALF: f64 = 10.0;
/// Half of a diamond.
const CAUSE: f64 = 8.0;

/// Where things stand, by how wide the drawing is: names beside the strips, or above them.
struct Place {
    left: f64,
    right: f64,
    row: f64,
    /// From the top of a row to its line.
    line: f64,
}

pub(super) fn draw(strips: &Strips, size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 0.0);
    let place = if canvas.is_narrow() {
        Place { left: 9.0, right: 331.0, row: 86.0, line: 66.0 }
    } else {
        Place { left: 222.0, right: 556.0, row: 54.0, line: 24.0 }
    };
    let end = TOP + place.row * strips.rows.len() as f64;
    canvas.height = end + FOOT;
    let days = Days::new(strips.first, strips.last, (place.left, place.right));
    for (at, name) in days.marks(canvas.either(2, 3)) {
        let is_year = name.as_ref().is_some_and(|name| name.parse::<u16>().is_ok());
        let class = if is_year { "ld" } else { "gr" };
        for (from, to) in spans(&canvas, strips.rows.len(), &place, end) {
            canvas.line(class, (at, from), (at, to));
        }
        if let Some(name) = name.filter(|_| at < place.right - 26.0) {
            canvas.word("s", (at + 2.0, canvas.height - 6.0), Anchor::Start, name);
        }
    }
    for (at, row) in strips.rows.iter().enumerate() {
        put_row(&mut canvas, row, &days, &place, TOP + place.row * at as f64);
    }
    canvas
}

/// From where to where lines of time go: through all strips, or beside each one where words stand between them.
fn spans(canvas: &Canvas, rows: usize, place: &Place, end: f64) -> Vec<(f64, f64)> {
    if !canvas.is_narrow() {
        return vec![(TOP, end)];
    }
    let around = |row: usize| {
        let y = TOP + place.row * row as f64 + place.line;
        (y - HALF, y + HALF)
    };
    (0..rows).map(around).collect()
}

fn put_row(canvas: &mut Canvas, row: &Strip, days: &Days, place: &Place, top: f64) {
    let y = top + place.line;
    canvas.line("gr", (place.left, y), (place.right, y));
    if let Some(quiet) = &row.quiet {
        put_quiet(canvas, quiet, days, y);
    }
    let is_held = row.quiet.is_some_and(|quiet| quiet.held);
    let reading = if is_held { "th" } else { "t" };
    if canvas.is_narrow() {
        let line = (place.left, place.right, top + 16.0);
        canvas.row_heading(line, (&row.name, ""), (reading, &row.reading), &row.counts);
    } else {
        let room = place.left - 14.0;
        canvas.row_name((room, y), (&row.name, ""), room);
        let (at, rest) = (place.right + 18.0, canvas.width - place.right - 18.0);
        canvas.name(reading, (at, y - 8.0), Anchor::Start, &row.reading, rest);
        for (line, text) in lines(&row.counts, rest, 2).iter().enumerate() {
            canvas.word("t", (at, y + 6.0 + 13.0 * line as f64), Anchor::Start, text);
        }
    }
    let half = cause_half(row, days);
    // What matters most covers the rest.
    for sort in [EventSort::OthersPatch, EventSort::OwnPatch, EventSort::Revert, EventSort::Cause] {
        for event in row.events.iter().filter(|event| event.sort == sort) {
            put_event(canvas, event, days, (y, half));
        }
    }
}

fn put_quiet(canvas: &mut Canvas, quiet: &Quiet, days: &Days, y: f64) {
    let (from, to) = (days.near(quiet.from), days.near(quiet.to));
    if to > from {
        let classes: &[_] = if quiet.held { &["q", "sh thin"] } else { &["qd"] };
        for class in classes {
            canvas.line(class, (from, y), (to, y));
        }
    }
}

/// Half of a diamond: less in a row where they would cover each other.
fn cause_half(row: &Strip, days: &Days) -> f64 {
    let causes = row.events.iter().filter(|event| event.sort == EventSort::Cause);
    let places: Vec<f64> = causes.filter_map(|event| days.at(event.day)).collect();
    let is_close = |pair: &[f64]| pair[1] - pair[0] < 2.0 * CAUSE;
    if places.windows(2).any(is_close) { CAUSE * 0.6 } else { CAUSE }
}

fn put_event(canvas: &mut Canvas, event: &Event, days: &Days, (y, half): (f64, f64)) {
    let Some(x) = days.at(event.day) else { return };
    let tick = (3.0, 2.0 * HALF);
    match event.sort {
        EventSort::OwnPatch => canvas.bar("fm1", (x - 1.5, y - HALF), tick, &event.says),
        EventSort::OthersPatch => {
            canvas.bar("fu1", (x - 1.0, y - HALF * 0.6), (2.0, HALF * 1.2), &event.says);
        }
        EventSort::Revert => {
            let mut flag = Path::default();
            let (top, foot) = (y - HALF - 4.0, y + HALF);
            flag.through(&[
                (x - 5.5, top),
                (x + 5.5, top),
                (x + 1.5, top + 9.0),
                (x + 1.5, foot),
                (x - 1.5, foot),
                (x - 1.5, top + 9.0),
            ])
            .close();
            canvas.curve("fm1", flag, &event.says);
        }
        EventSort::Cause => {
            let mut diamond = Path::default();
            let corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
            diamond.through(&corners).close();
            canvas.curve("fh1 cut", diamond, &event.says);
        }
    }
}

/// What is drawn, where there is any of it.
pub(super) fn key(strips: &Strips) -> Vec<Key> {
    let has =
        |sort| strips.rows.iter().any(|row| row.events.iter().any(|event| event.sort == sort));
    let quiet =
        |held| strips.rows.iter().any(|row| row.quiet.is_some_and(|quiet| quiet.held == held));
    let all = [
        (has(EventSort::OwnPatch), Key::new("k-own", "own patch")),
        (has(EventSort::OthersPatch), Key::new("k-tick", "somebody else's")),
        (has(EventSort::Revert), Key::new("k-flag", "taken back")),
        (has(EventSort::Cause), Key::new("k-diamond", "change of cause or structure")),
        (quiet(true), Key::new("k-quiet", "quiet")),
        (quiet(false), Key::new("k-early", "quiet, too early to tell")),
    ];
    all.into_iter().filter_map(|(is, key)| is.then_some(key)).collect()
}
