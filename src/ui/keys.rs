//! Single keys from a terminal, without Enter.
//!
//! In: a terminal. Out: the keys that are pressed; and the terminal as it was, on every way out.
//! Deliberately absent: what a key means; and the echo of it.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::getpgrp;
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetpgrp,
    tcsetattr,
};

/// What a key turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter, a digit or another sign of ASCII.
    Sign(char),
    /// Enter.
    Enter,
    /// Escape, alone.
    Escape,
    /// Ctrl-C, where it arrives as a key.
    Interrupt,
    /// Ctrl-D, or the terminal is gone.
    End,
    /// Anything else: an arrow, a function key, a letter that is not ASCII.
    Other,
}

/// What Ctrl-C and Ctrl-Z do while keys are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signals {
    /// What they always do: they signal the processes of the terminal.
    Sent,
    /// They are keys as others are.
    AreKeys,
}

/// A terminal that gives each key at once. Dropping it gives the terminal back as it was; what was typed
/// meanwhile stays for whoever reads it next.
#[derive(Debug)]
pub struct Keys {
    terminal: OwnedFd,
    before: Termios,
    signals: Signals,
}

/// The bytes of one key come together; the next key does not come so soon.
const TOGETHER: Duration = Duration::from_millis(25);

impl Keys {
    /// Takes the keys of a terminal.
    ///
    /// # Errors
    /// When it is no terminal.
    pub fn of(terminal: OwnedFd, signals: Signals) -> io::Result<Self> {
        let before = tcgetattr(&terminal)?;
        let keys = Self { terminal, before, signals };
        keys.take()?;
        Ok(keys)
    }

    fn take(&self) -> io::Result<()> {
        let mut modes = self.before.clone();
        modes.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
        if self.signals == Signals::AreKeys {
            modes.local_modes.remove(LocalModes::ISIG | LocalModes::IEXTEN);
            // Ctrl-S as well: a terminal that it stops cannot be written to.
            modes.input_modes.remove(InputModes::IXON);
        }
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        // What waits to be written is written first, and what was typed is not thrown away.
        Ok(tcsetattr(&self.terminal, OptionalActions::Drain, &modes)?)
    }

    /// Takes the keys again where a shell has given the terminal its own ways in between: after Ctrl-Z and `fg`.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn take_again(&self) -> io::Result<()> {
        let lost = tcgetattr(&self.terminal)?.local_modes.contains(LocalModes::ICANON);
        if lost { self.take() } else { Ok(()) }
    }

    /// Gives the terminal back for a while, to a pager for example; [`Keys::take_again`] ends that.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn lend(&self) -> io::Result<()> {
        Ok(tcsetattr(&self.terminal, OptionalActions::Drain, &self.before)?)
    }

    /// Whether something was typed that was not read yet.
    ///
    /// # Errors
    /// When the terminal cannot be asked.
    pub fn is_typed(&self) -> io::Result<bool> {
        self.waits_for(Duration::ZERO)
    }

    fn waits_for(&self, time: Duration) -> io::Result<bool> {
        let time = Timespec::try_from(time).unwrap_or_default();
        let mut polled = [PollFd::new(&self.terminal, PollFlags::IN)];
        match poll(&mut polled, Some(&time)) {
            Ok(found) => Ok(found > 0),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The next key, if one is pressed in this time.
    ///
    /// # Errors
    /// When the terminal cannot be read.
    pub fn next_within(&self, time: Duration) -> io::Result<Option<Key>> {
        if !self.waits_for(time)? {
            return Ok(None);
        }
        let Some(first) = self.byte()? else { return Ok(Some(Key::End)) };
        let rest = if first == ESCAPE { self.sequence()? } else { self.bytes(following(first))? };
        Ok(Some(if rest > 0 { Key::Other } else { Key::of(first) }))
    }

    /// What comes with an escape, to its end: `[`, parameters and a letter; `O` and a letter; or one sign.
    fn sequence(&self) -> io::Result<usize> {
        let mut length = 0;
        while let Some(byte) = self.byte_within(TOGETHER)? {
            length += 1;
            let goes_on = match (length, byte) {
                (1, b'[' | b'O') => true,
                (1, _) => false,
                _ => !(b'@'..=b'~').contains(&byte),
            };
            if !goes_on {
                break;
            }
        }
        Ok(length)
    }

    /// Takes so many bytes, as far as they come.
    fn bytes(&self, count: usize) -> io::Result<usize> {
        let mut taken = 0;
        while taken < count && self.byte_within(TOGETHER)?.is_some() {
            taken += 1;
        }
        Ok(taken)
    }

    fn byte_within(&self, time: Duration) -> io::Result<Option<u8>> {
        if self.waits_for(time)? { self.byte() } else { Ok(None) }
    }

    /// `None` when the terminal is gone: it says so as an end, or as an error.
    fn byte(&self) -> io::Result<Option<u8>> {
        let mut byte = [0];
        loop {
            match rustix::io::read(self.terminal.as_fd(), &mut byte) {
                Ok(0) | Err(rustix::io::Errno::IO) => return Ok(None),
                Ok(_) => return Ok(Some(byte[0])),
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        // In the background the attempt would stop the process; others have the terminal there.
        if !is_others(&self.terminal) {
            // Nothing can be done for a terminal that is gone.
            let _ = self.lend();
        }
    }
}

impl AsFd for Keys {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.terminal.as_fd()
    }
}

/// Whether something else runs in the foreground of this process's terminal.
pub(super) fn is_others(terminal: impl AsFd) -> bool {
    tcgetpgrp(terminal).is_ok_and(|foreground| foreground != getpgrp())
}

const ESCAPE: u8 = 0x1b;

/// How many bytes follow the first one of a letter in UTF-8.
const fn following(first: u8) -> usize {
    match first {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => 0,
    }
}

impl Key {
    const fn of(byte: u8) -> Self {
        match byte {
            b'\r' | b'\n' => Self::Enter,
            ESCAPE => Self::Escape,
            0x03 => Self::Interrupt,
            0x04 => Self::End,
            b' '..=b'~' => Self::Sign(byte as char),
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    use rustix::fs::{Mode, OFlags, open};
    use rustix::io::{FdFlags, fcntl_setfd};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{LocalModes, tcgetattr};

    use super::{Key, Keys, Signals};

    /// Both sides of a terminal: what a person types into, and what a program reads.
    fn terminal() -> (OwnedFd, OwnedFd) {
        let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        // Programs that other tests start meanwhile must not hold the terminal open.
        fcntl_setfd(&person, FdFlags::CLOEXEC).unwrap();
        grantpt(&person).unwrap();
        unlockpt(&person).unwrap();
        let name = ptsname(&person, Vec::new()).unwrap();
        let program =
            open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap();
        (person, program)
    }

    fn type_in(person: &OwnedFd, bytes: &[u8]) {
        assert_eq!(rustix::io::write(person, bytes).unwrap(), bytes.len());
    }

    const SOON: Duration = Duration::from_secs(20);

    #[test]
    fn each_key_comes_at_once_and_as_what_it_is() {
        let (person, program) = terminal();
        let keys = Keys::of(program, Signals::AreKeys).unwrap();
        assert!(!keys.is_typed().unwrap());
        for (bytes, key) in [
            (b"y".as_slice(), Key::Sign('y')),
            (b"?", Key::Sign('?')),
            (b"\r", Key::Enter),
            (b"\x1b", Key::Escape),
            (b"\x1b[A", Key::Other),
            ("ü".as_bytes(), Key::Other),
            (b"\xff", Key::Other),
            (b"\x03", Key::Interrupt),
            (b"\x04", Key::End),
            (b"\t", Key::Other),
        ] {
            type_in(&person, bytes);
            assert_eq!(keys.next_within(SOON).unwrap(), Some(key), "{bytes:?}");
        }
        assert_eq!(keys.next_within(Duration::ZERO).unwrap(), None);
        type_in(&person, "\x1b[1;5Aä\x1bOPz".as_bytes());
        let all = || keys.next_within(SOON).unwrap();
        let together = [all(), all(), all(), all()];
        let other = Some(Key::Other);
        assert_eq!(together, [other, other, other, Some(Key::Sign('z'))], "nothing is swallowed");
        type_in(&person, b"ab");
        assert_eq!(keys.next_within(SOON).unwrap(), Some(Key::Sign('a')));
        assert!(keys.is_typed().unwrap());
        assert_eq!(keys.next_within(SOON).unwrap(), Some(Key::Sign('b')));
        drop(person);
        assert_eq!(keys.next_within(SOON).unwrap(), Some(Key::End), "the terminal is gone");
    }

    #[test]
    fn the_terminal_is_given_back_as_it_was() {
        let (person, program) = terminal();
        let modes = || tcgetattr(&person).unwrap().local_modes;
        let before = modes();
        assert!(before.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG));
        let keys = Keys::of(program.try_clone().unwrap(), Signals::Sent).unwrap();
        assert!(!modes().intersects(LocalModes::ICANON | LocalModes::ECHO));
        assert!(modes().contains(LocalModes::ISIG));
        keys.lend().unwrap();
        assert_eq!(modes(), before);
        keys.take_again().unwrap();
        assert_ne!(modes(), before);
        type_in(&person, b"next\n");
        drop(keys);
        assert_eq!(modes(), before);
        let mut bytes = [0; 8];
        assert_eq!(rustix::io::read(&program, &mut bytes).unwrap(), 5, "typed ahead, and kept");
        let keys = Keys::of(program, Signals::AreKeys).unwrap();
        assert!(!modes().contains(LocalModes::ISIG));
        drop(keys);
        assert_eq!(modes(), before);
    }

    #[test]
    fn what_is_no_terminal_is_refused() {
        let file: OwnedFd = tempfile::tempfile().unwrap().into();
        assert!(Keys::of(file, Signals::Sent).is_err());
    }
}
