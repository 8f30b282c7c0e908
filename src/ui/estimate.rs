//! How long a run will still take.
//!
//! In: what is done, how much of it, and readings of a clock. Out: the time left for the whole run,
//! smoothed, or nothing where it cannot be known. Deliberately absent: the clock itself, and words.

use std::collections::VecDeque;
use std::time::Duration;

use crate::mine::Stage;

/// An estimate from less time than this is a guess …
const FROM_TIME: Duration = Duration::from_secs(1);
/// … and so is one from a smaller part of the steps.
const FROM_PART: f64 = 0.01;
/// Files grow, so later commits take longer: the time that the first part of them takes is that part
/// to this power. Measured at the half of git, tokio and libfabric: 1.1 to 2.1, mostly 1.2 to 1.5.
const COMPARING_GROWS: f64 = 1.4;
/// What follows on comparing, as a part of the time for comparing. Measured on the same: 0.10 to 0.14.
const AFTER_COMPARING: f64 = 0.1;
/// What follows on tracing, as a part of the time for tracing. Measured on the same: 0.3 to 0.6.
const AFTER_TRACING: f64 = 0.4;
/// How long it takes an estimate to follow what is measured, at most.
const CALM: Duration = Duration::from_secs(2);

/// Follows a run and foretells its end. Every `now` is the time since the run began.
#[derive(Debug, Default)]
pub(super) struct Estimate {
    /// The stage and the number of its steps; `None` before the first one.
    stage: Option<(Stage, usize)>,
    /// When the stage began.
    begun: Duration,
    /// Moments of the later half of the stage, and which part of its time was over by then.
    readings: VecDeque<(Duration, f64)>,
    /// When the run will be over, as far as that is known.
    end: Option<Duration>,
    /// When it was looked at last.
    looked: Duration,
}

impl Estimate {
    /// A stage begins.
    pub(super) fn begin(&mut self, stage: Stage, total: usize, now: Duration) {
        self.stage = Some((stage, total));
        self.begun = now;
        self.readings = VecDeque::from([(now, 0.0)]);
    }

    /// What is being done, and the number of its steps.
    pub(super) const fn stage(&self) -> Option<(Stage, usize)> {
        self.stage
    }

    /// The time left for the whole run, when so many steps of the stage are done. A stage that tells
    /// nothing uses up what was foretold before it.
    pub(super) fn left(&mut self, done: usize, now: Duration) -> Option<Duration> {
        if let Some(left) = self.measured(done, now) {
            let measured = now + left;
            let (spent, since) = (now.saturating_sub(self.begun), now.saturating_sub(self.looked));
            let end = self.end.map_or(measured, |end| calmed(end, measured, spent, since));
            self.end = Some(end);
        }
        self.looked = now;
        self.end.and_then(|end| end.checked_sub(now))
    }

    /// How much of the whole run is done, from 0 to 1, when so many steps of the stage are; nothing where the stage has no
    /// part of its own.
    pub(super) fn part(&self, done: usize) -> Option<f64> {
        let (stage, total) = self.stage?;
        let steps = done.min(total) as f64 / total.max(1) as f64;
        let before_tracing = 1.0 / (1.0 + AFTER_COMPARING);
        match stage {
            Stage::Comparing => Some(before_tracing * steps.powf(COMPARING_GROWS)),
            Stage::Tracing => {
                Some(before_tracing + (1.0 - before_tracing) * steps / (1.0 + AFTER_TRACING))
            }
            Stage::Parsing => Some(steps.powf(COMPARING_GROWS)),
            Stage::Walking | Stage::Storing => None,
        }
    }

    /// What the stage itself tells of the time left.
    fn measured(&mut self, done: usize, now: Duration) -> Option<Duration> {
        let (stage, total) = self.stage?;
        let (grows, after) = match stage {
            Stage::Comparing => (COMPARING_GROWS, AFTER_COMPARING),
            Stage::Tracing => (1.0, AFTER_TRACING),
            // Nothing follows: what is found is written down as it comes.
            Stage::Parsing => (COMPARING_GROWS, 0.0),
            Stage::Walking | Stage::Storing => return None,
        };
        if done >= total {
            return None;
        }
        let steps = done as f64 / total as f64;
        let part = steps.powf(grows);
        let spent = now.saturating_sub(self.begun);
        self.read(part, spent, now);
        let (since, before) = *self.readings.front()?;
        let (took, came) = (now.saturating_sub(since).as_secs_f64(), part - before);
        if spent < FROM_TIME || steps < FROM_PART || came <= 0.0 {
            return None;
        }
        let rest = (1.0 - part) * took / came;
        Duration::try_from_secs_f64(rest + (spent.as_secs_f64() + rest) * after).ok()
    }

    /// Takes a reading down, a hundred at most, and drops those of the earlier half, unless all that was
    /// done since was done then.
    fn read(&mut self, part: f64, spent: Duration, now: Duration) {
        let last = self.readings.back().map_or(Duration::ZERO, |(at, _)| *at);
        if now.saturating_sub(last) >= spent / 200 {
            self.readings.push_back((now, part));
        }
        let half = now.saturating_sub(spent / 2);
        while self.readings.get(1).is_some_and(|(at, was)| *at <= half && *was < part) {
            self.readings.pop_front();
        }
    }
}

/// Between the end that was foretold and the one that is measured now, the nearer to the latter the longer the last
/// look is ago. `spent` is the time in which it was measured.
pub(super) fn calmed(
    foretold: Duration,
    measured: Duration,
    spent: Duration,
    since_look: Duration,
) -> Duration {
    let calm = CALM.min(spent / 5).as_secs_f64();
    let passed = since_look.as_secs_f64();
    let weight = if passed > 0.0 { passed / (passed + calm) } else { 0.0 };
    let (later, sooner) = (measured.saturating_sub(foretold), foretold.saturating_sub(measured));
    (foretold + later.mul_f64(weight)).saturating_sub(sooner.mul_f64(weight))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Estimate;
    use crate::mine::Stage;

    const TICK: f64 = 0.2;

    fn at(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    /// Looks at a stage from one moment to another, five times a second, and returns the moments at
    /// which something was foretold, with the time left.
    fn watch(
        estimate: &mut Estimate,
        (from, to): (f64, f64),
        done: impl Fn(f64) -> f64,
    ) -> Vec<(f64, f64)> {
        let mut told = Vec::new();
        let mut now = from;
        while now < to {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
            let steps = done(now) as usize;
            let left = estimate.left(steps, at(now));
            told.extend(left.map(|left| (now, left.as_secs_f64())));
            now += TICK;
        }
        told
    }

    fn comparing(total: usize) -> Estimate {
        let mut estimate = Estimate::default();
        estimate.begin(Stage::Comparing, total, at(0.0));
        estimate
    }

    #[test]
    fn nothing_is_foretold_before_it_can_be_known() {
        let mut estimate = Estimate::default();
        assert_eq!(estimate.left(0, at(0.1)), None);
        estimate.begin(Stage::Walking, 0, at(0.2));
        assert_eq!(watch(&mut estimate, (0.2, 5.0), |now| now * 1e4), []);
        estimate.begin(Stage::Comparing, 50_000, at(5.0));
        assert_eq!(watch(&mut estimate, (5.0, 5.9), |now| (now - 5.0) * 1e3), []);
        let mut nothing_done = comparing(50_000);
        assert_eq!(watch(&mut nothing_done, (0.0, 9.0), |_| 0.0), []);
        let mut hardly_begun = comparing(1_000_000);
        assert_eq!(watch(&mut hardly_begun, (0.0, 9.0), |now| now * 1e3), []);
    }

    #[test]
    fn a_run_as_it_was_measured_is_foretold_closely() {
        // Later commits take longer; tracing and storing take a tenth of the time.
        let mut estimate = comparing(80_000);
        let done = |now: f64| 80_000.0 * (now / 45.0).powf(1.0 / 1.3);
        let mut told = watch(&mut estimate, (0.0, 45.0), done);
        estimate.begin(Stage::Tracing, 80_000, at(45.0));
        told.extend(watch(&mut estimate, (45.0, 47.0), |now| (now - 45.0) * 40_000.0));
        estimate.begin(Stage::Storing, 0, at(47.0));
        told.extend(watch(&mut estimate, (47.0, 49.0), |_| 0.0));
        assert!(told[0].0 < 1.5, "{told:?}");
        for (now, left) in told.into_iter().filter(|(now, _)| *now < 46.0) {
            let factor = left / (49.0 - now);
            assert!((1.0 / 1.5..1.5).contains(&factor), "{now}: {left}");
        }
    }

    #[test]
    fn steps_that_come_in_heaps_do_not_make_it_jump() {
        let mut estimate = comparing(80_000);
        let heaps = |now: f64| ((now / 2.0).floor() + (now % 2.0 - 1.0).max(0.0)) * 4_000.0;
        let told = watch(&mut estimate, (0.0, 38.0), heaps);
        for pair in told.windows(2).filter(|pair| pair[0].0 > 4.0) {
            let change = (pair[1].1 + TICK) / pair[0].1;
            assert!((0.9..1.1).contains(&change), "{pair:?}");
        }
    }

    #[test]
    fn it_follows_when_the_machine_gets_busy() {
        let mut estimate = comparing(40_000);
        let slower =
            |now: f64| if now < 10.0 { now * 1e3 } else { 10_000.0 + (now - 10.0) * 500.0 };
        let told = watch(&mut estimate, (0.0, 40.0), slower);
        let (now, left) = *told.last().unwrap();
        // 15,000 steps at 500 a second are left, and the tenth part of 70 seconds.
        assert!((25.0..50.0).contains(&left), "{now}: {left}");
    }

    #[test]
    fn the_part_that_is_done_never_shrinks() {
        let mut estimate = Estimate::default();
        assert_eq!(estimate.part(0), None);
        let mut parts = Vec::new();
        for stage in [Stage::Walking, Stage::Comparing, Stage::Tracing, Stage::Storing] {
            estimate.begin(stage, 100, at(0.0));
            parts.extend((0..=100).filter_map(|done| estimate.part(done)));
        }
        assert!(parts.is_sorted() && parts.len() == 202, "{parts:?}");
        assert!(parts[0] < 1e-9 && (0.9..1.0).contains(&parts[201]), "{parts:?}");
    }

    #[test]
    fn work_that_gets_stuck_takes_longer_and_longer() {
        let mut estimate = comparing(10_000);
        let stuck = |now: f64| now.min(5.0) * 1e3;
        let told = watch(&mut estimate, (0.0, 30.0), stuck);
        let left = |second: f64| told.iter().find(|(now, _)| *now >= second).unwrap().1;
        assert!(left(8.5) > left(6.0) && left(29.0) > left(12.0), "{told:?}");
    }

    #[test]
    fn after_the_end_that_was_foretold_nothing_is_said() {
        let mut estimate = comparing(1_000);
        let told = watch(&mut estimate, (0.0, 10.0), |now| now * 100.0);
        assert!(!told.is_empty());
        estimate.begin(Stage::Storing, 0, at(10.0));
        let told = watch(&mut estimate, (10.0, 30.0), |_| 0.0);
        assert!(told.last().unwrap().0 < 13.0, "{told:?}");
    }

    #[test]
    fn lines_that_are_traced_again_have_a_count_of_their_own() {
        let mut estimate = comparing(1);
        assert_eq!(estimate.left(1, at(0.1)), None);
        estimate.begin(Stage::Tracing, 90_000, at(0.2));
        let told = watch(&mut estimate, (0.2, 9.0), |now| (now - 0.2) * 5_000.0);
        // At 1.2 seconds, 17 more for tracing and two fifths of 18 for storing.
        assert!((23.0..26.0).contains(&told[0].1), "{told:?}");
    }
}
