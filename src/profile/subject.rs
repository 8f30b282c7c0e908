//! Whose profile it is.
//!
//! In: the identities of one person. Out: the question "is this commit theirs?".
//! Deliberately absent: how identities were joined; the journal and the mailmap know.

use crate::model::{ChangeIndex, CommitIndex, History, Person, PersonIndex};

/// One person, under every identity of theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The identities.
    pub people: Vec<PersonIndex>,
}

impl Subject {
    /// Those of a history's people who are these.
    #[must_use]
    pub fn of(history: &History, people: &[Person]) -> Self {
        let all = (0..).map(PersonIndex).zip(&history.people);
        Self { people: all.filter(|(_, who)| people.contains(who)).map(|(at, _)| at).collect() }
    }

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

    /// Whether they wrote or co-wrote the commit.
    #[must_use]
    pub fn had_part(&self, history: &History, commit: CommitIndex) -> bool {
        self.wrote(history, commit) || self.co_wrote(history, commit)
    }

    /// Whether the change is part of a commit of theirs.
    #[must_use]
    pub fn made(&self, history: &History, change: ChangeIndex) -> bool {
        self.wrote(history, history.change(change).commit)
    }

    /// The name that most of their commits bear.
    #[must_use]
    pub fn name(&self, history: &History) -> Option<String> {
        let commits =
            |at: &PersonIndex| history.commits.iter().filter(|commit| commit.author == *at).count();
        // `rev` so that of equally many the first one is taken.
        let most = self.people.iter().rev().max_by_key(|at| commits(at));
        most.map(|at| history.person(*at).name.clone())
    }
}
