//! How many there are in effect, and how alike two mixtures are.
//!
//! In: weights. Out: Shannon's entropy, effective numbers, Hassan's normalised entropy, Morisita's and Horn's
//! overlap. Deliberately absent: what the weights are of. All of these depend on proportions alone, so that nobody
//! has more of it for having done more.

/// Shannon's entropy of some weights, in nats; 0 where there are none.
pub(super) fn entropy(weights: impl Iterator<Item = f64>) -> f64 {
    // -Σ p ln p with p = w / W is ln W - Σ w ln w / W: one pass over the weights.
    let (mut sum, mut logs) = (0.0, 0.0);
    for weight in weights.filter(|weight| *weight > 0.0) {
        sum += weight;
        logs += weight * weight.ln();
    }
    if sum > 0.0 { (sum.ln() - logs / sum).max(0.0) } else { 0.0 }
}

/// The effective number: as many equal parts would have this entropy (M. O. Hill, Diversity and evenness, Ecology
/// 54, 1973, order 1). 0 where there is nothing.
pub(super) fn effective(entropy: f64, parts: usize) -> f64 {
    if parts == 0 { 0.0 } else { entropy.exp().clamp(1.0, parts as f64) }
}

/// The entropy as a part of the most that so many parts can have (A. E. Hassan, Predicting faults using the
/// complexity of code changes, ICSE 2009): 0 where all weight lies on one, 1 where it is even.
pub(super) fn normalised(entropy: f64, parts: usize) -> f64 {
    if parts < 2 { 0.0 } else { (entropy / (parts as f64).ln()).clamp(0.0, 1.0) }
}

/// How alike two mixtures are, 0 where they have nothing in common, 1 where the proportions are the same: twice the
/// sum of the products over the two sums of squares (M. Morisita 1959, in the form of H. S. Horn, Measurement of
/// "overlap" in comparative ecological studies, American Naturalist 100, 1966). 0 where one is empty.
pub(in crate::profile) fn overlap(one: &[f64], other: &[f64]) -> f64 {
    let (first, second) = (one.iter().sum::<f64>(), other.iter().sum::<f64>());
    if first <= 0.0 || second <= 0.0 {
        return 0.0;
    }
    let (mut both, mut squares) = (0.0, 0.0);
    for (one, other) in one.iter().zip(other) {
        let (one, other) = (one / first, other / second);
        both += one * other;
        squares += one * one + other * other;
    }
    (2.0 * both / squares).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{effective, entropy, normalised, overlap};

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn equal_parts_count_in_full() {
        let even = entropy([3.0; 4].into_iter());
        assert!(close(effective(even, 4), 4.0) && close(normalised(even, 4), 1.0));
        let one = entropy([5.0, 0.0].into_iter());
        assert!(close(effective(one, 1), 1.0) && close(normalised(one, 1), 0.0));
        assert!(close(effective(entropy([].into_iter()), 0), 0.0));
        // Half and two quarters: 1.5 bits, so 2 to the 1.5 in effect.
        let mixed = entropy([2.0, 1.0, 1.0].into_iter());
        assert!(close(effective(mixed, 3), 2.0_f64.powf(1.5)));
        assert!(close(normalised(mixed, 3), 1.5 / 3.0_f64.log2()));
    }

    #[test]
    fn overlap_of_the_textbook() {
        assert!(close(overlap(&[1.0, 2.0], &[10.0, 20.0]), 1.0));
        assert!(close(overlap(&[1.0, 0.0], &[0.0, 1.0]), 0.0));
        // (½, ½) and (1, 0): 2 · ½ / (½ + 1).
        assert!(close(overlap(&[1.0, 1.0], &[1.0, 0.0]), 2.0 / 3.0));
        assert!(close(overlap(&[0.0], &[1.0]), 0.0));
    }

    proptest! {
        #[test]
        fn only_proportions_matter(
            pairs in proptest::collection::vec((0.01_f64..9.0, 0.01_f64..9.0), 1..12),
            times in 0.1_f64..50.0,
        ) {
            let (one, other): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let more: Vec<f64> = one.iter().map(|weight| weight * times).collect();
            prop_assert!((overlap(&one, &other) - overlap(&more, &other)).abs() < 1e-9);
            prop_assert!((overlap(&one, &other) - overlap(&other, &one)).abs() < 1e-9);
            let (before, after) = (entropy(one.iter().copied()), entropy(more.into_iter()));
            prop_assert!((before - after).abs() < 1e-9);
            prop_assert!(effective(before, one.len()) <= one.len() as f64);
        }
    }
}
