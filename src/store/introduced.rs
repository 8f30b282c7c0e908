//! What commits introduced, out of the store.
//!
//! In: the events of the commits that were looked into. Out: functions and types that they added or took out
//! of others, and files in which they changed what others see. Deliberately absent: whether anybody uses them.

use std::collections::HashSet;

use super::Store;
use crate::model::{ObjectId, RepoPath};

impl Store {
    /// The commits behind HEAD whose structure is known.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn looked_into(&self) -> anyhow::Result<HashSet<ObjectId>> {
        let mut statement = self.connection.prepare(
            "SELECT oid FROM commits JOIN structured ON commit_id = id \
             WHERE behind = 1 AND is_sweep = 0 AND parsed > 0",
        )?;
        let mut rows = statement.query([])?;
        let mut commits = HashSet::new();
        while let Some(row) = rows.next()? {
            commits.insert(ObjectId::from_slice(row.get_ref(0)?.as_blob()?)?);
        }
        Ok(commits)
    }

    /// The titles of the functions and types that commits behind HEAD introduced, as far as they were looked
    /// into, each with its commit.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn introduced(&self) -> anyhow::Result<Vec<(ObjectId, String)>> {
        let mut statement = self.connection.prepare(
            "SELECT c.oid, p.symbol FROM event e JOIN commits c ON c.id = e.commit_id \
             JOIN event_place p ON p.commit_id = e.commit_id AND p.event = e.ordinal \
             AND p.side = 1 AND p.place = 0 \
             WHERE c.behind = 1 AND e.subject IN ('function', 'type') \
             AND e.kind IN ('added', 'extracted', 'extracted-and-moved') \
             ORDER BY e.commit_id, e.ordinal",
        )?;
        let mut rows = statement.query([])?;
        let mut introduced = Vec::new();
        while let Some(row) = rows.next()? {
            introduced.push((ObjectId::from_slice(row.get_ref(0)?.as_blob()?)?, row.get(1)?));
        }
        Ok(introduced)
    }

    /// The files, by their paths after it, in which commits behind HEAD changed the signature of something public, or
    /// whether it is public, as far as they were looked into; each once, with its commit.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn changed_interfaces(&self) -> anyhow::Result<Vec<(ObjectId, RepoPath)>> {
        let mut statement = self.connection.prepare(
            "SELECT DISTINCT c.oid, t.bytes FROM event e JOIN commits c ON c.id = e.commit_id \
             JOIN event_place p ON p.commit_id = e.commit_id AND p.event = e.ordinal \
             AND p.side = 1 AND p.place = 0 JOIN path t ON t.id = p.path \
             WHERE c.behind = 1 AND e.is_public = 1 \
             AND e.kind IN ('signature-changed', 'visibility-changed')",
        )?;
        let mut rows = statement.query([])?;
        let mut changed = Vec::new();
        while let Some(row) = rows.next()? {
            let commit = ObjectId::from_slice(row.get_ref(0)?.as_blob()?)?;
            changed.push((commit, RepoPath::new(row.get_ref(1)?.as_blob()?)));
        }
        Ok(changed)
    }
}
