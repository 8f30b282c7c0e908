//! What the body of the message adds: trailers, closed issues, "no functional change".

use super::weights::{BODY_CLOSES, BODY_LEANS, BODY_MEASURES, BODY_NO_CHANGE, BODY_REPAIRS};
use super::{Facts, Signal};
use crate::classify::rules::BODY;
use crate::model::Kind;

/// Very long bodies are logs and lists; what matters stands at the start or in the trailers.
const LINES_READ: usize = 200;

pub(super) fn signals(facts: &Facts<'_>, found: &mut Vec<Signal>) {
    let mut seen = [false; 5];
    for line in facts.body.lines().take(LINES_READ) {
        let Some((which, signal)) = line_signal(&line.trim().to_lowercase()) else { continue };
        if !seen[which] {
            seen[which] = true;
            found.push(signal);
        }
    }
}

/// What a line says, and which of the five things it is; each counts once.
fn line_signal(line: &str) -> Option<(usize, Signal)> {
    let signal = |kind, weight, says: &str| Signal::new(kind, weight, BODY, says);
    if line.strip_prefix("fixes:").is_some_and(|rest| names_commit(rest.trim_start())) {
        return Some((0, signal(Kind::Fix, BODY_REPAIRS, "a `Fixes:` trailer names a commit")));
    }
    if line.contains("no functional change") || line.contains("no behavior change") {
        let says = "the body says that nothing changes in function";
        return Some((1, signal(Kind::Refactor, BODY_NO_CHANGE, says)));
    }
    let fixes_this = ["this fixes", "this patch fixes", "this commit fixes"];
    let stable = line.starts_with("cc:") && line.contains("stable@");
    if stable || fixes_this.iter().any(|words| line.contains(words)) {
        return Some((2, signal(Kind::Fix, BODY_LEANS, "the body speaks of a repair")));
    }
    if measures(line) {
        return Some((4, signal(Kind::Perf, BODY_MEASURES, "the body tells how long it takes")));
    }
    closed_issue(line).map(|issue| {
        let says = format!("the body closes {issue}");
        (3, Signal::new(Kind::Fix, BODY_CLOSES, BODY, says))
    })
}

/// The issue of `fixes #12` or `closes: #12`.
fn closed_issue(line: &str) -> Option<&str> {
    let verbs = ["fixes", "fixed", "fix", "closes", "closed", "close", "resolves", "resolved"];
    let mut words = line.split_whitespace().map(|word| word.trim_end_matches([':', ',', '.', ')']));
    words.find(|word| verbs.contains(word))?;
    let issue = words.next()?;
    let number = issue.strip_prefix('#')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(issue)
}

/// "Rendering takes 3 ms in place of 90": a short time, and a word that compares.
fn measures(line: &str) -> bool {
    let compares = ["takes", "took", "instead of", "in place of", "down to", "down from", "faster"];
    let units = ["ms", "ns", "us", "µs"];
    let number = |text: &str| text.parse::<f64>().is_ok();
    let mut words =
        line.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ';', '.']));
    let mut before = "";
    let measured = words.any(|word| {
        let joined = units.iter().any(|unit| word.strip_suffix(unit).is_some_and(number));
        let apart = units.contains(&word) && number(before);
        before = word;
        joined || apart
    });
    measured && compares.iter().any(|words| line.contains(words))
}

fn names_commit(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_hexdigit).count();
    (7..=40).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::{closed_issue, line_signal};
    use crate::model::Kind;

    #[test]
    fn lines_that_tell() {
        let kind = |line: &str| line_signal(line).map(|(_, signal)| signal.kind);
        assert_eq!(kind("fixes: 0123456789ab (\"net: add it\")"), Some(Kind::Fix));
        assert_eq!(kind("fixes: the reader"), None);
        assert_eq!(kind("no functional changes intended."), Some(Kind::Refactor));
        assert_eq!(kind("cc: stable@vger.kernel.org"), Some(Kind::Fix));
        assert_eq!(kind("rendering takes 3 ms in place of 90."), Some(Kind::Perf));
        assert_eq!(kind("it takes 12.5ms now"), Some(Kind::Perf));
        assert_eq!(kind("wait for 100 ms before the second attempt"), None);
        assert_eq!(kind("it takes 3 items"), None);
        assert_eq!(kind("signed-off-by: a <a@b>"), None);
    }

    #[test]
    fn closed_issues() {
        assert_eq!(closed_issue("fixes #12."), Some("#12"));
        assert_eq!(closed_issue("this closes: #7"), Some("#7"));
        assert_eq!(closed_issue("fixes nothing"), None);
        assert_eq!(closed_issue("see #12"), None);
    }
}
