//! A quarter and the goals, on one screen.
//!
//! In: the report. Out: labelled text of at most [`LINES`] lines where goals and notes can be left out for it; how many were
//! is told. Deliberately absent: everything that the quarter was about otherwise; `profile --by quarter` has it.

use super::columns::take_width;
use super::screen::Screen;
use crate::report::words::{count, list};
use crate::report::{GoalCourse, Label, NoteFigure, Percent, QuarterReport, Text};

/// Lines of a screen of 24, with room for the next prompt.
const LINES: usize = 23;
/// Goals and notes that are listed at most.
const LISTED: usize = 8;

/// A quarter, no line wider than `width` columns.
#[must_use]
pub fn quarter(report: &QuarterReport, width: usize) -> Text {
    let (goals, notes) = (report.goals.len().min(LISTED), report.notes.len().min(LISTED));
    // Notes go first, as the goals are what was asked for; one of each stays.
    let fewer_notes = (1..=notes.max(1)).rev().map(|notes| (goals, notes.min(report.notes.len())));
    let fewer_goals = (1..goals.max(1)).rev().map(|goals| (goals, notes.min(1)));
    let mut screens = fewer_notes.chain(fewer_goals).map(|listed| screen(report, listed, width));
    let mut found = screens.next().unwrap_or_default();
    for screen in screens {
        if lines(&found) <= LINES {
            break;
        }
        found = screen;
    }
    found
}

fn lines(text: &Text) -> usize {
    text.to_string().lines().count()
}

fn screen(report: &QuarterReport, (goals, notes): (usize, usize), width: usize) -> Text {
    let mut screen = Screen::new(width);
    let figures = &report.figures;
    let running = if report.running { "; it is not over" } else { "" };
    let as_of = format!("as of {}{running}", report.now);
    screen.paragraph(&[(Label::Heading, &figures.period), (Label::Muted, &as_of)]);
    screen.paragraph(&[(Label::Plain, &motion(report))]);
    screen.heading("Goals");
    if report.goals.is_empty() {
        let says = "There was none; `git headway goal add \"…\"` sets one, `git headway goal accept` makes one of a choice \
                    of the retrospective.";
        screen.paragraph(&[(Label::Muted, says)]);
    }
    report.goals.iter().take(goals).for_each(|goal| put_goal(&mut screen, goal, width));
    put_left_out(&mut screen, report.goals.len() - goals, ["more goal", "more goals"]);
    screen.heading("Noted");
    if report.notes.is_empty() {
        let says = "Nothing; `git headway note \"…\"` keeps an outcome or a decision.";
        screen.paragraph(&[(Label::Muted, says)]);
    }
    report.notes.iter().take(notes).for_each(|note| put_note(&mut screen, note, width));
    put_left_out(&mut screen, report.notes.len() - notes, ["more note", "more notes"]);
    screen.finish()
}

fn put_left_out(screen: &mut Screen, left_out: usize, [one, many]: [&str; 2]) {
    if left_out > 0 {
        let more = format!("{}; `--format json` has them.", count(left_out, one, many));
        screen.paragraph(&[(Label::Muted, &more)]);
    }
}

fn put_goal(screen: &mut Screen, GoalCourse { goal, says, .. }: &GoalCourse, width: usize) {
    let by = goal.by.as_ref().map(|_| format!("by {}", goal.due()));
    let state = (goal.state != "open").then(|| goal.state.to_owned());
    let about = [state, by].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let text = shortened(&goal.text, width.saturating_sub(goal.goal.len() + about.len() + 4));
    screen.paragraph(&[
        (Label::Commit, &goal.goal),
        (Label::Strong, &text),
        (Label::Muted, &about),
    ]);
    screen.item("  ", &[(Label::Plain, &shortened(says, 2 * width.saturating_sub(8)))]);
}

fn put_note(screen: &mut Screen, note: &NoteFigure, width: usize) {
    let project = note.project.as_deref().unwrap_or_default();
    let text = note.lines.join(" ");
    let text = shortened(&text, width.saturating_sub(note.on.len() + project.len() + 4));
    screen.paragraph(&[(Label::Muted, &note.on), (Label::Muted, project), (Label::Plain, &text)]);
}

/// As much of a text as fits into some columns.
fn shortened(text: &str, width: usize) -> String {
    let width = width.max(20);
    let kept = take_width(text.chars(), width);
    if kept.len() == text.len() {
        return kept;
    }
    format!("{}…", take_width(text.chars(), width - 1))
}

fn motion(report: &QuarterReport) -> String {
    let (now, before) = (&report.figures, &report.before);
    if now.too_small {
        let commits = count(now.counted, "counted commit", "counted commits");
        return format!("{commits}: too few to tell headway from motion.");
    }
    let told = |share: &Option<Percent>| {
        share.map_or_else(
            || "nothing".to_owned(),
            |share| format!("{} ({})", share.whole(), share.range()),
        )
    };
    let of_both = |name, now: &Option<Percent>, before: Option<&Option<Percent>>, reading| {
        let beside = before.map(|before| format!(" after {}", told(before)));
        let reading = match reading {
            Some("higher") => ", higher",
            Some("lower") => ", lower",
            Some(_) => ", which may be chance",
            None => "",
        };
        format!("{name} {}{}{reading}", told(now), beside.unwrap_or_default())
    };
    let earlier = (!before.too_small).then_some(before);
    let parts = [
        of_both(
            "headway",
            &now.headway_share,
            earlier.map(|before| &before.headway_share),
            report.headway_reading,
        ),
        of_both(
            "motion",
            &now.motion_share,
            earlier.map(|before| &before.motion_share),
            report.motion_reading,
        ),
    ];
    let basis = match earlier {
        Some(before) => format!("{} in {}", before.counted, before.period),
        None => format!("too few before to compare with: {}", before.counted),
    };
    format!("Of {} counted commits ({basis}): {}.", now.counted, list(&parts))
}
