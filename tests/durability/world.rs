//! A history that takes a while to mine, and runs on it that a test can stop.
//!
//! In: a made history, or a clone that the environment names. Out: runs, what they leave behind, and
//! moments at which to stop them. Nothing is left to chance but the speed of the machine.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use git_headway::git::Repository;
use git_headway::model::History;
use git_headway::pipeline;
use git_headway::store::Selection;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use super::common::TestEnv;
use super::dump::dump;

/// Commits that make a whole block and a part of another, so that there is something between
/// everything and nothing.
pub(crate) const COMMITS: usize = 5_000;

/// One line of one of ten files changes with each commit.
pub(crate) fn long_stream(commits: usize) -> String {
    stream_of(commits, |_, at| format!("value {at}"))
}

/// One line of one of ten files changes with each commit: `line` tells it by its place and the commit.
pub(crate) fn stream_of(commits: usize, line: impl Fn(usize, usize) -> String) -> String {
    let mut stream = String::new();
    let mut files = vec![vec![0_usize; 20]; 10];
    for at in 0..commits {
        let file = at * 7 % files.len();
        files[file][at * 3 % 20] = at;
        let mut text = String::new();
        let lines = files[file].iter().enumerate();
        lines.for_each(|(place, at)| _ = writeln!(text, "{}", line(place, *at)));
        let time = 1_600_000_000 + at * 600;
        let _ =
            write!(stream, "commit refs/heads/main\ncommitter A <a@example.org> {time} +0000\n");
        let _ = write!(stream, "data 4\nfix\nM 644 inline file{file}.rs\n");
        let _ = writeln!(stream, "data {}\n{text}", text.len());
    }
    stream
}

/// A repository and what a run that nobody disturbs makes of it.
pub(crate) struct World {
    pub(crate) env: TestEnv,
    pub(crate) directory: PathBuf,
    /// The text of the undisturbed store.
    pub(crate) undisturbed: String,
    /// How long the last run took that was not disturbed and mined everything.
    pub(crate) whole: Cell<Duration>,
}

impl World {
    /// One with a history of so many commits.
    pub(crate) fn new(commits: usize) -> Self {
        let env = TestEnv::new();
        let directory = env.import_without_checkout(long_stream(commits).as_bytes());
        Self::of(env, directory)
    }

    /// One around the clone that `HEADWAY_TEST_CLONE` names, which is only read.
    pub(crate) fn around_a_clone() -> Self {
        let clone = std::env::vars_os().find(|(name, _)| name == "HEADWAY_TEST_CLONE");
        let (_, clone) = clone.expect("HEADWAY_TEST_CLONE names a clone to read");
        Self::of(TestEnv::new(), PathBuf::from(clone))
    }

    /// One around a repository that is there.
    pub(crate) fn of(env: TestEnv, directory: PathBuf) -> Self {
        let (undisturbed, whole) = (String::new(), Cell::default());
        let world = Self { env, directory, undisturbed, whole };
        let data = world.data("undisturbed");
        world.mine(&data);
        Self { undisturbed: dump(&data), ..world }
    }

    /// A place for a data folder.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        self.env.root().join("data").join(name)
    }

    /// Runs git in the repository and answers with the line that it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.env.git(&self.directory, arguments).trim_end().to_owned()
    }

    /// git-headway, with its data in a folder of one's choice.
    pub(crate) fn headway(&self, data: &Path, arguments: &[&str]) -> Command {
        let mut command = self.env.command(env!("CARGO_BIN_EXE_git-headway"), &self.directory);
        command.env("HEADWAY_DATA_DIR", data).args(arguments).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// A run that must end well and say nothing but its answer; answers with that.
    pub(crate) fn mine(&self, data: &Path) -> String {
        let before = Instant::now();
        let output = self.headway(data, &["mine"]).output().unwrap();
        let took = before.elapsed();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""));
        let answer = String::from_utf8(output.stdout).unwrap();
        if Mined::of(&answer) == Mined::Everything {
            self.whole.set(took);
        }
        answer
    }

    /// What is read from a data folder.
    pub(crate) fn history(&self, data: &Path) -> History {
        let repository = Repository::open(Some(&self.directory)).unwrap();
        let store = pipeline::open_store(data, &repository).unwrap();
        pipeline::read(&repository, &store, Selection::All).unwrap()
    }

    /// Moments of a run, spread evenly over it, without end. They follow the machine when it becomes
    /// busier, or less busy.
    pub(crate) fn moments(&self) -> impl Iterator<Item = Duration> {
        fractions().map(|fraction| self.whole.get().mul_f64(fraction))
    }
}

/// Numbers between 0 and 1, without end: wherever one stops, those until there are spread evenly.
pub(crate) fn fractions() -> impl Iterator<Item = f64> {
    // The golden ratio is the number that fractions of whole numbers come near to the slowest.
    (1_u32..).map(|nth| (f64::from(nth) * 0.618_033_988_749_895).fract())
}

/// What a run told of the commits that were new to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mined {
    Nothing,
    Some,
    Everything,
}

impl Mined {
    pub(crate) fn of(answer: &str) -> Self {
        if answer.contains("commits mined") {
            Self::Everything
        } else if answer.contains("of them new") {
            Self::Some
        } else {
            assert!(answer.contains("nothing new"), "{answer}");
            Self::Nothing
        }
    }
}

/// Starts a run, waits, and sends it a signal. Returns whether it ended for that: by the signal itself,
/// or with the exit code that tells of it.
pub(crate) fn ended_by(signal: Signal, mut command: Command, delay: Duration) -> bool {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(delay);
    kill_process(Pid::from_child(&child), signal).unwrap();
    let status = child.wait().unwrap();
    let ended = status.signal() == Some(signal.as_raw()) || status.code() == Some(130);
    assert!(ended || status.success(), "{status}");
    ended
}

/// Stops every thread of a run where it is. Returns whether it was still there to be stopped.
pub(crate) fn pause(child: &Child) -> bool {
    let pid = Pid::from_child(child);
    kill_process(pid, Signal::STOP).unwrap();
    // What is seen here is left for `Child::wait` to see again.
    let options = WaitIdOptions::STOPPED | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    waitid(WaitId::Pid(pid), options).unwrap().unwrap().stopped()
}

/// Lets a run go on.
pub(crate) fn resume(child: &Child) {
    kill_process(Pid::from_child(child), Signal::CONT).unwrap();
}

/// Copies the files of a data folder to another place, which is emptied before.
pub(crate) fn copy_data(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to.join("facts")).unwrap();
    // A run may have been stopped before it made the folder.
    for entry in fs::read_dir(from.join("facts")).into_iter().flatten() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join("facts").join(entry.file_name())).unwrap();
    }
}
