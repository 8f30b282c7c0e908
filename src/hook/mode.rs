//! The two ways in which git comes to call: from its configuration, and from a hook file.
//!
//! In: what `git --version` says, and a [`Site`] as it was seen. Out: the way that fits that git, and
//! what is installed. Deliberately absent: asking git, and installing.

use std::fmt;

use super::script::{self, Origin};
use super::{Event, Found, Site, Slot, included};

/// How hooks are installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In the repository's configuration. Other hooks are not touched, and `core.hooksPath` does
    /// not matter. Needs [`GitVersion::WITH_CONFIG_HOOKS`].
    Config,
    /// As files in the hooks directory, in front of those that are there.
    File,
}

impl Mode {
    /// The way that fits a git; files, which every git runs, where nobody knows.
    #[must_use]
    pub fn of(git: Option<GitVersion>) -> Self {
        match git {
            Some(version) if version >= GitVersion::WITH_CONFIG_HOOKS => Self::Config,
            _ => Self::File,
        }
    }
}

/// A version of git, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GitVersion {
    /// The first number.
    pub major: u32,
    /// The second number.
    pub minor: u32,
}

impl GitVersion {
    /// The first version that runs hooks from its configuration.
    pub const WITH_CONFIG_HOOKS: Self = Self { major: 2, minor: 54 };

    /// Reads what `git --version` prints: `git version 2.39.5 (Apple Git-154)`.
    #[must_use]
    pub fn parse(printed: &str) -> Option<Self> {
        let version = printed.trim().strip_prefix("git version ")?;
        let mut numbers = version.split(|char: char| !char.is_ascii_digit());
        let mut number = || numbers.next()?.parse().ok();
        Some(Self { major: number()?, minor: number()? })
    }
}

impl fmt::Display for GitVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

/// What of git-headway is installed in a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// The hooks of the configuration: included, and with a file that holds them.
    pub in_configuration: bool,
    /// The events whose hook file is git-headway's, under its own name or under one that another
    /// tool gave it. Whether git looks there, [`Site::place`] says.
    pub as_files: Vec<Event>,
}

impl Installed {
    /// What a site shows.
    #[must_use]
    pub fn observe(site: &Site) -> Self {
        let config = site.config.file().is_some_and(|file| included::is_included(&file.content));
        let hooks = site.included.file().is_some_and(|file| included::has_hooks(&file.content));
        let slots = site.slots.iter().filter(|slot| is_ours(slot));
        Self { in_configuration: config && hooks, as_files: slots.map(|slot| slot.event).collect() }
    }

    /// Whether nothing is installed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        !self.in_configuration && self.as_files.is_empty()
    }

    /// Whether git would call twice after one commit.
    #[must_use]
    pub fn is_double(&self) -> bool {
        self.in_configuration && !self.as_files.is_empty()
    }
}

/// Whether the hook of a slot is git-headway's, changed since or not.
fn is_ours(slot: &Slot) -> bool {
    let stands = match &slot.current {
        Found::File(file) => script::recognise(&file.content) != Origin::Foreign,
        _ => false,
    };
    stands || slot.aside.is_some()
}

#[cfg(test)]
mod tests {
    use super::{GitVersion, Mode};

    #[test]
    fn versions_as_git_prints_them() {
        let version = |printed| GitVersion::parse(printed).map(|git| (git.major, git.minor));
        assert_eq!(version("git version 2.55.0\n"), Some((2, 55)));
        assert_eq!(version("git version 2.39.5 (Apple Git-154)\n"), Some((2, 39)));
        assert_eq!(version("git version 2.54.0.windows.1\r\n"), Some((2, 54)));
        assert_eq!(version("git version 2.54-rc1\n"), Some((2, 54)));
        assert_eq!(version("git version 3.0.1.12.gabcdef0\n"), Some((3, 0)));
        assert_eq!(version("hub version 2.14\n"), None);
        assert_eq!(version("git version next\n"), None);
    }

    #[test]
    fn the_configuration_from_the_version_on_that_runs_hooks_there() {
        let mode = |major, minor| Mode::of(Some(GitVersion { major, minor }));
        assert_eq!(mode(2, 53), Mode::File);
        assert_eq!(mode(2, 54), Mode::Config);
        assert_eq!(mode(3, 0), Mode::Config);
        assert_eq!(mode(1, 99), Mode::File);
        assert_eq!(Mode::of(None), Mode::File);
    }
}
