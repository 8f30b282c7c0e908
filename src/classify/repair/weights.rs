//! How much each signal weighs, and what comes of it: a conditional logit.
//!
//! In: the candidates of a fix. Out: the probability of each. Every candidate has a score, the sum of its signals by their
//! weights, and "none of these" has one too; probabilities are in proportion to e raised to the scores. Deliberately absent: how the
//! weights were found; `examples/accuracy` writes `weights.tsv`.

use std::collections::HashMap;

use super::{Candidates, NONE_SIGNALS, SIGNALS};

/// What comes before the name of a signal that speaks for none of the candidates.
const NONE: &str = "none:";

/// The weights of all signals.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// In the order of [`SIGNALS`].
    pub candidate: Vec<f64>,
    /// In the order of [`NONE_SIGNALS`].
    pub none: Vec<f64>,
}

impl Weights {
    /// The weights that come with the program.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(include_str!("weights.tsv"))
    }

    /// Reads rows of a name and a weight, divided by a tab. What has no row weighs nothing; rows of unknown names, and lines
    /// that begin with `#`, say nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let row = |line: &'_ str| {
            let (name, weight) = line.split_once('\t')?;
            Some((name.to_owned(), weight.trim().parse::<f64>().ok()?))
        };
        let rows: HashMap<String, f64> = text.lines().filter_map(row).collect();
        let weight = |name: String| rows.get(&name).copied().unwrap_or(0.0);
        Self {
            candidate: SIGNALS.iter().map(|name| weight((*name).to_owned())).collect(),
            none: NONE_SIGNALS.iter().map(|name| weight(format!("{NONE}{name}"))).collect(),
        }
    }

    /// The rows that [`Weights::parse`] reads.
    #[must_use]
    pub fn rows(&self) -> String {
        let of_candidate = SIGNALS.iter().zip(&self.candidate);
        let of_candidate = of_candidate.map(|(name, weight)| format!("{name}\t{weight:.4}\n"));
        let of_none = NONE_SIGNALS.iter().zip(&self.none);
        let of_none = of_none.map(|(name, weight)| format!("{NONE}{name}\t{weight:.4}\n"));
        of_candidate.chain(of_none).collect()
    }

    /// The probability that each candidate is what the fix repairs, in their order. They sum up to less than 1: the rest is
    /// for none of them.
    #[must_use]
    pub fn probabilities(&self, found: &Candidates) -> Vec<f64> {
        let score = |signals: &[f64], weights: &[f64]| -> f64 {
            signals.iter().zip(weights).map(|(signal, weight)| signal * weight).sum()
        };
        let none = score(&found.none, &self.none);
        let scores: Vec<f64> =
            found.all.iter().map(|candidate| score(&candidate.signals, &self.candidate)).collect();
        // Scores are taken from the highest, so that nothing overflows.
        let highest = scores.iter().copied().fold(none, f64::max);
        let odds: Vec<f64> = scores.into_iter().map(|score| (score - highest).exp()).collect();
        let whole = odds.iter().sum::<f64>() + (none - highest).exp();
        odds.into_iter().map(|odds| odds / whole).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Candidate, Candidates, NONE_SIGNALS, SIGNALS};
    use super::Weights;
    use crate::model::CommitIndex;

    #[test]
    fn every_signal_has_its_row_and_every_row_its_signal() {
        let names = include_str!("weights.tsv").lines().filter(|line| !line.starts_with('#'));
        let names: Vec<&str> = names.filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        let none = NONE_SIGNALS.iter().map(|name| format!("none:{name}"));
        let expected: Vec<String> =
            SIGNALS.iter().map(|&name| name.to_owned()).chain(none).collect();
        assert_eq!(names, expected);
        assert_eq!(Weights::parse(&Weights::shipped().rows()), Weights::shipped());
    }

    #[test]
    fn what_speaks_for_a_candidate_makes_it_likelier_than_the_others_and_than_none() {
        let weights = Weights {
            candidate: (0..SIGNALS.len()).map(|at| if at == 0 { 2.0 } else { 0.0 }).collect(),
            none: vec![0.0; NONE_SIGNALS.len()],
        };
        let candidate = |first: f64| {
            let mut signals = vec![0.0; SIGNALS.len()];
            signals[0] = first;
            Candidate { commit: CommitIndex(0), lines: 0, context: 0, signals }
        };
        let none = vec![1.0; NONE_SIGNALS.len()];
        let found = Candidates { all: vec![candidate(0.0), candidate(1.0)], none };
        let [low, high] = weights.probabilities(&found)[..] else { panic!("two candidates") };
        let whole = 2.0 + 2_f64.exp();
        assert!((low - 1.0 / whole).abs() < 1e-9 && (high - 2_f64.exp() / whole).abs() < 1e-9);
        let far = Candidates { all: vec![candidate(1e6)], none: vec![0.0; NONE_SIGNALS.len()] };
        assert_eq!(weights.probabilities(&far), [1.0]);
    }
}
