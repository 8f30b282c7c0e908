//! Which versions of files have to be parsed, and for which commits.
//!
//! In: commits with their files, and how large each version is. Out: each version once, with a number,
//! and blocks of commits that need no more text than memory may hold. Deliberately absent: texts.

use std::collections::{HashMap, HashSet};

use super::{CommitNumber, DeepChange, DeepCommit, DeepFile, MOST_FILES};
use crate::model::{CommitStructure, Content, ObjectId, RepoPath};
use crate::structure::ChangedPath;
use crate::syntax::Parsed;

/// Larger files are generated or data, as they are for whoever parses.
const LARGEST: u64 = 1 << 20;

/// A commit whose files are to be parsed.
pub(super) struct Planned<'a> {
    pub number: CommitNumber,
    pub id: ObjectId,
    /// The paths of all files that it changed, parsed or not; none where there are too many.
    pub paths: Vec<ChangedPath<'a>>,
    pub files: Vec<PlannedFile<'a>>,
    /// What is known of it before anything is parsed.
    pub found: CommitStructure,
}

/// The versions of a file in a commit, each with its path.
pub(super) struct PlannedFile<'a> {
    pub before: Option<(usize, &'a RepoPath)>,
    pub after: Option<(usize, &'a RepoPath)>,
    /// Its place among the files of the commit, and what changed in it.
    pub place: usize,
    pub changes: &'a [DeepChange],
}

impl PlannedFile<'_> {
    fn versions(&self) -> impl Iterator<Item = usize> {
        self.before.iter().chain(&self.after).map(|(version, _)| *version)
    }
}

/// A version of a file, in the language that its path tells.
struct Known<'a> {
    id: ObjectId,
    language: Parsed,
    /// A path that it has.
    path: &'a RepoPath,
    /// Its bytes; `None` when git does not have it.
    size: Option<u64>,
}

/// All versions that some commits need.
#[derive(Default)]
pub(super) struct Versions<'a> {
    known: Vec<Known<'a>>,
    number_of: HashMap<(ObjectId, Parsed), usize>,
}

impl<'a> Versions<'a> {
    /// The versions that commits need, and the commits with the numbers of theirs.
    pub(super) fn of(commits: &'a [DeepCommit]) -> (Self, Vec<Planned<'a>>) {
        let mut versions = Self::default();
        let planned = commits.iter().map(|commit| versions.plan(commit)).collect();
        (versions, planned)
    }

    fn plan(&mut self, commit: &'a DeepCommit) -> Planned<'a> {
        let (mut files, mut found) = (Vec::new(), CommitStructure::default());
        let changed = commit.files.iter().enumerate().filter(|(_, file)| is_other(file));
        for (place, file) in changed.filter(|_| !commit.is_merge) {
            match (languages(file), file.content) {
                (Some(languages), Content::Text) => {
                    files.push(self.plan_file(place, file, languages));
                }
                (Some(_), Content::Unavailable | Content::TooLarge) => found.left_out += 1,
                (None, Content::Text) => found.unparsed += 1,
                _ => {}
            }
        }
        let is_told = !commit.is_merge && commit.files.len() <= MOST_FILES;
        let paths = commit.files.iter().filter(|_| is_told).map(paths).collect();
        Planned { number: commit.number, id: commit.id, paths, files, found }
    }

    fn plan_file(
        &mut self,
        place: usize,
        file: &'a DeepFile,
        languages: (Option<Parsed>, Option<Parsed>),
    ) -> PlannedFile<'a> {
        let mut side = |id: Option<ObjectId>, language: Option<Parsed>, path: &'a RepoPath| {
            let (id, language) = id.zip(language)?;
            let next = self.known.len();
            let number = *self.number_of.entry((id, language)).or_insert(next);
            if number == next {
                self.known.push(Known { id, language, path, size: None });
            }
            Some((number, path))
        };
        PlannedFile {
            before: side(file.old_blob, languages.0, file.path_before()),
            after: side(file.new_blob, languages.1, &file.path),
            place,
            changes: &file.changes,
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.known.len()
    }

    pub(super) fn id(&self, version: usize) -> ObjectId {
        self.known[version].id
    }

    /// The file that a version is of: a path that it has, and its language.
    pub(super) fn file(&self, version: usize) -> (&'a RepoPath, Parsed) {
        let Known { path, language, .. } = self.known[version];
        (path, language)
    }

    pub(super) fn language(&self, version: usize) -> Parsed {
        self.known[version].language
    }

    pub(super) fn set_sizes(&mut self, sizes: Vec<Option<u64>>) {
        for (known, size) in self.known.iter_mut().zip(sizes) {
            known.size = size;
        }
    }

    fn size(&self, version: usize) -> u64 {
        self.known[version].size.unwrap_or(0)
    }

    /// Leaves out files that are not here or too large, and all of a commit that has too much.
    pub(super) fn leave_out(&self, commit: &mut Planned<'_>, most_files: usize, most_text: u64) {
        let is_readable =
            |version: usize| self.known[version].size.is_some_and(|size| size <= LARGEST);
        let before = commit.files.len();
        commit.files.retain(|file| file.versions().all(is_readable));
        commit.found.left_out += before - commit.files.len();
        let versions = commit.files.iter().flat_map(PlannedFile::versions);
        let text: u64 = versions.map(|version| self.size(version)).sum();
        if commit.files.len() > most_files || text > most_text {
            commit.found.is_sweep = true;
            commit.files.clear();
        }
    }

    /// How many of these commits make a block of so much text.
    pub(super) fn block(&self, commits: &[Planned<'_>], most_text: u64) -> usize {
        let (mut seen, mut text) = (HashSet::new(), 0);
        for (at, commit) in commits.iter().enumerate() {
            let versions = commit.files.iter().flat_map(PlannedFile::versions);
            let new: u64 = versions
                .filter(|version| seen.insert(*version))
                .map(|version| self.size(version))
                .sum();
            text += new;
            if text > most_text {
                return at.max(1);
            }
        }
        commits.len()
    }

    /// The versions that a block needs, those of a file together in the order in which they come, whatever
    /// its paths; the files with the most text first, so that no thread is left with a large one at the
    /// end.
    pub(super) fn by_file(&self, block: &[Planned<'_>]) -> Vec<Vec<usize>> {
        let mut place_of: HashMap<usize, usize> = HashMap::new();
        let mut place_of_path: HashMap<(&RepoPath, Parsed), usize> = HashMap::new();
        let mut files: Vec<(u64, Vec<usize>)> = Vec::new();
        for file in block.iter().flat_map(|commit| &commit.files) {
            let mut last = None;
            for version in file.versions() {
                if let Some(place) = place_of.get(&version) {
                    last = Some(*place);
                    continue;
                }
                let next = files.len();
                let place = last
                    .unwrap_or_else(|| *place_of_path.entry(self.file(version)).or_insert(next));
                if place == next {
                    files.push((0, Vec::new()));
                }
                files[place].0 += self.size(version);
                files[place].1.push(version);
                place_of.insert(version, place);
                last = Some(place);
            }
        }
        files.sort_by_key(|(text, _)| std::cmp::Reverse(*text));
        files.into_iter().map(|(_, versions)| versions).collect()
    }
}

/// Whether a commit changed the content of a file, or where it stands.
fn is_other(file: &DeepFile) -> bool {
    file.old_blob != file.new_blob || file.old_path.is_some()
}

/// Where a file stands before and after.
fn paths(file: &DeepFile) -> ChangedPath<'_> {
    let before = file.old_blob.map(|_| file.path_before());
    (before, file.new_blob.map(|_| &file.path))
}

/// The languages before and after; nothing where one of them is not parsed.
fn languages(file: &DeepFile) -> Option<(Option<Parsed>, Option<Parsed>)> {
    let language = |blob: Option<ObjectId>, path| match blob {
        Some(_) => Parsed::of(path).map(Some),
        None => Some(None),
    };
    Some((language(file.old_blob, file.path_before())?, language(file.new_blob, &file.path)?))
}
