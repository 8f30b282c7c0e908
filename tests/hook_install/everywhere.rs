//! `init --all` and `uninstall --all`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::existing::hook;
use crate::table::ALONE;
use crate::world::{Git, World};

fn repository(world: &World, name: &str) {
    world.sh(&format!("git init -q --template= ../home/code/{name}"));
}

fn is_installed(world: &World, name: &str) -> bool {
    world.root.join("home/code").join(name).join(".git/hooks/post-commit").exists()
}

/// A folder full of everything that people have in theirs.
fn code() -> World {
    let world = World::new(Git::Files).unwrap();
    fs::create_dir_all(world.root.join("home/code")).unwrap();
    for name in ["a", "a/inner", "b", "deep/er/c", "node_modules/x", "target/y", "cache/z", "last"]
    {
        repository(&world, name);
    }
    world.sh("cd ../home/code; touch cache/CACHEDIR.TAG\n\
         git -C b commit -q --allow-empty -m first; git -C b worktree add -q ../b-linked\n\
         git -C a -c protocol.file.allow=always submodule --quiet add \"$PWD/b\" lib\n\
         git init -q --bare mirror.git\n\
         git -C deep/er/c config core.hooksPath /elsewhere\n\
         git init -q broken; echo '[core' >broken/.git/config\n\
         git init -q headless; echo nothing >headless/.git/HEAD");
    symlink("..", world.root.join("home/code/a/loop")).unwrap();
    world
}

#[test]
fn every_repository_that_can_be_is_installed_and_the_others_are_told() {
    let world = code();
    let (ok, said) = world.headway(&["init", "--mode=file", "--all", "../home/code"]);
    assert!(!ok, "{said}");
    for name in ["a", "a/inner", "b", "headless", "last"] {
        assert!(is_installed(&world, name), "{name}: {said}");
    }
    for name in ["node_modules/x", "target/y", "cache/z", "deep/er/c"] {
        assert!(!is_installed(&world, name), "{name}");
    }
    assert_eq!(world.listed(), 5, "{said}");
    for expected in [
        "code/a: installed\n",
        "1 submodule left out; `git headway init` inside of one installs it",
        "code/deep/er/c was left out\n",
        "core.hooksPath (local configuration) sends git to `/elsewhere`",
        "code/mirror.git was left out\n",
        "code/broken was left out\n",
        "code/headless was installed, but not mined\n",
        "b: 1 commit mined",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(
        !said.contains("b-linked"),
        "a linked work tree has the hooks of its repository: {said}"
    );
    let (ok, said) =
        world.headway(&["init", "--mode=file", "--all", "../home/code/a", "../home/code/b"]);
    assert!(ok && said.contains("code/b: already installed"), "{said}");
}

#[test]
fn a_dry_run_of_all_writes_nothing() {
    let world = code();
    let arguments = ["init", "--mode=file", "--dry-run", "--all", "../home/code/a"];
    let (ok, said) = world.headway(&arguments);
    assert!(ok, "{said}");
    assert!(said.contains("code/a/inner:\nwould create the directory `"), "{said}");
    assert!(!is_installed(&world, "a") && world.listed() == 0);
}

#[test]
fn a_folder_without_repositories_is_told() {
    let world = World::new(Git::Files).unwrap();
    let (ok, said) = world.headway(&["init", "--all", "../bin"]);
    assert!(!ok && said.contains("there is no repository below "), "{said}");
}

#[test]
fn uninstalling_all_goes_through_the_list() {
    let world = code();
    world.headway(&["init", "--mode=file", "--all", "../home/code"]);
    let gone = world.root.join("home/code/last");
    fs::remove_dir_all(gone).unwrap();
    // Its history can be read no more; its hooks can still be removed.
    fs::write(world.root.join("home/code/a/inner/.git/HEAD"), "nothing\n").unwrap();
    let (ok, said) = world.headway(&["uninstall", "--all", "--dry-run"]);
    assert!(ok && said.contains("code/a/.git:\nwould remove `"), "{said}");
    assert_eq!(world.listed(), 5);
    let (ok, said) = world.headway(&["uninstall", "--all"]);
    assert!(ok, "{said}");
    assert!(said.contains("code/last/.git is no longer there"), "{said}");
    assert!(!["a", "a/inner", "b"].iter().any(|name| is_installed(&world, name)), "{said}");
    assert_eq!(world.listed(), 0);
    let (ok, said) = world.headway(&["uninstall", "--all"]);
    assert!(ok && said.contains("no hooks are installed anywhere"), "{said}");
}

#[test]
fn what_must_be_left_stays_listed() {
    let world = World::new(Git::Files).unwrap();
    hook(&world, "post-commit", "");
    assert!(world.init().0);
    world.sh("echo 'echo mine' >>.git/hooks/post-commit");
    let (ok, said) = world.headway(&["uninstall", "--all"]);
    assert!(ok && said.contains("was changed after git-headway wrote it"), "{said}");
    assert_eq!(world.listed(), 1);
}

#[test]
fn an_odd_path_of_the_binary_is_quoted_in_the_configuration() {
    use git_headway::hook::install::{self, Wanted};
    use git_headway::hook::{Mode, Site};
    let Some(world) = World::new(Git::Config) else { return };
    let odd = world.root.join("it's a \"$HOME\" `dir`\\n\n#;");
    fs::create_dir(&odd).unwrap();
    fs::hard_link(world.root.join("recorder"), odd.join("git headway")).unwrap();
    let binary = odd.join("git headway");
    let site = Site::observe(&world.common, Some(&world.place), None).unwrap();
    let wanted = Wanted { binary: Path::new(&binary), mode: Mode::Config, ask: None };
    install::plan(&site, &wanted).unwrap().apply().unwrap();
    assert_eq!(world.calls_of_git(), ALONE);
}
