//! Why hooks are not installed.
//!
//! In: what a plan saw. Out: one case for each reason, with words for what happened and where, and
//! words for what to do. Deliberately absent: printing; the command shows both.

use std::path::{Path, PathBuf};

use super::manager::by_hand;
use super::{GitVersion, Manager, Redirect, shown};
use crate::git::ConfigLevel;

/// A reason not to install. Nothing has been changed when it is returned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody commits in a bare repository.
    #[error("`{}` is a bare repository: no commits are made in it, so a hook would never run", shown(.0))]
    Bare(PathBuf),
    /// The path of the binary would depend on the directory the hook runs in.
    #[error("`{}` is not an absolute path, so the hook could run another program", shown(.0))]
    RelativeBinary(PathBuf),
    /// `core.hooksPath` is set and empty.
    #[error("core.hooksPath is set to nothing ({0} configuration), so git runs no hooks here")]
    HooksDisabled(ConfigLevel),
    /// git looks for hooks in a directory of the repository that others keep.
    #[error("{}", elsewhere(.directory, .because, "where the repository keeps hooks of its own"))]
    InRepository {
        /// The directory.
        directory: PathBuf,
        /// What leads there.
        because: Redirect,
        /// Who keeps the hooks there, where that is known.
        manager: Option<Manager>,
    },
    /// git looks for hooks outside of the repository.
    #[error("{}", elsewhere(.directory, .because, "outside of this repository"))]
    Outside {
        /// The directory.
        directory: PathBuf,
        /// What leads there.
        because: Redirect,
        /// The hooks directory of this repository.
        own: PathBuf,
    },
    /// The hooks directory is something else.
    #[error("`{}` is not a directory, so no hook can be put there", shown(.0))]
    NotADirectory(PathBuf),
    /// The hook is no file.
    #[error("`{}` is neither a file nor a link, so it cannot be chained", shown(.0))]
    NotAFile(PathBuf),
    /// A hook is kept from an earlier installation, but no hook is there that would run it.
    #[error("`{}` is there from an earlier installation, but no hook runs it", shown(.0))]
    Orphan(PathBuf),
    /// A hook is kept already, and the one that git runs is somebody else's.
    #[error("`{}` is there already, but `{}` is not git-headway's", shown(.previous), shown(.hook))]
    PreviousInTheWay {
        /// The path that git runs.
        hook: PathBuf,
        /// The path at which a hook is kept.
        previous: PathBuf,
    },
    /// A tool that writes its hooks anew keeps this one.
    #[error("`{}` is {}'s, which writes its hooks anew and would put git-headway's aside", shown(.hook), .manager.name())]
    Managed {
        /// The path that git runs.
        hook: PathBuf,
        /// The tool.
        manager: Manager,
    },
    /// A tool keeps the hook from before it, and would lose that to git-headway's.
    #[error(
        "`{}` is {name}'s and runs the hook from before it, which is kept as `.legacy`; the next \
         `{name} install` would replace that by git-headway's",
        shown(.hook), name = .manager.name()
    )]
    WouldLoseLegacy {
        /// The path that git runs.
        hook: PathBuf,
        /// The tool.
        manager: Manager,
    },
    /// The hooks of Git LFS would stop at git-headway's.
    #[error(
        "this repository uses Git LFS, whose hooks are not installed yet; its installation stops \
         half-way where `{}` is there before it", shown(.0)
    )]
    LfsFirst(PathBuf),
    /// The git that is found does not run hooks from its configuration.
    #[error("git {} runs no hooks from its configuration; that begins with git {}", version(*.0), GitVersion::WITH_CONFIG_HOOKS)]
    GitTooOld(Option<GitVersion>),
    /// The repository has no configuration of its own.
    #[error("there is no configuration at `{}`", shown(.0))]
    NoConfiguration(PathBuf),
    /// The configuration is a link to somewhere else.
    #[error("`{}` is this repository's configuration and lies outside of it; git-headway does not write there", shown(.0))]
    ConfigurationElsewhere(PathBuf),
    /// Somebody changed the hook after git-headway wrote it.
    #[error("`{}` was changed after git-headway wrote it", shown(.0))]
    Edited(PathBuf),
    /// A later git-headway wrote the hook.
    #[error("`{}` was written by a later git-headway (hook version {version})", shown(.hook))]
    Newer {
        /// The path that git runs.
        hook: PathBuf,
        /// Its version.
        version: u32,
    },
}

impl Refusal {
    /// What the person can do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Bare(_) => "its history can be read without a hook: git headway mine\n\
                              where commits are made in a work tree elsewhere, name it: \
                              git --git-dir=DIR --work-tree=DIR headway init"
                .into(),
            Self::RelativeBinary(_) => "start git-headway by its full path and try again".into(),
            Self::HooksDisabled(scope) => match unset(*scope) {
                Some(command) => format!("to let hooks run again: {command}"),
                None => "leave it out of the command line or the environment and try again".into(),
            },
            Self::InRepository { directory, manager, .. } => match manager {
                Some(manager) => manager.remedy(directory),
                None => by_hand(directory),
            },
            Self::Managed { hook, manager } | Self::WouldLoseLegacy { hook, manager } => {
                manager.remedy(hook.parent().unwrap_or(hook))
            }
            Self::LfsFirst(hook) => Manager::GitLfs.remedy(hook),
            Self::GitTooOld(_) | Self::NoConfiguration(_) | Self::ConfigurationElsewhere(_) => {
                "hook files do the same: git headway init --mode=file".into()
            }
            Self::Outside { because, own, .. } => outside(because, own),
            Self::NotADirectory(_) => {
                "move it away and try again; git looks for hooks there".into()
            }
            Self::NotAFile(_) => "git cannot run it either; move it away and try again".into(),
            Self::Orphan(_) => "put it back with git headway uninstall and try again".into(),
            Self::PreviousInTheWay { hook, previous } => format!(
                "git runs only `{}`; keep there what you need, move `{}` away and try again",
                shown(hook),
                shown(previous),
            ),
            Self::Edited(path) => format!(
                "move your own lines to another file, delete `{}` and try again; \
                 a hook kept beside it with the ending .headway-prev must first be renamed back",
                shown(path),
            ),
            Self::Newer { .. } => {
                "update git-headway, or remove the hook with the later one".into()
            }
        }
    }
}

fn elsewhere(directory: &Path, because: &Redirect, whose: &str) -> String {
    let directory = shown(directory);
    match because {
        Redirect::Setting(setting) => format!(
            "core.hooksPath ({} configuration) sends git to `{directory}`, {whose}; \
             git-headway does not write there",
            setting.scope,
        ),
        Redirect::Symlink(link) => format!(
            "`{}` leads to `{directory}`, {whose}; git-headway does not write there",
            shown(link),
        ),
    }
}

fn version(version: Option<GitVersion>) -> String {
    version.map_or_else(|| "(of a version that it does not tell)".to_owned(), |git| git.to_string())
}

fn outside(because: &Redirect, own: &Path) -> String {
    match because {
        Redirect::Symlink(link) => {
            format!("replace the link `{}` by a directory and try again", shown(link))
        }
        Redirect::Setting(setting) => {
            let own = format!(
                "to use this repository's own hooks in place of those: \
                 git config --local core.hooksPath '{}'",
                shown(own).replace('\'', "'\\''"),
            );
            match setting.scope {
                ConfigLevel::System | ConfigLevel::Global => own,
                scope => match unset(scope) {
                    Some(command) => format!("to use this repository's own hooks: {command}"),
                    None => {
                        "leave it out of the command line or the environment and try again".into()
                    }
                },
            }
        }
    }
}

fn unset(scope: ConfigLevel) -> Option<String> {
    (scope != ConfigLevel::Command).then(|| format!("git config --{scope} --unset core.hooksPath"))
}

#[cfg(test)]
mod tests {
    use super::{ConfigLevel, Manager, Redirect, Refusal};
    use crate::hook::HooksPath;

    fn setting(scope: ConfigLevel) -> Redirect {
        Redirect::Setting(HooksPath { value: "/h".into(), scope })
    }

    fn outside(because: Redirect) -> Refusal {
        Refusal::Outside { directory: "/h".into(), because, own: "/it's/.git/hooks".into() }
    }

    #[test]
    fn what_happened_is_one_line_whatever_a_path_holds() {
        let path = || "/a\n\u{1b}[2J".into();
        let in_repository = Refusal::InRepository {
            directory: path(),
            because: Redirect::Symlink(path()),
            manager: None,
        };
        let in_the_way = Refusal::PreviousInTheWay { hook: path(), previous: path() };
        for refusal in [
            Refusal::Bare(path()),
            Refusal::RelativeBinary(path()),
            Refusal::NotADirectory(path()),
            Refusal::NotAFile(path()),
            Refusal::Orphan(path()),
            Refusal::Edited(path()),
            Refusal::Managed { hook: path(), manager: Manager::Lefthook },
            Refusal::WouldLoseLegacy { hook: path(), manager: Manager::Prek },
            Refusal::LfsFirst(path()),
            Refusal::NoConfiguration(path()),
            Refusal::ConfigurationElsewhere(path()),
            Refusal::Newer { hook: path(), version: 2 },
            in_repository,
            in_the_way,
        ] {
            let said = refusal.to_string();
            assert!(said.contains("/a\\u{a}\\u{1b}[2J"), "{said}");
            assert!(!said.chars().any(char::is_control), "{said}");
            assert!(!refusal.remedy().contains('\u{1b}'));
        }
    }

    #[test]
    fn the_remedy_fits_where_the_setting_is() {
        let everywhere = outside(setting(ConfigLevel::Global)).remedy();
        assert!(everywhere.ends_with("--local core.hooksPath '/it'\\''s/.git/hooks'"));
        let here = outside(setting(ConfigLevel::Local)).remedy();
        assert!(here.ends_with("git config --local --unset core.hooksPath"), "{here}");
        let once = outside(setting(ConfigLevel::Command)).remedy();
        assert_eq!(once, Refusal::HooksDisabled(ConfigLevel::Command).remedy());
        let link = outside(Redirect::Symlink("/r/.git/hooks".into())).remedy();
        assert_eq!(link, "replace the link `/r/.git/hooks` by a directory and try again");
    }
}
