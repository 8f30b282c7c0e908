//! The verdict on a commit on a terminal.
//!
//! In: the verdict. Out: the commit, what it did to the structure, then its changes with their reasons; changes that were judged
//! alike stand together.
//! Deliberately absent: the text of the change; git shows it.

use super::screen::Screen;
use crate::profile::bundles;
use crate::report::words::{capital, count, day_count};
use crate::report::{
    AnswerFigures, ChangeVerdict, CommitRef, KindFigure, Label, Reason, RepairFigure, RepeatOf,
    Show, Structure, Text,
};

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
    screen.paragraph(&[(Label::Plain, &kind(show))]);
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
    for reason in &show.evidence {
        put_line(&mut screen, &reasoned(reason));
    }
    if let Some(answer) = &show.answer {
        put_answer(&mut screen, answer);
    }
    if let Some(repairs) = &show.repairs {
        put_repairs(&mut screen, repairs);
    }
    for sequel in &show.sequels {
        let name = format!("{}:", sequel.form.name());
        let mut line = vec![(Label::Plain, name)];
        line.extend(reasoned(&sequel.because));
        put_line(&mut screen, &line);
    }
    put_structure(&mut screen, &show.structure);
    if show.changes.is_empty() {
        let none =
            if show.merge { "A merge without lines of its own." } else { "It changes no lines." };
        screen.blank().paragraph(&[(Label::Plain, none)]);
    }
    for bundle in bundles(&show.changes, |change| card(change)) {
        screen.blank();
        put_bundle(&mut screen, &bundle);
    }
    for (at, lasting) in show.lasting.iter().filter(|lasting| !lasting.too_few).enumerate() {
        if at == 0 {
            screen.blank();
        }
        screen.paragraph(&[(Label::Muted, &capital(&lasting.says()))]);
    }
    screen.finish()
}

fn kind(show: &Show) -> String {
    match show.answer.as_ref().and_then(|answer| answer.kind) {
        Some(_) => format!("Kind: {}, as you said.", show.kind),
        None => format!("Kind: {}{}.", show.kind, doubt(&show.kinds)),
    }
}

/// How likely the kind is and which comes next, where there is a doubt.
fn doubt(kinds: &[KindFigure]) -> String {
    match kinds {
        [best, next, ..] => {
            format!(", {:.0}% likely ({} {:.0}%)", best.percent, next.kind, next.percent)
        }
        _ => String::new(),
    }
}

/// What was computed in place of the answer, and what was said of the root cause.
fn put_answer(screen: &mut Screen, answer: &AnswerFigures) {
    if answer.kind.is_some() {
        screen.paragraph(&[(Label::Plain, &format!("Computed: {}.", answer.computed))]);
        for reason in &answer.computed_from {
            put_line(screen, &reasoned(reason));
        }
    }
    for carried in &answer.carried {
        screen.paragraph(&[(Label::Plain, &carried.says())]);
    }
    let says = match answer.root_cause {
        Some(true) => "You called it a root cause",
        Some(false) => "You said that it is no root cause",
        None => return,
    };
    screen.paragraph(&[(Label::Plain, &format!("{says} on {}.", answer.on))]);
}

/// What a fix repairs, and why it is thought so.
fn put_repairs(screen: &mut Screen, repairs: &[RepairFigure]) {
    if repairs.is_empty() {
        screen.paragraph(&[(Label::Plain, "What it repairs is not known.")]);
    }
    for repair in repairs {
        let who = if repair.same_person { "by the same person" } else { "by another person" };
        let before = before(repair.after_days);
        let says = format!("({:.0}% sure, {before} {who})", repair.sure);
        let commit = &repair.commit;
        screen.paragraph(&[
            (Label::Plain, "Repairs"),
            (Label::Commit, commit.short()),
            (Label::Muted, &commit.date),
            (Label::Plain, &commit.subject),
            (Label::Plain, &says),
        ]);
        for reason in &repair.evidence {
            let rule = format!("[{}]", reason.rule);
            screen.item("  ", &[(Label::Muted, &rule), (Label::Plain, &reason.says)]);
        }
    }
}

/// How long before.
fn before(days: i64) -> String {
    match days {
        0 => "the same day".to_owned(),
        days => format!("{} before", day_count(days)),
    }
}

/// Events that are told in full.
const EVENTS: usize = 12;

/// What it did to the structure, and what of it could not be looked into.
fn put_structure(screen: &mut Screen, structure: &Structure) {
    let told = structure.events.iter().take(EVENTS).map(|event| event.text.clone());
    let lines: Vec<String> = told.chain(structure.rest(EVENTS)).chain(structure.gaps()).collect();
    if !lines.is_empty() {
        screen.blank().paragraph(&[(Label::Plain, "Structure:")]);
    }
    for line in &lines {
        screen.item("  ", &[(Label::Plain, line)]);
    }
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

/// A line in pieces.
type Line = Vec<(Label, String)>;

/// The changes that were judged alike, and the verdict once for all of them.
fn put_bundle(screen: &mut Screen, bundle: &[&ChangeVerdict]) {
    for change in bundle {
        let (added, deleted) = (format!("+{}", change.added), format!("-{}", change.deleted));
        screen.item(&format!("{added:>5} {deleted:>5}  "), &[(Label::Path, &change.spot)]);
    }
    for line in bundle.first().map(|change| card(change)).unwrap_or_default() {
        put_line(screen, &line);
    }
}

fn put_line(screen: &mut Screen, line: &Line) {
    let pieces: Vec<(Label, &str)> =
        line.iter().map(|(label, piece)| (*label, piece.as_str())).collect();
    screen.item("  ", &pieces);
}

/// Everything that is said of a change besides its place.
fn card(change: &ChangeVerdict) -> Vec<Line> {
    let standing = change.standing_name().map_or_else(String::new, |name| format!("({name})"));
    let nature = format!("{}, {}", change.kind, change.nature_name());
    let mut lines = vec![vec![(Label::Plain, nature), (Label::Muted, standing)]];
    lines.extend(change.repeats.as_ref().map(|repeat| repeated(change, repeat)));
    lines.extend(
        change.completes.as_ref().map(|completed| {
            pointed(rule_of(change, completed), "completes".to_owned(), completed)
        }),
    );
    let told = |reason: &&Reason| {
        let other = change.repeats.as_ref().map(|repeat| &repeat.commit);
        let other = other.or(change.completes.as_ref());
        !other.is_some_and(|other| reason.commits == [other.clone()])
    };
    lines.extend(change.evidence.iter().filter(told).map(reasoned));
    let outcome = change.outcome.as_ref().map(|outcome| format!("Outcome: {}.", outcome.says()));
    lines.extend(outcome.map(|says| vec![(Label::Plain, says)]));
    lines
}

fn repeated(change: &ChangeVerdict, repeat: &RepeatOf) -> Line {
    let lines = match repeat.same_lines {
        0 => "on other lines".to_owned(),
        lines => format!("{} of it replaced", count(lines as usize, "line", "lines")),
    };
    let who = if repeat.same_person { "by the same person" } else { "by another person" };
    let before = before(repeat.after_days);
    let says = format!("patched {before} {who}, {lines}, in");
    pointed(rule_of(change, &repeat.commit), says, &repeat.commit)
}

/// The rule that found the other commit.
fn rule_of(change: &ChangeVerdict, other: &CommitRef) -> String {
    let found = change.evidence.iter().find(|reason| reason.commits == [other.clone()]);
    found.map_or_else(String::new, |reason| format!("[{}]", reason.rule))
}

fn pointed(rule: String, says: String, commit: &CommitRef) -> Line {
    vec![
        (Label::Muted, rule),
        (Label::Plain, says),
        (Label::Commit, commit.short().to_owned()),
        (Label::Muted, commit.date.clone()),
        (Label::Plain, commit.subject.clone()),
    ]
}

/// A reason, and the commits that it speaks of without naming them.
fn reasoned(reason: &Reason) -> Line {
    let unnamed = reason.commits.iter().map(CommitRef::short);
    let unnamed: Vec<&str> = unnamed.filter(|short| !reason.says.contains(short)).collect();
    vec![
        (Label::Muted, format!("[{}]", reason.rule)),
        (Label::Plain, reason.says.clone()),
        (Label::Commit, unnamed.join(" ")),
    ]
}
