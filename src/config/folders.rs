//! Where the program keeps its files and finds the user's.
//!
//! In: the environment. Out: absolute paths. Deliberately absent: the file system; nothing is
//! created or looked for here.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::Environment;

/// Name of the program's own folder inside the folders of the XDG base directory specification.
const FOLDER: &str = "git-headway";

/// The folder for facts and for the user's own words, when no setting names another:
/// `$XDG_DATA_HOME/git-headway`, else `$HOME/.local/share/git-headway`.
///
/// # Errors
/// When neither variable holds an absolute path.
pub fn data_dir(environment: &Environment) -> anyhow::Result<PathBuf> {
    if let Some(base) = absolute(environment, "XDG_DATA_HOME") {
        return Ok(base.join(FOLDER));
    }
    if let Some(home) = home(environment) {
        return Ok(home.join(".local/share").join(FOLDER));
    }
    let home = match environment.get("HOME") {
        Some(value) => format!("HOME is `{}`, which is not an absolute path", value.display()),
        None => "HOME is not set".to_owned(),
    };
    bail!(
        "there is no place for the data folder: {home}, and XDG_DATA_HOME names no absolute path \
         either; set one of them, or HEADWAY_DATA_DIR"
    )
}

/// The folder for what has to be kept when the data folder cannot be written:
/// `$XDG_STATE_HOME/git-headway`, else `$HOME/.local/state/git-headway`. `None` when neither variable holds
/// an absolute path.
#[must_use]
pub fn state_dir(environment: &Environment) -> Option<PathBuf> {
    let base = absolute(environment, "XDG_STATE_HOME").map(Path::to_owned);
    let base = base.or_else(|| Some(home(environment)?.join(".local/state")))?;
    Some(base.join(FOLDER))
}

/// The user's settings file, whether it exists or not: `HEADWAY_CONFIG`, else
/// `$XDG_CONFIG_HOME/git-headway/config.toml`, else `$HOME/.config/git-headway/config.toml`. `None`
/// when there is no home to look in; the settings then come from elsewhere.
#[must_use]
pub fn user_file_path(environment: &Environment) -> Option<PathBuf> {
    if let Some(path) = environment.get("HEADWAY_CONFIG") {
        return Some(PathBuf::from(path));
    }
    let base = absolute(environment, "XDG_CONFIG_HOME")
        .map(Path::to_owned)
        .or_else(|| Some(home(environment)?.join(".config")))?;
    Some(base.join(FOLDER).join("config.toml"))
}

/// The home folder, when it is an absolute path.
pub(super) fn home(environment: &Environment) -> Option<&Path> {
    absolute(environment, "HOME")
}

/// The specification says that relative values are invalid and to be ignored.
fn absolute<'a>(environment: &'a Environment, name: &str) -> Option<&'a Path> {
    environment.get(name).map(Path::new).filter(|path| path.is_absolute())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{data_dir, state_dir, user_file_path};
    use crate::config::Environment;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        Environment::from_pairs(pairs.iter().copied(), 0)
    }

    #[test]
    fn xdg_comes_before_home_and_relative_values_are_ignored() {
        let both = environment(&[("HOME", "/home/ada"), ("XDG_DATA_HOME", "/data")]);
        assert_eq!(data_dir(&both).unwrap(), Path::new("/data/git-headway"));
        let state = [("HOME", "/home/ada"), ("XDG_STATE_HOME", "/state")];
        assert_eq!(
            state_dir(&environment(&state)).as_deref(),
            Some(Path::new("/state/git-headway"))
        );
        let below_home = Path::new("/home/ada/.local/state/git-headway");
        assert_eq!(state_dir(&both).as_deref(), Some(below_home));
        assert_eq!(state_dir(&environment(&[])), None);
        let relative = environment(&[("HOME", "/home/ada"), ("XDG_DATA_HOME", "data")]);
        let expected = Path::new("/home/ada/.local/share/git-headway");
        assert_eq!(data_dir(&relative).unwrap(), expected);
    }

    #[test]
    fn without_a_home_the_error_says_what_to_set() {
        let missing = data_dir(&environment(&[])).unwrap_err().to_string();
        assert!(missing.contains("HOME is not set"), "{missing}");
        let relative = data_dir(&environment(&[("HOME", "ada")])).unwrap_err().to_string();
        assert!(relative.contains("HOME is `ada`"), "{relative}");
        assert!(relative.contains("HEADWAY_DATA_DIR"), "{relative}");
    }

    #[test]
    fn where_the_user_file_is() {
        let path = |pairs: &[(&str, &str)]| user_file_path(&environment(pairs));
        let home = ("HOME", "/home/ada");
        let expected = |text: &str| Some(PathBuf::from(text));
        assert_eq!(path(&[home]), expected("/home/ada/.config/git-headway/config.toml"));
        let xdg = ("XDG_CONFIG_HOME", "/etc/ada");
        assert_eq!(path(&[home, xdg]), expected("/etc/ada/git-headway/config.toml"));
        let named = ("HEADWAY_CONFIG", "mine.toml");
        assert_eq!(path(&[home, xdg, named]), expected("mine.toml"));
        assert_eq!(path(&[]), None);
    }
}
