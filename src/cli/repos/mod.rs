//! `git headway repos`: the repositories that answers about a person speak of.
//!
//! In: folders, paths, names, addresses. Out: the list, looked at or changed, and who the user is there. Deliberately absent: mining; `mine --all` does that.

mod change;
mod list;
mod scan;

use clap::Subcommand;

use crate::ui::Ui;

use super::me::MeArgs;
use super::{Context, ExitStatus, me};

/// List the repositories that answers about a person speak of; find, add and remove some; say which addresses are yours
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct ReposArgs {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    list: list::ListArgs,
}

#[derive(Debug, Subcommand)]
enum Action {
    List(list::ListArgs),
    Scan(scan::ScanArgs),
    Add(change::AddArgs),
    Remove(change::RemoveArgs),
    Me(MeArgs),
}

/// Does what is asked.
///
/// # Errors
/// When the list cannot be read or written.
pub(super) fn run(ui: &Ui, context: &Context, args: &ReposArgs) -> anyhow::Result<ExitStatus> {
    match &args.action {
        None => list::run(ui, context, &args.list),
        Some(Action::List(args)) => list::run(ui, context, args),
        Some(Action::Scan(args)) => scan::run(ui, context, args),
        Some(Action::Add(args)) => change::add(ui, context, args),
        Some(Action::Remove(args)) => change::remove(ui, context, args),
        Some(Action::Me(args)) => me::run(ui, context, args),
    }
}
