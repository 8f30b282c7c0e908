//! `Package.swift`: every `.package(…)`. Which target uses what is not read.

use crate::syntax::Dependency;
use crate::syntax::manifest::Format;
use crate::syntax::reading::words::{Comments, Placed, Word, after_brackets, words};

pub(super) const FORMAT: Format = Format {
    name: "Package.swift",
    file_names: &["Package.swift", "Package@swift-*.swift"],
    read: |text| Some(dependencies(&words(text, Comments::Slashes))),
};

fn dependencies(words: &[Placed<'_>]) -> Vec<Dependency> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let is_call = matches!(words[at].word, Word::Name(name) if name == "package" || name.ends_with(".package"))
            && words.get(at + 1).is_some_and(|next| next.word == Word::Sign('('));
        if is_call {
            let end = after_brackets(words, at + 1);
            found.extend(dependency(&words[at..end]));
        }
    }
    found
}

fn dependency(call: &[Placed<'_>]) -> Option<Dependency> {
    let (place, key, source) = call.windows(3).enumerate().find_map(|(at, words)| {
        match [words[0].word, words[1].word, words[2].word] {
            [Word::Name(key @ ("url" | "path" | "id")), Word::Sign(':'), Word::Text(source)] => {
                Some((at, key, source))
            }
            _ => None,
        }
    })?;
    let last = source.trim_end_matches('/').rsplit('/').next().unwrap_or(source);
    let rest = call.get(place + 3..call.len() - 1).unwrap_or_default();
    let version = if key == "path" { format!("path {source}") } else { written(rest) };
    Some(Dependency {
        name: last.strip_suffix(".git").unwrap_or(last).to_owned(),
        group: String::new(),
        version,
        lines: call.first()?.line..call.last()?.line + 1,
    })
}

/// Words as people write them: `from: "1.0"`.
fn written(words: &[Placed<'_>]) -> String {
    let mut text = String::new();
    for placed in words {
        match placed.word {
            Word::Name(name) => text += name,
            Word::Text(part) => text.extend(["\"", part, "\""]),
            Word::Sign(sign @ (':' | ',')) => text.extend([sign, ' ']),
            Word::Sign(sign) => text.push(sign),
            Word::Break => {}
        }
    }
    text.trim_matches([',', ' ']).to_owned()
}
