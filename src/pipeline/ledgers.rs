//! Ledgers that are kept, so that a profile of many repositories reads no history twice.
//!
//! In: a store, whose ledger it is, and what was said. Out: the ledger that was kept for exactly this, or a
//! key to keep one under. Deliberately absent: making one (`profile::ledger`), and words.
//!
//! A ledger depends on HEAD and what is behind it, on who is meant under which names, on the user's answers,
//! on thresholds, on the commits that blame looks through, and on the day: outcomes are settled by time. All of that is in its key;
//! another version of this program has keys of its own. Which commits are looked into for structure follows from these.
//! What is kept may go at any time.

use anyhow::Context as _;

use super::Judged;
use crate::git::Repository;
use crate::journal::Contents;
use crate::model::{DAY, Fingerprint, Person, SymbolUses, Thresholds, Timestamp};
use crate::profile::{Grounds, Ledger, Subject, ledger};
use crate::store::Store;

/// Raised when ledgers have another shape or are made by other rules.
const VERSION: u32 = 11;

/// The last second of a day in UTC. Ledgers speak from there, so that the first of a day is as good as any.
#[must_use]
pub const fn end_of_day(now: Timestamp) -> Timestamp {
    now.div_euclid(DAY).saturating_add(1).saturating_mul(DAY) - 1
}

/// What a ledger depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerKey(Vec<u8>);

impl LedgerKey {
    /// The key of the ledger of some people, which are one person, as the store is now. `now` is any moment of
    /// the day.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of(
        repository: &Repository,
        store: &Store,
        people: &[Person],
        said: &Contents,
        thresholds: &Thresholds,
        now: Timestamp,
    ) -> anyhow::Result<Self> {
        let everybody = store.authors(repository.mailmap())?;
        let mut names = Fingerprint::new();
        for person in &everybody {
            names.bytes(format!("{person:?}").as_bytes());
        }
        let key = (
            (VERSION, env!("CARGO_PKG_VERSION"), end_of_day(now)),
            (store.head()?, store.meta(super::LOOKED_THROUGH)?),
            (names.value(), said.fingerprint().value(), format!("{thresholds:?}")),
            people.iter().map(|person| (&person.name, &person.email)).collect::<Vec<_>>(),
        );
        Ok(Self(postcard::to_stdvec(&key).context("a key of numbers and names")?))
    }

    /// The ledger that is kept under this key. What cannot be read any more is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn kept(&self, store: &Store) -> anyhow::Result<Option<Ledger>> {
        let bytes = store.digest(&self.0)?;
        Ok(bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()))
    }

    /// Keeps a ledger under this key.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn keep(&self, store: &mut Store, ledger: &Ledger) -> anyhow::Result<()> {
        store.keep_digest(&self.0, &postcard::to_stdvec(ledger).context("a ledger is plain data")?)
    }
}

impl Judged {
    /// The ledger of a person; `uses` are those of what they introduced.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn ledger(
        &self,
        store: &Store,
        subject: &Subject,
        uses: &SymbolUses,
    ) -> anyhow::Result<Ledger> {
        let Self { history, verdicts, episodes, thresholds, now, .. } = self;
        let grounds = Grounds { history, verdicts, episodes, uses, thresholds, now: *now };
        Ok(ledger(&grounds, store.roots()?, subject))
    }
}

#[cfg(test)]
mod tests {
    use super::end_of_day;
    use crate::model::DAY;

    #[test]
    fn the_end_of_a_day_is_the_same_all_day() {
        assert_eq!([0, DAY - 1, DAY].map(end_of_day), [DAY - 1, DAY - 1, 2 * DAY - 1]);
        assert_eq!(end_of_day(-1), -1);
    }
}
