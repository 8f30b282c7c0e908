//! Where things are, and how long words are.
//!
//! In: values, days, names. Out: nothing. Deliberately absent: drawings.

use jiff::civil::date;

use crate::report::html::figure::canvas::{Anchor, Path, px};
use crate::report::html::figure::lettering::{fitted, lines, path, shorten, width};
use crate::report::html::figure::scale::{Days, Scale, month_names, round_up, spread, step, tick};
use crate::report::html::figure::{Canvas, Mark, Size, runs};

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
fn names_lose_first_what_tells_least() {
    let name = "impl DirContents > fn from_path";
    let shown = [400.0, 150.0, 80.0].map(|room| fitted(name, room));
    assert_eq!(shown, [name, "fn from_path", "from_path"]);
    assert_eq!(fitted("function runTest and 1 more spot", 170.0), "function runTest +1");
    assert_eq!(fitted("impl Drop and 12 more spots", 90.0), "Drop +12");
    let file = "vitest: packages/vitest/src/node/core.ts";
    let shown = [400.0, 260.0, 150.0, 100.0, 20.0].map(|room| path(file, room));
    let expected =
        [file, "vitest: …/src/node/core.ts", "vitest: …/core.ts", "…/core.ts", "core.ts"];
    assert_eq!(shown, expected);
    assert_eq!(path("docs/guides/", 20.0), "guides");
    let mut canvas = Canvas::new(Size::Wide, 10.0);
    canvas.row_name((0.0, 0.0), ("src/commands/a.rs: fn a", "2024-03-02"), 180.0);
    let Some(Mark::Word { text, .. }) = canvas.marks.last() else { panic!() };
    assert_eq!(text, "2024-03-02, …/a.rs");
}

#[test]
fn a_long_name_is_parted_where_its_place_ends() {
    let lines_of = |name: &str, size| {
        let mut canvas = Canvas::new(size, 10.0);
        canvas.row_name((0.0, 0.0), (name, ""), 190.0);
        canvas.marks
    };
    let long = "src/commands/restack.rs: fn restack_commits";
    let marks = lines_of(long, Size::Wide);
    let [Mark::Word { text: what, whole, .. }, Mark::Word { text: place, .. }] = &marks[..] else {
        panic!("{marks:?}")
    };
    assert_eq!((what.as_str(), whole.as_str()), ("fn restack_commits", long));
    assert_eq!(place, "src/commands/restack.rs");
    assert_eq!(lines_of("a.rs: fn a", Size::Narrow).len(), 1);
    assert_eq!(lines_of("no_place_in_this_name_that_is_long", Size::Narrow).len(), 1);
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
