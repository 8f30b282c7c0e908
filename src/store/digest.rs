//! What was worked out from the facts and may be kept: bytes under a key.
//!
//! In: a key that names everything the bytes depend on, and the bytes. Out: the bytes, as long as they are
//! here; and whose commits such keys need to know. Deliberately absent: what they say, and whether a key is still worth anything; whoever made it
//! knows. Only the last few are kept: a key speaks of one HEAD and one day.

use rusqlite::OptionalExtension as _;

use super::Store;
use crate::model::Person;

/// How many digests are kept.
const KEPT: i64 = 24;

impl Store {
    /// The authors and co-authors of all commits that are known here, in an order of their own. Some may have written none
    /// that is behind HEAD; [`Store::people`] tells, at the cost of counting.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn authors(&self, mailmap: impl Fn(&[u8], &[u8]) -> Person) -> anyhow::Result<Vec<Person>> {
        let mut statement =
            self.connection.prepare("SELECT name, email FROM identity ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut people = Vec::new();
        while let Some(row) = rows.next()? {
            people.push(mailmap(row.get_ref(0)?.as_blob()?, row.get_ref(1)?.as_blob()?));
        }
        Ok(people)
    }

    /// What was kept under a key.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn digest(&self, key: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
        let mut statement =
            self.connection.prepare_cached("SELECT value FROM digest WHERE key = ?")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Keeps bytes under a key, in place of the oldest ones.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn keep_digest(&mut self, key: &[u8], value: &[u8]) -> anyhow::Result<()> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM digest WHERE key = ?", [key])?;
            transaction.execute("INSERT INTO digest (key, value) VALUES (?, ?)", (key, value))?;
            transaction.execute(
                "DELETE FROM digest WHERE number <= (SELECT max(number) FROM digest) - ?",
                [KEPT],
            )?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::store::Store;

    #[test]
    fn the_last_ones_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("facts.db")).unwrap();
        for number in 0..30_u8 {
            store.keep_digest(&[number], &[number, 1]).unwrap();
        }
        store.keep_digest(&[29], b"again").unwrap();
        let there: Vec<u8> =
            (0..30).filter(|number| store.digest(&[*number]).unwrap().is_some()).collect();
        assert_eq!(there, (6..30).collect::<Vec<u8>>());
        assert_eq!(store.digest(&[29]).unwrap().as_deref(), Some(b"again".as_slice()));
        store.clear().unwrap();
        assert_eq!(store.digest(&[29]).unwrap(), None);
    }
}
