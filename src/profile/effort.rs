//! How much time a person gave, as far as commits show it.
//!
//! In: the moments of commits. Out: sittings, and an estimate of hours with a range, which can be summed over any
//! period. Deliberately absent: what was done; any claim that hours are known.
//!
//! As `git-hours` does, commits that follow each other within a limit are one sitting, and the time between them is
//! work. What came before the first commit of a sitting cannot be seen: it lies between nothing and the limit, and half
//! of it is added (`git-hours` adds two hours). Two hours are the limit of the estimate, one and three those of its range.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Period, Role, Work};
use crate::model::{HOUR, ObjectId, Timestamp};

/// Hours, estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hours {
    /// With sittings that end after two hours without a commit.
    pub estimate: f64,
    /// With sittings that end after one hour.
    pub low: f64,
    /// With sittings that end after three hours.
    pub high: f64,
}

impl Hours {
    /// The longest times between two commits of one sitting: of the lower end, the estimate, the upper end.
    pub const LIMITS: [Timestamp; 3] = [HOUR, 2 * HOUR, 3 * HOUR];

    /// So much of them.
    #[must_use]
    pub fn part(self, part: f64) -> Self {
        let Self { estimate, low, high } = self;
        Self { estimate: estimate * part, low: low * part, high: high * part }
    }

    /// Adds those of another commit or period.
    pub fn add(&mut self, other: Self) {
        self.estimate += other.estimate;
        self.low += other.low;
        self.high += other.high;
    }
}

/// What a person gave in a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effort {
    /// Commits.
    pub commits: usize,
    /// Changes in them that count.
    pub changes: usize,
    /// Days with a commit, in the author's zone.
    pub days: usize,
    /// Sittings that began.
    pub sittings: usize,
    /// Hours.
    pub hours: Hours,
}

/// The effort of some periods, none of which overlap. When a commit was written is when its author sat there: those that the person only
/// wrote along with count as commits, and add neither days nor hours.
#[must_use]
pub fn efforts(work: &Work<'_>, periods: &[Period]) -> Vec<Effort> {
    let own = work.commits.iter().filter(|commit| commit.row.role == Role::Author);
    let moments: Vec<Timestamp> = own.map(|commit| commit.row.time).collect();
    let mut given = hours(&moments).into_iter();
    let mut found: BTreeMap<Period, (Effort, BTreeSet<jiff::civil::Date>)> = BTreeMap::new();
    for commit in &work.commits {
        let row = commit.row;
        // The hours of a commit follow from all before it, told or not.
        let sat = if row.role == Role::Author { given.next() } else { None };
        let Some(period) = periods.iter().find(|period| period.holds(row.month())) else {
            continue;
        };
        let (effort, days) = found.entry(*period).or_default();
        let counts = row.tally.changes;
        effort.commits += 1;
        effort.changes += counts.structural + counts.upkeep + counts.remedies + counts.patches;
        if let Some((hours, opens)) = sat {
            effort.hours.add(hours);
            effort.sittings += usize::from(opens);
            days.insert(row.date());
        }
    }
    let take = |period: &Period| {
        let (effort, days) = found.remove(period).unwrap_or_default();
        Effort { days: days.len(), ..effort }
    };
    periods.iter().map(take).collect()
}

/// The hours that each commit adds that the person is the author of.
#[must_use]
pub fn hours_of_commits(work: &Work<'_>) -> HashMap<ObjectId, Hours> {
    let own = work.commits.iter().filter(|commit| commit.row.role == Role::Author);
    let own: Vec<_> = own.map(|commit| (commit.row.id, commit.row.time)).collect();
    let moments: Vec<Timestamp> = own.iter().map(|(_, time)| *time).collect();
    own.iter().zip(hours(&moments)).map(|((id, _), (hours, _))| (*id, hours)).collect()
}

/// A zone that commits were written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Minutes east of UTC.
    pub offset_minutes: i32,
    /// Commits.
    pub commits: usize,
}

/// The zones of some periods, most commits first.
#[must_use]
pub fn zones(work: &Work<'_>, periods: &[Period]) -> Vec<Zone> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for commit in &work.commits {
        if periods.iter().any(|period| period.holds(commit.row.month())) {
            *counts.entry(commit.row.offset_minutes).or_default() += 1;
        }
    }
    let zone = |(offset_minutes, commits)| Zone { offset_minutes, commits };
    let mut zones: Vec<Zone> = counts.into_iter().map(zone).collect();
    zones.sort_by_key(|zone| std::cmp::Reverse(zone.commits));
    zones
}

/// The hours that each of some moments adds, which are in order, and whether it opens a sitting (of the estimate).
pub(super) fn hours(moments: &[Timestamp]) -> Vec<(Hours, bool)> {
    let mut before = None;
    let mut found = Vec::with_capacity(moments.len());
    for moment in moments {
        let gap = before.map(|before| moment.saturating_sub(before).max(0));
        let [low, estimate, high] = Hours::LIMITS.map(|limit| {
            let seconds = gap.filter(|gap| *gap <= limit).unwrap_or(limit / 2);
            seconds as f64 / HOUR as f64
        });
        let opens = gap.is_none_or(|gap| gap > Hours::LIMITS[1]);
        found.push((Hours { estimate, low, high }, opens));
        before = Some(*moment);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Hours, hours};
    use crate::model::HOUR;

    fn sum(moments: &[i64]) -> Hours {
        let mut sum = Hours::default();
        for (each, _) in hours(moments) {
            sum.add(each);
        }
        sum
    }

    #[test]
    fn gaps_within_a_sitting_are_work() {
        let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
        let found = sum(&[0, HOUR / 2, HOUR * 2, HOUR * 30]);
        // Two sittings: ½ h and 1½ h between commits, and twice an hour before the first one.
        assert!(close(found.estimate, 4.0), "{found:?}");
        // The 1½ h gap ends a sitting: three sittings with half an hour each, and ½ h between commits.
        assert!(close(found.low, 2.0), "{found:?}");
        assert!(close(found.high, 5.0), "{found:?}");
        assert_eq!(hours(&[0, HOUR, 9 * HOUR]).iter().filter(|(_, opens)| *opens).count(), 2);
        assert!(hours(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn the_range_holds_the_estimate_and_a_split_commit_adds_nothing(
            mut moments in proptest::collection::vec(0_i64..400 * HOUR, 1..60),
            split in 0_usize..60,
        ) {
            moments.sort_unstable();
            let before = sum(&moments);
            prop_assert!(before.low <= before.estimate && before.estimate <= before.high);
            let at = split % moments.len();
            moments.insert(at, moments[at]);
            let after = sum(&moments);
            prop_assert!((before.estimate - after.estimate).abs() < 1e-9);
            prop_assert!((before.low - after.low).abs() < 1e-9);
        }
    }
}
