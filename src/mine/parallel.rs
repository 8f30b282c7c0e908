//! Tasks on all cores.
//!
//! In: how many there are, and what to do for each. Out: the results in order, or the first error.
//! Deliberately absent: what the tasks are.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Interrupted, Progress};

/// Steps of a progress that a parallel run stands for, spread evenly over its tasks.
pub(super) struct Steps<'a> {
    pub progress: &'a dyn Progress,
    /// How many steps.
    pub count: usize,
    /// Tasks that a thread takes at once.
    pub portion: usize,
}

impl Steps<'_> {
    fn advance(&self, start: usize, end: usize, count: usize) {
        self.progress.advance(self.count * end / count - self.count * start / count);
    }
}

/// Runs `task` for each of `count` numbers on all cores and returns the results in order. Each thread
/// gets a `seed` and makes its worker of it.
pub(super) fn in_parallel<Seed: Send, Worker, Output: Send>(
    count: usize,
    seed: impl Fn() -> Seed,
    worker: impl Fn(Seed) -> Worker + Sync,
    task: impl Fn(&mut Worker, usize) -> anyhow::Result<Output> + Sync,
    steps: &Steps<'_>,
) -> anyhow::Result<Vec<Output>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(count.div_ceil(steps.portion)).max(1);
    let next = AtomicUsize::new(0);
    let outputs: Mutex<Vec<(usize, Vec<Output>)>> = Mutex::new(Vec::new());
    let run = |seed: Seed| -> anyhow::Result<()> {
        let mut worker = worker(seed);
        loop {
            let start = next.fetch_add(steps.portion, Ordering::Relaxed);
            if start >= count {
                return Ok(());
            }
            anyhow::ensure!(!steps.progress.interrupted(), Interrupted);
            let end = (start + steps.portion).min(count);
            let portion =
                (start..end).map(|at| task(&mut worker, at)).collect::<anyhow::Result<_>>()?;
            outputs.lock().expect("because no thread panics with the lock").push((start, portion));
            steps.advance(start, end, count);
        }
    };
    if threads == 1 {
        run(seed())?;
    } else {
        std::thread::scope(|scope| {
            let handles: Vec<_> = (0..threads)
                .map(|_| {
                    let seed = seed();
                    scope.spawn(|| run(seed))
                })
                .collect();
            handles.into_iter().try_for_each(|handle| {
                handle.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a mining thread failed")))
            })
        })?;
    }
    let mut outputs = outputs.into_inner().expect("because the threads have ended");
    outputs.sort_by_key(|(start, _)| *start);
    Ok(outputs.into_iter().flat_map(|(_, portion)| portion).collect())
}
