//! What commits did to the structure of the code.
//!
//! In: commits with the files that they changed. Out: structural events of each, in the same order,
//! block by block on the calling thread. First every version of a block is parsed, the versions of a
//! file one after the other, so that each is read and parsed once and only anew where it differs from
//! the one before; then the events of each commit are worked out. Both on all cores.
//! Memory is bounded by the texts of one block (64 MiB) and of the last versions of files (32 MiB) with their
//! outlines, which take about as much again, and one tree for each thread.
//! A merge has no events: what it brought together stands with the commits that wrote it.
//! Deliberately absent: the store; whoever calls hands a function that keeps what was found.

mod last;
mod parse;
mod symbols;
mod versions;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Mutex;

use last::LastVersions;
use parse::{ParsedText, Parser};
use symbols::symbols_of;
use versions::{Planned, PlannedFile, Versions};

use super::lineage::CommitNumber;
use super::parallel::{Steps, in_parallel};
use super::{Progress, Silent};
use crate::git::{Objects, TreeDiffer};
use crate::model::{CommitStructure, Content, ObjectId, RepoPath};
use crate::structure::{FilePair, Surroundings, Version, structural_events};
use crate::syntax::Reading;

/// A commit with more parsed files is an import or a sweep over everything: it is not looked into.
pub const MOST_FILES: usize = 2_000;
/// Nor is one whose versions have more text, in bytes.
const MOST_TEXT: u64 = 64 << 20;
/// A block ends when its versions have so much text, in bytes.
const BLOCK_TEXT: u64 = 64 << 20;
/// The last versions of files that are kept from one block to the next have so much text, in bytes.
const LAST_TEXT: usize = 32 << 20;
/// The share of the work that is done once all versions are parsed, in hundredths.
const PARSING: usize = 70;

/// The versions that could be parsed, by number.
type Texts = HashMap<usize, ParsedText>;

/// A commit to look into.
#[derive(Clone, Debug)]
pub struct DeepCommit {
    /// Its number in the store.
    pub number: CommitNumber,
    /// Its name.
    pub id: ObjectId,
    /// Whether it has several parents.
    pub is_merge: bool,
    /// The files it changed.
    pub files: Vec<DeepFile>,
}

/// A file of such a commit.
#[derive(Clone, Debug)]
pub struct DeepFile {
    /// Its path after the commit; before it, when it is gone.
    pub path: RepoPath,
    /// Its path before, when that was another.
    pub old_path: Option<RepoPath>,
    /// Its content before.
    pub old_blob: Option<ObjectId>,
    /// Its content after.
    pub new_blob: Option<ObjectId>,
    /// What kind of content that is.
    pub content: Content,
    /// What changed in it.
    pub changes: Vec<DeepChange>,
}

/// A change of such a file, as its hunks told it.
#[derive(Clone, Copy, Debug)]
pub struct DeepChange {
    /// Its place among the changes of the file.
    pub ordinal: u32,
    /// Its first line after the commit, from 1.
    pub first_line: u32,
    /// Lines that it adds.
    pub added: u32,
}

impl DeepFile {
    /// The path before.
    fn path_before(&self) -> &RepoPath {
        self.old_path.as_ref().unwrap_or(&self.path)
    }
}

/// Works out what commits did to the structure, and hands it to `keep` block by block.
///
/// # Errors
/// When `keep` fails, or when the run was interrupted. Versions that git does not have are no error.
pub fn deepen(
    objects: &Objects,
    commits: &[DeepCommit],
    progress: &dyn Progress,
    mut keep: impl FnMut(Vec<(CommitNumber, CommitStructure)>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (mut versions, mut planned) = Versions::of(commits);
    measure(objects, &mut versions)?;
    for commit in &mut planned {
        versions.leave_out(commit, MOST_FILES, MOST_TEXT);
    }
    let mut last_versions = LastVersions::new(LAST_TEXT);
    let mut rest = planned.as_slice();
    while !rest.is_empty() {
        let (block, after) = rest.split_at(versions.block(rest, BLOCK_TEXT));
        let (mut texts, last) =
            parse_block(objects, &versions, block, &mut last_versions, progress)?;
        keep(events_of(objects, &versions, &texts, block, progress)?)?;
        last_versions.keep(&versions, last, &mut texts);
        rest = after;
    }
    Ok(())
}

/// Asks git how large each version is.
fn measure(objects: &Objects, versions: &mut Versions<'_>) -> anyhow::Result<()> {
    let sizes = in_parallel(
        versions.len(),
        || objects.clone(),
        |objects| objects,
        |objects, at| Ok(objects.blob_size(versions.id(at)).ok()),
        &Steps { progress: &Silent, count: 0, portion: 256 },
    )?;
    versions.set_sizes(sizes);
    Ok(())
}

/// Parses the versions of a block. Beside them those are told from which later ones can be parsed.
fn parse_block<'a>(
    objects: &Objects,
    versions: &Versions<'a>,
    block: &[Planned],
    last_versions: &mut LastVersions<'a>,
    progress: &dyn Progress,
) -> anyhow::Result<(Texts, Vec<(usize, Reading)>)> {
    let files = versions.by_file(block);
    let before: Vec<_> =
        files.iter().map(|file| Mutex::new(last_versions.take(versions, file[0]))).collect();
    let parsed = in_parallel(
        files.len(),
        || objects.clone(),
        Parser::new,
        |parser, at| {
            let before = before[at].lock().ok().and_then(|mut before| before.take());
            Ok(parser.parse_all(versions, &files[at], before))
        },
        &Steps { progress, count: parsing_steps(block), portion: 1 },
    )?;
    let (mut texts, mut last) = (Texts::new(), Vec::new());
    for file in parsed {
        texts.extend(file.texts);
        last.extend(file.last);
    }
    Ok((texts, last))
}

fn events_of(
    objects: &Objects,
    versions: &Versions<'_>,
    texts: &Texts,
    block: &[Planned],
    progress: &dyn Progress,
) -> anyhow::Result<Vec<(CommitNumber, CommitStructure)>> {
    in_parallel(
        block.len(),
        || objects.clone(),
        |objects| RefCell::new(TreeDiffer::new(objects)),
        |trees, at| Ok((block[at].number, structure_of(trees, versions, texts, &block[at]))),
        &Steps { progress, count: block.len() - parsing_steps(block), portion: 4 },
    )
}

fn parsing_steps(block: &[Planned]) -> usize {
    block.len() * PARSING / 100
}

fn structure_of(
    trees: &RefCell<TreeDiffer>,
    versions: &Versions<'_>,
    texts: &Texts,
    commit: &Planned,
) -> CommitStructure {
    let mut found = commit.found.clone();
    let mut pairs = Vec::with_capacity(commit.files.len());
    for file in &commit.files {
        match pair_of(versions, texts, file) {
            Some(pair) => pairs.push(pair),
            None => found.left_out += 1,
        }
        // A file that is new as a whole is one spot, and where nothing has symbols, sections are spots.
        let has_symbols = |version: &usize| versions.language(*version).has_symbols();
        let after = file.after.filter(|(version, _)| file.before.is_some() && has_symbols(version));
        if let Some(after) = after.and_then(|(version, _)| texts.get(&version)) {
            found.symbols.extend(symbols_of(file.place, file.changes, after));
        }
    }
    found.parsed = pairs.len();
    // Asked for only where a directory may have moved.
    let names_in = |directory: &RepoPath| names_in(&mut trees.borrow_mut(), commit.id, directory);
    let surroundings = Surroundings { changed: &commit.paths, names_in: &names_in };
    if !found.is_sweep {
        found.events = structural_events(&pairs, &surroundings);
    }
    found
}

/// The names in a directory after a commit; nothing where git cannot tell.
fn names_in(
    trees: &mut TreeDiffer,
    commit: ObjectId,
    directory: &RepoPath,
) -> Option<Vec<Vec<u8>>> {
    let tree = trees.objects().commit(commit, &mut Vec::new()).ok()?.tree;
    trees.names(tree, directory).ok()
}

/// Both versions of a file, or nothing where one of them could not be parsed.
fn pair_of<'a>(
    versions: &Versions<'a>,
    texts: &'a Texts,
    file: &PlannedFile<'a>,
) -> Option<FilePair<'a>> {
    let side = |version: Option<(usize, &'a RepoPath)>| match version {
        None => Some(None),
        Some((at, path)) => {
            let ParsedText { text, outline } = texts.get(&at)?;
            Some(Some(Version { path, language: versions.language(at), text, outline }))
        }
    };
    Some(FilePair { before: side(file.before)?, after: side(file.after)? })
}

#[cfg(test)]
mod tests;
