//! What one repository says of a person's leverage, on small stories.
//!
//! In: stories. Out: nothing. Deliberately absent: words and formats.

use proptest::prelude::*;

use super::others::Others;
use super::over::{Built, LineSurvival};
use super::rows::{LeverageRows, leverage_rows};
use super::{LineEnds, Mended};
use crate::model::{
    Beside, FileIndex, Introduced, Likes, NamedLines, Nature, Noise, PersonIndex, Quieting,
    SymbolUses, Thresholds,
};
use crate::profile::leverage::commit_lines;
use crate::profile::testing::{Story, day, held, too_early};
use crate::profile::{Areas, Grounds, Standings, Subject};

fn rows_of(
    story: Story,
    now: i64,
    uses: &SymbolUses,
    change: impl Fn(&mut crate::model::Episodes),
) -> LeverageRows {
    let (history, verdicts, mut episodes) = story.finish();
    change(&mut episodes);
    let grounds = Grounds {
        history: &history,
        verdicts: &verdicts,
        episodes: &episodes,
        uses,
        thresholds: &Thresholds::default(),
        now: day(now),
    };
    let standings = Standings::of(&verdicts, &episodes);
    let areas = Areas::of(&history, &verdicts);
    let lines = commit_lines(&history, &standings, &areas);
    let subject = Subject { people: vec![PersonIndex(0)] };
    leverage_rows(&grounds, &standings, &areas, &lines, &subject, Others::default())
}

fn rows(story: Story, now: i64) -> LeverageRows {
    rows_of(story, now, &SymbolUses::default(), |_| {})
}

#[test]
fn lines_end_when_they_are_replaced_and_are_watched_until_the_history_ends() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let spot = story.spot("src/a.rs", "fn a");
    let generated = story.spot("gen/b.rs", "fn b");
    story.commit(ada, 0, "feat: a").change_of(spot, Nature::Structural, 100);
    story.change_of(generated, Nature::Noise(Noise::Generated), 900);
    story.commit(ben, 40, "feat: more").change_of(spot, Nature::Structural, 30);
    story.replaced(0, 20);
    story.commit(ada, 100, "fix: less").change_of(spot, Nature::Patch, 5);
    story.replaced(0, 10);
    story.replaced(1, 30);
    story.change_of(generated, Nature::Noise(Noise::Generated), 900);
    story.replaced(0, 900);
    story.commit(ben, 365, "docs: end").change_of(spot, Nature::Upkeep, 1);
    story.alive("src/a.rs", Some(0), 70);
    story.alive("src/a.rs", Some(2), 5);
    story.alive("src/a.rs", Some(3), 1);
    story.alive("gen/b.rs", Some(2), 900);
    let rows = rows(story, 400);
    let end = |months, gone, standing| LineEnds { months, gone, standing, idle: 0 };
    assert_eq!(rows.lives.own[0].ends, [end(1, 20, 0), end(3, 10, 0), end(11, 0, 70)]);
    assert_eq!((rows.lives.own[0].written(), rows.lives.own[0].watched), (100, 11));
    let standing: u64 = rows.lives.own.iter().map(super::LineLife::standing).sum();
    assert_eq!((standing, rows.lives.standing[0].all()), (75, 75), "as many as stand at HEAD");
    let others: u64 = rows.lives.others.iter().map(super::LineLife::written).sum();
    assert_eq!(others, 31);
}

#[test]
fn what_is_replaced_on_two_lines_of_history_went_once_and_what_stands_did_not_go() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("src/a.rs", "fn a");
    story.commit(ada, 0, "feat: a").change_of(spot, Nature::Structural, 10);
    for at in [40, 70, 100] {
        story.commit(ada, at, "fix: on a branch").change_of(spot, Nature::Patch, 4);
        story.replaced(0, 4);
    }
    story.alive("src/a.rs", Some(0), 4);
    let life = &rows(story, 400).lives.own[0];
    let gone: Vec<_> = life.ends.iter().map(|end| (end.months, end.gone, end.standing)).collect();
    assert_eq!(gone, [(1, 4, 0), (2, 2, 0), (3, 0, 4)]);
}

#[test]
fn what_others_built_on_is_known_by_area_and_a_commit_in_several_is_in_each() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let net = story.spot("net/a.rs", "fn a");
    let io = story.spot("io/b.rs", "fn b");
    let bens = story.spot("io/c.rs", "fn c");
    story.commit(ben, -10, "feat: io").change_of(bens, Nature::Structural, 50);
    story.commit(ada, 0, "feat: both").change_of(net, Nature::Structural, 50);
    story.change_of(io, Nature::Structural, 50);
    story.commit(ben, 10, "fix: both").change(net, Nature::Patch);
    story.change(io, Nature::Patch);
    story.commit(ben, 12, "fix: net").change(net, Nature::Patch);
    story.commit(ben, 50, "fix: own").change(bens, Nature::Patch);
    story.commit(ada, 60, "fix: net").change(net, Nature::Patch);
    for (path, at) in [("net/a.rs", 1), ("io/b.rs", 1), ("io/c.rs", 0)] {
        story.alive(path, Some(at), 50);
    }
    let rows = rows(story, 400);
    let grown = rows.grown.iter().map(|area| {
        let months = area.months.iter();
        let counts = months.map(|at| (at.month.month, at.commits, at.people.len())).collect();
        (area.area.as_str(), counts)
    });
    let grown: Vec<(&str, Vec<_>)> = grown.collect();
    assert_eq!(grown, [("io/", vec![(1, 1, 1)]), ("net/", vec![(1, 2, 1)])]);
    let sum: u32 = rows.built.iter().map(|month| month.commits).sum();
    assert_eq!(sum, 2, "of which one is in both areas");
}

#[test]
fn what_stands_is_sorted_by_what_speaks_for_its_being_alive() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let files = ["a", "b", "c", "d", "e"].map(|name| format!("src/{name}.rs"));
    let spots = files.clone().map(|path| story.spot(&path, "fn find_at"));
    story.commit(ada, 0, "feat: all").change_of(spots[0], Nature::Structural, 9);
    for spot in &spots[1..4] {
        story.change_of(*spot, Nature::Structural, 9);
    }
    story.commit(ben, 10, "fix: a").change(spots[0], Nature::Patch);
    story.commit(ada, 20, "feat: c").change(spots[2], Nature::Structural);
    story.commit(ben, 30, "style").change(spots[3], Nature::Noise(Noise::Formatting));
    story.commit(ben, 400, "feat: use b").change(spots[0], Nature::Structural);
    story.commit(ada, 401, "feat: e").change_of(spots[4], Nature::Structural, 9);
    for (path, origin) in files.iter().zip([0, 0, 0, 0, 5]) {
        story.alive(path, Some(origin), 9);
    }
    let name = "find_at".to_owned();
    let line = |file, origin, defines| NamedLines {
        file: FileIndex(file),
        origin: Some(crate::model::CommitIndex(origin)),
        defines,
        lines: 1,
    };
    let symbol = Introduced {
        commit: crate::model::CommitIndex(0),
        name: name.clone(),
        title: "fn find_at".to_owned(),
    };
    let uses = SymbolUses {
        introduced: vec![symbol],
        lines: [(name, vec![line(1, 0, true), line(0, 4, false)])].into(),
        ..SymbolUses::default()
    };
    let rows = rows_of(story, 410, &uses, |_| {});
    let (first, second) = (rows.lives.standing[0], rows.lives.standing[1]);
    assert_eq!((first.changed_by_others, first.used, first.changed_by_self), (9, 9, 9));
    assert_eq!((first.idle, first.too_early, second.too_early), (9, 0, 9));
    assert_eq!(rows.lives.own[0].ends.iter().map(|end| end.idle).sum::<u32>(), 9);
    assert_eq!((rows.reuse.used.len(), rows.reuse.used[0].uses.len()), (1, 1));
}

#[test]
fn what_others_change_of_what_was_founded() {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let mine = story.spot("src/mine/a.rs", "fn a");
    let theirs = story.spot("src/theirs/b.rs", "fn b");
    let moved = story.spot("src/mine/moved.rs", "fn c");
    story.commit(ada, 0, "feat: a").change_of(mine, Nature::Structural, 30);
    story.commit(ben, 1, "feat: b").change_of(theirs, Nature::Structural, 30);
    story.commit(ada, 2, "refactor: split").change_of(moved, Nature::Structural, 30);
    story.moved_in(16);
    story.commit(ben, 3, "feat: on a").change(mine, Nature::Structural);
    story.commit(ben, 3, "feat: on it again").change(mine, Nature::Structural);
    story.commit(ben, 40, "feat: on what moved").change(moved, Nature::Structural);
    story.commit(ada, 41, "feat: on theirs").change(theirs, Nature::Structural);
    story.commit(ben, 42, "feat: on a, together").change(mine, Nature::Structural);
    story.co_written_by(ada);
    story.alive("src/mine/a.rs", Some(0), 30);
    story.alive("src/theirs/b.rs", Some(1), 30);
    story.alive("src/mine/moved.rs", Some(2), 30);
    let rows = rows(story, 50);
    let founded = rows.founded;
    assert_eq!((founded.files, founded.symbols, founded.areas), (1, 2, 1));
    assert_eq!(rows.built.len(), 2);
    let all = Built::of(&[&rows], &|_| true);
    assert_eq!((all.commits, all.days, all.others), (3, 2, 1));
    assert_eq!((all.on_files, all.files, all.on_symbols, all.on_areas), (2, 1, 3, 3));
    assert_eq!(
        (rows.changed[0].commits, rows.changed[0].symbol.as_str()),
        (2, "src/mine/a.rs: fn a")
    );
    // The same person in two repositories is one.
    assert_eq!(Built::of(&[&rows, &rows], &|_| true).others, 1);
    let january = rows.built[0].month;
    assert_eq!(Built::of(&[&rows], &|month| month == january).commits, 2);
}

/// Ada founds two areas, and from some day on Ben and Cem work in one of them, at most patching it.
fn founder(patches: usize, own: usize) -> LeverageRows {
    let mut story = Story::new();
    let (ada, ben, cem) = (story.person("Ada"), story.person("Ben"), story.person("Cem"));
    let spot = story.spot("src/core/a.rs", "fn a");
    let other = story.spot("src/rest/b.rs", "fn b");
    story.commit(ada, 0, "feat: core").change_of(spot, Nature::Structural, 50);
    story.commit(ada, 1, "feat: rest").change_of(other, Nature::Structural, 50);
    let mut chain = Vec::new();
    for at in 0..12 {
        let days = 500 + i64::try_from(at).unwrap() * 10;
        let by = if at % 2 == 0 { ben } else { cem };
        story.commit(by, days, "more");
        if at < patches {
            chain.push(story.change(spot, Nature::Patch));
        } else {
            story.change(spot, Nature::Structural);
        }
        story.commit(by, days, "upkeep").change(other, Nature::Upkeep);
    }
    for at in 0..own {
        let days = 640 + i64::try_from(at).unwrap();
        story.commit(ada, days, "own").change(spot, Nature::Upkeep);
    }
    if chain.len() >= 3 {
        story.chain(spot, &chain, None, too_early(30));
    }
    story.alive("src/core/a.rs", Some(0), 50);
    story.alive("src/rest/b.rs", Some(1), 50);
    rows(story, 660)
}

#[test]
fn what_others_carry_quietly_and_what_they_do_not() {
    let told = |rows: &LeverageRows| -> Vec<(String, bool)> {
        rows.carried.iter().map(|row| (row.place.clone(), row.is_quiet)).collect()
    };
    let all = |is_quiet| {
        ["src/core/", "src/rest/", "src/core/a.rs", "src/rest/b.rs"]
            .map(|place| (place.to_owned(), is_quiet || place.starts_with("src/rest")))
            .to_vec()
    };
    let quiet = founder(2, 1);
    assert_eq!(told(&quiet), all(true));
    let first = &quiet.carried[0];
    assert_eq!((first.own, first.days, first.others, first.patching), (1, 12, 2, 2));
    assert_eq!(quiet.founded.carried_files, 2);
    assert_eq!(told(&founder(3, 1)), all(false), "an open recurring spot");
    let with_own = founder(2, 2);
    assert!(with_own.carried.iter().all(|row| row.place.starts_with("src/rest")));
}

#[test]
fn patches_saved_by_the_month_of_the_change() {
    let mut story = Story::new();
    let ada = story.person("Ada");
    let spot = story.spot("src/a.rs", "fn a");
    let patches = story.patches(ada, spot, &[0, 10, 20]);
    let root = story.commit(ada, 40, "refactor: one loader").change(spot, Nature::Structural);
    story.chain(spot, &patches, Some(root), held(300));
    story.alive("src/a.rs", Some(3), 3);
    let likes =
        Likes { spots: 30, expected: 5.0, low: 1, high: 9, variance: 1.0, probability: 0.99 };
    let rows = rows_of(story, 400, &SymbolUses::default(), |episodes| {
        let (before_time, after_time) = (1, 2);
        let beside = Beside::Matched(likes);
        episodes.quietings =
            vec![Quieting { change: root, before: 3, before_time, after: 1, after_time, beside }];
    });
    let mended = |month: u8| Mended::of(&[&rows], &|at| at.month == month);
    assert_eq!((mended(2).changes, mended(2).quieted, mended(1).changes), (1, 1, 0));
    let [saved, low, high] = mended(2).saved();
    // 0.87 of 5.0 less the one that came, give or take 1.96.
    assert!((saved - 3.35).abs() < 1e-9 && (low - 1.39).abs() < 0.01 && (high - 5.31).abs() < 0.01);
    assert_eq!(rows.went_quiet[0].spots, ["src/a.rs: fn a"]);
    assert!(rows.went_quiet[0].mended.is_some());
}

/// A commit of a made-up history: by whom, how many days after the one before, in which file, how many new lines, and
/// how many pairs of lines of each commit before it replaces.
type Step = (usize, i64, usize, u32, u32);

/// Builds it, each commit in so many parts, with formatting in between when asked.
fn built(steps: &[Step], parts: u32, formatted: bool) -> LeverageRows {
    let mut story = Story::new();
    let people = ["Ada", "Ben", "Cem"].map(|name| story.person(name));
    let spots = ["src/a/x.rs", "src/b/y.rs", "doc/z.md"].map(|path| story.spot(path, "fn f"));
    // By file: the first commit of each step, and the lines of each of its parts that stand.
    let mut standing: [Vec<(usize, Vec<u32>)>; 3] = Default::default();
    let (mut today, mut commits) = (0, 0);
    for &(who, days, file, lines, pairs) in steps {
        today += days;
        let replaced: Vec<(usize, Vec<u32>)> = standing[file]
            .iter_mut()
            .map(|(first, left)| {
                let taken: Vec<u32> =
                    left.iter().map(|lines| (*lines).min(pairs * 2 / parts)).collect();
                left.iter_mut().zip(&taken).for_each(|(left, taken)| *left -= taken);
                (*first, taken)
            })
            .collect();
        let first = commits;
        for part in 0..parts {
            story.commit(people[who], today, "feat: more");
            story.change_of(spots[file], Nature::Structural, lines * 4 / parts);
            if part == 0 {
                for (origin, taken) in &replaced {
                    for (at, lines) in taken.iter().enumerate().filter(|(_, lines)| **lines > 0) {
                        story.replaced(origin + at, *lines);
                    }
                }
            }
            commits += 1;
        }
        standing[file].push((first, vec![lines * 4 / parts; parts as usize]));
        if formatted {
            story
                .commit(people[2], today, "style")
                .change(spots[file], Nature::Noise(Noise::Formatting));
            commits += 1;
        }
    }
    for (file, commits) in ["src/a/x.rs", "src/b/y.rs", "doc/z.md"].iter().zip(standing) {
        for (first, lines) in commits {
            for (at, lines) in lines.iter().enumerate().filter(|(_, lines)| **lines > 0) {
                story.alive(file, Some(first + at), *lines);
            }
        }
    }
    rows(story, today + 5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn smaller_commits_and_formatting_change_no_leverage(
        steps in proptest::collection::vec((0_usize..3, 0_i64..40, 0_usize..3, 4_u32..40, 0_u32..20), 8..60)
    ) {
        let whole = built(&steps, 1, false);
        for other in [built(&steps, 2, false), built(&steps, 1, true)] {
            let (one, two) = (LineSurvival::of(&[&whole.lives]), LineSurvival::of(&[&other.lives]));
            for (left, right) in one.points.iter().zip(&two.points) {
                prop_assert_eq!(left.own.left().is_some(), right.own.left().is_some());
                if let Some((left, right)) = left.own.left().zip(right.own.left()) {
                    prop_assert!((left.share - right.share).abs() < 1e-9);
                    prop_assert!((left.low - right.low).abs() < 1e-9);
                    prop_assert!((left.high - right.high).abs() < 1e-9);
                }
            }
            prop_assert_eq!(
                (whole.founded.files, whole.founded.areas),
                (other.founded.files, other.founded.areas)
            );
            let days = |rows: &LeverageRows| {
                let all = Built::of(&[rows], &|_| true);
                (all.days, all.others, all.files, all.symbols, all.areas)
            };
            prop_assert_eq!(days(&whole), days(&other));
            let carried = |rows: &LeverageRows| -> Vec<(String, usize, usize, bool)> {
                rows.carried.iter().map(|row| (row.place.clone(), row.own, row.days, row.is_quiet)).collect()
            };
            prop_assert_eq!(carried(&whole), carried(&other));
        }
    }
}
