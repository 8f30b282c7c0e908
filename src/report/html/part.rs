//! What a section of a page is made of.
//!
//! In: a section of blocks. Out: the same as the template lays it out: choices in one list, tables and figures with their
//! names and anchors, references apart from the text around them. Deliberately absent: markup.

use std::collections::BTreeSet;

use super::cite::{Names, Piece, named, pieces};
use super::figure::Figure;
use super::table::{Table, label_class};
use crate::report::drawing::{self, Drawing};
use crate::report::drawn;
use crate::report::grid::Grid;
use crate::report::retro::{Choice, EvidenceRow};
use crate::report::section::{Block, Item, Section};
use crate::report::text::Label;
use crate::report::words::rows as cited;

/// A part of a section.
pub(super) enum Part {
    /// A paragraph.
    Paragraph { class: &'static str, text: Vec<Piece>, evidence: Vec<Piece> },
    /// Short paragraphs.
    Items(Vec<ListItem>),
    /// Things to choose.
    Choices(Vec<ChoiceItem>),
    /// A table.
    Table(Table),
    /// The commits behind the sentences, and whether they name their authors.
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
    pub text: Vec<Piece>,
    pub because: String,
    pub saves: String,
    pub shows_by: String,
    pub accept: Option<String>,
    pub evidence: Vec<Piece>,
}

/// Makes parts of the blocks of a page, and knows what stands on it.
pub(super) struct Parts {
    names: Names,
    /// The anchors that are taken.
    taken: BTreeSet<String>,
    /// The captions of tables that sentences do not point at.
    captions: BTreeSet<String>,
}

impl Parts {
    pub(super) fn of(sections: &[Section]) -> Self {
        let blocks = || sections.iter().flat_map(|section| &section.blocks);
        let rows = blocks().flat_map(|block| match block {
            Block::Evidence(rows) => rows.iter().map(|row| row.id.clone()).collect(),
            Block::Figure(figure) => vec![figure.id.to_owned()],
            _ => Vec::new(),
        });
        let names = Names::new(rows.collect(), blocks().flat_map(places).collect());
        Self { names, taken: BTreeSet::new(), captions: BTreeSet::new() }
    }

    pub(super) fn cites(&self, evidence: &[String]) -> Vec<Piece> {
        pieces(&cited(evidence).replace(' ', ", "), &self.names)
    }

    /// A sentence with what is named in it set apart.
    pub(super) fn sentence(&self, text: &str) -> Vec<Piece> {
        self.names.sentence(text)
    }

    /// The parts of a section. `otherwise` names its tables where it has no title.
    pub(super) fn section(&mut self, at: usize, section: &Section, otherwise: &str) -> Vec<Part> {
        let title = if section.title.is_empty() { otherwise } else { section.title };
        let mut parts = Vec::new();
        for (place, block) in section.blocks.iter().enumerate() {
            let part = match block {
                Block::Paragraph { label, text, evidence } => Part::Paragraph {
                    class: paragraph_class(*label, at == 0),
                    text: self.names.sentence(text),
                    evidence: self.cites(evidence),
                },
                Block::Unmoved { text, evidence } => {
                    let evidence = self.cites(evidence);
                    Part::Paragraph { class: "but", text: self.names.sentence(text), evidence }
                }
                Block::Items(items) => Part::Items(items.iter().map(list_item).collect()),
                Block::Choice(choice) => {
                    let item = self.choice(choice);
                    if let Some(Part::Choices(choices)) = parts.last_mut() {
                        choices.push(item);
                        continue;
                    }
                    Part::Choices(vec![item])
                }
                Block::Table(grid) => Part::Table(self.table(title, grid)),
                Block::Evidence(found) => {
                    let is_named = found.iter().any(|row| row.commit.author.is_some());
                    Part::Evidence(found.clone(), is_named)
                }
                Block::Trends(trends) => {
                    let figure = Figure::of_trends(format!("f{at}-{place}"), trends);
                    Part::Figure(Box::new(figure))
                }
                Block::Figure(figure) => self.figure(figure),
            };
            parts.push(part);
        }
        parts
    }

    fn choice(&self, choice: &Choice) -> ChoiceItem {
        ChoiceItem {
            text: self.names.sentence(&choice.text),
            because: choice.because.clone(),
            saves: choice.saves.clone(),
            accept: choice.accept.clone(),
            shows_by: choice.shows_by.clone(),
            evidence: self.cites(&choice.evidence),
        }
    }

    fn table(&mut self, title: &str, grid: &Grid) -> Table {
        let caption = caption(title, grid, &self.captions);
        self.captions.insert(caption.clone());
        Table::of(&caption, grid, &self.names)
    }

    fn figure(&mut self, figure: &drawing::Figure) -> Part {
        let id = self.anchor(figure.id);
        let Drawing::Table(grid, sparks) = &figure.drawing else {
            return Part::Figure(Box::new(Figure::of(id, figure)));
        };
        let table = Table::of(&figure.title, grid, &self.names);
        let mut table = match sparks {
            Some(sparks) => table.with_sparks(sparks),
            None => table,
        };
        table.id = id;
        table.name = named(figure.id);
        table.label = format!("{}. {}", table.name, figure.title);
        table.note.clone_from(&figure.note);
        Part::Table(table)
    }

    /// The anchor of something with a name; what is drawn in two figures of one name leads to the first.
    fn anchor(&mut self, name: &str) -> String {
        let mut anchors = (0..).map(|time| match time {
            0 => name.to_owned(),
            more => format!("{name}-{more}"),
        });
        let free = anchors.find(|anchor| !self.taken.contains(anchor));
        let free = free.unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }
}

/// The spots and areas that a block names as such.
fn places(block: &Block) -> Vec<String> {
    match block {
        Block::Table(grid) => paths(grid),
        Block::Figure(figure) => paths(&drawn::whole(&figure.drawing)),
        Block::Evidence(rows) => {
            // `patch of src/a.rs: fn a`: from the path on.
            let place = |row: &EvidenceRow| {
                let slash = row.what.find('/')?;
                let before = &row.what[..slash];
                let word = before.rfind(' ').map_or(0, |at| at + 1);
                let repository = before[..word].strip_suffix(": ").map(|text| text.rfind(' '));
                let begin = repository.map_or(word, |at| at.map_or(0, |at| at + 1));
                Some(row.what[begin..].to_owned())
            };
            rows.iter().filter_map(place).collect()
        }
        _ => Vec::new(),
    }
}

/// The cells of columns of paths.
fn paths(grid: &Grid) -> Vec<String> {
    let columns = grid.columns.iter().enumerate().filter(|(_, column)| column.label == Label::Path);
    let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
    let cells = |row: &Vec<String>| columns.iter().filter_map(|at| row.get(*at).cloned()).collect();
    grid.rows.iter().flat_map(|row| -> Vec<String> { cells(row) }).collect()
}

fn list_item(item: &Item) -> ListItem {
    let Item { lead, label, text } = item.clone();
    ListItem { lead, class: label_class(label), text }
}

/// The title of the section, what its rows are where the first column says it in a word, and what its columns are where
/// another table of the page would be called the same.
fn caption(title: &str, grid: &Grid, taken: &BTreeSet<String>) -> String {
    let caption = match grid.columns.first().map(|column| column.title.as_ref()) {
        Some(rows @ ("month" | "period" | "year" | "area" | "spot")) if !title.ends_with(rows) => {
            format!("{title}, by {rows}")
        }
        _ => title.to_owned(),
    };
    if !taken.contains(&caption) {
        return caption;
    }
    let columns = grid.columns.iter().map(|column| column.title.as_ref());
    let mut longer = caption;
    for (at, column) in columns.filter(|column| !column.is_empty()).enumerate() {
        longer = format!("{longer}{} {column}", if at == 0 { ":" } else { "," });
        if !taken.contains(&longer) {
            break;
        }
    }
    longer
}

const fn paragraph_class(label: Label, is_first: bool) -> &'static str {
    match label {
        Label::Strong => "lede",
        Label::Muted | Label::Undecided if is_first => "basis",
        Label::Muted | Label::Undecided => "note",
        other => label_class(other),
    }
}
