//! git-headway tells the structural events of small commits as a careful reader does.
//!
//! In: the cases in `fixtures/structure/<language>/*.case`. Out: one failure for each case in which
//! reader and program disagree. A case that is known to be read wrongly says so (`--- not yet`) and fails
//! once it is read well, so that the mark goes. Deliberately absent: whether the reader is right; the
//! confidence in an event, beyond that less than one half is none; imports, which follow from the rest, and
//! what only stands in another file or block of what it belongs to.
#![expect(clippy::unwrap_used, reason = "a case that cannot be read has failed its test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use git_headway::model::{EventKind, EventSubject, RepoPath, StructuralEvent, SymbolPlace};
use git_headway::structure::{FilePair, Surroundings, Version, structural_events};
use git_headway::syntax::{Outline, Outliner, Parsed};

/// Cases that a language has at least.
const CASES: usize = 8;

/// A commit, and what a reader says of it.
#[derive(Default)]
struct Case {
    before: BTreeMap<String, String>,
    after: BTreeMap<String, String>,
    events: Vec<String>,
    /// Why it is not read well yet.
    not_yet: Option<String>,
}

impl Case {
    fn read(text: &str) -> Self {
        let mut case = Self::default();
        for section in text.split("--- ").skip(1) {
            let (head, body) = section.split_once('\n').unwrap();
            match head.split_once(' ') {
                Some(("before", path)) => case.before.insert(path.to_owned(), body.to_owned()),
                Some(("after", path)) => case.after.insert(path.to_owned(), body.to_owned()),
                _ if head == "events" => {
                    case.events = body.lines().map(str::to_owned).collect();
                    continue;
                }
                _ if head == "not yet" => {
                    case.not_yet = Some(body.trim().to_owned());
                    continue;
                }
                _ => panic!("a section `{head}`"),
            };
        }
        case.events.sort();
        case
    }

    /// The events that are told, in the words of the cases.
    fn found(&self) -> Vec<String> {
        let is_told = |event: &StructuralEvent| {
            event.probability >= 0.5
                && event.subject != EventSubject::Import
                && event.kind != EventKind::Refiled
        };
        self.lines(is_told)
    }

    /// Some of the events that are found, in order.
    fn lines(&self, is_meant: impl Fn(&StructuralEvent) -> bool) -> Vec<String> {
        let before = parsed(&self.before);
        let after = parsed(&self.after);
        let paths = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
        let pairs = paths.map(|path| FilePair {
            before: before.get(path).map(File::version),
            after: after.get(path).map(File::version),
        });
        let names_in = |directory: &RepoPath| Some(self.names_in(directory));
        let surroundings = Surroundings { changed: &[], names_in: &names_in };
        let events = structural_events(&pairs.collect::<Vec<_>>(), &surroundings);
        let meant = events.iter().filter(|event| is_meant(event));
        let mut lines: Vec<String> = meant.map(line).collect();
        lines.sort();
        lines
    }

    /// The names in a directory after the commit.
    fn names_in(&self, directory: &RepoPath) -> Vec<Vec<u8>> {
        let inside = self.after.keys().filter_map(|path| match directory.as_bytes() {
            b"" => Some(path.as_bytes()),
            directory => path.as_bytes().strip_prefix(directory)?.strip_prefix(b"/"),
        });
        let names: BTreeSet<Vec<u8>> = inside
            .filter_map(|path| path.split(|byte| *byte == b'/').next().map(<[u8]>::to_vec))
            .collect();
        names.into_iter().collect()
    }
}

/// A file of a case.
struct File<'a> {
    path: RepoPath,
    language: Parsed,
    text: &'a str,
    outline: Outline,
}

impl File<'_> {
    fn version(&self) -> Version<'_> {
        Version {
            path: &self.path,
            language: self.language,
            text: self.text.as_bytes(),
            outline: &self.outline,
        }
    }
}

fn parsed(files: &BTreeMap<String, String>) -> BTreeMap<&str, File<'_>> {
    let parse = |(name, text): (&'_ String, &'_ String)| -> Outline {
        let language = Parsed::of(&RepoPath::from(name.as_str())).unwrap();
        Outliner::default().outline(language, text.as_bytes()).unwrap()
    };
    let file = |(name, text)| {
        let outline = parse((name, text));
        let path = RepoPath::from(name.as_str());
        (name.as_str(), File { language: Parsed::of(&path).unwrap(), path, text, outline })
    };
    files.iter().map(file).collect()
}

/// An event in one line: `extracted function def b (a.py) out of def a (a.py)`.
fn line(event: &StructuralEvent) -> String {
    let subject = match event.subject {
        EventSubject::Function => "function",
        EventSubject::Type => "type",
        EventSubject::Module => "module",
        EventSubject::Value => "value",
        EventSubject::Section => "section",
        EventSubject::File => "file",
        EventSubject::Import => "import",
        EventSubject::Dependency => return dependency(event),
        EventSubject::Directory => return directory(event),
    };
    let (before, after) = (places(&event.before), places(&event.after));
    let detail = &event.detail;
    match event.kind {
        EventKind::Added => format!("added {subject} {after}"),
        EventKind::Removed => format!("removed {subject} {before}"),
        EventKind::Renamed => format!("renamed {subject} {before} to {after}"),
        EventKind::Moved => format!("moved {subject} {before} to {after}"),
        EventKind::MovedAndRenamed => format!("moved and renamed {subject} {before} to {after}"),
        EventKind::Extracted => format!("extracted {subject} {after} out of {before}"),
        EventKind::ExtractedAndMoved => {
            format!("extracted and moved {subject} {after} out of {before}")
        }
        EventKind::Inlined => format!("inlined {subject} {before} into {after}"),
        EventKind::InlinedAndMoved => format!("inlined and moved {subject} {before} into {after}"),
        EventKind::Split => format!("split {subject} {before} into {after}"),
        EventKind::Merged => format!("merged {subject} {before} into {after}"),
        EventKind::PulledUp => format!("pulled up {subject} {before} to {after}"),
        EventKind::PushedDown => format!("pushed down {subject} {before} to {after}"),
        EventKind::SignatureChanged => format!("changed signature of {before}: {detail}"),
        EventKind::VisibilityChanged => format!("changed visibility of {before}: {detail}"),
        EventKind::TypeChanged => format!("changed type of {before}: {detail}"),
        EventKind::SupertypesChanged => format!("changed supertypes of {before}: {detail}"),
        EventKind::Duplicated => format!("duplicated {subject} {before} into {after}"),
        EventKind::Deduplicated => format!("deduplicated {subject} {before} into {after}"),
        EventKind::Refiled => format!("refiled {subject} {before} to {after}"),
        EventKind::VersionChanged => unreachable!("only dependencies have versions"),
    }
}

/// The same of a directory: `moved directory a to b, 3 files`.
fn directory(event: &StructuralEvent) -> String {
    let files = event.before.len() - 1;
    let kind = match event.kind {
        EventKind::Split => "split",
        EventKind::Renamed => "renamed",
        _ => "moved",
    };
    let news = places(&event.after[..event.after.len() - files]);
    format!("{kind} directory {} to {news}, {files} files", event.before[0].path)
}

/// The same of a dependency, with the lines that say so: `added dependency b 1.0 (go.mod:3)`.
fn dependency(event: &StructuralEvent) -> String {
    let place = |at: &SymbolPlace| {
        let lines = format!("{}-{}", at.lines.start, at.lines.end - 1);
        let lines = if at.lines.len() == 1 { at.lines.start.to_string() } else { lines };
        (at.symbol.clone(), format!("{}:{lines}", at.path))
    };
    let detail = if event.detail.is_empty() { "any" } else { &event.detail };
    match (event.before.iter().map(place).next(), event.after.iter().map(place).next()) {
        (None, Some((name, at))) => format!("added dependency {name} {detail} ({at})"),
        (Some((name, at)), None) => format!("removed dependency {name} {detail} ({at})"),
        (Some((_, from)), Some((name, to))) if event.kind == EventKind::VersionChanged => {
            format!("changed version of {name}: {detail} ({from} to {to})")
        }
        (Some((from_name, from)), Some((name, to))) => {
            format!("moved dependency {from_name} ({from}) to {name} ({to})")
        }
        (None, None) => unreachable!("an event has a place"),
    }
}

fn places(places: &[SymbolPlace]) -> String {
    let place = |at: &SymbolPlace| match at.symbol.as_str() {
        "" => at.path.to_string(),
        symbol => format!("{symbol} ({})", at.path),
    };
    let mut places: Vec<String> = places.iter().map(place).collect();
    places.sort();
    places.join(", ")
}

/// All cases, by the folder of their language.
fn cases() -> BTreeMap<String, Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/structure");
    let mut cases: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for language in std::fs::read_dir(root).unwrap() {
        let language = language.unwrap();
        let of_language = cases.entry(language.file_name().into_string().unwrap()).or_default();
        for file in std::fs::read_dir(language.path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "case") {
                of_language.push(path);
            }
        }
        of_language.sort();
    }
    cases
}

#[test]
fn commits_are_read_as_a_reader_does() {
    let mut wrong = String::new();
    for path in cases().into_values().flatten() {
        let case = Case::read(&std::fs::read_to_string(&path).unwrap());
        let found = case.found();
        let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display();
        match (&case.not_yet, found == case.events) {
            (None, false) => {
                let (expected, found) = (case.events.join("\n  "), found.join("\n  "));
                write!(wrong, "{name}: expected\n  {expected}\nfound\n  {found}\n").unwrap();
            }
            (Some(_), true) => {
                writeln!(wrong, "{name} is read well now; take the mark `--- not yet` away")
                    .unwrap();
            }
            (None, true) | (Some(_), false) => {}
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_language_has_its_cases() {
    let few: Vec<String> = cases()
        .into_iter()
        .filter(|(_, cases)| cases.len() < CASES)
        .map(|(language, cases)| format!("{language}: {}", cases.len()))
        .collect();
    assert!(few.is_empty(), "languages with fewer than {CASES} cases: {few:?}");
}

#[test]
fn what_only_stands_elsewhere_is_known_and_not_told() {
    let refiled = |name: &str| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/structure");
        let case = Case::read(&std::fs::read_to_string(root.join(name)).unwrap());
        case.lines(|event| event.kind == EventKind::Refiled)
    };
    let method = "func Server.team (server/server.go) to func Server.team (server/team.go)";
    assert_eq!(
        refiled("go/move-methods-within-package.case"),
        [format!("refiled function {method}")]
    );
    let method = "class Store > func names (Sources/Store.swift) to \
                  extension Store > func names (Sources/Store.swift)";
    assert_eq!(refiled("swift/move-into-extension.case"), [format!("refiled function {method}")]);
    // Its members go with it.
    let block = "impl Index (src/index.rs) to impl Index (src/search/words.rs)";
    assert_eq!(refiled("rust/move-type.case"), [format!("refiled module {block}")]);
    assert_eq!(refiled("rust/rename-function.case"), [""; 0]);
}
