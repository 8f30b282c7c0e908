//! The journal beside a history: what was said of its commits, and how a commit is told in a record.
//!
//! In: a history, its repository, the journal's contents. Out: plain values. Deliberately absent: what
//! answers change; `classify` and `episodes` know.

use std::collections::HashSet;

use crate::git::Repository;
use crate::journal::{About, Contents, LineSample, Record};
use crate::model::{CommitIndex, FileChange, History, ObjectId};

/// What a record says of a commit, so that it can be found again.
///
/// # Errors
/// When git cannot read the first commits of the history.
pub fn about(
    repository: &Repository,
    history: &History,
    commit: CommitIndex,
) -> anyhow::Result<About> {
    let roots = roots(repository, history)?;
    let lines = line_sample(history, commit);
    let commit = history.commit(commit);
    Ok(About {
        commit: commit.id,
        roots,
        patch: commit.fingerprint,
        author: history.person(commit.author).email.clone(),
        author_time: commit.author_time,
        lines,
    })
}

/// Lines of each side that a record keeps.
const SAMPLE: usize = 32;

/// Of the lines that a commit took and brought those with the least hashes, whatever file they are in: it may
/// have another name later.
fn line_sample(history: &History, commit: CommitIndex) -> LineSample {
    let files = &history.file_changes[history.commit(commit).file_changes.clone()];
    let least = |side: fn(&FileChange) -> &[u32]| {
        let mut lines: Vec<u32> = files.iter().flat_map(side).copied().collect();
        lines.sort_unstable();
        lines.dedup();
        lines.truncate(SAMPLE);
        lines
    };
    LineSample { went: least(|file| &file.went), came: least(|file| &file.came) }
}

/// The commits that a history begins with, in order. Two histories with one in common are of one
/// project: clones, forks, worktrees. Where a shallow clone or a lost commit cuts the history off, its
/// beginning is not known, and what comes first here is none.
fn roots(repository: &Repository, history: &History) -> anyhow::Result<Vec<ObjectId>> {
    let objects = repository.objects()?;
    let mut buffer = Vec::new();
    let mut roots = Vec::new();
    for commit in history.commits.iter().filter(|commit| commit.parents.is_empty()) {
        if objects.commit(commit.id, &mut buffer)?.parents.is_empty() {
            roots.push(commit.id);
        }
    }
    roots.sort_unstable();
    Ok(roots)
}

/// How many commits of the same project have an answer and are not behind HEAD: on another branch, or
/// rewritten since.
///
/// # Errors
/// When git cannot read the first commits of the history.
pub fn answered_elsewhere(
    repository: &Repository,
    history: &History,
    contents: &Contents,
) -> anyhow::Result<usize> {
    let answers = contents.answers();
    let mut missing: HashSet<ObjectId> = answers.iter().map(|(commit, _)| commit).collect();
    for commit in &history.commits {
        missing.remove(&commit.id);
    }
    if missing.is_empty() {
        return Ok(0);
    }
    let roots = roots(repository, history)?;
    let of_project = contents.records.iter().filter_map(Record::about).filter(|about| {
        missing.contains(&about.commit) && about.roots.iter().any(|root| roots.contains(root))
    });
    let commits: HashSet<ObjectId> = of_project.map(|about| about.commit).collect();
    Ok(commits.len())
}
