//! Rows of labels.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

/// A labelled commit.
#[derive(Deserialize)]
pub(super) struct Row {
    /// Which set it belongs to.
    pub(super) set: String,
    /// Its repository.
    pub(super) repo: String,
    /// Its id.
    pub(super) sha: String,
    /// The refactorings that it holds, with how many of each.
    pub(super) types: BTreeMap<String, u32>,
    /// The folder of the files before.
    pub(super) before: String,
    /// The folder of the files after.
    pub(super) after: String,
    /// The files that count, where the folder holds more.
    #[serde(default)]
    pub(super) files_before: Option<Vec<String>>,
    #[serde(default)]
    pub(super) files_after: Option<Vec<String>>,
}

/// Reads a file of labels.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Row>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("could not read the labels in {}", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("{}: line {} is no label", path.display(), at + 1))
        })
        .collect()
}
