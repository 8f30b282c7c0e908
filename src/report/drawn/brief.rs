//! A drawing as a short table, for a screen or a review form.
//!
//! In: a drawing. Out: what it shows, a row for each thing, time as a few characters; and what those mean.
//! Deliberately absent: single months where their course says it.

use super::strip::{KEY, strip};
use super::whole::{before_after, curves, matrix, share};
use super::{NONE, months, number, periods, ranged, span};
use crate::report::drawing::{Course, Drawing, Growth, Sparks, Strip, Strips};
use crate::report::grid::{Column, Grid};
use crate::report::sparkline::{gapped, sparkline};
use crate::report::text::Label;

/// The table, and how to read its characters where that is to be said. Bars are drawn as such by each format.
pub(in crate::report) fn brief(drawing: &Drawing) -> (Grid, &'static str) {
    match drawing {
        Drawing::Table(grid, None) => (grid.clone(), ""),
        Drawing::Table(grid, Some(sparks)) => (with_sparks(grid, sparks), ""),
        Drawing::Bars(trends) => (super::whole::bars(trends), ""),
        Drawing::Share(of) => (share(of), ""),
        Drawing::BeforeAfter(rows) => (before_after(rows), ""),
        Drawing::Strips(strips) => (self::strips(strips), KEY),
        Drawing::Curves(of) => (curves(of), ""),
        Drawing::Growth(growths) => (growth(growths), ""),
        Drawing::Matrix(of) => (matrix(of), ""),
        Drawing::Courses(courses) => (self::courses(courses), ""),
    }
}

/// The same table with small bars where a page has small lines.
fn with_sparks(grid: &Grid, sparks: &Sparks) -> Grid {
    let mut grid = grid.clone();
    for (row, values) in grid.rows.iter_mut().zip(&sparks.values) {
        if let Some(cell) = row.get_mut(sparks.column).filter(|_| !values.is_empty()) {
            let largest = values.iter().flatten().copied().fold(0.0, f64::max);
            *cell = gapped(values, largest);
        }
    }
    grid
}

fn strips(strips: &Strips) -> Grid {
    let columns = vec![
        Column::words("spot").labelled(Label::Path),
        Column::named(&format!("{} to {}", strips.first, strips.last)),
        Column::words("reading"),
        Column::words("counts"),
    ];
    let row = |row: &Strip| {
        vec![row.name.clone(), strip(strips, row), row.reading.clone(), row.counts.clone()]
    };
    Grid { columns, rows: strips.rows.iter().map(row).collect() }
}

fn growth(growths: &[Growth]) -> Grid {
    let columns = vec![
        Column::words("what").labelled(Label::Path),
        Column::named(&span(&months(growths))),
        Column::number("sum"),
        Column::words("counts"),
    ];
    let largest = growths.iter().flat_map(|growth| &growth.sums).copied().fold(0.0, f64::max);
    let row = |growth: &Growth| {
        let last = growth.sums.last().map_or_else(|| NONE.to_owned(), |sum| number(*sum));
        vec![growth.name.clone(), sparkline(&growth.sums, largest), last, growth.counts.clone()]
    };
    Grid { columns, rows: growths.iter().map(row).collect() }
}

fn courses(courses: &[Course]) -> Grid {
    let columns = vec![
        Column::words("measure"),
        Column::named(&span(&periods(courses))),
        Column::number("last"),
        Column::number("range"),
        Column::words("what it means"),
    ];
    let row = |course: &Course| {
        let values: Vec<Option<f64>> =
            course.values.iter().map(|value| value.map(|value| value.value)).collect();
        let largest = values.iter().flatten().copied().fold(0.0, f64::max);
        let last = course.values.last().copied().flatten();
        vec![
            course.name.clone(),
            gapped(&values, largest),
            course.last.clone(),
            last.map_or_else(|| NONE.to_owned(), ranged),
            course.meaning.clone(),
        ]
    };
    Grid { columns, rows: courses.iter().map(row).collect() }
}
