//! Drawings as marks.
//!
//! In: drawings with ordinary values, with few, and with any. Out: nothing. Deliberately absent: how they look; a browser
//! tells whether words overlap.

mod any;
mod lengths;

use jiff::civil::{Date, date};

use super::{Canvas, Mark, Size, draw, key, spark};
use crate::report::drawing::{
    BeforeAfter, Course, Curve, CurveSort, Curves, Drawing, Event, EventSort, Growth, Matrix,
    Quiet, Ranged, ShareByMonth, Strip, Strips,
};
use crate::report::section::{MonthNote, Trend, Trends};
use crate::report::text::Label;

fn ranged(value: f64) -> Ranged {
    Ranged { value, low: value / 2.0, high: value * 2.0 }
}

fn trends(rows: &[(Label, &[f64])]) -> Drawing {
    let months = rows.first().map_or(0, |row| row.1.len());
    let row = |(label, values): &(Label, &[f64])| Trend {
        name: "row",
        label: *label,
        values: values.to_vec(),
    };
    Drawing::Bars(Trends {
        title: "By month",
        unit: "commits",
        notes: Vec::new(),
        months: (0..months).map(|month| format!("2024-{:02}", month + 1)).collect(),
        rows: rows.iter().map(row).collect(),
    })
}

fn rate(before: f64, after: f64, expected: Option<f64>) -> BeforeAfter {
    BeforeAfter {
        name: "a.rs: fn a".to_owned(),
        date: "2024-03-02".to_owned(),
        before: ranged(before),
        after: ranged(after),
        expected: expected.map(ranged),
        reading: "quieted".to_owned(),
        label: Label::Headway,
        counts: "6 patches in 280 days, then 0 in 310".to_owned(),
    }
}

fn strips(rows: Vec<Strip>) -> Drawing {
    Drawing::Strips(Strips { first: date(2024, 1, 1), last: date(2024, 12, 31), rows })
}

fn strip(events: &[(Date, EventSort)], quiet: Option<Quiet>) -> Strip {
    let event =
        |(day, sort): &(Date, EventSort)| Event { day: *day, sort: *sort, says: day.to_string() };
    Strip {
        name: "a.rs".to_owned(),
        events: events.iter().map(event).collect(),
        quiet,
        reading: "quiet".to_owned(),
        counts: "1 of 2 patches yours".to_owned(),
    }
}

/// The bars of some classes: left, top, width, height.
fn bars(canvas: &Canvas, of: &[&str]) -> Vec<[f64; 4]> {
    let bar = |mark: &Mark| match mark {
        Mark::Bar { class, at, size, .. } if of.contains(class) => {
            Some([&at[0], &at[1], &size[0], &size[1]].map(|length| length.parse().unwrap()))
        }
        _ => None,
    };
    canvas.marks.iter().filter_map(bar).collect()
}

fn words(canvas: &Canvas) -> Vec<&str> {
    let mut words = Vec::new();
    for mark in &canvas.marks {
        if let Mark::Word { text, .. } = mark {
            words.push(text.as_str());
        }
    }
    words
}

fn wide(drawing: &Drawing) -> Canvas {
    draw(drawing, Size::Wide)
}

/// The places of a mark, as they are written.
fn places(mark: &Mark) -> Vec<(f64, f64)> {
    let pair = |pair: &[String; 2]| (pair[0].parse().unwrap(), pair[1].parse().unwrap());
    match mark {
        Mark::Line { from, to, .. } => vec![pair(from), pair(to)],
        Mark::Bar { at, size, .. } | Mark::Cell { at, size, .. } => {
            let ((x, y), (width, height)) = (pair(at), pair(size));
            assert!(width >= 0.0 && height >= 0.0, "{mark:?}");
            vec![(x, y), (x + width, y + height)]
        }
        Mark::Dot { at, .. } | Mark::Word { at, .. } => vec![pair(at)],
        Mark::Curve { path, .. } => {
            let places = path.split(['M', 'L', 'Z', ' ']).filter(|place| !place.is_empty());
            let place = |place: &str| {
                let (x, y) = place.split_once(',').unwrap();
                (x.parse().unwrap(), y.parse().unwrap())
            };
            places.map(place).collect()
        }
    }
}

fn all_is_inside(drawing: &Drawing) {
    for size in [Size::Wide, Size::Narrow] {
        let canvas = draw(drawing, size);
        assert!(canvas.height.is_finite() && canvas.height >= 0.0, "{drawing:?}");
        for mark in &canvas.marks {
            for (x, y) in places(mark) {
                let is_inside = (-0.2..=canvas.width + 0.2).contains(&x)
                    && (-0.2..=canvas.height + 0.2).contains(&y);
                assert!(is_inside, "{mark:?} in {} by {}", canvas.width, canvas.height);
            }
        }
        let written = format!("{:?}", canvas.marks);
        assert!(!written.contains("NaN") && !written.contains("inf"), "{written}");
    }
}

#[test]
fn what_is_twice_as_much_is_twice_as_high() {
    let drawing = trends(&[
        (Label::Headway, &[2.0, 4.0]),
        (Label::Motion, &[1.0, 0.0]),
        (Label::Motion, &[1.0, 3.0]),
    ]);
    let canvas = wide(&drawing);
    let (up, down) = (bars(&canvas, &["fh1"]), bars(&canvas, &["fm1", "fm2"]));
    assert!((up[1][3] - 2.0 * up[0][3]).abs() < 0.2, "{up:?}");
    // On one line, one above and the others below it, each where the one before it ends.
    let zero = up[0][1] + up[0][3];
    assert!((up[1][1] + up[1][3] - zero).abs() < 0.2 && (down[0][1] - zero).abs() < 0.2);
    assert!((down[1][1] - down[0][1] - down[0][3]).abs() < 0.2, "{down:?}");
    assert!((down[2][1] - zero).abs() < 0.2 && (down[2][3] - 1.5 * up[0][3]).abs() < 0.2);
    assert_eq!(bars(&canvas, &["fm2"]).len(), 2, "nothing has no bar");
    let named = words(&canvas);
    assert!(named.contains(&"Jan") && named.contains(&"Feb") && named.contains(&"2"), "{named:?}");
    let classes: Vec<&str> = key(&drawing).iter().map(|key| key.class).collect();
    assert_eq!(classes, ["fh1", "fm1", "fm2"]);
    let mut named = drawing;
    let Drawing::Bars(trends) = &mut named else { unreachable!() };
    trends.rows[0].name = "headway";
    assert_eq!(key(&named).len(), 2, "the word over the bars says it");
}

#[test]
fn what_happened_in_a_month_stands_at_its_bars() {
    let mut drawing =
        trends(&[(Label::Headway, &[2.0, 4.0, 1.0]), (Label::Motion, &[1.0, 0.0, 3.0])]);
    let Drawing::Bars(trends) = &mut drawing else { unreachable!() };
    let note = |month: &str, label, text: &str| MonthNote {
        month: month.to_owned(),
        label,
        text: text.to_owned(),
    };
    trends.notes = vec![
        note("2024-02", Label::Headway, "quiet since"),
        note("2024-03", Label::Motion, "most"),
        note("2023-12", Label::Motion, "before all"),
    ];
    for size in [Size::Wide, Size::Narrow] {
        let canvas = draw(&drawing, size);
        let at = |name: &str| {
            let word = canvas.marks.iter().find_map(|mark| match mark {
                Mark::Word { text, .. } if text == name => Some(places(mark)[0]),
                _ => None,
            });
            word.unwrap().1
        };
        let top =
            |class: &str| bars(&canvas, &[class]).iter().map(|bar| bar[1]).fold(f64::MAX, f64::min);
        let foot = bars(&canvas, &["fm1"]).iter().map(|bar| bar[1] + bar[3]).fold(0.0, f64::max);
        assert!(at("Feb: quiet since") < top("fm1") && at("Mar: most") > top("fm1"));
        assert!(at("Mar: most") < foot + 30.0);
        assert!(!words(&canvas).iter().any(|word| word.contains("before all")));
    }
}

#[test]
fn what_is_not_decided_is_above_and_hollow() {
    let canvas = wide(&trends(&[(Label::Undecided, &[1.0]), (Label::Headway, &[1.0])]));
    assert_eq!((bars(&canvas, &["fu"]).len(), bars(&canvas, &["fh1"]).len()), (1, 1));
    assert!(!words(&canvas).contains(&"↓ Motion"));
}

#[test]
fn values_that_are_none_are_not_drawn() {
    let canvas = wide(&trends(&[(Label::Headway, &[f64::NAN, -3.0, f64::INFINITY, 0.0])]));
    assert_eq!(bars(&canvas, &["fh1"]), Vec::<[f64; 4]>::new());
    assert!(words(&canvas).contains(&"0"));
}

#[test]
fn months_without_a_share_break_the_line() {
    let shares = [Some(10.0), Some(20.0), None, Some(30.0), None, Some(40.0), Some(50.0)];
    let share = ShareByMonth {
        months: (1..=7).map(|month| format!("2024-{month:02}")).collect(),
        shares: shares.map(|value| value.map(ranged)).to_vec(),
        before: Some(("2023".to_owned(), 35.0)),
    };
    let canvas = wide(&Drawing::Share(share));
    let curves = canvas.marks.iter().filter(|mark| matches!(mark, Mark::Curve { class: "sm", .. }));
    let dots = canvas.marks.iter().filter(|mark| matches!(mark, Mark::Dot { .. }));
    assert_eq!((curves.count(), dots.count()), (2, 5));
    let named = words(&canvas);
    assert!(named.contains(&"50%") && named.contains(&"2023: 35%"), "{named:?}");
}

#[test]
fn a_range_that_goes_too_far_is_cut_and_says_so() {
    let mut far = rate(2.0, 0.0, Some(1.0));
    far.after = Ranged { value: 0.0, low: 0.0, high: 400.0 };
    let drawing = Drawing::BeforeAfter(vec![far, rate(3.0, 1.0, None)]);
    let canvas = wide(&drawing);
    let named = words(&canvas);
    assert_eq!(named.iter().filter(|word| **word == "›").count(), 1, "{named:?}");
    assert!(!named.contains(&"400") && named.contains(&"0"), "{named:?}");
    // Beside its range, where that leaves room.
    assert!(named.contains(&"before") && !named.contains(&"after"), "{named:?}");
    assert_eq!(bars(&canvas, &["fu1"]).len(), 1, "one row has something to expect");
    assert_eq!(key(&drawing).len(), 3, "not all names have room in the first row");
    let near = Drawing::BeforeAfter(vec![rate(1.0, 1.0, None), rate(8.0, 8.0, None)]);
    assert_eq!(key(&near).len(), 0, "all stand at the first row");
    let later = Drawing::BeforeAfter(vec![rate(1.0, 1.0, None), rate(8.0, 8.0, Some(1.0))]);
    assert_eq!(key(&later).len(), 3, "the first row has nothing to expect");
}

#[test]
fn events_stand_where_their_days_are() {
    let quiet = Some(Quiet { from: date(2024, 7, 1), to: date(2025, 3, 1), held: true });
    let events = [
        (date(2023, 12, 31), EventSort::OwnPatch),
        (date(2024, 1, 1), EventSort::OwnPatch),
        (date(2024, 7, 1), EventSort::OthersPatch),
        (date(2024, 12, 31), EventSort::OwnPatch),
        (date(2025, 1, 1), EventSort::OwnPatch),
    ];
    let drawing = strips(vec![strip(&events, quiet)]);
    let canvas = wide(&drawing);
    let (own, others) = (bars(&canvas, &["fm1"]), bars(&canvas, &["fu1"]));
    assert_eq!((own.len(), others.len()), (2, 1), "only what is drawn");
    let middle = f64::midpoint(own[0][0], own[1][0]);
    assert!((others[0][0] - middle).abs() < 2.0, "{own:?} {others:?}");
    let held = canvas.marks.iter().find(|mark| matches!(mark, Mark::Line { class: "q", .. }));
    let ends = places(held.unwrap());
    assert!((ends[0].0 - others[0][0]).abs() < 2.0 && ends[1].0 <= own[1][0] + 3.0, "{ends:?}");
    let named: Vec<String> = key(&drawing).into_iter().map(|key| key.name).collect();
    assert_eq!(named, ["own patch", "somebody else's", "quiet"]);
}

#[test]
fn a_curve_has_its_name_and_its_share_beside_it() {
    let curve = |name: &str, sort, last: f64| Curve {
        name: name.to_owned(),
        sort,
        steps: vec![(0.0, ranged(100.0)), (0.5, ranged(80.0)), (last, ranged(60.0))],
    };
    let curves = vec![
        curve("2024", CurveSort::Own, 1.0),
        curve("everybody", CurveSort::Others, 3.0),
        curve("2025", CurveSort::Earlier, 0.9),
    ];
    let canvas = wide(&Drawing::Curves(Curves { curves, rule: 1.0 }));
    let named = words(&canvas);
    assert!(named.contains(&"2024: 60%") && named.contains(&"80%"), "{named:?}");
    assert!(named.contains(&"everybody: 60%") && named.contains(&"after 1 year"), "{named:?}");
    let bands = canvas.marks.iter().filter(|mark| matches!(mark, Mark::Curve { class: "bh", .. }));
    assert_eq!(bands.count(), 1);
}

#[test]
fn sums_share_one_scale() {
    let growth = |name: &str, last: f64| Growth {
        name: name.to_owned(),
        months: vec!["2024-01".to_owned(), "2024-02".to_owned()],
        sums: vec![0.0, last],
        counts: "2 people".to_owned(),
    };
    let canvas = wide(&Drawing::Growth(vec![growth("a", 40.0), growth("b", 10.0)]));
    let heights: Vec<f64> = canvas
        .marks
        .iter()
        .filter(|mark| matches!(mark, Mark::Curve { class: "sh", .. }))
        .map(|mark| {
            places(mark)
                .iter()
                .map(|place| place.1)
                .fold((f64::MAX, 0.0), |(low, high), y| (f64::min(low, y), f64::max(high, y)))
        })
        .map(|(low, high)| high - low)
        .collect();
    assert!((heights[0] - 4.0 * heights[1]).abs() < 0.5, "{heights:?}");
}

#[test]
fn the_more_alike_the_darker() {
    let periods = ["2022", "2023", "2024"].map(str::to_owned).to_vec();
    let rows = vec![vec![], vec![Some(20.0)], vec![None, Some(80.0)]];
    let canvas = wide(&Drawing::Matrix(Matrix { periods, rows }));
    let cells: Vec<f64> = canvas
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Cell { opacity, .. } => opacity.parse().ok(),
            _ => None,
        })
        .collect();
    assert!(cells.len() == 2 && (cells[1] - 16.0 * cells[0]).abs() < 0.1, "{cells:?}");
    let most = canvas.marks.iter().find(|mark| matches!(mark, Mark::Word { class: "b", .. }));
    assert!(matches!(most, Some(Mark::Word { text, .. }) if text == "80"), "{most:?}");
}

#[test]
fn a_measure_ends_with_its_last_value() {
    let course = Course {
        name: "Breadth".to_owned(),
        meaning:
            "areas in effect, of all that there are in all of the repositories that are listed"
                .to_owned(),
        periods: ["2022", "2023", "2024"].map(str::to_owned).to_vec(),
        values: vec![Some(ranged(2.0)), Some(ranged(4.0)), None],
        last: "4".to_owned(),
    };
    let named = wide(&Drawing::Courses(vec![course]));
    let named = words(&named);
    assert!(
        named.contains(&"4") && named.contains(&"2022") && named.contains(&"2024"),
        "{named:?}"
    );
    assert!(named.iter().any(|word| word.contains('…')), "cut to four lines: {named:?}");
}

#[test]
fn a_small_line_leaves_gaps() {
    let values = [Some(1.0), Some(2.0), None, Some(f64::NAN), Some(3.0)];
    let canvas = spark(&values, Label::Motion).unwrap();
    let curves = canvas.marks.iter().filter(|mark| matches!(mark, Mark::Curve { class: "sm", .. }));
    let dots = canvas.marks.iter().filter(|mark| matches!(mark, Mark::Dot { .. }));
    assert_eq!((curves.count(), dots.count()), (1, 1));
    assert!(spark(&[None, Some(f64::NAN)], Label::Plain).is_none());
    assert!(spark(&[], Label::Plain).is_none());
}

#[test]
fn nothing_is_drawn_of_nothing() {
    let empty = [
        trends(&[]),
        Drawing::Share(ShareByMonth { months: vec![], shares: vec![], before: None }),
        Drawing::BeforeAfter(vec![]),
        strips(vec![]),
        Drawing::Curves(Curves { curves: vec![], rule: 1.0 }),
        Drawing::Growth(vec![]),
        Drawing::Matrix(Matrix { periods: vec![], rows: vec![] }),
        Drawing::Courses(vec![]),
    ];
    for drawing in &empty {
        all_is_inside(drawing);
        assert!(key(drawing).len() <= 2, "{drawing:?}");
    }
}
