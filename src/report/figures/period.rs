//! A person's month or year as plain data.
//!
//! In: tallies. Out: serialisable structs, rounded as they are shown.
//! Deliberately absent: any new judgement.

use serde::Serialize;

use crate::model::Noise;
use crate::profile::{ChangeCounts, Tally};
use crate::report::parts::Percent;
use crate::report::words::one_decimal;

/// What was set aside for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// The reason in plain words.
    pub reason: &'static str,
    /// Commits with nothing else in them, by their most frequent reason.
    pub commits: usize,
    /// Changes, in these commits and in others.
    pub changes: usize,
}

/// The repeat share that one window would give.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WindowFigure {
    /// The window in days.
    pub days: i64,
    /// Repeat patches of the patching commits.
    pub repeat_share: Percent,
}

/// How many changes of each nature there were. Shares are never taken of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeFigures {
    /// Structural changes.
    pub structural: usize,
    /// Changes that are upkeep.
    pub upkeep: usize,
    /// Quick remedies.
    pub remedies: usize,
    /// Patches, quick remedies left out.
    pub patches: usize,
    /// Of these, repeat patches.
    pub repeats: usize,
}

impl From<ChangeCounts> for ChangeFigures {
    fn from(counts: ChangeCounts) -> Self {
        let ChangeCounts { structural, upkeep, remedies, patches, repeats } = counts;
        Self { structural, upkeep, remedies, patches, repeats }
    }
}

/// One person's month or year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodFigures {
    /// `2024` or `2024-05`.
    pub period: String,
    /// Fewer than 20 counted commits: shares say nothing.
    pub too_small: bool,
    /// Commits.
    pub commits: usize,
    /// Of these, commits with a change that counts.
    pub counted: usize,
    /// Commit-equivalents of headway.
    pub headway: f64,
    /// Commit-equivalents of motion: patched again and upkeep together.
    pub motion: f64,
    /// Commit-equivalents of repeat patches and of first patches that came back.
    pub patched_again: f64,
    /// Commit-equivalents of upkeep.
    pub upkeep: f64,
    /// Commit-equivalents of quick remedies.
    pub remedy: f64,
    /// Commit-equivalents of first patches whose outcome is not known yet.
    pub undecided: f64,
    /// Headway of everything counted.
    pub headway_share: Option<Percent>,
    /// Motion of everything counted.
    pub motion_share: Option<Percent>,
    /// What was patched again of everything counted.
    pub patched_again_share: Option<Percent>,
    /// Upkeep of everything counted.
    pub upkeep_share: Option<Percent>,
    /// Quick remedies of everything counted.
    pub remedy_share: Option<Percent>,
    /// What is too early to tell of everything counted.
    pub undecided_share: Option<Percent>,
    /// Commits with at least one patch, quick remedies left out.
    pub patching_commits: usize,
    /// The part of these, in commit-equivalents, that was repeat patches.
    pub repeats: f64,
    /// Fewer than 10 patching commits: the repeat share says nothing.
    pub too_few_patching: bool,
    /// Repeat patches of the patching commits.
    pub repeat_share: Option<Percent>,
    /// The same for other windows.
    pub windows: Vec<WindowFigure>,
    /// The changes in these commits.
    pub changes: ChangeFigures,
    /// What was set aside, by reason.
    pub set_aside: Vec<SetAside>,
    /// Commits that changed nothing.
    pub without_changes: usize,
}

impl PeriodFigures {
    /// The figures of a period.
    #[must_use]
    pub fn of(period: String, tally: &Tally) -> Self {
        let share = |part: f64| tally.share_of_counted(part).map(Percent::from);
        Self {
            period,
            too_small: tally.too_small(),
            commits: tally.commits,
            counted: tally.counted,
            headway: one_decimal(tally.headway),
            motion: one_decimal(tally.motion()),
            patched_again: one_decimal(tally.patched_again),
            upkeep: one_decimal(tally.upkeep),
            remedy: one_decimal(tally.remedy),
            undecided: one_decimal(tally.undecided),
            headway_share: share(tally.headway),
            motion_share: share(tally.motion()),
            patched_again_share: share(tally.patched_again),
            upkeep_share: share(tally.upkeep),
            remedy_share: share(tally.remedy),
            undecided_share: share(tally.undecided),
            patching_commits: tally.patching,
            repeats: one_decimal(tally.repeats),
            too_few_patching: tally.too_few_patching(),
            repeat_share: tally.repeat_share().map(Percent::from),
            windows: WindowFigure::all(tally),
            changes: tally.changes.into(),
            set_aside: set_aside(tally),
            without_changes: tally.without_changes,
        }
    }
}

impl WindowFigure {
    /// The share for each window that can be known.
    pub(in crate::report) fn all(tally: &Tally) -> Vec<Self> {
        let shares = tally.repeat_share_by_window().into_iter();
        shares.map(|(days, share)| Self { days, repeat_share: share.into() }).collect()
    }
}

fn set_aside(tally: &Tally) -> Vec<SetAside> {
    let mut reasons: Vec<Noise> =
        tally.noise_changes.keys().chain(tally.noise_commits.keys()).copied().collect();
    reasons.sort_unstable();
    reasons.dedup();
    let figures = |reason: Noise| SetAside {
        reason: reason.name(),
        commits: tally.noise_commits.get(&reason).copied().unwrap_or(0),
        changes: tally.noise_changes.get(&reason).copied().unwrap_or(0),
    };
    reasons.into_iter().map(figures).collect()
}
