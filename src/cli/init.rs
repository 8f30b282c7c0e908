//! `git headway init`: put the hooks in, mine, and show a first insight.
//!
//! In: this repository. Out: two hook files, facts, and what they say at first sight.
//! Deliberately absent: deciding what is written where (`hook`).

use anyhow::Context as _;

use crate::git::Head;
use crate::hook::install;
use crate::pipeline::store_path;
use crate::report::{HotspotQuery, Text, hotspots, terminal};
use crate::ui::Ui;

use super::workspace::{Workspace, open_repository, settings};
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

/// What somebody who has just installed it would like to know.
const WHAT_THE_HOOK_DOES: &str =
    "when a commit patches a spot again and again, one line on the terminal says so";

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
        let settings = settings(&repository, context, &[])?;
        let facts = store_path(&settings.data_dir.value, &repository);
        ui.print_raw(&format!("{plan}would keep facts in `{}`\n", facts.display()))?;
        return Ok(ExitStatus::Ok);
    }
    plan.apply()?;
    for (event, outcome) in plan.outcomes() {
        ui.note(&format!("{event}: {outcome}"));
    }
    ui.note(WHAT_THE_HOOK_DOES);
    // The store has to be there for the hook: where there is none, nobody asked for mining.
    let mut workspace = Workspace::open(ui, context, &[])?;
    ui.note(&format!(
        "facts are kept in {}, on this machine alone",
        workspace.store.path().display()
    ));
    if repository.head()? == Head::Unborn {
        ui.note("no commits yet; the hook looks at each from the first one on");
    } else {
        first_insight(&mut workspace, context)?;
    }
    ui.hint("`git headway uninstall` takes the hooks out again");
    Ok(ExitStatus::Ok)
}

fn first_insight(workspace: &mut Workspace, context: &Context) -> anyhow::Result<()> {
    let judged = workspace.judged(context)?;
    let recurring = judged.thresholds.recurring;
    let query = HotspotQuery { limit: SHOWN, recurring, ..HotspotQuery::default() };
    let found =
        hotspots(&judged.history, &judged.episodes, &judged.expected(), context.now(), &query);
    let mut text = Text::new();
    text.plain(format!("{} commits mined.", judged.history.commits.len())).newline();
    if found.spots.is_empty() {
        let window = judged.thresholds.window_days();
        text.plain(format!(
            "No spot was patched {recurring} times or more with at most {window} days between."
        ));
        text.newline();
        workspace.ui.print(&text)?;
    } else {
        workspace.ui.print(&text)?;
        workspace.ui.print(&terminal::hotspots(&found, workspace.ui.width()))?;
    }
    workspace.ui.hint("`git headway retro` writes the year; `git headway why PATH` tells why");
    Ok(())
}
