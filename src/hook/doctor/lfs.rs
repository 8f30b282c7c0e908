//! git-lfs, which stops half-way where it meets a hook that is not its own.

use super::{Finding, Observation};

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    let Some(repository) = seen.seen() else { return Vec::new() };
    let Some((there, missing)) = &repository.lfs else { return Vec::new() };
    if missing.is_empty() {
        return vec![Finding::ok("lfs", "the hooks of git-lfs are all there")];
    }
    let directory = repository.hooks_directory.as_ref().unwrap_or(&repository.site.directory_path);
    let (there, missing) = (there.join(", "), missing.join(", "));
    let what = format!("git-lfs is installed by half: {there} there, {missing} missing");
    let remedy = "`git headway uninstall`, `git lfs install --local`, then `git headway init`";
    let finding = Finding::broken("lfs-half", what).at(directory.display().to_string());
    vec![finding.mended_by(remedy)]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{levels, repository, seen};
    use super::check;

    #[test]
    fn a_half_installation_names_what_is_missing() {
        let mut seen = seen();
        assert_eq!(check(&seen), []);
        repository(&mut seen).lfs = Some((vec!["pre-push", "post-merge"], vec![]));
        assert_eq!(levels(&check(&seen)), ["ok lfs"]);
        repository(&mut seen).lfs = Some((vec!["pre-push"], vec!["post-merge"]));
        let found = check(&seen);
        assert_eq!(levels(&found), ["broken lfs-half"]);
        assert!(found[0].what.ends_with("by half: pre-push there, post-merge missing"));
    }
}
