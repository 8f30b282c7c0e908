//! `git headway note`: remember an outcome, a decision, a responsibility.
//!
//! In: words, and what they are about. Out: one record more in the journal; or the notes that are there.
//! Deliberately absent: what a note changes; nothing is computed from it.

use crate::journal::{Record, Said};
use crate::model::ObjectId;
use crate::pipeline;
use crate::report::{NoteFigure, Notes, SCHEMA, terminal, to_json};
use crate::ui::Ui;

use super::place::Place;
use super::reading::{Format, behind_head, day};
use super::workspace::open_repository;
use super::{Context, ExitStatus, UsageError, words};

/// Write down an outcome, a decision or a responsibility
///
/// It is kept in your journal on this machine, outside of the repository; nothing in it is ever changed or removed. In a repository it is
/// about that project. Without TEXT your editor opens, as git would choose it, or standard input is read where it is no terminal.
#[derive(Debug, clap::Args)]
pub(super) struct NoteArgs {
    /// The words
    #[arg(conflicts_with = "list")]
    text: Option<String>,
    /// The commit that it is about: an id, a branch, a tag, HEAD~2
    #[arg(long, value_name = "COMMIT", conflicts_with_all = ["list", "everywhere"])]
    commit: Option<String>,
    /// The day that it is about: 2024-05-01; today otherwise
    #[arg(long, value_name = "DATE", conflicts_with = "list")]
    on: Option<String>,
    /// It is about all of your work and not about this repository; with --list, list the notes of every project
    #[arg(long)]
    everywhere: bool,
    /// List the notes, the latest first
    #[arg(long)]
    list: bool,
    /// How to print the list
    #[arg(long, value_name = "FORMAT", default_value = "text", requires = "list")]
    format: Format,
}

/// Keeps a note, or lists what is kept.
///
/// # Errors
/// When there is no text, no such commit, or the journal cannot be written.
pub(super) fn run(ui: &Ui, context: &Context, args: &NoteArgs) -> anyhow::Result<ExitStatus> {
    if args.list {
        return list(ui, context, args);
    }
    let on = args.on.as_deref().map(day).transpose()?;
    let mut place = Place::open(ui, context, args.everywhere)?;
    let about = match (&args.commit, &mut place.workspace) {
        (Some(commit), Some(workspace)) => {
            let id = workspace.repository.resolve(commit)?;
            let judged = workspace.judged(context)?;
            let at = behind_head(&judged.history, id)?;
            Some(pipeline::about(&workspace.store, &judged.history, at)?)
        }
        (Some(_), None) => return Err(no_repository(context)),
        (None, _) => None,
    };
    let asks = "What is worth remembering: an outcome, a decision, a responsibility?";
    let given = args.text.as_deref();
    let text = words::text(given, context.directory(), &place.data_dir, asks)?;
    let project = place.project()?;
    place.keep(context, Said::Note { text, about, on, project })?;
    place.ui.note("noted");
    Ok(ExitStatus::Ok)
}

/// What opening the repository says where there is none.
fn no_repository(context: &Context) -> anyhow::Error {
    let missing = || UsageError::new("a commit is a commit of a repository").into();
    open_repository(context).err().unwrap_or_else(missing)
}

fn list(ui: &Ui, context: &Context, args: &NoteArgs) -> anyhow::Result<ExitStatus> {
    let place = Place::open(ui, context, args.everywhere)?;
    let roots: Vec<ObjectId> = place.project()?.map_or_else(Vec::new, |project| project.roots);
    let contents = place.journal().read()?;
    let concerns = |record: &&Record| args.everywhere || record.said.concerns(&roots);
    let records = contents.records.iter().filter(concerns);
    let mut notes: Vec<NoteFigure> = records.filter_map(NoteFigure::of).collect();
    notes.sort_by(|a, b| a.on.cmp(&b.on));
    notes.reverse();
    let notes = Notes { schema: SCHEMA, notes };
    match args.format {
        Format::Json => place.ui.print_raw(&to_json(&notes))?,
        Format::Text => place.ui.print(&terminal::notes(&notes, place.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}
