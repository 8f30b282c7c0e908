//! Sums of weights by number, to be filled thousands of times.
//!
//! In: weights of numbers below a size. Out: their effective number and normalised entropy. Deliberately absent: hashing; of 20,000
//! commits the files of every draw would be looked up millions of times.

use super::diversity::{effective, entropy, normalised};

/// Weights by number.
pub(super) struct Mixture {
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl Mixture {
    pub(super) fn new(size: usize) -> Self {
        Self { sums: vec![0.0; size], touched: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        for number in self.touched.drain(..) {
            self.sums[number as usize] = 0.0;
        }
    }

    /// Adds a weight above zero.
    pub(super) fn add(&mut self, number: u32, weight: f64) {
        let sum = &mut self.sums[number as usize];
        if *sum == 0.0 {
            self.touched.push(number);
        }
        *sum += weight;
    }

    fn parts(&self) -> impl Iterator<Item = (u32, f64)> {
        self.touched.iter().map(|number| (*number, self.sums[*number as usize]))
    }

    pub(super) const fn different(&self) -> usize {
        self.touched.len()
    }

    /// The effective number, and the entropy as a part of the most that there can be.
    pub(super) fn measured(&self) -> (f64, f64) {
        let entropy = entropy(self.parts().map(|(_, weight)| weight));
        (effective(entropy, self.different()), normalised(entropy, self.different()))
    }
}
