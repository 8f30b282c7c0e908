//! What an installed hook runs, and when.

use std::ffi::OsStr;
use std::fs;

use crate::repository::{Repository, search_path, set_mode, write_script};

const ONE_CALL: [&str; 1] = ["binary hook post-commit"];

fn installed() -> Repository {
    let repository = Repository::new();
    repository.install();
    repository
}

/// Starts a branch with two commits that can be replayed on another one.
fn with_branch(repository: &Repository) -> [String; 2] {
    repository.commit("base");
    repository.git(&["checkout", "-q", "-b", "topic"]);
    let add = |name: &str| {
        fs::write(repository.top.join(name), name).unwrap();
        repository.git(&["add", name]);
        repository.git(&["commit", "-q", "-m", name]);
        repository.git(&["rev-parse", "HEAD"])
    };
    let commits = [add("one"), add("two")];
    repository.git(&["checkout", "-q", "main"]);
    repository.commit("more");
    repository.git(&["checkout", "-q", "topic"]);
    repository.calls();
    commits
}

#[test]
fn a_commit_runs_the_binary_once_and_prints_nothing() {
    let repository = installed();
    fs::write(repository.top.join("a"), "a").unwrap();
    repository.git(&["add", "a"]);
    let output = repository.run("git", &["commit", "-q", "-m", "a"], &[]);
    assert!(output.status.success());
    assert_eq!((output.stdout, output.stderr), (vec![], vec![]));
    assert_eq!(repository.calls(), ONE_CALL);
}

#[test]
fn a_commit_succeeds_whatever_the_binary_does() {
    let repository = installed();
    for text in ["#!/bin/sh\nexit 9\n", "#!/bin/sh\nkill -9 $$\n", "#!/nowhere/sh\n"] {
        write_script(&repository.binary, text);
        repository.commit("a");
    }
}

#[test]
fn without_the_binary_a_commit_is_as_before() {
    let repository = installed();
    fs::remove_file(&repository.binary).unwrap();
    let arguments = ["commit", "-q", "--allow-empty", "-m", "a"];
    let output = repository.run("git", &arguments, &[]);
    assert!(output.status.success());
    assert_eq!((output.stdout, output.stderr), (vec![], vec![]));
    let amend = ["commit", "-q", "--amend", "--allow-empty", "-m", "b"];
    let output = repository.run("git", &amend, &[]);
    assert!(output.status.success());
    assert_eq!((output.stdout, output.stderr), (vec![], vec![]));
}

#[test]
fn a_binary_that_moved_is_looked_for_on_the_path() {
    let repository = installed();
    fs::remove_file(&repository.binary).unwrap();
    let directory = repository.outside("bin");
    fs::create_dir(&directory).unwrap();
    repository.write_binary(&directory.join("git-headway"), "found");
    let path = search_path(Some(&directory));
    let arguments = ["commit", "-q", "--allow-empty", "-m", "a"];
    repository.run("git", &arguments, &[("PATH", &path)]);
    assert_eq!(repository.calls(), ["found hook post-commit"]);
}

#[test]
fn switched_off_only_the_hook_from_before_runs() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "");
    repository.write_previous("post-rewrite", "");
    repository.install();
    let off = [("GIT_HEADWAY", OsStr::new("0"))];
    repository.run("git", &["commit", "-q", "--allow-empty", "-m", "a"], &off);
    assert_eq!(repository.calls(), ["previous "]);
    repository.run("git", &["commit", "-q", "--amend", "--allow-empty", "-m", "b"], &off);
    assert_eq!(repository.calls(), ["previous ", "previous amend"]);
}

#[test]
fn odd_characters_in_the_path_of_the_binary_are_quoted() {
    let repository = Repository::with_binary("it's a \"$HOME\" `dir`\n/git headway");
    repository.install();
    repository.commit("a");
    assert_eq!(repository.calls(), ONE_CALL);
}

#[test]
fn an_amended_commit_is_told_to_both_with_its_input() {
    let repository = Repository::new();
    let log = repository.outside("log");
    repository.write_previous("post-rewrite", &format!("cat >>'{}'", log.display()));
    repository.install();
    let old = repository.commit("a");
    repository.calls();
    repository.git(&["commit", "-q", "--amend", "-m", "b"]);
    let rewritten = format!("{old} {}", repository.git(&["rev-parse", "HEAD"]));
    let expected = [
        "binary hook post-commit",
        "previous amend",
        &rewritten,
        "binary hook post-rewrite amend",
        &rewritten,
    ];
    assert_eq!(repository.calls(), expected);
}

#[test]
fn a_hook_that_reads_no_input_disturbs_nothing() {
    let repository = Repository::new();
    repository.write_previous("post-rewrite", "exit 0");
    repository.install();
    // More than a pipe holds, so that the writer does meet a closed one.
    let many = "0123456789abcdef ".repeat(20_000);
    fs::write(repository.outside("input"), format!("{many}\n\n")).unwrap();
    let command = ".git/hooks/post-rewrite rebase <../input";
    let output = repository.run("sh", &["-c", command], &[]);
    assert_eq!((output.status.code(), output.stderr), (Some(0), vec![]));
    let expected = ["previous rebase", "binary hook post-rewrite rebase", &many, ""];
    assert_eq!(repository.calls(), expected);
}

#[test]
fn a_rebase_runs_the_binary_once_at_its_end() {
    let repository = installed();
    let [one, two] = with_branch(&repository);
    repository.git(&["rebase", "-q", "main"]);
    let names = repository.git(&["rev-parse", "HEAD~1", "HEAD"]);
    let (new_one, new_two) = names.split_once('\n').unwrap();
    let expected = [
        "binary hook post-rewrite rebase".to_owned(),
        format!("{one} {new_one}"),
        format!("{two} {new_two}"),
    ];
    assert_eq!(repository.calls(), expected);
}

#[test]
fn a_commit_folded_in_a_rebase_is_told_once() {
    let repository = installed();
    let [one, two] = with_branch(&repository);
    let editor = OsStr::new("sed -i.bak -e '2s/^pick/fixup/'");
    let set = [("GIT_SEQUENCE_EDITOR", editor)];
    let output = repository.run("git", &["rebase", "-q", "-i", "main"], &set);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let head = repository.git(&["rev-parse", "HEAD"]);
    let expected = [
        "binary hook post-rewrite rebase".to_owned(),
        format!("{one} {head}"),
        format!("{two} {head}"),
    ];
    assert_eq!(repository.calls(), expected);
}

#[test]
fn a_clean_cherry_pick_does_not_run_the_binary() {
    let repository = installed();
    with_branch(&repository);
    repository.git(&["checkout", "-q", "main"]);
    repository.git(&["cherry-pick", "topic~1", "topic"]);
    assert_eq!(repository.calls(), [""; 0]);
}

#[test]
fn linked_work_trees_share_the_hooks() {
    let repository = installed();
    with_branch(&repository);
    repository.git(&["checkout", "-q", "main"]);
    repository.git(&["worktree", "add", "-q", "../linked", "topic"]);
    repository.git(&["-C", "../linked", "rebase", "-q", "main"]);
    let calls = repository.calls();
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert_eq!(calls[0], "binary hook post-rewrite rebase");
    repository.git(&["-C", "../linked", "commit", "-q", "--allow-empty", "-m", "linked"]);
    assert_eq!(repository.calls(), ONE_CALL);
}

#[test]
fn a_commit_from_a_subdirectory_runs_the_binary() {
    let repository = installed();
    fs::create_dir(repository.top.join("sub")).unwrap();
    repository.git(&["-C", "sub", "commit", "-q", "--allow-empty", "-m", "a"]);
    assert_eq!(repository.calls(), ONE_CALL);
}

#[test]
fn a_hook_without_execute_permission_is_mended() {
    let repository = installed();
    set_mode(&repository.hook("post-commit"), 0o644);
    repository.commit("a");
    assert_eq!(repository.calls(), [""; 0]);
    repository.install();
    repository.commit("b");
    assert_eq!(repository.calls(), ONE_CALL);
}
