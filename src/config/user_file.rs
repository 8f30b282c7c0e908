//! The user's settings file.
//!
//! In: the path of a TOML file that need not exist. Out: what it gives, or an error that names the
//! file, the line and the key. Deliberately absent: files of mined repositories; none of them is
//! ever read as settings.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::{Environment, Given, Key, Origin, RawValue, user_file_path};

/// Why the user's file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UserFileError {
    /// It is there and cannot be read.
    #[error("could not read the settings file `{}`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is not TOML, or not a setting.
    #[error("{}, line {line}: {says}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what may stand there.
        says: String,
    },
}

/// A value of the file, of any kind that a setting can have.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Number(i64),
    List(Vec<String>),
}

/// What the user's file gives, in the order of its keys; nothing when there is none at the usual
/// place. A file that `HEADWAY_CONFIG` names has to be there.
///
/// # Errors
/// When the file cannot be read, is not TOML, or holds a key or a type that no setting has.
pub fn read_user_file(environment: &Environment) -> Result<Vec<Given>, UserFileError> {
    let Some(path) = user_file_path(environment) else { return Ok(Vec::new()) };
    let is_named = environment.get("HEADWAY_CONFIG").is_some();
    match std::fs::read_to_string(&path) {
        Ok(text) => parse(&path, &text),
        Err(error) if error.kind() == ErrorKind::NotFound && !is_named => Ok(Vec::new()),
        Err(source) => Err(UserFileError::Unreadable { path, source }),
    }
}

fn parse(path: &Path, text: &str) -> Result<Vec<Given>, UserFileError> {
    let wrong = |offset: usize, says: String| UserFileError::Wrong {
        path: path.to_owned(),
        line: line_at(text, offset),
        says,
    };
    let table: BTreeMap<Spanned<String>, Spanned<toml::Value>> = toml::from_str(text)
        .map_err(|error| wrong(error.span().map_or(0, |span| span.start), not_toml(&error)))?;
    let mut given = Vec::with_capacity(table.len());
    for (name, value) in table {
        let key = Key::ALL
            .into_iter()
            .find(|key| key.name() == name.get_ref())
            .ok_or_else(|| wrong(name.span().start, unknown(name.get_ref())))?;
        let start = value.span().start;
        let line = Some(line_at(text, start));
        let value = match value.into_inner().try_into() {
            Ok(Written::Text(text)) => RawValue::Text(text),
            Ok(Written::Number(number)) => RawValue::Number(number),
            Ok(Written::List(list)) => RawValue::List(list),
            Err(_) => return Err(wrong(start, wrong_type(key))),
        };
        given.push(Given { key, value, origin: Origin::UserFile(path.to_owned()), line });
    }
    Ok(given)
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn not_toml(error: &toml::de::Error) -> String {
    format!("this is not TOML: {}", error.message())
}

fn unknown(name: &str) -> String {
    let names = Key::ALL.map(Key::name).join(", ");
    format!("there is no setting `{name}`; the settings are {names}")
}

fn wrong_type(key: Key) -> String {
    format!("{} must be a text, a whole number or a list of texts", key.name())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{parse, read_user_file};
    use crate::config::{Environment, Given, Key, Origin, RawValue};

    fn parsed(text: &str) -> Result<Vec<Given>, String> {
        parse(Path::new("/home/ada/config.toml"), text).map_err(|error| error.to_string())
    }

    #[test]
    fn every_kind_of_value() {
        let text = "# mine\nwindow_days = 30\ncolor = \"never\"\nme = [\"ada\", \"lovelace\"]\n";
        let given = parsed(text).unwrap();
        let seen = given.iter().map(|given| (given.key, given.value.clone(), given.line));
        let names = vec!["ada".to_owned(), "lovelace".to_owned()];
        let expected = [
            (Key::Color, RawValue::Text("never".to_owned()), Some(3)),
            (Key::Me, RawValue::List(names), Some(4)),
            (Key::WindowDays, RawValue::Number(30), Some(2)),
        ];
        assert_eq!(seen.collect::<Vec<_>>(), expected);
        assert_eq!(given[0].origin, Origin::UserFile("/home/ada/config.toml".into()));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = parsed("recurring = 3\nwindow = 30\n").unwrap_err();
        assert!(error.starts_with("/home/ada/config.toml, line 2: "), "{error}");
        assert!(error.contains("no setting `window`"), "{error}");
        assert!(error.contains("window_days"), "{error}");
    }

    #[test]
    fn a_wrong_type_is_named_with_its_line() {
        let error = parsed("\n\nwindow_days = true\n").unwrap_err();
        assert!(error.contains("line 3: window_days must be"), "{error}");
        let error = parsed("me = [1]\n").unwrap_err();
        assert!(error.contains("line 1: me must be"), "{error}");
    }

    #[test]
    fn what_is_not_toml_is_located() {
        let error = parsed("recurring = 3\nrecurring = 4\n").unwrap_err();
        assert!(error.contains("line 2: this is not TOML: duplicate key"), "{error}");
        let error = parsed("recurring = 3\ncolor: never\n").unwrap_err();
        assert!(error.contains("line 2: this is not TOML"), "{error}");
    }

    #[test]
    fn no_file_gives_nothing_unless_it_was_named() {
        let folder = tempfile::tempdir().unwrap();
        let usual = Environment::from_pairs([("XDG_CONFIG_HOME", folder.path())], 0);
        assert_eq!(read_user_file(&usual).unwrap(), []);
        let named = folder.path().join("mine.toml");
        let environment = Environment::from_pairs([("HEADWAY_CONFIG", &named)], 0);
        let error = read_user_file(&environment).unwrap_err().to_string();
        assert!(error.contains("could not read the settings file"), "{error}");
        std::fs::write(&named, "recurring = 4\n").unwrap();
        assert_eq!(read_user_file(&environment).unwrap().len(), 1);
    }
}
