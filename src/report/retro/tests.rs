//! The retrospective of the sample history, in every format.

use std::collections::BTreeSet;

use askama::filters::Escaper as _;
use serde_json::Value;

use crate::model::{Episodes, History, Nature, PersonIndex, Thresholds, Verdicts};
use crate::profile::testing::{Story, day, held, too_early};
use crate::profile::{Subject, profile};
use crate::report::sample::sample;
use crate::report::{Addressee, Names, Retro, markdown, retro, terminal, to_json};

fn of_year(year: i32, addressee: &Addressee, names: Names) -> Retro {
    let sample = sample();
    let (history, verdicts, episodes) = (&sample.history, &sample.verdicts, &sample.episodes);
    retro(history, verdicts, episodes, &sample.profile, addressee, year, names)
}

fn ada(year: i32) -> Retro {
    of_year(year, &Addressee::You("Ada".to_owned()), Names::Hidden)
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole page is the expectation")]
fn on_a_terminal() {
    insta::assert_snapshot!(terminal::retro(&ada(2024), 80), @r##"
    2024 in tidewater
    Ada, as of 2025-02-04

    In 2024 you came back to the same spots about as often as in 2023: 67% of the
    patches were repeats, after 83%; that is no clear difference.

    Of 22 counted commits, 68% were headway and 23% motion; 5% were quick remedies,
    and 5% are too early to tell. Headway was a clearly larger part than in 2023,
    when it was 15%.

    1 chain of patches ended with a structural change of yours and has held since;
    whether the change caused it is not yet measured. [E1]

    Basis: 22 of 24 commits counted; 4 of 6 patches repeated, likely 30–90%. 2023:
    26 of 26 commits counted; 5 of 6 patches repeated, likely 44–97%.

    What did not move

    The share of repeat patches among the patches did not clearly change: 67%
    (likely 30–90%) after 83% (likely 44–97%) in 2023.

    As of now 1 area rests on you alone and keeps needing patches: src/auth/.

    Headway and motion

    ▃▅▅▇▅▁▁▁▁▁▁▁ headway
    ▁▁▁▁▁▁▂▂▂▂▂▁ motion

    month    counted  headway  motion  repeat share   likely  repeats  patches
    2024-01        2      2.0     0.0             –        –        0        0
    2024-02        3      3.0     0.0             –        –        0        0
    2024-03        3      3.0     0.0             –        –        0        0
    2024-04        4      4.0     0.0             –        –        0        0
    2024-05        3      3.0     0.0             –        –        0        0
    2024-06        0      0.0     0.0             –        –        0        0
    2024-07        2      0.0     1.0            0%    0–79%        0        1
    2024-08        1      0.0     1.0          100%  21–100%        1        1
    2024-09        1      0.0     1.0          100%  21–100%        1        1
    2024-10        1      0.0     1.0          100%  21–100%        1        1
    2024-11        1      0.0     1.0          100%  21–100%        1        1
    2024-12        1      0.0     0.0            0%    0–79%        0        1

    year  counted  headway  motion  repeat share  likely  repeats  patches
    2023       26      4.0    22.0           83%  44–97%        5        6
    2024       22     15.0     5.0           67%  30–90%        4        6

    Headway, motion, undecided and remedy are in commits: each counted commit weighs
    1, divided over its changes. A single month is too small to compare.

    What was patched again

    spot                                 patches  evidence  outcome             days
    …ssion.rs: impl Lock<T> > fn *lock*        5  E2–E6     too early, 70 days   130

    What held or went quiet

    changes             held  came back  too early
    patches                0          4          2
    structural changes    15          0          0

    spot                         evidence  days quiet  commits nearby
    src/config/load.rs: fn load  E1               380               7

    Quiet since the change named; whether the change caused it is not yet measured.

    What is owned

    area         own lines  others active  patches  reading       last own change
    src/net/          100%              1        1  shared        2024-12-06
    src/config/       100%              0        0  known by one  2024-01-21
    src/auth/         100%              0        5  fragile       2024-11-26

    As of 2025-02-04. Others active and patches: in the last 365 days. Known by one:
    at least 75% of the lines are one person's, and nobody else made 5% of the
    commits of these days. Fragile: known by one, and it keeps needing patches.

    Leverage

    written in  own alive  everybody's  lines alive  of written  in commits
    2023              40%          40%           90         226          26
    2024              29%          28%           63         221          22

    year  commits by others  others  in files
    2024                  2       1         1

    By others in the 4 files founded in all years.

    What to choose next

    - Look for the cause of the patches in src/auth/session.rs: impl Lock<T> > fn
      *lock*. [E2–E6]
      Because: 5 patches in 130 days (20 lines), too early to tell: quiet for 70
      days, 1 commit nearby meanwhile.
      Shows by: no patch there for 90 days while the code around it keeps moving.

    - Bring a second person into src/auth/.
      Because: 100% of its live lines are yours, nobody else made 5% of its commits
      in the last 365 days, and it took 5 patches in that time; it holds 1 recurring
      spot that did not hold since.
      Shows by: commits by others there that need no patch afterwards.

    Method and limits

    from all to counted   commits  changes set aside
    commits in 2024            24                  –
    set aside: lock file        1                  1
    without any change          1                  –
    counted                    22                  –

    window in days  repeat share  likely  repeats  of patches
                14            0%   0–39%        0           6
                21           17%   3–56%        1           6
                30           33%  10–70%        2           6
                90           67%  30–90%        4           6

    A patch is a repeat when its spot was patched in the 90 days before; other
    windows are listed above. Each commit that counts weighs 1, divided evenly over
    its changes. Headway is structural work and first patches that held; motion is
    repeat patches, patches that came back, and upkeep.

    Ranges are Wilson 95% intervals; they take patches as independent of one
    another, which patches on one spot are not, so true ranges are somewhat wider.

    Areas, live lines and outcomes are as of 2025-02-04, from this clone alone.
    Lines that last are no merit by themselves: code that nobody runs lasts too.

    git sees commits. Reviews, design, talks, support and everything that was
    prevented leave no trace here, and a quiet spot may be one that nobody had
    reason to touch.

    Evidence

    row  commit     date        subject                    what
    E1   11a25bfaa  2024-01-21  refactor: one loader       structural change of src…
    E2   935170bba  2024-07-19  fix: order | of [locks](…  patch of src/auth/sessio…
    E3   cfc0641da  2024-08-08  fix: once more             patch of src/auth/sessio…
    E4   6df7ddcea  2024-09-07  fix: once more             patch of src/auth/sessio…
    E5   0c2f577fa  2024-10-17  fix: once more             patch of src/auth/sessio…
    E6   aa66d130a  2024-11-26  fix: once more             patch of src/auth/sessio…
    "##);
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole page is the expectation")]
fn as_markdown() {
    insta::assert_snapshot!(markdown::retro(&ada(2024)), @r##"
    # 2024 in tidewater

    Ada, as of 2025-02-04

    In 2024 you came back to the same spots about as often as in 2023: 67% of the patches were repeats, after 83%; that is no clear difference.

    Of 22 counted commits, 68% were headway and 23% motion; 5% were quick remedies, and 5% are too early to tell. Headway was a clearly larger part than in 2023, when it was 15%.

    1 chain of patches ended with a structural change of yours and has held since; whether the change caused it is not yet measured. (E1)

    Basis: 22 of 24 commits counted; 4 of 6 patches repeated, likely 30–90%. 2023: 26 of 26 commits counted; 5 of 6 patches repeated, likely 44–97%.

    ## What did not move

    The share of repeat patches among the patches did not clearly change: 67% (likely 30–90%) after 83% (likely 44–97%) in 2023.

    As of now 1 area rests on you alone and keeps needing patches: src/auth/.

    ## Headway and motion

    * ▃▅▅▇▅▁▁▁▁▁▁▁ headway
    * ▁▁▁▁▁▁▂▂▂▂▂▁ motion

    | month | counted | headway | motion | repeat share | likely | repeats | patches | undecided | remedy | all commits |
    |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
    | 2024-01 | 2 | 2.0 | 0.0 | – | – | 0 | 0 | 0.0 | 0.0 | 2 |
    | 2024-02 | 3 | 3.0 | 0.0 | – | – | 0 | 0 | 0.0 | 0.0 | 3 |
    | 2024-03 | 3 | 3.0 | 0.0 | – | – | 0 | 0 | 0.0 | 0.0 | 4 |
    | 2024-04 | 4 | 4.0 | 0.0 | – | – | 0 | 0 | 0.0 | 0.0 | 5 |
    | 2024-05 | 3 | 3.0 | 0.0 | – | – | 0 | 0 | 0.0 | 0.0 | 3 |
    | 2024-06 | 0 | 0.0 | 0.0 | – | – | 0 | 0 | 0.0 | 0.0 | 0 |
    | 2024-07 | 2 | 0.0 | 1.0 | 0% | 0–79% | 0 | 1 | 0.0 | 1.0 | 2 |
    | 2024-08 | 1 | 0.0 | 1.0 | 100% | 21–100% | 1 | 1 | 0.0 | 0.0 | 1 |
    | 2024-09 | 1 | 0.0 | 1.0 | 100% | 21–100% | 1 | 1 | 0.0 | 0.0 | 1 |
    | 2024-10 | 1 | 0.0 | 1.0 | 100% | 21–100% | 1 | 1 | 0.0 | 0.0 | 1 |
    | 2024-11 | 1 | 0.0 | 1.0 | 100% | 21–100% | 1 | 1 | 0.0 | 0.0 | 1 |
    | 2024-12 | 1 | 0.0 | 0.0 | 0% | 0–79% | 0 | 1 | 1.0 | 0.0 | 1 |

    | year | counted | headway | motion | repeat share | likely | repeats | patches | undecided | remedy | all commits |
    |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
    | 2023 | 26 | 4.0 | 22.0 | 83% | 44–97% | 5 | 6 | 0.0 | 0.0 | 26 |
    | 2024 | 22 | 15.0 | 5.0 | 67% | 30–90% | 4 | 6 | 1.0 | 1.0 | 24 |

    Headway, motion, undecided and remedy are in commits: each counted commit weighs 1, divided over its changes. A single month is too small to compare.

    ## What was patched again

    | spot | patches | evidence | outcome | days | this year | people | lines |
    |---|--:|---|---|--:|--:|--:|--:|
    | src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* | 5 | E2–E6 | too early, 70 days | 130 | 5 | 1 | 20 |

    ## What held or went quiet

    | changes | held | came back | too early |
    |---|--:|--:|--:|
    | patches | 0 | 4 | 2 |
    | structural changes | 15 | 0 | 0 |

    | spot | evidence | days quiet | commits nearby | patches before |
    |---|---|--:|--:|--:|
    | src/config/load.rs: fn load | E1 | 380 | 7 | 6 |

    Quiet since the change named; whether the change caused it is not yet measured.

    ## What is owned

    | area | own lines | others active | patches | reading | last own change | own commits | lines | of |
    |---|--:|--:|--:|---|---|--:|--:|--:|
    | src/net/ | 100% | 1 | 1 | shared | 2024-12-06 | 94% | 68 | 68 |
    | src/config/ | 100% | 0 | 0 | known by one | 2024-01-21 | 100% | 55 | 55 |
    | src/auth/ | 100% | 0 | 5 | fragile | 2024-11-26 | 100% | 30 | 30 |

    As of 2025-02-04. Others active and patches: in the last 365 days. Known by one: at least 75% of the lines are one person's, and nobody else made 5% of the commits of these days. Fragile: known by one, and it keeps needing patches.

    ## Leverage

    | written in | own alive | everybody's | lines alive | of written | in commits |
    |---|--:|--:|--:|--:|--:|
    | 2023 | 40% | 40% | 90 | 226 | 26 |
    | 2024 | 29% | 28% | 63 | 221 | 22 |

    | year | commits by others | others | in files |
    |---|--:|--:|--:|
    | 2024 | 2 | 1 | 1 |

    By others in the 4 files founded in all years.

    ## What to choose next

    * **Look for the cause of the patches in src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\*.** (E2–E6)
      * Because: 5 patches in 130 days (20 lines), too early to tell: quiet for 70 days, 1 commit nearby meanwhile.
      * Shows by: no patch there for 90 days while the code around it keeps moving.

    * **Bring a second person into src/auth/.**
      * Because: 100% of its live lines are yours, nobody else made 5% of its commits in the last 365 days, and it took 5 patches in that time; it holds 1 recurring spot that did not hold since.
      * Shows by: commits by others there that need no patch afterwards.

    ## Method and limits

    | from all to counted | commits | changes set aside |
    |---|--:|--:|
    | commits in 2024 | 24 | – |
    | set aside: lock file | 1 | 1 |
    | without any change | 1 | – |
    | counted | 22 | – |

    | window in days | repeat share | likely | repeats | of patches |
    |--:|--:|--:|--:|--:|
    | 14 | 0% | 0–39% | 0 | 6 |
    | 21 | 17% | 3–56% | 1 | 6 |
    | 30 | 33% | 10–70% | 2 | 6 |
    | 90 | 67% | 30–90% | 4 | 6 |

    A patch is a repeat when its spot was patched in the 90 days before; other windows are listed above. Each commit that counts weighs 1, divided evenly over its changes. Headway is structural work and first patches that held; motion is repeat patches, patches that came back, and upkeep.

    Ranges are Wilson 95% intervals; they take patches as independent of one another, which patches on one spot are not, so true ranges are somewhat wider.

    Areas, live lines and outcomes are as of 2025-02-04, from this clone alone. Lines that last are no merit by themselves: code that nobody runs lasts too.

    git sees commits. Reviews, design, talks, support and everything that was prevented leave no trace here, and a quiet spot may be one that nobody had reason to touch.

    ## Evidence

    | row | commit | date | subject | what |
    |---|---|---|---|---|
    | E1 | 11a25bfaa | 2024-01-21 | refactor: one loader | structural change of src/config/load.rs: fn load |
    | E2 | 935170bba | 2024-07-19 | fix: order \| of \[locks\](http&#58;//x.example) | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E3 | cfc0641da | 2024-08-08 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E4 | 6df7ddcea | 2024-09-07 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E5 | 0c2f577fa | 2024-10-17 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    | E6 | aa66d130a | 2024-11-26 | fix: once more | patch of src/auth/session.rs: impl Lock&lt;T&gt; &gt; fn \*lock\* |
    "##);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    use unicode_width::UnicodeWidthStr;
    for width in [20, 33, 50, 80, 200] {
        let text = terminal::retro(&ada(2024), width).to_string();
        let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= width, "{widest} in {width}");
    }
}

#[test]
fn every_number_in_the_markdown_is_in_the_json() {
    for year in [2022, 2023, 2024, 2025] {
        let report = ada(year);
        let json: Value = serde_json::from_str(&to_json(&report)).unwrap();
        let (mut numbers, mut names) = (BTreeSet::new(), BTreeSet::new());
        gather(&json, "", &mut numbers, &mut names);
        let mut page = markdown::retro(&report);
        // Longest first, so that no name is cut by one that it holds.
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        for name in &names {
            page = page.replace(&escaped(name), " ");
        }
        for number in numbers_in(&page) {
            assert!(numbers.contains(&number), "{number} of {year} is not in the JSON:\n{page}");
        }
    }
}

/// Dates, ids and names: the digits in them are no figures. All other texts are prose, whose numbers
/// must be found elsewhere in the JSON.
const NAMES: [&str; 8] = ["id", "date", "now", "last_change", "period", "subject", "spot", "area"];

/// Numbers as a format may show them, and names.
fn gather(value: &Value, key: &str, numbers: &mut BTreeSet<String>, names: &mut BTreeSet<String>) {
    match value {
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            numbers.extend([format!("{number}"), format!("{number:.0}"), format!("{number:.1}")]);
        }
        Value::String(text) if NAMES.contains(&key) && (key != "period" || text.contains('-')) => {
            names.insert(text.clone());
            if key == "id" && text.len() == 40 {
                names.insert(text[..9].to_owned());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, key, numbers, names)),
        Value::Object(fields) => {
            fields.iter().for_each(|(key, item)| gather(item, key, numbers, names));
        }
        _ => {}
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    markdown::Escaper.write_escaped_str(&mut out, text).unwrap();
    out
}

/// Numbers of a text; rows of evidence (`E1`, `E2–E6`) are names.
fn numbers_in(text: &str) -> Vec<String> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '.';
    let words = text.split(|character| !is_part(character)).map(|word| word.trim_matches('.'));
    let begins = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
    words.filter(begins).map(str::to_owned).collect()
}

#[test]
fn others_are_named_only_when_asked_for() {
    let you = Addressee::You("Ada".to_owned());
    assert!(!to_json(&of_year(2024, &you, Names::Hidden)).contains("Ben"));
    let shown = of_year(2024, &you, Names::Shown);
    assert!(shown.evidence.iter().all(|row| row.commit.author.as_deref() == Some("Ada")));
}

#[test]
fn somebody_else_is_called_by_name() {
    let page = markdown::retro(&of_year(2024, &Addressee::Named("Ada".to_owned()), Names::Hidden));
    assert!(page.contains("In 2024 Ada came back to"), "{page}");
    let words = page.split(|character: char| !character.is_alphabetic());
    assert!(!words.clone().any(|word| ["you", "your", "yours"].contains(&word)), "{page}");
}

#[test]
fn years_without_commits_and_tiny_running_years_say_so() {
    let none = ada(2022);
    insta::assert_snapshot!(terminal::retro(&none, 80), @r##"
    2022 in tidewater
    Ada, as of 2025-02-04

    There are no commits of yours in tidewater in 2022, so there is nothing to say
    about the year.
    "##);
    assert!(none.next.is_empty() && none.previous.is_none());
    let (history, verdicts, episodes) = tiny();
    let subject = Subject { people: vec![PersonIndex(0)] };
    let profile =
        profile(&history, &verdicts, &episodes, &Thresholds::default(), subject, day(100));
    let you = Addressee::You("Ada".to_owned());
    let report = retro(&history, &verdicts, &episodes, &profile, &you, 2024, Names::Hidden);
    assert!(report.running && report.too_small && report.unmoved.is_empty());
    assert_eq!(report.months.len(), 4);
    insta::assert_snapshot!(report.verdict[0].text, @r##"2024 so far has 1 commit of yours that counts: too early to tell headway from motion. Figures below are counts, not tendencies."##);
}

fn tiny() -> (History, Verdicts, Episodes) {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("src/a.rs", "fn a");
    story.commit(ada, 10, "begin").change(spot, Nature::Structural);
    story.finish()
}

/// Two years of about 20 commits of upkeep each; one spot that is patched `often` in 2024 and once
/// more in 2025, and in 2025 thirty first patches of other spots.
fn two_years(often: usize) -> Retro {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let (docs, spot) = (story.spot("docs/a.md", "a"), story.spot("src/a.rs", "fn a"));
    for at in 0..40 {
        story.commit(ada, at * 18, "docs: say more").change(docs, Nature::Upkeep);
    }
    let days: Vec<i64> = (0..30).map(|at| 300 + at * 2).collect();
    let patches = story.patches(ada, spot, &days[..often]);
    let last = story.patches(ada, spot, &[370]);
    story.chain(spot, &[patches, last].concat(), None, too_early(20));
    for at in 0..30 {
        let once = story.spot("src/b.rs", &format!("fn b{at}"));
        let patch = story.commit(ada, 400 + at, "fix: once").change(once, Nature::Patch);
        story.outcome(patch, held(300));
    }
    let (history, verdicts, episodes) = story.finish();
    let subject = Subject { people: vec![PersonIndex(0)] };
    let profile =
        profile(&history, &verdicts, &episodes, &Thresholds::default(), subject, day(900));
    let you = Addressee::You("Ada".to_owned());
    retro(&history, &verdicts, &episodes, &profile, &you, 2025, Names::Hidden)
}

#[test]
fn what_clearly_moved_and_what_did_not() {
    let report = two_years(25);
    assert_eq!(
        report.verdict[0].text,
        "In 2025 you came back to patch the same spots less often: 3% of the patches were repeats, \
         after 96% in 2024."
    );
    let unmoved: Vec<&str> = report.unmoved.iter().map(|found| found.text.as_str()).collect();
    assert_eq!(
        unmoved,
        ["1 recurring spot was patched in both years and has not held since: src/a.rs: fn a."]
    );
    assert_eq!((report.totals.still_patched, report.next.len()), (1, 1));
}

#[test]
fn a_change_that_may_be_chance_is_not_called_one() {
    let report = two_years(1);
    assert!(report.verdict[0].text.ends_with("that is no clear difference."));
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    assert_eq!(to_json(&ada(2024)), to_json(&ada(2024)));
}
