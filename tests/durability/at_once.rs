//! Several at the same time: runs, reading commands, hooks.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::time::Duration;

use git_headway::git::Repository;
use git_headway::model::Person;
use git_headway::pipeline;
use git_headway::store::{Depth, LoadOptions, Selection};
use rusqlite::Connection;

use super::common::TestEnv;
use super::dump::{assert_same, dump, store_file};
use super::screen::Screen;
use super::world::{Mined, World, fractions, long_stream, pause, resume};

/// Ends well, or says what the program said.
fn succeeded(run: Child, when: &str) -> Output {
    let output = run.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{when}: {said}");
    output
}

/// What four runs at once leave in a data folder.
fn four_at_once(world: &World, data: &Path, arguments: &[&str], when: &str) {
    let runs = [(); 4].map(|()| world.headway(data, arguments).spawn().unwrap());
    for run in runs {
        let answer = succeeded(run, when).stdout;
        assert!(String::from_utf8_lossy(&answer).contains(" commits "), "{when}");
    }
    assert_same(&dump(data), &world.undisturbed, when);
}

#[test]
fn runs_at_once_all_succeed() {
    let world = World::new(300);
    let data = world.data("shared");
    for arguments in [["mine"].as_slice(), &["mine", "--from-scratch"]] {
        for round in 0..4 {
            let _ = fs::remove_dir_all(&data);
            four_at_once(&world, &data, arguments, &format!("round {round} of {arguments:?}"));
            four_at_once(
                &world,
                &data,
                arguments,
                &format!("round {round} of {arguments:?} again"),
            );
        }
    }
}

/// A store that has to be begun anew, because it is damaged or another version left it.
#[test]
fn runs_at_once_begin_a_store_anew_once() {
    let world = World::new(300);
    let data = world.data("shared");
    for round in 0..24 {
        let _ = fs::remove_dir_all(&data);
        world.mine(&data);
        let file = store_file(&data);
        match round % 3 {
            0 => Connection::open(&file).unwrap().pragma_update(None, "user_version", 1).unwrap(),
            1 => fs::write(&file, vec![b'x'; 8_192]).unwrap(),
            _ => {
                let mut bytes = fs::read(&file).unwrap();
                bytes[8_192..].fill(0xa5);
                fs::write(&file, bytes).unwrap();
            }
        }
        four_at_once(&world, &data, &["mine"], &format!("round {round}"));
    }
}

#[test]
fn a_reading_command_waits_for_a_run_and_tells_all() {
    let world = World::new(1_500);
    let read = |data: &Path| world.headway(data, &["hotspots", "--format", "json"]);
    let usual = read(&world.data("undisturbed")).output().unwrap().stdout;
    let data = world.data("shared");
    let mut beside = 0;
    for moment in world.moments().take(6) {
        let _ = fs::remove_dir_all(&data);
        let mut run = world.headway(&data, &["mine"]).spawn().unwrap();
        std::thread::sleep(moment);
        beside += u32::from(run.try_wait().unwrap().is_none());
        let answer = succeeded(read(&data).spawn().unwrap(), "reading");
        succeeded(run, "mining");
        assert_eq!(answer.stdout, usual, "after {moment:?}");
        assert_same(&dump(&data), &world.undisturbed, "mined and read");
    }
    assert!(beside >= 2, "{beside} of 6 read while a run was mining");
}

/// A run that forgets everything waits behind a reader, and begins as soon as that lets go.
#[test]
fn a_run_that_forgets_everything_does_not_disturb_a_reader() {
    let world = World::new(1_000);
    let data = world.data("shared");
    let read = || world.headway(&data, &["hotspots", "--format", "json"]);
    let forget = || world.headway(&data, &["mine", "--from-scratch"]).spawn().unwrap();
    let usual = read().output().unwrap().stdout;
    for fraction in fractions().take(12) {
        let first = forget();
        std::thread::sleep(world.whole.get().mul_f64(fraction / 4.0));
        let reader = read().spawn().unwrap();
        std::thread::sleep(world.whole.get().mul_f64(fraction / 4.0));
        let second = forget();
        let answer = succeeded(reader, "reading");
        assert!(answer.stdout == usual, "{}", String::from_utf8_lossy(&answer.stdout));
        succeeded(first, "mining");
        succeeded(second, "mining again");
    }
}

/// As above, in the middle of the reading itself: people are asked for after some rows were read.
#[test]
fn what_is_read_is_one_state_of_the_store() {
    let world = World::new(300);
    let repository = Repository::open(Some(&world.directory)).unwrap();
    let open = || pipeline::open_store(&world.data("undisturbed"), &repository).unwrap();
    let (store, other) = (open(), RefCell::new(Some(open())));
    let person = |name: &[u8], email: &[u8]| Person {
        name: String::from_utf8_lossy(name).into_owned(),
        email: String::from_utf8_lossy(email).into_owned(),
    };
    let read = |mailmap: &dyn Fn(&[u8], &[u8]) -> Person| {
        let ignored = &HashSet::new();
        let (repository, selection) = (repository.name(), Selection::All);
        store.load(&LoadOptions { repository, mailmap, ignored, selection, depth: Depth::Known })
    };
    let usual = read(&person).unwrap();
    let read = read(&|name, email| {
        if let Some(mut other) = other.take() {
            other.clear().unwrap();
        }
        person(name, email)
    });
    assert!(read.unwrap() == usual, "forgotten while it was read");
}

/// A repository in which git calls git-headway after each commit, as on a person's terminal.
struct Hooked {
    world: World,
    data: PathBuf,
    commits: u32,
}

impl Hooked {
    fn new(commits: usize) -> Self {
        let env = TestEnv::new();
        let directory = env.import_stream(long_stream(commits).as_bytes());
        let world = World::of(env, directory);
        let data = world.data("hooked");
        let init = world.headway(&data, &["init"]).spawn().unwrap();
        succeeded(init, "init");
        Self { world, data, commits: 0 }
    }

    fn git(&self, arguments: &[&str]) -> Command {
        let mut git = self.world.env.command("git", &self.world.directory);
        git.env("HEADWAY_DATA_DIR", &self.data).args(arguments);
        git
    }

    /// Commits on a terminal; the hook may take so long.
    fn commit(&mut self, arguments: &[&str], limit: Duration) {
        self.commits += 1;
        let text = format!("value {}\n", self.commits);
        fs::write(self.world.directory.join("file0.rs"), text).unwrap();
        let screen = Screen::new(24, 100);
        let mut git = self.git(&["commit", "-qa"]);
        git.args(arguments).env("TERM", "xterm");
        git.env("HEADWAY_HOOK_MS", limit.as_millis().to_string());
        git.stdin(screen.open()).stdout(screen.open()).stderr(screen.open());
        let (shown, status) = screen.run(git);
        assert!(status.success(), "{shown}");
        let complaint = shown.lines().find(|line| !line.starts_with("headway: "));
        assert_eq!(complaint, None, "{shown}");
    }

    /// The next run finds what is left, and then the history is as if nothing had been. Rows are
    /// not compared: they have other numbers once a commit was amended.
    fn catch_up(&self, when: &str) -> Mined {
        let mined = Mined::of(&self.world.mine(&self.data));
        let anew = self.world.data("anew");
        let _ = fs::remove_dir_all(&anew);
        self.world.mine(&anew);
        assert!(self.world.history(&self.data) == self.world.history(&anew), "{when}");
        mined
    }
}

const PATIENT: Duration = Duration::from_secs(3_600);

#[test]
fn a_hook_does_not_wait_for_a_run_that_stands_still() {
    let mut hooked = Hooked::new(1_500);
    let mut stood_still = 0;
    for fraction in fractions().take(6) {
        let moment = hooked.world.whole.get().mul_f64(fraction);
        let run = hooked.world.headway(&hooked.data, &["mine", "--from-scratch"]).spawn().unwrap();
        std::thread::sleep(moment);
        stood_still += u32::from(pause(&run));
        // A hook that waited for the run would wait for ever.
        hooked.commit(&["-m", "fix: another value"], PATIENT);
        resume(&run);
        succeeded(run, "mining");
        hooked.catch_up(&format!("a commit while a run stood still after {moment:?}"));
    }
    assert!(stood_still >= 2, "{stood_still} of 6 runs were stopped before they had ended");
}

#[test]
fn hooks_and_runs_at_once() {
    let mut hooked = Hooked::new(300);
    for round in 0..8 {
        let runs = [(); 2].map(|()| hooked.world.headway(&hooked.data, &["mine"]).spawn().unwrap());
        hooked.commit(&["-m", "fix: another value"], PATIENT);
        let more = hooked.world.headway(&hooked.data, &["mine"]).spawn().unwrap();
        hooked.commit(&["--amend", "-m", "fix: a better value"], PATIENT);
        for run in runs.into_iter().chain([more]) {
            succeeded(run, "mining");
        }
        hooked.catch_up(&format!("round {round}"));
    }
}

/// A hook that is too slow is left behind, and ends with its process: like one that was killed.
#[test]
fn a_hook_that_runs_out_of_time_leaves_nothing_half_known() {
    let mut hooked = Hooked::new(300);
    let mut late = 0;
    for limit in 0..24 {
        hooked.commit(&["-m", "fix: another value"], Duration::from_millis(limit));
        late += u32::from(hooked.catch_up(&format!("a hook of {limit} ms")) != Mined::Nothing);
    }
    assert!(late > 0, "no hook ran out of time");
    hooked.commit(&["-m", "fix: another value"], PATIENT);
    assert_eq!(hooked.catch_up("a hook with time"), Mined::Nothing);
}
