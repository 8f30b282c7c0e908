//! Whether git looks where the hook files are.

use std::path::Path;

use super::configuration::place;
use super::{Finding, Observation, RepositorySeen};
use crate::hook::{Installed, Place};

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    let Some(repository) = seen.seen() else { return Vec::new() };
    let installed = Installed::observe(&repository.site);
    let needs_files = !installed.as_files.is_empty() && !installed.in_configuration;
    let mut found = Vec::new();
    found.extend(elsewhere(repository, needs_files));
    if repository.hooks_directory_is_noexec && needs_files {
        let what =
            "programs on this file system may not be run (mount option noexec), hooks neither";
        let finding = Finding::broken("noexec", what).at(directory(repository));
        found.push(finding.mended_by("mount it without noexec, or commit from another clone"));
    }
    for tree in &repository.trees_without_hooks {
        let what = "core.hooksPath is relative, and this work tree has no such folder: no hook file runs in it";
        let finding = Finding::note("hooks-path-relative", what).at(tree.display().to_string());
        found.push(finding.mended_by("name an absolute path, or keep the folder in every branch"));
    }
    found
}

/// Hooks that are taken from elsewhere, or from nowhere.
fn elsewhere(seen: &RepositorySeen, needs_files: bool) -> Option<Finding> {
    let origin = seen.hooks_path.as_ref().map(place);
    let at = origin.clone().unwrap_or_else(|| directory(seen));
    let value = seen.hooks_path.as_ref().and_then(|entry| entry.value.as_deref()).unwrap_or("");
    let remedy = "git headway init";
    match &seen.site.place {
        Place::GitDirectory => None,
        Place::Disabled(_) => {
            let what = "core.hooksPath is empty, so git runs no hook files";
            let finding = if needs_files {
                Finding::broken("hooks-path-empty", format!("{what}, git-headway's among them"))
            } else {
                Finding::note("hooks-path-empty", what)
            };
            let scope = seen.hooks_path.as_ref().map_or("local", |entry| entry.scope.as_str());
            Some(finding.at(at).mended_by(format!("git config --{scope} --unset core.hooksPath")))
        }
        Place::InRepository { directory, .. } | Place::Outside { directory, .. } => {
            let leads = if seen.hooks_path.is_some() {
                format!("core.hooksPath is `{value}`")
            } else {
                "the hooks directory is a link".to_owned()
            };
            if !seen.hooks_directory_exists {
                let what =
                    format!("{leads}, and {} is not there: no hook files run", directory.display());
                let finding = if needs_files {
                    Finding::broken("hooks-path-missing", what)
                } else {
                    Finding::note("hooks-path-missing", what)
                };
                return Some(finding.at(at).mended_by("make the folder, or unset core.hooksPath"));
            }
            if needs_files && seen.snippets.is_empty() {
                let what = format!(
                    "{leads}, so git takes hooks from {} and never runs those that are installed",
                    directory.display()
                );
                let finding = Finding::broken("hooks-elsewhere", what).at(at);
                return Some(finding.mended_by(format!("`{remedy}` says what to add there")));
            }
            let what = format!("{leads}; git takes hook files from {}", directory.display());
            Some(Finding::ok("hooks-path", what).at(at))
        }
    }
}

fn directory(seen: &RepositorySeen) -> String {
    let shown = |path: &Path| path.display().to_string();
    seen.hooks_directory.as_deref().map_or_else(|| shown(&seen.site.directory_path), shown)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::testing::{
        entry, installed_as_files, installed_in_configuration, levels, repository, seen,
    };
    use super::super::{Observation, RepositorySeen};
    use super::check;
    use crate::git::ConfigLevel;
    use crate::hook::{HooksPath, Place, Redirect};

    fn elsewhere(seen: &mut Observation) -> &mut RepositorySeen {
        let directory = PathBuf::from("/r/.husky/_");
        let setting = HooksPath { value: ".husky/_".into(), scope: ConfigLevel::Local };
        let repository = repository(seen);
        repository.site.place = Place::InRepository {
            directory: directory.clone(),
            because: Redirect::Setting(setting),
        };
        repository.hooks_directory = Some(directory);
        let mut origin = entry("local", "/r/.git/config", "core.hookspath", ".husky/_");
        origin.line = Some(9);
        repository.hooks_path = Some(origin);
        repository
    }

    #[test]
    fn hooks_that_git_does_not_look_for_are_broken_as_files_alone() {
        let mut seen = seen();
        assert_eq!(check(&seen), []);
        elsewhere(&mut seen);
        installed_as_files(&mut seen);
        let found = check(&seen);
        assert_eq!(levels(&found), ["broken hooks-elsewhere"]);
        assert_eq!(found[0].place.as_deref(), Some("/r/.git/config, line 9"));
        assert!(found[0].what.contains("core.hooksPath is `.husky/_`"));
        repository(&mut seen).snippets = vec!["post-commit"];
        assert_eq!(levels(&check(&seen)), ["ok hooks-path"]);
        repository(&mut seen).hooks_directory_exists = false;
        assert_eq!(levels(&check(&seen)), ["broken hooks-path-missing"]);
        repository(&mut seen).site.place = Place::Disabled(ConfigLevel::Local);
        let found = check(&seen);
        assert_eq!(levels(&found), ["broken hooks-path-empty"]);
        let remedy = "git config --local --unset core.hooksPath";
        assert_eq!(found[0].remedy.as_deref(), Some(remedy));
    }

    #[test]
    fn hooks_in_the_configuration_do_not_care() {
        let mut seen = seen();
        installed_in_configuration(&mut seen);
        elsewhere(&mut seen).hooks_directory_exists = false;
        repository(&mut seen).hooks_directory_is_noexec = true;
        assert_eq!(levels(&check(&seen)), ["note hooks-path-missing"]);
    }

    #[test]
    fn a_file_system_without_programs_and_trees_without_the_folder_are_told() {
        let mut seen = seen();
        installed_as_files(&mut seen);
        repository(&mut seen).hooks_directory_is_noexec = true;
        repository(&mut seen).trees_without_hooks = vec!["/r-two".into()];
        assert_eq!(levels(&check(&seen)), ["broken noexec", "note hooks-path-relative"]);
    }
}
