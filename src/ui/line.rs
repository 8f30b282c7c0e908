//! The last line of a terminal, drawn again and again while something goes on.
//!
//! In: a function that says what stands there. Out: the line on stderr, once it takes longer than a moment, out of
//! the way while something else is written, and cleared at the end. Deliberately absent: what the line says.

use std::io::{Write as _, stderr};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use unicode_width::UnicodeWidthStr as _;

/// A run that is over sooner shows nothing: a flash of a line is noise.
const DELAY: Duration = Duration::from_millis(150);
/// How often the line is drawn.
const TICK: Duration = Duration::from_millis(200);
/// The sign that the program is at work, also where nothing can be counted.
const SIGNS: [char; 4] = ['|', '/', '-', '\\'];
/// What clears a line from here to its end, on every terminal that is not dumb.
const CLEAR_REST: &str = "\x1b[K";
/// Columns that are assumed where the terminal does not say.
const USUAL_WIDTH: usize = 80;
/// Columns that the line leaves free: for the sign, and for the `^C` that terminals write after it.
const FREE: usize = 5;

/// Whoever holds it writes, and nobody else does.
#[derive(Clone, Debug, Default)]
pub(super) struct Pen {
    /// Whether the line stands on the terminal.
    is_drawn: Arc<Mutex<bool>>,
}

impl Pen {
    /// Writes something else where the line stands; it is drawn again below that.
    pub(super) fn above<T>(&self, write_else: impl FnOnce() -> T) -> T {
        let mut is_drawn = self.is_drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut *is_drawn) {
            write("");
        }
        write_else()
    }

    fn draw(&self, line: &str) {
        let mut is_drawn = self.is_drawn.lock().unwrap_or_else(PoisonError::into_inner);
        write(line);
        *is_drawn = true;
    }
}

/// The thread that draws.
#[derive(Debug)]
pub(super) struct Line {
    over: Sender<()>,
    thread: JoinHandle<()>,
}

impl Line {
    /// Draws what is said in so many columns.
    pub(super) fn start(pen: Pen, says: impl Fn(usize) -> String + Send + 'static) -> Self {
        let (over, is_over) = channel();
        Self { over, thread: std::thread::spawn(move || draw(&pen, &says, &is_over)) }
    }

    /// Nothing is left of the line.
    pub(super) fn end(self) {
        // Either may fail only because the thread is already gone, which is what is wanted.
        let _ = self.over.send(());
        let _ = self.thread.join();
    }
}

/// Draws until the run is over, and clears the line.
fn draw(pen: &Pen, says: &impl Fn(usize) -> String, is_over: &Receiver<()>) {
    let mut wait = DELAY;
    for sign in SIGNS.into_iter().cycle() {
        if is_over.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
            break;
        }
        pen.draw(&format!("{sign} {}", says(columns())));
        wait = TICK;
    }
    pen.above(|| ());
}

/// Writes over the line that is there.
fn write(line: &str) {
    // When stderr is closed there is nobody left to tell.
    let _ = stderr().lock().write_all(format!("\r{line}{CLEAR_REST}").as_bytes());
}

/// Columns for what the line says. Asked each time, because people resize their terminals.
fn columns() -> usize {
    let size = rustix::termios::tcgetwinsize(stderr());
    let columns = size.map_or(0, |size| usize::from(size.ws_col));
    (if columns == 0 { USUAL_WIDTH } else { columns }).saturating_sub(FREE)
}

/// The first wording that fits, or what fits of the last, which is ASCII.
pub(super) fn fitting(mut wordings: Vec<String>, columns: usize) -> String {
    let fits = wordings.iter().position(|line| line.width() <= columns);
    if let Some(fits) = fits {
        return wordings.swap_remove(fits);
    }
    wordings.pop().unwrap_or_default().chars().take(columns).collect()
}

/// Rounded to what an estimate can know.
pub(super) fn time_left(left: Duration) -> String {
    match left.as_secs() {
        0..10 => ", a few seconds left".to_owned(),
        seconds @ 10..55 => format!(", about {} s left", (seconds + 2) / 5 * 5),
        seconds => format!(", about {} min left", seconds.saturating_add(30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{fitting, time_left};

    #[test]
    fn the_first_that_fits_is_taken_and_the_last_is_cut() {
        let fit = |columns| fitting(vec!["näme 火: 12".to_owned(), "12 of 13".to_owned()], columns);
        assert_eq!([11, 10, 8, 4, 0].map(fit), ["näme 火: 12", "12 of 13", "12 of 13", "12 o", ""]);
    }

    #[test]
    fn estimates_are_rounded() {
        let left = |seconds| time_left(Duration::from_secs(seconds));
        assert_eq!(left(3), ", a few seconds left");
        assert_eq!(left(12), ", about 10 s left");
        assert_eq!(left(54), ", about 55 s left");
        assert_eq!(left(55), ", about 1 min left");
        assert_eq!(left(200), ", about 3 min left");
        assert!(left(u64::MAX).starts_with(", about "));
    }
}
