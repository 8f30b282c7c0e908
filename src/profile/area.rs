//! The areas of a repository: directories of comparable size.
//!
//! In: files with their live lines. Out: areas, and the area of each file.
//! Deliberately absent: areas that a user names.
//!
//! Areas start as the directories at the top. One that holds more than 40 % of all live lines while
//! it has directories of its own is split into those (what lies in it directly stays as an area
//! "itself"), again and again down to four levels: `src` says nothing when everything is in it.
//! Generated, vendored and lock files, and what is not text, hold no lines for this purpose.

use std::collections::{BTreeMap, HashMap};

use crate::model::{ChangeIndex, FileIndex, History, Nature, Noise, RepoPath, Verdicts};

/// An area that holds a larger part of the live lines is split.
const LARGEST_PART: f64 = 0.4;
/// Directory levels below which no area is split.
const DEEPEST: usize = 4;

/// A directory-level module of a repository.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Area {
    /// Its directory; empty for the top of the repository.
    pub directory: RepoPath,
    /// Only the files directly in the directory: what lies deeper has areas of its own.
    pub itself: bool,
}

impl Area {
    /// What the top of a repository is called.
    #[must_use]
    pub const fn top() -> &'static str {
        "(top level)"
    }

    /// How people call it.
    #[must_use]
    pub fn name(&self) -> String {
        match (self.directory.as_bytes().is_empty(), self.itself) {
            (true, _) => Self::top().to_owned(),
            (false, true) => format!("{}/*", self.directory),
            (false, false) => format!("{}/", self.directory),
        }
    }
}

/// The areas of a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// By name. Each holds live lines.
    pub all: Vec<Area>,
    by_file: Vec<Option<usize>>,
    countable: Vec<bool>,
}

impl Areas {
    /// Divides a repository.
    #[must_use]
    pub fn of(history: &History, verdicts: &Verdicts) -> Self {
        let countable = countable_files(history, verdicts);
        let mut lines = vec![0; history.files.len()];
        for live in history.live.iter().filter(|live| countable[live.file.get()]) {
            lines[live.file.get()] += u64::from(live.lines);
        }
        let largest = lines.iter().sum::<u64>() as f64 * LARGEST_PART;
        let mut division = Division { history, lines, largest, found: BTreeMap::new() };
        let files: Vec<usize> = (0..history.files.len()).filter(|file| countable[*file]).collect();
        division.split(b"", 0, files);
        let mut by_file = vec![None; history.files.len()];
        let all = division.found.into_iter().enumerate().map(|(at, (area, files))| {
            for file in files {
                by_file[file] = Some(at);
            }
            area
        });
        Self { all: all.collect(), by_file, countable }
    }

    /// Position in [`Areas::all`] of a file's area; `None` when nothing near it is alive.
    #[must_use]
    pub fn of_file(&self, file: FileIndex) -> Option<usize> {
        self.by_file[file.get()]
    }

    /// Whether the file's lines are somebody's work: neither generated nor vendored nor a lock file.
    #[must_use]
    pub fn is_countable(&self, file: FileIndex) -> bool {
        self.countable[file.get()]
    }
}

/// Judged by the latest change of each file, since attributes and names change over time. A file
/// that never changed since the history begins counts.
fn countable_files(history: &History, verdicts: &Verdicts) -> Vec<bool> {
    let mut latest: HashMap<FileIndex, ChangeIndex> = HashMap::new();
    for commit in history.commit_indices() {
        for change in history.changes_of(commit) {
            latest.insert(history.file_change_of(change).file, change);
        }
    }
    let mut countable = vec![true; history.files.len()];
    for (file, change) in latest {
        countable[file.get()] = !matches!(
            verdicts.change(change).nature(),
            Nature::Noise(Noise::LockFile | Noise::Generated | Noise::Vendored | Noise::NotText)
        );
    }
    countable
}

struct Division<'a> {
    history: &'a History,
    lines: Vec<u64>,
    largest: f64,
    found: BTreeMap<Area, Vec<usize>>,
}

impl Division<'_> {
    /// Divides the files of one directory by the directories in it, `level` levels down.
    fn split(&mut self, directory: &[u8], level: usize, files: Vec<usize>) {
        let (below, direct) = self.group(level, files);
        self.keep(directory, true, direct);
        for (name, files) in below {
            let mut path = directory.to_vec();
            if !path.is_empty() {
                path.push(b'/');
            }
            path.extend(name);
            if self.is_too_large(level + 1, &files) {
                self.split(&path, level + 1, files);
            } else {
                self.keep(&path, false, files);
            }
        }
    }

    fn is_too_large(&self, level: usize, files: &[usize]) -> bool {
        let deeper = |file: &usize| {
            self.lines[*file] > 0
                && self.history.files[*file].path.directories().nth(level).is_some()
        };
        level < DEEPEST && self.lines_of(files) as f64 > self.largest && files.iter().any(deeper)
    }

    /// Files by the name of their directory at a level, and the files that lie no deeper.
    fn group(
        &self,
        level: usize,
        files: Vec<usize>,
    ) -> (BTreeMap<Vec<u8>, Vec<usize>>, Vec<usize>) {
        let (mut below, mut direct) = (BTreeMap::<Vec<u8>, Vec<usize>>::new(), Vec::new());
        for file in files {
            match self.history.files[file].path.directories().nth(level) {
                Some(name) => below.entry(name.to_vec()).or_default().push(file),
                None => direct.push(file),
            }
        }
        (below, direct)
    }

    fn keep(&mut self, directory: &[u8], itself: bool, files: Vec<usize>) {
        if self.lines_of(&files) > 0 {
            self.found.insert(Area { directory: RepoPath::new(directory), itself }, files);
        }
    }

    fn lines_of(&self, files: &[usize]) -> u64 {
        files.iter().map(|file| self.lines[*file]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Areas;
    use crate::model::{Nature, Noise};
    use crate::profile::testing::Story;

    fn names(files: &[(&str, u32)]) -> Vec<String> {
        let mut story = Story::new();
        for (path, lines) in files {
            story.alive(path, None, *lines);
        }
        let (history, verdicts, _) = story.finish();
        Areas::of(&history, &verdicts).all.iter().map(super::Area::name).collect()
    }

    #[test]
    fn top_directories_are_enough_when_none_is_large() {
        let files = [("a/x/1.rs", 30), ("b/2.rs", 30), ("c/3.rs", 30), ("README.md", 10)];
        assert_eq!(names(&files), ["(top level)", "a/", "b/", "c/"]);
    }

    #[test]
    fn a_directory_with_nearly_everything_is_split() {
        let files =
            [("src/io/1.rs", 40), ("src/net/2.rs", 40), ("src/lib.rs", 10), ("docs/x.md", 10)];
        assert_eq!(names(&files), ["docs/", "src/*", "src/io/", "src/net/"]);
        let flat = [("src/1.rs", 90), ("docs/x.md", 10)];
        assert_eq!(names(&flat), ["docs/", "src/"]);
    }

    #[test]
    fn splitting_ends_at_four_levels() {
        assert_eq!(names(&[("a/b/c/d/e/f.java", 100)]), ["a/b/c/d/"]);
    }

    #[test]
    fn vendored_files_are_no_area_and_dead_files_follow_their_directory() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let vendored = story.spot("third_party/z.c", "z");
        let old = story.spot("src/old.rs", "fn old");
        story.commit(ada, 0, "import").change(vendored, Nature::Noise(Noise::Vendored));
        story.change(old, Nature::Structural);
        story.alive("third_party/z.c", Some(0), 9_000);
        story.alive("src/new.rs", Some(0), 10);
        let (history, verdicts, _) = story.finish();
        let areas = Areas::of(&history, &verdicts);
        assert_eq!(areas.all.len(), 1);
        assert_eq!(areas.of_file(history.spots[old.get()].file), Some(0));
        assert_eq!(areas.of_file(history.spots[vendored.get()].file), None);
        assert!(!areas.is_countable(history.spots[vendored.get()].file));
    }
}
