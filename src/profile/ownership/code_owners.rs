//! Who is said to own which file: the text of a `CODEOWNERS` file.
//!
//! In: its text, and paths. Out: the owners of a path, as they are written there. Patterns are those of GitHub and
//! GitLab: as in `.gitignore`, the last one that matches holds, within each section for itself. Deliberately absent:
//! who stands behind a name; only an address, or the one that GitHub makes of a name, can be told to be a person's.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::places::Places;
use crate::model::{FileIndex, History};
use crate::profile::Subject;

/// The rules of a `CODEOWNERS` file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeOwners {
    sections: Vec<Section>,
}

/// Rules of which the last one that matches holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    /// In lower case; empty for what stands before all sections.
    name: String,
    /// Owners of what names none itself.
    owners: Vec<String>,
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    pattern: Pattern,
    owners: Vec<String>,
    /// Takes a path out of its section.
    excludes: bool,
}

impl CodeOwners {
    /// Where such a file is looked for, the first one that is there holds.
    pub const PLACES: [&str; 4] =
        [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

    /// Reads the rules.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut sections = vec![Section::default()];
        let mut current = 0;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line.starts_with('#') {
                continue;
            }
            if let Some((name, owners)) = heading(line) {
                let known = sections.iter().position(|section| section.name == name);
                current = known.unwrap_or(sections.len());
                if known.is_none() {
                    sections.push(Section { name, owners, rules: Vec::new() });
                }
            } else if let Some(rule) = rule(line, &sections[current].owners) {
                sections[current].rules.push(rule);
            }
        }
        Self { sections }
    }

    /// The owners of a path, each once.
    #[must_use]
    pub fn owners(&self, path: &[u8]) -> Vec<&str> {
        let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
        let mut owners: Vec<&str> = Vec::new();
        for section in &self.sections {
            let rule = section.rules.iter().rev().find(|rule| rule.pattern.matches(&parts));
            let rule = rule.filter(|rule| !rule.excludes);
            owners.extend(rule.iter().flat_map(|rule| &rule.owners).map(String::as_str));
        }
        owners.sort_unstable();
        owners.dedup();
        owners
    }
}

/// What such a file says of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeOwned {
    /// Files at HEAD that count.
    pub files: usize,
    /// Of these, files with an owner.
    pub covered: usize,
    /// How many owners they have, teams among them.
    pub owners: usize,
    /// Files of which the person can be told to be an owner, by an address.
    pub own: usize,
}

/// What a history's file says of each place; nothing where it has none.
pub(super) fn code_owned(
    history: &History,
    places: &Places,
    subject: &Subject,
) -> Vec<Option<CodeOwned>> {
    let Some(text) = &history.code_owners else { return vec![None; places.count] };
    let rules = CodeOwners::parse(text);
    let emails = subject.people.iter().map(|at| history.person(*at).email.as_str());
    let emails: Vec<&str> = emails.collect();
    let mut found = vec![(CodeOwned::default(), BTreeSet::new()); places.count];
    for (at, file) in (0..).map(FileIndex).zip(&history.files).filter(|(_, file)| file.alive) {
        let Some(place) = places.of_file(at) else { continue };
        let owners = rules.owners(file.path.as_bytes());
        let is_own = |owner: &&str| emails.iter().any(|email| is_address_of(owner, email));
        let (sums, names) = &mut found[place];
        sums.files += 1;
        sums.covered += usize::from(!owners.is_empty());
        sums.own += usize::from(owners.iter().any(is_own));
        names.extend(owners);
    }
    let with_owners = found.into_iter().map(|(sums, owners)| {
        let owners = owners.len();
        Some(CodeOwned { owners, ..sums })
    });
    with_owners.collect()
}

/// Whether an owner is the person of an address: by the address itself, or by the one that GitHub gives to who keeps
/// theirs to themselves.
fn is_address_of(owner: &str, email: &str) -> bool {
    let (owner, email) = (owner.to_lowercase(), email.to_lowercase());
    let Some(name) = owner.strip_prefix('@') else { return owner == email };
    let local = email.strip_suffix("@users.noreply.github.com");
    local.is_some_and(|local| local.rsplit('+').next() == Some(name))
}

/// The name and the owners of a section of GitLab's: `^[Name][2] @owner`.
fn heading(line: &str) -> Option<(String, Vec<String>)> {
    let line = line.strip_prefix('^').unwrap_or(line).strip_prefix('[')?;
    let (name, mut rest) = line.split_once(']')?;
    if let Some(approvals) = rest.strip_prefix('[') {
        rest = approvals.split_once(']')?.1;
    }
    (rest.is_empty() || rest.starts_with(char::is_whitespace))
        .then(|| (name.trim().to_lowercase(), words(rest)))
}

fn rule(line: &str, of_section: &[String]) -> Option<Rule> {
    let mut words = words(line);
    if words.is_empty() {
        return None;
    }
    let pattern = words.remove(0);
    let (excludes, pattern) = match pattern.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, pattern.as_str()),
    };
    let owners = if words.is_empty() { of_section.to_vec() } else { words };
    Some(Rule { pattern: Pattern::parse(pattern)?, owners, excludes })
}

/// The words of a line up to a comment; a blank behind a backslash is part of one.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '#' if word.is_empty() => break,
            '\\' if signs.peek().is_some_and(|next| [' ', '#', '\\'].contains(next)) => {
                word.extend(signs.next());
            }
            _ if sign.is_whitespace() => words.push(std::mem::take(&mut word)),
            _ => word.push(sign),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// A pattern, directory by directory.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pattern {
    parts: Vec<Vec<u8>>,
    /// It names a directory: what is in it matches, a file of the name does not.
    is_directory: bool,
}

impl Pattern {
    fn parse(text: &str) -> Option<Self> {
        let is_directory = text.ends_with('/');
        let inner = text.trim_end_matches('/');
        let is_anchored = inner.contains('/');
        let parts = inner.split('/').filter(|part| !part.is_empty());
        let mut parts: Vec<Vec<u8>> = parts.map(|part| part.as_bytes().to_vec()).collect();
        if !is_anchored {
            parts.insert(0, ANY_DEPTH.to_vec());
        }
        (!text.is_empty()).then_some(Self { parts, is_directory })
    }

    /// Whether it matches a path, or a directory around it.
    fn matches(&self, path: &[&[u8]]) -> bool {
        // `docs/*` is what lies in `docs` itself.
        let is_flat = self.parts.len() > 1
            && self.parts.last().is_some_and(|last| last == b"*")
            && self.parts[self.parts.len() - 2] != ANY_DEPTH;
        let rest = |rest: usize| match (self.is_directory, is_flat) {
            (true, _) => rest > 0,
            (false, true) => rest == 0,
            (false, false) => true,
        };
        parts_match(&self.parts, path, &rest)
    }
}

/// Any number of directories.
const ANY_DEPTH: &[u8] = b"**";

/// Whether the parts of a pattern match the first parts of a path, and what is left is as it may be.
fn parts_match(pattern: &[Vec<u8>], path: &[&[u8]], may_be_left: &dyn Fn(usize) -> bool) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, _) => may_be_left(path.len()),
        (Some((first, rest)), _) if first == ANY_DEPTH => {
            let mut depths = 0..=path.len();
            if rest.is_empty() {
                return !path.is_empty();
            }
            depths.any(|depth| parts_match(rest, &path[depth..], may_be_left))
        }
        (Some(_), None) => false,
        (Some((first, rest)), Some((name, below))) => {
            name_matches(first, name) && parts_match(rest, below, may_be_left)
        }
    }
}

/// `*` is any number of signs, `?` is one.
fn name_matches(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern.split_first(), name.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => {
            (0..=name.len()).any(|skipped| name_matches(rest, &name[skipped..]))
        }
        (Some((b'?', rest)), Some((_, below))) => name_matches(rest, below),
        (Some((sign, rest)), Some((other, below))) => sign == other && name_matches(rest, below),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeOwners, is_address_of};

    fn owners(text: &str, path: &str) -> String {
        CodeOwners::parse(text).owners(path.as_bytes()).join(" ")
    }

    #[test]
    fn the_examples_of_github() {
        let text = "# This is a comment.\n\
            *       @global-owner1 @global-owner2\n\
            *.js    @js-owner #This is an inline comment.\n\
            *.go docs@example.com\n\
            *.txt @octo-org/octocats\n\
            /build/logs/ @doctocat\n\
            docs/* docs@example.com\n\
            apps/ @octocat\n\
            /scripts/ @doctocat @octocat\n\
            **/logs @octocat\n\
            /apps/github\n";
        for (path, expected) in [
            ("src/a.rs", "@global-owner1 @global-owner2"),
            ("src/a.js", "@js-owner"),
            ("a.go", "docs@example.com"),
            ("build/logs/a", "@octocat"),
            ("docs/getting-started.md", "docs@example.com"),
            ("docs/build-app/troubleshooting.md", "@global-owner1 @global-owner2"),
            ("x/apps/y/z.rs", "@octocat"),
            ("scripts/a.sh", "@doctocat @octocat"),
            ("x/scripts/a.sh", "@global-owner1 @global-owner2"),
            ("deeply/nested/logs/a", "@octocat"),
            ("apps/github/a", ""),
        ] {
            assert_eq!(owners(text, path), expected, "{path}");
        }
    }

    #[test]
    fn sections_each_have_their_say() {
        let text = "*.rb @first\n[Docs] @writers\n*.md\nREADME.md @reader\n\
            ^[Database][2]\nmodel/db/ @base\n[docs]\n!docs/old/**\n";
        assert_eq!(owners(text, "a.md"), "@writers");
        assert_eq!(owners(text, "README.md"), "@reader");
        assert_eq!(owners(text, "model/db/a.rb"), "@base @first");
        assert_eq!(owners(text, "docs/old/a.md"), "");
    }

    #[test]
    fn blanks_can_be_part_of_a_name() {
        assert_eq!(owners(r"path\ with\ spaces/ @a", "path with spaces/x"), "@a");
        assert_eq!(owners(r"\#file @a", "#file"), "@a");
        assert_eq!(owners("/a/b?.c @a", "a/bx.c"), "@a");
        assert_eq!(owners("/a @a", "a"), "@a");
        assert_eq!(owners("a/ @a", "a"), "");
    }

    #[test]
    fn who_an_owner_is() {
        assert!(is_address_of("Ada@example.org", "ada@Example.org"));
        assert!(is_address_of("@ada", "12+Ada@users.noreply.github.com"));
        assert!(is_address_of("@ada", "ada@users.noreply.github.com"));
        assert!(!is_address_of("@ada", "ada@example.org") && !is_address_of("@ada/team", "ada"));
    }
}
