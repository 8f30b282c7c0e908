//! What retrospectives are made from.
//!
//! In: which repositories, and whose work. Out: their ledgers and the journal, read once, and retrospectives of any period.
//! Deliberately absent: how a retrospective is shown.

use crate::config::Settings;
use crate::journal::Record;
use crate::model::Timestamp;
use crate::pipeline::end_of_day;
use crate::profile::{Period, Work};
use crate::report::{self, Addressee, Links, Names, Retro, RetroQuery};
use crate::ui::Ui;

use super::Context;
use super::chosen::RepoArgs;
use super::ledger::{ToldOfAll, told};
use super::mine::none_listed;
use super::reading::AuthorArgs;
use super::workspace::{journal, read_aloud};

/// What retrospectives are made from.
pub(super) struct Past {
    /// What the repositories say of the person.
    pub told: ToldOfAll,
    /// What the user wrote down, where they are the person.
    pub said: Option<Vec<Record>>,
    /// The settings of the run.
    pub settings: Settings,
    now: Timestamp,
    is_redacted: bool,
}

impl Past {
    /// Reads it.
    ///
    /// # Errors
    /// When no repository can be mined, or the person has no commits in any.
    pub(super) fn read(
        ui: &Ui,
        context: &Context,
        repositories: &RepoArgs,
        author: &AuthorArgs,
    ) -> anyhow::Result<Self> {
        let chosen = repositories.chosen(context)?;
        anyhow::ensure!(!chosen.is_empty(), none_listed());
        let settings = context.settings_here(&[])?;
        let told = told(ui, &chosen, author)?;
        // What the user wrote down says nothing of others.
        let said = matches!(told.addressee(), Addressee::You(_)).then(|| {
            let said = read_aloud(ui, &journal(&settings.data_dir.value, context.environment()));
            repositories.concerning(said.records, &told.ledgers)
        });
        Ok(Self { told, said, settings, now: context.now(), is_redacted: false })
    }

    /// The same without a name in it, to be shown outside.
    pub(super) fn redacted(self) -> Self {
        Self { told: self.told.redacted(), is_redacted: true, ..self }
    }

    /// The work of the person.
    pub(super) fn work(&self) -> Work<'_> {
        Work::of(&self.told.ledgers, end_of_day(self.now))
    }

    /// The retrospective of a period, beside an earlier one.
    pub(super) fn retro(&self, period: Period, beside: Period, names: Names) -> Retro {
        let query = RetroQuery {
            addressee: &self.told.addressee(),
            period,
            beside,
            thresholds: &self.settings.thresholds(),
            names,
            said: self.said.as_deref(),
            links: Links::new(&self.told.ledgers, &self.told.forges),
            redacted: self.is_redacted,
        };
        report::retro(&self.work(), &query)
    }
}
