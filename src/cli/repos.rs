//! `git headway repos`: the repositories that you work in, and who you are in them.
//!
//! In: a subcommand. Out: what that says. Deliberately absent: work in a repository.

use clap::Subcommand;

use crate::ui::Ui;

use super::me::MeArgs;
use super::{Context, ExitStatus, me};

/// Say which addresses are yours
#[derive(Debug, clap::Args)]
pub(super) struct ReposArgs {
    #[command(subcommand)]
    command: ReposCommand,
}

#[derive(Debug, Subcommand)]
enum ReposCommand {
    Me(MeArgs),
}

/// Does what is asked of the list.
///
/// # Errors
/// As the subcommand says.
pub(super) fn run(ui: &Ui, context: &Context, args: &ReposArgs) -> anyhow::Result<ExitStatus> {
    match &args.command {
        ReposCommand::Me(args) => me::run(ui, context, args),
    }
}
