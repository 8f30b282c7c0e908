//! An incremental run equals a run from scratch, whatever came between.
//!
//! In: random histories walked in random steps, what git itself does to histories, runs that are
//! interrupted. Out: failures that name the part of the history that differs.
//! Deliberately absent: runs that are killed or disturbed (`durability/`), and whether the facts are
//! right; `lineage.rs` compares those with git.
#![expect(clippy::unwrap_used, reason = "what cannot be read has failed its test")]

mod common;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use common::random_history::{RandomHistory, cases, random_history};
use common::{TestEnv, stories};
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::{Interrupted, Progress, Silent, Stage};
use git_headway::model::History;
use git_headway::pipeline::{self, MineSummary};
use git_headway::store::{Selection, Store};
use proptest::prelude::*;
use proptest::sample::Index;

/// Asks to stop when it has been asked so many times whether to stop.
struct StopAfter(AtomicUsize);

impl Progress for StopAfter {
    fn begin(&self, _: Stage, _: usize) {}
    fn advance(&self, _: usize) {}
    fn end(&self) {}
    fn interrupted(&self) -> bool {
        let left = |left: usize| left.checked_sub(1);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left).is_err()
    }
}

/// A repository and the store that follows it.
struct Followed {
    directory: PathBuf,
    data: PathBuf,
}

impl Followed {
    fn new(env: &TestEnv, directory: &Path) -> Self {
        let name = directory.file_name().unwrap().to_string_lossy();
        Self { directory: directory.to_owned(), data: env.root().join(format!("data-{name}")) }
    }

    fn open(&self) -> (Repository, Store) {
        let repository = Repository::open(Some(&self.directory)).unwrap();
        let store = pipeline::open_store(&self.data, &repository).unwrap();
        (repository, store)
    }

    fn mine(&self, progress: &dyn Progress) -> anyhow::Result<MineSummary> {
        let (repository, mut store) = self.open();
        pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), progress)
    }

    /// Mines until it is told to stop. Returns whether it was.
    fn mine_interrupted(&self, after: usize) -> bool {
        let stop = StopAfter(AtomicUsize::new(after));
        match self.mine(&stop) {
            Ok(_) => false,
            Err(error) => {
                assert!(error.is::<Interrupted>(), "{error:#}");
                true
            }
        }
    }

    fn read(&self) -> History {
        let (repository, store) = self.open();
        pipeline::read(&repository, &store, Selection::All).unwrap()
    }

    /// Mines what is new and compares with a run from scratch.
    fn catch_up(&self) -> Result<MineSummary, String> {
        let summary = self.mine(&Silent).map_err(|error| format!("{error:#}"))?;
        let scratch = self.mined_anew();
        let ours = self.read();
        if summary.commits != scratch.commits.len() {
            return Err(format!("{} commits, {} anew", summary.commits, scratch.commits.len()));
        }
        first_difference(&ours, &scratch).map_or(Ok(summary), Err)
    }

    fn mined_anew(&self) -> History {
        let data = tempfile::tempdir().unwrap();
        let anew = Self { directory: self.directory.clone(), data: data.path().to_owned() };
        anew.mine(&Silent).unwrap();
        anew.read()
    }
}

/// The first part of two histories that is not the same, in words.
fn first_difference(ours: &History, scratch: &History) -> Option<String> {
    let of = |name: &str, ours: &dyn std::fmt::Debug, scratch: &dyn std::fmt::Debug| {
        Some(format!("{name}:\n  now     {ours:?}\n  scratch {scratch:?}"))
    };
    macro_rules! compare {
        ($($list:ident),+) => {$(
            if ours.$list.len() != scratch.$list.len() {
                return of(stringify!($list), &ours.$list.len(), &scratch.$list.len());
            }
            if let Some((a, b)) = ours.$list.iter().zip(&scratch.$list).find(|(a, b)| a != b) {
                return of(stringify!($list), a, b);
            }
        )+};
    }
    compare!(commits, people, files, spots, file_changes, changes, live);
    // Whatever else a history may hold.
    if ours == scratch { None } else { of("history", &ours.boundary, &scratch.boundary) }
}

/// Points the branch at a commit of a random history, whatever it pointed at before.
fn move_main(directory: &Path, ids: &[String], at: Index) {
    std::fs::write(directory.join(".git/refs/heads/main"), &ids[at.index(ids.len())]).unwrap();
}

fn import(env: &TestEnv, history: &RandomHistory) -> (PathBuf, Vec<String>) {
    let directory = env.import_without_checkout(history.stream().as_bytes());
    let ids = common::commit_ids(&directory).into_values().collect();
    (directory, ids)
}

/// A step of HEAD, and after how many looks the run before the full one is interrupted.
fn steps() -> impl Strategy<Value = Vec<(Index, Option<usize>)>> {
    let interrupt = prop_oneof![Just(None), (0..14_usize).prop_map(Some)];
    prop::collection::vec((any::<Index>(), interrupt), 1..6)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn head_may_go_anywhere(history in random_history(12), steps in steps()) {
        let env = TestEnv::new();
        let (directory, ids) = import(&env, &history);
        let followed = Followed::new(&env, &directory);
        for (head, _) in &steps {
            move_main(&directory, &ids, *head);
            let result = followed.catch_up();
            prop_assert!(result.is_ok(), "{}", result.unwrap_err());
        }
    }

    #[test]
    fn runs_may_stop_anywhere(history in random_history(12), steps in steps(), last: Index) {
        let env = TestEnv::new();
        let (directory, ids) = import(&env, &history);
        let followed = Followed::new(&env, &directory);
        for (head, interrupt) in &steps {
            move_main(&directory, &ids, *head);
            match interrupt {
                Some(after) => drop(followed.mine_interrupted(*after)),
                None => drop(followed.mine(&Silent).unwrap()),
            }
        }
        // Back to where the last complete run was, or elsewhere.
        move_main(&directory, &ids, if last.index(2) == 0 { steps[0].0 } else { last });
        let result = followed.catch_up();
        prop_assert!(result.is_ok(), "{}", result.unwrap_err());
    }
}

/// HEAD at one of four branches, each at a commit of its own, or at none.
fn visits() -> impl Strategy<Value = Vec<(usize, Index, Option<usize>)>> {
    let interrupt = prop_oneof![4 => Just(None), 1 => (0..14_usize).prop_map(Some)];
    prop::collection::vec((0..5_usize, any::<Index>(), interrupt), 1..10)
}

proptest! {
    #![proptest_config(cases(24))]

    /// What is kept for other branches is never taken for what is behind HEAD, nor is a line traced from
    /// what a branch that HEAD left had made of it.
    #[test]
    fn branches_may_be_visited_in_any_order(history in random_history(14), visits in visits()) {
        let env = TestEnv::new();
        let (directory, ids) = import(&env, &history);
        let followed = Followed::new(&env, &directory);
        let git = directory.join(".git");
        for (branch, at, interrupt) in visits {
            let id = &ids[at.index(ids.len())];
            let head = if branch == 4 {
                id.clone()
            } else {
                std::fs::write(git.join(format!("refs/heads/branch-{branch}")), id).unwrap();
                format!("ref: refs/heads/branch-{branch}\n")
            };
            std::fs::write(git.join("HEAD"), head).unwrap();
            if let Some(after) = interrupt {
                followed.mine_interrupted(after);
            } else {
                let result = followed.catch_up();
                prop_assert!(result.is_ok(), "{}", result.unwrap_err());
            }
        }
        let result = followed.catch_up();
        prop_assert!(result.is_ok(), "{}", result.unwrap_err());
    }
}

/// Counts the commits that are replayed.
#[derive(Default)]
struct Traced(AtomicUsize);

impl Progress for Traced {
    fn begin(&self, stage: Stage, total: usize) {
        if stage == Stage::Tracing {
            self.0.store(total, Ordering::Relaxed);
        }
    }
    fn advance(&self, _: usize) {}
    fn end(&self) {}
    fn interrupted(&self) -> bool {
        false
    }
}

#[test]
fn amending_and_changing_branches_costs_what_differs() {
    let env = TestEnv::new();
    let directory = env.import("patched-then-root-cause");
    let followed = Followed::new(&env, &directory);
    let all = followed.catch_up().unwrap().commits;
    let cost = |arguments: &[&str]| {
        env.git(&directory, arguments);
        let traced = Traced::default();
        let summary = followed.mine(&traced).unwrap();
        followed.catch_up().unwrap_or_else(|error| panic!("after git {arguments:?}: {error}"));
        (summary.new_commits, traced.0.into_inner(), summary.forgotten_commits)
    };
    let commit = ["commit", "-q", "--allow-empty", "-m"];
    let with = |message: &'static str| [commit.as_slice(), &[message]].concat();
    assert_eq!(cost(&with("One")), (1, 1, 0));
    assert_eq!(cost(&["commit", "-q", "--amend", "--allow-empty", "-m", "Other"]), (1, 1, 1));
    env.git(&directory, &["checkout", "-q", "-b", "side", "HEAD~1"]);
    assert_eq!(cost(&with("Beside")), (1, 1, 0));
    assert_eq!(cost(&["checkout", "-q", "main"]), (0, 1, 0), "back without mining");
    assert_eq!(cost(&["checkout", "-q", "side"]), (0, 1, 0));
    assert_eq!(cost(&["checkout", "-q", "main"]), (0, 1, 0));
    assert_eq!(cost(&["merge", "-q", "--no-edit", "side"]), (1, 3, 0), "both sides and the merge");
    assert_eq!(cost(&["branch", "-q", "-D", "side"]), (0, 0, 0));
    assert_eq!(cost(&["reset", "-q", "--hard", "HEAD~2"]), (0, 0, 3), "nothing holds them");
    assert_eq!(followed.read().commits.len(), all);
}

#[test]
fn content_that_a_partial_clone_gets_later_is_mined_then() {
    let env = TestEnv::new();
    let origin = env.import("fix-of-a-fix");
    env.git(&origin, &["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", origin.display());
    let clone = ["clone", "-q", "--bare", "--filter=blob:none", &url, "partial"];
    env.git(env.root(), &clone);
    let directory = env.root().join("partial");
    let followed = Followed::new(&env, &directory);
    let all = followed.catch_up().unwrap().commits;
    assert!(followed.read().boundary.unavailable > 0);
    env.git(&directory, &["fetch", "-q", "--refetch", "--no-filter", "origin"]);
    let summary = followed.catch_up().unwrap();
    assert_eq!((summary.new_commits, summary.commits), (0, all));
    assert_eq!(followed.read().boundary.unavailable, 0);
}

/// Stopped anywhere: what was put in its place anew is traced again all the same.
#[test]
fn content_that_came_back_is_taken_in_whenever_a_run_is_stopped() {
    let env = TestEnv::new();
    let directory = env.import("fix-of-a-fix");
    common::unpack(&env, &directory);
    let blob = env.git(&directory, &["rev-parse", "HEAD~4:money/amount.go"]);
    let file = common::object_file(&directory, blob.trim());
    let content = std::fs::read(&file).unwrap();
    let followed = Followed::new(&env, &directory);
    let mut interrupted = 0;
    for after in 0.. {
        let _ = std::fs::remove_dir_all(&followed.data);
        std::fs::remove_file(&file).unwrap();
        followed.catch_up().unwrap();
        assert!(followed.read().boundary.unavailable > 0);
        // There and damaged is not back.
        std::fs::write(&file, b"damaged").unwrap();
        followed.catch_up().unwrap();
        assert!(followed.read().boundary.unavailable > 0);
        std::fs::write(&file, &content).unwrap();
        let stopped = followed.mine_interrupted(after);
        followed.catch_up().unwrap();
        assert_eq!(followed.read().boundary.unavailable, 0);
        if !stopped {
            break;
        }
        interrupted += 1;
    }
    assert!(interrupted > 3, "stopped {interrupted} times");
}

#[test]
fn objects_that_git_replaces_are_read_as_git_reads_them() {
    let env = TestEnv::new();
    let directory = env.import("fix-of-a-fix");
    let followed = Followed::new(&env, &directory);
    let subjects = |followed: &Followed| -> Vec<String> {
        followed.read().commits.into_iter().map(|commit| commit.subject).collect()
    };
    followed.catch_up().unwrap();
    let before = subjects(&followed);
    let commit = env.git(&directory, &["cat-file", "commit", "HEAD~1"]);
    let (head, _) = commit.split_once("\n\n").unwrap();
    let other = format!("{head}\n\nSaid in other words\n");
    let hash = ["hash-object", "-t", "commit", "-w", "--stdin"];
    let other = env.git_fed(&directory, &hash, other.as_bytes());
    let other = String::from_utf8(other).unwrap();
    env.git(&directory, &["replace", "HEAD~1", other.trim()]);
    followed.catch_up().unwrap();
    assert!(subjects(&followed).contains(&"Said in other words".to_owned()));
    env.git(&directory, &["replace", "-d", "HEAD~1"]);
    followed.catch_up().unwrap();
    assert_eq!(subjects(&followed), before);
}

#[test]
fn a_run_that_was_interrupted_anywhere_is_completed_by_the_next() {
    let env = TestEnv::new();
    let directory = env.import("merge-conflict");
    let followed = Followed::new(&env, &directory);
    let scratch = followed.mined_anew();
    let mut interrupted = 0;
    for after in 0.. {
        let _ = std::fs::remove_dir_all(&followed.data);
        if !followed.mine_interrupted(after) {
            break;
        }
        interrupted += 1;
        followed.mine(&Silent).unwrap();
        assert_eq!(first_difference(&followed.read(), &scratch), None, "stopped after {after}");
    }
    assert!(interrupted > scratch.commits.len(), "each commit is a point at which to stop");
}

/// The scenario that loses facts when the name of the last complete run outlives its commits.
#[test]
fn a_run_interrupted_after_a_reset_leaves_nothing_half_known() {
    let env = TestEnv::new();
    let directory = env.import("fix-of-a-fix");
    let followed = Followed::new(&env, &directory);
    for after in 0..8 {
        followed.catch_up().unwrap();
        env.git(&directory, &["reset", "-q", "--hard", "HEAD~2"]);
        followed.mine_interrupted(after);
        env.git(&directory, &["reset", "-q", "--hard", "ORIG_HEAD"]);
        followed.catch_up().unwrap();
        env.git(&directory, &["reset", "-q", "--hard", "HEAD~2"]);
        followed.catch_up().unwrap();
        env.git(&directory, &["reset", "-q", "--hard", "ORIG_HEAD"]);
        followed.mine_interrupted(after);
        env.git(&directory, &["reset", "-q", "--hard", "ORIG_HEAD"]);
        followed.catch_up().unwrap();
        env.git(&directory, &["reset", "-q", "--hard", "ORIG_HEAD"]);
    }
}

#[test]
fn whatever_git_does_to_a_branch() {
    let env = TestEnv::new();
    let directory = env.import("merge-conflict");
    let followed = Followed::new(&env, &directory);
    let git = |arguments: &[&str]| {
        let output = env.git(&directory, arguments);
        followed.catch_up().unwrap_or_else(|error| panic!("after git {arguments:?}: {error}"));
        output
    };
    let change = |path: &str, text: &str| {
        std::fs::write(directory.join(path), text).unwrap();
        env.git(&directory, &["add", "--all"]);
    };
    git(&["branch", "before"]);
    change("notes.txt", "one\ntwo\nthree\n");
    git(&["commit", "-q", "-m", "Take notes"]);
    change("notes.txt", "one\n2\nthree\n");
    git(&["commit", "-q", "--amend", "-m", "Take better notes", "--author", "Bo <bo@example.org>"]);
    git(&["commit", "-q", "--amend", "-m", "Take notes", "--reset-author"]);
    change("notes.txt", "one\n2\n3\n");
    git(&["commit", "-q", "-m", "Count in digits"]);
    git(&["checkout", "-q", "-b", "side", "before"]);
    change("side.txt", "a\nb\n");
    git(&["commit", "-q", "-m", "Start beside"]);
    git(&["rebase", "-q", "main"]);
    git(&["checkout", "-q", "--detach", "before"]);
    git(&["checkout", "-q", "main"]);
    git(&["reset", "-q", "--hard", "HEAD~2"]);
    git(&["merge", "-q", "--no-edit", "side"]);
    git(&["revert", "--no-edit", "HEAD"]);
    git(&["checkout", "-q", "--orphan", "fresh"]);
    git(&["commit", "-q", "-m", "Begin again"]);
    git(&["checkout", "-q", "main"]);
    change(".gitattributes", "notes.txt linguist-generated\n");
    git(&["commit", "-q", "-m", "Say what is generated"]);
    let generated = |history: &History| history.file_changes.iter().any(|file| file.mark.is_some());
    assert!(generated(&followed.read()));
    change(".gitattributes", "\n");
    git(&["commit", "-q", "-m", "Nothing is generated"]);
    assert!(!generated(&followed.read()));
}

#[test]
fn a_shallow_clone_that_is_deepened() {
    let env = TestEnv::new();
    let origin = env.import("patched-then-root-cause");
    let url = format!("file://{}", origin.display());
    env.git(env.root(), &["clone", "-q", "--depth", "2", &url, "shallow"]);
    let directory = env.root().join("shallow");
    let followed = Followed::new(&env, &directory);
    let all = Followed::new(&env, &origin).mined_anew().commits.len();
    let mut known = vec![followed.catch_up().unwrap().commits];
    assert!(followed.read().boundary.shallow_commits > 0);
    for deepen in [["fetch", "-q", "--deepen", "2"].as_slice(), &["fetch", "-q", "--unshallow"]] {
        env.git(&directory, deepen);
        known.push(followed.catch_up().unwrap().commits);
    }
    assert!(known.is_sorted() && known[0] < known[1] && known[2] == all, "{known:?}");
    assert_eq!(followed.read().boundary.shallow_commits, 0);
}

#[test]
fn a_commit_that_comes_back_is_mined_with_what_lies_behind_it() {
    let env = TestEnv::new();
    let directory = env.import("fix-of-a-fix");
    let followed = Followed::new(&env, &directory);
    let all = followed.mined_anew().commits.len();
    let id = env.git(&directory, &["rev-parse", "HEAD~3"]);
    common::unpack(&env, &directory);
    let file = common::object_file(&directory, id.trim());
    let commit = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let summary = followed.catch_up().unwrap();
    assert_eq!(summary.missing_commits.len(), 1);
    assert!(summary.commits < all);
    assert_eq!(followed.catch_up().unwrap().missing_commits, summary.missing_commits);
    env.git(&directory, &["commit", "-q", "--allow-empty", "-m", "Go on"]);
    assert_eq!(followed.catch_up().unwrap().missing_commits, summary.missing_commits);
    std::fs::write(&file, commit).unwrap();
    let summary = followed.catch_up().unwrap();
    assert_eq!((summary.commits, summary.missing_commits.len()), (all + 1, 0));
}

#[test]
fn a_run_with_nothing_new_mines_nothing_and_writes_nothing() {
    for story in stories() {
        let env = TestEnv::at(&story.now);
        let followed = Followed::new(&env, &env.import(&story.name));
        assert_eq!(followed.mine(&Silent).unwrap().forgotten_commits, 0);
        let file = followed.open().1.path().to_owned();
        let (bytes, history) = (std::fs::read(&file).unwrap(), followed.read());
        let again = followed.mine(&Silent).unwrap();
        assert_eq!((again.new_commits, again.forgotten_commits), (0, 0));
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "{}", story.name);
        assert_eq!(first_difference(&followed.read(), &history), None);
    }
}
