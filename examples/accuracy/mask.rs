//! Takes the answers out of messages: whoever reads a label must not see it.
//!
//! In: a history. Out: the same without `Fixes:` and `Revert` lines, without "This reverts commit", without names of
//! commits, without the `type(scope)!:` of Conventional Commits. Deliberately absent: everything else that a person wrote.

use git_headway::model::History;

/// The types of Conventional Commits, and how people misspell them.
const TYPES: &[&str] = &[
    "feat", "feature", "fix", "bugfix", "hotfix", "refactor", "perf", "docs", "doc", "test",
    "tests", "chore", "build", "ci", "style", "revert", "deps", "release",
];

/// Masks every message.
pub(crate) fn mask(history: &mut History) {
    for commit in &mut history.commits {
        commit.subject = masked(&commit.subject).unwrap_or_default();
        let lines: Vec<String> = commit.body.lines().filter_map(masked).collect();
        commit.body = lines.join("\n");
    }
}

/// A line without its answers; `None` when it is one.
fn masked(line: &str) -> Option<String> {
    if is_answer(line) {
        return None;
    }
    let text = without_type(line);
    let words = text.split(' ').filter(|word| !is_commit_name(word));
    Some(words.collect::<Vec<_>>().join(" "))
}

/// `^\s*(Fixes|Reverts?)\b`, and git's own sentence.
fn is_answer(line: &str) -> bool {
    let start = line.trim_start();
    let opens = |word: &str| {
        let rest = start.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    ["Fixes", "Revert", "Reverts"].iter().any(|word| opens(word))
        || line.contains("This reverts commit")
}

/// `feat(io)!: read` is `read`, in a list (`* feat: read`) as well.
fn without_type(line: &str) -> &str {
    let bare = line.trim_start_matches(['*', '-', ' ']);
    let Some((label, rest)) = bare.split_once(':') else { return line };
    let label = label.trim_end_matches('!');
    let word = label.split('(').next().unwrap_or(label).trim();
    let is_type = TYPES.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_whole = label.len() == word.len() || label.ends_with(')');
    if is_type && is_whole { rest.trim_start() } else { line }
}

/// A word of 7 to 40 hex digits, brackets and marks around it aside.
fn is_commit_name(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    (7..=40).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn answers_go_and_words_stay() {
        assert_eq!(masked("Fixes: 0123456 (\"a\")"), None);
        assert_eq!(masked("  Revert \"a\""), None);
        assert_eq!(masked("This reverts commit 0123456."), None);
        assert_eq!(masked("feat(io)!: read").as_deref(), Some("read"));
        assert_eq!(masked("* fix: read (#12)").as_deref(), Some("read (#12)"));
        assert_eq!(masked("net: fix it").as_deref(), Some("net: fix it"));
        assert_eq!(masked("since (0123abc), Fixesome").as_deref(), Some("since Fixesome"));
    }
}
