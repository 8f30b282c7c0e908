//! Periods as people say them.
//!
//! In: a period. Out: what it is called in a sentence. Deliberately absent: names that stand in the JSON and in tables;
//! those are short and sort by time.

use crate::model::Month;
use crate::profile::{Period, PeriodUnit};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(month: Month) -> String {
    let name = MONTHS[usize::from(month.month.clamp(1, 12)) - 1];
    format!("{name} {}", month.year)
}

/// `2025`, `2025-Q2`, `May 2025`, `April 2024 to March 2025`.
pub(super) fn called(period: Period) -> String {
    match period.unit() {
        Some(PeriodUnit::Month) => month(period.first()),
        Some(_) => period.name(),
        None => format!("{} to {}", month(period.first()), month(period.last())),
    }
}

/// `in 2025`, `in May 2025`, `from April 2024 to March 2025`.
pub(super) fn during(period: Period) -> String {
    let preposition = if period.unit().is_some() { "in" } else { "from" };
    format!("{preposition} {}", called(period))
}

/// `year`, `quarter`, `half-year`, `month`; `period` for others. Twelve months are a year, wherever they begin.
pub(super) fn noun(period: Period) -> &'static str {
    match period.unit() {
        Some(unit) => unit.name(),
        None if period.months() == 12 => PeriodUnit::Year.name(),
        None => "period",
    }
}

#[cfg(test)]
mod tests {
    use super::{Month, Period, called, during, noun};

    #[test]
    fn periods_as_they_are_said() {
        let said = |period| (called(period), during(period), noun(period));
        let named = |name| Period::named(name).unwrap();
        let of = |called: &str, during: &str, noun| (called.to_owned(), during.to_owned(), noun);
        assert_eq!(said(named("2025")), of("2025", "in 2025", "year"));
        assert_eq!(said(named("2025-Q2")), of("2025-Q2", "in 2025-Q2", "quarter"));
        assert_eq!(said(named("2025-05")), of("May 2025", "in May 2025", "month"));
        let month = |year, month| Month { year, month };
        let fiscal = Period::lasting(month(2024, 4), month(2025, 3));
        let expected = of("April 2024 to March 2025", "from April 2024 to March 2025", "year");
        assert_eq!(said(fiscal), expected);
        let five = Period::lasting(month(2024, 12), month(2025, 4));
        assert_eq!(noun(five), "period");
    }
}
