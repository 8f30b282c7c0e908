//! Notes and goals, on a terminal.
//!
//! In: lists. Out: labelled text. Deliberately absent: a judgement.

use super::screen::Screen;
use crate::report::grid::{Column, Grid};
use crate::report::{GoalFigure, Goals, Label, Notes, Text};

/// Notes, no line wider than `width` columns.
#[must_use]
pub fn notes(notes: &Notes, width: usize) -> Text {
    let mut screen = Screen::new(width);
    if notes.notes.is_empty() {
        let says = "There is no note; `git headway note \"…\"` writes one.";
        screen.paragraph(&[(Label::Plain, says)]);
    }
    for (at, note) in notes.notes.iter().enumerate() {
        if at > 0 {
            screen.blank();
        }
        let commit = note.commit.as_deref().unwrap_or_default();
        let commit = &commit[..crate::model::ObjectId::SHORT.min(commit.len())];
        let project = note.project.as_deref().unwrap_or("all of your work");
        screen.paragraph(&[
            (Label::Strong, &note.on),
            (Label::Commit, commit),
            (Label::Muted, project),
        ]);
        for line in &note.lines {
            screen.item("  ", &[(Label::Plain, line)]);
        }
    }
    screen.finish()
}

/// Goals, no line wider than `width` columns.
#[must_use]
pub fn goals(goals: &Goals, width: usize) -> Text {
    let mut screen = Screen::new(width);
    if goals.goals.is_empty() {
        let says = "There is no goal; `git headway goal add \"…\"` sets one.";
        screen.paragraph(&[(Label::Plain, says)]);
    } else {
        put_goals(&mut screen, &goals.goals);
    }
    screen.finish()
}

/// A table of goals.
pub(super) fn put_goals(screen: &mut Screen, goals: &[GoalFigure]) {
    let rows = goals.iter().map(|goal| {
        let text = match &goal.outcome {
            Some(outcome) => format!("{}: {outcome}", goal.text),
            None => goal.text.clone(),
        };
        vec![goal.goal.clone(), goal.set_on.clone(), goal.due(), goal.state.to_owned(), text]
    });
    screen.table(&Grid {
        columns: vec![
            Column::words("goal").labelled(Label::Commit),
            Column::words("set on").labelled(Label::Muted),
            Column::words("by"),
            Column::words("state"),
            Column::words("words"),
        ],
        rows: rows.collect(),
    });
}
