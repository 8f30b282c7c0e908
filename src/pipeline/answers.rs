//! The journal beside a history: what was said of its commits, and how a commit is told in a record.
//!
//! In: a history, its store, the journal's contents. Out: plain values. Deliberately absent: what
//! answers change; `classify` and `episodes` know.

use super::relink::{Found, find};
use crate::journal::{About, Contents, LineSample, Project};
use crate::model::{CommitIndex, FileChange, History};
use crate::store::Store;

/// What a record says of a commit, so that it can be found again. The history may be a part of the whole.
///
/// # Errors
/// When the store cannot be read.
pub fn about(store: &Store, history: &History, commit: CommitIndex) -> anyhow::Result<About> {
    let roots = store.roots()?;
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

/// What a record says of the project that a history is of.
///
/// # Errors
/// When the store cannot be read.
pub fn project(store: &Store, history: &History) -> anyhow::Result<Project> {
    Ok(Project { name: history.repository.clone(), roots: store.roots()? })
}

/// The answers that hold for the commits of a history, wherever they were given.
///
/// # Errors
/// When the store cannot be read.
pub fn answers(store: &Store, history: &History, contents: &Contents) -> anyhow::Result<Found> {
    if contents.records.iter().all(|record| record.about().is_none()) {
        return Ok(Found::default());
    }
    Ok(find(history, &store.roots()?, contents))
}

/// Lines of each side that a record keeps.
const SAMPLE: usize = 32;

/// Of the lines that a commit took and brought those with the least hashes, whatever file they are in: it may
/// have another name later.
pub(super) fn line_sample(history: &History, commit: CommitIndex) -> LineSample {
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
