//! What the person owns, and who else stands behind it.
//!
//! In: the ownership of the profile. Out: the section. Deliberately absent: names of others.

use super::Retro;
use crate::report::figures::AreaFigures;
use crate::report::grids;
use crate::report::section::{Block, Section, areas_note};

/// Areas that are listed.
const LISTED: usize = 10;

pub(super) fn section(retro: &Retro) -> Section {
    let areas = retro.ownership.areas.iter().filter(|area| area.is_theirs);
    let areas: Vec<AreaFigures> = areas.take(LISTED).map(|area| area.figures.clone()).collect();
    let grid = grids::areas(&areas);
    let note = areas_note(&retro.now, &retro.method.definitions);
    Section {
        title: "Ownership and dependence",
        blocks: vec![
            Block::table_or(grid, "No area holds lines of this person."),
            Block::muted(note),
        ],
    }
}
