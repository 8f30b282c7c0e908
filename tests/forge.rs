//! Where commits can be looked at: the remote that is meant, beside git; and its links in answers.
//!
//! In: repositories with remotes. Out: nothing, or what differs. Deliberately absent: what addresses mean, which is
//! `src/report/forge`.
#![expect(clippy::unwrap_used, reason = "what cannot be prepared has failed its test")]

mod common;

use std::path::Path;

use common::TestEnv;
use git_headway::git::Repository;

/// A repository with one commit and this configuration.
fn configured(configuration: &[(&str, &str)]) -> (TestEnv, std::path::PathBuf) {
    let env = TestEnv::new();
    let directory = env.root().join("it");
    env.git(env.root(), &["init", "--quiet", "it"]);
    env.git(&directory, &["commit", "--quiet", "--allow-empty", "-m", "first"]);
    for (name, value) in configuration {
        env.git(&directory, &["config", "--add", name, value]);
    }
    (env, directory)
}

fn address(directory: &Path) -> Option<String> {
    Repository::open_at(directory).unwrap().remote_address()
}

#[test]
fn the_address_is_the_one_that_git_fetches_from() {
    let table: [(&str, &[(&str, &str)]); 8] = [
        ("origin", &[("remote.origin.url", "git@x.example:a/b"), ("remote.a.url", "/elsewhere")]),
        ("up", &[("remote.up.url", "git@x.example:a/b")]),
        ("origin", &[("remote.origin.url", "first:a/b"), ("remote.origin.url", "second:a/b")]),
        (
            "up",
            &[
                ("remote.one.url", "one:a/b"),
                ("remote.up.url", "up:a/b"),
                ("branch.main.remote", "up"),
                ("branch.main.merge", "refs/heads/main"),
                ("remote.up.fetch", "+refs/heads/*:refs/remotes/up/*"),
            ],
        ),
        (
            "origin",
            &[("remote.origin.url", "gh:a/b"), ("url.https://github.com/.insteadOf", "gh:")],
        ),
        (
            "origin",
            &[
                ("remote.origin.url", "https://github.com/ada/it"),
                ("url.git@Short.example:.insteadOf", "https://github.com/"),
                ("url.git@Long.example:.insteadOf", "https://github.com/ada"),
            ],
        ),
        (
            "origin",
            &[
                ("remote.origin.url", "https://x.example/a/b"),
                ("remote.origin.pushurl", "https://push.example/a/b"),
                ("url.https://push.example/.pushInsteadOf", "https://x.example/"),
            ],
        ),
        ("origin", &[("remote.origin.url", "../it.git")]),
    ];
    for (name, configuration) in table {
        let (env, directory) = configured(configuration);
        let said = env.git(&directory, &["remote", "get-url", name]);
        assert_eq!(address(&directory).as_deref(), Some(said.trim_end()), "{configuration:?}");
    }
}

#[test]
fn of_several_without_an_upstream_none_is_meant() {
    let (_env, directory) = configured(&[("remote.a.url", "a:a/b"), ("remote.b.url", "b:a/b")]);
    assert_eq!(address(&directory), None);
    let (_env, directory) = configured(&[]);
    assert_eq!(address(&directory), None);
    let (_env, directory) = configured(&[("remote.origin.fetch", "+refs/heads/*:refs/heads/*")]);
    assert_eq!(address(&directory), None);
}

/// The retrospective of a story whose repository came from this address.
fn told(remote: &str, forge: Option<&str>, format: &str) -> String {
    let env = TestEnv::at("2025-02-01T12:00:00Z");
    let directory = env.import("patched-then-root-cause");
    env.git(&directory, &["remote", "add", "origin", remote]);
    if let Some(forge) = forge {
        env.git(&directory, &["config", "headway.forge", forge]);
    }
    let output = env.headway(&directory, &["retro", "--year", "2024", "--format", format]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stdout + &output.stderr
}

/// The addresses of the commits of the evidence.
fn urls(answer: &str) -> Vec<String> {
    let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
    let rows = answer["evidence"].as_array().unwrap().iter();
    rows.filter_map(|row| row["commit"]["url"].as_str().map(str::to_owned)).collect()
}

#[test]
fn evidence_is_linked_and_passwords_stay_where_they_are() {
    let remote = "https://ada:t0psecret@git.example.org:443/engines/analytical.git";
    assert_eq!(urls(&told(remote, None, "json")), Vec::<String>::new());
    let linked = urls(&told(remote, Some("gitlab"), "json"));
    assert!(!linked.is_empty());
    for url in linked {
        let id = url.strip_prefix("https://git.example.org/engines/analytical/-/commit/").unwrap();
        assert!(id.len() == 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{url}");
    }
    for format in ["text", "markdown", "html", "json"] {
        assert!(!told(remote, Some("gitlab"), format).contains("t0psecret"), "{format}");
    }
}

#[test]
fn links_can_be_switched_off() {
    let remote = "git@github.com:ada/engine.git";
    assert!(
        urls(&told(remote, None, "json"))[0].starts_with("https://github.com/ada/engine/commit/")
    );
    assert_eq!(urls(&told(remote, Some("never"), "json")), Vec::<String>::new());
}
