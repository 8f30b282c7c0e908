//! How a hook comes out of a plan, in words.
//!
//! In: what a plan decided. Out: one line for each hook. Deliberately absent: deciding, and the
//! reasons for not installing at all (`refusal`).

use std::fmt;
use std::path::{Path, PathBuf};

use super::shown;

/// How one hook comes out of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Installed where no hook was.
    Installed,
    /// Installed before a hook that was there and is kept.
    Chained,
    /// It was installed already.
    AlreadyInstalled,
    /// Installed already, under a name that another tool gave it and runs.
    Through {
        /// Its path.
        path: PathBuf,
    },
    /// Moved from a hook file to the configuration.
    Moved {
        /// Whether the hook that was there before is back.
        restored: bool,
    },
    /// Installed already by another version, for another binary, or not executable: written anew.
    Updated {
        /// The version it had.
        from: u32,
    },
    /// Removed; no hook was there before.
    Removed,
    /// Removed, and the hook that was there before is back.
    Restored,
    /// Removed from where another tool had put it.
    RemovedAside {
        /// Its path.
        path: PathBuf,
    },
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

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Installed => formatter.write_str("installed"),
            Self::Chained => formatter.write_str(
                "installed; the hook that was there is kept with the ending .headway-prev and \
                 goes on as before",
            ),
            Self::AlreadyInstalled => formatter.write_str("already installed"),
            Self::Through { path } => write!(
                formatter,
                "already installed: the hook that is there runs `{}`",
                shown(path)
            ),
            Self::Moved { restored: false } => formatter
                .write_str("installed in the configuration; the hook file is no longer needed"),
            Self::Moved { restored: true } => formatter.write_str(
                "installed in the configuration; the hook file is no longer needed, and the hook \
                 that was there before is back",
            ),
            Self::Updated { from } if *from == super::script::VERSION => {
                formatter.write_str("written anew")
            }
            Self::Updated { from } => write!(formatter, "updated from version {from}"),
            Self::Removed => formatter.write_str("removed"),
            Self::Restored => {
                formatter.write_str("removed; the hook that was there before is back")
            }
            Self::RemovedAside { path } => {
                write!(formatter, "removed from `{}`, where another tool had put it", shown(path))
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
