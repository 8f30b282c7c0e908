//! What several reports have in common: commits, shares and outcomes as plain data.
//!
//! In: indices into a history. Out: serialisable values that stand on their own.
//! Deliberately absent: bodies of messages, and names of people unless they were asked for.

use serde::Serialize;

use super::Forge;
use super::words::{count, days, duration, one_decimal, percent};
use crate::model::{CommitIndex, History, ObjectId, Outcome, Timestamp};
use crate::profile::{Ending, LedgerCommit, SeenCommit, Share};

/// The version of the shape of every report's JSON. A change of shape makes it larger.
pub const SCHEMA: u32 = 3;

/// Whether reports name people other than the one they speak to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Others are counted, never named.
    #[default]
    Hidden,
    /// The user asked for names.
    Shown,
}

/// Whom a report speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// The reader: "you". The name is for the title.
    You(String),
    /// Somebody else, by this name.
    Named(String),
}

impl Addressee {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::You(name) | Self::Named(name) => name,
        }
    }

    /// `you`, or the name.
    pub(super) fn subject(&self) -> &str {
        match self {
            Self::You(_) => "you",
            Self::Named(name) => name,
        }
    }

    /// `your`, or the name's.
    pub(super) fn possessive(&self) -> String {
        match self {
            Self::You(_) => "your".to_owned(),
            Self::Named(name) => format!("{name}'s"),
        }
    }

    /// `yours`, or the name's.
    pub(super) fn possessive_alone(&self) -> String {
        match self {
            Self::You(_) => "yours".to_owned(),
            Self::Named(_) => self.possessive(),
        }
    }
}

/// A commit, to point at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommitRef {
    /// Its full name.
    pub id: String,
    /// The day it was written, in its author's zone: `2024-05-01`.
    pub date: String,
    /// The first paragraph of its message.
    pub subject: String,
    /// Who wrote it, when names were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Its page at the site that the repository's remote is on, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl CommitRef {
    /// Points at a commit.
    #[must_use]
    pub fn of(history: &History, index: CommitIndex, names: Names) -> Self {
        let commit = history.commit(index);
        let author = match names {
            Names::Hidden => None,
            Names::Shown => Some(history.person(commit.author).name.clone()),
        };
        Self {
            id: commit.id.to_string(),
            date: commit.date().to_string(),
            subject: commit.subject.clone(),
            author,
            url: None,
        }
    }

    /// Points at a row of a ledger: a commit of the one who is spoken of.
    #[must_use]
    pub fn of_row(row: &LedgerCommit) -> Self {
        let (id, date) = (row.id.to_string(), row.date().to_string());
        Self { id, date, subject: row.subject.clone(), author: None, url: None }
    }

    /// Points at its page too, where the repository is on a site that has one.
    #[must_use]
    pub fn linked(mut self, forge: Option<&Forge>) -> Self {
        let id = ObjectId::from_hex(self.id.as_bytes()).ok();
        self.url = forge.zip(id).map(|(forge, id)| forge.commit(id));
        self
    }

    /// Points at a commit of anybody's that a ledger tells of.
    #[must_use]
    pub fn of_seen(commit: &SeenCommit, names: Names) -> Self {
        let author = (names == Names::Shown).then(|| commit.author.clone());
        let (id, date) = (commit.id.to_string(), commit.date().to_string());
        Self { id, date, subject: commit.subject.clone(), author, url: None }
    }

    /// Points at a commit of which the name alone is known.
    #[must_use]
    pub fn unknown(id: ObjectId) -> Self {
        Self {
            id: id.to_string(),
            date: String::new(),
            subject: String::new(),
            author: None,
            url: None,
        }
    }

    /// Where a link may lead: to a page by https, in letters that mean nothing in any format.
    pub(super) fn link(&self) -> Option<&str> {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/:._~%-".contains(letter);
        let url = self.url.as_deref()?;
        (url.starts_with("https://") && url.chars().all(is_plain)).then_some(url)
    }

    /// The name as it is shown on screen.
    #[must_use]
    pub fn short(&self) -> &str {
        let is_hash = self.id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash { &self.id[..ObjectId::SHORT] } else { &self.id }
    }
}

/// A share with its 95 % range, in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Percent {
    /// The part: a count, or commit-equivalents.
    pub part: f64,
    /// The whole, in the same unit.
    pub of: f64,
    /// The share in per cent.
    pub percent: f64,
    /// Lower end of the range, in per cent.
    pub low: f64,
    /// Upper end of the range, in per cent.
    pub high: f64,
}

impl From<Share> for Percent {
    fn from(share: Share) -> Self {
        Self {
            part: one_decimal(share.part),
            of: one_decimal(share.whole),
            percent: percent(share.value()),
            low: percent(share.low),
            high: percent(share.high),
        }
    }
}

impl Percent {
    /// `32%`.
    #[must_use]
    pub fn whole(&self) -> String {
        format!("{:.0}%", self.percent)
    }

    /// `24–41%`.
    #[must_use]
    pub fn range(&self) -> String {
        format!("{:.0}–{:.0}%", self.low, self.high)
    }
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum OutcomeFigure {
    /// No patch came back while the neighbourhood kept moving.
    Held {
        /// Days without a patch.
        quiet_days: i64,
        /// Commits that changed the neighbourhood meanwhile.
        exposure: usize,
    },
    /// A patch came back.
    CameBack {
        /// By which commit.
        by: CommitRef,
        /// Days until it came.
        after_days: i64,
    },
    /// Not known yet.
    TooEarly {
        /// Days without a patch so far.
        quiet_days: i64,
        /// Commits that changed the neighbourhood meanwhile.
        exposure: usize,
    },
}

impl OutcomeFigure {
    /// The outcome as plain data.
    #[must_use]
    pub fn of(history: &History, outcome: Outcome, names: Names) -> Self {
        match outcome {
            Outcome::Held { quiet, exposure } => Self::Held { quiet_days: days(quiet), exposure },
            Outcome::CameBack { by, after } => Self::CameBack {
                by: CommitRef::of(history, history.change(by).commit, names),
                after_days: days(after),
            },
            Outcome::TooEarly { quiet, exposure } => {
                Self::TooEarly { quiet_days: days(quiet), exposure }
            }
        }
    }

    /// What became of a chain that a ledger tells of.
    #[must_use]
    pub fn of_ending(ending: &Ending, names: Names) -> Self {
        match *ending {
            Ending::Held { quiet, exposure } => Self::Held { quiet_days: days(quiet), exposure },
            Ending::CameBack { ref by, after } => {
                Self::CameBack { by: CommitRef::of_seen(by, names), after_days: days(after) }
            }
            Ending::TooEarly { quiet, exposure } => {
                Self::TooEarly { quiet_days: days(quiet), exposure }
            }
        }
    }

    /// The outcome in words.
    #[must_use]
    pub fn says(&self) -> String {
        match self {
            Self::Held { quiet_days, exposure } => {
                format!("held for {}, {}", duration(*quiet_days), neighbours(*exposure))
            }
            Self::CameBack { by, after_days: 0 } => {
                format!("came back the same day ({})", by.short())
            }
            Self::CameBack { by, after_days } => {
                format!("came back after {} ({})", duration(*after_days), by.short())
            }
            Self::TooEarly { quiet_days: 0, .. } => {
                "too early to tell: quiet for less than a day".to_owned()
            }
            Self::TooEarly { quiet_days, exposure } => format!(
                "too early to tell: quiet for {}, {}",
                duration(*quiet_days),
                neighbours(*exposure)
            ),
        }
    }

    /// The outcome in a few words, for a table.
    #[must_use]
    pub fn brief(&self) -> String {
        match self {
            Self::Held { quiet_days, .. } => format!("held {}", duration(*quiet_days)),
            Self::CameBack { after_days: 0, .. } => "back the same day".to_owned(),
            Self::CameBack { after_days, .. } => format!("back after {}", duration(*after_days)),
            Self::TooEarly { .. } => "too early".to_owned(),
        }
    }

    /// How far the outcome is from settled: of several spots with one story the least settled one
    /// is told.
    pub(super) const fn unsettled(&self) -> u8 {
        match self {
            Self::Held { .. } => 0,
            Self::TooEarly { .. } => 1,
            Self::CameBack { .. } => 2,
        }
    }
}

fn neighbours(exposure: usize) -> String {
    match exposure {
        0 => "no commit nearby meanwhile".to_owned(),
        some => format!("{} nearby meanwhile", count(some, "commit", "commits")),
    }
}

/// The calendar day of a moment in UTC, `2024-05-01`.
pub(super) fn date_of(time: Timestamp) -> String {
    crate::model::date(time, 0).to_string()
}
