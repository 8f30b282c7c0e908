//! What a root-cause fix would save most, on a terminal.
//!
//! In: the spots. Out: a numbered paragraph each, and what the figures rest on. Deliberately absent: names of people.

use super::screen::Screen;
use crate::report::words::{count, duration, spot_and_more};
use crate::report::{Label, Next, NextSpot, Text};

/// One screen, no line wider than `width` columns.
#[must_use]
pub fn next(found: &Next, width: usize) -> Text {
    let mut screen = Screen::new(width);
    let title = format!("Where the cause is worth looking for in {}", found.repository);
    screen.paragraph(&[(Label::Heading, &title)]);
    screen.paragraph(&[(Label::Muted, &format!("as of {}", found.now))]);
    if found.spots.is_empty() {
        let none = format!(
            "Nothing is open: no spot was patched {} times or more in a row, the last time within \
             {}, and has not held since.",
            found.recurring,
            duration(found.open_days),
        );
        screen.blank().paragraph(&[(Label::Plain, &none)]);
    }
    for (number, spot) in (1..).zip(&found.spots) {
        screen.blank();
        put(&mut screen, number, spot);
    }
    if !found.spots.is_empty() {
        screen.blank().paragraph(&[(Label::Muted, &found.basis.says())]);
    }
    if found.left_out > 0 {
        let more = count(found.left_out, "more open spot", "more open spots");
        let says = format!("{more}: `git headway hotspots` lists them with those that held.");
        screen.paragraph(&[(Label::Muted, &says)]);
    }
    screen.finish()
}

fn put(screen: &mut Screen, number: usize, next: &NextSpot) {
    let spot = &next.hotspot;
    let lead = format!("{number}. ");
    let name = spot_and_more(&spot.spot, &spot.also);
    screen.item(&lead, &[(Label::Path, &name)]);
    let so_far = format!(
        "{} within {} by {}, {}; the last on {}: {}.",
        count(spot.patches, "patch", "patches"),
        duration(spot.span_days),
        count(spot.people, "person", "people"),
        count(usize::try_from(spot.lines).unwrap_or(usize::MAX), "line", "lines"),
        spot.last.date,
        spot.outcome.says(),
    );
    screen.item("   ", &[(Label::Plain, &so_far)]);
    if let (Some(expected), Some(lines)) = (&spot.expected, next.expected_lines) {
        let says = format!(
            "Patches to expect in the next year: {}; {lines:.0} changed lines, as its patches went so far.",
            expected.says()
        );
        screen.item("   ", &[(Label::Strong, &says)]);
    }
    if let Some(quieting) = &spot.quieting {
        let says = format!("Since the change that may have mended it: {}.", quieting.says());
        screen.item("   ", &[(Label::Muted, &says)]);
    }
}
