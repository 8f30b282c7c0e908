//! `git headway repos list`.
//!
//! In: the list. Out: how each repository stands, those of one project together. Nothing is mined for it. Deliberately
//! absent: changing the list.

use crate::git::{Head, Repository, linked_work_trees, repository_name};
use crate::model::printable;
use crate::pipeline::store_path_of;
use crate::registry::Entry;
use crate::report::{self, RepositoryState, SeenRepository, terminal, to_json};
use crate::store::{Known, Store};
use crate::ui::Ui;

use super::super::chosen::{list_of_run, open_here};
use super::super::each::in_one_line;
use super::super::mine::none_listed;
use super::super::reading::Format;
use super::super::workspace::{open_repository, settings};
use super::super::{Context, ExitStatus};

/// List them, those of one project together
#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Prints the list.
///
/// # Errors
/// When it cannot be read.
pub(super) fn run(ui: &Ui, context: &Context, args: &ListArgs) -> anyhow::Result<ExitStatus> {
    let entries = list_of_run(context)?.read()?;
    let seen = entries.iter().map(|entry| look(entry, context)).collect();
    let list = report::repositories(seen);
    match args.format {
        Format::Json => ui.print_raw(&to_json(&list))?,
        Format::Text if entries.is_empty() => {
            ui.note("no repository is listed");
            ui.hint(none_listed().advice());
        }
        Format::Text => ui.print(&terminal::repositories(&list, ui.width()))?,
    }
    hint(ui, context, &entries);
    Ok(ExitStatus::Ok)
}

/// What could be done about the list.
fn hint(ui: &Ui, context: &Context, entries: &[Entry]) {
    if entries.iter().any(|entry| !entry.common_dir.is_dir()) {
        ui.hint("`git headway repos remove --missing` takes those that are gone off the list");
    }
    if let Ok(Some(here)) = open_here(context)
        && !entries.iter().any(|entry| entry.common_dir == here.common_dir())
        && !entries.is_empty()
    {
        ui.hint("the repository that you are in is not listed; `git headway repos add .` adds it");
    }
}

/// How a repository stands. What is wrong with it is a part of that.
fn look(entry: &Entry, context: &Context) -> SeenRepository {
    let path = entry.place().as_os_str().as_encoded_bytes();
    let seen = SeenRepository {
        name: repository_name(&entry.common_dir),
        path: printable(path).into_owned(),
        hooks: entry.has_hooks,
        added: entry.is_added,
        state: RepositoryState::Gone,
        problem: None,
        linked_work_trees: linked_work_trees(&entry.common_dir),
        known: None,
        roots: Vec::new(),
    };
    if !entry.common_dir.is_dir() {
        // What is known of it is in the facts for as long as they are there.
        let data_dir = context.settings(&[], &[]).map(|settings| settings.data_dir.value);
        let known = data_dir.map(|dir| Store::known(&store_path_of(&dir, &entry.common_dir)));
        return with_known(seen, known.ok().and_then(Result::ok).flatten());
    }
    match state_of(entry, context) {
        Ok((state, known)) => with_known(SeenRepository { state, ..seen }, known),
        Err(error) => {
            let problem = printable(in_one_line(&error).as_bytes()).into_owned();
            SeenRepository { state: RepositoryState::Unreadable, problem: Some(problem), ..seen }
        }
    }
}

fn with_known(seen: SeenRepository, known: Option<Known>) -> SeenRepository {
    match known {
        Some(Known { commits, roots, written, head: Some(_) }) => {
            SeenRepository { known: Some((commits, written)), roots, ..seen }
        }
        _ => seen,
    }
}

fn state_of(entry: &Entry, context: &Context) -> anyhow::Result<(RepositoryState, Option<Known>)> {
    let context = context.at(&entry.common_dir);
    let repository: Repository = open_repository(&context)?;
    let data_dir = settings(&repository, &context, &[])?.data_dir.value;
    let known = Store::known(&store_path_of(&data_dir, &entry.common_dir))?;
    let state = match (repository.head()?, known.as_ref().and_then(|known| known.head)) {
        (Head::Unborn, _) => RepositoryState::NoCommits,
        (Head::At(_), None) => RepositoryState::NotMined,
        (Head::At(head), Some(known)) if head == known => RepositoryState::UpToDate,
        (Head::At(_), Some(_)) => RepositoryState::NewCommits,
    };
    Ok((state, known))
}
