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
