//! What a project asks for from elsewhere: its dependencies, as its manifests state them.
//!
//! In: a path, and the text of a manifest. Out: its dependencies, each with what is asked of it and the
//! lines that say so. What a format is called and how it is read stands in `manifests/`.
//! Deliberately absent: lock files, which tell what was found and not what is asked for; registries.

use std::ops::Range;

use super::manifests::FORMATS;
use crate::model::RepoPath;

/// Something that a manifest asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name, as the manifest has it: `serde`, `org.slf4j:slf4j-api`.
    pub name: String,
    /// What it is asked for as, in the words of the manifest: `dev-dependencies`, `testImplementation`;
    /// empty where the manifest has one list only.
    pub group: String,
    /// Which version, or where it comes from, as written; empty where nothing is said.
    pub version: String,
    /// Its lines, from 0.
    pub lines: Range<u32>,
}

/// A format of manifests.
pub(super) struct Format {
    /// As people call its files.
    pub name: &'static str,
    /// How its files are called; `*` stands for anything.
    pub file_names: &'static [&'static str],
    /// What a text asks for, in the order of the text; `None` when it cannot be read.
    pub read: fn(&str) -> Option<Vec<Dependency>>,
}

/// The format of a manifest, by its place in [`FORMATS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Manifest(usize);

impl Manifest {
    /// The format of a path, if it is one of a manifest.
    pub(super) fn of(path: &RepoPath) -> Option<Self> {
        let name = std::str::from_utf8(path.file_name()).ok()?;
        let is_called_so = |pattern: &&str| match pattern.split_once('*') {
            Some((start, end)) => {
                name.len() >= start.len() + end.len()
                    && name.starts_with(start)
                    && name.ends_with(end)
            }
            None => *pattern == name,
        };
        let has_name = |format: &Format| format.file_names.iter().any(is_called_so);
        FORMATS.iter().position(has_name).map(Self)
    }

    /// As people call it.
    pub(super) fn name(self) -> &'static str {
        FORMATS[self.0].name
    }

    /// What a text asks for, from the top down; `None` when it cannot be read.
    pub(super) fn read(self, text: &[u8]) -> Option<Vec<Dependency>> {
        let text = String::from_utf8_lossy(text);
        let mut found = (FORMATS[self.0].read)(&text)?;
        found.sort_by_key(|dependency| dependency.lines.start);
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::Manifest;

    #[test]
    fn manifests_are_known_by_name_and_lock_files_are_none() {
        let name = |path: &str| Manifest::of(&path.into()).map(Manifest::name);
        assert_eq!(name("a/Cargo.toml"), Some("Cargo.toml"));
        assert_eq!(name("requirements.txt"), Some("requirements.txt"));
        assert_eq!(name("requirements-dev.txt"), Some("requirements.txt"));
        assert_eq!(name("src/Shop/Shop.csproj"), Some("MSBuild"));
        assert_eq!(name("project/plugins.sbt"), Some("sbt"));
        for path in [
            "Cargo.lock",
            "package-lock.json",
            "go.sum",
            "composer.lock",
            "Gemfile.lock",
            "Package.resolved",
            "poetry.lock",
            "my-Cargo.toml",
            "requirements.md",
            "a.toml",
        ] {
            assert_eq!(name(path), None, "{path}");
        }
    }

    #[test]
    fn what_cannot_be_read_asks_for_nothing_that_is_known() {
        let read =
            |path: &str, text: &str| Manifest::of(&path.into()).unwrap().read(text.as_bytes());
        assert_eq!(read("Cargo.toml", "[dependencies\n"), None);
        assert_eq!(read("package.json", "{<<<<<<< HEAD\n"), None);
        assert_eq!(read("package.json", "{}").map(|found| found.len()), Some(0));
    }

    #[test]
    fn no_text_of_any_format_is_too_odd() {
        let odd = [
            "", "\u{feff}", "\"", "'\n\"", "(((", "))}", "<a", "<a b=\"", "<!--", "/*", "gem '",
            "[",
        ];
        for path in [
            "Cargo.toml",
            "pyproject.toml",
            "requirements.txt",
            "package.json",
            "composer.json",
            "go.mod",
            "pom.xml",
            "build.gradle",
            "Gemfile",
            "a.csproj",
            "Package.swift",
            "a.sbt",
        ] {
            let manifest = Manifest::of(&path.into()).unwrap();
            for text in odd {
                let found = manifest.read(text.as_bytes()).unwrap_or_default();
                assert!(found.is_empty(), "{path}: {text}: {found:?}");
            }
        }
    }
}
