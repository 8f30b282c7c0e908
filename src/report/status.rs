//! How things stand.
//!
//! In: a judged history with answers. Out: how often what was computed agrees with them, and what became of
//! what the user called a root cause. Deliberately absent: a share on a handful of answers.

use serde::Serialize;

use super::notes::GoalFigure;
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
    /// Of the answered ones, those that were answers to a question. What is asked is what evidence does not decide, so that
    /// they agree more rarely.
    pub asked: usize,
    /// Of these, those for which the same kind was computed.
    pub asked_agreed: usize,
    /// Commits of this project with an answer that are not in this history, under no name.
    pub elsewhere: usize,
}

/// What the journal holds beside answers that are found in the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// Commits of this project with an answer that are not in this history, under no name.
    pub elsewhere: usize,
    /// Commits of this repository that wait to be asked about.
    pub waiting: usize,
    /// Goals that are pursued, oldest first.
    pub goals: Vec<GoalFigure>,
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
    /// Commits of this repository that wait to be asked about.
    pub waiting: usize,
    /// Goals that are pursued, oldest first.
    pub goals: Vec<GoalFigure>,
}

/// How things stand.
#[must_use]
pub fn status(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    pending: Pending,
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
            asked: found.asked,
            asked_agreed: found.asked_agreed,
            different: found.different.iter().map(difference).collect(),
            root_causes: found.claims.into(),
            elsewhere: pending.elsewhere,
        },
        waiting: pending.waiting,
        goals: pending.goals,
    }
}
