//! Spots that were mended, beside spots that were not.

use super::{LIKENESS, WEIGHTS, weights};
use crate::classify::testing::{Story, change_of, classified, commit, moment};
use crate::episodes::episodes;
use crate::model::{Beside, DAY, Quieting, Thresholds};

fn on(day: i64) -> String {
    crate::model::date(moment("2020-01-01") + day * DAY, 0).to_string()
}

/// A patch of a spot, each by somebody else so that none is a quick remedy.
fn patch(spot: usize, day: i64) -> Story {
    let label = format!("fix: {spot} on {day}");
    let section = format!("fn spot_{spot}");
    commit(&label).by(&label).on(&on(day)).edit("src/a.rs", &section, 1, 1)
}

/// Spots that are patched every 40 days for a year, and after that as often again; the first one is reworked as a
/// whole, and patched again on some days.
fn mended(others: usize, again: &[i64]) -> Option<Quieting> {
    let mut story = Vec::new();
    for spot in 0..=others {
        let begun = format!("feat: {spot}");
        let section = format!("fn spot_{spot}");
        story.push((0, commit(&begun).on(&on(0)).edit("src/a.rs", &section, 30, 0)));
        let last = if spot == 0 { 360 } else { 1_400 };
        for day in (40..=last).step_by(40) {
            story.push((day, patch(spot, day)));
        }
    }
    let rework = commit("refactor: spot 0").on(&on(370)).edit("src/a.rs", "fn spot_0", 20, 20);
    story.push((370, rework));
    story.extend(again.iter().map(|day| (*day, patch(0, *day))));
    // Stable: what begins a spot comes first.
    story.sort_by_key(|(day, _)| *day);
    let at = story.iter().position(|(day, _)| *day == 370).unwrap();
    let story: Vec<Story> = story.into_iter().map(|(_, commit)| commit).collect();
    let (history, verdicts) = classified(&story);
    let found = episodes(&history, &verdicts, &Thresholds::default(), moment("2030-01-01"));
    found.quieting(change_of(&history, at)).copied()
}

#[test]
fn silence_among_spots_that_go_on_is_a_claim() {
    let quieting = mended(30, &[]).unwrap();
    assert_eq!((quieting.before, quieting.after), (9, 0));
    let Beside::Matched(likes) = quieting.beside else { panic!("{quieting:?}") };
    assert_eq!(likes.spots, 30);
    assert!((17.0..19.0).contains(&likes.expected), "{likes:?}");
    assert!(likes.probability > 0.99 && quieting.is_quieted());
    assert_eq!((quieting.before_time, quieting.after_time), (365 * DAY, 730 * DAY));
}

#[test]
fn what_goes_on_as_the_others_do_is_none() {
    let again: Vec<i64> = (400..1_400).step_by(40).collect();
    let quieting = mended(30, &again);
    // The chain goes on, so that the change ended none.
    assert_eq!(quieting, None);
}

#[test]
fn too_few_spots_like_it_say_nothing() {
    let quieting = mended(19, &[]).unwrap();
    assert!(matches!(quieting.beside, Beside::TooFew(19)), "{quieting:?}");
    assert!(!quieting.is_quieted());
}

#[test]
fn the_file_has_a_weight_for_all_that_is_known_and_nothing_else() {
    let rows = WEIGHTS.lines().filter(|row| !row.starts_with('#'));
    let names: Vec<&str> = rows.map(|row| row.split('\t').next().unwrap()).collect();
    assert_eq!(names, LIKENESS);
    assert!(weights().iter().all(|weight| *weight != 0.0));
}
