//! What the reading commands say about a story, word for word: few snapshots that show a person
//! every kind of answer at once. A change of wording shows its price here.

mod common;

use common::{Story, TestEnv};

/// The answer of a command on the story of one line that was patched four times and then repaired
/// at the root.
fn answer(arguments: &[&str]) -> String {
    let story = Story::load("patched-then-root-cause");
    let env = TestEnv::at(&story.now);
    let repository = env.import(&story.name);
    let output = env.headway(&repository, arguments);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{}", output.stdout);
    assert!(!output.stdout.contains('\u{1b}'), "no escape codes in a pipe");
    output.stdout
}

#[test]
fn retro_as_text() {
    insta::assert_snapshot!(answer(&["retro", "--year", "2024"]));
}

#[test]
fn retro_over_the_years() {
    insta::assert_snapshot!(answer(&["retro", "--years", "2020..2024"]));
}

#[test]
fn retro_shows_chapters_that_are_asked_for() {
    let text = answer(&["retro", "--year", "2024", "--show", "method", "--show", "again"]);
    let at = |title: &str| text.lines().position(|line| line == title);
    assert!(at("What was patched again").unwrap() < at("Method and limits").unwrap(), "{text}");
    assert_eq!(at("Leverage"), None);
    assert!(answer(&["retro", "--year", "2024"]).lines().count() < 24);
}

#[test]
fn retro_refuses_what_makes_no_sense() {
    let story = Story::load("patched-then-root-cause");
    let env = TestEnv::at(&story.now);
    let repository = env.import(&story.name);
    for (arguments, says) in [
        (["--years", "2025..2021"].as_slice(), "2025 is after 2021; write 2021..2025"),
        (&["--years", "2025..2025"], "one year is told by `--year 2025`"),
        (&["--years", "2025"], "write 2021..2025, 2021.. or ..2025"),
        (&["--years", "2021..", "--year", "2024"], "cannot be used with"),
        (&["--year", "2024", "--compare", "2030"], "2030 is not before 2024"),
        (&["--year", "2024", "--compare", "2023-Q1"], "are not equally long"),
        (&["--since", "2024-06", "--until", "2024-03"], "`--until` is not after `--since`"),
        (&["--show", "method", "--format", "html"], "`--show` is for the terminal"),
    ] {
        let output = env.headway(&repository, &[&["retro"], arguments].concat());
        assert_eq!(output.code, 2, "{arguments:?}");
        assert!(output.stderr.contains(says), "{arguments:?}: {}", output.stderr);
    }
}

#[test]
fn retro_as_markdown() {
    insta::assert_snapshot!(answer(&["retro", "--year", "2024", "--format", "markdown"]));
}

#[test]
fn retro_as_json() {
    insta::assert_snapshot!(answer(&["retro", "--year", "2024", "--format", "json"]));
}

#[test]
fn profile_as_text() {
    insta::assert_snapshot!(answer(&["profile"]));
}

#[test]
fn an_area_as_text() {
    insta::assert_snapshot!(answer(&["profile", "--area", "src"]));
}

#[test]
fn an_area_names_people_only_when_it_is_asked_to() {
    let names = |arguments: &[&str]| {
        let found: serde_json::Value = serde_json::from_str(&answer(arguments)).unwrap();
        (found["holders"].is_array(), found["lines"].clone())
    };
    let (hidden, lines) = names(&["profile", "--area", "src/", "--format", "json"]);
    assert!(!hidden && lines.as_u64().unwrap() > 0);
    let shown = names(&["profile", "--area", "./src", "--names", "--format", "json"]);
    assert_eq!(shown, (true, lines));
}

#[test]
fn where_nothing_lies_there_is_no_area() {
    let story = Story::load("patched-then-root-cause");
    let env = TestEnv::at(&story.now);
    let repository = env.import(&story.name);
    let output = env.headway(&repository, &["profile", "--area", "sr"]);
    assert_eq!((output.code, output.stdout.as_str()), (1, ""));
    assert!(output.stderr.contains("no lines of anybody's are at `sr`"), "{}", output.stderr);
    let output = env.headway(&repository, &["profile", "--area", "src", "--show", "all"]);
    assert_eq!(output.code, 2, "{}", output.stderr);
}

#[test]
fn next_as_text() {
    insta::assert_snapshot!(answer(&["next"]));
}

#[test]
fn hotspots_as_text() {
    insta::assert_snapshot!(answer(&["hotspots", "--since", "2023"]));
}

#[test]
fn show_as_text() {
    insta::assert_snapshot!(answer(&["show"]));
}

#[test]
fn two_runs_print_the_same() {
    assert_eq!(answer(&["retro", "--year", "2024"]), answer(&["retro", "--year", "2024"]));
}
