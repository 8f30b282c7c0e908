//! `pyproject.toml`: the standard tables, and Poetry's. Other tools' own tables are not read.

use toml::de::DeValue;

use super::requirements::requirement;
use crate::syntax::Dependency;
use crate::syntax::manifest::Format;
use crate::syntax::reading::toml::{Document, text};

const GROUPS: &[&[&str]] = &[
    &["project", "dependencies"],
    &["build-system", "requires"],
    &["tool", "poetry", "dependencies"],
    &["tool", "poetry", "dev-dependencies"],
];
/// Tables of groups that a project names.
const NAMED_GROUPS: &[&[&str]] = &[&["project", "optional-dependencies"], &["dependency-groups"]];
const POETRY: &[&str] = &["tool", "poetry", "group"];

pub(super) const FORMAT: Format =
    Format { name: "pyproject.toml", file_names: &["pyproject.toml"], read: dependencies };

fn dependencies(text: &str) -> Option<Vec<Dependency>> {
    let document = Document::read(text)?;
    let mut found = Vec::new();
    for path in GROUPS {
        found.extend(group(&document, path));
    }
    for path in NAMED_GROUPS {
        for name in document.keys(path) {
            found.extend(group(&document, &[*path, &[name]].concat()));
        }
    }
    for name in document.keys(POETRY) {
        found.extend(group(&document, &[POETRY, &[name, "dependencies"]].concat()));
    }
    Some(found)
}

fn group(document: &Document<'_>, path: &[&str]) -> Vec<Dependency> {
    let entries = document.entries(path).into_iter();
    let dependency = entries.filter_map(|entry| {
        let (name, version) = match entry.value.as_str() {
            Some(text) if entry.name.is_empty() => requirement(text)?,
            // A group that takes in another one has no name of its own.
            _ if entry.name.is_empty() => return None,
            _ => (entry.name.to_owned(), version(entry.value)),
        };
        Some(Dependency { name, group: path.join("."), version, lines: entry.lines })
    });
    dependency.collect()
}

fn version(value: &DeValue<'_>) -> String {
    if let Some(version) = value.as_str() {
        return version.to_owned();
    }
    let keys = ["version", "git", "branch", "tag", "rev", "path", "url"];
    let said = keys.iter().filter_map(|key| match (*key, text(value, key)?) {
        ("version", said) => Some(said.to_owned()),
        (key, said) => Some(format!("{key} {said}")),
    });
    said.collect::<Vec<_>>().join(" ")
}
