//! `git headway profile`: what a person owns, what their work leverages, whether they move, over time.

use clap::ValueEnum;
use clap::builder::ArgPredicate;

use crate::journal::{Contents, GoalState, Record, Said};
use crate::model::{Month, date};
use crate::pipeline::end_of_day;
use crate::profile::{Period, PeriodUnit, Work};
use crate::report::{
    self, Addressee, JournalDays, Names, ProfilePart, ProfileQuery, Slices, html, markdown,
    terminal, to_json,
};
use crate::ui::Ui;

use super::area::area;
use super::chosen::RepoArgs;
use super::ledger::told;
use super::mine::none_listed;
use super::page::OpenArgs;
use super::reading::{AuthorArgs, NamesArgs, PeriodArgs};
use super::workspace::{Workspace, journal, read_aloud};
use super::{Context, ExitStatus, UsageError, shown};

/// Show what you own, what your work leverages and how it moves, over time
///
/// Without `--show` it is one screen; with it, everything on a part.
#[derive(Debug, clap::Args)]
pub(super) struct ProfileArgs {
    #[command(flatten)]
    repositories: RepoArgs,
    #[command(flatten)]
    author: AuthorArgs,
    #[command(flatten)]
    period: PeriodArgs,
    /// How long the periods are
    #[arg(long = "by", value_name = "PERIOD", default_value = "year")]
    unit: Unit,
    /// Put two periods beside each other: 2024 2025, 2025-Q1 2025-Q2, 2024-H1 2025-H1, 2025-05 2025-06
    #[arg(long, num_args = 2, value_names = ["PERIOD", "PERIOD"], value_parser = named_period,
        conflicts_with_all = ["since", "until", "year", "unit", "show"])]
    compare: Vec<Period>,
    /// Show everything on this part; may be given several times
    #[arg(long, value_name = "PART", value_parser = shown::parser(ProfilePart::ALL.map(ProfilePart::named)))]
    show: Vec<String>,
    /// Look at a folder or a file instead, whoever works there: lines, people, what recurs, by year; of one repository
    #[arg(long, value_name = "PATH",
        conflicts_with_all = ["author", "since", "until", "year", "unit", "show", "compare"])]
    area: Option<String>,
    #[command(flatten)]
    names: NamesArgs,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    #[arg(default_value_if("open", ArgPredicate::IsPresent, "html"))]
    format: Format,
    #[command(flatten)]
    open: OpenArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Unit {
    /// Calendar months
    Month,
    /// Quarters
    Quarter,
    /// Half-years
    Half,
    /// Calendar years
    Year,
}

impl From<Unit> for PeriodUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Month => Self::Month,
            Unit::Quarter => Self::Quarter,
            Unit::Half => Self::HalfYear,
            Unit::Year => Self::Year,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on a terminal
    Text,
    /// A Markdown document
    Markdown,
    /// One page for a browser that loads nothing else
    Html,
    /// One JSON document
    Json,
}

/// Prints the profile.
///
/// # Errors
/// When no repository can be mined, or the person has no commits in any.
pub(super) fn run(ui: &Ui, context: &Context, args: &ProfileArgs) -> anyhow::Result<ExitStatus> {
    args.open.suits(args.format == Format::Html)?;
    if let Some(path) = &args.area {
        return run_area(ui, context, args, path);
    }
    // A person's profile counts others and has no place for their names.
    if args.names.names() == Names::Shown {
        return Err(UsageError::new("`--names` is for `--area`").into());
    }
    let compared = compared(&args.compare)?;
    let compared_unit = args.compare.first().and_then(|period| period.unit());
    let slices = slices(&args.period, compared_unit.unwrap_or_else(|| args.unit.into()))?;
    let chosen = args.repositories.chosen(context)?;
    anyhow::ensure!(!chosen.is_empty(), none_listed());
    let settings = context.settings_here(&[])?;
    let told = told(ui, &chosen, &args.author)?;
    let said = read_aloud(ui, &journal(&settings.data_dir.value, context.environment()));
    let work = Work::of(&told.ledgers, end_of_day(context.now()));
    let addressee = told.addressee();
    // What the user wrote down says nothing of others.
    let days = matches!(addressee, Addressee::You(_)).then(|| journal_days(&said));
    let query = ProfileQuery {
        addressee: &addressee,
        slices,
        thresholds: &settings.thresholds(),
        journal: days.as_ref(),
    };
    let answer = report::profile(&work, &query);
    let parts = shown::asked(&args.show, &ProfilePart::ALL, |part| Some(part.named().0));
    let ui = &context.ui(ui, &settings);
    let data_dir = &settings.data_dir.value;
    if let Some(periods) = compared {
        let answer = report::compare(&answer, &periods);
        match args.format {
            Format::Json => ui.print_raw(&to_json(&answer))?,
            Format::Markdown => ui.print_raw(&markdown::comparison(&answer))?,
            Format::Html => {
                args.open.show(ui, data_dir, "profile-compared", &html::comparison(&answer))?;
            }
            Format::Text => ui.print(&terminal::comparison(&answer, ui.width()))?,
        }
        return Ok(told.status);
    }
    match args.format {
        Format::Json => ui.print_raw(&to_json(&answer))?,
        Format::Markdown => ui.print_raw(&markdown::profile(&answer, &parts))?,
        Format::Html => args.open.show(ui, data_dir, "profile", &html::profile(&answer, &parts))?,
        Format::Text => ui.print(&terminal::profile(&answer, &parts, ui.width()))?,
    }
    Ok(told.status)
}

fn named_period(name: &str) -> Result<Period, String> {
    let wrong = || "write 2025, 2025-H1, 2025-Q2 or 2025-05".to_owned();
    Period::named(name).ok_or_else(wrong)
}

/// The names of the two periods, when two are to be compared.
fn compared(periods: &[Period]) -> anyhow::Result<Option<[String; 2]>> {
    let [first, second] = periods else { return Ok(None) };
    if first.unit() != second.unit() {
        let says = format!("{} and {} are not equally long", first.name(), second.name());
        return Err(UsageError::new(says).into());
    }
    Ok(Some([first.name(), second.name()]))
}

/// Prints how a part of a repository stands.
fn run_area(
    ui: &Ui,
    context: &Context,
    args: &ProfileArgs,
    path: &str,
) -> anyhow::Result<ExitStatus> {
    let chosen =
        if args.repositories.is_given() { args.repositories.chosen(context)? } else { Vec::new() };
    let context = match chosen.as_slice() {
        [] => context,
        [only] => &only.context,
        _ => return Err(UsageError::new("`--area` looks at one repository").into()),
    };
    let mut workspace = Workspace::open(ui, context, &[])?;
    let answer = area(&mut workspace, context, path, args.names.names())?;
    let ui = &workspace.ui;
    match args.format {
        Format::Json => ui.print_raw(&to_json(&answer))?,
        Format::Markdown => ui.print_raw(&markdown::area_health(&answer))?,
        Format::Html => {
            let data_dir = &workspace.settings.data_dir.value;
            args.open.show(ui, data_dir, "area", &html::area_health(&answer))?;
        }
        Format::Text => ui.print(&terminal::area_health(&answer, ui.width()))?,
    }
    Ok(ExitStatus::Ok)
}

/// The periods that are asked for.
fn slices(period: &PeriodArgs, unit: PeriodUnit) -> anyhow::Result<Slices> {
    let (since, until) = period.period()?;
    let holding = |moment| Period::holding(Month::of(moment, 0), unit);
    Ok(Slices::Calendar {
        unit,
        first: since.map(holding),
        last: until.map(|until| holding(until - 1)),
    })
}

/// The days on which the user wrote into the journal.
fn journal_days(said: &Contents) -> JournalDays {
    let mut days = JournalDays::default();
    for Record { at, offset_minutes, said } in &said.records {
        let written = date(*at, *offset_minutes);
        match said {
            Said::Answer { .. } => days.answers.push(written),
            Said::Note { on, .. } => days.notes.push(on.unwrap_or(written)),
            Said::Goal { .. } => days.goals_set.push(written),
            Said::GoalState { state: GoalState::Done | GoalState::Dropped, .. } => {
                days.goals_closed.push(written);
            }
            _ => {}
        }
    }
    days
}
