//! What became of the person's changes: held, came back, too early to tell.
//!
//! In: the outcomes of their patches and structural changes. Out: for a commit, how much of it came to what.
//! Deliberately absent: new judgement; `episodes` has judged.
//!
//! The unit is the commit-equivalent, as in `tally`: each commit with a patch weighs 1, divided
//! evenly over its patches, and each commit with a structural change weighs 1, divided evenly over
//! these. A commit that renames a word in two hundred sections is one thing that held, not two
//! hundred. Changes are counted beside it.

use serde::{Deserialize, Serialize};

use crate::model::{ChangeIndex, CommitIndex, Episodes, History, Nature, Outcome, Verdicts};
use crate::profile::{Share, Tally};

/// How many changes came to each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeChanges {
    /// Held.
    pub held: usize,
    /// A patch came back.
    pub came_back: usize,
    /// Too early to tell.
    pub too_early: usize,
}

/// How often each outcome came, in commit-equivalents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcomes {
    /// Commits with such a change.
    pub commits: usize,
    /// Held.
    pub held: f64,
    /// A patch came back.
    pub came_back: f64,
    /// Too early to tell.
    pub too_early: f64,
    /// The changes in these commits.
    pub changes: OutcomeChanges,
}

impl Outcomes {
    /// What held of what is known to have held or come back.
    #[must_use]
    pub fn held_share(&self) -> Option<Share> {
        Share::of_weight(self.held, self.held + self.came_back)
    }

    /// What came back of what is known to have held or come back.
    #[must_use]
    pub fn came_back_share(&self) -> Option<Share> {
        Share::of_weight(self.came_back, self.held + self.came_back)
    }

    /// Whether too few are known to have held or come back for a share.
    #[must_use]
    pub fn too_few(&self) -> bool {
        self.held + self.came_back < Tally::FEWEST_PATCHING as f64
    }

    /// Everything together.
    #[must_use]
    pub fn sum<'a>(outcomes: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        outcomes.into_iter().for_each(|outcomes| sum.join(outcomes));
        sum
    }

    fn join(&mut self, other: &Self) {
        self.commits += other.commits;
        self.held += other.held;
        self.came_back += other.came_back;
        self.too_early += other.too_early;
        self.changes.held += other.changes.held;
        self.changes.came_back += other.changes.came_back;
        self.changes.too_early += other.changes.too_early;
    }

    fn add(&mut self, found: &[Outcome]) {
        self.commits += usize::from(!found.is_empty());
        let weight = 1.0 / found.len().max(1) as f64;
        for outcome in found {
            let (sum, changes) = match outcome {
                Outcome::Held { .. } => (&mut self.held, &mut self.changes.held),
                Outcome::CameBack { .. } => (&mut self.came_back, &mut self.changes.came_back),
                Outcome::TooEarly { .. } => (&mut self.too_early, &mut self.changes.too_early),
            };
            *sum += weight;
            *changes += 1;
        }
    }
}

/// What became of the patches of one commit, quick remedies left out, and of its structural changes.
pub(in crate::profile) fn outcomes_of_commit(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    commit: CommitIndex,
) -> (Outcomes, Outcomes) {
    let of = |is_asked_for: &dyn Fn(ChangeIndex) -> bool| {
        let mut outcomes = Outcomes::default();
        outcomes.add(&outcomes_of(history, episodes, commit, is_asked_for));
        outcomes
    };
    let patches = of(&|change| {
        let verdict = verdicts.change(change);
        verdict.is_patch() && verdict.remedy_of.is_none()
    });
    let structural = of(&|change| verdicts.change(change).nature() == Nature::Structural);
    (patches, structural)
}

fn outcomes_of(
    history: &History,
    episodes: &Episodes,
    commit: CommitIndex,
    is_asked_for: &dyn Fn(ChangeIndex) -> bool,
) -> Vec<Outcome> {
    let changes = history.changes_of(commit).filter(|change| is_asked_for(*change));
    changes.filter_map(|change| episodes.outcome(change)).collect()
}
