//! One row after the other.
//!
//! In: the facts of a commit. Out: its rows, in a transaction of the caller. Statements are looked up
//! once a block, because there are many rows. Deliberately absent: when to begin and when to end.

use std::collections::HashMap;

use anyhow::Context as _;
use rusqlite::{CachedStatement, OptionalExtension as _, Transaction, params};

use super::anchors::next_number;
use super::codec::{Encoder, encode_hunks, encode_moves, encode_sample};
use super::codes::{content_code, status_code};
use crate::mine::{Carried, CommitFacts, CommitNumber, FileFacts, HunkFacts};
use crate::model::{ObjectId, RepoPath};

/// Looks a row up by what it holds, and makes it when there is none.
struct Named<'t, Key> {
    known: HashMap<Key, i64>,
    select: CachedStatement<'t>,
    insert: CachedStatement<'t>,
}

impl<'t, Key: std::hash::Hash + Eq> Named<'t, Key> {
    fn new(transaction: &'t Transaction<'_>, select: &str, insert: &str) -> anyhow::Result<Self> {
        let select = transaction.prepare_cached(select)?;
        let insert = transaction.prepare_cached(insert)?;
        Ok(Self { known: HashMap::new(), select, insert })
    }

    fn id<Borrowed>(
        &mut self,
        key: &Borrowed,
        parameters: impl rusqlite::Params + Clone,
    ) -> anyhow::Result<i64>
    where
        Key: std::borrow::Borrow<Borrowed>,
        Borrowed: std::hash::Hash + Eq + ToOwned<Owned = Key> + ?Sized,
    {
        if let Some(id) = self.known.get(key) {
            return Ok(*id);
        }
        let found = self.select.query_row(parameters.clone(), |row| row.get(0)).optional()?;
        let id = found.map_or_else(|| self.insert.insert(parameters), Ok)?;
        self.known.insert(key.to_owned(), id);
        Ok(id)
    }
}

/// Rows that many others point to, looked up once a block.
pub(super) struct Names<'t> {
    paths: Named<'t, RepoPath>,
    sections: Named<'t, String>,
    identities: Named<'t, (Vec<u8>, Vec<u8>)>,
    commits: HashMap<ObjectId, CommitNumber>,
    commit: CachedStatement<'t>,
}

impl<'t> Names<'t> {
    /// A look-up for one block.
    pub(super) fn new(transaction: &'t Transaction<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            paths: Named::new(
                transaction,
                "SELECT id FROM path WHERE bytes = ?1",
                "INSERT INTO path (bytes) VALUES (?1)",
            )?,
            sections: Named::new(
                transaction,
                "SELECT id FROM section WHERE title = ?1",
                "INSERT INTO section (title) VALUES (?1)",
            )?,
            identities: Named::new(
                transaction,
                "SELECT id FROM identity WHERE name = ?1 AND email = ?2",
                "INSERT INTO identity (name, email) VALUES (?1, ?2)",
            )?,
            commits: HashMap::new(),
            commit: transaction.prepare_cached("SELECT id FROM commits WHERE oid = ?")?,
        })
    }

    /// The number of a path.
    pub(super) fn path(&mut self, path: &RepoPath) -> anyhow::Result<i64> {
        self.paths.id(path, [path.as_bytes()])
    }

    pub(super) fn section(&mut self, title: &str) -> anyhow::Result<i64> {
        self.sections.id(title, [title])
    }

    fn identity(&mut self, name: &[u8], email: &[u8]) -> anyhow::Result<i64> {
        self.identities.id(&(name.to_vec(), email.to_vec()), [name, email])
    }

    /// The number of a commit, if it is there.
    pub(super) fn commit(&mut self, id: ObjectId) -> anyhow::Result<Option<CommitNumber>> {
        if let Some(number) = self.commits.get(&id) {
            return Ok(Some(*number));
        }
        let number = self.commit.query_row([id.as_bytes()], |row| row.get(0)).optional()?;
        self.commits.extend(number.map(|number| (id, number)));
        Ok(number)
    }
}

/// Writes the rows of commits.
pub(super) struct RowWriter<'t> {
    pub names: Names<'t>,
    next_commit: CommitNumber,
    commit: CachedStatement<'t>,
    file: CachedStatement<'t>,
    parent: CachedStatement<'t>,
    change: CachedStatement<'t>,
    co_author: CachedStatement<'t>,
}

impl<'t> RowWriter<'t> {
    /// A writer for one block.
    pub(super) fn new(transaction: &'t Transaction<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            names: Names::new(transaction)?,
            next_commit: next_number(transaction)?,
            commit: transaction.prepare_cached(
                "INSERT INTO commits (id, oid, parents, cut_off, author, author_time, \
                 offset_minutes, commit_time, subject, body, fingerprint, inherited, traced, behind) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1)",
            )?,
            file: transaction.prepare_cached(
                "INSERT INTO file_change (commit_id, path, old_path, status, content, old_blob, \
                 new_blob, moved_in, moved_out, moves, went, came, new_lines, copied_from, \
                 mode_changed, hunks) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?,
            parent: transaction.prepare_cached("INSERT INTO merge_parent VALUES (?, ?, ?, ?)")?,
            change: transaction
                .prepare_cached("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?,
            co_author: transaction.prepare_cached("INSERT INTO co_author VALUES (?, ?, ?)")?,
        })
    }

    /// Adds a commit; one that is there already is passed over.
    pub(super) fn add_commit(&mut self, facts: &CommitFacts) -> anyhow::Result<()> {
        if self.names.commit(facts.id)?.is_some() {
            return Ok(());
        }
        let mut parents = Vec::with_capacity(facts.parents.len() * 4);
        for parent in &facts.parents {
            let number = self.names.commit(*parent)?;
            let number = number.with_context(|| format!("commit {parent} is not in the store"))?;
            parents.extend_from_slice(&number.to_le_bytes());
        }
        let author = self.names.identity(&facts.author.name, &facts.author.email)?;
        let inherited = self.inherited(facts)?;
        let commit = self.next_commit;
        self.next_commit += 1;
        self.commit.execute(params![
            commit,
            facts.id.as_bytes(),
            parents,
            facts.cut_off,
            author,
            facts.author.time,
            facts.author.offset_minutes,
            facts.commit_time,
            facts.subject,
            facts.body,
            facts.fingerprint.map(u64::cast_signed),
            inherited,
        ])?;
        self.names.commits.insert(facts.id, commit);
        for (ordinal, named) in (0_u32..).zip(&facts.co_authors) {
            let identity = self.names.identity(&named.name, &named.email)?;
            self.co_author.execute((commit, ordinal, identity))?;
        }
        facts.files.iter().try_for_each(|file| self.add_file(commit, file))
    }

    fn inherited(&mut self, facts: &CommitFacts) -> anyhow::Result<Option<Vec<u8>>> {
        if facts.inherited.is_empty() {
            return Ok(None);
        }
        let mut encoder = Encoder::default();
        for inherited in &facts.inherited {
            encoder.put(u32::try_from(self.names.path(&inherited.path)?)?);
            encoder.put(inherited.parent.map_or(Ok(0), |parent| u32::try_from(parent + 1))?);
        }
        Ok(Some(encoder.finish()))
    }

    /// Adds a file of a commit.
    pub(super) fn add_file(
        &mut self,
        commit: CommitNumber,
        file: &FileFacts,
    ) -> anyhow::Result<()> {
        let path = self.names.path(&file.path)?;
        let mut optional =
            |path: &Option<RepoPath>| path.as_ref().map(|path| self.names.path(path)).transpose();
        let (old_path, copied_from) = (optional(&file.old_path)?, optional(&file.copied_from)?);
        let (changes, ordinals) = by_section(file);
        let hunks = file.hunks.iter().zip(ordinals);
        let hunks = hunks.map(|(facts, ordinal)| (facts.hunk, ordinal, &facts.carried));
        let row = self.file.insert(params![
            commit,
            path,
            old_path,
            status_code(file.status),
            content_code(file.content),
            file.old_blob.as_ref().map(ObjectId::as_bytes),
            file.new_blob.as_ref().map(ObjectId::as_bytes),
            file.moved_in,
            file.moved_out,
            (!file.moves.is_empty()).then(|| encode_moves(&file.moves)),
            (!file.went.is_empty()).then(|| encode_sample(&file.went)),
            (!file.came.is_empty()).then(|| encode_sample(&file.came)),
            file.new_lines,
            copied_from,
            file.mode_changed,
            encode_hunks(hunks),
        ])?;
        for parent in &file.parents {
            let path = self.names.path(&parent.path)?;
            let hunks = encode_hunks(parent.hunks.iter().map(|hunk| (*hunk, 0, &Carried::None)));
            self.parent.execute((row, i64::try_from(parent.parent)?, path, hunks))?;
        }
        for (ordinal, change) in (0_u32..).zip(&changes) {
            let section = change.section.map(|title| self.names.section(title)).transpose()?;
            self.change.execute(params![
                row,
                ordinal,
                section,
                change.added,
                change.deleted,
                change.hunks,
                change.first_line,
                change.introduces,
                change.removes,
                change.formatting_only,
                change.comments_only,
            ])?;
        }
        Ok(())
    }
}

/// The part of a file change that falls on one section.
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not depend on each other")]
struct SectionChange<'a> {
    section: Option<&'a str>,
    added: u32,
    deleted: u32,
    hunks: u32,
    first_line: u32,
    introduces: bool,
    removes: bool,
    formatting_only: bool,
    comments_only: bool,
}

/// The hunks of a file by section, in order of appearance. A file that changed without any hunk
/// (renamed, binary, a mode) is one change without lines, so that it is listed; a merged file
/// without lines of its own is none. With the ordinal of the change that each hunk is part of.
fn by_section(file: &FileFacts) -> (Vec<SectionChange<'_>>, Vec<u32>) {
    let mut changes: Vec<SectionChange<'_>> = Vec::new();
    let mut ordinals = Vec::with_capacity(file.hunks.len());
    for HunkFacts { hunk, section, introduces, removes, formatting_only, comments_only, .. } in
        &file.hunks
    {
        let section = section.as_deref();
        let known = changes.iter().position(|change| change.section == section);
        let at = known.unwrap_or_else(|| {
            changes.push(SectionChange {
                section,
                added: 0,
                deleted: 0,
                hunks: 0,
                first_line: hunk.new_start + u32::from(hunk.new_lines > 0),
                introduces: false,
                removes: false,
                formatting_only: true,
                comments_only: true,
            });
            changes.len() - 1
        });
        ordinals.push(u32::try_from(at).unwrap_or(u32::MAX));
        let change = &mut changes[at];
        change.added += hunk.new_lines;
        change.deleted += hunk.old_lines;
        change.hunks += 1;
        change.introduces |= introduces;
        change.removes |= removes;
        change.formatting_only &= formatting_only;
        change.comments_only &= comments_only;
    }
    if changes.is_empty() && file.parents.is_empty() {
        changes.push(SectionChange {
            section: None,
            added: 0,
            deleted: 0,
            hunks: 0,
            first_line: 0,
            introduces: file.old_blob.is_none(),
            removes: file.new_blob.is_none(),
            formatting_only: false,
            comments_only: false,
        });
    }
    (changes, ordinals)
}
