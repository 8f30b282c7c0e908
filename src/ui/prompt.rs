//! One question, one line, one key.
//!
//! In: what to show and which keys answer. Out: the key, or why there is none. Deliberately absent: when to ask, and
//! what an answer means.
//!
//! Two processes take part. The one that asks keeps the modes of the terminal and waits; a child of it, the same
//! program, takes the keys. Whatever becomes of the child, the modes are put back; and a child whose parent is gone
//! puts them back itself. No process can do that for itself once it is killed.

use std::io::{self, BufRead as _, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde::{Deserialize, Serialize};

use super::Interrupt;
use super::keys::{Key, Keys};
use super::tty::Tty;

/// The arguments with which the program is its own child.
pub const CHILD: [&str; 2] = ["hook", "prompt"];

/// What to ask. Every text is one row of the terminal, safe to show and no wider than it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Rows above the question.
    pub above: Vec<String>,
    /// Rows that the key `?` puts between.
    pub why: Vec<String>,
    /// The question.
    pub question: String,
    /// The keys that answer.
    pub keys: Vec<char>,
    /// How long to wait, in milliseconds.
    pub patience: u64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// One of the keys.
    Key(char),
    /// Another key.
    Skipped,
    /// No key in time.
    Timeout,
    /// Nothing was shown, as something had been typed before.
    TypedAhead,
    /// The terminal went away, or what waits for the answer.
    Gone,
}

/// Asks, in a child process. Ctrl-C is a key of the child; a signal from elsewhere ends the question, where the caller
/// has a guard for that.
#[must_use]
pub fn ask(program: &Path, order: &Order, tty: &Tty, interrupt: &Interrupt) -> Outcome {
    // Twice, as the key `?` begins anew; and some time to start and to end.
    let limit = 2 * Duration::from_millis(order.patience) + Duration::from_secs(5);
    let until = Instant::now() + limit;
    let outcome = start(program, order).map(|child| wait(child, interrupt, until));
    tty.restore();
    let outcome = outcome.ok().flatten().unwrap_or(Outcome::Gone);
    if outcome == Outcome::Gone {
        // What was shown is still there.
        tty.end_row();
    }
    outcome
}

fn start(program: &Path, order: &Order) -> io::Result<Child> {
    let mut command = Command::new(program);
    command.args(CHILD).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let line = serde_json::to_string(order)? + "\n";
    let stdin = child.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
    // Where that fails the child is gone, and waiting for it says so.
    let _ = stdin.write_all(line.as_bytes());
    Ok(child)
}

/// How often a signal is looked for that came just before the wait.
const LOOK_UP: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };

/// Waits for the child, whatever it says or whatever becomes of it. To drop its input is to call it back; a child that
/// cannot come back, as nothing can be written to its terminal, is ended.
fn wait(mut child: Child, interrupt: &Interrupt, until: Instant) -> Option<Outcome> {
    let (mut stdin, mut stdout) = (child.stdin.take(), child.stdout.take()?);
    loop {
        let mut answer = [PollFd::new(&stdout, PollFlags::IN)];
        match poll(&mut answer, Some(&LOOK_UP)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            _ => break,
        }
        if interrupt.is_asked() {
            stdin = None;
        }
        if Instant::now() > until {
            child.kill().ok()?;
        }
    }
    let mut text = String::new();
    let read = stdout.read_to_string(&mut text);
    drop(stdin);
    let ended = child.wait();
    read.and(ended).ok()?;
    serde_json::from_str(&text).ok()
}

/// Is the child: reads the order from stdin, asks on the terminal, and says on stdout what came of it.
///
/// # Errors
/// When there is no order, no terminal, or nobody who wants to know.
pub fn serve() -> io::Result<()> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    let tty = Tty::open()?;
    let keys = tty.keys()?;
    let outcome = if keys.is_typed()? {
        Outcome::TypedAhead
    } else {
        question(&tty, &keys, &order).unwrap_or(Outcome::Gone)
    };
    drop(keys);
    io::stdout().write_all(serde_json::to_string(&outcome)?.as_bytes())
}

/// Without an error, what was shown is taken back.
fn question(tty: &Tty, keys: &Keys, order: &Order) -> io::Result<Outcome> {
    let patience = Duration::from_millis(order.patience);
    let mut until = Instant::now() + patience;
    let mut why: &[String] = &[];
    loop {
        let above: Vec<&str> = order.above.iter().chain(why).map(String::as_str).collect();
        tty.write(&paint(&above, &order.question))?;
        let key = next(keys, until)?;
        tty.write(&erase(above.len()))?;
        match key {
            Some(Key::Sign('?')) if why.is_empty() && !order.why.is_empty() => {
                why = &order.why;
                // There is more to read now.
                until = Instant::now() + patience;
            }
            Some(Key::Sign(key)) if order.keys.contains(&key.to_ascii_lowercase()) => {
                return Ok(Outcome::Key(key.to_ascii_lowercase()));
            }
            Some(_) => return Ok(Outcome::Skipped),
            None => return Ok(Outcome::Timeout),
        }
    }
}

/// The next key before a moment. A text that is pasted is no key; all of it is taken, or the shell would run what
/// is left of it. An error once nobody waits for the key any more: others may be writing by then.
fn next(keys: &Keys, until: Instant) -> io::Result<Option<Key>> {
    let stdin = io::stdin();
    loop {
        let mut both = [PollFd::new(keys, PollFlags::IN), PollFd::new(&stdin, PollFlags::IN)];
        let left = until.saturating_duration_since(Instant::now());
        match poll(&mut both, Some(&Timespec::try_from(left).unwrap_or_default())) {
            Ok(0) => return Ok(None),
            Ok(_) if both[1].revents().is_empty() => break,
            Ok(_) => return Err(io::ErrorKind::BrokenPipe.into()),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut key = keys.next_within(Duration::ZERO)?;
    for _ in 0..LONGEST_PASTE {
        match keys.next_within(Duration::ZERO)? {
            None | Some(Key::End) => break,
            Some(_) => key = Some(Key::Other),
        }
    }
    Ok(key)
}

/// Keys up to which a pasted text is followed.
const LONGEST_PASTE: usize = 64 * 1024;

/// The rows, with the cursor after the question. A return goes before each line feed: whether the terminal adds it is not known.
fn paint(above: &[&str], question: &str) -> String {
    let rows: Vec<&str> = above.iter().copied().chain([question]).collect();
    format!("\r{} ", rows.join("\r\n"))
}

/// Back to the first row, and nothing below it.
fn erase(rows_above: usize) -> String {
    let up = if rows_above > 0 { format!("\x1b[{rows_above}A") } else { String::new() };
    format!("\r{up}\x1b[J")
}

#[cfg(test)]
mod tests {
    use super::{Outcome, erase, paint};

    #[test]
    fn what_was_painted_is_erased_row_by_row() {
        assert_eq!(paint(&["[main 1] fix", "why"], "yes?"), "\r[main 1] fix\r\nwhy\r\nyes? ");
        assert_eq!(erase(2), "\r\x1b[2A\x1b[J");
        assert_eq!(paint(&[], "yes?"), "\ryes? ");
        assert_eq!(erase(0), "\r\x1b[J");
    }

    #[test]
    fn outcomes_pass_from_child_to_parent() {
        for outcome in [
            Outcome::Key('y'),
            Outcome::Skipped,
            Outcome::Timeout,
            Outcome::TypedAhead,
            Outcome::Gone,
        ] {
            let text = serde_json::to_string(&outcome).unwrap();
            assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), outcome);
        }
    }
}
