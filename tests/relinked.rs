//! What was said of a commit holds for what becomes of it, whatever git command rewrites it, with the hooks installed and
//! without.
//!
//! In: small repositories and real git. Out: nothing, or a failed assertion. Deliberately absent: how records are
//! written and what the rules of finding again are in the small; they are tested beside the code.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "an answer that cannot be read has failed its test")]

mod common;

use std::cell::Cell;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use common::TestEnv;
use serde_json::Value;

/// Whether git tells of amends and rebases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hooks {
    Installed,
    Absent,
}

const BOTH: [Hooks; 2] = [Hooks::Installed, Hooks::Absent];

/// A repository of six commits, each of which adds a function to a file of its own, and each made in a minute of its own.
struct World {
    env: TestEnv,
    directory: PathBuf,
    minute: Cell<i64>,
}

impl World {
    fn new(hooks: Hooks) -> Self {
        let env = TestEnv::at("2025-06-30T12:00:00Z");
        let directory = env.root().join("work");
        std::fs::create_dir(&directory).unwrap();
        let world = Self { env, directory, minute: Cell::new(0) };
        world.git(&["init", "--quiet"]);
        if hooks == Hooks::Installed {
            world.headway(&["init"]);
        }
        for number in 0..6 {
            world.commit(number);
        }
        world
    }

    fn commit(&self, number: usize) {
        let lines = (0..9).map(|line| format!("    step_{line}_of_{number}();\n"));
        let text = format!("fn work_{number}() {{\n{}}}\n", lines.collect::<String>());
        self.write(&format!("file_{number}.rs"), &text);
        self.git(&["commit", "--quiet", "-m", &format!("add work {number}")]);
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.directory.join(file), text).unwrap();
        self.git(&["add", "--all"]);
    }

    fn command(&self, program: &str) -> Command {
        let minute = self.minute.get() + 1;
        self.minute.set(minute);
        let date = format!("@{} +0000", 1_740_000_000 + 60 * minute);
        let mut command = self.env.command(program, &self.directory);
        command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        command.env("GIT_SEQUENCE_EDITOR", ":").env("GIT_EDITOR", ":");
        // A busy machine is no reason to miss a rewrite here.
        command.env("HEADWAY_HOOK_MS", "60000");
        command.stdin(Stdio::null());
        command
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = self.command("git");
        let output = command.args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?} failed: {said}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn shell(&self, script: &str) {
        let output = self.command("sh").arg("-ec").arg(script).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}: {said}");
    }

    fn headway(&self, arguments: &[&str]) -> String {
        let output = self.env.headway(&self.directory, arguments);
        assert_eq!(output.code, 0, "{arguments:?}: {}", output.stderr);
        output.stdout
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let answer = self.headway(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&answer).unwrap()
    }

    fn say(&self, commit: &str, kind: &str) {
        self.headway(&["annotate", commit, "--kind", kind]);
    }

    /// The subjects of the commits behind HEAD with an answer, newest first, and what was said of each.
    fn answered(&self) -> Vec<(String, String)> {
        let log = self.git(&["log", "--format=%H %s"]);
        let kind = |line: &str| {
            let (commit, subject) = line.split_once(' ')?;
            let answer = &self.json(&["show", commit])["answer"];
            Some((subject.to_owned(), answer["kind"].as_str()?.to_owned()))
        };
        log.lines().filter_map(kind).collect()
    }

    fn lost(&self) -> u64 {
        self.json(&["status"])["answers"]["elsewhere"].as_u64().unwrap()
    }

    fn ways(&self, commit: &str) -> Vec<String> {
        let show = self.json(&["show", commit]);
        let carried = show["answer"]["carried"].as_array().unwrap();
        carried.iter().map(|carried| carried["way"].as_str().unwrap().to_owned()).collect()
    }

    fn journal(&self) -> String {
        let path = self.env.root().join("home/data/git-headway/journal/journal.jsonl");
        std::fs::read_to_string(path).unwrap()
    }
}

/// An answer about a commit holds for the one commit of this subject after what `rewrites` does, and for no other.
#[track_caller]
fn follows(hooks: Hooks, commit: &str, rewrites: impl FnOnce(&World), subject: &str, way: &str) {
    let world = World::new(hooks);
    world.say(commit, "perf");
    let old = world.git(&["rev-parse", commit]);
    rewrites(&world);
    assert_eq!(world.answered(), [(subject.to_owned(), "perf".to_owned())], "{hooks:?}");
    assert_eq!(world.lost(), 0, "{hooks:?}");
    let now = world.git(&["log", "--format=%H", "-1", &format!("--grep=^{subject}$")]);
    assert_ne!(now, old, "it was rewritten");
    assert_eq!(world.ways(&now), [way], "{hooks:?}");
}

/// How an answer comes to hold: as git says where the hooks are, else by what the commit is like.
fn way(hooks: Hooks, without: &'static str) -> &'static str {
    if hooks == Hooks::Installed { "rewritten" } else { without }
}

#[test]
fn amend() {
    for hooks in BOTH {
        let message = |world: &World| drop(world.git(&["commit", "--amend", "-m", "say it well"]));
        follows(hooks, "HEAD", message, "say it well", way(hooks, "author-and-time"));
        let content = |world: &World| {
            world.write("file_5.rs", "fn work_5() {\n    step_0_of_5();\n    or_else();\n}\n");
            world.git(&["commit", "--quiet", "--amend", "--no-edit"]);
        };
        follows(hooks, "HEAD", content, "add work 5", way(hooks, "author-and-time"));
        let author =
            |world: &World| drop(world.git(&["commit", "--amend", "--no-edit", "--reset-author"]));
        follows(hooks, "HEAD", author, "add work 5", way(hooks, "same-patch"));
        let untold = |world: &World| {
            world.git(&["commit", "--quiet", "--amend", "--no-post-rewrite", "-m", "say it well"]);
        };
        follows(hooks, "HEAD", untold, "say it well", "author-and-time");
    }
}

#[test]
fn several_amends_one_after_the_other() {
    // Each of the keys is lost once, so that only git knows.
    let rewrites = |world: &World| {
        world.git(&["commit", "--quiet", "--amend", "--reset-author", "-m", "one"]);
        world.write("file_5.rs", "fn other() {\n    something_else();\n}\n");
        world.git(&["commit", "--quiet", "--amend", "-m", "two"]);
    };
    follows(Hooks::Installed, "HEAD", rewrites, "two", "rewritten");
    let world = World::new(Hooks::Absent);
    world.say("HEAD", "perf");
    rewrites(&world);
    assert_eq!(world.answered(), []);
    assert_eq!(world.lost(), 1, "an orphan is kept and counted");
    assert!(
        world.headway(&["status"]).contains("1 answer belongs to a commit that is not in this")
    );
}

#[test]
fn rebase_by_either_backend() {
    for hooks in BOTH {
        for backend in ["--merge", "--apply"] {
            let rebase = |world: &World| {
                world.git(&["branch", "base", "HEAD~4"]);
                world.git(&["checkout", "--quiet", "base"]);
                world.commit(7);
                world.git(&["checkout", "--quiet", "main"]);
                world.git(&["rebase", "--quiet", backend, "base"]);
            };
            follows(hooks, "HEAD~1", rebase, "add work 4", way(hooks, "author-and-time"));
        }
    }
}

#[test]
fn a_long_rebase_keeps_only_what_was_spoken_of() {
    let world = World::new(Hooks::Installed);
    world.say("HEAD~1", "perf");
    let before = world.journal().lines().count();
    world.git(&["rebase", "--quiet", "--force-rebase", "HEAD~5"]);
    assert_eq!(world.journal().lines().count(), before + 1, "{}", world.journal());
}

#[test]
fn fixup_and_squash() {
    for hooks in BOTH {
        let fixup = |world: &World| {
            world.write("file_4.rs", "fn work_4() {\n    step_0_of_4();\n    mended();\n}\n");
            world.git(&["commit", "--quiet", "--fixup", "HEAD~1"]);
            world.git(&["rebase", "--quiet", "--interactive", "--autosquash", "HEAD~4"]);
        };
        follows(hooks, "HEAD~1", fixup, "add work 4", way(hooks, "author-and-time"));
        let world = World::new(hooks);
        world.say("HEAD~1", "perf");
        world.headway(&["annotate", "HEAD", "--root-cause", "yes"]);
        world.say("HEAD~2", "docs");
        world.shell(
            "GIT_SEQUENCE_EDITOR='sed -i -e 2s/^pick/squash/ -e 3s/^pick/squash/' \
             git rebase --quiet --interactive HEAD~3",
        );
        // What was said last holds, and all that was said is shown.
        let answered = world.answered();
        let ways = world.ways("HEAD");
        let show = world.json(&["show", "HEAD"]);
        assert_eq!(answered.len(), 1, "{hooks:?}");
        assert_eq!(answered[0].1, "docs");
        assert_eq!(show["answer"]["root_cause"], true, "{hooks:?}");
        assert_eq!(ways.len(), 3, "{hooks:?}");
        let last = way(hooks, "contained");
        assert!(ways.iter().filter(|way| *way == last).count() >= 2, "{hooks:?}: {ways:?}");
        let text = world.headway(&["show", "HEAD"]);
        assert_eq!(text.matches("You said").count(), 3, "{text}");
    }
}

#[test]
fn cherry_pick_and_am() {
    for hooks in BOTH {
        let pick = |world: &World| {
            world.git(&["checkout", "--quiet", "-b", "other", "HEAD~3"]);
            world.commit(8);
            world.git(&["cherry-pick", "main~1"]);
        };
        follows(hooks, "HEAD~1", pick, "add work 4", "author-and-time");
        let am = |world: &World| {
            world.git(&["format-patch", "--quiet", "-o", "../patches", "HEAD~2"]);
            world.git(&["checkout", "--quiet", "-b", "other", "HEAD~4"]);
            world.shell("git am --quiet ../patches/*");
        };
        follows(hooks, "HEAD~1", am, "add work 4", "author-and-time");
    }
}

#[test]
fn a_cherry_pick_beside_the_commit_is_the_same_change() {
    let world = World::new(Hooks::Absent);
    world.git(&["checkout", "--quiet", "-b", "other", "HEAD~3"]);
    world.git(&["cherry-pick", "main"]);
    world.git(&["checkout", "--quiet", "main"]);
    world.say("HEAD", "perf");
    world.git(&["merge", "--quiet", "--no-edit", "other"]);
    let both = |kind: &str| vec![("add work 5".to_owned(), kind.to_owned()); 2];
    assert_eq!(world.answered(), both("perf"));
    let status = world.json(&["status"]);
    assert_eq!(status["answers"]["answered"], 1, "one answer is compared once");
    // What is said of the one itself holds for it, and for no other.
    world.say("other", "docs");
    let kind = |commit: &str| world.json(&["show", commit])["answer"]["kind"].clone();
    assert_eq!((kind("main^1"), kind("other")), ("perf".into(), "docs".into()));
}

#[test]
fn filter_branch_of_all_commits_the_first_among_them() {
    for hooks in BOTH {
        let filter = |world: &World| {
            world.shell(
                "FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch -f --msg-filter 'sed s/add/make/' -- --all",
            );
        };
        follows(hooks, "HEAD~1", filter, "make work 4", "author-and-time");
    }
}

#[test]
fn commits_made_anew_by_hand() {
    for hooks in BOTH {
        let reuse = |world: &World| {
            let old = world.git(&["rev-parse", "HEAD"]);
            world.git(&["reset", "--quiet", "--soft", "HEAD~1"]);
            world.git(&["commit", "--quiet", "-C", &old]);
        };
        follows(hooks, "HEAD", reuse, "add work 5", "author-and-time");
        let anew = |world: &World| {
            world.git(&["reset", "--quiet", "--soft", "HEAD~1"]);
            world.git(&["commit", "--quiet", "-m", "made anew"]);
        };
        follows(hooks, "HEAD", anew, "made anew", "same-patch");
        let plumbing = |world: &World| {
            let tree = world.git(&["rev-parse", "HEAD^{tree}"]);
            let commit = world.git(&["commit-tree", &tree, "-p", "HEAD~1", "-m", "by hand"]);
            world.git(&["update-ref", "refs/heads/main", &commit]);
        };
        follows(hooks, "HEAD", plumbing, "by hand", "same-patch");
    }
}

#[test]
fn merge_squash_brings_all_that_was_answered() {
    for hooks in BOTH {
        let squash = |world: &World| {
            world.git(&["branch", "work"]);
            world.git(&["reset", "--quiet", "--hard", "HEAD~3"]);
            world.commit(9);
            world.git(&["merge", "--squash", "work"]);
            world.git(&["commit", "--quiet", "-m", "all of it"]);
        };
        follows(hooks, "HEAD~1", squash, "all of it", "contained");
    }
}

#[test]
fn a_branch_that_was_deleted_leaves_an_orphan_and_no_guess() {
    for hooks in BOTH {
        let world = World::new(hooks);
        world.git(&["checkout", "--quiet", "-b", "attempt"]);
        world.commit(7);
        world.say("HEAD", "perf");
        world.git(&["checkout", "--quiet", "main"]);
        assert_eq!((world.answered().len(), world.lost()), (0, 1));
        world.git(&["branch", "-D", "attempt"]);
        world.commit(8);
        assert_eq!((world.answered().len(), world.lost()), (0, 1), "{hooks:?}");
    }
}

#[test]
fn a_commit_of_the_same_second_is_not_taken_for_one_that_was_dropped() {
    let world = World::new(Hooks::Absent);
    let at = "2025-03-01T00:00:00Z";
    for number in [7, 8] {
        world.write(&format!("file_{number}.rs"), &format!("fn alone_{number}() {{}}\n"));
        world.shell(&format!("GIT_AUTHOR_DATE={at} git commit --quiet -m 'add {number}'"));
    }
    world.say("HEAD~1", "perf");
    world.git(&["rebase", "--quiet", "--onto", "HEAD~2", "HEAD~1"]);
    assert_eq!((world.answered().len(), world.lost()), (0, 1));
}

#[test]
fn what_is_taken_back_after_a_rewrite_is_taken_back() {
    for hooks in BOTH {
        let world = World::new(hooks);
        world.say("HEAD", "perf");
        world.git(&["commit", "--quiet", "--amend", "-m", "say it well"]);
        world.headway(&["annotate", "HEAD", "--retract"]);
        assert_eq!(world.answered(), [], "{hooks:?}");
        world.headway(&["annotate", "HEAD", "--root-cause", "no"]);
        assert_eq!(world.json(&["show", "HEAD"])["answer"]["kind"], Value::Null);
    }
}

#[test]
fn hooks_that_are_off_keep_nothing() {
    let world = World::new(Hooks::Installed);
    world.say("HEAD", "perf");
    let before = world.journal();
    world.shell("GIT_HEADWAY=0 git commit --quiet --amend -m 'say it well'");
    assert_eq!(world.journal(), before);
    assert_eq!(world.answered(), [("say it well".to_owned(), "perf".to_owned())]);
    assert_eq!(world.ways("HEAD"), ["author-and-time"]);
}
