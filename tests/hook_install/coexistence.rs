//! Rows about other tools, before git-headway and after it.

use crate::existing::hook;
use crate::imitations::{
    entire, git_lfs, husky, lefthook_post_commit, lefthook_post_merge, lfs_attributes, pre_commit,
    pre_commit_uninstall, prek,
};
use crate::table::{ALONE, Comes, Row, THEIRS_AFTER, THEIRS_ALONE, THEIRS_FIRST, installs};
use crate::world::{Git, World};

const fn refused(
    what: &'static str,
    before: fn(&mut World),
    says: &'static str,
    remedy: &'static str,
) -> Row {
    Row { what, git: Git::Files, before, comes: Comes::Refused { says, remedy } }
}

const fn after(
    what: &'static str,
    git: Git,
    before: fn(&mut World),
    does: fn(&World),
    told: &'static str,
    calls: &'static [&'static str],
) -> Row {
    Row { what, git, before, comes: Comes::Then { does, told, calls } }
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = tools_before();
    rows.extend(chaining_tools_after());
    rows.extend(other_tools_after());
    rows
}

fn tools_before() -> Vec<Row> {
    let (files, config) = (Git::Files, Git::Config);
    vec![
        installs("pre-commit, with a post-commit hook", files, |w| pre_commit(w), THEIRS_FIRST),
        installs("pre-commit, with a post-commit hook", config, |w| pre_commit(w), THEIRS_AFTER),
        refused(
            "pre-commit, with a hook from before it",
            with_legacy,
            "the next `pre-commit install` would replace that by git-headway's",
            "pre-commit install --hook-type post-commit",
        ),
        installs(
            "pre-commit, with a hook from before it",
            config,
            with_legacy,
            &[
                "headway post-commit",
                "theirs",
                "theirs",
                "headway post-commit",
                "theirs",
                "theirs",
                "headway post-rewrite amend",
                "read OLD NEW",
            ],
        ),
        installs("prek, with a post-commit hook", files, |w| prek(w), THEIRS_FIRST),
        installs("prek, with a post-commit hook", config, |w| prek(w), THEIRS_AFTER),
        refused(
            "lefthook, with a post-commit hook",
            |w| lefthook_post_commit(w),
            "is lefthook's, which writes its hooks anew",
            "lefthook-local.yml",
        ),
        installs(
            "lefthook, with a post-commit hook",
            config,
            |w| lefthook_post_commit(w),
            THEIRS_AFTER,
        ),
        installs("lefthook, with other hooks alone", files, |w| lefthook_post_merge(w), ALONE),
        refused(
            "husky",
            |w| husky(w),
            "core.hooksPath (local configuration) sends git to",
            ".husky/post-commit: command -v git-headway",
        ),
        installs("husky", config, |w| husky(w), THEIRS_AFTER),
        refused(
            "Git LFS is asked for, and its hooks are not there",
            |w| lfs_attributes(w),
            "this repository uses Git LFS, whose hooks are not installed yet",
            "run `git lfs install --local` first",
        ),
        installs(
            "Git LFS is asked for, and its hooks are not there",
            config,
            |w| lfs_attributes(w),
            ALONE,
        ),
        installs("Git LFS with its hooks", files, with_lfs, THEIRS_FIRST),
        installs("Git LFS with its hooks", config, with_lfs, THEIRS_AFTER),
        installs("Entire, with a post-commit hook", files, |w| entire(w), THEIRS_FIRST),
        installs("Entire, with a post-commit hook", config, |w| entire(w), THEIRS_AFTER),
    ]
}

/// What other tools do to git-headway when they come later; in the configuration, nothing.
fn chaining_tools_after() -> Vec<Row> {
    let (files, config) = (Git::Files, Git::Config);
    let nothing: fn(&mut World) = |_| {};
    vec![
        after(
            "nothing; pre-commit comes later",
            files,
            nothing,
            pre_commit,
            "it runs git-headway's hook as `.legacy`",
            THEIRS_AFTER,
        ),
        after("nothing; pre-commit comes later", config, nothing, pre_commit, "both", THEIRS_AFTER),
        after(
            "a script; pre-commit comes later",
            files,
            |w| hook(w, "post-commit", ""),
            pre_commit,
            "it runs git-headway's hook as `.legacy`, and that the script",
            &[
                "theirs",
                "headway post-commit",
                "theirs",
                "theirs",
                "headway post-commit",
                "theirs",
                "headway post-rewrite amend",
                "read OLD NEW",
            ],
        ),
        after(
            "pre-commit, which is installed again later",
            files,
            |w| pre_commit(w),
            pre_commit,
            "it runs git-headway's hook as `.legacy`",
            THEIRS_AFTER,
        ),
        after(
            "pre-commit comes later, and git-headway again",
            files,
            nothing,
            |w| {
                pre_commit(w);
                again(w);
            },
            "it stays where it is",
            THEIRS_AFTER,
        ),
        after(
            "pre-commit comes later and goes",
            files,
            nothing,
            |w| {
                pre_commit(w);
                pre_commit_uninstall(w);
            },
            "as before",
            ALONE,
        ),
        after(
            "nothing; prek comes later",
            files,
            nothing,
            prek,
            "it runs git-headway's hook as `.legacy`",
            THEIRS_AFTER,
        ),
    ]
}

fn other_tools_after() -> Vec<Row> {
    let (files, config) = (Git::Files, Git::Config);
    let nothing: fn(&mut World) = |_| {};
    vec![
        after(
            "nothing; lefthook with a post-commit hook comes later",
            files,
            nothing,
            lefthook_post_commit,
            "it puts git-headway's post-commit hook aside",
            &["theirs", "theirs", "headway post-rewrite amend", "read OLD NEW"],
        ),
        after(
            "nothing; lefthook with a post-commit hook comes later",
            config,
            nothing,
            lefthook_post_commit,
            "both",
            THEIRS_AFTER,
        ),
        after(
            "nothing; husky comes later",
            files,
            nothing,
            husky,
            "git no longer looks there",
            THEIRS_ALONE,
        ),
        after("nothing; husky comes later", config, nothing, husky, "both", THEIRS_AFTER),
        after("nothing; Git LFS comes later", config, nothing, git_lfs, "both", THEIRS_AFTER),
        after(
            "nothing; Entire comes later",
            files,
            nothing,
            entire,
            "it runs git-headway's hook after its own",
            THEIRS_FIRST,
        ),
    ]
}

fn with_legacy(world: &mut World) {
    hook(world, "post-commit", "");
    pre_commit(world);
}

fn with_lfs(world: &mut World) {
    lfs_attributes(world);
    git_lfs(world);
}

/// In the world with git-headway alone.
fn again(world: &World) {
    if world.listed() == 1 {
        let (ok, said) = world.init();
        assert!(ok && said.contains("already installed: the hook that is there runs"), "{said}");
    }
}
