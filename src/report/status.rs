//! How things stand.
//!
//! In: a judged history with answers. Out: how often what was computed agrees with them, and what became of
//! what the user called a root cause. Deliberately absent: a share on a handful of answers.

use serde::Serialize;

use super::parts::{CommitRef, Names, Percent, SCHEMA};
use crate::model::{CommitIndex, Episodes, History, Kind, Verdicts};
use crate::profile::{Agreement, Claims, agreement};

/// A commit for which another kind was computed than the user said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The commit.
    pub commit: CommitRef,
    /// The kind that was computed.
    pub computed: Kind,
    /// The kind that the user said.
    pub answered: Kind,
}

/// What became of the commits that the user called a root cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimFigures {
    /// The commits.
    pub commits: usize,
    /// A chain of patches ended with it, and held; where several did, all held.
    pub held: usize,
    /// A patch came back.
    pub came_back: usize,
    /// It is too early to tell.
    pub too_early: usize,
    /// No chain of patches ended with it.
    pub no_chain: usize,
}

impl From<Claims> for ClaimFigures {
    fn from(claims: Claims) -> Self {
        let Claims { commits, held, came_back, too_early, no_chain } = claims;
        Self { commits, held, came_back, too_early, no_chain }
    }
}

/// How computed kinds and the user's agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgreementFigures {
    /// Commits of which the user said the kind.
    pub answered: usize,
    /// Of these, those for which the same kind was computed.
    pub agreed: usize,
    /// The share; null without answers.
    pub share: Option<Percent>,
    /// Too few answers to tell a share from.
    pub too_few: bool,
    /// Answers from which on it is told.
    pub fewest: usize,
    /// The commits for which they differ, newest first.
    pub different: Vec<Difference>,
    /// What became of what the user called a root cause.
    pub root_causes: ClaimFigures,
    /// Commits of this project with an answer that are not behind HEAD.
    pub elsewhere: usize,
}

/// How things stand in one repository.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// What the user said beside what was computed.
    pub answers: AgreementFigures,
}

/// How things stand; `elsewhere` commits with an answer are not behind HEAD.
#[must_use]
pub fn status(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    elsewhere: usize,
    names: Names,
) -> Status {
    let found = agreement(history, verdicts, episodes);
    let difference = |commit: &CommitIndex| {
        let verdict = verdicts.commit(*commit);
        let (commit, computed) = (CommitRef::of(history, *commit, names), verdict.computed());
        Difference { commit, computed, answered: verdict.kind }
    };
    Status {
        schema: SCHEMA,
        repository: history.repository.clone(),
        answers: AgreementFigures {
            answered: found.kinds,
            agreed: found.agreed,
            share: found.share().map(Percent::from),
            too_few: found.too_few(),
            fewest: Agreement::FEWEST,
            different: found.different.iter().map(difference).collect(),
            root_causes: found.claims.into(),
            elsewhere,
        },
    }
}
