//! Every value of a drawing as a table.
//!
//! In: a drawing. Out: a table that holds all that can be seen in it. Deliberately absent: bars of characters; those are
//! for short tables.

use super::{
    NONE, age, ages, at, months, number, percent, percents, periods, ranged, ranged_percent,
};
use crate::report::drawing::{
    BeforeAfter, Course, Curves, Drawing, Growth, Matrix, Ranged, ShareByMonth, Strip, Strips,
};
use crate::report::grid::{Column, Grid};
use crate::report::grids::decimal;
use crate::report::section::Trends;
use crate::report::text::Label;

/// The table of a drawing.
pub(in crate::report) fn whole(drawing: &Drawing) -> Grid {
    match drawing {
        Drawing::Table(grid, _) => grid.clone(),
        Drawing::Bars(trends) => bars(trends),
        Drawing::Share(share) => self::share(share),
        Drawing::BeforeAfter(rows) => before_after(rows),
        Drawing::Strips(strips) => self::strips(strips),
        Drawing::Curves(curves) => self::curves(curves),
        Drawing::Growth(growths) => growth(growths),
        Drawing::Matrix(matrix) => self::matrix(matrix),
        Drawing::Courses(courses) => self::courses(courses),
    }
}

/// A row a month, a column for each thing.
pub(super) fn bars(trends: &Trends) -> Grid {
    let mut columns = vec![Column::words("month")];
    columns.extend(trends.rows.iter().map(|row| Column::number(row.name).labelled(row.label)));
    columns.extend((!trends.notes.is_empty()).then(|| Column::words("what happened")));
    let happened = |month: &String| {
        let notes = trends.notes.iter().filter(|note| note.month == *month);
        notes.map(|note| note.text.as_str()).collect::<Vec<_>>().join("; ")
    };
    let row = |(at, month): (usize, &String)| {
        let values = trends.rows.iter().map(|row| row.values.get(at).copied().unwrap_or(0.0));
        let note = (!trends.notes.is_empty()).then(|| happened(month));
        [month.clone()].into_iter().chain(values.map(decimal)).chain(note).collect()
    };
    Grid { columns, rows: trends.months.iter().enumerate().map(row).collect() }
}

pub(super) fn share(share: &ShareByMonth) -> Grid {
    let columns = vec![Column::words("month"), Column::number("share"), Column::number("range")];
    let cells = |name: &str, value: Option<Ranged>| {
        let [share, range] = value.map_or([NONE, NONE].map(str::to_owned), |value| {
            [percent(value.value), percents(value)]
        });
        vec![name.to_owned(), share, range]
    };
    let months = share.months.iter().enumerate();
    let mut rows: Vec<Vec<String>> =
        months.map(|(at, month)| cells(month, share.shares.get(at).copied().flatten())).collect();
    if let Some((name, value)) = &share.before {
        rows.push(vec![name.clone(), percent(*value), NONE.to_owned()]);
    }
    Grid { columns, rows }
}

pub(super) fn before_after(rows: &[BeforeAfter]) -> Grid {
    let columns = vec![
        Column::words("what changed").labelled(Label::Path),
        Column::number("before"),
        Column::number("after"),
        Column::number("expected"),
        Column::words("reading"),
        Column::words("counts"),
    ];
    let row = |row: &BeforeAfter| {
        vec![
            format!("{}, {}", row.name, row.date),
            ranged(row.before),
            ranged(row.after),
            row.expected.map_or_else(|| NONE.to_owned(), ranged),
            row.reading.clone(),
            row.counts.clone(),
        ]
    };
    Grid { columns, rows: rows.iter().map(row).collect() }
}

fn strips(strips: &Strips) -> Grid {
    let columns = vec![
        Column::words("spot").labelled(Label::Path),
        Column::words("reading"),
        Column::words("counts"),
        Column::words("quiet"),
        Column::words("events"),
    ];
    let row = |row: &Strip| {
        let is_drawn = |day| day >= strips.first && day <= strips.last;
        let events = row.events.iter().filter(|event| is_drawn(event.day));
        let events: Vec<&str> = events.map(|event| event.says.as_str()).collect();
        let quiet = row
            .quiet
            .map_or_else(|| NONE.to_owned(), |quiet| format!("{} to {}", quiet.from, quiet.to));
        let events = if events.is_empty() { NONE.to_owned() } else { events.join("; ") };
        vec![row.name.clone(), row.reading.clone(), row.counts.clone(), quiet, events]
    };
    Grid { columns, rows: strips.rows.iter().map(row).collect() }
}

/// A row for each age, a column for each curve.
pub(super) fn curves(curves: &Curves) -> Grid {
    let mut columns = vec![Column::words("age")];
    columns.extend(curves.curves.iter().map(|curve| Column::named(&curve.name)));
    let row = |years: &f64| {
        let values = curves
            .curves
            .iter()
            .map(|curve| at(curve, *years).map_or_else(|| NONE.to_owned(), ranged_percent));
        [age(*years)].into_iter().chain(values).collect()
    };
    Grid { columns, rows: ages(curves).iter().map(row).collect() }
}

/// A row a month, a column for each thing, and the counts below.
fn growth(growths: &[Growth]) -> Grid {
    let mut columns = vec![Column::words("month")];
    columns.extend(growths.iter().map(|growth| Column::named(&growth.name)));
    let row = |month: &&str| {
        let values = growths.iter().map(|growth| {
            let at = growth.months.iter().position(|of| of == month);
            let sum = at.and_then(|at| growth.sums.get(at));
            sum.map_or_else(|| NONE.to_owned(), |sum| number(*sum))
        });
        [(*month).to_owned()].into_iter().chain(values).collect()
    };
    let mut rows: Vec<Vec<String>> = months(growths).iter().map(row).collect();
    if !growths.is_empty() {
        let counts = growths.iter().map(|growth| growth.counts.clone());
        rows.push(["in all".to_owned()].into_iter().chain(counts).collect());
    }
    Grid { columns, rows }
}

/// A row for each later period, a column for each earlier one.
pub(super) fn matrix(matrix: &Matrix) -> Grid {
    let earlier = matrix.periods.len().saturating_sub(1);
    let mut columns = vec![Column::words("period")];
    columns.extend(matrix.periods.iter().take(earlier).map(|period| Column::named(period)));
    let row = |(later, period): (usize, &String)| {
        let cells = (0..earlier).map(|before| match likeness(matrix, later, before) {
            Some(like) => number(like.round()),
            None if before < later => NONE.to_owned(),
            None => String::new(),
        });
        [period.clone()].into_iter().chain(cells).collect()
    };
    let rows = matrix.periods.iter().enumerate().skip(1).map(row).collect();
    Grid { columns, rows }
}

/// How like a period is to an earlier one.
pub(in crate::report) fn likeness(matrix: &Matrix, later: usize, earlier: usize) -> Option<f64> {
    let like = matrix.rows.get(later)?.get(earlier).copied().flatten();
    like.filter(|like| earlier < later && like.is_finite())
}

/// A row for each period, a column for each measure.
fn courses(courses: &[Course]) -> Grid {
    let mut columns = vec![Column::words("period")];
    columns.extend(courses.iter().map(|course| Column::named(&course.name)));
    let row = |period: &&str| {
        let values = courses.iter().map(|course| {
            let at = course.periods.iter().position(|of| of == period);
            let value = at.and_then(|at| course.values.get(at).copied().flatten());
            value.map_or_else(|| NONE.to_owned(), ranged)
        });
        [(*period).to_owned()].into_iter().chain(values).collect()
    };
    Grid { columns, rows: periods(courses).iter().map(row).collect() }
}
