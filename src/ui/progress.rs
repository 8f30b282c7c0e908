//! One line that shows where a long run is.
//!
//! In: the calls of [`Progress`], from several threads. Out: a line on stderr, drawn when it takes
//! longer than a moment and cleared at the end. Deliberately absent: lines in pipes and log files.

use std::io::{Write as _, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::mine::{Progress, Stage};

use super::Interrupt;
use super::estimate::Estimate;
use super::interrupt::Guard;

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

/// A listener to a run that draws on stderr and knows Ctrl-C.
///
/// While it lives, the first Ctrl-C makes [`Progress::interrupted`] true and the second ends the
/// process.
#[derive(Debug)]
pub struct Meter {
    _guard: Guard,
    /// `None` where nothing may be drawn, and after the end.
    line: Mutex<Option<Line>>,
    run: Arc<Run>,
}

/// What is known of a run.
#[derive(Debug)]
struct Run {
    interrupt: Interrupt,
    began: Instant,
    estimate: Mutex<Estimate>,
    /// Steps of the stage; outside of the lock, because `advance` is called often.
    done: AtomicUsize,
}

/// The thread that draws.
#[derive(Debug)]
struct Line {
    over: Sender<()>,
    thread: JoinHandle<()>,
}

/// Where a meter draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawing {
    /// On stderr, which is a terminal.
    Stderr,
    /// Nowhere.
    Nowhere,
}

impl Meter {
    pub(super) fn start(interrupt: &Interrupt, drawing: Drawing) -> Self {
        let guard = interrupt.guard_work();
        let run = Arc::new(Run {
            interrupt: interrupt.clone(),
            began: Instant::now(),
            estimate: Mutex::default(),
            done: AtomicUsize::new(0),
        });
        let line = (drawing == Drawing::Stderr).then(|| {
            let (over, is_over) = channel();
            let run = Arc::clone(&run);
            Line { over, thread: std::thread::spawn(move || draw(&run, &is_over)) }
        });
        Self { _guard: guard, line: Mutex::new(line), run }
    }
}

impl Progress for Meter {
    fn begin(&self, stage: Stage, total: usize) {
        let mut estimate = self.run.estimate.lock().unwrap_or_else(PoisonError::into_inner);
        self.run.done.store(0, Ordering::Relaxed);
        estimate.begin(stage, total, self.run.began.elapsed());
    }

    fn advance(&self, steps: usize) {
        self.run.done.fetch_add(steps, Ordering::Relaxed);
    }

    fn end(&self) {
        let line = self.line.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Line { over, thread }) = line {
            // Either may fail only because the thread is already gone, which is what is wanted.
            let _ = over.send(());
            let _ = thread.join();
        }
    }

    fn interrupted(&self) -> bool {
        self.run.interrupt.is_asked()
    }
}

/// A run that ends by an error or a panic leaves no line behind either.
impl Drop for Meter {
    fn drop(&mut self) {
        self.end();
    }
}

impl Run {
    fn line(&self, columns: usize) -> String {
        if self.interrupt.is_asked() {
            return fitting(vec!["stopping".to_owned()], columns);
        }
        let mut estimate = self.estimate.lock().unwrap_or_else(PoisonError::into_inner);
        let done = self.done.load(Ordering::Relaxed);
        let left = estimate.left(done, self.began.elapsed());
        fitting(wordings(estimate.stage(), done, left), columns)
    }
}

/// Draws until the run is over, and clears the line.
fn draw(run: &Run, is_over: &Receiver<()>) {
    let mut wait = DELAY;
    for sign in SIGNS.into_iter().cycle() {
        if is_over.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
            break;
        }
        write(&format!("{sign} {}", run.line(columns())));
        wait = TICK;
    }
    if wait == TICK {
        write("");
    }
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

/// The first wording that fits, or what fits of the last.
fn fitting(mut wordings: Vec<String>, columns: usize) -> String {
    let fits = wordings.iter().position(|line| line.len() <= columns);
    let mut line = wordings.swap_remove(fits.unwrap_or(wordings.len() - 1));
    // Every wording is ASCII.
    line.truncate(columns);
    line
}

/// What is being done, how far it is, and how long the run still takes, from long to short.
fn wordings(stage: Option<(Stage, usize)>, done: usize, left: Option<Duration>) -> Vec<String> {
    // Before the first stage, the repository is looked at to find out what is new.
    let (mut stage, total) = stage.unwrap_or((Stage::Walking, 0));
    if matches!(stage, Stage::Comparing | Stage::Parsing) && done >= total {
        // What was read last is still written down.
        stage = Stage::Storing;
    }
    let (long, short) = match stage {
        Stage::Walking => ("finding new commits", "finding"),
        Stage::Comparing => ("reading what commits changed", "reading"),
        Stage::Tracing => ("following lines to their origin", "following"),
        Stage::Parsing => ("parsing what commits changed", "parsing"),
        Stage::Storing => ("writing down facts", "writing"),
    };
    let left = left.map(time_left).unwrap_or_default();
    match stage {
        Stage::Walking if done == 0 => vec![long.to_owned(), short.to_owned()],
        Stage::Walking => vec![format!("{long}: {done} found"), format!("{short}: {done}")],
        Stage::Storing => vec![format!("{long}{left}"), format!("{short}{left}"), short.to_owned()],
        Stage::Comparing | Stage::Tracing | Stage::Parsing => {
            let done = done.min(total);
            let percent = done * 100 / total.max(1);
            vec![
                format!("{long}: {done} of {total} commits{left}"),
                format!("{short}: {done} of {total} commits{left}"),
                format!("{short}: {done} of {total}{left}"),
                format!("{short}: {percent}%{left}"),
                format!("{short}: {percent}%"),
            ]
        }
    }
}

/// Rounded to what an estimate can know.
fn time_left(left: Duration) -> String {
    match left.as_secs() {
        0..10 => ", a few seconds left".to_owned(),
        seconds @ 10..55 => format!(", about {} s left", (seconds + 2) / 5 * 5),
        seconds => format!(", about {} min left", seconds.saturating_add(30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;
    use std::time::Duration;

    use super::{Drawing, Meter, fitting, time_left, wordings};
    use crate::mine::{Progress as _, Stage};
    use crate::ui::Interrupt;

    fn line(stage: Stage, total: usize, done: usize, left: Option<u64>, columns: usize) -> String {
        fitting(wordings(Some((stage, total)), done, left.map(Duration::from_secs)), columns)
    }

    #[test]
    fn the_line_says_what_how_far_and_how_long() {
        let lines = [
            fitting(wordings(None, 0, None), 75),
            line(Stage::Walking, 0, 0, None, 75),
            line(Stage::Walking, 0, 512, None, 75),
            line(Stage::Comparing, 5_000, 12, None, 75),
            line(Stage::Comparing, 5_000, 1_200, Some(31), 75),
            line(Stage::Comparing, 5_000, 5_000, Some(4), 75),
            line(Stage::Tracing, 5_000, 4_800, Some(2), 75),
            line(Stage::Parsing, 5_000, 1_200, Some(31), 75),
            line(Stage::Storing, 0, 0, Some(2), 75),
            line(Stage::Storing, 0, 0, None, 75),
        ];
        insta::assert_snapshot!(lines.join("\n"), @r"
        finding new commits
        finding new commits
        finding new commits: 512 found
        reading what commits changed: 12 of 5000 commits
        reading what commits changed: 1200 of 5000 commits, about 30 s left
        writing down facts, a few seconds left
        following lines to their origin: 4800 of 5000 commits, a few seconds left
        parsing what commits changed: 1200 of 5000 commits, about 30 s left
        writing down facts, a few seconds left
        writing down facts
        ");
    }

    #[test]
    fn a_narrow_terminal_gets_fewer_words() {
        let widths = [75, 55, 45, 35, 20, 15, 5, 0];
        let lines = widths.map(|columns| {
            let line = line(Stage::Comparing, 81_966, 54_321, Some(31), columns);
            assert!(line.is_ascii() && line.len() <= columns, "{line}");
            format!("{columns}: {line}")
        });
        insta::assert_snapshot!(lines.join("\n"), @r"
        75: reading what commits changed: 54321 of 81966 commits, about 30 s left
        55: reading: 54321 of 81966 commits, about 30 s left
        45: reading: 54321 of 81966, about 30 s left
        35: reading: 66%, about 30 s left
        20: reading: 66%
        15: reading: 66%
        5: readi
        0: 
        ");
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

    #[test]
    fn a_meter_counts_from_several_threads_and_ends_twice_without_harm() {
        let meter = Meter::start(&Interrupt::default(), Drawing::Nowhere);
        meter.begin(Stage::Walking, 7);
        meter.advance(7);
        meter.begin(Stage::Comparing, 401);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|_| meter.advance(1)));
            }
        });
        assert_eq!(meter.run.done.load(Ordering::Relaxed), 400);
        assert_eq!(meter.run.line(60), "reading what commits changed: 400 of 401 commits");
        assert!(!meter.interrupted());
        meter.end();
        meter.end();
    }
}
