//! What lasts and what is built on, on small stories.
//!
//! In: stories. Out: nothing. Deliberately absent: words and formats.

use std::collections::{BTreeMap, HashSet};

use super::{LineLife, OutcomeChanges, Outcomes, StandingLines};
use crate::model::{
    CommitIndex, FileIndex, Introduced, NamedLines, Nature, Noise, PersonIndex, SymbolUses,
    Thresholds,
};
use crate::profile::testing::{Story, came_back, day, held, too_early};
use crate::profile::{Grounds, Ledger, LedgerCommit, Subject, ledger};

fn measure(story: Story) -> Ledger {
    story.ledger(PersonIndex(0), &Thresholds::default(), day(1_000))
}

/// By year of writing, the person's lines that were written and that stand.
fn lines(ledger: &Ledger) -> Vec<(i32, u64, u64)> {
    let lives = ledger.leverage.lives.own.iter();
    lives.map(|life| (life.year, life.written(), life.standing())).collect()
}

fn sum(ledger: &Ledger, of: fn(&LedgerCommit) -> &Outcomes) -> Outcomes {
    Outcomes::sum(ledger.commits.iter().map(of))
}

#[test]
fn survival_counts_lines_by_the_year_they_were_written() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let (spot, lock) = (story.spot("src/a.rs", "fn a"), story.spot("x.lock", "x"));
    story.commit(ada, 0, "a").change_of(spot, Nature::Structural, 100);
    story.change_of(lock, Nature::Noise(Noise::LockFile), 5_000);
    story.commit(ben, 1, "b").change_of(spot, Nature::Structural, 100);
    story.commit(ada, 400, "c").change_of(spot, Nature::Patch, 10);
    story.replaced(0, 60);
    story.replaced(1, 80);
    story.alive("src/a.rs", Some(0), 40);
    story.alive("src/a.rs", Some(1), 20);
    story.alive("src/a.rs", Some(2), 10);
    story.alive("x.lock", Some(0), 5_000);
    let ledger = measure(story);
    assert_eq!(lines(&ledger), [(2024, 100, 40), (2025, 10, 10)], "lock files are not counted");
    let others: u64 = ledger.leverage.lives.others.iter().map(LineLife::standing).sum();
    assert_eq!(others, 20);
}

#[test]
fn what_was_moved_was_written_before_and_lives_where_it_is() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let (old, new) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn a"));
    let lock = story.spot("x.lock", "x");
    story.commit(ada, 0, "a").change_of(old, Nature::Structural, 100);
    story.change_of(lock, Nature::Noise(Noise::LockFile), 50);
    story.commit(ben, 1, "move most of a").change_of(new, Nature::Structural, 80);
    story.moved_in(70);
    story.replaced(0, 10);
    story.alive("src/a.rs", Some(0), 20);
    story.alive("src/b.rs", Some(0), 70);
    story.alive("src/b.rs", Some(1), 10);
    story.alive("x.lock", Some(0), 50);
    let ledger = measure(story);
    assert_eq!(lines(&ledger), [(2024, 100, 90)]);
    let others: u64 = ledger.leverage.lives.others.iter().map(LineLife::written).sum();
    assert_eq!(others, 10);
    let stands = |lines: &StandingLines| lines.changed_by_others + lines.idle + lines.too_early;
    assert_eq!(ledger.leverage.lives.standing.iter().map(stands).sum::<u64>(), 90);
}

#[test]
fn others_build_on_files_the_person_founded() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let (mine, theirs) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn b"));
    story.commit(ada, 0, "found a").change(mine, Nature::Structural);
    story.commit(ben, 1, "found b").change(theirs, Nature::Structural);
    story.commit(ben, 2, "use a").change(mine, Nature::Structural);
    story.change(theirs, Nature::Patch);
    story.commit(ben, 3, "format a").change(mine, Nature::Noise(Noise::Formatting));
    story.commit(ada, 4, "own work").change(mine, Nature::Patch);
    let leverage = measure(story).leverage;
    assert_eq!(leverage.founded.files, 1);
    let built: Vec<_> = leverage.built.iter().map(|at| (at.on_files, at.files.len())).collect();
    assert_eq!(built, [(1, 1)]);
}

#[test]
fn outcomes_by_year_and_chains_that_went_quiet() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let (spot, other) = (story.spot("src/a.rs", "fn a"), story.spot("src/b.rs", "fn b"));
    let patches = story.patches(ada, spot, &[0, 10, 20]);
    let root = story.commit(ada, 30, "one loader").change(spot, Nature::Structural);
    story.chain(spot, &patches, Some(root), held(200));
    let theirs = story.patches(ben, other, &[40, 50]);
    let end = story.commit(ben, 60, "theirs").change(other, Nature::Structural);
    story.chain(other, &theirs, Some(end), held(200));
    let fresh = story.commit(ada, 300, "new").change(other, Nature::Structural);
    story.outcome(fresh, too_early(3));
    story.outcome(patches[2], came_back(patches[2], 1));
    let ledger = measure(story);
    let changes = OutcomeChanges { held: 0, came_back: 3, too_early: 0 };
    let patches = Outcomes { commits: 3, came_back: 3.0, changes, ..Outcomes::default() };
    assert_eq!(sum(&ledger, |row| &row.patches), patches);
    let changes = OutcomeChanges { held: 1, came_back: 0, too_early: 1 };
    let structural =
        Outcomes { commits: 2, held: 1.0, too_early: 1.0, changes, ..Outcomes::default() };
    assert_eq!(sum(&ledger, |row| &row.structural), structural);
    let quiet = &ledger.leverage.went_quiet;
    let named = quiet.iter().map(|quiet| quiet.spots[0].as_str()).collect::<Vec<_>>();
    assert_eq!((named, quiet[0].patches), (vec!["src/a.rs: fn a"], 3));
}

#[test]
fn a_commit_that_reshapes_a_hundred_sections_is_one_thing_that_held() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    story.commit(ada, 0, "refactor: rename a word");
    for at in 0..100 {
        let spot = story.spot("src/a.rs", &format!("fn a{at}"));
        let change = story.change(spot, Nature::Structural);
        story.outcome(change, if at < 75 { held(200) } else { too_early(9) });
    }
    let structural = sum(&measure(story), |row| &row.structural);
    assert_eq!((structural.commits, structural.changes.held), (1, 75));
    assert!((structural.held - 0.75).abs() < 1e-9 && (structural.too_early - 0.25).abs() < 1e-9);
    assert!((structural.held_share().unwrap().whole - 0.75).abs() < 1e-9);
}

#[test]
fn two_patches_dead_files_and_spots_of_the_same_commits() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let end = |story: &mut Story, paths: &[&str], days: &[i64]| {
        let spots: Vec<_> = paths.iter().map(|path| story.spot(path, "fn a")).collect();
        let mut patches = vec![Vec::new(); spots.len()];
        for at in days {
            story.commit(ada, *at, "fix: again");
            for (spot, patches) in spots.iter().zip(&mut patches) {
                patches.push(story.change(*spot, Nature::Patch));
            }
        }
        story.commit(ada, days[days.len() - 1] + 5, "refactor: one loader");
        for (at, (spot, patches)) in (0..).zip(spots.iter().zip(&patches)) {
            let root = story.change(*spot, Nature::Structural);
            story.chain(*spot, patches, Some(root), held(300 - at));
        }
    };
    end(&mut story, &["twice.rs"], &[0, 10]);
    end(&mut story, &["gone.rs"], &[20, 30, 40]);
    end(&mut story, &["a.rs", "b.rs", "c.rs"], &[50, 60, 70]);
    end(&mut story, &["later.rs"], &[150, 160, 170]);
    story.remove("gone.rs");
    let found = measure(story).leverage.went_quiet;
    let spots: Vec<_> = found.iter().map(|quiet| quiet.spots.join(" ")).collect();
    assert_eq!(spots, ["later.rs: fn a", "a.rs: fn a b.rs: fn a c.rs: fn a"]);
    assert_eq!(found[1].patches, 3);
    assert_eq!(found[1].quiet, 298 * crate::model::DAY);
}

#[test]
fn others_use_what_the_person_introduced() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let paths = ["src/a.rs", "src/b.rs", "tests/c.rs", "src/d.rs"];
    let spots = paths.map(|path| story.spot(path, "fn x"));
    for (author, day, spot) in [(ben, 0, 0), (ada, 1, 0), (ben, 2, 1), (ben, 400, 3), (ada, 401, 3)]
    {
        story.commit(author, day, "x").change(spots[spot], Nature::Structural);
    }
    story.commit(ben, 402, "x").change(spots[2], Nature::Upkeep);
    let (history, verdicts, episodes) = story.finish();
    let line = |file, origin, defines| NamedLines {
        file: FileIndex(file),
        origin: Some(CommitIndex(origin)),
        defines,
        lines: 1,
    };
    let reuse_of = |lines: Vec<NamedLines>| {
        let name = "find_at".to_owned();
        let symbol = Introduced { commit: CommitIndex(1), name, title: "fn find_at".to_owned() };
        let uses = SymbolUses {
            interfaces: HashSet::new(),
            looked_into: HashSet::from([CommitIndex(1)]),
            introduced: vec![symbol],
            lines: BTreeMap::from([("find_at".to_owned(), lines)]),
            imports: Vec::new(),
        };
        let grounds = Grounds {
            history: &history,
            verdicts: &verdicts,
            episodes: &episodes,
            uses: &uses,
            thresholds: &Thresholds::default(),
            now: day(1_000),
        };
        let subject = Subject { people: vec![PersonIndex(0)] };
        ledger(&grounds, Vec::new(), &subject).leverage.reuse
    };
    let defined = line(0, 1, true);
    let used = reuse_of(vec![defined, line(1, 2, false), line(2, 5, false), line(3, 3, false)]);
    assert_eq!((used.commits, used.looked_into, used.symbols, used.by_self), (2, 1, 1, 0));
    let by_others = used.used[0].uses.iter();
    let found: Vec<_> = by_others.map(|at| (at.month.year, at.commit, at.file, at.lines)).collect();
    assert_eq!(found, [(2024, 2, 1, 1), (2025, 3, 3, 1)], "tests are left out");
    // In its own file, by the person alone, and a name that is older, defined elsewhere or nowhere.
    let counts = |lines| {
        let reuse = reuse_of(lines);
        (reuse.symbols, reuse.used.len(), reuse.by_self)
    };
    assert_eq!(counts(vec![defined, line(0, 2, false)]), (1, 0, 0));
    assert_eq!(counts(vec![defined, line(3, 4, false)]), (1, 0, 1));
    assert_eq!(counts(vec![defined, line(0, 0, false), line(1, 2, false)]), (0, 0, 0));
    assert_eq!(counts(vec![defined, line(1, 2, true)]), (0, 0, 0));
    assert_eq!(counts(vec![line(1, 2, false)]), (0, 0, 0));
}
