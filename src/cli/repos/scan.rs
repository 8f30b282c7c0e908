//! `git headway repos scan`: find repositories and list them.
//!
//! In: folders. Out: a line for each repository below them, and the list with those that were not on it. Deliberately
//! absent: how they are found (`git::find`), and hooks; `init --all` puts those in.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::git::{Found, find_repositories, repository_name};
use crate::model::printable;
use crate::registry::place;
use crate::report::{Label, Text};
use crate::ui::Ui;

use super::super::chosen::list_of_run;
use super::super::each::in_one_line;
use super::super::mine::DEPTH;
use super::super::workspace::{counted, open_repository};
use super::super::{Context, ExitStatus};

/// Find the repositories below some folders, and list them
///
/// Looks into repositories too, and follows no symbolic links. Passes over caches and folders for other people's code
/// (docs/repositories.md has their names). Linked work trees belong to their repository; submodules are counted and left out.
#[derive(Debug, clap::Args)]
pub(super) struct ScanArgs {
    /// The folders
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Levels that are looked into below each folder
    #[arg(long, value_name = "LEVELS", default_value_t = DEPTH)]
    depth: usize,
    /// Also pass over folders of this name; may be given several times
    #[arg(long, value_name = "NAME")]
    ignore: Vec<OsString>,
    /// Show what is found, and list nothing
    #[arg(long)]
    dry_run: bool,
}

/// Searches, lists and tells.
///
/// # Errors
/// When the list cannot be read or written.
pub(super) fn run(ui: &Ui, context: &Context, args: &ScanArgs) -> anyhow::Result<ExitStatus> {
    let list = list_of_run(context)?;
    let listed = list.read()?;
    let mut status = ExitStatus::Ok;
    // By common directory, in order of where they were found, and how many work trees of each were.
    let mut places: Vec<PathBuf> = Vec::new();
    let mut work_trees: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for folder in &args.folders {
        let folder = context.directory().join(folder);
        let folder = folder.canonicalize().unwrap_or(folder);
        let found = find_repositories(&folder, args.depth, &args.ignore);
        if !tell_search(ui, &folder, &found) {
            status = ExitStatus::Failure;
        }
        for path in found.repositories {
            match open_repository(&context.at(&path)) {
                Ok(repository) => {
                    let common_dir = repository.common_dir();
                    let trees = work_trees.entry(common_dir.clone()).or_default();
                    *trees += 1;
                    if *trees == 1 {
                        places.push(common_dir);
                    }
                }
                Err(error) => {
                    let says = in_one_line(&error);
                    ui.warn(&format!("{} was left out: {says}", path.display()));
                    status = ExitStatus::Failure;
                }
            }
        }
    }
    let is_listed = |place: &Path| listed.iter().any(|entry| entry.common_dir == place);
    let new: Vec<PathBuf> = places.iter().filter(|place| !is_listed(place)).cloned().collect();
    if !args.dry_run {
        list.add(&new)?;
    }
    let mut text = Text::new();
    for place in &places {
        let how = match (is_listed(place), args.dry_run) {
            (true, _) => "listed before",
            (false, true) => "would be listed",
            (false, false) => "listed",
        };
        tell(&mut text, place, how, work_trees[place]);
    }
    ui.print(&text)?;
    if !new.is_empty() && !args.dry_run {
        ui.hint("`git headway mine --all` mines them now; answers mine what they need");
    }
    Ok(status)
}

/// A line on one repository, which was found in so many work trees.
pub(super) fn tell(text: &mut Text, common_dir: &Path, how: &str, work_trees: usize) {
    text.push(Label::Strong, repository_name(common_dir)).plain(format!(": {how}"));
    if work_trees > 1 {
        text.plain(format!(", {}", counted(work_trees, "work tree")));
    }
    let place = printable(place(common_dir).as_os_str().as_encoded_bytes());
    text.push(Label::Muted, format!(" ({place})")).newline();
}

/// Says what the search could not or would not look into; whether it found anything.
fn tell_search(ui: &Ui, folder: &Path, found: &Found) -> bool {
    for path in &found.unreadable {
        ui.warn(&format!("could not look into {}", path.display()));
    }
    if !found.submodules.is_empty() {
        let submodules = counted(found.submodules.len(), "submodule");
        ui.note(&format!("{submodules} left out; `git headway repos add PATH` lists one"));
    }
    if found.repositories.is_empty() {
        ui.warn(&format!("there is no repository below {}", folder.display()));
    }
    !found.repositories.is_empty()
}
