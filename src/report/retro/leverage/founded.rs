//! T3: what the person founded, and what became of it.
//!
//! In: what was founded, what others changed and began to use of it, what they carry. Out: rows; a table. Deliberately
//! absent: names of others, and in a retrospective of a period long past what they carry today.

use serde::Serialize;

use super::super::Retro;
use super::{GrownOfYear, UsedOfYear};
use crate::report::drawing::{Drawing, Figure};
use crate::report::grid::{Column, Grid};
use crate::report::profile::LeverageFigures;

const NONE: &str = "–";
/// The first column that speaks of today alone.
const TODAY: usize = 5;
/// What these columns mean.
const CARRIED: &str = " Carried: others alone do the work of the last 365 days there; quietly: and it needs no more patches \
    than the repository as a whole.";

/// What the person founded of one sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FoundedRow {
    /// `areas`, `files` or `functions and types`.
    pub what: &'static str,
    /// How many, over all time.
    pub founded: usize,
    /// Of these, such as others changed in the period.
    pub changed: usize,
    /// In the period beside it.
    pub changed_before: usize,
    /// Such as others began to use in the period; null where use is not looked for.
    pub used: Option<usize>,
    /// Such as others carry today; null where that is not looked for, and in a retrospective of a period long past.
    pub carried: Option<usize>,
    /// Of these, such as need no more patches than the repository as a whole; null as before.
    pub quietly: Option<usize>,
}

/// The rows; none where nothing was founded.
pub(super) fn rows(
    figures: &LeverageFigures,
    grown: &GrownOfYear,
    used: &UsedOfYear,
    is_near: bool,
) -> Vec<FoundedRow> {
    let (founded, handed) = (&figures.foundations, &figures.handed_over);
    let (now, before) = (&grown.built, &grown.built_before);
    let today = |number: usize| is_near.then_some(number);
    let areas = FoundedRow {
        what: "areas",
        founded: founded.areas,
        changed: now.areas,
        changed_before: before.areas,
        used: None,
        carried: today(handed.areas),
        quietly: today(handed.quiet_areas),
    };
    let files = FoundedRow {
        what: "files",
        founded: founded.files,
        changed: now.files,
        changed_before: before.files,
        used: None,
        carried: today(handed.files),
        quietly: today(handed.quiet_files),
    };
    let symbols = FoundedRow {
        what: "functions and types",
        founded: founded.symbols,
        changed: now.symbols,
        changed_before: before.symbols,
        used: (founded.looked_into > 0).then_some(used.used.symbols),
        carried: None,
        quietly: None,
    };
    [areas, files, symbols].into_iter().filter(|row| row.founded > 0).collect()
}

/// T3; none where nothing was founded.
pub(super) fn figure(retro: &Retro) -> Option<Figure> {
    let rows = &retro.leverage.founded;
    let number =
        |number: Option<usize>| number.map_or_else(|| NONE.to_owned(), |at| at.to_string());
    let cells = |row: &FoundedRow| {
        vec![
            row.what.to_owned(),
            row.founded.to_string(),
            row.changed.to_string(),
            row.changed_before.to_string(),
            number(row.used),
            number(row.carried),
            number(row.quietly),
        ]
    };
    let mut columns = vec![
        Column::words("what"),
        Column::number("founded"),
        Column::named(&format!("changed in {}", retro.period)),
        Column::named(&format!("in {}", retro.beside)),
        Column::number("first used"),
        Column::number("carried"),
        Column::number("quietly"),
    ];
    let mut cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let tells_today = rows.iter().any(|row| row.carried.is_some());
    if !tells_today {
        columns.truncate(TODAY);
        for row in &mut cells {
            row.truncate(TODAY);
        }
    }
    let grid = Grid { columns, rows: cells };
    (!rows.is_empty()).then(|| Figure {
        id: "T3",
        title: title(rows),
        note: format!(
            "Founded: over all time. Changed: by others, in {} and in {}. First used: others began to use it in {}, as far as \
             names tell.{}",
            retro.period,
            retro.beside,
            retro.period,
            if tells_today { CARRIED } else { "" }
        ),
        drawing: Drawing::Table(grid, None),
    })
}

/// Whether others carry anything of it.
fn title(rows: &[FoundedRow]) -> String {
    let known = || rows.iter().filter_map(|row| row.carried);
    match (known().count(), known().sum::<usize>()) {
        (0, _) => "What was founded, and what others changed of it",
        (_, 0) => "Of what was founded nothing is carried by others alone",
        _ => "What was founded, and what others carry of it",
    }
    .to_owned()
}
