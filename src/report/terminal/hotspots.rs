//! Recurring spots on a terminal.
//!
//! In: the list. Out: one table, and what it leaves out. Deliberately absent: names of people.

use super::screen::Screen;
use crate::report::words::count;
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
        let none = format!(
            "No spot was patched {} times or more in a row, each time within the window.",
            found.recurring
        );
        screen.paragraph(&[(Label::Plain, &none)]);
    } else {
        screen.table(&grids::hotspots(&found.spots));
    }
    let notes = [
        (found.left_out, count(found.left_out, "more spot", "more spots") + " not listed."),
        (found.gone, count(found.gone, "more", "more") + " in files that no longer exist."),
    ];
    for (_, note) in notes.iter().filter(|(number, _)| *number > 0) {
        screen.paragraph(&[(Label::Muted, note)]);
    }
    screen.finish()
}

fn period(found: &Hotspots) -> String {
    let since = found.since.iter().map(|since| format!(", since {since}"));
    let until = found.until.iter().map(|until| format!(", before {until}"));
    format!("as of {}{}", found.now, since.chain(until).collect::<String>())
}
