//! `git headway doctor` through the binary, beside real git.
//!
//! In: repositories that something is wrong with. Out: nothing, or a failed assertion on the findings, on their
//! remedies and on the exit status. Deliberately absent: what each finding depends on; that is tested beside the code.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

#[path = "common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use common::TestEnv;
use serde_json::Value;

/// A repository with one commit and the hooks in it.
fn installed(env: &TestEnv) -> PathBuf {
    let repository = env.root().join("project");
    fs::create_dir(&repository).unwrap();
    env.git(&repository, &["init", "--quiet"]);
    env.git(&repository, &["commit", "--quiet", "--allow-empty", "-m", "start"]);
    assert_eq!(env.headway(&repository, &["init"]).code, 0);
    repository
}

/// The findings by id, and the exit status.
fn doctor(env: &TestEnv, directory: &Path, more: &[&str]) -> (BTreeMap<String, Value>, i32) {
    let arguments = [&["doctor", "--format", "json"], more].concat();
    let output = env.headway(directory, &arguments);
    let report: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(report["schema"], 1);
    assert_eq!(report["is_broken"], output.code == 1, "{}", output.stdout);
    let findings = report["findings"].as_array().unwrap().iter();
    let by_id = findings.map(|found| (found["id"].as_str().unwrap().to_owned(), found.clone()));
    (by_id.collect(), output.code)
}

fn broken(findings: &BTreeMap<String, Value>) -> Vec<&str> {
    let broken = findings.iter().filter(|(_, found)| found["level"] == "broken");
    broken.map(|(id, _)| id.as_str()).collect()
}

#[test]
fn where_all_is_well_nothing_is_broken_and_the_last_runs_are_told() {
    let env = TestEnv::new();
    let repository = installed(&env);
    let (findings, code) = doctor(&env, &repository, &[]);
    assert_eq!((broken(&findings), code), (vec![], 0));
    assert_eq!(findings["never-run"]["level"], "note");
    for id in ["git", "installed", "identity", "data", "facts"] {
        assert_eq!(findings[id]["level"], "ok", "{id}: {findings:?}");
    }
    env.git(&repository, &["commit", "--quiet", "--allow-empty", "-m", "fix: more"]);
    let (findings, _) = doctor(&env, &repository, &[]);
    let runs = findings["runs"]["what"].as_str().unwrap();
    assert!(runs.contains("(post-commit, silent); it took "), "{runs}");
    let text = env.headway(&repository, &["doctor"]).stdout;
    assert!(text.starts_with("ok      git 2."), "{text}");
    assert!(text.contains("Nothing is broken"), "{text}");
}

#[test]
fn a_self_test_makes_commits_elsewhere_and_leaves_nothing() {
    let env = TestEnv::new();
    let repository = installed(&env);
    let before = env.git(&repository, &["for-each-ref"]);
    let (findings, code) = doctor(&env, &repository, &["--self-test"]);
    let tested = &findings["self-test"];
    assert_eq!((tested["level"].as_str(), code), (Some("ok"), 0), "{tested}");
    assert!(tested["what"].as_str().unwrap().contains("once after each of 2 commits"), "{tested}");
    assert_eq!(env.git(&repository, &["for-each-ref"]), before);
    // Where hooks of all repositories come from elsewhere, that is what is found.
    let elsewhere = env.root().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let value = elsewhere.to_string_lossy().into_owned();
    env.git(&repository, &["config", "--global", "core.hooksPath", &value]);
    let (findings, code) = doctor(&env, &repository, &["--self-test"]);
    if findings["installed"]["what"].as_str().unwrap().ends_with("as files") {
        assert_eq!(code, 1);
        assert!(broken(&findings).contains(&"hooks-elsewhere"), "{findings:?}");
        assert!(broken(&findings).contains(&"self-test"), "{findings:?}");
    } else {
        assert_eq!(code, 0, "hooks in the configuration do not care: {findings:?}");
    }
}

#[test]
fn an_event_without_a_command_is_found_and_the_remedy_mends_it() {
    let env = TestEnv::new();
    let repository = installed(&env);
    env.git(&repository, &["config", "hook.lint.event", "pre-commit"]);
    let (findings, code) = doctor(&env, &repository, &[]);
    assert_eq!((broken(&findings), code), (vec!["event-without-command"], 1));
    let found = &findings["event-without-command"];
    let place = found["where"].as_str().unwrap();
    let config = fs::read_to_string(repository.join(".git/config")).unwrap();
    let line = config.lines().position(|line| line.contains("event = pre-commit")).unwrap() + 1;
    assert!(place.ends_with(&format!(".git/config, line {line}")), "{place}");
    let remedy = found["remedy"].as_str().unwrap().replace("$TEST", &env.root().to_string_lossy());
    let mut shell = env.command("sh", &repository);
    assert!(shell.args(["-c", &remedy]).status().unwrap().success(), "{remedy}");
    assert_eq!(doctor(&env, &repository, &[]).1, 0);
}

#[test]
fn hooks_that_would_not_run_are_found() {
    let env = TestEnv::new();
    let repository = installed(&env);
    let hook = repository.join(".git/hooks/post-commit");
    if !hook.exists() {
        eprintln!("this git has its hooks in the configuration, so no files were tried");
        return;
    }
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(broken(&doctor(&env, &repository, &[]).0), ["hook-not-executable"]);
    fs::rename(&hook, hook.with_extension("old")).unwrap();
    fs::write(&hook, "#!/bin/sh\n# LEFTHOOK\n").unwrap();
    assert_eq!(broken(&doctor(&env, &repository, &[]).0), ["hook-set-aside"]);
    fs::remove_file(&hook).unwrap();
    fs::remove_file(hook.with_extension("old")).unwrap();
    assert_eq!(broken(&doctor(&env, &repository, &[]).0), ["half-installed"]);
    assert_eq!(env.headway(&repository, &["init"]).code, 0);
    env.git(&repository, &["config", "core.hooksPath", "gone"]);
    assert_eq!(broken(&doctor(&env, &repository, &[]).0), ["hooks-path-missing"]);
    env.git(&repository, &["config", "core.hooksPath", ""]);
    assert_eq!(broken(&doctor(&env, &repository, &[]).0), ["hooks-path-empty"]);
}

#[test]
fn what_keeps_facts_and_people_from_being_known_is_found() {
    let env = TestEnv::new();
    let repository = installed(&env);
    env.git(&repository, &["config", "--global", "--unset", "user.email"]);
    assert_eq!(broken(&doctor(&env, &repository, &[]).0), ["identity-unset"]);
    env.git(&repository, &["config", "--global", "user.email", "test@example.org"]);
    let folder = env.root().join("home/data/git-headway/facts");
    let facts = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let facts = facts.into_iter().find(|path| path.extension().is_some_and(|end| end == "db"));
    fs::write(facts.unwrap(), vec![0xa5; 8_192]).unwrap();
    assert_eq!(broken(&doctor(&env, &repository, &[]).0), ["facts-unreadable"]);
    assert_eq!(env.headway(&repository, &["mine"]).code, 0);
    assert_eq!(doctor(&env, &repository, &[]).1, 0);
}

#[test]
fn repositories_that_cannot_be_read_are_said_to_be() {
    let env = TestEnv::new();
    let (findings, code) = doctor(&env, env.root(), &[]);
    assert_eq!((findings["no-repository"]["level"].as_str(), code), (Some("note"), 0));
    let repository = env.root().join("sha256");
    fs::create_dir(&repository).unwrap();
    env.git(&repository, &["init", "--quiet", "--object-format=sha256"]);
    let (findings, code) = doctor(&env, &repository, &[]);
    let what = findings["repository-unreadable"]["what"].as_str().unwrap();
    assert!(code == 1 && what.contains("SHA-256"), "{what}");
}
