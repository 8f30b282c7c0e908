//! Where notes and goals are said: in a repository, or nowhere in particular.
//!
//! In: the folder of the run. Out: the journal, and the project that words said here are about. Deliberately
//! absent: facts, beyond the first commits of a history.

use std::path::PathBuf;

use crate::config::Environment;
use crate::git::OpenError;
use crate::journal::{Journal, Project, Record, Said};
use crate::ui::Ui;

use super::Context;
use super::workspace::{Refresh, Workspace, journal, open_repository, unkept};

/// The journal and what is around it.
pub(super) struct Place {
    pub ui: Ui,
    pub data_dir: PathBuf,
    environment: Environment,
    /// The repository that words said here are about.
    pub workspace: Option<Workspace>,
}

impl Place {
    /// The repository of the run, unless there is none or the words are about `everywhere`.
    pub(super) fn open(ui: &Ui, context: &Context, everywhere: bool) -> anyhow::Result<Self> {
        let environment = context.environment().clone();
        if !everywhere && is_in_repository(context)? {
            let mut workspace = Workspace::open(ui, context, &[])?;
            if workspace.store.roots()?.is_empty() {
                workspace.mine(Refresh::New)?;
            }
            let data_dir = workspace.settings.data_dir.value.clone();
            let ui = workspace.ui.clone();
            return Ok(Self { ui, data_dir, environment, workspace: Some(workspace) });
        }
        let settings = context.settings_here(&[])?;
        let ui = context.ui(ui, &settings);
        Ok(Self { ui, data_dir: settings.data_dir.value, environment, workspace: None })
    }

    pub(super) fn journal(&self) -> Journal {
        journal(&self.data_dir, &self.environment)
    }

    /// The project that words said here are about.
    pub(super) fn project(&self) -> anyhow::Result<Option<Project>> {
        let Some(workspace) = &self.workspace else { return Ok(None) };
        let (name, roots) = (workspace.repository.name(), workspace.store.roots()?);
        Ok(Some(Project { name, roots }))
    }

    /// Adds a record to the journal.
    pub(super) fn keep(&self, context: &Context, said: Said) -> anyhow::Result<()> {
        let at = context.now();
        let offset_minutes = context.environment().offset_minutes(at);
        let journal = self.journal();
        let kept = journal
            .open()
            .and_then(|mut writer| writer.append(Record { at, offset_minutes, said }));
        kept.map_err(|error| unkept(&error, &journal, "your words"))
    }
}

/// Whether there is a repository; one that cannot be opened is an error.
fn is_in_repository(context: &Context) -> anyhow::Result<bool> {
    match open_repository(context) {
        Ok(_) => Ok(true),
        Err(error) => match error.downcast_ref::<OpenError>() {
            Some(OpenError::NotARepository(_)) => Ok(false),
            _ => Err(error),
        },
    }
}
