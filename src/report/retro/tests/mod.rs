//! The retrospective of the sample history, in every format.

mod document;
mod fiscal;
mod numbers;
mod pages;
mod pointing;
mod standing;

use std::collections::HashSet;

use crate::model::{Episodes, History, Nature, PersonIndex, SymbolUses, Thresholds, Verdicts};
use crate::profile::testing::{Story, day, held, too_early};
use crate::profile::{Grounds, Subject, ledger};
use crate::report::sample::{NOW, looked_back, sample};
use crate::report::{Addressee, LineOf, Names, Retro, RetroPart, markdown, terminal, to_json};

fn of_year(year: i32, addressee: &Addressee, names: Names) -> Retro {
    looked_back(&[sample().ledger], NOW, year, addressee, names)
}

fn ada(year: i32) -> Retro {
    of_year(year, &Addressee::You("Ada".to_owned()), Names::Hidden)
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    use unicode_width::UnicodeWidthStr;
    for width in [20, 33, 50, 80, 200] {
        let text = terminal::retro(&ada(2024), &RetroPart::ALL, width).to_string();
        let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= width, "{widest} in {width}");
    }
}

#[test]
fn others_are_named_only_when_asked_for() {
    let you = Addressee::You("Ada".to_owned());
    assert!(!to_json(&of_year(2024, &you, Names::Hidden)).contains("Ben"));
    let shown = of_year(2024, &you, Names::Shown);
    let authors: Vec<_> = shown.evidence.iter().map(|row| row.commit.author.as_deref()).collect();
    assert!(authors.contains(&Some("Ada")) && authors.contains(&Some("Ben")), "{authors:?}");
    assert!(!authors.contains(&None));
}

#[test]
fn somebody_else_is_called_by_name() {
    let page = markdown::retro(&of_year(2024, &Addressee::Named("Ada".to_owned()), Names::Hidden));
    assert!(page.contains("In 2024, more of Ada's work was headway"), "{page}");
    let words = page.split(|character: char| !character.is_alphabetic());
    assert!(!words.clone().any(|word| ["you", "your", "yours"].contains(&word)), "{page}");
}

#[test]
fn years_without_commits_and_tiny_running_years_say_so() {
    let none = ada(2022);
    insta::assert_snapshot!(terminal::retro(&none, &[], 80), @"
    2022 in tidewater · Ada, as of 2025-02-04

    There are no commits of yours in tidewater in 2022, so there is nothing to say
    about it.
    ");
    assert!(none.choices.choices.is_empty() && none.motion.beside.is_none());
    let report = tiny_year();
    assert!(report.running && report.too_small && report.unmoved.is_empty());
    assert_eq!(report.motion.months.len(), 4);
    insta::assert_snapshot!(report.verdict[0].text, @"2024 so far has 1 commit of yours that counts: too few to say what the year came to. What follows are counts, not tendencies.");
}

/// The retrospective of the first person, told at the end of a day.
fn retro_of_ada(
    (history, verdicts, episodes): (&History, &Verdicts, &Episodes),
    today: i64,
    year: i32,
) -> Retro {
    let grounds = Grounds {
        history,
        verdicts,
        episodes,
        uses: &SymbolUses::default(),
        thresholds: &Thresholds::default(),
        now: day(today),
    };
    let subject = Subject { people: vec![PersonIndex(0)] };
    let ledger = ledger(&grounds, vec![history.commits[0].id], &subject);
    let you = Addressee::You("Ada".to_owned());
    looked_back(&[ledger], today, year, &you, Names::Hidden)
}

/// A running year of one commit.
fn tiny_year() -> Retro {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("src/a.rs", "fn a");
    story.commit(ada, 10, "begin").change(spot, Nature::Structural);
    let (history, verdicts, episodes) = story.finish();
    retro_of_ada((&history, &verdicts, &episodes), 100, 2024)
}

/// Two years of about 20 commits of upkeep each; one spot that is patched `often` in 2024 and once
/// more in 2025, and in 2025 thirty first patches of other spots.
fn two_years(often: usize) -> Retro {
    with_patches(|story, ada| {
        let spot = story.spot("src/a.rs", "fn a");
        let days: Vec<i64> = (0..30).map(|at| 300 + at * 2).collect();
        let patches = story.patches(ada, spot, &days[..often]);
        let last = story.patches(ada, spot, &[370]);
        story.chain(spot, &[patches, last].concat(), None, too_early(20));
        for at in 0..30 {
            let once = story.spot("src/b.rs", &format!("fn b{at}"));
            let patch = story.commit(ada, 400 + at, "fix: once").change(once, Nature::Patch);
            story.outcome(patch, held(300));
        }
    })
}

/// Ada's 2025 after two years of about 20 commits of upkeep each, and these patches.
fn with_patches(add: impl Fn(&mut Story, PersonIndex)) -> Retro {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let docs = story.spot("docs/a.md", "a");
    for at in 0..44 {
        story.commit(ada, at * 16, "docs: say more").change(docs, Nature::Upkeep);
    }
    add(&mut story, ada);
    let (history, verdicts, episodes) = story.finish();
    retro_of_ada((&history, &verdicts, &episodes), 735, 2025)
}

#[test]
fn every_row_of_evidence_is_spoken_of() {
    for page in [ada(2023), ada(2024), ada(2025)] {
        let json: serde_json::Value = serde_json::from_str(&to_json(&page)).unwrap();
        let mut cited = HashSet::new();
        rows_cited(&json, &mut cited);
        for row in &page.evidence {
            assert!(cited.contains(row.id.as_str()), "{}: {}", row.id, row.what);
        }
    }
}

/// The names of rows in a report, other than as the name of a row.
fn rows_cited<'a>(value: &'a serde_json::Value, cited: &mut HashSet<&'a str>) {
    match value {
        serde_json::Value::String(text) => _ = cited.insert(text),
        serde_json::Value::Array(values) => {
            for value in values {
                rows_cited(value, cited);
            }
        }
        serde_json::Value::Object(fields) => {
            for (_, value) in fields.iter().filter(|(field, _)| *field != "id") {
                rows_cited(value, cited);
            }
        }
        _ => {}
    }
}

#[test]
fn what_clearly_moved_and_what_did_not() {
    let report = two_years(25);
    assert_eq!(
        report.verdict[0].text,
        "In 2025, you came back to the same spots less often: of your 31 commits that patched existing \
         code, 3% patched a spot that had been patched in the 90 days before, down from 96% of 25 in 2024."
    );
    let unmoved: Vec<&str> = report.unmoved.iter().map(|found| found.text.as_str()).collect();
    assert_eq!(
        unmoved,
        [
            "The work was much like that of 2024, and not less of it: the same kinds of change in the same areas.",
            "1 recurring spot was patched in both years and has not held since: src/a.rs: fn a.",
        ]
    );
    assert_eq!((report.totals.still_patched, report.choices.choices.len()), (1, 2));
}

#[test]
fn a_change_that_may_be_chance_stands_among_what_did_not_move() {
    let report = ada(2024);
    let moved =
        report.verdict.iter().any(|found| found.text.contains("came back to the same spots"));
    assert!(!moved, "{:?}", report.verdict);
    let share = "How often the same spots were patched again did not clearly change: 38% of 13";
    let told = report.unmoved.iter().any(|found| found.text.starts_with(share));
    assert!(told, "{:?}", report.unmoved);
}

#[test]
fn too_few_patching_commits_are_not_compared() {
    let report = two_years(9);
    let texts = report.verdict.iter().chain(&report.unmoved).map(|found| found.text.as_str());
    assert!(!texts.clone().any(|text| text.contains("the same spots")), "{:?}", report.verdict);
    let basis = &report.basis.text;
    let few = "9 of them patch existing code: too few to say how often again.";
    assert!(basis.ends_with(few), "{basis}");
    assert!(report.lines.lines[0].values[0].is_none(), "{:?}", report.lines.lines[0]);
}

#[test]
fn a_year_with_few_patching_commits_says_so() {
    let none = with_patches(|_, _| {});
    assert!(none.verdict[0].text.starts_with("Most of your work in 2025 was upkeep: 100% of "));
    assert!(none.basis.text.contains("none of them patches existing code"), "{}", none.basis.text);
    let few = with_patches(|story, ada| {
        let spot = story.spot("src/a.rs", "fn a");
        story.patches(ada, spot, &[400, 410]);
    });
    let says = "2 of them patch existing code: too few to say how often again";
    assert!(few.basis.text.contains(says), "{}", few.basis.text);
    assert_eq!(few.lines.lines[0].of, LineOf::Headway, "{:?}", few.lines);
}

#[test]
fn a_first_year_has_nothing_to_compare_with() {
    let report = ada(2023);
    let says = "There are no commits in 2022 to compare with, so what did not move since then \
                cannot be said.";
    assert_eq!(report.unmoved.last().unwrap().text, says);
    assert!(
        report.basis.text.ends_with("2022: no commits to compare with."),
        "{}",
        report.basis.text
    );
}

#[test]
fn nothing_is_chosen_after_a_year_long_past() {
    let sample = sample();
    let (history, verdicts, episodes) = (&sample.history, &sample.verdicts, &sample.episodes);
    let of = |today, year| retro_of_ada((history, verdicts, episodes), today, year);
    assert!(!of(400, 2024).choices.choices.is_empty());
    let past = of(800, 2024);
    assert!(past.choices.choices.is_empty() && past.totals.fragile_areas == 0);
    assert!(past.choices.none_because.unwrap().ends_with("not of 2024."));
}

#[test]
fn the_first_screen_fits_and_says_how_to_see_the_rest() {
    use unicode_width::UnicodeWidthStr;
    let sample = (2022..=2025).map(ada);
    for report in sample.chain([25, 9].into_iter().map(two_years)) {
        let screen = terminal::retro(&report, &[], 80).to_string();
        assert!(screen.lines().count() <= 23, "{screen}");
        assert!(screen.lines().all(|line| line.width() <= 80), "{screen}");
        assert_eq!(screen.contains("--show all"), report.motion.figures.commits > 0, "{screen}");
    }
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    assert_eq!(to_json(&ada(2024)), to_json(&ada(2024)));
}
