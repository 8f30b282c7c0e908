//! The tables of months, years and windows.
//!
//! In: figures. Out: grids, the columns in the order of importance.
//! Deliberately absent: prose, widths, escaping; and any number that is not in the JSON.

use super::{decimal, or_none, share_unless};
use crate::report::figures::{PeriodFigures, RepairFigures};
use crate::report::grid::{Column, Grid};
use crate::report::retro::WindowCompared;
use crate::report::text::Label;

/// Headway and the two parts of motion by year, or by whatever `title` says, with the repeat share and its range.
pub(in crate::report) fn years(title: &'static str, years: &[PeriodFigures]) -> Grid {
    let row = |year: &PeriodFigures| {
        let [percent, range] = share_unless(year.too_few_patching, year.repeat_share.as_ref());
        vec![
            year.period.clone(),
            year.counted.to_string(),
            decimal(year.headway),
            decimal(year.patched_again),
            decimal(year.upkeep),
            decimal(year.repeats),
            year.patching_commits.to_string(),
            percent,
            range,
            decimal(year.undecided),
            decimal(year.remedy),
            year.commits.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words(title),
            Column::number("counted"),
            Column::number("headway").labelled(Label::Headway),
            Column::number("again").labelled(Label::Motion),
            Column::number("upkeep").labelled(Label::Motion),
            Column::number("repeats"),
            Column::number("of patching"),
            Column::number("share"),
            Column::number("likely").labelled(Label::Muted),
            Column::number("undecided").labelled(Label::Undecided),
            Column::number("remedy"),
            Column::number("all commits").labelled(Label::Muted),
        ],
        rows: years.iter().map(row).collect(),
    }
}

/// The repeat share of a period by window, beside that of another.
pub(in crate::report) fn windows(
    period: &PeriodFigures,
    beside: Option<&PeriodFigures>,
    windows: &[WindowCompared],
) -> Grid {
    let beside_few = beside.is_none_or(|beside| beside.too_few_patching);
    let row = |window: &WindowCompared| {
        let [percent, range] = share_unless(period.too_few_patching, Some(&window.now));
        let mut cells = vec![window.days.to_string(), percent, range];
        if beside.is_some() {
            cells.extend(share_unless(beside_few, window.before.as_ref()));
            cells.push(or_none(window.reading, str::to_owned));
        }
        cells.extend([decimal(window.now.part), format!("{:.0}", window.now.of)]);
        cells
    };
    let likely = || Column::number("likely").labelled(Label::Muted);
    let mut columns =
        vec![Column::number("window in days"), Column::named(&period.period), likely()];
    if let Some(beside) = beside {
        columns.extend([Column::named(&beside.period), likely(), Column::words("reading")]);
    }
    columns.extend([Column::number("repeats"), Column::number("of patching commits")]);
    Grid { columns, rows: windows.iter().map(row).collect() }
}

/// Whose patches were patched again, and how commits went on with earlier ones.
pub(in crate::report) fn repairs(years: &[RepairFigures]) -> Grid {
    let row = |year: &RepairFigures| {
        vec![
            year.period.clone(),
            decimal(year.own),
            decimal(year.others),
            decimal(year.by_others),
            year.supplements.to_string(),
            year.fixes_of_fixes.to_string(),
            year.reapplied.to_string(),
            year.back_and_forth.to_string(),
            year.firefighting.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("period"),
            Column::number("own"),
            Column::number("others'"),
            Column::number("by others"),
            Column::number("elsewhere"),
            Column::number("of a fix"),
            Column::number("reapplied"),
            Column::number("to and fro"),
            Column::number("fresh"),
        ],
        rows: years.iter().map(row).collect(),
    }
}
