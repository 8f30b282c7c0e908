//! What a section of a page is made of.
//!
//! In: a section of blocks. Out: the same as the template lays it out: choices in one list, tables with the class of
//! each column, citations apart from the text around them. Deliberately absent: markup.

use std::collections::BTreeSet;

use super::figure::Figure;
use crate::report::drawing::Drawing;
use crate::report::grid::{Align, Column, Grid};
use crate::report::retro::{Choice, EvidenceRow};
use crate::report::section::{Block, Item, Section};
use crate::report::text::Label;
use crate::report::words::rows as cited;

/// Characters up to which the cells of a column stand on one line.
const SHORT: usize = 16;
/// Rows from which on a table may be divided by the end of a sheet.
const LONG: usize = 16;

/// A part of a section.
pub(super) enum Part {
    /// A paragraph.
    Paragraph { class: &'static str, text: String, evidence: Vec<Piece> },
    /// Short paragraphs.
    Items(Vec<ListItem>),
    /// Things to choose.
    Choices(Vec<ChoiceItem>),
    /// A table.
    Table(Table),
    /// The commits behind the sentences.
    Evidence(Vec<EvidenceRow>, bool),
    /// A figure.
    Figure(Box<Figure>),
}

/// A short paragraph that begins with what it is about.
pub(super) struct ListItem {
    pub lead: String,
    pub class: &'static str,
    pub text: String,
}

/// Something to choose.
pub(super) struct ChoiceItem {
    pub text: String,
    pub because: String,
    pub shows_by: String,
    pub evidence: Vec<Piece>,
}

/// A piece of a text: the name of a row of evidence, or what stands between such names.
pub(super) struct Piece {
    pub text: String,
    pub is_row: bool,
}

/// A table.
pub(super) struct Table {
    pub caption: String,
    /// Too long for one sheet.
    pub is_long: bool,
    pub columns: Vec<Head>,
    pub rows: Vec<Vec<Vec<Piece>>>,
}

/// The head of a column, and how its cells look.
pub(super) struct Head {
    pub title: std::borrow::Cow<'static, str>,
    pub class: String,
}

/// The parts of a section. `otherwise` names its tables where it has no title; `rows` are the rows of evidence that
/// the page has.
pub(super) fn parts(
    chapter: usize,
    section: &Section,
    otherwise: &str,
    rows: &BTreeSet<&str>,
) -> Vec<Part> {
    let title = if section.title.is_empty() { otherwise } else { section.title };
    let mut parts = Vec::new();
    for (at, block) in section.blocks.iter().enumerate() {
        let part = match block {
            Block::Paragraph { label, text, evidence } => Part::Paragraph {
                class: paragraph_class(*label),
                text: text.clone(),
                evidence: pieces(&cited(evidence), rows),
            },
            Block::Unmoved { text, evidence } => Part::Paragraph {
                class: "but",
                text: text.clone(),
                evidence: pieces(&cited(evidence), rows),
            },
            Block::Items(items) => Part::Items(items.iter().map(list_item).collect()),
            Block::Choice(choice) => {
                let item = choice_item(choice, rows);
                if let Some(Part::Choices(choices)) = parts.last_mut() {
                    choices.push(item);
                    continue;
                }
                Part::Choices(vec![item])
            }
            Block::Table(grid) => Part::Table(Table::of(&caption(title, grid), grid, rows)),
            Block::Evidence(found) => {
                let is_named = found.iter().any(|row| row.commit.author.is_some());
                Part::Evidence(found.clone(), is_named)
            }
            Block::Trends(trends) => {
                Part::Figure(Box::new(Figure::of(format!("f{chapter}-{at}"), trends)))
            }
            Block::Figure(figure) => match &figure.drawing {
                Drawing::Table(grid, _) => Part::Table(Table::of(&figure.title, grid, rows)),
                Drawing::Bars(trends) => {
                    Part::Figure(Box::new(Figure::of(figure.id.to_owned(), trends)))
                }
                _ => continue,
            },
        };
        parts.push(part);
    }
    parts
}

impl Table {
    pub(super) fn of(caption: &str, grid: &Grid, rows: &BTreeSet<&str>) -> Self {
        let class = |(at, column): (usize, &Column)| {
            let cells = grid.rows.iter().filter_map(|row| row.get(at));
            let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
            let side = match column.align {
                Align::Right => "r",
                Align::Left if longest > SHORT => "w",
                Align::Left => "n",
            };
            [side, label_class(column.label)].join(" ").trim().to_owned()
        };
        let columns: Vec<Head> = grid
            .columns
            .iter()
            .enumerate()
            .map(|column| Head { title: column.1.title.clone(), class: class(column) })
            .collect();
        let cell = |(at, cell): (usize, &String)| match grid.columns.get(at) {
            Some(column) if column.title == "evidence" => pieces(cell, rows),
            _ => vec![Piece { text: cell.clone(), is_row: false }],
        };
        Self {
            caption: caption.to_owned(),
            is_long: grid.rows.len() >= LONG,
            columns,
            rows: grid.rows.iter().map(|row| row.iter().enumerate().map(cell).collect()).collect(),
        }
    }
}

/// A text with the rows of evidence that it names (`E2–E6 E9`) set apart, where the page has them.
pub(super) fn pieces(text: &str, rows: &BTreeSet<&str>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_alphanumeric();
        let end = rest.find(|next: char| next.is_alphanumeric() != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        let is_row = rows.contains(piece);
        match pieces.last_mut().filter(|last| !last.is_row && !is_row) {
            Some(last) => last.text.push_str(piece),
            None => pieces.push(Piece { text: piece.to_owned(), is_row }),
        }
        rest = after;
    }
    pieces
}

fn list_item(item: &Item) -> ListItem {
    let Item { lead, label, text } = item.clone();
    ListItem { lead, class: label_class(label), text }
}

fn choice_item(choice: &Choice, rows: &BTreeSet<&str>) -> ChoiceItem {
    ChoiceItem {
        text: choice.text.clone(),
        because: choice.because.clone(),
        shows_by: choice.shows_by.clone(),
        evidence: pieces(&cited(&choice.evidence), rows),
    }
}

/// The title of the section, and what its rows are where the first column says it in a word.
fn caption(title: &str, grid: &Grid) -> String {
    match grid.columns.first().map(|column| column.title.as_ref()) {
        Some(rows @ ("month" | "period" | "year" | "area" | "spot")) if !title.ends_with(rows) => {
            format!("{title}, by {rows}")
        }
        _ => title.to_owned(),
    }
}

const fn paragraph_class(label: Label) -> &'static str {
    match label {
        Label::Strong => "lede",
        Label::Muted | Label::Undecided => "note",
        other => label_class(other),
    }
}

const fn label_class(label: Label) -> &'static str {
    match label {
        Label::Plain | Label::Heading | Label::Strong | Label::Path => "",
        Label::Muted | Label::Undecided => "mu",
        Label::Commit => "sha",
        Label::Headway | Label::Came => "hw",
        Label::Motion | Label::Went => "mo",
    }
}
