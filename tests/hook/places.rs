//! Where git looks for hooks, and where git-headway therefore does not write.

use std::fs;
use std::os::unix::fs::symlink;

use git_headway::git::ConfigLevel;
use git_headway::hook::{Place, Refusal, Site, uninstall};

use crate::repository::{Repository, apply, search_path};

fn refusal(repository: &Repository, value: &str, scope: ConfigLevel) -> Refusal {
    let before = repository.contents();
    let site = repository.site(Some((value, scope)));
    let refusal = repository.plan_at(&site).unwrap_err();
    assert_eq!(repository.contents(), before);
    refusal
}

#[test]
fn an_empty_hooks_path_means_no_hooks() {
    let repository = Repository::new();
    let refusal = refusal(&repository, "", ConfigLevel::Global);
    assert_eq!(
        refusal.to_string(),
        "core.hooksPath is set to nothing (global configuration), so git runs no hooks here"
    );
    assert_eq!(
        refusal.remedy(),
        "to let hooks run again: git config --global --unset core.hooksPath"
    );
}

#[test]
fn a_hooks_path_outside_serves_other_repositories() {
    let repository = Repository::new();
    let shared = repository.outside("shared hooks");
    fs::create_dir(&shared).unwrap();
    let value = shared.to_str().unwrap();
    for scope in
        [ConfigLevel::System, ConfigLevel::Global, ConfigLevel::Local, ConfigLevel::Worktree]
    {
        let refusal = refusal(&repository, value, scope);
        assert!(matches!(refusal, Refusal::Outside { .. }), "{scope}");
        assert!(refusal.to_string().contains(&format!("({scope} configuration)")), "{refusal}");
        assert!(refusal.to_string().contains("shared hooks`, outside of this"), "{refusal}");
    }
    let remedy = refusal(&repository, value, ConfigLevel::Global).remedy();
    let own = fs::canonicalize(repository.hooks()).unwrap();
    assert!(remedy.ends_with(&format!("--local core.hooksPath '{}'", own.display())), "{remedy}");
    assert_eq!(fs::read_dir(shared).unwrap().count(), 0);
}

#[test]
fn the_remedy_for_a_shared_hooks_path_works() {
    let repository = Repository::new();
    repository.git(&["config", "--global", "core.hooksPath", "/nowhere/hooks"]);
    let remedy = refusal(&repository, "/nowhere/hooks", ConfigLevel::Global).remedy();
    let command = remedy.rsplit(": ").next().unwrap();
    assert!(repository.run("sh", &["-c", command], &[]).status.success());
    let value = repository.git(&["config", "core.hooksPath"]);
    let site = repository.site(Some((&value, ConfigLevel::Local)));
    apply(&repository.plan_at(&site).unwrap());
    repository.commit("a");
    assert_eq!(repository.calls(), ["binary hook post-commit"]);
}

#[test]
fn a_hook_managers_directory_gets_a_line_by_hand() {
    let repository = Repository::new();
    fs::create_dir_all(repository.top.join(".husky/_")).unwrap();
    let refusal = refusal(&repository, ".husky/_", ConfigLevel::Local);
    assert!(matches!(&refusal, Refusal::InRepository { .. }), "{refusal}");
    let remedy = refusal.remedy();
    assert!(remedy.contains("/.husky/post-commit: command -v git-headway"), "{remedy}");
    assert!(remedy.contains("/.husky/post-rewrite: command -v git-headway"), "{remedy}");
    assert_eq!(fs::read_dir(repository.top.join(".husky")).unwrap().count(), 1);
}

#[test]
fn the_line_by_hand_works_with_and_without_the_binary() {
    let repository = Repository::new();
    let remedy = refusal(&repository, "tracked", ConfigLevel::Local).remedy();
    let line = remedy.lines().find_map(|line| line.split_once("post-commit: ")).unwrap().1;
    let command = format!("set -e\n{line}\necho reached");
    let path = search_path(Some(&repository.outside("")));
    let with = repository.run("sh", &["-c", &command], &[("PATH", &path)]);
    assert_eq!(with.stdout, b"reached\n");
    assert_eq!(repository.calls(), ["binary hook post-commit"]);
    let without = repository.run("sh", &["-c", &command], &[]);
    assert_eq!((without.stdout, without.stderr), (b"reached\n".to_vec(), vec![]));
}

#[test]
fn a_hooks_path_that_names_the_usual_directory_is_fine() {
    let repository = Repository::new();
    let absolute = repository.hooks();
    for value in [".git/hooks", ".git/../.git/hooks/", absolute.to_str().unwrap()] {
        assert_eq!(repository.site(Some((value, ConfigLevel::Local))).place, Place::GitDirectory);
    }
}

#[test]
fn a_missing_hooks_path_is_still_a_hooks_path() {
    let repository = Repository::new();
    let inside = refusal(&repository, "not/there", ConfigLevel::Local);
    assert!(matches!(inside, Refusal::InRepository { .. }), "{inside}");
    let outside = refusal(&repository, "/not/there", ConfigLevel::Local);
    assert!(matches!(outside, Refusal::Outside { .. }), "{outside}");
}

#[test]
fn a_linked_hooks_directory_is_not_written_through() {
    let repository = Repository::new();
    fs::remove_dir(repository.hooks()).unwrap();
    fs::create_dir(repository.top.join("tracked")).unwrap();
    symlink("../tracked", repository.hooks()).unwrap();
    let refusal = repository.plan().unwrap_err();
    assert!(matches!(&refusal, Refusal::InRepository { .. }), "{refusal}");
    assert!(refusal.to_string().contains(".git/hooks` leads to `"), "{refusal}");
    assert!(refusal.remedy().contains("/tracked/post-commit: "), "{}", refusal.remedy());
}

#[test]
fn a_bare_repository_has_no_commits_to_look_at() {
    let repository = Repository::new();
    let site = Site::observe(&repository.top.join(".git"), None, None).unwrap();
    let refusal = repository.plan_at(&site).unwrap_err();
    assert!(matches!(refusal, Refusal::Bare(_)));
    assert!(refusal.to_string().contains("is a bare repository"), "{refusal}");
}

#[test]
fn a_file_in_place_of_the_hooks_directory_is_named() {
    let repository = Repository::new();
    fs::remove_dir(repository.hooks()).unwrap();
    fs::write(repository.hooks(), "").unwrap();
    let refusal = repository.plan().unwrap_err();
    assert!(
        refusal
            .to_string()
            .ends_with(".git/hooks` is not a directory, so no hook can be put there")
    );
    assert!(uninstall::plan(&repository.site(None)).steps().is_empty());
}

#[test]
fn a_missing_hooks_directory_is_created() {
    let repository = Repository::new();
    fs::remove_dir(repository.hooks()).unwrap();
    repository.install();
    repository.commit("a");
    assert_eq!(repository.calls(), ["binary hook post-commit"]);
}

#[test]
fn hooks_are_removed_even_where_git_no_longer_looks() {
    let repository = Repository::new();
    repository.install();
    let site = repository.site(Some((".husky/_", ConfigLevel::Local)));
    apply(&uninstall::plan(&site));
    assert_eq!(repository.contents(), []);
}

#[test]
fn a_directory_in_place_of_a_hook_is_named() {
    let repository = Repository::new();
    fs::create_dir(repository.hook("post-commit")).unwrap();
    let refusal = repository.plan().unwrap_err();
    assert!(matches!(refusal, Refusal::NotAFile(_)), "{refusal}");
}
