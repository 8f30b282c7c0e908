//! A value and where it came from.
//!
//! In: nothing. Out: two plain types. Deliberately absent: which layer wins; `settings` says that.

use std::fmt;
use std::path::PathBuf;

/// Where a value came from, weakest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program itself.
    Default,
    /// The user's settings file.
    UserFile(PathBuf),
    /// git config, with the scope that git names: `global`, `local` and so on.
    GitConfig(String),
    /// The environment variable of this name.
    Environment(&'static str),
    /// A flag of the command line.
    Flag,
}

impl Origin {
    /// The kind of origin in one word, for programs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::UserFile(_) => "user-file",
            Self::GitConfig(_) => "git-config",
            Self::Environment(_) => "environment",
            Self::Flag => "flag",
        }
    }

    /// Which file, scope or variable it was, where there is a choice.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        match self {
            Self::UserFile(path) => Some(path.display().to_string()),
            Self::GitConfig(scope) => Some(scope.clone()),
            Self::Environment(name) => Some((*name).to_owned()),
            Self::Default | Self::Flag => None,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::UserFile(path) => write!(formatter, "user file {}", path.display()),
            Self::GitConfig(scope) => write!(formatter, "git config ({scope})"),
            Self::Environment(name) => write!(formatter, "environment variable {name}"),
            Self::Flag => formatter.write_str("command line"),
        }
    }
}

/// A value that knows where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// A value that nobody gave.
    pub const fn default(value: T) -> Self {
        Self { value, origin: Origin::Default }
    }
}
