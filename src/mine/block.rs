//! A block of commits mined on all cores.
//!
//! In: walked commits, parents before children. Out: their facts, in the same order. First every
//! commit is prepared; then the files, grouped by path so that consecutive versions share what git
//! has to unpack, are compared; then each commit is put together. Memory is bounded by the block.
//! Deliberately absent: the store.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Progress;
use super::compare::{Compared, Comparer};
use super::facts::CommitFacts;
use super::moved::{Block, count_moved};
use super::prepare::{Prepared, prepare};
use super::prints::LinePrint;
use super::rename::RenameRule;
use super::walk::WalkedCommit;
use crate::git::{DiffAlgorithm, Objects};
use crate::model::{Fingerprint, RepoPath};

/// Commits of a block.
pub const BLOCK_COMMITS: usize = 4_096;
/// Commits or files that a thread takes at once.
const PORTION: usize = 64;

/// Mines a block.
///
/// # Errors
/// When a commit is damaged, or when the run was interrupted.
pub fn mine_block(
    objects: &Objects,
    commits: &[WalkedCommit],
    algorithm: DiffAlgorithm,
    progress: &dyn Progress,
) -> anyhow::Result<Vec<CommitFacts>> {
    let rule = match algorithm {
        DiffAlgorithm::Histogram => RenameRule::EachOnce,
        DiffAlgorithm::Git => RenameRule::AsBlame,
    };
    let trees = commits.iter().map(|commit| (commit.id, commit.tree)).collect();
    let prepared: Vec<Prepared> = in_parallel(
        commits.len(),
        || objects.clone(),
        |objects, at| Ok(prepare(objects, commits[at].clone(), &trees, rule)?),
        &Steps { progress, steps: 0 },
    )?;
    let jobs = by_path(&prepared);
    let compared: Vec<Compared> = in_parallel(
        jobs.len(),
        || Comparer::new(objects.clone(), algorithm),
        |comparer, at| {
            let (commit, file) = jobs[at];
            let prepared = &prepared[commit];
            comparer.compare(&prepared.files[file], prepared.commit.parents.len() > 1)
        },
        &Steps { progress, steps: commits.len() },
    )?;
    let mut files: Vec<Vec<(usize, Compared)>> = prepared.iter().map(|_| Vec::new()).collect();
    for ((commit, file), compared) in jobs.into_iter().zip(compared) {
        files[commit].push((file, compared));
    }
    let facts = prepared.into_iter().zip(files).map(|(prepared, mut files)| {
        files.sort_by_key(|(file, _)| *file);
        assemble(prepared, files.into_iter().map(|(_, compared)| compared).collect())
    });
    Ok(facts.collect())
}

/// Every file of every commit as (commit, file), the versions of a path one after the other.
fn by_path(prepared: &[Prepared]) -> Vec<(usize, usize)> {
    let mut number_of: HashMap<&RepoPath, usize> = HashMap::new();
    let mut jobs = Vec::new();
    for (commit, prepared) in prepared.iter().enumerate() {
        for (at, file) in prepared.files.iter().enumerate() {
            let next = number_of.len();
            jobs.push((*number_of.entry(&file.path).or_insert(next), commit, at));
        }
    }
    jobs.sort_unstable();
    jobs.into_iter().map(|(_, commit, file)| (commit, file)).collect()
}

/// Steps of a progress that a parallel run stands for, spread evenly over its tasks.
struct Steps<'a> {
    progress: &'a dyn Progress,
    steps: usize,
}

impl Steps<'_> {
    fn advance(&self, start: usize, end: usize, count: usize) {
        self.progress.advance(self.steps * end / count - self.steps * start / count);
    }
}

/// Runs `task` for each of `count` numbers on all cores and returns the results in order.
fn in_parallel<Worker, Output: Send>(
    count: usize,
    worker: impl Fn() -> Worker,
    task: impl Fn(&mut Worker, usize) -> anyhow::Result<Output> + Sync,
    steps: &Steps<'_>,
) -> anyhow::Result<Vec<Output>>
where
    Worker: Send,
{
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(count.div_ceil(PORTION)).max(1);
    let next = AtomicUsize::new(0);
    let outputs: Mutex<Vec<(usize, Vec<Output>)>> = Mutex::new(Vec::new());
    let run = |mut worker: Worker| -> anyhow::Result<()> {
        loop {
            let start = next.fetch_add(PORTION, Ordering::Relaxed);
            if start >= count {
                return Ok(());
            }
            anyhow::ensure!(!steps.progress.interrupted(), super::Interrupted);
            let end = (start + PORTION).min(count);
            let portion =
                (start..end).map(|at| task(&mut worker, at)).collect::<anyhow::Result<_>>()?;
            outputs.lock().expect("because no thread panics with the lock").push((start, portion));
            steps.advance(start, end, count);
        }
    };
    if threads == 1 {
        run(worker())?;
    } else {
        std::thread::scope(|scope| {
            let handles: Vec<_> = (0..threads)
                .map(|_| {
                    let worker = worker();
                    scope.spawn(|| run(worker))
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

fn assemble(prepared: Prepared, mut files: Vec<Compared>) -> CommitFacts {
    let is_merge = prepared.commit.parents.len() > 1;
    if !is_merge {
        let (deleted, added) = (blocks(&files, Side::Deleted), blocks(&files, Side::Added));
        if !deleted.is_empty() && !added.is_empty() {
            let moved = count_moved(&deleted, &added, files.len());
            for (file, moved) in files.iter_mut().zip(moved) {
                (file.facts.moved_out, file.facts.moved_in) = (moved.out, moved.into);
            }
        }
    }
    let mut facts = CommitFacts {
        id: prepared.commit.id,
        parents: prepared.commit.parents,
        cut_off: prepared.commit.cut_off || prepared.tree_missing,
        author: prepared.author,
        commit_time: prepared.commit_time,
        subject: prepared.subject,
        body: prepared.body,
        fingerprint: if is_merge { None } else { fingerprint(&files) },
        files: files.into_iter().map(|file| file.facts).collect(),
        inherited: prepared.inherited,
    };
    facts.files.shrink_to_fit();
    facts
}

#[derive(Clone, Copy)]
enum Side {
    Deleted,
    Added,
}

/// The lines of each hunk on one side; what is mere layout has moved nowhere.
fn blocks(files: &[Compared], side: Side) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    for (file, compared) in files.iter().enumerate() {
        let mut rest: &[LinePrint] = match side {
            Side::Deleted => &compared.deleted,
            Side::Added => &compared.added,
        };
        for facts in &compared.facts.hunks {
            let lines = match side {
                Side::Deleted => facts.hunk.old_lines,
                Side::Added => facts.hunk.new_lines,
            };
            let (lines, after) = rest.split_at((lines as usize).min(rest.len()));
            rest = after;
            if !lines.is_empty() && !facts.formatting_only {
                blocks.push(Block { file, lines });
            }
        }
    }
    blocks
}

/// See [`crate::model::Commit::fingerprint`]. Like git's patch id, it sums over files, so that their
/// order does not matter; unlike it, it looks at no context.
fn fingerprint(files: &[Compared]) -> Option<u64> {
    let mut sum: Option<u64> = None;
    for file in files.iter().filter(|file| !file.facts.hunks.is_empty()) {
        let mut hash = Fingerprint::new();
        hash.bytes(file.facts.path.as_bytes());
        for (sign, prints) in [(b'-', &file.deleted), (b'+', &file.added)] {
            hash.byte(sign);
            for print in prints {
                hash.bytes(&print.hash.to_le_bytes());
            }
        }
        sum = Some(sum.unwrap_or_default().wrapping_add(hash.value()));
    }
    sum
}
