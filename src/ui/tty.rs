//! The terminal that a person sits at, wherever the streams lead.
//!
//! In: `/dev/tty`. Out: what it says of who may answer there, single keys, and the modes it had before, put
//! back. Deliberately absent: what is asked.
//!
//! While keys are read, Ctrl-C, Ctrl-Z and Ctrl-\ are keys like others: as signals they would reach git as well,
//! which waits for its hook. Output is waited for before modes change, and input is never thrown away: what was typed
//! ahead is for the shell.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{getpgrp, getsid};
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetpgrp,
    tcgetwinsize, tcsetattr,
};

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
            is_foreground: self.is_foreground(),
            is_private: getsid(None).is_ok_and(|session| session == group),
            reads_lines: self.modes.local_modes.contains(LocalModes::ICANON),
            columns: size.map_or(0, |size| usize::from(size.ws_col)),
        }
    }

    fn is_foreground(&self) -> bool {
        tcgetpgrp(&self.file).is_ok_and(|foreground| foreground == getpgrp())
    }

    /// Puts the modes back. Nothing happens in the background, where the attempt would stop the process.
    pub fn restore(&self) {
        if self.is_foreground() {
            let _ = tcsetattr(&self.file, OptionalActions::Drain, &self.modes);
        }
    }

    /// Begins a new row, for whoever writes next.
    pub(super) fn end_line(&self) {
        if self.is_foreground() {
            let _ = (&self.file).write_all(b"\r\n");
        }
    }

    /// Takes single keys from here on, until the guard is dropped.
    pub(super) fn take_keys(&self) -> io::Result<Keys<'_>> {
        let mut modes = self.modes.clone();
        let taken = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG | LocalModes::IEXTEN;
        modes.local_modes.remove(taken);
        // Ctrl-S is a key too: a stopped terminal could not be written to.
        modes.input_modes.remove(InputModes::IXON);
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&self.file, OptionalActions::Drain, &modes)?;
        Ok(Keys { tty: self })
    }
}

/// What came while a key was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A key that is one character.
    Character(char),
    /// Another key, or several at once.
    Other,
    /// None in time.
    None,
    /// The terminal is gone, or whoever wanted the key.
    Gone,
}

/// The terminal while single keys are read from it.
#[derive(Debug)]
pub(super) struct Keys<'tty> {
    tty: &'tty Tty,
}

impl Keys<'_> {
    /// Whether something waits to be read.
    pub(super) fn is_typed_ahead(&self) -> bool {
        self.is_ready(Duration::ZERO)
    }

    pub(super) fn write(&self, text: &str) -> io::Result<()> {
        (&self.tty.file).write_all(text.as_bytes())
    }

    /// The next key before a moment; `owner` hangs up when nobody wants it any more.
    pub(super) fn next(&self, owner: impl AsFd, until: Instant) -> Key {
        loop {
            let mut both = [
                PollFd::new(&self.tty.file, PollFlags::IN),
                PollFd::from_borrowed_fd(owner.as_fd(), PollFlags::IN),
            ];
            let left = until.saturating_duration_since(Instant::now());
            match poll(&mut both, Some(&timespec(left))) {
                Err(rustix::io::Errno::INTR) => continue,
                Err(_) => return Key::Gone,
                Ok(0) => return Key::None,
                Ok(_) => {}
            }
            let (terminal, owner) = (both[0].revents(), both[1].revents());
            if terminal.contains(PollFlags::IN) {
                return self.read();
            }
            if !terminal.is_empty() || !owner.is_empty() {
                return Key::Gone;
            }
        }
    }

    /// One key. An arrow, a letter beyond ASCII and a pasted text are several bytes: all of them are taken, or
    /// the shell would run what is left of them.
    fn read(&self) -> Key {
        let mut byte = [0];
        match (&self.tty.file).read(&mut byte) {
            Ok(1) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => return Key::Other,
            _ => return Key::Gone,
        }
        let is_first_of_several = byte[0] == ESCAPE || !byte[0].is_ascii();
        let mut pause = if is_first_of_several { REST_OF_KEY } else { Duration::ZERO };
        let mut is_single = true;
        for _ in 0..LONGEST_PASTE {
            if !self.is_ready(pause) || !matches!((&self.tty.file).read(&mut [0; 256]), Ok(1..)) {
                break;
            }
            (is_single, pause) = (false, Duration::ZERO);
        }
        if is_single { Key::Character(char::from(byte[0])) } else { Key::Other }
    }

    fn is_ready(&self, within: Duration) -> bool {
        let mut terminal = [PollFd::new(&self.tty.file, PollFlags::IN)];
        poll(&mut terminal, Some(&timespec(within))).is_ok_and(|ready| ready > 0)
    }
}

impl Drop for Keys<'_> {
    fn drop(&mut self) {
        self.tty.restore();
    }
}

/// Begins the bytes of an arrow and the like.
const ESCAPE: u8 = 0x1b;
/// How long the other bytes of such a key may take.
const REST_OF_KEY: Duration = Duration::from_millis(25);
/// Reads until which a pasted text is followed.
const LONGEST_PASTE: usize = 256;

fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(duration.subsec_nanos()),
    }
}
