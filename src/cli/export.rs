//! `git headway export`: put what the user said where other tools find it.
//!
//! In: the answers that hold for the commits of a history. Out: git notes, one JSON object on a line each, or their
//! removal. Deliberately absent: doing so unasked. Beside the hooks this alone writes into a repository.

use serde::Serialize;

use crate::model::{Answer, Kind};
use crate::ui::Ui;

use super::git_notes::{NOTES, drop_notes, write_notes};
use super::workspace::{Workspace, counted};
use super::{Context, ExitStatus};

/// Write your answers into the repository as git notes, which others may then see
///
/// Your journal stays as it is; the notes are a copy of the answers that hold for commits behind HEAD, under refs/notes/headway.
/// Neither `git clone` nor `git push` takes them along, but `git push --mirror` and `git clone --mirror` do.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Write the answers as git notes under refs/notes/headway
    #[arg(long, required = true)]
    notes: bool,
    /// Remove these notes
    #[arg(long)]
    drop: bool,
}

/// A note about a commit.
#[derive(Serialize)]
struct Note<'a> {
    headway: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_cause: Option<bool>,
    on: String,
}

/// The version of the shape of a note.
const VERSION: u32 = 1;

/// Writes the notes, or removes them.
///
/// # Errors
/// When the repository cannot be mined or written, or the journal cannot be read.
pub(super) fn run(ui: &Ui, context: &Context, args: &ExportArgs) -> anyhow::Result<ExitStatus> {
    let mut workspace = Workspace::open(ui, context, &[])?;
    if args.drop {
        let were = drop_notes(context.directory())?;
        let says = if were { "removed" } else { "there were none under" };
        workspace.ui.note(&format!("{says} {NOTES}"));
        return Ok(ExitStatus::Ok);
    }
    let judged = workspace.judged(context)?;
    // A journal that cannot be read must not look like one in which nothing was said.
    workspace.journal().read()?;
    let commits = judged.history.commits.iter().map(|commit| commit.id);
    let lines = commits.map(|id| (id, judged.answers.get(id).map(line)));
    let written = write_notes(context.directory(), lines.collect())?;
    let answers = counted(written, "answer");
    workspace.ui.note(&format!("{answers} written as notes under {NOTES}"));
    workspace.ui.warn(
        "`git push --mirror` and `git clone --mirror` take these notes along, for others to read",
    );
    workspace.ui.hint(
        "`git log --notes=headway` shows them; `git headway export --notes --drop` removes them",
    );
    Ok(ExitStatus::Ok)
}

fn line(answer: &Answer) -> String {
    let note = Note {
        headway: VERSION,
        kind: answer.kind.map(Kind::name),
        root_cause: answer.root_cause,
        on: answer.date().to_string(),
    };
    serde_json::to_string(&note).expect("because the fields are texts and numbers")
}
