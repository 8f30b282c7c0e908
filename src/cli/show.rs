//! `git headway show`: the verdict on a commit, with its evidence, and what it did to the structure.

use crate::report::{self, terminal, to_json};
use crate::ui::Ui;

use super::chosen::OneRepoArgs;
use super::reading::{Format, NamesArgs, behind_head};
use super::workspace::Workspace;
use super::{Context, ExitStatus, needs};

/// Show the verdict on a commit, what it rests on, and what it did to the structure of the code
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    repository: OneRepoArgs,
    /// The commit: an id, a branch, a tag, HEAD~2
    #[arg(default_value = "HEAD")]
    commit: String,
    #[command(flatten)]
    names: NamesArgs,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Prints the verdict.
///
/// # Errors
/// When there is no such commit behind HEAD, or the repository cannot be mined.
pub(super) fn run(ui: &Ui, context: &Context, args: &ShowArgs) -> anyhow::Result<ExitStatus> {
    let context = &args.repository.enter(context)?;
    let mut workspace = Workspace::open(ui, context, &[])?;
    let id = workspace.repository.resolve(&args.commit)?;
    let judged =
        workspace.judged_for(context, |_, judged| needs::of_commit(&judged.history, id))?;
    let (history, verdicts, episodes) = (&judged.history, &judged.verdicts, &judged.episodes);
    let commit = behind_head(history, id)?;
    let structure = workspace.structure(id)?;
    let names = args.names.names();
    let answer =
        report::show(history, verdicts, episodes, commit, &structure, &judged.thresholds, names);
    match args.format {
        Format::Json => workspace.ui.print_raw(&to_json(&answer))?,
        Format::Text => workspace.ui.print(&terminal::show(&answer, workspace.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}
