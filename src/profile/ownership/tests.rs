//! Ownership of areas, on small stories.
//!
//! In: stories. Out: nothing. Deliberately absent: words and formats.

use super::{Basis, Ownership, ownership};
use crate::model::{Nature, PersonIndex, Thresholds};
use crate::profile::testing::{Story, day, held, too_early};
use crate::profile::{Standings, Subject};

fn owned_at(story: Story, now: i64) -> Vec<Ownership> {
    let (history, verdicts, episodes) = story.finish();
    let standings = Standings::of(&verdicts, &episodes);
    let subject = Subject { people: vec![PersonIndex(0)] };
    let basis = Basis {
        history: &history,
        verdicts: &verdicts,
        episodes: &episodes,
        standings: &standings,
        thresholds: &Thresholds::default(),
        subject: &subject,
        now: day(now),
    };
    ownership(&basis).into_iter().filter(Ownership::is_theirs).collect()
}

#[test]
fn figures_of_a_shared_area() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let spot = story.spot("net/a.rs", "fn a");
    story.commit(ada, 0, "begin").change(spot, Nature::Structural);
    story.commit(ben, 100, "add").change(spot, Nature::Structural);
    story.commit(ben, 600, "mend").change(spot, Nature::Patch);
    story.alive("net/a.rs", Some(0), 60);
    story.alive("net/a.rs", Some(1), 30);
    story.alive("net/a.rs", None, 10);
    let owned = &owned_at(story, 700)[0];
    assert_eq!((owned.lines, owned.lines_in_all, owned.lines_unknown), (60, 100, 10));
    assert_eq!((owned.commits, owned.commits_in_all), (1, 3));
    assert_eq!((owned.others_active, owned.others_major, owned.patching), (1, 1, 1));
    assert!(!owned.is_alone() && !owned.is_fragile());
}

#[test]
fn alone_and_patched_is_fragile_alone_and_quiet_is_not() {
    for (patches, fragile) in [(&[0_i64, 100, 200][..], true), (&[100, 200], false)] {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let spot = story.spot("auth/a.rs", "fn a");
        story.patches(ada, spot, patches);
        story.alive("auth/a.rs", Some(0), 80);
        let owned = &owned_at(story, 210)[0];
        assert!(owned.is_alone());
        assert_eq!(owned.is_fragile(), fragile);
    }
}

#[test]
fn an_open_recurring_spot_makes_fragile_until_it_is_a_year_old() {
    for (outcome, now, recurring) in
        [(too_early(5), 300, 1), (held(280), 300, 0), (too_early(5), 386, 0)]
    {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let spot = story.spot("auth/a.rs", "fn a");
        story.commit(ada, -400, "begin").change(spot, Nature::Structural);
        let patches = story.patches(ada, spot, &[0, 10, 20]);
        story.chain(spot, &patches[..], None, outcome);
        story.alive("auth/a.rs", Some(0), 80);
        let owned = &owned_at(story, now)[0];
        assert_eq!(owned.recurring, recurring);
    }
}

#[test]
fn a_commit_that_patches_many_sections_patches_the_area_once() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    story.commit(ada, 0, "fix: everywhere");
    for at in 0..9 {
        let spot = story.spot("auth/a.rs", &format!("fn a{at}"));
        story.change(spot, Nature::Patch);
    }
    story.alive("auth/a.rs", Some(0), 80);
    let owned = &owned_at(story, 10)[0];
    assert_eq!(owned.patching, 1);
    assert!(owned.is_alone() && !owned.is_fragile());
}

#[test]
fn an_area_of_next_to_no_lines_is_not_theirs() {
    for (lines, areas) in [(4, 0), (5, 1)] {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let spot = story.spot("net/a.rs", "fn a");
        story.commit(ada, 0, "begin").change(spot, Nature::Structural);
        story.commit(ben, 1, "go on").change(spot, Nature::Structural);
        story.alive("net/a.rs", Some(0), lines);
        story.alive("net/a.rs", Some(1), 1_000 - lines);
        assert_eq!(owned_at(story, 10).len(), areas);
    }
}
