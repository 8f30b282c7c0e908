//! `git headway mine`: bring the facts up to date.
//!
//! In: this repository, or every repository below some folders. Out: a line for each.
//! Deliberately absent: what the facts mean; the reading commands tell that.

use std::path::{Path, PathBuf};

use crate::git::repositories_below;
use crate::pipeline::MineSummary;
use crate::report::{Label, Text};
use crate::ui::Ui;

use super::workspace::{Refresh, Workspace};
use super::{Context, ExitStatus};

/// Bring the facts of this repository up to date
///
/// Reads what is new behind HEAD and keeps it on this machine, outside of the repository. The other
/// commands do this by themselves; a run that is stopped goes on where it was.
#[derive(Debug, clap::Args)]
pub(super) struct MineArgs {
    /// Mine every repository below this folder instead; may be given several times
    #[arg(long, value_name = "DIR")]
    below: Vec<PathBuf>,
    /// Forget what is known and mine everything again
    #[arg(long)]
    from_scratch: bool,
}

/// Folders that are looked into below the one that is named.
const DEPTH: usize = 6;

/// Mines, and says for each repository what was new.
///
/// # Errors
/// When the only repository that was asked for cannot be mined, or there is none.
pub(super) fn run(ui: &Ui, context: &Context, args: &MineArgs) -> anyhow::Result<ExitStatus> {
    let refresh = if args.from_scratch { Refresh::All } else { Refresh::New };
    if args.below.is_empty() {
        return mine(ui, context, refresh);
    }
    let mut status = ExitStatus::Ok;
    for folder in &args.below {
        let folder = context.directory().join(folder);
        let folder = folder.canonicalize().unwrap_or(folder);
        let found = repositories_below(&folder, DEPTH);
        if found.is_empty() {
            ui.warn(&format!("there is no repository below {}", folder.display()));
            status = ExitStatus::Failure;
        }
        for repository in found {
            // One broken repository never stops the others.
            match mine(ui, &context.at(&repository), refresh) {
                Ok(ExitStatus::Ok) => {}
                Ok(_) => status = ExitStatus::Failure,
                Err(error) if ui.is_interrupted() => return Err(error),
                Err(error) => {
                    let says = format!("{} was left out: {error}", repository.display());
                    ui.error(&error.context(says));
                    status = ExitStatus::Failure;
                }
            }
        }
    }
    Ok(status)
}

/// Mines one repository. A history with a hole in it is a failure, though the rest is known.
fn mine(ui: &Ui, context: &Context, refresh: Refresh) -> anyhow::Result<ExitStatus> {
    let mut workspace = Workspace::open(ui, context, &[])?;
    let summary = workspace.mine(refresh)?;
    let place = workspace.store.path();
    workspace.ui.print(&told(&workspace.repository.name(), place, &summary))?;
    let whole = summary.missing_commits.is_empty();
    Ok(if whole { ExitStatus::Ok } else { ExitStatus::Failure })
}

fn told(name: &str, place: &Path, summary: &MineSummary) -> Text {
    let mut text = Text::new();
    text.push(Label::Strong, name).plain(": ");
    match (summary.commits, summary.new_commits) {
        (0, _) => text.plain("no commits yet"),
        (commits, 0) => text.plain(format!("{} known, nothing new", counted(commits))),
        (commits, new) if new == commits => text.plain(format!("{} mined", counted(commits))),
        (commits, new) => text.plain(format!("{} known, {new} of them new", counted(commits))),
    };
    if summary.forgotten_commits > 0 {
        let gone = counted(summary.forgotten_commits);
        text.plain(format!("; {gone} no longer behind HEAD, forgotten"));
    }
    text.push(Label::Muted, format!(" ({})", place.display())).newline();
    text
}

fn counted(commits: usize) -> String {
    if commits == 1 { "1 commit".to_owned() } else { format!("{commits} commits") }
}
