//! Whose patches were patched again.
//!
//! In: verdicts with the patches that they repeat. Out: for a commit, those whose patches it repeats, from which ledgers
//! sum "I repaired mine", "I repaired theirs", "they repaired mine". Deliberately absent: who the others are; quick
//! remedies, which belong to the change that they complete; tests, documents and generated files, which are no patches.
//!
//! A patching commit weighs 1, divided evenly over its patches, as everywhere.

use crate::model::{CommitIndex, History, Verdicts};

/// The commits whose patches a commit patches again, with the part of it that does.
pub(super) fn repaired(
    history: &History,
    verdicts: &Verdicts,
    index: CommitIndex,
) -> Vec<(CommitIndex, f64)> {
    let of_commit = history.changes_of(index).map(|at| verdicts.change(at));
    let patches: Vec<_> =
        of_commit.filter(|found| found.is_patch() && found.remedy_of.is_none()).collect();
    let weight = 1.0 / patches.len() as f64;
    let repeats = patches.into_iter().filter_map(|patch| patch.repeat);
    repeats.map(move |repeat| (history.change(repeat.of).commit, weight)).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Nature, Thresholds};
    use crate::profile::testing::{Story, day};

    #[test]
    fn mine_theirs_and_mine_by_them() {
        let mut story = Story::new();
        let (ada, bob) = (story.person("Ada"), story.person("Bob"));
        let [f, g] = ["fn f", "fn g"].map(|title| story.spot("src/a.rs", title));
        for (who, days, spots) in
            [(ada, 0, vec![f]), (ada, 10, vec![f]), (bob, 20, vec![f, g]), (ada, 30, vec![f, g])]
        {
            story.commit(who, days, "fix");
            for spot in spots {
                story.change(spot, Nature::Patch);
            }
        }
        let sums = |who| {
            let ledger = story.clone().ledger(who, &Thresholds::default(), day(40));
            let sum = |of: fn(&crate::profile::LedgerCommit) -> f64| -> f64 {
                ledger.commits.iter().map(of).sum()
            };
            let by_others: f64 = ledger.repeated_by_others.iter().map(|(_, part)| part).sum();
            (sum(|row| row.repeats_own), sum(|row| row.repeats_of_others), by_others)
        };
        assert_eq!(sums(ada), (1.0, 1.0, 0.5));
        assert_eq!(sums(bob), (0.0, 0.5, 1.0));
    }
}
