//! The ledgers of a person in the repositories that a command speaks of.
//!
//! In: the repositories, and whose ledgers are asked for. Out: the ledgers, each made once a day and HEAD and
//! kept in its store. Deliberately absent: what ledgers come to.

use crate::journal::Contents;
use crate::mine::Interrupted;
use crate::model::{History, Person};
use crate::pipeline::{LedgerKey, end_of_day, imports, symbol_uses};
use crate::profile::{AUTHOR, Ledger, Me, Subject, redacted};
use crate::report::{Addressee, Forge};
use crate::ui::Ui;

use super::chosen::Chosen;
use super::each::{each_repository, tell_left_out};
use super::reading::AuthorArgs;
use super::workspace::{Refresh, Workspace};
use super::{Context, ExitStatus, needs};

/// What a repository says of a person.
struct Told {
    ledger: Ledger,
    /// The site that shows its commits.
    forge: Option<Forge>,
    /// Whether the person is the user.
    is_you: bool,
}

/// What all repositories say of a person.
pub(super) struct ToldOfAll {
    /// One for each repository in which the person has commits, in the order of the repositories.
    pub ledgers: Vec<Ledger>,
    /// For each ledger, the site that shows the commits of its repository, if there is one.
    pub forges: Vec<Option<Forge>>,
    /// A failure when a repository had to be left out.
    pub status: ExitStatus,
    /// Whether the person is the user.
    is_you: bool,
    /// The user, as git knows them.
    me: Option<Person>,
}

/// The ledgers of a person, those of several repositories side by side. One that cannot be read is told, and the
/// others go on. What is wrong with the journal is the caller's to say: it is one for all.
///
/// # Errors
/// When the only repository cannot be read, the person has no commit anywhere though there are some, or the run
/// was stopped.
pub(super) fn told(ui: &Ui, chosen: &[Chosen], author: &AuthorArgs) -> anyhow::Result<ToldOfAll> {
    let work = |ui: &Ui, context: &Context| {
        let mut workspace = Workspace::open(ui, context, &[])?;
        workspace.journal_is_told();
        let said = workspace.journal().read().unwrap_or_default();
        let me = workspace.me_by(&said);
        let told = workspace.ledger(context, author, &said, &me)?;
        Ok((told, me, workspace.store.is_empty()?))
    };
    let status = ExitStatus::Ok;
    let (ledgers, forges) = (Vec::new(), Vec::new());
    let mut all = ToldOfAll { ledgers, forges, status, is_you: false, me: None };
    let mut nobody = None;
    each_repository(ui, chosen, work, |of, result| {
        match result {
            Ok((told, me, is_empty)) => {
                if told.is_none() && !is_empty {
                    nobody.get_or_insert_with(|| author.nobody(&me));
                }
                let user = me.users.into_iter().next();
                all.me = all.me.take().or(user.map(|(_, user)| user));
                all.is_you |= told.as_ref().is_some_and(|told| told.is_you);
                if let Some(told) = told {
                    all.ledgers.push(told.ledger);
                    all.forges.push(told.forge);
                }
            }
            Err(error) if chosen.len() == 1 => return Err(error),
            Err(error) => {
                tell_left_out(ui, of, &error);
                all.status = ExitStatus::Failure;
            }
        }
        Ok(())
    })?;
    match nobody {
        Some(error) if all.ledgers.is_empty() => Err(error),
        _ => Ok(all),
    }
}

impl ToldOfAll {
    /// The same without a name in it, so that a report of it can be shown outside.
    pub(super) fn redacted(self) -> Self {
        let nobody = Person { name: AUTHOR.to_owned(), email: String::new() };
        Self {
            ledgers: redacted(&self.ledgers),
            forges: vec![None; self.forges.len()],
            me: self.me.map(|_| nobody),
            ..self
        }
    }

    /// Whom the ledgers speak of, by the name that most of their commits bear.
    pub(super) fn addressee(&self) -> Addressee {
        let most = self.ledgers.iter().rev().max_by_key(|ledger| ledger.commits.len());
        let name = most.map(|ledger| ledger.name.clone());
        let name = name.or_else(|| self.me.clone().map(|person| person.name)).unwrap_or_default();
        if self.is_you || self.ledgers.is_empty() {
            Addressee::You(name)
        } else {
            Addressee::Named(name)
        }
    }
}

impl Workspace {
    /// The ledger of a person, as of the end of the day; nothing where they have no commit.
    fn ledger(
        &mut self,
        context: &Context,
        author: &AuthorArgs,
        said: &Contents,
        me: &Me,
    ) -> anyhow::Result<Option<Told>> {
        let summary = self.mine(Refresh::New)?;
        let everybody = self.store.authors(self.repository.mailmap())?;
        let people = author.theirs(everybody, me);
        if people.is_empty() {
            return Ok(None);
        }
        let own = AuthorArgs::yourself().theirs(people.clone(), me);
        let is_you = !own.is_empty();
        let forge = self.forge();
        let thresholds = self.settings.thresholds();
        let key = |this: &Self| {
            let (repository, store) = (&this.repository, &this.store);
            LedgerKey::of(repository, store, &people, said, &thresholds, context.now())
        };
        if let Some(ledger) = key(self)?.kept(&self.store)? {
            self.warn_of_gaps(ledger.boundary, &summary)?;
            return Ok(Some(Told { ledger, forge, is_you }));
        }
        let subject = |history: &History| Subject::of(history, &people);
        let today = context.at_moment(end_of_day(context.now()));
        let (judged, is_complete) = self.judged_within(&today, |history| {
            needs::of_person(history, &subject(history), thresholds.recurring)
        })?;
        let subject = subject(&judged.history);
        if subject.people.is_empty() {
            return Ok(None);
        }
        anyhow::ensure!(!self.ui.is_interrupted(), Interrupted);
        let busy = self.ui.busy("looking for what others use of it");
        let mut uses = symbol_uses(&self.repository, &self.store, &judged.history, &subject)?;
        uses.imports = imports(&self.repository, &judged.history)?;
        let ledger = judged.ledger(&self.store, &subject, &uses)?;
        drop(busy);
        // To keep it only saves time: without room, or where nothing may be written, the next run makes it anew.
        if is_complete {
            let _ = key(self)?.keep(&mut self.store, &ledger);
        }
        Ok(Some(Told { ledger, forge, is_you }))
    }
}
