//! The repository that a command works in, with its facts up to date.
//!
//! In: the folder of the run and the command's flags. Out: an open repository and store, mined to
//! HEAD with progress on stderr, and the judged history. Deliberately absent: formats and answers.

use std::path::Path;

use crate::config::{Given, Settings};
use crate::episodes::episodes;
use crate::git::{DiffAlgorithm, OpenError, Repository};
use crate::model::{Episodes, History, Thresholds, Verdicts};
use crate::pipeline::{self, MineSummary};
use crate::profile::{self, Profile, Subject};
use crate::store::{Selection, Store};
use crate::ui::Ui;

use super::{Context, Hint};

/// A repository and its facts.
pub(super) struct Workspace {
    pub settings: Settings,
    /// The streams, used as the settings say.
    pub ui: Ui,
    pub repository: Repository,
    pub store: Store,
}

/// Whether facts that are there are mined again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Refresh {
    /// Only what is new.
    New,
    /// Everything.
    All,
}

/// A history with everything that was found out about it.
pub(super) struct Judged {
    pub history: History,
    pub verdicts: Verdicts,
    pub episodes: Episodes,
    pub thresholds: Thresholds,
}

impl Judged {
    /// The profile of a person (or of everybody) at the time of the run.
    pub(super) fn profile(&self, subject: Subject, context: &Context) -> Profile {
        let (history, thresholds) = (&self.history, &self.thresholds);
        let now = context.now();
        profile::profile(history, &self.verdicts, &self.episodes, thresholds, subject, now)
    }
}

impl Workspace {
    /// Opens the repository of the run, and its store.
    pub(super) fn open(ui: &Ui, context: &Context, flags: &[Given]) -> anyhow::Result<Self> {
        let repository = open_repository(context)?;
        let settings = settings(&repository, context, flags)?;
        let ui = context.ui(ui, &settings);
        let store = pipeline::open_store(&settings.data_dir.value, &repository)?;
        Ok(Self { settings, ui, repository, store })
    }

    /// Brings the facts up to date.
    pub(super) fn mine(&mut self, refresh: Refresh) -> anyhow::Result<MineSummary> {
        let path = self.store.path().to_owned();
        let _lock = pipeline::lock_store(&self.store, || {
            self.ui.note(&format!("another run is mining into {}; waiting for it", path.display()));
        })?;
        if refresh == Refresh::All {
            self.store.clear()?;
        }
        let meter = self.ui.meter();
        let summary =
            pipeline::mine(&self.repository, &mut self.store, DiffAlgorithm::default(), &meter)?;
        drop(meter);
        for missing in &summary.missing_commits {
            self.ui.warn(&format!(
                "git does not have commit {}; the history before it is left out",
                missing.short()
            ));
        }
        Ok(summary)
    }

    /// Reads and judges the whole history, up to date.
    pub(super) fn judged(&mut self, context: &Context) -> anyhow::Result<Judged> {
        self.mine(Refresh::New)?;
        let history = pipeline::read(&self.repository, &self.store, Selection::All)?;
        let boundary = history.boundary;
        if boundary.unavailable > 0 {
            self.ui.warn(&format!(
                "git does not have the content of {} file changes here; their lines are left out",
                boundary.unavailable
            ));
        }
        let thresholds = self.settings.thresholds();
        let verdicts = crate::classify::classify(&history, &thresholds);
        let episodes = episodes(&history, &verdicts, &thresholds, context.now());
        Ok(Judged { history, verdicts, episodes, thresholds })
    }
}

/// Every setting that holds in a repository.
pub(super) fn settings(
    repository: &Repository,
    context: &Context,
    flags: &[Given],
) -> anyhow::Result<Settings> {
    let entries = repository.headway_config()?.into_iter();
    let entries: Vec<_> =
        entries.map(|(key, value, level)| (key, value, level.name().to_owned())).collect();
    context.settings(&entries, flags)
}

/// Opens the repository of the run, or says what can be done.
pub(super) fn open_repository(context: &Context) -> anyhow::Result<Repository> {
    let directory = context.directory();
    let here = directory == Path::new(".");
    Repository::open((!here).then_some(directory)).map_err(|error| {
        let advice = match &error {
            OpenError::NotARepository(_) => {
                Some("run this inside a repository, or name one: `git headway -C DIR …`".to_owned())
            }
            OpenError::OtherOwner(path) => Some(format!(
                "if you trust it: `git config --global --add safe.directory {}`",
                path.display()
            )),
            OpenError::UnsupportedFormat { .. } | OpenError::Other(..) => None,
        };
        let says = error.to_string();
        let error = anyhow::Error::new(error);
        match advice {
            Some(advice) => error.context(Hint::new(says, advice)),
            None => error,
        }
    })
}
