//! Recurring spots on a terminal.
//!
//! In: the list. Out: one table, how it is ordered, and what it leaves out.
//! Deliberately absent: names of people.

use super::screen::Screen;
use crate::report::words::{count, duration};
use crate::report::{Hotspots, Label, Text, grids};

/// The recurring spots, no line wider than `width` columns.
#[must_use]
pub fn hotspots(found: &Hotspots, width: usize) -> Text {
    let mut screen = Screen::new(width);
    let title = format!("Recurring spots in {}", found.repository);
    screen
        .paragraph(&[(Label::Heading, &title)])
        .paragraph(&[(Label::Muted, &period(found))])
        .blank();
    if found.spots.is_empty() {
        screen.paragraph(&[(Label::Plain, &none(found))]);
    } else {
        let basis = found.basis.says();
        screen.table(&grids::hotspots(&found.spots)).blank().paragraph(&[(Label::Muted, &basis)]);
    }
    for note in left_out(found) {
        screen.paragraph(&[(Label::Muted, &note)]);
    }
    screen.finish()
}

fn period(found: &Hotspots) -> String {
    let listed = found.listed_days.map(|days| format!(", patched in the last {}", duration(days)));
    let since = found.since.iter().map(|since| format!(", since {since}"));
    let until = found.until.iter().map(|until| format!(", before {until}"));
    let asked: String = listed.into_iter().chain(since).chain(until).collect();
    format!("as of {}{asked}", found.now)
}

fn none(found: &Hotspots) -> String {
    let times = found.recurring;
    match found.listed_days {
        Some(days) => format!(
            "No spot that was patched in the last {} was patched {times} times or more in a row, \
             each time within the window.",
            duration(days)
        ),
        None => format!(
            "No spot was patched {times} times or more in a row, each time within the window."
        ),
    }
}

fn left_out(found: &Hotspots) -> Vec<String> {
    let mut notes = Vec::new();
    if found.left_out > 0 {
        let more = count(found.left_out, "more spot", "more spots");
        notes.push(format!(
            "{more} not listed; `git headway hotspots -n {}` lists all.",
            found.spots.len() + found.left_out
        ));
    }
    if let Some(since) = &found.older_since {
        let older = count(found.older, "older one", "older ones");
        let not_since = found.listed_days.map(duration).unwrap_or_default();
        let not_since = format!("not patched in the last {not_since}");
        notes.push(format!(
            "{older}, {not_since}: `git headway hotspots --since {since}` lists all."
        ));
    }
    if found.gone > 0 {
        notes.push(format!("{} in files that no longer exist.", count(found.gone, "more", "more")));
    }
    notes
}
