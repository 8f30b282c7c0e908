//! Who uses what somebody introduced: names from the store, lines from HEAD.
//!
//! In: a history whose structure is known as far as it was asked for. Out: the names that commits of some
//! people introduced, and the lines that hold them at HEAD with the commits that wrote those. Read anew each
//! time, since it costs one pass over the files at HEAD. Deliberately absent: counting (`profile`).

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::git::{Head, ObjectError, Repository};
use crate::mine::{Mention, Silent, find_imports, find_mentions};
use crate::model::{
    CommitIndex, FileImports, FileIndex, History, Introduced, NamedLines, ObjectId, RepoPath,
    SymbolUses, telling_name,
};
use crate::profile::Subject;
use crate::store::Store;

/// The uses of what a person introduced; nothing is known of them where git lost a folder of HEAD.
///
/// # Errors
/// When the repository or the store cannot be read.
pub fn symbol_uses(
    repository: &Repository,
    store: &Store,
    history: &History,
    subject: &Subject,
) -> anyhow::Result<SymbolUses> {
    let index_of: HashMap<ObjectId, CommitIndex> =
        history.commit_indices().map(|at| (history.commit(at).id, at)).collect();
    let looked_into = store.looked_into()?;
    let looked_into = looked_into.iter().filter_map(|id| index_of.get(id).copied()).collect();
    let mut introduced: Vec<Introduced> = Vec::new();
    for (id, title) in store.introduced()? {
        let Some(commit) = index_of.get(&id).copied() else { continue };
        if let Some(name) = telling_name(&title).filter(|_| subject.wrote(history, commit)) {
            let name = name.to_owned();
            introduced.push(Introduced { commit, name, title });
        }
    }
    introduced.sort();
    let names: HashSet<String> = introduced.iter().map(|symbol| symbol.name.clone()).collect();
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort();
    let interfaces = changed_interfaces(store, history, &index_of)?;
    let mut uses = SymbolUses {
        looked_into,
        introduced,
        lines: BTreeMap::new(),
        interfaces,
        ..SymbolUses::default()
    };
    let Head::At(head) = repository.head()? else { return Ok(uses) };
    if names.is_empty() {
        return Ok(uses);
    }
    let objects = repository.objects()?;
    let tree = objects.commit(head, &mut Vec::new())?.tree;
    let mentions = match find_mentions(&objects, tree, &names, &Silent) {
        // A lost folder costs this figure alone.
        Err(error) if error.is::<ObjectError>() => return Ok(SymbolUses::default()),
        mentions => mentions?,
    };
    let files = files_at_head(history);
    let mut origins = store.line_origins()?;
    for (path, mentions) in mentions {
        let (Some(file), Some(lines)) = (files.get(&path), origins.remove(&path)) else { continue };
        for Mention { name, line, defines } in mentions {
            let id = lines.get(line as usize).copied().flatten();
            let origin = id.and_then(|id| index_of.get(&id).copied());
            let lines = NamedLines { file: *file, origin, defines, lines: 1 };
            uses.lines.entry(names[name].clone()).or_default().push(lines);
        }
    }
    uses.lines.values_mut().for_each(together);
    Ok(uses)
}

/// What the files at HEAD import; nothing is known of it where git lost a folder of HEAD.
///
/// # Errors
/// When the repository cannot be read.
pub fn imports(repository: &Repository, history: &History) -> anyhow::Result<Vec<FileImports>> {
    let Head::At(head) = repository.head()? else { return Ok(Vec::new()) };
    let objects = repository.objects()?;
    let tree = objects.commit(head, &mut Vec::new())?.tree;
    let found = match find_imports(&objects, tree, &Silent) {
        Err(error) if error.is::<ObjectError>() => return Ok(Vec::new()),
        found => found?,
    };
    let files = files_at_head(history);
    let known = found.into_iter().filter_map(|(path, texts)| {
        let file = *files.get(&path)?;
        Some(FileImports { file, texts })
    });
    Ok(known.collect())
}

/// Files in which commits changed what code elsewhere may use.
fn changed_interfaces(
    store: &Store,
    history: &History,
    index_of: &HashMap<ObjectId, CommitIndex>,
) -> anyhow::Result<HashSet<(CommitIndex, FileIndex)>> {
    let mut found = HashSet::new();
    for (id, path) in store.changed_interfaces()? {
        let Some(commit) = index_of.get(&id).copied() else { continue };
        let changes = &history.file_changes[history.commit(commit).file_changes.clone()];
        let files = changes.iter().filter(|change| change.path == path);
        found.extend(files.map(|change| (commit, change.file)));
    }
    Ok(found)
}

fn files_at_head(history: &History) -> HashMap<RepoPath, FileIndex> {
    let files = (0..).map(FileIndex).zip(&history.files);
    files.filter(|(_, file)| file.alive).map(|(at, file)| (file.path.clone(), at)).collect()
}

/// Sums lines of the same origin in the same file.
fn together(lines: &mut Vec<NamedLines>) {
    lines.sort();
    lines.dedup_by(|next, sum| {
        let is_same = (next.file, next.origin, next.defines) == (sum.file, sum.origin, sum.defines);
        if is_same {
            sum.lines += next.lines;
        }
        is_same
    });
}
