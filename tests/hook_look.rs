//! The look after a commit reads a part of the history, and says what the whole history says.
//!
//! In: a made history of fixes, features, renames and merges, followed commit by commit; and, where
//! `GIT_HEADWAY_TEST_CLONE` names one, the last commits of a clone. Out: nothing, or the commits after which the look
//! would say something else than the whole history does.
//! Deliberately absent: terminals, and the words of the line.

#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

#[path = "common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use common::TestEnv;
use git_headway::classify::{PathClass, path_class};
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::model::{Answers, DAY, ObjectId, RepoPath, Thresholds};
use git_headway::pipeline::{self, Judged};
use git_headway::profile::{is_recurring, patching_commits};
use git_headway::store::{ChainShape, Selection, Store};

/// The variable that names a clone, and how many of its last commits are followed.
const CLONE: &str = "GIT_HEADWAY_TEST_CLONE";
const LAST: usize = 150;
/// As the hook has it.
const LOOK_BACK: i64 = 400 * DAY;

/// The patches of the longest recurring chain that ends with a commit, and its spot.
type Told = Option<(String, Vec<ObjectId>)>;

fn told(judged: &Judged, head: ObjectId) -> Told {
    let Judged { history, episodes, thresholds, .. } = judged;
    let ids = |chain: &_| -> Vec<ObjectId> {
        patching_commits(history, chain).iter().map(|at| history.commit(*at).id).collect()
    };
    let ends = |chain: &&_| {
        is_recurring(history, chain, thresholds.recurring) && ids(chain).last() == Some(&head)
    };
    let longest = episodes.chains.iter().filter(ends).max_by_key(|chain| ids(chain).len())?;
    Some((history.spot_name(longest.spot), ids(longest)))
}

/// What was compared.
#[derive(Debug, Default)]
struct Compared {
    commits: usize,
    /// Commits with a chain.
    told: usize,
    /// Commits that the facts alone ruled out.
    ruled_out: usize,
    wrong: Vec<String>,
}

/// Makes each commit HEAD in turn, mines it, and compares.
fn follow(env: &TestEnv, directory: &Path, commits: &[String]) -> Compared {
    let repository = Repository::open(Some(directory)).unwrap();
    let mut store = pipeline::open_store(&env.root().join("data"), &repository).unwrap();
    let mut compared = Compared::default();
    for commit in commits {
        env.git(directory, &["update-ref", "HEAD", commit]);
        pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), &Silent).unwrap();
        let head = ObjectId::from_hex(commit.as_bytes()).unwrap();
        compare(&repository, &store, head, &mut compared);
    }
    compared
}

fn compare(repository: &Repository, store: &Store, head: ObjectId, compared: &mut Compared) {
    let thresholds = Thresholds::default();
    let read = |selection| pipeline::read(repository, store, selection).unwrap();
    let whole = read(Selection::All);
    let now = whole.commits.iter().find(|commit| commit.id == head).unwrap().commit_time;
    let judge =
        |history| told(&pipeline::judge(history, Answers::default(), thresholds, now), head);
    let counts = |path: &RepoPath, mark| path_class(path, mark) == PathClass::Code;
    let shape =
        ChainShape { window: thresholds.window, patches: thresholds.recurring, counts: &counts };
    let whole = judge(whole);
    let may_be = store.may_end_a_chain(head, &shape).unwrap();
    let around = if may_be {
        judge(read(Selection::These(store.around(head, now - LOOK_BACK, &shape).unwrap())))
    } else {
        None
    };
    compared.commits += 1;
    compared.told += usize::from(whole.is_some());
    compared.ruled_out += usize::from(!may_be);
    if whole != around {
        let line = format!("{head}: ruled out {}\n  whole {whole:?}\n  look  {around:?}", !may_be);
        compared.wrong.push(line);
    }
}

/// Knuth's generator, as in the benches: the same history each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

const FILES: usize = 5;
const FUNCTIONS: usize = 4;
const SUBJECTS: [&str; 6] = [
    "fix: stop early",
    "fix crash in poll",
    "feat: poll more",
    "refactor: tidy",
    "fix: off by one",
    "update",
];

/// A history in which files are edited and renamed, and short branches are merged.
fn made(commits: usize) -> String {
    let mut dice = Dice(7);
    let mut names: Vec<String> = (0..FILES).map(|at| format!("src/file{at}.rs")).collect();
    let mut numbers = [[0_u64; FUNCTIONS]; FILES];
    let mut stream = String::from("feature done\n");
    let mut time = 1_600_000_000;
    for commit in 0..commits {
        time += DAY * i64::try_from(dice.below(9)).unwrap() + 3_600;
        let subject = SUBJECTS[dice.below(6)];
        let subject = if commit == 0 { "feat: begin" } else { subject };
        let who =
            ["Ada <ada@example.org>", "Bob <bob@example.org>"][usize::from(dice.below(3) == 0)];
        writeln!(stream, "commit refs/heads/main\nmark :{}", commit + 1).unwrap();
        writeln!(stream, "author {who} {time} +0000\ncommitter {who} {time} +0000").unwrap();
        writeln!(stream, "data {}\n{subject}", subject.len()).unwrap();
        if commit > 4 && dice.below(12) == 0 {
            writeln!(stream, "from :{commit}\nmerge :{}", commit - 2).unwrap();
        } else if commit > 0 {
            writeln!(stream, "from :{commit}").unwrap();
        }
        let touched = if commit == 0 { FILES } else { 1 + dice.below(2) };
        for turn in 0..touched {
            let at = if commit == 0 { turn } else { dice.below(FILES) };
            if commit > 0 && dice.below(15) == 0 {
                let new = format!("src/file{at}_{commit}.rs");
                writeln!(stream, "R {} {new}", names[at]).unwrap();
                names[at] = new;
            }
            numbers[at][dice.below(FUNCTIONS)] += 1;
            let text = file(at, &numbers[at]);
            writeln!(stream, "M 100644 inline {}\ndata {}\n{text}", names[at], text.len()).unwrap();
        }
    }
    stream + "done\n"
}

fn file(at: usize, numbers: &[u64]) -> String {
    let mut text = format!("use std::fmt::Display{at};\n\n");
    for (function, number) in numbers.iter().enumerate() {
        write!(
            text,
            "fn poll_{function}(queue: &Queue) -> usize {{\n    let limit = queue.limit({number});\n    \
             queue.take(limit)\n}}\n\n"
        )
        .unwrap();
    }
    text
}

#[test]
fn a_made_history_is_told_alike() {
    let env = TestEnv::new();
    let directory = env.import_without_checkout(made(160).as_bytes());
    let commits = env.git(&directory, &["rev-list", "--reverse", "--first-parent", "main"]);
    let commits: Vec<String> = commits.lines().map(str::to_owned).collect();
    let compared = follow(&env, &directory, &commits);
    assert_eq!(compared.wrong, [""; 0]);
    assert!(compared.told > 10 && compared.ruled_out > 10, "{compared:?}");
}

#[test]
fn a_clone_is_told_alike() {
    let Some(clone) = std::env::vars_os()
        .find_map(|(name, clone)| (name == CLONE).then_some(clone))
        .map(PathBuf::from)
    else {
        eprintln!("{CLONE} names no clone, so none was followed");
        return;
    };
    let env = TestEnv::new();
    let directory = env.root().join("copy.git");
    let (from, to) =
        (clone.to_string_lossy().into_owned(), directory.to_string_lossy().into_owned());
    env.git(env.root(), &["clone", "--quiet", "--bare", "--shared", &from, &to]);
    let last = format!("-{LAST}");
    let commits = env.git(&directory, &["rev-list", "--no-merges", "--topo-order", &last, "HEAD"]);
    let commits: Vec<String> = commits.lines().rev().map(str::to_owned).collect();
    let compared = follow(&env, &directory, &commits);
    eprintln!(
        "{} commits, {} told, {} ruled out",
        compared.commits, compared.told, compared.ruled_out
    );
    assert_eq!(compared.wrong, [""; 0]);
}
