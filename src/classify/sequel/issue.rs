//! The issues that a message names.
//!
//! In: subject and body. Out: keys as people write them, `#12` or `ABC-12`. Deliberately absent: pull requests; the
//! number that a forge puts at the end of a subject is of the change itself.

use crate::classify::kind::without_pull_request;

/// The issues, each once.
pub(super) fn issues(subject: &str, body: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in std::iter::once(without_pull_request(subject)).chain(body.lines()) {
        let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '#' | '-')));
        for word in words.filter(|word| is_issue(word)) {
            if !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
    }
    found
}

fn is_issue(word: &str) -> bool {
    let is_number = |text: &str| {
        (2..=7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if let Some(number) = word.strip_prefix('#') {
        return is_number(number);
    }
    // A tracker's key has three letters or more; `UTF-16` and `SHA-256` are known not to be one.
    word.split_once('-').is_some_and(|(project, number)| {
        let is_project =
            project.len() >= 3 && project.bytes().all(|byte| byte.is_ascii_uppercase());
        is_project && is_number(number) && !matches!(project, "UTF" | "SHA" | "ISO" | "RFC" | "CVE")
    })
}

#[cfg(test)]
mod tests {
    use super::issues;

    #[test]
    fn keys_of_trackers_and_of_forges() {
        assert_eq!(issues("fix it (#99)", "Closes #12.\nSee ABC-345, #12"), ["#12", "ABC-345"]);
        assert_eq!(issues("UTF-16 and SHA-256 of a-12", "#1 v2-10 X-12"), [""; 0]);
    }
}
