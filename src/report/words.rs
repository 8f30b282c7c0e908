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

/// To one decimal, as it stands in the JSON.
pub(super) fn one_decimal(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// A share in per cent, as it stands in the JSON: fine enough that rounding it to whole per cents
/// gives what rounding the share itself would.
pub(super) fn percent(share: f64) -> f64 {
    (share * 1_000_000.0).round() / 10_000.0
}

/// Rows of the evidence table: `E1`, `E2–E6`.
pub(super) fn rows(evidence: &[String]) -> String {
    let number = |row: &String| row[1..].parse::<usize>().unwrap_or(0);
    let runs = evidence.chunk_by(|left, right| number(left) + 1 == number(right));
    let run = |rows: &[String]| match rows {
        [first, .., last] => format!("{first}–{last}"),
        [only] => only.clone(),
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

/// The text with its first letter large, to begin a sentence.
pub(super) fn sentence_case(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::{count, day_count, list, one_decimal, percent, rows, sentence_case};

    #[test]
    fn plurals_and_lists() {
        assert_eq!(count(1, "patch", "patches"), "1 patch");
        assert_eq!(count(0, "patch", "patches"), "0 patches");
        assert_eq!(day_count(1), "1 day");
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&items), "a, b and c");
        assert_eq!(list(&items[..1]), "a");
        assert_eq!(sentence_case("your élan"), "Your élan");
        assert_eq!(rows(&["E1", "E2", "E3", "E7"].map(str::to_owned)), "E1–E3 E7");
        assert_eq!(rows(&[]), "");
        assert!((percent(1.0 / 22.0) - 4.5455).abs() < 1e-9);
        assert!((one_decimal(12.345) - 12.3).abs() < 1e-9);
    }
}
