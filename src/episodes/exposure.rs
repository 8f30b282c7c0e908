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
    /// By file, which of the directories it lies in.
    directory_of: Vec<usize>,
    by_directory: Vec<Vec<Timestamp>>,
    /// By spot, the moments at which it was the only one of its directory that moved.
    alone: Vec<Vec<Timestamp>>,
}

impl<'history> Exposures<'history> {
    pub(super) fn of(history: &'history History, verdicts: &Verdicts) -> Self {
        let mut known: HashMap<&[u8], usize> = HashMap::new();
        let directories = history.files.iter().map(|file| {
            let next = known.len();
            *known.entry(file.path.directory()).or_insert(next)
        });
        let directory_of: Vec<usize> = directories.collect();
        let mut exposures = Self {
            history,
            directory_of,
            by_directory: vec![Vec::new(); known.len()],
            alone: vec![Vec::new(); history.spots.len()],
        };
        for commit in history.commit_indices() {
            exposures.add(commit, verdicts);
        }
        let lists = exposures.by_directory.iter_mut().chain(&mut exposures.alone);
        lists.for_each(|list| list.sort_unstable());
        exposures
    }

    /// Commits after `since`, up to `until`, that changed the neighbourhood of a spot but not
    /// only the spot itself.
    pub(super) fn count(&self, spot: SpotIndex, since: Timestamp, until: Timestamp) -> usize {
        let moved = between(&self.by_directory[self.directory_of(spot)], since, until);
        let alone = between(&self.alone[spot.get()], since, until);
        moved - alone
    }

    /// The last moment after `since`, up to `until`, at which the neighbourhood of a spot and not only the spot itself
    /// was changed.
    pub(super) fn last(
        &self,
        spot: SpotIndex,
        since: Timestamp,
        until: Timestamp,
    ) -> Option<Timestamp> {
        let moved = &self.by_directory[self.directory_of(spot)];
        let end = moved.partition_point(|time| *time <= until);
        let after = moved[..end].iter().rev().copied().take_while(|time| *time > since);
        let alone = &self.alone[spot.get()];
        let is_alone =
            |time: Timestamp| between(alone, time - 1, time) == between(moved, time - 1, time);
        after.into_iter().find(|time| !is_alone(*time))
    }

    fn add(&mut self, commit: CommitIndex, verdicts: &Verdicts) {
        let time = self.history.commit(commit).time();
        let counted = self
            .history
            .changes_of(commit)
            .filter(|index| !matches!(verdicts.change(*index).nature(), Nature::Noise(_)));
        let spots = counted.map(|index| self.history.change(index).spot);
        let mut moved: Vec<(usize, SpotIndex)> =
            spots.map(|spot| (self.directory_of(spot), spot)).collect();
        moved.sort_unstable();
        moved.dedup();
        for neighbours in moved.chunk_by(|one, other| one.0 == other.0) {
            self.by_directory[neighbours[0].0].push(time);
            if let [(_, spot)] = neighbours {
                self.alone[spot.get()].push(time);
            }
        }
    }

    fn directory_of(&self, spot: SpotIndex) -> usize {
        self.directory_of[self.history.spots[spot.get()].file.get()]
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
