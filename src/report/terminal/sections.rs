//! Sections on a terminal.
//!
//! In: sections of blocks. Out: the same on a screen, one below the other. Deliberately absent: sentences of
//! its own.

use super::screen::Screen;
use crate::report::drawing::{Drawing, Figure};
use crate::report::drawn::brief;
use crate::report::section::{Block, Item, Section, Trends};
use crate::report::sparkline::sparkline;
use crate::report::words::rows;
use crate::report::{Choice, EvidenceRow, Label};

/// A section with its title.
pub(super) fn put_section(screen: &mut Screen, section: &Section) {
    if !section.title.is_empty() {
        screen.heading(section.title);
    }
    for block in &section.blocks {
        screen.blank();
        put_block(screen, block);
    }
}

fn put_block(screen: &mut Screen, block: &Block) {
    match block {
        Block::Paragraph { label, text, evidence } => {
            screen.paragraph(&[(*label, text), (Label::Muted, &cited(evidence))]);
        }
        Block::Unmoved { text, evidence } => {
            screen.paragraph(&[(Label::Plain, text), (Label::Muted, &cited(evidence))]);
        }
        Block::Items(items) => {
            for Item { lead, label, text } in items {
                screen.item("- ", &[(*label, lead), (Label::Plain, text)]);
            }
        }
        Block::Choice(choice) => {
            let Choice { because, saves, shows_by, accept, .. } = choice.as_ref();
            screen
                .item(
                    "- ",
                    &[(Label::Strong, &choice.text), (Label::Muted, &cited(&choice.evidence))],
                )
                .item("  ", &[(Label::Plain, &format!("Because: {because}."))])
                .item("  ", &[(Label::Plain, &format!("Would save: {saves}."))])
                .item("  ", &[(Label::Plain, &format!("Shows by: {shows_by}."))]);
            if let Some(accept) = accept {
                screen.item("  ", &[(Label::Muted, &format!("Accept it: {accept}"))]);
            }
        }
        Block::Table(grid) => {
            screen.table(grid);
        }
        Block::Evidence(rows) => rows.iter().for_each(|row| put_evidence(screen, row)),
        Block::Trends(trends) => put_trends(screen, trends),
        Block::Figure(figure) => put_figure(screen, figure),
    }
}

/// One below the other rather than in columns: subjects and spots are long.
fn put_evidence(screen: &mut Screen, row: &EvidenceRow) {
    let commit = &row.commit;
    screen.item(
        &format!("{:4}", row.id),
        &[
            (Label::Commit, commit.short()),
            (Label::Muted, &commit.date),
            (Label::Plain, &commit.subject),
            (Label::Muted, commit.author.as_deref().unwrap_or_default()),
        ],
    );
    let kind = row.kind_says();
    let kind = if kind.is_empty() { kind } else { format!("({kind})") };
    screen.item("    ", &[(Label::Muted, &row.what), (Label::Muted, &kind)]);
}

/// Its name and what is to be seen in it, its values, and how to read them.
fn put_figure(screen: &mut Screen, figure: &Figure) {
    screen.paragraph(&[(Label::Muted, figure.id), (Label::Strong, &figure.title)]);
    let (grid, key) = brief(&figure.drawing);
    match &figure.drawing {
        Drawing::Bars(trends) => put_trends(screen, trends),
        _ if grid.rows.is_empty() => {}
        _ => {
            screen.table(&grid);
        }
    }
    for note in [key, &figure.note].into_iter().filter(|note| !note.is_empty()) {
        screen.paragraph(&[(Label::Muted, note)]);
    }
}

fn put_trends(screen: &mut Screen, trends: &Trends) {
    for trend in &trends.rows {
        let bars = sparkline(&trend.values, trends.largest());
        screen.paragraph(&[(trend.label, &bars), (Label::Plain, trend.name)]);
    }
    for note in &trends.notes {
        screen.paragraph(&[(Label::Plain, &note.says())]);
    }
}

fn cited(evidence: &[String]) -> String {
    if evidence.is_empty() { String::new() } else { format!("[{}]", rows(evidence)) }
}
