//! A report as sections of blocks, before it has a format.
//!
//! In: nothing; reports make these. Out: titles, paragraphs, tables and figures in the order of reading, for the
//! terminal, Markdown and HTML to lay out alike. Deliberately absent: new sentences about the
//! person; those are in the report itself, and in its JSON.

use super::drawing::Figure;
use super::grid::Grid;
use super::retro::{Choice, EvidenceRow, Finding};
use super::text::Label;

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its title; empty for what stands before all sections.
    pub title: &'static str,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph and the rows of evidence for it.
    Paragraph {
        /// What it is.
        label: Label,
        /// Its text.
        text: String,
        /// What it rests on: rows of the evidence table (`E3`), figures (`F2`) and tables (`T1`).
        evidence: Vec<String>,
    },
    /// What did not move, said as plainly as what did, and what it rests on.
    Unmoved {
        /// Its text.
        text: String,
        /// As of a paragraph.
        evidence: Vec<String>,
    },
    /// Short paragraphs, one below the other.
    Items(Vec<Item>),
    /// Something to choose.
    Choice(Box<Choice>),
    /// A table.
    Table(Grid),
    /// The commits behind the sentences.
    Evidence(Vec<EvidenceRow>),
    /// Values by month, drawn on one scale.
    Trends(Trends),
    /// A table or a drawing that sentences point at by its name.
    Figure(Box<Figure>),
}

/// A short paragraph that begins with what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is about.
    pub lead: String,
    /// What that is.
    pub label: Label,
    /// The rest.
    pub text: String,
}

/// Values of the same months.
#[derive(Clone, Debug, PartialEq)]
pub struct Trends {
    /// What they show together.
    pub title: &'static str,
    /// What they are counted in.
    pub unit: &'static str,
    /// The months: `2024-05`.
    pub months: Vec<String>,
    /// The values, a row for each thing that is measured.
    pub rows: Vec<Trend>,
    /// What happened in some of the months.
    pub notes: Vec<MonthNote>,
}

/// What happened in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthNote {
    /// The month: `2024-05`.
    pub month: String,
    /// What that means: motion stands below the line, all else above.
    pub label: Label,
    /// It, in a few words.
    pub text: String,
}

impl MonthNote {
    /// It and its month.
    pub(super) fn says(&self) -> String {
        format!("{}: {}", self.month, self.text)
    }
}

impl Trends {
    /// The largest value of all.
    pub(super) fn largest(&self) -> f64 {
        self.rows.iter().flat_map(|row| &row.values).copied().fold(0.0, f64::max)
    }
}

/// Values in the order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// What is measured.
    pub name: &'static str,
    /// What it means.
    pub label: Label,
    /// The values.
    pub values: Vec<f64>,
}

/// What the columns of months and years mean.
pub(super) const PERIODS: &str = "In commits: each counted commit weighs 1, divided over its \
    changes. Motion is \"again\" (patched again: repeats, and first patches that came back) and \
    upkeep. \"Repeats of patching\": of the commits with a patch, so many patched a spot again; fewer \
    than 10 are too few for a share. A single month is too small to compare.";

/// What the columns of repairs mean.
pub(super) const REPAIRS: &str = "Repeat patches in commits: on own patches, on others', and by \
    others on own ones. Then the person's commits that complete an earlier one elsewhere, patch \
    what a patch did (of a fix), bring back what was taken back (reapplied), put lines back to \
    what they were (to and fro), or patch what others wrote just before (fresh).";

/// What the columns of outcomes mean.
pub(super) const OUTCOMES: &str = "In commits: each weighs 1, divided over its patches or its \
    structural changes. The held share leaves out what is too early to tell, and needs 10 that held \
    or came back; of a recent year it is rather too low, since what comes back shows sooner.";

impl Block {
    pub(super) fn muted(text: impl Into<String>) -> Self {
        Self::Paragraph { label: Label::Muted, text: text.into(), evidence: Vec::new() }
    }

    /// What was found; as a note, when there is nothing to point at.
    pub(super) fn finding(label: Label, finding: &Finding) -> Self {
        let Finding { text, evidence } = finding.clone();
        let label = if evidence.is_empty() { Label::Muted } else { label };
        Self::Paragraph { label, text, evidence }
    }
}

/// What a use is.
pub(super) const REUSE: &str = "A use is a line of another file that a later commit of somebody else wrote and that stands \
     today, tests and comments left out. By its name alone: functions and types whose name has one \
     word only, is defined twice, or is older than they are, are not counted.";
