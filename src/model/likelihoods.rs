//! How likely each kind is.
//!
//! In: nothing; `classify` makes these. Out: a probability for every [`Kind`], one in all. Deliberately absent: how they are found.

use super::Kind;

/// A probability for every kind; they add up to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihoods([f64; Kind::ALL.len()]);

impl Likelihoods {
    /// No doubt about a kind.
    #[must_use]
    pub fn certain(kind: Kind) -> Self {
        Self(Kind::ALL.map(|at| if at == kind { 1.0 } else { 0.0 }))
    }

    /// From weights that are no probabilities yet, in the order of [`Kind::ALL`]; without any, all kinds are as likely.
    #[must_use]
    pub fn of_weights(weights: [f64; Kind::ALL.len()]) -> Self {
        let sum: f64 = weights.iter().sum();
        let even = 1.0 / Kind::ALL.len() as f64;
        Self(weights.map(|weight| if sum > 0.0 { weight / sum } else { even }))
    }

    /// How likely a kind is.
    #[must_use]
    pub fn of(&self, kind: Kind) -> f64 {
        self.0[kind as usize]
    }

    /// The likeliest kind; of equal ones the first of [`Kind::ALL`].
    #[must_use]
    pub fn best(&self) -> Kind {
        let likeliest =
            Kind::ALL.into_iter().rev().max_by(|a, b| self.of(*a).total_cmp(&self.of(*b)));
        likeliest.unwrap_or(Kind::Chore)
    }

    /// In the order of [`Kind::ALL`].
    #[must_use]
    pub const fn as_array(&self) -> [f64; Kind::ALL.len()] {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Likelihoods};

    #[test]
    fn the_likeliest_is_best_and_all_add_up_to_one() {
        let mut weights = [0.0; Kind::ALL.len()];
        assert_eq!(Likelihoods::of_weights(weights).best(), Kind::Feat);
        (weights[1], weights[3]) = (3.0, 1.0);
        let likelihoods = Likelihoods::of_weights(weights);
        assert_eq!(likelihoods.best(), Kind::Fix);
        assert!((likelihoods.of(Kind::Perf) - 0.25).abs() < 1e-12);
        assert!(Likelihoods::certain(Kind::Docs).of(Kind::Docs) > 0.999);
    }
}
