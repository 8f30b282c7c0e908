//! Recurring spots that have been quiet since a change of the person's.
//!
//! In: chains. Out: those that ended with a change of the person's and held, newest first.
//! Deliberately absent: whether the change caused the quiet; that takes a comparison with spots
//! that nobody changed.
//!
//! Two patches in a row prove nothing, and a file that is gone is quiet by necessity: only
//! recurring spots of files that exist are told.

use crate::model::{
    Chain, ChangeIndex, Episodes, History, Outcome, SpotIndex, Thresholds, Timestamp,
};
use crate::profile::{Subject, bundles, is_alive, is_recurring, patching_commits};

/// A chain of patches that was over after a change of the person's, on one spot or on several that
/// the same commits patched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WentQuiet {
    /// The spots, at least one.
    pub spots: Vec<SpotIndex>,
    /// The change (on the first spot) after which no patch came.
    pub after: ChangeIndex,
    /// Patches in the chain before it.
    pub patches: usize,
    /// Seconds without a patch; of several spots the shortest.
    pub quiet: Timestamp,
    /// Commits that changed the neighbourhood meanwhile; of several spots the fewest.
    pub exposure: usize,
}

/// Finds them, newest first.
pub(super) fn went_quiet(
    history: &History,
    episodes: &Episodes,
    thresholds: &Thresholds,
    subject: &Subject,
) -> Vec<WentQuiet> {
    let ended = episodes.chains.iter().filter_map(|chain| {
        let after = chain.ended_by.filter(|change| subject.made(history, *change))?;
        let told =
            is_recurring(history, chain, thresholds.recurring) && is_alive(history, chain.spot);
        told.then_some((chain, after))
    });
    let key = |(chain, after): &(&Chain, ChangeIndex)| {
        (patching_commits(history, chain), history.change(*after).commit)
    };
    let held = ended.filter(|(chain, _)| matches!(chain.outcome, Outcome::Held { .. }));
    let mut quiet: Vec<WentQuiet> =
        bundles(held, key).iter().filter_map(|bundle| story(history, bundle)).collect();
    quiet.sort_by_key(|quiet| {
        (std::cmp::Reverse(history.commit_of(quiet.after).time()), quiet.spots.clone())
    });
    quiet
}

fn story(history: &History, bundle: &[(&Chain, ChangeIndex)]) -> Option<WentQuiet> {
    let (first, after) = bundle.first()?;
    let held = bundle.iter().filter_map(|(chain, _)| match chain.outcome {
        Outcome::Held { quiet, exposure } => Some((quiet, exposure)),
        _ => None,
    });
    Some(WentQuiet {
        spots: bundle.iter().map(|(chain, _)| chain.spot).collect(),
        after: *after,
        patches: patching_commits(history, first).len(),
        quiet: held.clone().map(|(quiet, _)| quiet).min()?,
        exposure: held.map(|(_, exposure)| exposure).min()?,
    })
}
