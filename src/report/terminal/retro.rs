//! The retrospective on a terminal.
//!
//! In: a retrospective. Out: its sections, one below the other.
//! Deliberately absent: sentences of its own.

use super::screen::Screen;
use super::sections::put_section;
use crate::report::{Label, Retro, Text};

/// The retrospective, no line wider than `width` columns.
#[must_use]
pub fn retro(retro: &Retro, width: usize) -> Text {
    let mut screen = Screen::new(width);
    screen
        .paragraph(&[(Label::Heading, &retro.title())])
        .paragraph(&[(Label::Muted, &retro.byline())]);
    for section in retro.sections() {
        put_section(&mut screen, &section);
    }
    screen.finish()
}
