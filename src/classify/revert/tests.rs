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
