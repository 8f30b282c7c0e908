//! The sample history on a terminal. The retrospective has tests of its own.

use unicode_width::UnicodeWidthStr;

use crate::model::{CommitIndex, RepoPath};
use crate::profile::testing::day;
use crate::report::sample::sample;
use crate::report::{Addressee, HotspotQuery, Names, Text, WhyQuery, terminal};
use crate::report::{hotspots, profile, show, why};

fn shown(commit: u32, width: usize) -> Text {
    let sample = sample();
    let (history, verdicts, episodes) = (&sample.history, &sample.verdicts, &sample.episodes);
    let found = show(history, verdicts, episodes, CommitIndex(commit), Names::Hidden);
    terminal::show(&found, width)
}

fn told(path: &str, section: Option<&str>, width: usize) -> Text {
    let sample = sample();
    let section = section.map(str::to_owned);
    let query = WhyQuery { path: RepoPath::from(path), section, names: Names::Hidden };
    terminal::why(&why(&sample.history, &sample.verdicts, &sample.episodes, &query), width)
}

fn found(query: &HotspotQuery, width: usize) -> Text {
    let sample = sample();
    terminal::hotspots(&hotspots(&sample.history, &sample.episodes, day(400), query), width)
}

fn profiled(width: usize) -> Text {
    let sample = sample();
    let addressee = Addressee::You("Ada".to_owned());
    terminal::profile(&profile(&sample.history, &sample.profile, &addressee), width)
}

#[test]
fn a_repeat_patch_and_its_remedy() {
    insta::assert_snapshot!(shown(45, 80), @r##"
    cfc0641da 2024-08-08 fix: once more
    Kind: fix.
      [made-up/1] The story says so.

    src/auth/session.rs: impl Lock<T> > fn *lock* +3 -1
      fix, repeat patch (motion)
      Patched 20 days before (1 line of it replaced, same person) by 935170bba
      2024-07-19 fix: order | of [locks](http://x.example)
      Outcome: came back after 10 days (6df7ddcea).
      [made-up/1] The story says so.
    "##);
    insta::assert_snapshot!(shown(44, 80), @r##"
    3188ea6ca 2024-07-20 fix: the typo in it
    Kind: fix.
      [made-up/1] The story says so.

    src/auth/session.rs: impl Lock<T> > fn *lock* +3 -1
      fix, quick remedy
      Completes 935170bba 2024-07-19 fix: order | of [locks](http://x.example)
      [made-up/1] The story says so.
    "##);
}

#[test]
fn a_commit_without_changes() {
    insta::assert_snapshot!(shown(42, 80), @r##"
    f519f70aa 2024-04-01 empty
    Kind: fix.
      [made-up/1] The story says so.

    It changes no lines.
    "##);
}

#[test]
fn the_story_of_a_spot() {
    insta::assert_snapshot!(told("src/config/load.rs", None, 80), @r##"
    src/config/load.rs: fn load
    8 changes by 1 person; 6 patches, 5 of them repeated.
    - Chain of 6 patches in 40 days (2023-03-07 to 2023-04-16): held for 380 days, 7
      commits nearby meanwhile. The last structural change before the silence is
      11a25bfaa.

    date        commit     what                              subject
    2023-01-06  00000000a  structural                        feat: begin
    2023-03-07  78dde6c4a  patch, back after 10 days         fix: once more
    2023-03-17  17156075a  repeat patch, back after 10 days  fix: once more
    2023-03-27  b54cda26a  repeat patch, back after 10 days  fix: once more
    2023-04-06  538453d7a  repeat patch, back after 10 days  fix: once more
    2023-04-11  f1bbcd88a  repeat patch, back after 10 days  fix: once more
    2023-04-16  8ff34739a  repeat patch                      fix: once more
    2024-01-21  11a25bfaa  structural, held 380 days         refactor: one loader
    "##);
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
    insta::assert_snapshot!(found(&HotspotQuery::default(), 80), @r##"
    Recurring spots in tidewater
    as of 2025-02-04

    spot                               patches  days  last patch  outcome
    …ion.rs: impl Lock<T> > fn *lock*        5   130  2024-11-26  too early, 70 days
    src/config/load.rs: fn load              6    40  2023-04-16  held 380 days
    "##);
    let many = HotspotQuery { recurring: 9, since: Some(day(0)), ..HotspotQuery::default() };
    insta::assert_snapshot!(found(&many, 80), @r##"
    Recurring spots in tidewater
    as of 2025-02-04, since 2024-01-01

    No spot was patched 9 times or more in a row, each time within the window.
    "##);
}

#[test]
fn a_profile() {
    insta::assert_snapshot!(profiled(80), @r##"
    Ada in tidewater
    as of 2025-02-04

    Headway and motion
    ▇▁▁▁▁▁▁▁▁▁▁▁▃▅▅▇▅▁▁▁▁▁▁▁ headway 2023-01 to 2024-12
    ▁▁▅▅▁▃▇▇▇▃▁▁▁▁▁▁▁▁▂▂▂▂▂▁ motion

    year  counted  headway  motion  repeat share  likely  repeats  patches
    2023       26      4.0    22.0           83%  44–97%        5        6
    2024       22     15.0     5.0           67%  30–90%        4        6

    Ownership
    area         own lines  others active  patches  reading       last own change
    src/net/          100%              1        1  shared        2024-12-06
    src/config/       100%              0        0  known by one  2024-01-21
    src/auth/         100%              0        5  fragile       2024-11-26

    Leverage
    written in  own alive  everybody's  lines alive  of written  in commits
    2023              40%          40%           90         226          26
    2024              29%          28%           63         221          22

    year  commits by others  others  in files
    2024                  2       1         1
    By others in the 4 files founded.

    changes          held  came back  too early
    2023 patches        0          5          0
    2023 structural     0          0          0
    2024 patches        0          4          2
    2024 structural    15          0          0
    - src/config/load.rs: fn load went quiet: 6 patches before 11a25bfaa, 380 days
      since, 7 commits nearby; whether the change caused it is not yet measured
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
            profiled(width),
        ] {
            for line in text.to_string().lines() {
                assert!(line.width() <= width, "{line:?} in {width}");
            }
        }
    }
}
