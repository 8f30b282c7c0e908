//! `git headway review`: answer what waits to be asked about, in one sitting.
//!
//! In: the queue that the hook left, and one's own commits of late. Out: on a terminal a conversation by single keys
//! (`sitting`), elsewhere the list. Deliberately absent: what is worth a question; `pipeline` knows.

use std::collections::{BTreeMap, HashSet};

use crate::journal::{Queue, Skipped, Waiting};
use crate::model::{DAY, ObjectId, Timestamp};
use crate::pipeline::{self, Judged, Question, question};
use crate::report::{
    self, CommitRef, Names, Review, ReviewChoice, ReviewItem, SCHEMA, WaitingElsewhere, to_json,
};
use crate::ui::Ui;

use super::reading::{AuthorArgs, Format, start_of};
use super::workspace::Workspace;
use super::{Context, ExitStatus, sitting};

/// Days that are looked back where nobody says how many.
const LOOK_BACK_DAYS: i64 = 90;
/// Days after which a commit that is not found any more need not be asked about.
const FORGOTTEN_DAYS: i64 = 180;

/// Answer what waits to be asked about, one commit after the other
///
/// Asked are commits that the hook put aside, and commits of yours of the last 90 days, where the evidence does not decide and
/// an answer would change a verdict. One key answers; nothing has to be answered. In a pipe, what waits is listed.
#[derive(Debug, clap::Args)]
pub(super) struct ReviewArgs {
    /// Ask about your commits from this day on: 2024-05-01, 2024-05 or 2024
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Ask about no more than this many
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
    /// List what waits, and ask nothing
    #[arg(long)]
    list: bool,
    /// How to print the list
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// Asks, or lists what would be asked.
///
/// # Errors
/// When the repository cannot be mined, or the journal cannot be written.
pub(super) fn run(ui: &Ui, context: &Context, args: &ReviewArgs) -> anyhow::Result<ExitStatus> {
    let mut workspace = Workspace::open(ui, context, &[])?;
    let judged = workspace.judged(context)?;
    let since = match &args.since {
        Some(day) => start_of(day)?,
        None => context.now() - LOOK_BACK_DAYS * DAY,
    };
    let mut asked = to_ask(&workspace, &judged, since)?;
    let left_out = asked.len().saturating_sub(args.limit);
    asked.truncate(args.limit);
    let wants_list = args.list || args.format.is_some();
    if !wants_list && !asked.is_empty() && sitting::is_possible(&workspace) {
        let (status, judged) = sitting::hold(&workspace, context, judged, &asked)?;
        forget(&workspace, context, &judged)?;
        return Ok(status);
    }
    let items = asked.iter().filter_map(|asked| asked.item(&judged));
    let review = Review {
        schema: SCHEMA,
        repository: judged.history.repository.clone(),
        items: items.collect(),
        left_out,
        elsewhere: elsewhere(&workspace)?,
    };
    match args.format {
        Some(Format::Json) => workspace.ui.print_raw(&to_json(&review))?,
        _ => workspace.ui.print(&report::terminal::review(&review, workspace.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}

/// A commit to ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ToAsk {
    pub commit: ObjectId,
    /// Why the hook did not ask.
    pub queued: Option<Skipped>,
}

impl ToAsk {
    /// What is asked now; nothing once no answer would change anything.
    pub(super) fn item(self, judged: &Judged) -> Option<ReviewItem> {
        let question = question(judged, self.commit)?;
        let mut indices = judged.history.commit_indices().rev();
        let at = indices.find(|at| judged.history.commit(*at).id == self.commit)?;
        Some(ReviewItem {
            commit: CommitRef::of(&judged.history, at, Names::Hidden),
            asks: question.asks(),
            why: question.why(),
            choices: choices(&question),
            queued: self.queued.map(Skipped::name),
        })
    }
}

fn choices(question: &Question) -> Vec<ReviewChoice> {
    let choices = question.choices().into_iter();
    choices
        .map(|choice| ReviewChoice {
            key: choice.keys.first().copied().unwrap_or(' '),
            word: choice.word.to_owned(),
            changes: choice.changes,
        })
        .collect()
}

/// What is asked about, newest first.
fn to_ask(workspace: &Workspace, judged: &Judged, since: Timestamp) -> anyhow::Result<Vec<ToAsk>> {
    let queued: BTreeMap<ObjectId, Skipped> =
        queued(workspace, judged)?.into_iter().map(|(id, waiting)| (id, waiting.skipped)).collect();
    let mine = own_commits(workspace, judged, since);
    let history = &judged.history;
    let worth = history.commits.iter().rev().map(|commit| commit.id).filter(|id| {
        (mine.contains(id) || queued.contains_key(id)) && question(judged, *id).is_some()
    });
    let asked = worth.map(|commit| ToAsk { commit, queued: queued.get(&commit).copied() });
    Ok(asked.collect())
}

/// The user's own commits since a moment; none where git does not know the user, or knows no commit of theirs.
fn own_commits(workspace: &Workspace, judged: &Judged, since: Timestamp) -> HashSet<ObjectId> {
    let history = &judged.history;
    let Ok((subject, _)) = AuthorArgs::yourself().subject(history, &workspace.me()) else {
        return HashSet::new();
    };
    let recent = history
        .commit_indices()
        .filter(|at| history.commit(*at).time() >= since && subject.wrote(history, *at));
    recent.map(|at| history.commit(at).id).collect()
}

/// What the hook put aside in this repository and is worth a question still, by the names that the commits have now.
pub(super) fn queued(
    workspace: &Workspace,
    judged: &Judged,
) -> anyhow::Result<Vec<(ObjectId, Waiting)>> {
    let waiting = here(workspace)?.0;
    let names: Vec<ObjectId> = waiting.iter().map(|waiting| waiting.commit).collect();
    let now = pipeline::successors(&judged.history, workspace.said(), &names);
    let found = waiting.into_iter().filter_map(|waiting| {
        let id = *now.get(&waiting.commit)?;
        question(judged, id).is_some().then_some((id, waiting))
    });
    Ok(found.collect())
}

/// The queue of this repository, and that of all others.
fn here(workspace: &Workspace) -> anyhow::Result<(Vec<Waiting>, Vec<Waiting>)> {
    let roots = workspace.store.roots()?;
    let place = workspace.repository.common_dir();
    let is_here = |waiting: &Waiting| {
        waiting.repository == place || waiting.roots.iter().any(|root| roots.contains(root))
    };
    // The queue is a help; what it helps with goes on without it.
    let all = queue(workspace).read().unwrap_or_else(|error| {
        workspace.ui.warn(&format!("{error:#}; what waits there is left out"));
        Vec::new()
    });
    Ok(all.into_iter().partition(is_here))
}

fn queue(workspace: &Workspace) -> Queue {
    Queue::new(&workspace.settings.data_dir.value)
}

fn elsewhere(workspace: &Workspace) -> anyhow::Result<Vec<WaitingElsewhere>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for waiting in here(workspace)?.1 {
        let place = waiting.repository.as_os_str().as_encoded_bytes();
        *counts.entry(crate::model::printable(place).into_owned()).or_default() += 1;
    }
    let counts = counts.into_iter();
    Ok(counts.map(|(repository, commits)| WaitingElsewhere { repository, commits }).collect())
}

/// Takes those of this repository out of the queue that need no question any more.
fn forget(workspace: &Workspace, context: &Context, judged: &Judged) -> anyhow::Result<()> {
    let waiting = here(workspace)?.0;
    let names: Vec<ObjectId> = waiting.iter().map(|waiting| waiting.commit).collect();
    let now = pipeline::successors(&judged.history, workspace.said(), &names);
    let settled: HashSet<ObjectId> = waiting
        .iter()
        .filter(|waiting| match now.get(&waiting.commit) {
            Some(id) => question(judged, *id).is_none(),
            None => waiting.at < context.now() - FORGOTTEN_DAYS * DAY,
        })
        .map(|waiting| waiting.commit)
        .collect();
    queue(workspace).retain(|waiting| !settled.contains(&waiting.commit))
}
