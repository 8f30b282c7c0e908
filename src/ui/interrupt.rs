//! What Ctrl-C does.
//!
//! In: signals. Out: a flag that long work asks for, an end of the process, or nothing, depending
//! on what is going on. Deliberately absent: what the work does about it.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

/// Nothing that would have to be finished: the process ends, as it would without a handler.
const IDLE: u8 = 0;
/// Work that stops at the next safe point; a second Ctrl-C ends the process.
const WORKING: u8 = 1;
/// The pager has the keyboard; signals are its business.
const PAGING: u8 = 2;

/// A question ends at the first signal; what it leaves to be put in order is little, and none ends the process.
const ASKING: u8 = 3;

/// The exit status of a process that was interrupted.
const INTERRUPTED: i32 = 130;

/// Whether the person asked to stop. Clones speak of the same request.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    asked: AtomicBool,
    mode: AtomicU8,
    listening: OnceLock<()>,
}

/// What a signal leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reaction {
    End,
    Ask,
    Nothing,
}

/// While this lives, Ctrl-C means something else than the end of the process.
#[derive(Debug)]
pub struct Guard {
    state: Arc<State>,
    before: u8,
}

impl Interrupt {
    /// Whether Ctrl-C was pressed during work.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.state.asked.load(Ordering::Relaxed)
    }

    /// Work begins: the first Ctrl-C asks it to stop, the second ends the process.
    pub(super) fn guard_work(&self) -> Guard {
        self.enter(WORKING)
    }

    /// A question begins: a signal asks it to end, and nothing more until the guard is dropped. A window that
    /// is closed sends several, and what follows from that is still to be written down.
    #[must_use]
    pub fn guard_question(&self) -> Guard {
        self.enter(ASKING)
    }

    /// A pager begins: until it ends, signals are for it.
    pub(super) fn leave_to_pager(&self) -> Guard {
        self.enter(PAGING)
    }

    fn enter(&self, mode: u8) -> Guard {
        self.state.listening.get_or_init(|| listen(Arc::clone(&self.state)));
        let before = self.state.mode.swap(mode, Ordering::Relaxed);
        Guard { state: Arc::clone(&self.state), before }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.state.mode.store(self.before, Ordering::Relaxed);
    }
}

impl State {
    fn react(&self) -> Reaction {
        match self.mode.load(Ordering::Relaxed) {
            IDLE => Reaction::End,
            WORKING if self.asked.swap(true, Ordering::Relaxed) => Reaction::End,
            WORKING => Reaction::Ask,
            ASKING => {
                self.asked.store(true, Ordering::Relaxed);
                Reaction::Ask
            }
            _ => Reaction::Nothing,
        }
    }
}

/// A shell begins a row of its own only after a process that the signal itself ended.
fn end_row() {
    if stderr().is_terminal() {
        // When the terminal is gone there is nobody left to tell.
        let _ = stderr().write_all(b"\n");
    }
}

#[expect(clippy::exit, reason = "a second Ctrl-C means now; nothing is left to unwind")]
fn listen(state: Arc<State>) {
    let handler = move || {
        if state.react() == Reaction::End {
            end_row();
            std::process::exit(INTERRUPTED);
        }
    };
    // Somebody else's handler, or none at all: Ctrl-C then ends the process, which is safe, because
    // everything that is written is written whole or not at all.
    let _ = ctrlc::try_set_handler(handler);
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::{IDLE, Interrupt, Reaction};

    #[test]
    fn the_first_request_asks_and_the_second_ends() {
        let interrupt = Interrupt::default();
        let guard = interrupt.guard_work();
        assert!(!interrupt.is_asked());
        assert_eq!(interrupt.state.react(), Reaction::Ask);
        assert!(interrupt.clone().is_asked());
        assert_eq!(interrupt.state.react(), Reaction::End);
        drop(guard);
    }

    #[test]
    fn when_nothing_is_going_on_the_first_request_ends() {
        let interrupt = Interrupt::default();
        drop(interrupt.guard_work());
        assert_eq!(interrupt.state.react(), Reaction::End);
        assert!(!interrupt.is_asked());
    }

    #[test]
    fn a_question_is_ended_by_signals_and_the_process_by_none() {
        let interrupt = Interrupt::default();
        let guard = interrupt.guard_question();
        assert_eq!(interrupt.state.react(), Reaction::Ask);
        assert_eq!(interrupt.state.react(), Reaction::Ask);
        assert!(interrupt.is_asked());
        drop(guard);
    }

    #[test]
    fn a_pager_keeps_signals_to_itself_and_gives_the_mode_back() {
        let interrupt = Interrupt::default();
        let work = interrupt.guard_work();
        let paging = interrupt.leave_to_pager();
        assert_eq!(interrupt.state.react(), Reaction::Nothing);
        drop(paging);
        assert_eq!(interrupt.state.react(), Reaction::Ask);
        drop(work);
        assert_eq!(interrupt.state.mode.load(Ordering::Relaxed), IDLE);
    }
}
