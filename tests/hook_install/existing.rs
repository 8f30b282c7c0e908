//! Rows about hooks that are there before.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use git_headway::hook::script;

use crate::table::{ALONE, Comes, Row, THEIRS_AFTER, THEIRS_FIRST, refuses};
use crate::world::{Git, World};

const CHAINED: &str = "goes on as before";

const fn row(
    what: &'static str,
    git: Git,
    before: fn(&mut World),
    says: &'static str,
    calls: &'static [&'static str],
) -> Row {
    Row { what, git, before, comes: Comes::Installed { says, calls } }
}

/// A hook that is kept: as a file before git-headway's, or untouched beside the configuration.
fn kept(
    what: &'static str,
    before: fn(&mut World),
    first: &'static [&'static str],
    after: &'static [&'static str],
) -> [Row; 2] {
    [
        row(what, Git::Files, before, CHAINED, first),
        row(what, Git::Config, before, "post-commit: installed", after),
    ]
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |rows_of: [Row; 2]| rows.extend(rows_of);
    let theirs = |what, before| kept(what, before, THEIRS_FIRST, THEIRS_AFTER);
    let idle = |what, before| kept(what, before, ALONE, ALONE);
    add(theirs("a shell script", |world| hook(world, "post-commit", "")));
    add(theirs("a script that ends with `exit 0`", |world| hook(world, "post-commit", "exit 0")));
    add(theirs("a script that fails", |world| hook(world, "post-commit", "set -e; false")));
    add(theirs("a script that replaces itself (`exec`)", |world| {
        hook(world, "post-commit", "exec true");
    }));
    add(theirs("a script in another language", |world| {
        let text = "#!/usr/bin/awk -f\nBEGIN { print \"theirs\" >> ENVIRON[\"TEST_LOG\"] }\n";
        write(world, "post-commit", text.as_bytes(), 0o755);
    }));
    add(theirs("a script without a first line for an interpreter", |world| {
        write(world, "post-commit", b"echo theirs >>\"$TEST_LOG\"\n", 0o755);
    }));
    add(theirs("a symbolic link to a tracked script", |world| {
        hook(world, "shared", "");
        fs::rename(world.common.join("hooks/shared"), world.place.join("shared")).unwrap();
        symlink("../../shared", world.common.join("hooks/post-commit")).unwrap();
    }));
    add(idle("a program", |world| {
        world.sh("cp $(ls /bin/true /usr/bin/true 2>/dev/null | head -1) .git/hooks/post-commit");
    }));
    add(idle("a symbolic link to nowhere", |world| {
        symlink("nowhere", world.common.join("hooks/post-commit")).unwrap();
    }));
    add(idle("a hook that is not executable", |world| {
        write(world, "post-commit", b"#!/bin/sh\necho theirs >>\"$TEST_LOG\"\n", 0o644);
    }));
    add(idle("a script with DOS line ends", |world| {
        write(world, "post-commit", b"#!/bin/sh\r\ntrue\r\n", 0o755);
    }));
    add(idle("bytes that are no text", |world| {
        write(world, "post-commit", b"#!/bin/sh\n: \xff\xfe\n", 0o700);
    }));
    add(idle("an empty file", |world| write(world, "post-commit", b"", 0o755)));
    rows.push(row(
        "a post-rewrite hook that reads its input",
        Git::Files,
        rewriting,
        "post-commit: installed",
        &[
            "headway post-commit",
            "headway post-commit",
            "theirs amend",
            "theirs OLD NEW",
            "headway post-rewrite amend",
            "read OLD NEW",
        ],
    ));
    rows.push(row(
        "a post-rewrite hook that reads its input",
        Git::Config,
        rewriting,
        "post-commit: installed",
        &[
            "headway post-commit",
            "headway post-commit",
            "headway post-rewrite amend",
            "read OLD NEW",
            "theirs amend",
            "theirs OLD NEW",
        ],
    ));
    rows.extend(own());
    rows
}

/// Rows about hooks that git-headway itself left there.
fn own() -> Vec<Row> {
    vec![
        refuses(
            "git-headway's hook, changed since",
            Git::Files,
            |world| edited(world),
            "was changed after git-headway wrote it",
            "move your own lines to another file",
        ),
        refuses(
            "git-headway's hook, changed since",
            Git::Config,
            |world| edited(world),
            "was changed after git-headway wrote it",
            "move your own lines to another file",
        ),
        refuses(
            "the hook of a later git-headway",
            Git::Files,
            |world| own_hook(world, 9),
            "was written by a later git-headway (hook version 9)",
            "update git-headway",
        ),
        refuses(
            "the hook of a later git-headway",
            Git::Config,
            |world| own_hook(world, 9),
            "was written by a later git-headway (hook version 9)",
            "update git-headway",
        ),
        refuses(
            "a directory in place of the hook",
            Git::Files,
            |world| fs::create_dir(world.common.join("hooks/post-commit")).unwrap(),
            "is neither a file nor a link, so it cannot be chained",
            "move it away and try again",
        ),
        row(
            "a directory in place of the hook",
            Git::Config,
            |world| fs::create_dir(world.common.join("hooks/post-commit")).unwrap(),
            "post-commit: installed",
            ALONE,
        ),
        refuses(
            "a kept hook, and none that runs it",
            Git::Files,
            |world| hook(world, "post-commit.headway-prev", ""),
            "is there from an earlier installation, but no hook runs it",
            "git headway uninstall",
        ),
        refuses(
            "a kept hook, and somebody else's in front of it",
            Git::Files,
            |world| {
                hook(world, "post-commit.headway-prev", "");
                hook(world, "post-commit", "");
            },
            "is there already, but",
            "keep there what you need",
        ),
        refuses(
            "a file in place of the hooks directory",
            Git::Files,
            |world| {
                fs::remove_dir(world.common.join("hooks")).unwrap();
                fs::write(world.common.join("hooks"), "").unwrap();
            },
            "is not a directory, so no hook can be put there",
            "move it away and try again",
        ),
    ]
}

/// A hook that notes `theirs`.
pub(crate) fn hook(world: &World, name: &str, rest: &str) {
    let text = format!("#!/bin/sh\necho theirs >>\"$TEST_LOG\"\n{rest}\n");
    write(world, name, text.as_bytes(), 0o755);
}

/// Written by another process, see [`World::new`].
pub(crate) fn write(world: &World, name: &str, content: &[u8], mode: u32) {
    let (new, path) = (world.root.join("new-hook"), world.common.join("hooks").join(name));
    fs::write(&new, content).unwrap();
    world.sh(&format!("cp '{}' '{}'", new.display(), path.display()));
    fs::remove_file(new).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The hook of git-headway in this version of its own.
pub(crate) fn own_hook(world: &World, version: u32) {
    let text = format!("#!/bin/sh\n# git-headway hook v{version} (x)\n# id:\nexit 0\n");
    write(world, "post-commit", &script::seal(text.as_bytes()), 0o755);
}

fn edited(world: &World) {
    own_hook(world, 1);
    world.sh("echo 'echo mine' >>.git/hooks/post-commit");
}

fn rewriting(world: &mut World) {
    let text =
        b"#!/bin/sh\necho \"theirs $1\" >>\"$TEST_LOG\"\nsed 's/^/theirs /' >>\"$TEST_LOG\"\n";
    write(world, "post-rewrite", text, 0o755);
}
