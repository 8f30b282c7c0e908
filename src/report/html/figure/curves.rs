//! Shares that fall step by step with age.
//!
//! In: steps with ranges. Out: a line for each curve, a band for the one that the figure is about, and the value of each at
//! the age that matters, beside its line. Deliberately absent: any line beyond the last step.

use super::canvas::{Anchor, Canvas, Path, Size};
use super::lettering::{LIGHT, lines, width};
use super::scale::{Scale, spread, step, tick};
use crate::report::drawing::{Curve, CurveSort, Curves, Ranged};
use crate::report::drawn::{age, at, percent};

const LEFT: f64 = 44.0;
const TOP: f64 = 24.0;
const FOOT: f64 = 26.0;
const LINES: f64 = 5.0;
/// Between two names.
const APART: f64 = 16.0;
/// From a line of a name to the next.
const LINE: f64 = 13.0;
/// Curves that have their names beside them; more have theirs in the table.
const NAMED: usize = 14;

pub(super) fn draw(curves: &Curves, size: Size) -> Canvas {
    let mut canvas = Canvas::new(size, 0.0);
    canvas.height = canvas.either(290.0, 260.0);
    let names = curves.curves.iter().map(|curve| width(&called(curve)) + 12.0);
    let names = names.fold(0.0, f64::max).clamp(110.0, canvas.either(230.0, 140.0));
    let (right, foot) = (canvas.width - names, canvas.height - FOOT);
    let steps = || curves.curves.iter().flat_map(|curve| &curve.steps);
    let oldest = steps().map(|step| step.0).filter(|age| age.is_finite()).fold(0.0, f64::max);
    let lowest = steps().map(|step| step.1.low).filter(|low| low.is_finite()).fold(100.0, f64::min);
    let lowest = (lowest.clamp(0.0, 80.0) / 20.0).floor() * 20.0;
    let across = Scale::new((0.0, oldest.max(curves.rule)), (LEFT, right));
    let up = Scale::new((lowest, 100.0), (foot, TOP));
    put_axes(&mut canvas, &across, &up, (right, foot), oldest.max(curves.rule));
    if curves.rule > 0.0 && curves.rule.is_finite() {
        let x = across.at(curves.rule);
        canvas.line("ld dash", (x, TOP - 6.0), (x, foot));
        canvas.word("an", (x, TOP - 11.0), Anchor::Middle, format!("after {}", age(curves.rule)));
    }
    // The most important is drawn last, over the others.
    for curve in curves.curves.iter().rev() {
        put_curve(&mut canvas, curve, line(curve), &across, &up);
    }
    put_at_rule(&mut canvas, curves, &across, &up);
    put_names(&mut canvas, curves, &across, &up, right);
    canvas
}

fn put_axes(canvas: &mut Canvas, across: &Scale, up: &Scale, ends: (f64, f64), oldest: f64) {
    let (right, foot) = ends;
    for value in up.ticks(LINES) {
        let at = up.at(value);
        canvas.line("gr", (LEFT, at), (right, at));
        canvas.word("s", (LEFT - 8.0, at + 4.0), Anchor::End, format!("{}%", tick(value)));
    }
    let most = canvas.either(8.0, 4.0);
    let months = step(oldest, most).is_some_and(|step| step < 1.0);
    for value in across.ticks(most) {
        let text = match (value, months) {
            (0.0, _) => "0".to_owned(),
            (_, true) => format!("{:.0} mo", value * 12.0),
            (_, false) => format!("{} y", tick(value)),
        };
        canvas.word("s", (across.at(value), foot + 19.0), Anchor::Middle, text);
    }
}

/// How the line of a curve looks.
const fn line(curve: &Curve) -> &'static str {
    match curve.sort {
        CurveSort::Own => "sh",
        CurveSort::Earlier => "sh2",
        CurveSort::Others => "su",
    }
}

fn put_curve(canvas: &mut Canvas, curve: &Curve, class: &'static str, across: &Scale, up: &Scale) {
    if curve.sort == CurveSort::Own {
        let mut band = Path::default();
        let mut places = stairs(curve, across, up, |value| value.high);
        places.extend(stairs(curve, across, up, |value| value.low).into_iter().rev());
        band.through(&places).close();
        canvas.curve("bh", band, "");
    }
    let mut path = Path::default();
    path.through(&stairs(curve, across, up, |value| value.value));
    canvas.curve(class, path, &curve.name);
}

/// The corners of a curve: across at the share of a step, then down at the age of the next.
fn stairs(curve: &Curve, across: &Scale, up: &Scale, of: fn(&Ranged) -> f64) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = Vec::new();
    for (age, value) in &curve.steps {
        let (x, y) = (across.at(*age), up.at(of(value)));
        if let Some((_, before)) = places.last() {
            places.push((x, *before));
        }
        places.push((x, y));
    }
    places
}

/// What the first two curves are at the age that matters: the higher one above its line, the lower one below.
fn put_at_rule(canvas: &mut Canvas, curves: &Curves, across: &Scale, up: &Scale) {
    let x = across.at(curves.rule);
    let mut told: Vec<(&Curve, f64)> = curves
        .curves
        .iter()
        .take(2)
        .filter_map(|curve| Some((curve, at(curve, curves.rule)?.value)))
        .filter(|(_, value)| value.is_finite())
        .collect();
    told.sort_by(|one, other| other.1.total_cmp(&one.1));
    for (place, (curve, value)) in told.into_iter().enumerate() {
        let y = up.at(value);
        let (dot, word) = match curve.sort {
            CurveSort::Own => ("fh1", "th"),
            CurveSort::Earlier => ("fh2", "t"),
            CurveSort::Others => ("fo", "t"),
        };
        canvas.dot(dot, (x, y), 3.0, format!("{}: {}", curve.name, percent(value)));
        let baseline = if place == 0 { y - 7.0 } else { y + 16.0 };
        canvas.word(word, (x + 6.0, baseline.max(TOP)), Anchor::Start, percent(value));
    }
}

/// A word beside a curve, and where it could stand.
struct Name {
    class: &'static str,
    text: String,
    /// Where the curve ends.
    end: (f64, f64),
    /// The corners of the other curves.
    others: Vec<Vec<(f64, f64)>>,
}

/// What each curve is: where it ends if nothing is in the way there, else at the right with a line that leads there.
fn put_names(canvas: &mut Canvas, curves: &Curves, across: &Scale, up: &Scale, right: f64) {
    let all: Vec<_> =
        curves.curves.iter().map(|curve| stairs(curve, across, up, |value| value.value)).collect();
    let name = |(at, curve): (usize, &Curve)| {
        let others = all.iter().enumerate().filter(|(other, _)| *other != at);
        Some(Name {
            class: if curve.sort == CurveSort::Own { "th" } else { "t" },
            text: called(curve),
            end: *all[at].last()?,
            others: others.map(|(_, stairs)| stairs.clone()).collect(),
        })
    };
    let names: Vec<Name> = curves.curves.iter().enumerate().filter_map(name).take(NAMED).collect();
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut aside = Vec::new();
    for name in names {
        let (x, y) = name.end;
        let is_free =
            taken.iter().all(|(from, at)| *from > x + width(&name.text) || (at - y).abs() > APART);
        if is_free && x + width(&name.text) + 12.0 < right && !name.is_crossed() {
            taken.push((x, y));
            canvas.word(name.class, (x + 7.0, y + 4.0), Anchor::Start, name.text);
        } else {
            aside.push(name);
        }
    }
    let wanted: Vec<f64> = aside.iter().map(|name| name.end.1).collect();
    // A phone has room for half a name in a line.
    let apart = canvas.either(APART, APART + LINE);
    let places = spread(&wanted, apart, (TOP + 4.0, canvas.height - FOOT));
    for (name, y) in aside.iter().zip(places) {
        if name.end.0 < right - 1.0 || (name.end.1 - y).abs() > 4.0 {
            canvas.line("ld dots", (name.end.0 + 2.0, name.end.1), (right + 6.0, y));
        }
        let room = canvas.width - right - 10.0;
        for (line, text) in lines(&name.text, room * LIGHT, canvas.either(1, 2)).iter().enumerate()
        {
            let at = (right + 10.0, y + 4.0 + LINE * line as f64);
            canvas.name(name.class, at, Anchor::Start, text, room);
        }
    }
}

/// `2025: 71%`: a curve and its share where it ends.
fn called(curve: &Curve) -> String {
    let last = curve.steps.last().map(|(_, value)| percent(value.value));
    format!("{}: {}", curve.name, last.unwrap_or_default())
}

impl Name {
    /// Whether another curve goes through the room of the word.
    fn is_crossed(&self) -> bool {
        let (x, y) = self.end;
        let (from, to) = (x + 2.0, x + width(&self.text) + 14.0);
        let goes_through = |ends: &[(f64, f64)]| {
            let [(left, one), (right, other)] = [ends[0], ends[1]];
            let is_beside = right.max(left) > from && left.min(right) < to;
            is_beside && one.max(other) > y - 9.0 && one.min(other) < y + 9.0
        };
        self.others.iter().any(|stairs| stairs.windows(2).any(goes_through))
    }
}
