//! How often something happened, with its likely range.
//!
//! In: how many times in how many days. Out: that, for any number of days, with a 95 % range, and whether two plainly
//! differ. Deliberately absent: rounding and words; reports do that.
//!
//! The range of a count is the exact one (`poisson`). Two counts are compared given their sum: were both equally frequent, the
//! later one would have the part of the sum that it has of the days, and only in 5 of 100 cases one as far from it or further (J. Przyborowski, H. Wilenski, Homogeneity of results in
//! testing samples from Poisson series, Biometrika 31, 1940).

use super::poisson;
use super::share::Comparison;

/// How rare on one side is beyond what chance would often give.
const RARE: f64 = 0.025;

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
        let part = f64::from(self.days) / (f64::from(self.days) + f64::from(earlier.days));
        let sum = self.times + earlier.times;
        if at_most(earlier.times, sum, 1.0 - part) <= RARE {
            Comparison::Higher
        } else if at_most(self.times, sum, part) <= RARE {
            Comparison::Lower
        } else {
            Comparison::Unclear
        }
    }
}

/// How likely it is that at most so many of `all` are of a sort that each is with a probability.
fn at_most(times: usize, all: usize, probability: f64) -> f64 {
    let odds = (1.0 - probability) / probability;
    let rest = (all - times) as f64;
    let ways: f64 = (1..=times).map(|at| ((rest + at as f64) / at as f64).ln()).sum();
    let (times, all) = (times as f64, all as f64);
    let exactly = ways + times * probability.ln() + rest * (1.0 - probability).ln();
    let (mut term, mut sum, mut at) = (exactly.exp(), 0.0, times);
    while term > 0.0 {
        sum += term;
        term *= at / (all - at + 1.0) * odds;
        at -= 1.0;
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Comparison, Rate, at_most};

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
        assert_eq!(rate(2, 92).compared_to(&rate(0, 366)), Comparison::Unclear);
        assert_eq!(rate(3, 92).compared_to(&rate(0, 366)), Comparison::Higher);
        assert_eq!(Rate::of(3, 0), None);
    }

    #[test]
    fn tails_are_sums() {
        let close = |left: f64, right: f64| assert!((left - right).abs() < 1e-9, "{left} {right}");
        close(at_most(0, 2, 0.25), 0.5625);
        close(at_most(1, 2, 0.25), 0.9375);
        close(at_most(2, 2, 0.25), 1.0);
        close(at_most(0, 0, 0.25), 1.0);
        close(at_most(5_000, 10_001, 0.5), 0.5);
    }

    proptest! {
        #[test]
        fn the_range_holds_the_rate(times in 0_usize..10_000, days in 1_u32..4_000) {
            let [value, low, high] = Rate { times, days }.per(90);
            prop_assert!(0.0 <= low && low <= value && value < high && high.is_finite());
        }
    }
}
