//! An order of commits that agrees both with time and with parenthood.
//!
//! In: a history whose clocks may be wrong. Out: one sortable moment a commit. Deliberately absent:
//! durations; those are taken from [`super::Commit::time`], never from these moments.

use super::{History, Timestamp};

impl History {
    /// For each commit its time, but never earlier than that of a parent. Sorting by this and then
    /// by index puts every commit after its ancestors and concurrent ones by time, whatever a
    /// rebase or a wrong clock did to the dates.
    #[must_use]
    pub fn order_times(&self) -> Vec<Timestamp> {
        let mut times: Vec<Timestamp> = Vec::with_capacity(self.commits.len());
        for commit in &self.commits {
            let parents = commit.parents.iter().filter_map(|parent| times.get(parent.get()));
            let latest_parent = parents.copied().max().unwrap_or(Timestamp::MIN);
            times.push(commit.time().max(latest_parent));
        }
        times
    }
}
