//! A share by month as a line within its range.
//!
//! In: shares. Out: a line, a band round it, and the mean of the time before. Deliberately absent: any line over months
//! that have no share.

use super::canvas::{Anchor, Canvas, Path, Size};
use super::lettering::width;
use super::notes::{Room, meets, taken};
use super::runs;
use super::scale::{Scale, month_names, round_up, tick};
use crate::report::drawing::{Ranged, ShareByMonth};
use crate::report::drawn::{percent, percents};

const LEFT: f64 = 44.0;
const RIGHT: f64 = 4.0;
const TOP: f64 = 16.0;
const FOOT: f64 = 26.0;
const LINES: f64 = 3.0;
/// Room that the name of a month needs.
const NAME: f64 = 30.0;

pub(super) fn draw(share: &ShareByMonth, size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 150.0);
    let (right, foot) = (canvas.width - RIGHT, canvas.height - FOOT);
    let told = share.shares.iter().flatten().map(|value| value.high.max(value.value));
    let before = share.before.as_ref().map(|(_, value)| *value);
    let highest = told.chain(before).fold(0.0, f64::max).min(100.0);
    let scale = Scale::new((0.0, round_up(highest, LINES)), (foot, TOP));
    for value in scale.ticks(LINES) {
        let at = scale.at(value);
        canvas.line("gr", (LEFT, at), (right, at));
        canvas.word("s", (LEFT - 8.0, at + 4.0), Anchor::End, format!("{}%", tick(value)));
    }
    let slot = (right - LEFT) / share.months.len().max(1) as f64;
    let middle = |month: usize| LEFT + slot * (month as f64 + 0.5);
    if let Some((_, value)) = &share.before {
        let at = scale.at(*value);
        canvas.line("su dash", (LEFT, at), (right, at));
    }
    let shares = &share.shares[..share.shares.len().min(share.months.len())];
    for run in runs(shares) {
        put_run(&mut canvas, share, &scale, &run, middle);
    }
    if let Some([.., (month, value)]) = runs(shares).last().map(Vec::as_slice) {
        let before = month.checked_sub(1).and_then(|before| shares.get(before).copied().flatten());
        put_last(&mut canvas, &scale, (before, *value), middle(*month));
    }
    let last = canvas.marks.last().and_then(taken);
    if let Some((name, value)) = &share.before {
        let text = format!("{name}: {}", percent(*value));
        put_before(&mut canvas, (share, last), &scale, &text, (*value, slot));
    }
    let every = if slot < NAME { 2 } else { 1 };
    for (at, name) in month_names(&share.months, every) {
        canvas.word("s", (middle(at), canvas.height - 6.0), Anchor::Middle, name);
    }
    canvas
}

fn put_run(
    canvas: &mut Canvas,
    share: &ShareByMonth,
    scale: &Scale,
    run: &[(usize, Ranged)],
    middle: impl Fn(usize) -> f64,
) {
    let places = |of: fn(&Ranged) -> f64| {
        let place = |(month, value): &(usize, Ranged)| (middle(*month), scale.at(of(value)));
        run.iter().map(place).collect::<Vec<_>>()
    };
    let (high, low) = (places(|value| value.high), places(|value| value.low));
    if let ([high], [low]) = (&high[..], &low[..]) {
        canvas.line("sm ci", *high, *low);
    } else {
        let mut band = Path::default();
        let back: Vec<_> = high.into_iter().chain(low.into_iter().rev()).collect();
        band.through(&back).close();
        canvas.curve("bm", band, "");
        let mut line = Path::default();
        line.through(&places(|value| value.value));
        canvas.curve("sm", line, "");
    }
    for (month, value) in run {
        let at = (middle(*month), scale.at(value.value));
        let name = &share.months[*month];
        let says = format!("{name}: {} ({})", percent(value.value), percents(*value));
        canvas.dot("fm1", at, 2.5, says);
    }
}

/// The last share, above its dot or below it: where the line does not come from.
fn put_last(canvas: &mut Canvas, scale: &Scale, (before, value): (Option<Ranged>, Ranged), x: f64) {
    let at = scale.at(value.value);
    let has_room = [at - TOP > 16.0, canvas.height - FOOT - at > 20.0];
    let falls = before.is_some_and(|before| scale.at(before.value) < at - 12.0);
    let is_below = !has_room[0] || (falls && has_room[1]);
    let above = if is_below { at + 18.0 } else { at - 9.0 };
    let text = percent(value.value);
    let x = x.min(canvas.width - width(&text) / 2.0 - 4.0);
    canvas.word("tm", (x, above), Anchor::Middle, text);
}

/// What the broken line is, at the end and on the side of it where least is in the way.
fn put_before(
    canvas: &mut Canvas,
    (share, last): (&ShareByMonth, Option<Room>),
    scale: &Scale,
    text: &str,
    (value, slot): (f64, f64),
) {
    let (left, right) = (LEFT + 4.0, canvas.width - RIGHT - 4.0);
    let room = width(text).min(right - left);
    let line = scale.at(value);
    let in_the_way = |is_left: bool, baseline: f64| {
        let (from, to) = if is_left { (left, left + room) } else { (right - room, right) };
        let is_here = |month: usize| {
            let x = LEFT + slot * (month as f64 + 0.5);
            x + slot > from && x - slot < to
        };
        let is_met = |low: f64, high: f64| {
            scale.at(high) - 16.0 < baseline + 3.0 && scale.at(low) > baseline - 12.0
        };
        let told = |month: usize| share.shares.get(month).copied().flatten();
        let crossed = (0..share.shares.len()).filter(|month| is_here(*month)).map(|month| {
            let Some(value) = told(month) else { return 0 };
            // The line to the next month is more in the way than the band round it.
            let next = told(month + 1).unwrap_or(value).value;
            let line = is_met(value.value.min(next), value.value.max(next));
            usize::from(is_met(value.low, value.high)) + 4 * usize::from(line)
        });
        // Beyond the highest line there is no room, nor where the last share stands.
        let here = [from, baseline - 12.0, to, baseline + 4.0];
        let is_full = baseline < TOP || last.is_some_and(|last| meets(&here, &last));
        crossed.sum::<usize>() + if is_full { 5 * share.months.len() + 1 } else { 0 }
    };
    let (above, below) = (line - 5.0, line + 14.0);
    let places = [(true, above), (false, above), (true, below), (false, below)];
    let best = places.into_iter().min_by_key(|(is_left, baseline)| in_the_way(*is_left, *baseline));
    let (is_left, baseline) = best.unwrap_or((true, above));
    let (x, anchor) = if is_left { (left, Anchor::Start) } else { (right, Anchor::End) };
    canvas.name("an", (x, baseline), anchor, text, right - left);
}
