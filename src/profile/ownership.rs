//! What a person owns, area by area, and where that is fragile.
//!
//! In: live lines, commits and patches by area. Out: first figures of ownership.
//! Deliberately absent: degree of authorship and depth, and any single score.
//!
//! Share of commits follows Bird et al., Don't touch my code! (FSE 2011), who call a contributor of
//! less than 5 % of a component's commits a minor one. An area is **fragile** when one person alone
//! knows it (75 % or more of its live lines, and nobody else with 5 % or more of its commits in the
//! last year) while it keeps needing patches: it holds a recurring spot that has not held since, or
//! took three or more patches in the last year.

use std::collections::{BTreeMap, BTreeSet};

use super::{Area, Areas, Share, Standings, Subject};
use crate::model::{
    CommitIndex, DAY, Episodes, History, Outcome, PersonIndex, Thresholds, Timestamp, Verdicts,
};

/// One person's part of one area, as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Ownership {
    /// The area.
    pub area: Area,
    /// Live lines that the person last wrote.
    pub lines: u64,
    /// All live lines.
    pub lines_in_all: u64,
    /// Of these, lines whose origin is unknown.
    pub lines_unknown: u64,
    /// The person's commits that count and touch the area, over all time.
    pub commits: usize,
    /// Everybody's.
    pub commits_in_all: usize,
    /// Others with a commit that counts in the last 365 days.
    pub others_active: usize,
    /// Others with at least 5 % of the commits of the last 365 days.
    pub others_major: usize,
    /// The person's last commit that counts here.
    pub last_commit: Option<CommitIndex>,
    /// Everybody's patches in the last 365 days, quick remedies left out.
    pub patches: usize,
    /// Recurring spots whose chain has not held.
    pub recurring: usize,
}

impl Ownership {
    /// Share of the live lines from which one person alone knows an area.
    pub const ALONE: f64 = 0.75;
    /// Share of the commits from which somebody else knows it too (Bird et al. 2011).
    pub const MAJOR: f64 = 0.05;
    /// Patches in the recent days that mean an area keeps needing them.
    pub const MANY_PATCHES: usize = 3;
    /// Days up to now that are recent: "the last year".
    pub const RECENT_DAYS: i64 = 365;

    /// The person's share of the live lines.
    #[must_use]
    pub fn line_share(&self) -> f64 {
        self.lines as f64 / self.lines_in_all.max(1) as f64
    }

    /// The person's share of the commits.
    #[must_use]
    pub fn commit_share(&self) -> Option<Share> {
        Share::of(self.commits, self.commits_in_all)
    }

    /// Whether one person alone knows the area.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.line_share() >= Self::ALONE && self.others_major == 0
    }

    /// Whether one person alone knows an area that keeps needing patches.
    #[must_use]
    pub fn is_fragile(&self) -> bool {
        self.is_alone() && (self.recurring > 0 || self.patches >= Self::MANY_PATCHES)
    }
}

/// The person's part of every area in which they have a live line or a commit, largest part first.
#[must_use]
pub fn ownership(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    standings: &Standings,
    thresholds: &Thresholds,
    subject: &Subject,
    now: Timestamp,
) -> Vec<Ownership> {
    let areas = Areas::of(history, verdicts);
    let mut counts = vec![Counts::default(); areas.all.len()];
    let survey = Survey { history, standings, areas: &areas, subject, now };
    survey.count_lines(&mut counts);
    for commit in history.commit_indices() {
        survey.count_commit(&mut counts, commit);
        survey.count_patches(&mut counts, verdicts, commit);
    }
    survey.count_recurring(&mut counts, episodes, thresholds);
    let mut owned: Vec<Ownership> =
        areas.all.iter().cloned().zip(counts).map(|(area, count)| count.owned(area)).collect();
    owned.retain(|owned| owned.lines > 0 || owned.commits > 0);
    owned.sort_by(|left, right| {
        right.lines.cmp(&left.lines).then_with(|| left.area.cmp(&right.area))
    });
    owned
}

#[derive(Clone, Debug, Default)]
struct Counts {
    lines: u64,
    lines_in_all: u64,
    lines_unknown: u64,
    commits: usize,
    commits_in_all: usize,
    recent_in_all: usize,
    recent_by_others: BTreeMap<PersonIndex, usize>,
    last_commit: Option<CommitIndex>,
    patches: usize,
    recurring: usize,
}

impl Counts {
    fn owned(self, area: Area) -> Ownership {
        let least = self.recent_in_all as f64 * Ownership::MAJOR;
        let major = self.recent_by_others.values().filter(|commits| **commits as f64 >= least);
        Ownership {
            area,
            lines: self.lines,
            lines_in_all: self.lines_in_all,
            lines_unknown: self.lines_unknown,
            commits: self.commits,
            commits_in_all: self.commits_in_all,
            others_active: self.recent_by_others.len(),
            others_major: major.count(),
            last_commit: self.last_commit,
            patches: self.patches,
            recurring: self.recurring,
        }
    }
}

struct Survey<'a> {
    history: &'a History,
    standings: &'a Standings,
    areas: &'a Areas,
    subject: &'a Subject,
    now: Timestamp,
}

impl Survey<'_> {
    fn is_recent(&self, commit: CommitIndex) -> bool {
        let age = self.now - self.history.commit(commit).time();
        (-DAY..Ownership::RECENT_DAYS * DAY).contains(&age)
    }

    fn count_lines(&self, counts: &mut [Counts]) {
        for live in &self.history.live {
            let Some(area) = self.areas.of_file(live.file) else { continue };
            let (count, lines) = (&mut counts[area], u64::from(live.lines));
            count.lines_in_all += lines;
            match live.origin {
                None => count.lines_unknown += lines,
                Some(origin) if self.subject.wrote(self.history, origin) => count.lines += lines,
                Some(_) => {}
            }
        }
    }

    fn count_commit(&self, counts: &mut [Counts], commit: CommitIndex) {
        let touched: BTreeSet<usize> = self
            .history
            .changes_of(commit)
            .filter(|change| self.standings.counts(*change))
            .filter_map(|change| self.areas.of_file(self.history.file_change_of(change).file))
            .collect();
        let author = self.history.commit(commit).author;
        for area in touched {
            let count = &mut counts[area];
            count.commits_in_all += 1;
            count.recent_in_all += usize::from(self.is_recent(commit));
            if self.subject.is(author) {
                count.commits += 1;
                count.last_commit = self.later(count.last_commit, commit);
            } else if self.is_recent(commit) {
                *count.recent_by_others.entry(author).or_default() += 1;
            }
        }
    }

    /// Topological order is not the order of time where lines of history run side by side.
    fn later(&self, known: Option<CommitIndex>, commit: CommitIndex) -> Option<CommitIndex> {
        known.into_iter().chain([commit]).max_by_key(|commit| self.history.commit(*commit).time())
    }

    fn count_patches(&self, counts: &mut [Counts], verdicts: &Verdicts, commit: CommitIndex) {
        if !self.is_recent(commit) {
            return;
        }
        for change in self.history.changes_of(commit) {
            let verdict = verdicts.change(change);
            let area = self.areas.of_file(self.history.file_change_of(change).file);
            if let (true, None, Some(area)) = (verdict.is_patch(), verdict.remedy_of, area) {
                counts[area].patches += 1;
            }
        }
    }

    fn count_recurring(&self, counts: &mut [Counts], episodes: &Episodes, by: &Thresholds) {
        let mut spots = BTreeSet::new();
        for chain in &episodes.chains {
            let held = matches!(chain.outcome, Outcome::Held { .. });
            let file = self.history.spots[chain.spot.get()].file;
            let alive = self.history.files[file.get()].alive;
            if chain.patches.len() >= by.recurring
                && !held
                && alive
                && spots.insert(chain.spot)
                && let Some(area) = self.areas.of_file(file)
            {
                counts[area].recurring += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ownership, ownership};
    use crate::model::{Nature, PersonIndex, Thresholds};
    use crate::profile::testing::{Story, day, held, too_early};
    use crate::profile::{Standings, Subject};

    fn owned_at(story: Story, now: i64) -> Vec<Ownership> {
        let (history, verdicts, episodes) = story.finish();
        let standings = Standings::of(&verdicts, &episodes);
        let subject = Subject { people: vec![PersonIndex(0)] };
        let thresholds = Thresholds::default();
        ownership(&history, &verdicts, &episodes, &standings, &thresholds, &subject, day(now))
    }

    #[test]
    fn figures_of_a_shared_area() {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let spot = story.spot("net/a.rs", "fn a");
        story.commit(ada, 0, "begin").change(spot, Nature::Structural);
        story.commit(ben, 100, "add").change(spot, Nature::Structural);
        story.commit(ben, 600, "mend").change(spot, Nature::Patch);
        story.alive("net/a.rs", Some(0), 60);
        story.alive("net/a.rs", Some(1), 30);
        story.alive("net/a.rs", None, 10);
        let owned = &owned_at(story, 700)[0];
        assert_eq!((owned.lines, owned.lines_in_all, owned.lines_unknown), (60, 100, 10));
        assert_eq!((owned.commits, owned.commits_in_all), (1, 3));
        assert_eq!((owned.others_active, owned.others_major, owned.patches), (1, 1, 1));
        assert!(!owned.is_alone() && !owned.is_fragile());
    }

    #[test]
    fn alone_and_patched_is_fragile_alone_and_quiet_is_not() {
        for (patches, fragile) in [(&[0_i64, 100, 200][..], true), (&[100, 200], false)] {
            let mut story = Story::new();
            let ada = story.person("Ada");
            let spot = story.spot("auth/a.rs", "fn a");
            story.patches(ada, spot, patches);
            story.alive("auth/a.rs", Some(0), 80);
            let owned = &owned_at(story, 210)[0];
            assert!(owned.is_alone());
            assert_eq!(owned.is_fragile(), fragile);
        }
    }

    #[test]
    fn an_open_recurring_spot_makes_fragile_even_when_it_is_old() {
        for (outcome, recurring) in [(too_early(5), 1), (held(400), 0)] {
            let mut story = Story::new();
            let ada = story.person("Ada");
            let spot = story.spot("auth/a.rs", "fn a");
            let patches = story.patches(ada, spot, &[0, 10, 20]);
            story.chain(spot, &patches, None, outcome);
            story.alive("auth/a.rs", Some(0), 80);
            let owned = &owned_at(story, 500)[0];
            assert_eq!((owned.patches, owned.recurring), (0, recurring));
            assert_eq!(owned.is_fragile(), recurring == 1);
        }
    }
}
