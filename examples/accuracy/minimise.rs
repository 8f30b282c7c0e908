//! Finds the least value of a smooth convex function.
//!
//! In: a place to begin at, and the function with its slope. Out: the place of the least value. Deliberately absent: what is minimised, and random
//! numbers. Limited-memory BFGS (J. Nocedal, *Updating quasi-Newton matrices with limited storage*, Mathematics of Computation 35, 1980).

/// The last steps that the curvature is estimated from.
const MEMORY: usize = 8;
/// Armijo's condition.
const SUFFICIENT: f64 = 1e-4;
/// A step that gains less than this part of the value is the last one.
const GAIN: f64 = 1e-7;

/// The place of the least value of a smooth convex function.
pub(crate) fn minimise(
    mut at: Vec<f64>,
    steps: usize,
    loss: impl Fn(&[f64]) -> (f64, Vec<f64>),
) -> Vec<f64> {
    let (mut value, mut gradient) = loss(&at);
    let mut past: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..steps {
        let direction = direction(&gradient, &past);
        let slope = dot(&direction, &gradient);
        let mut length =
            if past.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1.0) } else { 1.0 };
        let next = loop {
            let there: Vec<f64> = at.iter().zip(&direction).map(|(x, d)| x + length * d).collect();
            let (reached, slopes) = loss(&there);
            if reached <= value + SUFFICIENT * length * slope {
                break Some((there, reached, slopes));
            }
            length *= 0.5;
            if length < 1e-10 {
                break None;
            }
        };
        let Some((there, reached, slopes)) = next else { break };
        let moved: Vec<f64> = there.iter().zip(&at).map(|(new, old)| new - old).collect();
        let turned: Vec<f64> = slopes.iter().zip(&gradient).map(|(new, old)| new - old).collect();
        if dot(&moved, &turned) > 1e-12 {
            past.push((moved, turned));
        }
        if past.len() > MEMORY {
            past.remove(0);
        }
        let gain = value - reached;
        (at, value, gradient) = (there, reached, slopes);
        if gain < GAIN * value.abs() {
            break;
        }
    }
    at
}

/// The two-loop recursion: minus the gradient times the estimated inverse curvature.
fn direction(gradient: &[f64], past: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut result: Vec<f64> = gradient.iter().map(|slope| -slope).collect();
    let mut shares = Vec::with_capacity(past.len());
    for (moved, turned) in past.iter().rev() {
        let share = dot(moved, &result) / dot(moved, turned);
        add(&mut result, turned, -share);
        shares.push(share);
    }
    if let Some((moved, turned)) = past.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for value in &mut result {
            *value *= scale;
        }
    }
    for ((moved, turned), share) in past.iter().zip(shares.iter().rev()) {
        let back = dot(turned, &result) / dot(moved, turned);
        add(&mut result, moved, share - back);
    }
    result
}

pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

pub(crate) fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(sum, value)| *sum += times * value);
}

#[cfg(test)]
mod tests {
    use super::minimise;

    #[test]
    fn the_bottom_of_a_long_valley_is_found() {
        let valley = |at: &[f64]| {
            let (x, y) = (at[0] - 3.0, at[1] + 2.0);
            (1.0 + x * x + 50.0 * y * y, vec![2.0 * x, 100.0 * y])
        };
        let found = minimise(vec![0.0, 0.0], 100, valley);
        assert!((found[0] - 3.0).abs() < 1e-2 && (found[1] + 2.0).abs() < 1e-3, "{found:?}");
    }
}
