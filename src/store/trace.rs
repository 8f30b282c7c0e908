//! What the replay of hunks reads and writes.
//!
//! In: the hunks as stored; whose lines were touched. Out: steps for `mine::Replay`; rows of rework
//! and the origins of the lines at HEAD, written together with HEAD's name, so that a store always
//! knows which commit its lines belong to. Deliberately absent: the replay itself.

use std::collections::{HashMap, HashSet};

use anyhow::Context as _;
use rusqlite::Transaction;

use super::Store;
use super::codec::{Decoder, PlacedHunk, decode_hunks, decode_runs, encode_runs};
use super::codes::{content, status};
use super::database::set_meta;
use super::trouble::Damaged;
use crate::mine::Hunk;
use crate::mine::{CommitNumber, LineageFile, LineageLines, LineageStep, PathNumber, TouchedLines};
use crate::model::{Content, FileStatus, ObjectId, RepoPath};

/// A commit to replay.
pub struct TraceRow {
    /// What the replay needs.
    pub step: LineageStep,
    /// For each of its files the row, and the section of each hunk.
    pub files: Vec<(i64, Vec<u32>)>,
    /// Whether its rework is known already.
    pub traced: bool,
}

/// The parents of every commit, by number, in the order of the numbers.
pub(super) type Graph = Vec<(CommitNumber, Vec<CommitNumber>, bool)>;

impl Store {
    /// Every commit's number, its parents' numbers, and whether it is traced.
    pub(super) fn graph(&self) -> anyhow::Result<Graph> {
        let mut statement =
            self.connection.prepare("SELECT id, parents, traced FROM commits ORDER BY id")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, numbers(row.get_ref(1)?.as_blob()?), row.get(2)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number of a commit.
    ///
    /// # Errors
    /// When it is not there.
    pub fn commit_number(&self, id: ObjectId) -> anyhow::Result<CommitNumber> {
        self.connection
            .prepare_cached("SELECT id FROM commits WHERE oid = ?")?
            .query_row([id.as_bytes()], |row| row.get(0))
            .with_context(|| format!("commit {id} is not in the store"))
    }

    /// Removes the commits that are not behind `head`. Returns how many there were.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn remove_unreachable(&mut self, head: ObjectId) -> anyhow::Result<usize> {
        let head = self.commit_number(head)?;
        let graph = self.graph()?;
        let mut reachable = HashSet::from([head]);
        // Children have higher numbers than parents.
        for (commit, parents, _) in graph.iter().rev() {
            if reachable.contains(commit) {
                reachable.extend(parents);
            }
        }
        let gone: Vec<CommitNumber> =
            graph.iter().map(|row| row.0).filter(|commit| !reachable.contains(commit)).collect();
        self.write(|transaction| {
            for commit in &gone {
                for statement in [
                    "DELETE FROM rework WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
                    "DELETE FROM change WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
                    "DELETE FROM merge_parent WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
                    "DELETE FROM file_change WHERE commit_id = ?",
                    "DELETE FROM commits WHERE id = ?",
                ] {
                    transaction.prepare_cached(statement)?.execute([commit])?;
                }
            }
            Ok(())
        })?;
        Ok(gone.len())
    }

    /// Plans the replay that brings the lines to `head`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn trace_reader(&self, head: ObjectId) -> anyhow::Result<TraceReader<'_>> {
        let head = self.commit_number(head)?;
        let live_at: Option<CommitNumber> = self
            .meta("live_commit")?
            .and_then(|bytes| ObjectId::from_slice(&bytes).ok())
            .and_then(|id| self.commit_number(id).ok());
        let graph = self.graph_after(live_at)?;
        // The lines at the last head serve as the base when everything new builds on it alone.
        let start = live_at.filter(|live| {
            let is_new: HashSet<CommitNumber> =
                graph.iter().filter(|row| !row.2).map(|row| row.0).collect();
            (head == *live || is_new.contains(&head))
                && graph.iter().filter(|row| !row.2).all(|(_, parents, _)| {
                    !parents.is_empty()
                        && parents.iter().all(|at| at == live || is_new.contains(at))
                })
        });
        let graph = if start.is_some() {
            graph.into_iter().filter(|row| !row.2).collect()
        } else {
            self.graph()?
        };
        Ok(TraceReader { store: self, start, head, graph })
    }

    /// The part of the graph that can matter when the lines at `live_at` serve as base: commits
    /// with higher numbers, or not traced.
    fn graph_after(&self, live_at: Option<CommitNumber>) -> anyhow::Result<Graph> {
        let mut statement = self.connection.prepare(
            // With OR, SQLite reads every commit.
            "SELECT id, parents, traced FROM commits WHERE id > ?1 \
             UNION SELECT id, parents, traced FROM commits WHERE traced = 0 ORDER BY id",
        )?;
        let rows = statement.query_map([live_at.unwrap_or_default()], |row| {
            Ok((row.get(0)?, numbers(row.get_ref(1)?.as_blob()?), row.get(2)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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

    /// Writes the outcome of a replay: the rework of the commits that had none, the lines at
    /// `head`, and that they are those of `head`. All or nothing.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn finish_trace(
        &mut self,
        head: ObjectId,
        from_scratch: bool,
        rework: &[(i64, Vec<u32>, Vec<TouchedLines>)],
        lines: &[(PathNumber, Option<Vec<CommitNumber>>)],
    ) -> anyhow::Result<()> {
        self.write(|transaction| {
            for (file, sections, touched) in rework {
                add_rework(transaction, *file, sections, touched)?;
            }
            if from_scratch {
                transaction.execute("DELETE FROM live", [])?;
            }
            for (path, origins) in lines {
                match origins {
                    Some(origins) => transaction
                        .prepare_cached("INSERT OR REPLACE INTO live VALUES (?, ?)")?
                        .execute((path, encode_runs(origins)))?,
                    None => transaction
                        .prepare_cached("DELETE FROM live WHERE path = ?")?
                        .execute([path])?,
                };
            }
            transaction.execute("UPDATE commits SET traced = 1 WHERE traced = 0", [])?;
            set_meta(transaction, "live_commit", head.as_bytes())
        })
    }
}

/// The commits of a replay, one after the other.
pub struct TraceReader<'a> {
    store: &'a Store,
    /// The commit whose lines serve as base; `None` when the replay starts from nothing.
    pub start: Option<CommitNumber>,
    /// The commit whose lines are wanted.
    pub head: CommitNumber,
    graph: Graph,
}

impl TraceReader<'_> {
    /// How many commits there are to replay.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.graph.len()
    }

    /// Whether there is nothing to replay.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.graph.is_empty()
    }

    /// How many children each commit has in the replay; `head` has one more, which is the end.
    #[must_use]
    pub fn children(&self) -> HashMap<CommitNumber, u32> {
        let mut children = HashMap::from([(self.head, 1)]);
        for parent in self.graph.iter().flat_map(|(_, parents, _)| parents) {
            *children.entry(*parent).or_default() += 1;
        }
        children
    }

    /// Reads the commits in order and hands each to `each`.
    ///
    /// # Errors
    /// When the store cannot be read, or `each` fails.
    pub fn read(&self, mut each: impl FnMut(TraceRow) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let connection = &self.store.connection;
        let mut files = connection.prepare(
            "SELECT id, path, old_path, status, content, new_lines, hunks FROM file_change \
             WHERE commit_id = ? ORDER BY id",
        )?;
        let mut inherited = connection.prepare("SELECT inherited FROM commits WHERE id = ?")?;
        for (commit, parents, traced) in &self.graph {
            let mut step =
                LineageStep { commit: *commit, parents: parents.clone(), ..LineageStep::default() };
            let mut rows = Vec::new();
            let mut found = files.query([commit])?;
            while let Some(row) = found.next()? {
                let (file, sections) = self.file(row, parents.len() > 1)?;
                rows.push((row.get(0)?, sections));
                step.files.push(file);
            }
            if parents.len() > 1 {
                let bytes: Option<Vec<u8>> = inherited.query_row([commit], |row| row.get(0))?;
                step.inherited = decode_inherited(&bytes.unwrap_or_default())
                    .ok_or(Damaged("inherited paths"))?;
            }
            each(TraceRow { step, files: rows, traced: *traced })?;
        }
        Ok(())
    }

    fn file(
        &self,
        row: &rusqlite::Row<'_>,
        is_merge: bool,
    ) -> anyhow::Result<(LineageFile, Vec<u32>)> {
        let status = status(row.get(3)?).ok_or(Damaged("status"))?;
        let content = content(row.get(4)?).ok_or(Damaged("content"))?;
        let total: Option<u32> = row.get(5)?;
        let placed = decode_hunks(row.get_ref(6)?.as_blob()?).ok_or(Damaged("hunks"))?;
        let (hunks, sections): (Vec<Hunk>, Vec<u32>) = placed.into_iter().unzip();
        let lines = match (status, content, total) {
            (FileStatus::Deleted, ..) => LineageLines::Gone(hunks),
            (_, Content::Text, Some(total)) if is_merge => {
                LineageLines::Merged { total, parents: self.parents(row.get(0)?)? }
            }
            // Whatever may have been there before, when a tree was lost.
            (FileStatus::Added, Content::Text, Some(total)) => LineageLines::Rewritten(total),
            (_, Content::Text, Some(_)) => LineageLines::Spliced(hunks),
            (_, Content::Unavailable, Some(total)) => LineageLines::Unknown(total),
            (_, _, Some(total)) => LineageLines::Rewritten(total),
            (_, _, None) => LineageLines::NoLines,
        };
        let renamed_from = if is_merge { None } else { row.get(2)? };
        Ok((LineageFile { path: row.get(1)?, renamed_from, lines }, sections))
    }

    fn parents(&self, file: i64) -> anyhow::Result<Vec<(usize, PathNumber, Vec<Hunk>)>> {
        let mut statement = self.store.connection.prepare_cached(
            "SELECT parent, path, hunks FROM merge_parent WHERE file_change = ? ORDER BY parent",
        )?;
        let mut rows = statement.query([file])?;
        let mut parents = Vec::new();
        while let Some(row) = rows.next()? {
            let placed = decode_hunks(row.get_ref(2)?.as_blob()?).ok_or(Damaged("hunks"))?;
            let hunks = placed.into_iter().map(|(hunk, _): PlacedHunk| hunk).collect();
            let parent: u32 = row.get(0)?;
            parents.push((parent as usize, row.get(1)?, hunks));
        }
        Ok(parents)
    }
}

fn numbers(bytes: &[u8]) -> Vec<CommitNumber> {
    let chunks = bytes.chunks_exact(4);
    chunks.map(|four| u32::from_le_bytes(four.try_into().unwrap_or_default())).collect()
}

fn decode_inherited(bytes: &[u8]) -> Option<Vec<(PathNumber, Option<usize>)>> {
    let mut decoder = Decoder::new(bytes);
    let mut inherited = Vec::new();
    while !decoder.is_empty() {
        let path = decoder.take()?;
        inherited.push((path, (decoder.take()? as usize).checked_sub(1)));
    }
    Some(inherited)
}

fn add_rework(
    transaction: &Transaction<'_>,
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
        transaction
            .prepare_cached("INSERT OR REPLACE INTO rework VALUES (?, ?, ?, ?, ?)")?
            .execute((file, run[0].0, run[0].1, lines, context))?;
    }
    Ok(())
}
