//! What is there before anything is installed or removed.
//!
//! In: the common git directory, the work tree and `core.hooksPath`, as plain paths and text.
//! Out: a value that says everything a plan depends on, the configuration's bytes among it. Deliberately absent: git libraries (the
//! caller has opened the repository), judgement, and any write.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::script::{self, Origin};
use super::{Event, included, shown};
use crate::git::ConfigLevel;

/// The setting `core.hooksPath`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HooksPath {
    /// Its value, with a leading `~` already expanded; relative to the top of the work tree.
    pub value: PathBuf,
    /// Where it is set.
    pub scope: ConfigLevel,
}

/// Why git does not look for hooks in the git directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redirect {
    /// `core.hooksPath` names another directory.
    Setting(HooksPath),
    /// The hooks directory is a symbolic link.
    Symlink(PathBuf),
}

/// Where git looks for the hooks of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the hooks directory of the common git directory.
    GitDirectory,
    /// Nowhere: `core.hooksPath` is set and empty.
    Disabled(ConfigLevel),
    /// Elsewhere in the repository, mostly a directory that a hook manager keeps.
    InRepository {
        /// The directory, absolute.
        directory: PathBuf,
        /// What leads there.
        because: Redirect,
    },
    /// Outside of the repository, where hooks serve other repositories too.
    Outside {
        /// The directory, absolute where it could be resolved.
        directory: PathBuf,
        /// What leads there.
        because: Redirect,
    },
}

/// The hooks directory of the common git directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directory {
    /// There is none yet.
    Missing,
    /// It is there.
    Present {
        /// Its permission bits.
        mode: u32,
    },
    /// Something else has its name.
    NotADirectory,
}

/// A regular file as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its bytes.
    pub content: Vec<u8>,
    /// Its permission bits.
    pub mode: u32,
}

impl Snapshot {
    /// Whether git would run it.
    #[must_use]
    pub const fn is_executable(&self) -> bool {
        self.mode & 0o111 != 0
    }
}

/// What has a name in the hooks directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A regular file.
    File(Snapshot),
    /// A symbolic link, wherever it leads.
    Symlink,
    /// A directory, a socket, a device.
    Other,
}

/// The place of one hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The hook.
    pub event: Event,
    /// The path that git runs.
    pub path: PathBuf,
    /// What is there.
    pub current: Found,
    /// The path at which a hook that was there before is kept.
    pub previous_path: PathBuf,
    /// What is kept.
    pub previous: Found,
    /// git-headway's own hook under the name that another tool gave it when it came.
    pub aside: Option<(PathBuf, Snapshot)>,
}

/// Everything that installing and uninstalling depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The common git directory, shared by all work trees.
    pub git_directory: PathBuf,
    /// The work tree; `None` in a bare repository.
    pub work_tree: Option<PathBuf>,
    /// Where git looks for hooks.
    pub place: Place,
    /// Path of the hooks directory in the common git directory, the only one ever written to.
    pub directory_path: PathBuf,
    /// What is at that path.
    pub directory: Directory,
    /// One for each of [`Event::ALL`].
    pub slots: Vec<Slot>,
    /// Whether the repository has linked work trees.
    pub has_linked_work_trees: bool,
    /// Permission bits of the common git directory.
    pub mode: u32,
    /// The repository's own configuration.
    pub config: Entry,
    /// The file that the configuration includes once git-headway is installed in it.
    pub included: Entry,
    /// The folder of that file.
    pub included_folder: Directory,
    /// What a run that was stopped left behind; git never reads it.
    pub leftovers: Vec<(PathBuf, Snapshot)>,
}

/// A path and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path, without symbolic links as far as it exists.
    pub path: PathBuf,
    /// What is there.
    pub found: Found,
}

impl Site {
    /// Looks at a repository and changes nothing.
    ///
    /// # Errors
    /// When something that is there cannot be read; the error names the path.
    pub fn observe(
        git_common_directory: &Path,
        work_tree: Option<&Path>,
        hooks_path: Option<&HooksPath>,
    ) -> anyhow::Result<Self> {
        let git_directory = resolved(git_common_directory);
        let work_tree = work_tree.map(resolved);
        let directory_path = git_directory.join("hooks");
        let slots = Event::ALL.into_iter().map(|event| Slot::observe(&directory_path, event));
        let folder = git_directory.join(included::FOLDER);
        let included_folder = match Found::at(&folder)? {
            Found::Symlink => Directory::NotADirectory,
            _ => observe_directory(&folder)?,
        };
        let mut leftovers = leftovers_in(&directory_path);
        leftovers.extend(leftovers_in(&folder));
        Ok(Self {
            has_linked_work_trees: has_entries(&git_directory.join("worktrees")),
            mode: fs::metadata(&git_directory).map_or(0o755, |metadata| mode(&metadata)),
            config: Entry::observe(resolved(&git_directory.join("config")))?,
            included: Entry::observe(folder.join(included::FILE))?,
            included_folder,
            leftovers,
            place: place(&git_directory, work_tree.as_deref(), &directory_path, hooks_path),
            directory: observe_directory(&directory_path)?,
            slots: slots.collect::<anyhow::Result<_>>()?,
            git_directory,
            work_tree,
            directory_path,
        })
    }
}

impl Slot {
    fn observe(directory: &Path, event: Event) -> anyhow::Result<Self> {
        let path = directory.join(event.name());
        let previous_path = directory.join(event.previous_name());
        let (current, previous) = (Found::at(&path)?, Found::at(&previous_path)?);
        let aside = ASIDE.iter().find_map(|ending| {
            let path = directory.join(format!("{event}{ending}"));
            match Found::at(&path) {
                Ok(Found::File(file)) if is_ours(&file) => Some((path, file)),
                _ => None,
            }
        });
        Ok(Self { event, path, current, previous_path, previous, aside })
    }
}

impl Entry {
    fn observe(path: PathBuf) -> anyhow::Result<Self> {
        Ok(Self { found: Found::at(&path)?, path })
    }

    /// The file, when it is one.
    #[must_use]
    pub const fn file(&self) -> Option<&Snapshot> {
        match &self.found {
            Found::File(file) => Some(file),
            _ => None,
        }
    }
}

impl Found {
    /// Looks at a path without following it.
    pub(super) fn at(path: &Path) -> anyhow::Result<Self> {
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if is_absence(&error) => return Ok(Self::Nothing),
            Err(error) => {
                return Err(error).with_context(|| format!("could not look at `{}`", shown(path)));
            }
        };
        if metadata.is_symlink() {
            return Ok(Self::Symlink);
        }
        if !metadata.is_file() {
            return Ok(Self::Other);
        }
        let content =
            fs::read(path).with_context(|| format!("could not read `{}`", shown(path)))?;
        Ok(Self::File(Snapshot { content, mode: mode(&metadata) }))
    }
}

fn place(
    git_directory: &Path,
    work_tree: Option<&Path>,
    directory_path: &Path,
    hooks_path: Option<&HooksPath>,
) -> Place {
    let (directory, because) = match hooks_path {
        Some(setting) if setting.value.as_os_str().is_empty() => {
            return Place::Disabled(setting.scope);
        }
        Some(setting) => {
            let base = work_tree.unwrap_or(git_directory);
            (resolved(&base.join(&setting.value)), Redirect::Setting(setting.clone()))
        }
        None => (resolved(directory_path), Redirect::Symlink(directory_path.to_path_buf())),
    };
    // A link from the hooks directory to elsewhere is a redirection even where the setting is
    // absent or names the link: writing through it would end in somebody else's directory.
    if directory == directory_path {
        Place::GitDirectory
    } else if directory.starts_with(git_directory)
        || work_tree.is_some_and(|work_tree| directory.starts_with(work_tree))
    {
        Place::InRepository { directory, because }
    } else {
        Place::Outside { directory, because }
    }
}

/// Endings under which other tools keep a hook that was there before theirs: pre-commit and prek,
/// lefthook, Entire.
const ASIDE: [&str; 3] = [".legacy", ".old", ".pre-entire"];

/// Stands in the name of every file that is being written; the rest is the process.
pub(super) const UNFINISHED: &str = ".headway-new-";

fn is_ours(file: &Snapshot) -> bool {
    matches!(script::recognise(&file.content), Origin::Ours { .. })
}

/// Files that were being written when a run was stopped. One that cannot be read is left alone.
fn leftovers_in(directory: &Path) -> Vec<(PathBuf, Snapshot)> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let unfinished = entries
        .filter(|entry| entry.file_name().as_encoded_bytes().windows(UNFINISHED.len()).any(is_mark))
        .map(|entry| entry.path());
    let mut found: Vec<_> = unfinished
        .filter_map(|path| match Found::at(&path) {
            Ok(Found::File(file)) => Some((path, file)),
            _ => None,
        })
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn is_mark(bytes: &[u8]) -> bool {
    bytes == UNFINISHED.as_bytes()
}

fn has_entries(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some())
}

/// The path without symbolic links, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let mut missing: Vec<OsString> = Vec::new();
    let mut existing = path;
    loop {
        if let Ok(resolved) = fs::canonicalize(existing) {
            return missing.iter().rev().fold(resolved, |path, name| path.join(name));
        }
        match (existing.parent(), existing.file_name()) {
            (Some(parent), Some(name)) => {
                missing.push(name.to_owned());
                existing = parent;
            }
            _ => return path.to_path_buf(),
        }
    }
}

fn observe_directory(path: &Path) -> anyhow::Result<Directory> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(Directory::Present { mode: mode(&metadata) }),
        Ok(_) => Ok(Directory::NotADirectory),
        Err(error) if is_absence(&error) => Ok(Directory::Missing),
        Err(error) => Err(error).with_context(|| format!("could not look at `{}`", shown(path))),
    }
}

fn is_absence(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o7777
}

/// Where files have no permission bits, git runs every hook that is there.
#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0o755
}
