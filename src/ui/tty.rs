//! The terminal that a person sits at, wherever the streams lead.
//!
//! In: `/dev/tty`. Out: what it says of who may answer there, its keys, and the modes it had before, put back.
//! Deliberately absent: what is asked.

use std::fs::File;
use std::io::{self, Write as _};

use rustix::process::{getpgrp, getsid};
use rustix::termios::{
    LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr,
};

use super::keys::{Keys, Signals, is_others};

/// What the terminal says of who sits there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// This process belongs to what runs in the foreground: it may read keys.
    pub is_foreground: bool,
    /// A program started git in a session of its own: it plays the terminal, and its person may see another one.
    pub is_private: bool,
    /// Lines are read whole, as under a shell. A program that draws on the screen takes single keys itself.
    pub reads_lines: bool,
    /// Its width; 0 where it does not say.
    pub columns: usize,
}

/// The controlling terminal, with the modes it had when it was opened.
#[derive(Debug)]
pub struct Tty {
    file: File,
    modes: Termios,
}

impl Tty {
    /// Opens it.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open() -> io::Result<Self> {
        let file = File::options().read(true).write(true).open("/dev/tty")?;
        let modes = tcgetattr(&file)?;
        Ok(Self { file, modes })
    }

    /// Who sits there.
    #[must_use]
    pub fn seat(&self) -> Seat {
        let group = getpgrp();
        let size = tcgetwinsize(&self.file);
        Seat {
            is_foreground: tcgetpgrp(&self.file).is_ok_and(|foreground| foreground == group),
            is_private: getsid(None).is_ok_and(|session| session == group),
            reads_lines: self.modes.local_modes.contains(LocalModes::ICANON),
            columns: size.map_or(0, |size| usize::from(size.ws_col)),
        }
    }

    /// Puts the modes back. Nothing happens in the background, where the attempt would stop the process.
    pub(super) fn restore(&self) {
        if !is_others(&self.file) {
            let _ = tcsetattr(&self.file, OptionalActions::Drain, &self.modes);
        }
    }

    /// Takes its keys. Ctrl-C, Ctrl-Z and Ctrl-\\ are keys like others: as signals they would reach git as well,
    /// which waits for its hook.
    pub(super) fn keys(&self) -> io::Result<Keys> {
        Keys::of(self.file.try_clone()?.into(), Signals::AreKeys)
    }

    pub(super) fn write(&self, text: &str) -> io::Result<()> {
        (&self.file).write_all(text.as_bytes())
    }

    /// Begins a new row, for whoever writes next.
    pub(super) fn end_row(&self) {
        if !is_others(&self.file) {
            let _ = self.write("\r\n");
        }
    }
}
