//! Which addresses are the user's, over several repositories.
//!
//! In: two repositories with one person under several addresses, in one of them with an agent. Out: what `repos me` lists and proposes,
//! and what the reading commands count once something was said. Deliberately absent: how people are matched (`profile::identity`).

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use common::TestEnv;
use serde_json::Value;

/// A history of commits by these authors, a file each.
fn repository(env: &TestEnv, authors: &[&str]) -> PathBuf {
    let mut stream = String::new();
    for (at, author) in authors.iter().enumerate() {
        let time = 1_700_000_000 + at * 40_000_000;
        let message = "feat: more\n\nCo-authored-by: Ada Byron <ada@pair.example>\n";
        write!(
            stream,
            "commit refs/heads/main\nauthor {author} {time} +0000\ncommitter {author} {time} +0000\n\
             data {}\n{message}M 100644 inline src/{at}.rs\ndata 12\nfn f() {{}}\n\n\n",
            message.len()
        )
        .expect("because a text takes all there is");
    }
    env.import_stream(stream.as_bytes())
}

fn me(env: &TestEnv, directory: &Path) -> Value {
    let output = env.headway(directory, &["repos", "me", "--format", "json"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    serde_json::from_str(&output.stdout).expect("because it is JSON")
}

fn listed(answer: &Value, list: &str) -> Vec<String> {
    let rows = answer[list].as_array().expect("because it is a list").iter();
    let row = |row: &Value| {
        let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", word("address"), row["wrote"], row["co_wrote"])
    };
    rows.map(row).collect()
}

fn commits_of_2025(env: &TestEnv, directory: &Path) -> Value {
    let output =
        env.headway(directory, &["retro", "--repo", ".", "--year", "2025", "--format", "json"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let answer: Value = serde_json::from_str(&output.stdout).expect("because it is JSON");
    answer["motion"]["figures"]["commits"].clone()
}

#[test]
fn addresses_are_proposed_added_and_removed() {
    let env = TestEnv::new();
    let ada = "Ada Byron <ada@work.example>";
    let first = repository(&env, &[ada, "Bo <bo@example.org>", ada]);
    let second = repository(&env, &["ada byron <ada@home.example>", "Ada Byron <ada@old.example>"]);
    for (directory, email) in [(&first, "ada@work.example"), (&second, "ada@home.example")] {
        env.git(directory, &["config", "user.email", email]);
        assert_eq!(env.headway(directory, &["init"]).code, 0);
    }

    let answer = me(&env, &first);
    assert_eq!(listed(&answer, "mine"), ["ada@work.example 2 0", "ada@home.example 1 0"]);
    let expected = ["ada@pair.example 0 5", "ada@old.example 1 0"];
    assert_eq!(listed(&answer, "maybe"), expected);
    insta::assert_snapshot!(env.headway(&first, &["repos", "me"]).stdout);
    // Nobody is taken for the user by name: of the second repository's two commits one is theirs.
    assert_eq!(commits_of_2025(&env, &second), 0);

    let said = env.headway(
        &first,
        &["repos", "me", "--add", "ADA@old.example", "--remove", "ada@pair.example"],
    );
    assert_eq!((said.code, said.stdout.as_str()), (0, ""), "{}", said.stderr);
    let answer = me(&env, &second);
    let mine = ["ada@work.example 2 0", "ada@home.example 1 0", "ada@old.example 1 0"];
    assert_eq!(listed(&answer, "mine"), mine);
    assert_eq!(
        (listed(&answer, "maybe").len(), &answer["not_mine"][0]),
        (0, &"ada@pair.example".into())
    );
    assert_eq!(commits_of_2025(&env, &second), 1);

    // What was said last holds, also of an address that git's configuration has.
    let said = env.headway(&second, &["repos", "me", "--remove", "ada@home.example"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let answer = me(&env, &first);
    assert_eq!(listed(&answer, "mine"), ["ada@work.example 2 0", "ada@old.example 1 0"]);
    assert_eq!(env.headway(&first, &["repos", "me", "--add", "Ada Byron"]).code, 2);
}
