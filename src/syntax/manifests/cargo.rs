//! `Cargo.toml`. Features, `[patch]` and whether a dependency is optional are not read.

use toml::de::DeValue;

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;
use crate::syntax::reading::toml::{Document, text};

const GROUPS: &[&str] = &["dependencies", "dev-dependencies", "build-dependencies"];

pub(super) const FORMAT: Format =
    Format { name: "Cargo.toml", file_names: &["Cargo.toml"], read: dependencies };

fn dependencies(text: &str) -> Option<Vec<Dependency>> {
    let document = Document::read(text)?;
    let mut found = group(&document, &["workspace", "dependencies"]);
    for name in GROUPS {
        found.extend(group(&document, &[name]));
        for target in document.keys(&["target"]) {
            found.extend(group(&document, &["target", target, name]));
        }
    }
    Some(found)
}

fn group(document: &Document<'_>, path: &[&str]) -> Vec<Dependency> {
    let entries = document.entries(path).into_iter();
    let dependency = entries.map(|entry| Dependency {
        name: entry.name.to_owned(),
        group: path.join("."),
        version: version(entry.value),
        lines: entry.lines,
    });
    dependency.collect()
}

/// `1.0`, or where else it comes from: `git … rev …`, `path …`, `workspace`.
fn version(value: &DeValue<'_>) -> String {
    if let Some(version) = value.as_str() {
        return version.to_owned();
    }
    let keys = ["package", "version", "git", "branch", "tag", "rev", "path", "registry"];
    let said = keys.iter().filter_map(|key| match (*key, text(value, key)?) {
        ("package" | "version", said) => Some(said.to_owned()),
        (key, said) => Some(format!("{key} {said}")),
    });
    let mut said: Vec<String> = said.collect();
    let is_inherited = value.as_table().and_then(|table| table.get("workspace")).is_some();
    if is_inherited {
        said.push("workspace".to_owned());
    }
    said.join(" ")
}
