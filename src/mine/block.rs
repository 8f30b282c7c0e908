//! A block of commits mined on all cores.
//!
//! In: walked commits, parents before children. Out: their facts, in the same order, block by block.
//! First every commit of a block is prepared; then the files, grouped by path so that consecutive
//! versions share what git has to unpack, are compared; then each commit is put together. Memory is
//! bounded by two blocks. Deliberately absent: the store; whoever calls hands a function that keeps
//! the facts.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::mpsc::sync_channel;

use super::Progress;
use super::compare::{Compared, Comparer, Wanted};
use super::facts::{CommitFacts, MovedLines};
use super::moved::{Block, find_moved};
use super::parallel::{Steps, in_parallel};
use super::prepare::{Prepared, PreparedFile, prepare};
use super::prints::LinePrint;
use super::rename::RenameRule;
use super::walk::Walk;
use crate::git::{DiffAlgorithm, Objects, TreeDiffer};
use crate::model::RepoPath;

/// A block ends when it has so many commits …
const BLOCK_COMMITS: usize = 4_096;
/// … or so many files to compare.
const BLOCK_FILES: usize = 32_768;
/// Commits that are prepared before the size of the block is looked at.
const STRIDE: usize = 512;
/// Commits or files that a thread takes at once.
const PORTION: usize = 64;
/// The share of a commit's work that is done once its trees are compared, in hundredths. Measured on
/// git, tokio and libfabric.
const PREPARING: usize = 40;
/// A commit with more files is an import or a sweep over everything: its lines are not looked through
/// for moves, so that memory stays bounded.
const MOVES_LIMIT: usize = 10_000;

/// Mines commits block by block on other threads and hands each block, in order, to `store` on this
/// one, so that a block is stored while the next one is compared.
///
/// # Errors
/// When a commit is damaged, when `store` fails, or when the run was interrupted.
pub fn mine_blocks(
    objects: &Objects,
    walk: &Walk,
    algorithm: DiffAlgorithm,
    progress: &dyn Progress,
    mut store: impl FnMut(Vec<CommitFacts>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let objects = objects.clone();
    std::thread::scope(|scope| {
        // Without room in between: one block is compared, one is stored, and no third waits.
        let (sender, receiver) = sync_channel(0);
        let producer = scope.spawn(move || -> anyhow::Result<()> {
            let mut rest = 0..walk.len();
            while rest.start < rest.end {
                let facts = mine_block(&objects, walk, &mut rest, algorithm, progress)?;
                if sender.send(facts).is_err() {
                    // Storing failed; its error is the one to tell.
                    break;
                }
            }
            Ok(())
        });
        let stored = receiver.iter().try_for_each(&mut store);
        drop(receiver);
        let mined =
            producer.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a mining thread failed")));
        stored.and(mined)
    })
}

/// Mines the next block of the commits that are left.
fn mine_block(
    objects: &Objects,
    walk: &Walk,
    rest: &mut Range<usize>,
    algorithm: DiffAlgorithm,
    progress: &dyn Progress,
) -> anyhow::Result<Vec<CommitFacts>> {
    let (prepared, told) = next_prepared(objects, walk, rest, algorithm, progress)?;
    let jobs = by_path(&prepared);
    let wanted: Vec<CommitWants> = prepared.iter().map(CommitWants::of).collect();
    let compared: Vec<Compared> = in_parallel(
        jobs.len(),
        || objects.clone(),
        |objects| Comparer::new(objects, algorithm),
        |comparer, at| {
            let (commit, file) = jobs[at];
            let file = &prepared[commit].files[file];
            comparer.compare(file, wanted[commit].of_file(file))
        },
        &Steps { progress, count: prepared.len() - told, portion: PORTION },
    )?;
    let mut files: Vec<Vec<(usize, Compared)>> = prepared.iter().map(|_| Vec::new()).collect();
    for ((commit, file), compared) in jobs.into_iter().zip(compared) {
        files[commit].push((file, compared));
    }
    let facts = prepared.into_iter().zip(files).map(|(prepared, mut files)| {
        files.sort_by_key(|(file, _)| *file);
        assemble(prepared, files.into_iter().map(|(_, compared)| compared).collect(), algorithm)
    });
    Ok(facts.collect())
}

/// Prepares commits until they make a block. Returns them and how many steps were told of.
fn next_prepared(
    objects: &Objects,
    walk: &Walk,
    rest: &mut Range<usize>,
    algorithm: DiffAlgorithm,
    progress: &dyn Progress,
) -> anyhow::Result<(Vec<Prepared>, usize)> {
    let rule = match algorithm {
        DiffAlgorithm::Histogram => RenameRule::EachOnce,
        DiffAlgorithm::Git => RenameRule::AsBlame,
    };
    let mut prepared: Vec<Prepared> = Vec::new();
    let (mut files, mut told) = (0, 0);
    while rest.start < rest.end && prepared.len() < BLOCK_COMMITS && files < BLOCK_FILES {
        let commits = walk.commits(rest.start..(rest.start + STRIDE).min(rest.end));
        rest.start += commits.len();
        let steps = commits.len() * PREPARING / 100;
        told += steps;
        let trees = commits.iter().map(|commit| (commit.id, commit.tree)).collect();
        prepared.extend(in_parallel(
            commits.len(),
            || objects.clone(),
            TreeDiffer::new,
            |differ, at| Ok(prepare(differ, commits[at].clone(), &trees, rule)?),
            &Steps { progress, count: steps, portion: PORTION },
        )?);
        files = prepared.iter().map(|commit| commit.files.len()).sum();
    }
    Ok((prepared, told))
}

/// What has to be known of the files of one commit.
#[derive(Clone, Copy)]
struct CommitWants {
    is_merge: bool,
    /// Files that had content before.
    before: usize,
    /// Files that have content after.
    after: usize,
    moves: bool,
}

impl CommitWants {
    fn of(prepared: &Prepared) -> Self {
        let (files, is_merge) = (&prepared.files, prepared.commit.parents.len() > 1);
        Self {
            is_merge,
            before: files.iter().filter(|file| !file.sources.is_empty()).count(),
            after: files.iter().filter(|file| file.new.is_some()).count(),
            moves: !is_merge && files.len() <= MOVES_LIMIT,
        }
    }

    /// Lines move between what goes and what comes: a commit that only adds files moves none.
    fn of_file(self, file: &PreparedFile) -> Wanted {
        let has_counterpart = match (file.sources.is_empty(), file.new.is_none()) {
            (true, _) => self.before > 0,
            (_, true) => self.after > 0,
            _ => true,
        };
        Wanted { is_merge: self.is_merge, prints: self.moves && has_counterpart }
    }
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

fn assemble(prepared: Prepared, mut files: Vec<Compared>, algorithm: DiffAlgorithm) -> CommitFacts {
    let is_merge = prepared.commit.parents.len() > 1;
    if !is_merge {
        follow_moves(&mut files, algorithm);
    }
    let mut facts = CommitFacts {
        id: prepared.commit.id,
        parents: prepared.commit.parents,
        cut_off: prepared.commit.cut_off || prepared.tree_missing,
        author: prepared.author,
        co_authors: prepared.co_authors,
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

/// Finds the lines that moved between the files of a commit or within one. Compared with `git blame`, they are
/// counted and not followed.
fn follow_moves(files: &mut [Compared], algorithm: DiffAlgorithm) {
    let (deleted, added) = (blocks(files, Side::Deleted), blocks(files, Side::Added));
    if deleted.is_empty() || added.is_empty() {
        return;
    }
    for moved in find_moved(&deleted, &added) {
        let ((from, old_start), (to, new_start), lines) = (moved.from, moved.to, moved.lines);
        files[from].facts.moved_out += lines;
        files[to].facts.moved_in += lines;
        if algorithm != DiffAlgorithm::Git {
            let file = u32::try_from(from).unwrap_or(u32::MAX);
            files[to].facts.moves.push(MovedLines { new_start, lines, file, old_start });
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Deleted,
    Added,
}

/// The lines of the hunks on one side, where hunks meet in one block; what is mere layout has moved nowhere.
fn blocks(files: &[Compared], side: Side) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for (file, compared) in files.iter().enumerate() {
        let prints: &[LinePrint] = match side {
            Side::Deleted => &compared.prints.deleted,
            Side::Added => &compared.prints.added,
        };
        let (mut begun, mut at) = (0, 0);
        for facts in &compared.facts.hunks {
            let (start, lines) = match side {
                Side::Deleted => (facts.hunk.old_start, facts.hunk.old_lines),
                Side::Added => (facts.hunk.new_start, facts.hunk.new_lines),
            };
            let first = at;
            at = (at + lines as usize).min(prints.len());
            if first == at || facts.formatting_only {
                continue;
            }
            match blocks.last_mut() {
                Some(last) if last.file == file && last.end() == start => {
                    last.lines = &prints[begun..at];
                }
                _ => {
                    begun = first;
                    blocks.push(Block { file, start, lines: &prints[first..at] });
                }
            }
        }
    }
    blocks
}

/// See [`crate::model::Commit::fingerprint`]. Like git's patch id, it sums over files, so that their
/// order does not matter; unlike it, it looks at no context.
fn fingerprint(files: &[Compared]) -> Option<u64> {
    files.iter().filter_map(|file| file.fingerprint).reduce(u64::wrapping_add)
}
