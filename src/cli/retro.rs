//! `git headway retro`: the yearly retrospective.

use clap::ValueEnum;
use clap::builder::ArgPredicate;

use crate::model::{Month, Timestamp};
use crate::profile::{Period, PeriodUnit};
use crate::report::{self, LongQuery, Retro, RetroPart, html, markdown, terminal, to_json};
use crate::ui::Ui;

use super::chosen::RepoArgs;
use super::page::OpenArgs;
use super::past::Past;
use super::reading::{AuthorArgs, NamesArgs, PeriodArgs};
use super::{Context, ExitStatus, UsageError, shown};

/// Look back at a year: what changed because of it, what did not move, what to choose next
///
/// It speaks of all repositories of your list and the one you are in, and of whole months: those that the days of `--since`
/// and `--until` lie in. Without a year it is the present one, as far as it has passed. On a terminal it is one screen;
/// `--show` has the rest.
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
    /// Show this chapter on the terminal; may be given several times
    #[arg(long, value_name = "CHAPTER", value_parser = shown::parser(RetroPart::ALL.into_iter().filter_map(RetroPart::named)))]
    show: Vec<String>,
    /// The long view instead: a line for each of these years, and what changed over them: 2021..2025, 2021.. or ..2025
    #[arg(long, value_name = "YEARS", value_parser = named_years,
        conflicts_with_all = ["year", "since", "until", "compare", "show", "names"])]
    years: Option<Years>,
    #[command(flatten)]
    names: NamesArgs,
    /// Put neutral words (`file 12`, `area 3`, `commit 7`) in the place of names, paths, subjects and commits, so that it
    /// can be shown outside; languages, kinds, numbers and dates stay
    #[arg(long)]
    redact: bool,
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
    if !args.show.is_empty() && args.format != Format::Text {
        let says = "`--show` is for the terminal; the other formats have every chapter";
        return Err(UsageError::new(says).into());
    }
    if let Some(years) = args.years {
        return run_years(ui, context, args, years);
    }
    let period = period(&args.period, context.now())?;
    let beside = beside(period, args.compare)?;
    let past = Past::read(ui, context, &args.repositories, &args.author)?;
    let past = if args.redact { past.redacted() } else { past };
    let answer = past.retro(period, beside, args.names.names());
    let ui = &context.ui(ui, &past.settings);
    match args.format {
        Format::Json => ui.print_raw(&to_json(&answer))?,
        Format::Markdown => ui.print_raw(&markdown::retro(&answer))?,
        Format::Html => {
            let data_dir = &past.settings.data_dir.value;
            args.open.show(ui, data_dir, &file_name(&answer), &html::retro(&answer))?;
        }
        Format::Text => {
            let name = |part: RetroPart| part.named().map(|(name, _)| name);
            let parts = shown::asked(&args.show, &RetroPart::ALL, name);
            ui.print(&terminal::retro(&answer, &parts, ui.width()))?;
        }
    }
    Ok(past.told.status)
}

/// Writes the long view.
fn run_years(
    ui: &Ui,
    context: &Context,
    args: &RetroArgs,
    years: Years,
) -> anyhow::Result<ExitStatus> {
    let past = Past::read(ui, context, &args.repositories, &args.author)?;
    let past = if args.redact { past.redacted() } else { past };
    let query = LongQuery {
        addressee: &past.told.addressee(),
        first: years.first,
        last: years.last,
        thresholds: &past.settings.thresholds(),
    };
    let answer = report::long_view(&past.work(), &query);
    let ui = &context.ui(ui, &past.settings);
    match args.format {
        Format::Json => ui.print_raw(&to_json(&answer))?,
        Format::Markdown => ui.print_raw(&markdown::long_view(&answer))?,
        Format::Html => {
            let data_dir = &past.settings.data_dir.value;
            args.open.show(ui, data_dir, "retro-years", &html::long_view(&answer))?;
        }
        Format::Text => ui.print(&terminal::long_view(&answer, ui.width()))?,
    }
    Ok(past.told.status)
}

/// The first year and the last one, where they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Years {
    first: Option<i32>,
    last: Option<i32>,
}

fn named_years(text: &str) -> Result<Years, String> {
    let wrong = || "write 2021..2025, 2021.. or ..2025".to_owned();
    let (first, last) = text.split_once("..").ok_or_else(wrong)?;
    let year = |text: &str| match text {
        "" => Ok(None),
        _ if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().map(Some).map_err(|_| wrong())
        }
        _ => Err(wrong()),
    };
    let years = Years { first: year(first)?, last: year(last)? };
    match (years.first, years.last) {
        (Some(first), Some(last)) if first > last => {
            Err(format!("{first} is after {last}; write {last}..{first}"))
        }
        (Some(first), Some(last)) if first == last => {
            Err(format!("one year is told by `--year {first}`"))
        }
        _ => Ok(years),
    }
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
pub(super) fn period(asked: &PeriodArgs, now: Timestamp) -> anyhow::Result<Period> {
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
    use super::{Period, Years, beside, named_years};

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

    #[test]
    fn years_from_one_to_another() {
        let years = |first, last| Ok(Years { first, last });
        assert_eq!(named_years("2021..2025"), years(Some(2021), Some(2025)));
        assert_eq!(named_years("2021.."), years(Some(2021), None));
        assert_eq!(named_years("..2025"), years(None, Some(2025)));
        assert_eq!(named_years(".."), years(None, None));
        assert_eq!(named_years("2025..2021").unwrap_err(), "2025 is after 2021; write 2021..2025");
        assert_eq!(named_years("2025..2025").unwrap_err(), "one year is told by `--year 2025`");
        for wrong in ["2021", "2021-2025", "21..25", "2021..soon", "-021..2025", "+021..2025", ""] {
            assert!(named_years(wrong).is_err(), "{wrong}");
        }
    }
}
