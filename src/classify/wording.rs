//! Counts and durations in plain English, for evidence.
//!
//! In: numbers. Out: words. Deliberately absent: dates and tables; `report` shows those.

use crate::model::{DAY, HOUR, Timestamp};

/// `1 line`, `3 lines`.
pub(super) fn lines(count: u32) -> String {
    counted(i64::from(count), "line")
}

/// A duration rounded down to what a person would say: `40 minutes`, `1 hour`, `11 days`.
pub(super) fn duration(seconds: Timestamp) -> String {
    match seconds {
        ..60 => "less than a minute".to_owned(),
        60..HOUR => counted(seconds / 60, "minute"),
        HOUR..DAY => counted(seconds / HOUR, "hour"),
        _ => counted(seconds / DAY, "day"),
    }
}

fn counted(count: i64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, duration, lines};

    #[test]
    fn one_and_many() {
        assert_eq!(lines(1), "1 line");
        assert_eq!(lines(3), "3 lines");
        assert_eq!(duration(0), "less than a minute");
        assert_eq!(duration(60), "1 minute");
        assert_eq!(duration(HOUR - 1), "59 minutes");
        assert_eq!(duration(HOUR), "1 hour");
        assert_eq!(duration(DAY - 1), "23 hours");
        assert_eq!(duration(11 * DAY + HOUR), "11 days");
    }
}
