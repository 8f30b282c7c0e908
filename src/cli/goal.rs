//! `git headway goal`: what the user wants to reach, and what became of it.
//!
//! In: words. Out: records in the journal; or the goals that are there. Deliberately absent: whether a goal was
//! reached; the user says that.

use clap::Subcommand;

use crate::journal::{Goal, GoalId, GoalState, Said, goals};
use crate::model::{ObjectId, Timestamp, date, printable};
use crate::report::{GoalFigure, Goals, SCHEMA, one_line, terminal, to_json};
use crate::ui::Ui;

use super::accept::AcceptArgs;
use super::place::Place;
use super::reading::{Format, last_day_of};
use super::workspace::Workspace;
use super::{Context, ExitStatus, Hint, accept, words};

/// Set goals, and say what became of them
///
/// They are kept in your journal on this machine, outside of the repository. A goal that is set in a repository is about that
/// project. `git headway status` lists those that are open.
#[derive(Debug, clap::Args)]
pub(super) struct GoalArgs {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the open goals
    List(ListArgs),
    /// Set a goal
    Add(AddArgs),
    /// Make a goal of a choice that the retrospective offers; `status --quarter` measures it
    Accept(AcceptArgs),
    /// Say that a goal was reached
    Done(StateArgs),
    /// Say that a goal is pursued no more
    Drop(StateArgs),
    /// Pursue a goal again
    Reopen(StateArgs),
}

#[derive(Debug, Default, clap::Args)]
struct ListArgs {
    /// Also those that were reached or dropped
    #[arg(long)]
    all: bool,
    /// Those of every project
    #[arg(long)]
    everywhere: bool,
    /// How to print them
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// The words; without them your editor opens, or standard input is read where it is no terminal
    text: Option<String>,
    /// The day by which: 2024-05-01, or the last one of 2024-05 or 2024
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    /// It is about all of your work and not about this repository
    #[arg(long)]
    everywhere: bool,
}

#[derive(Debug, clap::Args)]
struct StateArgs {
    /// The goal: the digits that `git headway goal` shows, or the first of them
    goal: String,
    /// What came of it
    text: Option<String>,
}

/// Lists goals, or keeps what was said of them.
///
/// # Errors
/// When there is no such goal, no text, or the journal cannot be written.
pub(super) fn run(ui: &Ui, context: &Context, args: &GoalArgs) -> anyhow::Result<ExitStatus> {
    match &args.action {
        None => list(ui, context, &ListArgs::default()),
        Some(Action::List(args)) => list(ui, context, args),
        Some(Action::Add(args)) => add(ui, context, args),
        Some(Action::Accept(args)) => accept::run(ui, context, args),
        Some(Action::Done(args)) => set(ui, context, args, GoalState::Done),
        Some(Action::Drop(args)) => set(ui, context, args, GoalState::Dropped),
        Some(Action::Reopen(args)) => set(ui, context, args, GoalState::Open),
    }
}

fn list(ui: &Ui, context: &Context, args: &ListArgs) -> anyhow::Result<ExitStatus> {
    let place = Place::open(ui, context, args.everywhere)?;
    let roots = place.project()?.map_or_else(Vec::new, |project| project.roots);
    let all = goals(&place.journal().read()?.records);
    let wanted = all.iter().filter(|goal| {
        (args.everywhere || goal.concerns(&roots)) && (args.all || goal.state == GoalState::Open)
    });
    let goals = wanted.map(|goal| figure(goal, context)).collect();
    let goals = Goals { schema: SCHEMA, goals };
    match args.format {
        Some(Format::Json) => place.ui.print_raw(&to_json(&goals))?,
        _ => place.ui.print(&terminal::goals(&goals, place.ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}

fn add(ui: &Ui, context: &Context, args: &AddArgs) -> anyhow::Result<ExitStatus> {
    let by = args.by.as_deref().map(last_day_of).transpose()?;
    let place = Place::open(ui, context, args.everywhere)?;
    let asks = "What do you want to reach?";
    let text = words::text(args.text.as_deref(), context.directory(), &place.data_dir, asks)?;
    let (goal, project) = (GoalId::of(&text, context.now()), place.project()?);
    place.keep(context, Said::Goal { goal, text, by, project, aim: None })?;
    place.ui.note(&format!("goal {goal} is set"));
    Ok(ExitStatus::Ok)
}

fn set(
    ui: &Ui,
    context: &Context,
    args: &StateArgs,
    state: GoalState,
) -> anyhow::Result<ExitStatus> {
    let place = Place::open(ui, context, false)?;
    let all = goals(&place.journal().read()?.records);
    let goal = named(&all, &args.goal)?;
    let text = args.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let text = text.map(str::to_owned);
    place.keep(context, Said::GoalState { goal: goal.goal, state, text })?;
    let words = one_line(&goal.text);
    place.ui.note(&format!("goal {} is {}: {words}", goal.goal, state.name()));
    Ok(ExitStatus::Ok)
}

/// The one goal whose name begins so.
fn named<'g>(all: &'g [Goal], begins: &str) -> anyhow::Result<&'g Goal> {
    let found: Vec<&Goal> = all
        .iter()
        .filter(|goal| !begins.is_empty() && goal.goal.to_string().starts_with(begins))
        .collect();
    match found.as_slice() {
        [goal] => Ok(goal),
        found => {
            let begins = printable(begins.as_bytes());
            let says = match found.len() {
                0 => format!("there is no goal `{begins}`"),
                many => format!("{many} goals begin with `{begins}`"),
            };
            Err(anyhow::Error::new(Hint::new(says, "`git headway goal list --all` lists them")))
        }
    }
}

/// The goals that are open and concern the project of a workspace.
pub(super) fn open_goals(
    workspace: &Workspace,
    context: &Context,
) -> anyhow::Result<Vec<GoalFigure>> {
    let roots: Vec<ObjectId> = workspace.store.roots()?;
    let all = goals(&workspace.said().records);
    let open = all.iter().filter(|goal| goal.state == GoalState::Open && goal.concerns(&roots));
    Ok(open.map(|goal| figure(goal, context)).collect())
}

fn figure(goal: &Goal, context: &Context) -> GoalFigure {
    let now: Timestamp = context.now();
    GoalFigure::of(goal, date(now, context.environment().offset_minutes(now)))
}
