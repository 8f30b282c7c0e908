//! How much of a history is wanted.
//!
//! In: nothing. Out: what `load` needs besides the rows. Deliberately absent: the queries, but for the one condition
//! that a selection adds.

use std::collections::HashSet;

use crate::mine::CommitNumber;
use crate::model::{ObjectId, Person};

/// What reading needs besides the rows.
pub struct LoadOptions<'a> {
    /// Name of the repository, for people.
    pub repository: String,
    /// The person behind a name and an address.
    pub mailmap: &'a dyn Fn(&[u8], &[u8]) -> Person,
    /// Commits that `git blame` is told to look through.
    pub ignored: &'a HashSet<ObjectId>,
    /// How much of the history is wanted.
    pub selection: Selection,
}

/// How much of a history is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of it.
    All,
    /// These commits, see [`super::Store::around`]: enough for a quick look at one of them, at a cost that does not grow with
    /// the history. The commits whose lines they replaced, and the parents of merges, come along without what they changed.
    These(Vec<CommitNumber>),
}

impl Selection {
    /// A query for the names that the selection needs, `ids` says which. All of them are read quickest
    /// without asking which; a small selection must not pay for the names of a whole history.
    pub(super) fn restrict(&self, query: &str, ids: &str) -> String {
        match self {
            Self::All => query.to_owned(),
            Self::These(_) => format!("{query} WHERE id IN ({ids})"),
        }
    }
}
