//! What one person's commits of a period amount to.
//!
//! In: commits with the standing of their changes. Out: sums by month and year, gaps filled.
//! Deliberately absent: comparison of periods and words; reports do that.
//!
//! The unit is the **commit-equivalent**: each commit with at least one change that counts weighs
//! 1, divided evenly over those changes. A commit that touches fifty places therefore does not
//! drown fifty that touch one each, and a habit of small commits shows in `commits`, not in lines.
//! Noise weighs nothing and is listed by reason. How often a spot was patched again is asked of the
//! **patching commits** alone: each commit with at least one patch (quick remedies left out) weighs
//! 1, divided evenly over its patches. Changes are counted beside all this, never compared.

mod weigh;

use std::collections::BTreeMap;

use super::Share;
use serde::{Deserialize, Serialize};

use crate::model::Noise;
pub(super) use weigh::Scale;

/// How many changes of each nature there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// Structural changes.
    pub structural: usize,
    /// Changes that are upkeep.
    pub upkeep: usize,
    /// Quick remedies.
    pub remedies: usize,
    /// Patches, quick remedies left out.
    pub patches: usize,
    /// Of these, repeat patches within the configured window.
    pub repeats: usize,
}

impl ChangeCounts {
    const fn add(&mut self, other: &Self) {
        self.structural += other.structural;
        self.upkeep += other.upkeep;
        self.remedies += other.remedies;
        self.patches += other.patches;
        self.repeats += other.repeats;
    }
}

/// Sums over the commits of a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Commits of the person, whatever they hold.
    pub commits: usize,
    /// Of these, commits with a change that counts.
    pub counted: usize,
    /// Commit-equivalents of headway.
    pub headway: f64,
    /// Commit-equivalents of motion: repeat patches, and first patches that came back.
    pub patched_again: f64,
    /// Commit-equivalents of motion: upkeep.
    pub upkeep: f64,
    /// Commit-equivalents of quick remedies.
    pub remedy: f64,
    /// Commit-equivalents of first patches whose outcome is not known yet.
    pub undecided: f64,
    /// Patching commits: with at least one patch, quick remedies left out.
    pub patching: usize,
    /// The part of the patching commits that was repeat patches within the configured window.
    pub repeats: f64,
    /// The same part by the window in days that would have been needed to see it.
    pub repeats_within: BTreeMap<i64, f64>,
    /// The changes in these commits.
    pub changes: ChangeCounts,
    /// Changes set aside, by reason.
    pub noise_changes: BTreeMap<Noise, usize>,
    /// Commits with nothing but noise, by their most frequent reason.
    pub noise_commits: BTreeMap<Noise, usize>,
    /// Commits that changed nothing: empty, or a mode only.
    pub without_changes: usize,
}

impl Tally {
    /// Counted commits that a period needs before its shares mean anything.
    pub const FEWEST: usize = 20;
    /// Patching commits that a period needs before its repeat share is told or compared.
    pub const FEWEST_PATCHING: usize = 10;

    /// Whether there are too few counted commits to tell.
    #[must_use]
    pub const fn too_small(&self) -> bool {
        self.counted < Self::FEWEST
    }

    /// Whether there are too few patching commits to say how often spots were patched again.
    #[must_use]
    pub const fn too_few_patching(&self) -> bool {
        self.patching < Self::FEWEST_PATCHING
    }

    /// Commit-equivalents of motion, both parts.
    #[must_use]
    pub const fn motion(&self) -> f64 {
        self.patched_again + self.upkeep
    }

    /// Repeat patches of the patching commits.
    #[must_use]
    pub fn repeat_share(&self) -> Option<Share> {
        Share::of_weight(self.repeats, self.patching as f64)
    }

    /// The repeat share for each window in days that can be computed.
    #[must_use]
    pub fn repeat_share_by_window(&self) -> Vec<(i64, Share)> {
        let share = |part: f64| Share::of_weight(part, self.patching as f64);
        let shares = self.repeats_within.iter();
        shares.filter_map(|(days, part)| Some((*days, share(*part)?))).collect()
    }

    /// A part, in commit-equivalents, of everything that counts.
    #[must_use]
    pub fn share_of_counted(&self, part: f64) -> Option<Share> {
        Share::of_weight(part, self.counted as f64)
    }

    /// Headway of everything that counts.
    #[must_use]
    pub fn headway_share(&self) -> Option<Share> {
        self.share_of_counted(self.headway)
    }

    /// Everything together.
    #[must_use]
    pub fn sum<'a>(tallies: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        tallies.into_iter().for_each(|tally| sum.add(tally));
        sum
    }

    fn add(&mut self, other: &Self) {
        self.commits += other.commits;
        self.counted += other.counted;
        self.headway += other.headway;
        self.patched_again += other.patched_again;
        self.upkeep += other.upkeep;
        self.remedy += other.remedy;
        self.undecided += other.undecided;
        self.patching += other.patching;
        self.repeats += other.repeats;
        self.changes.add(&other.changes);
        self.without_changes += other.without_changes;
        for (into, from) in [
            (&mut self.noise_changes, &other.noise_changes),
            (&mut self.noise_commits, &other.noise_commits),
        ] {
            for (reason, count) in from {
                *into.entry(*reason).or_default() += count;
            }
        }
        for (days, part) in &other.repeats_within {
            *self.repeats_within.entry(*days).or_default() += part;
        }
    }
}

#[cfg(test)]
mod tests;
