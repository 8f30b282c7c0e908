//! What the user noted and wants to reach.
//!
//! In: words and days. Out: lists of them. Deliberately absent: what became of them in the code; the user says
//! that.

use serde::Serialize;

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
}

/// Goals, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Goals {
    /// See [`super::SCHEMA`].
    pub schema: u32,
    /// The goals.
    pub goals: Vec<GoalFigure>,
}
