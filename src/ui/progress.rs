//! One line that shows where a long run is.
//!
//! In: the calls of [`Progress`], from several threads. Out: a line on stderr, drawn only after a
//! quarter of a second and cleared at the end. Deliberately absent: lines in pipes and log files.

use std::fmt::{self, Write as _};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::mine::{Progress, Stage};

use super::Interrupt;
use super::interrupt::Guard;

/// A run that is over sooner shows nothing: a flash of a line is noise.
const DELAY: Duration = Duration::from_millis(250);
/// How often the line is drawn.
const TICK: Duration = Duration::from_millis(200);
/// An estimate from less than this is a guess.
const ESTIMATE_AFTER: Duration = Duration::from_secs(1);

/// A listener to a run that draws on stderr and knows Ctrl-C.
///
/// While it lives, the first Ctrl-C makes [`Progress::interrupted`] true and the second ends the
/// process.
#[derive(Debug)]
pub struct Meter {
    interrupt: Interrupt,
    _guard: Guard,
    /// `None` where nothing may be drawn, and after the end.
    line: Mutex<Option<Line>>,
    /// Shared with [`Line`]; outside of the lock, because `advance` is called often.
    bar: ProgressBar,
}

/// The thread that makes the line visible when the run takes long enough.
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
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let line = (drawing == Drawing::Stderr).then(|| {
            let (over, is_over) = channel();
            let shown = bar.clone();
            Line { over, thread: std::thread::spawn(move || show_later(&shown, &is_over)) }
        });
        let (guard, interrupt) = (interrupt.guard_work(), interrupt.clone());
        Self { interrupt, _guard: guard, line: Mutex::new(line), bar }
    }
}

impl Progress for Meter {
    fn begin(&self, stage: Stage, total: usize) {
        self.bar.set_message(what(stage));
        self.bar.set_length(total as u64);
        self.bar.reset();
    }

    fn advance(&self, steps: usize) {
        self.bar.inc(steps as u64);
    }

    fn end(&self) {
        let line = self.line.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Line { over, thread }) = line {
            // Either may fail only because the thread is already gone, which is what is wanted.
            let _ = over.send(());
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }

    fn interrupted(&self) -> bool {
        self.interrupt.is_asked()
    }
}

/// A run that ends by an error or a panic leaves no line behind either.
impl Drop for Meter {
    fn drop(&mut self) {
        self.end();
    }
}

fn show_later(bar: &ProgressBar, is_over: &Receiver<()>) {
    if is_over.recv_timeout(DELAY) == Err(RecvTimeoutError::Timeout) {
        let style = ProgressStyle::with_template("{msg}{count}")
            .expect("because the template is a constant that a test parses")
            .with_key("count", |state: &ProgressState, line: &mut dyn fmt::Write| {
                // A line that cannot be formatted is a line that is not drawn this time.
                let _ = line.write_str(&count(state));
            });
        bar.set_style(style);
        bar.set_draw_target(ProgressDrawTarget::stderr());
        bar.enable_steady_tick(TICK);
    }
}

const fn what(stage: Stage) -> &'static str {
    match stage {
        Stage::Walking => "finding new commits",
        Stage::Comparing => "reading what commits changed",
        Stage::Tracing => "following lines to their origin",
        Stage::Storing => "writing down facts",
    }
}

fn count(state: &ProgressState) -> String {
    let total = state.len().unwrap_or(0);
    let left = (state.elapsed() >= ESTIMATE_AFTER && state.pos() > 0).then(|| state.eta());
    position(state.pos(), total, left)
}

/// `: 1200 of 5000, about 12 s left`; nothing where the number of steps is not known.
fn position(done: u64, total: u64, left: Option<Duration>) -> String {
    let mut text = String::new();
    if total > 0 {
        write!(text, ": {} of {total}", done.min(total))
            .expect("because a String takes every write");
    }
    if let Some(left) = left.filter(|_| total > done) {
        write!(text, ", {}", time_left(left)).expect("because a String takes every write");
    }
    text
}

/// Rounded to what an estimate can know.
fn time_left(left: Duration) -> String {
    match left.as_secs() {
        0..10 => "a few seconds left".to_owned(),
        seconds @ 10..55 => format!("about {} s left", (seconds + 2) / 5 * 5),
        seconds => format!("about {} min left", seconds.saturating_add(30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use indicatif::ProgressStyle;

    use super::{Drawing, Meter, position, time_left, what};
    use crate::mine::{Progress as _, Stage};
    use crate::ui::Interrupt;

    #[test]
    fn the_line_says_how_far_and_how_long() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(position(12, 50, None), ": 12 of 50");
        assert_eq!(position(12, 50, seconds(31)), ": 12 of 50, about 30 s left");
        assert_eq!(position(50, 50, seconds(0)), ": 50 of 50");
        assert_eq!(position(51, 50, None), ": 50 of 50");
        assert_eq!(position(0, 0, None), "");
    }

    #[test]
    fn estimates_are_rounded() {
        let left = |seconds| time_left(Duration::from_secs(seconds));
        assert_eq!(left(3), "a few seconds left");
        assert_eq!(left(12), "about 10 s left");
        assert_eq!(left(54), "about 55 s left");
        assert_eq!(left(55), "about 1 min left");
        assert_eq!(left(200), "about 3 min left");
        assert!(left(u64::MAX).starts_with("about "));
    }

    #[test]
    fn the_template_parses_and_stages_have_words() {
        assert!(ProgressStyle::with_template("{msg}{count}").is_ok());
        let stages = [Stage::Walking, Stage::Comparing, Stage::Tracing, Stage::Storing];
        assert!(stages.into_iter().all(|stage| !what(stage).is_empty()));
    }

    #[test]
    fn a_meter_counts_from_several_threads_and_ends_twice_without_harm() {
        let meter = Meter::start(&Interrupt::default(), Drawing::Nowhere);
        meter.begin(Stage::Walking, 7);
        meter.begin(Stage::Comparing, 400);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|_| meter.advance(1)));
            }
        });
        assert_eq!((meter.bar.position(), meter.bar.length()), (400, Some(400)));
        assert!(!meter.interrupted());
        meter.end();
        meter.end();
    }
}
