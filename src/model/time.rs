//! Moments and months.
//!
//! In: seconds since 1970 as git stores them. Out: the same, and the calendar month in the author's
//! own zone. Deliberately absent: the current time; it is always a parameter.

use std::fmt;

/// Seconds since 1970-01-01 00:00 UTC, as in a commit.
pub type Timestamp = i64;

/// Seconds in an hour.
pub const HOUR: i64 = 3_600;
/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// A calendar month of the proleptic Gregorian calendar; ordered by time.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize,
)]
pub struct Month {
    /// The year, 2025 for example.
    pub year: i32,
    /// 1 for January to 12 for December.
    pub month: u8,
}

impl Month {
    /// The month of a moment, seen at `offset_minutes` east of UTC.
    #[must_use]
    pub fn of(time: Timestamp, offset_minutes: i32) -> Self {
        let date = date(time, offset_minutes);
        let month = date.month().unsigned_abs();
        Self { year: i32::from(date.year()), month }
    }

    /// The month after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        if self.month == 12 {
            Self { year: self.year + 1, month: 1 }
        } else {
            Self { year: self.year, month: self.month + 1 }
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

/// The calendar day of a moment, seen at `offset_minutes` east of UTC. Moments and offsets beyond
/// what the calendar holds are clamped: clocks of committers go wrong in every way.
#[must_use]
pub fn date(time: Timestamp, offset_minutes: i32) -> jiff::civil::Date {
    let (first, last) = (jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
    let moment = jiff::Timestamp::from_second(time.clamp(first, last)).unwrap_or_default();
    let offset = jiff::tz::Offset::from_seconds(offset_minutes.saturating_mul(60));
    offset.unwrap_or(jiff::tz::Offset::UTC).to_datetime(moment).date()
}

/// Whether a clock can have said so at a moment: not before 1970, and at most a day ahead.
#[must_use]
pub fn is_possible(time: Timestamp, now: Timestamp) -> bool {
    (1..=now.saturating_add(DAY)).contains(&time)
}

#[cfg(test)]
mod tests {
    use super::{DAY, Month, is_possible};

    #[test]
    fn clocks_may_be_a_day_ahead_and_not_before_their_time() {
        let said = [0, 1, DAY, 2 * DAY, 2 * DAY + 1, i64::MAX];
        assert_eq!(
            said.map(|time| is_possible(time, DAY)),
            [false, true, true, true, false, false]
        );
        assert!(is_possible(i64::MAX, i64::MAX));
    }

    #[test]
    fn months_follow_the_authors_zone() {
        let new_year_in_utc = 1_735_689_600;
        assert_eq!(Month::of(new_year_in_utc, 0).to_string(), "2025-01");
        assert_eq!(Month::of(new_year_in_utc, -60).to_string(), "2024-12");
        assert_eq!(Month::of(951_782_400, 0).to_string(), "2000-02");
        assert_eq!(Month::of(-1, 0).to_string(), "1969-12");
        assert_eq!(Month { year: 2024, month: 12 }.next().to_string(), "2025-01");
        let _ = Month::of(i64::MAX, 0);
    }
}
