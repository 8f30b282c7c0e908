//! How things stand, on a terminal.
//!
//! In: the figures. Out: a few sentences and what differs. Deliberately absent: a share of a few.

use super::notes::put_goals;
use super::screen::Screen;
use crate::report::grid::{Column, Grid};
use crate::report::words::{count, list};
use crate::report::{AgreementFigures, ClaimFigures, Label, Percent, Status, Text};

/// Differences that are listed.
const LISTED: usize = 10;

/// How things stand, no line wider than `width` columns.
#[must_use]
pub fn status(status: &Status, width: usize) -> Text {
    let mut screen = Screen::new(width);
    let answers = &status.answers;
    screen.paragraph(&[(Label::Plain, &agreement(answers))]);
    if let Some(asked) = asked(answers) {
        screen.paragraph(&[(Label::Muted, &asked)]);
    }
    if !answers.too_few {
        let limit =
            "If you mostly answer where a verdict looks wrong, it agrees more often than this.";
        screen.paragraph(&[(Label::Muted, limit)]);
    }
    if answers.root_causes.commits > 0 {
        screen.paragraph(&[(Label::Plain, &claims(answers.root_causes))]);
    }
    if answers.elsewhere > 0 {
        let elsewhere = format!(
            "{} not in this history: on another branch, or rewritten until they could not be known \
             again. They are kept.",
            match answers.elsewhere {
                1 => "1 answer belongs to a commit that is".to_owned(),
                many => format!("{many} answers belong to commits that are"),
            },
        );
        screen.paragraph(&[(Label::Plain, &elsewhere)]);
    }
    if status.waiting > 0 {
        let waiting = match status.waiting {
            1 => "1 commit waits to be asked about; `git headway review` asks.".to_owned(),
            many => format!("{many} commits wait to be asked about; `git headway review` asks."),
        };
        screen.paragraph(&[(Label::Plain, &waiting)]);
    }
    put_differences(&mut screen, answers);
    if !status.goals.is_empty() {
        put_goals(screen.blank(), &status.goals);
    }
    screen.finish()
}

fn agreement(figures: &AgreementFigures) -> String {
    let AgreementFigures { answered, agreed, fewest, .. } = figures;
    match &figures.share {
        None => "You have not said of any commit here what it was; `git headway annotate COMMIT \
                 --kind KIND` does."
            .to_owned(),
        Some(_) if figures.too_few => format!(
            "Of your {}, the computed kind agreed in {agreed}: too early to tell how often it does \
             (from {fewest} on).",
            count(*answered, "answer", "answers"),
        ),
        Some(share) => format!(
            "Of your {answered} answers, the computed kind agreed in {agreed} ({}, likely {}).",
            Percent::whole(share),
            share.range(),
        ),
    }
}

/// Of the answers that the user was asked for, how many agree: what is asked is what evidence does not decide.
fn asked(figures: &AgreementFigures) -> Option<String> {
    let AgreementFigures { answered, agreed, asked, asked_agreed, .. } = figures;
    let others = (answered - asked, agreed - asked_agreed);
    (*asked > 0).then(|| {
        format!(
            "Asked, because the evidence did not decide: {asked_agreed} of {asked}. Unasked: {} of {}.",
            others.1, others.0,
        )
    })
}

fn claims(figures: ClaimFigures) -> String {
    let ClaimFigures { commits, held, came_back, too_early, no_chain } = figures;
    let parts = [
        (held, "held"),
        (came_back, "came back"),
        (too_early, "too early to tell"),
        (no_chain, "ended no chain of patches"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, says)| format!("{number} {says}"))
        .collect();
    let commits = count(commits, "commit a root cause", "commits root causes");
    format!("You called {commits}: {}.", list(&parts))
}

fn put_differences(screen: &mut Screen, answers: &AgreementFigures) {
    if answers.different.is_empty() {
        return;
    }
    let listed = answers.different.iter().take(LISTED).map(|difference| {
        vec![
            difference.commit.short().to_owned(),
            difference.commit.date.clone(),
            difference.computed.to_string(),
            difference.answered.to_string(),
            difference.commit.subject.clone(),
        ]
    });
    screen.blank().table(&Grid {
        columns: vec![
            Column::words("commit").labelled(Label::Commit),
            Column::words("date").labelled(Label::Muted),
            Column::words("computed"),
            Column::words("you said"),
            Column::words("subject"),
        ],
        rows: listed.collect(),
    });
    let left_out = answers.different.len().saturating_sub(LISTED);
    if left_out > 0 {
        let more = format!("{left_out} more not listed; `--format json` has them.");
        screen.paragraph(&[(Label::Muted, &more)]);
    }
}
