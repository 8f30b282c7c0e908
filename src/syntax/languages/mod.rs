//! The languages, one file each.
//!
//! In: nothing. Out: a table for each language that is parsed. To add a language: a file here, a line
//! below, and its samples in `fixtures/structure/`. Deliberately absent: code; a table says it all.

use std::sync::OnceLock;

use super::grammar::{Grammar, Prepared};
use crate::model::RepoPath;

mod c;
mod cpp;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod python;
mod rust;
#[cfg(test)]
mod sample_tests;
mod scala;
mod swift;
mod typescript;

/// Every language.
pub(super) static LANGUAGES: &[&Grammar] = &[
    &c::LANGUAGE,
    &cpp::LANGUAGE,
    &csharp::LANGUAGE,
    &go::LANGUAGE,
    &java::LANGUAGE,
    &javascript::LANGUAGE,
    &kotlin::LANGUAGE,
    &python::LANGUAGE,
    &rust::LANGUAGE,
    &scala::LANGUAGE,
    &swift::LANGUAGE,
    &typescript::TYPESCRIPT,
    &typescript::TSX,
];

/// The table of the language of a path, by its place in [`LANGUAGES`].
pub(super) fn of_path(path: &RepoPath) -> Option<usize> {
    let (extension, name) = (path.extension(), path.file_name());
    LANGUAGES.iter().position(|grammar| {
        grammar.extensions.iter().any(|known| known.as_bytes() == extension)
            || grammar.file_names.iter().any(|known| known.as_bytes() == name)
    })
}

/// The table of a language made ready, once for the whole process.
pub(super) fn prepared(language: usize) -> &'static Prepared {
    static PREPARED: [OnceLock<Prepared>; LANGUAGES.len()] =
        [const { OnceLock::new() }; LANGUAGES.len()];
    PREPARED[language].get_or_init(|| Prepared::new(LANGUAGES[language]))
}
