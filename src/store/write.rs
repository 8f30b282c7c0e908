//! Facts into the store.
//!
//! In: the facts of a block of commits, parents before children. Out: rows, all or none of them.
//! Deliberately absent: line origins, which `trace` writes once the hunks are there.

use std::collections::HashMap;

use anyhow::Context as _;
use rusqlite::{OptionalExtension as _, Transaction};

use super::Store;
use super::anchors::next_number;
use super::codec::{Encoder, encode_hunks};
use super::codes::{content_code, mark_code, status_code};
use crate::mine::{CommitFacts, CommitNumber, FileFacts, HunkFacts};
use crate::model::{GitattributesMark, ObjectId, RepoPath};

impl Store {
    /// Adds a block of commits. Commits that are there already are passed over.
    ///
    /// # Errors
    /// When the store cannot be written, or a parent is not there.
    pub fn add_commits(&mut self, block: &[CommitFacts]) -> anyhow::Result<()> {
        self.write(|transaction| {
            let mut names = Names { next_commit: next_number(transaction)?, ..Names::default() };
            block.iter().try_for_each(|facts| add_commit(transaction, &mut names, facts))
        })
    }

    /// Puts commits that are there, and whose content git did not have, in their place anew.
    ///
    /// # Errors
    /// When the store cannot be written, or a commit is not there.
    pub fn replace_files(&mut self, block: &[CommitFacts]) -> anyhow::Result<()> {
        self.write(|transaction| {
            let mut names = Names::default();
            for facts in block {
                let commit = names.commit(transaction, facts.id)?;
                let commit = commit.with_context(|| format!("commit {} is new", facts.id))?;
                forget_files(transaction, commit)?;
                let fingerprint = facts.fingerprint.map(u64::cast_signed);
                transaction
                    .prepare_cached("UPDATE commits SET fingerprint = ? WHERE id = ?")?
                    .execute((fingerprint, commit))?;
                let files = facts.files.iter();
                files
                    .map(|file| add_file(transaction, &mut names, commit, file))
                    .collect::<Result<(), _>>()?;
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

    /// Writes down what `.gitattributes` says of each path.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_marks(
        &mut self,
        mark: impl Fn(&RepoPath) -> Option<GitattributesMark>,
    ) -> anyhow::Result<()> {
        self.write(|transaction| {
            let mut rows = transaction.prepare("SELECT id, bytes, mark FROM path")?;
            let mut update = transaction.prepare("UPDATE path SET mark = ? WHERE id = ?")?;
            let mut rows = rows.query([])?;
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

/// Rows that many others point to, looked up once a block.
#[derive(Default)]
struct Names {
    paths: HashMap<RepoPath, i64>,
    sections: HashMap<String, i64>,
    identities: HashMap<(Vec<u8>, Vec<u8>), i64>,
    commits: HashMap<ObjectId, CommitNumber>,
    next_commit: CommitNumber,
}

impl Names {
    fn path(&mut self, transaction: &Transaction<'_>, path: &RepoPath) -> anyhow::Result<i64> {
        if let Some(id) = self.paths.get(path) {
            return Ok(*id);
        }
        let bytes = path.as_bytes();
        let id = id_of(
            transaction,
            "SELECT id FROM path WHERE bytes = ?1",
            "INSERT INTO path (bytes) VALUES (?1)",
            [bytes],
        )?;
        self.paths.insert(path.clone(), id);
        Ok(id)
    }

    fn section(&mut self, transaction: &Transaction<'_>, title: &str) -> anyhow::Result<i64> {
        if let Some(id) = self.sections.get(title) {
            return Ok(*id);
        }
        let id = id_of(
            transaction,
            "SELECT id FROM section WHERE title = ?1",
            "INSERT INTO section (title) VALUES (?1)",
            [title],
        )?;
        self.sections.insert(title.to_owned(), id);
        Ok(id)
    }

    fn identity(
        &mut self,
        transaction: &Transaction<'_>,
        facts: &CommitFacts,
    ) -> anyhow::Result<i64> {
        let key = (facts.author.name.clone(), facts.author.email.clone());
        if let Some(id) = self.identities.get(&key) {
            return Ok(*id);
        }
        let id = id_of(
            transaction,
            "SELECT id FROM identity WHERE name = ?1 AND email = ?2",
            "INSERT INTO identity (name, email) VALUES (?1, ?2)",
            [key.0.as_slice(), key.1.as_slice()],
        )?;
        self.identities.insert(key, id);
        Ok(id)
    }

    fn commit(
        &mut self,
        transaction: &Transaction<'_>,
        id: ObjectId,
    ) -> anyhow::Result<Option<CommitNumber>> {
        if let Some(row) = self.commits.get(&id) {
            return Ok(Some(*row));
        }
        let mut statement = transaction.prepare_cached("SELECT id FROM commits WHERE oid = ?")?;
        let row = statement.query_row([id.as_bytes()], |row| row.get(0)).optional()?;
        if let Some(row) = row {
            self.commits.insert(id, row);
        }
        Ok(row)
    }
}

fn id_of(
    transaction: &Transaction<'_>,
    select: &str,
    insert: &str,
    parameters: impl rusqlite::Params + Clone,
) -> anyhow::Result<i64> {
    let mut statement = transaction.prepare_cached(select)?;
    if let Some(id) = statement.query_row(parameters.clone(), |row| row.get(0)).optional()? {
        return Ok(id);
    }
    Ok(transaction.prepare_cached(insert)?.insert(parameters)?)
}

/// Removes what is known of the files of a commit.
pub(super) fn forget_files(
    transaction: &Transaction<'_>,
    commit: CommitNumber,
) -> anyhow::Result<()> {
    for statement in [
        "DELETE FROM rework WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
        "DELETE FROM change WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
        "DELETE FROM merge_parent WHERE file_change IN (SELECT id FROM file_change WHERE commit_id = ?)",
        "DELETE FROM file_change WHERE commit_id = ?",
    ] {
        transaction.prepare_cached(statement)?.execute([commit])?;
    }
    Ok(())
}

fn add_commit(
    transaction: &Transaction<'_>,
    names: &mut Names,
    facts: &CommitFacts,
) -> anyhow::Result<()> {
    if names.commit(transaction, facts.id)?.is_some() {
        return Ok(());
    }
    let mut parents = Vec::with_capacity(facts.parents.len() * 4);
    for parent in &facts.parents {
        let row = names.commit(transaction, *parent)?;
        let row = row.with_context(|| format!("commit {parent} is not in the store"))?;
        parents.extend_from_slice(&row.to_le_bytes());
    }
    let author = names.identity(transaction, facts)?;
    let inherited = encode_inherited(transaction, names, facts)?;
    let commit = names.next_commit;
    names.next_commit += 1;
    transaction
        .prepare_cached(
            "INSERT INTO commits (id, oid, parents, cut_off, author, author_time, offset_minutes, \
             commit_time, subject, body, fingerprint, inherited, traced, behind) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1)",
        )?
        .execute(rusqlite::params![
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
    names.commits.insert(facts.id, commit);
    facts.files.iter().try_for_each(|file| add_file(transaction, names, commit, file))
}

fn encode_inherited(
    transaction: &Transaction<'_>,
    names: &mut Names,
    facts: &CommitFacts,
) -> anyhow::Result<Option<Vec<u8>>> {
    if facts.inherited.is_empty() {
        return Ok(None);
    }
    let mut encoder = Encoder::default();
    for inherited in &facts.inherited {
        encoder.put(u32::try_from(names.path(transaction, &inherited.path)?)?);
        encoder.put(inherited.parent.map_or(Ok(0), |parent| u32::try_from(parent + 1))?);
    }
    Ok(Some(encoder.finish()))
}

fn add_file(
    transaction: &Transaction<'_>,
    names: &mut Names,
    commit: CommitNumber,
    file: &FileFacts,
) -> anyhow::Result<()> {
    let path = names.path(transaction, &file.path)?;
    let old_path = file.old_path.as_ref().map(|path| names.path(transaction, path)).transpose()?;
    let copied_from =
        file.copied_from.as_ref().map(|path| names.path(transaction, path)).transpose()?;
    let changes = by_section(file);
    let ordinal_of: HashMap<Option<&str>, u32> =
        (0..).zip(&changes).map(|(ordinal, change)| (change.section, ordinal)).collect();
    let hunks = file.hunks.iter().map(|facts| (facts.hunk, ordinal_of[&facts.section.as_deref()]));
    let row = transaction
        .prepare_cached(
            "INSERT INTO file_change (commit_id, path, old_path, status, content, old_blob, \
             new_blob, moved_in, moved_out, new_lines, copied_from, mode_changed, hunks) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .insert(rusqlite::params![
            commit,
            path,
            old_path,
            status_code(file.status),
            content_code(file.content),
            file.old_blob.as_ref().map(ObjectId::as_bytes),
            file.new_blob.as_ref().map(ObjectId::as_bytes),
            file.moved_in,
            file.moved_out,
            file.new_lines,
            copied_from,
            file.mode_changed,
            encode_hunks(hunks),
        ])?;
    for parent in &file.parents {
        let path = names.path(transaction, &parent.path)?;
        let hunks = encode_hunks(parent.hunks.iter().map(|hunk| (*hunk, 0)));
        transaction.prepare_cached("INSERT INTO merge_parent VALUES (?, ?, ?, ?)")?.execute((
            row,
            i64::try_from(parent.parent)?,
            path,
            hunks,
        ))?;
    }
    for (ordinal, change) in (0_u32..).zip(&changes) {
        let section = change.section.map(|title| names.section(transaction, title)).transpose()?;
        transaction
            .prepare_cached("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute(rusqlite::params![
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
/// without lines of its own is none.
fn by_section(file: &FileFacts) -> Vec<SectionChange<'_>> {
    let mut changes: Vec<SectionChange<'_>> = Vec::new();
    for HunkFacts { hunk, section, introduces, removes, formatting_only, comments_only } in
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
    changes
}
