//! `git headway hook`: what the installed hooks call.
//!
//! In: the event and git's environment. Out: after a commit at most one line on stderr; always
//! success. Everything runs under a deadline, on a thread that is left behind when it is too slow.
//! Deliberately absent: the first mining of a repository, which may take long (`init` does it), and
//! any question.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::classify::{PathClass, path_class};
use crate::config::{Display, Environment};
use crate::git::{DiffAlgorithm, Head, Repository};
use crate::hook::deadline::{LOOK, run_with_deadline};
use crate::hook::line::{Recurrence, line};
use crate::hook::log::{self, Came, Log, Run};
use crate::hook::look::{CommitFacts, Decision, Surroundings};
use crate::hook::{Event, observe};
use crate::journal::Journal;
use crate::mine::Silent;
use crate::model::{Chain, DAY, ObjectId, RepoPath, Thresholds, Timestamp};
use crate::pipeline::{self, Judged, store_path};
use crate::profile::{is_recurring, patching_commits};
use crate::store::{ChainShape, LockOutcome, Selection, Store, StoreLock};
use crate::ui::{Talk, Ui};

use super::{Context, workspace};

/// How far back the look reads, in days: chains that began earlier are told from there.
const LOOK_BACK_DAYS: i64 = 400;

/// Runs a hook; `arguments` are the event and what git gave the hook.
#[must_use]
pub fn run_fast(arguments: &[OsString], environment: &Environment) -> ExitCode {
    let begun = Instant::now();
    // Whatever goes wrong here is not the commit's concern, and nobody asked to read about it.
    std::panic::set_hook(Box::new(|_| {}));
    let Ok(display) = Display::resolve(environment, &[]) else { return ExitCode::SUCCESS };
    let ui = Ui::new(environment, &display, Talk::Normal);
    let look = Look {
        environment: environment.clone(),
        stderr_is_terminal: ui.stderr_is_terminal(),
        columns: ui.columns(),
    };
    let named = |event: &Event| arguments.first().is_some_and(|name| name == event.name());
    let Some(event) = Event::ALL.into_iter().find(named) else { return ExitCode::SUCCESS };
    let limit = environment.hook_limit().unwrap_or(LOOK);
    let end = run_with_deadline(limit, move || match event {
        Event::PostCommit => look.after_commit().unwrap_or(End::FAILED),
        Event::PostRewrite => look.after_rewrite().unwrap_or(End::FAILED),
    });
    let end = end.unwrap_or(End::TOO_SLOW);
    if let Some(line) = &end.line {
        ui.remark(line);
    }
    remember(event, &end, begun, environment);
    ExitCode::SUCCESS
}

/// How a run of a hook ended.
struct End {
    came: Came,
    /// What is to be said.
    line: Option<String>,
    /// The commit at HEAD, where it was looked at.
    commit: Option<ObjectId>,
}

impl End {
    const FAILED: Self = Self { came: Came::Failed, line: None, commit: None };
    const TOO_SLOW: Self = Self { came: Came::TooSlow, ..Self::FAILED };
    const SILENT: Self = Self { came: Came::Silent, ..Self::FAILED };
    const NOTHING: Self = Self { came: Came::Nothing, ..Self::FAILED };
}

/// How long a run may take to be remembered, where a disk does not answer.
const REMEMBERING: Duration = Duration::from_millis(20);

/// Adds the run to the log, for `doctor`. The log is where the environment and the user's file say: git's
/// configuration is not read for a run that does not look.
fn remember(event: Event, end: &End, begun: Instant, environment: &Environment) {
    let (came, commit) = (end.came, end.commit);
    let environment = environment.clone();
    run_with_deadline(REMEMBERING, move || {
        let context = Context::new(&environment, &[], Vec::new()).ok()?;
        let settings = context.settings(&[], &[]).ok()?;
        let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let place = log::place(Path::new("."));
        let run = Run { event, at: context.now(), micros, came, place, commit };
        Log::new(&settings.data_dir.value).remember(run);
        Some(())
    });
}

struct Look {
    environment: Environment,
    stderr_is_terminal: bool,
    columns: usize,
}

impl Look {
    /// Looks at the commit at HEAD.
    fn after_commit(&self) -> anyhow::Result<End> {
        let mut surroundings = Surroundings {
            switched_off: self.environment.hooks_are_off(),
            stderr_is_terminal: self.stderr_is_terminal,
            automation: self.environment.automation(),
            has_reflog_action: self.environment.reflog_action().is_some(),
            operation: None,
        };
        if surroundings.decide() != Decision::Speak {
            return Ok(End::SILENT);
        }
        let repository = Repository::open(None)?;
        surroundings.operation = observe::operation(repository.git_dir());
        let Head::At(head) = repository.head()? else { return Ok(End::SILENT) };
        let commit = Some(head);
        if surroundings.decide() != Decision::Speak || !speaks_of(&repository, head)? {
            return Ok(End { commit, ..End::SILENT });
        }
        let context = Context::new(&self.environment, &[], Vec::new())?;
        let settings = workspace::settings(&repository, &context, &[])?;
        let Some(store) = up_to_date(&repository, &settings.data_dir.value)? else {
            return Ok(End { commit, ..End::NOTHING });
        };
        let since = context.now() - LOOK_BACK_DAYS * DAY;
        let Some(selection) = to_be_read(&store, head, since, &settings.thresholds())? else {
            return Ok(End { commit, ..End::NOTHING });
        };
        let history = pipeline::read(&repository, &store, selection)?;
        let journal = Journal::new(&settings.data_dir.value);
        let answers = journal.read().unwrap_or_default().answers();
        let judged = pipeline::judge(history, answers, settings.thresholds(), context.now());
        let line = recurrence(&judged, head, self.columns);
        let came = if line.is_some() { Came::Said } else { Came::Nothing };
        Ok(End { came, line, commit })
    }

    /// After an amend or a rebase the facts are brought up to date where that is quick; where it is
    /// not, the next command does it.
    fn after_rewrite(&self) -> anyhow::Result<End> {
        if self.environment.hooks_are_off() {
            return Ok(End::SILENT);
        }
        let repository = Repository::open(None)?;
        let context = Context::new(&self.environment, &[], Vec::new())?;
        let settings = workspace::settings(&repository, &context, &[])?;
        up_to_date(&repository, &settings.data_dir.value)?;
        Ok(End::NOTHING)
    }
}

/// Whether the commit at HEAD is one to speak about: plain, and by the person at the terminal.
fn speaks_of(repository: &Repository, head: ObjectId) -> anyhow::Result<bool> {
    let commit = repository.objects()?.commit(head, &mut Vec::new())?;
    let reflog = observe::head_reflog(repository.git_dir(), head);
    let subject = String::from_utf8_lossy(&commit.message).into_owned();
    let author_is_me = repository
        .user()
        .is_some_and(|me| commit.author.email.eq_ignore_ascii_case(me.email.as_bytes()));
    let facts = CommitFacts {
        head_reflog: reflog.as_deref(),
        parents: commit.parents.len(),
        author_is_me,
        subject: &subject,
    };
    Ok(facts.decide() == Decision::Speak)
}

/// The store with the commit in it; `None` when there is none, when nothing of a longer history was
/// mined yet, or when another run is at it.
fn up_to_date(repository: &Repository, data_dir: &Path) -> anyhow::Result<Option<Store>> {
    let path = store_path(data_dir, repository);
    if !path.exists() {
        return Ok(None);
    }
    let LockOutcome::Locked(lock) = StoreLock::attempt(&path)? else { return Ok(None) };
    let mut store = Store::open_locked(&path, &lock)?;
    if store.head()?.is_none() && !head_is_the_first(repository)? {
        return Ok(None);
    }
    // A commit does not wait for the disk; the next command takes the log in.
    store.leave_log()?;
    pipeline::mine(repository, &mut store, DiffAlgorithm::default(), &Silent)?;
    Ok(Some(store))
}

/// What of the history has to be read and judged; nothing for most commits: they are the first patch of a spot for
/// long, and the facts alone say so.
fn to_be_read(
    store: &Store,
    head: ObjectId,
    since: Timestamp,
    thresholds: &Thresholds,
) -> anyhow::Result<Option<Selection>> {
    let counts = |path: &RepoPath, mark| path_class(path, mark) == PathClass::Code;
    let (window, patches) = (thresholds.window, thresholds.recurring);
    let shape = ChainShape { window, patches, counts: &counts };
    if !store.may_end_a_chain(head, &shape)? {
        return Ok(None);
    }
    Ok(Some(Selection::These(store.around(head, since, &shape)?)))
}

/// Whether the commit at HEAD has no parents: then there is nothing before it that would have to be
/// mined at length, and the hook may begin.
fn head_is_the_first(repository: &Repository) -> anyhow::Result<bool> {
    let Head::At(head) = repository.head()? else { return Ok(false) };
    Ok(repository.objects()?.commit(head, &mut Vec::new())?.parents.is_empty())
}

/// The line about the longest chain that the commit at HEAD makes longer, if it is long enough.
fn recurrence(judged: &Judged, head: ObjectId, columns: usize) -> Option<String> {
    let Judged { history, episodes, thresholds, .. } = judged;
    let commits = |chain: &&Chain| patching_commits(history, chain);
    let is_of_head = |chain: &&Chain| {
        commits(chain).last().is_some_and(|last| history.commit(*last).id == head)
            && is_recurring(history, chain, thresholds.recurring)
    };
    let chains = episodes.chains.iter().filter(is_of_head);
    let chain = chains.max_by_key(|chain| commits(chain).len())?;
    let patches = commits(&chain);
    let time = |patch: Option<&_>| patch.map(|patch| history.commit(*patch).time());
    let days = (time(patches.last())? - time(patches.first())?) / DAY;
    let earlier: Vec<ObjectId> =
        patches.iter().rev().skip(1).map(|patch| history.commit(*patch).id).collect();
    let spot = history.spot_name(chain.spot);
    let recurrence = Recurrence { patches: patches.len(), spot: &spot, days, earlier: &earlier };
    Some(line(&recurrence, Some(columns)))
}
