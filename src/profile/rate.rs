//! How often something happened, with its likely range.
//!
//! In: how many times in how many days. Out: that, for any number of days, with a 95 % range, and whether two plainly
//! differ. Deliberately absent: rounding and words; reports do that.
//!
//! The range of a count is the exact one (`poisson`). Two counts are
//! compared given their sum: were both equally frequent, the later one would have the part of the sum that it has
//! of the days (J. Przyborowski, H. Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31,
//! 1940); whether its part is plainly another is told by Wilson's interval.

use super::poisson;
use super::share::{Comparison, Share};

/// So many times in so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many times.
    pub times: usize,
    /// In how many days; above zero.
    pub days: u32,
}

impl Rate {
    /// `None` without a day.
    #[must_use]
    pub const fn of(times: usize, days: u32) -> Option<Self> {
        if days == 0 { None } else { Some(Self { times, days }) }
    }

    /// How many times in so many days, and the ends of the range.
    #[must_use]
    pub fn per(&self, days: u32) -> [f64; 3] {
        let (low, high) = poisson::range(self.times);
        let scale = f64::from(days) / f64::from(self.days);
        [self.times as f64, low, high].map(|value| value * scale)
    }

    /// Whether it is plainly more or less frequent than an earlier one.
    #[must_use]
    pub fn compared_to(&self, earlier: &Self) -> Comparison {
        let Some(part) = Share::of(self.times, self.times + earlier.times) else {
            return Comparison::Unclear;
        };
        let expected = f64::from(self.days) / (f64::from(self.days) + f64::from(earlier.days));
        if part.low > expected {
            Comparison::Higher
        } else if part.high < expected {
            Comparison::Lower
        } else {
            Comparison::Unclear
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Comparison, Rate};

    #[test]
    fn counts_have_ranges_and_few_differ_unclearly() {
        let rate = |times, days| Rate::of(times, days).unwrap();
        let [value, low, high] = rate(10, 90).per(90);
        assert!((value - 10.0).abs() < 1e-9 && (low - 4.80).abs() < 0.01, "{low}");
        assert!((high - 18.39).abs() < 0.01, "{high}");
        let [_, low, high] = rate(0, 180).per(90);
        assert!(low.abs() < 1e-9 && (high - 1.84).abs() < 0.01, "{high}");
        assert_eq!(rate(0, 92).compared_to(&rate(2, 365)), Comparison::Unclear);
        assert_eq!(rate(0, 92).compared_to(&rate(20, 365)), Comparison::Lower);
        assert_eq!(rate(20, 92).compared_to(&rate(20, 365)), Comparison::Higher);
        assert_eq!(rate(0, 92).compared_to(&rate(0, 365)), Comparison::Unclear);
        assert_eq!(Rate::of(3, 0), None);
    }

    proptest! {
        #[test]
        fn the_range_holds_the_rate(times in 0_usize..10_000, days in 1_u32..4_000) {
            let [value, low, high] = Rate { times, days }.per(90);
            prop_assert!(0.0 <= low && low <= value && value < high && high.is_finite());
        }
    }
}
