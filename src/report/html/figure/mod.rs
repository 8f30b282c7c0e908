//! Figures: what is drawn, what it is called, and its values as a table.
//!
//! In: a figure of a report. Out: its drawing for wide screens and for narrow ones, what each colour stands for, what the
//! drawing says in words, and the table of it. Deliberately absent: colours, which are in the style of the page.

mod bars;
mod before_after;
mod canvas;
mod courses;
mod curves;
mod growth;
mod lettering;
mod matrix;
mod notes;
mod scale;
mod share;
mod spark;
mod strips;
#[cfg(test)]
mod tests;

use super::cite::{Names, named};
use super::table::Table;
use crate::report::drawing::{self, Drawing, Ranged};
use crate::report::drawn;
use crate::report::section::Trends;

pub(super) use canvas::{Canvas, Mark, Size};
pub(super) use spark::spark;

/// A figure.
pub(super) struct Figure {
    /// The anchor of it.
    pub id: String,
    /// `Fig. 2`; nothing where it has no name of its own.
    pub name: String,
    pub title: String,
    pub says: String,
    pub key: Vec<Key>,
    pub drawings: Vec<Canvas>,
    pub note: String,
    pub table: Table,
}

/// What a mark stands for.
pub(super) struct Key {
    pub class: &'static str,
    pub name: String,
}

impl Key {
    fn new(class: &'static str, name: impl Into<String>) -> Self {
        Self { class, name: name.into() }
    }
}

impl Figure {
    /// A figure with a name of its own.
    pub(super) fn of(id: String, figure: &drawing::Figure) -> Self {
        let name = named(figure.id);
        let mut new = Self::new(id, &figure.title, &figure.drawing);
        new.table.label = format!("{name} as a table. {}", figure.title);
        Self { name, note: figure.note.clone(), ..new }
    }

    /// Values by month that no sentence points at.
    pub(super) fn of_trends(id: String, trends: &Trends) -> Self {
        Self::new(id, trends.title, &Drawing::Bars(trends.clone()))
    }

    fn new(id: String, title: &str, drawing: &Drawing) -> Self {
        let sizes = [Size::Wide, Size::Narrow];
        Self {
            id,
            name: String::new(),
            title: title.to_owned(),
            says: drawn::says(drawing),
            key: key(drawing),
            drawings: sizes.into_iter().map(|size| draw(drawing, size)).collect(),
            note: String::new(),
            table: Table::of(title, &drawn::whole(drawing), &Names::default()),
        }
    }
}

fn draw(drawing: &Drawing, size: Size) -> Canvas {
    match drawing {
        Drawing::Table(..) => Canvas::new(size, 0.0),
        Drawing::Bars(trends) => bars::draw(trends, size),
        Drawing::Share(share) => share::draw(share, size),
        Drawing::BeforeAfter(rows) => before_after::draw(rows, size),
        Drawing::Strips(strips) => strips::draw(strips, size),
        Drawing::Curves(curves) => curves::draw(curves, size),
        Drawing::Growth(growths) => growth::draw(growths, size),
        Drawing::Matrix(matrix) => matrix::draw(matrix, size),
        Drawing::Courses(courses) => courses::draw(courses, size),
    }
}

fn key(drawing: &Drawing) -> Vec<Key> {
    match drawing {
        Drawing::Bars(trends) => bars::key(trends),
        Drawing::BeforeAfter(rows) => before_after::key(rows),
        Drawing::Strips(strips) => strips::key(strips),
        Drawing::Share(_)
        | Drawing::Table(..)
        | Drawing::Curves(_)
        | Drawing::Growth(_)
        | Drawing::Matrix(_)
        | Drawing::Courses(_) => Vec::new(),
    }
}

/// Values one after the other that are there.
fn runs(values: &[Option<Ranged>]) -> Vec<Vec<(usize, Ranged)>> {
    let mut runs: Vec<Vec<(usize, Ranged)>> = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value.filter(|value| value.value.is_finite()) else { continue };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.0 + 1 == at) => run.push((at, value)),
            _ => runs.push(vec![(at, value)]),
        }
    }
    runs
}
