//! What a written value means, and whether it may be.
//!
//! In: a [`Given`]. Out: a number, a choice, a list or a path; or [`InvalidSetting`], which names
//! the setting, where it was given and what it may be. Deliberately absent: which layer wins.

use std::path::{Path, PathBuf};

use super::{Given, Origin, RawValue};
use crate::model::ForgeSort;

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorChoice {
    /// On a terminal that can show it.
    Auto,
    /// Everywhere, pipes too.
    Always,
    /// Nowhere.
    Never,
}

impl ColorChoice {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// When to use a pager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagerChoice {
    /// On a terminal, for what is longer than its screen.
    Auto,
    /// Nowhere.
    Never,
}

impl PagerChoice {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Never => "never",
        }
    }
}

/// Whether a short question may follow a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskChoice {
    /// Never; what is undecided waits for `git headway review`.
    Never,
    /// On a terminal, seldom, when an answer would change a verdict.
    Prompt,
}

impl AskChoice {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Prompt => "prompt",
        }
    }
}

/// What sort of site commits are linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForgeChoice {
    /// What the name of the host says.
    Auto,
    /// None: commits are not linked.
    Never,
    /// This, where the host is not known by its name; with the word that was written.
    Sort(&'static str, ForgeSort),
}

impl ForgeChoice {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Never => "never",
            Self::Sort(word, _) => word,
        }
    }
}

/// A value that a setting cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key} is `{written}` ({}); it must be {allowed}", place(origin, *line))]
pub struct InvalidSetting {
    /// The setting.
    pub key: &'static str,
    /// The value as it was written.
    pub written: String,
    /// Where it was given.
    pub origin: Origin,
    /// The line of the file where it was given, from 1.
    pub line: Option<usize>,
    /// What it may be.
    pub allowed: String,
}

/// A whole number from `least` to `most`; `unit` is for the error.
pub(super) fn number(
    given: &Given,
    least: u32,
    most: u32,
    unit: &str,
) -> Result<u32, InvalidSetting> {
    let number = match &given.value {
        RawValue::Number(number) => u32::try_from(*number).ok(),
        RawValue::Text(text) => text.trim().parse().ok(),
        RawValue::List(_) => None,
    };
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| invalid(given, format!("a whole number of {unit} from {least} to {most}")))
}

/// When to use colour.
pub(super) fn color(given: &Given) -> Result<ColorChoice, InvalidSetting> {
    let choices = [ColorChoice::Auto, ColorChoice::Always, ColorChoice::Never];
    let chosen = choices.into_iter().find(|choice| spells(given, choice.name()));
    chosen.ok_or_else(|| invalid(given, "auto, always or never".to_owned()))
}

/// When to use a pager.
pub(super) fn pager(given: &Given) -> Result<PagerChoice, InvalidSetting> {
    let choices = [PagerChoice::Auto, PagerChoice::Never];
    let chosen = choices.into_iter().find(|choice| spells(given, choice.name()));
    chosen.ok_or_else(|| invalid(given, "auto or never".to_owned()))
}

/// Whether a short question may follow a commit.
pub(super) fn ask(given: &Given) -> Result<AskChoice, InvalidSetting> {
    let choices = [AskChoice::Never, AskChoice::Prompt];
    let chosen = choices.into_iter().find(|choice| spells(given, choice.name()));
    chosen.ok_or_else(|| invalid(given, "never or prompt".to_owned()))
}

/// What sort of site commits are linked to.
pub(super) fn forge(given: &Given) -> Result<ForgeChoice, InvalidSetting> {
    let sorts = ForgeSort::WORDS.map(|(word, sort)| ForgeChoice::Sort(word, sort));
    let choices = [ForgeChoice::Auto, ForgeChoice::Never].into_iter().chain(sorts);
    let words = ForgeSort::WORDS.map(|(word, _)| word).join(", ");
    let mut chosen = choices.filter(|choice| spells(given, choice.name()));
    chosen.next().ok_or_else(|| invalid(given, format!("auto, never or one of {words}")))
}

/// One or several author patterns, none of them empty: an empty one would match everybody.
pub(super) fn patterns(given: &Given) -> Result<Vec<String>, InvalidSetting> {
    let patterns = match &given.value {
        RawValue::Text(text) => std::slice::from_ref(text),
        RawValue::List(list) => list.as_slice(),
        RawValue::Number(_) => &[],
    };
    let unusable = matches!(given.value, RawValue::Number(_))
        || patterns.iter().any(|pattern| pattern.trim().is_empty());
    if unusable {
        return Err(invalid(given, "a name or e-mail address, or a list of them".to_owned()));
    }
    Ok(patterns.to_vec())
}

/// An absolute path; `~/` stands for the home folder.
pub(super) fn folder(given: &Given, home: Option<&Path>) -> Result<PathBuf, InvalidSetting> {
    let path = match &given.value {
        RawValue::Text(text) => match (text.strip_prefix("~/"), home) {
            (Some(rest), Some(home)) => Some(home.join(rest)),
            _ => Some(PathBuf::from(text)),
        },
        RawValue::Number(_) | RawValue::List(_) => None,
    };
    path.filter(|path| path.is_absolute())
        .ok_or_else(|| invalid(given, "an absolute path, or one that begins with ~/".to_owned()))
}

fn spells(given: &Given, word: &str) -> bool {
    matches!(&given.value, RawValue::Text(text) if text == word)
}

fn invalid(given: &Given, allowed: String) -> InvalidSetting {
    let written = match &given.value {
        RawValue::Text(text) => text.clone(),
        RawValue::Number(number) => number.to_string(),
        RawValue::List(list) => format!("{list:?}"),
    };
    let (origin, line) = (given.origin.clone(), given.line);
    InvalidSetting { key: given.key.name(), written, origin, line, allowed }
}

fn place(origin: &Origin, line: Option<usize>) -> String {
    match line {
        Some(line) => format!("{origin}, line {line}"),
        None => origin.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{ask, color, folder, forge, number, pager, patterns};
    use crate::config::{
        AskChoice, ColorChoice, ForgeChoice, Given, Key, Origin, PagerChoice, RawValue,
    };
    use crate::model::ForgeSort;

    fn written(key: Key, value: RawValue) -> Given {
        Given { key, value, origin: Origin::GitConfig("global".to_owned()), line: None }
    }

    #[test]
    fn numbers_have_bounds() {
        let days = |text: &str| number(&Given::flag(Key::WindowDays, text), 1, 3650, "days");
        assert_eq!(days(" 14 "), Ok(14));
        assert_eq!(days("3650"), Ok(3650));
        for text in ["0", "3651", "-1", "1.5", "", "many"] {
            assert!(days(text).is_err(), "{text}");
        }
        let from_file = written(Key::WindowDays, RawValue::Number(7));
        assert_eq!(number(&from_file, 1, 3650, "days"), Ok(7));
        let below = written(Key::WindowDays, RawValue::Number(-7));
        assert!(number(&below, 1, 3650, "days").is_err());
    }

    #[test]
    fn the_error_says_what_where_and_what_to_do() {
        let given = written(Key::WindowDays, RawValue::Text("0".to_owned()));
        let error = number(&given, 1, 3650, "days").unwrap_err();
        let expected = "window_days is `0` (git config (global)); \
                        it must be a whole number of days from 1 to 3650";
        assert_eq!(error.to_string(), expected);

        let origin = Origin::UserFile("/home/ada/config.toml".into());
        let value = RawValue::Number(1);
        let given = Given { key: Key::Recurring, value, origin, line: Some(4) };
        let error = number(&given, 2, 100, "patches").unwrap_err().to_string();
        assert!(error.contains("(user file /home/ada/config.toml, line 4)"), "{error}");
    }

    #[test]
    fn choices_are_words() {
        assert_eq!(color(&Given::flag(Key::Color, "always")), Ok(ColorChoice::Always));
        assert!(color(&Given::flag(Key::Color, "Always")).is_err());
        assert_eq!(pager(&Given::flag(Key::Pager, "never")), Ok(PagerChoice::Never));
        assert!(pager(&Given::flag(Key::Pager, "always")).is_err());
        assert_eq!(ask(&Given::flag(Key::Ask, "prompt")), Ok(AskChoice::Prompt));
        let error = ask(&Given::flag(Key::Ask, "always")).unwrap_err().to_string();
        assert_eq!(error, "ask is `always` (command line); it must be never or prompt");
    }

    #[test]
    fn a_site_goes_by_a_word_for_it() {
        let said = |word: &str| forge(&Given::flag(Key::Forge, word));
        assert_eq!(said("never"), Ok(ForgeChoice::Never));
        let sort = said("forgejo").unwrap();
        assert_eq!(
            (sort, sort.name()),
            (ForgeChoice::Sort("forgejo", ForgeSort::Gitea), "forgejo")
        );
        let error = said("cgit").unwrap_err().to_string();
        assert!(error.contains("auto, never or one of github, gitlab, gitea"), "{error}");
    }

    #[test]
    fn empty_patterns_would_match_everybody() {
        assert_eq!(patterns(&Given::flag(Key::Me, "ada@")), Ok(vec!["ada@".to_owned()]));
        assert!(patterns(&Given::flag(Key::Me, " ")).is_err());
        assert!(patterns(&written(Key::Me, RawValue::Number(1))).is_err());
        assert_eq!(patterns(&written(Key::Me, RawValue::List(vec![]))), Ok(vec![]));
    }

    #[test]
    fn folders_are_absolute() {
        let home = Some(Path::new("/home/ada"));
        let given = Given::flag(Key::DataDir, "~/headway");
        assert_eq!(folder(&given, home).unwrap(), Path::new("/home/ada/headway"));
        assert!(folder(&given, None).is_err());
        assert!(folder(&Given::flag(Key::DataDir, "headway"), home).is_err());
    }
}
