//! What is expected of small histories.

use super::{Events, Expected, FEATURES, Unit, expected};
use crate::classify::testing::{Story, classified, commit, moment};
use crate::model::{DAY, SpotIndex};

fn feature(events: &Events, place: usize, name: &str, date: &str) -> f64 {
    let at = FEATURES.iter().position(|known| *known == name).unwrap();
    events.features(moment(date)).rows[place].unwrap()[at]
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

#[test]
fn features_know_what_came_before_and_nothing_later() {
    let story = [
        commit("feat: f").on("2024-01-01").edit("src/a.rs", "fn f", 9, 0),
        commit("fix: f").by("bob").on("2024-06-29").edit("src/a.rs", "fn f", 2, 1),
        commit("fix: f").by("bob").on("2025-06-29").edit("src/a.rs", "fn f", 2, 1),
    ];
    let (history, verdicts) = classified(&story);
    let events = Events::of(&history, &verdicts, Unit::Spot);
    // 180 days after the first commit, on the day of the second.
    let then = |name| feature(&events, 0, name, "2024-06-29");
    assert!(close(then("lines"), 10.0_f64.ln()));
    assert!(close(then("changes-recent"), 1.5_f64.ln_1p()));
    assert!(close(then("changes-fresh"), 1.25_f64.ln_1p()));
    assert!(close(then("patches-recent"), 1.0_f64.ln_1p()));
    assert!(close(then("people"), 2.0_f64.ln_1p()));
    assert!(close(then("age"), 210.0_f64.ln()) && close(then("rest"), 7.0_f64.ln()));
    assert!(close(then("growth"), 6.5_f64.ln_1p()));
    assert_eq!(events.features(moment("2023-12-31")).rows, [None]);
    assert_eq!(events.patches(moment("2024-06-29"), moment("2025-06-29")), [1]);
}

#[test]
fn neighbours_and_companions_are_others() {
    let both = |date: &str| {
        commit("fix: both")
            .by(date)
            .on(date)
            .edit("src/a.rs", "fn f", 1, 1)
            .edit("src/b.rs", "fn g", 1, 1)
    };
    let alone = commit("fix: g").by("eve").on("2024-01-01").edit("src/b.rs", "fn g", 1, 1);
    let (history, verdicts) = classified(&[both("2024-01-01"), alone]);
    let events = Events::of(&history, &verdicts, Unit::File);
    let of = |place, name| feature(&events, place, name, "2024-01-01");
    assert!(close(of(0, "patches-nearby"), 1.02_f64.ln()));
    assert!(close(of(1, "patches-nearby"), 0.52_f64.ln()));
    assert!(close(of(0, "patches-along"), 2.0_f64.ln_1p()));
    assert!(close(of(1, "patches-along"), 1.0_f64.ln_1p()));
    assert_eq!(events.patches(0, moment("2024-01-01")), [1, 2]);
}

#[test]
fn noise_is_no_event_but_has_lines() {
    let story = [
        commit("feat: f").on("2024-01-01").edit("src/a.rs", "fn f", 9, 0),
        commit("fmt").on("2024-01-02").edit("src/a.rs", "fn f", 3, 1).formatting(),
    ];
    let (history, verdicts) = classified(&story);
    let events = Events::of(&history, &verdicts, Unit::Spot);
    assert!(close(feature(&events, 0, "changes", "2024-01-03"), 1.0_f64.ln_1p()));
    assert!(close(feature(&events, 0, "lines", "2024-01-03"), 11.0_f64.ln()));
}

/// A spot that is patched every so many days, and fifty that were only begun.
fn busy(every: i64) -> Expected {
    let begun = moment("2023-01-01");
    let mut story: Vec<Story> = Vec::new();
    for at in 0..50 {
        let section = format!("fn calm_{at}");
        let calm = commit("feat: calm").called(&section).on("2023-01-01");
        story.push(calm.edit("src/a.rs", &section, 9, 0));
    }
    story.push(commit("feat: busy").on("2023-01-01").edit("src/a.rs", "fn busy", 9, 0));
    for at in 1..=730 / every {
        let date = crate::model::date(begun + at * every * DAY, 0).to_string();
        let patch = commit(&format!("fix: {at}")).by(&format!("author {at}")).on(&date);
        story.push(patch.edit("src/a.rs", "fn busy", 1, 1));
    }
    let (history, verdicts) = classified(&story);
    expected(&history, &verdicts, moment("2030-01-01"))
}

#[test]
fn a_spot_that_is_patched_often_is_expected_to_be_patched_again() {
    let found = busy(10);
    assert_eq!((found.spots, found.patches), (51, 37));
    let (calm, busy) =
        (found.of_spot(SpotIndex(0)).unwrap(), found.of_spot(SpotIndex(50)).unwrap());
    assert!(busy.patches > 5.0 && busy.patches > 5.0 * calm.patches, "{busy:?} {calm:?}");
    assert!(f64::from(busy.low) < busy.patches && busy.patches < f64::from(busy.high), "{busy:?}");
    assert_eq!(calm.low, 0);
    assert_eq!(found.of_spot(SpotIndex(99)), None);
}

#[test]
fn from_too_few_patches_nothing_is_expected() {
    let found = busy(20);
    assert_eq!((found.patches, found.of_spot(SpotIndex(50))), (19, None));
}
