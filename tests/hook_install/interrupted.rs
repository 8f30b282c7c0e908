//! Runs that are stopped: after each step of each plan, and in the middle of one.
//!
//! Each step by itself is a rename or the making of a link, which happens or does not; what a process that
//! is killed leaves besides are the files that it was writing. So the states between the steps, with such
//! files in them, are all that can be met.

use std::fs;
use std::path::PathBuf;

use git_headway::config::AskChoice;
use git_headway::hook::install::{self, Wanted};
use git_headway::hook::{Installed, Mode, Plan, Site, Step, uninstall};

use crate::existing::hook;
use crate::imitations::pre_commit;
use crate::world::{Git, World};

fn site(world: &World) -> Site {
    Site::observe(&world.common, Some(&world.place), None).unwrap()
}

fn install(world: &World, mode: Mode, ask: Option<AskChoice>) -> Plan {
    let binary = world.root.join("bin/git-headway");
    install::plan(&site(world), &Wanted { binary: &binary, mode, ask }).unwrap()
}

/// Everything that looks hooks up, and how often git-headway was called for one commit.
fn git_works(world: &World, state: &str) -> usize {
    world.use_recorder();
    let log = world.root.join("log");
    let _ = fs::remove_file(&log);
    world.git(&["commit", "-q", "--allow-empty", "-m", "a"]);
    let calls = fs::read_to_string(&log).unwrap_or_default();
    let calls: Vec<_> = calls.lines().map(str::to_owned).collect();
    for line in [
        "git checkout -q -b topic; git commit -q --allow-empty --amend -m b; git checkout -q -",
        "git merge -q --no-edit topic; git branch -q -D topic; git fetch -q .; git status --short",
    ] {
        world.sh(line);
    }
    world.use_binary();
    let theirs = calls.iter().filter(|call| *call == "theirs").count();
    let expected = usize::from(state.contains("theirs"));
    assert_eq!(theirs, expected, "{state}: {calls:?}");
    calls.iter().filter(|call| call.starts_with("headway")).count()
}

/// Stops a run after each number of steps, with and without a file that was just being written; git works in
/// each state, and from each of them both commands lead where they lead otherwise.
fn stopped(git: Git, state: &str, before: fn(&World), plan: fn(&World) -> Plan) {
    let mut at = 0;
    loop {
        let Some(world) = World::new(git) else { return };
        world.git(&["commit", "-q", "--allow-empty", "-m", "first"]);
        let clean = world.snapshot();
        before(&world);
        let plan = plan(&world);
        for step in &plan.steps()[..at] {
            step.take().unwrap();
        }
        let state = format!("{state}, after {at} of {} steps", plan.steps().len());
        if let Some(next) = plan.steps().get(at) {
            fs::write(being_written(next), "#!/bin/sh\n[hook \"x\"]\n\tevent = post-comm").unwrap();
            if let Step::Configure { path, after, .. } = next {
                fs::write(path.with_extension("lock"), after).unwrap();
            }
        }
        assert!(git_works(&world, &state) <= 1, "{state}");
        let mode = if git == Git::Files { Mode::File } else { Mode::Config };
        install(&world, mode, None).apply().unwrap();
        assert_eq!(git_works(&world, &state), 1, "{state}, then installed");
        uninstall::plan(&site(&world)).apply().unwrap();
        assert_eq!(git_works(&world, &state), 0, "{state}, then uninstalled");
        assert!(Installed::observe(&site(&world)).is_nothing());
        if !state.contains("theirs") {
            assert_eq!(world.snapshot(), clean, "{state}, then uninstalled");
        }
        if at == plan.steps().len() {
            break;
        }
        at += 1;
    }
    assert!(at > 0, "{state}: nothing was to be done");
}

/// The name under which the file of a step is written before it gets its own.
fn being_written(step: &Step) -> PathBuf {
    let (Step::CreateDirectory { path, .. }
    | Step::RemoveDirectory { path, .. }
    | Step::Configure { path, .. }
    | Step::Rename { to: path, .. }
    | Step::Write { path, .. }
    | Step::Keep { path, .. }
    | Step::Restore { path, .. }
    | Step::Remove { path, .. }) = step;
    let mut path = path.clone().into_os_string();
    path.push(".headway-new-1");
    path.into()
}

fn in_configuration(world: &World) {
    install(world, Mode::Config, None).apply().unwrap();
}

fn as_files(world: &World) {
    install(world, Mode::File, None).apply().unwrap();
}

fn theirs(world: &World) {
    hook(world, "post-commit", "");
}

#[test]
fn in_the_configuration() {
    stopped(Git::Config, "install", |_| {}, |w| install(w, Mode::Config, None));
    stopped(Git::Config, "ask", in_configuration, |w| {
        install(w, Mode::Config, Some(AskChoice::Prompt))
    });
    stopped(Git::Config, "uninstall", in_configuration, |w| uninstall::plan(&site(w)));
}

#[test]
fn as_hook_files() {
    stopped(Git::Files, "install", |_| {}, |w| install(w, Mode::File, None));
    stopped(Git::Files, "install with theirs", theirs, |w| install(w, Mode::File, None));
    stopped(
        Git::Files,
        "uninstall with theirs",
        |world| {
            theirs(world);
            as_files(world);
        },
        |w| uninstall::plan(&site(w)),
    );
    stopped(Git::Files, "ask", as_files, |w| install(w, Mode::File, Some(AskChoice::Prompt)));
    stopped(
        Git::Files,
        "uninstall from where pre-commit put it, theirs",
        |world| {
            as_files(world);
            pre_commit(world);
        },
        |w| uninstall::plan(&site(w)),
    );
}

#[test]
fn from_one_way_to_the_other() {
    stopped(
        Git::Config,
        "to the configuration with theirs",
        |world| {
            theirs(world);
            as_files(world);
        },
        |w| install(w, Mode::Config, None),
    );
    stopped(Git::Config, "to files", in_configuration, |w| install(w, Mode::File, None));
}
