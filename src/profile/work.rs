//! One person's work over several repositories.
//!
//! In: a ledger for each repository. Out: which repositories are one project, and every commit once.
//! Deliberately absent: sums and measures.
//!
//! Clones, forks and work trees of one **project** begin with the same commit. Of each project one repository,
//! the **primary**, speaks of how things stand (lines, owners): the one with most commits. A commit that is in
//! several repositories counts once: by its name, else by what it adds and removes, which cherry-picks and
//! rebases keep. Of twins the earliest counts.

use std::collections::{HashMap, HashSet};

use super::{Ledger, LedgerCommit, Period, PeriodUnit, Tally};
use crate::model::{Timestamp, by_project, is_possible};

/// A commit of the person's, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct WorkCommit<'a> {
    /// The project; a number from 0.
    pub project: usize,
    /// The ledger that it is from.
    pub ledger: &'a Ledger,
    /// Its row.
    pub row: &'a LedgerCommit,
}

/// One person's work.
#[derive(Clone, Debug, Default)]
pub struct Work<'a> {
    /// The ledgers, as they were given.
    pub ledgers: &'a [Ledger],
    /// By ledger: its project.
    pub projects: Vec<usize>,
    /// By project: the ledger that speaks of how things stand.
    pub primaries: Vec<&'a Ledger>,
    /// Every commit once, in the order of time.
    pub commits: Vec<WorkCommit<'a>>,
    /// Commits that are the same as one that counts: of the same name in another repository, or the same
    /// change under another name.
    pub twins: usize,
    /// Commits whose clocks cannot be right (before 1970, or more than a day ahead of now); they are in no
    /// period.
    pub misdated: usize,
    /// The moment from which all of it speaks.
    pub now: Timestamp,
}

impl<'a> Work<'a> {
    /// Puts ledgers together.
    #[must_use]
    pub fn of(ledgers: &'a [Ledger], now: Timestamp) -> Self {
        let roots: Vec<_> = ledgers.iter().map(|ledger| ledger.roots.as_slice()).collect();
        let projects = by_project(&roots);
        let primaries = primaries(ledgers, &projects);
        let mut work = Self { ledgers, projects, primaries, now, ..Self::default() };
        let mut all = work.all();
        all.sort_by_key(|commit| (commit.row.time, commit.row.id));
        let (mut names, mut changes) = (HashSet::new(), HashMap::new());
        for commit in all {
            let is_new = names.insert(commit.row.id);
            // Within one repository twins are told apart when they are judged.
            let elsewhere = commit.row.fingerprint.is_some_and(|print| {
                let first = *changes.entry(print).or_insert(commit.ledger);
                !std::ptr::eq(first, commit.ledger)
            });
            if !is_new || elsewhere {
                work.twins += 1;
            } else if is_possible(commit.row.time, now) {
                work.commits.push(commit);
            } else {
                work.misdated += 1;
            }
        }
        work
    }

    fn all(&self) -> Vec<WorkCommit<'a>> {
        let of = |(ledger, project): (&'a Ledger, &usize)| {
            let project = *project;
            ledger.commits.iter().map(move |row| WorkCommit { project, ledger, row })
        };
        self.ledgers.iter().zip(&self.projects).flat_map(of).collect()
    }

    /// Every period from the first commit to the last, the empty ones too; none without commits.
    #[must_use]
    pub fn periods(&self, unit: PeriodUnit) -> Vec<Period> {
        let months = || self.commits.iter().map(|commit| commit.row.month());
        let ends = months().min().zip(months().max());
        ends.map(|(first, last)| Period::spanning(first, last, unit)).unwrap_or_default()
    }

    /// The commits of a period.
    pub fn in_period(&self, period: Period) -> impl Iterator<Item = &WorkCommit<'a>> {
        self.commits.iter().filter(move |commit| period.holds(commit.row.month()))
    }

    /// What the commits of a period weigh.
    #[must_use]
    pub fn tally(&self, period: Period) -> Tally {
        Tally::sum(self.in_period(period).map(|commit| &commit.row.tally))
    }
}

fn primaries<'a>(ledgers: &'a [Ledger], projects: &[usize]) -> Vec<&'a Ledger> {
    let mut primaries: Vec<&Ledger> = Vec::new();
    for (ledger, project) in ledgers.iter().zip(projects) {
        match primaries.get_mut(*project) {
            Some(known) if known.commits_in_all >= ledger.commits_in_all => {}
            Some(known) => *known = ledger,
            // Numbers are given in the order of ledgers.
            None => primaries.push(ledger),
        }
    }
    primaries
}

#[cfg(test)]
mod tests {
    use super::{Ledger, Work};
    use crate::model::{Nature, ObjectId, Thresholds};
    use crate::profile::testing::{Story, day, ledger_of};
    use crate::profile::{Period, PeriodUnit};

    /// A ledger of commits on these days, each of a change that is the day's.
    fn written_on(days: &[i64], root: u8) -> Ledger {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let spot = story.spot("src/a.rs", "fn a");
        for at in days {
            story.commit(ada, *at, "feat: more").change(spot, Nature::Structural);
        }
        story.alive("src/a.rs", Some(0), 10);
        let mut told = story.finish();
        for (commit, at) in told.0.commits.iter_mut().zip(days) {
            let byte = u8::try_from(*at).unwrap();
            (commit.id, commit.fingerprint) =
                (ObjectId::from_bytes([byte; 20]), Some(u64::from(byte)));
        }
        let root = ObjectId::from_bytes([root; 20]);
        ledger_of(&told, root, ada, &Thresholds::default(), day(200))
    }

    #[test]
    fn a_commit_counts_once_wherever_it_is() {
        let mut ledgers =
            [written_on(&[1, 2], 1), written_on(&[2, 3, 4], 1), written_on(&[4, 9], 7)];
        // Picked into a third repository: another name, the same change.
        ledgers[2].commits[0].id = ObjectId::from_bytes([99; 20]);
        let work = Work::of(&ledgers, day(200));
        assert_eq!((work.commits.len(), work.twins), (5, 2));
        assert_eq!(work.projects, [0, 0, 1]);
        let primaries: Vec<usize> =
            work.primaries.iter().map(|ledger| ledger.commits_in_all).collect();
        assert_eq!(primaries, [3, 2]);
        let year = Period::holding(work.commits[0].row.month(), PeriodUnit::Year);
        assert_eq!(work.tally(year).commits, 5);
    }

    #[test]
    fn the_same_change_twice_in_one_repository_is_a_matter_of_its_verdicts() {
        let mut ledger = written_on(&[1, 2], 1);
        ledger.commits[1].fingerprint = ledger.commits[0].fingerprint;
        assert_eq!(Work::of(&[ledger], day(200)).twins, 0);
    }

    #[test]
    fn projects_are_joined_over_others() {
        let mut ledgers = [written_on(&[1], 1), written_on(&[2], 2), written_on(&[3], 3)];
        ledgers[2].roots.push(ObjectId::from_bytes([1; 20]));
        ledgers[1].roots.push(ObjectId::from_bytes([3; 20]));
        assert_eq!(Work::of(&ledgers, day(200)).projects, [0, 0, 0]);
    }

    #[test]
    fn what_no_clock_can_have_said_is_in_no_period() {
        let mut ledger = written_on(&[1, 2], 1);
        ledger.commits[0].time = -5;
        let ledgers = [ledger];
        let work = Work::of(&ledgers, day(200));
        assert_eq!((work.commits.len(), work.misdated), (1, 1));
    }
}
