//! Whether a commit may be the last of a chain of patches: the cheap question before the dear one.
//!
//! In: a commit that was mined, and what makes a chain. Out: no, where the facts rule it out whatever the verdicts
//! are; else maybe. It asks for the files of that commit alone, in the time that a chain can span.
//! Deliberately absent: verdicts; and a yes.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension as _;

use super::Store;
use super::codes::mark;
use crate::mine::{CommitNumber, PathNumber};
use crate::model::{DAY, GitattributesMark, ObjectId, RepoPath, Timestamp};

/// What makes a chain.
pub struct ChainShape<'a> {
    /// The longest time from one patch to the next, in seconds.
    pub window: Timestamp,
    /// The fewest patches.
    pub patches: usize,
    /// Whether a change of a file with this path and mark can be a patch.
    pub counts: &'a dyn Fn(&RepoPath, Option<GitattributesMark>) -> bool,
}

/// Commits that a look reads at least, where there are so many.
const AT_LEAST: usize = 30;

/// The titles of sections that a file change touched; what lies outside of all sections has none.
type Titles = Vec<i64>;

/// The commit in question.
struct Last {
    commit: CommitNumber,
    time: Timestamp,
    /// The earliest commit that can matter.
    first: CommitNumber,
    earliest: Timestamp,
}

/// Earlier commits that touched the files, with their times.
type Earlier = BTreeMap<CommitNumber, Timestamp>;

impl Store {
    /// Whether the facts leave it open that a chain of so many patches ends with a commit.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn may_end_a_chain(
        &self,
        commit: ObjectId,
        shape: &ChainShape<'_>,
    ) -> anyhow::Result<bool> {
        // One state of the store, and its lock is taken once.
        let _reading = self.connection.unchecked_transaction()?;
        let Some(last) = self.last(commit, shape)? else { return Ok(false) };
        let wanted = shape.patches.saturating_sub(1);
        let (files, paths) = self.files_that_count(&last, shape)?;
        if files.is_empty() || wanted == 0 {
            return Ok(!files.is_empty());
        }
        let (paths, is_moved) = self.earlier_names(&last, paths)?;
        let in_file = self.touched(&last, &paths, None)?;
        let replaced = self.replaced(&files, last.time, shape.window)?;
        if !is_within(&replaced, &in_file) {
            return Ok(true);
        }
        if in_file.len() < wanted && self.stays_within(&last, &in_file, &paths, shape)? {
            return Ok(false);
        }
        let on_spot = if is_moved {
            // A section that has come from elsewhere has its past under another title.
            in_file.clone()
        } else {
            let titles = files.iter().map(|file| self.titles(*file));
            let titles = titles.collect::<anyhow::Result<Vec<Titles>>>()?.concat();
            self.touched(&last, &paths, Some(&titles))?
        };
        if !is_within(&replaced, &on_spot) {
            // Linked by lines alone: what was patched before may be anywhere in the file.
            return Ok(true);
        }
        let is_recent = |time: &Timestamp| last.time - time <= shape.window;
        if !on_spot.values().any(is_recent) {
            return Ok(false);
        }
        Ok(on_spot.len() >= wanted || !self.stays_within(&last, &on_spot, &paths, shape)?)
    }

    /// The commits that a look at one of them has to read: those behind HEAD that touched the same sections,
    /// under any name of their files, since a moment, and the latest thirty whenever they were made; and the twins of all these.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn around(
        &self,
        commit: ObjectId,
        since: Timestamp,
        shape: &ChainShape<'_>,
    ) -> anyhow::Result<Vec<CommitNumber>> {
        // One state of the store, and its lock is taken once.
        let _reading = self.connection.unchecked_transaction()?;
        let Some(last) = self.last(commit, shape)? else { return Ok(Vec::new()) };
        let (files, paths) = self.files_that_count(&last, shape)?;
        let (paths, is_moved) = self.earlier_names(&Last { first: 0, ..last }, paths)?;
        let titles = files.iter().map(|file| self.titles(*file));
        let titles = titles.collect::<anyhow::Result<Vec<Titles>>>()?.concat();
        let is_on_spot = |commit: CommitNumber| -> anyhow::Result<bool> {
            // A file goes on through its renames, whatever else they changed.
            if self.renames_one_of(commit, &paths)? {
                return Ok(true);
            }
            for file in self.file_changes_on(commit, &paths)? {
                if self.titles(file)?.iter().any(|title| titles.contains(title)) {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        // Where a chain may go by lines, or a section came from elsewhere, the whole file is looked at.
        let mut by_title = !is_moved;
        for origin in self.replaced(&files, last.time, shape.window)? {
            by_title = by_title && is_on_spot(origin)?;
        }
        let mut touched = BTreeSet::new();
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT commit_id FROM file_change WHERE path = ?")?;
        for path in &paths {
            let commits = statement.query_map([path], |row| row.get::<_, CommitNumber>(0))?;
            for commit in commits {
                touched.insert(commit?);
            }
        }
        let mut time_of = self
            .connection
            .prepare_cached("SELECT commit_time FROM commits WHERE id = ? AND behind = 1")?;
        let mut found = vec![last.commit];
        // Numbers grow from parents to children, so that the latest come first.
        for commit in touched.into_iter().rev().filter(|commit| *commit != last.commit) {
            let time = time_of.query_row([commit], |row| row.get::<_, Timestamp>(0)).optional()?;
            let Some(time) = time else { continue };
            if time < since && found.len() >= AT_LEAST {
                break;
            }
            if by_title && !is_on_spot(commit)? {
                continue;
            }
            found.push(commit);
        }
        self.add_replaced(&mut found, &paths, shape)?;
        let twins = found.iter().map(|commit| self.twins_of(*commit));
        let twins = twins.collect::<anyhow::Result<Vec<_>>>()?.concat();
        found.extend(twins);
        Ok(found)
    }

    /// Adds the commits whose lines these replaced within the window, and so on: a chain goes by lines as well.
    fn add_replaced(
        &self,
        found: &mut Vec<CommitNumber>,
        paths: &BTreeSet<PathNumber>,
        shape: &ChainShape<'_>,
    ) -> anyhow::Result<()> {
        let mut known: BTreeSet<CommitNumber> = found.iter().copied().collect();
        let mut time_of = self
            .connection
            .prepare_cached("SELECT author_time, commit_time FROM commits WHERE id = ?")?;
        let mut at = 0;
        while let Some(commit) = found.get(at).copied() {
            let made = time_of.query_row([commit], |row| Ok(time(row.get(0)?, row.get(1)?)))?;
            let files = self.file_changes_on(commit, paths)?;
            let replaced = self.replaced(&files, made, shape.window)?;
            found.extend(replaced.into_iter().filter(|origin| known.insert(*origin)));
            at += 1;
        }
        Ok(())
    }

    /// Commits with the same change, wherever: the first of them stands, and the others are noise.
    fn twins_of(&self, commit: CommitNumber) -> anyhow::Result<Vec<CommitNumber>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT t.id FROM commits c JOIN commits t ON t.fingerprint = c.fingerprint \
             WHERE c.id = ? AND t.fingerprint IS NOT NULL AND t.id <> c.id AND t.behind = 1",
        )?;
        let twins = statement.query_map([commit], |row| row.get(0))?;
        Ok(twins.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether the lines that these commits replaced in the files are those of each other, as far as a chain goes by
    /// lines.
    fn stays_within(
        &self,
        last: &Last,
        commits: &Earlier,
        paths: &BTreeSet<PathNumber>,
        shape: &ChainShape<'_>,
    ) -> anyhow::Result<bool> {
        for (commit, time) in commits.iter().filter(|(_, time)| last.time - **time <= shape.window)
        {
            let files = self.file_changes_on(*commit, paths)?;
            if !is_within(&self.replaced(&files, *time, shape.window)?, commits) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn last(&self, commit: ObjectId, shape: &ChainShape<'_>) -> anyhow::Result<Option<Last>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, author_time, commit_time FROM commits WHERE oid = ?")?;
        let found = statement.query_row([commit.as_bytes()], |row| {
            Ok((row.get(0)?, time(row.get(1)?, row.get(2)?)))
        });
        let Some((commit, time)) = found.optional()? else { return Ok(None) };
        let links = i64::try_from(shape.patches.saturating_sub(1)).unwrap_or(i64::MAX);
        let earliest = time.saturating_sub(shape.window.saturating_mul(links));
        // An author's clock may be a day ahead of the committer's and no more, see `time`. The sign keeps SQLite from
        // a walk through all commits in the order of their numbers.
        let mut first = self
            .connection
            .prepare_cached("SELECT min(+id) FROM commits WHERE commit_time >= ?")?;
        let first: Option<CommitNumber> =
            first.query_row([earliest.saturating_sub(DAY)], |row| row.get(0))?;
        let first = first.unwrap_or(commit);
        Ok(Some(Last { commit, time, first, earliest }))
    }

    /// The file changes of the commit that may be patches, and their paths before and after.
    fn files_that_count(
        &self,
        last: &Last,
        shape: &ChainShape<'_>,
    ) -> anyhow::Result<(Vec<i64>, BTreeSet<PathNumber>)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT f.id, f.path, f.old_path, p.bytes, p.mark FROM file_change f \
             JOIN path p ON p.id = f.path WHERE f.commit_id = ?",
        )?;
        let mut rows = statement.query([last.commit])?;
        let (mut files, mut paths) = (Vec::new(), BTreeSet::new());
        while let Some(row) = rows.next()? {
            let path = RepoPath::new(row.get_ref(3)?.as_blob()?);
            if (shape.counts)(&path, row.get::<_, Option<i64>>(4)?.and_then(mark)) {
                files.push(row.get(0)?);
                paths.insert(row.get(1)?);
                paths.extend(row.get::<_, Option<PathNumber>>(2)?);
            }
        }
        Ok((files, paths))
    }

    /// The paths with those that the files had before, and whether a definition in them came from elsewhere.
    fn earlier_names(
        &self,
        last: &Last,
        mut paths: BTreeSet<PathNumber>,
    ) -> anyhow::Result<(BTreeSet<PathNumber>, bool)> {
        let mut open: Vec<PathNumber> = paths.iter().copied().collect();
        let mut is_moved = false;
        while let Some(path) = open.pop() {
            let mut before = self.connection.prepare_cached(
                "SELECT DISTINCT old_path FROM file_change \
                 WHERE path = ? AND commit_id >= ? AND old_path IS NOT NULL",
            )?;
            let before = before.query_map((path, last.first), |row| row.get(0))?;
            let mut from: Vec<PathNumber> = before.collect::<rusqlite::Result<_>>()?;
            let mut moves = self.connection.prepare_cached(
                "SELECT DISTINCT b.path FROM file_change f \
                 JOIN event_place a ON a.commit_id = f.commit_id AND a.path = f.path AND a.side = 1 \
                 JOIN event_place b ON b.commit_id = a.commit_id AND b.event = a.event AND b.side = 0 \
                 JOIN event e ON e.commit_id = a.commit_id AND e.ordinal = a.event \
                 WHERE f.path = ? AND f.commit_id >= ? AND e.kind IN \
                 ('renamed', 'moved', 'moved-and-renamed', 'pulled-up', 'pushed-down', 'refiled')",
            )?;
            let moves = moves.query_map((path, last.first), |row| row.get(0))?;
            let moves: Vec<PathNumber> = moves.collect::<rusqlite::Result<_>>()?;
            is_moved |= !moves.is_empty();
            from.extend(moves);
            open.extend(from.into_iter().filter(|path| paths.insert(*path)));
        }
        Ok((paths, is_moved))
    }

    /// Earlier commits behind HEAD that touched one of the paths, and on it one of the titles when they matter.
    fn touched(
        &self,
        last: &Last,
        paths: &BTreeSet<PathNumber>,
        titles: Option<&[i64]>,
    ) -> anyhow::Result<Earlier> {
        let mut statement = self.connection.prepare_cached(
            "SELECT f.id, f.commit_id, c.author_time, c.commit_time FROM file_change f \
             JOIN commits c ON c.id = f.commit_id \
             WHERE f.path = ? AND f.commit_id >= ? AND c.behind = 1",
        )?;
        let mut found = Earlier::new();
        for path in paths {
            let mut rows = statement.query((path, last.first))?;
            while let Some(row) = rows.next()? {
                let (commit, at) = (row.get(1)?, time(row.get(2)?, row.get(3)?));
                if commit == last.commit || !(last.earliest..=last.time).contains(&at) {
                    continue;
                }
                let counts = match titles {
                    Some(titles) => {
                        self.titles(row.get(0)?)?.iter().any(|title| titles.contains(title))
                    }
                    None => true,
                };
                if counts {
                    found.insert(commit, at);
                }
            }
        }
        Ok(found)
    }

    /// The titles of what a file change touched.
    fn titles(&self, file_change: i64) -> anyhow::Result<Titles> {
        let mut statement = self.connection.prepare_cached(
            "SELECT CASE WHEN y.ordinal IS NULL THEN c.section ELSE y.section END FROM change c \
             LEFT JOIN change_symbol y ON y.file_change = c.file_change AND y.ordinal = c.ordinal \
             WHERE c.file_change = ?",
        )?;
        let titles = statement.query_map([file_change], |row| row.get::<_, Option<i64>>(0))?;
        Ok(titles.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// The commits, at most a window before, whose lines the file changes replaced or deleted.
    fn replaced(
        &self,
        files: &[i64],
        at: Timestamp,
        window: Timestamp,
    ) -> anyhow::Result<BTreeSet<CommitNumber>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT r.origin, c.author_time, c.commit_time FROM rework r \
             JOIN commits c ON c.id = r.origin WHERE r.file_change = ? AND r.lines > 0",
        )?;
        let mut found = BTreeSet::new();
        for file in files {
            let mut rows = statement.query([file])?;
            while let Some(row) = rows.next()? {
                let after = at - time(row.get(1)?, row.get(2)?);
                if (0..=window).contains(&after) {
                    found.insert(row.get(0)?);
                }
            }
        }
        Ok(found)
    }

    fn renames_one_of(
        &self,
        commit: CommitNumber,
        paths: &BTreeSet<PathNumber>,
    ) -> anyhow::Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT 1 FROM file_change WHERE path = ? AND commit_id = ? AND old_path IS NOT NULL",
        )?;
        for path in paths {
            if statement.exists((path, commit))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn file_changes_on(
        &self,
        commit: CommitNumber,
        paths: &BTreeSet<PathNumber>,
    ) -> anyhow::Result<Vec<i64>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM file_change WHERE path = ? AND commit_id = ?")?;
        let mut found = Vec::new();
        for path in paths {
            let rows = statement.query_map((path, commit), |row| row.get(0))?;
            for row in rows {
                found.push(row?);
            }
        }
        Ok(found)
    }
}

fn is_within(commits: &BTreeSet<CommitNumber>, all: &Earlier) -> bool {
    commits.iter().all(|commit| all.contains_key(commit))
}

/// As [`crate::model::Commit::time`].
const fn time(author: Timestamp, committer: Timestamp) -> Timestamp {
    if author <= 0 || author > committer.saturating_add(DAY) { committer } else { author }
}
