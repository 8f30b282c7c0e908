//! How much the neighbourhood of a spot has moved: silence in a dead corner proves nothing.
//!
//! In: a history and its verdicts. Out: for a spot and a stretch of time the number of commits that
//! changed other spots of its directory (its own file among them) and were not noise there.
//! Deliberately absent: how many are enough; a threshold says so. A file belongs to the
//! directory of its latest path, so that a move does not tear a neighbourhood apart.

use std::collections::HashMap;

use crate::model::{CommitIndex, History, Nature, SpotIndex, Timestamp, Verdicts};

/// Moments at which neighbourhoods moved, sorted.
pub(super) struct Exposures<'history> {
    history: &'history History,
    by_directory: HashMap<&'history [u8], Vec<Timestamp>>,
    /// Moments at which a spot was the only one of its directory that moved.
    alone: HashMap<SpotIndex, Vec<Timestamp>>,
}

impl<'history> Exposures<'history> {
    pub(super) fn of(history: &'history History, verdicts: &Verdicts) -> Self {
        let mut exposures = Self { history, by_directory: HashMap::new(), alone: HashMap::new() };
        for commit in history.commit_indices() {
            exposures.add(commit, verdicts);
        }
        let lists = exposures.by_directory.values_mut().chain(exposures.alone.values_mut());
        lists.for_each(|list| list.sort_unstable());
        exposures
    }

    /// Commits after `since`, up to `until`, that changed the neighbourhood of a spot but not
    /// only the spot itself.
    pub(super) fn count(&self, spot: SpotIndex, since: Timestamp, until: Timestamp) -> usize {
        let directory = self.by_directory.get(self.directory_of(spot));
        let moved = directory.map_or(0, |list| between(list, since, until));
        let alone = self.alone.get(&spot).map_or(0, |list| between(list, since, until));
        moved - alone
    }

    fn add(&mut self, commit: CommitIndex, verdicts: &Verdicts) {
        let time = self.history.commit(commit).time();
        // The only spot that moved in a directory, or `None` when there were several.
        let mut moved: HashMap<&'history [u8], Option<SpotIndex>> = HashMap::new();
        for index in self.history.changes_of(commit) {
            if matches!(verdicts.change(index).nature(), Nature::Noise(_)) {
                continue;
            }
            let spot = self.history.change(index).spot;
            let only = moved.entry(self.directory_of(spot)).or_insert(Some(spot));
            if *only != Some(spot) {
                *only = None;
            }
        }
        for (directory, only) in moved {
            self.by_directory.entry(directory).or_default().push(time);
            if let Some(spot) = only {
                self.alone.entry(spot).or_default().push(time);
            }
        }
    }

    fn directory_of(&self, spot: SpotIndex) -> &'history [u8] {
        let file = self.history.spots[spot.get()].file;
        self.history.files[file.get()].path.directory()
    }
}

fn between(sorted: &[Timestamp], since: Timestamp, until: Timestamp) -> usize {
    let start = sorted.partition_point(|time| *time <= since);
    let end = sorted.partition_point(|time| *time <= until);
    end.saturating_sub(start)
}

#[cfg(test)]
mod tests {
    use super::Exposures;
    use crate::classify::testing::{classified, commit, moment};
    use crate::model::SpotIndex;

    #[test]
    fn other_spots_of_the_directory_count_and_the_spot_itself_does_not() {
        let (history, verdicts) = classified(&[
            commit("feat: f").on("2024-01-01").edit("src/a.rs", "fn f", 9, 0),
            commit("feat: f and g")
                .on("2024-01-02")
                .edit("src/a.rs", "fn f", 1, 0)
                .edit("src/a.rs", "fn g", 1, 0),
            commit("feat: more f").on("2024-01-03").edit("src/a.rs", "fn f", 1, 0),
            commit("feat: h").on("2024-01-04").edit("src/b.rs", "fn h", 1, 0),
            commit("feat: deeper").on("2024-01-05").edit("src/io/c.rs", "fn c", 1, 0),
            commit("feat: lock").on("2024-01-06").edit("src/Cargo.lock", "", 1, 0),
        ]);
        let exposures = Exposures::of(&history, &verdicts);
        let (start, end) = (moment("2024-01-01"), moment("2025-01-01"));
        assert_eq!(exposures.count(SpotIndex(0), start, end), 2);
        assert_eq!(exposures.count(SpotIndex(0), moment("2024-01-02"), end), 1);
        assert_eq!(exposures.count(SpotIndex(0), start, moment("2024-01-03")), 1);
        assert_eq!(exposures.count(SpotIndex(0), end, start), 0);
    }
}
