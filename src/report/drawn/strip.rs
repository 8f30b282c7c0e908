//! Events along time as characters.
//!
//! In: a strip and the days that are shown. Out: one character for each stretch of days. Deliberately absent: the days
//! themselves; the table of the drawing has them.

use jiff::civil::Date;

use crate::report::drawing::{EventSort, Strip, Strips};

/// Characters of a strip: a fortnight each, of a year.
const CELLS: i32 = 26;
const NOTHING: char = '·';
/// What the characters mean.
pub(super) const KEY: &str = "│ own patch, ╵ somebody else's, ▼ taken back, ◆ change of cause or \
    structure, ━ quiet and held, ╌ too early to tell.";

/// One strip.
pub(super) fn strip(strips: &Strips, row: &Strip) -> String {
    let mut cells = vec![(0, NOTHING); usize::try_from(CELLS).unwrap_or_default()];
    let mut put = |at: usize, rank: u8, sign: char| {
        if let Some(cell) = cells.get_mut(at).filter(|cell| cell.0 < rank) {
            *cell = (rank, sign);
        }
    };
    if let Some(quiet) = row.quiet {
        let sign = if quiet.held { '━' } else { '╌' };
        let ends = [quiet.from.max(strips.first), quiet.to.min(strips.last)];
        if let [Some(from), Some(to)] = ends.map(|day| cell(strips, day)) {
            (from..=to).for_each(|at| put(at, 1, sign));
        }
    }
    for event in &row.events {
        let (rank, sign) = sign(event.sort);
        if let Some(at) = cell(strips, event.day) {
            put(at, rank, sign);
        }
    }
    cells.into_iter().map(|(_, sign)| sign).collect()
}

/// What is kept where several things fall on one character, and how it is shown.
const fn sign(sort: EventSort) -> (u8, char) {
    match sort {
        EventSort::OthersPatch => (2, '╵'),
        EventSort::OwnPatch => (3, '│'),
        EventSort::Revert => (4, '▼'),
        EventSort::Cause => (5, '◆'),
    }
}

fn cell(strips: &Strips, day: Date) -> Option<usize> {
    let days = |to: Date| (to - strips.first).get_days();
    if day < strips.first || day > strips.last {
        return None;
    }
    usize::try_from(days(day) * CELLS / (days(strips.last) + 1)).ok()
}
