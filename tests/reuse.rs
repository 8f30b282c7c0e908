//! Who uses what somebody introduced: through the program.
//!
//! In: a small history in which others use what Ada wrote, and in which names are common, defined twice or older
//! than what she wrote. Out: failures that show the answer. Deliberately absent: what is introduced; `structure`
//! has its own tests.
#![expect(clippy::unwrap_used, reason = "what cannot be read has failed its test")]

mod common;

use std::fmt::Write as _;

use common::TestEnv;
use serde_json::Value;

const SETTINGS: &str = "\
pub fn load_settings(path: &str) -> usize {
    path.len()
}

pub fn parse(text: &str) -> usize {
    text.len()
}

pub fn trim_margin(text: &str) -> usize {
    text.trim().len()
}

pub fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

pub fn last_word(text: &str) -> &str {
    text.split(' ').last().unwrap_or(text)
}
";

const APP: &str = "\
use crate::settings::{first_word, load_settings, parse};

// trim_margin is spoken of, and not used.
pub fn start() -> usize {
    load_settings(\"a.toml\") + parse(\"text\") + first_word(\"a b\").len()
}
";

const SECOND: &str = "\
mod words {
    pub fn first_word(text: &str) -> usize {
        text.len() + 12
    }
}
";

const OWN: &str = "\
pub fn report(text: &str) -> usize {
    crate::settings::trim_margin(text)
}
";

const CHECK: &str = "\
#[test]
fn words() {
    assert_eq!(app::settings::last_word(\"a b\"), \"b\");
}
";

const OLDER: &str = "\
pub fn begin() {
    install_hooks();
}
";

const HOOKS: &str = "\
pub fn install_hooks() {
    println!(\"installed\");
}
";

/// Commits of one branch: who wrote each, and the files that it writes.
fn stream(commits: &[(&str, &[(&str, &str)])]) -> String {
    let mut stream = String::new();
    for (at, (author, files)) in commits.iter().enumerate() {
        let time = 1_704_100_000 + at * 86_400;
        let _ = write!(stream, "commit refs/heads/main\nmark :{}\n", at + 1);
        let _ = writeln!(stream, "committer {author} <{author}@example.org> {time} +0000");
        let subject = format!("Commit {at} writes {}", files[0].0);
        let _ = writeln!(stream, "data {}\n{subject}", subject.len());
        for (path, text) in *files {
            let _ = writeln!(stream, "M 644 inline {path}\ndata {}\n{text}", text.len());
        }
    }
    stream
}

fn world() -> (TestEnv, std::path::PathBuf) {
    let env = TestEnv::at("2024-06-30T12:00:00Z");
    let directory = env.import_stream(
        stream(&[
            ("Ben", &[("src/older.rs", OLDER)]),
            ("Ada", &[("src/settings.rs", SETTINGS), ("src/hooks.rs", HOOKS)]),
            ("Ben", &[("src/app.rs", APP)]),
            ("Cleo", &[("src/second.rs", SECOND), ("tests/check.rs", CHECK)]),
            ("Ada", &[("src/own.rs", OWN)]),
        ])
        .as_bytes(),
    );
    (env, directory)
}

fn answer(arguments: &[&str]) -> String {
    let (env, directory) = world();
    let output = env.headway(&directory, arguments);
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stdout
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&answer(arguments)).unwrap()
}

#[test]
fn what_others_use_is_counted_and_what_a_name_cannot_tell_is_not() {
    let answer = json(&["profile", "--author", "Ada", "--format", "json"]);
    let reuse = &answer["leverage"]["foundations"];
    // Five functions have names of two words: two of their names are defined twice or older.
    assert_eq!(reuse["telling"], 3, "{reuse:#}");
    let used = reuse["most_used"].as_array().unwrap();
    let symbols: Vec<&str> = used.iter().map(|used| used["symbol"].as_str().unwrap()).collect();
    assert_eq!(symbols, ["src/settings.rs: fn load_settings"]);
    assert_eq!(
        (&used[0]["lines"], &used[0]["others"], &used[0]["files"], &used[0]["commits"]),
        (&2.into(), &1.into(), &1.into(), &1.into())
    );
    assert_eq!(used[0]["introduced"]["subject"], "Commit 1 writes src/settings.rs");
    assert_eq!(used[0]["latest"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&reuse["used"]["symbols"], &reuse["used_by_self"], &reuse["too_early"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!((&reuse["commits"], &reuse["looked_into"]), (&2.into(), &2.into()));
    assert_eq!(reuse["used_by_period"][0]["period"], "2024");
}

#[test]
fn texts_say_it_with_evidence_and_name_nobody() {
    let profile: &[&str] = &["profile", "--author", "Ada", "--show", "leverage"];
    let retro: &[&str] = &["retro", "--author", "Ada", "--year", "2024", "--show", "leverage"];
    let said = [
        (profile, "Others use 1 of them in other files"),
        (retro, "Others began to use src/settings.rs: fn load_settings"),
        (retro, "1 commit of 1 other in 1 file"),
    ];
    for (command, says) in said {
        let text = answer(command).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("src/settings.rs: fn load_settings"), "{text}");
        assert!(text.contains(says), "{text}");
        assert!(!text.contains("Ben") && !text.contains("Cleo"), "{text}");
    }
}

#[test]
fn a_year_in_which_nobody_used_anything_says_so() {
    let answer = json(&["retro", "--author", "Ada", "--year", "2023", "--format", "json"]);
    let used = &answer["leverage"]["used"];
    assert_eq!(used["symbols"].as_array().map(Vec::len), Some(0));
    assert_eq!(used["used"]["symbols"], 0);
}

#[test]
fn where_nothing_could_be_parsed_nothing_is_claimed() {
    let env = TestEnv::at("2024-06-30T12:00:00Z");
    let history = stream(&[("Ada", &[("notes.txt", "load_settings is good\n")])]);
    let directory = env.import_stream(history.as_bytes());
    let output = env.headway(&directory, &["profile", "--author", "Ada", "--show", "leverage"]);
    let text = output.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("What was introduced, and who uses it, is not known"), "{text}");
}
