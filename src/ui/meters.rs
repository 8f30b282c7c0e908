//! One line that shows where several runs are that go on side by side.
//!
//! In: the name and the size of each, which of them begin and end, and the calls of their [`Meter`]s. Out: one line
//! on stderr: how many are done, which are at work, one estimate for all; and Ctrl-C as one request to all of them.
//! Deliberately absent: starting them, and what they say.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::Interrupt;
use super::interrupt::Guard;
use super::line::{Line, Pen, fitting, time_left};
use super::overall::{Overall, Portion};
use super::progress::{Drawing, Meter, Run};

/// Whatever was over sooner had nothing to do, and tells nothing of how long the others take.
const NOTHING_TO_DO: Duration = Duration::from_millis(50);

/// What several runs have in common while they last. The first Ctrl-C asks all of them to stop, the second ends the
/// process.
#[derive(Debug)]
pub struct Meters {
    _guard: Guard,
    line: Option<Line>,
    shared: Arc<Shared>,
}

/// What is known of the runs.
#[derive(Debug)]
pub(super) struct Shared {
    interrupt: Interrupt,
    pub(super) pen: Pen,
    began: Instant,
    seats: Mutex<Vec<Seat>>,
    overall: Mutex<Overall>,
}

/// One run.
#[derive(Debug)]
struct Seat {
    name: String,
    weight: f64,
    state: State,
}

#[derive(Debug)]
enum State {
    Waiting,
    /// At work since then; its meter as long as it has one, and the part that was last seen done.
    AtWork(Instant, Weak<Run>, f64),
    Done,
}

impl Meters {
    pub(super) fn start(
        interrupt: &Interrupt,
        drawing: Drawing,
        runs: impl IntoIterator<Item = (String, f64)>,
    ) -> Self {
        let seat = |(name, weight)| Seat { name, weight, state: State::Waiting };
        let shared = Arc::new(Shared {
            interrupt: interrupt.clone(),
            pen: Pen::default(),
            began: Instant::now(),
            seats: Mutex::new(runs.into_iter().map(seat).collect()),
            overall: Mutex::default(),
        });
        let line = (drawing == Drawing::Stderr).then(|| {
            let shared = Arc::clone(&shared);
            Line::start(shared.pen.clone(), move |columns| shared.line(columns))
        });
        Self { _guard: interrupt.guard_work(), line, shared }
    }

    /// A run begins.
    pub fn begin(&self, at: usize) {
        self.shared.set(at, State::AtWork(Instant::now(), Weak::new(), 0.0));
    }

    /// A run is over, whether it succeeded or not.
    pub fn done(&self, at: usize) {
        self.shared.set(at, State::Done);
    }

    /// Writes something while the line is out of the way.
    pub fn above<T>(&self, write: impl FnOnce() -> T) -> T {
        self.shared.pen.above(write)
    }

    pub(super) const fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }
}

/// Runs that end by an error or a panic leave no line behind either.
impl Drop for Meters {
    fn drop(&mut self) {
        if let Some(line) = self.line.take() {
            line.end();
        }
    }
}

impl Shared {
    /// A listener to one of the runs, which draws nothing by itself.
    pub(super) fn meter(&self, at: usize) -> Meter {
        let meter = Meter::among_others(&self.interrupt);
        if let Some(Seat { state: State::AtWork(_, run, _), .. }) = self.seats().get_mut(at) {
            *run = meter.run();
        }
        meter
    }

    fn seats(&self) -> std::sync::MutexGuard<'_, Vec<Seat>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, at: usize, state: State) {
        let mut seats = self.seats();
        let Some(seat) = seats.get_mut(at) else { return };
        if let (State::AtWork(since, ..), State::Done) = (&seat.state, &state)
            && since.elapsed() < NOTHING_TO_DO
        {
            seat.weight = 0.0;
        }
        seat.state = state;
    }

    fn line(&self, columns: usize) -> String {
        if self.interrupt.is_asked() {
            return fitting(vec!["stopping".to_owned()], columns);
        }
        let (mut portions, mut at_work, mut done) = (Vec::new(), Vec::new(), 0);
        let mut seats = self.seats();
        let all = seats.len();
        for seat in &mut *seats {
            portions.push(match &mut seat.state {
                State::Waiting => Portion { weight: seat.weight, part: 0.0 },
                State::Done => {
                    done += 1;
                    Portion { weight: seat.weight, part: 1.0 }
                }
                State::AtWork(_, run, part) => {
                    let seen = run.upgrade().map(|run| run.seen()).unwrap_or_default();
                    *part = seen.part.unwrap_or(*part);
                    let doing = seen.short.map(|what| (what, seen.percent));
                    at_work.push((seat.name.clone(), doing));
                    Portion { weight: seat.weight, part: *part }
                }
            });
        }
        drop(seats);
        let mut overall = self.overall.lock().unwrap_or_else(PoisonError::into_inner);
        let left = overall.left(&portions, self.began.elapsed());
        fitting(wordings(done, all, &at_work, left), columns)
    }
}

/// The name of a run, and what it does, where that is known: in a word, and how far it is in per cent.
type AtWork = (String, Option<(&'static str, Option<usize>)>);

/// How many are done, which are at work, and how long all still take, from long to short.
fn wordings(done: usize, all: usize, at_work: &[AtWork], left: Option<Duration>) -> Vec<String> {
    let left = left.map(time_left).unwrap_or_default();
    let count = format!("{done} of {all} repositories done");
    let names = |with: fn(&AtWork) -> String| {
        let names: Vec<String> = at_work.iter().map(with).collect();
        if names.is_empty() { String::new() } else { format!("; {}", names.join(", ")) }
    };
    let whole = names(|(name, doing)| match doing {
        Some((what, Some(percent))) => format!("{name} ({what}, {percent}%)"),
        Some((what, None)) => format!("{name} ({what})"),
        None => name.clone(),
    });
    let percent = names(|(name, doing)| match doing {
        Some((_, Some(percent))) => format!("{name} {percent}%"),
        _ => name.clone(),
    });
    let bare = names(|(name, _)| name.clone());
    vec![
        format!("{count}{whole}{left}"),
        format!("{count}{percent}{left}"),
        format!("{count}{bare}{left}"),
        format!("{count}{left}"),
        format!("{done} of {all} done"),
    ]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Meters, wordings};
    use crate::mine::{Progress as _, Stage};
    use crate::ui::Interrupt;
    use crate::ui::line::fitting;
    use crate::ui::progress::Drawing;

    #[test]
    fn the_line_says_how_many_which_and_how_long() {
        let at_work = [
            ("tokio".to_owned(), Some(("reading", Some(24)))),
            ("bücher".to_owned(), Some(("finding", None))),
        ];
        let left = Some(Duration::from_secs(200));
        let lines = [99, 80, 60, 50, 30].map(|columns| {
            format!("{columns}: {}", fitting(wordings(3, 12, &at_work, left), columns))
        });
        insta::assert_snapshot!(lines.join("\n"), @r"
        99: 3 of 12 repositories done; tokio (reading, 24%), bücher (finding), about 3 min left
        80: 3 of 12 repositories done; tokio 24%, bücher, about 3 min left
        60: 3 of 12 repositories done; tokio, bücher, about 3 min left
        50: 3 of 12 repositories done, about 3 min left
        30: 3 of 12 done
        ");
        assert_eq!(wordings(0, 2, &[], None)[0], "0 of 2 repositories done");
    }

    #[test]
    fn runs_are_followed_from_their_beginning_to_their_end() {
        let runs = ["one", "two", "three"].map(|name| (name.to_owned(), 1.0));
        let meters = Meters::start(&Interrupt::default(), Drawing::Nowhere, runs);
        let line = || meters.shared.line(99);
        assert_eq!(line(), "0 of 3 repositories done");
        meters.begin(0);
        meters.begin(1);
        assert_eq!(line(), "0 of 3 repositories done; one, two");
        let meter = meters.shared.meter(1);
        meter.begin(Stage::Comparing, 200);
        meter.advance(50);
        assert_eq!(line(), "0 of 3 repositories done; one, two (reading, 25%)");
        meter.end();
        drop(meter);
        meters.done(0);
        meters.done(1);
        assert_eq!(line(), "2 of 3 repositories done");
        assert!(!meters.above(|| meters.shared.interrupt.is_asked()));
    }
}
