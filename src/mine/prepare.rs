//! Which files of a commit have to be compared, and with what.
//!
//! In: a walked commit. Out: its message and people, and for each file that it changed the contents
//! before and after, renames paired. Of a merge only the files that differ from every parent count
//! as changed; those that came unchanged from one parent are listed as inherited. Deliberately
//! absent: the content of the files.

use std::collections::HashMap;

use super::facts::{Inherited, split_message};
use super::rename::{PairedChange, RenameRule, pair_renames};
use super::walk::WalkedCommit;
use crate::git::{
    ObjectError, Objects, RawSignature, TreeChange, TreeEntry, diff_trees, find_in_tree,
};
use crate::model::{ObjectId, RepoPath, Timestamp};

/// A commit, ready to be compared.
pub(super) struct Prepared {
    pub commit: WalkedCommit,
    pub author: RawSignature,
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
    objects: &Objects,
    commit: WalkedCommit,
    trees: &HashMap<ObjectId, ObjectId>,
    rule: RenameRule,
) -> Result<Prepared, ObjectError> {
    let mut buffer = Vec::new();
    let raw = objects.commit(commit.id, &mut buffer)?;
    let parent_trees = commit
        .parents
        .iter()
        .map(|parent| match trees.get(parent) {
            Some(tree) => Ok(*tree),
            None => objects.commit(*parent, &mut buffer).map(|parent| parent.tree),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let (subject, body) = split_message(&raw.message);
    let mut prepared = Prepared {
        commit,
        author: raw.author,
        commit_time: raw.commit_time,
        subject,
        body,
        files: Vec::new(),
        inherited: Vec::new(),
        tree_missing: false,
    };
    let listed = match parent_trees.as_slice() {
        [] => ordinary(objects, None, raw.tree, rule, &mut prepared),
        [parent] => ordinary(objects, Some(*parent), raw.tree, rule, &mut prepared),
        parents => merge(objects, parents, raw.tree, rule, &mut prepared),
    };
    if listed.is_err() {
        // Either the commit's own tree is lost, or a parent's: then all of it counts as new here, as
        // with the first commit of a shallow clone.
        prepared.tree_missing = true;
        (prepared.files, prepared.inherited) = (Vec::new(), Vec::new());
        if ordinary(objects, None, raw.tree, rule, &mut prepared).is_err() {
            prepared.files.clear();
        }
    }
    Ok(prepared)
}

fn ordinary(
    objects: &Objects,
    parent: Option<ObjectId>,
    tree: ObjectId,
    rule: RenameRule,
    prepared: &mut Prepared,
) -> Result<(), ObjectError> {
    let changes = pair_renames(objects, diff_trees(objects, parent, tree.into())?, rule);
    prepared.files = changes.into_iter().map(|change| file(change, 0)).collect();
    Ok(())
}

fn file(change: PairedChange, parent: usize) -> PreparedFile {
    let source_path = change.old_path.unwrap_or_else(|| change.path.clone());
    let source = change.old.map(|entry| Source { parent, path: source_path, entry });
    PreparedFile { path: change.path, new: change.new, sources: source.into_iter().collect() }
}

/// A merge takes each path from the first parent that has the same content, as `git blame` does;
/// what equals no parent's has to be compared with each parent that has the file, under this name
/// or one that it was renamed from.
fn merge(
    objects: &Objects,
    parents: &[ObjectId],
    tree: ObjectId,
    rule: RenameRule,
    prepared: &mut Prepared,
) -> Result<(), ObjectError> {
    let mut renames: Vec<Option<Vec<PairedChange>>> = vec![None; parents.len()];
    for change in diff_trees(objects, Some(parents[0]), Some(tree))? {
        let TreeChange { path, old, new: Some(entry) } = change else {
            prepared.inherited.push(Inherited { path: change.path, parent: None });
            continue;
        };
        let mut sources: Vec<(usize, RepoPath, TreeEntry)> = Vec::new();
        let mut same = None;
        for (at, parent) in parents.iter().enumerate() {
            let theirs = if at == 0 { old } else { find_in_tree(objects, *parent, &path)? };
            if theirs.is_some_and(|theirs| theirs.id == entry.id) {
                same = Some(at);
                break;
            }
            if let Some(theirs) = theirs.filter(|theirs| theirs.mode == entry.mode) {
                sources.push((at, path.clone(), theirs));
            }
        }
        if same.is_some() {
            prepared.inherited.push(Inherited { path, parent: same });
            continue;
        }
        for (at, parent) in parents.iter().enumerate() {
            if sources.iter().any(|(known, ..)| *known == at) {
                continue;
            }
            if renames[at].is_none() {
                let changes = diff_trees(objects, Some(*parent), Some(tree))?;
                renames[at] = Some(pair_renames(objects, changes, rule));
            }
            let pairs = renames[at].as_deref().unwrap_or_default();
            let Some((from, theirs)) = source_of(pairs, &path) else { continue };
            if theirs.id == entry.id {
                // git passes a whole file on, also under another name, before it compares lines.
                sources = vec![(at, from, theirs)];
                break;
            }
            sources.push((at, from, theirs));
        }
        sources.sort_by_key(|(at, ..)| *at);
        let sources = sources.into_iter();
        let sources = sources.map(|(parent, path, entry)| Source { parent, path, entry }).collect();
        prepared.files.push(PreparedFile { path, new: Some(entry), sources });
    }
    Ok(())
}

/// Where a path was renamed from.
fn source_of(pairs: &[PairedChange], path: &RepoPath) -> Option<(RepoPath, TreeEntry)> {
    let pair = pairs.iter().find(|pair| pair.path == *path)?;
    pair.old_path.clone().zip(pair.old)
}
