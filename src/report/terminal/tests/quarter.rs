//! A quarter and the goals, on a screen of 80 columns and 24 lines.
//!
//! In: the sample's ledger, and what Ada wrote down. Out: nothing. Deliberately absent: how goals are measured; that is tested
//! beside it.

use unicode_width::UnicodeWidthStr;

use crate::journal::{GoalId, Record, Said};
use crate::profile::testing::day;
use crate::profile::{Period, Work};
use crate::report::sample::{NOW, said, sample};
use crate::report::{Text, quarter, terminal};

fn shown(name: &str, said: &[Record], width: usize) -> Text {
    let ledgers = [sample().ledger];
    let work = Work::of(&ledgers, day(NOW));
    terminal::quarter(&quarter(&work, "Ada", Period::named(name).unwrap(), said), width)
}

#[test]
fn a_quarter_at_a_glance() {
    insta::assert_snapshot!(shown("2024-Q4", &said(), 80), @"
    2024-Q4 as of 2025-02-04
    3 counted commits: too few to tell headway from motion.

    Goals
    00000001 End the patching of the lock by 2024-12-31, passed
      Patches: 2 in 92 days, 3 in 366 days before; per 90 days 2 (0.2–7.1) after 0.7
      (0.2–2.2): no clear movement.
    00000002 Share the on-call done, by 2024-12-31
      Reached on 2024-10-17: “we take turns”
    00000003 A second person in src/net/ by 2024-12-31, passed
      Days of work of others: 2 in 92 days, 0 in 366 days before; per 90 days 2
      (0.2–7.1) after 0 (0–0.9): no clear movement.
    00000004 Write the handbook dropped, by 2024-12-31
      Pursued no more since 2025-01-15: “nobody would read it”

    Noted
    2024-10-27 tidewater A colleague was on call for the first time; *we* both sl…
    ");
    insta::assert_snapshot!(shown("2024-Q2", &[], 80), @r#"
    2024-Q2 as of 2025-02-04
    12 counted commits: too few to tell headway from motion.

    Goals
    There was none; `git headway goal add "…"` sets one, `git headway goal accept`
    makes one of a choice of the retrospective.

    Noted
    Nothing; `git headway note "…"` keeps an outcome or a decision.
    "#);
}

#[test]
fn a_quarter_fits_on_one_screen() {
    let mut said = said();
    for number in 10..40 {
        let (text, by, project, aim) = ("A goal of many words ".repeat(9), None, None, None);
        let goal = Said::Goal { goal: GoalId(number), text, by, project, aim };
        let text = "a note of many words \u{1b}[31m ".repeat(9);
        let note = Said::Note { text, about: None, on: None, project: None };
        let record = |said| Record { at: day(280), offset_minutes: 0, said };
        said.extend([goal, note].map(record));
    }
    let shown = shown("2024-Q4", &said, 80).to_string();
    assert!(shown.lines().count() <= 23, "{shown}");
    assert!(shown.lines().all(|line| line.width() <= 80), "{shown}");
    assert!(shown.contains("more goals; `--format json` has them."), "{shown}");
    assert!(shown.contains("more notes; `--format json` has them."), "{shown}");
    assert!(!shown.contains('\u{1b}'), "{shown}");
    for width in [10, 20, 40] {
        let shown = self::shown("2024-Q4", &said, width).to_string();
        assert!(shown.lines().all(|line| line.width() <= width), "{shown}");
    }
}
