//! Drawings as marks.
//!
//! In: drawings with ordinary values, with few, and with any. Out: nothing. Deliberately absent: how they look; a browser
//! tells whether words overlap.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::canvas::{Anchor, Path, lines, px, shorten, width};
use super::scale::{Days, Scale, month_names, round_up, spread, step, tick};
use super::{Canvas, Mark, Size, draw, key, runs, spark};
use crate::report::drawing::{
    BeforeAfter, Course, Curve, Curves, Drawing, Event, EventSort, Growth, Matrix, Quiet, Ranged,
    ShareByMonth, Strip, Strips,
};
use crate::report::section::{Trend, Trends};
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
        months: (0..months).map(|month| format!("2024-{:02}", month + 1)).collect(),
        rows: rows.iter().map(row).collect(),
    })
}

fn rate(before: f64, after: f64, expected: Option<f64>) -> BeforeAfter {
    BeforeAfter {
        name: "a.rs: fn a".to_owned(),
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
    let word = |mark: &'_ Mark| match mark {
        Mark::Word { .. } => true,
        _ => false,
    };
    let texts = canvas.marks.iter().filter(|mark| word(mark)).map(|mark| match mark {
        Mark::Word { text, .. } => text.as_str(),
        _ => "",
    });
    texts.collect()
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
    let canvas = wide(&Drawing::BeforeAfter(vec![far, rate(3.0, 1.0, None)]));
    let named = words(&canvas);
    assert_eq!(named.iter().filter(|word| **word == "›").count(), 1, "{named:?}");
    assert!(!named.contains(&"400") && named.contains(&"0"), "{named:?}");
    // Beside its range, where that leaves room.
    assert!(named.contains(&"before") && !named.contains(&"after"), "{named:?}");
    assert_eq!(bars(&canvas, &["fu1"]).len(), 1, "one row has something to expect");
    assert_eq!(key(&Drawing::BeforeAfter(vec![rate(1.0, 1.0, None)])).len(), 2);
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
    let middle = (own[0][0] + own[1][0]) / 2.0;
    assert!((others[0][0] - middle).abs() < 2.0, "{own:?} {others:?}");
    let held = canvas.marks.iter().find(|mark| matches!(mark, Mark::Line { class: "q", .. }));
    let ends = places(held.unwrap());
    assert!((ends[0].0 - others[0][0]).abs() < 2.0 && ends[1].0 <= own[1][0] + 3.0, "{ends:?}");
    let named: Vec<String> = key(&drawing).into_iter().map(|key| key.name).collect();
    assert_eq!(named, ["own patch", "somebody else's", "quiet"]);
}

#[test]
fn a_curve_has_its_name_and_its_share_beside_it() {
    let curve = |name: &str, is_main, last: f64| Curve {
        name: name.to_owned(),
        is_main,
        steps: vec![(0.0, ranged(100.0)), (0.5, ranged(80.0)), (last, ranged(60.0))],
    };
    let curves =
        vec![curve("2024", true, 1.0), curve("everybody", false, 3.0), curve("2025", false, 0.9)];
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
    assert!(cells.len() == 2 && (cells[1] - 4.0 * cells[0]).abs() < 0.04, "{cells:?}");
    let most = canvas.marks.iter().find(|mark| matches!(mark, Mark::Word { class: "b", .. }));
    assert!(matches!(most, Some(Mark::Word { text, .. }) if text == "80"), "{most:?}");
}

#[test]
fn a_measure_ends_with_its_last_value() {
    let course = Course {
        name: "Breadth".to_owned(),
        meaning: "areas in effect, of all that there are in the repositories".to_owned(),
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
    assert!(named.iter().any(|word| word.contains('…')), "cut to three lines: {named:?}");
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

#[test]
fn names_are_cut_in_their_middle() {
    assert_eq!(shorten("short", 100.0), "short");
    let cut = shorten("src/configuration/loader.rs: fn load", 140.0);
    assert!(cut.starts_with("src/") && cut.ends_with("load") && cut.contains('…'), "{cut}");
    assert!(width(&cut) <= 140.0);
    assert_eq!(shorten("a\u{1b}b\u{202e}", 300.0), "a\\u{1b}b\\u{202e}");
    assert_eq!(shorten("火火火火", 44.0), "火…火");
    assert_eq!(lines("one two three", 60.0, 2), ["one two", "three"]);
    assert_eq!(lines("one two three four", 60.0, 1).len(), 1);
}

#[test]
fn what_is_cut_is_whole_where_a_mouse_points() {
    let long = "x".repeat(10_000);
    for (size, expected) in [(Size::Wide, long.as_str()), (Size::Narrow, "")] {
        let mut canvas = Canvas::new(size, 10.0);
        canvas.name("b", (0.0, 0.0), Anchor::Start, &long, 100.0);
        let Some(Mark::Word { text, whole, .. }) = canvas.marks.first() else { panic!() };
        assert!(text.chars().count() < 20 && whole == expected);
    }
}

#[test]
fn lengths_are_short_and_never_far() {
    let lengths = [0.0, -0.04, 1.25, 12.0, f64::NAN, f64::INFINITY, 1e300].map(px);
    assert_eq!(lengths, ["0", "0", "1.2", "12", "0", "0", "100000"]);
    let mut path = Path::default();
    path.through(&[(0.0, 1.0), (2.5, f64::NAN)]).close();
    let mut canvas = Canvas::new(Size::Wide, 1.0);
    canvas.curve("sh", path, "");
    canvas.curve("sh", Path::default(), "");
    assert_eq!(canvas.marks.len(), 1);
    assert!(matches!(&canvas.marks[0], Mark::Curve { path, .. } if path == "M0,1L2.5,0Z"));
}

#[test]
fn lines_are_at_round_values() {
    assert_eq!(
        [step(10.0, 5.0), step(0.9, 4.0), step(0.0, 5.0), step(f64::NAN, 5.0)],
        [Some(2.0), Some(0.5), None, None]
    );
    let near = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
    assert!(near(round_up(9.0, 5.0), 10.0) && near(round_up(10.0, 5.0), 10.0));
    assert!(near(round_up(0.0, 5.0), 1.0));
    let scale = Scale::new((20.0, 100.0), (0.0, 80.0));
    assert_eq!(scale.ticks(4.0), [20.0, 40.0, 60.0, 80.0, 100.0]);
    assert!(near(scale.at(30.0), 10.0) && near(scale.at(1e9), 80.0) && near(scale.at(-5.0), 0.0));
    assert!(near(Scale::new((0.0, 0.0), (5.0, 9.0)).at(3.0), 5.0));
    let short = [0.0, 0.05, 2.5, 1500.0, 25_000.0, 3e6, 4e9, 5e15].map(tick);
    assert_eq!(short, ["0", "0.05", "2.5", "1500", "25k", "3M", "4G", "5e15"]);
}

#[test]
fn years_are_named_where_months_are_too_many() {
    let short = Days::new(date(2024, 1, 10), date(2024, 6, 30), (0.0, 100.0));
    let named: Vec<String> = short.marks(2).into_iter().filter_map(|mark| mark.1).collect();
    assert_eq!(named, ["Mar", "May"]);
    let long = Days::new(date(2020, 5, 1), date(2024, 6, 30), (0.0, 100.0));
    let named: Vec<String> = long.marks(2).into_iter().filter_map(|mark| mark.1).collect();
    assert_eq!(named, ["2021", "2022", "2023", "2024"]);
    let months: Vec<String> = (1..=12).map(|month| format!("2024-{month:02}")).collect();
    assert_eq!(month_names(&months, 3).len(), 4);
    assert_eq!(month_names(&["nonsense".to_owned(), "2024-13".to_owned()], 1), []);
}

#[test]
fn words_keep_apart() {
    let places = spread(&[50.0, 52.0, 10.0, 99.0], 10.0, (0.0, 100.0));
    assert_eq!(places, [50.0, 60.0, 10.0, 99.0]);
    assert_eq!(spread(&[99.0, 99.0], 10.0, (0.0, 100.0)), [90.0, 100.0]);
    assert_eq!(runs(&[None, None]).len(), 0);
}

/// Any value at all, most of them ordinary.
fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..100.0_f64,
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(-1e308),
        1 => Just(1e308),
        1 => any::<f64>(),
    ]
}

fn any_range() -> impl Strategy<Value = Ranged> {
    (any_value(), any_value(), any_value()).prop_map(|(value, low, high)| Ranged {
        value,
        low,
        high,
    })
}

/// Without an `n`, so that what is no number is found where it is written.
fn any_name() -> impl Strategy<Value = String> {
    "[a-m/火\u{202e}\u{1b}<&\"' ]{0,80}"
}

fn any_day() -> impl Strategy<Value = Date> {
    (2023_i16..2026, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}

fn any_event() -> impl Strategy<Value = Event> {
    let sorts = [EventSort::OwnPatch, EventSort::OthersPatch, EventSort::Revert, EventSort::Cause];
    (any_day(), prop::sample::select(sorts.to_vec())).prop_map(|(day, sort)| Event {
        day,
        sort,
        says: String::new(),
    })
}

fn any_strip() -> impl Strategy<Value = Strip> {
    let quiet = prop::option::of((any_day(), any_day(), any::<bool>()));
    (any_name(), prop::collection::vec(any_event(), 0..6), quiet).prop_map(
        |(name, events, quiet)| Strip {
            reading: name.clone(),
            counts: name.clone(),
            quiet: quiet.map(|(from, to, held)| Quiet { from, to, held }),
            name,
            events,
        },
    )
}

proptest! {
    #[test]
    fn whatever_the_values_marks_are_inside(
        name in any_name(),
        values in prop::collection::vec(any_value(), 0..14),
        ranges in prop::collection::vec(prop::option::of(any_range()), 0..14),
        strips_of in prop::collection::vec(any_strip(), 0..4),
        rule in any_value(),
    ) {
        let months: Vec<String> = (1..=values.len()).map(|at| format!("2024-{at:02}")).collect();
        let periods: Vec<String> = ranges.iter().map(|_| name.clone()).collect();
        let whole: Vec<Ranged> = ranges.iter().flatten().copied().collect();
        let rate = |pair: &[Ranged]| BeforeAfter {
            name: name.clone(),
            before: pair[0],
            after: pair[1],
            expected: pair.get(2).copied(),
            reading: name.clone(),
            label: Label::Motion,
            counts: name.clone(),
        };
        let curve = |is_main| Curve {
            name: name.clone(),
            is_main,
            steps: values.iter().copied().zip(whole.iter().copied()).collect(),
        };
        let growth = Growth {
            name: name.clone(),
            months: months.clone(),
            sums: values.clone(),
            counts: name.clone(),
        };
        let course = Course {
            name: name.clone(),
            meaning: name.clone(),
            periods: periods.clone(),
            values: ranges.clone(),
            last: name.clone(),
        };
        let rows = |_| ranges.iter().map(|value| value.map(|value| value.value)).collect();
        let drawings = [
            trends(&[(Label::Headway, &values[..]), (Label::Motion, &values[..])]),
            Drawing::Share(ShareByMonth {
                months: periods.clone(),
                shares: ranges.clone(),
                before: Some((name.clone(), rule)),
            }),
            Drawing::BeforeAfter(whole.chunks_exact(3).map(rate).collect()),
            strips(strips_of),
            Drawing::Curves(Curves { curves: vec![curve(true), curve(false)], rule }),
            Drawing::Growth(vec![growth.clone(), growth]),
            Drawing::Matrix(Matrix { rows: (0..periods.len()).map(rows).collect(), periods }),
            Drawing::Courses(vec![course.clone(), course]),
        ];
        for drawing in &drawings {
            all_is_inside(drawing);
        }
    }
}
