//! A year that begins in April, and a half-year.
//!
//! In: a made-up history. Out: nothing. Deliberately absent: calendar years, of which all other tests are.

use crate::model::{Month, Nature, Thresholds};
use crate::profile::Period;
use crate::profile::testing::{Story, day};
use crate::report::sample::looked_back_over;
use crate::report::{Addressee, LineOf, Names, Retro};

/// Ada writes ten lines in `src/` and in `lib/` on ten days up to March 2024, on ten up to June, and on ten from February
/// 2025 on. Of the first days three lose their lines in `src/` in June 2024. In February 2025 Ben works there for a week.
pub(super) fn told(period: Period) -> Retro {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let (src, lib) = (story.spot("src/a.rs", "fn a"), story.spot("lib/b.rs", "fn b"));
    let write = |story: &mut Story, from: i64| {
        for at in 0..10 {
            story.commit(ada, from + at * 8, "feat: more").change_of(lib, Nature::Structural, 10);
            story.change_of(src, Nature::Structural, 10);
        }
    };
    write(&mut story, 0);
    write(&mut story, 100);
    (0..3).for_each(|origin| story.replaced(origin, 10));
    for at in 0..7 {
        story.commit(ben, 400 + at, "feat: help").change_of(src, Nature::Structural, 1);
        story.alive("src/a.rs", Some(20 + usize::try_from(at).unwrap()), 1);
    }
    write(&mut story, 410);
    for at in (0..20).chain(27..37) {
        story.alive("lib/b.rs", Some(at), 10);
        if at >= 3 {
            story.alive("src/a.rs", Some(at), 10);
        }
    }
    let notes = story.spot("notes.md", "notes");
    story.commit(ben, 700, "docs: later").change(notes, Nature::Upkeep);
    let ledger = story.ledger(ada, &Thresholds::default(), day(800));
    let you = Addressee::You("Ada".to_owned());
    looked_back_over(&[ledger], 800, period, &you, Names::Hidden)
}

/// The values of a line, rounded.
fn values(report: &Retro, of: LineOf) -> Vec<Option<f64>> {
    let line = report.lines.lines.iter().find(|line| line.of == of);
    let line = line.unwrap_or_else(|| panic!("{of:?} in {:?}", report.lines));
    line.values.iter().map(|value| value.map(|value| value.value.round())).collect()
}

#[test]
fn a_year_from_april_on_has_its_own_lines_and_its_own_end() {
    let (first, last) = (Month { year: 2024, month: 4 }, Month { year: 2025, month: 3 });
    let fiscal = told(Period::lasting(first, last));
    assert_eq!(fiscal.lines.periods, ["2023-04–2024-03", "2024-04–2025-03"]);
    // Of the lines up to March 2024 three of twenty days went before they were a year old.
    assert_eq!(values(&fiscal, LineOf::Lasting), [None, Some(85.0)]);
    assert_eq!(values(&fiscal, LineOf::Alone), [Some(2.0), Some(1.0)]);
    let says: Vec<&str> =
        fiscal.ownership.findings.iter().map(|found| found.text.as_str()).collect();
    assert_eq!(
        says[0],
        "At the end of March 2025 1 area rests on you alone, after 2 at the end of March 2024: lib/. None of them keeps \
         needing patches."
    );
    assert_eq!(fiscal.ownership.as_of, "the end of March 2025");
    // At the end of the calendar year Ben had not come yet, and its lines are others.
    let calendar = told(Period::named("2024").unwrap());
    assert_eq!(values(&calendar, LineOf::Alone), [Some(2.0)]);
    assert_eq!(
        values(&told(Period::named("2025").unwrap()), LineOf::Lasting).pop(),
        Some(Some(93.0))
    );
}

#[test]
fn a_half_year_is_told_at_its_end() {
    let half = told(Period::named("2025-H1").unwrap());
    assert_eq!(half.lines.periods, ["2024-H1", "2024-H2", "2025-H1"]);
    assert_eq!(values(&half, LineOf::Alone), [Some(2.0), Some(2.0), Some(1.0)]);
    assert_eq!(values(&half, LineOf::Lasting), [None, None, Some(93.0)]);
    assert_eq!(half.ownership.as_of, "the end of June 2025");
    let shared = half.ownership.told.iter().find(|area| area.place == "src/").unwrap();
    assert_eq!((shared.reading, shared.others_major, shared.days), ("shared", 1, 10));
    assert_eq!(shared.shares[3..], [Some(100.0), Some(97.4729)]);
}
