//! A conversation by single keys, with Ctrl-C as one more way to end it.
//!
//! In: the terminal at standard input. Out: keys; and the terminal as it was, after Ctrl-C and a request to
//! terminate as well. Deliberately absent: what is said.

use std::io;
use std::os::fd::AsFd as _;
use std::time::Duration;

use super::Interrupt;
use super::interrupt::Guard;
use super::keys::{Key, Keys, Signals};

/// The keys of the person at the terminal.
#[derive(Debug)]
pub struct Keyboard {
    // Given back before signals mean again what they did.
    keys: Keys,
    interrupt: Interrupt,
    _guard: Guard,
}

/// How soon a signal is noticed.
const LOOK: Duration = Duration::from_millis(100);

impl Keyboard {
    pub(super) fn take(interrupt: &Interrupt) -> io::Result<Self> {
        let guard = interrupt.guard_question();
        let terminal = io::stdin().as_fd().try_clone_to_owned()?;
        let keys = Keys::of(terminal, Signals::Sent)?;
        Ok(Self { keys, interrupt: interrupt.clone(), _guard: guard })
    }

    /// Waits for a key. A signal to stop is one.
    ///
    /// # Errors
    /// When the terminal cannot be read.
    pub fn next(&self) -> io::Result<Key> {
        loop {
            if self.interrupt.is_asked() {
                return Ok(Key::Interrupt);
            }
            self.keys.take_again()?;
            if let Some(key) = self.keys.next_within(LOOK)? {
                return Ok(key);
            }
        }
    }

    /// Gives the terminal back while something else is shown, in a pager perhaps.
    ///
    /// # Errors
    /// When the terminal is gone, or what was shown says so.
    pub fn pause<T>(&self, shown: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.keys.lend()?;
        shown()
    }
}
