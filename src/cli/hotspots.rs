//! `git headway hotspots`: the spots that are patched again and again.

use crate::report::{self, HotspotQuery, terminal, to_json};
use crate::ui::Ui;

use super::chosen::OneRepoArgs;
use super::reading::{AuthorArgs, Format, PeriodArgs};
use super::workspace::Workspace;
use super::{Context, ExitStatus, needs};

/// List the spots that are patched again and again, by default those patched in the last two years
#[derive(Debug, clap::Args)]
pub(super) struct HotspotsArgs {
    #[command(flatten)]
    repository: OneRepoArgs,
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    author: AuthorArgs,
    /// Only spots that you (or `--author`) patched
    #[arg(long)]
    mine: bool,
    /// How many to list
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 20)]
    limit: usize,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Prints the list.
///
/// # Errors
/// When the repository cannot be mined, or no author is like the one named.
pub(super) fn run(ui: &Ui, context: &Context, args: &HotspotsArgs) -> anyhow::Result<ExitStatus> {
    let context = &args.repository.enter(context)?;
    let (since, until) = args.period.period()?;
    let mut workspace = Workspace::open(ui, context, &[])?;
    let judged = workspace.judged_for(context, |_, judged| needs::of_chains(judged))?;
    let subject = workspace.subject_if(&args.author, args.mine, &judged.history)?;
    let recurring = judged.thresholds.recurring;
    let query = HotspotQuery { since, until, subject, limit: args.limit, recurring };
    let answer = report::hotspots(
        &judged.history,
        &judged.episodes,
        &judged.expected(),
        context.now(),
        &query,
    );
    match args.format {
        Format::Json => workspace.ui.print_raw(&to_json(&answer))?,
        Format::Text => workspace.ui.print(&terminal::hotspots(&answer, workspace.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}
