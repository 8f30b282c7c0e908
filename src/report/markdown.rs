//! Reports as Markdown.
//!
//! In: a report. Out: Markdown with tables as most forges read them.
//! Deliberately absent: HTML, and trust in text from repositories: a subject such as
//! `<img src=x>` or `[click](http://…)` comes out as these characters, nothing more.

use std::fmt;

use askama::Template;

use super::area_health::AreaReport;
use super::drawing::{Drawing, Figure};
use super::drawn::brief;
use super::grid::{Align, Grid};
use super::grids;
use super::profile::{ProfileComparison, ProfilePart, ProfileReport};
use super::retro::{EvidenceRow, LongView, Retro};
use super::section::{Block, Section, Trend, Trends};
use super::sparkline::sparkline;
use super::words;

/// The retrospective as Markdown.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn retro(retro: &Retro) -> String {
    page(retro.title(), retro.byline(), retro.sections())
}

/// Some years as Markdown.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn long_view(view: &LongView) -> String {
    page(view.title(), view.byline(), view.sections())
}

/// A profile as Markdown: the first screen, then the parts that are asked for, all where none is.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn profile(report: &ProfileReport, parts: &[ProfilePart]) -> String {
    let parts = if parts.is_empty() { &ProfilePart::ALL } else { parts };
    let mut sections = report.overview();
    sections.extend(report.sections(parts));
    page(report.title(), report.basis(), sections)
}

/// Two periods beside each other as Markdown.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn comparison(comparison: &ProfileComparison) -> String {
    page(comparison.title(), comparison.basis(), comparison.sections())
}

/// A part of a repository and its people as Markdown.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn area_health(report: &AreaReport) -> String {
    page(report.title(), format!("as of {}", report.now), report.sections())
}

fn page(title: String, basis: String, sections: Vec<Section>) -> String {
    let page = Page { title, basis, sections };
    page.render().expect("because writing to a string does not fail")
}

#[derive(Template)]
#[template(path = "page.md")]
struct Page {
    title: String,
    basis: String,
    sections: Vec<Section>,
}

impl Page {
    fn rule(grid: &Grid) -> String {
        let side = |align| match align {
            Align::Left => "---|",
            Align::Right => "--:|",
        };
        grid.columns.iter().map(|column| side(column.align)).collect()
    }

    fn rows(evidence: &[String]) -> String {
        words::rows(evidence)
    }

    fn evidence(rows: &[EvidenceRow]) -> Grid {
        grids::evidence(rows)
    }

    /// Where the commit of a row leads; nothing where that is not known.
    fn link(rows: &[EvidenceRow], at: usize) -> &str {
        rows.get(at).and_then(|row| row.commit.link()).unwrap_or_default()
    }

    /// What a drawing shows, as a table with small bars; nothing where bars are drawn below each other.
    fn drawn(figure: &Figure) -> (Grid, &'static str) {
        brief(&figure.drawing)
    }

    fn trends(figure: &Figure) -> Option<&Trends> {
        match &figure.drawing {
            Drawing::Bars(trends) => Some(trends),
            _ => None,
        }
    }

    fn bars(trends: &Trends, trend: &Trend) -> String {
        sparkline(&trend.values, trends.largest())
    }
}

/// Takes the meaning from every character that has one in Markdown or in HTML.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Escaper;

impl askama::filters::Escaper for Escaper {
    fn write_escaped_str<W: fmt::Write>(&self, mut into: W, text: &str) -> fmt::Result {
        for (at, character) in text.char_indices() {
            match character {
                '<' => into.write_str("&lt;")?,
                '>' => into.write_str("&gt;")?,
                '&' => into.write_str("&amp;")?,
                // Bare addresses become links without any marks around them, unless these two go.
                ':' if text[at..].starts_with("://") => into.write_str("&#58;")?,
                '.' if text[..at].ends_with("www") => into.write_str("&#46;")?,
                '\n' => into.write_char(' ')?,
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '$' | '@' => {
                    write!(into, "\\{character}")?;
                }
                '-' | '+' | '=' if at == 0 => write!(into, "\\{character}")?,
                _ => into.write_char(character)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use askama::filters::Escaper as _;

    use super::Escaper;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        Escaper.write_escaped_str(&mut out, text).unwrap();
        out
    }

    #[test]
    fn nothing_from_a_repository_is_markup() {
        assert_eq!(escaped("plain (likely 24–41%), 1.5"), "plain (likely 24–41%), 1.5");
        assert_eq!(escaped("<b>|a_b*"), "&lt;b&gt;\\|a\\_b\\*");
        assert_eq!(escaped("[x](http://y)"), "\\[x\\](http&#58;//y)");
        assert_eq!(escaped("see www.example.org"), "see www&#46;example.org");
        assert_eq!(escaped("# @name `c` $x$"), "\\# \\@name \\`c\\` \\$x\\$");
        assert_eq!(escaped("- item"), "\\- item");
    }
}
