//! Finds the weights under which what was repaired is likeliest.
//!
//! In: fixes with their candidates and which of these are right. Out: weights. A conditional logit with a small penalty on large
//! weights, fitted by limited-memory BFGS. Deliberately absent: random numbers; the same fixes give the same weights.

use git_headway::classify::repair::{NONE_SIGNALS, SIGNALS, Weights};

use super::case::Case;

/// How much a large weight costs: half of this times its square.
const PENALTY: f64 = 5.0;
const ITERATIONS: usize = 300;
/// Steps that are remembered.
const MEMORY: usize = 8;
/// A gradient this small ends the search.
const FLAT: f64 = 1e-2;

/// The weights under which the right candidates (or none of them, where none is right) are likeliest.
pub(crate) fn fit(cases: &[&Case]) -> Weights {
    let mut at = vec![0.0; SIGNALS.len() + NONE_SIGNALS.len()];
    let (mut value, mut slope) = cost(cases, &at);
    let mut memory: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..ITERATIONS {
        if dot(&slope, &slope).sqrt() < FLAT {
            break;
        }
        let direction = direction(&slope, &memory);
        let descent = dot(&slope, &direction);
        let mut step = if memory.is_empty() { 1.0 / dot(&slope, &slope).sqrt() } else { 1.0 };
        let (next, next_value, next_slope) = loop {
            let next: Vec<f64> = at.iter().zip(&direction).map(|(at, by)| at + step * by).collect();
            let (next_value, next_slope) = cost(cases, &next);
            if next_value <= value + 1e-4 * step * descent || step < 1e-10 {
                break (next, next_value, next_slope);
            }
            step /= 2.0;
        };
        let moved = difference(&next, &at);
        let turned = difference(&next_slope, &slope);
        if dot(&moved, &turned) > 1e-10 {
            memory.push((moved, turned));
            if memory.len() > MEMORY {
                memory.remove(0);
            }
        }
        (at, value, slope) = (next, next_value, next_slope);
    }
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

/// Downhill, as the last steps tell how the slope turns.
fn direction(slope: &[f64], memory: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut direction: Vec<f64> = slope.iter().map(|slope| -slope).collect();
    let mut parts = Vec::with_capacity(memory.len());
    for (moved, turned) in memory.iter().rev() {
        let part = dot(moved, &direction) / dot(moved, turned);
        add(&mut direction, turned, -part);
        parts.push(part);
    }
    if let Some((moved, turned)) = memory.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for by in &mut direction {
            *by *= scale;
        }
    }
    for ((moved, turned), part) in memory.iter().zip(parts.into_iter().rev()) {
        let back = dot(turned, &direction) / dot(moved, turned);
        add(&mut direction, moved, part - back);
    }
    direction
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += what * times;
    }
}

fn difference(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}
