//! A commit and the people of a history.
//!
//! In: what the commit object says, people joined by the mailmap. Out: plain values.
//! Deliberately absent: what the commit changed (see `change`) and what that means (see `verdict`).

use std::fmt;
use std::ops::Range;

use super::{Agent, CommitIndex, Month, ObjectId, PersonIndex, Timestamp};

/// An author after the mailmap was applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Person {
    /// The name, made safe to show.
    pub name: String,
    /// The e-mail address, made safe to show.
    pub email: String,
}

impl Person {
    /// Whether `Name <email>` contains a text, whatever its case.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        self.to_string().to_lowercase().contains(&text.to_lowercase())
    }
}

impl fmt::Display for Person {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} <{}>", self.name, self.email)
    }
}

/// A commit of a [`super::History`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its name.
    pub id: ObjectId,
    /// Its parents inside the history, in git's order. Parents beyond a shallow boundary are absent.
    pub parents: Vec<CommitIndex>,
    /// Who wrote it. Where that was a coding agent, the first person whom its trailers name.
    pub author: PersonIndex,
    /// Who else wrote it, as its `Co-authored-by` trailers say, each person once; no bots and no agents.
    pub co_authors: Vec<PersonIndex>,
    /// The coding agents that had a part in it, in the order of names.
    pub agents: Vec<Agent>,
    /// When it was written, by the author's clock.
    pub author_time: Timestamp,
    /// When it was committed, by the committer's clock.
    pub commit_time: Timestamp,
    /// The author's zone, in minutes east of UTC.
    pub offset_minutes: i32,
    /// The first paragraph of the message on one line, made safe to show.
    pub subject: String,
    /// The rest of the message, as text; may hold line breaks and anything else.
    pub body: String,
    /// Which [`super::Change`]s of the history are this commit's.
    pub changes: Range<usize>,
    /// Which [`super::FileChange`]s of the history are this commit's.
    pub file_changes: Range<usize>,
    /// Listed in `.git-blame-ignore-revs` (or the file `blame.ignoreRevsFile` names).
    pub ignored_by_blame: bool,
    /// Equal for two commits that add and remove the same lines in the same files, wherever they
    /// stand (white space aside): cherry-picks and rebased twins. `None` when nothing was diffed.
    pub fingerprint: Option<u64>,
}

impl Commit {
    /// When the work happened: the author's time, unless that clock was plainly wrong (not after
    /// 1970, or more than a day after the commit itself was made), then the committer's.
    #[must_use]
    pub const fn time(&self) -> Timestamp {
        if self.author_time <= 0 || self.author_time > self.commit_time.saturating_add(super::DAY) {
            self.commit_time
        } else {
            self.author_time
        }
    }

    /// The month of [`Commit::time`] in the author's zone.
    #[must_use]
    pub fn month(&self) -> Month {
        Month::of(self.time(), self.offset_minutes)
    }

    /// The calendar day of [`Commit::time`] in the author's zone.
    #[must_use]
    pub fn date(&self) -> jiff::civil::Date {
        super::date(self.time(), self.offset_minutes)
    }

    /// Whether it joins several lines of history.
    #[must_use]
    pub const fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}
