//! `git headway repos add` and `git headway repos remove`.
//!
//! In: paths and names. Out: the list with more or fewer repositories. Deliberately absent: facts; they stay until
//! somebody deletes the file, whose name is told.

use std::path::{Path, PathBuf};

use clap::ArgGroup;

use crate::git::{Repository, repository_name};
use crate::pipeline::store_path_of;
use crate::registry::Entry;
use crate::report::{Label, Text};
use crate::ui::{Hint, Ui};

use super::super::chosen::list_of_run;
use super::super::each::in_one_line;
use super::super::{Context, ExitStatus};
use super::scan::tell;

/// Add repositories to the list
#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// The repositories, or folders inside of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Take repositories off the list; their facts stay, and the repositories are not touched
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("which").required(true).multiple(true).args(["names", "missing"]))]
pub(super) struct RemoveArgs {
    /// The repositories: paths, or names in the list
    #[arg(value_name = "PATH|NAME")]
    names: Vec<PathBuf>,
    /// Those that are no longer there
    #[arg(long)]
    missing: bool,
}

/// Adds; what is no repository is told, and the others are added.
///
/// # Errors
/// When the list cannot be read or written.
pub(super) fn add(ui: &Ui, context: &Context, args: &AddArgs) -> anyhow::Result<ExitStatus> {
    let list = list_of_run(context)?;
    let mut status = ExitStatus::Ok;
    let mut found = Vec::new();
    for path in &args.paths {
        match Repository::open(Some(&context.directory().join(path))) {
            Ok(repository) => found.push(repository.common_dir()),
            Err(error) => {
                ui.warn(&in_one_line(&error.into()));
                status = ExitStatus::Failure;
            }
        }
    }
    let new = list.add(&found)?;
    let mut text = Text::new();
    for common_dir in found {
        let how = if new.contains(&common_dir) { "listed" } else { "listed before" };
        tell(&mut text, &common_dir, how, 1);
    }
    ui.print(&text)?;
    Ok(status)
}

/// Removes; what is not listed, or must not go yet, is told, and the others go.
///
/// # Errors
/// When the list cannot be read or written.
pub(super) fn remove(ui: &Ui, context: &Context, args: &RemoveArgs) -> anyhow::Result<ExitStatus> {
    let list = list_of_run(context)?;
    let entries = list.read()?;
    let mut status = ExitStatus::Ok;
    let is_gone = |entry: &&Entry| args.missing && !entry.common_dir.is_dir();
    let mut going: Vec<&Entry> = entries.iter().filter(is_gone).collect();
    for name in &args.names {
        match find(name, &entries, context).and_then(without_hooks) {
            Ok(entry) => going.push(entry),
            Err(error) => {
                ui.error(&error);
                status = ExitStatus::Failure;
            }
        }
    }
    going.dedup();
    let common_dirs: Vec<PathBuf> = going.iter().map(|entry| entry.common_dir.clone()).collect();
    list.remove(&common_dirs)?;
    let data_dir = context.settings(&[], &[])?.data_dir.value;
    let mut text = Text::new();
    for entry in going {
        let facts = store_path_of(&data_dir, &entry.common_dir);
        text.push(Label::Strong, repository_name(&entry.common_dir)).plain(": off the list");
        if facts.exists() {
            text.plain(format!("; its facts stay in {}", facts.display()));
        }
        text.push(Label::Muted, format!(" ({})", entry.place().display())).newline();
    }
    ui.print(&text)?;
    if args.missing && common_dirs.is_empty() && status == ExitStatus::Ok {
        ui.note("every listed repository is there");
    }
    Ok(status)
}

/// The listed repository at a path, or of a name that no other has.
fn find<'a>(name: &Path, entries: &'a [Entry], context: &Context) -> anyhow::Result<&'a Entry> {
    let path = context.directory().join(name);
    let path = path.canonicalize().unwrap_or(path);
    // What is gone cannot be opened, and is known by its place.
    let opened = Repository::open(Some(&path)).ok().map(|repository| repository.common_dir());
    let is_there = |entry: &&Entry| {
        opened.as_ref() == Some(&entry.common_dir)
            || [entry.place(), &entry.common_dir].contains(&path.as_path())
    };
    if let Some(entry) = entries.iter().find(is_there) {
        return Ok(entry);
    }
    let shown = name.display();
    let has_name =
        |entry: &&Entry| name.to_str() == Some(repository_name(&entry.common_dir).as_str());
    match entries.iter().filter(has_name).collect::<Vec<_>>().as_slice() {
        [only] => Ok(only),
        [] => Err(hint(format!("`{shown}` is not listed"), "`git headway repos` shows the list")),
        several => {
            let places = several.iter().map(|entry| entry.place().display().to_string());
            let places = places.collect::<Vec<_>>().join(", ");
            let says = format!("`{shown}` is the name of several: {places}");
            Err(hint(says, "name the one by its path"))
        }
    }
}

/// One with hooks stays, so that they are found again when they are to be taken out.
fn without_hooks(entry: &Entry) -> anyhow::Result<&Entry> {
    if !entry.has_hooks || !entry.common_dir.is_dir() {
        return Ok(entry);
    }
    let place = entry.place().display();
    let says = format!("{} has hooks of git-headway", repository_name(&entry.common_dir));
    Err(hint(says, &format!("`git headway -C {place} uninstall` takes them out first")))
}

fn hint(says: String, advice: &str) -> anyhow::Error {
    anyhow::Error::new(Hint::new(says, advice))
}
