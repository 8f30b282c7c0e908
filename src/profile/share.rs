//! A share with its likely range.
//!
//! In: how many of how many. Out: the share, its 95 % range, and whether two shares plainly differ.
//! Deliberately absent: rounding and words; reports do that.
//!
//! The range is Wilson's score interval (E. B. Wilson, Probable inference, the law of succession,
//! and statistical inference, JASA 22, 1927): it stays inside 0..1 and is honest for small counts
//! and for 0 of n. Differences use Newcombe's hybrid of two such intervals (R. G. Newcombe,
//! Interval estimation for the difference between independent proportions, Statistics in Medicine
//! 17, 1998, method 10).

/// The 97.5 % point of the normal distribution: two-sided 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// So much of so much, with a 95 % range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The part: a count, or commit-equivalents.
    pub part: f64,
    /// The whole, in the same unit; above zero.
    pub whole: f64,
    /// Lower end of the range, 0 to 1.
    pub low: f64,
    /// Upper end of the range, 0 to 1.
    pub high: f64,
}

/// How one share stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Higher, beyond what chance would often give.
    Higher,
    /// Lower, beyond what chance would often give.
    Lower,
    /// The difference may well be chance.
    Unclear,
}

impl Share {
    /// How sure the range is: in so many of all cases it holds the true share.
    pub const SURE: f64 = 0.95;

    /// `part` of `whole`; `None` when there is no whole to speak of.
    #[must_use]
    pub fn of(part: usize, whole: usize) -> Option<Self> {
        Self::of_weight(part as f64, whole as f64)
    }

    /// The same for commit-equivalents, where one commit counts as one observation.
    #[must_use]
    pub fn of_weight(part: f64, whole: f64) -> Option<Self> {
        if whole <= 0.0 {
            return None;
        }
        let part = part.clamp(0.0, whole);
        let share = part / whole;
        let square = Z * Z / whole;
        let centre = (share + square / 2.0) / (1.0 + square);
        let half =
            Z / (1.0 + square) * (share * (1.0 - share) / whole + square / (4.0 * whole)).sqrt();
        // At 0 and 1 the formula touches the share itself; rounding must not push it past.
        let low = (centre - half).clamp(0.0, share);
        let high = (centre + half).clamp(share, 1.0);
        Some(Self { part, whole, low, high })
    }

    /// The share, 0 to 1.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.part / self.whole
    }

    /// Whether this share is plainly higher or lower than an earlier one: the 95 % range of the
    /// difference leaves zero out.
    #[must_use]
    pub fn compared_to(&self, earlier: &Self) -> Comparison {
        Self::compare(self.ends(), earlier.ends())
    }

    /// How far this share lies above an earlier one, with the ends of the 95 % range; 0 to 1, or below 0.
    #[must_use]
    pub fn difference(&self, earlier: &Self) -> [f64; 3] {
        difference(self.ends(), earlier.ends())
    }

    fn ends(&self) -> [f64; 3] {
        [self.value(), self.low, self.high]
    }

    /// The same of any two independent figures, each with the ends of its 95 % range.
    #[must_use]
    pub fn compare(figure: [f64; 3], earlier: [f64; 3]) -> Comparison {
        let [_, low, high] = difference(figure, earlier);
        if low > 0.0 {
            Comparison::Higher
        } else if high < 0.0 {
            Comparison::Lower
        } else {
            Comparison::Unclear
        }
    }
}

fn difference(figure: [f64; 3], earlier: [f64; 3]) -> [f64; 3] {
    let ([value, low, high], [before, before_low, before_high]) = (figure, earlier);
    let difference = value - before;
    let below = (value - low).hypot(before_high - before);
    let above = (high - value).hypot(before - before_low);
    [difference, difference - below, difference + above]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Comparison, Share};

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 0.000_5
    }

    #[test]
    fn published_values() {
        // Newcombe 1998 (the companion paper on single proportions), table I, score method.
        let share = Share::of(81, 263).unwrap();
        assert!(close(share.low, 0.2553) && close(share.high, 0.3662), "{share:?}");
        let none = Share::of(0, 20).unwrap();
        assert!(close(none.low, 0.0) && close(none.high, 0.1611), "{none:?}");
        // Newcombe 1998, differences, example (a): the range of 56/70 - 48/80 lies above zero.
        let (first, second) = (Share::of(56, 70).unwrap(), Share::of(48, 80).unwrap());
        assert_eq!(first.compared_to(&second), Comparison::Higher);
        assert_eq!(second.compared_to(&first), Comparison::Lower);
        let [value, low, high] = first.difference(&second);
        assert!(close(value, 0.2) && close(low, 0.0524) && close(high, 0.3339), "{low} {high}");
    }

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(Share::of(0, 0), None);
    }

    #[test]
    fn small_counts_differ_unclearly() {
        let (first, second) = (Share::of(3, 5).unwrap(), Share::of(1, 5).unwrap());
        assert_eq!(first.compared_to(&second), Comparison::Unclear);
    }

    proptest! {
        #[test]
        fn the_range_holds_the_share(whole in 1_usize..5_000, part in 0_usize..5_000) {
            let share = Share::of(part.min(whole), whole).unwrap();
            prop_assert!(0.0 <= share.low && share.low <= share.value());
            prop_assert!(share.value() <= share.high && share.high <= 1.0);
            prop_assert_eq!(share.compared_to(&share), Comparison::Unclear);
        }
    }
}
