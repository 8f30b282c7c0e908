//! A made-up history for the tests of the renderings: two people, two years, one of everything.
//!
//! In: nothing. Out: a judged history and Ada's ledger of it. Deliberately absent: realism.

use std::collections::{BTreeMap, HashSet};

use crate::journal::{Aim, AimSort, GoalId, GoalState, Project, Record, Said};
use crate::model::{
    Beside, ChangeIndex, DAY, Episodes, FileIndex, History, Introduced, Lasting, Likes, NamedLines,
    Nature, Noise, PersonIndex, Quieting, SpotSort, SymbolUses, Thresholds, Verdicts,
};
use crate::profile::testing::{Story, day, held, too_early};
use crate::profile::{Grounds, Ledger, Period, Subject, Work, ledger};
use crate::report::{Addressee, Links, Names, Retro, RetroQuery, retro};

/// A judged history and Ada's ledger.
pub(super) struct Sample {
    pub(super) history: History,
    pub(super) verdicts: Verdicts,
    pub(super) episodes: Episodes,
    pub(super) ledger: Ledger,
}

/// Day 0 is 2024-01-01; now is 2025-02-04.
pub(super) const NOW: i64 = 400;

pub(super) fn sample() -> Sample {
    let mut story = Story::new();
    let (ada, ben) = (story.person("Ada"), story.person("Ben"));
    let load = story.spot("src/config/load.rs", "fn load");
    let lock = story.spot("src/auth/session.rs", "impl Lock<T> > fn *lock*");
    let retry = story.spot("src/net/retry.rs", "fn backoff");
    let odd = story.spot("src/net/a|b <c>.rs", "*bold* [x](http://y.example)");
    let lockfile = story.spot("Cargo.lock", "package");
    // 2023: everything begins, and `load` is patched again and again.
    for spot in [load, lock, retry, odd] {
        story.commit(ada, -360, "feat: begin").change_of(spot, Nature::Structural, 40);
    }
    let patches = story.patches(ada, load, &[-300, -290, -280, -270, -265, -260]);
    for at in 0..16 {
        story.commit(ada, -200 + at * 8, "docs: say more").change(retry, Nature::Upkeep);
    }
    // 2024: one loader ends the chain; `lock` is patched instead.
    let root =
        story.commit(ada, 20, "refactor: one loader").change_of(load, Nature::Structural, 60);
    story.chain(load, &patches, Some(root), held(380));
    for at in 0..14 {
        let change = story.commit(ada, 30 + at * 9, "feat: retry policies");
        let change = change.change_of(retry, Nature::Structural, 10);
        story.outcome(change, held(300 - at * 9));
    }
    story.commit(ada, 90, "chore: bump").change(lockfile, Nature::Noise(Noise::LockFile));
    story.commit(ada, 91, "empty");
    let first = story
        .commit(ada, 200, "fix: order | of [locks](http://x.example)")
        .change(lock, Nature::Patch);
    story.commit(ada, 201, "fix: the typo in it").remedy(lock, first);
    let mut patches = vec![first];
    patches.extend(story.patches(ada, lock, &[220, 250, 290, 330]));
    story.chain(lock, &patches, None, too_early(70));
    let patch = story.commit(ada, 340, "fix: a|b <script> *now*").change(odd, Nature::Patch);
    story.outcome(patch, too_early(60));
    story.commit(ben, 350, "feat: use retry").change(retry, Nature::Structural);
    story.commit(ben, 351, "feat: use it again").change(retry, Nature::Structural);
    more_patches(&mut story, ada);
    for (path, commit, lines) in [
        ("src/config/load.rs", 26, 55),
        ("src/auth/session.rs", 1, 30),
        ("src/net/retry.rs", 2, 20),
        ("src/net/retry.rs", 30, 8),
        ("src/net/a|b <c>.rs", 3, 40),
    ] {
        story.alive(path, Some(commit), lines);
    }
    story.replaced_the_rest();
    let (history, verdicts, mut episodes) = story.finish();
    compare(&mut episodes, root);
    let subject = Subject { people: vec![PersonIndex(0)] };
    let thresholds = Thresholds::default();
    let uses = uses(&history);
    let grounds = Grounds {
        history: &history,
        verdicts: &verdicts,
        episodes: &episodes,
        uses: &uses,
        thresholds: &thresholds,
        now: day(NOW),
    };
    let ledger = ledger(&grounds, vec![history.commits[0].id], &subject);
    Sample { history, verdicts, episodes, ledger }
}

/// What Ada wrote down.
pub(super) fn said() -> Vec<Record> {
    let roots = vec![sample().history.commits[0].id];
    let project = Some(Project { name: "tidewater".to_owned(), roots });
    let lock = Some("src/auth/session.rs: impl Lock<T> > fn *lock*".to_owned());
    let goal = |number, text: &str, sort: Option<(AimSort, Option<String>)>| Said::Goal {
        goal: GoalId(number),
        text: text.to_owned(),
        by: Some(jiff::civil::date(2024, 12, 31)),
        project: project.clone(),
        aim: sort.map(|(sort, place)| Aim { sort, place }),
    };
    let note = |text: &str| Said::Note {
        text: text.to_owned(),
        about: None,
        on: None,
        project: project.clone(),
    };
    let state = |number, state, text: &str| Said::GoalState {
        goal: GoalId(number),
        state,
        text: Some(text.to_owned()),
    };
    let area = Some("src/net/".to_owned());
    [
        (-100, goal(1, "End the patching of the lock", Some((AimSort::Cause, lock)))),
        (-90, goal(2, "Share the on-call", None)),
        (10, note("We chose one loader\nand no second <one>")),
        (150, goal(3, "A second person in src/net/", Some((AimSort::SecondPerson, area)))),
        (290, state(2, GoalState::Done, "we take turns")),
        (300, note("A colleague was on call for the first time; *we* both slept")),
        (310, goal(4, "Write the handbook", None)),
        (380, state(4, GoalState::Dropped, "nobody would read it")),
    ]
    .map(|(at, said)| Record { at: day(at), offset_minutes: 0, said })
    .into()
}

/// The retrospective of a year, told at the end of a day.
pub(super) fn looked_back(
    ledgers: &[Ledger],
    today: i64,
    year: i32,
    addressee: &Addressee,
    names: Names,
) -> Retro {
    let period = Period::named(&year.to_string()).unwrap();
    looked_back_over(ledgers, today, period, addressee, names)
}

/// The same of any period.
pub(super) fn looked_back_over(
    ledgers: &[Ledger],
    today: i64,
    period: Period,
    addressee: &Addressee,
    names: Names,
) -> Retro {
    let said = said();
    let query = RetroQuery {
        links: Links::default(),
        redacted: false,
        addressee,
        period,
        beside: period.before(),
        thresholds: &Thresholds::default(),
        names,
        said: matches!(addressee, Addressee::You(_)).then_some(&said),
    };
    retro(&Work::of(ledgers, day(today)), &query)
}

/// What became of the patch rate after the root cause, and how often patches hold.
fn compare(episodes: &mut Episodes, root: ChangeIndex) {
    let likes =
        Likes { spots: 42, expected: 3.4, low: 1, high: 9, variance: 4.0, probability: 0.96 };
    episodes.quietings = vec![Quieting {
        change: root,
        before: 6,
        before_time: 365 * DAY,
        after: 0,
        after_time: 380 * DAY,
        beside: Beside::Matched(likes),
    }];
    episodes.lasting = vec![Lasting {
        sort: SpotSort::Function,
        is_patch: true,
        changes: 140,
        came_back: 50,
        watched: 60,
        share: 0.62,
        low: 0.54,
        high: 0.7,
        nearby: 12,
    }];
}

/// Enough patching commits in both years to compare: single patches that held, and in 2024 a pair
/// of commits that patches three files.
fn more_patches(story: &mut Story, ada: PersonIndex) {
    for at in 0..10 {
        let spot = story.spot("src/net/retry.rs", &format!("fn step{at}"));
        let days = if at < 5 { -350 + at } else { 100 + at };
        let patch = story.commit(ada, days, "fix: once").change(spot, Nature::Patch);
        story.outcome(patch, held(200));
    }
    let guards = ["read.rs", "write.rs", "owned.rs"]
        .map(|file| story.spot(&format!("src/net/{file}"), "impl Drop"));
    let mut patches = vec![Vec::new(); guards.len()];
    for at in [260, 268] {
        story.commit(ada, at, "fix: all three guards");
        for (spot, patches) in guards.iter().zip(&mut patches) {
            patches.push(story.change(*spot, Nature::Patch));
        }
    }
    for (spot, patches) in guards.iter().zip(&patches) {
        story.chain(*spot, patches, None, held(130));
    }
}

/// Ben uses a function that Ada wrote.
fn uses(history: &History) -> SymbolUses {
    let commit = |subject: &str| {
        let found = history.commit_indices().find(|at| history.commit(*at).subject == subject);
        found.unwrap()
    };
    let file = |path: &str| {
        let at = history.files.iter().position(|file| file.path == path.into()).unwrap();
        FileIndex(u32::try_from(at).unwrap())
    };
    let introducing = history.file_changes.iter().find(|at| at.file == file("src/net/retry.rs"));
    let introduced = introducing.unwrap().commit;
    let line = |path, origin, defines| NamedLines {
        file: file(path),
        origin: Some(origin),
        defines,
        lines: 1,
    };
    let lines = vec![
        line("src/net/retry.rs", introduced, true),
        line("src/config/load.rs", commit("feat: use retry"), false),
        line("src/auth/session.rs", commit("feat: use it again"), false),
    ];
    let (name, title) = ("retry_later".to_owned(), "fn retry_later".to_owned());
    SymbolUses {
        interfaces: HashSet::from([(introduced, file("src/net/retry.rs"))]),
        looked_into: history.commit_indices().collect(),
        introduced: vec![Introduced { commit: introduced, name: name.clone(), title }],
        lines: BTreeMap::from([(name, lines)]),
        imports: Vec::new(),
    }
}
