//! Numbers and nouns in plain words.
//!
//! In: counts, shares, seconds. Out: how a person would say them, the plural right.
//! Deliberately absent: sentences; each report has its own.

use crate::model::{DAY, Timestamp};

/// `1 patch`, `3 patches`, `0 patches`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// Whole days of a span.
pub(super) const fn days(seconds: Timestamp) -> i64 {
    seconds / DAY
}

/// `1 day`, `200 days`.
pub(super) fn day_count(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// A span as people say it: in days up to three months, in months up to two years, then in years.
pub(super) fn duration(days: i64) -> String {
    match days {
        ..90 => day_count(days),
        90..730 => format!("{:.0} months", days as f64 / 30.44),
        _ => format!("{} years", one_decimal(days as f64 / 365.25)),
    }
}

/// A spot, and how many others share its story: `a.rs: fn a and 6 more spots`.
pub(super) fn spot_and_more(spot: &str, also: &[String]) -> String {
    match also.len() {
        0 => spot.to_owned(),
        others => format!("{spot} and {}", count(others, "more spot", "more spots")),
    }
}

/// A sentence that begins so.
pub(super) fn capital(says: &str) -> String {
    let mut letters = says.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

/// To one decimal, as it stands in the JSON.
pub(super) fn one_decimal(number: f64) -> f64 {
    // A sum of nothing is -0; nobody wants to read that.
    (number * 10.0).round() / 10.0 + 0.0
}

/// To four decimals, as it stands in the JSON.
pub(super) fn four_decimals(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

/// A share in per cent, as it stands in the JSON: fine enough that rounding it to whole per cents
/// gives what rounding the share itself would.
pub(super) fn percent(share: f64) -> f64 {
    (share * 1_000_000.0).round() / 10_000.0
}

/// How long something took from its first to its last day.
pub(super) fn within(days: i64) -> String {
    if days == 0 { "same day".to_owned() } else { duration(days) }
}

/// A number of commit-equivalents in a sentence: `4.9`, and `2` rather than `2.0`.
pub(super) fn plain(number: f64) -> String {
    one_decimal(number).to_string()
}

/// What sentences rest on, in the order in which it is read: figures and tables (`F2 T1`), then rows of the evidence
/// table in their order there (`E1`, `E2–E6`).
pub(super) fn rows(evidence: &[String]) -> String {
    let parted = |name: &String| {
        let sort = name.chars().next().unwrap_or_default();
        let number = name.get(sort.len_utf8()..).and_then(|number| number.parse::<usize>().ok());
        (sort == 'E', sort, number.unwrap_or(0))
    };
    let mut evidence: Vec<_> = evidence.iter().map(|name| (parted(name), name)).collect();
    evidence.sort();
    evidence.dedup();
    let follows = |(left, _): &(_, &String), (right, _): &(_, &String)| match (left, right) {
        ((true, _, left), (true, _, right)) => left + 1 == *right,
        _ => false,
    };
    let runs = evidence.chunk_by(follows);
    let run = |rows: &[(_, &String)]| match rows {
        [(_, first), .., (_, last)] => format!("{first}–{last}"),
        [(_, only)] => (*only).clone(),
        [] => String::new(),
    };
    runs.map(run).collect::<Vec<_>>().join(" ")
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The first names, and how many more there are: `a, b, c and 4 more`. One more alone is named.
pub(super) fn some_of(mut names: Vec<String>, most: usize) -> String {
    if names.len() > most + 1 {
        let more = names.len() - most;
        names.truncate(most);
        names.push(format!("{more} more"));
    }
    list(&names)
}

#[cfg(test)]
mod tests {
    use super::{
        count, day_count, duration, list, one_decimal, percent, plain, rows, some_of,
        spot_and_more, within,
    };

    #[test]
    fn plurals_and_lists() {
        assert_eq!(count(1, "patch", "patches"), "1 patch");
        assert_eq!(count(0, "patch", "patches"), "0 patches");
        assert_eq!(day_count(1), "1 day");
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&items), "a, b and c");
        assert_eq!(list(&items[..1]), "a");
        assert_eq!(some_of(items.to_vec(), 1), "a and 2 more");
        assert_eq!(some_of(items.to_vec(), 2), "a, b and c");
        assert_eq!(rows(&["E2", "E3", "E7", "E1"].map(str::to_owned)), "E1–E3 E7");
        assert_eq!(
            rows(&["E10", "T1", "F2", "E9", "F1", "E9"].map(str::to_owned)),
            "F1 F2 T1 E9–E10"
        );
        assert_eq!(rows(&["é", ""].map(str::to_owned)), " é");
        assert_eq!(rows(&[]), "");
        assert!((percent(1.0 / 22.0) - 4.5455).abs() < 1e-9);
        assert!((one_decimal(12.345) - 12.3).abs() < 1e-9);
        assert_eq!(one_decimal(-0.0).to_string(), "0");
    }

    #[test]
    fn spans_as_people_say_them() {
        let said = [0, 1, 89, 90, 700, 729, 730, 3547].map(duration);
        let expected = [
            "0 days",
            "1 day",
            "89 days",
            "3 months",
            "23 months",
            "24 months",
            "2 years",
            "9.7 years",
        ];
        assert_eq!(said, expected);
        assert_eq!([within(0), within(1)], ["same day", "1 day"]);
        assert_eq!([plain(2.04), plain(4.86), plain(0.0)], ["2", "4.9", "0"]);
    }

    #[test]
    fn one_story_of_several_spots() {
        assert_eq!(spot_and_more("a.rs", &[]), "a.rs");
        assert_eq!(spot_and_more("a.rs", &["b.rs".to_owned()]), "a.rs and 1 more spot");
    }
}
