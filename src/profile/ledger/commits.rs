//! The person's commits, one row each.
//!
//! In: a judged history with areas. Out: what each commit weighs, where, and what it is called.
//! Deliberately absent: sums; periods are chosen later.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Grounds;
use crate::model::{
    Agent, Commit, CommitIndex, CommitVerdict, DAY, Kind, Month, ObjectId, SequelForm, Timestamp,
};
use crate::profile::leverage::{CommitLines, Outcomes, outcomes_of_commit};
use crate::profile::{
    Areas, FreshLines, Places, Scale, Standings, Subject, Survey, Tally, Touch, repaired,
};

/// What the person was to a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Its author.
    Author,
    /// Named beside its author.
    CoAuthor,
}

/// What of a verdict is the user's word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its kind is what the user said.
    pub kind: bool,
    /// And another one was computed.
    pub otherwise: bool,
    /// The user said whether it went to the root cause.
    pub root_cause: bool,
}

impl Said {
    fn of(verdict: &CommitVerdict) -> Self {
        let kind = verdict.answered_kind().is_some();
        Self {
            kind,
            otherwise: kind && verdict.kind != verdict.computed(),
            root_cause: verdict.claimed_root_cause().is_some(),
        }
    }
}

/// One commit of the person's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerCommit {
    /// Its name.
    pub id: ObjectId,
    /// Equal for commits that bring the same change; see [`crate::model::Commit::fingerprint`].
    pub fingerprint: Option<u64>,
    /// When the work happened; see [`crate::model::Commit::time`].
    pub time: Timestamp,
    /// The author's zone, in minutes east of UTC.
    pub offset_minutes: i32,
    /// The first paragraph of its message, made safe to show.
    pub subject: String,
    /// What the person was to it.
    pub role: Role,
    /// The coding agents that had a part in it.
    pub agents: Vec<Agent>,
    /// What soon became of its lines.
    pub fresh: FreshLines,
    /// What it was.
    pub kind: Kind,
    /// How likely that is as computed, from 0 to 1; an answer leaves it as it is.
    pub likelihood: f64,
    /// What of this is the user's word.
    pub said: Said,
    /// What it weighs.
    pub tally: Tally,
    /// What became of its patches.
    pub patches: Outcomes,
    /// What became of its structural changes.
    pub structural: Outcomes,
    /// The part of it that patches again what the person patched, and what others patched.
    pub repeats_own: f64,
    /// The part of it that patches again what others patched.
    pub repeats_of_others: f64,
    /// How it goes on with earlier commits.
    pub sequels: Vec<SequelForm>,
    /// What it did to which files, as far as that counts.
    pub touches: Vec<Touch>,
}

impl LedgerCommit {
    /// The month in which it was written, in its author's zone.
    #[must_use]
    pub fn month(&self) -> Month {
        Month::of(self.time, self.offset_minutes)
    }

    /// The day on which it was written, in its author's zone.
    #[must_use]
    pub fn date(&self) -> jiff::civil::Date {
        crate::model::date(self.time, self.offset_minutes)
    }
}

/// The rows of all commits that the person wrote or co-wrote, and where they worked.
pub(super) fn commits(
    grounds: &Grounds<'_>,
    standings: &Standings,
    areas: &Areas,
    lines: &[CommitLines],
    subject: &Subject,
) -> (Places, Vec<LedgerCommit>) {
    let Grounds { history, verdicts, thresholds, uses, .. } = *grounds;
    let scale = Scale::new(history, verdicts, standings, thresholds);
    let rows = Rows { grounds, subject, scale, lines, end: end(grounds) };
    let theirs = history.commit_indices().filter(|commit| subject.had_part(history, *commit));
    let theirs: Vec<CommitIndex> = theirs.collect();
    let interfaces = &uses.interfaces;
    let survey = Survey { history, verdicts, standings, areas, subject, interfaces };
    let (places, touches) = survey.places(&theirs);
    let commits = theirs.iter().zip(touches);
    (places, commits.map(|(commit, touches)| rows.row(*commit, touches)).collect())
}

/// The last moment of a history, as far as its clocks can be right.
fn end(grounds: &Grounds<'_>) -> Timestamp {
    let times = grounds.history.commits.iter().map(Commit::time);
    times.filter(|time| *time <= grounds.now.saturating_add(DAY)).max().unwrap_or(grounds.now)
}

/// What others patch again of what the person patched, by month.
pub(super) fn repeated_by_others(grounds: &Grounds<'_>, subject: &Subject) -> Vec<(Month, f64)> {
    let Grounds { history, verdicts, .. } = *grounds;
    let mut sums: BTreeMap<Month, f64> = BTreeMap::new();
    for commit in history.commit_indices().filter(|commit| !subject.had_part(history, *commit)) {
        let of_theirs = repaired(history, verdicts, commit);
        for (_, weight) in of_theirs.iter().filter(|(of, _)| subject.had_part(history, *of)) {
            *sums.entry(history.commit(commit).month()).or_default() += weight;
        }
    }
    sums.into_iter().collect()
}

struct Rows<'a> {
    grounds: &'a Grounds<'a>,
    subject: &'a Subject,
    scale: Scale<'a>,
    /// By commit, what became of its lines.
    lines: &'a [CommitLines],
    /// The last moment of the history.
    end: Timestamp,
}

impl Rows<'_> {
    fn row(&self, index: CommitIndex, touches: Vec<Touch>) -> LedgerCommit {
        let Grounds { history, verdicts, episodes, .. } = *self.grounds;
        let commit = history.commit(index);
        let verdict = verdicts.commit(index);
        let (patches, structural) = outcomes_of_commit(history, verdicts, episodes, index);
        let [repeats_own, repeats_of_others] = self.repeats(index);
        LedgerCommit {
            id: commit.id,
            fingerprint: commit.fingerprint,
            time: commit.time(),
            offset_minutes: commit.offset_minutes,
            subject: commit.subject.clone(),
            role: if self.subject.wrote(history, index) { Role::Author } else { Role::CoAuthor },
            agents: commit.agents.clone(),
            fresh: FreshLines::of(&self.lines[index.get()], commit.time(), self.end),
            kind: verdict.kind,
            likelihood: verdict.likelihoods.of(verdict.kind),
            said: Said::of(verdict),
            tally: self.scale.weigh(index),
            patches,
            structural,
            repeats_own,
            repeats_of_others,
            sequels: verdict.sequels.iter().map(|sequel| sequel.form).collect(),
            touches,
        }
    }

    fn repeats(&self, index: CommitIndex) -> [f64; 2] {
        let Grounds { history, verdicts, .. } = *self.grounds;
        let mut sums = [0.0; 2];
        for (of, weight) in repaired(history, verdicts, index) {
            sums[usize::from(!self.subject.had_part(history, of))] += weight;
        }
        sums
    }
}
