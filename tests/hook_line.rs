//! The line after a commit, from `init` to `uninstall`: real git, the real binary, a terminal.
//!
//! In: a repository whose one function is patched again and again, by its own person, on days of
//! their own. Out: nothing, or a failed assertion on what stood on the screen after `git commit`.
//! Deliberately absent: the hook files themselves (see `hook/`) and any clock: the hook gets as long
//! as it takes here, and what it may not wait for would hang the test.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

#[path = "common/mod.rs"]
mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{Output, TestEnv};
use screen::Screen;

/// The first day of every history here, and the seconds of a day.
const FIRST_DAY: i64 = 1_735_725_600;
const DAY: i64 = 86_400;

/// A repository and a calendar: each commit is made some days after the one before.
struct World {
    env: TestEnv,
    repository: PathBuf,
    day: i64,
    patches: u32,
}

impl World {
    /// A repository with `a.rs` and its function in it, and git-headway installed.
    fn new() -> Self {
        let mut world = Self::empty();
        world.begin();
        assert_eq!(world.headway(&["init"]).code, 0);
        world
    }

    /// A repository without commits.
    fn empty() -> Self {
        let env = TestEnv::new();
        let repository = env.root().join("project");
        fs::create_dir(&repository).unwrap();
        env.git(&repository, &["init", "--quiet"]);
        Self { env, repository, day: 0, patches: 0 }
    }

    /// The commit that brings the function.
    fn begin(&mut self) {
        self.write_function();
        self.git(&["add", "a.rs"]);
        self.silent_commit("feat: poll the queue");
    }

    fn path(&self) -> PathBuf {
        self.repository.join("a.rs")
    }

    /// The function as it is after so many patches.
    fn write_function(&self) {
        let text = format!(
            "fn poll(queue: &Queue) -> usize {{\n    let limit = {};\n    queue.take(limit)\n}}\n",
            10 + self.patches
        );
        fs::write(self.path(), text).unwrap();
    }

    fn patch(&mut self) {
        self.patches += 1;
        self.write_function();
    }

    fn git(&self, arguments: &[&str]) -> String {
        self.env.git(&self.repository, arguments)
    }

    fn headway(&self, arguments: &[&str]) -> Output {
        self.env.headway(&self.repository, arguments)
    }

    fn dates(&self) -> [(&'static str, String); 3] {
        let date = format!("{} +0000", FIRST_DAY + self.day * DAY);
        let now = (FIRST_DAY + self.day * DAY).to_string();
        [("GIT_AUTHOR_DATE", date.clone()), ("GIT_COMMITTER_DATE", date), ("HEADWAY_NOW", now)]
    }

    /// What a shell's command leaves on a terminal of 120 columns, five days after the last one.
    fn types(&mut self, line: &str, variables: &[(&str, &str)]) -> String {
        self.day += 5;
        let screen = Screen::new(40, 120);
        let mut shell = self.env.command("sh", &self.repository);
        shell.args(["-c", line]).envs(self.dates()).env("TERM", "xterm").env_remove("COLUMNS");
        shell.env("HEADWAY_HOOK_MS", "3600000").envs(variables.iter().copied());
        shell.stdin(screen.open()).stdout(screen.open()).stderr(screen.open());
        let (shown, status) = screen.run(shell);
        assert!(status.success(), "{line}: {shown}");
        shown
    }

    /// What the next patch leaves on the terminal.
    fn patches(&mut self, variables: &[(&str, &str)]) -> String {
        self.patch();
        self.types("git commit -qam 'fix: raise the limit'", variables)
    }

    /// A commit that shows nothing, because nobody watches.
    fn silent_commit(&mut self, subject: &str) {
        self.day += 5;
        let mut git = self.env.command("git", &self.repository);
        git.envs(self.dates()).args(["commit", "-qam", subject]).stdin(Stdio::null());
        let output = git.env("HEADWAY_HOOK_MS", "3600000").output().unwrap();
        assert!(output.status.success());
        assert_eq!((output.stdout, output.stderr), (vec![], vec![]));
    }

    /// Two patches, so that the next one makes the spot a recurring one.
    fn nearly_recurring() -> Self {
        let mut world = Self::new();
        for _ in 0..2 {
            assert_eq!(world.patches(&[]), "");
        }
        world
    }

    /// The latest commits, newest first, as the line names them.
    fn short_ids(&self, count: usize) -> Vec<String> {
        let count = format!("-{count}");
        let ids = self.git(&["log", &count, "--format=%H", "--first-parent"]);
        ids.lines().map(|id| id[..9].to_owned()).collect()
    }

    fn facts(&self) -> PathBuf {
        let folder = self.env.root().join("home/data/git-headway/facts");
        let mut found = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        found.find(|path| path.extension().is_some_and(|ending| ending == "db")).unwrap()
    }
}

/// After something that must show nothing: the spot is a recurring one, so an ordinary patch does
/// show its line, and the silence before was for the reason at hand.
fn speaks_otherwise(world: &mut World) {
    let shown = world.patches(&[]);
    assert!(shown.starts_with("headway: "), "`{shown}`");
    assert!(shown.contains(" patch to a.rs: fn poll in "), "{shown}");
}

#[test]
fn the_third_and_the_fourth_patch_say_so_in_one_line() {
    let mut world = World::nearly_recurring();
    let third = world.patches(&[]);
    let ids = world.short_ids(3);
    let expected = format!(
        "headway: third patch to a.rs: fn poll in 10 days ({}, {}); root cause still open?\n",
        ids[1], ids[2]
    );
    assert_eq!(third, expected);
    let fourth = world.patches(&[]);
    let ids = world.short_ids(4);
    let expected = format!(
        "headway: fourth patch to a.rs: fn poll in 15 days ({}, {}, {}); root cause still open?\n",
        ids[1], ids[2], ids[3]
    );
    assert_eq!(fourth, expected);
}

#[test]
fn a_history_that_begins_with_the_hook_is_followed_from_its_first_commit() {
    let mut world = World::empty();
    let said = world.headway(&["init"]);
    assert_eq!(said.code, 0);
    assert!(said.stderr.contains("no commits yet"), "{}", said.stderr);
    fs::write(world.path(), "fn poll(queue: &Queue) -> usize {\n    queue.take(9)\n}\n").unwrap();
    world.git(&["add", "a.rs"]);
    assert_eq!(world.types("git commit -qm 'feat: poll the queue'", &[]), "");
    assert_eq!(world.patches(&[]), "");
    assert_eq!(world.patches(&[]), "");
    assert!(world.patches(&[]).starts_with("headway: third patch to a.rs: fn poll in 10 days"));
}

#[test]
fn where_no_person_reads_nothing_is_said() {
    let mut world = World::nearly_recurring();
    for variable in [("CI", "true"), ("AI_AGENT", "1"), ("GIT_HEADWAY", "0")] {
        assert_eq!(world.patches(&[variable]), "", "{variable:?}");
    }
    world.patch();
    world.silent_commit("fix: raise the limit");
    speaks_otherwise(&mut world);
}

#[test]
fn commits_that_are_no_patches_of_ones_own_say_nothing() {
    let mut world = World::nearly_recurring();
    world.patch();
    let other = "git commit -qam 'fix: raise it' --author='Bo <bo@example.org>'";
    assert_eq!(world.types(other, &[]), "", "another author");
    fs::write(world.repository.join("b.rs"), "fn push(queue: &Queue) {\n    queue.add()\n}\n")
        .unwrap();
    let feature = "git add b.rs && git commit -qm 'feat: push to the queue'";
    assert_eq!(world.types(feature, &[]), "", "a feature");
    world.patch();
    let unfinished = "git commit -qam 'fixup! fix: raise it'";
    assert_eq!(world.types(unfinished, &[]), "", "to be folded into another");
    speaks_otherwise(&mut world);
}

#[test]
fn an_amended_commit_says_nothing_a_second_time() {
    let mut world = World::nearly_recurring();
    speaks_otherwise(&mut world);
    world.patch();
    assert_eq!(world.types("git commit -qa --amend --no-edit", &[]), "");
    speaks_otherwise(&mut world);
}

#[test]
fn picks_rebases_and_merges_say_nothing() {
    let mut world = World::nearly_recurring();
    world.git(&["branch", "base"]);
    speaks_otherwise(&mut world);
    world.git(&["branch", "topic"]);
    let branch = world.git(&["branch", "--show-current"]).trim().to_owned();
    world.git(&["reset", "-q", "--hard", "base"]);
    assert_eq!(world.types("git cherry-pick topic >cherry && rm cherry", &[]), "", "a pick");
    world.git(&["reset", "-q", "--hard", "base"]);
    fs::write(world.repository.join("b.rs"), "fn push() {}\n").unwrap();
    world.git(&["add", "b.rs"]);
    assert_eq!(world.types("git commit -qm 'feat: push'", &[]), "");
    world.git(&["checkout", "-q", "topic"]);
    assert_eq!(world.types(&format!("git rebase -q {branch}"), &[]), "", "a rebase");
    world.git(&["checkout", "-q", &branch]);
    assert_eq!(world.types("git merge -q --no-ff --no-edit topic", &[]), "", "a merge");
    world.patches += 1;
    speaks_otherwise(&mut world);
}

#[test]
fn a_store_that_another_run_holds_is_not_waited_for() {
    let mut world = World::nearly_recurring();
    let lock = fs::File::options().append(true).open(world.facts().with_extension("lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(world.patches(&[]), "");
    drop(lock);
    speaks_otherwise(&mut world);
}

#[test]
fn a_damaged_store_does_not_disturb_a_commit() {
    let mut world = World::nearly_recurring();
    let facts = world.facts();
    let intact = fs::read(&facts).unwrap();
    let mut holes = intact.clone();
    holes[4_096..].fill(0xa5);
    for damaged in [&b"no database at all, but longer than a header"[..], &holes, &intact[..5_000]]
    {
        fs::write(&facts, damaged).unwrap();
        assert_eq!(world.patches(&[]), "", "{} bytes", damaged.len());
    }
    assert_eq!(world.headway(&["mine", "--from-scratch"]).code, 0);
    speaks_otherwise(&mut world);
}

#[test]
fn what_the_person_said_of_a_commit_holds_in_the_hook_and_a_broken_journal_disturbs_nothing() {
    let mut world = World::nearly_recurring();
    assert_eq!(world.headway(&["annotate", "HEAD~1", "--kind", "feat"]).code, 0);
    assert_eq!(world.patches(&[]), "", "the second patch, as the first was none");
    assert_eq!(world.headway(&["annotate", "HEAD~2", "--retract"]).code, 0);
    speaks_otherwise(&mut world);
    let journal = world.env.root().join("home/data/git-headway/journal");
    fs::remove_dir_all(&journal).unwrap();
    fs::write(&journal, "a file where the folder was").unwrap();
    speaks_otherwise(&mut world);
}

#[test]
fn a_data_folder_that_cannot_be_written_does_not_disturb_a_commit() {
    let mut world = World::nearly_recurring();
    let file = world.env.root().join("file");
    fs::write(&file, "").unwrap();
    let below = file.join("data").to_string_lossy().into_owned();
    assert_eq!(world.patches(&[("HEADWAY_DATA_DIR", &below)]), "");
    assert_eq!(world.patches(&[("HEADWAY_DATA_DIR", "relative")]), "");
    let facts = world.facts();
    let folder = facts.parent().unwrap();
    let aside = folder.with_file_name("aside");
    fs::rename(folder, &aside).unwrap();
    fs::write(folder, "a file where the folder was").unwrap();
    assert_eq!(world.patches(&[]), "");
    fs::remove_file(folder).unwrap();
    fs::rename(&aside, folder).unwrap();
    speaks_otherwise(&mut world);
}

/// Every hook file and what is in it.
fn hooks(repository: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(repository.join(".git/hooks")).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn a_dry_run_writes_nothing_and_uninstall_restores_every_byte() {
    let world = World::empty();
    let own = world.repository.join(".git/hooks/post-commit");
    fs::write(&own, "#!/bin/sh\necho mine >>.git/log\n").unwrap();
    let before = hooks(&world.repository);
    let dry = world.headway(&["init", "--mode=file", "--dry-run"]);
    assert_eq!(dry.code, 0);
    assert!(dry.stdout.contains("would rename `$TEST/project/.git/hooks/post-commit`"));
    assert!(dry.stdout.contains("would keep facts in `$TEST/home/data/git-headway/facts/project-"));
    assert_eq!(hooks(&world.repository), before);
    assert!(!world.env.root().join("home/data").exists());
    assert_eq!(world.headway(&["init", "--mode=file"]).code, 0);
    let installed = hooks(&world.repository);
    assert_ne!(installed, before);
    let again = world.headway(&["init", "--mode=file"]);
    assert_eq!(again.code, 0);
    assert!(again.stderr.contains("post-commit: already installed"), "{}", again.stderr);
    assert_eq!(hooks(&world.repository), installed);
    assert_eq!(world.headway(&["uninstall"]).code, 0);
    assert_eq!(hooks(&world.repository), before);
}

#[test]
fn after_uninstall_nothing_is_said() {
    let mut world = World::nearly_recurring();
    speaks_otherwise(&mut world);
    assert_eq!(world.headway(&["uninstall"]).code, 0);
    assert_eq!(world.patches(&[]), "");
}

#[test]
fn a_bare_repository_is_refused_with_a_way_on() {
    let env = TestEnv::new();
    let repository = env.root().join("bare.git");
    fs::create_dir(&repository).unwrap();
    env.git(&repository, &["init", "--quiet", "--bare"]);
    let said = env.headway(&repository, &["init"]);
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("is a bare repository"), "{}", said.stderr);
    assert!(
        said.stderr.contains("hint: its history can be read without a hook"),
        "{}",
        said.stderr
    );
    assert!(!repository.join("hooks/post-commit").exists());
}
