//! A part of a repository and its people on a terminal.
//!
//! In: the figures. Out: their sections. Deliberately absent: sentences of its own.

use super::screen::Screen;
use super::sections::put_section;
use crate::report::{AreaReport, Label, Text};

/// A part of a repository, no line wider than `width` columns.
#[must_use]
pub fn area_health(report: &AreaReport, width: usize) -> Text {
    let mut screen = Screen::new(width);
    screen
        .paragraph(&[(Label::Heading, &report.title())])
        .paragraph(&[(Label::Muted, &format!("as of {}", report.now))]);
    for section in &report.sections() {
        put_section(&mut screen, section);
    }
    screen.finish()
}
