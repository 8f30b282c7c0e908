//! Reverts as they happen.

use crate::classify::testing::{Story, classified, commit, id};
use crate::model::{CommitIndex, Kind, Nature, Noise};

fn add() -> Story {
    commit("feat: add x").called("x").edit("src/x.rs", "fn x", 9, 0).blobs("A", "B")
}

fn revert(label: &str) -> Story {
    commit("Revert \"feat: add x\"")
        .called("r")
        .on("2024-01-04")
        .body(&format!("This reverts commit {}.", id(label)))
        .edit("src/x.rs", "fn x", 0, 9)
        .blobs("B", "A")
}

#[test]
fn a_commit_and_its_revert_cancel_out() {
    let (_, verdicts) = classified(&[add(), revert("x")]);
    for verdict in &verdicts.changes {
        assert_eq!(verdict.nature(), Nature::Noise(Noise::Reverted));
    }
    assert_eq!(verdicts.commits[1].kind, Kind::Revert);
    assert_eq!(verdicts.commits[1].reverts, Some(CommitIndex(0)));
    assert_eq!(verdicts.commits[0].reverted_by, Some(CommitIndex(1)));
    let says = &verdicts.changes[0].evidence().last().unwrap().says;
    assert_eq!(*says, format!("taken back by {} 3 days later", id("r").short()));
}

#[test]
fn an_abbreviated_name_is_enough_and_an_unknown_one_is_not() {
    let short = id("x").short();
    let by_short =
        commit("undo").body(&format!("This reverts commit {short}")).edit("src/x.rs", "fn x", 0, 9);
    let (_, verdicts) = classified(&[add(), by_short]);
    assert_eq!(verdicts.commits[1].reverts, Some(CommitIndex(0)));
    let unknown = commit("undo").body("This reverts commit 1234567").edit("src/y.rs", "fn y", 0, 9);
    let (_, verdicts) = classified(&[add(), unknown]);
    assert_eq!(verdicts.commits[1].reverts, None);
    assert_eq!(verdicts.commits[1].kind, Kind::Revert);
    assert_eq!(verdicts.changes[1].nature(), Nature::Patch);
}

#[test]
fn the_latest_commit_with_the_subject_is_meant() {
    let by_subject = commit("Revert \"feat: add x\" (#12)").edit("src/x.rs", "fn x", 0, 9);
    let other = add().called("x2").edit("src/y.rs", "fn y", 1, 0);
    let (_, verdicts) = classified(&[other, add(), by_subject]);
    assert_eq!(verdicts.commits[2].reverts, Some(CommitIndex(1)));
    assert_eq!(verdicts.commits[0].reverted_by, None);
}

#[test]
fn a_subject_may_be_quoted_without_its_area() {
    let without_area = commit("io: revert \"add x\" (#12)").edit("src/x.rs", "fn x", 0, 9);
    let (_, verdicts) = classified(&[add(), without_area]);
    assert_eq!(verdicts.commits[1].reverts, Some(CommitIndex(0)));
}

#[test]
fn a_revert_without_a_word_is_seen_by_its_content() {
    let silent = commit("hmm, no").on("2024-01-03").edit("src/x.rs", "fn x", 0, 9).blobs("B", "A");
    let (_, verdicts) = classified(&[add(), silent.clone()]);
    assert_eq!(verdicts.commits[1].reverts, Some(CommitIndex(0)));
    assert_eq!(verdicts.commits[1].kind, Kind::Revert);
    let with_more = silent.clone().edit("src/z.rs", "fn z", 4, 0).blobs("C", "D");
    let (_, verdicts) = classified(&[add(), with_more]);
    assert_eq!(verdicts.commits[1].reverts, None);
    let years_later = silent.on("2026-01-03");
    let (_, verdicts) = classified(&[add(), years_later]);
    assert_eq!(verdicts.commits[1].reverts, None);
}

#[test]
fn after_a_revert_of_the_revert_the_original_stands() {
    let again = commit("Reapply \"feat: add x\"").edit("src/x.rs", "fn x", 9, 0).blobs("A", "B");
    let (_, verdicts) = classified(&[add(), revert("x"), again]);
    assert_eq!(verdicts.changes[0].nature(), Nature::Structural);
    assert_eq!(verdicts.changes[1].nature(), Nature::Noise(Noise::Reverted));
    assert_eq!(verdicts.changes[2].nature(), Nature::Noise(Noise::Reverted));
    assert_eq!(verdicts.commits[0].reverted_by, None);
    assert_eq!(verdicts.commits[1].reverted_by, Some(CommitIndex(2)));
    assert_eq!(verdicts.commits[2].kind, Kind::Feat);
}

#[test]
fn the_revert_of_a_part_is_linked_but_both_stand() {
    let broad = add().edit("src/y.rs", "fn y", 30, 0);
    let (_, verdicts) = classified(&[broad, revert("x")]);
    assert_eq!(verdicts.commits[1].reverts, Some(CommitIndex(0)));
    assert_eq!(verdicts.changes[0].nature(), Nature::Structural);
    assert_eq!(verdicts.changes[2].nature(), Nature::Patch);
}

#[test]
fn a_revert_that_also_does_new_work_stands() {
    let rewrite = commit("Revert \"feat: add x\"").edit("src/x.rs", "fn x", 40, 9);
    let (_, verdicts) = classified(&[add(), rewrite]);
    assert_eq!(verdicts.commits[1].reverts, Some(CommitIndex(0)));
    assert_eq!(verdicts.changes[0].nature(), Nature::Structural);
}

#[test]
fn a_second_attempt_after_a_revert_is_no_twin() {
    let again = add().called("second").on("2024-02-01").fingerprint(5).blobs("A2", "B2");
    let (_, verdicts) = classified(&[add().fingerprint(5), revert("x"), again]);
    assert_eq!(verdicts.commits[2].twin_of, None);
    assert_eq!(verdicts.changes[2].nature(), Nature::Structural);
}

/// A change of two lines, with samples of what went and came.
fn change(label: &str) -> Story {
    commit("read the last block").called(label).edit("src/x.rs", "fn x", 3, 2)
}

#[test]
fn lines_tell_a_revert_that_met_a_conflict() {
    let first = change("a").lines(&[1, 2], &[3, 4, 5]);
    let back = |went: &[u32], came: &[u32]| {
        let back = commit("no").on("2024-01-09").edit("src/x.rs", "fn x", 2, 3);
        classified(&[first.clone(), back.lines(went, came).reworking("a", 2)]).1
    };
    let verdicts = back(&[3, 4, 6], &[1, 2]);
    assert_eq!(verdicts.commits[1].reverts, Some(CommitIndex(0)));
    assert_eq!(verdicts.commits[1].kind, Kind::Revert);
    let says = &verdicts.commits[1].evidence[0].says;
    assert!(says.starts_with("80% of its lines undo 80% of what"), "{says}");
    // Both stand: some of either is left.
    assert_eq!(verdicts.changes[0].nature(), Nature::Patch);
    assert_eq!(back(&[3, 6, 7], &[1, 8]).commits[1].reverts, None);
}

#[test]
fn a_whole_revert_by_lines_cancels_out_and_years_later_it_is_only_linked() {
    let back = |date: &str| {
        let back = commit("read blocks").on(date).edit("src/x.rs", "fn x", 2, 3);
        let first = change("a").lines(&[1, 2], &[3, 4, 5]);
        classified(&[first, back.lines(&[3, 4, 5], &[1, 2]).reworking("a", 3)]).1
    };
    let soon = back("2024-02-01");
    assert_eq!(soon.changes[0].nature(), Nature::Noise(Noise::Reverted));
    let late = back("2026-02-01");
    assert_eq!(late.commits[1].reverts, Some(CommitIndex(0)));
    assert_ne!(late.commits[1].kind, Kind::Revert);
    assert_eq!(late.commits[1].evidence.last().unwrap().rule.name, "revert-by-lines");
    assert_ne!(late.changes[0].nature(), Nature::Noise(Noise::Reverted));
}

#[test]
fn what_is_taken_out_must_be_what_that_commit_wrote() {
    let add = commit("feat: x").called("a").edit("src/x.rs", "fn x", 2, 0).lines(&[], &[3, 4]);
    let remove = commit("drop it").on("2024-02-01").edit("src/x.rs", "fn x", 0, 2);
    let remove = remove.lines(&[3, 4], &[]);
    let (_, verdicts) = classified(&[add.clone(), remove.clone().reworking("a", 2)]);
    assert_eq!(verdicts.commits[1].reverts, Some(CommitIndex(0)));
    let (_, verdicts) = classified(&[add, remove]);
    assert_eq!(verdicts.commits[1].reverts, None);
}

#[test]
fn a_merge_is_taken_back_with_all_that_it_brought() {
    let one = |label: &str, path: &str, line: u32| {
        commit(label).called(label).edit(path, "", 4, 0).lines(&[], &[line])
    };
    let back = commit("it broke").on("2024-01-20");
    let back = back.edit("a.c", "", 0, 4).lines(&[1], &[]).reworking("a", 4);
    let back = back.edit("b.c", "", 0, 4).lines(&[2], &[]).reworking("b", 4);
    let (_, verdicts) = classified(&[
        commit("start").called("start").edit("README", "", 1, 0),
        one("a", "a.c", 1).after(&["start"]),
        one("b", "b.c", 2).after(&["a"]),
        commit("merge").called("merge").after(&["start", "b"]),
        back.after(&["merge"]),
    ]);
    assert_eq!(verdicts.commits[4].reverts, Some(CommitIndex(3)));
}
