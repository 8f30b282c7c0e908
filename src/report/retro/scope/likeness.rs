//! F7: whether the work is the same again.
//!
//! In: workdays. Out: the period beside the one that it is compared with, in per cent, and how like each two of the last
//! half-years are (of a period that is no year, or of few workdays: of the last periods as long). Deliberately absent: what chance gives for
//! each of those; it is told for the period itself.

use serde::Serialize;

use crate::model::Month;
use crate::profile::{Inertia, Period, Reach, Work};
use crate::report::drawing::{Drawing, Figure, Matrix};
use crate::report::grid::{Column, Grid};
use crate::report::profile::{InertiaPeriod, put_beside};
use crate::report::words::percent;

/// Parts that stand beside each other.
const PARTS: usize = 8;
/// Months of a year.
const YEAR: i32 = 12;

/// A period beside the one that it is compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BesideOfYear {
    /// How alike the two are over area and kind of change, in per cent.
    pub likeness_percent: f64,
    /// The same of the weeks of both, dealt out by chance: the middle of 199 times.
    pub chance_percent: f64,
    /// Of twenty times dealt out, one is less alike than this.
    pub chance_low_percent: f64,
    /// The two periods, and what changed most.
    #[serde(flatten)]
    pub figures: InertiaPeriod,
}

impl BesideOfYear {
    pub(super) fn of(work: &Work<'_>, reach: &Reach<'_>, before: Period, period: Period) -> Self {
        let figures = put_beside(work, reach, before, period);
        Self {
            likeness_percent: percent(figures.likeness),
            chance_percent: percent(figures.by_chance),
            chance_low_percent: percent(figures.chance_low),
            figures,
        }
    }
}

/// How like each two parts of the last years are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LikenessOfYear {
    /// The parts, oldest first: half-years of a year where most of them have enough workdays, else periods as long as this
    /// one; eight at most.
    pub parts: Vec<String>,
    /// By later part, by earlier one: how alike they are, in per cent; null where one has too few workdays.
    pub percent: Vec<Vec<Option<f64>>>,
}

impl LikenessOfYear {
    pub(super) fn of(work: &Work<'_>, reach: &Reach<'_>, period: Period) -> Self {
        let first = work.commits.iter().map(|commit| commit.row.month()).min();
        let now = Month::of(work.now, 0);
        let has_enough = |part: &&Period| reach.days(**part).len() >= Inertia::FEWEST;
        let mut parts = halves(period, first, now);
        if 2 * parts.iter().filter(has_enough).count() <= parts.len() {
            parts = back_from(period, first, now);
        }
        let row = |(at, later): (usize, &Period)| {
            let alike = |earlier: &Period| {
                Inertia::likeness(reach.days(*earlier), reach.days(*later)).map(percent)
            };
            parts[..at].iter().map(alike).collect()
        };
        Self {
            parts: parts.iter().map(|part| part.name()).collect(),
            percent: parts.iter().enumerate().map(row).collect(),
        }
    }

    /// The last part that can be compared, the earlier one that it is most like, and how much.
    pub(super) fn most_like_the_last(&self) -> Option<(&str, &str, f64)> {
        let (later, row) = self
            .percent
            .iter()
            .enumerate()
            .rev()
            .find(|(_, row)| row.iter().any(Option::is_some))?;
        let known =
            row.iter().zip(&self.parts).filter_map(|(like, part)| Some((*like.as_ref()?, part)));
        let (like, earlier) = known.max_by(|one, other| one.0.total_cmp(&other.0))?;
        Some((&self.parts[later], earlier, like))
    }

    /// F7; none where no two parts can be compared.
    pub(super) fn figure(&self, beside: &BesideOfYear) -> Figure {
        if self.most_like_the_last().is_none() {
            return beside.figure();
        }
        Figure {
            id: "F7",
            title: beside.title(),
            note: format!(
                "{} How alike the work of each two is over areas and kinds of change, from 0 to 100, whatever was done in \
                 each (Morisita and Horn).{} Empty: under {} workdays. Likeness is a question, not a fault: who keeps a \
                 thing going does the same on purpose.",
                beside.says_days(),
                beside.says_beside(),
                Inertia::FEWEST
            ),
            drawing: Drawing::Matrix(Matrix {
                periods: self.parts.clone(),
                rows: self.percent.clone(),
            }),
        }
    }
}

impl BesideOfYear {
    fn title(&self) -> String {
        let InertiaPeriod { period, before, .. } = &self.figures;
        match self.figures.reading {
            "inertia" => format!("{period}: the work of {before} again"),
            "less" => format!("{period}: the work of {before} again, and less of it"),
            "moved" => format!("{period}: other work than in {before}"),
            _ => format!("Likeness of the work up to {period}"),
        }
    }

    /// F7 where no two parts of the last years can be put beside each other: the workdays that it would take.
    fn figure(&self) -> Figure {
        let InertiaPeriod { period, before, days, days_before, .. } = &self.figures;
        let rows = [(before, days_before), (period, days)]
            .map(|(period, days)| vec![period.clone(), days.to_string()]);
        let columns = vec![Column::words("period"), Column::number("workdays")];
        Figure {
            id: "F7",
            title: self.title(),
            note: format!(
                "Days on which something was done that counts; it takes {} in each to put two side by side.{}",
                Inertia::FEWEST,
                self.says_beside()
            ),
            drawing: Drawing::Table(Grid { columns, rows: rows.into() }, None),
        }
    }

    fn says_days(&self) -> String {
        let InertiaPeriod { period, before, days, days_before, .. } = &self.figures;
        format!("Workdays: {days_before} in {before}, {days} in {period}.")
    }

    /// What is told of the two periods as wholes.
    fn says_beside(&self) -> String {
        let InertiaPeriod { period, before, days, days_before, .. } = &self.figures;
        if *days.min(days_before) < Inertia::FEWEST {
            return String::new();
        }
        format!(
            " As wholes {period} and {before} are {:.0} alike; their weeks, dealt out by chance, {:.0}, and once in \
             twenty times less than {:.0}.",
            self.likeness_percent, self.chance_percent, self.chance_low_percent
        )
    }
}

/// The last half-years up to the end of a year; of another period, the last ones as long.
fn halves(period: Period, first: Option<Month>, now: Month) -> Vec<Period> {
    if period.months() != YEAR {
        return back_from(period, first, now);
    }
    let months = std::iter::successors(Some(period.first()), |month| Some(month.next()));
    let middle = months.take(usize::try_from(YEAR / 2).unwrap_or_default()).last();
    let last = Period::lasting(middle.map_or(period.first(), Month::next), period.last());
    back_from(last, first, now)
}

/// A period and the last ones before it as long; those before the first commit and after now are left out.
fn back_from(last: Period, first: Option<Month>, now: Month) -> Vec<Period> {
    let Some(first) = first else { return Vec::new() };
    let back = std::iter::successors(Some(last), |part| Some(part.before()));
    let told = back.take_while(|part| first <= part.last()).take(PARTS);
    let mut parts: Vec<Period> = told.filter(|part| part.first() <= now).collect();
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::{Month, Period, back_from, halves};

    fn names(period: Period, first: (i32, u8), now: (i32, u8)) -> Vec<String> {
        let month = |(year, month)| Month { year, month };
        halves(period, Some(month(first)), month(now)).into_iter().map(Period::name).collect()
    }

    #[test]
    fn a_year_is_told_by_half_years_from_the_first_commit_to_now() {
        let of = |name: &str, first, now| names(Period::named(name).unwrap(), first, now);
        let of_years = ["2024-H1", "2024-H2", "2025-H1", "2025-H2"];
        assert_eq!(of("2025", (2024, 6), (2026, 1)), of_years);
        assert_eq!(
            of("2025", (2024, 6), (2025, 3)),
            of_years[..3],
            "no half-year that has not begun"
        );
        assert_eq!(of("2025", (2010, 1), (2026, 1)).len(), 8);
        assert_eq!(of("2025-Q2", (2024, 10), (2026, 1)), ["2024-Q4", "2025-Q1", "2025-Q2"]);
        assert!(of("2025", (2026, 1), (2026, 2)).is_empty());
        let fiscal =
            Period::lasting(Month { year: 2024, month: 4 }, Month { year: 2025, month: 3 });
        let of_fiscal = ["2024-04–2024-09", "2024-10–2025-03"];
        assert_eq!(names(fiscal, (2024, 4), (2026, 1)), of_fiscal);
        assert!(halves(fiscal, None, Month { year: 2026, month: 1 }).is_empty());
        let years =
            back_from(fiscal, Some(Month { year: 2023, month: 1 }), Month { year: 2026, month: 1 });
        assert_eq!(years.len(), 3, "where half-years have too few workdays");
    }
}
