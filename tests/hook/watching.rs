//! What the look sees while git works: each operation that makes a commit, on a copy of the git
//! directory as it was when git called.

use std::fs;
use std::path::{Path, PathBuf};

use git_headway::hook::look::{CommitFacts, Decision, Operation, Silence, Surroundings};
use git_headway::hook::observe;
use git_headway::model::ObjectId;

use crate::repository::{Repository, write_script};

/// A repository whose post-commit hook copies the git directory at each call.
fn watched() -> Repository {
    let repository = Repository::new();
    let copies = repository.outside("copies");
    fs::create_dir(&copies).unwrap();
    let text = format!(
        "#!/bin/sh\ncopies='{}'\nnumber=$(ls \"$copies\" | wc -l)\n\
         cp -R .git \"$copies/$number\"\n\
         [ -z \"${{GIT_REFLOG_ACTION+set}}\" ] || : >\"$copies/$number/reflog-action\"\n",
        copies.display()
    );
    write_script(&repository.hook("post-commit"), &text);
    repository
}

/// What each call since the last question would have decided.
fn decisions(repository: &Repository) -> Vec<Decision> {
    let mut copies: Vec<PathBuf> = fs::read_dir(repository.outside("copies"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    copies.sort();
    let decisions = copies.iter().map(|copy| decision(repository, copy)).collect();
    for copy in copies {
        fs::remove_dir_all(copy).unwrap();
    }
    decisions
}

fn decision(repository: &Repository, git_directory: &Path) -> Decision {
    let surroundings = Surroundings {
        switched_off: false,
        stderr_is_terminal: true,
        automation: None,
        has_reflog_action: git_directory.join("reflog-action").exists(),
        operation: observe::operation(git_directory),
    };
    if let Decision::StaySilent(silence) = surroundings.decide() {
        return Decision::StaySilent(silence);
    }
    let option = format!("--git-dir={}", git_directory.display());
    let show = |format: &str| repository.git(&[&option, "log", "-1", format]);
    let head = ObjectId::from_hex(show("--format=%H").as_bytes()).unwrap();
    CommitFacts {
        head_reflog: observe::head_reflog(git_directory, head).as_deref(),
        parents: show("--format=%P").split_whitespace().count(),
        author_is_me: true,
        subject: &show("--format=%s"),
    }
    .decide()
}

fn write(repository: &Repository, name: &str, content: &str) {
    fs::write(repository.top.join(name), content).unwrap();
    repository.git(&["add", name]);
}

/// Two branches whose last commits change the same line.
fn with_conflict() -> Repository {
    let repository = watched();
    repository.commit("base");
    repository.git(&["checkout", "-q", "-b", "topic"]);
    write(&repository, "file", "topic\n");
    repository.git(&["commit", "-q", "-m", "topic"]);
    repository.git(&["checkout", "-q", "main"]);
    write(&repository, "file", "main\n");
    repository.git(&["commit", "-q", "-m", "main"]);
    decisions(&repository);
    repository
}

/// Runs an operation that stops at the conflict, and settles the conflict.
fn stop_and_settle(repository: &Repository, arguments: &[&str]) {
    assert!(!repository.run("git", arguments, &[]).status.success(), "{arguments:?}");
    write(repository, "file", "settled\n");
}

const NOT_PLAIN: Decision = Decision::StaySilent(Silence::NotPlain);

const fn in_progress(operation: Operation) -> Decision {
    Decision::StaySilent(Silence::InProgress(operation))
}

#[test]
fn plain_commits() {
    let repository = watched();
    repository.commit("a");
    repository.commit("b");
    assert_eq!(decisions(&repository), [Decision::Speak, Decision::Speak]);
}

#[test]
fn an_amended_commit() {
    let repository = watched();
    repository.commit("a");
    decisions(&repository);
    repository.git(&["commit", "-q", "--amend", "-m", "b"]);
    assert_eq!(decisions(&repository), [NOT_PLAIN]);
}

#[test]
fn a_revert() {
    let repository = watched();
    repository.commit("a");
    repository.commit("b");
    decisions(&repository);
    repository.git(&["revert", "--no-edit", "HEAD"]);
    // Whether REVERT_HEAD is still there depends on git; the reflog tells in any case.
    assert!(matches!(decisions(&repository)[..], [Decision::StaySilent(_)]));
}

#[test]
fn a_merge_with_a_conflict() {
    let repository = with_conflict();
    stop_and_settle(&repository, &["merge", "-q", "topic"]);
    repository.git(&["commit", "-q", "--no-edit"]);
    assert_eq!(decisions(&repository), [NOT_PLAIN]);
}

#[test]
fn cherry_picks() {
    let repository = with_conflict();
    stop_and_settle(&repository, &["cherry-pick", "topic"]);
    repository.git(&["commit", "-q", "--no-edit"]);
    assert_eq!(decisions(&repository), [NOT_PLAIN], "with a conflict");
    repository.git(&["checkout", "-q", "-b", "other", "topic~1"]);
    write(&repository, "another", "x");
    repository.git(&["commit", "-q", "-m", "another"]);
    repository.git(&["checkout", "-q", "main"]);
    decisions(&repository);
    repository.git(&["cherry-pick", "other"]);
    assert_eq!(decisions(&repository), [in_progress(Operation::CherryPick)], "clean");
}

#[test]
fn a_rebase_with_a_conflict_and_a_commit_of_ones_own() {
    let repository = with_conflict();
    repository.git(&["checkout", "-q", "topic"]);
    stop_and_settle(&repository, &["rebase", "-q", "main"]);
    repository.git(&["commit", "-q", "-m", "settled by hand"]);
    repository.git(&["commit", "-q", "--allow-empty", "-m", "one more"]);
    let rebase = in_progress(Operation::Rebase);
    assert_eq!(decisions(&repository), [rebase.clone(), rebase]);
    repository.git(&["rebase", "--continue"]);
    decisions(&repository);
    repository.commit("afterwards");
    assert_eq!(decisions(&repository), [Decision::Speak]);
}

#[test]
fn without_a_reflog_nothing_is_said() {
    let repository = watched();
    repository.commit("a");
    repository.git(&["config", "core.logAllRefUpdates", "false"]);
    fs::remove_dir_all(repository.top.join(".git/logs")).unwrap();
    decisions(&repository);
    repository.commit("b");
    assert_eq!(decisions(&repository), [Decision::StaySilent(Silence::NoReflog)]);
}
