//! How commits go on with earlier ones, told apart: each form is one rule with its own evidence.
//!
//! In: verdicts on single changes. Out: [`Sequel`]s on the commits. Deliberately absent: what one spot tells (`repeat`,
//! `remedy`); tests, documents and generated files, which are no patches.

mod fix_of_fix;
mod named;

use crate::model::{Change, CommitVerdict, History, Sequel, Thresholds, Verdict};
use crate::model::CommitIndex;
use named::Subjects;

/// What the rules look at.
struct Scene<'a> {
    history: &'a History,
    thresholds: &'a Thresholds,
    changes: &'a [Verdict],
    commits: &'a [CommitVerdict],
}

/// Finds the sequels of every commit.
pub(super) fn link(
    history: &History,
    thresholds: &Thresholds,
    changes: &[Verdict],
    commits: &mut [CommitVerdict],
) {
    let scene = Scene { history, thresholds, changes, commits };
    let mut subjects = Subjects::default();
    let mut found: Vec<Vec<Sequel>> = Vec::with_capacity(commits.len());
    for index in history.commit_indices() {
        let named = subjects.named(&history.commit(index).body);
        let forms = [fix_of_fix::judge(&scene, index, named)];
        found.push(forms.into_iter().flatten().collect());
        subjects.remember(history, index);
    }
    for (commit, found) in commits.iter_mut().zip(found) {
        commit.sequels = found;
    }
}
