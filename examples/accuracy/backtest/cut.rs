//! A history as it was at a moment.
//!
//! In: a history and a moment. Out: what HEAD was then, with everything behind it and nothing else: commits,
//! paths, files that were alive. Deliberately absent: lines by the commit that wrote them; nobody asks for these here.
//! What is of HEAD all the same: the mailmap, the commits that blame ignores, and what `.gitattributes` says of paths.

use git_headway::model::{
    Change, Commit, CommitIndex, FileChange, FileStatus, History, LiveLines, Timestamp,
};

/// The commits behind HEAD as it was at a moment: HEAD's first parents go back to the one that was committed last.
pub(super) fn behind(history: &History, moment: Timestamp) -> Vec<bool> {
    let mut kept = vec![false; history.commits.len()];
    let mut at = history.commit_indices().last();
    while let Some(commit) = at.filter(|at| history.commit(*at).commit_time > moment) {
        at = history.commit(commit).parents.first().copied();
    }
    let mut open: Vec<CommitIndex> = at.into_iter().collect();
    while let Some(commit) = open.pop() {
        if !std::mem::replace(&mut kept[commit.get()], true) {
            open.extend(&history.commit(commit).parents);
        }
    }
    kept
}

/// The history of the commits that are kept. Files, spots and people keep their places.
pub(super) fn cut(history: &History, kept: &[bool]) -> History {
    let mut past = History {
        repository: history.repository.clone(),
        people: history.people.clone(),
        files: history.files.clone(),
        spots: history.spots.clone(),
        boundary: history.boundary,
        ..History::default()
    };
    let renumbered = renumbered(kept);
    for index in history.commit_indices().filter(|index| kept[index.get()]) {
        add(history, index, &renumbered, &mut past);
    }
    set_files(&mut past);
    past
}

fn renumbered(kept: &[bool]) -> Vec<Option<CommitIndex>> {
    let mut next = 0;
    let number = |kept: &bool| {
        kept.then(|| {
            next += 1;
            CommitIndex(next - 1)
        })
    };
    kept.iter().map(number).collect()
}

fn add(
    history: &History,
    index: CommitIndex,
    renumbered: &[Option<CommitIndex>],
    past: &mut History,
) {
    let commit = history.commit(index);
    let new = |old: CommitIndex| renumbered[old.get()];
    let here = new(index).unwrap_or(index);
    let (changes, file_changes) = (past.changes.len(), past.file_changes.len());
    for file_change in &history.file_changes[commit.file_changes.clone()] {
        let start = past.changes.len();
        for change in &history.changes[file_change.changes.clone()] {
            let mut reworks = change.reworks.clone();
            for rework in &mut reworks {
                rework.origin = rework.origin.and_then(new);
            }
            let file_change = past.file_changes.len();
            past.changes.push(Change { commit: here, file_change, reworks, ..change.clone() });
        }
        let changes = start..past.changes.len();
        past.file_changes.push(FileChange { commit: here, changes, ..file_change.clone() });
    }
    past.commits.push(Commit {
        parents: commit.parents.iter().filter_map(|parent| new(*parent)).collect(),
        changes: changes..past.changes.len(),
        file_changes: file_changes..past.file_changes.len(),
        ..commit.clone()
    });
}

/// Paths and which files there are, by the last change of each; how long, by all of them.
fn set_files(past: &mut History) {
    let mut lines = vec![0_i64; past.files.len()];
    past.files.iter_mut().for_each(|file| file.alive = false);
    for change in &past.file_changes {
        let file = &mut past.files[change.file.get()];
        file.path = change.path.clone();
        file.alive = change.status != FileStatus::Deleted;
        lines[change.file.get()] += i64::from(change.added) - i64::from(change.deleted);
    }
    let alive = (0..).map(git_headway::model::FileIndex).zip(lines);
    past.live = alive
        .filter(|(file, lines)| past.files[file.get()].alive && *lines > 0)
        .map(|(file, lines)| LiveLines {
            file,
            origin: None,
            lines: u32::try_from(lines).unwrap_or(u32::MAX),
        })
        .collect();
}
