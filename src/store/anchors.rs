//! Which of the known commits are behind HEAD, and which are kept for other branches.
//!
//! In: where HEAD is now. Out: a mark at every commit that says whether it is behind HEAD, an anchor for
//! what HEAD is at, and the end of all commits that no anchor holds any more (amended, rebased, or of a
//! branch that is gone). Costs what differs between the last HEAD and this one. Deliberately absent:
//! a look at what branches that HEAD is not at hold now; they are mined when HEAD gets there.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{OptionalExtension as _, Transaction};

use super::Store;
use super::database::{meta, set_meta};
use super::topology::parents_of;
use super::write::forget_files;
use crate::mine::CommitNumber;
use crate::model::ObjectId;

/// Anchors that are kept besides the one that HEAD is at.
const ANCHORS: i64 = 32;

/// The commit whose history the marks speak of.
const MARKED: &str = "behind";
/// The next commit number, when it is not the one after the largest.
const NEXT_NUMBER: &str = "next_number";

/// What HEAD is at now.
pub struct NewHead<'a> {
    /// The branch, or `HEAD` when it is detached.
    pub reference: &'a str,
    /// The commit. It and all behind it are in the store.
    pub commit: ObjectId,
    /// Whether a branch that had an anchor is still there.
    pub still_there: &'a dyn Fn(&str) -> bool,
}

/// What came of a new HEAD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Commits behind HEAD.
    pub commits: usize,
    /// Commits that were forgotten.
    pub forgotten: usize,
}

impl Store {
    /// Takes away, and returns, the name of the commit whose history the marks speak of: new commits
    /// are marked as behind HEAD, so that from here on they speak of none until [`Store::settle`].
    ///
    /// # Errors
    /// When the store cannot be written.
    pub(super) fn unsettle(transaction: &Transaction<'_>) -> anyhow::Result<Option<CommitNumber>> {
        let marked = number_in_meta(transaction, MARKED)?;
        transaction.execute("DELETE FROM meta WHERE key = ?", [MARKED])?;
        Ok(marked)
    }

    /// Marks what is behind HEAD, starting from what was behind `marked`, and forgets what nothing
    /// holds any more.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn settle(
        &mut self,
        marked: Option<CommitNumber>,
        head: &NewHead<'_>,
    ) -> anyhow::Result<Settled> {
        let number = self.commit_number(head.commit)?;
        self.write(|transaction| {
            let known = marked.map(|marked| anchored(transaction, marked)).transpose()?.flatten();
            let commits = match marked.zip(known) {
                Some((marked, count)) => count + move_marks(transaction, marked, number)?,
                None => mark_all(transaction, number)?,
            };
            set_anchor(transaction, head.reference, number, commits)?;
            drop_anchors(transaction, head)?;
            let forgotten = forget(transaction)?;
            set_meta(transaction, MARKED, &number.to_le_bytes())?;
            Ok(Settled { commits: usize::try_from(commits)?, forgotten })
        })
    }

    /// How many commits are behind the HEAD of the last complete run.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn commit_count(&self) -> anyhow::Result<usize> {
        let Some(marked) = number_in_meta(&self.connection, MARKED)? else {
            return self.known_commits();
        };
        let count = anchored(&self.connection, marked)?.unwrap_or_default();
        Ok(usize::try_from(count)?)
    }

    /// Whether the store holds no commit at all.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_empty(&self) -> anyhow::Result<bool> {
        let query = "SELECT NOT EXISTS (SELECT 1 FROM commits)";
        Ok(self.connection.query_row(query, [], |row| row.get(0))?)
    }

    /// The number that the next new commit will have.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn next_number(&self) -> anyhow::Result<CommitNumber> {
        next_number(&self.connection)
    }

    fn known_commits(&self) -> anyhow::Result<usize> {
        let count: i64 =
            self.connection.query_row("SELECT count(*) FROM commits", [], |row| row.get(0))?;
        Ok(usize::try_from(count)?)
    }
}

/// The number for the next commit. Numbers are never used again, also when their commit is forgotten:
/// the way back of the lines names commits by them.
pub(super) fn next_number(connection: &rusqlite::Connection) -> anyhow::Result<CommitNumber> {
    let largest: Option<CommitNumber> =
        connection.query_row("SELECT max(id) FROM commits", [], |row| row.get(0))?;
    let after_largest = largest.unwrap_or_default() + 1;
    Ok(number_in_meta(connection, NEXT_NUMBER)?.unwrap_or_default().max(after_largest))
}

fn number_in_meta(
    connection: &rusqlite::Connection,
    key: &str,
) -> anyhow::Result<Option<CommitNumber>> {
    let bytes = meta(connection, key)?;
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(CommitNumber::from_le_bytes))
}

/// How many commits are behind a commit, when an anchor knows it.
fn anchored(connection: &rusqlite::Connection, tip: CommitNumber) -> anyhow::Result<Option<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT commits FROM anchor WHERE tip = ? LIMIT 1")?;
    Ok(statement.query_row([tip], |row| row.get(0)).optional()?)
}

fn set_anchor(
    transaction: &Transaction<'_>,
    reference: &str,
    tip: CommitNumber,
    commits: i64,
) -> anyhow::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO anchor VALUES (?1, ?2, ?3, (SELECT coalesce(max(used), 0) + 1 FROM anchor)) \
             ON CONFLICT DO UPDATE SET tip = ?2, commits = ?3, \
             used = CASE WHEN used = excluded.used - 1 THEN used ELSE excluded.used END",
        )?
        .execute((reference, tip, commits))?;
    Ok(())
}

/// Anchors of branches that are gone, and those that were used longest ago when there are many.
fn drop_anchors(transaction: &Transaction<'_>, head: &NewHead<'_>) -> anyhow::Result<()> {
    let mut statement = transaction.prepare_cached("SELECT ref FROM anchor ORDER BY used DESC")?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut kept = 0;
    for name in names.iter().filter(|name| *name != head.reference) {
        if kept < ANCHORS && (head.still_there)(name) {
            kept += 1;
        } else {
            transaction.execute("DELETE FROM anchor WHERE ref = ?", [name])?;
        }
    }
    Ok(())
}

/// Marks everything anew. Returns how many commits are behind HEAD.
fn mark_all(transaction: &Transaction<'_>, head: CommitNumber) -> anyhow::Result<i64> {
    let mut reachable = HashSet::from([head]);
    let mut update = transaction.prepare("UPDATE commits SET behind = ?2 WHERE id = ?1")?;
    let mut statement =
        transaction.prepare("SELECT id, parents, behind FROM commits ORDER BY id DESC")?;
    let mut rows = statement.query([])?;
    let mut wrong = Vec::new();
    // Children have higher numbers than parents.
    while let Some(row) = rows.next()? {
        let (commit, is_marked): (CommitNumber, bool) = (row.get(0)?, row.get(2)?);
        let is_behind = reachable.contains(&commit);
        if is_behind {
            reachable.extend(parents_of(row.get_ref(1)?.as_blob()?));
        }
        if is_behind != is_marked {
            wrong.push((commit, is_behind));
        }
    }
    for change in wrong {
        update.execute(change)?;
    }
    Ok(i64::try_from(reachable.len())?)
}

/// Moves the marks from one commit to another. Returns by how many commits more there are.
///
/// As in `git merge-base`, both sides walk down from their commit until every commit that is still to be
/// looked at is behind both; what was seen from one side only differs.
fn move_marks(
    transaction: &Transaction<'_>,
    from: CommitNumber,
    to: CommitNumber,
) -> anyhow::Result<i64> {
    let mut parents = transaction.prepare_cached("SELECT parents FROM commits WHERE id = ?")?;
    let mut open = BTreeMap::from([(from, Sides::BEFORE)]);
    open.entry(to).or_default().join(Sides::NOW);
    let mut one_sided = open.values().filter(|sides| sides.is_one()).count();
    let (mut changed, mut balance) = (Vec::new(), 0);
    // Children have higher numbers than parents, so the highest has been seen from all its children.
    while one_sided > 0 {
        let Some((commit, sides)) = open.pop_last() else { break };
        if sides.is_one() {
            one_sided -= 1;
            balance += if sides == Sides::NOW { 1 } else { -1 };
            changed.push((commit, sides == Sides::NOW));
        }
        let row = parents.query_row([commit], |row| row.get::<_, Vec<u8>>(0))?;
        for parent in parents_of(&row) {
            let seen = open.entry(parent).or_default();
            one_sided -= usize::from(seen.is_one());
            seen.join(sides);
            one_sided += usize::from(seen.is_one());
        }
    }
    let mut update = transaction
        .prepare_cached("UPDATE commits SET behind = ?2 WHERE id = ?1 AND behind <> ?2")?;
    for change in changed {
        update.execute(change)?;
    }
    Ok(balance)
}

/// From which of two commits a commit was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sides(u8);

impl Sides {
    const BEFORE: Self = Self(1);
    const NOW: Self = Self(2);

    const fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    const fn is_one(self) -> bool {
        self.0 == Self::BEFORE.0 || self.0 == Self::NOW.0
    }
}

/// Removes the commits that neither HEAD nor an anchor holds. Returns how many there were.
fn forget(transaction: &Transaction<'_>) -> anyhow::Result<usize> {
    let mut statement =
        transaction.prepare_cached("SELECT id, parents FROM commits WHERE behind = 0")?;
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, parents_of(row.get_ref(1)?.as_blob()?))))?;
    let mut elsewhere: HashMap<CommitNumber, Vec<CommitNumber>> = rows.collect::<Result<_, _>>()?;
    if elsewhere.is_empty() {
        return Ok(0);
    }
    let mut statement = transaction.prepare_cached("SELECT tip FROM anchor")?;
    let mut held = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    while let Some(commit) = held.pop() {
        held.extend(elsewhere.remove(&commit).unwrap_or_default());
    }
    set_meta(transaction, NEXT_NUMBER, &next_number(transaction)?.to_le_bytes())?;
    for commit in elsewhere.keys() {
        forget_files(transaction, *commit)?;
        for table in ["co_author WHERE commit_id", "commits WHERE id"] {
            let delete = format!("DELETE FROM {table} = ?");
            transaction.prepare_cached(&delete)?.execute([commit])?;
        }
    }
    Ok(elsewhere.len())
}
