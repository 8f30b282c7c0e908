//! The languages, one file each.
//!
//! In: nothing. Out: a table for each language that is parsed. To add a language: a file here, a line
//! below, and its samples in `fixtures/structure/`. Deliberately absent: code; a table says it all.

use std::sync::OnceLock;

use super::grammar::Grammar;
use super::prepared::Prepared;
use crate::model::RepoPath;

mod bash;
mod c;
mod cpp;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod markdown;
mod php;
mod python;
mod ruby;
mod rust;
mod scala;
mod swift;
mod typescript;

#[cfg(test)]
mod sample_tests;

/// Every language.
pub(super) static LANGUAGES: &[&Grammar] = &[
    &bash::LANGUAGE,
    &c::LANGUAGE,
    &cpp::LANGUAGE,
    &csharp::LANGUAGE,
    &go::LANGUAGE,
    &java::LANGUAGE,
    &javascript::LANGUAGE,
    &kotlin::LANGUAGE,
    &markdown::LANGUAGE,
    &php::LANGUAGE,
    &python::LANGUAGE,
    &ruby::LANGUAGE,
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
