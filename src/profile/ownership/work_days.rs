//! Whose days of work a commit belongs to.
//!
//! In: a history, and whose profile it is. Out: for each commit its author and a day in the author's zone, and the same for
//! those whom it names as co-authors: who wrote with somebody knows the place too. Nothing for what bots made. Deliberately
//! absent: how much was done on the day, and lines; those are the author's.
//!
//! Figures of ownership count days of persons rather than commits: how finely somebody splits the work of a day is
//! habit, and a commit that is split in two must not make anybody own more.

use std::collections::HashMap;

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
    by_author: Vec<Option<WorkDay>>,
    by_co_authors: HashMap<CommitIndex, Vec<WorkDay>>,
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
        let as_one = |person| whole.filter(|_| subject.is(person)).unwrap_or(person);
        let mut days = Self { subject: whole, ..Self::default() };
        for at in history.commit_indices() {
            let commit = history.commit(at);
            let day = |person| WorkDay { person: as_one(person), date: commit.date() };
            let author = is_persons(at).then(|| day(commit.author));
            days.by_author.push(author);
            if author.is_some() && !commit.co_authors.is_empty() {
                let mut others: Vec<WorkDay> = commit.co_authors.iter().copied().map(day).collect();
                others.sort_unstable();
                others.dedup();
                others.retain(|other| Some(*other) != author);
                days.by_co_authors.insert(at, others);
            }
        }
        days
    }

    /// The author's day of a commit.
    #[must_use]
    pub fn of_author(&self, commit: CommitIndex) -> Option<WorkDay> {
        self.by_author[commit.get()]
    }

    /// The days of everybody who wrote a commit, the author's first.
    pub fn of_commit(&self, commit: CommitIndex) -> impl Iterator<Item = WorkDay> + '_ {
        let others = self.by_co_authors.get(&commit).into_iter().flatten().copied();
        self.of_author(commit).into_iter().chain(others)
    }

    /// By which identity the person whose profile it is goes here.
    #[must_use]
    pub const fn subject(&self) -> Option<PersonIndex> {
        self.subject
    }
}
