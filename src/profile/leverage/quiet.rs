//! Recurring spots that have been quiet since a change of the person's.
//!
//! In: chains. Out: those that ended with a change of the person's and held, newest first.
//! Deliberately absent: whether the change caused the quiet; the comparison with spots like it stands beside it.
//!
//! Two patches in a row prove nothing, and a file that is gone is quiet by necessity: only
//! recurring spots of files that exist are told.

use crate::model::{
    Beside, Chain, ChangeIndex, Episodes, History, Outcome, Quieting, SpotIndex, Thresholds,
    Timestamp, Verdicts,
};
use crate::profile::{Subject, bundles, is_alive, is_recurring, patching_commits};

/// A chain of patches that was over after a change of the person's, on one spot or on several that
/// the same commits patched.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WentQuiet {
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
    /// The patch rate since then beside that of spots like it; of several spots the first that can be compared.
    pub quieting: Option<Quieting>,
}

/// All changes of the person's that ended a chain of a recurring spot, whatever came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mended {
    /// How many.
    pub changes: usize,
    /// Of these, such as there are enough spots like theirs to compare with.
    pub compared: usize,
    /// Of these, after which the patch rate fell below that of spots like it.
    pub quieted: usize,
    /// Patches after those that can be compared.
    pub patches: usize,
    /// Patches of spots like them in as long a time.
    pub expected: f64,
    /// The variance of that sum.
    variance: f64,
}

impl Mended {
    /// Of the patches to expect the part that comes after changes chosen like these where nothing was done: a chain is
    /// known to have ended only when no patch came. Measured on fourteen repositories (`docs/accuracy.md`).
    pub const BY_CHOICE: f64 = 0.87;

    /// Patches that were saved: those that were to be expected after changes chosen like these, less those that came;
    /// and the ends of its 95 % range. Below zero when more came.
    #[must_use]
    pub fn saved(&self) -> [f64; 3] {
        let saved = self.expected * Self::BY_CHOICE - self.patches as f64;
        let half = self.half_range();
        [saved, saved - half, saved + half]
    }

    /// The 95 % range of the patches to expect: the normal distribution for the sum of many counts.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        let half = self.half_range();
        ((self.expected - half).max(0.0), self.expected + half)
    }

    fn half_range(&self) -> f64 {
        1.959_963_984_540_054 * self.variance.sqrt()
    }

    /// Adds a change with the patches that came after it.
    pub(super) fn add(&mut self, patches: usize, beside: Beside) {
        self.changes += 1;
        if let Beside::Matched(likes) = beside {
            self.compared += 1;
            self.quieted += usize::from(beside.is_quieted());
            self.patches += patches;
            self.expected += likes.expected;
            self.variance += likes.variance;
        }
    }
}

/// Finds them, newest first.
pub(super) fn went_quiet(
    history: &History,
    verdicts: &Verdicts,
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
    let patched = last_patched(history, verdicts);
    let is_quiet = |(chain, after): &(&Chain, ChangeIndex)| {
        let last = patched[chain.spot.get()];
        matches!(chain.outcome, Outcome::Held { .. })
            && last.is_none_or(|last| last <= history.commit_of(*after).time())
    };
    let held = ended.filter(is_quiet);
    let mut quiet: Vec<WentQuiet> =
        bundles(held, key).iter().filter_map(|bundle| story(history, episodes, bundle)).collect();
    quiet.sort_by_key(|quiet| {
        (std::cmp::Reverse(history.commit_of(quiet.after).time()), quiet.spots.clone())
    });
    quiet
}

/// By spot, when it was last patched.
fn last_patched(history: &History, verdicts: &Verdicts) -> Vec<Option<Timestamp>> {
    let mut last = vec![None; history.spots.len()];
    let judged = history.changes.iter().zip(&verdicts.changes);
    for (change, _) in judged.filter(|(_, found)| found.is_patch() && found.remedy_of.is_none()) {
        let patched = &mut last[change.spot.get()];
        *patched = (*patched).max(Some(history.commit(change.commit).time()));
    }
    last
}

fn story(
    history: &History,
    episodes: &Episodes,
    bundle: &[(&Chain, ChangeIndex)],
) -> Option<WentQuiet> {
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
        quieting: bundle.iter().find_map(|(_, after)| episodes.quieting(*after).copied()),
    })
}
