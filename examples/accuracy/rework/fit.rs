//! Finds the weights under which what was repaired is likeliest.
//!
//! In: fixes with their candidates and which of these are right. Out: weights. A conditional logit with a small penalty on large
//! weights, by `minimise`. Deliberately absent: random numbers; the same fixes give the same weights.

use git_headway::classify::repair::{NONE_SIGNALS, SIGNALS, Weights};

use super::case::Case;
use crate::minimise::{add, dot, minimise};

/// How much a large weight costs: half of this times its square.
const PENALTY: f64 = 5.0;
const ITERATIONS: usize = 300;

/// The weights under which the right candidates (or none of them, where none is right) are likeliest.
pub(crate) fn fit(cases: &[&Case]) -> Weights {
    let mut at = vec![0.0; SIGNALS.len() + NONE_SIGNALS.len()];
    at = minimise(at, ITERATIONS, |at| cost(cases, at));
    let none = at.split_off(SIGNALS.len());
    Weights { candidate: at, none }
}

/// The negative logarithm of how likely the truth is, and its gradient.
fn cost(cases: &[&Case], at: &[f64]) -> (f64, Vec<f64>) {
    let (candidate, none) = at.split_at(SIGNALS.len());
    let weights = Weights { candidate: candidate.to_vec(), none: none.to_vec() };
    let mut slope: Vec<f64> = at.iter().map(|weight| PENALTY * weight).collect();
    let mut value = PENALTY / 2.0 * dot(at, at);
    for case in cases {
        let probabilities = weights.probabilities(&case.found);
        let of_none = (1.0 - probabilities.iter().sum::<f64>()).max(0.0);
        let is_none = !case.right.iter().any(|right| *right);
        let right = probabilities.iter().zip(&case.right).filter(|(_, right)| **right);
        let likely = if is_none { of_none } else { right.map(|(at, _)| at).sum() };
        let likely = likely.max(1e-12);
        value -= likely.ln();
        for ((candidate, probability), right) in
            case.found.all.iter().zip(&probabilities).zip(&case.right)
        {
            let share = if *right { probability / likely } else { 0.0 };
            add(&mut slope[..SIGNALS.len()], &candidate.signals, probability - share);
        }
        let share = if is_none { of_none / likely } else { 0.0 };
        add(&mut slope[SIGNALS.len()..], &case.found.none, of_none - share);
    }
    (value, slope)
}
