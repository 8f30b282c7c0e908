//! The ledger of a person in the repository that a command works in.
//!
//! In: an open workspace, and whose ledger is asked for. Out: the ledger, made once a day and HEAD and kept
//! in the store. Deliberately absent: what ledgers come to.

use crate::model::History;
use crate::pipeline::{LedgerKey, end_of_day, symbol_uses};
use crate::profile::{Ledger, Subject};

use super::reading::AuthorArgs;
use super::workspace::{Refresh, Workspace};
use super::{Context, needs};

/// What a repository says of a person.
pub(super) struct Told {
    /// The ledger.
    pub ledger: Ledger,
    /// Whether the person is the user.
    pub is_you: bool,
}

impl Workspace {
    /// The ledger of a person, as of the end of the day; nothing where they have no commit.
    pub(super) fn ledger(
        &mut self,
        context: &Context,
        author: &AuthorArgs,
    ) -> anyhow::Result<Option<Told>> {
        let summary = self.mine(Refresh::New)?;
        let me = self.me();
        let everybody = self.store.authors(self.repository.mailmap())?;
        let people = author.theirs(everybody, &me);
        if people.is_empty() {
            return Ok(None);
        }
        let own = AuthorArgs::yourself().theirs(people.clone(), &me);
        let is_you = !own.is_empty();
        // What is wrong with the journal is said once, by whoever reads it for an answer.
        let said = self.journal().read().unwrap_or_default();
        let thresholds = self.settings.thresholds();
        let key = |this: &Self| {
            let (repository, store) = (&this.repository, &this.store);
            LedgerKey::of(repository, store, &people, &said, &thresholds, context.now())
        };
        if let Some(ledger) = key(self)?.kept(&self.store)? {
            self.warn_of_gaps(ledger.boundary, &summary)?;
            self.read_journal();
            return Ok(Some(Told { ledger, is_you }));
        }
        let subject = |history: &History| Subject::of(history, &people);
        let judged = self
            .judged_for(&context.at_moment(end_of_day(context.now())), |_, judged| {
                needs::of_person(&judged.history, &subject(&judged.history))
            })?;
        let subject = subject(&judged.history);
        if subject.people.is_empty() {
            return Ok(None);
        }
        let uses = symbol_uses(&self.repository, &self.store, &judged.history, &subject)?;
        let ledger = judged.ledger(&self.store, &subject, &uses)?;
        // To keep it only saves time: without room, or where nothing may be written, the next run makes it anew.
        let _ = key(self)?.keep(&mut self.store, &ledger);
        Ok(Some(Told { ledger, is_you }))
    }
}
