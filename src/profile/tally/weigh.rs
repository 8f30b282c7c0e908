//! What a single commit weighs, and where.
//!
//! In: a commit with the standing of its changes. Out: its tally.
//! Deliberately absent: periods.

use super::{ChangeCounts, Tally};
use crate::model::{ChangeIndex, CommitIndex, DAY, History, Nature, Noise, Thresholds, Verdicts};
use crate::profile::{Standing, Standings};

/// Weighs single commits.
pub(in crate::profile) struct Scale<'a> {
    history: &'a History,
    verdicts: &'a Verdicts,
    standings: &'a Standings,
    windows: Vec<i64>,
}

impl<'a> Scale<'a> {
    pub(in crate::profile) fn new(
        history: &'a History,
        verdicts: &'a Verdicts,
        standings: &'a Standings,
        thresholds: &Thresholds,
    ) -> Self {
        Self { history, verdicts, standings, windows: windows(thresholds) }
    }

    /// A tally of nothing, with the windows that can be known.
    pub(super) fn empty(&self) -> Tally {
        let repeats_within = self.windows.iter().map(|days| (*days, 0.0)).collect();
        Tally { repeats_within, ..Tally::default() }
    }

    pub(in crate::profile) fn weigh(&self, commit: CommitIndex) -> Tally {
        let mut tally = Tally { commits: 1, ..self.empty() };
        let changes: Vec<ChangeIndex> = self.history.changes_of(commit).collect();
        let counting = changes.iter().filter(|change| self.standings.counts(**change)).count();
        for change in &changes {
            self.weigh_change(&mut tally, *change, 1.0 / counting.max(1) as f64);
            count_change(&mut tally.changes, self.verdicts, *change);
        }
        self.weigh_repeats(&mut tally, &changes);
        if counting > 0 {
            tally.counted = 1;
        } else if let Some(reason) = self.main_noise(&tally, commit) {
            tally.noise_commits.insert(reason, 1);
        } else {
            tally.without_changes = 1;
        }
        tally
    }

    fn main_noise(&self, tally: &Tally, commit: CommitIndex) -> Option<Noise> {
        // `rev` so that of equally frequent reasons the first one is taken.
        let most = tally.noise_changes.iter().rev().max_by_key(|(_, count)| **count);
        let merge = self.history.commit(commit).is_merge().then_some(Noise::Merge);
        most.map(|(reason, _)| *reason).or(merge)
    }

    fn weigh_change(&self, tally: &mut Tally, change: ChangeIndex, weight: f64) {
        match self.standings.get(change) {
            Standing::Headway => tally.headway += weight,
            Standing::PatchedAgain => tally.patched_again += weight,
            Standing::Upkeep => tally.upkeep += weight,
            Standing::Remedy => tally.remedy += weight,
            Standing::Undecided => tally.undecided += weight,
            Standing::Noise(reason) => *tally.noise_changes.entry(reason).or_default() += 1,
        }
    }

    /// A patching commit weighs 1, divided evenly over its patches: one commit that touches seven
    /// files again came back once, not seven times.
    fn weigh_repeats(&self, tally: &mut Tally, changes: &[ChangeIndex]) {
        let verdicts = changes.iter().map(|change| self.verdicts.change(*change));
        let patches: Vec<_> =
            verdicts.filter(|found| found.is_patch() && found.remedy_of.is_none()).collect();
        if patches.is_empty() {
            return;
        }
        tally.patching = 1;
        let weight = 1.0 / patches.len() as f64;
        for repeat in patches.iter().filter_map(|patch| patch.repeat) {
            tally.repeats += weight;
            for (days, sum) in &mut tally.repeats_within {
                // The configured window may not be whole days; it holds every repeat there is.
                if Some(days) == self.windows.last() || repeat.after <= days * DAY {
                    *sum += weight;
                }
            }
        }
    }
}

fn count_change(counts: &mut ChangeCounts, verdicts: &Verdicts, change: ChangeIndex) {
    let verdict = verdicts.change(change);
    match verdict.nature() {
        Nature::Structural => counts.structural += 1,
        Nature::Upkeep => counts.upkeep += 1,
        Nature::Patch if verdict.remedy_of.is_some() => counts.remedies += 1,
        Nature::Patch => {
            counts.patches += 1;
            counts.repeats += usize::from(verdict.repeat.is_some());
        }
        Nature::Noise(_) => {}
    }
}

/// The windows whose repeat share can be known: a verdict is marked as a repeat only within the
/// configured window, so wider ones would be guesses.
fn windows(thresholds: &Thresholds) -> Vec<i64> {
    let configured = thresholds.window_days();
    let mut days: Vec<i64> =
        Thresholds::WINDOW_DAYS.into_iter().filter(|days| *days < configured).collect();
    days.push(configured);
    days
}
