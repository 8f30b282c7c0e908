//! What a person's answers say of the probabilities that are computed for them.
//!
//! In: the probabilities that were computed for commits, and the kinds that the person answered. Out: a
//! correction of such probabilities. Deliberately absent: whose answers they are, and which kind is
//! decided on in the end.
//!
//! One project calls a refactoring what another calls a chore; one person writes three times as many
//! repairs as the projects that the probabilities were fitted to. So each kind k has one weight w(k), 1 as
//! long as nobody answered, and the corrected probabilities are
//!
//! ```text
//! p'(k) = w(k) p(k) / Σ_j w(j) p(j)
//! ```
//!
//! which is how Bayes' rule changes a posterior when the prior changes (M. Saerens, P. Latinne, C.
//! Decaestecker, Adjusting the outputs of a classifier to new a priori probabilities, Neural Computation 14,
//! 2002). The weights are the most probable ones after n answers y with probabilities p, where each weight
//! has a gamma prior of shape s + 1 and rate s, whose mode is 1: they maximise
//!
//! ```text
//! Σ_i log p'_i(y_i) + s Σ_k (log w(k) - w(k))
//! ```
//!
//! This is strictly concave in log w, so there is one maximum. It is approached by
//!
//! ```text
//! w(k) <- (s + c(k)) / (s + Σ_i p_i(k) / Z_i),   Z_i = Σ_j w(j) p_i(j)
//! ```
//!
//! where c(k) counts the answers k: the prior speaks as s answers of each kind would in which the
//! probabilities were right. (The step maximises the bound `-log Z >= 1 - log Z_0 - Z / Z_0`, so that none
//! makes it worse; D. Hunter, K. Lange, A tutorial on MM algorithms, The American Statistician 58, 2004.)
//! The first step from w = 1 is (s + c(k)) / (s + e(k)), answers against expected answers.
//!
//! A further answer k never makes k less probable anywhere: the weight of k grows more than any other, since
//! the second derivative in log w is a graph Laplacian with a positive diagonal added.

use crate::model::Kind;

/// Kinds.
const KINDS: usize = Kind::ALL.len();

/// A probability for each kind, in the order of [`Kind::ALL`]; they sum to 1.
pub type KindProbabilities = [f64; KINDS];

/// As many answers of each kind, in which the probabilities were right, are taken for given. With 20, three
/// answers move no probability by 0.08, and hardly any by 0.04. In simulations, 100 answers of a person whose kinds
/// are mixed as those of the projects that the probabilities were fitted to cost some 0.003 nats a commit, by
/// what chance puts into them; those of a person with another mix win 0.02 to 0.1.
const TAKEN_FOR_GIVEN: f64 = 20.0;

/// Steps at the most; the weights hardly change after some twenty.
const STEPS: usize = 200;
/// The largest change of a weight that is none.
const STILL: f64 = 1e-12;

/// A correction of computed probabilities by a person's answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    weights: KindProbabilities,
}

impl Calibration {
    /// No correction.
    pub const NONE: Self = Self { weights: [1.0; KINDS] };

    /// The correction that a person's answers call for: the probabilities that were computed for each
    /// commit, before any correction, and the kind that the person says it is.
    #[must_use]
    pub fn of(answers: &[(KindProbabilities, Kind)]) -> Self {
        let mut given = [TAKEN_FOR_GIVEN; KINDS];
        for (_, kind) in answers {
            given[*kind as usize] += 1.0;
        }
        let mut calibration = Self::NONE;
        for _ in 0..STEPS {
            let next = calibration.step(answers, &given);
            let moved = next.weights.iter().zip(&calibration.weights);
            let furthest = moved.map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
            calibration = next;
            if furthest <= STILL {
                break;
            }
        }
        calibration
    }

    /// `given` are the answers of each kind, those that are taken for given among them.
    fn step(self, answers: &[(KindProbabilities, Kind)], given: &KindProbabilities) -> Self {
        let mut expected = [TAKEN_FOR_GIVEN; KINDS];
        for (probabilities, _) in answers {
            let sum = self.sum(probabilities);
            if sum > 0.0 {
                for (expected, probability) in expected.iter_mut().zip(probabilities) {
                    *expected += probability / sum;
                }
            }
        }
        Self { weights: std::array::from_fn(|kind| given[kind] / expected[kind]) }
    }

    /// The corrected probabilities.
    #[must_use]
    pub fn apply(&self, computed: &KindProbabilities) -> KindProbabilities {
        let sum = self.sum(computed);
        if sum <= 0.0 {
            return *computed;
        }
        std::array::from_fn(|kind| self.weights[kind] * computed[kind] / sum)
    }

    fn sum(&self, probabilities: &KindProbabilities) -> f64 {
        self.weights.iter().zip(probabilities).map(|(weight, part)| weight * part).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Calibration, KINDS, KindProbabilities};
    use crate::model::Kind;

    /// How often each kind comes in the projects that a model was fitted to.
    const USUAL: KindProbabilities =
        [0.20, 0.24, 0.12, 0.03, 0.10, 0.12, 0.06, 0.03, 0.08, 0.01, 0.01];

    /// splitmix64 (Steele, Lea, Flood 2014), as numbers from 0 to 1.
    struct Chance(u64);

    impl Chance {
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let bits = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap();
            f64::from(bits) / f64::from(u32::MAX)
        }

        /// One of the kinds, each as often as its share says.
        fn kind(&mut self, shares: &KindProbabilities) -> usize {
            let mut left = self.next() * shares.iter().sum::<f64>();
            let found = shares.iter().position(|share| {
                left -= share;
                left <= 0.0
            });
            found.unwrap_or(KINDS - 1)
        }

        /// Commits of a person who makes the kinds as often as `shares` says, seen by a model that is
        /// right about [`USUAL`] projects: two signals, each of which names the kind in three of five cases.
        fn commits(&mut self, number: usize, shares: &KindProbabilities) -> Vec<Answered> {
            let speaks = |signal: usize, kind: usize| if signal == kind { 0.6 } else { 0.04 };
            let mut commit = || {
                let kind = self.kind(shares);
                let signals: [usize; 2] = std::array::from_fn(|_| {
                    self.kind(&std::array::from_fn(|signal| speaks(signal, kind)))
                });
                let joint = |kind| signals.iter().fold(USUAL[kind], |p, at| p * speaks(*at, kind));
                let joint: KindProbabilities = std::array::from_fn(joint);
                let sum: f64 = joint.iter().sum();
                (joint.map(|part| part / sum), Kind::ALL[kind])
            };
            (0..number).map(|_| commit()).collect()
        }
    }

    type Answered = (KindProbabilities, Kind);

    /// Mean logarithmic loss in nats: how surprised one is by the answers.
    fn loss(calibration: &Calibration, commits: &[Answered]) -> f64 {
        let surprise =
            |(computed, kind): &Answered| -calibration.apply(computed)[*kind as usize].ln();
        commits.iter().map(surprise).sum::<f64>() / commits.len() as f64
    }

    /// Refactors where others write features, and hardly ever does chores.
    fn shifted() -> KindProbabilities {
        let mut shares = USUAL;
        shares[Kind::Feat as usize] = 0.08;
        shares[Kind::Refactor as usize] = 0.35;
        shares[Kind::Chore as usize] = 0.02;
        shares
    }

    fn furthest(one: &KindProbabilities, other: &KindProbabilities) -> f64 {
        one.iter().zip(other).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn without_answers_nothing_changes() {
        assert_eq!(Calibration::of(&[]), Calibration::NONE);
        assert!(furthest(&Calibration::NONE.apply(&USUAL), &USUAL) < 1e-12);
        assert!(furthest(&Calibration::NONE.apply(&[0.0; KINDS]), &[0.0; KINDS]) < 1e-12);
    }

    #[test]
    fn kinds_are_numbered_as_they_are_listed() {
        assert!(Kind::ALL.iter().enumerate().all(|(at, kind)| *kind as usize == at));
    }

    #[test]
    fn a_person_of_another_mix_is_understood_better_the_more_they_answer() {
        let mut chance = Chance(7);
        let (answers, others) =
            (chance.commits(300, &shifted()), chance.commits(4_000, &shifted()));
        let losses = [0, 30, 100, 300].map(|n| loss(&Calibration::of(&answers[..n]), &others));
        assert!(losses.is_sorted_by(|few, many| few > many), "{losses:?}");
        assert!(losses[0] - losses[3] > 0.05, "{losses:?}");
    }

    #[test]
    fn a_person_of_the_usual_mix_loses_next_to_nothing() {
        for seed in 0..20 {
            let mut chance = Chance(seed);
            let (answers, others) = (chance.commits(100, &USUAL), chance.commits(2_000, &USUAL));
            let lost =
                loss(&Calibration::of(&answers), &others) - loss(&Calibration::NONE, &others);
            assert!(lost < 0.01, "{lost} with seed {seed}");
        }
    }

    #[test]
    fn three_answers_change_hardly_anything() {
        let mut chance = Chance(3);
        for (computed, _) in chance.commits(200, &shifted()) {
            for kind in Kind::ALL {
                let corrected = Calibration::of(&[(computed, kind); 3]).apply(&computed);
                assert!(furthest(&corrected, &computed) < 0.04, "{computed:?} {kind}");
            }
        }
        // The most that they can do: what was thought certain is denied, and a commit is in doubt.
        let (mut certain, mut doubtful) = ([0.0; KINDS], [0.0; KINDS]);
        (certain[0], doubtful[0], doubtful[1]) = (1.0, 0.54, 0.46);
        let corrected = Calibration::of(&[(certain, Kind::Fix); 3]).apply(&doubtful);
        let moved = furthest(&corrected, &doubtful);
        assert!((0.07..0.08).contains(&moved), "{moved}");
    }

    #[test]
    fn answers_that_agree_with_the_probabilities_change_nothing() {
        // Ten commits alike, half of which are what is thought half likely.
        let mut even = [0.0; KINDS];
        (even[0], even[1]) = (0.5, 0.5);
        let kinds = [Kind::Feat, Kind::Fix].into_iter().cycle().take(10);
        let answers: Vec<Answered> = kinds.map(|kind| (even, kind)).collect();
        assert!(furthest(&Calibration::of(&answers).apply(&USUAL), &USUAL) < 1e-12);
    }

    fn any_probabilities() -> impl Strategy<Value = KindProbabilities> {
        proptest::array::uniform11(0.001_f64..1.0).prop_map(|parts| {
            let sum: f64 = parts.iter().sum();
            parts.map(|part| part / sum)
        })
    }

    fn any_answers() -> impl Strategy<Value = Vec<Answered>> {
        let answer = (any_probabilities(), 0..KINDS).prop_map(|(p, at)| (p, Kind::ALL[at]));
        proptest::collection::vec(answer, 0..40)
    }

    proptest! {
        #[test]
        fn an_answer_more_makes_its_kind_no_less_likely(
            answers in any_answers(), answered in any_probabilities(),
            other in any_probabilities(), at in 0..KINDS,
        ) {
            let before = Calibration::of(&answers).apply(&other);
            let more = [answers.as_slice(), &[(answered, Kind::ALL[at])]].concat();
            let after = Calibration::of(&more).apply(&other);
            prop_assert!(after[at] >= before[at] - 1e-9);
            prop_assert!((after.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
