//! A program on a pseudo-terminal.
//!
//! In: a command whose streams the caller has connected to the terminal. Out: what arrives on the
//! screen, and how the program ends. Deliberately absent: waiting for a question before a key is pressed.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Child, Command, ExitStatus};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// A terminal for one program.
pub(crate) struct Screen {
    controller: OwnedFd,
    size: Winsize,
}

impl Screen {
    /// A terminal of so many rows and columns.
    pub(crate) fn new(rows: u16, columns: u16) -> Self {
        let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&controller).unwrap();
        unlockpt(&controller).unwrap();
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        Self { controller, size }
    }

    /// The program's side, to be used as one of its streams.
    pub(crate) fn open(&self) -> File {
        let name = ptsname(&self.controller, Vec::new()).unwrap();
        let path = OsStr::from_bytes(name.as_bytes());
        let terminal = File::options().read(true).write(true).open(path).unwrap();
        tcsetwinsize(&terminal, self.size).unwrap();
        terminal
    }

    /// Keys that are pressed before the program reads them.
    #[allow(dead_code, reason = "few programs ask anything")]
    pub(crate) fn press(&self, keys: &str) {
        File::from(self.controller.try_clone().unwrap()).write_all(keys.as_bytes()).unwrap();
    }

    /// The other side, for what is typed and what arrives.
    #[allow(dead_code, reason = "not every test types")]
    pub(crate) fn into_controller(self) -> OwnedFd {
        self.controller
    }

    /// What arrives on the screen, with line ends as the program wrote them, until nobody holds the
    /// terminal any more.
    pub(crate) fn run(self, command: Command) -> (String, ExitStatus) {
        self.run_watched(command, |_, _| {})
    }

    /// As [`Screen::run`]; `watch` is told each time that something arrives, with all until then.
    pub(crate) fn run_watched(
        self,
        mut command: Command,
        mut watch: impl FnMut(&Child, &str),
    ) -> (String, ExitStatus) {
        let mut child = command.spawn().unwrap();
        // Only the child may hold the terminal open now, or reading would never end.
        drop(command);
        let seen = |bytes: &[u8]| watch(&child, &String::from_utf8_lossy(bytes));
        let screen = read_all(File::from(self.controller), seen);
        (screen.replace("\r\n", "\n"), child.wait().unwrap())
    }
}

/// Linux answers with EIO once nobody holds the terminal any more.
fn read_all(mut controller: File, mut seen: impl FnMut(&[u8])) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match controller.read(&mut chunk) {
            Ok(0) => break,
            Ok(length) => {
                bytes.extend_from_slice(&chunk[..length]);
                seen(&bytes);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    String::from_utf8(bytes).unwrap()
}
