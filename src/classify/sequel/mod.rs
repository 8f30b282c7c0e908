//! How commits go on with earlier ones, told apart: each form is one rule with its own evidence.
//!
//! In: verdicts on single changes. Out: [`Sequel`]s on the commits. Deliberately absent: what one spot tells (`repeat`,
//! `remedy`); generated files and other noise. Tests and documents are no patches, and count for fixes of fixes alone.

mod firefighting;
mod fix_of_fix;
mod issue;
mod named;
mod oscillation;
mod reapply;
mod supplement;

use crate::model::{ChangeIndex, CommitIndex, CommitVerdict, History, Sequel, Thresholds, Verdict};
use named::Subjects;
use oscillation::Files;
use reapply::Prints;
use supplement::Recent;

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
    let (mut subjects, mut prints) = (Subjects::default(), Prints::default());
    let (mut files, mut recent) = (Files::before(history), Recent::default());
    let mut found: Vec<Vec<Sequel>> = Vec::with_capacity(commits.len());
    for index in history.commit_indices() {
        let commit = history.commit(index);
        let forms = if commit.is_merge() || scene.commits[index.get()].by_bot {
            Vec::new()
        } else {
            let named = subjects.named(&commit.body);
            let forms = [
                supplement::judge(&scene, index, &recent),
                fix_of_fix::judge(&scene, index, named),
                reapply::judge(&scene, index, &prints),
                oscillation::judge(&scene, index, &files),
                firefighting::judge(&scene, index),
            ];
            forms.into_iter().flatten().collect()
        };
        found.push(forms);
        subjects.remember(history, index);
        files.remember(history, index);
        recent.remember(history, index);
        prints.extend(commit.fingerprint.map(|print| (print, index)));
    }
    for (commit, found) in commits.iter_mut().zip(found) {
        commit.sequels = found;
    }
}

impl<'a> Scene<'a> {
    /// The patches of a commit, quick remedies left out.
    fn patches(&self, index: CommitIndex) -> impl Iterator<Item = ChangeIndex> + use<'a> {
        let changes = self.changes;
        self.history.changes_of(index).filter(|at| {
            let verdict = &changes[at.get()];
            verdict.is_patch() && verdict.remedy_of.is_none()
        })
    }
}
