//! A quarter and the goals, on a screen of 80 columns and 24 lines.
//!
//! In: the sample's ledger, a journal. Out: nothing. Deliberately absent: how goals are measured; that is tested beside it.

use unicode_width::UnicodeWidthStr;

use crate::journal::{Aim, AimSort, GoalId, GoalState, Project, Record, Said};
use crate::profile::testing::day;
use crate::profile::{Period, Work};
use crate::report::sample::{NOW, sample};
use crate::report::{Text, quarter, terminal};

/// The journal of a day of the sample's story.
fn record(at: i64, said: Said) -> Record {
    Record { at: day(at), offset_minutes: 0, said }
}

fn note(at: i64, text: &str) -> Record {
    record(at, Said::Note { text: text.to_owned(), about: None, on: None, project: None })
}

fn goal(number: u32, text: &str, project: Option<&Project>, aim: Option<Aim>) -> Record {
    let by = Some(jiff::civil::date(2024, 12, 31));
    let (goal, text, project) = (GoalId(number), text.to_owned(), project.cloned());
    record(150, Said::Goal { goal, text, by, project, aim })
}

fn shown(name: &str, said: &[Record], width: usize) -> Text {
    let ledgers = [sample().ledger];
    let work = Work::of(&ledgers, day(NOW));
    terminal::quarter(&quarter(&work, "Ada", Period::named(name).unwrap(), said), width)
}

fn journal() -> Vec<Record> {
    let project = Project { name: "tidewater".to_owned(), roots: sample().ledger.roots };
    let aim = |sort, place: Option<&str>| Some(Aim { sort, place: place.map(str::to_owned) });
    let spot = "src/auth/session.rs: impl Lock<T> > fn *lock*";
    let ended = "End the patching of the lock, whose order nobody can say, or stop calling it ours";
    let state = GoalState::Done;
    let text = Some("Ben and I take turns".to_owned());
    vec![
        goal(1, ended, Some(&project), aim(AimSort::Cause, Some(spot))),
        goal(
            2,
            "A second person in src/net/",
            Some(&project),
            aim(AimSort::SecondPerson, Some("src/net/")),
        ),
        goal(3, "Share the on-call", None, None),
        record(290, Said::GoalState { goal: GoalId(3), state, text }),
        note(280, "Ben was on call for the first time"),
        note(300, "We keep one loader; \u{1b}[31mred\nand no second one"),
        note(10, "long before"),
    ]
}

#[test]
fn a_quarter_at_a_glance() {
    insta::assert_snapshot!(shown("2024-Q4", &journal(), 80), @r"
    2024-Q4 as of 2025-02-04
    3 counted commits: too few to tell headway from motion.

    Goals
    00000001 End the patching of the lock, whose order nobo… by 2024-12-31, passed
      Patches: 2 in 92 days, 3 in 366 days before; per 90 days 2 (0.5–7.1) after 0.7
      (0.3–2.2): no clear movement.
    00000002 A second person in src/net/ by 2024-12-31, passed
      Days of work of others: 2 in 92 days, 0 in 366 days before; per 90 days 2
      (0.5–7.1) after 0 (0–0.9): no clear movement.
    00000003 Share the on-call done, by 2024-12-31
      Reached on 2024-10-17: “Ben and I take turns”

    Noted
    2024-10-07 Ben was on call for the first time
    2024-10-27 We keep one loader; \u{1b}[31mred and no second one
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
    let mut said = journal();
    for number in 10..40 {
        said.push(goal(number, &"A goal of many words ".repeat(9), None, None));
        said.push(note(280, &"a note of many words ".repeat(9)));
    }
    let shown = shown("2024-Q4", &said, 80).to_string();
    assert!(shown.lines().count() <= 23, "{shown}");
    assert!(shown.lines().all(|line| line.width() <= 80), "{shown}");
    assert!(shown.contains("more goals; `--format json` has them."), "{shown}");
    assert!(shown.contains("more notes; `--format json` has them."), "{shown}");
    for width in [10, 20, 40] {
        let shown = self::shown("2024-Q4", &said, width).to_string();
        assert!(shown.lines().all(|line| line.width() <= width), "{shown}");
    }
}
