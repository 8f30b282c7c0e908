//! Which hooks git calls when, and what comes of it: real git, the real binary, a terminal.
//!
//! In: a repository in which every plain patch is told as a recurring one. Out: nothing, or a failed assertion on the
//! runs that the log of hooks remembers of an operation, and on what stood on the terminal. So each operation is
//! recorded once, and says nothing where it is no commit of a person's own.
//! Deliberately absent: questions; nobody has allowed any here.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

#[path = "common/mod.rs"]
mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::TestEnv;
use git_headway::hook::log::{Log, Run, place};
use screen::Screen;

const FIRST_DAY: i64 = 1_735_725_600;
const DAY: i64 = 86_400;

/// A repository with a function that was patched three times, and branches to work with:
/// `topic` patches it twice more, `clash` patches the same line, `aside` adds a file.
struct World {
    env: TestEnv,
    repository: PathBuf,
    /// Days since the first, and how many there were before any test began.
    day: i64,
    prepared: i64,
}

impl World {
    fn new() -> Self {
        let env = TestEnv::new();
        let repository = env.root().join("project");
        fs::create_dir(&repository).unwrap();
        env.git(&repository, &["init", "--quiet"]);
        let mut world = Self { env, repository, day: 0, prepared: 0 };
        world.prepare("printf 'fn poll(queue: &Queue) -> usize {\\n    let limit = 10;\\n    queue.take(limit)\\n}\\n' >a.rs; git add a.rs; git commit -qm 'feat: poll the queue'");
        for limit in 1..=3 {
            world.prepare(&patch(limit));
        }
        world.prepare("git branch start");
        world.prepare(&format!("git checkout -qb topic; {}", patch(4)));
        world.prepare(&patch(5));
        world.prepare(&format!("git checkout -qb clash start; {}", patch(6)));
        world.prepare("git checkout -qb aside start; echo 'fn push() {}' >b.rs; git add b.rs; git commit -qm 'feat: push'");
        world.prepare("git checkout -q main");
        assert_eq!(world.env.headway(&world.repository, &["init"]).code, 0);
        world.prepared = world.day;
        world
    }

    /// A command some days later, in the folder.
    fn shell(&mut self, directory: &Path, line: &str) -> Command {
        self.day += 5;
        let time = FIRST_DAY + self.day * DAY;
        let date = format!("{time} +0000");
        let mut shell = self.env.command("sh", directory);
        shell.args(["-ec", line]).env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        shell.env("HEADWAY_NOW", time.to_string()).env("HEADWAY_HOOK_MS", "3600000");
        shell.env("TERM", "xterm").env("GIT_EDITOR", "true").env_remove("COLUMNS");
        shell
    }

    /// Does something that no hook hears of.
    fn prepare(&mut self, line: &str) {
        let directory = self.repository.clone();
        let mut shell = self.shell(&directory, line);
        let output = shell.env("GIT_HEADWAY", "0").stdin(Stdio::null()).output().unwrap();
        let says = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {says}");
    }

    /// Every branch as it was, and nothing under way.
    fn start_again(&mut self) {
        // Or the patches would be too long ago at last.
        self.day = self.prepared;
        self.prepare(
            "git rebase --abort 2>/dev/null || :; git checkout -qf main; git reset -q --hard start; \
             git clean -qfd; git branch -f work start",
        );
    }

    /// What a command at a terminal leaves there, and the runs of hooks that it led to.
    fn types_in(&mut self, directory: &Path, line: &str) -> (String, Vec<Run>) {
        let before = self.runs().len();
        let screen = Screen::new(40, 200);
        let mut shell = self.shell(directory, line);
        shell.stdin(screen.open()).stdout(screen.open()).stderr(screen.open());
        let (shown, status) = screen.run(shell);
        assert!(status.success(), "{line}: {shown}");
        (shown, self.runs().split_off(before))
    }

    fn data(&self) -> PathBuf {
        self.env.root().join("home/data/git-headway")
    }

    fn runs(&self) -> Vec<Run> {
        Log::new(&self.data()).read().unwrap()
    }

    /// Does it from the start, and compares the runs: the event, and what came of it.
    fn check(&mut self, line: &str, expected: &[&str]) {
        self.start_again();
        let directory = self.repository.clone();
        let (shown, runs) = self.types_in(&directory, line);
        let words = |run: &Run| format!("{} {}", run.event, run.came.name());
        let found: Vec<String> = runs.iter().map(words).collect();
        assert_eq!(found, expected, "{line}: {shown}");
        let speaks = expected.iter().filter(|run| run.ends_with("said")).count();
        assert_eq!(shown.matches("headway: ").count(), speaks, "{line}: {shown}");
        let here = place(&self.repository);
        assert!(runs.iter().all(|run| run.place == here), "{line}");
    }
}

/// A commit that patches the one function.
fn patch(limit: u32) -> String {
    format!(
        "sed -i 's/limit = .*/limit = {limit};/' a.rs; git commit -qam 'fix: raise the limit to {limit}'"
    )
}

const SAID: &[&str] = &["post-commit said"];
const SILENT: &[&str] = &["post-commit silent"];
const REWRITTEN: &[&str] = &["post-rewrite nothing"];
const NONE: &[&str] = &[];

#[test]
fn commits() {
    let mut world = World::new();
    world.check(&patch(20), SAID);
    world.check(
        "sed -i 's/limit = .*/limit = 21;/' a.rs; git commit -q --only a.rs -m 'fix: b'",
        SAID,
    );
    world.check(
        "mkdir sub; cd sub; sed -i 's/limit = .*/limit = 22;/' ../a.rs; git commit -qam 'fix: c'",
        SAID,
    );
    world.check(
        "sed -i 's/limit = .*/limit = 23;/' a.rs; git commit -qa --no-verify -m 'fix: d'",
        SAID,
    );
    world.check("git commit -q --allow-empty -m 'fix: nothing'", &["post-commit nothing"]);
    world.check("sed -i 's/limit = .*/limit = 24;/' a.rs; git commit -qa --fixup=HEAD", SILENT);
    world.check("git checkout -q --detach; sed -i 's/limit = .*/limit = 25;/' a.rs; git commit -qam 'fix: e'", SAID);
    world.check(
        "sed -i 's/limit = .*/limit = 26;/' a.rs; GIT_HEADWAY=0 git commit -qam 'fix: f'",
        NONE,
    );
    world.check(
        "git merge -q --squash topic >merged; rm merged; git commit -qm 'fix: raise it'",
        SAID,
    );
}

#[test]
fn what_is_written_anew_is_told_once_and_says_nothing() {
    let mut world = World::new();
    let amend = "sed -i 's/limit = .*/limit = 30;/' a.rs; git commit -qa --amend --no-edit";
    world.check(amend, &["post-commit silent", "post-rewrite nothing"]);
    world.check("git checkout -q -B work topic; git rebase -q aside", REWRITTEN);
    world.check("git checkout -q -B work topic; git rebase -q --apply aside", REWRITTEN);
    world.check("git checkout -q -B work topic; git rebase -q start", NONE);
    let interactive = |edit: &str, more: &str| {
        format!(
            "git checkout -q -B work topic; GIT_SEQUENCE_EDITOR=\"sed -i '{edit}'\" git rebase -q -i aside; {more}"
        )
    };
    world.check(&interactive("1s/^pick/reword/", ""), REWRITTEN);
    world.check(&interactive("2s/^pick/squash/", ""), REWRITTEN);
    world.check(&interactive("2s/^pick/fixup/", ""), REWRITTEN);
    let amended = "sed -i 's/limit = .*/limit = 31;/' a.rs; git commit -qa --amend --no-edit; git rebase --abort";
    world.check(&interactive("1s/^pick/edit/", amended), NONE);
    let added = "git commit -q --allow-empty -m more; git rebase --continue >said; rm -f said";
    world.check(&interactive("2s/^pick/edit/", added), REWRITTEN);
    let exec = "git checkout -q -B work topic; git rebase -q --exec 'git commit -q --allow-empty -m x' aside >said; rm -f said";
    world.check(exec, REWRITTEN);
    let conflict = "git checkout -q -B work topic; git rebase -q clash >said 2>&1 || :; rm -f said; \
                    git checkout -q --theirs a.rs; git add a.rs; git rebase --continue >said 2>&1; rm said";
    world.check(conflict, REWRITTEN);
    world.check("git checkout -q -B work topic; git pull -q --rebase . aside", REWRITTEN);
}

#[test]
fn what_takes_over_commits_says_nothing() {
    let mut world = World::new();
    world.check("git cherry-pick topic~1 >said; rm said", NONE);
    world.check("git cherry-pick start..topic >said; rm said", NONE);
    let conflict = "git cherry-pick clash >said 2>&1 || :; rm said; sed -i '/^[<=>]/d' a.rs; git add a.rs; git commit -q --no-edit";
    world.check(&format!("{}; {conflict}", patch(40)), &["post-commit said", "post-commit silent"]);
    world.check("git merge -q topic", NONE);
    world.check("git merge -q --no-ff --no-edit topic", NONE);
    world.check("git merge -q --no-edit topic; git merge -q --no-edit aside", NONE);
    let merged = "git merge -q clash >said 2>&1 || :; rm said; sed -i '/^[<=>]/d' a.rs; git add a.rs; git commit -q --no-edit";
    world.check(&format!("{}; {merged}", patch(41)), &["post-commit said", "post-commit silent"]);
    world.check("git revert --no-edit HEAD >said; rm said", SILENT);
    world.check("git format-patch -q --stdout start..topic >.git/mail; git am -q .git/mail", NONE);
}

#[test]
fn what_makes_no_commit_of_its_own_calls_nothing() {
    let mut world = World::new();
    world.check("echo >>a.rs; git stash -q; git stash pop -q >said; rm said", NONE);
    world.check("git reset -q --hard HEAD~1", NONE);
    world.check("git checkout -q -B work topic; git switch -q main", NONE);
    let plumbing = "git update-ref HEAD $(git commit-tree HEAD^{tree} -p HEAD -m plumbing)";
    world.check(plumbing, NONE);
    let filtered = "git checkout -q -B work topic; FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f --msg-filter 'cat; echo more' start..work >said 2>&1; rm said";
    world.check(filtered, NONE);
    world.check("git worktree add -q ../tree topic; git worktree remove ../tree", NONE);
}

#[test]
fn every_layout_calls_once_and_is_told_by_its_work_tree() {
    let mut world = World::new();
    world.start_again();
    let root = world.env.root().to_owned();
    let once = |world: &mut World, directory: &Path, line: &str| {
        let (shown, runs) = world.types_in(directory, line);
        assert_eq!(runs.len(), 1, "{line}: {shown}");
        assert_eq!(runs[0].place, place(directory), "{line}");
        runs[0].came.name()
    };
    // A linked work tree shares the hooks, and the facts.
    world.prepare("git worktree add -q ../linked topic");
    assert_eq!(once(&mut world, &root.join("linked"), &patch(50)), "said");
    // A submodule has hooks of its own, and its superproject's do not run in it.
    world.prepare("git -c protocol.file.allow=always submodule --quiet add ../project sub");
    let sub = world.repository.join("sub");
    let (_, none) = world.types_in(&sub, &patch(51));
    assert_eq!(none, []);
    assert_eq!(world.env.headway(&sub, &["init"]).code, 0);
    assert_eq!(once(&mut world, &sub, &patch(52)), "said");
    // A git directory with a work tree elsewhere, as people keep their settings.
    let dotfiles = "mkdir ../tree; git clone -q --bare . ../bare.git; \
                    git --git-dir=../bare.git config core.bare false; git --git-dir=../bare.git --work-tree=../tree checkout -qf main";
    world.prepare(dotfiles);
    let tree = root.join("tree");
    let mut init = world.env.command(env!("CARGO_BIN_EXE_git-headway"), &tree);
    init.env("GIT_DIR", root.join("bare.git")).env("GIT_WORK_TREE", &tree).arg("init");
    let output = init.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let commit = "sed -i 's/limit = .*/limit = 53;/' a.rs; git --git-dir=../bare.git --work-tree=. commit -qam 'fix: g'";
    assert_eq!(once(&mut world, &tree, commit), "said");
}

#[test]
fn the_hook_changes_no_index_whatever_git_handed_it() {
    let mut world = World::new();
    world.start_again();
    world.prepare("git worktree add -q ../linked topic; cd ../linked; sed -i 's/limit = .*/limit = 60;/' a.rs; git commit -qam 'fix: h'; echo staged >c.rs; git add c.rs");
    let root = world.env.root().to_owned();
    let git_dir = world.repository.join(".git/worktrees/linked");
    let indexes = [git_dir.join("index"), world.repository.join(".git/index")];
    let state = |world: &World| {
        let refs = world.env.git(&world.repository, &["for-each-ref"]);
        (indexes.each_ref().map(|index| fs::read(index).unwrap()), refs)
    };
    let before = state(&world);
    let line = format!("'{}' hook post-commit", env!("CARGO_BIN_EXE_git-headway"));
    let screen = Screen::new(40, 200);
    let mut shell = world.shell(&root.join("linked"), &line);
    shell.env("GIT_DIR", &git_dir).env("GIT_INDEX_FILE", &indexes[0]).env("GIT_PREFIX", "");
    shell.stdin(Stdio::null()).stdout(screen.open()).stderr(screen.open());
    let (shown, status) = screen.run(shell);
    assert!(status.success() && shown.starts_with("headway: "), "{shown}");
    assert_eq!(state(&world), before);
}
