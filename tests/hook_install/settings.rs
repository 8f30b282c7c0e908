//! Rows about the repository's configuration and what people set in it, and about changing the way.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};

use crate::existing::{hook, own_hook};
use crate::table::{ALONE, Comes, Row, SILENCE, THEIRS_AFTER, THEIRS_FIRST, installs};
use crate::world::{Git, World};

const fn refused(
    what: &'static str,
    before: fn(&mut World),
    says: &'static str,
    remedy: &'static str,
) -> Row {
    Row { what, git: Git::Config, before, comes: Comes::Refused { says, remedy } }
}

const fn then(what: &'static str, does: fn(&World), told: &'static str) -> Row {
    Row { what, git: Git::Config, before: |_| {}, comes: Comes::Then { does, told, calls: ALONE } }
}

/// `hook.headway-post-commit.enabled=false`.
pub(crate) const SWITCHED_OFF: &[&str] = &["headway post-rewrite amend", "read OLD NEW"];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        installs("`GIT_HEADWAY=0` in the environment", Git::Files, off, SILENCE),
        installs("`GIT_HEADWAY=0` in the environment", Git::Config, off, SILENCE),
        installs(
            "`hook.headway-post-commit.enabled=false`",
            Git::Config,
            |world| {
                world.git(&["config", "--global", "hook.headway-post-commit.enabled", "false"]);
            },
            SWITCHED_OFF,
        ),
        installs(
            "a configuration whose last line has no end",
            Git::Config,
            |world| {
                world.sh("printf '[user]\\n\\tname = Ada' >>.git/config");
            },
            ALONE,
        ),
        installs(
            "a configuration that includes other files",
            Git::Config,
            |world| {
                world.sh("git config include.path other; touch .git/other");
            },
            ALONE,
        ),
        then(
            "somebody adds an include later",
            |world| {
                world.sh("git config --add include.path other");
            },
            "it stays",
        ),
        then(
            "somebody changes a setting later",
            |world| {
                world.sh("git config user.name Ada");
            },
            "it stays",
        ),
        refused(
            "the configuration is a link to elsewhere",
            |world| {
                fs::rename(world.common.join("config"), world.root.join("shared-config")).unwrap();
                symlink("../../shared-config", world.common.join("config")).unwrap();
            },
            "is this repository's configuration and lies outside of it",
            "git headway init --mode=file",
        ),
        refused(
            "another git is changing the configuration (`config.lock`)",
            |world| fs::write(world.common.join("config.lock"), "").unwrap(),
            "another git is changing the configuration",
            "remove that file and try again",
        ),
        refused(
            "a file named `headway` in the git directory",
            |world| fs::write(world.common.join("headway"), "").unwrap(),
            "/headway` is not a directory",
            "move it away and try again",
        ),
        refused(
            "`headway/hooks.config`, written by somebody else",
            |world| {
                fs::create_dir(world.common.join("headway")).unwrap();
                fs::write(world.common.join("headway/hooks.config"), "[user]\n").unwrap();
            },
            "hooks.config` was changed after git-headway wrote it",
            "move your own lines to another file",
        ),
    ]
}

fn off(world: &mut World) {
    world.variables.push(("GIT_HEADWAY", "0".into()));
}

#[test]
fn from_files_to_the_configuration_and_back() {
    let Some(mut world) = World::new(Git::Config) else { return };
    hook(&world, "post-commit", "");
    let before = world.snapshot();
    let init = |world: &World, mode| {
        let (ok, said) = world.headway(&["init", mode]);
        assert!(ok, "{said}");
        said
    };
    init(&world, "--mode=file");
    assert_eq!(world.calls(), THEIRS_FIRST);
    let said = init(&world, "--mode=auto");
    assert!(said.contains("the hook that was there before is back"), "{said}");
    assert_eq!(world.calls(), THEIRS_AFTER, "never twice after one commit");
    init(&world, "--mode=file");
    assert_eq!(world.calls(), THEIRS_FIRST, "never twice after one commit");
    assert!(!world.common.join("headway").exists());
    assert!(world.headway(&["uninstall"]).0);
    assert_eq!(world.snapshot(), before);
    // A hook of an earlier version goes too.
    fs::remove_file(world.common.join("hooks/post-commit")).unwrap();
    own_hook(&world, 1);
    let said = init(&world, "--mode=config");
    assert!(said.contains("the hook file is no longer needed"), "{said}");
    assert_eq!(world.calls(), ALONE);
    off(&mut world);
    assert_eq!(world.calls(), SILENCE);
}

#[test]
fn an_older_git_passes_over_the_hooks_of_the_configuration() {
    let Some(world) = World::new(Git::Config) else { return };
    assert!(world.init().0);
    let old = World::new(Git::Files).unwrap();
    if !old.headway(&["init", "--mode=config"]).1.contains("runs no hooks from its configuration") {
        return eprintln!("skipped: the git on PATH is no older one");
    }
    let mut older = old.command("git");
    older.current_dir(&world.place).args(["commit", "-q", "--allow-empty", "-m", "a"]);
    let output = older.output().unwrap();
    assert!(output.status.success());
    assert_eq!((output.stdout, output.stderr), (vec![], vec![]));
}

#[test]
fn others_who_share_the_repository_can_read_what_is_written() {
    let Some(world) = World::new(Git::Config) else { return };
    world.sh("git config core.sharedRepository group; chmod 2775 .git; chmod 664 .git/config");
    world.sh("umask 077; \"$(cd ../bin && pwd)/git-headway\" init");
    let mode = |name: &str| fs::metadata(world.common.join(name)).unwrap().mode() & 0o7777;
    assert_eq!(mode("headway"), 0o2775);
    assert_eq!(mode("headway/hooks.config"), 0o664);
    assert_eq!(mode("config"), 0o664);
}

#[test]
fn what_is_set_in_the_repository_holds_over_the_file() {
    for git in [Git::Files, Git::Config] {
        let Some(world) = World::new(git) else { continue };
        let mode = if git == Git::Files { "--mode=file" } else { "--mode=config" };
        world.git(&["config", "headway.me", "ada"]);
        assert!(world.headway(&["init", mode, "--ask=prompt"]).0);
        world.git(&["config", "headway.ask", "never"]);
        assert_eq!(world.git(&["config", "headway.ask"]), "never");
        let (_, said) = world.headway(&["config"]);
        assert!(said.contains("ask           never"), "{said}");
        let (ok, said) = world.headway(&["init", mode, "--ask=prompt"]);
        assert!(ok && said.contains("`headway.ask` stays `never` (git config (local))"), "{said}");
    }
}

#[test]
fn a_byte_order_mark_stays_the_first_thing_in_the_configuration() {
    let Some(world) = World::new(Git::Config) else { return };
    let config = fs::read(world.common.join("config")).unwrap();
    fs::write(world.common.join("config"), [b"\xef\xbb\xbf", config.as_slice()].concat()).unwrap();
    let before = world.snapshot();
    assert!(world.init().0);
    assert_eq!(world.calls(), ALONE);
    assert!(world.headway(&["uninstall"]).0);
    assert_eq!(world.snapshot(), before);
}

#[test]
fn without_the_binary_nothing_is_said() {
    let Some(world) = World::new(Git::Config) else { return };
    assert!(world.init().0);
    world.use_nothing();
    for arguments in [
        ["commit", "-q", "--allow-empty", "-m", "a"].as_slice(),
        &["commit", "-q", "--allow-empty", "--amend", "-m", "b"],
    ] {
        let output = world.command("git").args(arguments).output().unwrap();
        assert!(output.status.success());
        assert_eq!((output.stdout, output.stderr), (vec![], vec![]));
    }
}

#[test]
fn a_rebase_calls_once_at_its_end_and_a_pick_not_at_all() {
    let Some(mut world) = World::new(Git::Config) else { return };
    world.sh("git commit -q --allow-empty -m base; git checkout -q -b topic\n\
         for f in one two; do echo $f >$f; git add $f; git commit -q -m $f; done\n\
         git checkout -q main; echo more >more; git add more; git commit -q -m more\n\
         git branch other topic; git worktree add -q ../linked topic");
    assert!(world.init().0);
    world.use_recorder();
    let calls = |world: &World, script: &str| {
        let log = world.root.join("log");
        let _ = fs::remove_file(&log);
        world.sh(script);
        let log = fs::read_to_string(log).unwrap_or_default();
        log.lines()
            .filter(|line| line.starts_with("headway"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let at_the_end = ["headway post-rewrite rebase"];
    let fold = "GIT_SEQUENCE_EDITOR=\"sed -i -e '2s/^pick/fixup/'\" git rebase -q -i main";
    assert_eq!(calls(&world, "git cherry-pick other~1"), [""; 0]);
    assert_eq!(calls(&world, &format!("git checkout -q other; {fold}")), at_the_end);
    world.place = world.root.join("linked");
    assert_eq!(calls(&world, "git rebase -q main"), at_the_end, "in a linked work tree");
}

#[test]
fn what_was_said_about_questions_holds_until_something_else_is_said() {
    for git in [Git::Files, Git::Config] {
        let Some(world) = World::new(git) else { continue };
        let before = world.snapshot();
        let mode = if git == Git::Files { "--mode=file" } else { "--mode=config" };
        let ask = |more: &[&str]| {
            let (ok, said) = world.headway(&[&["init", mode], more].concat());
            assert!(ok, "{said}");
            world.git(&["config", "--default", "nothing", "--get", "headway.ask"])
        };
        assert_eq!(ask(&[]), "nothing");
        assert_eq!(ask(&["--ask=prompt"]), "prompt");
        assert_eq!(ask(&[]), "prompt");
        assert_eq!(world.calls(), ALONE);
        assert_eq!(ask(&["--ask=never"]), "never");
        assert!(world.headway(&["uninstall"]).0);
        assert_eq!(world.snapshot(), before);
    }
}
