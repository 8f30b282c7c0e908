//! Where the time of a first mining goes.
//!
//! In: a repository, mined in this process. Out: CPU and wall time of each stage, told apart by the
//! calls that the pipeline makes to its listener. Deliberately absent: any clock inside the product.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::{Progress, Stage};
use git_headway::pipeline;

use super::child::own_cpu;

/// The stages in the order in which they first come.
const STAGES: [Stage; 4] = [Stage::Walking, Stage::Comparing, Stage::Storing, Stage::Tracing];

/// CPU and wall time of one stage.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Phase {
    pub cpu: Duration,
    pub wall: Duration,
}

#[derive(Default)]
struct Stopwatch(Mutex<Readings>);

#[derive(Default)]
struct Readings {
    phases: [Phase; STAGES.len()],
    /// The stage that runs, and the two clocks when it began.
    running: Option<(usize, Duration, Instant)>,
}

impl Stopwatch {
    fn turn(&self, next: Option<Stage>) {
        let mut readings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that cannot be read stands still; the system refuses that for no valid question.
        let (cpu, now) = (own_cpu().unwrap_or_default(), Instant::now());
        if let Some((at, cpu_before, before)) = readings.running {
            let phase = &mut readings.phases[at];
            phase.cpu += cpu.saturating_sub(cpu_before);
            phase.wall += now.duration_since(before);
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

/// Mines a repository from nothing and returns what each stage took.
pub(crate) fn phases(directory: &Path) -> anyhow::Result<Vec<(&'static str, Phase)>> {
    let folder = tempfile::tempdir()?;
    let repository = Repository::open(Some(directory))?;
    let mut store = pipeline::open_store(folder.path(), &repository)?;
    let watch = Stopwatch::default();
    pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), &watch)?;
    let readings = watch.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(STAGES.map(name).into_iter().zip(readings.phases).collect())
}

const fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Walking => "walking",
        Stage::Comparing => "comparing",
        Stage::Storing => "storing",
        Stage::Tracing => "tracing",
    }
}
