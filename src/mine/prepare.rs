//! Which files of a commit have to be compared, and with what.
//!
//! In: a walked commit. Out: its message and people, and for each file that it changed the contents
//! before and after, renames paired. Of a merge only the files that differ from every parent count
//! as changed; those that came unchanged from one parent are listed as inherited. Deliberately
//! absent: the content of the files.

use std::collections::HashMap;

use super::facts::{Inherited, split_message};
use super::rename::{PairedChange, RenameRule, pair_renames, sources_in_parent};
use super::walk::WalkedCommit;
use crate::git::{
    NamedPerson, ObjectError, RawSignature, TreeChange, TreeDiffer, TreeEntry, named_in_trailers,
};
use crate::model::{ObjectId, RepoPath, Timestamp};

/// The name of the trailers that say who else wrote a commit.
const CO_AUTHORED: &str = "co-authored-by";

/// A commit, ready to be compared.
pub(super) struct Prepared {
    pub commit: WalkedCommit,
    pub author: RawSignature,
    pub co_authors: Vec<NamedPerson>,
    pub commit_time: Timestamp,
    pub subject: String,
    pub body: String,
    pub files: Vec<PreparedFile>,
    pub inherited: Vec<Inherited>,
    /// Whether a tree could not be read, so that the list of files is not that of a difference.
    pub tree_missing: bool,
}

/// A file to compare.
pub(super) struct PreparedFile {
    pub path: RepoPath,
    /// Its entry after the commit; `None` when it was deleted.
    pub new: Option<TreeEntry>,
    /// What it was made from: at most one, but for merges.
    pub sources: Vec<Source>,
    /// The path whose content it repeats, when it is new.
    pub copied_from: Option<RepoPath>,
}

/// The file as one parent has it.
pub(super) struct Source {
    /// Which parent, from 0.
    pub parent: usize,
    pub path: RepoPath,
    pub entry: TreeEntry,
}

/// Prepares a commit. `trees` holds the tree of each commit that was read a moment ago.
///
/// # Errors
/// When the commit or a parent is damaged. A missing or damaged tree is no error.
pub(super) fn prepare(
    differ: &mut TreeDiffer,
    commit: WalkedCommit,
    trees: &HashMap<ObjectId, ObjectId>,
    rule: RenameRule,
) -> Result<Prepared, ObjectError> {
    let mut buffer = Vec::new();
    let raw = differ.objects().commit(commit.id, &mut buffer)?;
    let parent_trees = commit
        .parents
        .iter()
        .map(|parent| match trees.get(parent) {
            Some(tree) => Ok(*tree),
            None => differ.objects().commit(*parent, &mut buffer).map(|parent| parent.tree),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let (subject, body) = split_message(&raw.message);
    let mut prepared = Prepared {
        commit,
        author: raw.author,
        co_authors: named_in_trailers(&raw.message, CO_AUTHORED),
        commit_time: raw.commit_time,
        subject,
        body,
        files: Vec::new(),
        inherited: Vec::new(),
        tree_missing: false,
    };
    let listed = match parent_trees.as_slice() {
        [] => ordinary(differ, None, raw.tree, rule, &mut prepared),
        [parent] => ordinary(differ, Some(*parent), raw.tree, rule, &mut prepared),
        parents => merge(differ, parents, raw.tree, rule, &mut prepared),
    };
    if listed.is_err() {
        // Either the commit's own tree is lost, or a parent's: then all of it counts as new here, as
        // with the first commit of a shallow clone.
        prepared.tree_missing = true;
        (prepared.files, prepared.inherited) = (Vec::new(), Vec::new());
        if ordinary(differ, None, raw.tree, rule, &mut prepared).is_err() {
            prepared.files.clear();
        }
    }
    Ok(prepared)
}

fn ordinary(
    differ: &mut TreeDiffer,
    parent: Option<ObjectId>,
    tree: ObjectId,
    rule: RenameRule,
    prepared: &mut Prepared,
) -> Result<(), ObjectError> {
    let changes = differ.diff(parent, tree.into())?;
    let changes = pair_renames(differ.objects(), changes, rule);
    prepared.files = changes.into_iter().map(|change| file(change, 0)).collect();
    Ok(())
}

fn file(change: PairedChange, parent: usize) -> PreparedFile {
    let source_path = change.old_path.unwrap_or_else(|| change.path.clone());
    let source = change.old.map(|entry| Source { parent, path: source_path, entry });
    PreparedFile {
        path: change.path,
        new: change.new,
        sources: source.into_iter().collect(),
        copied_from: change.copied_from,
    }
}

/// A merge takes each path from the first parent that has the same content, as `git blame` does;
/// what equals no parent's has to be compared with each parent that has the file, under this name
/// or one that it was renamed from.
fn merge(
    differ: &mut TreeDiffer,
    parents: &[ObjectId],
    tree: ObjectId,
    rule: RenameRule,
    prepared: &mut Prepared,
) -> Result<(), ObjectError> {
    let mut open: Vec<MergedPath> = Vec::new();
    for change in differ.diff(Some(parents[0]), Some(tree))? {
        let TreeChange { path, old, new: Some(entry) } = change else {
            prepared.inherited.push(Inherited { path: change.path, parent: None });
            continue;
        };
        let (mut sources, mut missing, mut same) = (Vec::new(), Vec::new(), None);
        for (at, parent) in parents.iter().enumerate() {
            let theirs = if at == 0 { old } else { differ.find(*parent, &path)? };
            if theirs.is_some_and(|theirs| theirs.id == entry.id) {
                same = Some(at);
                break;
            }
            match theirs.filter(|theirs| theirs.mode == entry.mode) {
                Some(entry) => sources.push(Source { parent: at, path: path.clone(), entry }),
                None => missing.push(at),
            }
        }
        match same {
            Some(_) => prepared.inherited.push(Inherited { path, parent: same }),
            None => open.push(MergedPath { path, entry, sources, missing }),
        }
    }
    find_renamed_sources(differ, parents, tree, rule, &mut open)?;
    prepared.files = open.into_iter().map(MergedPath::finish).collect();
    Ok(())
}

/// A path of a merge that equals no parent's.
struct MergedPath {
    path: RepoPath,
    entry: TreeEntry,
    sources: Vec<Source>,
    /// The parents that do not have it under this name.
    missing: Vec<usize>,
}

impl MergedPath {
    fn finish(mut self) -> PreparedFile {
        let identical = self.sources.iter().position(|source| source.entry.id == self.entry.id);
        if let Some(at) = identical {
            // git passes a whole file on, also under another name, before it compares lines.
            self.sources = vec![self.sources.swap_remove(at)];
        }
        self.sources.sort_by_key(|source| source.parent);
        let Self { path, entry, sources, .. } = self;
        PreparedFile { path, new: Some(entry), sources, copied_from: None }
    }
}

/// Looks, in each parent that does not have a path, for the name it was renamed from.
fn find_renamed_sources(
    differ: &mut TreeDiffer,
    parents: &[ObjectId],
    tree: ObjectId,
    rule: RenameRule,
    open: &mut [MergedPath],
) -> Result<(), ObjectError> {
    for (at, parent) in parents.iter().enumerate() {
        let wanted = open.iter().filter(|merged| merged.missing.contains(&at));
        let wanted: Vec<RepoPath> = wanted.map(|merged| merged.path.clone()).collect();
        if wanted.is_empty() {
            continue;
        }
        let changes = differ.diff(Some(*parent), Some(tree))?;
        let pairs = sources_in_parent(differ.objects(), changes, &wanted, rule);
        for merged in open.iter_mut().filter(|merged| merged.missing.contains(&at)) {
            if let Some((path, entry)) = source_of(&pairs, &merged.path) {
                merged.sources.push(Source { parent: at, path, entry });
            }
        }
    }
    Ok(())
}

/// Where a path was renamed from.
fn source_of(pairs: &[PairedChange], path: &RepoPath) -> Option<(RepoPath, TreeEntry)> {
    let pair = pairs.iter().find(|pair| pair.path == *path)?;
    pair.old_path.clone().zip(pair.old)
}
