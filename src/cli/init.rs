//! `git headway init`: put the hooks in, mine, and show a first insight.
//!
//! In: this repository. Out: two hook files, facts, and what they say at first sight.
//! Deliberately absent: deciding what is written where (`hook`).

use anyhow::Context as _;

use crate::git::Head;
use crate::hook::install;
use crate::report::{HotspotQuery, Text, hotspots, terminal};
use crate::ui::Ui;

use super::workspace::{Workspace, open_repository};
use super::{Context, ExitStatus, Hint, site};

/// Put the git hooks into this repository, mine it, and show a first insight
///
/// After a commit the hook takes one quick look and says one line at most, on a terminal, when the
/// commit patches a spot that keeps being patched. It never fails or delays a commit, and
/// `git headway uninstall` restores what was there.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// Show every byte that would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Recurring spots that the first insight names.
const SHOWN: usize = 3;

/// Installs, mines and tells.
///
/// # Errors
/// When the hooks cannot be installed here, or the repository cannot be mined.
pub(super) fn run(ui: &Ui, context: &Context, args: &InitArgs) -> anyhow::Result<ExitStatus> {
    let repository = open_repository(context)?;
    let binary =
        context.environment().program().context("could not find out where this program lies")?;
    let plan = install::plan(&site::observe(&repository)?, binary)
        .map_err(|refusal| anyhow::Error::new(Hint::new(refusal.to_string(), refusal.remedy())))?;
    if args.dry_run {
        ui.print_raw(&plan.to_string())?;
        return Ok(ExitStatus::Ok);
    }
    plan.apply()?;
    for (event, outcome) in plan.outcomes() {
        ui.note(&format!("{event}: {outcome}"));
    }
    if repository.head()? == Head::Unborn {
        ui.note("no commits yet; git-headway looks at each from now on");
        return Ok(ExitStatus::Ok);
    }
    first_insight(&mut Workspace::open(ui, context, &[])?, context)?;
    Ok(ExitStatus::Ok)
}

fn first_insight(workspace: &mut Workspace, context: &Context) -> anyhow::Result<()> {
    let judged = workspace.judged(context)?;
    let recurring = judged.thresholds.recurring;
    let query = HotspotQuery { limit: SHOWN, recurring, ..HotspotQuery::default() };
    let found = hotspots(&judged.history, &judged.episodes, context.now(), &query);
    let mut text = Text::new();
    text.plain(format!("{} commits mined.", judged.history.commits.len())).newline();
    if found.spots.is_empty() {
        text.plain("No spot has been patched again and again.").newline();
        workspace.ui.print(&text)?;
    } else {
        workspace.ui.print(&text)?;
        workspace.ui.print(&terminal::hotspots(&found, workspace.ui.width()))?;
    }
    workspace.ui.hint("`git headway retro` writes the year; `git headway why PATH` tells why");
    Ok(())
}
