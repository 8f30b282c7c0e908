//! What may go wrong while a commit waits: the commit is made all the same, and what was said before stays.
//!
//! In: a repository in which every plain patch is told as a recurring one, and one fault at a time. Out: nothing, or a
//! failed assertion on the commit, the log of hook runs and the journal. No test watches a clock: what does not end by
//! itself is bound to be left behind at the hook's limit, or the test hangs.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

#[path = "common/mod.rs"]
mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{SmallDisk, TestEnv};
use git_headway::hook::log::Log;
use screen::Screen;

const FIRST_DAY: i64 = 1_735_725_600;
const DAY: i64 = 86_400;
/// The hook's limit where it has all the time it needs, in milliseconds.
const ENDLESS: &str = "3600000";

struct World {
    env: TestEnv,
    repository: PathBuf,
    data: PathBuf,
    day: i64,
    patches: u32,
}

impl World {
    /// A repository with a function that was patched three times, and one answer in the journal.
    fn new() -> Self {
        let env = TestEnv::new();
        let data = env.root().join("home/data/git-headway");
        Self::with_data(env, data)
    }

    fn with_data(env: TestEnv, data: PathBuf) -> Self {
        let repository = env.root().join("project");
        fs::create_dir(&repository).unwrap();
        env.git(&repository, &["init", "--quiet"]);
        let mut world = Self { env, repository, data, day: 0, patches: 0 };
        world.write();
        assert_eq!(world.types("git add a.rs; git commit -qm 'feat: poll the queue'", &[]), "");
        assert!(world.headway(&["init"]));
        for _ in 0..2 {
            assert_eq!(world.patch(&[]), "");
        }
        assert!(world.headway(&["annotate", "HEAD", "--kind", "fix"]));
        world.speaks();
        world
    }

    fn write(&self) {
        let limit = 10 + self.patches;
        let text = format!(
            "fn poll(queue: &Queue) -> usize {{\n    let limit = {limit};\n    queue.take(limit)\n}}\n"
        );
        fs::write(self.repository.join("a.rs"), text).unwrap();
    }

    fn headway(&self, arguments: &[&str]) -> bool {
        let mut command = self.env.command(env!("CARGO_BIN_EXE_git-headway"), &self.repository);
        command.env("HEADWAY_DATA_DIR", &self.data).args(arguments).stdin(Stdio::null());
        command.output().unwrap().status.success()
    }

    /// What a command leaves on a terminal some days later; it has to succeed.
    fn types(&mut self, line: &str, variables: &[(&str, &str)]) -> String {
        self.day += 5;
        let time = FIRST_DAY + self.day * DAY;
        let date = format!("{time} +0000");
        let screen = Screen::new(40, 200);
        let mut shell = self.env.command("sh", &self.repository);
        shell.args(["-ec", line]).env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        shell.env("HEADWAY_NOW", time.to_string()).env("TERM", "xterm").env_remove("COLUMNS");
        shell.env("HEADWAY_HOOK_MS", ENDLESS).env("HEADWAY_DATA_DIR", &self.data);
        shell.envs(variables.iter().copied());
        shell.stdin(screen.open()).stdout(screen.open()).stderr(screen.open());
        let (shown, status) = screen.run(shell);
        assert!(status.success(), "{line}: {shown}");
        shown
    }

    /// What the next patch leaves on the terminal; its commit has to be there.
    fn patch(&mut self, variables: &[(&str, &str)]) -> String {
        self.patches += 1;
        self.write();
        let before = self.env.git(&self.repository, &["rev-parse", "HEAD"]);
        let shown = self.types("git commit -qam 'fix: raise the limit'", variables);
        let parent = self.env.git(&self.repository, &["rev-parse", "HEAD^"]);
        assert_eq!(parent, before, "{shown}");
        shown
    }

    /// Without a fault the spot is told, so that silence before was for the fault.
    fn speaks(&mut self) {
        let shown = self.patch(&[]);
        assert!(
            shown.starts_with("headway: ") && shown.contains(" patch to a.rs: fn poll"),
            "{shown}"
        );
    }

    /// What came of the last run of a hook.
    fn came(&self) -> String {
        let runs = Log::new(&self.data).read().unwrap();
        runs.last().map(|run| run.came.name().to_owned()).unwrap_or_default()
    }

    fn journal(&self) -> Vec<u8> {
        fs::read(self.data.join("journal/journal.jsonl")).unwrap()
    }

    fn facts(&self) -> PathBuf {
        let mut found =
            fs::read_dir(self.data.join("facts")).unwrap().map(|entry| entry.unwrap().path());
        found.find(|path| path.extension().is_some_and(|ending| ending == "db")).unwrap()
    }
}

fn fifo(path: &Path) {
    let status = std::process::Command::new("mkfifo").arg(path).status().unwrap();
    assert!(status.success());
}

#[test]
fn a_look_that_is_stuck_is_left_behind() {
    let mut world = World::new();
    let lock = world.facts().with_extension("lock");
    fs::remove_file(&lock).unwrap();
    // Nobody ever reads from it, so that opening it to write never ends.
    fifo(&lock);
    assert_eq!(world.patch(&[("HEADWAY_HOOK_MS", "50")]), "");
    assert_eq!(world.came(), "too-slow");
    fs::remove_file(&lock).unwrap();
    world.speaks();
}

#[test]
fn a_log_of_runs_that_is_stuck_is_left_behind_too() {
    let mut world = World::new();
    let log = world.data.join("hook-runs");
    fs::remove_file(&log).unwrap();
    fifo(&log);
    assert!(world.patch(&[]).starts_with("headway: "));
    fs::remove_file(&log).unwrap();
    world.speaks();
    assert_eq!(world.came(), "said");
}

#[test]
fn a_store_that_a_long_run_holds_is_not_waited_for() {
    let mut world = World::new();
    let path = world.facts().with_extension("lock");
    let lock = fs::File::options().append(true).open(path).unwrap();
    lock.lock().unwrap();
    assert_eq!(world.patch(&[]), "");
    assert_eq!(world.came(), "nothing");
    drop(lock);
    world.speaks();
}

#[test]
fn a_damaged_store_is_no_concern_of_a_commit() {
    let mut world = World::new();
    let facts = world.facts();
    let journal = world.journal();
    // What is in the log beside it would be taken in.
    assert!(world.headway(&["mine"]));
    fs::write(&facts, vec![0xa5; 40_960]).unwrap();
    assert_eq!(world.patch(&[]), "");
    assert_eq!(world.journal(), journal);
    assert!(world.headway(&["mine"]), "damage is mended");
    world.speaks();
}

#[test]
fn a_program_that_is_gone_leaves_a_hook_that_does_nothing() {
    let env = TestEnv::new();
    let data = env.root().join("data");
    let mut world = World::with_data(env, data);
    let own = world.env.root().join("git-headway-of-this-test");
    fs::copy(env!("CARGO_BIN_EXE_git-headway"), &own).unwrap();
    let mut init = world.env.command(own.to_str().unwrap(), &world.repository);
    init.env("HEADWAY_DATA_DIR", &world.data).arg("init").stdin(Stdio::null());
    assert!(init.output().unwrap().status.success());
    world.speaks();
    fs::remove_file(&own).unwrap();
    let path = [("PATH", "/usr/bin:/bin")];
    assert_eq!(world.patch(&path), "");
    assert!(world.headway(&["init"]));
    world.speaks();
}

#[test]
fn a_clock_that_jumped_back_stops_nothing() {
    let mut world = World::new();
    let day = world.day;
    world.day = -4_000;
    let _ = world.patch(&[]);
    world.day = day;
    // The commit of long ago is between the patches, and no patch of the window any more.
    let _ = world.patch(&[]);
    let _ = world.patch(&[]);
    world.speaks();
}

#[test]
fn a_commit_of_ten_thousand_files_does_not_wait() {
    let mut world = World::new();
    let many = world.repository.join("many");
    fs::create_dir(&many).unwrap();
    for number in 0..10_000 {
        fs::write(many.join(format!("{number}.rs")), format!("fn f{number}() {{}}\n")).unwrap();
    }
    let shown =
        world.types("git add many; git commit -qm 'feat: many'", &[("HEADWAY_HOOK_MS", "1")]);
    assert_eq!(shown, "");
    assert_eq!(world.came(), "too-slow");
    assert!(world.headway(&["mine"]));
    world.speaks();
}

#[test]
fn a_disk_without_room_and_one_that_cannot_be_written_stop_nothing() {
    let env = TestEnv::new();
    let Some(disk) = SmallDisk::mount(&env) else {
        eprintln!("nothing may be mounted here, so a full disk was not tried");
        return;
    };
    let data = disk.0.join("data");
    let mut world = World::with_data(env, data);
    let journal = world.journal();
    let filler = disk.0.join("filler");
    // Until nothing fits any more.
    let _ = fs::write(&filler, vec![0; 2 << 20]);
    assert_eq!(world.patch(&[]), "");
    assert_eq!(world.journal(), journal);
    fs::remove_file(&filler).unwrap();
    world.speaks();
    let remount = |how: &str| {
        let mut mount = world_mount(how, &disk.0);
        assert!(mount.status().unwrap().success());
    };
    remount("remount,ro");
    assert_eq!(world.patch(&[]), "");
    assert_eq!(world.journal(), journal);
    remount("remount,rw");
    world.speaks();
}

fn world_mount(how: &str, place: &Path) -> std::process::Command {
    let mut mount = std::process::Command::new("mount");
    mount.args(["-o", how]).arg(place);
    mount
}
