//! How far the work reaches, and whether it is the same again.
//!
//! In: scope and inertia of the profile. Out: the section. Deliberately absent: whether more of anything is better.

use super::Retro;
use crate::report::profile::scope_in_brief;
use crate::report::section::Section;

pub(super) fn section(retro: &Retro) -> Section {
    let several = retro.projects > 1;
    Section {
        title: "Scope, complexity and inertia",
        blocks: scope_in_brief(&retro.scope, &retro.inertia, several),
    }
}
