//! `git headway init --all DIR…`: every repository below some folders.
//!
//! In: the folders. Out: the hooks and the facts of each repository, a line for each, and what was
//! left out with the reason. One that is broken, or in which no hook may be put, never stops the others.
//! Deliberately absent: questions to a person.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::git::{Found, find_repositories};
use crate::hook::Outcome;
use crate::ui::Ui;

use super::super::mine::{DEPTH, mine};
use super::super::workspace::{Refresh, counted, open_repository, settings};
use super::super::{Context, ExitStatus};
use super::{InitArgs, Installer};

/// Installs and mines.
///
/// # Errors
/// When the run is interrupted, or stdout cannot be written.
pub(super) fn run(
    ui: &Ui,
    context: &Context,
    installer: &Installer<'_>,
    args: &InitArgs,
) -> anyhow::Result<ExitStatus> {
    let mut status = ExitStatus::Ok;
    // Work trees of one repository share their hooks.
    let mut seen = BTreeSet::new();
    for folder in &args.all {
        let folder = context.directory().join(folder);
        let folder = folder.canonicalize().unwrap_or(folder);
        let found = find_repositories(&folder, DEPTH, &[]);
        if !tell_search(ui, &folder, &found) {
            status = ExitStatus::Failure;
        }
        for path in &found.repositories {
            let context = context.at(path);
            match one(ui, &context, installer, args, path, &mut seen) {
                Ok(ExitStatus::Ok) => {}
                Ok(other) => status = other,
                Err(error) if ui.is_interrupted() => return Err(error),
                Err(error) => {
                    ui.error(&error);
                    status = ExitStatus::Failure;
                }
            }
        }
    }
    Ok(status)
}

/// Says what the search could not or would not look into; whether it found anything.
fn tell_search(ui: &Ui, folder: &Path, found: &Found) -> bool {
    for path in &found.unreadable {
        ui.warn(&format!("could not look into {}", path.display()));
    }
    if !found.submodules.is_empty() {
        let submodules = counted(found.submodules.len(), "submodule");
        ui.note(&format!("{submodules} left out; `git headway init` inside of one installs it"));
    }
    if found.repositories.is_empty() {
        ui.warn(&format!("there is no repository below {}", folder.display()));
    }
    !found.repositories.is_empty()
}

fn one(
    ui: &Ui,
    context: &Context,
    installer: &Installer<'_>,
    args: &InitArgs,
    path: &Path,
    seen: &mut BTreeSet<PathBuf>,
) -> anyhow::Result<ExitStatus> {
    let left_out = |error: anyhow::Error| error.context(format!("{} was left out", path.display()));
    let repository = open_repository(context).map_err(left_out)?;
    if !seen.insert(repository.common_dir()) {
        return Ok(ExitStatus::Ok);
    }
    if args.dry_run {
        let plan = installer.plan(&repository, installer.ask).map_err(left_out)?.1;
        ui.print_raw(&format!("{}:\n{plan}", path.display()))?;
        return Ok(ExitStatus::Ok);
    }
    let settings = settings(&repository, context, &[]).map_err(left_out)?;
    let plan = installer.install(&repository, &settings, installer.ask).map_err(left_out)?;
    ui.note(&format!("{}: {}", path.display(), in_short(plan.outcomes())));
    drop(repository);
    mine(ui, context, Refresh::New, false)
        .map_err(|error| error.context(format!("{} was installed, but not mined", path.display())))
}

/// Both outcomes in one line; once, where they are the same.
fn in_short(outcomes: &[(crate::hook::Event, Outcome)]) -> String {
    match outcomes {
        [(_, one), (_, other)] if one == other => one.to_string(),
        outcomes => {
            let each = outcomes.iter().map(|(event, outcome)| format!("{event} {outcome}"));
            each.collect::<Vec<_>>().join("; ")
        }
    }
}
