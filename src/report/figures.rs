//! Figures of a profile as plain data, for `profile` and `retro` alike.
//!
//! In: `profile` values. Out: serialisable structs, rounded as they are shown.
//! Deliberately absent: any new judgement.

use serde::Serialize;

use super::parts::Percent;
use super::words::{one_decimal, percent};
use crate::model::{History, Noise};
use crate::profile::{BuiltOn, Held, Lines, Outcomes, Ownership, Survival, Tally};

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
    /// Repeat patches of all patches.
    pub repeat_share: Percent,
}

/// One person's month or year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodFigures {
    /// `2024` or `2024-05`.
    pub period: String,
    /// Fewer than 20 counted commits: too early to tell.
    pub too_small: bool,
    /// Commits.
    pub commits: usize,
    /// Of these, commits with a change that counts.
    pub counted: usize,
    /// Commit-equivalents of headway.
    pub headway: f64,
    /// Commit-equivalents of motion.
    pub motion: f64,
    /// Commit-equivalents of quick remedies.
    pub remedy: f64,
    /// Commit-equivalents of first patches whose outcome is not known yet.
    pub undecided: f64,
    /// Headway of everything counted.
    pub headway_share: Option<Percent>,
    /// Motion of everything counted.
    pub motion_share: Option<Percent>,
    /// Quick remedies of everything counted.
    pub remedy_share: Option<Percent>,
    /// What is too early to tell of everything counted.
    pub undecided_share: Option<Percent>,
    /// Structural changes.
    pub structural: usize,
    /// Changes that are upkeep.
    pub upkeep: usize,
    /// Quick remedies.
    pub remedies: usize,
    /// Patches without quick remedies.
    pub patches: usize,
    /// Of these, repeat patches.
    pub repeats: usize,
    /// Repeat patches of all patches.
    pub repeat_share: Option<Percent>,
    /// The same for other windows.
    pub windows: Vec<WindowFigure>,
    /// What was set aside, by reason.
    pub set_aside: Vec<SetAside>,
    /// Commits that changed nothing.
    pub without_changes: usize,
}

impl PeriodFigures {
    /// The figures of a period.
    #[must_use]
    pub fn of(period: String, tally: &Tally) -> Self {
        let windows = tally.repeat_share_by_window().into_iter();
        Self {
            period,
            too_small: tally.too_small(),
            commits: tally.commits,
            counted: tally.counted,
            headway: one_decimal(tally.headway),
            motion: one_decimal(tally.motion),
            remedy: one_decimal(tally.remedy),
            undecided: one_decimal(tally.undecided),
            headway_share: tally.headway_share().map(Percent::from),
            motion_share: tally.motion_share().map(Percent::from),
            remedy_share: tally.remedy_share().map(Percent::from),
            undecided_share: tally.undecided_share().map(Percent::from),
            structural: tally.structural,
            upkeep: tally.upkeep,
            remedies: tally.remedies,
            patches: tally.patches,
            repeats: tally.repeats,
            repeat_share: tally.repeat_share().map(Percent::from),
            windows: windows
                .map(|(days, share)| WindowFigure { days, repeat_share: share.into() })
                .collect(),
            set_aside: set_aside(tally),
            without_changes: tally.without_changes,
        }
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

/// One person's part of one area at HEAD.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaFigures {
    /// Its name.
    pub area: String,
    /// Live lines of the person.
    pub lines: u64,
    /// All live lines.
    pub lines_in_all: u64,
    /// Of these, lines whose origin is unknown.
    pub lines_unknown: u64,
    /// The person's share of the live lines, in per cent.
    pub lines_percent: f64,
    /// The person's share of the commits of all time.
    pub commit_share: Option<Percent>,
    /// Others with a counted commit in the last 365 days.
    pub others_active: usize,
    /// Others with at least 5 % of the commits of the last 365 days.
    pub others_major: usize,
    /// Day of the person's last counted commit here.
    pub last_change: Option<String>,
    /// Everybody's patches in the last 365 days, quick remedies left out.
    pub patches: usize,
    /// Recurring spots that have not held.
    pub recurring: usize,
    /// One person alone knows it.
    pub alone: bool,
    /// One person alone knows it, and it keeps needing patches.
    pub fragile: bool,
}

impl AreaFigures {
    /// The figures of an area.
    #[must_use]
    pub fn of(history: &History, owned: &Ownership) -> Self {
        Self {
            area: owned.area.name(),
            lines: owned.lines,
            lines_in_all: owned.lines_in_all,
            lines_unknown: owned.lines_unknown,
            lines_percent: percent(owned.line_share()),
            commit_share: owned.commit_share().map(Percent::from),
            others_active: owned.others_active,
            others_major: owned.others_major,
            last_change: owned.last_commit.map(|at| history.commit(at).date().to_string()),
            patches: owned.patches,
            recurring: owned.recurring,
            alone: owned.is_alone(),
            fragile: owned.is_fragile(),
        }
    }

    /// How the area stands, in a word.
    #[must_use]
    pub const fn reading(&self) -> &'static str {
        match (self.fragile, self.alone) {
            (true, _) => "fragile",
            (false, true) => "known by one",
            (false, false) => "shared",
        }
    }
}

/// Lines written, and how many of them are alive.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LineFigures {
    /// Lines written.
    pub written: u64,
    /// Of these, lines alive at HEAD.
    pub alive: u64,
    /// The share alive, in per cent.
    pub alive_percent: Option<f64>,
    /// Commits that wrote them.
    pub commits: usize,
}

impl From<Lines> for LineFigures {
    fn from(lines: Lines) -> Self {
        Self {
            written: lines.written,
            alive: lines.alive,
            alive_percent: lines.share().map(percent),
            commits: lines.commits,
        }
    }
}

/// Survival of the lines of a year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SurvivalFigures {
    /// The year of writing.
    pub year: i32,
    /// The person's lines.
    pub own: LineFigures,
    /// Everybody's, the person's among them.
    pub everybody: LineFigures,
}

impl From<Survival> for SurvivalFigures {
    fn from(survival: Survival) -> Self {
        Self { year: survival.year, own: survival.own.into(), everybody: survival.everybody.into() }
    }
}

/// What others changed in files that the person founded, in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BuiltOnFigures {
    /// The year.
    pub year: i32,
    /// Commits of others.
    pub commits: usize,
    /// How many others.
    pub others: usize,
    /// In how many of the files.
    pub files: usize,
}

impl From<BuiltOn> for BuiltOnFigures {
    fn from(built: BuiltOn) -> Self {
        let BuiltOn { year, commits, others, files } = built;
        Self { year, commits, others, files }
    }
}

/// How often each outcome came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OutcomeCounts {
    /// Held.
    pub held: usize,
    /// A patch came back.
    pub came_back: usize,
    /// Too early to tell.
    pub too_early: usize,
}

impl OutcomeCounts {
    /// Changes with an outcome, known or not.
    #[must_use]
    pub const fn all(&self) -> usize {
        self.held + self.came_back + self.too_early
    }
}

impl From<Outcomes> for OutcomeCounts {
    fn from(outcomes: Outcomes) -> Self {
        let Outcomes { held, came_back, too_early } = outcomes;
        Self { held, came_back, too_early }
    }
}

/// What became of the changes of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeldFigures {
    /// The year of the changes.
    pub year: i32,
    /// Patches.
    pub patches: OutcomeCounts,
    /// Structural changes.
    pub structural: OutcomeCounts,
}

impl From<Held> for HeldFigures {
    fn from(held: Held) -> Self {
        Self { year: held.year, patches: held.patches.into(), structural: held.structural.into() }
    }
}
