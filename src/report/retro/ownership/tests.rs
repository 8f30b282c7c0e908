//! Of when ownership is told, how each area is read, and every form of the sentences.
//!
//! In: figures. Out: nothing. Deliberately absent: how the figures come about.

use super::reading::Reading;
use super::says::{Words, findings};
use super::{AsOf, OwnedArea, OwnershipOfYear, TOLD, end_of, owned};
use crate::model::Month;
use crate::profile::{OwnershipEnd, Period, TruckFactor};
use crate::report::drawing::Drawing;
use crate::report::figures::AreaFigures;
use crate::report::profile::{
    CodeOwnedFigures, DepthFigures, OwnershipFigures, ProfileArea, TruckFactorFigures,
};

const NOW: Month = Month { year: 2026, month: 11 };
const END_OF_2025: AsOf = AsOf { end: Month { year: 2025, month: 12 }, is_now: false };

#[test]
fn a_period_that_is_over_is_told_as_of_its_end() {
    let of = |period| {
        let as_of = AsOf::of(period, NOW);
        (end_of(as_of.end), end_of(as_of.years_before(1)), as_of.is_now)
    };
    let told = |end: &str, before: &str, is_now| (end.to_owned(), before.to_owned(), is_now);
    let named = |name: &str| of(Period::named(name).unwrap());
    assert_eq!(named("2024"), told("the end of 2024", "the end of 2023", false));
    assert_eq!(named("2026"), told("the end of 2026", "the end of 2025", true));
    assert_eq!(named("2025-H2"), told("the end of 2025", "the end of 2024", false));
    assert_eq!(named("2025-Q2"), told("the end of June 2025", "the end of June 2024", false));
    let fiscal = |year| {
        let first = Month { year, month: 4 };
        of(Period::lasting(first, Month { year: year + 1, month: 3 }))
    };
    let of_2024 = told("the end of March 2025", "the end of March 2024", false);
    assert_eq!(fiscal(2024), of_2024);
    assert!(fiscal(2026).2);
}

/// An area and how it stood at the ends of years.
type Area = (ProfileArea, Vec<OwnershipEnd>);

/// An area of 100 lines: by year from 2024 on, own lines, own days, days of others, patching days, whether one person
/// alone knew it.
fn area(name: &str, years: &[(u64, usize, usize, usize, bool)]) -> Area {
    let end = |(year, &(lines, days, of_others, patching_days, alone)): (
        i32,
        &(u64, usize, usize, usize, bool),
    )| OwnershipEnd {
        month: Month { year, month: 12 },
        lines,
        lines_in_all: 100,
        days,
        days_in_all: days + of_others,
        others_active: usize::from(of_others > 0),
        others_major: usize::from(!alone),
        patching_days,
        recurring: 0,
    };
    let last = years.last().unwrap();
    let area = ProfileArea {
        repository: "here".to_owned(),
        is_theirs: last.0 > 0,
        figures: AreaFigures {
            area: name.to_owned(),
            lines: last.0,
            lines_in_all: 100,
            lines_unknown: 0,
            lines_percent: last.0 as f64,
            commit_share: None,
            others_active: 7,
            others_major: 0,
            last_change: None,
            patching_commits: 0,
            patching_days: 5,
            recurring: 2,
            alone: true,
            fragile: true,
        },
        days: 1,
        days_in_all: 1,
        days_percent: None,
        files: 1,
        files_in_all: 1,
        files_percent: Some(100.0),
        depth: DepthFigures {
            years_worked: 1,
            years_since: 1,
            structural_percent: None,
            years: None,
        },
        dependents: None,
        truck_factor: None,
        code_owned: None,
        years: Vec::new(),
    };
    (area, (2024..).zip(years).map(end).collect())
}

fn owned_of(areas: &[Area], as_of: AsOf, is_near: bool) -> Vec<OwnedArea> {
    let areas: Vec<_> = areas.iter().map(|(area, ends)| (area, ends.as_slice())).collect();
    owned(&areas, as_of, false, is_near)
}

fn told(area: Area, as_of: AsOf) -> OwnedArea {
    owned_of(&[area], as_of, true).remove(0)
}

#[test]
fn an_area_is_read_by_the_first_that_fits() {
    let readings = [
        (
            [(90, 9, 0, 0, true), (90, 9, 0, 4, true)],
            "fragile",
            "nobody else worked there; patched on 4 days",
        ),
        (
            [(60, 9, 0, 0, false), (40, 1, 9, 0, false)],
            "handed over",
            "1 of 10 days of work are own; 1 other active",
        ),
        ([(40, 9, 0, 0, false), (40, 1, 9, 0, false)], "shared", "1 other active"),
        ([(90, 9, 0, 0, true), (90, 0, 0, 0, true)], "known by one", "nobody changed it"),
        ([(90, 9, 0, 0, true), (90, 1, 0, 0, true)], "known by one", "nobody else worked there"),
        (
            [(20, 9, 9, 0, false), (30, 6, 9, 0, false)],
            "deepens",
            "20% → 30% of the lines; 6 of 15 days of work are own",
        ),
        ([(20, 9, 9, 0, false), (30, 4, 9, 0, false)], "shared", "1 other active"),
        (
            [(20, 9, 9, 0, false), (12, 2, 9, 0, false)],
            "fading",
            "20% → 12% of the lines; 2 of 11 days of work are own",
        ),
        ([(20, 9, 9, 0, false), (20, 0, 0, 0, false)], "quiet", "nobody changed it"),
    ];
    for (years, reading, because) in readings {
        let told = told(area("src/", &years), END_OF_2025);
        assert_eq!((told.reading, told.because.as_str()), (reading, because), "{years:?}");
    }
    let new = told(area("src/", &[(0, 0, 0, 0, false), (30, 6, 9, 0, false)]), END_OF_2025);
    assert_eq!(new.reading, "deepens");
}

#[test]
fn a_running_year_takes_who_works_there_from_the_last_365_days() {
    let years = [(90, 9, 0, 0, true), (90, 2, 0, 0, false)];
    let then = told(area("src/", &years), END_OF_2025);
    assert_eq!((then.reading, then.alone, then.others_active), ("shared", false, 0));
    let now = told(area("src/", &years), AsOf { is_now: true, ..END_OF_2025 });
    assert_eq!((now.reading, now.alone, now.others_active), ("fragile", true, 7));
    assert_eq!(
        now.because,
        "7 others active, none on 5% of the days; patched on 5 days, 2 recurring spots open"
    );
}

fn words(today: Option<&str>) -> Words {
    Words {
        you: "you".to_owned(),
        your: "your".to_owned(),
        yours: "yours".to_owned(),
        at: "At the end of 2025".to_owned(),
        before: "the end of 2024".to_owned(),
        over: "In 2025".to_owned(),
        today: today.map(str::to_owned),
        several: false,
    }
}

fn of_year(areas: Vec<Area>, is_near: bool) -> (OwnershipOfYear, Vec<OwnedArea>) {
    let told = owned_of(&areas, END_OF_2025, is_near);
    let areas = areas.into_iter().map(|(area, _)| area).collect();
    let figures = OwnershipFigures { areas, alone: 0, fragile: 0 };
    let of_year = OwnershipOfYear {
        findings: Vec::new(),
        as_of: "the end of 2025".to_owned(),
        rest_alone: told.iter().filter(|area| area.alone).count(),
        rested_alone: 0,
        keep_needing: told.iter().filter(|area| area.reading == Reading::FRAGILE).count(),
        left_out: told.len().saturating_sub(TOLD),
        told: told.iter().take(TOLD).cloned().collect(),
        figures,
    };
    (of_year, told)
}

fn says(areas: Vec<Area>, today: Option<&str>) -> Vec<String> {
    let (of_year, told) = of_year(areas, today.is_some());
    let found = findings(&of_year, &told, &words(today));
    assert!(found.iter().all(|found| found.evidence == ["T4"] || found.evidence.is_empty()));
    found.into_iter().map(|found| found.text).collect()
}

#[test]
fn what_rests_on_one_alone_and_what_moved_is_said() {
    let fragile = area("io/", &[(90, 9, 0, 0, true), (90, 9, 0, 4, true)]);
    let alone = area("net/", &[(90, 9, 0, 0, true), (90, 1, 0, 0, true)]);
    let deepens = area("doc/", &[(20, 9, 9, 0, false), (30, 6, 9, 0, false)]);
    let fading = area("lib/", &[(20, 9, 9, 0, false), (12, 2, 9, 0, false)]);
    let handed = area("old/", &[(60, 9, 0, 0, false), (40, 1, 9, 0, false)]);
    assert_eq!(
        says(vec![alone, fragile, deepens, fading, handed], Some("2026-01-02")),
        [
            "At the end of 2025 2 areas rest on you alone, after none at the end of 2024: io/ and net/. 1 of them keeps \
             needing patches.",
            "In 2025 your part deepened in 1 area: doc/.",
            "In 2025 your part shrank in 1 area: lib/.",
            "Others now do the work in 1 area of which half was yours: old/.",
        ]
    );
    let shared = area("src/", &[(40, 9, 9, 0, false), (40, 9, 9, 0, false)]);
    let none = "At the end of 2025 no area rests on you alone, after none at the end of 2024.";
    assert_eq!(says(vec![shared], None), [none]);
    assert_eq!(says(Vec::new(), None), ["At the end of 2025 no area holds lines of yours."]);
}

#[test]
fn what_is_known_of_today_alone_is_said_of_a_near_period() {
    let years = [(60, 9, 9, 0, false), (60, 9, 9, 0, false)];
    let factor = |people| TruckFactor { files: 4, with_author: 4, people };
    let said = |own| CodeOwnedFigures { files: 4, covered: 4, owners: 2, own };
    let mut one = area("one/", &years);
    one.0.truck_factor = TruckFactorFigures::of(Some(factor(1)), Some(factor(1)));
    one.0.code_owned = Some(said(0));
    let mut other = area("other/", &years);
    other.0.truck_factor = TruckFactorFigures::of(Some(factor(2)), Some(factor(1)));
    let mut left = area("left/", &[(60, 9, 9, 0, false), (0, 9, 9, 0, false)]);
    left.0.code_owned = Some(said(3));
    let today = says(vec![one.clone(), other.clone(), left.clone()], Some("2026-01-02"));
    assert!(today.contains(
        &"As of 2026-01-02 you alone could leave 1 of 2 areas without an author for most source files (truck factor 1): \
          one/."
            .to_owned()
    ));
    let code_owners = "As of 2026-01-02 CODEOWNERS";
    let does_not =
        format!("{code_owners} does not name you where half of the lines or more are yours: one/.");
    assert!(today.contains(&does_not), "{today:?}");
    assert!(
        today.contains(&format!("{code_owners} names you where hardly a line is yours: left/."))
    );
    let past = says(vec![one.clone(), other.clone(), left], None);
    assert!(!past.iter().any(|says| says.contains("truck") || says.contains("CODEOWNERS")));
    // Without an address of the person's anywhere, the file says nothing of them.
    let unknown = says(vec![one, other], Some("2026-01-02"));
    assert!(!unknown.iter().any(|says| says.contains("CODEOWNERS")), "{unknown:?}");
}

#[test]
fn the_table_has_what_keeps_needing_patches_first_and_ten_at_most() {
    let mut areas: Vec<Area> = (10..21)
        .map(|at| area(&format!("a{at}/"), &[(at, 9, 9, 0, false), (at, 9, 9, 0, false)]))
        .collect();
    areas.push(area("z/", &[(0, 0, 0, 0, false), (78, 9, 0, 3, true)]));
    let (of_year, told) = of_year(areas, false);
    assert_eq!(told.len(), 12);
    let figure = of_year.figure();
    assert_eq!(figure.title, "1 area rests on one person alone and keeps needing patches");
    assert!(figure.note.ends_with("2 more areas not told."), "{}", figure.note);
    let Drawing::Table(grid, Some(sparks)) = figure.drawing else { panic!("{:?}", figure.drawing) };
    let first: Vec<&str> = grid.rows[0].iter().map(String::as_str).collect();
    assert_eq!(first[..6], ["z/", "0 78%", "78%", "9 of 9", "0", "fragile"]);
    assert_eq!(grid.rows[1][0], "a20/", "then by lines");
    assert_eq!((grid.rows.len(), sparks.column), (10, 1));
    assert_eq!(sparks.values[0], [None, None, None, Some(0.0), Some(78.0)]);
}
