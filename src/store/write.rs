//! Facts into the store.
//!
//! In: the facts of a block of commits, parents before children. Out: rows, all or none of them.
//! Deliberately absent: the rows themselves (`rows`), and line origins, which `live` writes once the
//! hunks are there.

use anyhow::Context as _;
use rusqlite::Transaction;

use super::Store;
use super::codes::mark_code;
use super::rows::RowWriter;
use crate::mine::{CommitFacts, CommitNumber, PathNumber};
use crate::model::{GitattributesMark, ObjectId, RepoPath};

impl Store {
    /// Adds a block of commits. Commits that are there already are passed over.
    ///
    /// # Errors
    /// When the store cannot be written, or a parent is not there.
    pub fn add_commits(&mut self, block: &[CommitFacts]) -> anyhow::Result<()> {
        self.write(|transaction| {
            let mut rows = RowWriter::new(transaction)?;
            block.iter().try_for_each(|facts| rows.add_commit(facts))
        })
    }

    /// Puts commits that are there, and whose content git did not have, in their place anew.
    ///
    /// # Errors
    /// When the store cannot be written, or a commit is not there.
    pub fn replace_files(&mut self, block: &[CommitFacts]) -> anyhow::Result<()> {
        self.write(|transaction| {
            let mut rows = RowWriter::new(transaction)?;
            for facts in block {
                let commit = rows.names.commit(facts.id)?;
                let commit = commit.with_context(|| format!("commit {} is new", facts.id))?;
                forget_files(transaction, commit)?;
                let fingerprint = facts.fingerprint.map(u64::cast_signed);
                transaction
                    .prepare_cached("UPDATE commits SET fingerprint = ? WHERE id = ?")?
                    .execute((fingerprint, commit))?;
                facts.files.iter().try_for_each(|file| rows.add_file(commit, file))?;
            }
            Ok(())
        })
    }

    /// The first so many commits with content that git did not have, each with that content.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unavailable(&self, limit: usize) -> anyhow::Result<Vec<(ObjectId, Vec<ObjectId>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT oid, old_blob, new_blob FROM file_change JOIN commits ON commits.id = commit_id \
             WHERE content = 5 ORDER BY commit_id LIMIT ?",
        )?;
        let mut rows = statement.query([i64::try_from(limit)?])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let blob = |column| -> anyhow::Result<Option<ObjectId>> {
                let bytes = row.get_ref(column)?.as_blob_or_null()?;
                Ok(bytes.map(ObjectId::from_slice).transpose()?)
            };
            let commit = ObjectId::from_slice(row.get_ref(0)?.as_blob()?)?;
            found.push((commit, blob(1)?.into_iter().chain(blob(2)?).collect()));
        }
        Ok(found)
    }

    /// Whether a commit is there.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn has_commit(&self, id: ObjectId) -> anyhow::Result<bool> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM commits WHERE oid = ?")?;
        Ok(statement.exists([id.as_bytes()])?)
    }

    /// The number that the next new path will have.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn next_path(&self) -> anyhow::Result<PathNumber> {
        let query = "SELECT coalesce(max(id), 0) + 1 FROM path";
        Ok(self.connection.query_row(query, [], |row| row.get(0))?)
    }

    /// Writes down what `.gitattributes` says of each path of this number and later ones.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_marks(
        &mut self,
        since: PathNumber,
        mark: impl Fn(&RepoPath) -> Option<GitattributesMark>,
    ) -> anyhow::Result<()> {
        self.write(|transaction| {
            let mut rows = transaction.prepare("SELECT id, bytes, mark FROM path WHERE id >= ?")?;
            let mut update = transaction.prepare("UPDATE path SET mark = ? WHERE id = ?")?;
            let mut rows = rows.query([since])?;
            while let Some(row) = rows.next()? {
                let (id, path): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
                let before: Option<i64> = row.get(2)?;
                let now = mark(&RepoPath::new(&path)).map(mark_code);
                if before != now {
                    update.execute((now, id))?;
                }
            }
            Ok(())
        })
    }

    /// The paths at the last traced commit that end in a name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn live_paths_named(&self, name: &str) -> anyhow::Result<Vec<RepoPath>> {
        let mut statement =
            self.connection.prepare("SELECT bytes FROM path JOIN live ON live.path = path.id")?;
        let mut rows = statement.query([])?;
        let mut paths = Vec::new();
        while let Some(row) = rows.next()? {
            let path = RepoPath::new(row.get_ref(0)?.as_blob()?);
            if path.file_name() == name.as_bytes() {
                paths.push(path);
            }
        }
        Ok(paths)
    }
}

/// Removes what is known of the files of a commit, and what they did to the structure.
pub(super) fn forget_files(
    transaction: &Transaction<'_>,
    commit: CommitNumber,
) -> anyhow::Result<()> {
    for statement in [
        "DELETE FROM rework WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
        "DELETE FROM change_symbol WHERE file_change IN \
         (SELECT id FROM file_change WHERE commit_id = ?)",
        "DELETE FROM change WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
        "DELETE FROM merge_parent WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
        "DELETE FROM file_change WHERE commit_id = ?",
        "DELETE FROM event_lines WHERE commit_id = ?",
        "DELETE FROM event_place WHERE commit_id = ?",
        "DELETE FROM event WHERE commit_id = ?",
        "DELETE FROM structured WHERE commit_id = ?",
    ] {
        transaction.prepare_cached(statement)?.execute([commit])?;
    }
    Ok(())
}
