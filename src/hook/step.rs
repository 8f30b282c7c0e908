//! One change to the git directory, in words and in effect.
//!
//! In: paths and bytes. Out: the change, or its description. A process that is killed meanwhile leaves
//! every file that git reads as it was before or as it is afterwards. Deliberately absent: the order
//! of changes.

use std::fmt;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::site::UNFINISHED;
use super::{Found, Snapshot, shown};
use crate::model::printable;

/// One change to the git directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Makes a directory in the git directory.
    CreateDirectory {
        /// Its path.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Removes a directory, unless somebody put something into it.
    RemoveDirectory {
        /// Its path.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Changes lines of the repository's configuration, as git does it: under git's lock.
    Configure {
        /// Its path.
        path: PathBuf,
        /// What is there now.
        before: Snapshot,
        /// What is there afterwards.
        after: Vec<u8>,
    },
    /// Gives a file another name.
    Rename {
        /// Its name now.
        from: PathBuf,
        /// Its name afterwards; nothing has it now.
        to: PathBuf,
    },
    /// Writes a whole file.
    Write {
        /// Its path.
        path: PathBuf,
        /// Its bytes and permission bits.
        new: Snapshot,
        /// What it replaces.
        before: Replaced,
    },
    /// Gives a hook a second name, under which it is kept, so that git runs it until the other name
    /// is another hook's.
    Keep {
        /// Its name.
        path: PathBuf,
        /// Its second name; nothing has it now.
        kept: PathBuf,
    },
    /// Gives a kept hook its name back, in place of git-headway's.
    Restore {
        /// The name under which it is kept.
        kept: PathBuf,
        /// Its name.
        path: PathBuf,
        /// What has that name now.
        before: Snapshot,
    },
    /// Removes a file that git-headway wrote.
    Remove {
        /// Its path.
        path: PathBuf,
        /// What is there now.
        before: Snapshot,
    },
}

/// What a written file takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// Nothing.
    Nothing,
    /// A file of git-headway's.
    File(Snapshot),
    /// A hook that has this second name.
    Kept(PathBuf),
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CreateDirectory { path, .. } => {
                writeln!(formatter, "would create the directory `{}`", shown(path))
            }
            Self::RemoveDirectory { path, .. } => {
                writeln!(formatter, "would remove the directory `{}`", shown(path))
            }
            Self::Configure { path, before, after } => {
                let (gone, come) = changed_lines(&before.content, after);
                for (verb, lines) in [("take out of", gone), ("add to", come)] {
                    if !lines.is_empty() {
                        writeln!(formatter, "would {verb} `{}`:", shown(path))?;
                        write_lines(formatter, &lines.concat())?;
                    }
                }
                Ok(())
            }
            Self::Rename { from, to } | Self::Keep { path: from, kept: to } => {
                writeln!(formatter, "would rename `{}` to `{}`", shown(from), shown(to))
            }
            Self::Restore { kept, path, .. } => {
                writeln!(formatter, "would remove `{}`", shown(path))?;
                writeln!(formatter, "would rename `{}` to `{}`", shown(kept), shown(path))
            }
            Self::Remove { path, .. } => writeln!(formatter, "would remove `{}`", shown(path)),
            Self::Write { path, new, before } => {
                let verb = if matches!(before, Replaced::File(_)) { "replace" } else { "write" };
                let (path, mode, length) = (shown(path), new.mode, new.content.len());
                writeln!(formatter, "would {verb} `{path}` (mode {mode:04o}, {length} bytes):")?;
                write_lines(formatter, &new.content)
            }
        }
    }
}

/// Every line as it is, but nothing that moves the cursor further than a tab does.
fn write_lines(formatter: &mut fmt::Formatter<'_>, content: &[u8]) -> fmt::Result {
    let lines = content.split_inclusive(|byte| *byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\n").unwrap_or(line)).try_for_each(|line| {
        let cells = line.split(|byte| *byte == b'\t').map(printable);
        writeln!(formatter, "    {}", cells.collect::<Vec<_>>().join("\t"))
    })
}

/// The lines that go and those that come, without the ones that both begin or end with.
fn changed_lines<'a>(before: &'a [u8], after: &'a [u8]) -> (Vec<&'a [u8]>, Vec<&'a [u8]>) {
    let lines = |bytes: &'a [u8]| bytes.split_inclusive(|byte| *byte == b'\n').collect::<Vec<_>>();
    let (mut gone, mut come) = (lines(before), lines(after));
    let same = gone.iter().zip(&come).take_while(|(one, other)| one == other).count();
    gone.drain(..same);
    come.drain(..same);
    while gone.last().is_some_and(|last| come.last() == Some(last)) {
        gone.pop();
        come.pop();
    }
    (gone, come)
}

impl Step {
    /// Takes this step.
    ///
    /// # Errors
    /// When a file cannot be written or is no longer what the plan was made for.
    pub fn take(&self) -> anyhow::Result<()> {
        match self {
            Self::CreateDirectory { path, mode } => create_directory(path, *mode),
            Self::RemoveDirectory { path, .. } => remove_directory(path),
            Self::Configure { path, before, after } => configure(path, before, after),
            Self::Rename { from, to } => rename(from, to),
            Self::Write { path, new, before } => {
                match before {
                    Replaced::Nothing => expect(path, &Found::Nothing)?,
                    Replaced::File(before) => expect(path, &Found::File(before.clone()))?,
                    Replaced::Kept(kept) => expect_same(path, kept)?,
                }
                replace(path, new)
            }
            Self::Keep { path, kept } => keep(path, kept),
            Self::Restore { kept, path, before } => {
                expect(path, &Found::File(before.clone()))?;
                rename_over(kept, path)
            }
            Self::Remove { path, before } => {
                expect(path, &Found::File(before.clone()))?;
                remove(path)
            }
        }
    }

    pub(super) fn take_back(&self) -> anyhow::Result<()> {
        match self {
            Self::CreateDirectory { path, .. } => remove_directory(path),
            Self::RemoveDirectory { path, .. } if path.is_dir() => Ok(()),
            Self::RemoveDirectory { path, mode } => create_directory(path, *mode),
            Self::Configure { path, before, after } => {
                let now = Snapshot { content: after.clone(), mode: before.mode };
                configure(path, &now, &before.content)
            }
            Self::Rename { from, to } => rename(to, from),
            Self::Write { path, before: Replaced::File(before), .. }
            | Self::Remove { path, before } => replace(path, before),
            Self::Write { path, before: Replaced::Nothing, .. } => remove(path),
            Self::Write { path, before: Replaced::Kept(kept), .. } => {
                // The step before gave the hook its second name; both are wanted again.
                rename_over(kept, path).and_then(|()| keep(path, kept))
            }
            Self::Keep { kept, .. } => remove(kept),
            Self::Restore { kept, path, before } => {
                keep(path, kept).and_then(|()| replace(path, before))
            }
        }
    }
}

/// Somebody else may install a hook between the look and the write; theirs must not be lost.
fn expect(path: &Path, expected: &Found) -> anyhow::Result<()> {
    if Found::at(path)? == *expected {
        return Ok(());
    }
    anyhow::bail!("`{}` changed in the meantime; please try again", shown(path))
}

fn rename(from: &Path, to: &Path) -> anyhow::Result<()> {
    expect(to, &Found::Nothing)?;
    fs::rename(from, to)
        .with_context(|| format!("could not rename `{}` to `{}`", shown(from), shown(to)))
}

fn rename_over(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::rename(from, to)
        .with_context(|| format!("could not rename `{}` to `{}`", shown(from), shown(to)))
}

/// A second name for a file or for a symbolic link itself.
fn keep(path: &Path, kept: &Path) -> anyhow::Result<()> {
    expect(kept, &Found::Nothing)?;
    fs::hard_link(path, kept).with_context(|| {
        format!("could not give `{}` the second name `{}`", shown(path), shown(kept))
    })
}

/// The hook must still be the one that was kept.
fn expect_same(path: &Path, kept: &Path) -> anyhow::Result<()> {
    if is_same_file(path, kept) {
        return Ok(());
    }
    anyhow::bail!("`{}` changed in the meantime; please try again", shown(path))
}

/// Whether two names are names of one file. Links are not followed.
#[cfg(unix)]
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let file = |path: &Path| fs::symlink_metadata(path).map(|found| (found.dev(), found.ino()));
    matches!((file(one), file(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(not(unix))]
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

fn remove(path: &Path) -> anyhow::Result<()> {
    fs::remove_file(path).with_context(|| format!("could not remove `{}`", shown(path)))
}

fn create_directory(path: &Path, mode: u32) -> anyhow::Result<()> {
    let created = fs::create_dir(path).and_then(|()| set_mode(&fs::File::open(path)?, mode));
    created.with_context(|| format!("could not create the directory `{}`", shown(path)))
}

/// What somebody else keeps there stays, and the directory with it.
fn remove_directory(path: &Path) -> anyhow::Result<()> {
    match fs::remove_dir(path) {
        Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
        removed => {
            removed.with_context(|| format!("could not remove the directory `{}`", shown(path)))
        }
    }
}

/// Replaces the configuration as git does: whoever has made `config.lock` may write, and the lock
/// becomes the file.
fn configure(path: &Path, before: &Snapshot, after: &[u8]) -> anyhow::Result<()> {
    let lock = with_ending(path, ".lock");
    let new = Snapshot { content: after.to_vec(), mode: before.mode };
    let beside = with_ending(path, &format!("{UNFINISHED}{}", std::process::id()));
    let written = write_new(&beside, &new);
    // A link, so that a process that is killed never leaves half a file under the name.
    let locked = written.and_then(|()| match fs::hard_link(&beside, &lock) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => write_new(&lock, &new),
        linked => linked,
    });
    let _ = fs::remove_file(&beside);
    match locked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => anyhow::bail!(
            "`{}` is there: another git is changing the configuration; if none is running, remove \
             that file and try again",
            shown(&lock)
        ),
        locked => locked.with_context(|| format!("could not write `{}`", shown(path)))?,
    }
    let replaced = expect(path, &Found::File(before.clone())).and_then(|()| {
        fs::rename(&lock, path).with_context(|| format!("could not write `{}`", shown(path)))
    });
    if replaced.is_err() {
        let _ = fs::remove_file(&lock);
    }
    replaced
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

/// Writes beside the path and renames, so that git never runs half a file.
fn replace(path: &Path, new: &Snapshot) -> anyhow::Result<()> {
    let beside = with_ending(path, &format!("{UNFINISHED}{}", std::process::id()));
    let written = write_new(&beside, new).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // The error that matters is the first one; what is left is a file git never runs.
        let _ = fs::remove_file(&beside);
        anyhow::Error::new(error).context(format!("could not write `{}`", shown(path)))
    })
}

fn write_new(path: &Path, new: &Snapshot) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(&new.content)?;
    set_mode(&file, new.mode)?;
    file.sync_all()
}

/// Set after creation, because the umask would take bits of a shared repository away.
#[cfg(unix)]
fn set_mode(file: &fs::File, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &fs::File, _: u32) -> std::io::Result<()> {
    Ok(())
}
