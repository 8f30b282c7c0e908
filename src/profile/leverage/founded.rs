//! Files that the person founded, and what others changed in them.
//!
//! In: file changes in the order of history. Out: the founded files, and sums by year.
//! Deliberately absent: names of others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{counts, year_of};
use crate::model::{CommitIndex, FileIndex, FileStatus, History, PersonIndex};
use crate::profile::{Areas, Standings, Subject};

/// What others changed, in one year, in files that the person had founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltOn {
    /// The year.
    pub year: i32,
    /// Commits of others that count.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many of the founded files.
    pub files: usize,
}

/// Files whose first appearance is a change of the person's that counts.
pub(super) fn founded_files(
    history: &History,
    standings: &Standings,
    areas: &Areas,
    subject: &Subject,
) -> HashMap<FileIndex, CommitIndex> {
    let mut seen = BTreeSet::new();
    let first = history.file_changes.iter().filter(|change| seen.insert(change.file));
    first
        .filter(|change| change.status == FileStatus::Added && areas.is_countable(change.file))
        .filter(|change| subject.wrote(history, change.commit) && counts(standings, change))
        .map(|change| (change.file, change.commit))
        .collect()
}

/// Sums what others changed in the founded files after they were founded.
pub(super) fn built_on(
    history: &History,
    standings: &Standings,
    subject: &Subject,
    founded: &HashMap<FileIndex, CommitIndex>,
) -> Vec<BuiltOn> {
    type Found = (BTreeSet<CommitIndex>, BTreeSet<PersonIndex>, BTreeSet<FileIndex>);
    let mut by_year: BTreeMap<i32, Found> = BTreeMap::new();
    for change in &history.file_changes {
        let later = founded.get(&change.file).is_some_and(|begun| *begun < change.commit);
        let author = history.commit(change.commit).author;
        if later && !subject.is(author) && counts(standings, change) {
            let (commits, others, files) =
                by_year.entry(year_of(history, change.commit)).or_default();
            commits.insert(change.commit);
            others.insert(author);
            files.insert(change.file);
        }
    }
    let figures = |(year, (commits, others, files)): (i32, Found)| BuiltOn {
        year,
        commits: commits.len(),
        others: others.len(),
        files: files.len(),
    };
    by_year.into_iter().map(figures).collect()
}
