//! What a person owns, area by area, and where that is fragile.
//!
//! In: live lines, commits and patches by area. Out: first figures of ownership.
//! Deliberately absent: degree of authorship and depth, and any single score.
//!
//! Share of commits follows Bird et al., Don't touch my code! (FSE 2011), who call a contributor of
//! less than 5 % of a component's commits a minor one. An area is **fragile** when one person alone
//! knows it (75 % or more of its live lines, and nobody else with 5 % or more of its commits in the
//! last year) while it keeps needing patches: it holds an open recurring spot (patched in the last
//! year, not held since), or three or more commits patched it in the last year. An area of which a
//! person holds less than half a per cent of the lines is not theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Area, Areas, Share, Standings, Subject, is_open, is_recent};
use crate::model::{CommitIndex, Episodes, History, PersonIndex, Thresholds, Timestamp, Verdicts};

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
    /// Everybody's commits of the last 365 days that patched it, quick remedies left out.
    pub patching: usize,
    /// Open recurring spots: patched in the last 365 days, and not held since.
    pub recurring: usize,
}

impl Ownership {
    /// Share of the live lines from which one person alone knows an area.
    pub const ALONE: f64 = 0.75;
    /// Share of the commits from which somebody else knows it too (Bird et al. 2011).
    pub const MAJOR: f64 = 0.05;
    /// Patching commits of the recent days that mean an area keeps needing patches.
    pub const MANY_PATCHING: usize = 3;
    /// Share of the live lines below which an area is not the person's.
    pub const LEAST: f64 = 0.005;

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
        self.is_alone() && (self.recurring > 0 || self.patching >= Self::MANY_PATCHING)
    }
}

/// The person's part of every area of theirs, most lines first.
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
        survey.count_patching(&mut counts, verdicts, commit);
    }
    survey.count_recurring(&mut counts, episodes, thresholds);
    let mut owned: Vec<Ownership> =
        areas.all.iter().cloned().zip(counts).map(|(area, count)| count.owned(area)).collect();
    owned.retain(|owned| owned.line_share() >= Ownership::LEAST);
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
    patching: usize,
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
            patching: self.patching,
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
        is_recent(self.history.commit(commit).time(), self.now)
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

    /// A commit that patches ten sections of an area patches the area once.
    fn count_patching(&self, counts: &mut [Counts], verdicts: &Verdicts, commit: CommitIndex) {
        if !self.is_recent(commit) {
            return;
        }
        let changes = self.history.changes_of(commit).filter(|change| {
            let verdict = verdicts.change(*change);
            verdict.is_patch() && verdict.remedy_of.is_none()
        });
        let patched: BTreeSet<usize> = changes
            .filter_map(|change| self.areas.of_file(self.history.file_change_of(change).file))
            .collect();
        for area in patched {
            counts[area].patching += 1;
        }
    }

    fn count_recurring(&self, counts: &mut [Counts], episodes: &Episodes, by: &Thresholds) {
        let mut spots = BTreeSet::new();
        for chain in &episodes.chains {
            let file = self.history.spots[chain.spot.get()].file;
            if is_open(self.history, chain, by, self.now)
                && spots.insert(chain.spot)
                && let Some(area) = self.areas.of_file(file)
            {
                counts[area].recurring += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
