//! A question after a commit: ask it now, or let it wait.
//!
//! In: a question about the commit at HEAD, and everything that the hook knows. Out: an answer in the journal, or a
//! commit more in the queue that `git headway review` answers. Deliberately absent: what to ask (`pipeline`), what
//! speaks against it (`hook::ask`), and keys (`ui::prompt`).

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;

use crate::config::{AskChoice, Environment, Key, Settings};
use crate::git::Repository;
use crate::hook::ask::{
    AskLog, BURST, Circumstances, Decision, Entry, Event, NEVER_HERE, Rows, Terminal, budget,
    objection, rows,
};
use crate::hook::observe;
use crate::journal::{About, Queue, Record, Skipped, Waiting};
use crate::model::{Answer, Asked, CommitIndex, Timestamp};
use crate::pipeline::{self, Judged, Question, Reply};
use crate::store::Store;
use crate::ui::prompt::{self, Order, Outcome};
use crate::ui::{Tty, Ui};

use super::git_program::set_local;
use super::{Context, workspace};

/// What is said once nothing is asked here any more, and where that could not be kept.
const NO_MORE_HERE: &str = "headway: no questions in this repository any more (git config headway.ask prompt brings them back)";
const STILL_HERE: &str = "headway: that could not be kept; `git headway init --ask never` says it";

/// How long a question waits for a key.
const PATIENCE: Duration = Duration::from_secs(15);

/// Who made the commit at HEAD, whose author is the person at the terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Author {
    /// The same person committed it.
    pub is_committer: bool,
    /// A coding agent signed it.
    pub is_agent: bool,
}

/// What was read of the repository.
#[derive(Clone, Copy)]
pub(super) struct Read<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// Its facts.
    pub store: &'a Store,
    /// What they say around HEAD.
    pub judged: &'a Judged,
}

/// What is to become of a question.
pub(super) enum Considered {
    /// It may be asked.
    Ask(Box<Asking>),
    /// The commit waits, and goes into the queue.
    Wait(Queue, Waiting),
}

/// A question that nothing speaks against.
pub(super) struct Asking {
    question: Question,
    rows: Rows,
    about: About,
    held: Option<Answer>,
    waiting: Waiting,
    data_dir: PathBuf,
    at: Timestamp,
    offset_minutes: i32,
    tty: Tty,
}

/// Whether a question may be asked now. Nothing is written; but for a clock that was set back.
///
/// # Errors
/// When the repository cannot be read.
pub(super) fn consider(
    read: Read<'_>,
    context: &Context,
    settings: &Settings,
    question: Question,
    author: Author,
) -> anyhow::Result<Considered> {
    let Read { repository, store, judged } = read;
    let history = &judged.history;
    let head = question.commit();
    let is_head = |index: &CommitIndex| history.commit(*index).id == head;
    let index = history.commit_indices().rev().find(is_head).context("not in this history")?;
    let about = pipeline::about(store, history, index)?;
    let data_dir = &settings.data_dir.value;
    let at = context.now();
    let wait = |skipped| {
        let (commit, roots) = (about.commit, about.roots.clone());
        Waiting { commit, roots, repository: repository.common_dir(), at, skipped }
    };
    let tty = if settings.ask.value == AskChoice::Prompt { Tty::open().ok() } else { None };
    let environment = context.environment();
    let against = against(repository, environment, settings, author, tty.as_ref())
        .or_else(|| spent(&AskLog::new(data_dir), at));
    let (Some(tty), None) = (tty, against) else {
        let skipped = against.unwrap_or(Skipped::NotATerminal);
        return Ok(Considered::Wait(Queue::new(data_dir), wait(skipped)));
    };
    let branch = repository.branch()?;
    let branch = branch.strip_prefix("refs/heads/").unwrap_or("detached HEAD");
    let subject = &history.commit(index).subject;
    let rows = rows(&question, branch, subject, tty.seat().columns);
    Ok(Considered::Ask(Box::new(Asking {
        question,
        rows,
        held: judged.answers.get(about.commit).copied(),
        waiting: wait(Skipped::Key),
        about,
        data_dir: data_dir.clone(),
        at,
        offset_minutes: environment.offset_minutes(at),
        tty,
    })))
}

/// What speaks against a question now, the budget aside.
fn against(
    repository: &Repository,
    environment: &Environment,
    settings: &Settings,
    author: Author,
    tty: Option<&Tty>,
) -> Option<Skipped> {
    if settings.ask.value == AskChoice::Never {
        return Some(Skipped::Silent);
    }
    let seat = tty.map(Tty::seat);
    let circumstances = Circumstances {
        terminal_is_dumb: environment.terminal_is_dumb(),
        committer_is_me: author.is_committer,
        is_by_agent: author.is_agent,
        latest_commits: &observe::latest_commits(repository.git_dir(), BURST),
        terminal: seat.map(|seat| Terminal {
            is_foreground: seat.is_foreground,
            is_private: seat.is_private,
            reads_lines: seat.reads_lines,
            columns: seat.columns,
        }),
    };
    let objection = objection(&circumstances)?;
    Some(if objection.is_about_terminal() { Skipped::NotATerminal } else { Skipped::Silent })
}

/// Whether the budget is used up, or cannot be kept.
fn spent(log: &AskLog, now: Timestamp) -> Option<Skipped> {
    let decision = log.read().map(|entries| budget(&entries, now));
    match decision {
        Ok(Decision::Ask) => None,
        Ok(Decision::NoteClock) => {
            // Where it cannot be written, the next look sees the same and waits as well.
            let _ = log.add(Entry { at: now, event: Event::SetBack });
            Some(Skipped::Budget)
        }
        Ok(Decision::Wait(_)) | Err(_) => Some(Skipped::Budget),
    }
}

impl Asking {
    /// The commit waits, as the look took too long.
    pub(super) fn too_late(self) -> (Queue, Waiting) {
        (Queue::new(&self.data_dir), Waiting { skipped: Skipped::Deadline, ..self.waiting })
    }

    /// Asks. What there is to say of an answer comes back; without one the commit waits.
    pub(super) fn ask(self, ui: &Ui, environment: &Environment) -> Option<String> {
        let _guard = ui.interrupt().guard_question();
        let log = AskLog::new(&self.data_dir);
        let note = |event| log.add(Entry { at: self.at, event });
        // First, so that a question that is never answered counts, whatever ends this process.
        if note(Event::Asked).is_err() {
            self.wait(Skipped::Budget);
            return None;
        }
        match self.prompt(ui, environment) {
            Outcome::Key(NEVER_HERE) => {
                self.wait(Skipped::Key);
                Some(never_here(environment).to_owned())
            }
            Outcome::Key(key) => {
                // A log that cannot be written counts an answer as a skip, which costs little.
                let _ = note(Event::Answered);
                self.question.reply(key).map(|reply| self.keep(reply, environment))
            }
            outcome => {
                if outcome == Outcome::TypedAhead {
                    let _ = note(Event::Withdrawn);
                }
                self.wait(match outcome {
                    Outcome::TypedAhead => Skipped::TypedAhead,
                    Outcome::Timeout => Skipped::Timeout,
                    Outcome::Gone => Skipped::NotATerminal,
                    Outcome::Key(_) | Outcome::Skipped => Skipped::Key,
                });
                None
            }
        }
    }

    fn prompt(&self, ui: &Ui, environment: &Environment) -> Outcome {
        let Some(program) = environment.program() else { return Outcome::Gone };
        let choices = self.question.choices();
        let keys = choices.into_iter().flat_map(|choice| choice.keys).chain([NEVER_HERE]);
        let patience = environment.ask_limit().unwrap_or(PATIENCE).as_millis();
        let order = Order {
            above: vec![self.rows.title.clone()],
            why: self.rows.why.clone(),
            question: self.rows.question.clone(),
            keys: keys.collect(),
            patience: u64::try_from(patience).unwrap_or(u64::MAX),
        };
        prompt::ask(program, &order, &self.tty, ui.interrupt())
    }

    /// Keeps an answer, and says so.
    fn keep(&self, reply: Reply, environment: &Environment) -> String {
        let said = reply.said(self.about.clone(), self.held.as_ref(), Asked::Prompt);
        let record = Record { at: self.at, offset_minutes: self.offset_minutes, said };
        if workspace::journal(&self.data_dir, environment).append_quickly(&[record]).is_err() {
            self.wait(Skipped::NotKept);
            return "headway: your answer could not be kept; `git headway review` asks again"
                .to_owned();
        }
        let says = match reply {
            Reply::RootCause(true) => "the root cause, as you say".to_owned(),
            Reply::RootCause(false) => "not the root cause, as you say".to_owned(),
            Reply::Kind(kind) => format!("{kind}, as you say"),
        };
        let commit = self.about.commit.short();
        format!("headway: {says} (git headway annotate {commit} --retract takes it back)")
    }

    /// Lets the commit wait. Where even that cannot be kept, nobody is told: `review` finds most of these by itself.
    fn wait(&self, skipped: Skipped) {
        let waiting = Waiting { skipped, ..self.waiting.clone() };
        let _ = Queue::new(&self.data_dir).push(&waiting);
    }
}

/// Turns questions off in this repository, as a person would: by its own configuration.
fn never_here(environment: &Environment) -> &'static str {
    let allowed = || -> anyhow::Result<AskChoice> {
        let context = Context::new(environment, &[], Vec::new())?;
        set_local(context.directory(), Key::Ask.git_name(), AskChoice::Never.name())?;
        let repository = Repository::open(None)?;
        Ok(workspace::settings(&repository, &context, &[])?.ask.value)
    };
    match allowed() {
        Ok(AskChoice::Never) => NO_MORE_HERE,
        // Something that is read later says otherwise.
        _ => STILL_HERE,
    }
}
