//! The origins of the lines at HEAD, and the way back to where they were before.
//!
//! In: what a replay found. Out: rows of rework and the lines, written together with the commit that
//! they belong to, so that a store always knows where its lines are. Each step to another commit can be
//! undone, so that an amended commit, or a return to another branch, costs what differs and not a
//! replay of everything. Deliberately absent: the replay itself.

use std::collections::HashMap;

use anyhow::Context as _;
use rusqlite::{CachedStatement, OptionalExtension as _, Transaction, TransactionBehavior};

use super::Store;
use super::codec::{decode_runs, encode_runs};
use super::database::{meta, set_meta};
use super::trouble::Damaged;
use crate::mine::{CommitNumber, PathNumber, TouchedLines};
use crate::model::{ObjectId, RepoPath};

/// Steps that can be undone.
const STEPS: i64 = 64;
/// The number of the commit that the lines belong to.
const LIVE_COMMIT: &str = "live_commit";

/// Lines from which a replay can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The commit that they belong to.
    pub commit: CommitNumber,
    /// The step that has to be undone, with all after it, to have them.
    step: Option<i64>,
}

/// Writes down what a replay finds, while it finds it: all or nothing.
pub struct TraceWriter<'a>(Transaction<'a>);

/// Writes rows of rework.
pub struct ReworkWriter<'a>(CachedStatement<'a>);

impl ReworkWriter<'_> {
    /// Whose lines a file change touched: its row, the section of each hunk, and the lines.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn add(
        &mut self,
        file: i64,
        sections: &[u32],
        touched: &[TouchedLines],
    ) -> anyhow::Result<()> {
        let mut sums: Vec<(u32, CommitNumber, u32, u32)> = touched
            .iter()
            .map(|lines| (sections[lines.hunk], lines.origin, lines.lines, lines.context))
            .collect();
        sums.sort_unstable();
        for run in sums.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let lines: u32 = run.iter().map(|row| row.2).sum();
            let context: u32 = run.iter().map(|row| row.3).sum();
            self.0.execute((file, run[0].0, run[0].1, lines, context))?;
        }
        Ok(())
    }
}

impl TraceWriter<'_> {
    /// A writer for rows of rework.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn rework(&self) -> anyhow::Result<ReworkWriter<'_>> {
        let insert = "INSERT OR REPLACE INTO rework VALUES (?, ?, ?, ?, ?)";
        Ok(ReworkWriter(self.0.prepare_cached(insert)?))
    }

    /// The lines at `head` where they differ from those that the replay started from; all of them when
    /// it started from nothing.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn finish(
        self,
        head: CommitNumber,
        start: Option<Start>,
        lines: &[(PathNumber, Option<Vec<CommitNumber>>)],
    ) -> anyhow::Result<()> {
        let Self(transaction) = self;
        if start.is_some() {
            begin_step(&transaction, lines)?;
        } else {
            for table in ["live", "live_before", "live_step"] {
                transaction.execute(&format!("DELETE FROM {table}"), [])?;
            }
        }
        for (path, origins) in lines {
            let runs = origins.as_ref().map(|origins| encode_runs(origins));
            set_runs(&transaction, *path, runs.as_deref())?;
        }
        transaction.execute("UPDATE commits SET traced = 1 WHERE traced = 0 AND behind = 1", [])?;
        set_meta(&transaction, LIVE_COMMIT, &head.to_le_bytes())?;
        Ok(transaction.commit()?)
    }
}

impl Store {
    /// Where the lines are, and where they were before, latest first; without commits that were
    /// forgotten since.
    pub(super) fn live_starts(&self) -> anyhow::Result<Vec<Start>> {
        let mut starts = Vec::new();
        if let Some(commit) = live_commit(&self.connection)? {
            starts.push(Start { commit, step: None });
        }
        let mut statement =
            self.connection.prepare_cached("SELECT tip, step FROM live_step ORDER BY step DESC")?;
        let steps = statement
            .query_map([], |row| Ok(Start { commit: row.get(0)?, step: Some(row.get(1)?) }))?;
        starts.extend(steps.collect::<Result<Vec<_>, _>>()?);
        let mut is_known = self.connection.prepare_cached("SELECT 1 FROM commits WHERE id = ?")?;
        let mut known = Vec::with_capacity(starts.len());
        for start in starts {
            if is_known.exists([start.commit])? {
                known.push(start);
            }
        }
        Ok(known)
    }

    /// Undoes steps until the lines are those of `start`.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn rewind(&mut self, start: Start) -> anyhow::Result<()> {
        let Some(step) = start.step else { return Ok(()) };
        self.write(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT path, runs FROM live_before WHERE step >= ? ORDER BY step DESC",
            )?;
            let mut rows = statement.query([step])?;
            while let Some(row) = rows.next()? {
                set_runs(transaction, row.get(0)?, row.get_ref(1)?.as_blob_or_null()?)?;
            }
            transaction.execute("DELETE FROM live_before WHERE step >= ?", [step])?;
            transaction.execute("DELETE FROM live_step WHERE step >= ?", [step])?;
            set_meta(transaction, LIVE_COMMIT, &start.commit.to_le_bytes())
        })
    }

    /// Begins to write down what a replay finds.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn trace_writer(&self) -> anyhow::Result<TraceWriter<'_>> {
        // Checked by hand: a trace reads and writes at once, and nothing else does meanwhile.
        let begun = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate);
        let says = || format!("could not write to {}", self.path().display());
        Ok(TraceWriter(begun.with_context(says)?))
    }

    /// The lines of a path at the commit of the last trace.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn live_lines(&self, path: PathNumber) -> anyhow::Result<Option<Vec<CommitNumber>>> {
        let mut statement =
            self.connection.prepare_cached("SELECT runs FROM live WHERE path = ?")?;
        let mut rows = statement.query([path])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let runs = decode_runs(row.get_ref(0)?.as_blob()?).ok_or(Damaged("line origins"))?;
        let lines = runs
            .into_iter()
            .flat_map(|(origin, lines)| std::iter::repeat_n(origin, lines as usize));
        Ok(Some(lines.collect()))
    }

    /// The origin of every line at the commit of the last trace; `None` where it is unknown.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn line_origins(&self) -> anyhow::Result<HashMap<RepoPath, Vec<Option<ObjectId>>>> {
        let mut statement = self.connection.prepare("SELECT id, oid FROM commits")?;
        let mut rows = statement.query([])?;
        let mut names: HashMap<CommitNumber, ObjectId> = HashMap::new();
        while let Some(row) = rows.next()? {
            names.insert(row.get(0)?, ObjectId::from_slice(row.get_ref(1)?.as_blob()?)?);
        }
        let mut statement = self
            .connection
            .prepare("SELECT bytes, path.id FROM live JOIN path ON path.id = path")?;
        let mut rows = statement.query([])?;
        let mut origins = HashMap::new();
        while let Some(row) = rows.next()? {
            let lines = self.live_lines(row.get(1)?)?.unwrap_or_default();
            let lines = lines.into_iter().map(|number| names.get(&number).copied()).collect();
            origins.insert(RepoPath::new(row.get_ref(0)?.as_blob()?), lines);
        }
        Ok(origins)
    }

    /// Forgets whose lines were touched, so that the next run traces everything anew.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn forget_traces(&mut self) -> anyhow::Result<()> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM rework", [])?;
            transaction.execute("UPDATE commits SET traced = 0", [])?;
            transaction.execute("DELETE FROM meta WHERE key = ?", [LIVE_COMMIT])?;
            transaction.execute("DELETE FROM live_step", [])?;
            transaction.execute("DELETE FROM live_before", [])?;
            Ok(())
        })
    }
}

fn live_commit(connection: &rusqlite::Connection) -> anyhow::Result<Option<CommitNumber>> {
    let bytes = meta(connection, LIVE_COMMIT)?;
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(CommitNumber::from_le_bytes))
}

fn set_runs(
    transaction: &Transaction<'_>,
    path: PathNumber,
    runs: Option<&[u8]>,
) -> anyhow::Result<()> {
    match runs {
        Some(runs) => transaction
            .prepare_cached("INSERT OR REPLACE INTO live VALUES (?, ?)")?
            .execute((path, runs))?,
        None => transaction.prepare_cached("DELETE FROM live WHERE path = ?")?.execute([path])?,
    };
    Ok(())
}

/// Remembers the lines as they are, where they are about to change.
fn begin_step(
    transaction: &Transaction<'_>,
    lines: &[(PathNumber, Option<Vec<CommitNumber>>)],
) -> anyhow::Result<()> {
    let Some(tip) = live_commit(transaction)? else { return Ok(()) };
    let last: Option<i64> =
        transaction.query_row("SELECT max(step) FROM live_step", [], |row| row.get(0))?;
    let step = last.unwrap_or_default() + 1;
    transaction.prepare_cached("INSERT INTO live_step VALUES (?, ?)")?.execute((step, tip))?;
    let mut before = transaction.prepare_cached("SELECT runs FROM live WHERE path = ?")?;
    let mut keep = transaction.prepare_cached("INSERT INTO live_before VALUES (?, ?, ?)")?;
    for (path, _) in lines {
        let runs: Option<Vec<u8>> = before.query_row([path], |row| row.get(0)).optional()?;
        keep.execute((step, path, runs))?;
    }
    let oldest = step - STEPS;
    transaction.prepare_cached("DELETE FROM live_before WHERE step <= ?")?.execute([oldest])?;
    transaction.prepare_cached("DELETE FROM live_step WHERE step <= ?")?.execute([oldest])?;
    Ok(())
}
