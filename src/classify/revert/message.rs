//! What a message says about taking a commit back.
//!
//! In: subject and body. Out: the ids and the subject that it names. Deliberately absent: whether
//! such a commit exists.

/// What a message claims to take back; at least one of the two is there, or the bare word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Claim {
    /// Full or abbreviated names, in lower case.
    pub(super) ids: Vec<String>,
    /// The subject of the commit.
    pub(super) subject: Option<String>,
}

/// Shorter words of hex digits are words (`add`, `face`).
const SHORTEST_ID: usize = 7;

/// The claim, if the message makes one.
pub(super) fn claim(subject: &str, body: &str) -> Option<Claim> {
    let mut ids = Vec::new();
    for line in body.lines() {
        ids_after(line, &["reverts commit", "reverts:", "reverted commit"], &mut ids);
    }
    let quoted = quoted_subject(subject);
    if quoted.is_none() {
        ids_after(subject, &["revert", "reverts", "back out", "backed out"], &mut ids);
    }
    (!ids.is_empty() || quoted.is_some()).then_some(Claim { ids, subject: quoted })
}

/// Hex words that directly follow one of the phrases: `reverts commit 1a2b3c4 and 5d6e7f8`.
fn ids_after(line: &str, phrases: &[&str], ids: &mut Vec<String>) {
    let lower = line.to_lowercase();
    let Some(end) =
        phrases.iter().filter_map(|phrase| Some(lower.find(phrase)? + phrase.len())).max()
    else {
        return;
    };
    let words = lower[end..].split(|c: char| !c.is_ascii_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        let hex = word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
        if hex && has_digit && (SHORTEST_ID..=40).contains(&word.len()) {
            ids.push(word.to_owned());
        } else if !matches!(word, "s" | "and" | "commit" | "commits" | "changeset" | "changesets") {
            break;
        }
    }
}

/// The subject in `Revert "subject"`, `revert: subject`, `Back out "subject"`; for
/// `Reapply "subject"` the subject of the revert that is taken back.
fn quoted_subject(subject: &str) -> Option<String> {
    let (verb, rest) = opening_verb(subject)?;
    let open = rest.strip_prefix('"');
    let inside = match (open, verb) {
        (Some(open), _) => &open[..open.rfind('"')?],
        (None, Verb::RevertType) => rest,
        (None, _) => return None,
    };
    let inside = inside.trim();
    if inside.is_empty() {
        return None;
    }
    Some(if verb == Verb::Reapply { format!("Revert \"{inside}\"") } else { inside.to_owned() })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Revert,
    RevertType,
    Reapply,
}

/// The verb that the subject opens with, at its start or behind an area.
fn opening_verb(subject: &str) -> Option<(Verb, &str)> {
    let behind_area = subject.split_once(": ").map(|(_, rest)| rest);
    [Some(subject), behind_area].into_iter().flatten().find_map(|text| {
        for (start, verb) in [
            ("revert: ", Verb::RevertType),
            ("reverts ", Verb::Revert),
            ("revert ", Verb::Revert),
            ("reverted ", Verb::Revert),
            ("back out ", Verb::Revert),
            ("backed out ", Verb::Revert),
            ("reapply ", Verb::Reapply),
            ("re-apply ", Verb::Reapply),
        ] {
            // `get` because a subject may have no letter boundary here.
            let head = text.get(..start.len());
            if head.is_some_and(|head| head.eq_ignore_ascii_case(start)) {
                return Some((verb, text[start.len()..].trim_start()));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::{Claim, claim};

    #[track_caller]
    fn check(subject: &str, body: &str, ids: &[&str], quoted: Option<&str>) {
        let expected = Claim {
            ids: ids.iter().map(|&id| id.to_owned()).collect(),
            subject: quoted.map(str::to_owned),
        };
        assert_eq!(claim(subject, body), Some(expected), "{subject}");
    }

    #[test]
    fn what_git_and_people_write() {
        check(
            "Revert \"add x\"",
            "This reverts commit 0123456789abcdef.",
            &["0123456789abcdef"],
            Some("add x"),
        );
        check("Revert \"say \"hi\"\" (#7)", "", &[], Some("say \"hi\""));
        check("Revert \"Revert \"add x\"\"", "", &[], Some("Revert \"add x\""));
        check("Reapply \"add x\"", "", &[], Some("Revert \"add x\""));
        check("revert: feat: add x", "", &[], Some("feat: add x"));
        check("net: Revert \"add x\"", "", &[], Some("add x"));
        check("Backed out changeset 1a2b3c4 for failures", "", &["1a2b3c4"], None);
        check("Revert 1a2b3c4d", "", &["1a2b3c4d"], None);
        check("x", "This reverts commits 1a2b3c4 and 5d6e7f8.", &["1a2b3c4", "5d6e7f8"], None);
    }

    #[test]
    fn other_messages_claim_nothing() {
        assert_eq!(claim("Reverse the order", ""), None);
        assert_eq!(claim("Revert to the old reader", "because of 1a2b3c4"), None);
        assert_eq!(claim("docs: how to revert", "see 1a2b3c4"), None);
        assert_eq!(claim("Revert \"", ""), None);
        assert_eq!(claim("ü", "é"), None);
    }
}
