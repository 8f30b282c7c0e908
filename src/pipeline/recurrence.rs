//! The chain of patches that a commit makes longer.
//!
//! In: a judged history and one of its commits. Out: how often, since when and by which commits its spot was
//! patched. Deliberately absent: words; the line after a commit and the questions have their own.

use super::Judged;
use crate::model::{Chain, CommitIndex, DAY, ObjectId};
use crate::profile::{is_recurring, patching_commits};

/// A commit that patches a recurring spot once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// Which of [`crate::model::Episodes::chains`].
    pub chain: usize,
    /// Patches of the spot, this one among them.
    pub patches: usize,
    /// How people call the spot.
    pub spot: String,
    /// Whole days from the first of these patches to this one.
    pub days: i64,
    /// The earlier patches, latest first.
    pub earlier: Vec<ObjectId>,
}

/// The longest chain whose last patch is the commit, where it is long enough to make its spot a recurring one.
#[must_use]
pub fn recurrence(judged: &Judged, commit: CommitIndex) -> Option<Recurrence> {
    let Judged { history, episodes, thresholds, .. } = judged;
    let is_of_commit = |chain: &Chain| {
        chain.patches.last().is_some_and(|last| history.change(*last).commit == commit)
            && is_recurring(history, chain, thresholds.recurring)
    };
    let chains = episodes.chains.iter().enumerate().filter(|(_, chain)| is_of_commit(chain));
    let counted = chains.map(|(at, chain)| (at, patching_commits(history, chain)));
    let (chain, patches) = counted.max_by_key(|(_, patches)| patches.len())?;
    let time = |patch: Option<&_>| patch.map(|patch| history.commit(*patch).time());
    let days = (time(patches.last())? - time(patches.first())?) / DAY;
    let earlier = patches.iter().rev().skip(1).map(|patch| history.commit(*patch).id).collect();
    let spot = history.spot_name(episodes.chains[chain].spot);
    Some(Recurrence { chain, patches: patches.len(), spot, days, earlier })
}
