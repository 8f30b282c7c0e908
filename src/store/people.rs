//! Who wrote and who co-wrote what is behind HEAD, without a look at the history.
//!
//! In: the rows of commits and of their `Co-authored-by` trailers, and the mailmap. Out: each person once, with counts that
//! are those of `git shortlog`. Deliberately absent: which of them are one person, bots, or agents.

use std::collections::{BTreeMap, HashMap};

use super::Store;
use super::trouble::Damaged;
use crate::mine::CommitNumber;
use crate::model::{Person, Timestamp};

/// Somebody who wrote or co-wrote commits behind HEAD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// Who, after the mailmap.
    pub person: Person,
    /// Commits by them, merges among them: `git shortlog -sne`.
    pub wrote: usize,
    /// Of these, merges.
    pub merges: usize,
    /// Commits with a `Co-authored-by` trailer that names them: `git shortlog -sne --group=trailer:co-authored-by`.
    pub co_wrote: usize,
    /// When the first of all of these was made, see [`crate::model::Commit::time`].
    pub first: Timestamp,
    /// When the last was made.
    pub last: Timestamp,
}

impl Contributor {
    const fn none(person: Person) -> Self {
        let (first, last) = (Timestamp::MAX, Timestamp::MIN);
        Self { person, wrote: 0, merges: 0, co_wrote: 0, first, last }
    }

    fn seen(&mut self, first: Timestamp, last: Timestamp) {
        self.first = self.first.min(first);
        self.last = self.last.max(last);
    }
}

/// The moment of a row of `commits`, as [`crate::model::Commit::time`] has it.
const TIME: &str = "CASE WHEN c.author_time <= 0 OR c.author_time > c.commit_time + 86400 \
                    THEN c.commit_time ELSE c.author_time END";

impl Store {
    /// Everybody who wrote or co-wrote a commit behind HEAD, in the order of names.
    ///
    /// # Errors
    /// When the store cannot be read or a row is damaged.
    pub fn people(
        &self,
        mailmap: &dyn Fn(&[u8], &[u8]) -> Person,
    ) -> anyhow::Result<Vec<Contributor>> {
        let transaction = self.connection.unchecked_transaction()?;
        let mut people = People { mailmap, of: HashMap::new(), found: BTreeMap::new() };
        people.authors(&transaction)?;
        people.co_authors(&transaction)?;
        transaction.commit()?;
        Ok(people.found.into_values().collect())
    }
}

struct People<'a> {
    mailmap: &'a dyn Fn(&[u8], &[u8]) -> Person,
    /// The person behind each identity that was met.
    of: HashMap<i64, Person>,
    found: BTreeMap<Person, Contributor>,
}

impl People<'_> {
    fn authors(&mut self, connection: &rusqlite::Connection) -> anyhow::Result<()> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT c.author, count(*), sum(length(c.parents) > 4), min({TIME}), max({TIME}) \
             FROM commits c INDEXED BY commits_by_author WHERE c.behind = 1 GROUP BY c.author"
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let author = self.contributor(connection, row.get(0)?)?;
            author.wrote += row.get::<_, u32>(1)? as usize;
            author.merges += row.get::<_, u32>(2)? as usize;
            author.seen(row.get(3)?, row.get(4)?);
        }
        Ok(())
    }

    fn co_authors(&mut self, connection: &rusqlite::Connection) -> anyhow::Result<()> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT o.commit_id, o.identity, {TIME} FROM co_author o \
             JOIN commits c ON c.id = o.commit_id WHERE c.behind = 1 ORDER BY o.commit_id, o.ordinal"
        ))?;
        let mut rows = statement.query([])?;
        // Two trailers of a commit may name one person, by two addresses that the mailmap joins.
        let mut named: (CommitNumber, Vec<Person>) = (0, Vec::new());
        while let Some(row) = rows.next()? {
            let (commit, time): (CommitNumber, Timestamp) = (row.get(0)?, row.get(2)?);
            if named.0 != commit {
                named = (commit, Vec::new());
            }
            let co_author = self.contributor(connection, row.get(1)?)?;
            if !named.1.contains(&co_author.person) {
                co_author.co_wrote += 1;
                co_author.seen(time, time);
                named.1.push(co_author.person.clone());
            }
        }
        Ok(())
    }

    fn contributor(
        &mut self,
        connection: &rusqlite::Connection,
        identity: i64,
    ) -> anyhow::Result<&mut Contributor> {
        if !self.of.contains_key(&identity) {
            let query = "SELECT name, email FROM identity WHERE id = ?";
            let row = connection.prepare_cached(query)?.query_row([identity], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
            });
            let (name, email) = row.or(Err(Damaged("an author")))?;
            self.of.insert(identity, (self.mailmap)(&name, &email));
        }
        let person = &self.of[&identity];
        let found = self.found.entry(person.clone());
        Ok(found.or_insert_with(|| Contributor::none(person.clone())))
    }
}
