//! Fits the weights by which patches are expected.
//!
//! In: samples, each the places of one repository at one moment with what came after. Out: a weight for each
//! feature. Deliberately absent: the level; every sample has its own, which drops out.
//!
//! Poisson regression with a level for each sample: given how many came in all, they fall on places in proportion to
//! exp(weights · features). Every sample counts alike. Newton's method; weights that say little are drawn to zero.

/// The places of one repository at one moment.
pub(crate) struct Sample<const N: usize> {
    pub(crate) repository: String,
    pub(crate) rows: Vec<[f64; N]>,
    /// What came to each place.
    pub(crate) came: Vec<usize>,
}

/// How strongly weights are drawn to zero: that of a feature with a spread of 1, for one sample.
const RIDGE: f64 = 0.003;
const STEPS: usize = 30;

/// The weights that fit all samples best.
pub(crate) fn fit<const N: usize>(samples: &[&Sample<N>]) -> [f64; N] {
    let samples: Vec<&Sample<N>> =
        samples.iter().copied().filter(|sample| sample.came.iter().any(|came| *came > 0)).collect();
    let spreads = spreads(&samples);
    let mut weights = [0.0; N];
    for _ in 0..STEPS {
        let (mut slope, mut bend) = ([0.0; N], [[0.0; N]; N]);
        for sample in &samples {
            add(sample, &weights, &mut slope, &mut bend);
        }
        for at in 0..N {
            let ridge = RIDGE * samples.len() as f64 * spreads[at];
            slope[at] -= ridge * weights[at];
            bend[at][at] += ridge;
        }
        let step = solve(bend, slope);
        let longest = step.iter().zip(&spreads).map(|(step, spread)| step.abs() * spread.sqrt());
        let longest = longest.fold(0.0, f64::max);
        let shorter = 1.0 / longest.max(1.0);
        (0..N).for_each(|at| weights[at] += shorter * step[at]);
        if longest < 1e-9 {
            break;
        }
    }
    weights
}

/// By feature, how far places differ in it (the variance within samples).
fn spreads<const N: usize>(samples: &[&Sample<N>]) -> [f64; N] {
    let mut spreads = [0.0; N];
    for sample in samples {
        let n = sample.rows.len().max(1) as f64;
        for (at, spread) in spreads.iter_mut().enumerate() {
            let mean = sample.rows.iter().map(|row| row[at]).sum::<f64>() / n;
            let square = sample.rows.iter().map(|row| (row[at] - mean).powi(2)).sum::<f64>() / n;
            *spread += square / samples.len() as f64;
        }
    }
    spreads.map(|spread| spread.max(1e-6))
}

/// Adds the slope of the likelihood and its bend.
fn add<const N: usize>(
    sample: &Sample<N>,
    weights: &[f64; N],
    slope: &mut [f64; N],
    bend: &mut [[f64; N]; N],
) {
    let dot =
        |row: &[f64; N]| row.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>();
    let sums: Vec<f64> = sample.rows.iter().map(dot).collect();
    let largest = sums.iter().copied().fold(f64::MIN, f64::max);
    let rates: Vec<f64> = sums.iter().map(|sum| (sum - largest).exp()).collect();
    let (all, came) = (rates.iter().sum::<f64>(), sample.came.iter().sum::<usize>() as f64);
    let mut mean = [0.0; N];
    let mut squares = [[0.0; N]; N];
    for ((row, rate), here) in sample.rows.iter().zip(&rates).zip(&sample.came) {
        let share = rate / all;
        for one in 0..N {
            slope[one] += row[one] * (*here as f64 / came - share);
            mean[one] += share * row[one];
            for other in 0..=one {
                squares[one][other] += share * row[one] * row[other];
            }
        }
    }
    for one in 0..N {
        for other in 0..N {
            let square = squares[one.max(other)][one.min(other)];
            bend[one][other] += square - mean[one] * mean[other];
        }
    }
}

/// Gauss and Jordan.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for column in 0..N {
        let largest = (column..N)
            .max_by(|one, other| {
                matrix[*one][column].abs().total_cmp(&matrix[*other][column].abs())
            })
            .unwrap_or(column);
        matrix.swap(column, largest);
        right.swap(column, largest);
        let pivot = matrix[column][column];
        let (line, value) = (matrix[column].map(|cell| cell / pivot), right[column] / pivot);
        for row in 0..N {
            let factor = if row == column { 0.0 } else { matrix[row][column] };
            (0..N).for_each(|at| matrix[row][at] -= factor * line[at]);
            right[row] -= factor * value;
        }
        (matrix[column], right[column]) = (line, value);
    }
    right
}

#[cfg(test)]
mod tests {
    use super::{Sample, fit};

    const N: usize = 6;

    #[test]
    fn what_brings_patches_gets_weight() {
        let rows: Vec<[f64; N]> = (0..200)
            .map(|at| {
                let mut row = [0.0; N];
                row[0] = f64::from(at % 2);
                row[1] = f64::from(at % 5);
                row
            })
            .collect();
        // Twice as much where the first feature is 1.
        let came = (0..200).map(|at| 10 + 10 * (at % 2)).collect();
        let sample = Sample { repository: "a".to_owned(), rows, came };
        let weights = fit(&[&sample]);
        assert!((weights[0] - 2.0_f64.ln()).abs() < 0.05, "{weights:?}");
        assert!(weights[1].abs() < 0.02 && weights[5].abs() < 1e-9);
    }
}
