//! git is the oracle of what is the same change: `git patch-id --stable`, of diffs without context.
//!
//! In: the stories, and the pages of people. Out: failures that name two commits that are one change for one of
//! the two and not for the other. With context git tells a change and its cherry-pick apart where the lines around
//! them differ; git-headway, which counts work, does not. Deliberately absent: merges, which have no patch.
#![expect(clippy::unwrap_used, reason = "what cannot be read has failed its test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::people::People;
use common::{Story, TestEnv, stories};
use git_headway::git::{DiffAlgorithm, Repository};
use git_headway::mine::Silent;
use git_headway::pipeline;
use git_headway::store::Selection;

type Pairs = BTreeSet<(String, String)>;

/// Pairs of commits that have the same mark.
fn pairs(marks: impl Iterator<Item = (String, String)>) -> Pairs {
    let mut by_mark: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (commit, mark) in marks {
        by_mark.entry(mark).or_default().insert(commit);
    }
    let pairs_of = |commits: BTreeSet<String>| {
        let all: Vec<String> = commits.into_iter().collect();
        let pairs = (0..all.len()).flat_map(|one| (one + 1..all.len()).map(move |two| (one, two)));
        pairs.map(|(one, two)| (all[one].clone(), all[two].clone())).collect::<Vec<_>>()
    };
    by_mark.into_values().flat_map(pairs_of).collect()
}

fn by_git(env: &TestEnv, directory: &Path) -> Pairs {
    let log =
        ["log", "--no-merges", "-p", "-U0", "--no-renames", "--diff-algorithm=histogram", "HEAD"];
    let patches = env.git_bytes(directory, &log);
    let ids = env.git_fed(directory, &["patch-id", "--stable"], &patches);
    let ids = String::from_utf8(ids).unwrap();
    let mark = |line: &str| line.split_once(' ').map(|(mark, id)| (id.to_owned(), mark.to_owned()));
    pairs(ids.lines().filter_map(mark))
}

fn by_fingerprint(directory: &Path) -> Pairs {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::open(Some(directory)).unwrap();
    let mut store = pipeline::open_store(folder.path(), &repository).unwrap();
    pipeline::mine(&repository, &mut store, DiffAlgorithm::default(), &Silent).unwrap();
    let history = pipeline::read(&repository, &store, Selection::All).unwrap();
    let mark = |commit: &git_headway::model::Commit| {
        commit.fingerprint.map(|print| (commit.id.to_string(), print.to_string()))
    };
    pairs(history.commits.iter().filter_map(mark))
}

#[test]
fn twins_are_those_of_git_patch_id() {
    let env = TestEnv::new();
    let mut twins = 0;
    for Story { name, .. } in stories() {
        let directory = env.import(&name);
        let git = by_git(&env, &directory);
        twins += git.len();
        assert_eq!(by_fingerprint(&directory), git, "{name}");
    }
    assert!(twins > 0, "the stories have twins");
}

#[test]
fn one_who_patches_again_makes_no_twins() {
    let env = TestEnv::new();
    let directory = env.import_stream(People::load("repeats").stream().as_bytes());
    assert_eq!(by_fingerprint(&directory), by_git(&env, &directory));
}
