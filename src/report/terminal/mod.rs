//! Reports for a terminal.
//!
//! In: a report and the width in columns. Out: labelled text, no line wider than that.
//! Deliberately absent: colours, the terminal itself, and any number that is not in the JSON.

mod annotate;
mod area_health;
mod columns;
mod hotspots;
mod identities;
mod next;
mod notes;
mod profile;
mod quarter;
mod repositories;
mod retro;
mod review;
mod screen;
mod sections;
mod show;
mod status;
mod why;

pub use annotate::annotated;
pub use area_health::area_health;
pub use hotspots::hotspots;
pub use identities::identities;
pub use next::next;
pub use notes::{goals, notes};
pub use profile::{comparison, profile};
pub use quarter::quarter;
pub use repositories::repositories;
pub use retro::{long_view, retro};
pub use review::{diff, review, review_card, review_why};
pub use show::show;
pub use status::status;
pub use why::why;

#[cfg(test)]
mod tests;
