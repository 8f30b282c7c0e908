//! Words in a drawing, with a line to what they are about.
//!
//! In: what is drawn already, a few words, and the point that they are about. Out: the words where nothing is in their way,
//! as near to that point as can be. Deliberately absent: words that have no place at all; whoever reads the drawing as a
//! text or a table has them.

use super::canvas::{Anchor, Canvas, Mark};
use super::lettering::{shorten, width};

/// Between two places that are tried.
const STEP: (f64, f64) = (6.0, 4.0);
/// The room of letters over and under the line that they stand on.
const OVER: f64 = 12.0;
const UNDER: f64 = 4.0;
/// Room left free around words.
const MARGIN: f64 = 4.0;
/// Nearer words need no line.
const NEAR: f64 = 14.0;
/// How much it matters that words stand in the middle over or under their point, beside how near they are.
const CENTRED: f64 = 0.15;

/// A part of a drawing: its left, top, right and lower edge.
pub(super) type Room = [f64; 4];

/// Puts words into a room.
pub(super) fn put(canvas: &mut Canvas, text: &str, point: (f64, f64), room: Room) {
    let text = shorten(text, room[2] - room[0] - 2.0 * MARGIN);
    let taken: Vec<Room> = canvas.marks.iter().filter_map(taken).collect();
    let across = width(&text);
    let is_free = |at: &Room| !taken.iter().any(|other| meets(at, other));
    let is_seen = |at: &Room| {
        let from = nearest(at, point);
        !taken.iter().any(|other| is_crossed(from, point, other))
    };
    let places = places(room, across).filter(is_free).filter(is_seen);
    let far =
        |at: &Room| distance(nearest(at, point), point) + CENTRED * (middle(at) - point.0).abs();
    let Some(place) = places.min_by(|one, other| far(one).total_cmp(&far(other))) else { return };
    let from = nearest(&place, point);
    if distance(from, point) > NEAR {
        canvas.line("ld", from, point);
    }
    // Letters may be narrower than thought: then they are so on the side away from the point.
    let (x, anchor) = match (point.0 - place[0]) / (place[2] - place[0]) {
        part if part < 0.35 => (place[0] + MARGIN, Anchor::Start),
        part if part > 0.65 => (place[2] - MARGIN, Anchor::End),
        _ => (middle(&place), Anchor::Middle),
    };
    canvas.word("an", (x, place[3] - UNDER), anchor, text);
}

fn middle(place: &Room) -> f64 {
    f64::midpoint(place[0], place[2])
}

/// All places in a room for words that are so wide, with the room around them.
fn places(room: Room, across: f64) -> impl Iterator<Item = Room> {
    let [left, top, right, foot] = room;
    let (wide, high) = (across + 2.0 * MARGIN, OVER + UNDER);
    let steps = |from: f64, to: f64, step: f64| {
        (0..).map(move |time| from + step * f64::from(time)).take_while(move |at| *at <= to + 1e-9)
    };
    steps(left, right - wide, STEP.0)
        .flat_map(move |x| steps(top, foot - high, STEP.1).map(move |y| [x, y, x + wide, y + high]))
}

/// The room that a mark takes, if words must not be there.
pub(super) fn taken(mark: &Mark) -> Option<Room> {
    let [x, y] = match mark {
        Mark::Bar { at, .. } | Mark::Word { at, .. } => at.each_ref().map(|at| at.parse().ok()),
        _ => return None,
    };
    let (x, y): (f64, f64) = (x?, y?);
    match mark {
        Mark::Bar { size, .. } => {
            let [wide, high]: [Option<f64>; 2] = size.each_ref().map(|size| size.parse().ok());
            Some([x, y, x + wide?, y + high?])
        }
        Mark::Word { text, anchor, .. } => {
            let across = width(text);
            let left = match *anchor {
                "start" => x,
                "middle" => x - across / 2.0,
                _ => x - across,
            };
            Some([left, y - OVER, left + across, y + UNDER])
        }
        _ => None,
    }
}

pub(super) fn meets(one: &Room, other: &Room) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

/// The point of a place that a line from it begins at.
fn nearest(place: &Room, (x, y): (f64, f64)) -> (f64, f64) {
    (x.clamp(place[0], place[2]), y.clamp(place[1], place[3]))
}

fn distance(one: (f64, f64), other: (f64, f64)) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// Whether a line goes through what is taken: looked at in steps, which are shorter than anything that is drawn.
fn is_crossed(from: (f64, f64), to: (f64, f64), other: &Room) -> bool {
    const STEPS: i32 = 24;
    (0..=STEPS).any(|step| {
        let part = f64::from(step) / f64::from(STEPS);
        let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        x > other[0] && x < other[2] && y > other[1] && y < other[3]
    })
}

#[cfg(test)]
mod tests {
    use super::super::canvas::{Canvas, Mark, Size};
    use super::put;

    fn drawn(bars: &[[f64; 4]], room: [f64; 4]) -> (Option<(f64, f64)>, usize) {
        let mut canvas = Canvas::new(Size::Wide, 100.0);
        for [x, y, wide, high] in bars {
            canvas.bar("fh1", (*x, *y), (*wide, *high), "");
        }
        put(&mut canvas, "most", (100.0, 50.0), room);
        let word = canvas.marks.iter().find_map(|mark| match mark {
            Mark::Word { at, .. } => Some((at[0].parse().unwrap(), at[1].parse().unwrap())),
            _ => None,
        });
        let lines = canvas.marks.iter().filter(|mark| matches!(mark, Mark::Line { .. })).count();
        (word, lines)
    }

    #[test]
    fn words_stand_beside_what_they_are_about() {
        let (word, lines) = drawn(&[[90.0, 53.0, 20.0, 47.0]], [0.0, 0.0, 300.0, 100.0]);
        let (x, y) = word.unwrap();
        assert!((x - 100.0).abs() < 6.0 && (40.0..=53.0).contains(&y), "{x} {y}");
        assert_eq!(lines, 0);
    }

    #[test]
    fn words_get_out_of_the_way_and_a_line_leads_back() {
        let bars = [[60.0, 20.0, 34.0, 80.0], [106.0, 20.0, 34.0, 80.0]];
        let (word, lines) = drawn(&bars, [0.0, 0.0, 300.0, 100.0]);
        assert!(word.unwrap().1 <= 20.0, "{word:?}");
        assert_eq!(lines, 1);
    }

    #[test]
    fn words_without_a_place_are_not_written() {
        assert_eq!(drawn(&[[0.0, 0.0, 300.0, 100.0]], [0.0, 0.0, 300.0, 100.0]), (None, 0));
        assert_eq!(drawn(&[], [0.0, 0.0, 300.0, 10.0]), (None, 0));
    }
}
