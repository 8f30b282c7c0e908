//! Reports as one HTML page that stands alone.
//!
//! In: a report. Out: a page that holds its own style and figures, loads nothing and asks for nothing.
//! Deliberately absent: scripts, addresses of other places, and trust in text from repositories.

mod cite;
mod escape;
mod figure;
mod part;
mod table;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use askama::Template;

use super::area_health::AreaReport;
use super::parts::SCHEMA;
use super::profile::{ProfileComparison, ProfilePart, ProfileReport};
use super::retro::{LongView, Retro};
use super::section::{Block, Section};
use super::text::Label;
use crate::model::printable;

pub(crate) use escape::Escaper;

use cite::Piece;
use figure::Mark;
use part::{Part, Parts};

/// What the page looks like.
const STYLE: &str = include_str!("../templates/page.css");

/// Letters from which on a heading is set smaller.
const LONG_HEADING: usize = 110;

/// The retrospective as a page: what the year comes to is its title.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn retro(retro: &Retro) -> String {
    let (title, basis) = (retro.title(), retro.byline());
    let mut sections = retro.sections();
    let verdict = sections.first_mut().filter(|first| first.title.is_empty());
    let begins = verdict.is_some_and(|verdict| {
        let first = verdict.blocks.first();
        matches!(first, Some(Block::Paragraph { label: Label::Strong, .. }))
    });
    let heading = if begins { sections[0].blocks.remove(0) } else { heading(&title) };
    page(&title, format!("{title} · {basis}"), &heading, &sections)
}

/// Some years as a page: what changed over them is its title.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn long_view(view: &LongView) -> String {
    let (title, basis) = (view.title(), view.byline());
    let mut sections = view.sections();
    let begins =
        matches!(sections[0].blocks.first(), Some(Block::Paragraph { label: Label::Strong, .. }));
    let heading = if begins { sections[0].blocks.remove(0) } else { heading(&title) };
    page(&title, format!("{title} · {basis}"), &heading, &sections)
}

/// A profile as a page: the first screen, then the parts that are asked for, all where none is.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn profile(report: &ProfileReport, parts: &[ProfilePart]) -> String {
    let parts = if parts.is_empty() { &ProfilePart::ALL } else { parts };
    let whole = report.sections(parts);
    let mut all = without_repeats(report.overview(), &whole);
    all.extend(whole);
    sections(&report.title(), report.basis(), &all)
}

/// Two periods beside each other as a page.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn comparison(comparison: &ProfileComparison) -> String {
    sections(&comparison.title(), comparison.basis(), &comparison.sections())
}

/// A part of a repository and its people as a page.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn area_health(report: &AreaReport) -> String {
    sections(&report.title(), format!("as of {}", report.now), &report.sections())
}

/// A first screen without the figures and tables that come whole below it.
fn without_repeats(first: Vec<Section>, whole: &[Section]) -> Vec<Section> {
    let comes = |block: &Block| whole.iter().any(|section| section.blocks.contains(block));
    let has_title = |title: &str| whole.iter().any(|section| section.title == title);
    let kept = |mut section: Section| {
        let is_figure = |block: &Block| matches!(block, Block::Trends(_) | Block::Table(_));
        let is_titled = !section.title.is_empty() && has_title(section.title);
        if is_titled || section.blocks.iter().any(|block| is_figure(block) && comes(block)) {
            section.blocks.retain(|block| !is_figure(block));
            section.title = "";
        }
        section
    };
    first.into_iter().map(kept).collect()
}

fn heading(title: &str) -> Block {
    Block::Paragraph { label: Label::Strong, text: title.to_owned(), evidence: Vec::new() }
}

/// Any sections as a page: what it is of is its title.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn sections(title: &str, basis: String, sections: &[Section]) -> String {
    page(title, basis, &heading(title), sections)
}

fn page(title: &str, basis: String, heading: &Block, sections: &[Section]) -> String {
    let mut parts = Parts::of(sections);
    let (heading, evidence) = match heading {
        Block::Paragraph { text, evidence, .. } => (text.clone(), parts.cites(evidence)),
        _ => (title.to_owned(), Vec::new()),
    };
    let mut number = 0;
    let mut chapters = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        number += usize::from(!section.title.is_empty());
        let parts = parts.section(at, section, title);
        chapters.push(Chapter { id: format!("s{at}"), number, title: section.title, parts });
    }
    let method = chapters.iter().find(|chapter| chapter.title.starts_with("Method"));
    let method = method.map(|chapter| chapter.id.clone());
    let page = Page {
        title: title.to_owned(),
        basis,
        is_long: heading.chars().count() > LONG_HEADING,
        heading: parts.sentence(&heading),
        evidence,
        running: css_string(title),
        chapters,
        method,
    };
    page.render().expect("because writing to a string does not fail")
}

/// A section.
struct Chapter {
    id: String,
    number: usize,
    title: &'static str,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    title: String,
    basis: String,
    heading: Vec<Piece>,
    evidence: Vec<Piece>,
    /// Whether the heading takes more than a few lines.
    is_long: bool,
    /// The title as a string of CSS, for the head of each sheet of paper.
    running: String,
    chapters: Vec<Chapter>,
    /// The anchor of the section that says how all this is worked out.
    method: Option<String>,
}

/// A text, cut where it is too long for a line on paper, as it stands between quotation marks in CSS: all but letters and
/// digits by their numbers, so that nothing in it ends the string or the style.
fn css_string(text: &str) -> String {
    let text = printable(text.as_bytes());
    let mut string = String::new();
    for character in text.chars().take(LONG_HEADING) {
        if character.is_ascii_alphanumeric() {
            string.push(character);
        } else {
            // Writing to a string does not fail.
            let _ = write!(string, "\\{:x} ", u32::from(character));
        }
    }
    string
}
