//! The repository that a command works in, with its facts up to date.
//!
//! In: the folder of the run and the command's flags. Out: an open repository and store, mined to
//! HEAD with progress on stderr, and the judged history. Deliberately absent: formats and answers.

mod judging;

use std::path::Path;

use crate::config::{Environment, ForgeChoice, Given, Settings, state_dir};
use crate::git::{DiffAlgorithm, ObjectError, OpenError, Repository, UnsupportedFormat};
use crate::journal::{Contents, Gap, Journal};
use crate::model::{Boundary, CommitStructure, History, ObjectId};
use crate::pipeline::{self, Found, MineSummary};
use crate::profile::{Me, Subject};
use crate::report::Forge;
use crate::store::{Among, Skipped, Store, StoreLock, Trouble};
use crate::ui::Ui;

use super::identity::{self, Users};
use super::reading::AuthorArgs;
use super::{Context, Hint};

/// A repository and its facts.
pub(super) struct Workspace {
    pub settings: Settings,
    environment: Environment,
    users: Users,
    /// The streams, used as the settings say.
    pub ui: Ui,
    pub repository: Repository,
    pub store: Store,
    /// What the journal holds, from the time on at which the history was judged.
    said: Contents,
    /// Commits of this project with an answer that are in the history under no name, from then on.
    lost: Vec<ObjectId>,
    /// See [`Self::journal_is_told`].
    journal_is_told: bool,
}

/// Whether facts that are there are mined again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Refresh {
    /// Only what is new.
    New,
    /// Everything.
    All,
}

impl Workspace {
    /// Opens the repository of the run, and its store.
    pub(super) fn open(ui: &Ui, context: &Context, flags: &[Given]) -> anyhow::Result<Self> {
        let repository = open_repository(context)?;
        let settings = settings(&repository, context, flags)?;
        let ui = context.ui(ui, &settings);
        let data_dir = &settings.data_dir.value;
        let store = pipeline::open_store(data_dir, &repository)
            .map_err(|error| advised(error, &repository, data_dir))?;
        let environment = context.environment().clone();
        Ok(Self {
            settings,
            environment,
            users: context.users().clone(),
            ui,
            repository,
            store,
            said: Contents::default(),
            lost: Vec::new(),
            journal_is_told: false,
        })
    }

    /// Brings the facts up to date.
    pub(super) fn mine(&mut self, refresh: Refresh) -> anyhow::Result<MineSummary> {
        let lock = self.lock()?;
        let mined = match self.mine_with_progress(refresh) {
            Err(error) if Trouble::of(&error) == Trouble::Damaged => self.mine_again(&lock),
            mined => mined,
        };
        let summary = mined.map_err(|error| self.advised(error))?;
        for missing in &summary.missing_commits {
            self.ui.warn(&format!(
                "git cannot read commit {}; the history before it is left out",
                missing.short()
            ));
        }
        if !summary.missing_commits.is_empty() {
            self.ui
                .hint("`git fsck` says what is damaged; once it is mended, the next run goes on");
        }
        Ok(summary)
    }

    fn lock(&mut self) -> anyhow::Result<StoreLock> {
        let (ui, path) = (&self.ui, self.store.path().to_owned());
        let waiting = || {
            ui.note_now(&format!("another run is mining into {}; waiting for it", path.display()));
        };
        let locked = pipeline::lock_store(&mut self.store, waiting, || ui.is_interrupted());
        locked.map_err(|error| self.advised(error))
    }

    fn mine_with_progress(&mut self, refresh: Refresh) -> anyhow::Result<MineSummary> {
        let meter = self.ui.meter();
        if refresh == Refresh::All {
            self.store.clear()?;
        }
        pipeline::mine(&self.repository, &mut self.store, DiffAlgorithm::default(), &meter)
    }

    /// Facts can be mined again, so that damage costs time only.
    fn mine_again(&mut self, lock: &StoreLock) -> anyhow::Result<MineSummary> {
        let path = self.store.path().display();
        self.ui.warn(&format!("the facts in {path} were damaged; everything is mined again"));
        self.store.rebuild(lock)?;
        self.mine_with_progress(Refresh::New)
    }

    /// Looks into every commit behind HEAD that was not looked into yet. Returns how many there were.
    pub(super) fn deepen(&mut self) -> anyhow::Result<usize> {
        let result = self.deepen_among(Among::BehindHead);
        result.map_err(|error| self.advised(error))
    }

    fn deepen_among(&mut self, among: Among<'_>) -> anyhow::Result<usize> {
        let _lock = self.lock()?;
        let meter = self.ui.meter();
        pipeline::deepen(&self.repository, &mut self.store, among, &meter)
    }

    /// What a commit did to the structure.
    pub(super) fn structure(&mut self, commit: ObjectId) -> anyhow::Result<CommitStructure> {
        let found = pipeline::structure(&self.repository, &mut self.store, commit);
        let found = match found {
            Err(error) if Trouble::of(&error) == Trouble::Damaged => {
                let lock = self.lock()?;
                self.mine_again(&lock)?;
                drop(lock);
                pipeline::structure(&self.repository, &mut self.store, commit)
            }
            found => found,
        };
        found.map_err(|error| self.advised(error))
    }

    /// What a run met and did not compare line by line; of lost versions, so many are named.
    pub(super) fn skipped(&mut self, run: &MineSummary, named: usize) -> anyhow::Result<Skipped> {
        let skipped = match self.store.skipped(run.first_new, named) {
            Err(error) if Trouble::of(&error) == Trouble::Damaged => {
                let lock = self.lock()?;
                self.mine_again(&lock).and_then(|run| self.store.skipped(run.first_new, named))
            }
            skipped => skipped,
        };
        skipped.map_err(|error| self.advised(error))
    }

    /// The person whose spots alone are asked for, if any are: `--author`, or oneself with `--mine`.
    pub(super) fn subject_if(
        &self,
        author: &AuthorArgs,
        mine: bool,
        history: &History,
    ) -> anyhow::Result<Option<Subject>> {
        if !mine && !author.is_given() {
            return Ok(None);
        }
        Ok(Some(author.subject(history, &self.me())?.0))
    }

    /// Everything by which the user is known.
    pub(super) fn me(&self) -> Me {
        // What is wrong with the journal is said by whoever reads it for an answer.
        self.me_by(&self.journal().read().unwrap_or_default())
    }

    /// The same, by what a journal holds.
    pub(super) fn me_by(&self, said: &Contents) -> Me {
        let (data_dir, patterns) = (&self.settings.data_dir.value, &self.settings.me.value);
        identity::me(&self.users, Some(&self.repository), data_dir, patterns, said)
    }

    /// The site that shows the repository's commits, if there is one.
    pub(super) fn forge(&self) -> Option<Forge> {
        let otherwise = match self.settings.forge.value {
            ForgeChoice::Never => return None,
            ForgeChoice::Auto => None,
            ForgeChoice::Sort(_, sort) => Some(sort),
        };
        Forge::of_remote(&self.repository.remote_address()?, otherwise)
    }

    /// The user's journal.
    pub(super) fn journal(&self) -> Journal {
        journal(&self.settings.data_dir.value, &self.environment)
    }

    /// Which of a journal's answers hold for the commits of a history.
    pub(super) fn found(&self, history: &History, said: &Contents) -> anyhow::Result<Found> {
        pipeline::answers(&self.store, history, said).map_err(|error| self.advised(error))
    }

    /// What the journal held when the history was judged.
    pub(super) const fn said(&self) -> &Contents {
        &self.said
    }

    /// Commits of this project with an answer that are in the history under no name.
    pub(super) fn lost(&self) -> &[ObjectId] {
        &self.lost
    }

    /// What the journal holds.
    fn read_journal(&self) -> Contents {
        let journal = self.journal();
        if self.journal_is_told {
            return journal.read().unwrap_or_default();
        }
        read_aloud(&self.ui, &journal)
    }

    /// What is wrong with the journal was said already.
    pub(super) const fn journal_is_told(&mut self) {
        self.journal_is_told = true;
    }

    /// Says what of the history git does not have here, so that nobody takes it for the whole.
    pub(super) fn warn_of_gaps(
        &self,
        boundary: Boundary,
        summary: &MineSummary,
    ) -> anyhow::Result<()> {
        if boundary.unavailable > 0 {
            let changes = counted(boundary.unavailable, "file change");
            self.ui.warn(&format!(
                "git does not have the content of {changes} here; those lines are left out"
            ));
        }
        self.tell_gaps(boundary.shallow_commits, summary, boundary.unavailable)
    }

    /// Says where the history is cut, and how to get what is missing, `lost` contents among it.
    pub(super) fn tell_gaps(
        &self,
        cut_off: usize,
        summary: &MineSummary,
        lost: usize,
    ) -> anyhow::Result<()> {
        let cut_by_clone = self.repository.shallow_commits()?.len();
        if cut_by_clone > 0 {
            self.ui.note("this clone is shallow; the history before its first commits is not here");
            self.ui.hint("`git fetch --unshallow` brings it");
        }
        let lost_trees = match summary.missing_commits.as_slice() {
            [] => cut_off.saturating_sub(cut_by_clone),
            // Said already; their children are cut off without them.
            _ => 0,
        };
        if lost_trees > 0 {
            let commits = counted(lost_trees, "commit");
            self.ui.warn(&format!(
                "git cannot read all folders of {commits}; what changed there is not known"
            ));
        }
        if lost_trees > 0 {
            self.ui.hint("once git has them, `git headway mine --from-scratch` takes them in");
        }
        if lost > 0 {
            self.ui.hint(
                "once git has it (`git fetch --refetch` in a partial clone), the next run takes it in",
            );
        }
        Ok(())
    }

    fn advised(&self, error: anyhow::Error) -> anyhow::Error {
        advised(error, &self.repository, &self.settings.data_dir.value)
    }
}

/// `1 commit`, `2 commits`.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// An error with what can be done about it, where that is known.
fn advised(error: anyhow::Error, repository: &Repository, data_dir: &Path) -> anyhow::Error {
    let elsewhere = "set `headway.dataDir` to a folder elsewhere";
    let (says, advice) = match Trouble::of(&error) {
        Trouble::DiskFull => {
            // SQLite says it in three ways at once; one is enough.
            let says = format!("there is no space left for the facts in {}", data_dir.display());
            let advice = format!("make some room, or {elsewhere}; what was known before is kept");
            return anyhow::Error::new(Hint::new(says, advice));
        }
        Trouble::NotWritable => (
            format!("the data folder {} cannot be written", data_dir.display()),
            format!("make it a folder of yours, or {elsewhere}"),
        ),
        Trouble::Damaged | Trouble::Other if error.is::<ObjectError>() => (
            format!("git's objects in {} are damaged", repository.git_dir().display()),
            "`git fsck` lists what is missing; another clone may still have it".to_owned(),
        ),
        Trouble::Damaged | Trouble::Other => return error,
    };
    error.context(Hint::new(says, advice))
}

/// The user's journal, with the folder of state as its refuge.
pub(super) fn journal(data_dir: &Path, environment: &Environment) -> Journal {
    let journal = Journal::new(data_dir);
    match state_dir(environment) {
        Some(refuge) => journal.with_refuge(&refuge),
        None => journal,
    }
}

/// What a journal holds, and word of what is wrong with it. An answer is given without the user's words rather than
/// not at all.
pub(super) fn read_aloud(ui: &Ui, journal: &Journal) -> Contents {
    let contents = journal.read().unwrap_or_else(|error| {
        ui.warn(&format!("{error:#}; your answers are left out"));
        Contents::default()
    });
    let path = journal.path().display();
    let broken = contents.gaps.iter().filter_map(|gap| match gap {
        Gap::Broken(line) => Some(line.to_string()),
        Gap::Newer(_) => None,
    });
    let broken: Vec<String> = broken.collect();
    if !broken.is_empty() {
        let numbers = broken.join(", ");
        ui.warn(&format!("{path} has what is no record, left out; see line {numbers}"));
        ui.hint("a run that was killed may have left it; it stays until you remove it");
    }
    let newer = contents.gaps.len() - broken.len();
    if newer > 0 {
        let records = counted(newer, "record");
        ui.warn(&format!("{path} has {records} of a later version of git-headway, left out"));
    }
    contents
}

/// The user's words are not kept, and they should know.
pub(super) fn unkept(error: &anyhow::Error, journal: &Journal, what: &str) -> anyhow::Error {
    let (path, cause) = (journal.path().display(), error.root_cause());
    let says = format!("{what} could not be kept in {path}: {cause}");
    let advice = "once there is room and the folder is yours to write, say it again; or set \
                  `headway.dataDir` to a folder elsewhere";
    anyhow::Error::new(Hint::new(says, advice))
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
    let opened = if context.is_exact() {
        Repository::open_at(directory)
    } else {
        Repository::open((!here).then_some(directory))
    };
    opened.map_err(|error| {
        let advice = advice_on(&error);
        let says = error.to_string();
        let error = anyhow::Error::new(error);
        match advice {
            Some(advice) => error.context(Hint::new(says, advice)),
            None => error,
        }
    })
}

/// What can be done about a repository that cannot be opened.
pub(super) fn advice_on(error: &OpenError) -> Option<String> {
    match error {
        OpenError::NotARepository(_) => {
            Some("run this inside a repository, or name one: `git headway -C DIR …`".to_owned())
        }
        OpenError::OtherOwner(path) => Some(format!(
            "if you trust it: `git config --global --add safe.directory {}`",
            path.display()
        )),
        OpenError::UnsupportedFormat { format: UnsupportedFormat::Reftable, .. } => {
            Some("`git refs migrate --ref-format=files` changes it, and back".to_owned())
        }
        OpenError::UnsupportedFormat { format: UnsupportedFormat::Sha256, .. } => {
            Some("there is nothing to do yet; other repositories are not affected".to_owned())
        }
        OpenError::Other(..) => None,
    }
}
