//! Which git runs the hooks, and whether it can.

use super::{Finding, Observation};
use crate::hook::{GitVersion, Installed};

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    let Some((first, others)) = seen.gits.split_first() else {
        return vec![
            Finding::broken("git-missing", "there is no git on the PATH")
                .mended_by("install git, or add its folder to PATH"),
        ];
    };
    let mut found = Vec::new();
    let at = first.path.display().to_string();
    let in_configuration =
        seen.seen().is_some_and(|seen| Installed::observe(&seen.site).in_configuration);
    if in_configuration && !reads_hooks(first.version) {
        found.push(
            Finding::broken(
                "git-too-old",
                format!(
                    "git {} does not run hooks from its configuration, where git-headway's are",
                    first.printed
                ),
            )
            .at(at)
            .mended_by(format!(
                "update git to {} or later, or `git headway uninstall` and `git headway init`",
                GitVersion::WITH_CONFIG_HOOKS
            )),
        );
    } else {
        found.push(Finding::ok("git", format!("git {}", first.printed)).at(at));
    }
    for other in others.iter().filter(|other| other.version != first.version) {
        let what = if in_configuration && !reads_hooks(other.version) {
            format!(
                "another git, {}, runs no hooks from the configuration: commits made with it are found by the next mining",
                other.printed
            )
        } else {
            format!("another git, {}, comes later on the PATH", other.printed)
        };
        found.push(Finding::note("git-other", what).at(other.path.display().to_string()));
    }
    found
}

fn reads_hooks(version: Option<GitVersion>) -> bool {
    version.is_some_and(|version| version >= GitVersion::WITH_CONFIG_HOOKS)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{git, installed_in_configuration, levels, seen};
    use super::check;

    #[test]
    fn without_git_nothing_runs() {
        let mut seen = seen();
        seen.gits = Vec::new();
        assert_eq!(levels(&check(&seen)), ["broken git-missing"]);
    }

    #[test]
    fn an_older_git_matters_where_the_hooks_are_in_the_configuration() {
        let mut seen = seen();
        seen.gits = vec![git("/new/git", 2, 55), git("/old/git", 2, 47), git("/same/git", 2, 55)];
        assert_eq!(levels(&check(&seen)), ["ok git", "note git-other"]);
        installed_in_configuration(&mut seen);
        let found = check(&seen);
        assert_eq!(levels(&found), ["ok git", "note git-other"]);
        assert!(found[1].what.contains("found by the next mining"));
        seen.gits.swap(0, 1);
        assert_eq!(
            levels(&check(&seen)),
            ["broken git-too-old", "note git-other", "note git-other"]
        );
    }
}
