//! New ground, boundaries, and what others carry, through the whole retrospective.
//!
//! In: made-up histories. Out: nothing. Deliberately absent: the forms of other sentences.

use super::retro_of_ada;
use crate::model::Nature;
use crate::profile::testing::Story;
use crate::report::{Finding, Retro};

/// Two years of Ada's: in the first she founds `old/`, which Ben looks after in the second, and works in `src/`, which he
/// founded; in the second she goes into `lib/`, founds `new/`, and changes the build.
fn moved_on() -> Retro {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let [old, src, lib, new, build] = [
        ("old/a.rs", "fn a"),
        ("src/b.rs", "fn b"),
        ("lib/c.rs", "fn c"),
        ("new/d.rs", "fn d"),
        ("Cargo.toml", "package"),
    ]
    .map(|(path, section)| story.spot(path, section));
    for spot in [src, lib, build] {
        story.commit(ben, 1, "feat: begin").change_of(spot, Nature::Structural, 40);
    }
    for at in 0..12 {
        story.commit(ada, 10 + at * 8, "feat: old").change_of(old, Nature::Structural, 20);
        story.change_of(src, Nature::Structural, 5);
    }
    for at in 0..12 {
        story.commit(ada, 400 + at * 8, "feat: lib").change_of(lib, Nature::Structural, 20);
        story.commit(ben, 401 + at * 8, "feat: old").change_of(old, Nature::Structural, 5);
    }
    story.commit(ada, 500, "feat: new").change_of(new, Nature::Structural, 30);
    story.commit(ada, 501, "build: split").change(build, Nature::Upkeep);
    for (path, at) in
        [("old/a.rs", 3), ("src/b.rs", 0), ("lib/c.rs", 1), ("new/d.rs", 39), ("Cargo.toml", 2)]
    {
        story.alive(path, Some(at), 30);
    }
    let (history, verdicts, episodes) = story.finish();
    retro_of_ada((&history, &verdicts, &episodes), 735, 2025)
}

fn says<'a>(findings: &'a [Finding], begin: &str) -> &'a Finding {
    let found = findings.iter().find(|found| found.text.contains(begin));
    found.unwrap_or_else(|| panic!("{begin} in {findings:#?}"))
}

#[test]
fn new_ground_and_boundaries_have_the_commits_behind_them() {
    let report = moved_on();
    let of = |row: &String| {
        let known = report.evidence.iter().find(|known| known.id == *row);
        known.map_or_else(|| row.clone(), |row| format!("{}: {}", row.commit.subject, row.what))
    };
    let rows = |found: &Finding| found.evidence.iter().map(of).collect::<Vec<_>>();
    let new = says(&report.scope.findings, "was in new areas");
    let areas = "1 founded (new/), and 2 that others had begun (lib/ and (top level)).";
    assert!(new.text.ends_with(&format!("was in new areas: {areas}")), "{}", new.text);
    let first = ["F8", "feat: lib: first own commit in lib/"];
    assert_eq!(rows(new)[..2], first);
    let boundaries = says(&report.scope.findings, "was at boundaries");
    assert!(boundaries.text.contains("in days: build 1."), "{}", boundaries.text);
    assert_eq!(rows(boundaries), ["F8", "build: split: at a boundary: build"]);
}

#[test]
fn what_others_carry_has_the_commits_that_founded_and_left_it() {
    let report = moved_on();
    let carried = says(&report.leverage.findings, "old/ is carried by 1 other: ");
    assert!(
        carried.text.ends_with(
            "12 days of work of theirs in the last 365 days, none of yours; it needs no more patches than the repository \
             as a whole."
        ),
        "{}",
        carried.text
    );
    let what =
        |row: &String| report.evidence.iter().find(|known| known.id == *row).unwrap().what.clone();
    let rows: Vec<String> = carried.evidence.iter().map(what).collect();
    assert_eq!(rows, ["founded old/", "last own commit in old/"]);
    let handed = says(
        &report.ownership.findings,
        "Others now do the work in 1 area of which half was yours",
    );
    assert_eq!(handed.evidence, ["T4"]);
    assert!(report.ownership.told.iter().any(|area| area.reading == "handed over"));
}
