//! Others, as numbers.
//!
//! In: people of a history. Out: for each a number within a ledger, and a key that is the same in every repository, so
//! that one who builds on the person's work in two of them is one. Deliberately absent: names and addresses.

use std::collections::HashMap;

use crate::model::{CommitIndex, Fingerprint, History, PersonIndex};

/// Others that were met, numbered in the order in which they were.
#[derive(Clone, Debug, Default)]
pub(in crate::profile) struct Others {
    numbers: HashMap<PersonIndex, u32>,
    keys: Vec<u64>,
}

impl Others {
    /// The number of the author of a commit.
    pub(in crate::profile) fn number(&mut self, history: &History, commit: CommitIndex) -> u32 {
        let person = history.commit(commit).author;
        *self.numbers.entry(person).or_insert_with(|| {
            let address = history.person(person).email.to_lowercase();
            self.keys.push(Fingerprint::of(address.as_bytes()).value());
            u32::try_from(self.keys.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// By number, the key of each.
    pub(super) fn into_keys(self) -> Vec<u64> {
        self.keys
    }
}
