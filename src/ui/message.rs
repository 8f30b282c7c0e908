//! The form of what is said beside the answer: errors, warnings, notes, hints.
//!
//! In: an error with its causes, or a sentence. Out: labelled text, safe to show. Deliberately
//! absent: the stream it goes to, and exit codes.

use std::fmt;

use crate::model::printable;
use crate::report::{Label, Text};

/// What a reader can do about an error, attached to it as anyhow's context: `says` takes its place
/// in the chain of causes, and the advice follows on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    says: String,
    advice: String,
}

impl Hint {
    /// What happened, and what to do, best a command to type.
    pub fn new(says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { says: says.into(), advice: advice.into() }
    }

    /// What to do.
    #[must_use]
    pub fn advice(&self) -> &str {
        &self.advice
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.says)
    }
}

impl std::error::Error for Hint {}

/// An error with its causes and the outermost hint. A cause that its parent already quotes is not
/// repeated.
pub(super) fn error(error: &anyhow::Error) -> Text {
    let mut text = Text::new();
    let mut said = error.to_string();
    line(&mut text, Label::Strong, "git-headway: ", &said);
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !said.contains(&cause) {
            line(&mut text, Label::Plain, "  caused by: ", &cause);
            said = cause;
        }
    }
    if let Some(found) = error.downcast_ref::<Hint>() {
        line(&mut text, Label::Muted, "hint: ", &found.advice);
    }
    text
}

pub(super) fn warning(says: &str) -> Text {
    let mut text = Text::new();
    line(&mut text, Label::Strong, "git-headway: warning: ", says);
    text
}

pub(super) fn note(says: &str) -> Text {
    let mut text = Text::new();
    line(&mut text, Label::Strong, "git-headway: ", says);
    text
}

pub(super) fn hint(says: &str) -> Text {
    let mut text = Text::new();
    line(&mut text, Label::Muted, "hint: ", says);
    text
}

/// One message. Messages quote paths and subjects, which may hold anything, so each line is made
/// safe; lines after the first are indented.
fn line(text: &mut Text, label: Label, prefix: &str, says: &str) {
    text.push(label, prefix);
    for (at, part) in says.trim_end().split('\n').enumerate() {
        if at > 0 {
            text.plain("\n    ");
        }
        text.plain(printable(part.as_bytes()));
    }
    text.newline();
}

#[cfg(test)]
mod tests {
    use anyhow::{Context as _, anyhow};

    use super::{Hint, error, hint, note, warning};

    #[test]
    fn causes_and_the_hint_have_lines_of_their_own() {
        let inner: Result<(), _> = Err(anyhow!("permission denied"));
        let outer = inner
            .context("could not read `/a`")
            .context(Hint::new("there are no facts yet", "run `git headway mine` first"))
            .context("the year could not be told")
            .unwrap_err();
        let expected = "git-headway: the year could not be told\n  \
                        caused by: there are no facts yet\n  \
                        caused by: could not read `/a`\n  \
                        caused by: permission denied\n\
                        hint: run `git headway mine` first\n";
        assert_eq!(error(&outer).to_string(), expected);
    }

    #[test]
    fn a_cause_that_was_quoted_is_not_repeated() {
        let inner: Result<(), _> = Err(anyhow!("no such file"));
        let outer = inner.context("could not read `/a`: no such file").unwrap_err();
        let expected = "git-headway: could not read `/a`: no such file\n";
        assert_eq!(error(&outer).to_string(), expected);
    }

    #[test]
    fn escapes_in_messages_are_spelled_out() {
        let text = error(&anyhow!("no path `a\x1b[31m`\nin this commit\n")).to_string();
        assert_eq!(text, "git-headway: no path `a\\u{1b}[31m`\n    in this commit\n");
    }

    #[test]
    fn the_other_forms() {
        assert_eq!(
            warning("one file was skipped").to_string(),
            "git-headway: warning: one file was skipped\n"
        );
        assert_eq!(note("3 new commits").to_string(), "git-headway: 3 new commits\n");
        assert_eq!(hint("try `git headway mine`").to_string(), "hint: try `git headway mine`\n");
    }
}
