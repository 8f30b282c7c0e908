//! What the replay of hunks reads.
//!
//! In: the commit at HEAD, and which lines `live` can start from. Out: the commits to replay, as few as
//! possible, as steps for `mine::Replay`. Deliberately absent: the replay itself, and what comes of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::Context as _;

use super::codec::{Decoder, PlacedHunk, decode_hunks, decode_moves};
use super::codes::{content, status};
use super::topology::parents_of;
use super::trouble::Damaged;
use super::{Start, Store};
use crate::mine::Hunk;
use crate::mine::{
    Carried, CommitNumber, LineageFile, LineageHunk, LineageLines, LineageStep, PathNumber,
};
use crate::model::{Content, FileStatus, ObjectId};

/// A commit to replay.
pub struct TraceRow {
    /// What the replay needs.
    pub step: LineageStep,
    /// For each of its files the row, and the section of each hunk.
    pub files: Vec<(i64, Vec<u32>)>,
    /// Whether its rework is known already.
    pub traced: bool,
}

/// Commits with their parents, parents first, and whether their rework is known.
pub(super) type Graph = Vec<(CommitNumber, Vec<CommitNumber>, bool)>;

impl Store {
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

    /// Plans the replay that brings the lines to `head`, from wherever they are. Commits that are to be
    /// `looked_through` lay out anew what they replace line by line.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn plan_trace(
        &self,
        head: ObjectId,
        looked_through: &[ObjectId],
    ) -> anyhow::Result<TracePlan> {
        let head = self.commit_number(head)?;
        let looked_through =
            looked_through.iter().filter_map(|id| self.commit_number(*id).ok()).collect();
        for start in self.live_starts()? {
            if let Some(graph) = self.graph_between(start.commit, head)? {
                return Ok(TracePlan { start: Some(start), head, graph, looked_through });
            }
        }
        Ok(TracePlan { start: None, head, graph: self.graph()?, looked_through })
    }

    /// Reads the commits of a plan, one after the other.
    #[must_use]
    pub const fn trace_reader<'a>(&'a self, plan: &'a TracePlan) -> TraceReader<'a> {
        TraceReader { store: self, plan }
    }

    /// Every commit behind HEAD.
    fn graph(&self) -> anyhow::Result<Graph> {
        let mut statement = self
            .connection
            .prepare("SELECT id, parents, traced FROM commits WHERE behind = 1 ORDER BY id")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, parents_of(row.get_ref(1)?.as_blob()?), row.get(2)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The commits between two, when the lines at `start` are all that is needed to replay them: each
    /// builds on `start` or on another of them, and whatever is not traced is among them.
    fn graph_between(
        &self,
        start: CommitNumber,
        head: CommitNumber,
    ) -> anyhow::Result<Option<Graph>> {
        let mut statement =
            self.connection.prepare_cached("SELECT parents, traced FROM commits WHERE id = ?")?;
        let mut graph: BTreeMap<CommitNumber, (Vec<CommitNumber>, bool)> = BTreeMap::new();
        let mut open = vec![head];
        while let Some(commit) = open.pop() {
            if commit == start || graph.contains_key(&commit) {
                continue;
            }
            let (parents, traced) = statement.query_row([commit], |row| {
                Ok((parents_of(row.get_ref(0)?.as_blob()?), row.get(1)?))
            })?;
            if parents.is_empty() || parents.iter().any(|parent| *parent < start) {
                return Ok(None);
            }
            open.extend(&parents);
            graph.insert(commit, (parents, traced));
        }
        let untraced: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM commits WHERE traced = 0 AND behind = 1")?
            .query_row([], |row| row.get(0))?;
        let among_them = graph.values().filter(|(_, traced)| !traced).count();
        if untraced > i64::try_from(among_them)? {
            return Ok(None);
        }
        Ok(Some(graph.into_iter().map(|(at, (parents, traced))| (at, parents, traced)).collect()))
    }
}

/// What has to be replayed, and from where.
pub struct TracePlan {
    /// The lines that serve as base; `None` when the replay starts from nothing.
    pub start: Option<Start>,
    /// The commit whose lines are wanted.
    pub head: CommitNumber,
    graph: Graph,
    looked_through: HashSet<CommitNumber>,
}

impl TracePlan {
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
}

/// The commits of a replay, one after the other.
pub struct TraceReader<'a> {
    store: &'a Store,
    plan: &'a TracePlan,
}

impl TraceReader<'_> {
    /// Reads the commits in order and hands each to `each`.
    ///
    /// # Errors
    /// When the store cannot be read, or `each` fails.
    pub fn read(&self, mut each: impl FnMut(TraceRow) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let connection = &self.store.connection;
        let mut files = connection.prepare(
            "SELECT id, path, old_path, status, content, new_lines, hunks, moves FROM file_change \
             WHERE commit_id = ? ORDER BY id",
        )?;
        let mut inherited = connection.prepare("SELECT inherited FROM commits WHERE id = ?")?;
        for (commit, parents, traced) in &self.plan.graph {
            let mut step =
                LineageStep { commit: *commit, parents: parents.clone(), ..LineageStep::default() };
            let mut rows = Vec::new();
            let mut found = files.query([commit])?;
            while let Some(row) = found.next()? {
                let (file, sections) = self.file(*commit, row, parents.len() > 1)?;
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
        commit: CommitNumber,
        row: &rusqlite::Row<'_>,
        is_merge: bool,
    ) -> anyhow::Result<(LineageFile, Vec<u32>)> {
        let status = status(row.get(3)?).ok_or(Damaged("status"))?;
        let content = content(row.get(4)?).ok_or(Damaged("content"))?;
        let total: Option<u32> = row.get(5)?;
        let placed = decode_hunks(row.get_ref(6)?.as_blob()?).ok_or(Damaged("hunks"))?;
        let looks_through = self.plan.looked_through.contains(&commit);
        let (hunks, sections): (Vec<LineageHunk>, Vec<u32>) =
            placed.into_iter().map(|placed| lineage(placed, looks_through)).unzip();
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
        let moves = match row.get_ref(7)?.as_blob_or_null()? {
            Some(bytes) => decode_moves(bytes).ok_or(Damaged("moved lines"))?,
            None => Vec::new(),
        };
        Ok((LineageFile { path: row.get(1)?, renamed_from, lines, moves }, sections))
    }

    fn parents(&self, file: i64) -> anyhow::Result<Vec<(usize, PathNumber, Vec<Hunk>)>> {
        let mut statement = self.store.connection.prepare_cached(
            "SELECT parent, path, hunks FROM merge_parent WHERE file_change = ? ORDER BY parent",
        )?;
        let mut rows = statement.query([file])?;
        let mut parents = Vec::new();
        while let Some(row) = rows.next()? {
            let placed = decode_hunks(row.get_ref(2)?.as_blob()?).ok_or(Damaged("hunks"))?;
            let hunks = placed.into_iter().map(|placed| placed.hunk).collect();
            let parent: u32 = row.get(0)?;
            parents.push((parent as usize, row.get(1)?, hunks));
        }
        Ok(parents)
    }
}

/// A hunk for the replay, and its section. A commit that is looked through carries on what it replaces by as
/// many lines; where the numbers differ, nobody knows which became which.
fn lineage(placed: PlacedHunk, looks_through: bool) -> (LineageHunk, u32) {
    let PlacedHunk { hunk, section, mut carried } = placed;
    if looks_through && carried == Carried::None && hunk.old_lines == hunk.new_lines {
        carried = Carried::InPlace;
    }
    (LineageHunk { hunk, carried }, section)
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
