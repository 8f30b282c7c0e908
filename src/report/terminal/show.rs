//! The verdict on a commit on a terminal.
//!
//! In: the verdict. Out: the commit, then each change with its reasons.
//! Deliberately absent: the text of the change; git shows it.

use super::screen::Screen;
use crate::report::words::{count, day_count};
use crate::report::{ChangeVerdict, CommitRef, Label, Reason, Show, Text};

/// The verdict, no line wider than `width` columns.
#[must_use]
pub fn show(show: &Show, width: usize) -> Text {
    let mut screen = Screen::new(width);
    let commit = &show.commit;
    screen.paragraph(&[
        (Label::Commit, commit.short()),
        (Label::Muted, &commit.date),
        (Label::Strong, &commit.subject),
        (Label::Muted, commit.author.as_deref().unwrap_or_default()),
    ]);
    screen.paragraph(&[(Label::Plain, &format!("Kind: {}.", show.kind))]);
    if show.by_bot {
        screen.paragraph(&[(Label::Plain, "Made by a bot.")]);
    }
    let others = [
        ("Takes back", &show.reverts),
        ("Taken back by", &show.reverted_by),
        ("The same lines came earlier by", &show.twin_of),
    ];
    for (says, other) in others {
        if let Some(other) = other {
            point(&mut screen, says, other);
        }
    }
    put_reasons(&mut screen, &show.evidence);
    if show.changes.is_empty() {
        let none =
            if show.merge { "A merge without lines of its own." } else { "It changes no lines." };
        screen.blank().paragraph(&[(Label::Plain, none)]);
    }
    for change in &show.changes {
        screen.blank();
        put_change(&mut screen, change);
    }
    screen.finish()
}

fn point(screen: &mut Screen, says: &str, commit: &CommitRef) {
    screen.item(
        "  ",
        &[
            (Label::Plain, says),
            (Label::Commit, commit.short()),
            (Label::Muted, &commit.date),
            (Label::Plain, &commit.subject),
        ],
    );
}

fn put_change(screen: &mut Screen, change: &ChangeVerdict) {
    screen.item(
        "",
        &[
            (Label::Path, &change.spot),
            (Label::Muted, &format!("+{} -{}", change.added, change.deleted)),
        ],
    );
    let nature = change.nature_name();
    let standing = if nature.starts_with(change.standing) {
        String::new()
    } else {
        format!("({})", change.standing)
    };
    screen.item(
        "  ",
        &[(Label::Plain, &format!("{}, {nature}", change.kind)), (Label::Muted, &standing)],
    );
    if let Some(repeat) = &change.repeats {
        let lines = match repeat.same_lines {
            0 => "nearby".to_owned(),
            lines => format!("{} of it replaced", count(lines as usize, "line", "lines")),
        };
        let who = if repeat.same_person { "same person" } else { "another person" };
        let says = format!("Patched {} before ({lines}, {who}) by", day_count(repeat.after_days));
        point(screen, &says, &repeat.commit);
    }
    if let Some(completed) = &change.completes {
        point(screen, "Completes", completed);
    }
    if let Some(outcome) = &change.outcome {
        screen.item("  ", &[(Label::Plain, &format!("Outcome: {}.", outcome.says()))]);
    }
    put_reasons(screen, &change.evidence);
}

fn put_reasons(screen: &mut Screen, reasons: &[Reason]) {
    for reason in reasons {
        let commits: Vec<&str> = reason.commits.iter().map(CommitRef::short).collect();
        screen.item(
            "  ",
            &[
                (Label::Muted, &format!("[{}]", reason.rule)),
                (Label::Plain, &reason.says),
                (Label::Commit, &commits.join(" ")),
            ],
        );
    }
}
