//! One record of the journal.
//!
//! In: nothing. Out: plain values: what was said, of what, when. Deliberately absent: how a record is written
//! (`form`), and files.

use super::aim::Aim;
use crate::model::{Answer, Asked, Fingerprint, Kind, ObjectId, Timestamp};

/// The commit that a record is about, and what it can be known by when it was rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub commit: ObjectId,
    /// The first commits of its history, in order; those that a shallow clone cuts off are not known.
    pub roots: Vec<ObjectId>,
    /// See [`crate::model::Commit::fingerprint`].
    pub patch: Option<u64>,
    /// The address of its author.
    pub author: String,
    /// When it was written, by the author's clock.
    pub author_time: Timestamp,
    /// A sample of its lines.
    pub lines: LineSample,
}

/// A sample of the lines that a commit took and brought, as short hashes, least first; see
/// [`crate::model::FileChange::went`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineSample {
    /// Lines that went.
    pub went: Vec<u32>,
    /// Lines that came.
    pub came: Vec<u32>,
}

/// What a goal is called: eight hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoalId(pub u32);

impl GoalId {
    /// The name of a goal that is set now.
    #[must_use]
    pub fn of(text: &str, at: Timestamp) -> Self {
        let mut print = Fingerprint::of(text.as_bytes());
        print.bytes(&at.to_le_bytes());
        let value = print.value();
        Self(u32::try_from((value ^ value >> 32) & u64::from(u32::MAX)).unwrap_or_default())
    }
}

impl std::fmt::Display for GoalId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:08x}", self.0)
    }
}

/// What became of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GoalState {
    /// It is pursued.
    Open,
    /// It was reached.
    Done,
    /// It is pursued no more.
    Dropped,
}

impl GoalState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Dropped];

    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

/// By what git replaced a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RewrittenBy {
    /// `git commit --amend`.
    Amend,
    /// `git rebase`.
    Rebase,
}

impl RewrittenBy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Amend, Self::Rebase];

    /// Its word, as git gives it to the hook.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amend => "amend",
            Self::Rebase => "rebase",
        }
    }
}

/// The project that a note or a goal is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its name, for people.
    pub name: String,
    /// The first commits of its history, in order.
    pub roots: Vec<ObjectId>,
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// What a commit was, in place of whatever was said of it before.
    Answer {
        /// The commit.
        about: About,
        /// Its kind.
        kind: Option<Kind>,
        /// Whether it went to the root of what was patched before.
        root_cause: Option<bool>,
        /// By whom the user was asked; nobody where they spoke up by themselves.
        asked: Option<Asked>,
    },
    /// Nothing any more of a commit.
    Retraction {
        /// The commit.
        about: About,
    },
    /// Not said by the user but by git: a commit that something was said of, or that waits to be asked about,
    /// was replaced by another.
    Rewrite {
        /// The commit as it was.
        old: ObjectId,
        /// The commit as it is.
        new: ObjectId,
        /// By what.
        by: RewrittenBy,
    },
    /// Something worth remembering: an outcome, a decision, a responsibility.
    Note {
        /// The words.
        text: String,
        /// The commit that it is about, if any.
        about: Option<About>,
        /// The day that it is about, where that is not the day on which it was said.
        on: Option<jiff::civil::Date>,
        /// The project, if any.
        project: Option<Project>,
    },
    /// What the user wants to reach.
    Goal {
        /// Its name.
        goal: GoalId,
        /// The words.
        text: String,
        /// The day by which.
        by: Option<jiff::civil::Date>,
        /// The project, if any.
        project: Option<Project>,
        /// By what it is measured, where it was a choice of a retrospective.
        aim: Option<Aim>,
    },
    /// Whether an address is the user's.
    Identity {
        /// The address.
        address: String,
        /// `false`: it is somebody else's, and is not to be proposed again.
        is_mine: bool,
    },
    /// What became of a goal.
    GoalState {
        /// Its name.
        goal: GoalId,
        /// The state from now on.
        state: GoalState,
        /// Words about it, if any.
        text: Option<String>,
    },
}

impl Project {
    /// Whether words about a project, or about none, concern the one with these first commits.
    #[must_use]
    pub fn concerns(project: Option<&Self>, roots: &[ObjectId]) -> bool {
        project.is_none_or(|project| {
            project.roots.is_empty() || project.roots.iter().any(|root| roots.contains(root))
        })
    }
}

impl Said {
    /// Whether it concerns the project with these first commits. What is not about a project concerns them all.
    #[must_use]
    pub fn concerns(&self, roots: &[ObjectId]) -> bool {
        match self {
            Self::Note { project, .. } | Self::Goal { project, .. } => {
                Project::concerns(project.as_ref(), roots)
            }
            _ => true,
        }
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it was said.
    pub at: Timestamp,
    /// The zone in which it was said, in minutes east of UTC.
    pub offset_minutes: i32,
    /// What was said.
    pub said: Said,
}

impl Record {
    /// The answer that it gives, if it gives one.
    #[must_use]
    pub const fn answer(&self) -> Option<Answer> {
        let Self { at, offset_minutes, .. } = *self;
        match self.said {
            Said::Answer { kind, root_cause, asked, .. } => {
                Some(Answer { kind, root_cause, asked, at, offset_minutes })
            }
            _ => None,
        }
    }

    /// The commit of which an answer was given or taken back.
    #[must_use]
    pub const fn about(&self) -> Option<&About> {
        match &self.said {
            Said::Answer { about, .. } | Said::Retraction { about } => Some(about),
            _ => None,
        }
    }
}
