//! Whose commits the hook looks at.

use super::{Finding, Observation};

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    let Some(repository) = seen.seen() else { return Vec::new() };
    vec![match &repository.email {
        Some(email) => Finding::ok("identity", format!("commits of {email} are yours")),
        None => Finding::broken(
            "identity-unset",
            "git does not know your address, so that no commit is looked at as yours",
        )
        .mended_by("git config --global user.email you@example.org"),
    }]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{levels, repository, seen};
    use super::check;

    #[test]
    fn without_an_address_nobody_is_oneself() {
        let mut seen = seen();
        assert_eq!(levels(&check(&seen)), ["ok identity"]);
        repository(&mut seen).email = None;
        assert_eq!(levels(&check(&seen)), ["broken identity-unset"]);
    }
}
