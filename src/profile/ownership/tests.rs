//! Ownership of areas, on small stories.
//!
//! In: stories. Out: nothing. Deliberately absent: words and formats.

use super::{AreaHealth, Basis, CodeOwned, Ownership, TruckFactor, area_health, ownership};
use crate::model::{
    ChangeIndex, CommitIndex, Episodes, History, LiveLines, Nature, Noise, PersonIndex, Rework,
    Thresholds, Verdicts,
};
use crate::profile::testing::{Story, day, held, too_early};
use crate::profile::{Standings, Subject};

fn owned_at(story: Story, now: i64) -> Vec<Ownership> {
    let (history, verdicts, episodes) = story.finish();
    owned_in(&history, &verdicts, &episodes, now)
}

fn owned_in(
    history: &History,
    verdicts: &Verdicts,
    episodes: &Episodes,
    now: i64,
) -> Vec<Ownership> {
    let standings = Standings::of(verdicts, episodes);
    let subject = Subject { people: vec![PersonIndex(0)] };
    let basis = Basis {
        history,
        verdicts,
        episodes,
        standings: &standings,
        thresholds: &Thresholds::default(),
        subject: &subject,
        imports: &[],
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
    let months = owned.months.iter();
    let months: Vec<_> =
        months.map(|at| (at.month.to_string(), at.days, at.days_of_others)).collect();
    let expected = [("2024-01", 1, 0), ("2024-04", 0, 1), ("2025-08", 0, 1)];
    assert_eq!(months, expected.map(|(month, own, others)| (month.to_owned(), own, others)));
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

#[test]
fn who_co_writes_knows_the_area_too_and_owns_none_of_its_lines() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let spot = story.spot("auth/a.rs", "fn a");
    story.patches(ada, spot, &[0, 100, 200]);
    story.alive("auth/a.rs", Some(0), 80);
    let (mut history, verdicts, episodes) = story.finish();
    history.commits[1].co_authors.push(ben);
    let owned = &owned_in(&history, &verdicts, &episodes, 210)[0];
    assert_eq!((owned.lines, owned.commits, owned.commits_in_all), (80, 3, 3));
    assert_eq!((owned.days, owned.days_in_all, owned.others_major), (3, 4, 1));
    assert!(!owned.is_alone());
}

#[test]
fn depth_is_years_of_work_times_the_structural_part_of_its_days() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spots = [story.spot("net/a.rs", "fn a"), story.spot("net/a.rs", "fn b")];
    for at in [0, 1, 2, 800] {
        story.commit(ada, at, "work").change(spots[0], Nature::Structural);
        story.change(spots[1], Nature::Patch);
    }
    story.alive("net/a.rs", Some(0), 9);
    let owned = &owned_at(story, 1_500)[0];
    assert_eq!((owned.depth.years_worked, owned.depth.years_since, owned.depth.days), (2, 5, 4));
    assert_eq!(owned.depth.structural_share(), None, "four days are too few");
    let more = super::Depth { days: 8, structural_days: 4.0, ..owned.depth };
    assert_eq!(more.years(), Some(1.0));
}

#[test]
fn files_of_people_who_left_have_no_active_author() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    for (at, who) in [(0, ben), (1, ben), (2, ada)] {
        let spot = story.spot(&format!("net/{at}.rs"), "fn a");
        story.commit(who, at, "begin").change(spot, Nature::Structural);
        story.alive(&format!("net/{at}.rs"), Some(usize::try_from(at).unwrap()), 10);
    }
    let notes = story.spot("net/notes.md", "# Notes");
    story.commit(ada, 500, "docs: say it").change(notes, Nature::Upkeep);
    let owned = &owned_at(story, 600)[0];
    assert_eq!((owned.files, owned.files_in_all), (2, 4));
    let all = TruckFactor { files: 3, with_author: 3, people: 1 };
    let active = TruckFactor { files: 3, with_author: 1, people: 0 };
    assert_eq!((owned.truck_factor, owned.truck_factor_active), (Some(all), Some(active)));
}

#[test]
fn code_owners_are_counted_and_oneself_known_by_an_address() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    for name in ["a", "b", "c"] {
        let spot = story.spot(&format!("net/{name}.rs"), "fn a");
        story.commit(ada, 0, "begin").change(spot, Nature::Structural);
        story.alive(&format!("net/{name}.rs"), Some(0), 10);
    }
    let (mut history, verdicts, episodes) = story.finish();
    history.code_owners = Some("/net/ @team ada@example.org\n/net/b.rs @ben\n/net/c.rs\n".into());
    let owned = &owned_in(&history, &verdicts, &episodes, 10)[0];
    assert_eq!(owned.code_owned, Some(CodeOwned { files: 3, covered: 2, owners: 3, own: 1 }));
}

/// Ten lines of Ada's, of which each of these changes replaces four in the next year.
fn replaced_by(natures: &[Nature]) -> Vec<Ownership> {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let spot = story.spot("net/a.rs", "fn a");
    story.commit(ada, 0, "begin").change_of(spot, Nature::Structural, 10);
    let changes: Vec<ChangeIndex> = natures
        .iter()
        .map(|nature| story.commit(ben, 400, "again").change(spot, *nature))
        .collect();
    let (mut history, verdicts, episodes) = story.finish();
    let origin = Some(CommitIndex(0));
    for change in changes {
        let rework = Rework { origin, lines: 4, context: 0 };
        history.changes[change.get()].reworks.push(rework);
    }
    history.live.push(LiveLines { file: history.spots[0].file, origin, lines: 6 });
    owned_in(&history, &verdicts, &episodes, 500)
}

#[test]
fn what_two_twins_took_away_went_once() {
    let twin = Nature::Noise(Noise::Twin);
    for (natures, lines) in [
        (&[Nature::Patch][..], [10, 6]),
        (&[Nature::Patch, twin], [10, 6]),
        (&[Nature::Patch, Nature::Patch], [14, 6]),
    ] {
        let owned = replaced_by(natures);
        let years: Vec<u64> = owned[0].years.iter().map(|year| year.lines).collect();
        assert_eq!(years, lines);
    }
}

fn health(story: Story, path: &str, now: i64, check: impl Fn(Option<&AreaHealth<'_>>)) {
    let (history, verdicts, episodes) = story.finish();
    let standings = Standings::of(&verdicts, &episodes);
    let basis = Basis {
        history: &history,
        verdicts: &verdicts,
        episodes: &episodes,
        standings: &standings,
        thresholds: &Thresholds::default(),
        subject: &Subject::default(),
        imports: &[],
        now: day(now),
    };
    check(area_health(&basis, &path.into()).as_ref());
}

#[test]
fn an_area_is_fragile_whoever_asks() {
    for (path, known) in [("auth", true), ("auth/a.rs", true), ("", true), ("aut", false)] {
        let mut story = Story::new();
        let (ada, ben) = (story.person("Ada"), story.person("Ben"));
        let spot = story.spot("auth/a.rs", "fn a");
        story.commit(ben, -800, "begin").change(spot, Nature::Structural);
        let patches = story.patches(ada, spot, &[0, 10, 20]);
        story.chain(spot, &patches[..], None, too_early(5));
        story.alive("auth/a.rs", Some(1), 80);
        story.alive("auth/a.rs", Some(0), 20);
        health(story, path, 30, |found| {
            assert_eq!(found.is_some(), known, "{path}");
            let Some(found) = found else { return };
            assert_eq!((found.people, found.active, found.major), (2, 1, 1));
            assert_eq!((found.recurring.len(), found.patching_days), (1, 3));
            assert!(found.alone && found.is_fragile());
            let holders: Vec<_> = found.holders.iter().map(|at| (at.person, at.days)).collect();
            assert_eq!(holders, [(ada, 3), (ben, 0)]);
            let years: Vec<_> = found
                .years
                .iter()
                .map(|year| (year.year, year.recurring, year.alone, year.is_fragile()))
                .collect();
            let quiet = |year| (year, 0, true, false);
            assert_eq!(years, [quiet(2021), quiet(2022), quiet(2023), (2024, 1, true, true)]);
        });
    }
}
