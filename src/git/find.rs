//! Finds repositories below a directory.
//!
//! In: a directory and how many levels down to look. Out: the paths of repositories, in order, and
//! what could not be looked into. Deliberately absent: opening them, and following symbolic links, so
//! that a loop of links is nothing to get lost in.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// Directories below which lie caches, or repositories of other people's code.
const PASSED_OVER: [&str; 24] = [
    ".asdf",
    ".cache",
    ".cargo",
    ".gradle",
    ".local",
    ".m2",
    ".npm",
    ".nvm",
    ".oh-my-zsh",
    ".pnpm-store",
    ".pyenv",
    ".rbenv",
    ".rustup",
    ".terraform",
    ".tox",
    ".venv",
    ".yarn",
    "Pods",
    "__pycache__",
    "node_modules",
    "target",
    "third_party",
    "vendor",
    "venv",
];

/// By the Cache Directory Tagging Specification, everything beside it can be made again.
const CACHE_TAG: &str = "CACHEDIR.TAG";

/// What was found below a directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Repositories and linked work trees, those inside of others too.
    pub repositories: Vec<PathBuf>,
    /// Submodules; they are parts of a repository that was found.
    pub submodules: Vec<PathBuf>,
    /// Directories that could not be looked into.
    pub unreadable: Vec<PathBuf>,
}

/// Looks at most `depth` levels down, and past caches, other people's code, and directories of the names in `ignored`.
#[must_use]
pub fn find_repositories(directory: &Path, depth: usize, ignored: &[OsString]) -> Found {
    let mut found = Found::default();
    let walk = WalkDir::new(directory).max_depth(depth).follow_links(false).sort_by_file_name();
    let mut walk = walk.into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.unreadable.extend(error.path().map(Path::to_path_buf));
                continue;
            }
        };
        if !entry.file_type().is_dir() && entry.depth() > 0 {
            continue;
        }
        if entry.depth() > 0 && is_passed_over(&entry, ignored) {
            walk.skip_current_dir();
            continue;
        }
        let path = entry.path();
        match Kind::of(path) {
            Some(Kind::Bare) => {
                found.repositories.push(path.to_path_buf());
                walk.skip_current_dir();
            }
            Some(Kind::WorkTree) => found.repositories.push(path.to_path_buf()),
            Some(Kind::Submodule) => found.submodules.push(path.to_path_buf()),
            None => {}
        }
    }
    found
}

fn is_passed_over(entry: &DirEntry, ignored: &[OsString]) -> bool {
    let name = entry.file_name();
    name == ".git"
        || ignored.iter().any(|ignored| name == ignored)
        || PASSED_OVER.iter().any(|passed| name == *passed)
        || entry.path().join(CACHE_TAG).is_file()
}

enum Kind {
    WorkTree,
    Submodule,
    Bare,
}

impl Kind {
    fn of(directory: &Path) -> Option<Self> {
        let git = directory.join(".git");
        if git.is_file() {
            let link = fs::read_to_string(&git).unwrap_or_default();
            let target = link.strip_prefix("gitdir:").unwrap_or_default().trim();
            let is_submodule = Path::new(target).iter().any(|part| part == OsStr::new("modules"));
            let is_linked = Path::new(target).iter().any(|part| part == OsStr::new("worktrees"));
            return Some(if is_submodule && !is_linked { Self::Submodule } else { Self::WorkTree });
        }
        if git.exists() {
            return Some(Self::WorkTree);
        }
        let is_bare = directory.join("HEAD").is_file()
            && directory.join("objects").is_dir()
            && directory.join("refs").is_dir();
        is_bare.then_some(Self::Bare)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Found, find_repositories};

    fn directories(root: &Path, names: &[&str]) {
        for name in names {
            fs::create_dir_all(root.join(name)).unwrap();
        }
    }

    fn found(root: &Path, depth: usize) -> Vec<String> {
        names(root, &find_repositories(root, depth, &[]).repositories)
    }

    fn names(root: &Path, paths: &[std::path::PathBuf]) -> Vec<String> {
        let name =
            |path: &std::path::PathBuf| path.strip_prefix(root).unwrap().display().to_string();
        paths.iter().map(name).collect()
    }

    #[test]
    fn repositories_are_found_in_order_and_inside_of_others() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        directories(root, &["b/.git/objects", "a/.git", "a/inner/.git", "plain/deep/er/.git"]);
        directories(root, &["bare.git/objects", "bare.git/refs", "bare.git/worktree/.git"]);
        fs::write(root.join("bare.git/HEAD"), "").unwrap();
        assert_eq!(found(root, 6), ["a", "a/inner", "b", "bare.git", "plain/deep/er"]);
        assert_eq!(found(root, 2), ["a", "a/inner", "b", "bare.git"]);
    }

    #[test]
    fn the_directory_itself_counts_whatever_its_name() {
        let root = tempfile::tempdir().unwrap();
        directories(root.path(), &["vendor/.git"]);
        assert_eq!(found(&root.path().join("vendor"), 6), [""]);
    }

    #[test]
    fn caches_and_other_peoples_code_are_passed_over() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        directories(root, &["node_modules/x/.git", "a/target/x/.git", "cache/x/.git", "own/.git"]);
        fs::write(root.join("cache/CACHEDIR.TAG"), "Signature").unwrap();
        assert_eq!(found(root, 6), ["own"]);
        let ignored = ["own".into()];
        assert_eq!(find_repositories(root, 6, &ignored), Found::default());
    }

    #[test]
    fn submodules_are_told_apart_from_linked_work_trees() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        directories(root, &["main/.git", "main/lib", "linked", "linked-lib"]);
        let link = |place: &str, to: &str| {
            fs::write(root.join(place).join(".git"), format!("gitdir: {to}\n")).unwrap();
        };
        link("main/lib", "../.git/modules/lib");
        link("linked", "/r/main/.git/worktrees/linked");
        link("linked-lib", "/r/main/.git/modules/lib/worktrees/linked-lib");
        let found = find_repositories(root, 6, &[]);
        assert_eq!(names(root, &found.repositories), ["linked", "linked-lib", "main"]);
        assert_eq!(names(root, &found.submodules), ["main/lib"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        directories(root, &["a/.git", "b"]);
        symlink("..", root.join("a/loop")).unwrap();
        symlink("../a", root.join("b/again")).unwrap();
        fs::create_dir(root.join("c")).unwrap();
        symlink("../a/.git", root.join("c/.git")).unwrap();
        assert_eq!(found(root, 50), ["a", "c"]);
    }

    #[test]
    fn what_is_not_there_is_told() {
        let root = tempfile::tempdir().unwrap();
        let nowhere = root.path().join("nowhere");
        let expected = Found { unreadable: vec![nowhere.clone()], ..Found::default() };
        assert_eq!(find_repositories(&nowhere, 3, &[]), expected);
    }
}
