//! Whether a share rises or falls over some periods.
//!
//! In: so much of so much in each of some periods, one apart. Out: the change from one period to the next with its 95 %
//! range, and which way it goes. Deliberately absent: forecasts; periods with too little, which the caller leaves out.
//!
//! The slope is that of weighted least squares, and its range that under which the shares do not change: the test of
//! P. Armitage (Tests for linear trends in proportions and frequencies, Biometrics 11, 1955) and W. G. Cochran (Some
//! methods for strengthening the common χ² tests, Biometrics 10, 1954).

use super::trend::Direction;
use super::{Estimate, Share};

/// The 97.5 % point of the normal distribution: two-sided 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The course of a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareTrend {
    /// The change from one period to the next, as a share.
    pub slope: Estimate,
}

impl ShareTrend {
    /// Periods that are needed.
    pub const FEWEST: usize = 3;

    /// The course over periods, each with its number; nothing of fewer than three.
    #[must_use]
    pub fn of(periods: &[(f64, Share)]) -> Option<Self> {
        if periods.len() < Self::FEWEST {
            return None;
        }
        let (value, error) = slope(periods)?;
        let slope = Estimate { value, low: value - Z * error, high: value + Z * error };
        Some(Self { slope })
    }

    /// Which way it goes.
    #[must_use]
    pub fn direction(&self) -> Direction {
        Direction::of(self.slope)
    }
}

/// The slope, and its error if nothing changed; nothing where that cannot be told.
fn slope(periods: &[(f64, Share)]) -> Option<(f64, f64)> {
    let whole: f64 = periods.iter().map(|(_, share)| share.whole).sum();
    let part: f64 = periods.iter().map(|(_, share)| share.part).sum();
    let middle = periods.iter().map(|(at, share)| at * share.whole).sum::<f64>() / whole;
    let mean = part / whole;
    let (mut products, mut squares) = (0.0, 0.0);
    for (at, share) in periods {
        products += (at - middle) * (share.part - share.whole * mean);
        squares += share.whole * (at - middle).powi(2);
    }
    (squares > 0.0).then(|| (products / squares, (mean * (1.0 - mean) / squares).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::super::trend::Direction;
    use super::{Share, ShareTrend, slope};

    fn of(shares: &[(f64, usize, usize)]) -> Vec<(f64, Share)> {
        shares.iter().map(|(at, part, whole)| (*at, Share::of(*part, *whole).unwrap())).collect()
    }

    #[test]
    fn published_values() {
        // Malformations by alcohol: A. Agresti, Categorical Data Analysis, chapter 3; z² of the trend is 6.57.
        let table =
            [(0.0, 48, 17_114), (0.5, 38, 14_502), (1.5, 5, 793), (4.0, 1, 127), (7.0, 1, 38)];
        let (value, error) = slope(&of(&table)).unwrap();
        assert!(((value / error).powi(2) - 6.57).abs() < 0.005, "{value} {error}");
    }

    #[test]
    fn shares_rise_fall_or_may_do_neither() {
        let direction = |parts: [usize; 4]| {
            let years = (2021..).zip(parts).map(|(year, part)| (f64::from(year), part, 100));
            ShareTrend::of(&of(&years.collect::<Vec<_>>())).unwrap().direction()
        };
        assert_eq!(direction([20, 30, 40, 50]), Direction::Rising);
        assert_eq!(direction([50, 30, 30, 20]), Direction::Falling);
        assert_eq!(direction([30, 40, 25, 33]), Direction::Unclear);
        assert_eq!(direction([0, 0, 0, 0]), Direction::Unclear);
        assert_eq!(ShareTrend::of(&of(&[(1.0, 1, 9), (2.0, 3, 9)])), None);
    }
}
