//! Whether a person can answer now, and whether the commit is theirs.
//!
//! In: facts about the terminal and the commit, as plain values. Out: nothing, or what speaks against a question.
//! Deliberately absent: what speaks against a line after the commit in the first place (`look`), the budget, and looking at
//! the terminal.

use std::fmt;

use crate::model::{Agent, Timestamp, without_agent};

/// Columns below which no question fits.
const NARROWEST: usize = 20;
/// So many commits within so many seconds are made by a loop, or by somebody who is in the middle of
/// something.
pub const BURST: usize = 3;
const BURST_SECONDS: Timestamp = 60;

/// What can be known before a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances<'a> {
    /// `TERM` is `dumb` or unset: a line could not be taken back.
    pub terminal_is_dumb: bool,
    /// The person at the terminal committed it.
    pub committer_is_me: bool,
    /// An agent signed it, see [`is_by_agent`].
    pub is_by_agent: bool,
    /// When the latest commits were made here, latest first, at most [`BURST`].
    pub latest_commits: &'a [Timestamp],
    /// The controlling terminal; `None` where there is none.
    pub terminal: Option<Terminal>,
}

/// The terminal at which the person sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// git runs in its foreground.
    pub is_foreground: bool,
    /// git leads its session: a program gave it a terminal of its own, and the person sees another.
    pub is_private: bool,
    /// It reads whole lines, as under a shell.
    pub reads_lines: bool,
    /// Its width; 0 where it does not say.
    pub columns: usize,
}

/// What speaks against a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objection {
    /// The terminal cannot take a line back.
    Dumb,
    /// Somebody else committed it.
    OtherCommitter,
    /// An agent wrote it, at least in part.
    Agent,
    /// Several commits were made in a moment.
    Burst,
    /// There is no controlling terminal.
    NoTerminal,
    /// git runs in the background: it would be stopped.
    Background,
    /// A program gave git a terminal of its own.
    Private,
    /// A program that draws on the terminal has its keys.
    KeysTaken,
    /// No question fits.
    Narrow,
}

impl Objection {
    /// Whether it is because nobody can answer, not because of the commit.
    #[must_use]
    pub const fn is_about_terminal(self) -> bool {
        !matches!(self, Self::OtherCommitter | Self::Agent | Self::Burst)
    }
}

/// What speaks against a question, if anything does.
#[must_use]
pub fn objection(circumstances: &Circumstances<'_>) -> Option<Objection> {
    let Some(terminal) = circumstances.terminal else { return Some(Objection::NoTerminal) };
    let against = [
        (Objection::Dumb, circumstances.terminal_is_dumb),
        (Objection::OtherCommitter, !circumstances.committer_is_me),
        (Objection::Agent, circumstances.is_by_agent),
        (Objection::Burst, is_burst(circumstances.latest_commits)),
        (Objection::Background, !terminal.is_foreground),
        (Objection::Private, terminal.is_private),
        (Objection::KeysTaken, !terminal.reads_lines),
        (Objection::Narrow, terminal.columns < NARROWEST),
    ];
    against.into_iter().find(|(_, holds)| *holds).map(|(objection, _)| objection)
}

fn is_burst(latest: &[Timestamp]) -> bool {
    let ends = latest.first().zip(latest.get(BURST - 1));
    ends.is_some_and(|(last, first)| (0..=BURST_SECONDS).contains(&(last - first)))
}

/// Whether a coding agent signed a commit.
#[must_use]
pub fn is_by_agent(author: &str, message: &str) -> bool {
    without_agent(author).1.is_some() || !Agent::named_in(message).is_empty()
}

impl fmt::Display for Objection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Dumb => "TERM is dumb or not set",
            Self::OtherCommitter => "committed by somebody else",
            Self::Agent => "signed by a coding agent",
            Self::Burst => "one of several commits within a minute",
            Self::NoTerminal => "there is no terminal",
            Self::Background => "git runs in the background",
            Self::Private => "a program runs git in a terminal of its own",
            Self::KeysTaken => "a program has the keys of the terminal",
            Self::Narrow => "the terminal is too narrow",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, Objection, Terminal, is_by_agent, objection};

    const TERMINAL: Terminal =
        Terminal { is_foreground: true, is_private: false, reads_lines: true, columns: 80 };

    const PERSON: Circumstances<'_> = Circumstances {
        terminal_is_dumb: false,
        committer_is_me: true,
        is_by_agent: false,
        latest_commits: &[],
        terminal: Some(TERMINAL),
    };

    #[test]
    fn a_person_at_a_terminal_may_be_asked() {
        assert_eq!(objection(&PERSON), None);
        assert_eq!(objection(&Circumstances { latest_commits: &[900, 500, 400], ..PERSON }), None);
    }

    #[test]
    fn each_fact_alone_speaks_against_it() {
        let at = |terminal| Circumstances { terminal, ..PERSON };
        for (circumstances, expected) in [
            (at(None), Objection::NoTerminal),
            (Circumstances { terminal_is_dumb: true, ..PERSON }, Objection::Dumb),
            (Circumstances { committer_is_me: false, ..PERSON }, Objection::OtherCommitter),
            (Circumstances { is_by_agent: true, ..PERSON }, Objection::Agent),
            (Circumstances { latest_commits: &[160, 130, 100], ..PERSON }, Objection::Burst),
            (at(Some(Terminal { is_foreground: false, ..TERMINAL })), Objection::Background),
            (at(Some(Terminal { is_private: true, ..TERMINAL })), Objection::Private),
            (at(Some(Terminal { reads_lines: false, ..TERMINAL })), Objection::KeysTaken),
            (at(Some(Terminal { columns: 19, ..TERMINAL })), Objection::Narrow),
            (at(Some(Terminal { columns: 0, ..TERMINAL })), Objection::Narrow),
        ] {
            assert_eq!(objection(&circumstances), Some(expected), "{circumstances:?}");
        }
    }

    #[test]
    fn clocks_that_ran_backwards_make_no_burst() {
        assert_eq!(objection(&Circumstances { latest_commits: &[100, 130, 160], ..PERSON }), None);
        assert_eq!(objection(&Circumstances { latest_commits: &[100, 100], ..PERSON }), None);
    }

    #[test]
    fn agents_are_known_by_their_signatures() {
        let signed = "fix: a\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n";
        assert!(is_by_agent("Ada", signed));
        assert!(is_by_agent("Ada (aider)", "fix: a"));
        let copilot =
            "fix: a\n\nCo-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>";
        assert!(is_by_agent("Ada", copilot));
        let bo = "fix: a\n\nCo-authored-by: Bo <bo@example.org>";
        assert!(!is_by_agent("Ada", bo));
    }
}
