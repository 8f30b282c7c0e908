//! The sample history on a terminal. The retrospective has tests of its own.

mod profile;
mod quarter;

use unicode_width::UnicodeWidthStr;

use crate::episodes::Expected;
use crate::model::{Answer, Answered, CommitIndex, CommitStructure, Kind, RepoPath, Thresholds};
use crate::profile::testing::day;
use crate::report::sample::{Sample, sample};
use crate::report::{HotspotQuery, Names, Pending, ProfilePart, Text, WhyQuery, terminal};
use crate::report::{annotated, hotspots, next, show, status, why};

fn shown(commit: u32, width: usize) -> Text {
    let sample = sample();
    let (history, verdicts, episodes) = (&sample.history, &sample.verdicts, &sample.episodes);
    let found = show(
        history,
        verdicts,
        episodes,
        CommitIndex(commit),
        &CommitStructure::default(),
        &Thresholds::default(),
        Names::Hidden,
    );
    terminal::show(&found, width)
}

fn told(path: &str, section: Option<&str>, width: usize) -> Text {
    let sample = sample();
    let section = section.map(str::to_owned);
    let query = WhyQuery { path: RepoPath::from(path), section, names: Names::Hidden };
    let (history, verdicts, episodes) = (&sample.history, &sample.verdicts, &sample.episodes);
    terminal::why(&why(history, verdicts, episodes, &Thresholds::default(), &query), width)
}

/// The sample in which the user says of every commit from one on that it was a feature, and that it was a root cause.
fn answered(from: usize) -> Sample {
    let mut sample = sample();
    for verdict in &mut sample.verdicts.commits[from..] {
        let (computed, because) = (verdict.kind, verdict.evidence.clone());
        let (kind, root_cause, at) = (Some(Kind::Feat), Some(true), day(399));
        let answer = Answer { kind, root_cause, asked: None, at, offset_minutes: 0 };
        verdict.kind = Kind::Feat;
        verdict.answered = Some(Answered { answer, carried: Vec::new(), computed, because });
    }
    sample
}

fn stands(from: usize, width: usize) -> Text {
    let Sample { history, verdicts, episodes, .. } = answered(from);
    let pending = Pending { elsewhere: 1, waiting: 2, goals: Vec::new() };
    terminal::status(&status(&history, &verdicts, &episodes, pending, Names::Hidden), width)
}

/// What an answer about the commit that ended a chain changed.
fn changed(width: usize) -> Text {
    let (before, after) = (sample(), answered(0));
    let history = &before.history;
    let ended = before.episodes.chains.iter().find_map(|chain| chain.ended_by).unwrap();
    let commit = history.change(ended).commit;
    let found = annotated(
        history,
        (&before.verdicts, &before.episodes),
        (&after.verdicts, &after.episodes),
        commit,
        Names::Hidden,
    );
    terminal::annotated(&found, width)
}

fn found(query: &HotspotQuery, width: usize) -> Text {
    let sample = sample();
    let expected = Expected::default();
    let found = hotspots(&sample.history, &sample.episodes, &expected, day(400), query);
    terminal::hotspots(&found, width)
}

fn named(width: usize) -> Text {
    let sample = sample();
    let expected = Expected::default();
    let found = next(&sample.history, &sample.episodes, &expected, day(400), 3, None, 5);
    terminal::next(&found, width)
}

#[test]
fn what_to_look_for_next() {
    insta::assert_snapshot!(named(80), @"
    Where the cause is worth looking for in tidewater
    as of 2025-02-04

    1. src/auth/session.rs: impl Lock<T> > fn *lock*
       5 patches within 4 months by 1 person, 20 lines; the last on 2024-11-26: too
       early to tell: quiet for 70 days, 1 commit nearby meanwhile.

    Too early to expect anything of a spot: 0 patches of 0 spots in the last year;
    so the newest patches come first.
    ");
}

#[test]
fn a_repeat_patch_and_its_remedy() {
    insta::assert_snapshot!(shown(45, 80), @"
    cfc0641da 2024-08-08 fix: once more
    Kind: fix.
      [made-up/1] The story says so.
    What it repairs is not known.

       +3    -1  src/auth/session.rs: impl Lock<T> > fn *lock*
      fix, repeat patch (motion: patched again)
      patched 20 days before by the same person, 1 line of it replaced, in 935170bba
      2024-07-19 fix: order | of [locks](http://x.example)
      [made-up/1] The story says so.
      Outcome: came back after 10 days (6df7ddcea).

    Of patches on functions here, 62% held 90 days (n = 140, likely 54–70%).
    ");
    insta::assert_snapshot!(shown(44, 80), @r##"
    3188ea6ca 2024-07-20 fix: the typo in it
    Kind: fix.
      [made-up/1] The story says so.
    What it repairs is not known.

       +3    -1  src/auth/session.rs: impl Lock<T> > fn *lock*
      fix, quick remedy
      completes 935170bba 2024-07-19 fix: order | of [locks](http://x.example)
      [made-up/1] The story says so.
    "##);
}

#[test]
fn a_commit_without_changes() {
    insta::assert_snapshot!(shown(42, 80), @r##"
    f519f70aa 2024-04-01 empty
    Kind: fix.
      [made-up/1] The story says so.
    What it repairs is not known.

    It changes no lines.
    "##);
}

#[test]
fn the_story_of_a_spot() {
    insta::assert_snapshot!(told("src/config/load.rs", None, 80), @"
    src/config/load.rs: fn load
    8 changes by 1 person; 6 patches, 5 of them repeats.
    - Chain of 6 patches within 40 days (2023-03-07 to 2023-04-16): held for 12
      months, 7 commits nearby meanwhile. The last structural change after it is
      11a25bfaa. Since then quieted: 6 patches in the 12 months before, 0 in the 12
      months after; 42 spots like it had 3.4 (1–9) in as long a time (96% sure that
      it fell below).
    Of patches on functions here, 62% held 90 days (n = 140, likely 54–70%).

    date        commit     what                              subject
    2023-01-06  00000000a  structural                        feat: begin
    2023-03-07  78dde6c4a  patch, back after 10 days         fix: once more
    2023-03-17  17156075a  repeat patch, back after 10 days  fix: once more
    2023-03-27  b54cda26a  repeat patch, back after 10 days  fix: once more
    2023-04-06  538453d7a  repeat patch, back after 10 days  fix: once more
    2023-04-11  f1bbcd88a  repeat patch, back after 10 days  fix: once more
    2023-04-16  8ff34739a  repeat patch                      fix: once more
    2024-01-21  11a25bfaa  structural, held 12 months        refactor: one loader
    ");
}

#[test]
fn what_is_not_there_is_said() {
    insta::assert_snapshot!(told("load.rs", None, 80), @r##"
    load.rs is not in the history of tidewater.
    The same file name is at src/config/load.rs
    "##);
    insta::assert_snapshot!(told("src/config/load.rs", Some("fn save"), 80), @r##"
    No section of src/config/load.rs has "fn save" in its title. Ask for the path
    alone to see its sections.
    "##);
}

#[test]
fn recurring_spots() {
    insta::assert_snapshot!(found(&HotspotQuery::default(), 80), @"
    Recurring spots in tidewater
    as of 2025-02-04, patched in the last 2 years

    spot                        next year  patches  people  lines  outcome
    … impl Lock<T> > fn *lock*          –        5       1     20  too early
    …c/config/load.rs: fn load          –        6       1     24  held 12 months,…

    Too early to expect anything of a spot: 0 patches of 0 spots in the last year;
    so the newest patches come first.
    ");
    let many = HotspotQuery { recurring: 9, since: Some(day(0)), ..HotspotQuery::default() };
    insta::assert_snapshot!(found(&many, 80), @r##"
    Recurring spots in tidewater
    as of 2025-02-04, since 2024-01-01

    No spot was patched 9 times or more in a row, each time within the window.
    "##);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [16, 31, 60, 100] {
        let query = HotspotQuery::default();
        let load = "src/config/load.rs";
        for text in [
            shown(45, width),
            told(load, None, width),
            told("x", None, width),
            found(&query, width),
            profile::profiled(&[], width),
            profile::profiled(&ProfilePart::ALL, width),
            stands(0, width),
            changed(width),
        ] {
            for line in text.to_string().lines() {
                assert!(line.width() <= width, "{line:?} in {width}");
            }
        }
    }
}
