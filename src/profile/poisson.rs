//! The exact range of a count.
//!
//! In: how often something happened. Out: the ends of the 95 % range of how often it was to be expected. Deliberately
//! absent: time; `rate` divides by it.
//!
//! The lower end is the mean with which so many or more would be seen in 2.5 of 100 cases, the upper end that with which
//! so many or fewer would (F. Garwood, *Fiducial limits for the Poisson distribution*, Biometrika 28, 1936).

/// How rare what was seen is at either end.
const RARE: f64 = 0.025;
/// Halvings of an interval after which nothing changes any more.
const HALVINGS: usize = 64;

/// The ends of the range.
pub(super) fn range(times: usize) -> (f64, f64) {
    let count = times as f64;
    let ways: f64 = (1..=times).map(|at| (at as f64).ln()).sum();
    let exactly = |mean: f64| (count * mean.ln() - mean - ways).exp();
    // Both sums begin with their largest term, as the mean lies on the other side of the count.
    let at_least = |mean: f64| sum(exactly(mean), |at| mean / (count + at));
    let at_most = |mean: f64| sum(exactly(mean), |at| (count + 1.0 - at) / mean);
    let low = if times == 0 { 0.0 } else { border(0.0, count, |mean| at_least(mean) < RARE) };
    let far = count + 10.0 * (count + 1.0).sqrt();
    (low, border(count, far, |mean| at_most(mean) > RARE))
}

/// The sum of terms, each of which is so much of the one before it.
fn sum(first: f64, ratio: impl Fn(f64) -> f64) -> f64 {
    let (mut term, mut sum, mut at) = (first, 0.0, 1.0);
    while term > sum * f64::EPSILON {
        sum += term;
        term *= ratio(at);
        at += 1.0;
    }
    sum
}

/// Where something ends to be true.
fn border(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn published_values() {
        // Garwood's table, with more digits as K. Ulm, American Journal of Epidemiology 131, 1990, has them by chi-squared.
        let known = [
            (0, 0.0, 3.6889),
            (1, 0.0253, 5.5716),
            (2, 0.2422, 7.2247),
            (5, 1.6235, 11.6683),
            (10, 4.7954, 18.3904),
            (20, 12.2165, 30.8884),
            (100, 81.3640, 121.6268),
        ];
        for (times, low, high) in known {
            let found = range(times);
            assert!((found.0 - low).abs() < 1e-4, "{times}: {found:?}");
            assert!((found.1 - high).abs() < 1e-4, "{times}: {found:?}");
        }
    }

    #[test]
    fn many_are_near_the_normal_distribution() {
        let (low, high) = range(100_000);
        let half = 1.959_964 * 100_000_f64.sqrt();
        assert!((low - (100_000.0 - half)).abs() < 2.0, "{low}");
        assert!((high - (100_000.0 + half)).abs() < 3.0, "{high}");
    }
}
