//! The sample history on a terminal. The retrospective has tests of its own.

use unicode_width::UnicodeWidthStr;

use crate::episodes::Expected;
use crate::model::{Answer, Answered, CommitIndex, CommitStructure, Kind, RepoPath, Thresholds};
use crate::profile::testing::day;
use crate::report::sample::{Sample, sample};
use crate::report::{Addressee, HotspotQuery, Names, Pending, Text, WhyQuery, terminal};
use crate::report::{annotated, hotspots, next, profile, show, status, why};

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

fn profiled(width: usize) -> Text {
    let sample = sample();
    let addressee = Addressee::You("Ada".to_owned());
    terminal::profile(
        &profile(&sample.history, &sample.episodes, &sample.profile, &addressee),
        width,
    )
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
fn a_profile() {
    insta::assert_snapshot!(profiled(80), @r#"
    Ada in tidewater
    as of 2025-02-04

    Headway and motion
    ▇▁▁▁▁▁▁▁▁▁▁▁▂▃▃▇▃▁▁▁▁▁▁▁ headway
    ▁▁▃▃▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂▂▃▂▂▁ patched again
    ▁▁▁▁▁▂▃▃▃▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁ upkeep
    By month, 2023-01 to 2024-12, on one scale.

    year  counted  headway  again  upkeep  repeats  of patching  share  likely
    2023       31      9.0    6.0    16.0      5.0           11    45%  21–72%
    2024       29     20.0    7.0       0      5.0           13    38%  18–64%

    In commits: each counted commit weighs 1, divided over its changes. Motion is
    "again" (patched again: repeats, and first patches that came back) and upkeep.
    "Repeats of patching": of the commits with a patch, so many patched a spot
    again; fewer than 10 are too few for a share. A single month is too small to
    compare.

    Patched again
    Of 24 patching commits, repeats by window: 25% in 14 days, 29% in 21 days, 33%
    in 30 days and 42% in 90 days.

    year  own  others'  by others  elsewhere  of a fix  reapplied  to and fro  fresh
    2023  5.0        0          0          0         0          0           0      0
    2024  5.0        0          0          0         0          0           0      0

    Repeat patches in commits: on own patches, on others', and by others on own
    ones. Then the person's commits that complete an earlier one elsewhere, patch
    what a patch did (of a fix), bring back what was taken back (reapplied), put
    lines back to what they were (to and fro), or patch what others wrote just
    before (fresh).

    Ownership
    area         own lines  others active  patching  reading       last own change
    src/net/          100%              1         8  shared        2024-12-06
    src/config/       100%              0         0  known by one  2024-01-21
    src/auth/         100%              0         5  fragile       2024-11-26

    As of 2025-02-04. Others active, and patching (commits of anybody that patched
    the area): in the last 365 days. Known by one: at least 75% own lines, and
    nobody else did 5% of the days of work in these. Fragile: known by one, and it
    keeps needing patches.

    Leverage
    written in  own alive  everybody's  lines alive  of written  in commits
    2023              37%          37%           90         241          31
    2024              25%          24%           63         254          29

    Own and everybody's lines that stand at HEAD. Too few: less than 20 lines or 3
    commits.

    year  commits by others  others  in files
    2024                  2       1         1

    By others in the 7 files founded.

    used since  functions and types  commits by others  others  in files
    2024                          1                  2       1         2

    Functions and types introduced that have a name of their own: 1. Later commits
    of others use 1 of them in other files, only own later commits 0. 62 of 62
    commits changed a file that could be parsed.

    - src/net/retry.rs: fn retry_later since 3c6ef362a: 2 commits of 1 other in 2
      files: 850d3e43a and e6d5c492a

    A use is a line of another file that a later commit of somebody else wrote and
    that stands today, tests and comments left out. By its name alone: functions and
    types whose name has one word only, is defined twice, or is older than they are,
    are not counted.

    What held or went quiet
    commits with             in all  held  came back  too early  held share   likely
    2023 patches                 10   5.0        5.0          0         50%   24–76%
    2024 patches                 13   6.0        5.0        2.0         55%   28–79%
    2024 structural changes      15  15.0          0          0        100%  80–100%

    In commits: each weighs 1, divided over its patches or its structural changes.
    The held share leaves out what is too early to tell, and needs 10 that held or
    came back; of a recent year it is rather too low, since what comes back shows
    sooner.

    How often changes of everybody's hold here:
    of                    held  likely  in all  came back  watched through
    patches on functions   62%  54–70%     140         50               60

    Of 1 change that ended such a chain, 1 can be compared: 0 patches came after
    them; spots like them had 3.4 (likely 0–7.3) in as long a time. 1 spot was
    quieted beyond what spots like them did anyway.

    Recurring spots that have been quiet since one of these changes, newest first:
    - src/config/load.rs: fn load quiet for 12 months: 6 patches before 11a25bfaa, 7
      commits nearby since; quieted: 6 patches in the 12 months before, 0 in the 12
      months after; 42 spots like it had 3.4 (1–9) in as long a time (96% sure that
      it fell below)
    "#);
}

#[test]
fn agreement_with_many_answers_and_with_few() {
    let all = sample().history.commits.len();
    insta::assert_snapshot!(stands(all - 11, 80), @r##"
    Of your 11 answers, the computed kind agreed in 0 (0%, likely 0–26%).
    If you mostly answer where a verdict looks wrong, it agrees more often than
    this.
    You called 11 commits root causes: 11 ended no chain of patches.
    1 answer belongs to a commit that is not in this history: on another branch, or
    rewritten until they could not be known again. They are kept.
    2 commits wait to be asked about; `git headway review` asks.

    commit     date        computed  you said  subject
    efa6f28fa  2024-09-25  fix       feat      fix: all three guards
    516f78dea  2024-09-17  fix       feat      fix: all three guards
    b337ff2da  2024-04-19  fix       feat      fix: once
    1500857ca  2024-04-18  fix       feat      fix: once
    76c90bcba  2024-04-17  fix       feat      fix: once
    d891921aa  2024-04-16  fix       feat      fix: once
    3a5a1869a  2024-04-15  fix       feat      fix: once
    9c229eb8a  2023-01-20  fix       feat      fix: once
    fdeb2507a  2023-01-19  fix       feat      fix: once
    5fb3ab56a  2023-01-18  fix       feat      fix: once
    1 more not listed; `--format json` has them.
    "##);
    insta::assert_snapshot!(stands(all - 1, 80), @r##"
    Of your 1 answer, the computed kind agreed in 0: too early to tell how often it
    does (from 10 on).
    You called 1 commit a root cause: 1 ended no chain of patches.
    1 answer belongs to a commit that is not in this history: on another branch, or
    rewritten until they could not be known again. They are kept.
    2 commits wait to be asked about; `git headway review` asks.

    commit     date        computed  you said  subject
    efa6f28fa  2024-09-25  fix       feat      fix: all three guards
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
            stands(0, width),
            changed(width),
        ] {
            for line in text.to_string().lines() {
                assert!(line.width() <= width, "{line:?} in {width}");
            }
        }
    }
}
