//! What one person's commits of a period amount to.
//!
//! In: commits with the standing of their changes. Out: sums by month and year, gaps filled.
//! Deliberately absent: comparison of periods and words; reports do that.
//!
//! The unit is the **commit-equivalent**: each commit with at least one change that counts weighs
//! 1, divided evenly over those changes. A commit that touches fifty places therefore does not
//! drown fifty that touch one each, and a habit of small commits shows in `commits`, not in lines.
//! Noise weighs nothing and is listed by reason. Patches and repeat patches are counted in changes,
//! quick remedies left out, because the question there is how often a spot was patched again.

use std::collections::BTreeMap;

use super::{Share, Standing, Standings, Subject};
use crate::model::{
    ChangeIndex, CommitIndex, DAY, History, Month, Nature, Noise, Thresholds, Timestamp, Verdicts,
};

/// Sums over the commits of a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Commits of the person, whatever they hold.
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
    /// Repeat patches by the window in days that would have been needed to see them.
    pub repeats_within: BTreeMap<i64, usize>,
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

    /// Whether there are too few counted commits to tell.
    #[must_use]
    pub const fn too_small(&self) -> bool {
        self.counted < Self::FEWEST
    }

    /// Repeat patches of all patches.
    #[must_use]
    pub fn repeat_share(&self) -> Option<Share> {
        Share::of(self.repeats, self.patches)
    }

    /// The repeat share for each window in days that can be computed.
    #[must_use]
    pub fn repeat_share_by_window(&self) -> Vec<(i64, Share)> {
        let shares = self.repeats_within.iter();
        shares.filter_map(|(days, part)| Some((*days, Share::of(*part, self.patches)?))).collect()
    }

    /// Headway of everything that counts.
    #[must_use]
    pub fn headway_share(&self) -> Option<Share> {
        Share::of_weight(self.headway, self.counted as f64)
    }

    /// Motion of everything that counts.
    #[must_use]
    pub fn motion_share(&self) -> Option<Share> {
        Share::of_weight(self.motion, self.counted as f64)
    }

    /// Quick remedies of everything that counts.
    #[must_use]
    pub fn remedy_share(&self) -> Option<Share> {
        Share::of_weight(self.remedy, self.counted as f64)
    }

    /// What is too early to tell of everything that counts.
    #[must_use]
    pub fn undecided_share(&self) -> Option<Share> {
        Share::of_weight(self.undecided, self.counted as f64)
    }

    fn add(&mut self, other: &Self) {
        self.commits += other.commits;
        self.counted += other.counted;
        self.headway += other.headway;
        self.motion += other.motion;
        self.remedy += other.remedy;
        self.undecided += other.undecided;
        self.structural += other.structural;
        self.upkeep += other.upkeep;
        self.remedies += other.remedies;
        self.patches += other.patches;
        self.repeats += other.repeats;
        self.without_changes += other.without_changes;
        for (into, from) in [
            (&mut self.noise_changes, &other.noise_changes),
            (&mut self.noise_commits, &other.noise_commits),
        ] {
            for (reason, count) in from {
                *into.entry(*reason).or_default() += count;
            }
        }
        for (days, count) in &other.repeats_within {
            *self.repeats_within.entry(*days).or_default() += count;
        }
    }
}

/// A month and what it amounts to.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthTally {
    /// The month, in the zones of the commits.
    pub month: Month,
    /// Its sums.
    pub tally: Tally,
}

/// A calendar year and what it amounts to.
#[derive(Clone, Debug, PartialEq)]
pub struct YearTally {
    /// The year, in the zones of the commits.
    pub year: i32,
    /// Its sums.
    pub tally: Tally,
}

/// A person's commits by period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Periods {
    /// Every month from the first commit to the last, the empty ones too.
    pub months: Vec<MonthTally>,
    /// Every year from the first commit to the last, the empty ones too.
    pub years: Vec<YearTally>,
    /// Commits whose clocks cannot be right (before 1970, or more than a day ahead of now); they
    /// are in no period.
    pub misdated: usize,
}

/// Sums the person's commits by month and by year.
#[must_use]
pub fn periods(
    history: &History,
    verdicts: &Verdicts,
    standings: &Standings,
    thresholds: &Thresholds,
    subject: &Subject,
    now: Timestamp,
) -> Periods {
    let scale = Scale { history, verdicts, standings, windows: windows(thresholds) };
    let mut by_month: BTreeMap<Month, Tally> = BTreeMap::new();
    let mut misdated = 0;
    for commit in history.commit_indices().filter(|commit| subject.wrote(history, *commit)) {
        if (1..=now.saturating_add(DAY)).contains(&history.commit(commit).time()) {
            let month = by_month.entry(history.commit(commit).month()).or_default();
            month.add(&scale.weigh(commit));
        } else {
            misdated += 1;
        }
    }
    let empty = Tally {
        repeats_within: scale.windows.iter().map(|days| (*days, 0)).collect(),
        ..Tally::default()
    };
    let months = filled(by_month, &empty);
    let years = by_year(&months);
    Periods { months, years, misdated }
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

fn filled(mut by_month: BTreeMap<Month, Tally>, empty: &Tally) -> Vec<MonthTally> {
    let ends = by_month.keys().next().copied().zip(by_month.keys().next_back().copied());
    let Some((mut month, last)) = ends else { return Vec::new() };
    let mut months = Vec::new();
    while month <= last {
        let tally = by_month.remove(&month).unwrap_or_else(|| empty.clone());
        months.push(MonthTally { month, tally });
        month = month.next();
    }
    months
}

fn by_year(months: &[MonthTally]) -> Vec<YearTally> {
    let same_year = |left: &MonthTally, right: &MonthTally| left.month.year == right.month.year;
    let sum = |months: &[MonthTally]| {
        let mut tally = Tally::default();
        for month in months {
            tally.add(&month.tally);
        }
        YearTally { year: months[0].month.year, tally }
    };
    months.chunk_by(same_year).map(sum).collect()
}

/// Weighs single commits.
struct Scale<'a> {
    history: &'a History,
    verdicts: &'a Verdicts,
    standings: &'a Standings,
    windows: Vec<i64>,
}

impl Scale<'_> {
    fn weigh(&self, commit: CommitIndex) -> Tally {
        let mut tally = Tally { commits: 1, ..Tally::default() };
        tally.repeats_within = self.windows.iter().map(|days| (*days, 0)).collect();
        let changes: Vec<ChangeIndex> = self.history.changes_of(commit).collect();
        let counting = changes.iter().filter(|change| self.standings.counts(**change)).count();
        for change in &changes {
            self.weigh_change(&mut tally, *change, 1.0 / counting.max(1) as f64);
        }
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
            Standing::Motion => tally.motion += weight,
            Standing::Remedy => tally.remedy += weight,
            Standing::Undecided => tally.undecided += weight,
            Standing::Noise(reason) => *tally.noise_changes.entry(reason).or_default() += 1,
        }
        let verdict = self.verdicts.change(change);
        match verdict.nature() {
            Nature::Structural => tally.structural += 1,
            Nature::Upkeep => tally.upkeep += 1,
            Nature::Patch if verdict.remedy_of.is_some() => tally.remedies += 1,
            Nature::Patch => {
                tally.patches += 1;
                let Some(repeat) = verdict.repeat else { return };
                tally.repeats += 1;
                for (days, count) in &mut tally.repeats_within {
                    // The configured window may not be whole days; it holds every repeat there is.
                    let widest = Some(days) == self.windows.last();
                    *count += usize::from(widest || repeat.after <= days * DAY);
                }
            }
            Nature::Noise(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Periods, Tally, periods};
    use crate::model::{DAY, Nature, Noise, Thresholds};
    use crate::profile::testing::{Story, day};
    use crate::profile::{Standings, Subject};

    fn sum(story: Story, thresholds: &Thresholds) -> Periods {
        let (history, verdicts, episodes) = story.finish();
        let standings = Standings::of(&verdicts, &episodes);
        let subject = Subject { people: vec![crate::model::PersonIndex(0)] };
        periods(&history, &verdicts, &standings, thresholds, &subject, day(3_000))
    }

    #[test]
    fn a_wide_commit_weighs_as_much_as_a_narrow_one() {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let spots = ["fn a", "fn b", "fn c", "fn d"].map(|name| story.spot("src/a.rs", name));
        story.commit(ada, 0, "wide");
        for spot in spots {
            story.change(spot, Nature::Structural);
        }
        story.change(spots[0], Nature::Noise(Noise::Formatting));
        story.commit(ada, 1, "narrow").change(spots[0], Nature::Upkeep);
        story.commit(ben, 2, "somebody else's").change(spots[0], Nature::Upkeep);
        let tally = &sum(story, &Thresholds::default()).years[0].tally;
        assert_eq!((tally.commits, tally.counted, tally.structural), (2, 2, 4));
        assert!((tally.headway - 1.0).abs() < 1e-9 && (tally.motion - 1.0).abs() < 1e-9);
        assert_eq!(tally.noise_changes[&Noise::Formatting], 1);
        assert!(tally.noise_commits.is_empty() && tally.too_small());
    }

    #[test]
    fn gaps_are_filled_and_empty_commits_are_told_apart() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let spot = story.spot("Cargo.lock", "x");
        story.commit(ada, 0, "bump").change(spot, Nature::Noise(Noise::LockFile));
        story.commit(ada, 100, "nothing");
        story.commit(ada, 800, "again").change(spot, Nature::Upkeep);
        story.commit(ada, 9_000, "a clock gone wrong").change(spot, Nature::Upkeep);
        let periods = sum(story, &Thresholds::default());
        assert_eq!(periods.months.len(), 27);
        assert_eq!(
            periods.years.iter().map(|year| year.year).collect::<Vec<_>>(),
            [2024, 2025, 2026]
        );
        let first = &periods.years[0].tally;
        assert_eq!((first.commits, first.counted, first.without_changes), (2, 0, 1));
        assert_eq!(first.noise_commits[&Noise::LockFile], 1);
        assert_eq!(periods.years[1].tally.commits, 0);
        assert_eq!(periods.misdated, 1);
    }

    #[test]
    fn a_narrower_window_sees_fewer_repeats() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let spot = story.spot("src/a.rs", "fn a");
        story.patches(ada, spot, &[0, 10, 30, 58, 140]);
        let tally = sum(story, &Thresholds::default()).years[0].tally.clone();
        assert_eq!((tally.patches, tally.repeats), (5, 4));
        let counts: Vec<_> = tally.repeats_within.into_iter().collect();
        assert_eq!(counts, [(14, 1), (21, 2), (30, 3), (90, 4)]);
    }

    #[test]
    fn wider_windows_than_the_configured_one_are_not_guessed() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let spot = story.spot("src/a.rs", "fn a");
        story.patches(ada, spot, &[0, 10]);
        let thresholds = Thresholds { window: 28 * DAY, ..Thresholds::default() };
        let tally = sum(story, &thresholds).years[0].tally.clone();
        assert_eq!(tally.repeats_within.keys().copied().collect::<Vec<_>>(), [14, 21, 28]);
        assert_eq!(tally.repeat_share_by_window().len(), 3);
    }

    proptest! {
        #[test]
        fn months_sum_to_years_and_standings_to_commits(
            commits in proptest::collection::vec((0_i64..1_500, 1_usize..4, 0_usize..4), 1..60),
        ) {
            let mut story = Story::new();
            let ada = story.person("Ada");
            let spots = ["fn a", "fn b", "fn c"].map(|name| story.spot("src/a.rs", name));
            let natures = [
                Nature::Structural, Nature::Upkeep, Nature::Patch, Nature::Noise(Noise::Moved),
            ];
            for (at, width, nature) in &commits {
                story.commit(ada, *at, "work");
                for spot in &spots[..*width] {
                    story.change(*spot, natures[*nature]);
                }
            }
            let periods = sum(story, &Thresholds::default());
            let all = |count: fn(&Tally) -> usize| -> (usize, usize) {
                let months = periods.months.iter().map(|month| count(&month.tally)).sum();
                (months, periods.years.iter().map(|year| count(&year.tally)).sum())
            };
            prop_assert_eq!(all(|tally| tally.commits), (commits.len(), commits.len()));
            let counted = commits.iter().filter(|(_, _, nature)| *nature != 3).count();
            prop_assert_eq!(all(|tally| tally.counted), (counted, counted));
            for year in &periods.years {
                let tally = &year.tally;
                let weight = tally.headway + tally.motion + tally.remedy + tally.undecided;
                prop_assert!((weight - tally.counted as f64).abs() < 1e-6);
                let set_aside = tally.noise_commits.values().sum::<usize>();
                prop_assert_eq!(
                    tally.counted + set_aside + tally.without_changes, tally.commits);
            }
        }
    }
}
