//! The verdict on one commit, with its evidence.
//!
//! In: a commit of a judged history. Out: what each of its changes was, and why.
//! Deliberately absent: the text of the change; git shows it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::answer::AnswerFigures;
use super::outlook::LastingFigures;
use super::parts::{CommitRef, Names, OutcomeFigure, SCHEMA};
use super::structure::Structure;
use super::words::{days, percent};
use crate::episodes::sort_of;
use crate::model::{
    ChangeIndex, CommitIndex, CommitStructure, Episodes, Evidence, History, Kind, Likelihoods,
    Nature, Noise, Repair, Sequel, SequelForm, Thresholds, Verdicts,
};
use crate::profile::{Standing, Standings};

/// One reason for a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The rule and its version, `opening-word/1`.
    pub rule: String,
    /// What was seen.
    pub says: String,
    /// The commits it speaks of.
    pub commits: Vec<CommitRef>,
}

/// An earlier patch that a change repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepeatOf {
    /// The commit of the earlier patch.
    pub commit: CommitRef,
    /// Days between the two.
    pub after_days: i64,
    /// Lines of the earlier patch that were replaced or deleted.
    pub same_lines: u32,
    /// Whether one person made both.
    pub same_person: bool,
}

/// How likely a kind is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindFigure {
    /// The kind.
    pub kind: Kind,
    /// Its probability, in per cent.
    pub percent: f64,
}

/// Kinds less likely than this, in per cent, are not listed.
const LISTED_FROM: f64 = 1.0;

/// The kinds that are likely at all, the likeliest first.
fn likely_kinds(likelihoods: &Likelihoods) -> Vec<KindFigure> {
    let figure = |kind| KindFigure { kind, percent: percent(likelihoods.of(kind)) };
    let mut kinds: Vec<KindFigure> = Kind::ALL.into_iter().map(figure).collect();
    kinds.retain(|figure| figure.percent >= LISTED_FROM);
    kinds.sort_by(|left, right| right.percent.total_cmp(&left.percent));
    kinds
}

/// An earlier commit that a fix repairs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RepairFigure {
    /// The earlier commit.
    pub commit: CommitRef,
    /// How sure it is, in per cent.
    pub sure: f64,
    /// Days between the two.
    pub after_days: i64,
    /// Whether one person made both.
    pub same_person: bool,
    /// The reasons.
    pub evidence: Vec<Reason>,
}

/// An earlier commit that this one goes on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SequelOf {
    /// How: `supplement`, `fix-of-fix`, `reapply`, `oscillation` or `firefighting`.
    pub form: SequelForm,
    /// The earlier commit.
    pub commit: CommitRef,
    /// Why.
    pub because: Reason,
}

/// The verdict on one change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeVerdict {
    /// The spot.
    pub spot: String,
    /// Lines added.
    pub added: u32,
    /// Lines deleted.
    pub deleted: u32,
    /// The kind of the change.
    pub kind: Kind,
    /// What it was for its spot.
    pub nature: Nature,
    /// Where it stands: `headway`, `patched again` or `upkeep` (the two parts of motion), `quick
    /// remedy`, `too early to tell`, `set aside`.
    pub standing: &'static str,
    /// The earlier patch it repeats.
    pub repeats: Option<RepeatOf>,
    /// The commit that it completes, when it is a quick remedy.
    pub completes: Option<CommitRef>,
    /// What became of it.
    pub outcome: Option<OutcomeFigure>,
    /// Whether its kind is what the user said of the commit.
    pub answered: bool,
    /// The reasons for kind and nature.
    pub evidence: Vec<Reason>,
}

impl ChangeVerdict {
    /// What the change was, in a few words.
    #[must_use]
    pub fn nature_name(&self) -> String {
        match self.nature {
            Nature::Structural => "structural".to_owned(),
            Nature::Patch if self.completes.is_some() => "quick remedy".to_owned(),
            Nature::Patch if self.repeats.is_some() => "repeat patch".to_owned(),
            Nature::Patch => "patch".to_owned(),
            Nature::Upkeep => "upkeep".to_owned(),
            Nature::Noise(reason) => format!("set aside: {}", Noise::name(reason)),
        }
    }

    /// Where it stands between headway and motion, unless its nature says that already.
    #[must_use]
    pub fn standing_name(&self) -> Option<&'static str> {
        match self.standing {
            "upkeep" => Some("motion"),
            "patched again" => Some("motion: patched again"),
            other => (!self.nature_name().starts_with(other)).then_some(other),
        }
    }
}

/// The verdict on a commit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Show {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// The commit.
    pub commit: CommitRef,
    /// The kind of most of it.
    pub kind: Kind,
    /// How likely each kind is as computed, the likeliest first.
    pub kinds: Vec<KindFigure>,
    /// What the user said of it.
    pub answer: Option<AnswerFigures>,
    /// Whether it joins lines of history.
    pub merge: bool,
    /// Made by a bot.
    pub by_bot: bool,
    /// The commit that it takes back.
    pub reverts: Option<CommitRef>,
    /// The commit that takes it back.
    pub reverted_by: Option<CommitRef>,
    /// The same lines came in earlier by this commit.
    pub twin_of: Option<CommitRef>,
    /// Of a fix: the earlier commits that it repairs, the surest first. Empty when that is not known;
    /// absent when it is no fix.
    pub repairs: Option<Vec<RepairFigure>>,
    /// The reasons for its kind.
    pub evidence: Vec<Reason>,
    /// The earlier commits that it goes on with.
    pub sequels: Vec<SequelOf>,
    /// What it did to the structure of the code.
    pub structure: Structure,
    /// Its changes.
    pub changes: Vec<ChangeVerdict>,
    /// How often changes like these hold in this repository.
    pub lasting: Vec<LastingFigures>,
}

/// The verdict on a commit, with everything it rests on.
#[must_use]
pub fn show(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    commit: CommitIndex,
    structure: &CommitStructure,
    thresholds: &Thresholds,
    names: Names,
) -> Show {
    let verdict = verdicts.commit(commit);
    let point = |at: Option<CommitIndex>| at.map(|at| CommitRef::of(history, at, names));
    let standings = Standings::of(verdicts, episodes);
    let changes = history
        .changes_of(commit)
        .map(|change| judged(history, verdicts, episodes, change, standings.get(change), names));
    Show {
        schema: SCHEMA,
        repository: history.repository.clone(),
        commit: CommitRef::of(history, commit, names),
        kind: verdict.kind,
        kinds: likely_kinds(&verdict.likelihoods),
        answer: AnswerFigures::of(history, verdicts, commit, names),
        merge: history.commit(commit).is_merge(),
        by_bot: verdict.by_bot,
        reverts: point(verdict.reverts),
        reverted_by: point(verdict.reverted_by),
        twin_of: point(verdict.twin_of),
        repairs: repairs(history, verdicts, commit, names),
        evidence: reasons(history, &verdict.evidence, names),
        sequels: sequels(history, &verdict.sequels, names),
        structure: Structure::of(structure),
        changes: changes.collect(),
        lasting: lasting(history, verdicts, episodes, commit, thresholds),
    }
}

/// What a fix repairs, as far as it is sure enough to be told.
fn repairs(
    history: &History,
    verdicts: &Verdicts,
    fix: CommitIndex,
    names: Names,
) -> Option<Vec<RepairFigure>> {
    let (verdict, commit) = (verdicts.commit(fix), history.commit(fix));
    let figure = |repair: &Repair| {
        let earlier = history.commit(repair.commit);
        RepairFigure {
            commit: CommitRef::of(history, repair.commit, names),
            sure: percent(repair.confidence),
            after_days: days(commit.time() - earlier.time()),
            same_person: commit.author == earlier.author,
            evidence: reasons(history, &repair.evidence, names),
        }
    };
    let is_fix = verdict.kind == Kind::Fix && !commit.is_merge();
    is_fix.then(|| verdict.repaired().map(figure).collect())
}

/// Of every sort that the commit has a change of.
fn lasting(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    commit: CommitIndex,
    thresholds: &Thresholds,
) -> Vec<LastingFigures> {
    let sort = |change: ChangeIndex| {
        let verdict = verdicts.change(change);
        let is_patch = match verdict.nature() {
            Nature::Patch => verdict.remedy_of.is_none().then_some(true),
            Nature::Structural => Some(false),
            Nature::Upkeep | Nature::Noise(_) => None,
        };
        Some((sort_of(history, history.change(change).spot), is_patch?))
    };
    let sorts: BTreeSet<_> = history.changes_of(commit).filter_map(sort).collect();
    let lasting =
        sorts.into_iter().filter_map(|(sort, is_patch)| episodes.lasting_of(sort, is_patch));
    lasting.map(|lasting| LastingFigures::of(lasting, thresholds)).collect()
}

/// The verdict on one change as plain data.
pub(super) fn judged(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    index: ChangeIndex,
    standing: Standing,
    names: Names,
) -> ChangeVerdict {
    let (change, verdict) = (history.change(index), verdicts.change(index));
    let commit_of =
        |other: ChangeIndex| CommitRef::of(history, history.change(other).commit, names);
    ChangeVerdict {
        spot: history.spot_name(change.spot),
        added: change.added,
        deleted: change.deleted,
        kind: verdict.kind(),
        nature: verdict.nature(),
        standing: standing.name(),
        repeats: verdict.repeat.map(|repeat| RepeatOf {
            commit: commit_of(repeat.of),
            after_days: days(repeat.after),
            same_lines: repeat.same_lines,
            same_person: repeat.same_person,
        }),
        completes: verdict.remedy_of.map(commit_of),
        outcome: episodes.outcome(index).map(|found| OutcomeFigure::of(history, found, names)),
        answered: verdict.is_answered(),
        evidence: reasons(history, verdict.evidence(), names),
    }
}

pub(super) fn reasons(history: &History, evidence: &[Evidence], names: Names) -> Vec<Reason> {
    evidence.iter().map(|found| reason(history, found, names)).collect()
}

fn reason(history: &History, found: &Evidence, names: Names) -> Reason {
    Reason {
        rule: found.rule.to_string(),
        says: found.says.clone(),
        commits: found.commits.iter().map(|at| CommitRef::of(history, *at, names)).collect(),
    }
}

fn sequels(history: &History, sequels: &[Sequel], names: Names) -> Vec<SequelOf> {
    let told = |sequel: &Sequel| SequelOf {
        form: sequel.form,
        commit: CommitRef::of(history, sequel.of, names),
        because: reason(history, &sequel.because, names),
    };
    sequels.iter().map(told).collect()
}
