//! `git headway retro`: the yearly retrospective.

use clap::ValueEnum;
use clap::builder::ArgPredicate;

use crate::model::{Month, Timestamp};
use crate::pipeline::end_of_day;
use crate::profile::{Period, PeriodUnit, Work};
use crate::report::{self, Addressee, Retro, RetroQuery, html, markdown, terminal, to_json};
use crate::ui::Ui;

use super::chosen::RepoArgs;
use super::ledger::told;
use super::mine::none_listed;
use super::page::OpenArgs;
use super::reading::{AuthorArgs, NamesArgs, PeriodArgs};
use super::workspace::{journal, read_aloud};
use super::{Context, ExitStatus, UsageError};

/// Look back at a year: what changed because of it, what did not move, what to choose next
///
/// It speaks of all repositories of your list and the one you are in. Without a year it is the present one, as far as it has
/// passed.
#[derive(Debug, clap::Args)]
pub(super) struct RetroArgs {
    #[command(flatten)]
    repositories: RepoArgs,
    #[command(flatten)]
    author: AuthorArgs,
    #[command(flatten)]
    period: PeriodArgs,
    /// Compare with this earlier year instead of the period before: 2023; of a shorter period 2023-H1, 2023-Q2 or 2023-05
    #[arg(long, value_name = "PERIOD", value_parser = named_period)]
    compare: Option<Period>,
    #[command(flatten)]
    names: NamesArgs,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    #[arg(default_value_if("open", ArgPredicate::IsPresent, "html"))]
    format: Format,
    #[command(flatten)]
    open: OpenArgs,
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

/// Writes the retrospective.
///
/// # Errors
/// When no repository can be mined, the person has no commits in any, or the periods cannot be compared.
pub(super) fn run(ui: &Ui, context: &Context, args: &RetroArgs) -> anyhow::Result<ExitStatus> {
    args.open.suits(args.format == Format::Html)?;
    let period = period(&args.period, context.now())?;
    let beside = beside(period, args.compare)?;
    let chosen = args.repositories.chosen(context)?;
    anyhow::ensure!(!chosen.is_empty(), none_listed());
    let settings = context.settings_here(&[])?;
    let told = told(ui, &chosen, &args.author)?;
    let work = Work::of(&told.ledgers, end_of_day(context.now()));
    let addressee = told.addressee();
    // What the user wrote down says nothing of others.
    let said = matches!(addressee, Addressee::You(_)).then(|| {
        let said = read_aloud(ui, &journal(&settings.data_dir.value, context.environment()));
        args.repositories.concerning(said.records, &told.ledgers)
    });
    let answer = report::retro(
        &work,
        &RetroQuery {
            addressee: &addressee,
            period,
            beside,
            thresholds: &settings.thresholds(),
            names: args.names.names(),
            said: said.as_deref(),
        },
    );
    let ui = &context.ui(ui, &settings);
    match args.format {
        Format::Json => ui.print_raw(&to_json(&answer))?,
        Format::Markdown => ui.print_raw(&markdown::retro(&answer))?,
        Format::Html => {
            let data_dir = &settings.data_dir.value;
            args.open.show(ui, data_dir, &file_name(&answer), &html::retro(&answer))?;
        }
        Format::Text => ui.print(&terminal::retro(&answer, ui.width()))?,
    }
    Ok(told.status)
}

/// What the page is called.
fn file_name(answer: &Retro) -> String {
    match answer.repositories.as_slice() {
        [only] => format!("retro-{}-{}", answer.period, only.repository),
        _ => format!("retro-{}", answer.period),
    }
}

fn named_period(name: &str) -> Result<Period, String> {
    let wrong = || "write 2025, 2025-H1, 2025-Q2 or 2025-05".to_owned();
    Period::named(name).ok_or_else(wrong)
}

/// The whole months that are asked for: a year, or those that the days lie in. Without a first day the last twelve months;
/// without a last one up to now.
fn period(asked: &PeriodArgs, now: Timestamp) -> anyhow::Result<Period> {
    let (since, until) = asked.period()?;
    let last = until.map_or(now, |until| until - 1);
    let (first, last) = match since {
        Some(since) => (Month::of(since, 0), Month::of(last, 0)),
        None if until.is_none() => {
            return Ok(Period::holding(Month::of(now, 0), PeriodUnit::Year));
        }
        None => {
            let last = Month::of(last, 0);
            (Month { year: last.year - 1, month: last.month }.next(), last)
        }
    };
    if last < first {
        return Err(UsageError::new("`--until` is not after `--since`").into());
    }
    Ok(Period::lasting(first, last))
}

/// The earlier period that it is compared with.
fn beside(period: Period, asked: Option<Period>) -> anyhow::Result<Period> {
    let Some(asked) = asked else { return Ok(period.before()) };
    // A year of other months is compared with the same months of another year.
    let beside = if asked.unit() == Some(PeriodUnit::Year) && period.months() <= 12 {
        period.years_earlier(period.last().year - asked.last().year)
    } else {
        asked
    };
    if beside.months() != period.months() {
        let says = format!("{} and {} are not equally long", period.name(), beside.name());
        return Err(UsageError::new(says).into());
    }
    if beside.last() >= period.first() {
        let says = format!("{} is not before {}", beside.name(), period.name());
        return Err(UsageError::new(says).into());
    }
    Ok(beside)
}

#[cfg(test)]
mod tests {
    use super::{Period, beside};

    fn named(name: &str) -> Period {
        Period::named(name).unwrap()
    }

    #[test]
    fn beside_a_period_stands_one_as_long_before_it() {
        let of = |period, asked: Option<&str>| {
            beside(named(period), asked.map(named)).map(Period::name).ok()
        };
        assert_eq!(of("2025", None).as_deref(), Some("2024"));
        assert_eq!(of("2025", Some("2022")).as_deref(), Some("2022"));
        assert_eq!(of("2025-Q2", None).as_deref(), Some("2025-Q1"));
        assert_eq!(of("2025-Q2", Some("2024")).as_deref(), Some("2024-Q2"));
        assert_eq!(of("2025-Q2", Some("2024-Q3")).as_deref(), Some("2024-Q3"));
        assert_eq!(of("2025-Q2", Some("2024-05")), None);
        assert_eq!(of("2025", Some("2025")), None);
        assert_eq!(of("2025", Some("2026")), None);
    }
}
