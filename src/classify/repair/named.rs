//! Commits that a message names as what it repairs: `Fixes: 1a2b3c4`, "introduced in 1a2b3c4", "broken since commit 1a2b3c4".
//!
//! In: a message, and the names of all commits. Out: the earlier commits among them. Deliberately absent: reverts, which have
//! rules of their own, and commits that are named for another reason ("as in 1a2b3c4").

use crate::classify::revert::Ids;
use crate::classify::rules::{REPAIRS_NAMED, because_of};
use crate::model::{CommitIndex, History, Repair};

/// How sure a trailer is that was written to say it. Not fitted: people do name a wrong commit now and then.
const BY_TRAILER: f64 = 0.98;
/// How sure a sentence is. Not fitted.
const BY_SENTENCE: f64 = 0.9;
/// Words before the name among which one has to say that it brought the fault.
const NEAR: usize = 7;
/// Such words.
const BLAMING: &[&str] = &[
    "introduced",
    "introduces",
    "regression",
    "regressed",
    "regresses",
    "broke",
    "broken",
    "breaks",
    "caused",
    "bug",
    "oversight",
    "fixes",
    "overlooked",
    "forgot",
    "forgotten",
];

/// The commits that the message of a fix names as repaired.
pub(super) fn repairs(history: &History, ids: &Ids, fix: CommitIndex) -> Vec<Repair> {
    let commit = history.commit(fix);
    let mut found: Vec<Repair> = Vec::new();
    for claim in claims(&commit.body) {
        let Some(target) = ids.find(&claim.id).filter(|target| *target < fix) else { continue };
        if found.iter().any(|known| known.commit == target) {
            continue;
        }
        let confidence = if claim.by_trailer { BY_TRAILER } else { BY_SENTENCE };
        let says = if claim.by_trailer {
            "a line of the message says that it fixes this commit"
        } else {
            "the message says that this commit brought the fault"
        };
        let evidence = vec![because_of(REPAIRS_NAMED, target, says)];
        found.push(Repair { commit: target, confidence, evidence });
    }
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    found
}

#[derive(Debug, PartialEq, Eq)]
struct Claim {
    id: String,
    by_trailer: bool,
}

fn claims(body: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    for line in body.lines() {
        claims.extend(trailer(line).map(|id| Claim { id, by_trailer: true }));
    }
    // A sentence goes on over the end of a line.
    let mut recent: Vec<String> = Vec::new();
    for line in body.lines().filter(|line| trailer(line).is_none()) {
        if line.trim().is_empty() {
            recent.clear();
        }
        for word in line.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let near = &recent[recent.len().saturating_sub(NEAR)..];
            let blames = near.iter().any(|word| BLAMING.contains(&word.as_str()));
            if blames && is_id(&bare) {
                claims.push(Claim { id: bare.clone(), by_trailer: false });
            }
            if word.ends_with(['.', ';']) { recent.clear() } else { recent.push(bare) }
        }
    }
    claims
}

/// `Fixes: 1a2b3c4 ("subject")`.
fn trailer(line: &str) -> Option<String> {
    let (label, rest) = line.trim().split_once(':')?;
    if !label.eq_ignore_ascii_case("fixes") {
        return None;
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("commit ").unwrap_or(rest);
    let id: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    is_id(&id).then(|| id.to_lowercase())
}

/// 7 to 40 hex digits, a digit among them: `defaced` is a word.
fn is_id(word: &str) -> bool {
    (7..=40).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        && word.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Claim, claims};

    #[track_caller]
    fn check(body: &str, expected: &[(&str, bool)]) {
        let claim = |(id, by_trailer): &(&str, bool)| Claim {
            id: (*id).to_owned(),
            by_trailer: *by_trailer,
        };
        assert_eq!(claims(body), expected.iter().map(claim).collect::<Vec<_>>(), "{body}");
    }

    #[test]
    fn what_people_write_of_the_commit_that_brought_a_fault() {
        check("Fixes: 1a2b3c4d5e (\"net: add x\")", &[("1a2b3c4d5e", true)]);
        check("fixes: commit 1A2B3C4", &[("1a2b3c4", true)]);
        check(
            "This was introduced in commit\n1a2b3c4 (net: add x, 2020-01-01).",
            &[("1a2b3c4", false)],
        );
        check("A regression from 1a2b3c4.", &[("1a2b3c4", false)]);
        check(
            "It has been broken since 1a2b3c4, and 5d6e7f8 too",
            &[("1a2b3c4", false), ("5d6e7f8", false)],
        );
    }

    #[test]
    fn commits_that_are_named_for_another_reason_are_none() {
        check("As in 1a2b3c4.", &[]);
        check("It is broken. See 1a2b3c4 for more.", &[]);
        check("Fixes: #12", &[]);
        check("Nothing broke, nobody defaced anything", &[]);
    }
}
