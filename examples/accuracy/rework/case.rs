//! Labelled fixes with their candidates.
//!
//! In: a labelled repository. Out: one [`Case`] a fix. A fix with several targets is one case, and right where the answer is one of
//! them; merges are left out, as git says nothing of what they repair, and so are targets that do not come before the fix.

use std::collections::{BTreeMap, BTreeSet};

use git_headway::classify::repair::{Candidates, Linker, Weights};
use git_headway::model::{CommitIndex, CommitVerdict, Repair};

use crate::labelled::Labelled;

/// A labelled fix.
pub(crate) struct Case {
    pub(crate) fix: CommitIndex,
    pub(crate) targets: BTreeSet<CommitIndex>,
    pub(crate) found: Candidates,
    /// Of each candidate, whether it is a target.
    pub(crate) right: Vec<bool>,
    /// What the message says by itself; nothing where messages are masked.
    pub(crate) named: Vec<Repair>,
}

/// An answer, and how sure it is.
#[derive(Clone, Copy)]
pub(crate) struct Answer {
    pub(crate) commit: CommitIndex,
    pub(crate) confidence: f64,
    pub(crate) is_right: bool,
}

/// The labelled fixes of a repository, in the order of its history.
pub(crate) fn cases(labelled: &Labelled, verdicts: &[CommitVerdict]) -> Vec<Case> {
    let history = &labelled.history;
    let mut targets: BTreeMap<CommitIndex, BTreeSet<CommitIndex>> = BTreeMap::new();
    for row in &labelled.rows {
        let [fix, target, ..] = row.as_slice() else { continue };
        let (Some(fix), Some(target)) = (labelled.commit(fix), labelled.commit(target)) else {
            continue;
        };
        if target < fix && !history.commit(fix).is_merge() {
            targets.entry(fix).or_default().insert(target);
        }
    }
    let linker = Linker::new(history, verdicts);
    let case = |(fix, targets): (CommitIndex, BTreeSet<CommitIndex>)| {
        let found = linker.candidates(fix);
        let right = found.all.iter().map(|candidate| targets.contains(&candidate.commit)).collect();
        Case { fix, targets, right, found, named: linker.named(fix) }
    };
    targets.into_iter().map(case).collect()
}

impl Case {
    /// The likeliest commit, when there is any candidate.
    pub(crate) fn answer(&self, weights: &Weights) -> Option<Answer> {
        if let Some(named) = self.named.first() {
            let (commit, confidence) = (named.commit, named.confidence);
            return Some(Answer { commit, confidence, is_right: self.targets.contains(&commit) });
        }
        let likely = weights.probabilities(&self.found).into_iter().zip(&self.found.all);
        let best = likely.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.commit.cmp(&b.1.commit)))?;
        let commit = best.1.commit;
        Some(Answer { commit, confidence: best.0, is_right: self.targets.contains(&commit) })
    }

    /// Whether any rule that ranks the candidates could be right.
    pub(crate) fn is_in_reach(&self) -> bool {
        self.right.iter().any(|right| *right)
            || self.named.iter().any(|named| self.targets.contains(&named.commit))
    }
}
