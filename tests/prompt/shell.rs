//! A shell on a terminal of its own, and a person typing.
//!
//! In: keys. Out: what arrives, what stands on the screen by then, and the terminal's own words on its modes.
//! Deliberately absent: any clock that a test could depend on; a minute without what is waited for is a failure.

use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::common::TestEnv;

/// How long something may take that takes a moment.
const A_MINUTE: Duration = Duration::from_secs(60);

/// What a person at a terminal sees and does.
pub(crate) struct Shell {
    pty: Pty,
    pub(crate) child: Child,
    screen: vt100::Parser,
    /// What arrived since the last line was typed.
    seen: String,
}

impl Shell {
    /// An interactive bash, with job control, in a directory.
    pub(crate) fn start(env: &TestEnv, directory: &Path, variables: &[(&str, &str)]) -> Self {
        let inputrc = env.root().join("inputrc");
        std::fs::write(&inputrc, "set enable-bracketed-paste off\n").unwrap();
        let mut bash = env.command("bash", directory);
        bash.args(["--noprofile", "--norc", "-i"]);
        bash.env("INPUTRC", inputrc).env("PS1", "@ ").env_remove("COLUMNS").env("HISTFILE", "");
        let mut shell = Self::start_program(bash, variables);
        shell.wait_for("@ ");
        shell
    }

    /// A program that leads the session of its terminal.
    pub(crate) fn start_program(
        mut program: std::process::Command,
        variables: &[(&str, &str)],
    ) -> Self {
        program.env("TERM", "xterm").env("HEADWAY_HOOK_MS", "3600000");
        program.envs(variables.iter().copied());
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(40, 140)).unwrap();
        let child = Command::from(program).spawn(pts).unwrap();
        let screen = vt100::Parser::new(size(40), size(140), 0);
        Self { pty, child, screen, seen: String::new() }
    }

    /// Makes the window another size.
    pub(crate) fn resize(&mut self, rows: u16, columns: u16) {
        self.pty.resize(Size::new(rows, columns)).unwrap();
        self.screen.screen_mut().set_size(size(rows), size(columns));
    }

    /// Keys, as they are.
    pub(crate) fn press(&mut self, keys: &str) {
        self.pty.write_all(keys.as_bytes()).unwrap();
    }

    /// A line, and Enter; what arrived before is forgotten.
    pub(crate) fn type_line(&mut self, line: &str) {
        self.seen.clear();
        self.press(&format!("{line}\r"));
    }

    /// Until this has arrived since the last line was typed.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |shell| shell.seen.contains(text));
    }

    /// Until the program has closed the terminal.
    pub(crate) fn wait_for_end(&mut self) -> String {
        while self.read_some(A_MINUTE) {}
        self.child.wait().unwrap();
        self.seen.replace("\r\n", "\n")
    }

    pub(crate) fn wait_until(&mut self, what: &str, is_there: impl Fn(&Self) -> bool) {
        let until = Instant::now() + A_MINUTE;
        while !is_there(self) {
            let left = until.saturating_duration_since(Instant::now());
            let more = !left.is_zero() && self.read_some(left);
            assert!(more, "waited for `{what}`, saw `{}`", self.seen);
        }
    }

    /// `false` once nobody holds the other side any more, and when nothing comes.
    fn read_some(&mut self, within: Duration) -> bool {
        let within = Timespec { tv_sec: i64::try_from(within.as_secs()).unwrap() + 1, tv_nsec: 0 };
        let mut ready = [PollFd::new(&self.pty, PollFlags::IN)];
        if poll(&mut ready, Some(&within)) == Ok(0) {
            return false;
        }
        let mut bytes = [0; 4096];
        match self.pty.read(&mut bytes) {
            Ok(length @ 1..) => {
                self.screen.process(&bytes[..length]);
                self.seen.push_str(&String::from_utf8_lossy(&bytes[..length]));
                true
            }
            _ => false,
        }
    }

    /// Runs a line to its end. Its exit code, and what it left on the screen.
    pub(crate) fn run(&mut self, line: &str) -> (i32, String) {
        self.begin(line);
        self.end()
    }

    /// Types a line whose exit code is told by [`Shell::end`], on a screen of its own.
    pub(crate) fn begin(&mut self, line: &str) {
        self.type_line(&format!("clear; {line}; printf 'code<%s>\\n' $?"));
    }

    /// The exit code of what [`Shell::begin`] began, and what it left on the screen.
    pub(crate) fn end(&mut self) -> (i32, String) {
        self.wait_until("code<…>", |shell| shell.code().is_some());
        let code = self.code().unwrap();
        self.wait_until("the shell's prompt", |shell| shell.lines().last().unwrap().trim() == "@");
        let lines = self.lines();
        let end = lines.iter().position(|line| line.contains("code<")).unwrap();
        (code, lines[..end].join("\n"))
    }

    fn code(&self) -> Option<i32> {
        let (_, code) =
            self.seen.rsplit_once("code<").filter(|(_, rest)| !rest.starts_with('%'))?;
        code.split_once(">\r\n")?.0.parse().ok()
    }

    /// The rows of the screen, up to the last that is not empty.
    pub(crate) fn lines(&self) -> Vec<String> {
        let rows = self.screen.screen().contents();
        rows.trim_end().lines().map(|row| row.trim_end().to_owned()).collect()
    }

    /// What `stty` says of the terminal.
    pub(crate) fn modes(&mut self) -> String {
        let (code, modes) = self.run("stty -a");
        assert_eq!(code, 0);
        assert!(modes.contains("\nisig icanon iexten echo "), "{modes}");
        modes
    }

    /// Closes the window.
    pub(crate) fn close(self) -> Child {
        drop(self.pty);
        self.child
    }
}

fn size(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}
