//! What the user said of a commit, and what that changed.
//!
//! In: verdicts without and with the answer. Out: the commit before and after. Deliberately absent: any
//! figure of other commits, which may follow from it as well.

use serde::Serialize;

use super::parts::{CommitRef, Names, OutcomeFigure, SCHEMA};
use super::show::{Reason, reasons};
use crate::model::{Carried, CommitIndex, Episodes, History, Kind, Nature, ObjectId, Verdicts};
use crate::profile::patching_commits;

/// What was said of another commit that became this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CarriedFigures {
    /// The other commit.
    pub from: String,
    /// How it is known: `rewritten`, `author-and-time`, `same-patch`, `contained` or `twin`.
    pub way: &'static str,
    /// The day on which it was said.
    pub on: String,
    /// The kind that was said.
    pub kind: Option<Kind>,
    /// Whether it was said to go to the root of what was patched before.
    pub root_cause: Option<bool>,
}

impl From<&Carried> for CarriedFigures {
    fn from(carried: &Carried) -> Self {
        let Carried { from, way, answer } = carried;
        Self {
            from: from.to_string(),
            way: way.name(),
            on: answer.date().to_string(),
            kind: answer.kind,
            root_cause: answer.root_cause,
        }
    }
}

impl CarriedFigures {
    /// In words, as a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        let Self { from, way, on, kind, root_cause } = self;
        let kind = kind.map(Kind::name);
        let root_cause = root_cause.map(|is| if is { "a root cause" } else { "no root cause" });
        let said: Vec<&str> = kind.into_iter().chain(root_cause).collect();
        let short = &from[..ObjectId::SHORT.min(from.len())];
        let because = match *way {
            "rewritten" => "git replaced that commit by this one",
            "author-and-time" => "both were written by the same author at the same second",
            "same-patch" => "both change the same lines",
            "contained" => "this commit brings all that that one brought",
            _ => "this is the same change by the same author",
        };
        format!("You said {} of {short} on {on}; {because}.", said.join(" and "))
    }
}

/// What the user said of a commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerFigures {
    /// The day on which it was said.
    pub on: String,
    /// The kind that was said.
    pub kind: Option<Kind>,
    /// Whether it was said to go to the root of what was patched before.
    pub root_cause: Option<bool>,
    /// What of it was said of other commits that became this one, oldest first.
    pub carried: Vec<CarriedFigures>,
    /// The kind that was computed without the answer.
    pub computed: Kind,
    /// The reasons for that.
    pub computed_from: Vec<Reason>,
}

impl AnswerFigures {
    /// What was said of a commit, if anything was.
    pub(super) fn of(
        history: &History,
        verdicts: &Verdicts,
        commit: CommitIndex,
        names: Names,
    ) -> Option<Self> {
        let answered = verdicts.commit(commit).answered.as_ref()?;
        Some(Self {
            on: answered.answer.date().to_string(),
            kind: answered.answer.kind,
            root_cause: answered.answer.root_cause,
            carried: answered.carried.iter().map(CarriedFigures::from).collect(),
            computed: answered.computed,
            computed_from: reasons(history, &answered.because, names),
        })
    }
}

/// A chain of patches for whose root cause a commit is the candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndedChain {
    /// The spot.
    pub spot: String,
    /// Patches in it.
    pub patches: usize,
    /// What became of it since.
    pub outcome: OutcomeFigure,
}

/// What a commit is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommitState {
    /// Its kind.
    pub kind: Kind,
    /// What the user said of it.
    pub answer: Option<AnswerFigures>,
    /// Structural changes in it.
    pub structural: usize,
    /// Patches in it.
    pub patches: usize,
    /// Of these, repeat patches.
    pub repeats: usize,
    /// Changes in it that are upkeep.
    pub upkeep: usize,
    /// Changes in it that are set aside.
    pub set_aside: usize,
    /// The chains of patches for whose root cause it is the candidate.
    pub ends: Vec<EndedChain>,
}

impl CommitState {
    fn of(
        history: &History,
        (verdicts, episodes): (&Verdicts, &Episodes),
        commit: CommitIndex,
        names: Names,
    ) -> Self {
        let changes = || history.changes_of(commit).map(|change| verdicts.change(change));
        let count = |nature| changes().filter(|change| change.nature() == nature).count();
        let is_by = |ended: &_| history.change(*ended).commit == commit;
        let ends =
            episodes.chains.iter().filter(|chain| chain.ended_by.as_ref().is_some_and(is_by));
        Self {
            kind: verdicts.commit(commit).kind,
            answer: AnswerFigures::of(history, verdicts, commit, names),
            structural: count(Nature::Structural),
            patches: count(Nature::Patch),
            repeats: changes().filter(|change| change.repeat.is_some()).count(),
            upkeep: count(Nature::Upkeep),
            set_aside: changes().filter(|at| matches!(at.nature(), Nature::Noise(_))).count(),
            ends: ends
                .map(|chain| EndedChain {
                    spot: history.spot_name(chain.spot),
                    patches: patching_commits(history, chain).len(),
                    outcome: OutcomeFigure::of(history, chain.outcome, names),
                })
                .collect(),
        }
    }
}

/// What an answer changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Annotated {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// The commit.
    pub commit: CommitRef,
    /// What it was taken for.
    pub before: CommitState,
    /// What it is taken for now.
    pub after: CommitState,
}

/// Compares a commit as it was judged before an answer and after it.
#[must_use]
pub fn annotated(
    history: &History,
    before: (&Verdicts, &Episodes),
    after: (&Verdicts, &Episodes),
    commit: CommitIndex,
    names: Names,
) -> Annotated {
    Annotated {
        schema: SCHEMA,
        repository: history.repository.clone(),
        commit: CommitRef::of(history, commit, names),
        before: CommitState::of(history, before, commit, names),
        after: CommitState::of(history, after, commit, names),
    }
}
