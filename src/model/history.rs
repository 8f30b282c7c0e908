//! A whole history, as the pure stages see it.
//!
//! In: facts that were mined. Out: commits in topological order with everything they changed,
//! addressed by dense indices. Deliberately absent: how it was mined or stored, and any verdict.

use super::{Change, Commit, FileChange, Person, RepoPath};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The index as `usize`.
            #[must_use]
            pub const fn get(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index! {
    /// Position in [`History::commits`].
    CommitIndex
}
index! {
    /// Position in [`History::people`].
    PersonIndex
}
index! {
    /// Position in [`History::files`].
    FileIndex
}
index! {
    /// Position in [`History::spots`].
    SpotIndex
}
index! {
    /// Position in [`History::changes`].
    ChangeIndex
}

/// A file, followed through renames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its latest path.
    pub path: RepoPath,
    /// Whether it exists at HEAD.
    pub alive: bool,
}

/// The smallest named place of a file that persists: a section (a definition, a heading) or, where
/// none is recognised, the file itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The file.
    pub file: FileIndex,
    /// The section's title, `impl Driver > fn poll` for example; `None` for the file itself.
    pub section: Option<String>,
}

/// Titles of a spot that are joined: a method, its type, its module.
const DEPTH: usize = 3;
/// Between the titles of what encloses and of what is enclosed.
pub const TITLE_JOIN: &str = " > ";

/// The title of a spot, from the titles of a definition and of all that encloses it.
#[must_use]
pub fn spot_title(path: &str) -> &str {
    path.rmatch_indices(TITLE_JOIN)
        .nth(DEPTH - 1)
        .map_or(path, |(at, _)| &path[at + TITLE_JOIN.len()..])
}

impl Spot {
    /// Whether it is so wide that two changes in it may have nothing to do with each other: a file
    /// outside of its sections, or a container (an implementation, a class, a module) outside of
    /// what it contains.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        const CONTAINERS: [&str; 9] = [
            "impl",
            "class",
            "trait",
            "mod",
            "module",
            "namespace",
            "object",
            "extension",
            "interface",
        ];
        self.section.as_deref().is_none_or(|title| {
            let own = title.rsplit(" > ").next().unwrap_or(title);
            let word = own.split(' ').next().unwrap_or(own);
            CONTAINERS.contains(&word)
        })
    }
}

/// Lines at HEAD that one commit last wrote in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveLines {
    /// The file.
    pub file: FileIndex,
    /// The commit; `None` when its origin is unknown (see [`super::Rework::origin`]).
    pub origin: Option<CommitIndex>,
    /// How many lines.
    pub lines: u32,
}

/// What of a history could not be seen; each is said where figures depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Boundary {
    /// Commits whose parents are cut off because the clone is shallow.
    pub shallow_commits: usize,
    /// File changes whose content git does not have here.
    pub unavailable: usize,
    /// Files too large for line differences.
    pub too_large: usize,
}

/// A mined history: HEAD and everything behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Name of the repository, for people.
    pub repository: String,
    /// Parents before children; the last one is HEAD.
    pub commits: Vec<Commit>,
    /// Everybody who wrote or co-wrote a commit.
    pub people: Vec<Person>,
    /// Every file there ever was.
    pub files: Vec<File>,
    /// Every spot that was ever changed.
    pub spots: Vec<Spot>,
    /// By commit, in the order of [`History::commits`].
    pub file_changes: Vec<FileChange>,
    /// By file change, in the same order.
    pub changes: Vec<Change>,
    /// The lines at HEAD.
    pub live: Vec<LiveLines>,
    /// What could not be seen.
    pub boundary: Boundary,
    /// The text of the file at HEAD that says who owns what, where there is one.
    pub code_owners: Option<String>,
}

impl History {
    /// The commit at an index.
    #[must_use]
    pub fn commit(&self, index: CommitIndex) -> &Commit {
        &self.commits[index.get()]
    }

    /// The change at an index.
    #[must_use]
    pub fn change(&self, index: ChangeIndex) -> &Change {
        &self.changes[index.get()]
    }

    /// The commit that a change is part of.
    #[must_use]
    pub fn commit_of(&self, index: ChangeIndex) -> &Commit {
        self.commit(self.change(index).commit)
    }

    /// The file part that a change is part of.
    #[must_use]
    pub fn file_change_of(&self, index: ChangeIndex) -> &FileChange {
        &self.file_changes[self.change(index).file_change]
    }

    /// The person at an index.
    #[must_use]
    pub fn person(&self, index: PersonIndex) -> &Person {
        &self.people[index.get()]
    }

    /// The indices of the commits, parents before children.
    pub fn commit_indices(&self) -> impl DoubleEndedIterator<Item = CommitIndex> + use<> {
        (0..u32::try_from(self.commits.len()).unwrap_or(u32::MAX)).map(CommitIndex)
    }

    /// The indices of a commit's changes.
    #[must_use]
    pub fn changes_of(
        &self,
        index: CommitIndex,
    ) -> impl DoubleEndedIterator<Item = ChangeIndex> + use<> {
        let range = self.commit(index).changes.clone();
        range.map(|at| ChangeIndex(u32::try_from(at).unwrap_or(u32::MAX)))
    }

    /// How people call a spot: the path of its file, and the section when there is one.
    #[must_use]
    pub fn spot_name(&self, index: SpotIndex) -> String {
        let spot = &self.spots[index.get()];
        let path = &self.files[spot.file.get()].path;
        match &spot.section {
            Some(section) => format!("{path}: {section}"),
            None => path.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FileIndex, Spot, spot_title};

    #[test]
    fn three_titles_make_a_spot() {
        assert_eq!(spot_title("mod a > impl B > fn c > fn d"), "impl B > fn c > fn d");
        assert_eq!(spot_title("impl B > fn c"), "impl B > fn c");
    }

    #[test]
    fn files_and_containers_are_wide() {
        let is_wide = |section: Option<&str>| {
            Spot { file: FileIndex(0), section: section.map(str::to_owned) }.is_wide()
        };
        assert!(is_wide(None) && is_wide(Some("impl Driver")) && is_wide(Some("mod a > class B")));
        assert!(!is_wide(Some("impl Driver > fn poll")) && !is_wide(Some("struct Class")));
        assert!(!is_wide(Some("## Module")));
    }
}
