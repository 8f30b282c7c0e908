//! `build.sbt` and its kin: every `"organisation" % "name" % "version"`, with its scope. A version that a
//! `val` of the same file names is put in; what stands in other files (`project/Dependencies.scala`) is not read.

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;
use crate::syntax::reading::words::{Comments, Placed, Word, words};

pub(super) const FORMAT: Format = Format {
    name: "sbt",
    file_names: &["*.sbt"],
    read: |text| Some(dependencies(&words(text, Comments::Slashes))),
};

fn dependencies(words: &[Placed<'_>]) -> Vec<Dependency> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (dependency, end) = dependency(words, at);
        found.extend(dependency);
        at = end;
    }
    found
}

/// The dependency whose organisation stands at a place, and where to go on.
fn dependency(words: &[Placed<'_>], start: usize) -> (Option<Dependency>, usize) {
    let Word::Text(organisation) = words[start].word else { return (None, start + 1) };
    let mut parts = Vec::new();
    let mut at = start + 1;
    while let Some(next) = after_percent(words, at) {
        parts.push(&words[next]);
        at = next + 1;
    }
    let [name, version, rest @ ..] = parts.as_slice() else { return (None, at) };
    let Word::Text(name) = name.word else { return (None, at) };
    let dependency = Dependency {
        name: format!("{organisation}:{name}"),
        group: rest.first().map_or_else(String::new, |scope| said(words, scope)),
        version: said(words, version),
        lines: words[start].line..words[at - 1].line + 1,
    };
    (Some(dependency), at)
}

/// The place of what follows `%`, `%%` or `%%%`.
fn after_percent(words: &[Placed<'_>], at: usize) -> Option<usize> {
    let rest = words.get(at..)?;
    let is_sign = |placed: &&Placed<'_>| placed.word == Word::Sign('%');
    let signs = rest.iter().take_while(is_sign).count();
    let next = rest.get(signs)?;
    let is_part = matches!(next.word, Word::Text(_) | Word::Name(_));
    (signs > 0 && is_part).then_some(at + signs)
}

/// A text, or the one that a `val` names.
fn said(words: &[Placed<'_>], placed: &Placed<'_>) -> String {
    let (Word::Text(text) | Word::Name(text)) = placed.word else { return String::new() };
    let value =
        words.windows(4).find_map(|at| match [at[0].word, at[1].word, at[2].word, at[3].word] {
            [Word::Name("val"), Word::Name(name), Word::Sign('='), Word::Text(value)]
                if placed.word == Word::Name(name) =>
            {
                Some(value)
            }
            _ => None,
        });
    value.unwrap_or(text).to_owned()
}
