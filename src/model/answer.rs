//! What the user said of commits.
//!
//! In: nothing; the room `journal` reads these. Out: plain values, by commit. Deliberately absent:
//! where they are kept, and what they change (`classify`, `episodes`).

use std::collections::BTreeMap;

use super::{Kind, ObjectId, Timestamp};

/// By whom the user was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// By the prompt after a commit.
    Prompt,
    /// By `git headway review`.
    Review,
}

impl Asked {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Prompt, Self::Review];

    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Review => "review",
        }
    }
}

/// What the user said of one commit, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it was.
    pub kind: Option<Kind>,
    /// Whether it went to the root of what was patched before.
    pub root_cause: Option<bool>,
    /// By whom the user was asked; nobody where they spoke up by themselves.
    pub asked: Option<Asked>,
    /// When it was said.
    pub at: Timestamp,
    /// The zone in which it was said, in minutes east of UTC.
    pub offset_minutes: i32,
}

impl Answer {
    /// The calendar day on which it was said, where it was said.
    #[must_use]
    pub fn date(&self) -> jiff::civil::Date {
        super::date(self.at, self.offset_minutes)
    }

    /// Whether another answer says the same, whenever it was given.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        (self.kind, self.root_cause) == (other.kind, other.root_cause)
    }
}

/// The user's answers, the latest for each commit. A commit's name is the same in every clone, so
/// that an answer holds wherever the commit is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<ObjectId, Answer>);

impl Answers {
    /// What was said of a commit.
    #[must_use]
    pub fn get(&self, commit: ObjectId) -> Option<&Answer> {
        self.0.get(&commit)
    }

    /// Takes an answer in, in place of an earlier one.
    pub fn set(&mut self, commit: ObjectId, answer: Answer) {
        self.0.insert(commit, answer);
    }

    /// Takes back what was said of a commit.
    pub fn retract(&mut self, commit: ObjectId) {
        self.0.remove(&commit);
    }

    /// The commits with an answer, and the answers.
    pub fn iter(&self) -> impl Iterator<Item = (ObjectId, &Answer)> {
        self.0.iter().map(|(commit, answer)| (*commit, answer))
    }
}
