//! Sites of every kind, and what is planned for each.

use std::path::{Path, PathBuf};

use super::super::{
    Directory, Entry, Event, Found, HooksPath, Mode, Outcome, Place, Redirect, Slot, Snapshot,
    script,
};
use super::file::mode_in;
use super::{Plan, Refusal, Site, Step, Wanted, plan};
use crate::git::ConfigLevel;

const BINARY: &str = "/opt/git-headway";

fn as_files(binary: &str) -> Wanted<'_> {
    Wanted { binary: Path::new(binary), mode: Mode::File, ask: None }
}

fn site(current: &Found, previous: &Found) -> Site {
    let directory_path = PathBuf::from("/r/.git/hooks");
    let slots = Event::ALL.into_iter().map(|event| Slot {
        event,
        path: directory_path.join(event.name()),
        current: if event == Event::PostCommit { current.clone() } else { Found::Nothing },
        previous_path: directory_path.join(event.previous_name()),
        previous: if event == Event::PostCommit { previous.clone() } else { Found::Nothing },
        aside: None,
        has_legacy: false,
        is_half_kept: false,
    });
    Site {
        git_directory: "/r/.git".into(),
        work_tree: Some("/r".into()),
        place: Place::GitDirectory,
        directory: Directory::Present { mode: 0o755 },
        slots: slots.collect(),
        directory_path,
        has_linked_work_trees: false,
        mode: 0o755,
        config: Entry { path: "/r/.git/config".into(), found: file(b"[core]\n") },
        included: Entry { path: "/r/.git/headway/hooks.config".into(), found: Found::Nothing },
        included_folder: Directory::Missing,
        included_folder_is_ours: true,
        managers: Vec::new(),
        needs_lfs: false,
        leftovers: Vec::new(),
    }
}

fn file(content: &[u8]) -> Found {
    Found::File(Snapshot { content: content.to_vec(), mode: 0o755 })
}

fn ours(version: u32) -> Vec<u8> {
    let text = format!("#!/bin/sh\n# git-headway hook v{version} (x)\n# id:\nexit 0\n");
    script::seal(text.as_bytes())
}

fn planned(current: &Found, previous: &Found) -> Result<Plan, Refusal> {
    plan(&site(current, previous), &as_files(BINARY))
}

/// What becomes of post-commit, and how many steps that takes.
fn outcome(current: &Found) -> (Outcome, usize) {
    let plan = planned(current, &Found::Nothing).unwrap();
    (plan.outcomes()[0].1.clone(), plan.steps().len() - 1)
}

#[test]
fn what_is_there_decides() {
    let current = script::text(Event::PostCommit, Path::new(BINARY));
    let elsewhere = script::text(Event::PostCommit, Path::new("/old/git-headway"));
    let asleep = Found::File(Snapshot { content: current.clone(), mode: 0o644 });
    assert_eq!(outcome(&Found::Nothing), (Outcome::Installed, 1));
    assert_eq!(outcome(&file(b"#!/bin/sh\n")), (Outcome::Chained, 2));
    assert_eq!(outcome(&Found::Symlink), (Outcome::Chained, 2));
    assert_eq!(outcome(&file(&current)), (Outcome::AlreadyInstalled, 0));
    assert_eq!(outcome(&file(&elsewhere)), (Outcome::Updated { from: script::VERSION }, 1));
    assert_eq!(outcome(&asleep), (Outcome::Updated { from: script::VERSION }, 1));
    assert_eq!(outcome(&file(&ours(0))), (Outcome::Updated { from: 0 }, 1));
}

#[test]
fn what_is_in_the_way_refuses() {
    let refused = |current: &Found, previous: &Found| planned(current, previous).unwrap_err();
    let nothing = Found::Nothing;
    let edited = [ours(1).as_slice(), b"echo mine\n"].concat();
    assert!(matches!(refused(&Found::Other, &nothing), Refusal::NotAFile(_)));
    assert!(matches!(refused(&file(&edited), &nothing), Refusal::Edited(_)));
    assert!(matches!(refused(&file(&ours(9)), &nothing), Refusal::Newer { version: 9, .. }));
    assert!(matches!(refused(&nothing, &file(b"kept")), Refusal::Orphan(_)));
    for current in [&file(b"theirs"), &Found::Symlink] {
        let refusal = refused(current, &file(b"kept"));
        assert!(matches!(refusal, Refusal::PreviousInTheWay { .. }), "{refusal}");
    }
}

#[test]
fn a_kept_hook_stays_kept_through_an_update() {
    let plan = planned(&file(&ours(0)), &file(b"kept")).unwrap();
    assert!(!plan.steps().iter().any(|step| matches!(step, Step::Rename { .. })));
}

#[test]
fn places_where_git_would_not_look_refuse() {
    let with = |change: &dyn Fn(&mut Site)| {
        let mut site = site(&Found::Nothing, &Found::Nothing);
        change(&mut site);
        plan(&site, &as_files(BINARY)).unwrap_err()
    };
    let setting = HooksPath { value: ".husky/_".into(), scope: ConfigLevel::Local };
    let because = Redirect::Setting(setting);
    assert!(matches!(with(&|site| site.work_tree = None), Refusal::Bare(_)));
    let disabled = with(&|site| site.place = Place::Disabled(ConfigLevel::Worktree));
    assert_eq!(disabled, Refusal::HooksDisabled(ConfigLevel::Worktree));
    assert!(disabled.remedy().ends_with("git config --worktree --unset core.hooksPath"));
    let husky = with(&|site| {
        let directory = "/r/.husky/_".into();
        site.place = Place::InRepository { directory, because: because.clone() };
    });
    assert!(husky.to_string().contains("(local configuration) sends git to `/r/.husky/_`"));
    assert!(husky.remedy().contains("/r/.husky/post-commit: command -v git-headway"));
    let file = with(&|site| site.directory = Directory::NotADirectory);
    assert_eq!(file.to_string(), "`/r/.git/hooks` is not a directory, so no hook can be put there");
}

#[test]
fn a_relative_binary_could_be_any_program() {
    let refusal = plan(&site(&Found::Nothing, &Found::Nothing), &as_files("git-headway"));
    assert!(matches!(refusal, Err(Refusal::RelativeBinary(_))));
}

#[test]
fn a_missing_directory_is_created_first() {
    let mut site = site(&Found::Nothing, &Found::Nothing);
    site.directory = Directory::Missing;
    let plan = plan(&site, &as_files(BINARY)).unwrap();
    assert_eq!(
        plan.steps()[0],
        Step::CreateDirectory { path: "/r/.git/hooks".into(), mode: 0o755 }
    );
}

#[test]
fn modes_follow_the_directory() {
    assert_eq!(mode_in(0o755), 0o755);
    assert_eq!(mode_in(0o2775), 0o775);
    assert_eq!(mode_in(0o2770), 0o770);
    assert_eq!(mode_in(0o777), 0o775);
    assert_eq!(mode_in(0o700), 0o700);
}
