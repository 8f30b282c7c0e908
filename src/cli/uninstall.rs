//! `git headway uninstall`: take the hooks out and restore what was there.
//!
//! In: this repository, or every repository in the list of those where hooks were put. Out: what was
//! there before, byte for byte, and a line for each hook. Deliberately absent: facts and answers; they
//! stay where they are.

use std::path::Path;

use crate::hook::{Outcome, Plan, Site, uninstall};
use crate::registry::Registry;
use crate::ui::Ui;

use super::workspace::{open_repository, settings};
use super::{Context, ExitStatus, site};

/// Take the git hooks out of this repository and restore what was there
#[derive(Debug, clap::Args)]
pub(super) struct UninstallArgs {
    /// Show every step, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Take them out of every repository where they were put
    #[arg(long)]
    all: bool,
}

/// Uninstalls; a hook that is not git-headway's, or was changed since, is left and named.
///
/// # Errors
/// When the git directory cannot be read or written.
pub(super) fn run(ui: &Ui, context: &Context, args: &UninstallArgs) -> anyhow::Result<ExitStatus> {
    if args.all {
        return all(ui, context, args);
    }
    let repository = open_repository(context)?;
    let site = site::observe(&repository, context)?;
    let plan = uninstall::plan(&site);
    if args.dry_run {
        ui.print_raw(&plan.to_string())?;
        return Ok(ExitStatus::Ok);
    }
    let settings = settings(&repository, context, &[])?;
    apply(&plan, &site, &Registry::new(&settings.data_dir.value))?;
    tell(ui, "", &plan);
    Ok(ExitStatus::Ok)
}

/// Every listed repository, whether the rest of it can be read or not.
fn all(ui: &Ui, context: &Context, args: &UninstallArgs) -> anyhow::Result<ExitStatus> {
    let list = Registry::new(&context.settings_here(&[])?.data_dir.value);
    let mut listed = list.read()?;
    listed.retain(|entry| entry.has_hooks);
    if listed.is_empty() {
        ui.note("no hooks are installed anywhere");
    }
    let mut status = ExitStatus::Ok;
    for path in listed.into_iter().map(|entry| entry.common_dir) {
        let name = path.display().to_string();
        if !path.is_dir() {
            ui.note(&format!("{name} is no longer there"));
            if !args.dry_run {
                list.hooks_taken(&path)?;
            }
            continue;
        }
        if let Err(error) = one(ui, &list, &path, args.dry_run) {
            ui.error(&error.context(format!("{name} was left as it is")));
            status = ExitStatus::Failure;
        }
    }
    Ok(status)
}

fn one(ui: &Ui, list: &Registry, path: &Path, dry_run: bool) -> anyhow::Result<()> {
    let site = Site::observe(path, None, None)?;
    let plan = uninstall::plan(&site);
    if dry_run {
        return ui.print_raw(&format!("{}:\n{plan}", path.display()));
    }
    apply(&plan, &site, list)?;
    tell(ui, &format!("{}: ", path.display()), &plan);
    Ok(())
}

/// A repository stays listed as one with hooks as long as something of git-headway's is left in it.
fn apply(plan: &Plan, site: &Site, list: &Registry) -> anyhow::Result<()> {
    plan.apply()?;
    let is_whole = |outcome: &Outcome| {
        !outcome.is_left() || matches!(outcome, Outcome::LeftForeign { kept: None, .. })
    };
    if plan.outcomes().iter().all(|(_, outcome)| is_whole(outcome)) {
        list.hooks_taken(&site.git_directory)?;
    }
    Ok(())
}

fn tell(ui: &Ui, place: &str, plan: &Plan) {
    for (event, outcome) in plan.outcomes() {
        let says = format!("{place}{event}: {outcome}");
        if outcome.is_left() { ui.warn(&says) } else { ui.note(&says) }
    }
}
