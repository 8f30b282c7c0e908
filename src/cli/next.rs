//! `git headway next`: what a root-cause fix would save most.

use crate::report::{self, NEXT, terminal, to_json};
use crate::ui::Ui;

use super::chosen::OneRepoArgs;
use super::reading::{AuthorArgs, Format};
use super::workspace::Workspace;
use super::{Context, ExitStatus, needs};

/// Name the spots whose cause is most worth looking for: what they cost, and what they will
#[derive(Debug, clap::Args)]
pub(super) struct NextArgs {
    #[command(flatten)]
    repository: OneRepoArgs,
    #[command(flatten)]
    author: AuthorArgs,
    /// Only spots that you (or `--author`) patched
    #[arg(long)]
    mine: bool,
    /// How many to name
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = NEXT)]
    limit: usize,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Prints the spots.
///
/// # Errors
/// When the repository cannot be mined, or no author is like the one named.
pub(super) fn run(ui: &Ui, context: &Context, args: &NextArgs) -> anyhow::Result<ExitStatus> {
    let context = &args.repository.enter(context)?;
    let mut workspace = Workspace::open(ui, context, &[])?;
    let judged = workspace.judged_for(context, |_, judged| needs::of_chains(judged))?;
    let subject = workspace.subject_if(&args.author, args.mine, &judged.history)?;
    let answer = report::next(
        &judged.history,
        &judged.episodes,
        &judged.expected(),
        context.now(),
        judged.thresholds.recurring,
        subject,
        args.limit,
    );
    match args.format {
        Format::Json => workspace.ui.print_raw(&to_json(&answer))?,
        Format::Text => workspace.ui.print(&terminal::next(&answer, workspace.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}
