//! A retrospective without names, through the program.
//!
//! In: every story. Out: nothing, or the words of a repository that reached a document. Deliberately absent: what stands
//! in their place, which is `src/profile/redaction`.
#![expect(clippy::unwrap_used, reason = "what cannot be prepared has failed its test")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{Story, TestEnv, stories};
use serde_json::Value;

const FORMATS: [&str; 4] = ["text", "markdown", "html", "json"];

/// Words of this program that too few stories bring forth.
const OURS: [&str; 3] = ["merge", "reapply", "test"];

type Words = BTreeSet<String>;

/// Words of more than three letters, in lower case.
fn words(text: &str) -> Words {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.chars().count() > 3).map(str::to_lowercase).collect()
}

/// What a story looks like from outside.
struct Told {
    name: String,
    /// Words of its paths, titles, subjects and people.
    own: Words,
    /// Names of its commits.
    ids: Vec<String>,
    /// Its retrospectives, by format, without names.
    redacted: Vec<String>,
    /// The words of these.
    shown: Words,
}

fn retro(env: &TestEnv, directory: &Path, year: &str, more: &[&str]) -> String {
    let mut arguments = vec!["retro", "--year", year];
    arguments.extend(more);
    if !more.contains(&"--format") || more.contains(&"text") {
        arguments.extend(["--show", "all"]);
    }
    let output = env.headway(directory, &arguments);
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stdout
}

fn numbers(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| numbers(value, found)),
        Value::Object(fields) => {
            // What is redacted offers no command.
            let told = fields.iter().filter(|(field, _)| *field != "accept");
            told.for_each(|(_, value)| numbers(value, found));
        }
        Value::Number(number) => found.push(number.to_string()),
        Value::Null => found.push("null".to_owned()),
        Value::Bool(_) | Value::String(_) => {}
    }
}

fn numbers_of(document: &str) -> Vec<String> {
    let mut found = Vec::new();
    numbers(&serde_json::from_str(document).unwrap(), &mut found);
    found
}

/// The titles of what is in files, as a document with names has them.
fn titles(value: &Value, paths: &BTreeSet<&str>, found: &mut Words) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| titles(value, paths, found)),
        Value::Object(fields) => fields.values().for_each(|value| titles(value, paths, found)),
        Value::String(text) => {
            let title = text.split_once(": ").filter(|(path, _)| paths.contains(path));
            found.extend(title.map(|(_, title)| words(title)).unwrap_or_default());
        }
        _ => {}
    }
}

fn told(story: &Story) -> Told {
    let env = TestEnv::at(&story.now);
    let directory = env.import(&story.name);
    let log = |format: &str| env.git(&directory, &["log", "--all", &format!("--format={format}")]);
    let paths = env
        .git(&directory, &["-c", "core.quotePath=off", "log", "--all", "--name-only", "--format="]);
    let year = &story.now[..4];
    let plain = retro(&env, &directory, year, &["--format", "json"]);
    let mut own = words(&log("%an %ae %cn %ce %s"));
    own.extend(words(&paths));
    let lines: BTreeSet<&str> = paths.lines().collect();
    titles(&serde_json::from_str(&plain).unwrap(), &lines, &mut own);
    let redacted: Vec<String> = FORMATS
        .map(|format| retro(&env, &directory, year, &["--redact", "--format", format]))
        .into();
    let named = retro(&env, &directory, year, &["--redact", "--names", "--format", "json"]);
    let shown = redacted.iter().chain([&named]).flat_map(|document| words(document)).collect();
    assert_eq!(numbers_of(&plain), numbers_of(redacted.last().unwrap()), "{}", story.name);
    let ids = log("%H").lines().map(str::to_owned).collect();
    Told { name: story.name.clone(), own, ids, redacted, shown }
}

#[test]
fn nothing_of_a_repository_is_in_a_redacted_retrospective() {
    let all: Vec<Told> = stories().iter().map(told).collect();
    let mut leaked = Vec::new();
    for told in &all {
        // A word that another story's documents have, which does not know it, is one of this program.
        let is_ours = |word: &String| {
            OURS.contains(&word.as_str())
                || all.iter().any(|other| other.shown.contains(word) && !other.own.contains(word))
        };
        let words = told.own.intersection(&told.shown).filter(|word| !is_ours(word));
        leaked.extend(words.map(|word| format!("{}: {word}", told.name)));
        for id in &told.ids {
            let has_it = |document: &String| document.contains(&id[..9]);
            leaked.extend(told.redacted.iter().any(has_it).then(|| format!("{}: {id}", told.name)));
        }
        assert!(told.own.len() > 5 && told.redacted.iter().all(|document| !document.is_empty()));
    }
    assert!(leaked.is_empty(), "{leaked:#?}");
}

#[test]
fn no_link_leads_to_the_repository() {
    let env = TestEnv::at("2025-02-01T12:00:00Z");
    let directory = env.import("patched-then-root-cause");
    let remote = "https://github.com/countess/engine.git";
    env.git(&directory, &["remote", "add", "origin", remote]);
    assert!(retro(&env, &directory, "2024", &["--format", "json"]).contains("countess"));
    for format in FORMATS {
        let redacted = retro(&env, &directory, "2024", &["--redact", "--format", format]);
        assert!(!redacted.contains("countess") && !redacted.contains("github"), "{redacted}");
    }
}

#[test]
fn what_the_user_wrote_is_counted_and_not_told() {
    let env = TestEnv::at("2024-12-20T12:00:00Z");
    let directory = env.import("patched-then-root-cause");
    for arguments in [&["note", "zanzibar is quiet"][..], &["goal", "add", "Leave zanzibar"]] {
        assert_eq!(env.headway(&directory, arguments).code, 0);
    }
    assert!(retro(&env, &directory, "2024", &[]).contains("zanzibar"));
    for format in FORMATS {
        let redacted = retro(&env, &directory, "2024", &["--redact", "--format", format]);
        assert!(!redacted.contains("zanzibar"), "{format}");
    }
    let redacted = retro(&env, &directory, "2024", &["--redact"]);
    assert!(redacted.contains("Left out, as they are words: 1 note and 1 goal of 2024."));
}
