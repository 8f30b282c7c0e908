//! The files of a labelled commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context as _;
use git_headway::model::{RepoPath, StructuralEvent};
use git_headway::structure::{FilePair, Surroundings, Version, structural_events};
use git_headway::syntax::{Outline, Outliner, Parsed};

use super::labels::Row;

struct File {
    path: RepoPath,
    language: Parsed,
    text: Vec<u8>,
    outline: Outline,
}

impl File {
    fn version(&self) -> Version<'_> {
        Version {
            path: &self.path,
            language: self.language,
            text: &self.text,
            outline: &self.outline,
        }
    }
}

/// What happened between the folders of a row.
pub(super) fn events(trees: &Path, row: &Row) -> anyhow::Result<Vec<StructuralEvent>> {
    let before = files(&trees.join(&row.before), row.files_before.as_deref())?;
    let after = files(&trees.join(&row.after), row.files_after.as_deref())?;
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let is_changed = |path: &&&String| {
        before.get(**path).map(|file| &file.text) != after.get(**path).map(|file| &file.text)
    };
    let pairs: Vec<FilePair<'_>> = paths
        .iter()
        .filter(is_changed)
        .map(|path| FilePair {
            before: before.get(*path).map(File::version),
            after: after.get(*path).map(File::version),
        })
        .collect();
    let after = trees.join(&row.after);
    let surroundings = Surroundings { changed: &[], names_in: &|at| names_in(&after, at) };
    Ok(structural_events(&pairs, &surroundings))
}

/// The names in a folder after the commit.
fn names_in(after: &Path, directory: &RepoPath) -> Option<Vec<Vec<u8>>> {
    let path = after.join(std::str::from_utf8(directory.as_bytes()).ok()?);
    let Ok(entries) = std::fs::read_dir(path) else { return Some(Vec::new()) };
    let names = entries.map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    names.map(|name| name.map(String::into_bytes)).collect()
}

fn files(folder: &Path, only: Option<&[String]>) -> anyhow::Result<BTreeMap<String, File>> {
    let mut outliner = Outliner::default();
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("could not read {}", folder.display()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry.path().strip_prefix(folder)?.to_string_lossy().into_owned();
        if only.is_some_and(|only| !only.contains(&name)) {
            continue;
        }
        let path = RepoPath::new(name.as_bytes());
        let Some(language) = Parsed::of(&path) else { continue };
        let text = std::fs::read(entry.path())?;
        let Some(outline) = outliner.outline(language, &text) else { continue };
        found.insert(name, File { path, language, text, outline });
    }
    Ok(found)
}
