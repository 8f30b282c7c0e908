//! How work is committed changes nothing in how far it reaches.
//!
//! In: the pages below `fixtures/people`; the same with commits cut in two, with files laid out anew, with
//! files under other names; and `git log`. Out: one failure a figure of scope or movement that is another
//! one then, or of time that git counts otherwise. Deliberately absent: whether the others are right (`people.rs`).
#![expect(clippy::unwrap_used, reason = "an answer that cannot be read has failed its test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::TestEnv;
use common::people::{Edit, People, Step};
use serde_json::Value;

const PAGES: [&str; 3] = ["widens", "inertia", "founder"];

/// What is said of a period, without names of commits.
const FIGURES: [&str; 13] = [
    "period",
    "days",
    "areas",
    "breadth",
    "novelty",
    "altitude",
    "boundaries",
    "files",
    "effective_files",
    "complexity",
    "crossing",
    "effective_languages",
    "structural",
];
/// What is said of a period beside the one before.
const MOVEMENT: [&str; 5] = ["likeness", "by_chance", "chance_low", "days", "reading"];

fn told(env: &TestEnv, repository: &std::path::Path, person: &str) -> Vec<Value> {
    let output = env.headway(repository, &["profile", "--author", person, "--format", "json"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{person}");
    let profile: Value = serde_json::from_str(&output.stdout).unwrap();
    let periods = |part: &str| profile[part]["periods"].as_array().unwrap().clone();
    let only = |value: &Value, fields: &[&str]| -> Value {
        fields.iter().map(|field| ((*field).to_owned(), value[*field].clone())).collect()
    };
    let scope = periods("scope").iter().map(|at| only(at, &FIGURES)).collect::<Vec<_>>();
    let movement = periods("inertia").iter().map(|at| only(at, &MOVEMENT)).collect::<Vec<_>>();
    [scope, movement, vec![profile["scope"]["trends"].clone()]].concat()
}

fn of_page(page: &People) -> Vec<Vec<Value>> {
    let env = TestEnv::at(&page.now);
    let repository = env.import_stream(page.stream().as_bytes());
    page.people.values().map(|person| told(&env, &repository, person)).collect()
}

/// Every commit that does several things, cut in two.
fn cut(page: &People) -> People {
    let halves = |step: &Step| -> Vec<Step> {
        let (first, second) = step.edits.split_at(step.edits.len().div_ceil(2));
        let with = |edits: &[Edit]| Step { edits: edits.to_vec(), ..step.clone() };
        let second = (!second.is_empty()).then(|| with(second));
        std::iter::once(with(first)).chain(second).collect()
    };
    People { commits: page.commits.iter().flat_map(halves).collect(), ..page.clone() }
}

/// The same, and in the end every file of code once more.
fn then(page: &People, message: &str, edit: fn(&str) -> Edit) -> People {
    let last = page.commits.last().unwrap().clone();
    let path = |edit: &Edit| match edit {
        Edit::New(path, _) => Some(path.clone()),
        _ => None,
    };
    let files: BTreeSet<String> =
        page.commits.iter().flat_map(|step| step.edits.iter().filter_map(path)).collect();
    let edits = files.iter().map(|path| edit(path)).collect();
    let step = Step { message: message.to_owned(), minute: last.minute + 1, edits, ..last };
    let mut commits = page.commits.clone();
    commits.push(step);
    People { commits, ..page.clone() }
}

#[test]
fn commits_cut_in_two_reach_as_far() {
    for name in PAGES {
        let mut page = People::load(name);
        // Two steps of one day in one commit, so that there is something to cut.
        let begun = page.commits[0].clone();
        let both = Step {
            message: "feat: both sides".to_owned(),
            edits: vec![
                Edit::New("src/front/door.rs".to_owned(), "open_door".to_owned()),
                Edit::New("src/back/gate.rs".to_owned(), "open_gate".to_owned()),
                Edit::Docs("docs/doors.md".to_owned()),
            ],
            minute: begun.minute + 1,
            ..begun
        };
        page.commits.insert(1, both);
        assert_eq!(of_page(&page), of_page(&cut(&page)), "{name}");
    }
}

#[test]
fn new_layout_and_new_names_are_no_work() {
    for name in PAGES {
        let page = People::load(name);
        let before = of_page(&page);
        let laid_out = then(&page, "style: two spaces", |path| Edit::Reformat(path.to_owned()));
        assert_eq!(before, of_page(&laid_out), "{name}");
        let named = then(&page, "refactor: clearer names", |path| {
            Edit::Rename(path.to_owned(), path.replace(".rs", "_file.rs"))
        });
        assert_eq!(before, of_page(&named), "{name}");
    }
}

#[test]
fn commits_and_active_days_are_those_of_git_log() {
    for name in PAGES {
        let page = People::load(name);
        let env = TestEnv::at(&page.now);
        let repository = env.import_stream(page.stream().as_bytes());
        for person in page.people.values() {
            let address = person.split(['<', '>']).nth(1).unwrap();
            let log = ["log", "--date=format:%Y %m-%d", "--format=%ad", "--author", address];
            let mut counted: BTreeMap<&str, (u64, BTreeSet<&str>)> = BTreeMap::new();
            let log = env.git(&repository, &log);
            for line in log.lines() {
                let (year, day) = line.split_once(' ').unwrap();
                let (commits, days) = counted.entry(year).or_default();
                *commits += 1;
                days.insert(day);
            }
            let output =
                env.headway(&repository, &["profile", "--author", address, "--format", "json"]);
            let profile: Value = serde_json::from_str(&output.stdout).unwrap();
            for period in profile["effort"]["periods"].as_array().unwrap() {
                let counted = counted.remove(period["period"].as_str().unwrap());
                let (commits, days) = counted.unwrap_or_default();
                let told = ["commits", "active_days"].map(|field| period[field].as_u64().unwrap());
                assert_eq!(told, [commits, days.len() as u64], "{name}: {person}: {period}");
            }
            assert!(counted.is_empty(), "{name}: {person}: {counted:?}");
        }
    }
}
