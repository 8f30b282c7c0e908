//! What periods amount to, on small stories.
//!
//! In: stories. Out: nothing. Deliberately absent: words and formats.

use proptest::prelude::*;

use super::Tally;
use crate::model::{DAY, Nature, Noise, PersonIndex, Thresholds};
use crate::profile::testing::{Story, day};
use crate::profile::{Ledger, PeriodUnit, Work};

fn ledger_of(story: Story, thresholds: &Thresholds) -> Ledger {
    story.ledger(PersonIndex(0), thresholds, day(3_000))
}

/// What each period weighs, from the first to the last.
fn tallies(ledger: Ledger, unit: PeriodUnit) -> Vec<Tally> {
    let ledgers = [ledger];
    let work = Work::of(&ledgers, day(3_000));
    work.periods(unit).into_iter().map(|period| work.tally(period)).collect()
}

/// What the first year weighs.
fn first_year(story: Story, thresholds: &Thresholds) -> Tally {
    tallies(ledger_of(story, thresholds), PeriodUnit::Year).remove(0)
}

#[test]
fn a_wide_commit_weighs_as_much_as_a_narrow_one() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let spots = ["fn a", "fn b", "fn c", "fn d"].map(|name| story.spot("src/a.rs", name));
    story.commit(ada, 0, "wide");
    for spot in spots {
        story.change(spot, Nature::Structural);
    }
    story.change(spots[0], Nature::Noise(Noise::Formatting));
    story.commit(ada, 1, "narrow").change(spots[0], Nature::Upkeep);
    story.commit(ben, 2, "somebody else's").change(spots[0], Nature::Upkeep);
    let tally = first_year(story, &Thresholds::default());
    assert_eq!((tally.commits, tally.counted, tally.changes.structural), (2, 2, 4));
    assert!((tally.headway - 1.0).abs() < 1e-9 && (tally.upkeep - 1.0).abs() < 1e-9);
    assert_eq!(tally.noise_changes[&Noise::Formatting], 1);
    assert!(tally.noise_commits.is_empty() && tally.too_small());
}

#[test]
fn gaps_are_filled_and_empty_commits_are_told_apart() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("Cargo.lock", "x");
    story.commit(ada, 0, "bump").change(spot, Nature::Noise(Noise::LockFile));
    story.commit(ada, 100, "nothing");
    story.commit(ada, 800, "again").change(spot, Nature::Upkeep);
    story.commit(ada, 9_000, "a clock gone wrong").change(spot, Nature::Upkeep);
    let ledgers = [ledger_of(story, &Thresholds::default())];
    let work = Work::of(&ledgers, day(3_000));
    assert_eq!(work.periods(PeriodUnit::Month).len(), 27);
    let years = work.periods(PeriodUnit::Year);
    assert_eq!(years.iter().map(|year| year.name()).collect::<Vec<_>>(), ["2024", "2025", "2026"]);
    let first = work.tally(years[0]);
    assert_eq!((first.commits, first.counted, first.without_changes), (2, 0, 1));
    assert_eq!(first.noise_commits[&Noise::LockFile], 1);
    assert_eq!(work.tally(years[1]).commits, 0);
    assert_eq!(work.misdated, 1);
}

#[test]
fn a_narrower_window_sees_fewer_repeats() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("src/a.rs", "fn a");
    story.patches(ada, spot, &[0, 10, 30, 58, 140]);
    let tally = first_year(story, &Thresholds::default());
    assert_eq!((tally.changes.patches, tally.changes.repeats), (5, 4));
    assert_eq!(tally.patching, 5);
    let counts: Vec<_> = tally.repeats_within.into_iter().collect();
    assert_eq!(counts, [(14, 1.0), (21, 2.0), (30, 3.0), (90, 4.0)]);
}

#[test]
fn one_commit_that_patches_seven_files_again_came_back_once() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spots = ["a", "b", "c", "d", "e", "f", "g"].map(|name| story.spot(name, "fn lock"));
    for at in [0, 8] {
        story.commit(ada, at, "fix: all seven");
        for spot in spots {
            story.change(spot, Nature::Patch);
        }
    }
    let other = story.spot("z", "fn other");
    story.commit(ada, 9, "fix: two of which one again").change(other, Nature::Patch);
    story.change(spots[0], Nature::Patch);
    let tally = first_year(story, &Thresholds::default());
    assert_eq!((tally.changes.patches, tally.changes.repeats, tally.patching), (16, 8, 3));
    assert!((tally.repeats - 1.5).abs() < 1e-9, "{}", tally.repeats);
    assert!((tally.repeats_within[&14] - 1.5).abs() < 1e-9);
    assert!((tally.repeat_share().unwrap().value() - 0.5).abs() < 1e-9);
    assert!(tally.too_few_patching());
}

#[test]
fn remedies_make_no_patching_commit() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("src/a.rs", "fn a");
    let first = story.commit(ada, 0, "feat: a").change(spot, Nature::Structural);
    story.commit(ada, 1, "fix: typo").remedy(spot, first);
    let tally = first_year(story, &Thresholds::default());
    assert_eq!((tally.patching, tally.changes.remedies), (0, 1));
    assert_eq!(tally.repeat_share(), None);
}

#[test]
fn wider_windows_than_the_configured_one_are_not_guessed() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("src/a.rs", "fn a");
    story.patches(ada, spot, &[0, 10]);
    let thresholds = Thresholds { window: 28 * DAY, ..Thresholds::default() };
    let tally = first_year(story, &thresholds);
    assert_eq!(tally.repeats_within.keys().copied().collect::<Vec<_>>(), [14, 21, 28]);
    assert_eq!(tally.repeat_share_by_window().len(), 3);
}

proptest! {
    #[test]
    fn months_sum_to_years_and_standings_to_commits(
        commits in proptest::collection::vec((0_i64..1_500, 1_usize..4, 0_usize..4), 1..60),
    ) {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let spots = ["fn a", "fn b", "fn c"].map(|name| story.spot("src/a.rs", name));
        let natures = [
            Nature::Structural, Nature::Upkeep, Nature::Patch, Nature::Noise(Noise::Moved),
        ];
        for (at, width, nature) in &commits {
            story.commit(ada, *at, "work");
            for spot in &spots[..*width] {
                story.change(*spot, natures[*nature]);
            }
        }
        let ledger = ledger_of(story, &Thresholds::default());
        let months = tallies(ledger.clone(), PeriodUnit::Month);
        let years = tallies(ledger, PeriodUnit::Year);
        let all = |count: fn(&Tally) -> usize| -> (usize, usize) {
            (months.iter().map(count).sum(), years.iter().map(count).sum())
        };
        prop_assert_eq!(all(|tally| tally.commits), (commits.len(), commits.len()));
        let counted = commits.iter().filter(|(_, _, nature)| *nature != 3).count();
        prop_assert_eq!(all(|tally| tally.counted), (counted, counted));
        for tally in &years {
            let weight = tally.headway + tally.motion() + tally.remedy + tally.undecided;
            prop_assert!((weight - tally.counted as f64).abs() < 1e-6);
            prop_assert!(tally.repeats <= tally.patching as f64 + 1e-6);
            prop_assert!(tally.patching <= tally.counted);
            let set_aside = tally.noise_commits.values().sum::<usize>();
            prop_assert_eq!(
                tally.counted + set_aside + tally.without_changes, tally.commits);
        }
    }
}
