//! Whole histories through all rules.

use super::classify;
use super::testing::{Story, classified, commit, history, moment};
use crate::model::{
    Answers, Content, GitattributesMark, History, Kind, Nature, Noise, Thresholds, Verdict,
    Verdicts,
};

#[track_caller]
fn noise(story: Story, expected: Noise) {
    let (_, verdicts) = classified(&[story]);
    assert_eq!(verdicts.changes[0].nature(), Nature::Noise(expected));
    assert!(verdicts.changes[0].evidence().iter().all(|because| !because.says.is_empty()));
}

#[test]
fn every_kind_of_noise_that_one_change_shows() {
    let edit = |path: &str| commit("fix: it").edit(path, "", 2, 1);
    noise(edit("Cargo.lock"), Noise::LockFile);
    noise(edit("api/user.pb.go"), Noise::Generated);
    noise(edit("src/user.go").mark(GitattributesMark::Generated), Noise::Generated);
    noise(edit("vendor/a/a.go"), Noise::Vendored);
    noise(edit("src/a.go").mark(GitattributesMark::Vendored), Noise::Vendored);
    for content in [
        Content::Binary,
        Content::Submodule,
        Content::Symlink,
        Content::TooLarge,
        Content::Unavailable,
    ] {
        noise(commit("fix: it").edit("logo", "", 0, 0).content(content), Noise::NotText);
    }
    noise(commit("chmod").edit("run.sh", "", 0, 0), Noise::NotText);
    noise(edit("src/a.rs").formatting(), Noise::Formatting);
    noise(edit("src/a.rs").ignored_by_blame(), Noise::Formatting);
    noise(edit("src/a.rs").by("dependabot[bot]"), Noise::Bot);
}

#[test]
fn a_merge_without_lines_is_noise_and_one_with_lines_settles_a_difference() {
    let story = |lines| {
        [
            commit("fix: a").called("a"),
            commit("fix: b").called("b").after(&["a"]),
            commit("Merge branch 'fix-crash'")
                .after(&["a", "b"])
                .edit("src/a.rs", "fn f", lines, 0),
        ]
    };
    let (_, empty) = classified(&story(0));
    assert_eq!(empty.changes[0].nature(), Nature::Noise(Noise::Merge));
    let (_, conflict) = classified(&story(2));
    assert_eq!(conflict.changes[0].nature(), Nature::Upkeep);
    assert!(conflict.commits[2].evidence[0].says.contains("settle"));
}

#[test]
fn a_plain_merge_is_a_chore() {
    let (_, verdicts) = classified(&[
        commit("fix: a").called("a"),
        commit("fix: b").called("b").after(&["a"]),
        commit("Merge pull request #12 from x/fix-crash").after(&["a", "b"]),
    ]);
    assert_eq!(verdicts.commits[2].kind, Kind::Chore);
}

#[test]
fn every_verdict_has_evidence_with_a_rule() {
    let (_, verdicts) = classified(&[
        commit("wip").edit("src/a.rs", "fn f", 1, 1),
        commit(""),
        commit("Update a.py").edit("a.py", "", 90, 30),
    ]);
    for because in verdicts.changes.iter().flat_map(Verdict::evidence) {
        assert!(!because.rule.name.is_empty() && because.rule.version >= 1);
    }
    assert!(verdicts.commits.iter().all(|commit| !commit.evidence.is_empty()));
}

/// Two lines of work that share no file.
fn two_stories() -> (Vec<Story>, Vec<Story>) {
    let first = vec![
        commit("feat: a")
            .called("a1")
            .on("2024-01-01")
            .after(&["root"])
            .edit("a/a.rs", "fn a", 9, 0),
        commit("fix: a")
            .called("a2")
            .by("bob")
            .on("2024-01-10")
            .after(&["a1"])
            .edit("a/a.rs", "fn a", 1, 1),
        commit("fix: a again")
            .called("a3")
            .on("2024-01-20")
            .after(&["a2"])
            .edit("a/a.rs", "fn a", 1, 1)
            .reworking("a2", 1),
    ];
    let second = vec![
        commit("refactor: b")
            .called("b1")
            .on("2024-01-02")
            .after(&["root"])
            .edit("b/b.rs", "fn b", 9, 9),
        commit("fix: b").called("b2").on("2024-01-03").after(&["b1"]).edit("b/b.rs", "fn b", 1, 1),
        commit("Revert \"fix: b\"")
            .called("b3")
            .on("2024-01-04")
            .after(&["b2"])
            .edit("b/b.rs", "fn b", 1, 1),
    ];
    (first, second)
}

/// Verdicts by commit, without the indices, which depend on the order.
fn told(history: &History, verdicts: &Verdicts) -> Vec<String> {
    let mut told: Vec<String> = history
        .commit_indices()
        .map(|index| {
            let changes = history.changes_of(index).map(|change| {
                let verdict = verdicts.change(change);
                let says: Vec<_> = verdict.evidence().iter().map(|because| &because.says).collect();
                let repeat = verdict.repeat.map(|repeat| (repeat.after, repeat.same_lines));
                format!("{:?} {:?} {repeat:?} {says:?}", verdict.kind(), verdict.nature())
            });
            format!("{} {:?}", history.commit(index).id, changes.collect::<Vec<_>>())
        })
        .collect();
    told.sort();
    told
}

#[test]
fn verdicts_do_not_depend_on_the_order_of_unrelated_files() {
    let root = commit("chore: start").called("root").on("2023-12-01");
    let (first, second) = two_stories();
    let mut expected = None;
    // Every way to interleave three with three that keeps each line's own order.
    for choice in 0_u32..64 {
        if choice.count_ones() != 3 {
            continue;
        }
        let (mut one, mut other) = (first.iter(), second.iter());
        let mut story = vec![root.clone()];
        for bit in 0..6 {
            let from = if choice >> bit & 1 == 1 { &mut one } else { &mut other };
            story.push(from.next().unwrap().clone());
        }
        let history = history(&story);
        let verdicts = classify(&history, &Answers::default(), &Thresholds::default());
        let told = told(&history, &verdicts);
        assert_eq!(*expected.get_or_insert_with(|| told.clone()), told);
    }
}

#[test]
fn the_order_of_commits_agrees_with_time_and_parenthood() {
    let history = history(&[
        commit("root").on("2024-01-01"),
        commit("late").on("2024-03-01").after(&["root"]),
        commit("rebased").on("2024-02-01").after(&["late"]),
        commit("concurrent").on("2024-02-15").after(&["root"]),
    ]);
    let expected = ["2024-01-01", "2024-03-01", "2024-03-01", "2024-02-15"].map(moment);
    assert_eq!(history.order_times(), expected);
}

#[test]
fn an_empty_history_has_no_verdicts() {
    assert_eq!(
        classify(&History::default(), &Answers::default(), &Thresholds::default()),
        Verdicts::default()
    );
}
