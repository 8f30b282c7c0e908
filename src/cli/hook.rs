//! `git headway hook`: what the installed hooks call.
//!
//! In: the event and git's environment. Out: after a commit at most one line on stderr, or a question and
//! nothing else; always success. Everything but the wait for a key runs under a deadline, on a thread that is left behind
//! when it is too slow. Deliberately absent: the first mining of a repository, which may take long (`init` does it), and
//! how a question is asked (`asking`).

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::classify::{PathClass, path_class};
use crate::config::{AskChoice, Display, Environment, Settings};
use crate::git::{DiffAlgorithm, Head, Repository};
use crate::hook::ask::is_by_agent;
use crate::hook::deadline::{LOOK, before_question, run_with_deadline};
use crate::hook::line::{Recurrence, line};
use crate::hook::log::{self, Came, Log, Run};
use crate::hook::look::{CommitFacts, Decision, Surroundings};
use crate::hook::{Event, observe};
use crate::mine::Silent;
use crate::model::{DAY, ObjectId, RepoPath, Timestamp};
use crate::pipeline::{self, Judged, question, store_path};
use crate::store::{ChainShape, LockOutcome, Selection, Store, StoreLock};
use crate::ui::{Talk, Ui, prompt};

use super::asking::{self, Author, Considered};
use super::{Context, rewrites, workspace};

/// How far back the look reads, in days: chains that began earlier are told from there.
const LOOK_BACK_DAYS: i64 = 400;

/// Runs a hook; `arguments` are the event and what git gave the hook.
#[must_use]
pub fn run_fast(arguments: &[OsString], environment: &Environment) -> ExitCode {
    let begun = Instant::now();
    // Whatever goes wrong here is not the commit's concern, and nobody asked to read about it.
    std::panic::set_hook(Box::new(|_| {}));
    if arguments.first().is_some_and(|event| event == prompt::CHILD[1]) {
        // Without a terminal or an order there is no question, and whoever waits sees that.
        let _ = prompt::serve();
        return ExitCode::SUCCESS;
    }
    let Ok(display) = Display::resolve(environment, &[]) else { return ExitCode::SUCCESS };
    let ui = Ui::new(environment, &display, Talk::Normal);
    let look = Look {
        environment: environment.clone(),
        stderr_is_terminal: ui.stderr_is_terminal(),
        columns: ui.columns(),
    };
    let named = |event: &Event| arguments.first().is_some_and(|name| name == event.name());
    let Some(event) = Event::ALL.into_iter().find(named) else { return ExitCode::SUCCESS };
    let word = arguments.get(1).and_then(|word| word.to_str()).unwrap_or_default().to_owned();
    let limit = environment.hook_limit().unwrap_or(LOOK);
    let end = run_with_deadline(limit, move || match event {
        Event::PostCommit => look.after_commit().unwrap_or(End::FAILED),
        Event::PostRewrite => look.after_rewrite(&word).unwrap_or(End::FAILED),
    });
    let end = end.unwrap_or(End::TOO_SLOW);
    let (took, commit) = (begun.elapsed(), end.commit);
    let came = end.tell(&ui, environment, took, limit);
    remember(event, came, commit, took, environment);
    ExitCode::SUCCESS
}

/// How a look ended.
struct End {
    came: Came,
    /// What there is to say where nothing is asked, or the question is skipped.
    line: Option<String>,
    /// The question, or the commit that waits for one.
    asking: Option<Considered>,
    /// The commit at HEAD, where it was looked at.
    commit: Option<ObjectId>,
}

impl End {
    const FAILED: Self = Self { came: Came::Failed, line: None, asking: None, commit: None };
    const TOO_SLOW: Self = Self { came: Came::TooSlow, ..Self::FAILED };
    const SILENT: Self = Self { came: Came::Silent, ..Self::FAILED };
    const NOTHING: Self = Self { came: Came::Nothing, ..Self::FAILED };

    /// Says or asks it; what is not asked waits. `took` of the time by which a commit may be delayed is over.
    fn tell(self, ui: &Ui, environment: &Environment, took: Duration, limit: Duration) -> Came {
        let mut came = self.came;
        let is_slow = took > before_question(limit);
        let (answered, waiting) = match self.asking {
            None => (None, None),
            Some(Considered::Wait(queue, waiting)) => (None, Some((queue, waiting))),
            Some(Considered::Ask(asking)) if is_slow => (None, Some(asking.too_late())),
            Some(Considered::Ask(asking)) => {
                came = Came::Asked;
                (asking.ask(ui, environment), None)
            }
        };
        if let Some(line) = answered.or(self.line) {
            ui.remark(&line);
        }
        if let Some((queue, waiting)) = waiting {
            // Last, as it waits for the disk; and a queue that cannot be written is no concern of a commit.
            run_with_deadline(limit.saturating_sub(took), move || queue.push(&waiting));
        }
        came
    }
}

/// How long a run may take to be remembered, where a disk does not answer.
const REMEMBERING: Duration = Duration::from_millis(20);

/// Adds the run to the log, for `doctor`. The log is where the environment and the user's file say: git's
/// configuration is not read for a run that does not look.
fn remember(
    event: Event,
    came: Came,
    commit: Option<ObjectId>,
    took: Duration,
    environment: &Environment,
) {
    let environment = environment.clone();
    run_with_deadline(REMEMBERING, move || {
        let context = Context::new(&environment, &[], Vec::new()).ok()?;
        let settings = context.settings(&[], &[]).ok()?;
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
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
    /// Looks at the commit at HEAD: what there is to say or to ask about it.
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
        if surroundings.decide() != Decision::Speak {
            return Ok(End { commit, ..End::SILENT });
        }
        let Some(author) = speaks_of(&repository, head)? else {
            return Ok(End { commit, ..End::SILENT });
        };
        let context = Context::new(&self.environment, &[], Vec::new())?;
        let settings = workspace::settings(&repository, &context, &[])?;
        let Some((store, judged)) = judged_around(&repository, &settings, head, &context)? else {
            return Ok(End { commit, ..End::NOTHING });
        };
        let line = remark(&judged, head, self.columns);
        let consider = |question| {
            let read = asking::Read { repository: &repository, store: &store, judged: &judged };
            asking::consider(read, &context, &settings, question, author)
        };
        let asking = question(&judged, head).and_then(|question| consider(question).ok());
        let came = if line.is_some() { Came::Said } else { Came::Nothing };
        Ok(End { came, line, asking, commit })
    }

    /// After an amend or a rebase the facts are brought up to date where that is quick; where it is
    /// not, the next command does it.
    fn after_rewrite(&self, word: &str) -> anyhow::Result<End> {
        if self.environment.hooks_are_off() {
            return Ok(End::SILENT);
        }
        let repository = Repository::open(None)?;
        let context = Context::new(&self.environment, &[], Vec::new())?;
        let settings = workspace::settings(&repository, &context, &[])?;
        let data_dir = &settings.data_dir.value;
        let kept = rewrites::keep(&repository, data_dir, &self.environment, word, context.now());
        up_to_date(&repository, data_dir)?;
        kept?;
        Ok(End::NOTHING)
    }
}

/// Who made the commit at HEAD, where it is one to speak about: plain, and by the person at the terminal.
fn speaks_of(repository: &Repository, head: ObjectId) -> anyhow::Result<Option<Author>> {
    let commit = repository.objects()?.commit(head, &mut Vec::new())?;
    let reflog = observe::head_reflog(repository.git_dir(), head);
    let message = String::from_utf8_lossy(&commit.message);
    let me = repository.user();
    let is_me = |email: &[u8]| {
        me.as_ref().is_some_and(|me| email.eq_ignore_ascii_case(me.email.as_bytes()))
    };
    let facts = CommitFacts {
        head_reflog: reflog.as_deref(),
        parents: commit.parents.len(),
        author_is_me: is_me(&commit.author.email),
        subject: &message,
    };
    let name = String::from_utf8_lossy(&commit.author.name);
    let author = Author {
        is_committer: is_me(&commit.committer_email),
        is_agent: is_by_agent(&name, &message),
    };
    Ok((facts.decide() == Decision::Speak).then_some(author))
}

/// What matters of the history around the commit at HEAD, judged, and the facts; `None` where it is not mined, and where
/// there is nothing to say or to ask.
fn judged_around(
    repository: &Repository,
    settings: &Settings,
    head: ObjectId,
    context: &Context,
) -> anyhow::Result<Option<(Store, Judged)>> {
    let data_dir = &settings.data_dir.value;
    let Some(store) = up_to_date(repository, data_dir)? else { return Ok(None) };
    let since = context.now() - LOOK_BACK_DAYS * DAY;
    let Some(selection) = to_be_read(&store, head, since, settings)? else { return Ok(None) };
    let history = pipeline::read(repository, &store, selection)?;
    let said = workspace::journal(data_dir, context.environment()).read().unwrap_or_default();
    // Without the beginning of the history only what is sure is found again, which is enough here.
    let answers = pipeline::find(&history, &[], &said).answers;
    let judged = pipeline::judge(history, answers, settings.thresholds(), context.now());
    Ok(Some((store, judged)))
}

/// What of the history has to be read and judged; nothing for most commits: they are the first patch of a spot for
/// long, and the facts alone say so. Where a question may follow, each is read: its kind may be what nothing decides.
fn to_be_read(
    store: &Store,
    head: ObjectId,
    since: Timestamp,
    settings: &Settings,
) -> anyhow::Result<Option<Selection>> {
    let counts = |path: &RepoPath, mark| path_class(path, mark) == PathClass::Code;
    let thresholds = settings.thresholds();
    let (window, patches) = (thresholds.window, thresholds.recurring);
    let shape = ChainShape { window, patches, counts: &counts };
    if settings.ask.value == AskChoice::Never && !store.may_end_a_chain(head, &shape)? {
        return Ok(None);
    }
    Ok(Some(Selection::These(store.around(head, since, &shape)?)))
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

/// Whether the commit at HEAD has no parents: then there is nothing before it that would have to be
/// mined at length, and the hook may begin.
fn head_is_the_first(repository: &Repository) -> anyhow::Result<bool> {
    let Head::At(head) = repository.head()? else { return Ok(false) };
    Ok(repository.objects()?.commit(head, &mut Vec::new())?.parents.is_empty())
}

/// The line about the longest chain that the commit at HEAD makes longer, if it is long enough.
fn remark(judged: &Judged, head: ObjectId, columns: usize) -> Option<String> {
    let index = judged.history.commit_indices().next_back()?;
    if judged.history.commit(index).id != head {
        return None;
    }
    let found = pipeline::recurrence(judged, index)?;
    let pipeline::Recurrence { patches, spot, days, earlier, .. } = &found;
    let recurrence = Recurrence { patches: *patches, spot, days: *days, earlier };
    Some(line(&recurrence, Some(columns)))
}
