//! Whether the repository can be read at all.

use super::{Finding, Observation, Readable};

pub(super) fn check(seen: &Observation) -> Vec<Finding> {
    match &seen.repository {
        Readable::Nowhere => {
            vec![
                Finding::note(
                    "no-repository",
                    "this is no repository, so its hooks are not looked at",
                )
                .mended_by("run it inside one, or name one: `git headway -C DIR doctor`"),
            ]
        }
        Readable::No { because, remedy } => {
            let finding = Finding::broken("repository-unreadable", because.clone());
            vec![match remedy {
                Some(remedy) => finding.mended_by(remedy.clone()),
                None => finding,
            }]
        }
        Readable::Yes(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{levels, seen};
    use super::{Readable, check};

    #[test]
    fn what_cannot_be_read_is_said_with_its_remedy() {
        let mut seen = seen();
        assert_eq!(check(&seen), []);
        seen.repository = Readable::Nowhere;
        assert_eq!(levels(&check(&seen)), ["note no-repository"]);
        let (because, remedy) = ("it uses the reftable format".to_owned(), Some("migrate".into()));
        seen.repository = Readable::No { because, remedy };
        let found = check(&seen);
        assert_eq!(levels(&found), ["broken repository-unreadable"]);
        assert_eq!(found[0].remedy.as_deref(), Some("migrate"));
    }
}
