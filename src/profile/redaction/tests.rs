//! What is left of names, and that nothing else changes.
//!
//! In: ledgers with a name in every place. Out: nothing. Deliberately absent: reports of them.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;

use super::{AUTHOR, NOT_SHOWN, redacted};
use crate::model::{Agent, Beside, Month, Nature, ObjectId, Thresholds};
use crate::profile::testing::{Story, came_back, day, ledger_of as ledger_by};
use crate::profile::{
    CarriedRow, ChangedSymbol, GrownArea, Ledger, MendedChange, QuietRow, SeenCommit, UsedSymbol,
};

/// Names of one project: its root, its files each with what is in it, and its areas.
#[derive(Clone, Debug)]
struct Named {
    root: u8,
    repository: String,
    spots: Vec<String>,
    areas: Vec<String>,
    subject: String,
}

fn id(byte: u8) -> ObjectId {
    ObjectId::from_bytes([byte; 20])
}

fn ledger_of(named: &Named) -> Ledger {
    let mut story = Story::new();
    let (ada, babbage) = (story.person("Augusta"), story.person("Babbage"));
    let spot = story.spot("engine/mill.rs", "fn carry");
    story.commit(ada, 1, &named.subject).change(spot, Nature::Structural);
    story.labelled(Agent::ALL[0]);
    let patches = [
        story.commit(ada, 2, "fix: cards").change(spot, Nature::Patch),
        story.commit(babbage, 3, "fix: more cards").change(spot, Nature::Patch),
        story.commit(ada, 4, "fix: all cards").change(spot, Nature::Patch),
    ];
    let after = story.commit(babbage, 5, "fix: wheels").change(spot, Nature::Patch);
    story.chain(spot, &patches, Some(after), came_back(after, 1));
    story.alive("engine/mill.rs", Some(0), 10);
    let mut told = story.finish();
    told.0.repository.clone_from(&named.repository);
    let mut ledger = ledger_by(&told, id(named.root), ada, &Thresholds::default(), day(200));
    let rows = &mut ledger.leverage;
    for (at, spot) in (1..).zip(&named.spots) {
        let (symbol, introduced) = (spot.clone(), id(at));
        let latest = vec![id(100 + at)];
        rows.reuse.used.push(UsedSymbol {
            symbol: symbol.clone(),
            introduced,
            latest: latest.clone(),
            by_month: vec![seen(100 + at)],
            uses: Vec::new(),
        });
        rows.grown.push(GrownArea { area: "engine/".to_owned(), months: Vec::new() });
        let changed = ChangedSymbol { symbol, introduced, commits: 3, others: 1, latest };
        rows.changed.push(changed);
        let mended = mended(spot, at);
        rows.mended.push(mended.clone());
        rows.went_quiet.push(QuietRow {
            spots: vec![spot.clone()],
            after: id(at),
            month: mended.month,
            patches: 4,
            quiet: 100,
            exposure: 5,
            mended: Some(mended),
        });
        rows.carried.push(carried(spot.split(": ").next().unwrap_or_default(), false));
    }
    for area in &named.areas {
        rows.carried.push(carried(area, true));
    }
    ledger
}

fn seen(at: u8) -> SeenCommit {
    SeenCommit {
        id: id(at),
        time: day(10),
        offset_minutes: 0,
        subject: "feat: use the mill".to_owned(),
        author: "Menabrea".to_owned(),
        person: Some(0),
    }
}

fn mended(spot: &str, at: u8) -> MendedChange {
    MendedChange {
        month: Month { year: 2024, month: 3 },
        commit: id(at),
        spot: spot.to_owned(),
        before: (4, 100),
        after: (0, 100),
        beside: Beside::TooFew(1),
    }
}

fn carried(place: &str, is_area: bool) -> CarriedRow {
    CarriedRow {
        place: place.to_owned(),
        is_area,
        founded: id(7),
        last_own: id(8),
        own: 1,
        days: 2,
        others: 1,
        patching: 0,
        recurring: 0,
        is_quiet: true,
    }
}

fn engine() -> Named {
    Named {
        root: 201,
        repository: "analytical".to_owned(),
        spots: vec![
            "engine/mill.rs: fn carry".to_owned(),
            "engine/store.rs: struct Barrel".to_owned(),
        ],
        areas: vec!["engine/".to_owned(), "(top level)".to_owned()],
        subject: "feat: the mill carries".to_owned(),
    }
}

/// Every text and every number of a document, each with the names of the fields that lead to it.
fn leaves(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| leaves(value, path, found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| leaves(value, &format!("{path}.{name}"), found));
        }
        other => found.push((path.to_owned(), other.to_string())),
    }
}

fn leaves_of(ledgers: &[Ledger]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    leaves(&serde_json::to_value(ledgers).unwrap(), "", &mut found);
    found
}

/// Texts that may stay: words of this program, and dates.
const KEPT: [&str; 8] =
    ["role", "kind", "agents", "languages", "sequels", "last_day", "boundary", "deed"];

#[test]
fn every_text_is_another_one_and_everything_else_is_as_it_was() {
    let ledgers = [ledger_of(&engine())];
    let after = redacted(&ledgers);
    let (before, after) = (leaves_of(&ledgers), leaves_of(&after));
    assert_eq!(before.len(), after.len());
    // What is in bytes has no text in it.
    let is_id = |path: &str| {
        [
            "id",
            "roots",
            "head",
            "introduced",
            "latest",
            "commit",
            "after",
            "founded",
            "last_own",
            "ended_by",
        ]
        .contains(&path.rsplit('.').next().unwrap())
    };
    let mut changed = BTreeSet::new();
    for ((path, before), (_, after)) in before.iter().zip(&after) {
        let is_text = before.starts_with('"');
        let may_stay = KEPT.contains(&path.rsplit('.').next().unwrap());
        if is_text && !may_stay && before != "\"(top level)\"" {
            assert_ne!(before, after, "{path}");
            changed.insert(path.clone());
        } else if !is_id(path) {
            assert_eq!(before, after, "{path}");
        }
    }
    assert!(changed.len() >= 9, "{changed:?}");
}

#[test]
fn what_things_are_called() {
    let [ledger] = redacted(&[ledger_of(&engine())]).try_into().unwrap();
    assert_eq!((ledger.repository.as_str(), ledger.name.as_str()), ("repository A", AUTHOR));
    let spots: Vec<&str> =
        ledger.leverage.reuse.used.iter().map(|row| row.symbol.as_str()).collect();
    assert_eq!(spots, ["file 1: function 1", "file 2: type 1"]);
    let places: Vec<&str> = ledger.leverage.carried.iter().map(|row| row.place.as_str()).collect();
    assert_eq!(places, ["file 1", "file 2", "area 1", "(top level)"]);
    assert_eq!(ledger.ownership[0].area, "area 1");
    let commits: Vec<String> =
        ledger.commits.iter().map(|row| format!("{}: {}", row.id, row.subject)).collect();
    let expected = [1, 2, 4].map(|number| format!("commit {number}: {NOT_SHOWN}"));
    assert_eq!(commits, expected);
    let authors: Vec<&str> =
        ledger.chains[0].events.iter().map(|event| event.commit.author.as_str()).collect();
    assert_eq!(authors, [AUTHOR, "person 1", AUTHOR, "person 1"]);
    assert_eq!(ledger.head.map(|id| id.short()), Some("commit 5".to_owned()));
}

#[test]
fn clones_share_their_words_and_projects_do_not() {
    let clone = Named { repository: "copy".to_owned(), ..engine() };
    let other = Named { root: 202, repository: "other".to_owned(), ..engine() };
    let ledgers = redacted(&[ledger_of(&engine()), ledger_of(&clone), ledger_of(&other)]);
    let spot = |at: usize| ledgers[at].leverage.changed[0].symbol.clone();
    assert_eq!(spot(0), spot(1));
    assert_ne!(spot(0), spot(2));
    assert_eq!(ledgers[0].ownership[0].area, ledgers[1].ownership[0].area);
    assert_ne!(ledgers[0].ownership[0].area, ledgers[2].ownership[0].area);
    let names: BTreeSet<&str> = ledgers.iter().map(|ledger| ledger.repository.as_str()).collect();
    assert_eq!(names, ["repository A", "repository B", "repository C"].into());
    // One commit is in all of them, and is one.
    assert_eq!(ledgers[0].commits[0].id, ledgers[2].commits[0].id);
}

fn any_named() -> impl Strategy<Value = Named> {
    let spots =
        prop::collection::vec("[a-c/.: <\"\u{202e}ü]{0,6}(: (fn |struct )?[a-b:]{0,3})?", 1..12);
    let areas = prop::collection::vec("[a-c/]{0,3}|\\(top level\\)", 0..12);
    ("[ab]", spots, areas, ".{0,9}", 0..2u8).prop_map(
        |(repository, spots, areas, subject, root)| Named {
            root: 200 + root,
            repository,
            spots,
            areas,
            subject,
        },
    )
}

proptest! {
    #[test]
    fn the_same_thing_has_the_same_word_in_the_same_order(
        named in prop::collection::vec(any_named(), 1..4),
    ) {
        let before: Vec<Ledger> = named.iter().map(ledger_of).collect();
        let after = redacted(&before);
        let mut words: BTreeMap<(u8, bool, String), String> = BTreeMap::new();
        for (named, (before, after)) in named.iter().zip(before.iter().zip(&after)) {
            let rows = before.leverage.carried.iter().zip(&after.leverage.carried);
            for (from, to) in rows {
                let key = (named.root, from.is_area, from.place.clone());
                let known = words.entry(key).or_insert_with(|| to.place.clone());
                prop_assert_eq!(known, &to.place);
            }
        }
        // The top of a repository keeps its words, whatever sorts before them.
        words.retain(|(_, is_area, name), _| !is_area || name != "(top level)");
        let distinct: BTreeSet<&String> = words.values().collect();
        prop_assert_eq!(distinct.len(), words.len());
        let of_one_sort = |pair: &&[(&(u8, bool, String), &String)]| {
            (pair[0].0.0, pair[0].0.1) == (pair[1].0.0, pair[1].0.1)
        };
        let in_order: Vec<_> = words.iter().collect();
        for pair in in_order.windows(2).filter(of_one_sort) {
            prop_assert!(pair[0].1 < pair[1].1, "{:?}", pair);
        }
        // Words stand for themselves.
        let again = redacted(&after);
        prop_assert_eq!(again, after);
    }
}
