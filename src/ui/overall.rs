//! How long several runs will still take together.
//!
//! In: how large each is, and how far it is. Out: the time left until the last of them is over, smoothed, or nothing
//! where it cannot be known. Deliberately absent: the clock, words, and what each foretells for itself: one that is held
//! up by a large commit would hold up the estimate of all.

use std::time::Duration;

use super::estimate::calmed;

/// An estimate from less time than this is a guess …
const FROM_TIME: Duration = Duration::from_secs(1);
/// … and so is one from a smaller part of the whole.
const FROM_PART: f64 = 0.01;

/// One of the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Portion {
    /// Its size beside the others', in any unit; zero where there was nothing to do.
    pub weight: f64,
    /// How much of it is done, from 0 to 1.
    pub part: f64,
}

/// Follows several runs and foretells the end of the last. Every `now` is the time since the first began.
#[derive(Debug, Default)]
pub(super) struct Overall {
    /// When all will be over, as far as that is known.
    end: Option<Duration>,
    /// When it was looked at last.
    looked: Duration,
}

impl Overall {
    /// The time left for all of them.
    pub(super) fn left(&mut self, portions: &[Portion], now: Duration) -> Option<Duration> {
        if let Some(left) = measured(portions, now) {
            let measured = now + left;
            let since = now.saturating_sub(self.looked);
            let end = self.end.map_or(measured, |end| calmed(end, measured, now, since));
            self.end = Some(end);
        }
        self.looked = now;
        self.end.and_then(|end| end.checked_sub(now))
    }
}

/// What is left at the pace so far.
fn measured(portions: &[Portion], now: Duration) -> Option<Duration> {
    let whole: f64 = portions.iter().map(|portion| portion.weight).sum();
    let done: f64 = portions.iter().map(|portion| portion.weight * portion.part).sum();
    if now < FROM_TIME || done <= whole * FROM_PART {
        return None;
    }
    Duration::try_from_secs_f64(now.as_secs_f64() * (whole - done) / done).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Overall, Portion};

    const fn portion(weight: f64, part: f64) -> Portion {
        Portion { weight, part }
    }

    fn left(portions: &[Portion], now: u64) -> Option<u64> {
        let left = Overall::default().left(portions, Duration::from_secs(now));
        left.map(|left| left.as_secs())
    }

    #[test]
    fn the_pace_so_far_goes_on() {
        // 20 of 100 in ten seconds.
        let portions = [portion(10.0, 1.0), portion(20.0, 0.5), portion(70.0, 0.0)];
        assert_eq!(left(&portions, 10), Some(40));
    }

    #[test]
    fn what_was_nothing_to_do_makes_no_pace() {
        let portions = [portion(0.0, 1.0), portion(0.0, 1.0), portion(10.0, 0.0)];
        assert_eq!(left(&portions, 10), None);
    }

    #[test]
    fn one_that_is_held_up_holds_up_the_others_by_little() {
        let mut overall = Overall::default();
        let portions = [portion(10.0, 0.8), portion(30.0, 0.0)];
        let told: Vec<u64> = (40..80)
            .filter_map(|now| overall.left(&portions, Duration::from_secs(now)))
            .map(|left| left.as_secs())
            .collect();
        // Four times as much is left as was done.
        assert!(told[0] == 160 && told.iter().all(|left| *left <= 320), "{told:?}");
    }

    #[test]
    fn nothing_is_foretold_before_it_can_be_known() {
        assert_eq!(left(&[portion(1.0, 0.9)], 0), None);
        assert_eq!(left(&[portion(1.0, 0.001)], 10), None);
        assert_eq!(left(&[], 10), None);
    }

    #[test]
    fn it_follows_slowly() {
        let mut overall = Overall::default();
        let now = Duration::from_secs(10);
        assert_eq!(overall.left(&[portion(10.0, 0.5)], now).unwrap().as_secs(), 10);
        // A little later there is ten times as much.
        let later = now + Duration::from_millis(200);
        let told =
            overall.left(&[portion(10.0, 0.5), portion(45.0, 0.0)], later).unwrap().as_secs();
        assert!((11..30).contains(&told), "{told}");
    }
}
