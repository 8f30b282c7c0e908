//! Directories that went elsewhere.
//!
//! In: where each file of a commit went, and what is left of a directory after it. Out: directories that
//! moved, or that were split, with their files; the outermost alone where those within went along.
//! The rule is git's, somewhat stricter: nothing is left of the directory, and of all files that were in
//! it, at any depth, at least three quarters, and two, are at the same place below the new one. It
//! was split where several places got two files or more, and together as many. Files that got another
//! name on the way count by their directories. A file that is not known to be another's is taken for
//! the one at its place in a directory that moved, where that helps (`joined`). Deliberately absent: what is in the files.

use std::collections::{BTreeMap, HashSet};

use super::FilePair;
use crate::model::{
    EventEvidence, EventKind, EventSubject, RepoPath, StructuralEvent, SymbolPlace,
};

/// The share of its files that a directory has to take along.
const NEARLY_ALL: f64 = 0.75;
/// How many have to go to one place.
const FILES: usize = 2;

/// The path of a file before and after a commit.
pub type ChangedPath<'a> = (Option<&'a RepoPath>, Option<&'a RepoPath>);

/// What is known of a commit besides the files that are read.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// All files that it changed; those that are read need not be among them.
    pub changed: &'a [ChangedPath<'a>],
    /// The names in a directory after it, none where there is no such directory; `None` where that is
    /// not known, and nothing is said of directories.
    pub names_in: &'a dyn Fn(&RepoPath) -> Option<Vec<Vec<u8>>>,
}

/// Files that went from one directory to another, before and after.
type Along<'a> = Vec<(&'a RepoPath, &'a RepoPath)>;

/// A directory that is there no more, and where its files went.
pub(super) struct DirectoryMove<'a> {
    old: RepoPath,
    /// Several where it was split; those that got most files first.
    new: Vec<(RepoPath, Along<'a>)>,
    /// How many files were in it.
    files: usize,
}

/// The directories that went elsewhere, outermost first.
pub(super) fn moves<'a>(
    files: &[FilePair<'a>],
    surroundings: &Surroundings<'a>,
) -> Vec<DirectoryMove<'a>> {
    let ends = ends(files, surroundings.changed);
    let mut candidates: Vec<_> = destinations(&ends).into_iter().collect();
    candidates.sort_by_cached_key(|(old, _)| (old.directories().count(), old.clone()));
    let mut found: Vec<DirectoryMove<'a>> = Vec::new();
    for (old, new) in candidates {
        let Some(mut taken) = taken_along(&old, new, &ends) else { continue };
        if !is_gone(&taken, surroundings) {
            continue;
        }
        taken.narrow(&ends, surroundings);
        let is_known = |new| found.iter().any(|at| at.takes(&taken.old, new));
        if taken.new.iter().any(|(new, _)| !is_known(new)) {
            found.push(taken);
        }
    }
    found
}

/// Where each file went that was there before: `None` when it is gone.
fn ends<'a>(
    files: &[FilePair<'a>],
    changed: &[ChangedPath<'a>],
) -> BTreeMap<&'a RepoPath, Option<&'a RepoPath>> {
    let mut ends: BTreeMap<_, _> =
        changed.iter().filter_map(|(before, after)| Some(((*before)?, *after))).collect();
    // These were followed by what they define as well.
    for file in files {
        if let Some(before) = &file.before {
            ends.insert(before.path, file.after.map(|after| after.path));
        }
    }
    ends
}

/// For each directory that files left, the directories in whose stead they are, with these files.
fn destinations<'a>(
    ends: &BTreeMap<&'a RepoPath, Option<&'a RepoPath>>,
) -> BTreeMap<RepoPath, BTreeMap<RepoPath, Along<'a>>> {
    let mut found: BTreeMap<RepoPath, BTreeMap<RepoPath, Along<'a>>> = BTreeMap::new();
    for (before, after) in ends {
        let Some(after) = after else { continue };
        let (mut old, mut new) = (directory_of(before), directory_of(after));
        while old != new && !old.as_bytes().is_empty() {
            let along = found.entry(old.clone()).or_default().entry(new.clone()).or_default();
            along.push((before, after));
            // What encloses both went along if they are called alike.
            if new.as_bytes().is_empty() || old.file_name() != new.file_name() {
                break;
            }
            (old, new) = (directory_of(&old), directory_of(&new));
        }
    }
    found
}

fn directory_of(path: &RepoPath) -> RepoPath {
    RepoPath::new(path.directory())
}

/// What stands in a directory, after the slash.
fn below<'p>(path: &'p RepoPath, directory: &RepoPath) -> Option<&'p [u8]> {
    if directory.as_bytes().is_empty() {
        return Some(path.as_bytes());
    }
    path.as_bytes().strip_prefix(directory.as_bytes())?.strip_prefix(b"/")
}

/// The directory and where it went, where it took nearly all of its files along.
fn taken_along<'a>(
    old: &RepoPath,
    new: BTreeMap<RepoPath, Along<'a>>,
    ends: &BTreeMap<&'a RepoPath, Option<&'a RepoPath>>,
) -> Option<DirectoryMove<'a>> {
    let files = files_in(old, ends);
    let mut new: Vec<(RepoPath, Along<'a>)> =
        new.into_iter().filter(|(_, along)| along.len() >= FILES).collect();
    new.sort_by(|(one, files), (other, others)| {
        others.len().cmp(&files.len()).then_with(|| one.cmp(other))
    });
    let nearly_all = |taken: usize| taken as f64 >= NEARLY_ALL * files as f64;
    if new.first().is_some_and(|(_, along)| nearly_all(along.len())) {
        new.truncate(1);
    }
    let taken = new.iter().map(|(_, along)| along.len()).sum();
    (!new.is_empty() && nearly_all(taken)).then(|| DirectoryMove { old: old.clone(), new, files })
}

/// Whether nothing is left of a directory, or nothing but the one that it moved to.
fn is_gone(moved: &DirectoryMove<'_>, surroundings: &Surroundings<'_>) -> bool {
    let Some(left) = (surroundings.names_in)(&moved.old) else { return false };
    let [(new, along)] = moved.new.as_slice() else { return left.is_empty() };
    if below(new, &moved.old).is_none() {
        return left.is_empty();
    }
    // Down to the new one there is nothing else, and in that nothing but what came.
    let mut at = moved.old.clone();
    while let Some(rest) = below(new, &at) {
        let next = rest.split(|byte| *byte == b'/').next().unwrap_or(rest).to_vec();
        match (surroundings.names_in)(&at) {
            Some(names) if names == [next.clone()] => at = inside(&at, &next),
            _ => return false,
        }
    }
    !holds_others(new, along, surroundings)
}

/// Whether a directory holds more than the files that came to it.
fn holds_others(new: &RepoPath, along: &Along<'_>, surroundings: &Surroundings<'_>) -> bool {
    let came = along.iter().filter_map(|(_, after)| first_part(after, new));
    let came: HashSet<&[u8]> = came.collect();
    let names = (surroundings.names_in)(new).unwrap_or_default();
    !names.iter().all(|name| came.contains(name.as_slice()))
}

/// The name directly in a directory that leads to a path.
fn first_part<'p>(path: &'p RepoPath, directory: &RepoPath) -> Option<&'p [u8]> {
    below(path, directory)?.split(|byte| *byte == b'/').next()
}

/// How many files were in a directory, at any depth.
fn files_in(directory: &RepoPath, ends: &BTreeMap<&RepoPath, Option<&RepoPath>>) -> usize {
    let first = inside(directory, b"");
    let from = ends.range::<&RepoPath, _>(&first..);
    from.take_while(|(path, _)| below(path, directory).is_some()).count()
}

/// Files with those joined that were lost in a directory that moved and are new at the same place below
/// where it is now: too little of them is the same to follow them by themselves.
pub(super) fn joined<'a>(files: &[FilePair<'a>], moves: &[DirectoryMove<'a>]) -> Vec<FilePair<'a>> {
    let is_new = |file: &&FilePair<'a>| file.before.is_none();
    let mut new: BTreeMap<&RepoPath, FilePair<'a>> =
        files.iter().filter(is_new).filter_map(|file| Some((file.after?.path, *file))).collect();
    let mut joined = Vec::with_capacity(files.len());
    for file in files.iter().filter(|file| file.before.is_some()) {
        let lost = file.before.filter(|_| file.after.is_none());
        let after = lost.and_then(|lost| {
            let mut places = moves.iter().filter_map(|moved| moved.place_after(lost.path));
            places.find_map(|place| new.remove(&place))
        });
        joined.push(after.map_or(*file, |new| FilePair { before: lost, after: new.after }));
    }
    joined.extend(new.into_values());
    joined
}

fn inside(directory: &RepoPath, name: &[u8]) -> RepoPath {
    match directory.as_bytes() {
        b"" => RepoPath::new(name),
        directory => RepoPath::new(&[directory, b"/", name].concat()),
    }
}

impl<'a> DirectoryMove<'a> {
    /// Goes inward while all files that went along were in one directory, and what that was in is now
    /// a directory of others as well: `tests/a` went to `all`, and not `tests`.
    fn narrow(
        &mut self,
        ends: &BTreeMap<&'a RepoPath, Option<&'a RepoPath>>,
        surroundings: &Surroundings<'_>,
    ) {
        while let [(new, along)] = self.new.as_slice() {
            let names = along.iter().map(|(before, after)| {
                let is_within = below(before, &self.old).is_some_and(|rest| rest.contains(&b'/'));
                let (from, to) = (first_part(before, &self.old), first_part(after, new));
                from.filter(|from| is_within && to == Some(from))
            });
            let names: HashSet<Option<&[u8]>> = names.collect();
            let Some(Some(name)) = names.iter().next().filter(|_| names.len() == 1) else { return };
            if !holds_others(new, along, surroundings) {
                return;
            }
            let (old, new) = (inside(&self.old, name), inside(new, name));
            self.files = files_in(&old, ends);
            self.old = old;
            self.new[0].0 = new;
        }
    }

    /// Where a file that was in it would be now.
    fn place_after(&self, path: &RepoPath) -> Option<RepoPath> {
        let [(new, _)] = self.new.as_slice() else { return None };
        Some(inside(new, below(path, &self.old)?))
    }

    /// Whether it is a directory, or took one within along, that is another now.
    fn takes(&self, old: &RepoPath, new: &RepoPath) -> bool {
        if *old == self.old {
            return self.new.iter().any(|(to, _)| to == new);
        }
        let Some(rest) = below(old, &self.old) else { return false };
        self.new.iter().any(|(to, _)| inside(to, rest) == *new)
    }

    /// The files that went along under their names, before and after.
    pub(super) fn along(&self) -> impl Iterator<Item = (&'a RepoPath, &'a RepoPath)> {
        let files = self.new.iter().flat_map(|(_, along)| along.iter().copied());
        files.filter(|(before, after)| before.file_name() == after.file_name())
    }

    pub(super) fn event(&self) -> StructuralEvent {
        let files = || self.new.iter().flat_map(|(_, along)| along);
        let taken = files().count();
        let is_renamed = self
            .new
            .iter()
            .all(|(new, _)| !new.as_bytes().is_empty() && new.directory() == self.old.directory());
        let kind = match self.new.as_slice() {
            [_] if is_renamed => EventKind::Renamed,
            [_] => EventKind::Moved,
            _ => EventKind::Split,
        };
        let before = std::iter::once(&self.old).chain(files().map(|(before, _)| *before));
        let news = self.new.iter().map(|(new, _)| new);
        let after = news.chain(files().map(|(_, after)| *after));
        let says = format!("{taken} of the {} files that were in it went along", self.files);
        StructuralEvent {
            kind,
            subject: EventSubject::Directory,
            before: before.map(place).collect(),
            after: after.map(place).collect(),
            is_public: false,
            detail: String::new(),
            probability: 0.5 + 0.5 * taken as f64 / self.files.max(1) as f64,
            evidence: EventEvidence { says: vec![says], ..EventEvidence::default() },
        }
    }
}

/// A directory or a file as a whole, without lines.
fn place(path: &RepoPath) -> SymbolPlace {
    SymbolPlace { path: path.clone(), symbol: String::new(), lines: 1..1 }
}
