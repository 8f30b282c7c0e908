//! Who touched a place before: the changes of every spot and of every file, oldest first.
//!
//! In: a history. Out: look-ups by spot and by file, up to a commit. Deliberately absent: why they were touched.

use crate::model::{Change, CommitIndex, FileChange, FileIndex, History, SpotIndex};

/// The changes of places.
pub(super) struct Places {
    spots: Grouped,
    files: Grouped,
}

impl Places {
    pub(super) fn of(history: &History) -> Self {
        let spots = history.changes.iter().map(|change| change.spot.get());
        let files = history.file_changes.iter().map(|change| change.file.get());
        Self {
            spots: Grouped::of(spots, history.spots.len()),
            files: Grouped::of(files, history.files.len()),
        }
    }

    /// The changes of a spot before a commit, oldest first.
    pub(super) fn of_spot<'h>(
        &self,
        history: &'h History,
        spot: SpotIndex,
        before: CommitIndex,
    ) -> impl DoubleEndedIterator<Item = &'h Change> + ExactSizeIterator {
        let all = self.spots.of_key(spot.get());
        let end = all.partition_point(|at| history.changes[*at as usize].commit < before);
        all[..end].iter().map(|at| &history.changes[*at as usize])
    }

    /// The changes of a file before a commit, oldest first.
    pub(super) fn of_file<'h>(
        &self,
        history: &'h History,
        file: FileIndex,
        before: CommitIndex,
    ) -> impl DoubleEndedIterator<Item = &'h FileChange> + ExactSizeIterator {
        let all = self.files.of_key(file.get());
        let end = all.partition_point(|at| history.file_changes[*at as usize].commit < before);
        all[..end].iter().map(|at| &history.file_changes[*at as usize])
    }
}

/// Positions by key, in order.
struct Grouped {
    /// Where the positions of each key begin; one more at the end.
    starts: Vec<u32>,
    positions: Vec<u32>,
}

impl Grouped {
    fn of(keys: impl Iterator<Item = usize> + Clone, count: usize) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for key in keys.clone() {
            starts[key + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut positions = vec![0; starts.last().map_or(0, |all| *all as usize)];
        for (key, position) in keys.zip(0..) {
            positions[next[key] as usize] = position;
            next[key] += 1;
        }
        Self { starts, positions }
    }

    fn of_key(&self, key: usize) -> &[u32] {
        &self.positions[self.starts[key] as usize..self.starts[key + 1] as usize]
    }
}
