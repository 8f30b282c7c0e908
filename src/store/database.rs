//! The file itself: opening, versions, transactions.
//!
//! In: a path. Out: an open store of the present version; one of another version, or a damaged one,
//! is set aside and begun anew, as all of it can be mined again. Deliberately absent: rows; the
//! other modules of this room read and write those.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _, TransactionBehavior};

use super::trouble::Damaged;
use super::{StoreLock, Trouble, views};
use crate::mine::CommitNumber;
use crate::model::ObjectId;

/// Version of the schema and of the rules by which facts are mined. Raise it when either changes:
/// stores of other versions are mined again without asking. The views have no part in it.
const VERSION: i64 = 12;
/// How long a writer waits for another.
const BUSY: Duration = Duration::from_secs(30);

/// KiB of pages that are kept (negative, as SQLite wants it): enough that the inner pages of every index
/// stay, whatever the size of the history.
const PAGE_CACHE: i64 = -32 * 1024;
/// Pages in the log before they are taken into the file: 32 MiB, so that a page that changes often is
/// not written back each time.
const LOG_PAGES: i64 = 8 * 1024;

/// Bytes of a log from which on it is taken in by every run: the next one reads it all.
const LONG_LOG: u64 = 1 << 20;

/// The facts of one repository.
pub struct Store {
    pub(super) connection: Connection,
    path: PathBuf,
    /// See [`file_number`].
    file: Option<u64>,
    /// See [`Store::leave_log`].
    leaves_log: bool,
}

impl Store {
    /// Opens the store at a path, and makes it when there is none, under its lock: two runs must not
    /// throw away each other's.
    ///
    /// # Errors
    /// When its folder cannot be made or written.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        match Self::present(path) {
            Ok(Some(store)) => return Ok(store),
            // A file that goes while it is opened: another run begins anew.
            Err(error) if Trouble::of(&error) != Trouble::Other => return Err(error),
            Ok(None) | Err(_) => {}
        }
        make_private_folder(path.parent().unwrap_or(path))?;
        Self::open_locked(path, &StoreLock::take(path)?)
    }

    /// As [`Store::open`], for a caller that holds the lock.
    ///
    /// # Errors
    /// When its folder cannot be written.
    pub fn open_locked(path: &Path, _: &StoreLock) -> anyhow::Result<Self> {
        if let Some(store) = Self::present(path)? {
            return Ok(store);
        }
        let made = || {
            discard(path)?;
            let mut store = Self::connected(path)?;
            store.create()?;
            views::make(&mut store.connection, BUSY)?;
            anyhow::Ok(store)
        };
        made().with_context(|| could_not_open(path))
    }

    /// The store at a path; `None` when there is none, or one that is damaged or of another version.
    fn present(path: &Path) -> anyhow::Result<Option<Self>> {
        if !path.exists() || is_cut(path) {
            return Ok(None);
        }
        let opened = || {
            let mut store = Self::connected(path)?;
            let version: i64 =
                store.connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            if version == VERSION {
                views::make(&mut store.connection, BUSY)?;
            }
            anyhow::Ok((version == VERSION).then_some(store))
        };
        match opened() {
            Err(error) if Trouble::of(&error) == Trouble::Damaged => Ok(None),
            opened => opened.with_context(|| could_not_open(path)),
        }
    }

    fn connected(path: &Path) -> anyhow::Result<Self> {
        let connection = connect(path)?;
        Ok(Self { connection, path: path.to_owned(), file: file_number(path), leaves_log: false })
    }

    /// Whether the file that is open is still the one at its path: another run may have begun anew.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.file == file_number(&self.path)
    }

    fn create(&mut self) -> anyhow::Result<()> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(include_str!("schema.sql"))?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.commit()?;
        Ok(())
    }

    /// Whether the store at a path holds everything behind some HEAD; nothing is made or changed for it.
    ///
    /// # Errors
    /// When it cannot be read, or is damaged.
    pub fn is_complete(path: &Path) -> anyhow::Result<bool> {
        let Some(store) = Self::read_only(path)? else { return Ok(false) };
        let is_complete = || {
            store.check()?;
            anyhow::Ok(store.head()?.is_some())
        };
        is_complete().with_context(|| could_not_open(path))
    }

    /// The store at a path, to be read and nothing else; `None` when it is of another version.
    pub(super) fn read_only(path: &Path) -> anyhow::Result<Option<Self>> {
        if is_cut(path) {
            return Err(Damaged("the file is cut off").into());
        }
        let opened = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            let (path, file) = (path.to_owned(), file_number(path));
            let store = Self { connection, path, file, leaves_log: false };
            anyhow::Ok((version == VERSION).then_some(store))
        };
        opened().with_context(|| could_not_open(path))
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Forgets everything.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn clear(&mut self) -> anyhow::Result<()> {
        self.write(|transaction| {
            for table in [
                "digest",
                "event_lines",
                "event_place",
                "event",
                "structured",
                "change_symbol",
                "live_before",
                "live_step",
                "anchor",
                "rework",
                "change_symbol",
                "change",
                "merge_parent",
                "file_change",
                "co_author",
                "commits",
                "identity",
                "section",
                "live",
                "path",
            ] {
                transaction.execute(&format!("DELETE FROM {table}"), [])?;
            }
            transaction.execute("DELETE FROM meta WHERE key <> 'views'", [])?;
            Ok(())
        })
    }

    /// Begins anew with a file of its own, whatever is in the one that is there.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn rebuild(&mut self, lock: &StoreLock) -> anyhow::Result<()> {
        // The old file has to be closed before it is removed.
        self.connection = Connection::open_in_memory()?;
        discard(&self.path)?;
        self.reopen(lock)
    }

    /// Opens whatever is at the path now.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn reopen(&mut self, lock: &StoreLock) -> anyhow::Result<()> {
        *self = Self::open_locked(&self.path, lock)?;
        Ok(())
    }

    /// Does something in one transaction that no other writer can come between.
    pub(super) fn write<Output>(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> anyhow::Result<Output>,
    ) -> anyhow::Result<Output> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .with_context(|| format!("could not write to {}", self.path.display()))?;
        let output = work(&transaction)?;
        transaction
            .commit()
            .with_context(|| format!("could not write to {}", self.path.display()))?;
        Ok(output)
    }

    /// A value that a run left for the next one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn meta(&self, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
        meta(&self.connection, key)
    }

    /// A run begins to change the store: until [`Store::complete`], there is no commit up to which
    /// all is known, so that a run that is stopped is never taken for a complete one. Returns the
    /// number of the commit whose history is marked as behind HEAD, for [`Store::settle`].
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn begin(&mut self, seen: &[(&str, Vec<u8>)]) -> anyhow::Result<Option<CommitNumber>> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM meta WHERE key = 'head'", [])?;
            for (key, value) in seen {
                set_meta(transaction, key, value)?;
            }
            Self::unsettle(transaction)
        })
    }

    /// The store holds all commits behind `head`, except for those behind `missing`, which git does
    /// not have.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn complete(&mut self, head: ObjectId, missing: &HashSet<ObjectId>) -> anyhow::Result<()> {
        self.write(|transaction| {
            let mut missing: Vec<&ObjectId> = missing.iter().collect();
            missing.sort();
            let missing: Vec<u8> = missing.into_iter().flat_map(|id| *id.as_bytes()).collect();
            set_meta(transaction, "missing", &missing)?;
            set_ends(transaction)?;
            set_meta(transaction, "head", head.as_bytes())
        })
    }

    /// Leaves a value for the next run.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_meta(&mut self, key: &str, value: &[u8]) -> anyhow::Result<()> {
        self.write(|transaction| set_meta(transaction, key, value))
    }

    /// HEAD of the last run, when that one was complete.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn head(&self) -> anyhow::Result<Option<ObjectId>> {
        Ok(self.meta("head")?.and_then(|bytes| ObjectId::from_slice(&bytes).ok()))
    }

    /// Fails when the rows are not those that the last complete run left: a file that was copied while
    /// a run wrote, without its log, may hold pages of two times.
    ///
    /// # Errors
    /// When the store is damaged or cannot be read.
    pub fn check(&self) -> anyhow::Result<()> {
        let Some(head) = self.head()? else { return Ok(()) };
        let is_as_left = self.meta(ENDS)?.is_some_and(|left| {
            ends(&self.connection).is_ok_and(|now| now == left)
                && self.has_commit(head).unwrap_or(false)
        });
        if is_as_left { Ok(()) } else { Err(Damaged("it is not as the last run left it").into()) }
    }

    /// The commits that git did not have at the last complete run, though others name them as
    /// parents.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn missing_commits(&self) -> anyhow::Result<Vec<ObjectId>> {
        let ids = self.meta("missing")?.unwrap_or_default();
        Ok(ids.chunks_exact(20).filter_map(|id| ObjectId::from_slice(id).ok()).collect())
    }

    /// The commits that the history behind HEAD begins with, in order. Two histories with one in common are of one
    /// project: clones, forks, worktrees. Where a shallow clone or a lost commit cuts a history off, its
    /// beginning is not known, and what comes first here is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn roots(&self) -> anyhow::Result<Vec<ObjectId>> {
        let query = "SELECT oid FROM commits \
                     WHERE parents = x'' AND cut_off = 0 AND behind = 1 ORDER BY oid";
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|oid| Ok(ObjectId::from_slice(&oid?).or(Err(Damaged("a commit's name")))?))
            .collect()
    }

    /// From now on what is written stays in the log beside the file, for a later run to take in, unless the log has
    /// grown long: taking it in waits for the disk, and a commit should not.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn leave_log(&mut self) -> anyhow::Result<()> {
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        self.leaves_log = true;
        Ok(())
    }

    /// Brings what was written into the main file, so that it can be copied and read by others.
    /// Best effort: readers may be in the way, and the next run tries again.
    pub fn checkpoint(&self) {
        if self.leaves_log && length(&log_of(&self.path)) < LONG_LOG {
            return;
        }
        // Not even waiting: somebody may read for a long time.
        let _ = self.connection.busy_timeout(Duration::ZERO);
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        let _ = self.connection.busy_timeout(BUSY);
    }
}

/// The key of [`ends`].
const ENDS: &str = "ends";

/// Leaves word of the last rows that were written.
pub(super) fn set_ends(transaction: &rusqlite::Transaction<'_>) -> anyhow::Result<()> {
    set_meta(transaction, ENDS, &ends(transaction)?)
}

/// The numbers of the last rows of the tables that grow.
fn ends(connection: &Connection) -> anyhow::Result<Vec<u8>> {
    let mut ends = Vec::new();
    for (table, column) in [
        ("commits", "id"),
        ("file_change", "id"),
        ("rework", "file_change"),
        ("change", "file_change"),
        ("structured", "commit_id"),
        ("event", "commit_id"),
    ] {
        let query = format!("SELECT max({column}) FROM {table}");
        let last: Option<i64> =
            connection.prepare_cached(&query)?.query_row([], |row| row.get(0))?;
        ends.extend_from_slice(&last.unwrap_or_default().to_le_bytes());
    }
    Ok(ends)
}

pub(super) fn meta(connection: &Connection, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE key = ?")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

pub(super) fn set_meta(
    transaction: &rusqlite::Transaction<'_>,
    key: &str,
    value: &[u8],
) -> anyhow::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        )?
        .execute((key, value))?;
    Ok(())
}

fn connect(path: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(path)?;
    restrict(path)?;
    connection.busy_timeout(BUSY)?;
    keep_a_log(&connection)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.set_prepared_statement_cache_capacity(32);
    connection.pragma_update(None, "cache_size", PAGE_CACHE)?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    Ok(connection)
}

pub(super) fn could_not_open(path: &Path) -> String {
    format!("could not open the store at {}", path.display())
}

/// A number that tells one file from another that took its place, where the system has one.
fn file_number(path: &Path) -> Option<u64> {
    #[cfg(unix)]
    return std::fs::metadata(path).ok().map(|file| std::os::unix::fs::MetadataExt::ino(&file));
    #[cfg(not(unix))]
    return None;
}

/// Attempts to switch a new file to a log, and the time between them: as long as [`BUSY`] in all.
const ATTEMPTS: u32 = 600;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(50);

/// Writes go to a log beside the file, so that readers and a writer do not wait for each other.
/// While another run does the same to a new file, SQLite refuses at once instead of waiting.
fn keep_a_log(connection: &Connection) -> rusqlite::Result<()> {
    for _ in 1..ATTEMPTS {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                std::thread::sleep(BETWEEN_ATTEMPTS);
            }
            done => return done,
        }
    }
    connection.pragma_update(None, "journal_mode", "WAL")
}

/// SQLite's page size when nobody chooses another.
const PAGE: u64 = 4_096;

/// Whether the file ends within a page, which SQLite itself does not notice. While there is a log
/// of changes, the file may be in the middle of taking them in.
fn is_cut(path: &Path) -> bool {
    length(&log_of(path)) == 0 && !length(path).is_multiple_of(PAGE)
}

/// The log beside a file.
pub(super) fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log)
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}

/// What a person did with their days is theirs: nobody else may read it.
fn make_private_folder(folder: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .with_context(|| format!("could not make the folder {}", folder.display()))
}

fn restrict(path: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path)?.permissions().mode() & 0o777;
        if mode != 0o600 {
            // A file system without modes keeps its own.
            let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
        }
    }
    Ok(())
}

fn discard(path: &Path) -> anyhow::Result<()> {
    // The log first: without its file it is nothing, but it must never be taken for another file's.
    for suffix in ["-wal", "-shm", "-journal", ""] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error)
                    .with_context(|| format!("could not remove {}", Path::new(&file).display()));
            }
            _ => {}
        }
    }
    Ok(())
}
