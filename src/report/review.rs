//! What waits to be asked about.
//!
//! In: questions, as words. Out: a list of them. Deliberately absent: asking; and what is worth a question
//! (`pipeline`).

use serde::Serialize;

use super::parts::CommitRef;

/// One answer that a question offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewChoice {
    /// The key that gives it.
    pub key: char,
    /// What it says, in one word.
    pub word: String,
    /// What it would change.
    pub changes: String,
}

/// A commit that waits, and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewItem {
    /// The commit.
    pub commit: CommitRef,
    /// The question.
    pub asks: String,
    /// Why it is asked, one sentence each.
    pub why: Vec<String>,
    /// The answers that it offers.
    pub choices: Vec<ReviewChoice>,
    /// Why the hook did not ask at once: `silent`, `budget`, `timeout` and so on; null for a commit that is found in the history
    /// alone.
    pub queued: Option<&'static str>,
}

/// Commits that wait in another repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaitingElsewhere {
    /// Its git directory.
    pub repository: String,
    /// How many wait there.
    pub commits: usize,
}

/// What waits in one repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// See [`super::SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// The commits, newest first.
    pub items: Vec<ReviewItem>,
    /// More of them, not listed.
    pub left_out: usize,
    /// Those that the hook put aside elsewhere.
    pub elsewhere: Vec<WaitingElsewhere>,
}
