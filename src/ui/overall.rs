//! How long several runs will still take together.
//!
//! In: how large each is, how far it is, and what it tells of its own end. Out: the time left until the last of them
//! is over, smoothed, or nothing where it cannot be known. Deliberately absent: the clock, and words.

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
    /// The time it will still take, where it tells.
    pub left: Option<Duration>,
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

/// What is left at the pace so far, and no less than any of them needs by itself.
fn measured(portions: &[Portion], now: Duration) -> Option<Duration> {
    let whole: f64 = portions.iter().map(|portion| portion.weight).sum();
    let done: f64 = portions.iter().map(|portion| portion.weight * portion.part).sum();
    if now < FROM_TIME || done <= whole * FROM_PART {
        return None;
    }
    let at_this_pace =
        Duration::try_from_secs_f64(now.as_secs_f64() * (whole - done) / done).ok()?;
    let longest = portions.iter().filter_map(|portion| portion.left).max();
    Some(at_this_pace.max(longest.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Overall, Portion};

    const fn portion(weight: f64, part: f64) -> Portion {
        Portion { weight, part, left: None }
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
    fn no_less_is_left_than_one_needs_by_itself() {
        let slow = Portion { left: Some(Duration::from_secs(90)), ..portion(10.0, 0.1) };
        assert_eq!(left(&[portion(90.0, 1.0), slow], 10), Some(90));
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
        // A little later a run turns out to need ten times that.
        let later = now + Duration::from_millis(200);
        let slow = Portion { left: Some(Duration::from_secs(100)), ..portion(10.0, 0.5) };
        let told = overall.left(&[slow], later).unwrap().as_secs();
        assert!((11..30).contains(&told), "{told}");
    }
}
