//! `git headway status --quarter`: the goals, and whether a quarter moved them.
//!
//! In: a quarter by its name, repositories. Out: one screen, or the same as JSON. Deliberately absent: the work of others; goals
//! are the user's own.

use crate::model::{Month, Timestamp};
use crate::pipeline::end_of_day;
use crate::profile::{Period, PeriodUnit, Work};
use crate::report::{self, terminal, to_json};
use crate::ui::Ui;

use super::chosen::RepoArgs;
use super::ledger::told;
use super::mine::none_listed;
use super::reading::{AuthorArgs, Format};
use super::workspace::{journal, read_aloud};
use super::{Context, ExitStatus, UsageError};

/// The present quarter.
pub(super) const NOW: &str = "now";

/// Prints how a quarter moved the goals.
///
/// # Errors
/// When it is no quarter, no repository can be mined, or the user has no commits in any.
pub(super) fn run(
    ui: &Ui,
    context: &Context,
    named: &str,
    repositories: &RepoArgs,
    format: Format,
) -> anyhow::Result<ExitStatus> {
    let quarter = quarter(named, context.now())?;
    let chosen = repositories.chosen(context)?;
    anyhow::ensure!(!chosen.is_empty(), none_listed());
    let settings = context.settings_here(&[])?;
    let told = told(ui, &chosen, &AuthorArgs::yourself())?;
    let said = read_aloud(ui, &journal(&settings.data_dir.value, context.environment()));
    let work = Work::of(&told.ledgers, end_of_day(context.now()));
    let records = repositories.concerning(said.records, &told.ledgers);
    let answer = report::quarter(&work, told.addressee().name(), quarter, &records);
    let ui = &context.ui(ui, &settings);
    match format {
        Format::Json => ui.print_raw(&to_json(&answer))?,
        Format::Text => ui.print(&terminal::quarter(&answer, ui.width()))?,
    }
    Ok(told.status)
}

fn quarter(name: &str, now: Timestamp) -> anyhow::Result<Period> {
    if name == NOW {
        return Ok(Period::holding(Month::of(now, 0), PeriodUnit::Quarter));
    }
    let found = Period::named(name).filter(|period| period.unit() == Some(PeriodUnit::Quarter));
    found.ok_or_else(|| UsageError::new(format!("`{name}` is no quarter; write 2025-Q3")).into())
}

#[cfg(test)]
mod tests {
    use super::{NOW, Period, quarter};

    #[test]
    fn a_quarter_is_named_or_the_present_one() {
        let of = |named, now| quarter(named, now).map(Period::name).ok();
        assert_eq!(of("2025-Q3", 0).as_deref(), Some("2025-Q3"));
        assert_eq!(of(NOW, 1_743_465_600).as_deref(), Some("2025-Q2"));
        assert_eq!(of("2025", 0), None);
        assert_eq!(of("2025-07", 0), None);
    }
}
