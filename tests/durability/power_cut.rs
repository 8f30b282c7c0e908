//! The power fails in the middle of a run.
//!
//! In: the files of a store as they are at some moment. Out: the same files as a disk may hold them
//! afterwards: whatever was not made durable before is lost, in part, or something else. The file that
//! SQLite shares between processes is memory only and never outlives a crash.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use git_headway::git::Repository;
use git_headway::pipeline::open_store;
use rusqlite::{Connection, OpenFlags};

use super::dump::{assert_same, dump, store_file};
use super::world::{COMMITS, World, fractions, pause};

const PAGE: usize = 4_096;
/// What stands before each page in a log, and at the head of the log itself.
const FRAME_HEAD: usize = 24;
const LOG_HEAD: usize = 32;
/// Where the shared file tells how many frames of the log a checkpoint took up, or is taking up: the
/// log was made durable up to there first (`nBackfillAttempted` in SQLite's `wal.c`).
const FRAMES_DURABLE: usize = 128;

/// The files of a store at a moment.
#[derive(Default)]
struct Moment {
    /// By their names, without the log.
    files: BTreeMap<OsString, Vec<u8>>,
    log_name: OsString,
    log: Vec<u8>,
    /// Bytes of the log that no power cut takes away.
    durable: usize,
}

impl Moment {
    /// What is in a data folder while nobody writes.
    fn of(data: &Path) -> Self {
        let mut moment = Self::default();
        for entry in fs::read_dir(data.join("facts")).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_owned();
            let bytes = fs::read(&path).unwrap();
            match name.to_string_lossy().rsplit('-').next() {
                Some("shm") => moment.durable = durable(&bytes),
                Some("wal") => (moment.log_name, moment.log) = (name, bytes),
                _ => _ = moment.files.insert(name, bytes),
            }
        }
        moment.durable = moment.durable.min(moment.log.len());
        moment
    }

    /// Lays the files down with this for a log.
    fn write(&self, data: &Path, log: &[u8]) {
        let _ = fs::remove_dir_all(data);
        fs::create_dir_all(data.join("facts")).unwrap();
        for (name, bytes) in &self.files {
            fs::write(data.join("facts").join(name), bytes).unwrap();
        }
        if !log.is_empty() {
            fs::write(data.join("facts").join(&self.log_name), log).unwrap();
        }
    }
}

fn durable(shared: &[u8]) -> usize {
    let frames = shared.get(FRAMES_DURABLE..FRAMES_DURABLE + 4);
    let frames = frames.map_or(0, |four| u32::from_ne_bytes(four.try_into().unwrap()));
    if frames == 0 { 0 } else { LOG_HEAD + frames as usize * (FRAME_HEAD + PAGE) }
}

/// What becomes of the end of a log that was not made durable.
#[derive(Clone, Copy, Debug)]
enum Loss {
    Nothing,
    Missing,
    Zeros,
    Garbage,
}

impl Loss {
    /// The log after it, from a place on: the fraction of what is not durable.
    fn of(self, moment: &Moment, fraction: f64) -> Vec<u8> {
        let mut log = moment.log.clone();
        let end = &mut log[moment.durable..];
        let at = part(end.len(), fraction);
        match self {
            Self::Nothing => {}
            Self::Missing => log.truncate(moment.durable + at),
            Self::Zeros => end[at..].fill(0),
            Self::Garbage => {
                let mut state = at as u64;
                for byte in &mut end[at..] {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    *byte = (state >> 56) as u8;
                }
            }
        }
        log
    }
}

/// A part of a number of things.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a count is a smaller count"
)]
fn part(of: usize, fraction: f64) -> usize {
    (of as f64 * fraction).round() as usize
}

/// The files of a run from nothing that is stopped after a while; `None` when it had ended.
fn stopped_after(world: &World, delay: Duration) -> Option<Moment> {
    let data = world.data("stopped");
    let _ = fs::remove_dir_all(&data);
    let mut command = world.headway(&data, &["mine"]);
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(delay);
    let moment = pause(&run).then(|| Moment::of(&data));
    run.kill().unwrap();
    run.wait().unwrap();
    moment
}

/// A log of more bytes holds facts, and not only empty tables.
const WITH_FACTS: usize = 128 * 1_024;

/// Cuts the power at so many moments of runs, some of them with facts in the log; at each, `losses` are
/// taken in turn, so many a moment. A normal run on what is left has to come to the undisturbed store.
fn cut_and_compare(world: &World, wanted: u32, losses_a_moment: usize) {
    let data = world.data("after");
    let losses = [Loss::Missing, Loss::Zeros, Loss::Garbage, Loss::Nothing];
    let mut turns = losses.iter().cycle().zip(fractions());
    let (mut cuts, mut with_facts) = (0, 0);
    for delay in world.moments().take(wanted as usize * 5) {
        // Before there is a log there is nothing to lose.
        let stopped = stopped_after(world, delay);
        let Some(moment) = stopped.filter(|moment| !moment.log.is_empty()) else { continue };
        for (loss, fraction) in turns.by_ref().take(losses_a_moment) {
            moment.write(&data, &loss.of(&moment, fraction));
            world.mine(&data);
            let sizes = (moment.durable, moment.log.len());
            let when = format!("after {delay:?}, log {sizes:?}, from {fraction:.3} {loss:?}");
            assert_same(&dump(&data), &world.undisturbed, &when);
        }
        cuts += 1;
        with_facts += u32::from(moment.log.len() - moment.durable > WITH_FACTS);
        if cuts >= wanted && with_facts * 5 >= wanted {
            return;
        }
    }
    panic!("{cuts} runs were stopped while there was a log, {with_facts} of them with facts in it");
}

#[test]
fn a_power_cut_loses_the_end_of_a_run_and_no_more() {
    cut_and_compare(&World::new(COMMITS), 7, 2);
}

#[test]
#[ignore = "takes minutes, and a clone that HEADWAY_TEST_CLONE names"]
fn fifty_power_cuts_on_a_clone() {
    cut_and_compare(&World::around_a_clone(), 50, 4);
}

/// The file as a run found it, and the log of all that the run wrote.
fn file_and_log(world: &World, data: &Path, arguments: &[&str]) -> Moment {
    let file = store_file(data);
    let open = || Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    // While somebody reads the file as it was, nothing of the log is brought into it.
    let (reader, watcher) = (open(), open());
    reader.execute_batch("BEGIN; SELECT count(*) FROM commits").unwrap();
    let mut run = world.headway(data, arguments).spawn().unwrap();
    let mut wait_for = |wanted: &str| {
        let head = "SELECT coalesce((SELECT lower(hex(value)) FROM meta WHERE key = 'head'), '')";
        while watcher.query_row(head, [], |row| row.get::<_, String>(0)).unwrap() != wanted {
            assert!(run.try_wait().unwrap().is_none(), "it ended without having mined");
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    if arguments.contains(&"--from-scratch") {
        wait_for("");
    }
    wait_for(&world.git(&["rev-parse", "HEAD"]));
    // What is left for it to do is to wait for the reader, to bring the log into the file.
    run.kill().unwrap();
    run.wait().unwrap();
    let moment = Moment::of(data);
    assert_eq!(moment.durable, 0);
    moment
}

/// The places in a log at which a transaction ends.
fn commits(log: &[u8]) -> Vec<usize> {
    let frames = log[LOG_HEAD..].chunks_exact(FRAME_HEAD + PAGE);
    let ends = (1..).zip(frames).filter(|(_, frame)| frame[4..8] != [0; 4]);
    ends.map(|(frames, _)| LOG_HEAD + frames * (FRAME_HEAD + PAGE)).collect()
}

/// A power cut after each transaction, and in the middle of what a transaction writes last.
#[test]
fn a_log_may_end_anywhere() {
    let world = World::new(COMMITS);
    let (data, after) = (world.data("logged"), world.data("after"));
    let repository = Repository::open(Some(&world.directory)).unwrap();
    drop(open_store(&data, &repository).unwrap());
    let moment = file_and_log(&world, &data, &["mine"]);
    let ends = commits(&moment.log);
    assert!(ends.len() > 4 && ends.last() == Some(&moment.log.len()), "{ends:?}");
    for end in ends {
        for cut in [end - FRAME_HEAD - PAGE / 2, end] {
            moment.write(&after, &moment.log[..cut]);
            world.mine(&after);
            let when = format!("a log of {cut} bytes");
            assert_same(&dump(&after), &world.undisturbed, &when);
        }
    }
}
