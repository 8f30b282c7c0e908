//! Reports as one HTML page that stands alone.
//!
//! In: a report. Out: a page that holds its own style and figures, loads nothing and asks for nothing.
//! Deliberately absent: scripts, addresses of other places, and trust in text from repositories.

mod escape;
mod figure;
mod part;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use askama::Template;

use super::area_health::AreaReport;
use super::parts::SCHEMA;
use super::profile::{ProfileComparison, ProfilePart, ProfileReport};
use super::retro::Retro;
use super::section::{Block, Section};
use super::text::Label;

pub(crate) use escape::Escaper;

use part::{Part, Piece, pieces};

/// What the page looks like.
const STYLE: &str = include_str!("../templates/page.css");

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

/// A profile as a page: the first screen, then the parts that are asked for, all where none is.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn profile(report: &ProfileReport, parts: &[ProfilePart]) -> String {
    let parts = if parts.is_empty() { &ProfilePart::ALL } else { parts };
    let mut sections = report.overview();
    sections.extend(report.sections(parts));
    titled(&report.title(), report.basis(), &sections)
}

/// Two periods beside each other as a page.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn comparison(comparison: &ProfileComparison) -> String {
    titled(&comparison.title(), comparison.basis(), &comparison.sections())
}

/// A part of a repository and its people as a page.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn area_health(report: &AreaReport) -> String {
    titled(&report.title(), format!("as of {}", report.now), &report.sections())
}

fn heading(title: &str) -> Block {
    Block::Paragraph { label: Label::Strong, text: title.to_owned(), evidence: Vec::new() }
}

fn titled(title: &str, basis: String, sections: &[Section]) -> String {
    page(title, basis, &heading(title), sections)
}

fn page(title: &str, basis: String, heading: &Block, sections: &[Section]) -> String {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let rows: BTreeSet<&str> = blocks
        .filter_map(|block| match block {
            Block::Evidence(rows) => Some(rows.iter().map(|row| row.id.as_str())),
            _ => None,
        })
        .flatten()
        .collect();
    let (heading, evidence) = match heading {
        Block::Paragraph { text, evidence, .. } => {
            (text.clone(), pieces(&super::words::rows(evidence), &rows))
        }
        _ => (title.to_owned(), Vec::new()),
    };
    let chapter = |(at, section): (usize, &Section)| Chapter {
        id: format!("s{at}"),
        title: section.title,
        parts: part::parts(at, section, title, &rows),
    };
    let page = Page {
        title: title.to_owned(),
        basis,
        heading,
        evidence,
        chapters: sections.iter().enumerate().map(chapter).collect(),
    };
    page.render().expect("because writing to a string does not fail")
}

/// A section.
struct Chapter {
    id: String,
    title: &'static str,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    title: String,
    basis: String,
    heading: String,
    evidence: Vec<Piece>,
    chapters: Vec<Chapter>,
}
