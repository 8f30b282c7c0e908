//! Counts whose rate is not the same everywhere.
//!
//! In: a Gamma distribution of rates. Out: what counts to expect from it, and how likely a rate is below another.
//! Deliberately absent: where the distribution comes from.
//!
//! When rates are spread over places as a Gamma distribution and events come by chance at each place's rate,
//! counts follow the negative binomial distribution (M. Greenwood and G. U. Yule, *An inquiry into the nature of
//! frequency distributions representative of multiple happenings*, JRSS 83, 1920).

/// How a number of events is spread over like places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Counts {
    /// Events to expect; above zero.
    mean: f64,
    /// How alike the places are: the shape of the Gamma distribution of their rates. Large for places
    /// that are all the same.
    shape: f64,
}

/// Counts beyond which nothing is added up.
const MOST: u32 = 10_000;

impl Counts {
    /// The smallest and the largest shape that is told from a sample.
    const SHAPES: (f64, f64) = (0.1, 50.0);

    /// Counts with this mean, from places whose rates are spread with this shape.
    pub(super) fn new(mean: f64, shape: f64) -> Self {
        Self { mean: mean.max(1e-9), shape: shape.clamp(Self::SHAPES.0, Self::SHAPES.1) }
    }

    /// The distribution behind a sample, by its mean and variance. The mean is drawn up by half an event over all of
    /// the sample: that nothing was ever seen does not make it impossible.
    pub(super) fn of_sample(counts: &[usize]) -> Self {
        let n = counts.len().max(1) as f64;
        let sum: usize = counts.iter().sum();
        let mean = (sum as f64 + 0.5) / n;
        let squares: f64 = counts.iter().map(|count| (*count as f64 - mean).powi(2)).sum();
        let beyond_chance = squares / (n - 1.0).max(1.0) - mean;
        let shape = if beyond_chance > 0.0 { mean * mean / beyond_chance } else { Self::SHAPES.1 };
        Self::new(mean, shape)
    }

    pub(super) const fn mean(&self) -> f64 {
        self.mean
    }

    pub(super) fn variance(&self) -> f64 {
        self.mean + self.mean * self.mean / self.shape
    }

    /// How likely a count is at most `count`.
    pub(super) fn at_most(&self, count: usize) -> f64 {
        let count = u32::try_from(count).unwrap_or(MOST).min(MOST);
        self.likely().take(count as usize + 1).sum::<f64>().min(1.0)
    }

    /// The posterior probability that the rate behind a count is below the rates of these places, when before the
    /// count every rate was as likely as any other. It equals the probability of seeing more among these
    /// places: with `Gamma(count + 1)` for the one rate and the Gamma distribution for the other, both are the same
    /// incomplete beta function.
    pub(super) fn fell_below(&self, count: usize) -> f64 {
        1.0 - self.at_most(count)
    }

    /// The smallest count that is not exceeded in a share of all cases.
    pub(super) fn quantile(&self, share: f64) -> u32 {
        let mut sum = 0.0;
        for (count, likely) in (0..MOST).zip(self.likely()) {
            sum += likely;
            if sum >= share {
                return count;
            }
        }
        MOST
    }

    /// How likely 0, 1, 2 … are.
    fn likely(&self) -> impl Iterator<Item = f64> {
        let (shape, odds) = (self.shape, self.mean / (self.shape + self.mean));
        let none = (shape * (1.0 - odds).ln()).exp();
        let next = move |(count, likely): &(f64, f64)| {
            Some((count + 1.0, likely * odds * (shape + count) / (count + 1.0)))
        };
        std::iter::successors(Some((0.0, none)), next).map(|(_, likely)| likely)
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn known_values() {
        // Shape 1 is the geometric distribution: with mean 1 each count is half as likely as the one before.
        let geometric = Counts::new(1.0, 1.0);
        assert!((geometric.at_most(0) - 0.5).abs() < 1e-12);
        assert!((geometric.at_most(2) - 0.875).abs() < 1e-12);
        assert!((geometric.fell_below(2) - 0.125).abs() < 1e-12);
        assert_eq!([0.5, 0.51, 0.875, 0.975].map(|share| geometric.quantile(share)), [0, 1, 2, 5]);
    }

    #[test]
    fn a_sample_tells_mean_and_spread() {
        let even = Counts::of_sample(&[2; 40]);
        assert!((even.mean() - 2.0125).abs() < 1e-12);
        // Places that are all alike: nearly Poisson, e^-2 for none.
        assert!((even.at_most(0) - 0.139).abs() < 5e-3, "{}", even.at_most(0));
        let uneven: Vec<usize> = [0, 0, 0, 8].repeat(10);
        let spread = Counts::of_sample(&uneven);
        assert!(spread.at_most(0) > 0.4, "{}", spread.at_most(0));
    }

    #[test]
    fn nothing_seen_is_not_impossible() {
        let never = Counts::of_sample(&[0; 20]);
        assert!(never.mean() > 0.0 && never.fell_below(0) < 0.05);
        assert!(Counts::of_sample(&[]).mean() > 0.0);
    }
}
