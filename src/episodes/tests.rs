//! Chains and outcomes of small stories.

use super::episodes;
use crate::classify::testing::{Story, answered, change_of, classified, commit, moment};
use crate::model::{DAY, Episodes, History, Outcome, Thresholds, Verdicts};

fn fix(date: &str) -> Story {
    commit("fix: f").called(date).by(date).on(date).edit("src/a.rs", "fn f", 1, 1)
}

fn refactor(date: &str) -> Story {
    commit("refactor: f").called(date).on(date).edit("src/a.rs", "fn f", 9, 9)
}

/// Work beside the spot, in the same directory.
fn beside(date: &str) -> Story {
    commit("feat: g").called(date).on(date).edit("src/b.rs", "fn g", 3, 0)
}

fn told(story: &[Story], now: &str) -> (History, Verdicts, Episodes) {
    let (history, verdicts) = classified(story);
    let episodes = episodes(&history, &verdicts, &Thresholds::default(), moment(now));
    (history, verdicts, episodes)
}

fn outcome(history: &History, episodes: &Episodes, commit: usize) -> Outcome {
    episodes.outcome(change_of(history, commit)).unwrap()
}

#[test]
fn a_chain_goes_on_as_long_as_each_patch_is_within_the_window() {
    let story = [fix("2024-01-01"), fix("2024-03-01"), fix("2024-05-01"), fix("2024-12-01")];
    let (history, _, episodes) = told(&story, "2025-01-01");
    assert_eq!(episodes.chains.len(), 1);
    let expected: Vec<_> = (0..3).map(|at| change_of(&history, at)).collect();
    assert_eq!(episodes.chains[0].patches, expected);
    assert_eq!(episodes.chains[0].ended_by, None);
}

#[test]
fn remedies_are_attached_and_are_no_members() {
    let story =
        [fix("2024-01-01").by("ada"), fix("2024-01-02").by("ada"), fix("2024-01-20").by("bob")];
    let (history, _, episodes) = told(&story, "2025-01-01");
    assert_eq!(episodes.chains[0].patches, [change_of(&history, 0), change_of(&history, 2)]);
    assert_eq!(episodes.chains[0].remedies, [change_of(&history, 1)]);
}

#[test]
fn one_patch_is_no_chain() {
    let (_, _, episodes) = told(&[fix("2024-01-01"), refactor("2024-01-09")], "2025-01-01");
    assert!(episodes.chains.is_empty());
}

#[test]
fn a_patch_that_came_back_names_the_one_that_did() {
    let story = [refactor("2024-01-01"), fix("2024-01-15"), fix("2024-03-01")];
    let (history, _, episodes) = told(&story, "2025-01-01");
    let by = change_of(&history, 1);
    assert_eq!(outcome(&history, &episodes, 0), Outcome::CameBack { by, after: 14 * DAY });
    let by = change_of(&history, 2);
    assert_eq!(outcome(&history, &episodes, 1), Outcome::CameBack { by, after: 46 * DAY });
}

#[test]
fn a_remedy_is_no_coming_back() {
    let story =
        [refactor("2024-01-01").by("ada"), fix("2024-01-02").by("ada"), beside("2024-06-01")];
    let (history, _, episodes) = told(&story, "2025-01-01");
    assert!(matches!(outcome(&history, &episodes, 0), Outcome::TooEarly { .. }));
}

#[test]
fn a_patch_dated_before_what_it_follows_hides_no_later_one() {
    let story = [refactor("2024-01-10"), fix("2024-01-05"), fix("2024-01-20")];
    let (history, _, episodes) = told(&story, "2025-01-01");
    let by = change_of(&history, 2);
    assert_eq!(outcome(&history, &episodes, 0), Outcome::CameBack { by, after: 10 * DAY });
}

#[test]
fn silence_counts_only_while_the_neighbourhood_moves() {
    let moving =
        [fix("2024-01-01"), beside("2024-02-01"), beside("2024-03-01"), beside("2024-04-10")];
    let (history, _, episodes) = told(&moving, "2025-01-01");
    let quiet = moment("2024-04-10") - moment("2024-01-01");
    assert_eq!(outcome(&history, &episodes, 0), Outcome::Held { quiet, exposure: 3 });
    let (history, _, episodes) = told(&moving[..3], "2025-01-01");
    let quiet = moment("2024-03-01") - moment("2024-01-01");
    assert_eq!(outcome(&history, &episodes, 0), Outcome::TooEarly { quiet, exposure: 2 });
}

#[test]
fn what_held_was_quiet_until_it_was_patched_again() {
    let story = [
        refactor("2024-01-01"),
        beside("2024-02-01"),
        beside("2024-03-01"),
        beside("2024-04-01"),
        fix("2024-07-01"),
        beside("2024-12-01"),
    ];
    let (history, _, episodes) = told(&story, "2025-01-01");
    let quiet = moment("2024-07-01") - moment("2024-01-01");
    assert_eq!(outcome(&history, &episodes, 0), Outcome::Held { quiet, exposure: 3 });
}

#[test]
fn silence_after_a_deletion_is_no_evidence() {
    let moving = [beside("2024-03-01"), beside("2024-04-01"), beside("2024-06-01")];
    let gone = |last: Story| [&[fix("2024-01-01"), last], moving.as_slice()].concat();
    let deleted = commit("chore: drop a").on("2024-02-01").edit("src/a.rs", "", 0, 9);
    let (history, _, episodes) = told(&gone(deleted.deleted_file()), "2025-01-01");
    let early = Outcome::TooEarly { quiet: 31 * DAY, exposure: 1 };
    assert_eq!(outcome(&history, &episodes, 0), early);
    let section = commit("refactor: drop f").on("2024-02-01").edit("src/a.rs", "fn f", 0, 9);
    let (history, _, episodes) = told(&gone(section.removing()), "2025-01-01");
    let early = Outcome::TooEarly { quiet: 31 * DAY, exposure: 0 };
    assert_eq!(outcome(&history, &episodes, 0), early);
}

#[test]
fn what_is_brought_back_was_not_gone() {
    let story = [
        fix("2024-01-01"),
        commit("chore: drop f").on("2024-02-01").edit("src/a.rs", "fn f", 0, 9).removing(),
        commit("feat: f").on("2024-02-02").edit("src/a.rs", "fn f", 9, 0).introducing(),
        beside("2024-03-01"),
        beside("2024-04-01"),
        beside("2024-06-01"),
    ];
    let (history, _, episodes) = told(&story, "2025-01-01");
    assert!(matches!(outcome(&history, &episodes, 0), Outcome::Held { exposure: 3, .. }));
}

#[test]
fn a_patch_comes_back_to_the_file_that_was_new_as_a_whole() {
    let file =
        commit("feat: a").called("a").on("2024-01-01").edit("src/a.rs", "", 60, 0).new_file();
    let patch = fix("2024-01-20").reworking("a", 1);
    let (history, _, episodes) = told(&[file.clone(), patch], "2025-01-01");
    let by = change_of(&history, 1);
    assert_eq!(outcome(&history, &episodes, 0), Outcome::CameBack { by, after: 19 * DAY });
    let (history, _, episodes) = told(&[file, fix("2024-01-20")], "2025-01-01");
    assert!(matches!(outcome(&history, &episodes, 0), Outcome::TooEarly { .. }));
}

#[test]
fn a_chain_survives_a_renamed_file() {
    let renamed = commit("refactor: move").on("2024-01-10");
    let renamed = renamed.edit("src/b.rs", "", 0, 0).renamed("src/a.rs");
    let patch = commit("fix: f").on("2024-01-20").edit("src/b.rs", "fn f", 1, 1);
    let (history, _, episodes) = told(&[fix("2024-01-01"), renamed, patch], "2025-01-01");
    let expected = [change_of(&history, 0), change_of(&history, 2)];
    assert_eq!(episodes.chains[0].patches, expected);
    assert_eq!(history.spot_name(episodes.chains[0].spot), "src/b.rs: fn f");
}

#[test]
fn nothing_after_now_is_known() {
    let story = [fix("2024-01-01"), beside("2024-01-10"), fix("2024-02-01")];
    let (history, _, episodes) = told(&story, "2024-01-20");
    let quiet = 19 * DAY;
    assert_eq!(outcome(&history, &episodes, 0), Outcome::TooEarly { quiet, exposure: 1 });
}

#[test]
fn a_structural_change_soon_after_the_last_patch_may_be_the_root_cause() {
    let story = [
        fix("2024-01-01"),
        fix("2024-01-20"),
        refactor("2024-02-01"),
        beside("2024-03-01"),
        beside("2024-04-01"),
        beside("2024-05-20"),
    ];
    let (history, _, episodes) = told(&story, "2025-01-01");
    let chain = &episodes.chains[0];
    assert_eq!(chain.ended_by, Some(change_of(&history, 2)));
    assert!(matches!(chain.outcome, Outcome::Held { exposure: 3, .. }));
    let late = [fix("2024-01-01"), fix("2024-01-20"), refactor("2024-09-01")];
    assert_eq!(told(&late, "2025-01-01").2.chains[0].ended_by, None);
}

#[test]
fn a_last_patch_that_replaces_two_others_may_be_the_root_cause() {
    let last = || fix("2024-02-20").reworking("2024-01-01", 2);
    let story = [fix("2024-01-01"), fix("2024-01-20"), last().reworking("2024-01-20", 1)];
    let (history, _, episodes) = told(&story, "2025-01-01");
    assert_eq!(episodes.chains[0].ended_by, Some(change_of(&history, 2)));
    let one = [fix("2024-01-01"), fix("2024-01-20"), last()];
    assert_eq!(told(&one, "2025-01-01").2.chains[0].ended_by, None);
}

#[test]
fn a_chain_survives_a_renamed_section() {
    let renamed = commit("fix: g")
        .by("eve")
        .on("2024-01-20")
        .edit("src/a.rs", "fn g", 2, 2)
        .reworking("2024-01-01", 2);
    let (history, _, episodes) = told(&[fix("2024-01-01"), renamed], "2025-01-01");
    let chain = &episodes.chains[0];
    assert_eq!(chain.patches, [change_of(&history, 0), change_of(&history, 1)]);
    assert_eq!(chain.spot, history.change(change_of(&history, 1)).spot);
    assert!(matches!(outcome(&history, &episodes, 0), Outcome::CameBack { .. }));
}

#[test]
fn reverted_patches_are_in_no_chain() {
    let reverted = fix("2024-01-10").fingerprint(1);
    let revert = commit("Revert \"fix: f\"").on("2024-01-11").edit("src/a.rs", "fn f", 1, 1);
    let (_, _, episodes) = told(&[fix("2024-01-01"), reverted, revert], "2025-01-01");
    assert!(episodes.chains.is_empty());
}

#[test]
fn upkeep_and_noise_have_no_outcome() {
    let (history, _, episodes) =
        told(&[commit("docs: g").edit("README.md", "", 1, 0), fix("2024-01-02")], "2025-01-01");
    assert_eq!(episodes.outcome(change_of(&history, 0)), None);
    assert!(episodes.outcome(change_of(&history, 1)).is_some());
}

#[test]
fn an_empty_history_has_no_episodes() {
    let (_, _, episodes) = told(&[], "2025-01-01");
    assert_eq!(episodes, Episodes::default());
}

/// The same where the user has said of some commits whether they were root causes.
fn told_with(story: &[Story], said: &[(&str, bool)]) -> (History, Episodes) {
    let said: Vec<_> = said.iter().map(|(label, claim)| (*label, None, Some(*claim))).collect();
    let (history, verdicts) = answered(story, &said);
    let now = moment("2025-01-01");
    let episodes = episodes(&history, &verdicts, &Thresholds::default(), now);
    (history, episodes)
}

#[test]
fn what_the_user_calls_a_root_cause_is_the_candidate_and_is_measured_like_any() {
    let story = [fix("2024-01-01"), fix("2024-01-20"), fix("2024-02-10"), beside("2024-06-01")];
    let ended = |said: &[(&str, bool)]| told_with(&story, said).1.chains[0].ended_by;
    let (history, episodes) = told_with(&story, &[("2024-02-10", true)]);
    let chain = &episodes.chains[0];
    assert_eq!(chain.ended_by, Some(change_of(&history, 2)));
    // One commit beside it is too few to say that it held, whatever the user says.
    assert!(matches!(chain.outcome, Outcome::TooEarly { exposure: 1, .. }));
    assert_eq!(ended(&[]), None);
    // A patch that others followed did not end the chain.
    assert_eq!(ended(&[("2024-01-20", true)]), None);
    assert_eq!(ended(&[("2024-06-01", true)]), None);
}

#[test]
fn a_claim_counts_more_than_a_structural_change_and_a_denial_takes_the_candidate_away() {
    let story = [
        fix("2024-01-01"),
        fix("2024-01-20"),
        refactor("2024-02-01"),
        refactor("2024-02-20"),
        refactor("2024-09-01"),
    ];
    let ended = |said: &[(&str, bool)]| {
        let (history, episodes) = told_with(&story, said);
        episodes.chains[0].ended_by.map(|change| history.change(change).commit.get())
    };
    assert_eq!(ended(&[]), Some(3));
    assert_eq!(ended(&[("2024-02-01", true)]), Some(2));
    assert_eq!(ended(&[("2024-01-20", true)]), Some(1));
    assert_eq!(ended(&[("2024-02-20", false)]), Some(2));
    assert_eq!(ended(&[("2024-02-20", false), ("2024-02-01", false)]), None);
    // Long after the last patch the chain was over by itself.
    assert_eq!(ended(&[("2024-09-01", true)]), Some(3));
}
