//! How much of a history is read.
//!
//! In: all of it, or some commits. Out: temporary tables that the queries of `load` join: `wanted`, the commits, `opened`,
//! those of them whose changes are read, and `deep`, those whose structure is. Deliberately absent: which commits a look
//! needs (`earlier`).

use rusqlite::Connection;

use super::topology::parents_of;
use crate::mine::CommitNumber;
use crate::model::ObjectId;

/// How much of a history is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of it.
    All,
    /// These commits, see [`super::Store::around`]: enough for a quick look at one of them, at a cost that does not grow with
    /// the history. The commits whose lines they replaced, and the parents of merges, come along without what they changed
    /// and without their messages.
    These(Vec<CommitNumber>),
}

/// Of which commits the structure is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth<'a> {
    /// Of all that were looked into: which those are depends on what was asked before.
    Known,
    /// Of these alone, as far as they were looked into.
    These(&'a [ObjectId]),
}

impl Depth<'_> {
    /// What a query adds, so that it reads structure of these commits alone; `commit` is where it names one.
    pub(super) fn restrict(self, commit: &str) -> String {
        match self {
            Self::Known => String::new(),
            Self::These(_) => format!("AND {commit} IN deep"),
        }
    }

    /// Fills the table of these commits, `deep`.
    pub(super) fn choose(self, connection: &Connection) -> anyhow::Result<()> {
        let Self::These(commits) = self else { return Ok(()) };
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS deep (id INTEGER PRIMARY KEY); DELETE FROM deep;",
        )?;
        let query = "INSERT OR IGNORE INTO deep SELECT id FROM commits WHERE oid = ?";
        let mut insert = connection.prepare(query)?;
        for commit in commits {
            insert.execute([commit.as_bytes()])?;
        }
        Ok(())
    }
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

    /// The table of the commits whose changes are read: `wanted`, or `opened` where that holds fewer.
    pub(super) const fn opened(&self) -> &'static str {
        match self {
            Self::All => "wanted",
            Self::These(_) => "opened",
        }
    }

    /// The columns of a commit's message.
    pub(super) const fn message(&self) -> &'static str {
        match self {
            Self::All => "subject, body",
            // Most of the work of judging is reading messages.
            Self::These(_) => "iif(id IN opened, subject, ''), iif(id IN opened, body, '')",
        }
    }

    /// Fills the tables.
    pub(super) fn choose(&self, connection: &Connection) -> anyhow::Result<()> {
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS wanted (id INTEGER PRIMARY KEY); DELETE FROM wanted;",
        )?;
        match self {
            Self::All => {
                connection
                    .execute("INSERT INTO wanted SELECT id FROM commits WHERE behind = 1", [])?;
                Ok(())
            }
            Self::These(commits) => these(connection, commits),
        }
    }
}

fn these(connection: &Connection, commits: &[CommitNumber]) -> anyhow::Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS opened (id INTEGER PRIMARY KEY); DELETE FROM opened;",
    )?;
    let mut insert = connection.prepare("INSERT OR IGNORE INTO opened VALUES (?)")?;
    for commit in commits {
        insert.execute([commit])?;
    }
    connection.execute(
        "INSERT INTO wanted SELECT id FROM opened UNION \
         SELECT r.origin FROM file_change f JOIN rework r ON r.file_change = f.id \
         WHERE f.commit_id IN opened AND r.origin <> 0",
        [],
    )?;
    parents_of_merges(connection)
}

/// Without its parents nothing would tell a merge from another commit.
fn parents_of_merges(connection: &Connection) -> anyhow::Result<()> {
    let mut merges = connection
        .prepare("SELECT parents FROM commits WHERE id IN opened AND length(parents) > 4")?;
    let mut insert = connection.prepare("INSERT OR IGNORE INTO wanted VALUES (?)")?;
    let mut rows = merges.query([])?;
    while let Some(row) = rows.next()? {
        for parent in parents_of(row.get_ref(0)?.as_blob()?) {
            insert.execute([parent])?;
        }
    }
    Ok(())
}
