//! Periods of whole months: months, quarters, half-years and years of the calendar, and others.
//!
//! In: a month, or two. Out: the period that holds it, or lasts from one to the other; its name, and whether
//! it is over. Deliberately absent: the clock; now is a parameter.

use jiff::civil::Date;

use crate::model::{Month, Timestamp};

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeriodUnit {
    /// A month.
    Month,
    /// Three months from January, April, July or October on.
    Quarter,
    /// Six months from January or July on.
    HalfYear,
    /// A calendar year.
    #[default]
    Year,
}

impl PeriodUnit {
    /// Every unit, shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::HalfYear, Self::Year];

    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::Year => "year",
        }
    }

    /// How many months it has.
    #[must_use]
    pub const fn months(self) -> u8 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }
}

/// A period of whole months; ordered by its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// Its first month.
    first: Month,
    /// Its last month.
    last: Month,
}

impl Period {
    /// The period of the calendar that holds a month.
    #[must_use]
    pub fn holding(month: Month, unit: PeriodUnit) -> Self {
        let months = unit.months();
        let first = (month.month - 1) / months * months + 1;
        let first = Month { year: month.year, month: first };
        Self { first, last: later(first, i32::from(months) - 1) }
    }

    /// The period from one month to another, the latter with it; of one month where that is earlier.
    #[must_use]
    pub fn lasting(first: Month, last: Month) -> Self {
        Self { first, last: last.max(first) }
    }

    /// Its first month.
    #[must_use]
    pub const fn first(self) -> Month {
        self.first
    }

    /// Its last month.
    #[must_use]
    pub const fn last(self) -> Month {
        self.last
    }

    /// How many months it has.
    #[must_use]
    pub fn months(self) -> i32 {
        number(self.last) - number(self.first) + 1
    }

    /// What it is of the calendar; nothing where it is none of these.
    #[must_use]
    pub fn unit(self) -> Option<PeriodUnit> {
        PeriodUnit::ALL.into_iter().find(|unit| Self::holding(self.first, *unit) == self)
    }

    /// Whether it holds a month.
    #[must_use]
    pub fn holds(self, month: Month) -> bool {
        (self.first..=self.last).contains(&month)
    }

    /// The period after this one, as long.
    #[must_use]
    pub fn next(self) -> Self {
        self.shifted(1)
    }

    /// The period before this one, as long.
    #[must_use]
    pub fn before(self) -> Self {
        self.shifted(-1)
    }

    /// The same months so many years earlier.
    #[must_use]
    pub fn years_earlier(self, years: i32) -> Self {
        let by = -12 * years;
        Self { first: later(self.first, by), last: later(self.last, by) }
    }

    fn shifted(self, times: i32) -> Self {
        let by = self.months() * times;
        Self { first: later(self.first, by), last: later(self.last, by) }
    }

    /// Whether it is not over at a moment, in UTC.
    #[must_use]
    pub fn is_running(self, now: Timestamp) -> bool {
        self.holds(Month::of(now, 0))
    }

    /// Its first day, and the first after it.
    #[must_use]
    pub fn dates(self) -> (Date, Date) {
        let first_of = |month: Month| {
            let year = i16::try_from(month.year).unwrap_or(i16::MAX);
            Date::new(year, i8::try_from(month.month).unwrap_or(1), 1).unwrap_or(Date::MAX)
        };
        (first_of(self.first), first_of(self.last.next()))
    }

    /// What it is called: `2025-05`, `2025-Q2`, `2025-H1`, `2025`; others by their ends, `2024-04–2025-03`.
    #[must_use]
    pub fn name(self) -> String {
        let Month { year, month } = self.first;
        match self.unit() {
            Some(PeriodUnit::Month) => self.first.to_string(),
            Some(PeriodUnit::Quarter) => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Some(PeriodUnit::HalfYear) => format!("{year:04}-H{}", (month - 1) / 6 + 1),
            Some(PeriodUnit::Year) => format!("{year:04}"),
            None => format!("{}–{}", self.first, self.last),
        }
    }

    /// The period of a name, as [`Period::name`] writes it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (year, rest) = match name.split_once('-') {
            Some((year, rest)) => (year, Some(rest.as_bytes())),
            None => (name, None),
        };
        let year = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
        let digit = |byte: u8| i32::from(byte) - i32::from(b'0');
        let (unit, number) = match rest {
            None => (PeriodUnit::Year, 1),
            Some(&[b'Q' | b'q', number]) => (PeriodUnit::Quarter, digit(number)),
            Some(&[b'H' | b'h', number]) => (PeriodUnit::HalfYear, digit(number)),
            Some(&[tens, ones]) if tens.is_ascii_digit() && ones.is_ascii_digit() => {
                (PeriodUnit::Month, digit(tens) * 10 + digit(ones))
            }
            Some(_) => return None,
        };
        let months = i32::from(unit.months());
        let month = u8::try_from((number - 1) * months + 1).ok()?;
        (number >= 1 && number * months <= 12).then(|| Self::holding(Month { year, month }, unit))
    }

    /// Every period from the one that holds `first` to the one that holds `last`; at least one.
    #[must_use]
    pub fn spanning(first: Month, last: Month, unit: PeriodUnit) -> Vec<Self> {
        let (mut period, end) = (Self::holding(first, unit), Self::holding(last, unit));
        let mut periods = vec![period];
        while period < end {
            period = period.next();
            periods.push(period);
        }
        periods
    }
}

/// Months since the year 0.
pub(super) fn number(month: Month) -> i32 {
    month.year * 12 + i32::from(month.month) - 1
}

/// The month so many months later; earlier for less than 0.
fn later(month: Month, by: i32) -> Month {
    numbered(number(month) + by)
}

/// The month with such a number.
pub(super) fn numbered(number: i32) -> Month {
    let month = u8::try_from(number.rem_euclid(12) + 1).unwrap_or(1);
    Month { year: number.div_euclid(12), month }
}

#[cfg(test)]
mod tests {
    use super::{Month, Period, PeriodUnit};

    fn month(year: i32, month: u8) -> Month {
        Month { year, month }
    }

    #[test]
    fn names_of_what_holds_a_month() {
        let names = |month| PeriodUnit::ALL.map(|unit| Period::holding(month, unit).name());
        assert_eq!(names(month(2025, 5)), ["2025-05", "2025-Q2", "2025-H1", "2025"]);
        assert_eq!(names(month(2024, 12)), ["2024-12", "2024-Q4", "2024-H2", "2024"]);
    }

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for unit in PeriodUnit::ALL {
            for period in Period::spanning(month(2024, 1), month(2024, 12), unit) {
                assert_eq!(Period::named(&period.name()), Some(period));
            }
        }
        for wrong in [
            "",
            "24",
            "2024-",
            "2024-Q5",
            "2024-H0",
            "2024-13",
            "2024-00",
            "2024-Q",
            "soon",
            "2024-01-01",
        ] {
            assert_eq!(Period::named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn one_follows_the_other_over_the_turn_of_the_year() {
        let spanning = |unit| {
            let periods = Period::spanning(month(2024, 11), month(2025, 7), unit);
            periods.into_iter().map(Period::name).collect::<Vec<_>>()
        };
        assert_eq!(spanning(PeriodUnit::Quarter), ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"]);
        assert_eq!(spanning(PeriodUnit::HalfYear), ["2024-H2", "2025-H1", "2025-H2"]);
        assert_eq!(spanning(PeriodUnit::Year), ["2024", "2025"]);
        assert_eq!(spanning(PeriodUnit::Month).len(), 9);
    }

    #[test]
    fn any_months_in_a_row_are_a_period() {
        let fiscal = Period::lasting(month(2024, 4), month(2025, 3));
        assert_eq!((fiscal.name().as_str(), fiscal.months()), ("2024-04–2025-03", 12));
        assert_eq!(fiscal.before().name(), "2023-04–2024-03");
        assert_eq!(fiscal.next().before(), fiscal);
        assert_eq!(fiscal.unit(), None);
        assert!(fiscal.holds(month(2025, 3)) && !fiscal.holds(month(2025, 4)));
        assert_eq!(Period::lasting(month(2025, 1), month(2025, 12)).name(), "2025");
        assert_eq!(
            Period::lasting(month(2025, 4), month(2025, 6)).unit(),
            Some(PeriodUnit::Quarter)
        );
        assert_eq!(Period::lasting(month(2025, 6), month(2025, 4)).months(), 1);
    }

    #[test]
    fn a_period_runs_until_its_last_month_is_over() {
        let quarter = Period::holding(month(2025, 2), PeriodUnit::Quarter);
        let april = 1_743_465_600;
        assert!(quarter.is_running(april - 1) && !quarter.is_running(april));
    }
}
