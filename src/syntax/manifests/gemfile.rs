//! `Gemfile`. Conditions around a gem, what a `gemspec` brings in, and options that say neither group nor
//! source are not read; nor are groups in brackets over several lines.

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;
use crate::syntax::reading::words::{Comments, Placed, Word, words};

pub(super) const FORMAT: Format =
    Format { name: "Gemfile", file_names: &["Gemfile"], read: |text| Some(dependencies(text)) };

/// Words that open what an `end` closes when a line begins with them.
const OPENING: &[&str] =
    &["if", "unless", "case", "def", "begin", "while", "until", "module", "class"];

fn dependencies(text: &str) -> Vec<Dependency> {
    let words = words(text, Comments::Hash);
    let mut found = Vec::new();
    // What is open: the groups of each block, where it is one of a group.
    let mut open: Vec<Vec<&str>> = Vec::new();
    for statement in statements(&words) {
        let Some(Word::Name(first)) = statement.first().map(|at| at.word) else { continue };
        let opens = statement.iter().any(|at| at.word == Word::Name("do"));
        if first == "end" {
            open.pop();
        } else if opens || OPENING.contains(&first) {
            open.push(if first == "group" { symbols(&statement[1..]) } else { Vec::new() });
        } else if first == "gem" {
            found.extend(gem(statement, &open.concat()));
        }
    }
    found
}

/// Statements: a line, and those after it while one ends with a comma.
fn statements<'w, 'a>(words: &'w [Placed<'a>]) -> Vec<&'w [Placed<'a>]> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, placed) in words.iter().enumerate() {
        let goes_on = at > 0 && words[at - 1].word == Word::Sign(',');
        if placed.word == Word::Break && !goes_on {
            found.push(&words[start..at]);
            start = at + 1;
        }
    }
    found.push(&words[start..]);
    found
}

/// `:development, :test` up to what is no symbol.
fn symbols<'a>(words: &[Placed<'a>]) -> Vec<&'a str> {
    let is_part = |at: &&Placed<'_>| !matches!(at.word, Word::Name("do"));
    let names = words.iter().take_while(is_part).filter_map(|at| match at.word {
        Word::Name(name) | Word::Text(name) => Some(name),
        _ => None,
    });
    names.collect()
}

fn gem(statement: &[Placed<'_>], around: &[&str]) -> Option<Dependency> {
    let mut parts = statement[1..].split(|at| at.word == Word::Sign(','));
    let name = parts.next()?.iter().find_map(|at| match at.word {
        Word::Text(name) => Some(name),
        _ => None,
    })?;
    let mut groups = around.to_vec();
    let mut said = Vec::new();
    for part in parts {
        let part: Vec<Placed<'_>> =
            part.iter().copied().filter(|at| at.word != Word::Break).collect();
        match part.iter().map(|at| at.word).collect::<Vec<_>>().as_slice() {
            [Word::Name("group" | "groups"), Word::Sign(':'), ..] => {
                groups.extend(symbols(&part[1..]));
            }
            [Word::Text(version)] => said.push((*version).to_owned()),
            [Word::Name(key), Word::Sign(':'), Word::Text(value)] if is_source(key) => {
                said.push(format!("{key} {value}"));
            }
            _ => {}
        }
    }
    let (first, last) = (statement.first()?.line, statement.last()?.line);
    Some(Dependency {
        name: name.to_owned(),
        group: groups.join(", "),
        version: said.join(", "),
        lines: first..last + 1,
    })
}

/// Whether an option says where a gem comes from.
fn is_source(key: &str) -> bool {
    matches!(key, "git" | "github" | "branch" | "tag" | "ref" | "path" | "source")
}
