//! The range of what two uncertain numbers come to together.
//!
//! In: two numbers that are not below nothing, each with the ends of its 95 % range, found independently of each other.
//! Out: their product with its own. Deliberately absent: numbers that hang together.
//!
//! To multiply the lower ends, and the upper ends, is too wide: both numbers seldom lie at the same end. On the scale of
//! logarithms a product is a sum, and there the distances from the numbers to the ends of their ranges add in squares,
//! each side for itself, as the ranges need not be symmetric: the method of variance estimates recovery (G. Y. Zou and
//! A. Donner, *Construction of confidence limits about effect measures: a general approach*, Statistics in Medicine 27,
//! 2008), of which Newcombe's range for a difference of shares is a case.

/// A number and the ends of its range.
type Ranged = [f64; 3];

/// The product of two numbers, each with the ends of its range.
#[must_use]
pub fn product(one: Ranged, other: Ranged) -> Ranged {
    let value = one[0] * other[0];
    if value <= 0.0 {
        // Nothing has no logarithm: the upper end is as far as both go.
        return [0.0, 0.0, one[2] * other[2]];
    }
    let far = |end: usize| {
        let distance = |of: Ranged| (of[end].max(0.0) / of[0]).ln();
        distance(one).hypot(distance(other)).exp()
    };
    [value, value / far(1), value * far(2)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::product;
    use crate::profile::poisson;
    use crate::profile::sampling::Numbers;

    #[test]
    fn relative_distances_add_in_squares() {
        let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
        // Twice as much or half of it, both: e to the power of √2 · ln 2 is 2.665, not 4.
        let [value, low, high] = product([10.0, 5.0, 20.0], [3.0, 1.5, 6.0]);
        let far = (2.0_f64.sqrt() * 2.0_f64.ln()).exp();
        assert!(close(value, 30.0) && close(low, 30.0 / far) && close(high, 30.0 * far));
        // What is known leaves the range of the other as it is.
        let exact = product([10.0, 5.0, 20.0], [3.0; 3]);
        assert!(exact.iter().zip([30.0, 15.0, 60.0]).all(|(found, told)| close(*found, told)));
        // A range that reaches down to nothing does so in the product.
        assert!(close(product([2.0, 0.0, 4.0], [3.0, 2.0, 4.0])[1], 0.0));
        let nothing = product([0.0, 0.0, 4.0], [3.0, 2.0, 4.0]);
        assert!(nothing.iter().zip([0.0, 0.0, 16.0]).all(|(found, told)| close(*found, told)));
    }

    /// What happens by chance, the same in every run.
    struct Chance(Numbers);

    impl Chance {
        /// Between 0 and 1.
        fn part(&mut self) -> f64 {
            const PARTS: usize = 1 << 30;
            self.0.below(PARTS) as f64 / PARTS as f64
        }

        /// How often something happens that is to be expected so often.
        fn count(&mut self, mean: f64) -> usize {
            let (mut part, mut times) = (self.part(), 0);
            while part > (-mean).exp() {
                times += 1;
                part *= self.part();
            }
            times
        }

        /// Nearly normal, with variance 1: twelve uniform numbers.
        fn normal(&mut self) -> f64 {
            (0..12).map(|_| self.part()).sum::<f64>() - 6.0
        }
    }

    #[test]
    fn of_a_hundred_ranges_ninety_five_hold_the_truth() {
        // Patches: a count with its exact range. Hours of each: known within a factor, as an estimate of hours is.
        const TRIES: usize = 2_000;
        for (patches, spread) in [(6.0, 0.2), (12.0, 0.3), (30.0, 0.2)] {
            let (mut chance, mut held, mut held_by_ends) = (Chance(Numbers::new(11)), 0, 0);
            for _ in 0..TRIES {
                let times = chance.count(patches);
                let (low, high) = poisson::range(times);
                let hours = 2.0 * (spread * chance.normal()).exp();
                let far = (1.96 * spread).exp();
                let (one, other) = ([times as f64, low, high], [hours, hours / far, hours * far]);
                let holds = |low, high| (low..=high).contains(&(2.0 * patches));
                let [_, low, high] = product(one, other);
                held += usize::from(holds(low, high));
                held_by_ends += usize::from(holds(one[1] * other[1], one[2] * other[2]));
            }
            let [held, by_ends] = [held, held_by_ends].map(|held| held as f64 / TRIES as f64);
            assert!((0.94..0.98).contains(&held), "{held} of {patches}");
            assert!(by_ends > 0.99, "the ends multiplied are too wide: {by_ends} of {patches}");
        }
    }

    proptest! {
        #[test]
        fn the_range_holds_the_product_and_lies_within_the_ends_multiplied(
            one in (0.1_f64..50.0, 0.0_f64..1.0, 1.0_f64..9.0),
            other in (0.1_f64..50.0, 0.0_f64..1.0, 1.0_f64..9.0),
        ) {
            let [one, other] = [one, other].map(|(value, low, high)| [value, value * low, value * high]);
            let [value, low, high] = product(one, other);
            prop_assert!(low <= value && value <= high);
            prop_assert!(low >= one[1] * other[1] - 1e-9 && high <= one[2] * other[2] + 1e-9);
            let turned = product(other, one);
            prop_assert!((turned[1] - low).abs() < 1e-9 && (turned[2] - high).abs() < 1e-9);
        }
    }
}
