//! What goes on working or being built on without the person.
//!
//! In: the leverage of the profile. Out: the section. Deliberately absent: names of others, and a score.

use super::Retro;
use crate::report::profile::leverage_in_brief;
use crate::report::section::Section;

pub(super) fn section(retro: &Retro) -> Section {
    Section { title: "Leverage", blocks: leverage_in_brief(&retro.leverage) }
}
