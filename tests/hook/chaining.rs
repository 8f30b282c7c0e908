//! Hooks that were there before: kept, run first, and given back byte for byte.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use git_headway::hook::{Outcome, Refusal, script};

use crate::repository::{Repository, mode, set_mode, write_script};

/// Installs over what `prepare` put there, commits, uninstalls, and holds that the hooks directory
/// is what it was; answers with the calls of the commit and what it said on standard error.
fn round_trip(prepare: impl Fn(&Repository)) -> Vec<String> {
    let repository = Repository::new();
    prepare(&repository);
    let before = repository.contents();
    assert_eq!(repository.install(), Outcome::Chained);
    assert_ne!(repository.contents(), before);
    let commit = repository.run("git", &["commit", "-q", "--allow-empty", "-m", "a"], &[]);
    assert!(commit.status.success());
    let mut calls = repository.calls();
    calls.extend(String::from_utf8(commit.stderr).unwrap().lines().map(str::to_owned));
    assert_eq!(repository.uninstall(), Outcome::Restored);
    assert_eq!(repository.contents(), before);
    calls
}

#[test]
fn a_hook_that_exits_is_run_first() {
    let calls = round_trip(|repository| repository.write_previous("post-commit", "exit 3"));
    assert_eq!(calls, ["previous ", "binary hook post-commit"]);
}

#[test]
fn a_hook_that_replaces_itself_is_run_first() {
    let calls = round_trip(|repository| repository.write_previous("post-commit", "exec true"));
    assert_eq!(calls, ["previous ", "binary hook post-commit"]);
}

#[test]
fn a_hook_that_is_no_shell_script_is_run_by_its_own_interpreter() {
    let calls = round_trip(|repository| {
        let log = repository.outside("log");
        let text = format!(
            "#!/usr/bin/awk -f\nBEGIN {{ print \"previous \" >> \"{}\" }}\n",
            log.display()
        );
        write_script(&repository.hook("post-commit"), &text);
    });
    assert_eq!(calls, ["previous ", "binary hook post-commit"]);
}

#[test]
fn a_linked_hook_stays_a_link() {
    let calls = round_trip(|repository| {
        repository.write_previous("shared.sh", "");
        symlink("shared.sh", repository.hook("post-commit")).unwrap();
    });
    assert_eq!(calls, ["previous ", "binary hook post-commit"]);
}

#[test]
fn a_dead_link_stays_dead() {
    let calls = round_trip(|repository| {
        symlink("nowhere", repository.hook("post-commit")).unwrap();
    });
    assert_eq!(calls, ["binary hook post-commit"]);
}

#[test]
fn a_hook_that_git_did_not_run_is_not_run_now() {
    let calls = round_trip(|repository| {
        repository.write_previous("post-commit", "");
        set_mode(&repository.hook("post-commit"), 0o644);
    });
    assert_eq!(calls, ["binary hook post-commit"]);
}

#[test]
fn bytes_that_are_no_text_come_back() {
    round_trip(|repository| {
        let path = repository.hook("post-commit");
        fs::write(&path, b"#!/bin/sh\r\n\xff\xfe\0").unwrap();
        set_mode(&path, 0o700);
        fs::write(repository.hook("pre-push.sample"), "untouched").unwrap();
    });
}

#[test]
fn the_exit_code_of_the_hook_from_before_is_kept() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "exit 3");
    repository.write_previous("post-rewrite", "exit 4");
    repository.install();
    let code = |name| repository.run(name, &[], &[]).status.code();
    assert_eq!(code(".git/hooks/post-commit"), Some(3));
    assert_eq!(code(".git/hooks/post-rewrite"), Some(4));
    write_script(&repository.binary, "#!/bin/sh\nexit 9\n");
    assert_eq!(code(".git/hooks/post-commit"), Some(3));
    fs::remove_file(repository.hook("post-rewrite.headway-prev")).unwrap();
    assert_eq!(code(".git/hooks/post-rewrite"), Some(0));
}

#[test]
fn installing_twice_is_installing_once() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "");
    repository.install();
    let once = repository.contents();
    assert_eq!(repository.install(), Outcome::AlreadyInstalled);
    assert_eq!(repository.plan().unwrap().steps(), []);
    assert_eq!(repository.contents(), once);
}

#[test]
fn uninstalling_twice_is_uninstalling_once() {
    let repository = Repository::new();
    repository.install();
    assert_eq!(repository.uninstall(), Outcome::Removed);
    assert_eq!(repository.contents(), []);
    assert_eq!(repository.uninstall(), Outcome::NotInstalled);
}

#[test]
fn an_older_hook_is_brought_up_to_date_in_place() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "");
    repository.install();
    let current = repository.contents();
    let old =
        "#!/bin/sh\n# git-headway hook v0 (git headway uninstall removes it)\n# id:\nexit 0\n";
    fs::write(repository.hook("post-commit"), script::seal(old.as_bytes())).unwrap();
    assert_eq!(repository.install(), Outcome::Updated { from: 0 });
    assert_eq!(repository.contents(), current);
}

#[test]
fn a_binary_that_moved_is_found_again() {
    let mut repository = Repository::new();
    repository.install();
    repository.binary = repository.outside("moved");
    repository.write_binary(&repository.binary, "moved");
    assert_eq!(repository.install(), Outcome::Updated { from: script::VERSION });
    repository.commit("a");
    assert_eq!(repository.calls(), ["moved hook post-commit"]);
}

#[test]
fn an_edited_hook_is_left_and_said() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "");
    repository.install();
    let path = repository.hook("post-commit");
    let edited = fs::read_to_string(&path).unwrap() + "echo mine\n";
    fs::write(&path, &edited).unwrap();
    assert!(matches!(repository.plan(), Err(Refusal::Edited(_))));
    let outcome = repository.uninstall();
    assert!(outcome.is_left());
    assert!(outcome.to_string().contains("post-commit` was changed after git-headway wrote it"));
    assert!(outcome.to_string().ends_with("post-commit.headway-prev` holds the hook from before"));
    assert_eq!(fs::read_to_string(&path).unwrap(), edited);
    assert!(repository.hook("post-commit.headway-prev").exists());
    assert!(!repository.hook("post-rewrite").exists(), "the other one is still removed");
}

#[test]
fn somebody_elses_hook_is_left_and_said() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "");
    let before = repository.contents();
    let outcome = repository.uninstall();
    assert!(matches!(&outcome, Outcome::LeftForeign { kept: None, .. }), "{outcome}");
    assert_eq!(repository.contents(), before);
}

#[test]
fn a_kept_hook_without_ours_is_never_overwritten() {
    let repository = Repository::new();
    repository.write_previous("post-commit.headway-prev", "");
    let kept = repository.contents();
    assert!(matches!(repository.plan(), Err(Refusal::Orphan(_))));
    repository.write_previous("post-commit", "");
    assert!(matches!(repository.plan(), Err(Refusal::PreviousInTheWay { .. })));
    fs::remove_file(repository.hook("post-commit")).unwrap();
    assert_eq!(repository.contents(), kept);
    assert_eq!(repository.uninstall(), Outcome::RestoredOnly);
    assert!(repository.hook("post-commit").exists());
}

#[test]
fn a_hook_that_calls_ours_back_ends() {
    let repository = Repository::new();
    // Were the guard gone, this would go on until the machine has no processes left: it ends here
    // after a few calls of its own accord.
    let call_back = format!(
        "[ \"$(wc -l <'{}')\" -gt 4 ] || \"${{0%.headway-prev}}\" \"$@\"",
        repository.outside("log").display()
    );
    repository.write_previous("post-commit", &call_back);
    repository.install();
    repository.commit("a");
    assert_eq!(repository.calls(), ["previous ", "binary hook post-commit"]);
}

#[test]
fn a_hook_that_commits_elsewhere_runs_the_hooks_there() {
    let (here, there) = (Repository::new(), Repository::new());
    there.write_previous("post-commit", "");
    there.install();
    let command = format!(
        "unset $(git rev-parse --local-env-vars)\ncd '{}' && git commit -q --allow-empty -m there",
        there.top.display()
    );
    here.write_previous("post-commit", &command);
    here.install();
    here.commit("a");
    assert_eq!(here.calls(), ["previous ", "binary hook post-commit"]);
    assert_eq!(there.calls(), ["previous ", "binary hook post-commit"]);
}

#[test]
fn ours_goes_on_chaining_under_the_name_another_tool_gives_it() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "");
    repository.install();
    let legacy = repository.hook("post-commit.legacy");
    fs::rename(repository.hook("post-commit"), &legacy).unwrap();
    write_script(&repository.hook("post-commit"), "#!/bin/sh\nexec \"$0.legacy\"\n");
    repository.commit("a");
    assert_eq!(repository.calls(), ["previous ", "binary hook post-commit"]);
}

#[test]
fn permissions_follow_a_shared_hooks_directory() {
    let repository = Repository::new();
    set_mode(&repository.hooks(), 0o2770);
    repository.install();
    assert_eq!(mode(&repository.hook("post-commit")), 0o770);
    let private = Repository::new();
    set_mode(&private.hooks(), 0o755);
    private.install();
    assert_eq!(mode(&private.hook("post-rewrite")), 0o755);
}

#[test]
fn a_hook_that_appears_meanwhile_is_not_lost_and_nothing_stays_half_done() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "");
    let plan = repository.plan().unwrap();
    repository.write_previous("post-rewrite", "");
    let before = repository.contents();
    let error = format!("{:#}", plan.apply().unwrap_err());
    assert!(error.contains("post-rewrite` changed in the meantime; please try again"), "{error}");
    assert_eq!(repository.contents(), before);
}

#[test]
fn what_cannot_be_written_is_named() {
    let repository = Repository::new();
    let plan = repository.plan().unwrap();
    fs::remove_dir(repository.hooks()).unwrap();
    let error = format!("{:#}", plan.apply().unwrap_err());
    let path = fs::canonicalize(&repository.top).unwrap().join(".git/hooks/post-commit");
    assert!(error.starts_with(&format!("could not write `{}`: ", path.display())), "{error}");
    assert!(!error.contains('\n'), "{error}");
    assert!(!Path::new(&repository.hooks()).exists());
}

#[test]
fn a_plan_shows_every_byte_and_writes_none() {
    let repository = Repository::new();
    repository.write_previous("post-commit", "");
    let before = repository.contents();
    let shown = repository.plan().unwrap().to_string();
    assert_eq!(repository.contents(), before);
    assert!(shown.contains("post-commit` to `"), "{shown}");
    assert!(shown.contains("post-commit.headway-prev`\n"), "{shown}");
    repository.install();
    for name in ["post-commit", "post-rewrite"] {
        let written = fs::read_to_string(repository.hook(name)).unwrap();
        let header = format!("{name}` (mode 0755, {} bytes):\n", written.len());
        assert!(shown.contains(&header), "{shown}");
        let indented = written.replace('\n', "\n    ");
        assert!(shown.contains(&format!("    {}\n", indented.trim_end())), "{shown}");
    }
    assert_eq!(repository.plan().unwrap().to_string(), "would change nothing\n");
}
