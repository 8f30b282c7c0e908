//! The question after a commit: real git, the real binary, a shell on a pseudo-terminal, keys.
//!
//! In: a repository in which the next patch is the third to one function. Out: nothing, or a failed assertion on
//! what stood on the screen, on the terminal's modes, or on what was kept. Whatever is pressed, the commit is made, git
//! says so, the modes are as before, and the shell's next line runs.
//! Deliberately absent: when a question is worth it (`pipeline`), and the budget's numbers (`hook::ask`).

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a step that fails ends the test, in functions too")]

#[path = "common/mod.rs"]
mod common;
#[path = "prompt/shell.rs"]
mod shell;
#[path = "prompt/world.rs"]
mod world;

use std::process::{Command, Stdio};

use shell::Shell;
use world::World;

const COMMIT: &str = "git commit -am 'fix: raise the limit'";
const QUESTION: &str =
    "headway: third patch to a.rs: fn poll in 10 days: does it go to the root cause?";

/// Whether the programs are there that the tests are about.
#[expect(clippy::print_stderr, reason = "a test that did not run should say so")]
fn has(program: &str) -> bool {
    let tried = Command::new(program).arg("--version").stdout(Stdio::null()).status();
    let found = tried.is_ok_and(|status| status.success());
    if !found {
        eprintln!("skipped: there is no {program} here");
    }
    found
}

/// Makes the commit, presses keys once it is asked, and says what was left on the screen.
fn pressed(world: &World, shell: &mut Shell, keys: &str) -> String {
    act(world, shell, |shell| shell.press(keys))
}

/// As [`pressed`], for whatever ends the question.
fn act(world: &World, shell: &mut Shell, acts: impl FnOnce(&mut Shell)) -> String {
    let shown = act_roughly(world, shell, acts);
    assert!(!shown.contains("[y/n"), "the question was taken back: {shown}");
    shown
}

/// As [`act`], for what leaves nobody to take the question back.
fn act_roughly(world: &World, shell: &mut Shell, acts: impl FnOnce(&mut Shell)) -> String {
    let (before, commits) = (shell.modes(), world.commits());
    shell.begin(COMMIT);
    shell.wait_for("[y/n");
    acts(shell);
    let (code, shown) = shell.end();
    assert_eq!((code, world.commits()), (0, commits + 1), "{shown}");
    unharmed(shell, &shown, &before);
    shown
}

/// What must be so after every commit.
fn unharmed(shell: &mut Shell, shown: &str, modes_before: &str) {
    assert!(shown.contains("] fix: raise the limit\n 1 file changed"), "{shown}");
    assert_eq!(shell.modes(), modes_before);
    assert_eq!(shell.run("echo $((40 + 2))"), (0, "42".to_owned()), "the next line runs");
}

#[test]
fn an_answer_is_kept_and_said() {
    if !has("bash") {
        return;
    }
    for (key, kept, says) in [
        ("y", "\"root_cause\":true", "headway: the root cause, as you say"),
        ("n", "\"root_cause\":false", "headway: not the root cause, as you say"),
    ] {
        let world = World::new();
        let mut shell = world.shell();
        let shown = pressed(&world, &mut shell, key);
        assert!(shown.starts_with(says), "{shown}");
        let journal = world.journal();
        assert!(journal.contains(kept) && journal.contains("prompt"), "{journal}");
        assert_eq!(world.waits(), None);
        assert!(world.asked().contains("answered"));
    }
}

#[test]
fn the_question_stands_below_the_commit_and_says_why() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    let shown = act(&world, &mut shell, |shell| {
        let lines = shell.lines();
        assert!(lines[0].starts_with("[main ") && lines[0].ends_with("] fix: raise the limit"));
        assert!(lines[1].starts_with(QUESTION), "{lines:?}");
        assert_eq!(lines.len(), 2);
        shell.press("?");
        shell.wait_for("whether that holds is measured");
        shell.wait_until("the question again", |shell| {
            shell.lines().last().unwrap().starts_with(QUESTION)
        });
        let lines = shell.lines();
        assert!(lines[1].starts_with("third patch to a.rs: fn poll in 10 days, after "));
        shell.press("y");
    });
    assert!(shown.starts_with("headway: the root cause, as you say"), "{shown}");
}

#[test]
fn every_other_key_skips_and_the_commit_waits() {
    if !has("bash") {
        return;
    }
    // Two at a time, as the budget is halved after two skips: Enter, Escape, an arrow, a letter, a letter beyond ASCII.
    for keys in [["\r", "\x1b"], ["\x1b[A", "q"], ["ü", "\t"]] {
        let mut world = World::new();
        let mut shell = world.shell();
        for key in keys {
            let shown = pressed(&world, &mut shell, key);
            let said = shown.lines().next().unwrap();
            assert!(said.starts_with("headway: ") && said.ends_with("root cause still open?"));
            assert_eq!((world.waits().as_deref(), &*world.journal()), (Some("key"), ""), "{key:?}");
            world.patch();
            world.set_dates(&mut shell);
        }
    }
}

#[test]
fn control_keys_are_keys_and_reach_nobody_else() {
    if !has("bash") {
        return;
    }
    // Ctrl-C, Ctrl-Z, Ctrl-\, Ctrl-D, Ctrl-S, Ctrl-V.
    for keys in [["\x03", "\x1a"], ["\x1c", "\x04"], ["\x13", "\x16"]] {
        let mut world = World::new();
        let mut shell = world.shell();
        for key in keys {
            let shown = pressed(&world, &mut shell, key);
            assert!(!shown.contains("Stopped") && !shown.contains("^C"), "{shown}");
            assert_eq!(world.waits().as_deref(), Some("key"), "{key:?}");
            assert_eq!(shell.run("jobs"), (0, String::new()), "nothing was stopped");
            world.patch();
            world.set_dates(&mut shell);
        }
    }
}

#[test]
fn without_a_key_the_question_ends_by_itself() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell_with(&[("HEADWAY_ASK_MS", "200")]);
    act(&world, &mut shell, |_| {});
    assert_eq!(world.waits().as_deref(), Some("timeout"));
}

#[test]
fn what_was_typed_ahead_is_for_the_shell() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    let before = shell.modes();
    // Before the hook looks, however fast it is: git waits for its editor meanwhile.
    shell.begin("GIT_EDITOR='until [ -e go ]; do sleep 0.01; done; true' git commit -am 'fix: raise the limit' -e");
    shell.press("echo typed-$((6 * 7))\r");
    std::fs::write(world.repository.join("go"), "").unwrap();
    shell.wait_for("typed-42");
    assert_eq!(world.waits().as_deref(), Some("typed_ahead"));
    assert_eq!(shell.modes(), before);
    assert!(world.asked().contains("withdrawn"), "it does not count: {}", world.asked());
}

#[test]
fn a_paste_into_the_question_is_neither_an_answer_nor_a_command() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    let shown = pressed(&world, &mut shell, "yes | touch pasted\r");
    assert!(!shown.contains("as you say") && !world.repository.join("pasted").exists(), "{shown}");
    assert_eq!((world.waits().as_deref(), &*world.journal()), (Some("key"), ""));
}

#[test]
fn narrow_terminals_and_other_sizes_meanwhile() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    shell.resize(40, 20);
    shell.begin("git commit -qam 'fix: raise the limit'");
    shell.wait_for("[y/n");
    assert_eq!(shell.lines()[1], "root cause? [y/n]");
    shell.resize(30, 100);
    shell.press("y");
    let (code, shown) = shell.end();
    assert_eq!((code, shown.contains("the root cause, as you say")), (0, true), "{shown}");
}

/// A commit that must not be asked about, by a line that makes it. Why it waits, if it does.
fn unasked(world: &World, shell: &mut Shell, line: &str) -> Option<String> {
    let commits = world.commits();
    let (code, shown) = shell.run(line);
    assert_eq!((code, world.commits()), (0, commits + 1), "{line}: {shown}");
    assert!(!shown.contains("[y/n"), "{line}: {shown}");
    assert_eq!(world.asked(), "", "{line}");
    world.waits()
}

#[test]
fn in_the_background_nothing_is_asked() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    let waits = unasked(&world, &mut shell, &format!("{COMMIT} & wait $!"));
    assert_eq!(waits.as_deref(), Some("not_a_terminal"));
}

#[test]
fn without_a_controlling_terminal_nothing_is_asked() {
    if !has("bash") || !has("setsid") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    let waits = unasked(&world, &mut shell, &format!("setsid -w {COMMIT}"));
    assert_eq!(waits.as_deref(), Some("not_a_terminal"));
}

#[test]
fn in_a_session_of_its_own_nothing_is_asked() {
    let world = World::new();
    let mut git = world.git_alone();
    let shown = git.wait_for_end();
    assert!(shown.contains("] fix: raise the limit") && !shown.contains("[y/n"), "{shown}");
    assert_eq!(world.waits().as_deref(), Some("not_a_terminal"));
}

#[test]
fn where_a_program_has_the_keys_or_no_line_can_be_taken_back_nothing_is_asked() {
    if !has("bash") {
        return;
    }
    for line in [format!("stty -icanon; {COMMIT}; stty icanon"), format!("TERM=dumb {COMMIT}")] {
        let world = World::new();
        let waits = unasked(&world, &mut world.shell(), &line);
        assert_eq!(waits.as_deref(), Some("not_a_terminal"), "{line}");
    }
}

#[test]
fn where_nobody_is_asked_the_commit_is_left_alone() {
    if !has("bash") {
        return;
    }
    for line in [
        format!("{COMMIT} 2>&1 | cat"),
        format!("CI=true {COMMIT}"),
        format!("AI_AGENT=1 {COMMIT}"),
        format!("GIT_TERMINAL_PROMPT=0 {COMMIT}"),
        format!("GIT_HEADWAY=0 {COMMIT}"),
        "git commit -am 'fixup! fix: raise the limit'".to_owned(),
        format!("{COMMIT} --author='Bo <bo@example.org>'"),
    ] {
        let world = World::new();
        assert_eq!(unasked(&world, &mut world.shell(), &line), None, "{line}");
    }
}

#[test]
fn commits_of_others_and_of_agents_wait() {
    if !has("bash") {
        return;
    }
    for line in [
        format!("GIT_COMMITTER_EMAIL=bo@example.org {COMMIT}"),
        format!("{COMMIT} -m 'Co-Authored-By: Claude <noreply@anthropic.com>'"),
    ] {
        let world = World::new();
        let waits = unasked(&world, &mut world.shell(), &line);
        assert_eq!(waits.as_deref(), Some("silent"), "{line}");
    }
}

#[test]
fn amends_picks_and_rebases_are_not_asked_about() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    let quiet = |shell: &mut Shell, line: &str| {
        let (code, shown) = shell.run(line);
        assert_eq!(code, 0, "{line}: {shown}");
        assert!(!shown.contains("[y/n"), "{line}: {shown}");
    };
    quiet(&mut shell, &format!("GIT_HEADWAY=0 {COMMIT}"));
    quiet(&mut shell, "git commit --amend --no-edit");
    quiet(&mut shell, "git branch topic && git reset -q --hard HEAD~1 && git cherry-pick topic");
    quiet(&mut shell, "git reset -q --hard HEAD~1 && git commit -qm 'chore: on' --allow-empty");
    quiet(&mut shell, "git switch -q topic && git rebase main");
    quiet(&mut shell, "git revert --no-edit HEAD");
    assert_eq!(world.asked(), "");
}

#[test]
fn a_key_turns_questions_off_here() {
    if !has("bash") {
        return;
    }
    let mut world = World::new();
    let mut shell = world.shell();
    let shown = pressed(&world, &mut shell, "x");
    assert!(shown.starts_with("headway: no questions in this repository any more"), "{shown}");
    assert_eq!(world.git(&["config", "headway.ask"]), "never\n");
    assert_eq!(world.git(&["config", "--local", "--no-includes", "headway.ask"]), "never\n");
    let asked = world.asked();
    world.patch();
    world.set_dates(&mut shell);
    let (code, shown) = shell.run(COMMIT);
    assert_eq!((code, world.waits().as_deref()), (0, Some("silent")), "{shown}");
    assert_eq!(world.asked(), asked);
}

#[test]
fn what_the_budget_does_not_allow_waits() {
    if !has("bash") {
        return;
    }
    // A minute ago; and an hour from now, by a clock that was set back since.
    for (ago, noted) in [(60, false), (-3_600, true)] {
        let world = World::new();
        world.was_asked(ago);
        let (code, shown) = world.shell().run(COMMIT);
        assert_eq!((code, world.waits().as_deref()), (0, Some("budget")), "{shown}");
        assert_eq!(world.asked().contains("clock-set-back"), noted);
        assert!(shown.contains("root cause still open?"), "the line is said: {shown}");
    }
}

#[test]
fn a_kind_that_nothing_decides_is_asked_for() {
    if !has("bash") {
        return;
    }
    let world = World::undecided();
    let mut shell = world.shell();
    shell.begin("git commit -am 'use two'");
    shell.wait_for("headway: what was this commit? 1 ");
    let question = shell.lines().last().unwrap().clone();
    let kind = question.split(['1', ',']).nth(1).unwrap().trim().to_owned();
    shell.press("1");
    let (code, shown) = shell.end();
    assert_eq!(code, 0);
    assert!(shown.starts_with(&format!("headway: {kind}, as you say")), "{question}: {shown}");
    let expected = format!("\"kind\":\"{kind}\"");
    assert!(world.journal().contains(&expected), "{}", world.journal());
}

#[cfg(target_os = "linux")]
#[test]
fn a_prompt_that_is_killed_leaves_the_terminal_as_it_was() {
    if !has("bash") {
        return;
    }
    for (word, waits) in [("prompt", Some("not_a_terminal")), ("post-commit", None)] {
        let world = World::new();
        let mut shell = world.shell();
        let shown = act_roughly(&world, &mut shell, |_| {
            let processes = world.hooks(word);
            assert_eq!(processes.len(), 1, "{word}");
            rustix::process::kill_process(processes[0], rustix::process::Signal::KILL).unwrap();
        });
        assert_eq!(shown.contains("root cause still open?"), word == "prompt", "{shown}");
        // Who keeps the queue was killed in the second case; `review` finds the commit by itself.
        assert_eq!(world.waits().as_deref(), waits, "{word}");
        assert!(world.asked().contains("asked"), "it counts all the same");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_from_elsewhere_ends_the_question() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    act_roughly(&world, &mut shell, |_| {
        let hook = world.hooks("post-commit")[0];
        rustix::process::kill_process(hook, rustix::process::Signal::TERM).unwrap();
    });
    assert_eq!(world.waits().as_deref(), Some("not_a_terminal"));
}

#[cfg(target_os = "linux")]
#[test]
fn when_the_window_is_closed_nothing_is_left_running_and_the_commit_waits() {
    if !has("bash") {
        return;
    }
    let world = World::new();
    let mut shell = world.shell();
    let commits = world.commits();
    shell.begin(COMMIT);
    shell.wait_for("[y/n");
    shell.close().wait().unwrap();
    while !(world.hooks("prompt").is_empty() && world.hooks("post-commit").is_empty()) {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(world.commits(), commits + 1);
    assert_eq!(world.waits().as_deref(), Some("not_a_terminal"));
}
