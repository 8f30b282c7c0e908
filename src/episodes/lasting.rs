//! How often changes like one held, by the sort of spot.
//!
//! In: outcomes. Out: for patches and structural changes on each sort of spot the share to which no patch
//! came back within the window. Deliberately absent: a change that could not be watched: silence counts only up to
//! the last commit that moved the neighbourhood, so that a spot in a dead corner leaves the count when its
//! neighbourhood stops moving, and not as one that held.

use std::collections::BTreeMap;

use super::exposure::Exposures;
use super::kaplan_meier::{Watched, left};
use super::outcomes::Scene;
use super::spots::Spots;
use crate::classify::{PathClass, path_class};
use crate::model::{
    ChangeIndex, FileIndex, History, Lasting, Nature, Outcome, SpotIndex, SpotSort, Verdicts,
};

/// Every sort that has a change of note, in the order of the sorts.
pub(super) fn lasting(
    scene: &Scene<'_>,
    spots: &Spots,
    exposures: &Exposures<'_>,
    outcomes: &[Option<Outcome>],
) -> Vec<Lasting> {
    let mut sorts = Sorts::of(scene.history);
    let mut by_sort: BTreeMap<(SpotSort, bool), Vec<(Watched, usize)>> = BTreeMap::new();
    for index in spots.all.iter().copied() {
        let Some(is_patch) = counts(scene.verdicts, index) else { continue };
        if let Some(outcome) =
            outcomes[index.get()].filter(|_| scene.time(index) <= scene.last_seen)
        {
            let spot = scene.history.change(index).spot;
            let watched = watched(scene, exposures, index, spot, outcome);
            by_sort.entry((sorts.get(spot), is_patch)).or_default().push(watched);
        }
    }
    let of_sort = |((sort, is_patch), watched): ((SpotSort, bool), Vec<(Watched, usize)>)| {
        let mut nearby: Vec<usize> = watched.iter().map(|(_, nearby)| *nearby).collect();
        nearby.sort_unstable();
        let times = watched.iter().map(|(watched, _)| *watched).collect();
        let left = left(times, scene.thresholds.window)?;
        Some(Lasting {
            sort,
            is_patch,
            changes: watched.len(),
            came_back: left.ended,
            watched: left.watched,
            share: left.share,
            low: left.low,
            high: left.high,
            nearby: nearby[nearby.len() / 2],
        })
    };
    by_sort.into_iter().filter_map(of_sort).collect()
}

/// Whether a change is counted, among the patches (`true`) or the structural changes.
fn counts(verdicts: &Verdicts, index: ChangeIndex) -> Option<bool> {
    let verdict = verdicts.change(index);
    match verdict.nature() {
        Nature::Patch => verdict.remedy_of.is_none().then_some(true),
        Nature::Structural => Some(false),
        Nature::Upkeep | Nature::Noise(_) => None,
    }
}

/// How long a change was watched, and the commits nearby in that time.
fn watched(
    scene: &Scene<'_>,
    exposures: &Exposures<'_>,
    index: ChangeIndex,
    spot: SpotIndex,
    outcome: Outcome,
) -> (Watched, usize) {
    let (since, window) = (scene.time(index), scene.thresholds.window);
    let (time, ended) = match outcome {
        Outcome::CameBack { after, .. } => (after, true),
        Outcome::Held { .. } => (window, false),
        Outcome::TooEarly { .. } => {
            let until = scene.lifetimes.last_seen(spot);
            let moved = exposures.last(spot, since, until).map_or(0, |moved| moved - since);
            (moved.min(window), false)
        }
    };
    (Watched { time, ended }, exposures.count(spot, since, since + time))
}

/// The sort of each spot; that of a file is looked up once.
struct Sorts<'h> {
    history: &'h History,
    prose: BTreeMap<FileIndex, bool>,
}

impl<'h> Sorts<'h> {
    fn of(history: &'h History) -> Self {
        Self { history, prose: BTreeMap::new() }
    }

    fn get(&mut self, index: SpotIndex) -> SpotSort {
        let spot = &self.history.spots[index.get()];
        let path = &self.history.files[spot.file.get()].path;
        let prose = self.prose.entry(spot.file);
        if *prose.or_insert_with(|| path_class(path, None) == PathClass::Docs) {
            SpotSort::Prose
        } else {
            SpotSort::of_code(spot)
        }
    }
}

/// The sort of one spot.
#[must_use]
pub fn sort_of(history: &History, spot: SpotIndex) -> SpotSort {
    Sorts::of(history).get(spot)
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{Story, change_of, classified, commit, moment};
    use crate::episodes::{episodes, sort_of};
    use crate::model::{SpotIndex, SpotSort, Thresholds};

    fn fix(section: &str, date: &str) -> Story {
        let label = format!("fix: {section} {date}");
        commit(&label).by(&label).on(date).edit("src/a.rs", section, 1, 1)
    }

    fn beside(date: &str) -> Story {
        commit("feat: g").called(date).on(date).edit("src/b.rs", "fn beside", 3, 0)
    }

    #[test]
    fn patches_by_sort_and_those_that_could_not_be_watched() {
        let story = [
            fix("fn a", "2024-01-01"),
            fix("struct B", "2024-01-01"),
            fix("fn a", "2024-01-11"),
            beside("2024-02-01"),
            beside("2024-03-01"),
            beside("2024-05-01"),
            // Nothing moves any more after it.
            fix("fn c", "2024-05-02"),
        ];
        let (history, verdicts) = classified(&story);
        let found = episodes(&history, &verdicts, &Thresholds::default(), moment("2025-01-01"));
        let functions = found.lasting_of(SpotSort::Function, true).unwrap();
        assert_eq!((functions.changes, functions.came_back, functions.watched), (3, 1, 1));
        // One of two that could be watched came back: the third left at once.
        assert!((functions.share - 0.5).abs() < 1e-9, "{functions:?}");
        let types = found.lasting_of(SpotSort::Type, true).unwrap();
        assert_eq!((types.changes, types.came_back), (1, 0));
        assert!((types.share - 1.0).abs() < 1e-9 && types.low < 0.3);
        assert_eq!(types.nearby, 3);
        assert_eq!(found.lasting_of(SpotSort::Prose, true), None);
        let spot = history.change(change_of(&history, 1)).spot;
        assert_eq!(sort_of(&history, spot), SpotSort::Type);
    }

    #[test]
    fn files_and_documents_have_sorts_of_their_own() {
        let story = [
            commit("fix: a").edit("src/a.rs", "", 1, 1),
            commit("docs: b").edit("docs/b.md", "## Use", 1, 1),
        ];
        let (history, _) = classified(&story);
        assert_eq!(sort_of(&history, SpotIndex(0)), SpotSort::Wide);
        assert_eq!(sort_of(&history, SpotIndex(1)), SpotSort::Prose);
    }
}
