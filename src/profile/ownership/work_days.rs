//! Whose day of work a commit belongs to.
//!
//! In: a history, and whose profile it is. Out: for each commit a person and a day in the author's zone; nothing for
//! what bots made. Deliberately absent: how much was done on the day.
//!
//! Figures of ownership count days of persons rather than commits: how finely somebody splits the work of a day is
//! habit, and a commit that is split in two must not make anybody own more.

use jiff::civil::Date;

use crate::model::{CommitIndex, History, PersonIndex, Verdicts};
use crate::profile::Subject;

/// One person's work on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkDay {
    /// Who. All identities of the person whose profile it is are one.
    pub person: PersonIndex,
    /// When, in the author's zone.
    pub date: Date,
}

/// The day of work that each commit of a history belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkDays {
    by_commit: Vec<Option<WorkDay>>,
    subject: Option<PersonIndex>,
}

impl WorkDays {
    /// The days of everybody but bots.
    #[must_use]
    pub fn of(history: &History, verdicts: &Verdicts, subject: &Subject) -> Self {
        Self::of_commits(history, subject, |at| !verdicts.commits[at.get()].by_bot)
    }

    /// The days of the commits that are a person's, as the caller says.
    #[must_use]
    pub fn of_commits(
        history: &History,
        subject: &Subject,
        is_persons: impl Fn(CommitIndex) -> bool,
    ) -> Self {
        let whole = subject.people.iter().copied().min();
        let by_commit = history.commit_indices().map(|at| {
            let commit = history.commit(at);
            let person = whole.filter(|_| subject.is(commit.author)).unwrap_or(commit.author);
            is_persons(at).then(|| WorkDay { person, date: commit.date() })
        });
        Self { by_commit: by_commit.collect(), subject: whole }
    }

    /// The day of a commit.
    #[must_use]
    pub fn of_commit(&self, commit: CommitIndex) -> Option<WorkDay> {
        self.by_commit[commit.get()]
    }

    /// By which identity the person whose profile it is goes here.
    #[must_use]
    pub const fn subject(&self) -> Option<PersonIndex> {
        self.subject
    }
}
