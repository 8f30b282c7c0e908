//! What the user noted and wants to reach.
//!
//! In: words and days. Out: lists of them. Deliberately absent: what became of them in the code; the user says
//! that.

use jiff::civil::Date;
use serde::Serialize;

use crate::journal::{Aim, Goal, GoalState, Record, Said};
use crate::model::{date, printable};
use crate::profile::Period;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteFigure {
    /// The day that it is about.
    pub on: String,
    /// The day on which it was written.
    pub written_on: String,
    /// The words, line by line, made safe to show.
    pub lines: Vec<String>,
    /// The commit that it is about.
    pub commit: Option<String>,
    /// The project that it is about.
    pub project: Option<String>,
}

impl NoteFigure {
    /// A record as a note; nothing where it is none.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        let Said::Note { text, about, on, project } = &record.said else { return None };
        let written_on = date(record.at, record.offset_minutes).to_string();
        Some(Self {
            on: on.map_or_else(|| written_on.clone(), |day| day.to_string()),
            written_on,
            lines: text.lines().map(|line| printable(line.as_bytes()).into_owned()).collect(),
            commit: about.as_ref().map(|about| about.commit.to_string()),
            project: project.as_ref().map(|of| printable(of.name.as_bytes()).into_owned()),
        })
    }
}

/// What was noted of a period, oldest first.
pub(super) fn noted_in(said: &[Record], period: Period) -> Vec<NoteFigure> {
    let (first, end) = period.dates();
    let is_in =
        |note: &NoteFigure| note.on.parse().is_ok_and(|on: Date| (first..end).contains(&on));
    let mut notes: Vec<NoteFigure> = said.iter().filter_map(NoteFigure::of).filter(is_in).collect();
    notes.sort_by(|one, other| one.on.cmp(&other.on));
    notes
}

/// Notes, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notes {
    /// See [`super::SCHEMA`].
    pub schema: u32,
    /// The notes.
    pub notes: Vec<NoteFigure>,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoalFigure {
    /// What it is called: eight hexadecimal digits.
    pub goal: String,
    /// The words, on one line and made safe to show.
    pub text: String,
    /// The day on which it was set.
    pub set_on: String,
    /// The day by which it is to be reached.
    pub by: Option<String>,
    /// It is open, and that day has passed.
    pub overdue: bool,
    /// `open`, `done` or `dropped`.
    pub state: &'static str,
    /// The day since which that is so, where it was said.
    pub since: Option<String>,
    /// What was said of it then.
    pub outcome: Option<String>,
    /// The project that it is about; null for one about all of the user's work.
    pub project: Option<String>,
    /// By what it is measured; null where it was no choice of a retrospective.
    pub aim: Option<GoalAim>,
}

/// By what a goal is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoalAim {
    /// `cause`, `second_person`, `fewer_repeats`, `new_ground` or `hand_over`; a later version may know others.
    pub sort: String,
    /// The spot or the area.
    pub place: Option<String>,
}

impl GoalAim {
    /// An aim, made safe to show.
    #[must_use]
    pub fn of(aim: &Aim) -> Self {
        let place = aim.place.as_deref().map(one_line);
        Self { sort: one_line(aim.sort.name()), place }
    }
}

impl GoalFigure {
    /// The day by which it is to be reached, and whether that passed; empty where there is none.
    pub(super) fn due(&self) -> String {
        match (&self.by, self.overdue) {
            (Some(day), true) => format!("{day}, passed"),
            (Some(day), false) => day.clone(),
            (None, _) => String::new(),
        }
    }

    /// A goal as it stands on a day.
    #[must_use]
    pub fn of(goal: &Goal, today: Date) -> Self {
        let since = goal.since.as_ref();
        let aim = goal.aim.as_ref();
        Self {
            goal: goal.goal.to_string(),
            text: one_line(&goal.text),
            set_on: goal.date().to_string(),
            by: goal.by.map(|day| day.to_string()),
            overdue: goal.state == GoalState::Open && goal.by.is_some_and(|day| day < today),
            state: goal.state.name(),
            since: since.map(|(at, offset, _)| date(*at, *offset).to_string()),
            outcome: since.and_then(|(_, _, text)| text.as_deref()).map(one_line),
            project: goal.project.as_ref().map(|project| one_line(&project.name)),
            aim: aim.map(GoalAim::of),
        }
    }
}

/// Words of the user's on one line, made safe to show.
#[must_use]
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    printable(words.join(" ").as_bytes()).into_owned()
}

/// Goals, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Goals {
    /// See [`super::SCHEMA`].
    pub schema: u32,
    /// The goals.
    pub goals: Vec<GoalFigure>,
}
