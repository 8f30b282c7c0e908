//! The two programs, in turns.
//!
//! In: a repository. Out: what each run of `git headway mine --from-scratch`, into an empty data
//! folder, and of `git log --numstat` cost. In turns, so that a machine that is busy for a while
//! falls on both.
//! Deliberately absent: figures over several runs.

use std::ffi::OsString;
use std::path::Path;

use tempfile::TempDir;

use super::child::{Cost, measure};

/// What git is asked for: every commit that is no merge, with the lines that each file gained and
/// lost. It does not look for renames; mining does.
pub(crate) const GIT_LOG: [&str; 5] = ["log", "--numstat", "--no-renames", "--no-merges", "HEAD"];

/// One run of ours and one of git.
pub(crate) struct Pair {
    /// Mining from scratch.
    pub mining: Cost,
    /// git's reading; absent once it failed.
    pub reading: Option<Cost>,
    /// Where the facts are.
    pub data: TempDir,
}

/// Runs both. With a `fault` of an earlier turn, git is left out; when it fails now, the fault is set.
pub(crate) fn pair(directory: &Path, fault: &mut Option<String>) -> anyhow::Result<Pair> {
    let data = tempfile::tempdir()?;
    let mining = mine(directory, data.path(), &["--from-scratch"])?;
    let mut reading = None;
    if fault.is_none() {
        let cost = git_log(directory)?;
        fault.clone_from(&cost.fault);
        reading = Some(cost).filter(|cost| cost.fault.is_none());
    }
    Ok(Pair { mining, reading, data })
}

/// Mines with the binary that cargo built beside this bench.
pub(crate) fn mine(directory: &Path, data: &Path, more: &[&str]) -> anyhow::Result<Cost> {
    let mut arguments: Vec<OsString> = vec!["-C".into(), directory.into(), "mine".into()];
    arguments.extend(more.iter().map(OsString::from));
    measure(env!("CARGO_BIN_EXE_git-headway"), &arguments, Some(data))
}

fn git_log(directory: &Path) -> anyhow::Result<Cost> {
    let mut arguments: Vec<OsString> = vec!["-C".into(), directory.into()];
    arguments.extend(GIT_LOG.map(OsString::from));
    measure("git", &arguments, None)
}
