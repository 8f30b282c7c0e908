//! The program on a terminal: colours and the pager.
//!
//! In: the built binary, its stdout a pseudo-terminal of a known size. Out: nothing, or a failed
//! assertion on the bytes that arrive there. Deliberately absent: pipes; see `command_line.rs`.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a program that cannot be started is a failed test")]

#[path = "common/screen.rs"]
mod screen;

use std::process::{Command, ExitStatus, Stdio};

use screen::Screen;

/// The program on a screen of 80 columns and so many rows, in a home folder of its own, with
/// nothing in its environment but what is set here.
struct Session {
    rows: u16,
    variables: Vec<(&'static str, &'static str)>,
}

impl Session {
    fn new(rows: u16) -> Self {
        Self { rows, variables: vec![("TERM", "xterm")] }
    }

    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    /// What arrives on the screen (line ends as the program wrote them), and how the program ends.
    fn run(&self, arguments: &[&str]) -> (String, ExitStatus) {
        let home = tempfile::tempdir().unwrap();
        let screen = Screen::new(self.rows, 80);
        let mut command = Command::new(env!("CARGO_BIN_EXE_git-headway"));
        command.env_clear().env("PATH", env!("PATH")).env("HOME", home.path());
        command.env("HEADWAY_DATA_DIR", "/data").current_dir(home.path());
        command.envs(self.variables.iter().copied()).args(arguments);
        command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(screen.open());
        screen.run(command)
    }

    fn shows(&self, arguments: &[&str]) -> String {
        let (screen, status) = self.run(arguments);
        assert_eq!(status.code(), Some(0), "{screen}");
        screen
    }
}

/// A pager that shows that it was there, and how much reached it.
const COUNTING: (&str, &str) = ("HEADWAY_PAGER", "echo paged $(wc -l) lines");

#[test]
fn a_terminal_gets_colours_unless_told_otherwise() {
    let has_colours = |session: Session, arguments: &[&str]| {
        session.shows(arguments).contains("\u{1b}[1mwindow_days")
    };
    assert!(has_colours(Session::new(40), &["config"]));
    assert!(!has_colours(Session::new(40).with("NO_COLOR", "1"), &["config"]));
    assert!(has_colours(Session::new(40).with("NO_COLOR", ""), &["config"]));
    assert!(!has_colours(Session::new(40).with("TERM", "dumb"), &["config"]));
    assert!(!has_colours(Session::new(40), &["config", "--color", "never"]));
}

#[test]
fn only_what_is_longer_than_the_screen_is_paged() {
    let session = |rows| Session::new(rows).with(COUNTING.0, COUNTING.1);
    assert_eq!(session(13).shows(&["config"]), "paged 13 lines\n");
    assert!(session(14).shows(&["config"]).contains("window_days"));
}

#[test]
fn paging_can_be_switched_off_and_is_not_for_documents() {
    let session = Session::new(5).with(COUNTING.0, COUNTING.1);
    assert!(session.shows(&["--no-pager", "config"]).contains("window_days"));
    assert!(session.shows(&["config", "--format", "json"]).starts_with("{\n"));
    let dumb = Session::new(5).with(COUNTING.0, COUNTING.1).with("TERM", "dumb");
    assert!(dumb.shows(&["config"]).starts_with("window_days"));
}

#[test]
fn gits_pager_is_used_when_ours_is_not_named() {
    let session = Session::new(5).with("GIT_PAGER", "echo gits $(wc -l)");
    assert_eq!(session.shows(&["config"]), "gits 13\n");
}

#[test]
fn a_pager_that_leaves_early_or_is_missing_does_no_harm() {
    let early = Session::new(5).with("HEADWAY_PAGER", "exit 4");
    assert_eq!(early.shows(&["config"]), "");
    let missing = Session::new(5).with("HEADWAY_PAGER", "no-such-pager-here");
    assert!(missing.shows(&["config"]).contains("window_days"));
}
