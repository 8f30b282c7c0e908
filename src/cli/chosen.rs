//! Which repositories a command speaks of.
//!
//! In: names and paths as typed, the list, the folder of the run, or folders to search. Out: repositories, each once, in the order
//! of the list. Deliberately absent: opening them for good; one that cannot be opened is told where it is worked on.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::git::{OpenError, Repository, find_repositories, packed_bytes, repository_name};
use crate::journal::Record;
use crate::model::ObjectId;
use crate::pipeline::store_path_of;
use crate::profile::Ledger;
use crate::registry::{Entry, Registry, place};
use crate::ui::Hint;

use super::workspace::{open_repository, settings};
use super::{Context, UsageError};

/// Which repositories are meant.
#[derive(Debug, clap::Args)]
pub(super) struct RepoArgs {
    /// Speak of this repository alone: its name in `git headway repos`, or a path; may be given several times
    #[arg(long = "repo", value_name = "NAME|PATH")]
    named: Vec<String>,
}

/// The one repository that is meant.
#[derive(Debug, clap::Args)]
pub(super) struct OneRepoArgs {
    /// Speak of this repository instead of the one here: its name in `git headway repos`, or a path
    #[arg(long = "repo", value_name = "NAME|PATH")]
    named: Option<String>,
}

/// A repository that is to be worked on.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// What to call it: its name, or where it lies if others have the same.
    pub name: String,
    /// The directory that all its work trees share.
    pub common_dir: PathBuf,
    /// The circumstances in it.
    pub context: Context,
}

impl RepoArgs {
    /// The records of the journal that concern those that are named, or all of the user's work; all where none is.
    pub(super) fn concerning(&self, said: Vec<Record>, ledgers: &[Ledger]) -> Vec<Record> {
        let roots: Vec<ObjectId> = ledgers.iter().flat_map(|ledger| ledger.roots.clone()).collect();
        let concerns = |record: &Record| !self.is_given() || record.said.concerns(&roots);
        said.into_iter().filter(concerns).collect()
    }

    /// Whether some were named.
    pub(super) const fn is_given(&self) -> bool {
        !self.named.is_empty()
    }

    /// Those that are named; else all that are listed, and the one of the run.
    ///
    /// # Errors
    /// When the list cannot be read, or something is named that is no repository.
    pub(super) fn chosen(&self, context: &Context) -> anyhow::Result<Vec<Chosen>> {
        let here = open_here(context)?;
        let listed = list_at(context, here.as_ref())?.read()?;
        let here = here.map(|repository| repository.common_dir());
        let mut common_dirs = Vec::new();
        if self.is_given() {
            for name in &self.named {
                common_dirs.extend(named(name, &listed, context)?);
            }
        } else {
            common_dirs.extend(listed.into_iter().map(|entry| entry.common_dir));
            common_dirs.extend(here.clone());
        }
        // The one of the run is entered where the run is: another work tree may be at another commit.
        let enter = |common_dir: &Path| match &here {
            Some(here) if here == common_dir => context.clone(),
            _ => context.at(place(common_dir)),
        };
        Ok(each_once(common_dirs.into_iter().map(|dir| (enter(&dir), dir))))
    }
}

impl OneRepoArgs {
    /// The same repository alone, for what can speak of several; all of them where none is named.
    pub(super) fn alone(&self) -> RepoArgs {
        RepoArgs { named: self.named.iter().cloned().collect() }
    }

    /// The circumstances in it.
    ///
    /// # Errors
    /// When the list cannot be read, or what is named is no repository, or several.
    pub(super) fn enter(&self, context: &Context) -> anyhow::Result<Context> {
        let Some(name) = &self.named else { return Ok(context.clone()) };
        let listed = list_of_run(context)?.read()?;
        match named(name, &listed, context)?.as_slice() {
            [only] => Ok(context.at(place(only))),
            several => {
                let places = several.iter().map(|dir| place(dir).display().to_string());
                let says = format!("`{name}` is the name of several repositories");
                let advice =
                    format!("name one by its path: {}", places.collect::<Vec<_>>().join(" or "));
                Err(anyhow::Error::new(UsageError::new(says.clone()))
                    .context(Hint::new(says, advice)))
            }
        }
    }
}

/// Every repository down to so many levels below a folder; none where there is none.
pub(super) fn below(context: &Context, folder: &Path, depth: usize) -> Vec<Chosen> {
    let found = find_repositories(folder, depth, &[]).repositories;
    let common_dir = |path: &PathBuf| {
        // What cannot be opened stands for itself, and is told when it is worked on.
        Repository::open_at(path).map_or_else(|_| path.clone(), |found| found.common_dir())
    };
    let mut found: Vec<(PathBuf, PathBuf)> =
        found.into_iter().map(|path| (common_dir(&path), path)).collect();
    // Of several work trees the one that has the repository in it.
    found.sort_by_key(|(common_dir, path)| !common_dir.starts_with(path));
    let mut chosen = each_once(found.into_iter().map(|(dir, path)| (context.at(&path), dir)));
    chosen.sort_by(|one, other| one.context.directory().cmp(other.context.directory()));
    chosen
}

/// The list that holds where the command runs. A repository that is broken is no reason to know none.
///
/// # Errors
/// When a setting may not be.
pub(super) fn list_of_run(context: &Context) -> anyhow::Result<Registry> {
    list_at(context, open_here(context).unwrap_or_default().as_ref())
}

fn list_at(context: &Context, here: Option<&Repository>) -> anyhow::Result<Registry> {
    let settings = match here {
        Some(repository) => settings(repository, context, &[])?,
        None => context.settings_here(&[])?,
    };
    Ok(Registry::new(&settings.data_dir.value))
}

/// The repository of the run; `None` where there is none.
///
/// # Errors
/// When there is one that cannot be opened.
pub(super) fn open_here(context: &Context) -> anyhow::Result<Option<Repository>> {
    match open_repository(context) {
        Ok(repository) => Ok(Some(repository)),
        Err(error) => match error.downcast_ref::<OpenError>() {
            Some(OpenError::NotARepository(_)) => Ok(None),
            _ => Err(error),
        },
    }
}

/// The listed repositories of a name, else the one at a path.
fn named(name: &str, listed: &[Entry], context: &Context) -> anyhow::Result<Vec<PathBuf>> {
    let has_name = |entry: &&Entry| repository_name(&entry.common_dir) == name;
    let found: Vec<PathBuf> =
        listed.iter().filter(has_name).map(|entry| entry.common_dir.clone()).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let path = context.directory().join(name);
    match Repository::open(Some(&path)) {
        Ok(repository) => Ok(vec![repository.common_dir()]),
        Err(_) if path.exists() => {
            Err(open_repository(&context.at(&path)).err().unwrap_or_else(|| unknown(name)))
        }
        Err(_) => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> anyhow::Error {
    let says = format!("`{name}` is neither the name of a listed repository nor a path to one");
    let advice = "`git headway repos` lists them; `git headway repos add PATH` adds one";
    anyhow::Error::new(UsageError::new(says.clone())).context(Hint::new(says, advice))
}

/// Each repository once, where it comes first, with a name of its own.
fn each_once(all: impl Iterator<Item = (Context, PathBuf)>) -> Vec<Chosen> {
    let mut seen = HashSet::new();
    let chosen = all.filter(|(_, common_dir)| seen.insert(common_dir.clone()));
    let mut chosen: Vec<Chosen> = chosen
        .map(|(context, common_dir)| Chosen {
            name: repository_name(&common_dir),
            common_dir,
            context,
        })
        .collect();
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    for Chosen { name, .. } in &chosen {
        *bearers.entry(name.clone()).or_default() += 1;
    }
    for chosen in &mut chosen {
        if bearers[&chosen.name] > 1 {
            chosen.name = place(&chosen.common_dir).display().to_string();
        }
    }
    chosen
}

impl Chosen {
    /// How long work on it may take beside others: by its packs, and whether it was mined before.
    pub(super) fn weight(&self) -> f64 {
        /// What is done for any repository, in bytes of packs.
        const ANY: f64 = 100_000.0;
        /// The part of a history that is new, where it was mined before.
        const NEW: f64 = 0.02;
        let data_dir = self.context.settings(&[], &[]).map(|settings| settings.data_dir.value);
        let is_mined = data_dir.is_ok_and(|dir| store_path_of(&dir, &self.common_dir).exists());
        let bytes = packed_bytes(&self.common_dir) as f64;
        ANY + if is_mined { bytes * NEW } else { bytes }
    }
}
