//! The earlier commits that a fix may repair, and what each has to do with the places that the fix touches.
//!
//! In: a fix. Out: what is known of the fix, and of each candidate. Candidates are the commits of lines that the fix replaces or
//! deletes, those of the lines around what it inserts, the latest ones on the same sections and whoever introduced these,
//! and the latest ones of the same files. Deliberately absent: how likely each is (`signals`, `weights`).

use std::collections::{BTreeMap, BTreeSet};

use super::Linker;
use super::words::{Word, in_order};
use crate::classify::PathClass;
use crate::model::{Change, CommitIndex, FileIndex, FileStatus, History};

/// Earlier changes of a section that are looked at.
const ON_SPOT: usize = 12;
/// Earlier changes of a file that are looked at.
const IN_FILE: usize = 10;
/// Earlier changes of a file whose messages are compared …
const COMPARED: usize = 100;
/// … and how many of them are looked at.
const ALIKE_IN_FILE: usize = 4;
/// Commits that are found by their message alone.
const ALIKE: usize = 6;
/// Files of a fix whose directories and older commits are looked at.
const FILES: usize = 20;
/// Changes of a fix that are looked at: what changes more is no repair of one place.
const CHANGES: usize = 200;

/// What a fix touches.
#[derive(Debug, Default)]
pub(super) struct Fix {
    /// Lines replaced or deleted whose origin is known.
    pub(super) lines: u32,
    /// Lines around pure insertions whose origin is known.
    pub(super) context: u32,
    /// Lines added.
    pub(super) added: u32,
    /// Files that were there before, in order.
    pub(super) files: Vec<FileIndex>,
    /// The words of the titles of its sections and of its paths.
    pub(super) places: Box<[Word]>,
}

/// What a candidate has to do with the places of a fix.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Its lines that the fix replaces or deletes.
    pub(super) lines: u32,
    /// Its lines around what the fix only inserts.
    pub(super) context: u32,
    /// Lines that others of these lines came in place of: the fix replaces lines that replaced its own.
    pub(super) behind: f64,
    /// Sections of the fix that it touched.
    pub(super) spots: u32,
    /// Of these, sections that nobody touched between it and the fix.
    pub(super) last_on_spot: u32,
    /// Of these, sections that it introduced.
    pub(super) introduced: u32,
    /// Lines that it added to the fix's sections.
    pub(super) added_to_spots: u32,
    /// Files of the fix that it touched.
    pub(super) files: u32,
    /// Of these, files that it added.
    pub(super) added_files: u32,
    /// Lines that it added to the fix's files.
    pub(super) added_to_files: u32,
    /// Lines that it deleted in the fix's files.
    pub(super) deleted_in_files: u32,
    /// Whether its message speaks of the same rare things.
    pub(super) by_words: bool,
    /// Whether it touched a directory of the fix.
    pub(super) same_directory: bool,
}

/// The fix, and its candidates in the order of the history.
pub(super) fn gather(linker: &Linker<'_>, fix: CommitIndex) -> (Fix, Vec<(CommitIndex, Seen)>) {
    let likeness = linker.likeness(fix);
    let mut gathering = Gathering { linker, fix, likeness, seen: BTreeMap::new() };
    let mut of_fix = Fix::default();
    let mut places = Vec::new();
    let changes = telling_changes(linker, fix);
    for change in &changes {
        of_fix.added += change.added;
        gathering.lines(change, &mut of_fix);
        gathering.spot(change);
        places.extend_from_slice(linker.title_words(change.spot));
    }
    let file_of = |change: &&Change| linker.history.file_changes[change.file_change].file;
    let mut files: Vec<FileIndex> = changes.iter().map(file_of).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        gathering.file(file, &mut of_fix);
        places.extend_from_slice(linker.path_words(file));
    }
    gathering.behind(&changes);
    gathering.alike();
    gathering.meet(&of_fix);
    of_fix.places = in_order(places);
    let seen = gathering.seen.into_iter();
    let candidates = seen
        .filter(|(commit, _)| !is_mechanical(linker, *commit) && !is_same(linker, fix, *commit))
        .collect();
    (of_fix, candidates)
}

/// The same work that came in twice, and not what it repairs.
fn is_same(linker: &Linker<'_>, fix: CommitIndex, candidate: CommitIndex) -> bool {
    let (fix, candidate) = (linker.history.commit(fix), linker.history.commit(candidate));
    let is_twin = fix.fingerprint.is_some() && fix.fingerprint == candidate.fingerprint;
    is_twin || (fix.author == candidate.author && fix.subject == candidate.subject)
}

/// Merges, commits of bots, and those that only laid out anew what others wrote bring no faults that are repaired.
fn is_mechanical(linker: &Linker<'_>, at: CommitIndex) -> bool {
    let commit = linker.history.commit(at);
    let changes = &linker.history.changes[commit.changes.clone()];
    commit.is_merge()
        || commit.ignored_by_blame
        || linker.commits[at.get()].by_bot
        || changes.iter().all(|change| change.formatting_only)
}

/// The changes that tell what a fix repairs: those of code where there are any, and not what was only laid
/// out anew or said in comments unless there is nothing else.
fn telling_changes<'h>(linker: &Linker<'h>, fix: CommitIndex) -> Vec<&'h Change> {
    let history: &'h History = linker.history;
    let all = &history.changes[history.commit(fix).changes.clone()];
    let is_code = |change: &&Change| linker.class(change.file_change) == PathClass::Code;
    let is_written = |change: &&Change| {
        let class = linker.class(change.file_change);
        !matches!(class, PathClass::LockFile | PathClass::Generated)
    };
    let works = |change: &&Change| !change.formatting_only && !change.comments_only;
    let choose = |keeps: &dyn Fn(&&'h Change) -> bool| -> Vec<&'h Change> {
        all.iter().filter(|change| keeps(change)).take(CHANGES).collect()
    };
    let working_code = choose(&|change| is_code(change) && works(change));
    if !working_code.is_empty() {
        return working_code;
    }
    let working = choose(&|change| is_written(change) && works(change));
    if working.is_empty() { choose(&|_| true) } else { working }
}

/// The directory of a path, `/` at its end; nothing at the top.
fn directory(path: &[u8]) -> &[u8] {
    let end = path.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    &path[..end]
}

/// Whether a path is directly in a directory.
fn lies_in(path: &[u8], directory: &[u8]) -> bool {
    path.strip_prefix(directory).is_some_and(|rest| !rest.contains(&b'/'))
}

struct Gathering<'a, 'h, Likeness> {
    linker: &'a Linker<'h>,
    fix: CommitIndex,
    /// Of a message to that of the fix.
    likeness: Likeness,
    seen: BTreeMap<CommitIndex, Seen>,
}

impl<Likeness: Fn(CommitIndex) -> f64> Gathering<'_, '_, Likeness> {
    fn seen(&mut self, commit: CommitIndex) -> &mut Seen {
        self.seen.entry(commit).or_default()
    }

    /// Whose lines were replaced, deleted, or stand around what came.
    fn lines(&mut self, change: &Change, of_fix: &mut Fix) {
        for rework in &change.reworks {
            let Some(origin) = rework.origin.filter(|origin| *origin < self.fix) else { continue };
            of_fix.lines += rework.lines;
            of_fix.context += rework.context;
            let seen = self.seen(origin);
            seen.lines += rework.lines;
            seen.context += rework.context;
        }
    }

    /// Whose lines the lines came in place of: a conversion that rewrote a faulty line is not who brought the fault.
    fn behind(&mut self, changes: &[&Change]) {
        let history = self.linker.history;
        for change in changes {
            for rework in &change.reworks {
                let touched = f64::from(rework.lines.max(rework.context));
                let Some(origin) = rework.origin.filter(|origin| *origin < self.fix) else {
                    continue;
                };
                let earlier = self.linker.places.of_spot(history, change.spot, self.fix).rev();
                let found = earlier.take(COMPARED).find(|before| before.commit == origin);
                let reworks = found.map_or(&[][..], |before| &before.reworks);
                let whole: u32 = reworks.iter().map(|behind| behind.lines).sum();
                for behind in reworks.iter().filter(|behind| behind.lines > 0) {
                    let Some(commit) = behind.origin.filter(|at| *at < origin) else { continue };
                    let share = f64::from(behind.lines) / f64::from(whole);
                    self.seen(commit).behind += touched * share;
                }
            }
        }
    }

    /// Who touched the section before.
    fn spot(&mut self, change: &Change) {
        let history = self.linker.history;
        if change.introduces_spot || history.spots[change.spot.get()].is_wide() {
            return;
        }
        let mut is_last = true;
        let earlier = self.linker.places.of_spot(history, change.spot, self.fix).rev();
        for (at, before) in earlier.enumerate() {
            // Whoever introduced it counts, however long ago.
            if at >= ON_SPOT && !before.introduces_spot {
                continue;
            }
            let seen = self.seen(before.commit);
            seen.spots += 1;
            seen.last_on_spot += u32::from(is_last);
            seen.introduced += u32::from(before.introduces_spot);
            seen.added_to_spots += before.added;
            is_last = false;
        }
    }

    /// Who touched the file last, who brought it, and who touched it with a message like that of the fix.
    fn file(&mut self, file: FileIndex, of_fix: &mut Fix) {
        let history = self.linker.history;
        let earlier = self.linker.places.of_file(history, file, self.fix);
        if earlier.len() == 0 {
            return;
        }
        of_fix.files.push(file);
        for before in earlier.rev().take(IN_FILE) {
            self.seen(before.commit);
        }
        let mut all = self.linker.places.of_file(history, file, self.fix);
        if let Some(first) = all.next() {
            self.seen(first.commit);
        }
        if of_fix.files.len() > FILES {
            return;
        }
        // Of older ones those whose messages are most like that of the fix.
        let earlier = self.linker.places.of_file(history, file, self.fix);
        let mut alike: Vec<(f64, CommitIndex)> = earlier
            .rev()
            .skip(IN_FILE)
            .take(COMPARED)
            .map(|before| ((self.likeness)(before.commit), before.commit))
            .collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        for (_, commit) in alike.into_iter().take(ALIKE_IN_FILE) {
            self.seen(commit);
        }
    }

    /// Commits anywhere whose messages speak of the same rare things.
    fn alike(&mut self) {
        for commit in self.linker.words.alike(self.fix.get(), ALIKE) {
            self.seen(commit).by_words = true;
        }
    }

    /// What each candidate did in the files and directories of the fix.
    fn meet(&mut self, of_fix: &Fix) {
        let history = self.linker.history;
        let files = of_fix.files.iter().take(FILES);
        let directories: BTreeSet<&[u8]> =
            files.map(|file| directory(history.files[file.get()].path.as_bytes())).collect();
        for (commit, seen) in &mut self.seen {
            let changed = &history.file_changes[history.commit(*commit).file_changes.clone()];
            for change in changed.iter().filter(|at| of_fix.files.binary_search(&at.file).is_ok()) {
                seen.files += 1;
                seen.added_files += u32::from(change.status == FileStatus::Added);
                seen.added_to_files += change.added;
                seen.deleted_in_files += change.deleted;
            }
            let mut near = changed.iter().take(COMPARED);
            seen.same_directory = near.any(|at| {
                let path = history.files[at.file.get()].path.as_bytes();
                directories.iter().any(|directory| lies_in(path, directory))
            });
        }
    }
}
