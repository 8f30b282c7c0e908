//! `git headway mine`: bring the facts up to date.
//!
//! In: this repository, those that are listed or named, or every repository below some folders. Out: a line for
//! each, in their order, and what could not be compared.
//! Deliberately absent: what the facts mean; the reading commands tell that.

use std::path::{Path, PathBuf};

use crate::mine::{LARGEST, MOST_FILES};
use crate::pipeline::MineSummary;
use crate::report::{Label, Text};
use crate::store::{Skipped, StructureCounts};
use crate::ui::{Hint, Ui};

use super::chosen::{RepoArgs, below};
use super::each::{each_repository, tell_left_out};
use super::workspace::{Refresh, Workspace, counted};
use super::{Context, ExitStatus};

/// Bring the facts of this repository up to date
///
/// Reads what is new behind HEAD and keeps it on this machine, outside of the repository. The other
/// commands do this by themselves; a run that is stopped goes on where it was.
#[derive(Debug, clap::Args)]
pub(super) struct MineArgs {
    /// Mine every repository of the list, and this one; two at a time
    #[arg(long, conflicts_with_all = ["named", "below"])]
    all: bool,
    #[command(flatten)]
    repositories: RepoArgs,
    /// Mine every repository below this folder instead; may be given several times
    #[arg(long, value_name = "DIR", conflicts_with = "named")]
    below: Vec<PathBuf>,
    /// Forget what is known and mine everything again
    #[arg(long)]
    from_scratch: bool,
    /// Also look into each commit for what it did to the structure of the code: what was extracted,
    /// moved, renamed. Takes longer; a run that is stopped goes on where it was
    #[arg(long)]
    deep: bool,
}

/// Folders that are looked into below the one that is named.
pub(super) const DEPTH: usize = 6;

/// Lost versions that are named.
const NAMED: usize = 3;

/// Mines, and says for each repository what was new and what was skipped.
///
/// # Errors
/// When the only repository that was asked for cannot be mined, or there is none.
pub(super) fn run(ui: &Ui, context: &Context, args: &MineArgs) -> anyhow::Result<ExitStatus> {
    let refresh = if args.from_scratch { Refresh::All } else { Refresh::New };
    if !args.all && !args.repositories.is_given() && args.below.is_empty() {
        return mine(ui, context, refresh, args.deep);
    }
    let mut status = ExitStatus::Ok;
    let mut chosen = Vec::new();
    for folder in &args.below {
        let folder = context.directory().join(folder);
        let folder = folder.canonicalize().unwrap_or(folder);
        let found = below(context, &folder, DEPTH);
        if found.is_empty() {
            ui.warn(&format!("there is no repository below {}", folder.display()));
            status = ExitStatus::Failure;
        }
        chosen.extend(found);
    }
    if args.below.is_empty() {
        chosen = args.repositories.chosen(context)?;
        anyhow::ensure!(!chosen.is_empty(), none_listed());
    }
    let work = |ui: &Ui, context: &Context| mine(ui, context, refresh, args.deep);
    each_repository(ui, &chosen, work, |chosen, mined| {
        match mined {
            Ok(ExitStatus::Ok) => {}
            Ok(_) => status = ExitStatus::Failure,
            Err(error) => {
                tell_left_out(ui, chosen, &error);
                status = ExitStatus::Failure;
            }
        }
        Ok(())
    })?;
    Ok(status)
}

/// There is nothing to speak of.
pub(super) fn none_listed() -> Hint {
    Hint::new(
        "there is no repository here, and none is listed",
        "`git headway repos scan DIR` finds and lists those below a folder",
    )
}

/// Mines one repository, and tells. A history with a hole in it is a failure, though the rest is known.
pub(super) fn mine(
    ui: &Ui,
    context: &Context,
    refresh: Refresh,
    deep: bool,
) -> anyhow::Result<ExitStatus> {
    let mut workspace = Workspace::open(ui, context, &[])?;
    let summary = workspace.mine(refresh)?;
    let mut text = told(&workspace.repository.name(), workspace.store.path(), &summary);
    if summary.new_commits == 0 {
        workspace.ui.print(&text)?;
    } else {
        let skipped = workspace.skipped(&summary, NAMED)?;
        tell_skipped(&mut text, &skipped);
        workspace.ui.print(&text)?;
        workspace.tell_gaps(skipped.cut_off, &summary, skipped.lost_versions)?;
    }
    if deep && summary.commits > 0 {
        let new = workspace.deepen()?;
        let counts = workspace.store.structure_counts()?;
        workspace.ui.print(&told_structure(new, counts))?;
    }
    let whole = summary.missing_commits.is_empty();
    Ok(if whole { ExitStatus::Ok } else { ExitStatus::Failure })
}

fn told(name: &str, place: &Path, summary: &MineSummary) -> Text {
    let mut text = Text::new();
    text.push(Label::Strong, name).plain(": ");
    match (summary.commits, summary.new_commits) {
        (0, _) => text.plain("no commits yet"),
        (commits, 0) => text.plain(format!("{} known, nothing new", counted(commits, "commit"))),
        (commits, new) if new == commits => {
            text.plain(format!("{} mined", counted(commits, "commit")))
        }
        (commits, new) => {
            text.plain(format!("{} known, {new} of them new", counted(commits, "commit")))
        }
    };
    if summary.forgotten_commits > 0 {
        let gone = counted(summary.forgotten_commits, "commit");
        text.plain(format!("; {gone} no longer behind HEAD, forgotten"));
    }
    text.push(Label::Muted, format!(" ({})", place.display())).newline();
    text
}

/// What is known of the structure now, and how many commits were looked into for that.
fn told_structure(new: usize, counts: StructureCounts) -> Text {
    let StructureCounts { commits, events, sweeps, left_out } = counts;
    let (known, events) = (counted(commits, "commit"), counted(events, "event"));
    let mut text = Text::new();
    text.plain("  structure: ");
    match new {
        0 => text.plain(format!("{known} looked into before, nothing new; {events}")),
        new if new == commits => text.plain(format!("{known} looked into; {events}")),
        new => {
            let new = counted(new, "commit");
            text.plain(format!("{new} looked into; {events} in all {known}"))
        }
    };
    text.newline();
    let parts = [
        (
            sweeps,
            format!("{} of more than {MOST_FILES} files or 64 MiB", counted(sweeps, "commit")),
        ),
        (left_out, format!("{} (too large, no text, or not here)", counted(left_out, "file"))),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, says)| says).collect();
    if !parts.is_empty() {
        text.plain(format!("  not looked into for structure: {}", parts.join(", "))).newline();
    }
    text
}

/// What is known only by name, in file changes, and what is not known at all.
fn tell_skipped(text: &mut Text, skipped: &Skipped) {
    let parts = [
        (skipped.binary, format!("{} binary", skipped.binary)),
        (skipped.too_large, format!("{} larger than {} MiB", skipped.too_large, LARGEST >> 20)),
        (skipped.submodules, counted(skipped.submodules, "submodule pointer")),
        (skipped.symlinks, counted(skipped.symlinks, "symbolic link")),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, says)| says).collect();
    if !parts.is_empty() {
        text.plain("  file changes not compared line by line: ");
        text.plain(parts.join(", ")).newline();
    }
    if skipped.lost_versions > 0 {
        let versions = counted(skipped.lost_versions, "version");
        text.plain(format!("  git does not have {versions} here: "));
        for (at, lost) in skipped.lost.iter().enumerate() {
            text.plain(if at > 0 { ", " } else { "" }).push(Label::Commit, lost.blob.short());
            text.plain(" of ").push(Label::Path, lost.path.to_string());
        }
        let more = skipped.lost_versions - skipped.lost.len();
        text.plain(if more > 0 { format!(" and {more} more") } else { String::new() });
        text.plain("; what changed there is not known by line").newline();
    }
}
