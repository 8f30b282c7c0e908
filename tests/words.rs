//! Notes, goals and git notes, as the program is called.
//!
//! In: a story, words and an editor. Out: nothing, or a failed assertion. Deliberately absent: answers; see
//! `answered.rs` and `relinked.rs`.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "words that cannot be read have failed their test")]

mod common;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;

use common::{Output, SmallDisk, TestEnv};
use serde_json::Value;

fn world() -> (TestEnv, PathBuf) {
    let env = TestEnv::at("2025-06-30T12:00:00Z");
    let directory = env.import("tiny-history");
    (env, directory)
}

fn headway(world: &(TestEnv, PathBuf), arguments: &[&str]) -> Output {
    world.0.headway(&world.1, arguments)
}

fn answer(world: &(TestEnv, PathBuf), arguments: &[&str]) -> String {
    let output = headway(world, arguments);
    assert_eq!(output.code, 0, "{arguments:?}: {}", output.stderr);
    output.stdout
}

fn json(world: &(TestEnv, PathBuf), arguments: &[&str]) -> Value {
    serde_json::from_str(&answer(world, &[arguments, &["--format", "json"]].concat())).unwrap()
}

fn journal(env: &TestEnv) -> PathBuf {
    env.root().join("home/data/git-headway/journal/journal.jsonl")
}

#[test]
fn notes_are_kept_with_what_they_are_about() {
    let world = world();
    let (env, directory) = &world;
    answer(&world, &["note", "We chose the queue\nand will see \u{1b}[31m"]);
    answer(&world, &["note", "Took over releases", "--on", "2025-01-15", "--everywhere"]);
    answer(&world, &["note", "The fix that held", "--commit", "HEAD~1"]);
    let commit = env.git(directory, &["rev-parse", "HEAD~1"]).trim().to_owned();
    let list = json(&world, &["note", "--list"]);
    let notes = list["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 3);
    assert_eq!(notes[0]["commit"], commit.as_str());
    let lines = &notes[1]["lines"];
    assert_eq!(
        (&lines[0], &lines[1]),
        (&"We chose the queue".into(), &"and will see \\u{1b}[31m".into())
    );
    assert_eq!((&notes[2]["on"], &notes[2]["project"]), (&"2025-01-15".into(), &Value::Null));
    let other = env.import("tiny-history");
    let output = env.headway(&other, &["note", "--list"]);
    assert!(output.stdout.contains("the queue"), "a clone is the same project: {}", output.stdout);
    let nowhere = env.root().join("nowhere");
    fs::create_dir(&nowhere).unwrap();
    let output = env.headway(&nowhere, &["note", "--list"]);
    assert!(output.stdout.contains("Took over releases"), "{}", output.stderr);
    assert!(!output.stdout.contains("the queue"), "{}", output.stdout);
    let output = env.headway(&nowhere, &["note", "--list", "--everywhere"]);
    assert!(output.stdout.contains("the queue"), "{}", output.stdout);
    let output = env.headway(&nowhere, &["note", "x", "--commit", "HEAD"]);
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("repository"), "{}", output.stderr);
    for line in fs::read_to_string(journal(env)).unwrap().lines() {
        assert!(line.starts_with("{\"record\":\"note\",\"version\":1,"), "{line}");
    }
}

#[test]
fn words_come_from_a_pipe_or_there_are_none() {
    let world = world();
    let (env, directory) = &world;
    let mut command = env.command(env!("CARGO_BIN_EXE_git-headway"), directory);
    command.arg("note").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"  From a pipe\n\n").unwrap();
    assert!(child.wait().unwrap().success());
    assert!(answer(&world, &["note", "--list"]).contains("From a pipe"));
    for arguments in [["note"].as_slice(), &["note", "  "], &["goal", "add"]] {
        let output = headway(&world, arguments);
        assert_eq!(output.code, 2, "{arguments:?}");
        assert!(output.stderr.contains("there is no text; nothing was kept"), "{}", output.stderr);
    }
    assert_eq!(headway(&world, &["note", "x", "--on", "soon"]).code, 2);
    assert_eq!(fs::read_to_string(journal(env)).unwrap().lines().count(), 1);
}

#[test]
fn goals_are_set_reached_dropped_and_pursued_again() {
    let world = world();
    answer(&world, &["goal", "add", "No patch to parse twice", "--by", "2025-05"]);
    answer(&world, &["goal", "add", "Hand over releases", "--everywhere"]);
    let list = json(&world, &["goal", "list"]);
    let goals = list["goals"].as_array().unwrap();
    assert_eq!(goals.len(), 2);
    assert_eq!((&goals[0]["by"], &goals[0]["overdue"]), (&"2025-05-31".into(), &true.into()));
    let id = goals[0]["goal"].as_str().unwrap();
    let status = answer(&world, &["status"]);
    assert!(status.contains("No patch to parse twice") && status.contains("passed"), "{status}");
    answer(&world, &["goal", "done", &id[..6], "held for a quarter"]);
    assert!(!answer(&world, &["goal"]).contains("No patch"));
    let all = answer(&world, &["goal", "list", "--all"]);
    assert!(all.contains("done") && all.contains("held for a quarter"), "{all}");
    answer(&world, &["goal", "reopen", id]);
    assert!(answer(&world, &["goal"]).contains("No patch"));
    answer(&world, &["goal", "drop", id]);
    assert_eq!(json(&world, &["status"])["goals"].as_array().unwrap().len(), 1);
    let missing = headway(&world, &["goal", "done", "zz"]);
    assert_eq!(missing.code, 1);
    assert!(missing.stderr.contains("there is no goal `zz`"), "{}", missing.stderr);
}

#[test]
fn git_notes_are_written_only_when_asked_and_go_again() {
    let world = world();
    let (env, directory) = &world;
    answer(&world, &["annotate", "HEAD", "--kind", "perf"]);
    answer(&world, &["annotate", "HEAD~1", "--root-cause", "no"]);
    let refs = || env.git(directory, &["for-each-ref", "--format=%(refname)"]);
    assert!(!refs().contains("notes"), "nothing is written unasked");
    let export = headway(&world, &["export", "--notes"]);
    assert_eq!(export.code, 0, "{}", export.stderr);
    assert!(export.stderr.contains("2 answers written as notes"), "{}", export.stderr);
    assert!(export.stderr.contains("git push --mirror"), "{}", export.stderr);
    let note = |commit: &str| env.git(directory, &["notes", "--ref=headway", "show", commit]);
    assert_eq!(note("HEAD"), "{\"headway\":1,\"kind\":\"perf\",\"on\":\"2025-06-30\"}\n");
    assert_eq!(note("HEAD~1"), "{\"headway\":1,\"root_cause\":false,\"on\":\"2025-06-30\"}\n");
    answer(&world, &["annotate", "HEAD~1", "--retract"]);
    answer(&world, &["export", "--notes"]);
    let listed = env.git(directory, &["notes", "--ref=headway", "list"]);
    assert_eq!(listed.lines().count(), 1, "what was taken back is taken out");
    answer(&world, &["export", "--notes", "--drop"]);
    assert!(!refs().contains("notes"));
    assert_eq!(json(&world, &["show", "HEAD"])["answer"]["kind"], "perf", "the journal stays");
    assert_eq!(headway(&world, &["export"]).code, 2);
}

#[test]
fn a_full_disk_sets_what_git_said_aside_and_it_is_taken_in_later() {
    let world = world();
    let (env, directory) = &world;
    let Some(disk) = SmallDisk::mount(env) else {
        eprintln!("skipped: no small file system can be mounted here");
        return;
    };
    env.git(directory, &["reset", "--quiet", "--hard"]);
    let path = journal(env);
    fs::create_dir_all(path.parent().unwrap().parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(&disk.0, path.parent().unwrap()).unwrap();
    answer(&world, &["init"]);
    answer(&world, &["annotate", "HEAD", "--kind", "perf"]);
    let line = fs::read_to_string(&path).unwrap();
    // The last page is filled as well, up to a part of a record.
    let fill = "{\"record\":\"wish\",\"version\":1}\n";
    fs::write(&path, line.clone() + &fill.repeat((4_096 - 60 - line.len()) / fill.len())).unwrap();
    fs::write(disk.0.join("rest"), vec![0; 1 << 22]).unwrap_err();
    let before = fs::read(&path).unwrap();
    let amend = |message: &str| {
        let mut git = env.command("git", directory);
        // Author and time are lost as well, so that only what git said leads to the commit.
        git.env("HEADWAY_HOOK_MS", "60000");
        git.args([
            "commit",
            "--quiet",
            "--amend",
            "--reset-author",
            "--allow-empty",
            "-m",
            message,
        ]);
        assert!(git.status().unwrap().success(), "a commit never fails for it");
    };
    fs::write(directory.join("new-file.txt"), "quite another content\n").unwrap();
    env.git(directory, &["add", "."]);
    amend("another");
    assert_eq!(fs::read(&path).unwrap(), before, "there is no room in the journal");
    let refuge = env.root().join("home/state/git-headway/spool");
    assert_eq!(fs::read_dir(&refuge).unwrap().count(), 1);
    assert_eq!(json(&world, &["show", "HEAD"])["answer"]["kind"], "perf", "it holds all the same");
    fs::remove_file(disk.0.join("rest")).unwrap();
    answer(&world, &["annotate", "HEAD~1", "--kind", "docs"]);
    assert_eq!(fs::read_dir(&refuge).unwrap().count(), 0, "it was taken in");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\"record\":\"rewrite\"") && text.starts_with(&line), "{text}");
}

#[test]
fn several_hooks_and_people_at_once_lose_nothing() {
    let world = world();
    let (env, directory) = &world;
    answer(&world, &["mine"]);
    let runs: Vec<_> = (0..8)
        .map(|number| {
            let mut command = env.command(env!("CARGO_BIN_EXE_git-headway"), directory);
            command.args(["note", &format!("note {number}")]).stdin(Stdio::null());
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    let list = answer(&world, &["note", "--list"]);
    for number in 0..8 {
        assert!(list.contains(&format!("note {number}")), "{list}");
    }
}

#[test]
fn the_editor_of_git_writes_the_words() {
    let world = world();
    let (env, directory) = &world;
    let editor = env.root().join("an editor.sh");
    fs::write(&editor, "#!/bin/sh\ngrep -q '^# What' \"$1\" && echo 'Written by hand' >>\"$1\"\n")
        .unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&editor, mode).unwrap();
    let script = format!(
        "GIT_EDITOR=\"'{}'\" exec '{}' note",
        editor.display(),
        env!("CARGO_BIN_EXE_git-headway")
    );
    // Standard input has to be a terminal: one that nobody types on.
    let mut command = env.command("script", directory);
    command.args(["--quiet", "--return", "--command", &script, "/dev/null"]);
    command.env("TERM", "dumb").env("SHELL", "/bin/sh");
    let output = command.stdin(Stdio::null()).output();
    let Ok(output) = output else {
        eprintln!("skipped: there is no program `script`");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(answer(&world, &["note", "--list"]).contains("Written by hand"));
    let left = fs::read_dir(env.root().join("home/data/git-headway")).unwrap();
    let names: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with("DRAFT")), "{names:?}");
}
