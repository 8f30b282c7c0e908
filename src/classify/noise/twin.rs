//! The same change twice: a cherry-pick, a backport, a rebased copy that was merged as well. The
//! first one stands, the later ones are noise.

use std::collections::{BTreeMap, HashMap};

use crate::classify::revert::Link;
use crate::classify::rules::{TWIN, because_of};
use crate::model::{Commit, CommitIndex, Evidence, History, PersonIndex, Timestamp};

/// Fewer changed lines are equal by chance (a version, a flag), unless author and time agree too, or
/// the very same lines gave way.
const TELLING_LINES: u64 = 3;

type Authored = (u64, PersonIndex, Timestamp);

/// For each commit the earlier commit with the same change. Commits that cancel
/// out with a revert neither are nor have twins.
pub(in crate::classify) fn twins(history: &History, links: &[Link]) -> Vec<Option<CommitIndex>> {
    let mut by_lines: HashMap<u64, CommitIndex> = HashMap::new();
    let mut by_author: HashMap<Authored, CommitIndex> = HashMap::new();
    let of_commit = history.commit_indices().map(|index| {
        let commit = history.commit(index);
        let fingerprint = commit
            .fingerprint
            .filter(|_| !commit.is_merge() && links[index.get()].netted.is_none())?;
        let authored = (fingerprint, commit.author, commit.author_time);
        let first_authored = *by_author.entry(authored).or_insert(index);
        let first = *by_lines.entry(fingerprint).or_insert(index);
        let telling = changed_lines(history, commit) >= TELLING_LINES
            || replace_the_same(history, commit, history.commit(first));
        let twin = if telling { first } else { first_authored };
        (twin != index).then_some(twin)
    });
    of_commit.collect()
}

/// Whether two commits take away the same lines of the same origins. On one line of history a line
/// can go only once, so these two were made beside each other.
fn replace_the_same(history: &History, one: &Commit, other: &Commit) -> bool {
    let replaced = |commit: &Commit| -> Option<BTreeMap<CommitIndex, u32>> {
        let mut lines = BTreeMap::new();
        for rework in history.changes[commit.changes.clone()].iter().flat_map(|at| &at.reworks) {
            *lines.entry(rework.origin?).or_default() += rework.lines;
        }
        Some(lines)
    };
    let lines = replaced(one);
    lines.as_ref().is_some_and(|lines| lines.values().any(|count| *count > 0))
        && lines == replaced(other)
}

/// The reason in words.
pub(in crate::classify) fn twin_evidence(history: &History, original: CommitIndex) -> Evidence {
    let short = history.commit(original).id.short();
    because_of(TWIN, original, format!("{short} brought the same lines before"))
}

fn changed_lines(history: &History, commit: &Commit) -> u64 {
    let files = &history.file_changes[commit.file_changes.clone()];
    files.iter().map(|file| u64::from(file.added) + u64::from(file.deleted)).sum()
}

#[cfg(test)]
mod tests {
    use crate::classify::testing::{classified, commit};
    use crate::model::{CommitIndex, Nature, Noise};

    #[test]
    fn the_later_of_two_equal_changes_is_noise() {
        let (_, verdicts) = classified(&[
            commit("fix: a").edit("src/a.rs", "fn f", 3, 1).fingerprint(7),
            commit("fix: a (backport)").edit("src/a.rs", "fn f", 3, 1).fingerprint(7),
            commit("fix: a (again)").edit("src/a.rs", "fn f", 3, 1).fingerprint(7),
        ]);
        assert_eq!(verdicts.changes[0].nature(), Nature::Patch);
        for later in &verdicts.changes[1..] {
            assert_eq!(later.nature(), Nature::Noise(Noise::Twin));
            assert_eq!(later.evidence().last().unwrap().commits, [CommitIndex(0)]);
        }
        assert_eq!(verdicts.commits[2].twin_of, Some(CommitIndex(0)));
    }

    #[test]
    fn trivial_changes_are_twins_only_with_author_and_time() {
        let tiny = |day| commit("fix: flag").on(day).edit("src/a.rs", "fn f", 1, 1).fingerprint(7);
        let (_, apart) = classified(&[tiny("2024-01-01"), tiny("2024-06-01")]);
        assert_eq!(apart.commits[1].twin_of, None);
        let (_, same) = classified(&[tiny("2024-01-01"), tiny("2024-01-01")]);
        assert_eq!(same.commits[1].twin_of, Some(CommitIndex(0)));
    }

    #[test]
    fn trivial_changes_are_twins_when_the_same_lines_gave_way() {
        let root = commit("feat: flag").called("root").edit("src/a.rs", "fn f", 9, 0);
        let tiny = |label| {
            let fix = commit("fix: flag").called(label).after(&["root"]);
            fix.edit("src/a.rs", "fn f", 1, 1).reworking("root", 1).fingerprint(7)
        };
        let (_, beside) = classified(&[root.clone(), tiny("one"), tiny("other").on("2024-02-01")]);
        assert_eq!(beside.commits[2].twin_of, Some(CommitIndex(1)));
        // To and fro: what gives way the second time was written in between.
        let back = commit("fix: flag").called("back").edit("src/a.rs", "fn f", 1, 1);
        let again = commit("fix: flag").on("2024-03-01").edit("src/a.rs", "fn f", 1, 1);
        let again = again.reworking("back", 1).fingerprint(7);
        let (_, apart) = classified(&[root, tiny("one"), back.reworking("one", 1), again]);
        assert_eq!(apart.commits[3].twin_of, None);
    }
}
