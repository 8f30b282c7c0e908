//! Where the time of a first mining goes.
//!
//! In: a repository, mined from nothing by this program in a process of its own. Out: CPU and wall
//! time of each stage, told apart by the calls that the pipeline makes to its listener. Stages may
//! come in any order and as often as they like; where one runs beside another, the time is put down
//! to the one that was announced last, so that the sum holds.
//! Deliberately absent: any clock inside the product.

use std::ffi::OsString;
use std::iter::Sum;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::{Progress, Stage};
use git_headway::pipeline;

use super::child::{own_cpu, own_process};

/// The stages in the order in which they first come.
pub(crate) const STAGES: [Stage; 4] =
    [Stage::Walking, Stage::Comparing, Stage::Storing, Stage::Tracing];

/// The first argument of a process that mines the repository behind it and tells the stages.
pub(crate) const TELL_STAGES: &str = "--tell-stages";

/// What one stage took of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Share {
    /// CPU time of all threads.
    pub cpu: Duration,
    /// Time by the clock.
    pub wall: Duration,
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), |sum, share| Self {
            cpu: sum.cpu + share.cpu,
            wall: sum.wall + share.wall,
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
    let mut numbers = text.split_whitespace().map(str::parse);
    let mut next = || numbers.next().and_then(Result::ok).map(Duration::from_micros);
    let mut shares = [Share::default(); STAGES.len()];
    for share in &mut shares {
        let (cpu, wall) = next().zip(next()).context("could not read what the stages took")?;
        *share = Share { cpu, wall };
    }
    Ok(shares)
}

/// The other side of [`measure`]: prints microseconds of CPU and by the clock, a stage a line.
pub(crate) fn tell(mut arguments: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    let directory = arguments.next().map(PathBuf::from).context("no repository to mine")?;
    let folder = tempfile::tempdir()?;
    let repository = Repository::open(Some(&directory))?;
    let mut store = pipeline::open_store(folder.path(), &repository)?;
    let watch = Stopwatch::default();
    pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), &watch)?;
    let readings = watch.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    for share in readings.shares {
        println!("{} {}", share.cpu.as_micros(), share.wall.as_micros());
    }
    Ok(())
}

/// What people call a stage.
pub(crate) const fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Walking => "walking",
        Stage::Comparing => "comparing",
        Stage::Storing => "storing",
        Stage::Tracing => "tracing",
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
