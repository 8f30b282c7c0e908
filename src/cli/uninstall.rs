//! `git headway uninstall`: take the hooks out and restore what was there.

use crate::hook::uninstall;
use crate::ui::Ui;

use super::workspace::open_repository;
use super::{Context, ExitStatus, site};

/// Take the git hooks out of this repository and restore what was there
#[derive(Debug, clap::Args)]
pub(super) struct UninstallArgs {
    /// Show every step, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Uninstalls; a hook that is not git-headway's, or was changed since, is left and named.
///
/// # Errors
/// When the hooks directory cannot be read or written.
pub(super) fn run(ui: &Ui, context: &Context, args: &UninstallArgs) -> anyhow::Result<ExitStatus> {
    let plan = uninstall::plan(&site::observe(&open_repository(context)?)?);
    if args.dry_run {
        ui.print_raw(&plan.to_string())?;
        return Ok(ExitStatus::Ok);
    }
    plan.apply()?;
    for (event, outcome) in plan.outcomes() {
        let says = format!("{event}: {outcome}");
        if outcome.is_left() { ui.warn(&says) } else { ui.note(&says) }
    }
    Ok(ExitStatus::Ok)
}
