//! Profiles tell people apart as a careful reader does.
//!
//! In: the pages below `fixtures/people`, built by git and read by the program as it is called. Out: one
//! failure a page, with every figure that is other than expected. Deliberately absent: figures that a reader
//! could not give from the page.
#![expect(clippy::unwrap_used, reason = "an answer that cannot be read has failed its test")]

mod common;

use common::TestEnv;
use common::people::{Expected, People};
use serde_json::Value;

/// What stands at a pointer; `*` for every element.
fn at<'v>(value: &'v Value, pointer: &[&str]) -> Vec<&'v Value> {
    match pointer {
        [] => vec![value],
        ["*", rest @ ..] => {
            value.as_array().into_iter().flatten().flat_map(|one| at(one, rest)).collect()
        }
        // One element of an array, by what one of its fields is: `name=ownership`.
        [first, rest @ ..] if first.contains('=') => {
            let (field, is) = first.split_once('=').unwrap();
            let all = value.as_array().into_iter().flatten();
            let found = all.filter(|one| one[field].as_str() == Some(is));
            found.flat_map(|one| at(one, rest)).collect()
        }
        [first, rest @ ..] => match first.parse::<usize>() {
            Ok(index) => value.get(index).into_iter().flat_map(|one| at(one, rest)).collect(),
            Err(_) => value.get(first).into_iter().flat_map(|one| at(one, rest)).collect(),
        },
    }
}

fn holds(found: &Value, expected: &Expected) -> bool {
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    match expected.relation.as_str() {
        "is" => match (found.as_f64(), expected.value.as_f64()) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
            _ => *found == expected.value,
        },
        ">" => number(found) > number(&expected.value),
        "<" => number(found) < number(&expected.value),
        "has" => found.to_string().contains(expected.value.as_str().unwrap_or_default()),
        other => panic!("no such relation: {other}"),
    }
}

/// Everything in which the profiles differ from what is expected of them.
fn differences(name: &str) -> Vec<String> {
    let page = People::load(name);
    let env = TestEnv::at(&page.now);
    let repository = env.import_stream(page.stream().as_bytes());
    let mut wrong = Vec::new();
    for (who, person) in &page.persons {
        let expected: Vec<&Expected> = page.expected.iter().filter(|one| one.who == *who).collect();
        if expected.is_empty() {
            continue;
        }
        let output = env.headway(&repository, &["profile", "--author", person, "--format", "json"]);
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{name}: {who}");
        let profile: Value = serde_json::from_str(&output.stdout).unwrap();
        for expected in expected {
            let words = expected.pointer.split('/').skip(1);
            let words: Vec<String> =
                words.map(|word| word.replace("~1", "/").replace('+', " ")).collect();
            let found = at(&profile, &words.iter().map(String::as_str).collect::<Vec<_>>());
            if !found.iter().any(|found| holds(found, expected)) {
                let Expected { line, pointer, relation, value, .. } = expected;
                let found: Vec<String> = found.iter().map(ToString::to_string).collect();
                wrong.push(format!(
                    "{name}.story:{line}: {who} {pointer} {relation} {value}, but {}",
                    found.join(", ")
                ));
            }
        }
    }
    wrong
}

#[test]
fn every_page_is_read_as_it_is_meant() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/people");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            Some(entry.unwrap().file_name().to_str()?.strip_suffix(".story")?.to_owned())
        })
        .collect();
    names.sort();
    assert!(names.len() >= 7, "{names:?}");
    let wrong: Vec<String> = names.iter().flat_map(|name| differences(name)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_order_of_mining_changes_no_profile() {
    let page = People::load("hands-over");
    let profile = |env: &TestEnv, repository: &std::path::Path| {
        let asked = ["profile", "--author", "ada@example.org", "--format", "json"];
        let output = env.headway(repository, &asked);
        assert_eq!((output.code, output.stderr.as_str()), (0, ""));
        output.stdout
    };
    let (at_once, bit_by_bit) = (TestEnv::at(&page.now), TestEnv::at(&page.now));
    let whole = at_once.import_stream(page.stream().as_bytes());
    let grown = bit_by_bit.import_stream(page.stream().as_bytes());
    // Forward, back, forward again, and then all of it.
    for commit in ["main~30", "main~70", "main~10"] {
        bit_by_bit.git(&grown, &["checkout", "--quiet", "--detach", commit]);
        profile(&bit_by_bit, &grown);
    }
    bit_by_bit.git(&grown, &["checkout", "--quiet", "main"]);
    assert_eq!(profile(&bit_by_bit, &grown), profile(&at_once, &whole));
}
