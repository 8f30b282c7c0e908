//! Drawings as tables and sentences.
//!
//! In: small drawings. Out: nothing. Deliberately absent: layouts; each format has its own.

use jiff::civil::date;

use super::{age, at, brief, likeness, number, percent, says, span, whole};
use crate::report::drawing::{
    BeforeAfter, Course, Curve, CurveSort, Curves, Drawing, Event, EventSort, Growth, Matrix,
    Quiet, Ranged, ShareByMonth, Sparks, Strip, Strips,
};
use crate::report::grid::{Column, Grid};
use crate::report::section::{MonthNote, Trend, Trends};
use crate::report::text::Label;

fn ranged(value: f64) -> Ranged {
    Ranged { value, low: value / 2.0, high: value * 2.0 }
}

fn rows(grid: &Grid) -> Vec<Vec<&str>> {
    grid.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect()
}

fn months() -> Vec<String> {
    ["2024-01", "2024-02"].map(str::to_owned).to_vec()
}

#[test]
fn numbers_are_short_and_nothing_is_a_dash() {
    assert_eq!([0.0, -0.01, 2.0, 2.34, f64::NAN].map(number), ["0", "0", "2", "2.3", "–"]);
    assert_eq!([46.4, -0.0, f64::INFINITY].map(percent), ["46%", "0%", "–"]);
    assert_eq!([0.25, 1.0, 2.5].map(age), ["3 months", "1 year", "2.5 years"]);
    assert_eq!([span(&[]), span(&["a"]), span(&["a", "b", "c"])], ["", "a", "a–c"]);
}

#[test]
fn bars_and_shares_are_rows_of_months() {
    let row = Trend { name: "headway", label: Label::Headway, values: vec![1.0, 2.5] };
    let mut trends = Trends {
        title: "By month",
        unit: "commits",
        months: months(),
        rows: vec![row],
        notes: Vec::new(),
    };
    let bars = Drawing::Bars(trends.clone());
    assert_eq!(rows(&whole(&bars)), [["2024-01", "1.0"], ["2024-02", "2.5"]]);
    assert!(says(&bars).ends_with("headway: most in 2024-02, 2.5."), "{}", says(&bars));
    let note = |text: &str| MonthNote {
        month: "2024-02".to_owned(),
        label: Label::Headway,
        text: text.to_owned(),
    };
    trends.notes = vec![note("fn a: quiet since"), note("most")];
    let bars = Drawing::Bars(trends);
    let expected = [["2024-01", "1.0", ""], ["2024-02", "2.5", "fn a: quiet since; most"]];
    assert_eq!(rows(&whole(&bars)), expected);
    assert!(says(&bars).ends_with("2024-02: fn a: quiet since. 2024-02: most."), "{}", says(&bars));
    let share = Drawing::Share(ShareByMonth {
        months: months(),
        shares: vec![Some(ranged(20.0)), None],
        before: Some(("2023".to_owned(), 30.0)),
    });
    let expected = [["2024-01", "20%", "10–40%"], ["2024-02", "–", "–"], ["2023", "30%", "–"]];
    assert_eq!(rows(&whole(&share)), expected);
    assert_eq!(rows(&brief(&share).0), expected);
    assert!(says(&share).contains("20% in 2024-01. 2023: 30%."), "{}", says(&share));
}

#[test]
fn rates_have_their_ranges() {
    let drawing = Drawing::BeforeAfter(vec![BeforeAfter {
        name: "a.rs".to_owned(),
        date: "2024-03-02".to_owned(),
        before: ranged(4.0),
        after: ranged(0.0),
        expected: None,
        reading: "quieted".to_owned(),
        label: Label::Headway,
        counts: "6 patches".to_owned(),
    }]);
    let expected = [["a.rs, 2024-03-02", "4 (2–8)", "0 (0–0)", "–", "quieted", "6 patches"]];
    assert_eq!(rows(&whole(&drawing)), expected);
    assert!(says(&drawing).ends_with("a.rs, 2024-03-02: 4 before, 0 after, quieted."));
}

#[test]
fn strips_are_characters_on_a_line_of_time() {
    let event = |day, sort, says: &str| Event { day, sort, says: says.to_owned() };
    let strip = |events: Vec<Event>, quiet| Strip {
        name: "a.rs".to_owned(),
        events,
        quiet,
        reading: "quiet".to_owned(),
        counts: "2 patches".to_owned(),
    };
    let quiet = |held| Some(Quiet { from: date(2024, 10, 1), to: date(2025, 2, 1), held });
    let events = vec![
        event(date(2023, 12, 31), EventSort::OwnPatch, "too early"),
        event(date(2024, 1, 1), EventSort::OwnPatch, "own"),
        event(date(2024, 1, 2), EventSort::OthersPatch, "theirs"),
        event(date(2024, 3, 1), EventSort::OthersPatch, "theirs"),
        event(date(2024, 5, 1), EventSort::Revert, "revert"),
        event(date(2024, 9, 30), EventSort::Cause, "cause"),
    ];
    let rows_of = vec![strip(events, quiet(true)), strip(vec![], quiet(false))];
    let (first, last) = (date(2024, 1, 1), date(2024, 12, 31));
    let drawing = Drawing::Strips(Strips { first, last, rows: rows_of });
    let (grid, key) = brief(&drawing);
    assert_eq!(grid.columns[1].title, "2024-01-01 to 2024-12-31");
    let strips: Vec<&str> = rows(&grid).iter().map(|row| row[1]).collect();
    assert_eq!(strips, ["│···╵···▼··········◆━━━━━━", "···················╌╌╌╌╌╌╌"]);
    assert!(strips[0].chars().filter(|sign| *sign != '·').all(|sign| key.contains(sign)));
    let grid = whole(&drawing);
    assert_eq!(grid.rows[0][4], "own; theirs; theirs; revert; cause");
    assert_eq!(
        (grid.rows[0][3].as_str(), grid.rows[1][4].as_str()),
        ("2024-10-01 to 2025-02-01", "–")
    );
}

#[test]
fn curves_are_read_at_round_ages() {
    let curve = |name: &str, last: f64| Curve {
        name: name.to_owned(),
        sort: CurveSort::Others,
        steps: vec![(0.0, ranged(100.0)), (0.5, ranged(50.0)), (last, ranged(40.0))],
    };
    let (short, long) = (curve("short", 0.7), curve("long", 2.0));
    assert_eq!(at(&short, 0.4).map(|value| value.value), Some(100.0));
    assert_eq!(at(&short, 0.5).map(|value| value.value), Some(50.0));
    assert_eq!(at(&short, 0.8), None, "it does not reach that");
    assert_eq!(at(&long, 2.0).map(|value| value.value), Some(40.0));
    let drawing = Drawing::Curves(Curves { curves: vec![short, long], rule: 1.0 });
    let grid = whole(&drawing);
    assert_eq!(grid.columns[2].title, "long");
    let ages: Vec<&str> = rows(&grid).iter().map(|row| row[0]).collect();
    assert_eq!(ages, ["3 months", "6 months", "1 year", "1.5 years", "2 years"]);
    assert_eq!(rows(&grid)[2], ["1 year", "–", "50% (25–100%)"]);
    assert!(says(&drawing).ends_with("After 1 year: long 50%."), "{}", says(&drawing));
    let none = Drawing::Curves(Curves { curves: vec![], rule: 1.0 });
    assert!(says(&none).ends_with("None reaches 1 year.") && whole(&none).rows.is_empty());
}

#[test]
fn sums_and_measures_are_small_bars_with_their_last_value() {
    let growth = Growth {
        name: "a".to_owned(),
        months: months(),
        sums: vec![0.0, 8.0],
        counts: "8 commits".to_owned(),
    };
    let growth = Drawing::Growth(vec![growth]);
    assert_eq!(rows(&brief(&growth).0), [["a", "▁▇", "8", "8 commits"]]);
    assert_eq!(brief(&growth).0.columns[1].title, "2024-01–2024-02");
    let expected = [["2024-01", "0"], ["2024-02", "8"], ["in all", "8 commits"]];
    assert_eq!(rows(&whole(&growth)), expected);
    let course = Course {
        name: "breadth".to_owned(),
        meaning: "areas".to_owned(),
        periods: ["2022", "2023", "2024"].map(str::to_owned).to_vec(),
        values: vec![Some(ranged(4.0)), None, Some(ranged(2.0))],
        last: "2 areas".to_owned(),
    };
    let courses = Drawing::Courses(vec![course]);
    assert_eq!(rows(&brief(&courses).0), [["breadth", "▇·▃", "2 areas", "2 (1–4)", "areas"]]);
    assert_eq!(rows(&whole(&courses))[1], ["2023", "–"]);
    assert!(says(&courses).ends_with("Breadth from 4 in 2022 to 2 areas."), "{}", says(&courses));
}

#[test]
fn a_matrix_has_no_diagonal() {
    let matrix = Matrix {
        periods: ["2022", "2023", "2024"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![Some(100.0)],
            vec![Some(81.4), Some(100.0)],
            vec![Some(f64::NAN), Some(60.0)],
        ],
    };
    assert_eq!([likeness(&matrix, 0, 0), likeness(&matrix, 2, 0)], [None, None]);
    let drawing = Drawing::Matrix(matrix);
    assert_eq!(rows(&whole(&drawing)), [["2023", "81", ""], ["2024", "–", "60"]]);
    assert!(says(&drawing).ends_with("Most alike: 2022 and 2023, 81."), "{}", says(&drawing));
}

#[test]
fn cells_of_small_lines_are_small_bars_on_a_screen() {
    let columns = vec![Column::words("line"), Column::words("2022–2024")];
    let grid = Grid { columns, rows: vec![vec!["a".to_owned(), "1, none, 4".to_owned()]] };
    let values = vec![vec![Some(1.0), None, Some(4.0)]];
    let sparks = Sparks { column: 1, values, labels: vec![Label::Motion] };
    let drawing = Drawing::Table(grid, Some(sparks));
    assert_eq!(rows(&brief(&drawing).0), [["a", "▂·▇"]]);
    assert_eq!(rows(&whole(&drawing)), [["a", "1, none, 4"]]);
}
