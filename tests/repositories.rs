//! The list of repositories, and work on many of them.
//!
//! In: the built binary and folders full of repositories of every kind. Out: nothing, or a failed assertion.
//! Deliberately absent: what is found in a history.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a folder that cannot be made is a failed test")]

mod common;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use common::{Output, TestEnv};
use serde_json::Value;

/// A folder with repositories `code/a`, `code/a/inner`, `code/deep/er/b`, a clone of the first, a bare clone of that,
/// a linked work tree, and what is passed over.
fn code() -> TestEnv {
    let env = TestEnv::new();
    fs::create_dir_all(env.root().join("code/deep/er")).unwrap();
    let story = env.import("tiny-history");
    fs::rename(story, env.root().join("code/a")).unwrap();
    for name in ["a/inner", "deep/er/b", "node_modules/x", "mine-not/y"] {
        made(&env, name);
    }
    git(&env, &["clone", "-q", "code/a", "code/copy"]);
    git(&env, &["clone", "-q", "--bare", "code/a", "code/mirror.git"]);
    git(&env, &["-C", "code/a", "worktree", "add", "-q", "../linked", "HEAD~1"]);
    symlink("..", env.root().join("code/a/loop")).unwrap();
    env
}

/// A repository with one commit.
fn made(env: &TestEnv, name: &str) {
    let place = format!("code/{name}");
    git(env, &["init", "-q", &place]);
    git(env, &["-C", &place, "commit", "-q", "--allow-empty", "-m", &format!("Begin {name}")]);
}

fn git(env: &TestEnv, arguments: &[&str]) {
    env.git(env.root(), arguments);
}

fn run(env: &TestEnv, arguments: &[&str]) -> Output {
    env.headway(env.root(), arguments)
}

fn list(env: &TestEnv) -> Vec<Value> {
    let listed = run(env, &["repos", "list", "--format", "json"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    let mut list: Value = serde_json::from_str(&listed.stdout).unwrap();
    list["repositories"].take().as_array().unwrap().clone()
}

fn column(env: &TestEnv, field: &str) -> Vec<String> {
    list(env).iter().map(|row| row[field].to_string().replace('"', "")).collect()
}

fn facts(env: &TestEnv) -> usize {
    let folder = fs::read_dir(env.root().join("home/data/git-headway/facts"));
    let files = folder.into_iter().flatten().flatten();
    files.filter(|file| file.path().extension().is_some_and(|kind| kind == "db")).count()
}

#[test]
fn a_scan_finds_every_kind_of_repository_and_lists_each_once() {
    let env = code();
    let arguments = ["repos", "scan", "code", "--ignore", "mine-not"];
    let dry = run(&env, &[&arguments[..], &["--dry-run"]].concat());
    assert_eq!((dry.code, dry.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(dry.stdout, @r"
    a: would be listed, 2 work trees ($TEST/code/a)
    inner: would be listed ($TEST/code/a/inner)
    copy: would be listed ($TEST/code/copy)
    b: would be listed ($TEST/code/deep/er/b)
    mirror: would be listed ($TEST/code/mirror.git)
    ");
    assert!(list(&env).is_empty());
    let first = run(&env, &arguments);
    assert_eq!(first.stdout, dry.stdout.replace("would be listed", "listed"));
    assert_eq!(column(&env, "name"), ["a", "inner", "copy", "b", "mirror"]);
    let again = run(&env, &arguments);
    assert_eq!(again.stdout, dry.stdout.replace("would be listed", "listed before"));
    assert_eq!((again.stderr.as_str(), list(&env).len()), ("", 5));
    let near = run(&env, &["repos", "scan", "code", "--depth", "1", "--dry-run"]);
    assert!(!near.stdout.contains("inner"), "{}", near.stdout);
    let none = run(&env, &["repos", "scan", "home"]);
    assert!(none.code == 1 && none.stderr.contains("there is no repository below $TEST/home"));
}

#[test]
fn clones_stand_together_and_what_is_wrong_is_said() {
    let env = code();
    let _ = run(&env, &["repos", "scan", "code"]);
    let mined = run(&env, &["mine", "--all"]);
    assert_eq!((mined.code, mined.stderr.as_str()), (0, ""));
    let names = mined.stdout.lines().map(|line| line.split(": ").next().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["a", "inner", "copy", "b", "y", "mirror"]);
    assert_eq!(column(&env, "project"), ["1", "1", "1", "2", "3", "4"]);
    git(&env, &["-C", "code/copy", "commit", "-q", "--allow-empty", "-m", "Go on"]);
    fs::remove_dir_all(env.root().join("code/deep")).unwrap();
    fs::write(env.root().join("code/mine-not/y/.git/HEAD"), "nothing\n").unwrap();
    git(&env, &["init", "-q", "code/empty"]);
    let _ = run(&env, &["repos", "add", "code/empty"]);
    let states = [
        "up_to_date",
        "new_commits",
        "up_to_date",
        "up_to_date",
        "gone",
        "unreadable",
        "no_commits",
    ];
    assert_eq!(column(&env, "state"), states);
    assert_eq!(column(&env, "name"), ["a", "copy", "mirror", "inner", "b", "y", "empty"]);
    assert_eq!(column(&env, "commits"), ["3", "3", "3", "1", "1", "null", "null"]);
    let shown = run(&env, &["repos"]);
    assert!(shown.stdout.starts_with("Your 7 repositories, of 5 projects\n"), "{}", shown.stdout);
    assert!(
        shown.stdout.contains("\ny cannot be read: could not read the commit at HEAD of $TEST")
    );
    let hint =
        "hint: `git headway repos remove --missing` takes those that are gone off the list\n";
    assert_eq!(shown.stderr, hint);
}

#[test]
fn repositories_come_and_go_by_path_and_by_name() {
    let env = code();
    let added = run(&env, &["repos", "add", "code/a/src", "code/a", "code", "code/copy"]);
    assert_eq!(added.code, 1, "{}", added.stdout);
    assert!(added.stderr.contains("$TEST/code is not inside a git repository"), "{}", added.stderr);
    assert_eq!(column(&env, "name"), ["a", "copy"]);
    // A work tree stands for its repository.
    let removed = run(&env, &["repos", "remove", "code/linked"]);
    assert_eq!(removed.stdout, "a: off the list ($TEST/code/a)\n");
    let unknown = run(&env, &["repos", "remove", "a", "copy"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.stderr.starts_with("git-headway: `a` is not listed\n"), "{}", unknown.stderr);
    assert!(list(&env).is_empty());
    let _ = run(&env, &["repos", "add", "code/deep/er/b", "code/a/inner"]);
    fs::remove_dir_all(env.root().join("code/a/inner/.git")).unwrap();
    // What went is not taken for the repository around it.
    assert_eq!(column(&env, "state"), ["not_mined", "gone"]);
    let mined = run(&env, &["mine", "--all"]);
    assert_eq!((mined.code, facts(&env)), (1, 1), "{}", mined.stderr);
    assert_eq!(
        mined.stderr,
        "git-headway: warning: inner was left out: $TEST/code/a/inner/.git is no longer there\n"
    );
    assert_eq!(run(&env, &["repos", "remove", "--missing"]).code, 0);
    assert_eq!(column(&env, "name"), ["b"]);
}

#[test]
fn a_repository_with_hooks_stays_until_they_are_out() {
    let env = code();
    let place = env.root().join("code/a");
    assert_eq!(env.headway(&place, &["init", "--mode=file", "--ask=never"]).code, 0);
    let refused = run(&env, &["repos", "remove", "a"]);
    assert_eq!(refused.code, 1);
    insta::assert_snapshot!(refused.stderr, @r"
    git-headway: a has hooks of git-headway
    hint: `git headway -C $TEST/code/a uninstall` takes them out first
    ");
    let _ = run(&env, &["repos", "add", "code/a"]);
    assert_eq!(env.headway(&place, &["uninstall"]).code, 0);
    // It was added by hand as well.
    assert_eq!(
        (column(&env, "hooks"), column(&env, "added")),
        (texts(&["false"]), texts(&["true"]))
    );
    assert_eq!(run(&env, &["repos", "remove", "a"]).code, 0);
    assert!(list(&env).is_empty());
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn one_that_is_broken_is_told_on_a_line_and_the_others_are_mined_in_order() {
    let env = code();
    let _ = run(&env, &["repos", "scan", "code"]);
    fs::write(env.root().join("code/copy/.git/config"), "[core\n").unwrap();
    let mined = run(&env, &["mine", "--all"]);
    assert_eq!((mined.code, facts(&env)), (1, 5));
    assert_eq!(mined.stderr.lines().count(), 1, "{}", mined.stderr);
    assert!(mined.stderr.starts_with("git-headway: warning: copy was left out: could not open"));
    // Whatever is over first, and whether there was something to do.
    let order = |output: &Output| -> Vec<String> {
        output.stdout.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect()
    };
    for _ in 0..3 {
        assert_eq!(order(&run(&env, &["mine", "--all"])), order(&mined));
    }
}

#[test]
fn some_are_named() {
    let env = code();
    let _ = run(&env, &["repos", "scan", "code"]);
    let named = run(&env, &["mine", "--repo", "mirror", "--repo", "code/linked"]);
    assert_eq!((named.code, facts(&env)), (0, 2), "{}", named.stderr);
    assert!(named.stdout.starts_with("mirror: ") && named.stdout.contains("\na: "));
    let unknown = run(&env, &["mine", "--repo", "elsewhere"]);
    assert_eq!(unknown.code, 2);
    insta::assert_snapshot!(unknown.stderr, @r"
    git-headway: `elsewhere` is neither the name of a listed repository nor a path to one
    hint: `git headway repos` lists them; `git headway repos add PATH` adds one
    ");
    let none = TestEnv::new();
    let all = run(&none, &["mine", "--all"]);
    assert_eq!(all.code, 1);
    assert!(
        all.stderr.starts_with("git-headway: there is no repository here, and none"),
        "{}",
        all.stderr
    );
}

#[test]
fn a_reading_command_speaks_of_the_one_that_is_named() {
    let env = code();
    let _ = run(&env, &["repos", "scan", "code"]);
    let named = run(&env, &["hotspots", "--repo", "mirror"]);
    assert!(named.stdout.starts_with("Recurring spots in mirror\n"), "{}", named.stderr);
    made(&env, "deep/mirror");
    let _ = run(&env, &["repos", "add", "code/deep/mirror"]);
    let several = run(&env, &["hotspots", "--repo", "mirror"]);
    assert_eq!(several.code, 2);
    insta::assert_snapshot!(several.stderr, @"
    git-headway: `mirror` is the name of several repositories
    hint: name one by its path: $TEST/code/mirror.git or $TEST/code/deep/mirror
    ");
    let by_path = run(&env, &["hotspots", "--repo", "code/deep/mirror/.git"]);
    assert!(by_path.stdout.starts_with("Recurring spots in mirror\n"), "{}", by_path.stderr);
}

#[test]
fn the_repository_of_the_run_is_one_of_all_and_keeps_its_work_tree() {
    let env = code();
    let _ = run(&env, &["repos", "add", "code/deep/er/b"]);
    let linked: PathBuf = env.root().join("code/linked");
    let mined = env.headway(&linked, &["mine", "--all"]);
    // The work tree is one commit behind. Below a folder the repository itself stands for both.
    let there = commits(&env, &linked);
    assert_eq!(commits(&env, &env.root().join("code/a")), there + 1);
    assert!(mined.stdout.contains(&format!("a: {there} commits mined")), "{}", mined.stdout);
    let below = run(&env, &["mine", "--below", "code"]);
    let all = format!("a: {} commits known, 1 of them new", there + 1);
    assert!(below.code == 0 && below.stdout.starts_with(&all), "{}", below.stdout);
    assert!(!below.stdout.contains("linked"), "{}", below.stdout);
}

fn commits(env: &TestEnv, place: &Path) -> usize {
    env.git(place, &["rev-list", "--count", "HEAD"]).trim().parse().unwrap()
}
