//! The one line after a commit that patches a recurring spot.
//!
//! In: plain values about the spot, and the width of the terminal. Out: one line, safe to show.
//! Deliberately absent: printing, colours, and the decision to say it (`look`).

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::model::{ObjectId, ordinal, printable};

/// How many earlier patches are named; the others are counted.
const NAMED: usize = 3;

/// Columns below which a shortened spot says nothing any more.
const SHORTEST_SPOT: usize = 12;

/// A patch that is not the first on its spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recurrence<'a> {
    /// Patches on the spot, this one among them.
    pub patches: usize,
    /// How people call the spot, `session.rs: fn refresh` for example.
    pub spot: &'a str,
    /// Whole days from the first of these patches to this one.
    pub days: i64,
    /// The earlier patches, latest first.
    pub earlier: &'a [ObjectId],
}

/// Words the line, without a line end. Where it is wider than `columns` it gives up the commits
/// first, then the front of the spot, then its own end.
#[must_use]
pub fn line(recurrence: &Recurrence<'_>, columns: Option<usize>) -> String {
    let spot = printable(recurrence.spot.as_bytes());
    let full = worded(recurrence, &spot, &commits(recurrence.earlier));
    let Some(columns) = columns.filter(|columns| full.width() > *columns) else { return full };
    let short = worded(recurrence, &spot, "");
    let excess = short.width().saturating_sub(columns);
    let room = spot.width().saturating_sub(excess);
    if excess == 0 {
        short
    } else if room >= SHORTEST_SPOT {
        worded(recurrence, &without_front(&spot, room), "")
    } else {
        without_end(&short, columns)
    }
}

fn worded(recurrence: &Recurrence<'_>, spot: &str, commits: &str) -> String {
    let count = ordinal(recurrence.patches);
    let span = span(recurrence.days);
    format!("headway: {count} patch to {spot} {span}{commits}; root cause still open?")
}

/// `within a day`, `in 41 days`.
pub(super) fn span(days: i64) -> String {
    match days {
        ..1 => "within a day".to_owned(),
        1 => "in 1 day".to_owned(),
        days => format!("in {days} days"),
    }
}

fn commits(earlier: &[ObjectId]) -> String {
    if earlier.is_empty() {
        return String::new();
    }
    let named: Vec<_> = earlier.iter().take(NAMED).map(ObjectId::short).collect();
    let named = named.join(", ");
    match earlier.len().saturating_sub(NAMED) {
        0 => format!(" ({named})"),
        others => format!(" ({named} and {others} more)"),
    }
}

pub(super) fn without_end(text: &str, columns: usize) -> String {
    let kept = fitting(text.chars(), columns.saturating_sub(1));
    let mut cut: String = text.chars().take(kept).collect();
    cut.push('…');
    cut
}

pub(super) fn without_front(text: &str, columns: usize) -> String {
    let kept = fitting(text.chars().rev(), columns.saturating_sub(1));
    let dropped = text.chars().count() - kept;
    let mut cut = String::from("…");
    cut.extend(text.chars().skip(dropped));
    cut
}

/// How many characters fit.
pub(super) fn fitting(characters: impl Iterator<Item = char>, columns: usize) -> usize {
    let widths = characters.map(|character| character.width().unwrap_or(0));
    let ends = widths.scan(0, |end, width| {
        *end += width;
        Some(*end)
    });
    ends.take_while(|end| *end <= columns).count()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr as _;

    use super::{Recurrence, line};
    use crate::model::ObjectId;

    fn ids(count: u8) -> Vec<ObjectId> {
        (1..=count).map(|number| ObjectId::from_bytes([number * 0x11; 20])).collect()
    }

    fn third<'a>(spot: &'a str, earlier: &'a [ObjectId]) -> Recurrence<'a> {
        Recurrence { patches: 3, spot, days: 41, earlier }
    }

    #[test]
    fn says_how_often_where_and_since_when() {
        assert_eq!(
            line(&third("session.rs: fn refresh", &ids(2)), None),
            "headway: third patch to session.rs: fn refresh in 41 days \
             (111111111, 222222222); root cause still open?"
        );
    }

    #[test]
    fn many_earlier_patches_are_counted() {
        let often = Recurrence { patches: 6, days: 0, ..third("a.c", &[]) };
        let earlier = ids(5);
        assert_eq!(
            line(&Recurrence { earlier: &earlier, ..often }, None),
            "headway: sixth patch to a.c within a day \
             (111111111, 222222222, 333333333 and 2 more); root cause still open?"
        );
        let plain = "headway: sixth patch to a.c in 1 day; root cause still open?";
        assert_eq!(line(&Recurrence { days: 1, ..often }, None), plain);
    }

    #[test]
    fn gives_up_the_commits_then_the_spots_front_then_the_end() {
        let earlier = ids(2);
        let recurrence = third("src/net/session.rs: fn refresh", &earlier);
        let at = |columns| line(&recurrence, Some(columns));
        assert!(at(200).contains("(111111111, 222222222)"));
        assert_eq!(
            at(90),
            "headway: third patch to src/net/session.rs: fn refresh in 41 days; root cause still open?"
        );
        assert_eq!(
            at(80),
            "headway: third patch to …ssion.rs: fn refresh in 41 days; root cause still open?"
        );
        assert_eq!(at(30), "headway: third patch to src/n…");
    }

    #[test]
    fn never_wider_than_the_terminal() {
        let earlier = ids(4);
        for spot in ["a.c", "src/net/session.rs: fn refresh", "路径/会话.rs: fn 刷新"] {
            for columns in 1..140 {
                let line = line(&third(spot, &earlier), Some(columns));
                assert!(line.width() <= columns, "{columns}: {line}");
            }
        }
    }

    #[test]
    fn what_a_path_holds_cannot_move_the_cursor() {
        let line = line(&third("a\u{1b}[2J\r\n.c", &[]), Some(200));
        assert!(line.contains("a\\u{1b}[2J\\u{d}\\u{a}.c"), "{line}");
        assert!(!line.chars().any(char::is_control));
    }
}
