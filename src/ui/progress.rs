//! One line that shows where a long run is.
//!
//! In: the calls of [`Progress`], from several threads. Out: a line on stderr, drawn when it takes
//! longer than a moment and cleared at the end. Deliberately absent: lines in pipes and log files.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::mine::{Progress, Stage};

use super::Interrupt;
use super::estimate::Estimate;
use super::interrupt::Guard;
use super::line::{Line, Pen, fitting, time_left};

/// A listener to a run that draws on stderr and knows Ctrl-C.
///
/// While it lives, the first Ctrl-C makes [`Progress::interrupted`] true and the second ends the
/// process. One among others leaves both to what they have in common.
#[derive(Debug)]
pub struct Meter {
    _guard: Option<Guard>,
    /// `None` where nothing may be drawn, and after the end.
    line: Mutex<Option<Line>>,
    run: Arc<Run>,
}

/// What is known of a run.
#[derive(Debug)]
pub(super) struct Run {
    interrupt: Interrupt,
    began: Instant,
    estimate: Mutex<Estimate>,
    /// Steps of the stage; outside of the lock, because `advance` is called often.
    done: AtomicUsize,
}

/// What is seen of a run from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// What it does, in a word.
    pub short: Option<&'static str>,
    /// How much of that is done, where it is counted.
    pub percent: Option<usize>,
    /// How much of the whole run is done, from 0 to 1, where that can be told.
    pub part: Option<f64>,
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
        let run = Arc::new(Run::begin(interrupt));
        let line = (drawing == Drawing::Stderr).then(|| {
            let run = Arc::clone(&run);
            Line::start(Pen::default(), move |columns| run.line(columns))
        });
        Self { _guard: Some(guard), line: Mutex::new(line), run }
    }

    /// One that is drawn together with others.
    pub(super) fn among_others(interrupt: &Interrupt) -> Self {
        Self { _guard: None, line: Mutex::default(), run: Arc::new(Run::begin(interrupt)) }
    }

    /// What it knows, for as long as it lives.
    pub(super) fn run(&self) -> Weak<Run> {
        Arc::downgrade(&self.run)
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
        if let Some(line) = line {
            line.end();
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
    fn begin(interrupt: &Interrupt) -> Self {
        Self {
            interrupt: interrupt.clone(),
            began: Instant::now(),
            estimate: Mutex::default(),
            done: AtomicUsize::new(0),
        }
    }

    fn line(&self, columns: usize) -> String {
        if self.interrupt.is_asked() {
            return fitting(vec!["stopping".to_owned()], columns);
        }
        let mut estimate = self.estimate.lock().unwrap_or_else(PoisonError::into_inner);
        let done = self.done.load(Ordering::Relaxed);
        let left = estimate.left(done, self.began.elapsed());
        fitting(wordings(estimate.stage(), done, left), columns)
    }

    /// Where it is.
    pub(super) fn seen(&self) -> Seen {
        let estimate = self.estimate.lock().unwrap_or_else(PoisonError::into_inner);
        let done = self.done.load(Ordering::Relaxed);
        let (stage, total) = told(estimate.stage(), done);
        let is_counted = matches!(stage, Stage::Comparing | Stage::Tracing | Stage::Parsing);
        let percent = is_counted.then(|| percent(done, total));
        Seen { short: Some(words(stage).1), percent, part: estimate.part(done) }
    }
}

/// What a run does, and how many steps that has. Before the first stage, the repository is looked at to find out what
/// is new; and what was read last is still written down.
fn told(stage: Option<(Stage, usize)>, done: usize) -> (Stage, usize) {
    match stage.unwrap_or((Stage::Walking, 0)) {
        (Stage::Comparing | Stage::Parsing, total) if done >= total => (Stage::Storing, total),
        stage => stage,
    }
}

/// What a stage is called, and in one word.
const fn words(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Walking => ("finding new commits", "finding"),
        Stage::Comparing => ("reading what commits changed", "reading"),
        Stage::Tracing => ("following lines to their origin", "following"),
        Stage::Parsing => ("parsing what commits changed", "parsing"),
        Stage::Storing => ("writing down facts", "writing"),
    }
}

fn percent(done: usize, total: usize) -> usize {
    done.min(total) * 100 / total.max(1)
}

/// What is being done, how far it is, and how long the run still takes, from long to short.
fn wordings(stage: Option<(Stage, usize)>, done: usize, left: Option<Duration>) -> Vec<String> {
    let (stage, total) = told(stage, done);
    let (long, short) = words(stage);
    let left = left.map(time_left).unwrap_or_default();
    match stage {
        Stage::Walking if done == 0 => vec![long.to_owned(), short.to_owned()],
        Stage::Walking => vec![format!("{long}: {done} found"), format!("{short}: {done}")],
        Stage::Storing => vec![format!("{long}{left}"), format!("{short}{left}"), short.to_owned()],
        Stage::Comparing | Stage::Tracing | Stage::Parsing => {
            let percent = percent(done, total);
            let done = done.min(total);
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;
    use std::time::Duration;

    use super::{Drawing, Meter, fitting, wordings};
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
