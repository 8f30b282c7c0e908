//! Rows about `core.hooksPath`, and about where else the hooks directory may lie.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;

use crate::existing::hook;
use crate::table::{ALONE, Comes, Row, SILENCE, THEIRS_AFTER};
use crate::world::{Git, World};

/// Refused as a file, and no matter in the configuration.
fn pair(
    what: &'static str,
    before: fn(&mut World),
    says: &'static str,
    remedy: &'static str,
    calls: &'static [&'static str],
) -> [Row; 2] {
    let installed = Comes::Installed { says: "whatever core.hooksPath says", calls };
    [
        Row { what, git: Git::Files, before, comes: Comes::Refused { says, remedy } },
        Row { what, git: Git::Config, before, comes: installed },
    ]
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |rows_of: [Row; 2]| rows.extend(rows_of);
    add(pair(
        "a directory of the repository",
        |world| {
            set(world, "githooks");
            theirs_in(world, "githooks");
        },
        "core.hooksPath (local configuration) sends git to",
        "githooks/post-commit: command -v git-headway",
        THEIRS_AFTER,
    ));
    add(pair(
        "a directory of the repository that is not there",
        |world| set(world, "not/there"),
        "where the repository keeps hooks of its own",
        "not/there/post-commit: command -v git-headway",
        ALONE,
    ));
    add(pair(
        "the top of the work tree (`.`)",
        |world| set(world, "."),
        "where the repository keeps hooks of its own",
        "/project/post-commit: command -v git-headway",
        ALONE,
    ));
    add(pair(
        "nothing (empty)",
        |world| set(world, ""),
        "core.hooksPath is set to nothing (local configuration)",
        "git config --local --unset core.hooksPath",
        ALONE,
    ));
    add(pair(
        "`/dev/null`",
        |world| set(world, "/dev/null"),
        "outside of this repository",
        "git config --local --unset core.hooksPath",
        ALONE,
    ));
    add(pair(
        "a directory for every repository (global)",
        |world| {
            world.git(&["config", "--global", "core.hooksPath", "~/hooks"]);
            theirs_in(world, "../home/hooks");
        },
        "core.hooksPath (global configuration) sends git to",
        "git config --local core.hooksPath '",
        THEIRS_AFTER,
    ));
    add(pair(
        "a directory that another file includes (`includeIf`)",
        |world| {
            world.write("home/more", "[core]\n\thooksPath = /elsewhere\n");
            world.git(&["config", "--global", "includeIf.gitdir:**/project/.path", "~/more"]);
            world.git(&["config", "--global", "includeIf.gitdir:**/project/.git.path", "~/more"]);
        },
        "core.hooksPath (global configuration) sends git to `/elsewhere`",
        "git config --local core.hooksPath '",
        ALONE,
    ));
    add(pair(
        "a directory of one work tree (`config.worktree`)",
        |world| {
            world.git(&["config", "extensions.worktreeConfig", "true"]);
            world.git(&["config", "--worktree", "core.hooksPath", "/elsewhere"]);
        },
        "core.hooksPath (worktree configuration) sends git to",
        "git config --worktree --unset core.hooksPath",
        ALONE,
    ));
    rows.extend(same_directory());
    rows
}

/// Rows in which the setting leads where git looks anyway, or the directory itself is a link.
fn same_directory() -> Vec<Row> {
    let installed = |what, git, before, says| Row {
        what,
        git,
        before,
        comes: Comes::Installed { says, calls: ALONE },
    };
    vec![
        installed(
            "`.git/hooks`, as without it",
            Git::Files,
            |world| set(world, ".git/hooks"),
            "post-commit: installed",
        ),
        installed(
            "the full path of the usual directory",
            Git::Files,
            |world| set(world, &world.common.join("hooks").display().to_string()),
            "post-commit: installed",
        ),
        Row {
            what: "the hooks directory is a link to a tracked one",
            git: Git::Files,
            before: linked_directory,
            comes: Comes::Refused {
                says: ".git/hooks` leads to `",
                remedy: "/tracked/post-commit: ",
            },
        },
        installed(
            "the hooks directory is a link to a tracked one",
            Git::Config,
            linked_directory,
            "post-commit: installed",
        ),
        Row {
            what: "a relative directory that a linked work tree does not have",
            git: Git::Config,
            before: |world| {
                set(world, "githooks");
                theirs_in(world, "githooks");
                world.git(&["commit", "-q", "--allow-empty", "-m", "first"]);
                world.git(&["worktree", "add", "-q", "../linked"]);
                world.place = world.root.join("linked");
            },
            comes: Comes::Installed { says: "post-commit: installed", calls: ALONE },
        },
        Row {
            what: "set to a directory after git-headway came",
            git: Git::Files,
            before: |_| {},
            comes: Comes::Then {
                does: |world| set(world, "/elsewhere"),
                told: "git no longer looks there",
                calls: SILENCE,
            },
        },
        Row {
            what: "set to a directory after git-headway came",
            git: Git::Config,
            before: |_| {},
            comes: Comes::Then {
                does: |world| set(world, "/elsewhere"),
                told: "no matter",
                calls: ALONE,
            },
        },
    ]
}

fn set(world: &World, value: &str) {
    world.git(&["config", "core.hooksPath", value]);
}

fn theirs_in(world: &World, directory: &str) {
    hook(world, "theirs", "");
    world.sh(&format!("mkdir -p {directory}; mv .git/hooks/theirs {directory}/post-commit"));
}

fn linked_directory(world: &mut World) {
    fs::remove_dir(world.common.join("hooks")).unwrap();
    fs::create_dir(world.place.join("tracked")).unwrap();
    symlink("../tracked", world.common.join("hooks")).unwrap();
}

/// A setting that holds for one shell alone.
#[test]
fn a_setting_of_the_environment_is_not_the_repositorys() {
    let mut world = World::new(Git::Files).unwrap();
    let pairs = [
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "core.hooksPath"),
        ("GIT_CONFIG_VALUE_0", "/elsewhere"),
    ];
    world.variables.extend(pairs.map(|(name, value)| (name, OsString::from(value))));
    let (ok, said) = world.init();
    // libgit2 does not read these variables, so git-headway does not see the setting either; a commit
    // without it runs the hook.
    world.variables.clear();
    assert!(ok, "{said}");
    assert_eq!(world.calls(), ALONE);
}
