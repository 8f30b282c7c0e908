//! What commits did to the structure, into the store and back.
//!
//! In: what was found of a portion of commits. Out: rows, all or none of them; the files of commits
//! that are still to be looked into; the events of one commit. The rows of a commit depend on it
//! alone. Deliberately absent: finding events (`mine`), and words for them (`report`).

use rusqlite::{CachedStatement, OptionalExtension as _, Row, Transaction, params};

use super::Store;
use super::codes::content;
use super::database::set_ends;
use super::rows::Names;
use super::trouble::Damaged;
use crate::mine::{CommitNumber, DeepChange, DeepCommit, DeepFile};
use crate::model::{
    ChangeSymbol, CommitStructure, EventEvidence, EventKind, EventSubject, ObjectId, RepoPath,
    SharedLines, StructuralEvent, SymbolPlace,
};

/// Which commits are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among<'a> {
    /// All that are behind HEAD.
    BehindHead,
    /// These.
    These(&'a [ObjectId]),
}

/// What is known of the structure of the commits behind HEAD, in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StructureCounts {
    /// Commits that were looked into.
    pub commits: usize,
    /// What they did.
    pub events: usize,
    /// Commits of more files than are looked into.
    pub sweeps: usize,
    /// File changes that could not be looked into.
    pub left_out: usize,
}

impl Store {
    /// The commits that were not looked into yet, parents before children.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn without_structure(&self, among: Among<'_>) -> anyhow::Result<Vec<CommitNumber>> {
        let is_open = "NOT EXISTS (SELECT 1 FROM structured WHERE commit_id = commits.id)";
        match among {
            Among::BehindHead => {
                let query =
                    format!("SELECT id FROM commits WHERE behind = 1 AND {is_open} ORDER BY id");
                let mut statement = self.connection.prepare(&query)?;
                let numbers = statement.query_map([], |row| row.get(0))?;
                Ok(numbers.collect::<Result<_, _>>()?)
            }
            Among::These(ids) => {
                let query = format!("SELECT id FROM commits WHERE oid = ? AND {is_open}");
                let mut statement = self.connection.prepare_cached(&query)?;
                let mut numbers = Vec::new();
                for id in ids {
                    let number =
                        statement.query_row([id.as_bytes()], |row| row.get::<_, CommitNumber>(0));
                    numbers.extend(number.optional()?);
                }
                numbers.sort_unstable();
                Ok(numbers)
            }
        }
    }

    /// The files that commits changed.
    ///
    /// # Errors
    /// When the store cannot be read or a row is damaged.
    pub fn changed_files(&self, commits: &[CommitNumber]) -> anyhow::Result<Vec<DeepCommit>> {
        let mut parents = self
            .connection
            .prepare_cached("SELECT length(parents) > 4, oid FROM commits WHERE id = ?")?;
        let mut files = self.connection.prepare_cached(
            "SELECT p.bytes, o.bytes, f.old_blob, f.new_blob, f.content, f.id FROM file_change f \
             JOIN path p ON p.id = f.path LEFT JOIN path o ON o.id = f.old_path \
             WHERE f.commit_id = ? ORDER BY f.id",
        )?;
        let mut changes = self.connection.prepare_cached(
            "SELECT ordinal, first_line, added FROM change WHERE file_change = ? ORDER BY ordinal",
        )?;
        let mut found = Vec::with_capacity(commits.len());
        for number in commits {
            let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?));
            let (is_merge, id) = parents.query_row([number], read)?;
            let id = ObjectId::from_slice(&id)?;
            let mut rows = files.query([number])?;
            let mut files = Vec::new();
            while let Some(row) = rows.next()? {
                let changes = changes.query_map([row.get::<_, i64>(5)?], |row| {
                    let (ordinal, first_line) = (row.get(0)?, row.get(1)?);
                    Ok(DeepChange { ordinal, first_line, added: row.get(2)? })
                })?;
                files.push(file(row, changes.collect::<Result<_, _>>()?)?);
            }
            found.push(DeepCommit { number: *number, id, is_merge, files });
        }
        Ok(found)
    }

    /// Keeps what commits did, all of it or nothing.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn add_structure(
        &mut self,
        found: &[(CommitNumber, CommitStructure)],
    ) -> anyhow::Result<()> {
        self.write(|transaction| {
            let mut writer = Writer::new(transaction)?;
            for (commit, structure) in found {
                writer.add(*commit, structure)?;
            }
            drop(writer);
            set_ends(transaction)
        })
    }

    /// What a commit did; nothing when it was not looked into.
    ///
    /// # Errors
    /// When the store cannot be read or a row is damaged.
    pub fn structure(&self, commit: ObjectId) -> anyhow::Result<Option<CommitStructure>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.commit_id, parsed, unparsed, left_out, is_sweep FROM commits c \
             JOIN structured s ON s.commit_id = c.id WHERE c.oid = ?",
        )?;
        let counts = |row: &Row<'_>| {
            let structure = CommitStructure {
                events: Vec::new(),
                symbols: Vec::new(),
                parsed: count(row, 1)?,
                unparsed: count(row, 2)?,
                left_out: count(row, 3)?,
                is_sweep: row.get(4)?,
            };
            Ok((row.get(0)?, structure))
        };
        let found: Option<(CommitNumber, CommitStructure)> =
            statement.query_row([commit.as_bytes()], counts).optional()?;
        let Some((number, mut structure)) = found else { return Ok(None) };
        structure.events = self.events(number)?;
        Ok(Some(structure))
    }

    fn events(&self, commit: CommitNumber) -> anyhow::Result<Vec<StructuralEvent>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, subject, detail, probability, shared_words, says, is_public FROM event \
             WHERE commit_id = ? ORDER BY ordinal",
        )?;
        let mut rows = statement.query([commit])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            events.push(event(row)?);
        }
        self.places(commit, &mut events)?;
        self.lines(commit, &mut events)?;
        Ok(events)
    }

    fn places(&self, commit: CommitNumber, events: &mut [StructuralEvent]) -> anyhow::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT event, side, bytes, symbol, first_line, end_line FROM event_place \
             JOIN path ON path.id = event_place.path WHERE commit_id = ? ORDER BY event, side, place",
        )?;
        let mut rows = statement.query([commit])?;
        while let Some(row) = rows.next()? {
            let event = events.get_mut(count(row, 0)?).ok_or(Damaged("an event"))?;
            let place = SymbolPlace {
                path: RepoPath::new(row.get_ref(2)?.as_blob()?),
                symbol: row.get(3)?,
                lines: row.get(4)?..row.get(5)?,
            };
            let side = if row.get(1)? { &mut event.after } else { &mut event.before };
            side.push(place);
        }
        Ok(())
    }

    fn lines(&self, commit: CommitNumber, events: &mut [StructuralEvent]) -> anyhow::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT event, before, after, lines FROM event_lines WHERE commit_id = ? \
             ORDER BY event, ordinal",
        )?;
        let mut rows = statement.query([commit])?;
        while let Some(row) = rows.next()? {
            let event = events.get_mut(count(row, 0)?).ok_or(Damaged("an event"))?;
            let (before, after, lines) = (row.get(1)?, row.get(2)?, row.get(3)?);
            event.evidence.shared.push(SharedLines { before, after, lines });
        }
        Ok(())
    }

    /// What is known of the commits behind HEAD.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn structure_counts(&self) -> anyhow::Result<StructureCounts> {
        let query = "SELECT count(*), coalesce(sum(is_sweep), 0), coalesce(sum(left_out), 0), \
                     coalesce(sum((SELECT count(*) FROM event e WHERE e.commit_id = s.commit_id)), 0) \
                     FROM structured s JOIN commits c ON c.id = s.commit_id WHERE c.behind = 1";
        let counts = |row: &Row<'_>| {
            let (commits, sweeps) = (count(row, 0)?, count(row, 1)?);
            Ok(StructureCounts {
                commits,
                sweeps,
                left_out: count(row, 2)?,
                events: count(row, 3)?,
            })
        };
        Ok(self.connection.query_row(query, [], counts)?)
    }
}

fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    let count: i64 = row.get(column)?;
    usize::try_from(count).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, count))
}

fn file(row: &Row<'_>, changes: Vec<DeepChange>) -> anyhow::Result<DeepFile> {
    let blob = |column| -> anyhow::Result<Option<ObjectId>> {
        let bytes = row.get_ref(column)?.as_blob_or_null()?;
        Ok(bytes.map(ObjectId::from_slice).transpose()?)
    };
    Ok(DeepFile {
        path: RepoPath::new(row.get_ref(0)?.as_blob()?),
        old_path: row.get_ref(1)?.as_blob_or_null()?.map(RepoPath::new),
        old_blob: blob(2)?,
        new_blob: blob(3)?,
        content: content(row.get(4)?).ok_or(Damaged("content"))?,
        changes,
    })
}

fn event(row: &Row<'_>) -> anyhow::Result<StructuralEvent> {
    let (kind, subject) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
    Ok(StructuralEvent {
        kind: EventKind::of_name(kind).ok_or(Damaged("a kind of event"))?,
        subject: EventSubject::of_name(subject).ok_or(Damaged("a subject of an event"))?,
        before: Vec::new(),
        after: Vec::new(),
        is_public: row.get(6)?,
        detail: row.get(2)?,
        probability: row.get(3)?,
        evidence: EventEvidence {
            shared: Vec::new(),
            shared_words: row.get(4)?,
            says: row.get_ref(5)?.as_str()?.lines().map(str::to_owned).collect(),
        },
    })
}

/// Writes the rows of a portion.
struct Writer<'t> {
    names: Names<'t>,
    structured: CachedStatement<'t>,
    event: CachedStatement<'t>,
    place: CachedStatement<'t>,
    lines: CachedStatement<'t>,
    files: CachedStatement<'t>,
    symbol: CachedStatement<'t>,
}

impl<'t> Writer<'t> {
    fn new(transaction: &'t Transaction<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            names: Names::new(transaction)?,
            // One that is there already, or whose commit is gone, is passed over.
            structured: transaction.prepare_cached(
                "INSERT INTO structured SELECT id, ?2, ?3, ?4, ?5 FROM commits WHERE id = ?1 \
                 ON CONFLICT DO NOTHING",
            )?,
            event: transaction
                .prepare_cached("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?,
            place: transaction
                .prepare_cached("INSERT INTO event_place VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?,
            lines: transaction
                .prepare_cached("INSERT INTO event_lines VALUES (?, ?, ?, ?, ?, ?)")?,
            files: transaction
                .prepare_cached("SELECT id FROM file_change WHERE commit_id = ? ORDER BY id")?,
            symbol: transaction.prepare_cached("INSERT INTO change_symbol VALUES (?, ?, ?)")?,
        })
    }

    fn add(&mut self, commit: CommitNumber, structure: &CommitStructure) -> anyhow::Result<()> {
        let CommitStructure { events, symbols, parsed, unparsed, left_out, is_sweep } = structure;
        let [parsed, unparsed, left_out] = [*parsed, *unparsed, *left_out].map(i64::try_from);
        let row = params![commit, parsed?, unparsed?, left_out?, is_sweep];
        let added = self.structured.execute(row)?;
        if added == 0 {
            return Ok(());
        }
        for (ordinal, event) in (0..).zip(events) {
            self.add_event(commit, ordinal, event)?;
        }
        self.add_symbols(commit, symbols)
    }

    fn add_symbols(
        &mut self,
        commit: CommitNumber,
        symbols: &[ChangeSymbol],
    ) -> anyhow::Result<()> {
        if symbols.is_empty() {
            return Ok(());
        }
        let files = self.files.query_map([commit], |row| row.get(0))?;
        let files: Vec<i64> = files.collect::<Result<_, _>>()?;
        for ChangeSymbol { file, change, title } in symbols {
            let file = files.get(*file).ok_or(Damaged("a file change"))?;
            let title = title.as_deref().map(|title| self.names.section(title)).transpose()?;
            self.symbol.execute(params![file, change, title])?;
        }
        Ok(())
    }

    fn add_event(
        &mut self,
        commit: CommitNumber,
        ordinal: u32,
        event: &StructuralEvent,
    ) -> anyhow::Result<()> {
        let EventEvidence { shared, shared_words, says } = &event.evidence;
        self.event.execute(params![
            commit,
            ordinal,
            event.kind.name(),
            event.subject.name(),
            event.detail,
            event.probability,
            shared_words,
            says.join("\n"),
            event.is_public,
        ])?;
        for (side, places) in [(0, &event.before), (1, &event.after)] {
            for (at, place) in (0_u32..).zip(places) {
                let path = self.names.path(&place.path)?;
                let SymbolPlace { symbol, lines, .. } = place;
                let row = params![commit, ordinal, side, at, path, symbol, lines.start, lines.end];
                self.place.execute(row)?;
            }
        }
        for (at, SharedLines { before, after, lines }) in (0_u32..).zip(shared) {
            self.lines.execute(params![commit, ordinal, at, before, after, lines])?;
        }
        Ok(())
    }
}
