//! What is said while a run goes on, and what it says at its end of what it skipped.
//!
//! In: the built binary on a pseudo-terminal or in pipes, kept waiting by a lock on its facts. Out:
//! nothing, or a failed assertion on what was shown. Deliberately absent: how long anything takes.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a program that cannot be started is a failed test")]

mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{TestEnv, object_file, unpack};
use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process};
use screen::Screen;

/// What erases the rest of the line of progress.
const ERASE: &str = "\u{1b}[K";

/// A mined story with a commit that is not mined yet, and its facts, locked: a run that mines has to
/// wait until the lock is dropped.
fn waiting() -> (TestEnv, PathBuf, Connection) {
    let env = TestEnv::new();
    let directory = env.import("tiny-history");
    assert_eq!(env.headway(&directory, &["mine"]).code, 0);
    env.git(&directory, &["commit", "-q", "--allow-empty", "-m", "Go on"]);
    let facts = fs::read_dir(env.root().join("home/data/git-headway/facts")).unwrap();
    let mut files = facts.map(|entry| entry.unwrap().path());
    let file = files.find(|path| path.extension().is_some_and(|kind| kind == "db")).unwrap();
    let lock = Connection::open(file).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    (env, directory, lock)
}

/// The program with all its streams on a screen.
fn mine(env: &TestEnv, directory: &std::path::Path, screen: &Screen) -> Command {
    mine_with(&[], env, directory, screen)
}

fn mine_with(
    arguments: &[&str],
    env: &TestEnv,
    directory: &std::path::Path,
    screen: &Screen,
) -> Command {
    let mut command = env.command(env!("CARGO_BIN_EXE_git-headway"), directory);
    command
        .arg("mine")
        .args(arguments)
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS");
    command.stdin(Stdio::null()).stdout(screen.open()).stderr(screen.open());
    command
}

/// What stands on the screen at the end, when only the line of progress was ever erased.
fn left_behind(shown: &str) -> &str {
    shown.rsplit(ERASE).next().unwrap()
}

#[test]
fn a_terminal_shows_what_is_being_done_and_nothing_is_left_of_it() {
    let (env, directory, lock) = waiting();
    let screen = Screen::new(24, 40);
    let command = mine(&env, &directory, &screen);
    let mut lock = Some(lock);
    let (shown, status) = screen.run_watched(command, |_, shown| {
        if shown.contains("finding new commits") {
            lock = None;
        }
    });
    assert_eq!(status.code(), Some(0), "{shown:?}");
    assert!(lock.is_none() && shown.contains(ERASE), "{shown:?}");
    for line in shown.split(ERASE) {
        let line = line.trim_start_matches('\r');
        // The screen has 40 columns, and `^C` has to fit behind the line.
        assert!(line.starts_with("repository-0: ") || line.len() < 38, "{shown:?}");
    }
    let left = left_behind(&shown);
    assert!(left.starts_with("repository-0: "), "{shown:?}");
    assert_eq!(left.lines().count(), 1, "{shown:?}");
}

#[test]
fn control_c_leaves_one_line() {
    let (env, directory, lock) = waiting();
    let screen = Screen::new(24, 80);
    let command = mine(&env, &directory, &screen);
    let mut lock = Some(lock);
    let mut asked = false;
    let (shown, status) = screen.run_watched(command, |child, shown| {
        if shown.contains("stopping") {
            lock = None;
        } else if shown.contains("finding new commits") && !asked {
            asked = true;
            kill_process(Pid::from_child(child), Signal::INT).unwrap();
        }
    });
    assert_eq!(status.code(), Some(130), "{shown:?}");
    let left = left_behind(&shown);
    assert!(left.starts_with("git-headway: interrupted; "), "{shown:?}");
    assert_eq!(left.lines().count(), 1, "{shown:?}");
}

/// The repository that has to wait, listed with two that have not, one before it and one behind.
fn waiting_among_others() -> (TestEnv, Connection) {
    let (env, directory, lock) = waiting();
    let others = [env.import("tiny-history"), env.import("tiny-history")];
    let [before, behind] = others.map(|place| place.to_string_lossy().into_owned());
    let waits = directory.to_string_lossy().into_owned();
    let listed = env.headway(env.root(), &["repos", "add", &before, &waits, &behind]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    (env, lock)
}

#[test]
fn several_have_one_line_and_answer_in_their_order() {
    let (env, lock) = waiting_among_others();
    let screen = Screen::new(24, 100);
    let command = mine_with(&["--all"], &env, env.root(), &screen);
    let mut lock = Some(lock);
    let (shown, status) = screen.run_watched(command, |_, shown| {
        if shown.contains("2 of 3 repositories done; repository-0 (finding)") {
            lock = None;
        }
    });
    assert_eq!(status.code(), Some(0), "{shown:?}");
    assert!(lock.is_none(), "{shown:?}");
    let answers = shown.split(ERASE).flat_map(|drawn| drawn.split('\n'));
    let answers = answers.map(|line| line.trim_start_matches('\r'));
    let names: Vec<&str> = answers.filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    assert_eq!(names, ["repository-1", "repository-0", "repository-2"], "{shown:?}");
}

#[test]
fn control_c_stops_several_and_tells_what_was_done() {
    let (env, lock) = waiting_among_others();
    let screen = Screen::new(24, 100);
    let command = mine_with(&["--all"], &env, env.root(), &screen);
    let mut lock = Some(lock);
    let mut asked = false;
    let (shown, status) = screen.run_watched(command, |child, shown| {
        if shown.contains("stopping") {
            lock = None;
        } else if shown.contains("2 of 3 repositories done") && !asked {
            asked = true;
            kill_process(Pid::from_child(child), Signal::INT).unwrap();
        }
    });
    assert_eq!(status.code(), Some(130), "{shown:?}");
    for expected in ["repository-1: 3 commits mined", "repository-2: 3 commits mined"] {
        assert!(shown.contains(expected), "{shown:?}");
    }
    let left = left_behind(&shown);
    assert!(left.contains("\ngit-headway: interrupted; "), "{shown:?}");
    assert!(!left.contains("left out"), "{shown:?}");
}

#[test]
fn control_c_is_no_failure_of_the_only_one_that_is_listed() {
    let (env, directory, lock) = waiting();
    let place = directory.to_string_lossy().into_owned();
    assert_eq!(env.headway(env.root(), &["repos", "add", &place]).code, 0);
    let screen = Screen::new(24, 80);
    let command = mine_with(&["--all"], &env, env.root(), &screen);
    let mut lock = Some(lock);
    let mut asked = false;
    let (shown, status) = screen.run_watched(command, |child, shown| {
        if shown.contains("stopping") {
            lock = None;
        } else if shown.contains("finding new commits") && !asked {
            asked = true;
            kill_process(Pid::from_child(child), Signal::INT).unwrap();
        }
    });
    assert_eq!(status.code(), Some(130), "{shown:?}");
    assert!(left_behind(&shown).starts_with("git-headway: interrupted; "), "{shown:?}");
}

#[test]
fn pipes_get_no_line() {
    let (env, directory, lock) = waiting();
    let output = std::thread::scope(|scope| {
        // Longer than it takes until a terminal would have seen a line.
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(600));
            drop(lock);
        });
        env.headway(&directory, &["mine"])
    });
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    assert_eq!(output.stdout.lines().count(), 1, "{}", output.stdout);
}

#[test]
fn a_short_run_leaves_its_answer_alone() {
    let env = TestEnv::new();
    let directory = env.import("tiny-history");
    let screen = Screen::new(24, 80);
    let command = mine(&env, &directory, &screen);
    let (shown, status) = screen.run(command);
    assert_eq!(status.code(), Some(0), "{shown:?}");
    assert!(left_behind(&shown).starts_with("repository-0: "), "{shown:?}");
}

/// A history of one commit with what is not compared, and one that changes some of it.
fn odd_entries(env: &TestEnv) -> PathBuf {
    let mut stream = b"commit refs/heads/main\n".to_vec();
    let commit = |stream: &mut Vec<u8>| {
        stream.extend(b"committer Test Person <test@example.org> 1750000000 +0000\ndata 1\nx\n");
    };
    let file = |stream: &mut Vec<u8>, mode: &str, path: &str, content: &[u8]| {
        stream.extend(format!("M {mode} inline {path}\ndata {}\n", content.len()).as_bytes());
        stream.extend(content);
        stream.push(b'\n');
    };
    commit(&mut stream);
    file(&mut stream, "644", "image.png", b"\0one");
    file(&mut stream, "644", "large.csv", &vec![b'\n'; 33 << 20]);
    file(&mut stream, "120000", "link", b"image.png");
    stream.extend(format!("M 160000 {} module\n", "1".repeat(40)).bytes());
    file(&mut stream, "644", "\"esc\\033[31m\"", b"lost 1\n");
    for number in 2..6 {
        file(&mut stream, "644", &format!("lost-{number}"), format!("lost {number}\n").as_bytes());
    }
    stream.extend(b"commit refs/heads/main\n");
    commit(&mut stream);
    file(&mut stream, "644", "image.png", b"\0two");
    stream.extend(format!("M 160000 {} module\n", "2".repeat(40)).bytes());
    file(&mut stream, "644", "lost-5", b"here\n");
    env.import_without_checkout(&stream)
}

/// Removes a blob from the repository.
fn lose(env: &TestEnv, directory: &std::path::Path, revision: &str) {
    let id = env.git(directory, &["rev-parse", revision]);
    fs::remove_file(object_file(directory, id.trim())).unwrap();
}

#[test]
fn the_end_says_what_was_skipped_and_why() {
    let env = TestEnv::new();
    let directory = odd_entries(&env);
    let whole = env.headway(&directory, &["mine"]);
    assert_eq!((whole.code, whole.stderr.as_str()), (0, ""));
    let (first, skipped) = whole.stdout.split_once('\n').unwrap();
    assert!(first.starts_with("repository-0: 2 commits mined ("), "{first}");
    insta::assert_snapshot!(skipped, @"  file changes not compared line by line: 2 binary, 1 larger than 32 MiB, 2 submodule pointers, 1 symbolic link");
    unpack(&env, &directory);
    for path in ["HEAD:esc\u{1b}[31m", "HEAD:lost-2", "HEAD:lost-3", "HEAD:lost-4", "HEAD~:lost-5"]
    {
        lose(&env, &directory, path);
    }
    let holey = env.headway(&directory, &["mine", "--from-scratch"]);
    assert_eq!(holey.code, 0);
    let (_, skipped) = holey.stdout.split_once('\n').unwrap();
    insta::assert_snapshot!(format!("{skipped}{}", holey.stderr), @r"
      file changes not compared line by line: 2 binary, 1 larger than 32 MiB, 2 submodule pointers, 1 symbolic link
      git does not have 5 versions here: 2d7840a74 of lost-5, 314490c1d of esc\u{1b}[31m, 94badb044 of lost-2 and 2 more; what changed there is not known by line
    hint: once git has it (`git fetch --refetch` in a partial clone), the next run takes it in
    ");
}

#[test]
fn where_nothing_was_skipped_or_mined_nothing_is_said_of_it() {
    let env = TestEnv::new();
    let directory = env.import("tiny-history");
    assert_eq!(env.headway(&directory, &["mine"]).stdout.lines().count(), 1);
    let odd = odd_entries(&env);
    assert_eq!(env.headway(&odd, &["mine"]).stdout.lines().count(), 2);
    let again = env.headway(&odd, &["mine"]);
    assert!(again.stdout.contains("nothing new") && again.stdout.lines().count() == 1);
}
