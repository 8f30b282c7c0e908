//! `git headway status`: how things stand.

use crate::report::{self, Names, Pending, terminal, to_json};
use crate::ui::Ui;

use super::chosen::OneRepoArgs;
use super::goal::open_goals;
use super::quarter::{self, NOW};
use super::reading::{Format, NamesArgs};
use super::review::queued;
use super::workspace::Workspace;
use super::{Context, ExitStatus, UsageError};

/// Tell how often the computed kinds agree with what you said of commits, what waits for you, and your goals
///
/// With `--quarter` it looks at your goals alone, over all repositories of your list and the one you are in: whether the quarter
/// moved them, and what you noted of it. It fits on one screen.
#[derive(Debug, clap::Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    repository: OneRepoArgs,
    /// Tell whether a quarter moved your goals, 2025-Q3; the present one where none is named
    #[arg(long, value_name = "QUARTER", num_args = 0..=1, default_missing_value = NOW)]
    quarter: Option<String>,
    #[command(flatten)]
    names: NamesArgs,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Prints how things stand.
///
/// # Errors
/// When the repository cannot be mined.
pub(super) fn run(ui: &Ui, context: &Context, args: &StatusArgs) -> anyhow::Result<ExitStatus> {
    if let Some(named) = &args.quarter {
        if args.names.names() == Names::Shown {
            return Err(
                UsageError::new("`--quarter` counts others and has no place for names").into()
            );
        }
        let repositories = args.repository.alone();
        return quarter::run(ui, context, named, &repositories, args.format);
    }
    let context = &args.repository.enter(context)?;
    let mut workspace = Workspace::open(ui, context, &[])?;
    let judged = workspace.judged(context)?;
    let pending = Pending {
        elsewhere: workspace.lost().len(),
        waiting: queued(&workspace, &judged)?.len(),
        goals: open_goals(&workspace, context)?,
    };
    let (history, verdicts, episodes) = (&judged.history, &judged.verdicts, &judged.episodes);
    let answer = report::status(history, verdicts, episodes, pending, args.names.names());
    match args.format {
        Format::Json => workspace.ui.print_raw(&to_json(&answer))?,
        Format::Text => workspace.ui.print(&terminal::status(&answer, workspace.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}
