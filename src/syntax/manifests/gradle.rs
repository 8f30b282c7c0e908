//! `build.gradle` and `build.gradle.kts`: what stands in blocks `dependencies { … }`, with the name of its
//! configuration. Versions in catalogs and variables, constraints, plugins, the second of a list, and what is
//! added by code are not read.

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;
use crate::syntax::reading::words::{Comments, Placed, Word, after_brackets, words};

pub(super) const FORMAT: Format = Format {
    name: "Gradle",
    file_names: &["build.gradle", "build.gradle.kts"],
    read: |text| Some(dependencies(&words(text, Comments::Slashes))),
};

fn dependencies(words: &[Placed<'_>]) -> Vec<Dependency> {
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        if pair[0].word == Word::Name("dependencies") && pair[1].word == Word::Sign('{') {
            let end = after_brackets(words, at + 1).saturating_sub(1);
            let inside = words.get(at + 2..end).unwrap_or_default();
            found.extend(statements(inside).into_iter().filter_map(dependency));
        }
    }
    found
}

/// The lines of a block, each with what stands in its brackets.
fn statements<'w, 'a>(block: &'w [Placed<'a>]) -> Vec<&'w [Placed<'a>]> {
    let (mut found, mut at, mut start) = (Vec::new(), 0, 0);
    while at < block.len() {
        match block[at].word {
            Word::Sign('(' | '[' | '{') => at = after_brackets(block, at),
            // A list of names and values goes on after a comma.
            Word::Break if at > 0 && block[at - 1].word == Word::Sign(',') => at += 1,
            Word::Break | Word::Sign(';') => {
                found.push(&block[start..at]);
                at += 1;
                start = at;
            }
            _ => at += 1,
        }
    }
    found.push(&block[start..]);
    found
}

/// `implementation 'group:name:version'`, `api(project(":core"))`, `runtimeOnly group: …, name: …`.
fn dependency(statement: &[Placed<'_>]) -> Option<Dependency> {
    let (first, rest) = statement.split_first()?;
    // A configuration may be called by a text: `"kapt"("…")`.
    let (Word::Name(group) | Word::Text(group)) = first.word else { return None };
    let (name, version, last) = keyed(rest).or_else(|| told(rest))?;
    Some(Dependency { name, group: group.to_owned(), version, lines: first.line..last + 1 })
}

/// `group: 'a', name: 'b', version: 'c'`, or with `=` as in Kotlin; and the last line of them.
fn keyed(words: &[Placed<'_>]) -> Option<(String, String, u32)> {
    let value = |key: &str| {
        words.windows(3).find_map(|at| match [at[0].word, at[1].word, at[2].word] {
            [Word::Name(name), Word::Sign(':' | '='), Word::Text(value)] if name == key => {
                Some((value, at[2].line))
            }
            _ => None,
        })
    };
    let ((group, one), (name, other)) = (value("group")?, value("name")?);
    let (version, last) = value("version").unwrap_or(("", one));
    Some((format!("{group}:{name}"), version.to_owned(), one.max(other).max(last)))
}

/// What the first text says, after the names of what it is in: `project(":core")`, `platform("a:b:1")`.
fn told(words: &[Placed<'_>]) -> Option<(String, String, u32)> {
    let mut functions = Vec::new();
    for placed in words {
        match placed.word {
            Word::Sign('(') | Word::Break => {}
            Word::Name(name) => functions.push((name, placed.line)),
            Word::Text(text) => {
                let function = functions.last().map(|(name, _)| *name);
                let (name, version) = coordinates(function, text);
                return Some((name, version, placed.line));
            }
            Word::Sign(_) => break,
        }
    }
    // `libs.slf4j`, of a catalog.
    let (name, line) = functions.into_iter().find(|(name, _)| name.contains('.'))?;
    Some((name.to_owned(), String::new(), line))
}

fn coordinates(function: Option<&str>, text: &str) -> (String, String) {
    if let Some(function @ ("project" | "kotlin" | "files" | "fileTree")) = function {
        return (format!("{function} {text}"), String::new());
    }
    let parts: Vec<&str> = text.splitn(3, ':').collect();
    match parts.as_slice() {
        [group, name, version] => (format!("{group}:{name}"), (*version).to_owned()),
        _ => (text.to_owned(), String::new()),
    }
}
