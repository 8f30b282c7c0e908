//! How commits go on with earlier ones, told apart: each form is one rule with its own evidence.
//!
//! In: verdicts on single changes. Out: [`Sequel`]s on the commits. Deliberately absent: what one spot tells (`repeat`,
//! `remedy`); tests, documents and generated files, which are no patches.

mod fix_of_fix;

use std::collections::BTreeMap;

use crate::model::{
    Change, CommitIndex, CommitVerdict, History, Thresholds, Verdict,
};

/// What the rules look at.
struct Scene<'a> {
    history: &'a History,
    thresholds: &'a Thresholds,
    changes: &'a [Verdict],
}

/// Finds the sequels of every commit.
pub(super) fn link(
    history: &History,
    thresholds: &Thresholds,
    changes: &[Verdict],
    commits: &mut [CommitVerdict],
) {
    let scene = Scene { history, thresholds, changes };
    for index in history.commit_indices() {
        let found = [fix_of_fix::judge(&scene, index)];
        commits[index.get()].sequels.extend(found.into_iter().flatten());
    }
}

impl<'a> Scene<'a> {
    /// The patches of a commit.
    fn patches(&self, index: CommitIndex) -> impl Iterator<Item = &'a Change> + use<'a> {
        let (history, changes) = (self.history, self.changes);
        let patches = history.changes_of(index).filter(|at| changes[at.get()].is_patch());
        patches.map(|at| history.change(at))
    }

    /// Lines of earlier commits that the patches of a commit replace, or stand beside where they only add.
    fn touched(&self, index: CommitIndex) -> BTreeMap<CommitIndex, u32> {
        let mut lines: BTreeMap<CommitIndex, u32> = BTreeMap::new();
        for rework in self.patches(index).flat_map(|change| &change.reworks) {
            if let Some(origin) = rework.origin {
                *lines.entry(origin).or_default() += rework.lines + rework.context;
            }
        }
        lines
    }
}
