//! What is wrong with the hooks of a repository, and how to mend it.
//!
//! In: an [`Observation`], plain values that were seen beforehand. Out: findings, each with a permanent id, where it
//! is, and the command or the step that mends it. One family of checks a file.
//! Deliberately absent: looking (`observe`), mending, and any doubt whether a finding matters: what keeps the hook
//! from running, or keeps others from working, is broken; all else is a note.

mod configuration;
mod data;
mod git;
mod installed;
mod lfs;
pub mod observe;
mod person;
mod reach;
mod repository;
mod runs;
pub mod self_test;
#[cfg(test)]
mod testing;
mod text;

pub use text::text;

use std::path::PathBuf;

use serde::Serialize;

use super::log::Run;
use super::{GitVersion, Site};
use crate::model::Timestamp;

/// Version of the JSON that [`Report`] becomes.
pub const SCHEMA: u32 = 1;

/// How a finding is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// As it should be.
    Ok,
    /// Worth knowing; nothing is broken.
    Note,
    /// Something does not work.
    Broken,
}

impl Level {
    /// The word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Broken => "broken",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How it is to be taken.
    pub level: Level,
    /// The permanent name of what was found.
    pub id: &'static str,
    /// What was found, in a sentence.
    pub what: String,
    /// The file, with the line where there is one.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// What mends it, best a command to type.
    pub remedy: Option<String>,
}

impl Finding {
    fn new(level: Level, id: &'static str, what: impl Into<String>) -> Self {
        Self { level, id, what: what.into(), place: None, remedy: None }
    }

    fn ok(id: &'static str, what: impl Into<String>) -> Self {
        Self::new(Level::Ok, id, what)
    }

    fn note(id: &'static str, what: impl Into<String>) -> Self {
        Self::new(Level::Note, id, what)
    }

    fn broken(id: &'static str, what: impl Into<String>) -> Self {
        Self::new(Level::Broken, id, what)
    }

    fn at(self, place: impl Into<String>) -> Self {
        Self { place: Some(place.into()), ..self }
    }

    fn mended_by(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }
}

/// Everything that `doctor` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// Whether something is broken.
    pub is_broken: bool,
    /// What was found, in the order of the checks.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The findings as a report.
    #[must_use]
    pub fn of(findings: Vec<Finding>) -> Self {
        let is_broken = findings.iter().any(|finding| finding.level == Level::Broken);
        Self { schema: SCHEMA, is_broken, findings }
    }
}

/// A git on the `PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Git {
    /// The program.
    pub path: PathBuf,
    /// Its version, where it says one.
    pub version: Option<GitVersion>,
    /// What it prints, without `git version`.
    pub printed: String,
}

/// An entry of git's effective configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigEntry {
    /// `local`, `global` and so on, in git's words.
    pub scope: String,
    /// The file, absolute; `None` for what no file holds, such as `git -c`.
    pub file: Option<PathBuf>,
    /// The line in the file, where it was found.
    pub line: Option<usize>,
    /// Section and key in small letters, the part between them as it stands.
    pub key: String,
    /// The value; `None` where there is only a key.
    pub value: Option<String>,
}

/// A file that is in the way of a hook, or in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainedHook {
    /// The file.
    pub path: PathBuf,
    /// Whether git would run it.
    pub is_executable: bool,
    /// Its first line, without the line end; a carriage return stays.
    pub first_line: String,
    /// The interpreter that its first line names, and whether it is there.
    pub interpreter: Option<(PathBuf, bool)>,
}

/// The repository, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readable {
    /// There is none here.
    Nowhere,
    /// It cannot be read: why, and what can be done.
    No {
        /// What is in the way.
        because: String,
        /// What can be done, where anything can.
        remedy: Option<String>,
    },
    /// It can.
    Yes(Box<RepositorySeen>),
}

/// What was seen of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositorySeen {
    /// Its hooks.
    pub site: Site,
    /// `core.hooksPath` as git has it, with its origin.
    pub hooks_path: Option<ConfigEntry>,
    /// The directory that git takes hooks from; `None` where it takes them from none.
    pub hooks_directory: Option<PathBuf>,
    /// Whether that directory is there.
    pub hooks_directory_exists: bool,
    /// Whether programs on its file system may not be run.
    pub hooks_directory_is_noexec: bool,
    /// Hooks in that directory that hold a call of git-headway and are not its own: the events.
    pub snippets: Vec<&'static str>,
    /// The hooks that git-headway runs first, and those that stand where its own should.
    pub chained: Vec<ChainedHook>,
    /// Linked work trees in which a relative `core.hooksPath` names no directory.
    pub trees_without_hooks: Vec<PathBuf>,
    /// git-lfs: the hooks of it that are there, and those that are not; `None` where none is there.
    pub lfs: Option<(Vec<&'static str>, Vec<&'static str>)>,
    /// What `git hook list` names for each event, where git can be asked.
    pub listed: Option<Vec<(&'static str, String)>>,
    /// The programs that the installed hooks name, and whether each is there.
    pub binaries: Vec<(PathBuf, bool)>,
    /// The person, as git has it: `user.email`.
    pub email: Option<String>,
    /// The facts.
    pub store: StoreSeen,
    /// The numbers under which runs in its work trees are remembered.
    pub places: Vec<u64>,
}

/// The facts of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreSeen {
    /// There is no file.
    Missing(PathBuf),
    /// It can be read; whether a run was completed.
    Readable {
        /// The file.
        path: PathBuf,
        /// Whether everything behind some HEAD was mined.
        is_complete: bool,
    },
    /// It cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What was said.
        because: String,
    },
}

/// The data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSeen {
    /// The folder.
    pub folder: PathBuf,
    /// Whether it is there.
    pub exists: bool,
    /// Whether a file can be made in it, or in its place where it is not there.
    pub is_writable: bool,
    /// Files and folders of it that others may read or write, with their permission bits.
    pub open_to_others: Vec<(PathBuf, u32)>,
    /// Why the journal cannot be read, when it cannot.
    pub journal_trouble: Option<String>,
    /// Lines of the journal that are no records.
    pub journal_broken_lines: usize,
    /// Records that wait in files of their own until the journal can be written.
    pub waiting_files: Vec<PathBuf>,
    /// The runs that are remembered, and why they cannot be read when they cannot.
    pub runs: Result<Vec<Run>, String>,
}

/// Everything that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The gits on the `PATH`, in its order.
    pub gits: Vec<Git>,
    /// git's effective configuration: `hook.*` alone. The error is what git said when it could not be asked.
    pub configuration: Result<Vec<ConfigEntry>, String>,
    /// This program.
    pub program: Option<PathBuf>,
    /// A git-headway on the `PATH`, which a hook takes where its own is gone.
    pub program_on_path: Option<PathBuf>,
    /// Whether `GIT_HEADWAY=0` switches the hooks off here.
    pub is_switched_off: bool,
    /// The repository.
    pub repository: Readable,
    /// The data folder; the error is why there is none.
    pub data: Result<DataSeen, String>,
    /// The moment.
    pub now: Timestamp,
}

impl Observation {
    const fn seen(&self) -> Option<&RepositorySeen> {
        match &self.repository {
            Readable::Yes(seen) => Some(seen),
            Readable::Nowhere | Readable::No { .. } => None,
        }
    }

    /// The hook entries of the configuration.
    fn entries(&self) -> &[ConfigEntry] {
        self.configuration.as_deref().unwrap_or_default()
    }
}

/// What an observation amounts to.
#[must_use]
pub fn findings(seen: &Observation) -> Vec<Finding> {
    let families: [fn(&Observation) -> Vec<Finding>; 9] = [
        git::check,
        repository::check,
        configuration::check,
        installed::check,
        reach::check,
        lfs::check,
        person::check,
        data::check,
        runs::check,
    ];
    families.into_iter().flat_map(|check| check(seen)).collect()
}
