//! A profile on a terminal.
//!
//! In: the figures, and the parts that are asked for. Out: the first screen, or these parts with everything.
//! Deliberately absent: sentences of its own.

use super::screen::Screen;
use super::sections::put_section;
use crate::report::{Label, ProfileComparison, ProfilePart, ProfileReport, Text};

/// What else there is.
const MORE: &str = "More: --show motion, ownership, leverage, scope, time, agents, signs or all; --by month, \
                    quarter or half; --compare 2024 2025.";

/// The profile, no line wider than `width` columns: the first screen where no part is asked for.
#[must_use]
pub fn profile(report: &ProfileReport, parts: &[ProfilePart], width: usize) -> Text {
    let mut screen = Screen::new(width);
    screen
        .paragraph(&[(Label::Heading, &report.title())])
        .paragraph(&[(Label::Muted, &report.basis())]);
    let sections = if parts.is_empty() { report.overview() } else { report.sections(parts) };
    for section in &sections {
        put_section(&mut screen, section);
    }
    if parts.is_empty() && !report.motion.periods.is_empty() {
        screen.blank().paragraph(&[(Label::Muted, MORE)]);
    }
    screen.finish()
}

/// Two periods beside each other.
#[must_use]
pub fn comparison(comparison: &ProfileComparison, width: usize) -> Text {
    let mut screen = Screen::new(width);
    screen
        .paragraph(&[(Label::Heading, &comparison.title())])
        .paragraph(&[(Label::Muted, &comparison.basis())]);
    for section in &comparison.sections() {
        put_section(&mut screen, section);
    }
    screen.finish()
}
