//! Until when the silence of a spot says anything.
//!
//! In: a history and the last moment of which anything is known. Out: for each spot the moment until
//! which it could have been patched. Deliberately absent: spots that come back; a file that is there
//! again at the end, or a section that is changed again later, never counts as gone.
//!
//! What is deleted cannot be patched any more, so that silence after the deletion is no evidence
//! that a repair held. A file is gone with its last deletion, a section with the change that took
//! it out.

use super::spots::in_order;
use crate::model::{FileStatus, History, SpotIndex, Timestamp};

/// The end of each spot.
pub(super) struct Lifetimes {
    last_seen: Timestamp,
    /// By spot; `None` for one that is still there.
    gone: Vec<Option<Timestamp>>,
}

impl Lifetimes {
    pub(super) fn of(history: &History, last_seen: Timestamp) -> Self {
        let files = deleted_files(history);
        let mut sections = vec![None; history.spots.len()];
        for index in in_order(history) {
            let change = history.change(index);
            let time = history.commit(change.commit).time();
            // Whatever comes after a deletion shows that the section is there again.
            sections[change.spot.get()] = change.removes_spot.then_some(time);
        }
        let spots = history.spots.iter().zip(sections);
        let gone = spots.map(|(spot, section)| match files[spot.file.get()] {
            Some(file) => Some(section.map_or(file, |section: Timestamp| section.min(file))),
            None => section.filter(|_| spot.section.is_some()),
        });
        Self { last_seen, gone: gone.collect() }
    }

    /// The last moment at which a patch of the spot could have been seen.
    pub(super) fn last_seen(&self, spot: SpotIndex) -> Timestamp {
        self.gone[spot.get()].map_or(self.last_seen, |gone| gone.min(self.last_seen))
    }
}

/// By file, when it was deleted for good. A file that a merge alone dropped has no such moment.
fn deleted_files(history: &History) -> Vec<Option<Timestamp>> {
    let mut deleted = vec![None; history.files.len()];
    for change in &history.file_changes {
        if change.status == FileStatus::Deleted && !history.files[change.file.get()].alive {
            deleted[change.file.get()] = Some(history.commit(change.commit).time());
        }
    }
    deleted
}
