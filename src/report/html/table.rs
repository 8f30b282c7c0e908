//! Tables as the template lays them out.
//!
//! In: a grid. Out: the same with the class of each column, references apart from the text around them, and small lines in
//! the cells of one column. Deliberately absent: markup.

use std::borrow::Cow;
use std::iter::repeat;

use super::cite::{Names, Piece, pieces};
use super::figure::{Canvas, spark};
use crate::report::drawing::Sparks;
use crate::report::grid::{Align, Column, Grid};
use crate::report::text::Label;

/// Characters up to which the cells of a column stand on one line.
const SHORT: usize = 16;
/// The same of paths, which have no good place to be parted.
const SHORT_PATH: usize = 26;
/// Columns whose cells are references.
const REFERENCES: [&str; 2] = ["evidence", "see"];
/// Rows from which on a table may be divided by the end of a sheet.
const LONG: usize = 16;
/// Columns up to which a table of short cells is no wider than these.
const FEW: usize = 5;
/// Characters of a short cell.
const SHORT_CELL: usize = 32;
/// Columns from which on a table is set smaller, and may be wider than the text.
const WIDE: usize = 8;

/// A table.
pub(super) struct Table {
    /// The anchor of it; nothing where no sentence points at it.
    pub id: String,
    /// `Table 1`; nothing where it has no name.
    pub name: String,
    pub caption: String,
    /// What it is called where several are read out one after the other, unlike all others of the page.
    pub label: String,
    /// How to read it.
    pub note: String,
    /// Too long for one sheet.
    pub is_long: bool,
    /// Too wide for the text around it.
    pub is_wide: bool,
    /// A few short columns, which stand better beside each other than far apart.
    pub is_few: bool,
    pub columns: Vec<Head>,
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column, and how its cells look.
pub(super) struct Head {
    pub title: Cow<'static, str>,
    pub class: String,
}

/// A cell.
pub(super) struct Cell {
    pub text: Vec<Piece>,
    /// A small line in place of the text, which is then for those who cannot see it.
    pub spark: Option<Canvas>,
}

impl Cell {
    /// Whether there is nothing in it: then it cannot be the name of its row.
    pub(super) fn is_empty(&self) -> bool {
        self.text.iter().all(|piece| piece.text.is_empty())
    }
}

impl Table {
    pub(super) fn of(caption: &str, grid: &Grid, names: &Names) -> Self {
        let head = |(at, column): (usize, &Column)| Head {
            title: column.title.clone(),
            class: class(grid, at, column),
        };
        let cell = |(at, cell): (usize, &String)| Cell {
            text: match grid.columns.get(at) {
                Some(column) if REFERENCES.contains(&column.title.as_ref()) => pieces(cell, names),
                _ => Piece::plain(cell),
            },
            spark: None,
        };
        Self {
            id: String::new(),
            name: String::new(),
            caption: caption.to_owned(),
            label: caption.to_owned(),
            note: String::new(),
            is_long: grid.rows.len() >= LONG,
            is_wide: grid.columns.len() >= WIDE,
            is_few: grid.columns.len() <= FEW
                && grid.rows.iter().flatten().all(|cell| is_short(cell)),
            columns: grid.columns.iter().enumerate().map(head).collect(),
            rows: grid.rows.iter().map(|row| row.iter().enumerate().map(cell).collect()).collect(),
        }
    }

    /// Small lines in one of the columns.
    pub(super) fn with_sparks(mut self, sparks: &Sparks) -> Self {
        let labels = sparks.labels.iter().copied().chain(repeat(Label::Plain));
        for ((row, values), label) in self.rows.iter_mut().zip(&sparks.values).zip(labels) {
            if let Some(cell) = row.get_mut(sparks.column) {
                cell.spark = spark(values, label);
            }
        }
        if let Some(head) = self.columns.get_mut(sparks.column) {
            "k".clone_into(&mut head.class);
        }
        self
    }
}

fn is_short(cell: &str) -> bool {
    cell.chars().count() <= SHORT_CELL
}

fn class(grid: &Grid, at: usize, column: &Column) -> String {
    let cells = grid.rows.iter().filter_map(|row| row.get(at));
    let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
    let short = if column.label == Label::Path { SHORT_PATH } else { SHORT };
    let side = match column.align {
        Align::Right if longest > short => "r w",
        Align::Right => "r",
        Align::Left if longest > short => "w",
        Align::Left => "n",
    };
    [side, label_class(column.label)].join(" ").trim().to_owned()
}

pub(super) const fn label_class(label: Label) -> &'static str {
    match label {
        Label::Plain | Label::Heading | Label::Strong => "",
        Label::Path => "pa",
        Label::Muted | Label::Undecided => "mu",
        Label::Commit => "sha",
        Label::Headway | Label::Came => "hw",
        Label::Motion | Label::Went => "mo",
    }
}
