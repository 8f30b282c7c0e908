//! Scope of small bodies of work.
//!
//! In: deeds. Out: nothing. Deliberately absent: words and formats.

use jiff::civil::date;
use proptest::prelude::*;

use super::{BoundarySort, Deed, Scope, Workdays};
use crate::model::{HOUR, Kind};
use crate::profile::testing::day;

/// Something done at an hour of the story, in one of the areas, each of which has ten files.
fn deed(hours: i64, file: u32, kind: Kind) -> Deed {
    let time = day(0) + hours * HOUR;
    Deed {
        time,
        date: crate::model::date(time, 0),
        project: 0,
        file,
        area: file / 10,
        language: Some(file / 20),
        boundary: (file % 10 == 9).then_some(BoundarySort::Interface),
        is_code: true,
        kind,
        structural: kind == Kind::Feat,
    }
}

fn scope(deeds: &[Deed]) -> Scope {
    Workdays::of(deeds).scope(date(2024, 1, 1), date(2025, 1, 1))
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

#[test]
fn one_place_and_many_places() {
    let at = |file: fn(u32) -> u32| -> Vec<Deed> {
        (0..40).map(|at| deed(i64::from(at) * 24, file(at), Kind::Fix)).collect()
    };
    let narrow = scope(&at(|_| 3));
    assert_eq!((narrow.days, narrow.areas, narrow.files), (40, 1, 1));
    assert!(close(narrow.breadth.value, 1.0) && close(narrow.complexity.value, 0.0));
    assert!(close(narrow.breadth.high, 1.0), "all days are alike: {narrow:?}");
    let wide = scope(&at(|at| at % 4 * 10));
    assert!(close(wide.breadth.value, 4.0) && close(wide.effective_files, 4.0));
    assert!(close(wide.complexity.value, 1.0) && close(wide.effective_languages.value, 2.0));
    assert!(wide.breadth.low <= 4.0 && wide.breadth.high >= 4.0, "{wide:?}");
    assert!(close(wide.structural.unwrap().part, 0.0) && wide.novelty.is_none());
    let few = scope(&at(|at| at % 4 * 10)[..9]);
    assert!(few.too_few() && close(few.breadth.low, few.breadth.high));
    assert_eq!(scope(&[]).days, 0);
}

#[test]
fn shares_are_parts_of_days() {
    let mut deeds: Vec<Deed> =
        (0..20).map(|at| deed(i64::from(at) * 24, if at < 5 { 9 } else { 1 }, Kind::Fix)).collect();
    deeds.extend((0..10).map(|at| deed(i64::from(at) * 24 + 5, 21, Kind::Feat)));
    let found = scope(&deeds);
    assert!(close(found.altitude.unwrap().value(), 2.5 / 20.0), "half of five days");
    assert!(close(found.boundaries[0], 2.5));
    assert!(close(found.structural.unwrap().value(), 0.25));
    assert!(close(found.altitude.unwrap().whole, 20.0));
}

#[test]
fn what_is_new_was_never_worked_in_before() {
    let mut deeds: Vec<Deed> = (0..20).map(|at| deed(at * 24, 0, Kind::Fix)).collect();
    deeds.extend((366..386).map(|at| deed(at * 24, if at < 371 { 55 } else { 1 }, Kind::Fix)));
    let workdays = Workdays::of(&deeds);
    let (first, end) = (date(2025, 1, 1), date(2026, 1, 1));
    assert!(close(workdays.scope(first, end).novelty.unwrap().value(), 0.25));
    assert!(workdays.scope(date(2024, 1, 1), first).novelty.is_none(), "all of it would be new");
    let areas = workdays.areas(first, end);
    let told = areas.iter().map(|area| (area.number, area.days, area.is_new));
    assert_eq!(told.collect::<Vec<_>>(), [(0, 15, false), (5, 5, true)]);
    assert!(workdays.languages(first, end)[1].is_new);
}

#[test]
fn work_that_crosses_areas_is_one_piece_however_it_is_committed() {
    let minutes = |minutes: i64, file: u32| {
        let mut deed = deed(0, file, Kind::Feat);
        deed.time += minutes * 60;
        deed
    };
    // Two areas in one commit; the same in two commits; then each by itself, an hour later.
    for deeds in [
        vec![minutes(0, 1), minutes(0, 11), minutes(60, 1), minutes(120, 11)],
        vec![minutes(0, 1), minutes(7, 11), minutes(60, 1), minutes(120, 11)],
    ] {
        let crossing = scope(&deeds).crossing.unwrap();
        assert!(close(crossing.part, 1.0) && close(crossing.whole, 3.0), "{crossing:?}");
    }
    let mut elsewhere = minutes(5, 11);
    elsewhere.project = 1;
    let mut test = minutes(5, 21);
    test.is_code = false;
    assert!(close(scope(&[minutes(0, 1), elsewhere, test]).crossing.unwrap().part, 0.0));
}

/// Commits of a year: each an hour, and the files that it changed, with a kind for each.
fn commits() -> impl Strategy<Value = Vec<(i64, Vec<(u32, usize)>)>> {
    let files = proptest::collection::vec((0_u32..60, 0_usize..11), 1..8);
    proptest::collection::vec((0_i64..8_000, files), 1..60)
}

fn deeds_of(commits: &[(i64, Vec<(u32, usize)>)]) -> Vec<Deed> {
    let of = |(hour, files): &(i64, Vec<(u32, usize)>)| {
        files.iter().map(|(file, kind)| deed(*hour, *file, Kind::ALL[*kind])).collect::<Vec<_>>()
    };
    commits.iter().flat_map(of).collect()
}

proptest! {
    /// A commit that is cut in two, and mining in another order, change nothing.
    #[test]
    fn how_work_is_committed_does_not_matter(commits in commits(), at in 0_usize..60, order in 0_usize..60) {
        let mut cut = commits.clone();
        let place = at % cut.len();
        let (hour, files) = cut[place].clone();
        let (one, other) = files.split_at(files.len() / 2);
        cut[place].1 = one.to_vec();
        cut.push((hour, other.to_vec()));
        // The very same change once more, as a part of a hunk would be.
        cut.push((hour, files[..1].to_vec()));
        let turn = order % cut.len();
        cut.rotate_left(turn);
        let (before, after) = (scope(&deeds_of(&commits)), scope(&deeds_of(&cut)));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn every_range_holds_its_value(commits in commits()) {
        let found = scope(&deeds_of(&commits));
        for estimate in [found.breadth, found.complexity, found.effective_languages] {
            prop_assert!(estimate.low <= estimate.value && estimate.value <= estimate.high);
        }
        prop_assert!(found.breadth.value <= found.areas as f64 + 1e-9);
        prop_assert!(found.complexity.high <= 1.0);
    }
}
