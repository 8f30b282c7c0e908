//! A report as sections of blocks, before it has a format.
//!
//! In: a retrospective. Out: titles, paragraphs, tables and trends in the order of reading, for the
//! terminal, Markdown and HTML to lay out alike. Deliberately absent: new sentences about the
//! person; those are in the report itself, and in its JSON.

use super::drawing::Figure;
use super::figures::PeriodFigures;
use super::grid::Grid;
use super::grids;
use super::retro::{Choice, Definitions, EvidenceRow, Finding, Retro};
use super::text::Label;
use super::words::count;

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
    /// The months: `2024-05`.
    pub months: Vec<String>,
    /// The values, a row for each thing that is measured.
    pub rows: Vec<Trend>,
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

/// What the columns of survival mean.
pub(super) const SURVIVAL: &str =
    "Own and everybody's lines that stand at HEAD. Too few: less than 20 lines or 3 commits.";

impl Block {
    fn muted(text: impl Into<String>) -> Self {
        Self::Paragraph { label: Label::Muted, text: text.into(), evidence: Vec::new() }
    }

    fn finding(label: Label, finding: &Finding) -> Self {
        let Finding { text, evidence } = finding.clone();
        Self::Paragraph { label, text, evidence }
    }

    /// The table, or a sentence when it would be empty.
    fn table_or(grid: Grid, otherwise: &str) -> Self {
        if grid.rows.is_empty() { Self::muted(otherwise) } else { Self::Table(grid) }
    }
}

/// The retrospective in the order of reading.
#[must_use]
pub fn retro_sections(retro: &Retro) -> Vec<Section> {
    let mut sections = vec![verdict(retro)];
    if retro.figures.commits > 0 {
        sections.extend([
            unmoved(retro),
            months(retro),
            patched_again(retro),
            held(retro),
            owned(retro),
            leverage(retro),
            next(retro),
            method(retro),
        ]);
        if !retro.evidence.is_empty() {
            let blocks = vec![Block::Evidence(retro.evidence.clone())];
            sections.push(Section { title: "Evidence", blocks });
        }
    }
    sections
}

fn verdict(retro: &Retro) -> Section {
    let mut blocks: Vec<Block> =
        retro.verdict.iter().map(|finding| Block::finding(Label::Strong, finding)).collect();
    if retro.figures.commits > 0 {
        blocks.push(Block::muted(&retro.basis));
    }
    Section { title: "", blocks }
}

fn unmoved(retro: &Retro) -> Section {
    let findings = retro.unmoved.iter();
    let mut blocks: Vec<Block> =
        findings.map(|finding| Block::finding(Label::Plain, finding)).collect();
    if blocks.is_empty() {
        blocks.push(Block::muted("Too few counted commits to tell."));
    }
    Section { title: "What did not move", blocks }
}

fn months(retro: &Retro) -> Section {
    let values = |name, label, value: fn(&PeriodFigures) -> f64| Trend {
        name,
        label,
        values: retro.months.iter().map(value).collect(),
    };
    let trends = Trends {
        title: "Headway and motion by month, in commits",
        months: retro.months.iter().map(|month| month.period.clone()).collect(),
        rows: vec![
            values("headway", Label::Headway, |month| month.headway),
            values("patched again", Label::Motion, |month| month.patched_again),
            values("upkeep", Label::Motion, |month| month.upkeep),
        ],
    };
    let years: Vec<PeriodFigures> =
        retro.previous.iter().chain([&retro.figures]).cloned().collect();
    Section {
        title: "Headway and motion",
        blocks: vec![
            Block::Trends(trends),
            Block::Table(grids::months(&retro.months)),
            Block::Table(grids::years("year", &years)),
            Block::muted(PERIODS),
        ],
    }
}

fn patched_again(retro: &Retro) -> Section {
    let grid = grids::chains(&retro.patched_again);
    let mut blocks = vec![Block::table_or(grid, "No spot was patched again.")];
    if retro.patched_again_left_out > 0 {
        let more = count(retro.patched_again_left_out, "more chain", "more chains");
        blocks.push(Block::muted(format!("{more} not listed.")));
    }
    if let Some(repairs) = &retro.repairs {
        blocks.push(Block::muted(repairs.says()));
        blocks.extend(repairs.forms().map(Block::muted));
    }
    Section { title: "What was patched again", blocks }
}

fn held(retro: &Retro) -> Section {
    let outcomes = [("patches", retro.patches), ("structural changes", retro.structural)];
    let named = outcomes.map(|(name, sums)| (name.to_owned(), sums));
    let grid = grids::outcomes(&named);
    let mut blocks = Vec::new();
    if grid.rows.is_empty() {
        blocks
            .push(Block::muted("No patch and no structural change: nothing to hold or come back."));
    } else {
        blocks.extend([Block::Table(grid), Block::muted(OUTCOMES)]);
    }
    if retro.went_quiet.is_empty() {
        blocks.push(Block::muted("No recurring spot has been quiet since a change of this year."));
    } else {
        blocks.push(Block::Table(grids::went_quiet(&retro.went_quiet)));
        blocks.push(Block::muted(
            "Quiet since the change named. Quieted: patched less than spots like it were in as long a \
             time, with 95% probability or more. As expected: no less than those (expected: their \
             patches on average).",
        ));
    }
    Section { title: "What held or went quiet", blocks }
}

fn owned(retro: &Retro) -> Section {
    let grid = grids::areas(&retro.areas);
    let mut blocks = vec![Block::table_or(grid, "No area holds lines of this person.")];
    if retro.areas_left_out > 0 {
        let more = count(retro.areas_left_out, "more area", "more areas");
        blocks.push(Block::muted(format!("{more} with fewer own lines.")));
    }
    blocks.push(Block::muted(areas_note(&retro.now, &retro.method.definitions)));
    Section { title: "What is owned", blocks }
}

/// What a use is.
pub(super) const REUSE: &str = "A use is a line of another file that a later commit of somebody else wrote and that stands \
     today, tests and comments left out. By its name alone: functions and types whose name has one \
     word only, is defined twice, or is older than they are, are not counted.";

/// What the columns of areas mean.
pub(super) fn areas_note(now: &str, definitions: &Definitions) -> String {
    format!(
        "As of {now}. Others active, and patching (commits of anybody that patched the area): in \
         the last {} days. Known by one: at least {:.0}% own lines, and nobody else did {:.0}% of \
         the days of work in these. Fragile: known by one, and it keeps needing patches.",
        definitions.recent_days, definitions.alone_percent, definitions.major_percent,
    )
}

fn leverage(retro: &Retro) -> Section {
    let founded = count(retro.founded_files, "file", "files");
    let built_on = match (retro.founded_files, retro.built_on.is_empty()) {
        (0, _) => Block::muted("No file was founded, so nothing could be built on one."),
        (_, true) => Block::muted(format!(
            "{founded} founded in all years; others changed none of them this year or the last."
        )),
        (_, false) => Block::Table(grids::built_on(&retro.built_on)),
    };
    let survival = grids::survival(&retro.survival);
    let mut blocks = if survival.rows.is_empty() {
        vec![Block::muted("No lines were written.")]
    } else {
        vec![Block::Table(survival), Block::muted(SURVIVAL)]
    };
    blocks.push(built_on);
    if !retro.built_on.is_empty() {
        blocks.push(Block::muted(format!("By others in the {founded} founded in all years.")));
    }
    if !retro.reuse.by_year.is_empty() {
        blocks.push(Block::Table(grids::reuse(&retro.reuse.by_year)));
    }
    blocks.push(Block::muted(retro.reuse.says()));
    blocks.extend(retro.reused.iter().map(|used| Block::finding(Label::Plain, used)));
    if !retro.reused.is_empty() {
        blocks.push(Block::muted(REUSE));
    }
    Section { title: "Leverage", blocks }
}

fn next(retro: &Retro) -> Section {
    let mut blocks: Vec<Block> =
        retro.next.iter().cloned().map(Box::new).map(Block::Choice).collect();
    blocks.extend(retro.no_choice.iter().map(Block::muted));
    Section { title: "What to choose next", blocks }
}

fn method(retro: &Retro) -> Section {
    let mut blocks = vec![Block::Table(grids::funnel(&retro.method.funnel))];
    if !retro.figures.windows.is_empty() {
        blocks.push(Block::Table(grids::windows(&retro.figures)));
    }
    blocks.extend(retro.method.limits.iter().map(Block::muted));
    Section { title: "Method and limits", blocks }
}
