//! Labelled repositories: each clone with the labels that are of its commits, as a history.
//!
//! In: clones and files of labels, tab-separated, a commit's id first. Out: a [`History`] a clone, masked unless
//! asked otherwise, and the rows of its labels. Deliberately absent: what the other columns mean; each measure knows its own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::model::{CommitIndex, History, ObjectId};
use git_headway::pipeline;
use git_headway::store::Selection;

use crate::mask::{mask, type_of};

/// What every measure on labelled repositories is given.
#[derive(clap::Args)]
pub(crate) struct Inputs {
    /// Repositories to measure.
    #[arg(long, required = true, num_args = 1..)]
    pub(crate) repo: Vec<PathBuf>,
    /// Files of labels, tab-separated, a commit's id first; each is used for the repository that has
    /// its commits.
    #[arg(long, num_args = 1..)]
    pub(crate) labels: Vec<PathBuf>,
    /// Read messages as they are, with the trailers and prefixes that give the answer away.
    #[arg(long)]
    pub(crate) as_is: bool,
    /// Keep the mined facts in this folder for the next run.
    #[arg(long, value_name = "DIR")]
    pub(crate) facts: Option<PathBuf>,
}

/// A mined repository with its labels.
pub(crate) struct Labelled {
    /// The name of its folder, with the one above.
    pub(crate) name: String,
    /// By commit, the Conventional Commits type that its author wrote, as it was before it was masked.
    pub(crate) typed: Vec<Option<String>>,
    pub(crate) history: History,
    /// The commit of every id.
    pub(crate) commits: HashMap<ObjectId, CommitIndex>,
    /// The rows of all label files that are of this repository, split at tabs.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Labelled {
    /// The commit that a column names, if it is behind HEAD.
    pub(crate) fn commit(&self, id: &str) -> Option<CommitIndex> {
        self.commits.get(&ObjectId::from_hex(id.as_bytes()).ok()?).copied()
    }
}

impl Inputs {
    /// Mines a repository and reads its history; rows of labels come along.
    pub(crate) fn read(&self, directory: &Path) -> anyhow::Result<Labelled> {
        let temporary = tempfile::tempdir()?;
        let folder = self.facts.as_deref().unwrap_or_else(|| temporary.path());
        let repository = Repository::open(Some(directory))?;
        let mut store = pipeline::open_store(folder, &repository)?;
        let lock = pipeline::lock_store(&mut store, || (), || false)?;
        pipeline::mine(&repository, &mut store, DiffAlgorithm::Histogram, &Silent)?;
        drop(lock);
        let mut history = pipeline::read(&repository, &store, Selection::All)?;
        let typed = history.commits.iter().map(|commit| type_of(&commit.subject)).collect();
        if !self.as_is {
            mask(&mut history);
        }
        let by_id = history.commit_indices().map(|index| (history.commit(index).id, index));
        let commits: HashMap<ObjectId, CommitIndex> = by_id.collect();
        let mut rows = Vec::new();
        for path in &self.labels {
            rows.extend(rows_of(path, &commits)?);
        }
        Ok(Labelled { name: name_of(directory), history, commits, rows, typed })
    }
}

/// The folder, and the one above it: clones are kept as `owner+name/repo`.
fn name_of(directory: &Path) -> String {
    let mut last: Vec<_> = directory.components().rev().take(2).collect();
    last.reverse();
    last.into_iter().collect::<PathBuf>().display().to_string()
}

/// The rows of a file whose commits are in a history. A file of another repository has none of them.
fn rows_of(
    path: &Path,
    commits: &HashMap<ObjectId, CommitIndex>,
) -> anyhow::Result<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("could not read the labels in {}", path.display()))?;
    let split = text.lines().map(|row| row.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let is_here = |row: &Vec<String>| {
        row.iter().take(2).any(|column| {
            ObjectId::from_hex(column.as_bytes()).is_ok_and(|id| commits.contains_key(&id))
        })
    };
    Ok(split.filter(is_here).collect())
}
