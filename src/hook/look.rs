//! Whether to say a line after a commit.
//!
//! In: facts about the terminal, the environment and the commit, as plain values. Out: a decision
//! with its reason. Deliberately absent: I/O (`observe` looks, `config` reads the environment), the
//! question which spot the commit patched, and the words (`line`).
//!
//! The decision comes in two parts so that a commit in an editor, in a script or in a rebase never
//! costs more than a look at the environment and a few file names.

use std::fmt;

/// How git writes a plain commit into the reflog. An amended, merged, picked, reverted or rebased
/// one reads otherwise.
const PLAIN_COMMITS: [&str; 2] = ["commit:", "commit (initial):"];

/// First words of commits that are about to be folded into others.
const UNFINISHED: [&str; 4] = ["fixup!", "squash!", "amend!", "wip"];

/// An operation of git that consists of several commits, or makes one from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `git rebase`, or `git am`.
    Rebase,
    /// `git cherry-pick`.
    CherryPick,
    /// `git revert`.
    Revert,
    /// `git merge`.
    Merge,
    /// Several picks or reverts in a row.
    Sequence,
    /// `git bisect`.
    Bisect,
}

/// Whether to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing speaks against a line.
    Speak,
    /// No line.
    StaySilent(Silence),
}

/// Why nothing is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silence {
    /// `GIT_HEADWAY=0`.
    SwitchedOff,
    /// Standard error is no terminal.
    NoTerminal,
    /// The variable shows that a program started git.
    Automation(&'static str),
    /// The operation is not over.
    InProgress(Operation),
    /// `GIT_REFLOG_ACTION` is set: a larger command makes the commit.
    PartOfCommand,
    /// HEAD has no reflog, or its last entry is about another commit.
    NoReflog,
    /// The commit was amended, picked, merged, reverted or rebased.
    NotPlain,
    /// The commit joins several lines of history.
    MergeCommit,
    /// Somebody else wrote it.
    OtherAuthor,
    /// It says itself that it is to be folded into another.
    Unfinished,
}

/// What can be known without opening the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// `GIT_HEADWAY` is `0`. The installed hooks look themselves; a line added by hand does not.
    pub switched_off: bool,
    /// A person may read standard error.
    pub stderr_is_terminal: bool,
    /// A variable which shows that a program and no person started git.
    pub automation: Option<&'static str>,
    /// `GIT_REFLOG_ACTION` is set.
    pub has_reflog_action: bool,
    /// See [`super::observe::operation`].
    pub operation: Option<Operation>,
}

impl Surroundings {
    /// The first part of the decision.
    #[must_use]
    pub const fn decide(&self) -> Decision {
        let silence = match self {
            Self { switched_off: true, .. } => Silence::SwitchedOff,
            Self { stderr_is_terminal: false, .. } => Silence::NoTerminal,
            Self { automation: Some(variable), .. } => Silence::Automation(variable),
            Self { operation: Some(operation), .. } => Silence::InProgress(*operation),
            Self { has_reflog_action: true, .. } => Silence::PartOfCommand,
            _ => return Decision::Speak,
        };
        Decision::StaySilent(silence)
    }
}

/// What the repository says about the commit at HEAD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitFacts<'a> {
    /// See [`super::observe::head_reflog`].
    pub head_reflog: Option<&'a str>,
    /// Number of its parents.
    pub parents: usize,
    /// The person at the terminal wrote it.
    pub author_is_me: bool,
    /// Its first line.
    pub subject: &'a str,
}

impl CommitFacts<'_> {
    /// The second part of the decision.
    #[must_use]
    pub fn decide(&self) -> Decision {
        let Some(reflog) = self.head_reflog else {
            return Decision::StaySilent(Silence::NoReflog);
        };
        let subject = self.subject.trim_start().to_ascii_lowercase();
        let silence = if !PLAIN_COMMITS.iter().any(|plain| reflog.starts_with(plain)) {
            Silence::NotPlain
        } else if self.parents > 1 {
            Silence::MergeCommit
        } else if !self.author_is_me {
            Silence::OtherAuthor
        } else if UNFINISHED.iter().any(|mark| begins_with_word(&subject, mark)) {
            Silence::Unfinished
        } else {
            return Decision::Speak;
        };
        Decision::StaySilent(silence)
    }
}

fn begins_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Rebase => "rebase",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
            Self::Merge => "merge",
            Self::Sequence => "sequence of picks",
            Self::Bisect => "bisect",
        })
    }
}

impl fmt::Display for Silence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SwitchedOff => formatter.write_str("GIT_HEADWAY is 0"),
            Self::NoTerminal => formatter.write_str("standard error is no terminal"),
            Self::Automation(variable) => {
                write!(formatter, "{variable} is set: a program runs git")
            }
            Self::InProgress(operation) => write!(formatter, "a {operation} is in progress"),
            Self::PartOfCommand => {
                formatter.write_str("GIT_REFLOG_ACTION is set: a larger command runs")
            }
            Self::NoReflog => formatter.write_str("the reflog does not speak of this commit"),
            Self::NotPlain => formatter.write_str("not made by a plain git commit"),
            Self::MergeCommit => formatter.write_str("a merge"),
            Self::OtherAuthor => formatter.write_str("written by somebody else"),
            Self::Unfinished => formatter.write_str("to be folded into another commit"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CommitFacts, Decision, Operation, Silence, Surroundings};

    const PERSON: Surroundings = Surroundings {
        switched_off: false,
        stderr_is_terminal: true,
        automation: None,
        has_reflog_action: false,
        operation: None,
    };

    const PLAIN: CommitFacts<'_> = CommitFacts {
        head_reflog: Some("commit: fix: keep the session"),
        parents: 1,
        author_is_me: true,
        subject: "fix: keep the session",
    };

    fn after(entry: &str) -> Decision {
        CommitFacts { head_reflog: Some(entry), ..PLAIN }.decide()
    }

    fn saying(subject: &str) -> Decision {
        CommitFacts { subject, ..PLAIN }.decide()
    }

    #[test]
    fn a_person_at_a_terminal_is_spoken_to() {
        assert_eq!(PERSON.decide(), Decision::Speak);
    }

    #[test]
    fn surroundings_without_a_person_stay_silent() {
        let silent = |surroundings: &Surroundings| match surroundings.decide() {
            Decision::StaySilent(silence) => silence,
            Decision::Speak => panic!("spoke to {surroundings:?}"),
        };
        let off = Surroundings { switched_off: true, ..PERSON };
        assert_eq!(silent(&off), Silence::SwitchedOff);
        let piped = Surroundings { stderr_is_terminal: false, ..PERSON };
        assert_eq!(silent(&piped), Silence::NoTerminal);
        let agent = Surroundings { automation: Some("CLAUDECODE"), ..PERSON };
        assert_eq!(silent(&agent), Silence::Automation("CLAUDECODE"));
        let pull = Surroundings { has_reflog_action: true, ..PERSON };
        assert_eq!(silent(&pull), Silence::PartOfCommand);
        let stopped = Surroundings { operation: Some(Operation::Rebase), ..PERSON };
        assert_eq!(silent(&stopped), Silence::InProgress(Operation::Rebase));
    }

    #[test]
    fn only_plain_commits_are_spoken_of() {
        assert_eq!(after("commit: fix: keep the session"), Decision::Speak);
        assert_eq!(after("commit (initial): start"), Decision::Speak);
        for entry in [
            "commit (amend): fix",
            "commit (merge): Merge branch 'b'",
            "commit (cherry-pick): fix",
            "rebase (pick): fix",
            "rebase (continue): fix",
            "pull --rebase (pick): fix",
            "cherry-pick: fix",
            "revert: Revert \"fix\"",
            "checkout: moving from a to b",
            "",
        ] {
            assert_eq!(after(entry), Decision::StaySilent(Silence::NotPlain), "{entry}");
        }
        let unknown = CommitFacts { head_reflog: None, ..PLAIN };
        assert_eq!(unknown.decide(), Decision::StaySilent(Silence::NoReflog));
    }

    #[test]
    fn merges_other_authors_and_unfinished_work_stay_silent() {
        let merge = CommitFacts { parents: 2, ..PLAIN };
        assert_eq!(merge.decide(), Decision::StaySilent(Silence::MergeCommit));
        assert_eq!(CommitFacts { parents: 0, ..PLAIN }.decide(), Decision::Speak);
        let other = CommitFacts { author_is_me: false, ..PLAIN };
        assert_eq!(other.decide(), Decision::StaySilent(Silence::OtherAuthor));
        for subject in ["fixup! a", "squash! a", "amend! a", "WIP", "wip: a", "Wip - b"] {
            assert_eq!(saying(subject), Decision::StaySilent(Silence::Unfinished), "{subject}");
        }
        assert_eq!(saying("wipe the cache"), Decision::Speak);
    }
}
