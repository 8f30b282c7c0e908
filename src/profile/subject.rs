//! Whose profile it is.
//!
//! In: the identities of one person. Out: the question "is this commit theirs?".
//! Deliberately absent: how identities were joined; the journal and the mailmap know.

use crate::model::{ChangeIndex, CommitIndex, History, PersonIndex};

/// One person, under every identity of theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The identities.
    pub people: Vec<PersonIndex>,
}

impl Subject {
    /// Whether this identity is one of theirs.
    #[must_use]
    pub fn is(&self, person: PersonIndex) -> bool {
        self.people.contains(&person)
    }

    /// Whether they wrote the commit; what a coding agent wrote with them is theirs.
    #[must_use]
    pub fn wrote(&self, history: &History, commit: CommitIndex) -> bool {
        self.is(history.commit(commit).author)
    }

    /// Whether a `Co-authored-by` trailer of a commit of somebody else names them.
    #[must_use]
    pub fn co_wrote(&self, history: &History, commit: CommitIndex) -> bool {
        let commit = history.commit(commit);
        !self.is(commit.author) && commit.co_authors.iter().any(|person| self.is(*person))
    }

    /// Whether the change is part of a commit of theirs.
    #[must_use]
    pub fn made(&self, history: &History, change: ChangeIndex) -> bool {
        self.wrote(history, history.change(change).commit)
    }
}
