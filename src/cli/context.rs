//! What every command may ask for.
//!
//! In: the environment, the global flags and the user's file. Out: the folder to work in, the time,
//! and settings once the caller knows what git config says. Deliberately absent: opening a
//! repository; commands differ in whether they need one.

use std::path::{Path, PathBuf};

use crate::config::{
    Display, Environment, GitEntry, Given, Settings, from_environment, from_git, read_user_file,
};
use crate::model::Timestamp;
use crate::ui::Ui;

use super::UsageError;
use super::git_program::{git_entries, git_pager};
use super::identity::Users;

/// The circumstances of a run.
#[derive(Clone, Debug)]
pub struct Context {
    environment: Environment,
    directory: PathBuf,
    /// Whether the repository is there and not above.
    is_exact: bool,
    now: Timestamp,
    user_file: Vec<Given>,
    flags: Vec<Given>,
    users: Users,
}

impl Context {
    /// Reads the user's file and checks what was said about folder and time.
    ///
    /// # Errors
    /// When `-C` names no folder, or the file or `HEADWAY_NOW` cannot be understood.
    pub fn new(
        environment: &Environment,
        directories: &[PathBuf],
        flags: Vec<Given>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            directory: working_directory(directories)?,
            is_exact: false,
            now: environment.now()?,
            user_file: read_user_file(environment)?,
            environment: environment.clone(),
            flags,
            users: Users::default(),
        })
    }

    /// What the process was started with.
    #[must_use]
    pub const fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Who git says the user is in each listed repository.
    pub(super) const fn users(&self) -> &Users {
        &self.users
    }

    /// The folder to work in: where the process was started, or what `-C` says. May be relative.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The same circumstances in the folder of another repository: its work tree or its git directory.
    #[must_use]
    pub fn at(&self, directory: &Path) -> Self {
        Self { directory: directory.to_owned(), is_exact: true, ..self.clone() }
    }

    /// Whether the repository lies in the folder to work in itself, and none around it is meant.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The same circumstances at another moment.
    #[must_use]
    pub fn at_moment(&self, now: Timestamp) -> Self {
        Self { now, ..self.clone() }
    }

    /// The current time, the same for the whole run.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// How to show things before git config is known.
    ///
    /// # Errors
    /// When a value may not be.
    pub fn display(&self) -> anyhow::Result<Display> {
        Ok(Display::resolve(&self.environment, &self.layers(&[], &[]))?)
    }

    /// Every setting, for a caller that has read git config itself: `git` are its entries, `flags`
    /// the command's own flags.
    ///
    /// # Errors
    /// When a value may not be, or there is no place for the data.
    pub fn settings(&self, git: &[GitEntry], flags: &[Given]) -> anyhow::Result<Settings> {
        Settings::resolve(&self.environment, &self.layers(git, flags))
    }

    /// Every setting that holds in the folder to work in; the program `git` is asked for its part.
    ///
    /// # Errors
    /// As [`Context::settings`], and when git cannot be asked.
    pub fn settings_here(&self, flags: &[Given]) -> anyhow::Result<Settings> {
        self.settings(&git_entries(&self.directory)?, flags)
    }

    /// The streams, used as the settings say.
    #[must_use]
    pub fn ui(&self, ui: &Ui, settings: &Settings) -> Ui {
        ui.with_display(&settings.display, || git_pager(&self.directory))
    }

    /// The layers, weakest first.
    fn layers(&self, git: &[GitEntry], flags: &[Given]) -> Vec<Given> {
        let mut layers = self.user_file.clone();
        layers.extend(from_git(git));
        layers.extend(from_environment(&self.environment));
        layers.extend_from_slice(&self.flags);
        layers.extend_from_slice(flags);
        layers
    }
}

/// Each folder is taken relative to the one before, and an empty one changes nothing, as with git.
fn working_directory(directories: &[PathBuf]) -> anyhow::Result<PathBuf> {
    let mut directory = PathBuf::from(".");
    for next in directories.iter().filter(|next| !next.as_os_str().is_empty()) {
        directory.push(next);
        if !directory.is_dir() {
            let says = format!("there is no folder `{}` (-C)", directory.display());
            return Err(UsageError::new(says).into());
        }
    }
    Ok(directory)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Context, working_directory};
    use crate::cli::UsageError;
    use crate::config::{Environment, Given, Key, Origin};

    #[test]
    fn folders_follow_each_other() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        let outer = outer.path().to_owned();
        assert_eq!(working_directory(&[]).unwrap(), Path::new("."));
        let both = [outer.clone(), PathBuf::new(), PathBuf::from("inner")];
        assert_eq!(working_directory(&both).unwrap(), inner);
        let error = working_directory(&[outer, PathBuf::from("elsewhere")]).unwrap_err();
        assert!(error.downcast_ref::<UsageError>().is_some());
        assert!(error.to_string().contains("elsewhere"), "{error}");
    }

    #[test]
    fn the_commands_flags_are_the_strongest() {
        let folder = tempfile::tempdir().unwrap();
        let pairs = [("XDG_DATA_HOME", folder.path()), ("XDG_CONFIG_HOME", folder.path())];
        let environment = Environment::from_pairs(pairs, 7);
        std::fs::create_dir(folder.path().join("git-headway")).unwrap();
        std::fs::write(folder.path().join("git-headway/config.toml"), "window_days = 20\n")
            .unwrap();
        let global = vec![Given::flag(Key::Color, "never")];
        let context = Context::new(&environment, &[], global).unwrap();
        assert_eq!(context.now(), 7);
        assert_eq!(context.display().unwrap().color.origin, Origin::Flag);
        let entry = ("headway.windowdays".to_owned(), "30".to_owned(), "local".to_owned());
        let window =
            |git: &[_], flags: &[_]| context.settings(git, flags).unwrap().window_days.value;
        assert_eq!(window(&[], &[]), 20);
        assert_eq!(window(std::slice::from_ref(&entry), &[]), 30);
        assert_eq!(window(&[entry], &[Given::flag(Key::WindowDays, "50")]), 50);
    }
}
