//! Which commits a question needs to be looked into for structure.
//!
//! In: a judged history and who or what is asked about. Out: commits. To look into a commit costs far
//! more than reading its facts does (`docs/speed.md`), so that it is done for what is shown and not for
//! everything. Deliberately absent: whether they were looked into already; the store knows.

use std::collections::HashSet;

use crate::classify::{PathClass, path_class};
use crate::model::{
    ChangeIndex, CommitIndex, DAY, FileIndex, History, ObjectId, RepoPath, Timestamp,
};
use crate::pipeline::Judged;
use crate::profile::Subject;

/// All that a person did: it is told as it was, however long ago. And all that others did to the files of code that they
/// changed, where these are changed often, from a year before they first did so: hunks and parsers name a quarter of the
/// spots differently, so that the patches of two people are on one spot only where both were looked into.
pub(super) fn of_person(history: &History, subject: &Subject, recurring: usize) -> Vec<ObjectId> {
    let theirs = history.commit_indices().filter(|commit| subject.had_part(history, *commit));
    let since = shared_since(history, subject, recurring);
    let others = history.file_changes.iter().filter(|change| {
        since[change.file.get()].is_some_and(|since| since <= history.commit(change.commit).time())
    });
    ids(history, theirs.chain(others.map(|change| change.commit)))
}

/// Longer ago is no part of what the person met in a file.
const MET: Timestamp = 365 * DAY;

/// By file of code that was changed so often, by the person among others: since when what others did to it matters.
fn shared_since(history: &History, subject: &Subject, recurring: usize) -> Vec<Option<Timestamp>> {
    let mut changed: Vec<(usize, Option<Timestamp>)> = vec![(0, None); history.files.len()];
    for change in &history.file_changes {
        let (count, first) = &mut changed[change.file.get()];
        *count += 1;
        if subject.had_part(history, change.commit) {
            let time = history.commit(change.commit).time();
            *first = Some(first.map_or(time, |first| first.min(time)));
        }
    }
    let since = history.files.iter().zip(changed).map(|(file, (count, first))| {
        let is_shared = count >= recurring && path_class(&file.path, None) == PathClass::Code;
        first.filter(|_| is_shared).map(|first| first.saturating_sub(MET))
    });
    since.collect()
}

/// All that happened to a file, under any of its names.
pub(super) fn of_path(history: &History, path: &RepoPath) -> Vec<ObjectId> {
    let named = history.file_changes.iter().filter(|change| change.path == *path);
    let files: HashSet<FileIndex> = named.map(|change| change.file).collect();
    let changed = history.file_changes.iter().filter(|change| files.contains(&change.file));
    ids(history, changed.map(|change| change.commit))
}

/// The patches of all chains, and the commits that brought, took or moved sections in the same files: among
/// them are those under which a spot goes on.
pub(super) fn of_chains(judged: &Judged) -> Vec<ObjectId> {
    let history = &judged.history;
    let recurring = judged.thresholds.recurring;
    let chains = judged.episodes.chains.iter().filter(|chain| chain.patches.len() >= recurring);
    let patches: HashSet<ChangeIndex> =
        chains.flat_map(|chain| chain.patches.iter().copied()).collect();
    let file_of = |at: &ChangeIndex| history.file_change_of(*at).file;
    let files: HashSet<FileIndex> = patches.iter().map(file_of).collect();
    let patching = patches.iter().map(|at| history.change(*at).commit);
    ids(history, patching.chain(steps(history, &files)))
}

/// Files of a commit beyond which its outcomes are told without a look at what became of each.
const FILES: usize = 20;

/// A commit, and those that brought, took or moved sections in the files that it changed: what became of it
/// may stand under another name.
pub(super) fn of_commit(history: &History, id: ObjectId) -> Vec<ObjectId> {
    let Some(commit) = history.commit_indices().rev().find(|at| history.commit(*at).id == id)
    else {
        return Vec::new();
    };
    let changed = &history.file_changes[history.commit(commit).file_changes.clone()];
    let files: HashSet<FileIndex> = changed.iter().map(|change| change.file).collect();
    let files = if files.len() > FILES { HashSet::new() } else { files };
    ids(history, std::iter::once(commit).chain(steps(history, &files)))
}

/// The commits that brought, took or moved sections in some files.
fn steps<'h>(
    history: &'h History,
    files: &'h HashSet<FileIndex>,
) -> impl Iterator<Item = CommitIndex> + 'h {
    let all = history.commit_indices().flat_map(|commit| history.changes_of(commit));
    let steps = all.filter(|at| {
        let (change, file) = (history.change(*at), history.file_change_of(*at));
        let moves = file.moved_in > 0 || file.moved_out > 0;
        (change.introduces_spot || change.removes_spot || moves) && files.contains(&file.file)
    });
    steps.map(|at| history.change(at).commit)
}

fn ids(history: &History, commits: impl Iterator<Item = CommitIndex>) -> Vec<ObjectId> {
    let mut commits: Vec<CommitIndex> = commits.collect();
    commits.sort_unstable();
    commits.dedup();
    commits.into_iter().map(|commit| history.commit(commit).id).collect()
}
