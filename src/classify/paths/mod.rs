//! What a file is for, judged by where it lies and what it is called.
//!
//! In: a path and what `.gitattributes` says of it. Out: one [`PathClass`]. Deliberately absent: the
//! content; names are what every language agrees on. Attributes come before names, because
//! somebody wrote them on purpose. Follows the rules of thumb of GitHub's linguist.

mod names;

use crate::model::{GitattributesMark, History, RepoPath};

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PathClass {
    /// Source of the product itself; also whatever no other class claims.
    Code,
    /// Tests, their data, benchmarks.
    Test,
    /// Prose for people, release notes and examples among it.
    Docs,
    /// What the build or the package manager reads.
    Manifest,
    /// What a continuous integration service reads.
    Ci,
    /// Settings and data files of tools and editors.
    Settings,
    /// Written by a package manager.
    LockFile,
    /// Written by a program.
    Generated,
    /// Somebody else's code.
    Vendored,
}

impl PathClass {
    /// The class in plain words, to stand before "files".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Test => "test",
            Self::Docs => "documentation",
            Self::Manifest => "build",
            Self::Ci => "continuous integration",
            Self::Settings => "settings",
            Self::LockFile => "lock",
            Self::Generated => "generated",
            Self::Vendored => "vendored",
        }
    }
}

/// The class of a path; `mark` (from `.gitattributes`) comes before the name.
#[must_use]
pub fn path_class(path: &RepoPath, mark: Option<GitattributesMark>) -> PathClass {
    match mark {
        Some(GitattributesMark::Generated) => PathClass::Generated,
        Some(GitattributesMark::Vendored) => PathClass::Vendored,
        Some(GitattributesMark::Documentation) => PathClass::Docs,
        None => class_by_name(&PathParts::of(path)),
    }
}

/// Whether a file of settings is one that no program which is built here ever reads.
pub(super) fn is_inert(path: &RepoPath) -> bool {
    PathParts::of(path).is_named(names::INERT_FILES)
}

/// The class of every file change, in the order of the history.
pub(super) fn classes(history: &History) -> Vec<PathClass> {
    // A file keeps its path from change to change; only a rename asks for a new look.
    let mut latest: Vec<Option<(&RepoPath, PathClass)>> = vec![None; history.files.len()];
    let of_change = history.file_changes.iter().map(|change| {
        if change.mark.is_some() {
            return path_class(&change.path, change.mark);
        }
        let known = &mut latest[change.file.get()];
        if let Some((_, class)) = known.filter(|(path, _)| **path == change.path) {
            return class;
        }
        let class = path_class(&change.path, None);
        *known = Some((&change.path, class));
        class
    });
    of_change.collect()
}

/// A path cut up, as text: names that are not UTF-8 match no rule anyway.
struct PathParts {
    /// Lower case.
    directories: Vec<String>,
    /// As spelled.
    name: String,
    /// Lower case.
    lower: String,
    /// Lower case, without the dot; empty when there is none.
    extension: String,
}

impl PathParts {
    fn of(path: &RepoPath) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let name = text(path.file_name());
        Self {
            directories: path.directories().map(|part| text(part).to_lowercase()).collect(),
            lower: name.to_lowercase(),
            extension: text(path.extension()).to_lowercase(),
            name,
        }
    }

    fn lies_in(&self, names: &[&str]) -> bool {
        self.directories.iter().any(|directory| names.contains(&directory.as_str()))
    }

    fn lies_at_top_in(&self, names: &[&str]) -> bool {
        self.directories.first().is_some_and(|directory| names.contains(&directory.as_str()))
    }

    /// Whether two directories follow each other on the way.
    fn lies_in_pair(&self, outer: &str, inner: &str) -> bool {
        self.directories.windows(2).any(|pair| pair[0] == outer && pair[1] == inner)
    }

    fn is_named(&self, names: &[&str]) -> bool {
        names.contains(&self.lower.as_str())
    }

    fn starts_with(&self, starts: &[&str]) -> bool {
        starts.iter().any(|start| self.lower.starts_with(start))
    }

    fn ends_with(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.lower.ends_with(end))
    }

    fn has_extension(&self, extensions: &[&str]) -> bool {
        extensions.contains(&self.extension.as_str())
    }

    /// The name up to its first dot, as spelled.
    fn stem(&self) -> &str {
        self.name.split('.').next().unwrap_or(&self.name)
    }
}

type Claim = fn(&PathParts) -> bool;

/// The first class that claims the path; the order decides (`vendor/x/tests/` is vendored).
fn class_by_name(path: &PathParts) -> PathClass {
    let claims: [(PathClass, Claim); 8] = [
        (PathClass::Vendored, is_vendored),
        (PathClass::LockFile, is_lock_file),
        (PathClass::Generated, is_generated),
        (PathClass::Ci, is_ci),
        (PathClass::Test, is_test),
        (PathClass::Manifest, is_manifest),
        (PathClass::Docs, is_docs),
        (PathClass::Settings, is_settings),
    ];
    let claimed = claims.iter().find(|(_, claim)| claim(path));
    claimed.map_or(PathClass::Code, |(class, _)| *class)
}

fn is_vendored(path: &PathParts) -> bool {
    // `external` deep inside a source tree is a package of one's own; at the top it never is.
    path.lies_in(names::VENDORED_DIRECTORIES)
        || path.lies_at_top_in(names::VENDORED_AT_TOP)
        || path.lies_in_pair("carthage", "checkouts")
        || names::YARN_INSIDES.iter().any(|inner| path.lies_in_pair(".yarn", inner))
        || path.is_named(names::VENDORED_FILES)
}

fn is_lock_file(path: &PathParts) -> bool {
    path.is_named(names::LOCK_FILES) || path.has_extension(&["lockfile"])
}

fn is_generated(path: &PathParts) -> bool {
    path.lies_in(names::GENERATED_DIRECTORIES)
        || path.ends_with(names::GENERATED_ENDS)
        || path.starts_with(&["zz_generated"])
        || path.is_named(names::GENERATED_FILES)
        || ["_generated", ".generated"].iter().any(|mark| {
            path.lower.find(mark).is_some_and(|at| path.lower[at + mark.len()..].starts_with('.'))
        })
}

fn is_ci(path: &PathParts) -> bool {
    path.is_named(names::CI_FILES)
        || path.lies_in(names::CI_DIRECTORIES)
        || path.lies_at_top_in(&["ci", ".ci"])
        || path.lies_in_pair(".github", "workflows")
        || path.lies_in_pair(".github", "actions")
        || path.lies_in_pair(".gitlab", "ci")
        || path.starts_with(names::CI_STARTS)
}

fn is_test(path: &PathParts) -> bool {
    let in_test_directory = path.lies_in(names::TEST_DIRECTORIES)
        || path.lies_at_top_in(&["t"])
        || (path.lies_in(&["spec", "specs"]) && !path.has_extension(names::PROSE_EXTENSIONS));
    let prose = names::is_prose_title(path.stem()) && !path.has_extension(names::CODE_EXTENSIONS);
    (in_test_directory && !prose) || is_test_name(path)
}

fn is_test_name(path: &PathParts) -> bool {
    let code = path.has_extension(names::CODE_EXTENSIONS);
    let stem = path.stem();
    let lower_stem = stem.to_lowercase();
    let camel_end = names::TEST_CAMEL_ENDS.iter().any(|end| {
        stem.strip_suffix(end).is_some_and(|before| {
            before.ends_with(|last: char| last.is_lowercase() || last.is_ascii_digit())
        })
    });
    let marked = names::TEST_MARKS.iter().any(|mark| path.lower.contains(mark));
    let snake = names::TEST_ENDS.iter().any(|end| lower_stem.ends_with(end))
        || names::TEST_STARTS.iter().any(|start| lower_stem.starts_with(start));
    let whole = names::TEST_STEMS.contains(&lower_stem.as_str());
    (code && (camel_end || marked || snake || whole)) || path.has_extension(&["bats", "feature"])
}

fn is_manifest(path: &PathParts) -> bool {
    path.is_named(names::MANIFEST_FILES)
        || path.has_extension(names::MANIFEST_EXTENSIONS)
        || path.starts_with(names::MANIFEST_STARTS)
        || (path.starts_with(&["requirements"]) && path.has_extension(&["txt", "in"]))
        || path.lies_in_pair(".cargo", "config")
        || (path.lies_in(&[".cargo"]) && path.starts_with(&["config"]))
        || path.lies_at_top_in(names::PACKAGING_AT_TOP)
        || path.lies_in(names::PACKAGING_DIRECTORIES)
}

fn is_docs(path: &PathParts) -> bool {
    let code = path.has_extension(names::CODE_EXTENSIONS);
    let title = names::is_prose_title(path.stem()) && !code;
    let prose = path.has_extension(names::PROSE_EXTENSIONS);
    let manual = path.extension.len() == 1 && ("1"..="9").contains(&path.extension.as_str());
    let first_docs = path.directories.iter().position(|part| names::is_docs_directory(part));
    // `src/doc/render.rs` and `go/doc`-like packages are code about documentation.
    let in_docs = first_docs.is_some_and(|at| {
        let below_source =
            path.directories[..at].iter().any(|part| names::is_source_directory(part));
        !(code && below_source)
    });
    title || prose || manual || in_docs
}

fn is_settings(path: &PathParts) -> bool {
    path.lower.starts_with('.')
        || path.lies_in(names::SETTINGS_DIRECTORIES)
        || path.is_named(&["codeowners", "owners"])
        || path.has_extension(names::SETTINGS_EXTENSIONS)
        || [".config.js", ".config.ts", ".config.mjs", ".config.cjs"]
            .iter()
            .any(|end| path.lower.ends_with(end))
}

#[cfg(test)]
mod tests;
