//! Where the time of a first mining goes.
//!
//! In: a repository, mined from nothing by this program in a process of its own, the structure of all
//! changes included. Out: CPU and wall time of each stage and the most anonymous memory seen
//! meanwhile, told apart by the calls that the pipeline makes to its listener. Stages may
//! come in any order and as often as they like; where one runs beside another, the time is put down
//! to the one that was announced last, so that the sum holds.
//! Deliberately absent: any clock inside the product.

use std::ffi::OsString;
use std::iter::Sum;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::{Progress, Stage};
use git_headway::pipeline;
use git_headway::store::Among;

use super::child::{own_cpu, own_process, watch_memory};

/// The stages in the order in which they first come.
pub(crate) const STAGES: [Stage; 5] =
    [Stage::Walking, Stage::Comparing, Stage::Storing, Stage::Tracing, Stage::Parsing];

/// The first argument of a process that mines the repository behind it and tells the stages.
pub(crate) const TELL_STAGES: &str = "--tell-stages";

/// What one stage took of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Share {
    /// CPU time of all threads.
    pub cpu: Duration,
    /// Time by the clock.
    pub wall: Duration,
    /// The most memory that is no file's, in KiB; 0 where nobody tells.
    pub anonymous: u64,
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), |sum, share| Self {
            cpu: sum.cpu + share.cpu,
            wall: sum.wall + share.wall,
            anonymous: sum.anonymous.max(share.anonymous),
        })
    }
}

/// Mines a repository from nothing and returns what each of [`STAGES`] took. In a new process, since
/// the memory that an earlier run left would be had more cheaply.
pub(crate) fn measure(directory: &Path) -> anyhow::Result<[Share; STAGES.len()]> {
    let mut process = own_process()?;
    process.arg(TELL_STAGES).arg(directory).stderr(Stdio::inherit());
    let output = process.output().context("could not start a process")?;
    anyhow::ensure!(output.status.success(), "could not mine {}", directory.display());
    let text = String::from_utf8_lossy(&output.stdout);
    let mut shares = [Share::default(); STAGES.len()];
    for (share, line) in shares.iter_mut().zip(text.lines()) {
        let numbers: Vec<u64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [cpu, wall, anonymous] = numbers[..] else {
            anyhow::bail!("could not read what the stages took from `{line}`");
        };
        let (cpu, wall) = (Duration::from_micros(cpu), Duration::from_micros(wall));
        *share = Share { cpu, wall, anonymous };
    }
    Ok(shares)
}

/// The other side of [`measure`]: prints microseconds of CPU and by the clock, and KiB, a stage a line.
pub(crate) fn tell(mut arguments: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    let directory = arguments.next().map(PathBuf::from).context("no repository to mine")?;
    let folder = tempfile::tempdir()?;
    let repository = Repository::open(Some(&directory))?;
    let mut store = pipeline::open_store(folder.path(), &repository)?;
    let watch = Stopwatch::default();
    let (stop, stopped) = channel();
    thread::scope(|scope| {
        let watch = &watch;
        scope.spawn(move || watch_memory(std::process::id(), &stopped, |now| watch.see(now)));
        let mined = pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), watch);
        let among = Among::BehindHead;
        let mined =
            mined.and_then(|_| pipeline::deepen(&repository, &mut store, among, &Writing(watch)));
        drop(stop);
        mined
    })?;
    let readings = watch.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    for Share { cpu, wall, anonymous } in readings.shares {
        println!("{} {} {anonymous}", cpu.as_micros(), wall.as_micros());
    }
    Ok(())
}

/// What people call a stage.
pub(crate) const fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Walking => "walking",
        Stage::Comparing => "comparing",
        Stage::Storing => "storing",
        Stage::Parsing => "structure of all changes",
        Stage::Tracing => "tracing",
    }
}

/// A stopwatch that counts storing what was parsed as part of parsing.
struct Writing<'a>(&'a Stopwatch);

impl Progress for Writing<'_> {
    fn begin(&self, stage: Stage, total: usize) {
        self.0.begin(stage, total);
    }

    fn advance(&self, _: usize) {}

    fn end(&self) {
        self.0.end();
    }

    fn interrupted(&self) -> bool {
        false
    }
}

#[derive(Default)]
struct Stopwatch(Mutex<Readings>);

#[derive(Default)]
struct Readings {
    shares: [Share; STAGES.len()],
    /// The stage that runs, and the two clocks when it began.
    running: Option<(usize, Duration, Instant)>,
}

impl Stopwatch {
    /// So many KiB are held now.
    fn see(&self, now: u64) {
        let mut readings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, ..)) = readings.running {
            let share = &mut readings.shares[at];
            share.anonymous = share.anonymous.max(now);
        }
    }

    fn turn(&self, next: Option<Stage>) {
        let mut readings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that cannot be read stands still; the system refuses that for no valid question.
        let (cpu, now) = (own_cpu().unwrap_or_default(), Instant::now());
        if let Some((at, cpu_before, before)) = readings.running {
            let share = &mut readings.shares[at];
            share.cpu += cpu.saturating_sub(cpu_before);
            share.wall += now.duration_since(before);
        }
        let next = next.and_then(|next| STAGES.iter().position(|stage| *stage == next));
        readings.running = next.map(|at| (at, cpu, now));
    }
}

impl Progress for Stopwatch {
    fn begin(&self, stage: Stage, _: usize) {
        self.turn(Some(stage));
    }

    fn resume(&self, stage: Stage) {
        self.turn(Some(stage));
    }

    fn advance(&self, _: usize) {}

    fn end(&self) {
        self.turn(None);
    }

    fn interrupted(&self) -> bool {
        false
    }
}
