//! What the user says of commits, as the program is called: it holds everywhere, is shown as theirs, and is
//! never lost.
//!
//! In: the story of one line that was patched four times and then repaired at the root. Out: nothing, or a
//! failed assertion. Deliberately absent: the journal's own rules about lines and locks; they are tested beside it.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "an answer that cannot be read has failed its test")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{Output, SmallDisk, Story, TestEnv};
use serde_json::Value;

/// The commit that went to the root, by its subject.
const ROOT: &str = ":/Renew ahead of time";
/// The last patch before it.
const LAST_PATCH: &str = ":/Be patient with the new data centre";

fn world() -> (TestEnv, PathBuf) {
    let story = Story::load("patched-then-root-cause");
    let env = TestEnv::at(&story.now);
    let directory = env.import(&story.name);
    (env, directory)
}

fn headway(world: &(TestEnv, PathBuf), arguments: &[&str]) -> Output {
    world.0.headway(&world.1, arguments)
}

/// The answer of a run in which nothing was amiss.
fn answer(world: &(TestEnv, PathBuf), arguments: &[&str]) -> String {
    let output = headway(world, arguments);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{}", output.stdout);
    output.stdout
}

fn json(world: &(TestEnv, PathBuf), arguments: &[&str]) -> Value {
    serde_json::from_str(&answer(world, &[arguments, &["--format", "json"]].concat())).unwrap()
}

fn journal(env: &TestEnv) -> PathBuf {
    env.root().join("home/data/git-headway/journal/journal.jsonl")
}

fn records(env: &TestEnv) -> usize {
    fs::read_to_string(journal(env)).unwrap().lines().count()
}

#[test]
fn what_was_said_holds_is_shown_and_can_be_taken_back() {
    let world = world();
    let before = answer(&world, &["show", ROOT]);
    let told: Vec<String> = [
        ["annotate", ROOT, "--kind", "refactor"].as_slice(),
        &["show", ROOT],
        &["annotate", ROOT, "--root-cause", "yes"],
        &["why", "src/session.rs:fn refresh"],
        &["annotate", ROOT, "--retract"],
    ]
    .iter()
    .map(|arguments| {
        format!("$ git headway {}\n{}", arguments.join(" "), answer(&world, arguments))
    })
    .collect();
    insta::assert_snapshot!(told.join("\n"));
    assert_eq!(answer(&world, &["show", ROOT]), before);
    assert_eq!(records(&world.0), 3);
}

#[test]
fn a_claim_is_a_claim_and_what_held_is_measured() {
    let world = world();
    answer(&world, &["annotate", ROOT, "--root-cause", "no"]);
    insta::assert_snapshot!(answer(&world, &["annotate", LAST_PATCH, "--root-cause", "yes"]));
    let why = json(&world, &["why", "src/session.rs:fn refresh"]);
    let chain = &why["spots"][0]["chains"][0];
    assert_eq!(chain["claimed"], true);
    assert_eq!(chain["outcome"]["is"], "held");
    // A patch that others followed ends no chain, whatever is said of it.
    let early = json(&world, &["annotate", ":/Raise the renewal", "--root-cause", "yes"]);
    assert_eq!(early["after"]["ends"], Value::Array(Vec::new()));
    let status = answer(&world, &["status"]);
    insta::assert_snapshot!(status);
}

#[test]
fn the_json_has_what_was_said_and_what_was_computed() {
    let world = world();
    let annotated = json(&world, &["annotate", ROOT, "--kind", "fix"]);
    assert_eq!(
        (&annotated["before"]["answer"], &annotated["before"]["kind"]),
        (&Value::Null, &"fix".into())
    );
    // Computed, it was likelier one of the kinds of structure; said to be a fix, it patches.
    assert_eq!(annotated["before"]["patches"], 0);
    assert_eq!(
        (&annotated["after"]["kind"], &annotated["after"]["patches"]),
        (&"fix".into(), &2.into())
    );
    json(&world, &["annotate", ROOT, "--kind", "chore"]);
    let show = json(&world, &["show", ROOT]);
    assert_eq!(show["kind"], "chore");
    assert_eq!(show["answer"]["computed"], "fix");
    assert_eq!(show["answer"]["on"], "2025-02-01");
    assert_eq!(show["answer"]["root_cause"], Value::Null);
    assert!(show["answer"]["computed_from"][0]["rule"].is_string());
    let changes = show["changes"].as_array().unwrap();
    assert!(changes.iter().all(|change| change["answered"] == true));
    let retro = json(&world, &["retro", "--year", "2024"]);
    let answered = &retro["method"]["answered"];
    assert_eq!(answered["kinds"], 1, "{answered}");
    assert_eq!(answered["overridden"], 1);
    let limits = retro["method"]["limits"].as_array().unwrap();
    let says =
        "Answered in the journal, and not computed: the kind of 1 commit (computed otherwise: 1).";
    assert!(limits.iter().any(|limit| limit["text"] == says), "{limits:?}");
}

#[test]
fn agreement_is_told_once_there_are_enough_answers() {
    let world = world();
    insta::assert_snapshot!(answer(&world, &["status"]));
    let (env, directory) = (&world.0, &world.1);
    let commits = env.git(directory, &["log", "--format=%H"]);
    for (at, commit) in commits.lines().take(11).enumerate() {
        let kind = json(&world, &["show", commit])["kind"].as_str().unwrap().to_owned();
        let said = if at < 9 { kind.as_str() } else { "style" };
        answer(&world, &["annotate", commit, "--kind", said]);
        if at == 2 {
            insta::assert_snapshot!(answer(&world, &["status"]));
        }
    }
    insta::assert_snapshot!(answer(&world, &["status"]));
    let figures = &json(&world, &["status"])["answers"];
    assert_eq!((&figures["answered"], &figures["agreed"]), (&11.into(), &9.into()));
    assert_eq!(figures["share"]["low"].as_f64().map(f64::round), Some(52.0));
    assert_eq!(figures["different"].as_array().unwrap().len(), 2);
}

#[test]
fn clones_of_one_project_have_the_same_answers() {
    let world = world();
    let (env, directory) = &world;
    let facts = env.root().join("home/data/git-headway/facts");
    answer(&world, &["annotate", ROOT, "--kind", "fix"]);
    fs::remove_dir_all(&facts).unwrap();
    assert_eq!(json(&world, &["show", ROOT])["kind"], "fix", "the journal is not among the facts");
    let clone = env.root().join("clone");
    env.git(directory, &["clone", "-q", ".", &clone.to_string_lossy()]);
    let output = env.headway(&clone, &["show", ROOT]);
    assert!(output.stdout.contains("Kind: fix, as you said."), "{}", output.stdout);
    // On a branch without the commit its answer is elsewhere, and said to be.
    env.git(&clone, &["checkout", "-q", "HEAD~10"]);
    let output = env.headway(&clone, &["status"]);
    assert!(output.stdout.contains("1 answer belongs to a commit that is not in this history"));
    let other = env.import("tiny-history");
    let output = env.headway(&other, &["status"]);
    assert!(!output.stdout.contains("not in this history"), "{}", output.stdout);
}

#[test]
fn mistakes_are_named_and_nothing_is_kept() {
    let world = world();
    for (arguments, code) in [
        (["annotate", "HEAD"].as_slice(), 2),
        (&["annotate", "--kind", "fix"], 2),
        (&["annotate", "HEAD", "--kind", "bugfix"], 2),
        (&["annotate", "HEAD", "--root-cause", "perhaps"], 2),
        (&["annotate", "HEAD", "--retract", "--kind", "fix"], 2),
        (&["annotate", "nothing-like-it", "--kind", "fix"], 1),
        (&["annotate", "HEAD", "--retract"], 1),
    ] {
        let output = headway(&world, arguments);
        assert_eq!(output.code, code, "{arguments:?}: {}", output.stderr);
        assert_eq!(output.stdout, "");
        assert!(output.stderr.starts_with("git-headway: "), "{}", output.stderr);
    }
    assert!(!journal(&world.0).exists() || records(&world.0) == 0);
    answer(&world, &["annotate", "HEAD", "--kind", "fix"]);
    let again = headway(&world, &["annotate", "HEAD", "--kind", "fix"]);
    assert_eq!(again.code, 0);
    assert!(again.stderr.contains("you said the same on 2025-02-01"), "{}", again.stderr);
    assert_eq!(records(&world.0), 1);
}

#[test]
fn several_runs_at_once_lose_no_answer() {
    let world = world();
    let (env, directory) = &world;
    answer(&world, &["mine"]);
    let commits = env.git(directory, &["log", "--format=%H", "-8"]);
    let runs: Vec<_> = commits
        .lines()
        .map(|commit| {
            let mut command = env.command(env!("CARGO_BIN_EXE_git-headway"), directory);
            command.args(["annotate", commit, "--kind", "perf"]).stdin(Stdio::null());
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    assert_eq!(records(env), 8);
    for commit in commits.lines() {
        assert_eq!(json(&world, &["show", commit])["kind"], "perf");
    }
}

#[test]
fn a_record_that_a_killed_run_left_is_told_and_stays() {
    let world = world();
    answer(&world, &["annotate", "HEAD", "--kind", "perf"]);
    let path = journal(&world.0);
    let torn = [fs::read(&path).unwrap(), b"{\"record\":\"answer\",\"vers".to_vec()].concat();
    fs::write(&path, &torn).unwrap();
    let output = headway(&world, &["show", "HEAD"]);
    assert!(output.stdout.contains("Kind: perf, as you said."), "{}", output.stdout);
    insta::assert_snapshot!(output.stderr);
    assert_eq!(headway(&world, &["annotate", "HEAD~1", "--kind", "perf"]).code, 0);
    let after = fs::read(&path).unwrap();
    assert!(after.starts_with(&torn) && after.len() > torn.len() + 2);
    let second = headway(&world, &["show", "HEAD~1"]);
    assert!(second.stdout.contains("Kind: perf, as you said."), "{}", second.stdout);
}

#[test]
fn a_journal_that_cannot_be_written_or_read_is_told() {
    let world = world();
    answer(&world, &["mine"]);
    let folder = journal(&world.0).parent().map(Path::to_path_buf).unwrap();
    fs::write(&folder, "a file in its place").unwrap();
    let output = headway(&world, &["annotate", "HEAD", "--kind", "perf"]);
    assert_eq!((output.code, output.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(output.stderr);
    let output = headway(&world, &["show", "HEAD"]);
    assert_eq!(output.code, 0);
    assert!(output.stderr.contains("your answers are left out"), "{}", output.stderr);
}

#[test]
fn a_full_disk_keeps_what_was_said_before() {
    let world = world();
    let env = &world.0;
    let Some(disk) = SmallDisk::mount(env) else {
        eprintln!("skipped: no small file system can be mounted here");
        return;
    };
    answer(&world, &["mine"]);
    let path = journal(env);
    std::os::unix::fs::symlink(&disk.0, path.parent().unwrap()).unwrap();
    answer(&world, &["annotate", "HEAD", "--kind", "perf"]);
    // A file system gives out pages, so that the last one is filled as well, up to a part of a record.
    let line = fs::read_to_string(&path).unwrap();
    let note = "{\"record\":\"note\",\"version\":1}\n";
    fs::write(&path, line.clone() + &note.repeat((4_096 - 100 - line.len()) / note.len())).unwrap();
    fs::write(disk.0.join("rest"), vec![0; 1 << 22]).unwrap_err();
    let before = fs::read(&path).unwrap();
    let output = headway(&world, &["annotate", "HEAD~1", "--kind", "perf"]);
    assert_eq!((output.code, output.stdout.as_str()), (1, ""), "{}", output.stderr);
    let said = &output.stderr;
    assert!(
        said.contains("git-headway: your answer could not be kept in $TEST/home/data"),
        "{said}"
    );
    assert!(said.contains("no storage space") || said.contains("No space left"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), before, "nothing of it is kept");
    fs::remove_file(disk.0.join("rest")).unwrap();
    assert_eq!(headway(&world, &["annotate", "HEAD~1", "--kind", "perf"]).code, 0);
    let shown = headway(&world, &["show", "HEAD~1"]);
    assert!(shown.stdout.contains("Kind: perf, as you said."), "{}", shown.stdout);
}
