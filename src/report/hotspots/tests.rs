//! Recurring spots of a small story.
//!
//! In: a story. Out: nothing. Deliberately absent: formats.

use super::{HotspotQuery, Hotspots, hotspots};
use crate::episodes::Expected;
use crate::model::{Nature, PersonIndex};
use crate::profile::Subject;
use crate::profile::testing::{Story, day, held, too_early};

/// An old spot patched five times by Ada, a new one patched three times by Ben.
fn find_at(now: i64, query: &HotspotQuery) -> Hotspots {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let (old, new) = (story.spot("src/old.rs", "fn a"), story.spot("src/new.rs", "fn b"));
    let gone = story.spot("src/gone.rs", "fn c");
    let patches = story.patches(ada, old, &[0, 10, 20, 30, 40]);
    story.chain(old, &patches, None, held(900));
    let patches = story.patches(ada, gone, &[41, 42, 43]);
    story.chain(gone, &patches, None, held(900));
    let patches = story.patches(ben, new, &[600, 610, 620]);
    story.chain(new, &patches, None, too_early(5));
    let (mut history, _, episodes) = story.finish();
    history.files[2].alive = false;
    hotspots(&history, &episodes, &Expected::default(), day(now), query)
}

fn find(query: &HotspotQuery) -> Hotspots {
    find_at(625, query)
}

fn names(found: &Hotspots) -> Vec<&str> {
    found.spots.iter().map(|spot| spot.spot.as_str()).collect()
}

#[test]
fn recent_patches_come_first_and_dead_files_are_only_counted() {
    let found = find(&HotspotQuery::default());
    assert_eq!(names(&found), ["src/new.rs: fn b", "src/old.rs: fn a"]);
    assert_eq!((found.gone, found.older), (1, 0));
    let new = &found.spots[0];
    assert_eq!((new.patches, new.span_days, new.people, new.lines), (3, 20, 1, 12));
    // Ages of 25, 15 and 5 days: 0.908 + 0.944 + 0.981.
    assert!((new.recency - 2.83).abs() < 1e-9, "{}", new.recency);
}

#[test]
fn spots_not_patched_for_two_years_are_counted_unless_a_period_is_asked_for() {
    let found = find_at(770, &HotspotQuery::default());
    assert_eq!(found.older, 0);
    let found = find_at(771, &HotspotQuery::default());
    assert_eq!((names(&found), found.older), (vec!["src/new.rs: fn b"], 1));
    assert_eq!(found.older_since.as_deref(), Some("2024-01-01"));
    assert_eq!(found.listed_days, Some(730));
    let all = find_at(771, &HotspotQuery { since: Some(day(0)), ..HotspotQuery::default() });
    assert_eq!((all.spots.len(), all.older, all.listed_days), (2, 0, None));
}

#[test]
fn period_subject_limit_and_threshold() {
    let ada = Some(Subject { people: vec![PersonIndex(0)] });
    let by_ada = find(&HotspotQuery { subject: ada, ..HotspotQuery::default() });
    assert_eq!(names(&by_ada), ["src/old.rs: fn a"]);
    let until = find(&HotspotQuery { until: Some(day(25)), ..HotspotQuery::default() });
    assert_eq!((names(&until), until.spots[0].patches), (vec!["src/old.rs: fn a"], 3));
    let one = find(&HotspotQuery { limit: 1, ..HotspotQuery::default() });
    assert_eq!((one.spots.len(), one.left_out), (1, 1));
    let many = find(&HotspotQuery { recurring: 5, ..HotspotQuery::default() });
    assert_eq!(names(&many), ["src/old.rs: fn a"]);
}

#[test]
fn spots_of_the_same_commits_are_one_row_with_the_least_settled_outcome() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spots = ["a.rs", "b.rs", "c.rs"].map(|path| story.spot(path, "fn a"));
    let mut patches = vec![Vec::new(); 3];
    for at in [0, 10, 20] {
        story.commit(ada, at, "fix: all three");
        for (number, spot) in (1..).zip(spots) {
            let change = story.change_of(spot, Nature::Patch, number);
            patches[number as usize - 1].push(change);
        }
    }
    for (at, spot) in spots.into_iter().enumerate() {
        let outcome = if at == 1 { too_early(80) } else { held(100) };
        story.chain(spot, &patches[at], None, outcome);
    }
    let (history, _, episodes) = story.finish();
    let found =
        hotspots(&history, &episodes, &Expected::default(), day(120), &HotspotQuery::default());
    assert_eq!(found.spots.len(), 1);
    let row = &found.spots[0];
    assert_eq!((row.spot.as_str(), row.patches, row.lines), ("c.rs: fn a", 3, 27));
    assert_eq!(row.also, ["b.rs: fn a", "a.rs: fn a"]);
    assert_eq!(row.outcome.brief(), "too early");
}

#[test]
fn spots_too_old_for_a_weight_that_shows_are_still_in_order() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    for (path, days) in [("a.rs", [0, 10, 20]), ("b.rs", [300, 310, 320])] {
        let spot = story.spot(path, "fn a");
        let patches = story.patches(ada, spot, &days);
        story.chain(spot, &patches, None, held(900));
    }
    let (history, _, episodes) = story.finish();
    let query = HotspotQuery { since: Some(day(-1)), ..HotspotQuery::default() };
    let found = hotspots(&history, &episodes, &Expected::default(), day(4_000), &query);
    assert_eq!(names(&found), ["b.rs: fn a", "a.rs: fn a"]);
    assert!(found.spots.iter().all(|spot| spot.recency == 0.0));
}
