//! What a layer gives: a key, a value as it was written, and where.
//!
//! In: environment variables, entries of git config, flags. Out: a list of [`Given`], in which a
//! later one counts more. Deliberately absent: what a value means and whether it may be; see
//! `value`.

use super::{Environment, Origin};

/// A setting by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Days within which a further patch is a repeat patch.
    WindowDays,
    /// Hours within which a patch completes one's own change.
    RemedyHours,
    /// [`super::Settings::fresh_days`].
    FreshDays,
    /// Patches that make a recurring spot.
    Recurring,
    /// Commits of the neighbourhood before silence counts.
    Exposure,
    /// Whether a short question may follow a commit.
    Ask,
    /// When to use colour.
    Color,
    /// When to use a pager.
    Pager,
    /// Further author patterns that are the user.
    Me,
    /// What sort of site commits are linked to.
    Forge,
    /// Where facts and the user's words are kept.
    DataDir,
}

impl Key {
    /// Every key, in the order in which they are listed.
    pub const ALL: [Self; 11] = [
        Self::WindowDays,
        Self::RemedyHours,
        Self::FreshDays,
        Self::Recurring,
        Self::Exposure,
        Self::Ask,
        Self::Color,
        Self::Pager,
        Self::Me,
        Self::Forge,
        Self::DataDir,
    ];

    /// The name in the user's file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WindowDays => "window_days",
            Self::RemedyHours => "remedy_hours",
            Self::FreshDays => "fresh_days",
            Self::Recurring => "recurring",
            Self::Exposure => "exposure",
            Self::Ask => "ask",
            Self::Color => "color",
            Self::Pager => "pager",
            Self::Me => "me",
            Self::Forge => "forge",
            Self::DataDir => "data_dir",
        }
    }

    /// The name in git config; git does not tell upper case from lower there and allows no `_`.
    #[must_use]
    pub const fn git_name(self) -> &'static str {
        match self {
            Self::WindowDays => "headway.windowDays",
            Self::RemedyHours => "headway.remedyHours",
            Self::FreshDays => "headway.freshDays",
            Self::Recurring => "headway.recurring",
            Self::Exposure => "headway.exposure",
            Self::Ask => "headway.ask",
            Self::Color => "headway.color",
            Self::Pager => "headway.pager",
            Self::Me => "headway.me",
            Self::Forge => "headway.forge",
            Self::DataDir => "headway.dataDir",
        }
    }
}

/// A value as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawValue {
    /// Text, which may spell a number.
    Text(String),
    /// A number of the user's file.
    Number(i64),
    /// A list of the user's file.
    List(Vec<String>),
}

/// A value that a layer gives to a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The setting.
    pub key: Key,
    /// The value.
    pub value: RawValue,
    /// Where it was given.
    pub origin: Origin,
    /// The line of the file where it was given, from 1.
    pub line: Option<usize>,
}

impl Given {
    /// A value given on the command line.
    pub fn flag(key: Key, value: impl Into<String>) -> Self {
        Self { key, value: RawValue::Text(value.into()), origin: Origin::Flag, line: None }
    }
}

/// An entry of git config: key, value, scope (`system`, `global`, `local`, `worktree`, `command`).
pub type GitEntry = (String, String, String);

/// What git config gives, its entries in git's order. Keys of other settings and of other programs
/// are passed over, as git itself does.
#[must_use]
pub fn from_git(entries: &[GitEntry]) -> Vec<Given> {
    let key_of =
        |name: &str| Key::ALL.into_iter().find(|key| key.git_name().eq_ignore_ascii_case(name));
    let given = entries.iter().filter_map(|(name, value, scope)| {
        let value = RawValue::Text(value.clone());
        let origin = Origin::GitConfig(scope.clone());
        Some(Given { key: key_of(name)?, value, origin, line: None })
    });
    given.collect()
}

/// What environment variables give. `NO_COLOR` is not here: it is weaker than the user's file.
///
/// Values that are not UTF-8 are passed on with replacement characters, so that they are refused
/// where they are looked at.
#[must_use]
pub fn from_environment(environment: &Environment) -> Vec<Given> {
    let variables = [(Key::WindowDays, "HEADWAY_WINDOW_DAYS"), (Key::DataDir, "HEADWAY_DATA_DIR")];
    let given = variables.into_iter().filter_map(|(key, name)| {
        let value = RawValue::Text(environment.get(name)?.to_string_lossy().into_owned());
        Some(Given { key, value, origin: Origin::Environment(name), line: None })
    });
    given.collect()
}

#[cfg(test)]
mod tests {
    use super::{Given, Key, RawValue, from_environment, from_git};
    use crate::config::{Environment, Origin};

    #[test]
    fn git_keys_are_matched_as_git_matches_them() {
        let entry = |key: &str| (key.to_owned(), "30".to_owned(), "local".to_owned());
        let given =
            from_git(&[entry("headway.windowdays"), entry("headway.asked"), entry("core.pager")]);
        let expected = Given {
            key: Key::WindowDays,
            value: RawValue::Text("30".to_owned()),
            origin: Origin::GitConfig("local".to_owned()),
            line: None,
        };
        assert_eq!(given, [expected]);
    }

    #[test]
    fn only_variables_that_say_something_are_given() {
        let pairs = [("HEADWAY_WINDOW_DAYS", "30"), ("HEADWAY_DATA_DIR", "")];
        let given = from_environment(&Environment::from_pairs(pairs, 0));
        assert_eq!(given.len(), 1);
        assert_eq!(given[0].origin, Origin::Environment("HEADWAY_WINDOW_DAYS"));
    }

    #[test]
    fn names_are_distinct() {
        for (at, key) in Key::ALL.into_iter().enumerate() {
            for other in &Key::ALL[at + 1..] {
                assert_ne!(key.name(), other.name());
                assert_ne!(key.git_name(), other.git_name());
            }
        }
    }
}
