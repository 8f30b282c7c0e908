//! The retrospective on a terminal.
//!
//! In: a retrospective, and the chapters that are asked for. Out: one screen, or these chapters one below the other.
//! Deliberately absent: sentences of its own, but for how to see the rest.

use super::screen::Screen;
use super::sections::put_section;
use crate::report::words::rows;
use crate::report::{Finding, Label, LongView, Retro, RetroPart, Text};

/// Lines of the first screen: a terminal of 24, less the one of the next prompt.
const LINES: usize = 23;

/// What else there is.
const MORE: &str = "More: --show all, or motion, quieted, again, leverage, ownership, scope, journal, choices, method, evidence; \
                    --open for a page; --years 2021..2025.";

/// How much of each the first screen tells, the most first: findings, what did not move, choices, the basis.
const AMOUNTS: [(usize, usize, usize, bool); 9] = [
    (3, 4, 2, true),
    (3, 3, 2, false),
    (3, 2, 2, false),
    (2, 2, 2, false),
    (2, 2, 1, false),
    (2, 1, 1, false),
    (1, 2, 1, false),
    (1, 1, 1, false),
    (1, 1, 0, false),
];

/// The retrospective, no line wider than `width` columns: the first screen where no chapter is asked for.
#[must_use]
pub fn retro(retro: &Retro, parts: &[RetroPart], width: usize) -> Text {
    if parts.is_empty() {
        return first_screen(retro, width);
    }
    let mut screen = Screen::new(width);
    screen
        .paragraph(&[(Label::Heading, &retro.title())])
        .paragraph(&[(Label::Muted, &retro.byline())]);
    for section in retro.chapters(parts) {
        put_section(&mut screen, &section);
    }
    screen.finish()
}

/// Some years, no line wider than `width` columns.
#[must_use]
pub fn long_view(view: &LongView, width: usize) -> Text {
    let mut screen = Screen::new(width);
    screen
        .paragraph(&[(Label::Heading, &view.title())])
        .paragraph(&[(Label::Muted, &view.byline())]);
    for section in view.sections() {
        put_section(&mut screen, &section);
    }
    screen.finish()
}

/// As much as fits.
fn first_screen(retro: &Retro, width: usize) -> Text {
    let mut told = Text::new();
    for amount in AMOUNTS {
        told = screen_of(retro, width, amount);
        if told.to_string().lines().count() <= LINES {
            break;
        }
    }
    told
}

fn screen_of(
    retro: &Retro,
    width: usize,
    (findings, unmoved, choices, basis): (usize, usize, usize, bool),
) -> Text {
    let mut screen = Screen::new(width);
    let byline = format!("· {}", retro.byline());
    screen.paragraph(&[(Label::Heading, &retro.title()), (Label::Muted, &byline)]).blank();
    for finding in retro.verdict.iter().take(findings) {
        put_finding(&mut screen, Label::Strong, "", finding);
    }
    for (at, finding) in retro.unmoved.iter().take(unmoved).enumerate() {
        if at == 0 {
            screen.blank();
        }
        let lead = if at == 0 { "What did not move." } else { "" };
        put_finding(&mut screen, Label::Plain, lead, finding);
    }
    if basis && retro.motion.figures.commits > 0 {
        put_finding(screen.blank(), Label::Muted, "", &retro.basis);
    }
    if !retro.lines.lines.is_empty() {
        screen.blank().table(&retro.lines.brief());
    }
    if retro.motion.figures.commits > 0 {
        screen.blank();
        for choice in retro.choices.choices.iter().take(choices) {
            screen.item("- ", &[(Label::Plain, &choice.text)]);
        }
        screen.paragraph(&[(Label::Muted, MORE)]);
    }
    screen.finish()
}

fn put_finding(screen: &mut Screen, label: Label, lead: &str, finding: &Finding) {
    let cited = format!("[{}]", rows(&finding.evidence));
    let cited = if finding.evidence.is_empty() { "" } else { &cited };
    screen.paragraph(&[(Label::Strong, lead), (label, &finding.text), (Label::Muted, cited)]);
}
