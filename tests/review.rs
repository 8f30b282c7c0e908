//! `git headway review`: questions and answers by single keys, on a terminal of its own.
//!
//! In: a history with commits that no evidence decides. Out: nothing, or a failed assertion. Deliberately absent: what is
//! worth a question; that is tested beside it.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a terminal that cannot be had has failed its test")]

mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use common::TestEnv;
use rustix::termios::{LocalModes, tcgetattr};
use serde_json::Value;

/// A repository in which two functions were patched three times each; the last patch of each is asked about.
struct World {
    env: TestEnv,
    directory: PathBuf,
}

/// The last patch of the one, on top, and of the other.
const TOP: &str = "HEAD";
const BELOW: &str = "HEAD~1";

impl World {
    fn new() -> Self {
        let env = TestEnv::at("2025-06-30T12:00:00Z");
        let directory = env.root().join("work");
        std::fs::create_dir(&directory).unwrap();
        let world = Self { env, directory };
        world.git(&["init", "--quiet"]);
        for (number, day) in ["05-01", "05-10", "05-20", "06-01"].into_iter().enumerate() {
            let kind = if number == 0 { "feat: add" } else { "fix: mend" };
            world.commit("lower", number, day, &format!("{kind} lower {number}"));
            world.commit("upper", number, day, &format!("{kind} upper \u{1b}[31m{number}"));
        }
        world
    }

    fn commit(&self, name: &str, number: usize, day: &str, subject: &str) {
        let lines = (0..4).map(|line| {
            let value = if line == number { "mended" } else { "given" };
            format!("    let {name}_{line} = {value}({line});\n")
        });
        let lines: Vec<String> = lines.collect();
        let file = format!("{name}.rs");
        let text = format!("fn {name}() {{\n{}}}\n", lines.concat());
        std::fs::write(self.directory.join(&file), text).unwrap();
        self.git(&["add", "."]);
        let mut command = self.env.command("git", &self.directory);
        let date = format!("2025-{day}T12:00:00Z");
        command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        let status = command.args(["commit", "--quiet", "-m", subject]).status().unwrap();
        assert!(status.success());
    }

    fn git(&self, arguments: &[&str]) -> String {
        self.env.git(&self.directory, arguments).trim().to_owned()
    }

    fn headway(&self, arguments: &[&str]) -> String {
        let output = self.env.headway(&self.directory, arguments);
        assert_eq!(output.code, 0, "{arguments:?}: {}", output.stderr);
        output.stdout
    }

    fn answer(&self, commit: &str) -> Value {
        let show = self.headway(&["show", commit, "--format", "json"]);
        serde_json::from_str::<Value>(&show).unwrap()["answer"]["root_cause"].clone()
    }

    fn records(&self) -> usize {
        let path = self.env.root().join("home/data/git-headway/journal/journal.jsonl");
        std::fs::read_to_string(path).map_or(0, |text| text.lines().count())
    }

    fn review(&self) -> Session {
        Session::start(self, 24, &["review"])
    }
}

/// The program with a terminal of its own, which it is in control of.
struct Session {
    child: Child,
    keys: File,
    terminal: File,
    shown: Arc<Mutex<Vec<u8>>>,
    before: LocalModes,
}

impl Session {
    fn start(world: &World, rows: u16, arguments: &[&str]) -> Self {
        let screen = screen::Screen::new(rows, 80);
        let terminal = screen.open();
        let before = tcgetattr(&terminal).unwrap().local_modes;
        let mut command: Command = world.env.command("setsid", &world.directory);
        command.args(["--ctty", "--wait", env!("CARGO_BIN_EXE_git-headway")]).args(arguments);
        command.env("TERM", "xterm").env("NO_COLOR", "1").env("HEADWAY_PAGER", "cat; echo PAGED");
        command.stdin(screen.open()).stdout(screen.open()).stderr(screen.open());
        let child = command.spawn().unwrap();
        drop(command);
        let controller = File::from(screen.into_controller());
        let keys = controller.try_clone().unwrap();
        let shown = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut controller = controller;
            let mut chunk = [0; 4096];
            while let Ok(length @ 1..) = controller.read(&mut chunk) {
                seen.lock().unwrap().extend_from_slice(&chunk[..length]);
            }
        });
        Self { child, keys, terminal, shown, before }
    }

    fn screen(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).replace("\r\n", "\n")
    }

    /// Waits until a text has come so many times.
    #[track_caller]
    fn sees(&self, text: &str, times: usize) {
        let begin = Instant::now();
        while self.screen().matches(text).count() < times {
            assert!(begin.elapsed() < Duration::from_secs(60), "no {text:?} in {}", self.screen());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    fn modes(&self) -> LocalModes {
        tcgetattr(&self.terminal).unwrap().local_modes
    }

    /// Waits for the end, and that the terminal is as it was.
    #[track_caller]
    fn ends(mut self) -> (String, ExitStatus) {
        let status = self.child.wait().unwrap();
        assert_eq!(self.modes(), self.before, "the terminal is given back");
        // What was written before the end has come by now or comes at once.
        std::thread::sleep(Duration::from_millis(100));
        (self.screen(), status)
    }
}

/// What ends each card.
const CARD: &str = "q quit";

#[test]
fn one_key_answers_and_undo_takes_it_back() {
    let world = World::new();
    let mut review = Session::start(&world, 40, &["review"]);
    review.sees(CARD, 1);
    assert!(!review.modes().intersects(LocalModes::ICANON | LocalModes::ECHO));
    assert!(review.modes().contains(LocalModes::ISIG));
    review.press("?");
    review.sees("third patch to upper.rs: fn upper in 22 days", 1);
    review.press("x\u{1b}[Ay");
    review.sees(CARD, 2);
    assert_eq!(world.answer(TOP), true, "it is kept before the next question comes");
    review.press("u");
    review.sees(CARD, 3);
    assert_eq!(world.answer(TOP), Value::Null);
    review.press("n");
    review.sees(CARD, 4);
    review.press("s");
    let (screen, status) = review.ends();
    assert!(status.success(), "{screen}");
    assert!(screen.contains("1/2") && screen.contains("2/2"), "{screen}");
    assert!(screen.contains("1 answer given"), "{screen}");
    assert!(screen.contains("-    let upper_3 = given(3);"), "{screen}");
    assert!(screen.contains("+    let upper_3 = mended(3);"), "{screen}");
    assert!(screen.contains("whether that holds is measured"), "it says what would change");
    assert!(!screen.contains('\u{1b}'), "subjects cannot move the cursor: {screen}");
    assert_eq!((world.answer(TOP), world.answer(BELOW)), (false.into(), Value::Null));
    assert_eq!(world.records(), 3, "an answer, its end, and another");
    let journal = world.env.root().join("home/data/git-headway/journal/journal.jsonl");
    let journal = std::fs::read_to_string(journal).unwrap();
    assert_eq!(journal.matches("\"asked\":\"review\"").count(), 2);
}

#[test]
fn the_whole_diff_goes_through_the_pager_and_q_ends_it() {
    let world = World::new();
    let mut review = Session::start(&world, 10, &["review"]);
    review.sees(CARD, 1);
    assert!(review.screen().contains("lines more: d shows them all"), "{}", review.screen());
    assert!(!review.screen().contains("+    let upper_3"), "{}", review.screen());
    review.press("d");
    review.sees("PAGED", 1);
    review.sees("+    let upper_3 = mended(3);", 1);
    review.sees(CARD, 2);
    assert!(!review.modes().contains(LocalModes::ICANON), "keys are taken again");
    review.press("q");
    let (screen, status) = review.ends();
    assert!(status.success() && screen.contains("0 answers given; 2 left"), "{screen}");
    let mut review = world.review();
    review.sees(CARD, 1);
    review.press("\u{4}");
    assert!(review.ends().1.success());
}

#[test]
fn ctrl_c_and_a_request_to_end_give_the_terminal_back() {
    let world = World::new();
    let mut review = world.review();
    review.sees(CARD, 1);
    review.press("y");
    review.sees(CARD, 2);
    review.press("\u{3}");
    let (screen, status) = review.ends();
    assert_eq!(status.code(), Some(130), "{screen}");
    assert_eq!(world.answer(TOP), true, "what was answered is kept");
    let review = world.review();
    review.sees(CARD, 1);
    // The program is the child of setsid, or has taken its place.
    let children = format!("/proc/{0}/task/{0}/children", review.child.id());
    let children = std::fs::read_to_string(children).unwrap();
    let child = children.split_whitespace().next().map(str::to_owned);
    let child = child.unwrap_or_else(|| review.child.id().to_string());
    assert!(Command::new("kill").args(["-TERM", &child]).status().unwrap().success());
    let (screen, status) = review.ends();
    assert_eq!(status.code(), Some(130), "{screen}");
}

#[test]
fn in_a_pipe_what_waits_is_listed_and_nothing_is_asked() {
    let world = World::new();
    let listed = world.headway(&["review"]);
    assert!(listed.contains("upper \\u{1b}[31m3") && listed.contains("mend lower 3"), "{listed}");
    let json: Value =
        serde_json::from_str(&world.headway(&["review", "--format", "json"])).unwrap();
    let items = json["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["queued"], Value::Null);
    assert_eq!(items[0]["choices"][0]["word"], "yes");
    let limited = world.headway(&["review", "--limit", "1"]);
    assert!(limited.contains("1 more, not listed"), "{limited}");
    let later = world.headway(&["review", "--since", "2025-07-01"]);
    assert_eq!(later, "Nothing waits to be asked about here.\n");
}

#[test]
fn what_the_hook_put_aside_is_asked_and_forgotten_once_it_is_settled() {
    let world = World::new();
    let journal = world.env.root().join("home/data/git-headway/journal");
    std::fs::create_dir_all(&journal).unwrap();
    let line = |commit: &str, repository: &str| {
        format!(
            "{{\"record\":\"waiting\",\"version\":1,\"at\":\"2025-06-29T12:00:00+00:00\",\
             \"commit\":\"{commit}\",\"repository\":\"{repository}\",\"skipped\":\"timeout\"}}\n"
        )
    };
    let here = world.directory.join(".git").display().to_string();
    let [below, root] = [BELOW, "HEAD~7"].map(|at| world.git(&["rev-parse", at]));
    let lines = [line(&below, &here), line(&root, &here), line(&"a".repeat(40), "/elsewhere/.git")];
    std::fs::write(journal.join("waiting.jsonl"), lines.concat()).unwrap();
    let listed = world.headway(&["review", "--since", "2025-07-01"]);
    assert!(listed.contains("mend lower 3") && !listed.contains("upper"), "{listed}");
    assert!(listed.contains("1 commit waits in /elsewhere/.git."), "{listed}");
    assert!(world.headway(&["status"]).contains("1 commit waits to be asked about"));
    let mut review = Session::start(&world, 24, &["review", "--since", "2025-07-01"]);
    review.sees(CARD, 1);
    review.press("?");
    review.sees("no key was pressed in time", 1);
    review.press("y");
    assert!(review.ends().1.success());
    let queue = std::fs::read_to_string(journal.join("waiting.jsonl")).unwrap();
    assert_eq!(queue.lines().count(), 1, "{queue}");
    assert!(!world.headway(&["status"]).contains("to be asked about"));
}

#[test]
fn a_queue_that_cannot_be_read_hides_nothing_else() {
    let world = World::new();
    let journal = world.env.root().join("home/data/git-headway/journal");
    std::fs::create_dir_all(journal.join("waiting.jsonl")).unwrap();
    for command in ["review", "status"] {
        let output = world.env.headway(&world.directory, &[command]);
        assert_eq!(output.code, 0, "{}", output.stderr);
        assert!(output.stderr.contains("what waits there is left out"), "{}", output.stderr);
    }
    assert!(world.headway(&["review"]).contains("mend lower 3"));
}

#[test]
fn nothing_is_asked_where_only_one_end_is_a_terminal() {
    let world = World::new();
    let screen = screen::Screen::new(24, 80);
    let mut command = world.env.command(env!("CARGO_BIN_EXE_git-headway"), &world.directory);
    command.args(["review", "--no-pager"]).env("TERM", "dumb").stdin(Stdio::null());
    command.stdout(screen.open()).stderr(Stdio::null());
    let (shown, status) = screen.run(command);
    assert!(status.success() && shown.contains("root cause?") && !shown.contains(CARD), "{shown}");
}
