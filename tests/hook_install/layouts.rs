//! Rows about where the repository, its work tree and its git directory lie.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;

use crate::table::{ALONE, Comes, Row, installs, refuses};
use crate::world::{Git, World};

const fn both(what: &'static str, before: fn(&mut World)) -> [Row; 2] {
    [one(what, Git::Files, before), one(what, Git::Config, before)]
}

const fn one(what: &'static str, git: Git, before: fn(&mut World)) -> Row {
    installs(what, git, before, ALONE)
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(both("a plain repository without commits", |_| {}));
    rows.extend(both("a plain repository with commits", commit));
    rows.extend(both("a linked work tree", linked));
    rows.extend(both("a linked work tree of a bare repository", linked_of_bare));
    rows.extend(both("a submodule", submodule));
    rows.extend(both("a bare repository with a work tree elsewhere", bare_and_work_tree));
    rows.extend(both("a git directory elsewhere (`--separate-git-dir`)", separate));
    rows.extend(both("`.git` is a symbolic link", linked_git_directory));
    rows.extend(both("spaces, quotes and a line end in the path", |world| {
        move_to(world, OsStr::new("it's \"a\" $HOME `dir`\n"));
    }));
    rows.extend(both("a path that is no UTF-8", |world| {
        move_to(world, OsStr::from_bytes(b"\xff"));
    }));
    rows.extend(both("a subdirectory", |world| {
        world.place = world.place.join("sub");
        fs::create_dir(&world.place).unwrap();
    }));
    rows.extend(both("HEAD is at no branch", |world| {
        commit(world);
        world.git(&["checkout", "-q", "--detach"]);
    }));
    rows.extend(both("a shallow clone", |world| {
        commit(world);
        commit(world);
        clone(world, &["--depth=1"]);
    }));
    rows.extend(both("`core.sharedRepository=group`", |world| {
        world.sh(
            "git config core.sharedRepository group; chmod -R g+w .git; chmod g+s .git .git/hooks",
        );
    }));
    rows.extend(both("no reflogs (`core.logAllRefUpdates=false`)", |world| {
        world.git(&["config", "core.logAllRefUpdates", "false"]);
    }));
    rows.push(Row {
        what: "no hooks directory",
        git: Git::Files,
        before: |world| fs::remove_dir(world.common.join("hooks")).unwrap(),
        comes: Comes::Then {
            does: |world| {
                world.sh("mkdir -p .git/hooks");
            },
            told: "it is made, and stays empty after `uninstall`",
            calls: ALONE,
        },
    });
    for git in [Git::Files, Git::Config] {
        rows.push(refuses(
            "a bare repository",
            git,
            |world| {
                world.git(&["init", "-q", "--bare", "../bare.git"]);
                world.place = world.root.join("bare.git");
                world.common = world.place.clone();
            },
            "is a bare repository: no commits are made in it",
            "git --git-dir=DIR --work-tree=DIR headway init",
        ));
    }
    rows.push(refuses(
        "references in tables (reftable)",
        Git::Files,
        |world| another(world, "--ref-format=reftable"),
        "uses the reftable format, which git-headway cannot read yet",
        "git refs migrate --ref-format=files",
    ));
    rows.push(refuses(
        "SHA-256 names",
        Git::Files,
        |world| another(world, "--object-format=sha256"),
        "uses SHA-256 object names, which git-headway cannot read yet",
        "other repositories are not affected",
    ));
    rows
}

fn commit(world: &mut World) {
    world.git(&["commit", "-q", "--allow-empty", "-m", "first"]);
}

fn linked(world: &mut World) {
    commit(world);
    world.git(&["worktree", "add", "-q", "../linked"]);
    world.place = world.root.join("linked");
}

fn linked_of_bare(world: &mut World) {
    commit(world);
    clone(world, &["--bare"]);
    world.common = world.place.clone();
    world.git(&["worktree", "add", "-q", "../linked"]);
    world.place = world.root.join("linked");
}

fn submodule(world: &mut World) {
    commit(world);
    world.git(&["init", "-q", "../above"]);
    world.place = world.root.join("above");
    world.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        "../project",
        "lib",
    ]);
    world.place = world.place.join("lib");
    world.common = world.root.join("above/.git/modules/lib");
}

/// As people keep their dotfiles.
fn bare_and_work_tree(world: &mut World) {
    let common = world.root.join("dotfiles");
    world.git(&["init", "-q", "--bare", "--template=", "../dotfiles"]);
    fs::create_dir(common.join("hooks")).unwrap();
    world.place = world.root.join("home");
    fs::create_dir(world.place.join("data")).unwrap();
    world.variables.push(("GIT_DIR", common.clone().into_os_string()));
    world.variables.push(("GIT_WORK_TREE", world.place.clone().into_os_string()));
    world.place = world.place.join("data");
    world.common = common;
}

fn separate(world: &mut World) {
    commit(world);
    world.git(&["init", "-q", "--separate-git-dir=../elsewhere"]);
    world.common = world.root.join("elsewhere");
}

fn linked_git_directory(world: &mut World) {
    fs::rename(&world.common, world.root.join("elsewhere")).unwrap();
    symlink("../elsewhere", &world.common).unwrap();
    world.common = world.root.join("elsewhere");
}

fn move_to(world: &mut World, name: &OsStr) {
    let place = world.root.join(name);
    fs::rename(&world.place, &place).unwrap();
    world.common = place.join(".git");
    world.place = place;
}

fn clone(world: &mut World, options: &[&str]) {
    let from = format!("file://{}", world.place.display());
    let arguments = [&["clone", "-q", "--template="], options, &[&from, "../clone"]].concat();
    world.git(&arguments);
    world.place = world.root.join("clone");
    world.common = world.place.join(".git");
    let _ = fs::create_dir(world.common.join("hooks"));
    if options.contains(&"--bare") {
        fs::create_dir(world.place.join("hooks")).unwrap();
        let _ = fs::remove_dir_all(world.place.join(".git"));
    }
}

fn another(world: &mut World, option: &str) {
    world.git(&["init", "-q", option, "--template=", "../another"]);
    world.place = world.root.join("another");
    world.common = world.place.join(".git");
    world.variables.push(("GIT_DEFAULT_HASH", OsString::from("sha1")));
}
