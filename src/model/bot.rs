//! Bots that update, format and release, by their names.
//!
//! In: a name and an address. Out: whether they are a bot's. Deliberately absent: coding agents (`agent`), and what a bot's commits mean.

use super::Person;

/// Words that are bots wherever they stand in a name or before the `@` of an address.
const KNOWN: &[&str] = &[
    "dependabot",
    "dependabot-preview",
    "renovate",
    "renovate-bot",
    "github-actions",
    "github-action",
    "pre-commit-ci",
    "greenkeeper",
    "greenkeeperio-bot",
    "snyk-bot",
    "imgbot",
    "allcontributors",
    "mergify",
    "semantic-release-bot",
    "pyup-bot",
    "scala-steward",
    "weblate",
    "transifex",
    "rustbot",
    "rust-timer",
    "k8s-ci-robot",
    "k8s-merge-robot",
    "copybara",
    "copybara-service",
    "travis-ci",
    "circleci",
    "codecov-io",
    "whitesource-bolt",
    "bors",
    "homu",
    "gitlab-ci",
];

/// Whether a person is a bot, by name or address.
#[must_use]
pub fn is_bot(person: &Person) -> bool {
    let name = person.name.to_lowercase();
    let email = person.email.to_lowercase();
    let local = email.split('@').next().unwrap_or(&email);
    // GitHub puts a number before the name: `49699333+dependabot[bot]@users.noreply.github.com`.
    let account = local.split('+').next_back().unwrap_or(local);
    let known = |text: &str| {
        let mut words = text.split(|c: char| c.is_whitespace() || "[]()<>,".contains(c));
        words.any(|word| KNOWN.contains(&word))
    };
    // `Bot` is also a family name: a second word `bot` alone is not enough.
    let marked = |text: &str| {
        text.contains("[bot]")
            || (!text.contains(' ') && (text.ends_with("-bot") || text.ends_with("_bot")))
    };
    known(&name) || known(account) || marked(&name) || marked(account)
}

#[cfg(test)]
mod tests {
    use super::is_bot;
    use crate::model::Person;

    #[test]
    fn bots_and_people_with_bot_in_their_names() {
        let person = |name: &str, email: &str| Person { name: name.into(), email: email.into() };
        for (name, email) in [
            ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
            ("Renovate", "bot@renovateapp.com"),
            ("renovate-bot", "x@example.org"),
            ("github-actions", "actions@github.com"),
            ("GitHub Actions", "41898282+github-actions[bot]@users.noreply.github.com"),
            ("pre-commit-ci[bot]", "a@b"),
            ("snyk-bot", "snyk-bot@snyk.io"),
            ("acme-release-bot", "ci@acme.example"),
        ] {
            assert!(is_bot(&person(name, email)), "{name} {email}");
        }
        for (name, email) in [
            ("Grace Abbott", "abbott@example.org"),
            ("Jan Bot", "jan.bot@example.nl"),
            ("Bottazzi", "bottazzi@example.it"),
            ("Robot Lover", "talbot@example.org"),
            ("", ""),
        ] {
            assert!(!is_bot(&person(name, email)), "{name} {email}");
        }
    }
}
