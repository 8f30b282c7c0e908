//! What would be done to the hooks directory, and doing it.
//!
//! In: steps decided by `install` or `uninstall`. Out: their description, or their effect: all of
//! them, or none. Deliberately absent: deciding.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{Event, Found, Snapshot, shown};
use crate::model::printable;

/// One change to the hooks directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Makes the hooks directory.
    CreateDirectory(PathBuf),
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
        before: Option<Snapshot>,
    },
    /// Removes a file that git-headway wrote.
    Remove {
        /// Its path.
        path: PathBuf,
        /// What is there now.
        before: Snapshot,
    },
}

/// How one hook comes out of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Installed where no hook was.
    Installed,
    /// Installed before a hook that was there and is kept.
    Chained,
    /// It was installed already.
    AlreadyInstalled,
    /// Installed already by another version, for another binary, or not executable: written anew.
    Updated {
        /// The version it had.
        from: u32,
    },
    /// Removed; no hook was there before.
    Removed,
    /// Removed, and the hook that was there before is back.
    Restored,
    /// It was gone already; the hook that was there before is back.
    RestoredOnly,
    /// There was nothing to remove.
    NotInstalled,
    /// The hook that is there is somebody else's.
    LeftForeign {
        /// Its path.
        path: PathBuf,
        /// The hook that is kept beside it, when one is.
        kept: Option<PathBuf>,
    },
    /// The hook that is there was changed after git-headway wrote it.
    LeftEdited {
        /// Its path.
        path: PathBuf,
        /// The hook that is kept beside it, when one is.
        kept: Option<PathBuf>,
    },
}

impl Outcome {
    /// Whether something was left for the person to look at.
    #[must_use]
    pub const fn is_left(&self) -> bool {
        matches!(self, Self::LeftForeign { .. } | Self::LeftEdited { .. })
    }
}

/// The steps to take, and how each hook comes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    steps: Vec<Step>,
    outcomes: Vec<(Event, Outcome)>,
}

impl Plan {
    /// The steps, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How each hook comes out once the plan was applied.
    #[must_use]
    pub fn outcomes(&self) -> &[(Event, Outcome)] {
        &self.outcomes
    }

    /// Takes all steps; when one fails, takes back those before it.
    ///
    /// # Errors
    /// When a file cannot be written or is no longer what the plan was made for.
    pub fn apply(&self) -> anyhow::Result<()> {
        for (at, step) in self.steps.iter().enumerate() {
            if let Err(error) = step.take() {
                return Err(self.take_back(at, error));
            }
        }
        Ok(())
    }

    pub(super) fn add(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn comes_out(&mut self, event: Event, outcome: Outcome) {
        self.outcomes.push((event, outcome));
    }

    fn take_back(&self, taken: usize, mut error: anyhow::Error) -> anyhow::Error {
        for step in self.steps[..taken].iter().rev() {
            if let Err(second) = step.take_back() {
                error = error.context(format!(
                    "stopped half-way, and what was done before could not be taken back ({second:#})"
                ));
            }
        }
        error
    }
}

/// Every byte that would be written and every name that would change.
impl fmt::Display for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return formatter.write_str("would change nothing\n");
        }
        self.steps.iter().try_for_each(|step| write!(formatter, "{step}"))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CreateDirectory(path) => {
                writeln!(formatter, "would create the directory `{}`", shown(path))
            }
            Self::Rename { from, to } => {
                writeln!(formatter, "would rename `{}` to `{}`", shown(from), shown(to))
            }
            Self::Remove { path, .. } => writeln!(formatter, "would remove `{}`", shown(path)),
            Self::Write { path, new, before } => {
                let verb = if before.is_some() { "replace" } else { "write" };
                let (path, mode, length) = (shown(path), new.mode, new.content.len());
                writeln!(formatter, "would {verb} `{path}` (mode {mode:04o}, {length} bytes):")?;
                let lines = new.content.split_inclusive(|byte| *byte == b'\n');
                lines.map(|line| line.strip_suffix(b"\n").unwrap_or(line)).try_for_each(|line| {
                    // A tab moves the cursor too, but only to where the line wants it.
                    let cells = line.split(|byte| *byte == b'\t').map(printable);
                    writeln!(formatter, "    {}", cells.collect::<Vec<_>>().join("\t"))
                })
            }
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Installed => formatter.write_str("installed"),
            Self::Chained => formatter.write_str(
                "installed; the hook that was there is kept with the ending .headway-prev and \
                 goes on as before",
            ),
            Self::AlreadyInstalled => formatter.write_str("already installed"),
            Self::Updated { from } if *from == super::script::VERSION => {
                formatter.write_str("written anew")
            }
            Self::Updated { from } => write!(formatter, "updated from version {from}"),
            Self::Removed => formatter.write_str("removed"),
            Self::Restored => {
                formatter.write_str("removed; the hook that was there before is back")
            }
            Self::RestoredOnly => {
                formatter.write_str("was gone already; the hook that was there before is back")
            }
            Self::NotInstalled => formatter.write_str("not installed, nothing to remove"),
            Self::LeftForeign { path, kept } => {
                write!(formatter, "left as it is: `{}` is not git-headway's", shown(path))?;
                write_kept(formatter, kept.as_deref())
            }
            Self::LeftEdited { path, kept } => {
                write!(
                    formatter,
                    "left as it is: `{}` was changed after git-headway wrote it; delete it \
                     when you no longer need what was added",
                    shown(path)
                )?;
                write_kept(formatter, kept.as_deref())
            }
        }
    }
}

fn write_kept(formatter: &mut fmt::Formatter<'_>, kept: Option<&Path>) -> fmt::Result {
    kept.map_or(Ok(()), |kept| write!(formatter, "; `{}` holds the hook from before", shown(kept)))
}

impl Step {
    fn take(&self) -> anyhow::Result<()> {
        match self {
            Self::CreateDirectory(path) => fs::create_dir(path)
                .with_context(|| format!("could not create the directory `{}`", shown(path))),
            Self::Rename { from, to } => rename(from, to),
            Self::Write { path, new, before } => {
                let expected = before.clone().map_or(Found::Nothing, Found::File);
                expect(path, &expected)?;
                replace(path, new)
            }
            Self::Remove { path, before } => {
                expect(path, &Found::File(before.clone()))?;
                remove(path)
            }
        }
    }

    fn take_back(&self) -> anyhow::Result<()> {
        match self {
            Self::CreateDirectory(path) => fs::remove_dir(path)
                .with_context(|| format!("could not remove the directory `{}`", shown(path))),
            Self::Rename { from, to } => rename(to, from),
            Self::Write { path, before: Some(before), .. } | Self::Remove { path, before } => {
                replace(path, before)
            }
            Self::Write { path, before: None, .. } => remove(path),
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

fn remove(path: &Path) -> anyhow::Result<()> {
    fs::remove_file(path).with_context(|| format!("could not remove `{}`", shown(path)))
}

/// Writes beside the path and renames, so that git never runs half a file.
fn replace(path: &Path, new: &Snapshot) -> anyhow::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".headway-new-{}", std::process::id()));
    let beside = PathBuf::from(beside);
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
