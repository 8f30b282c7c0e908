//! Drawing again from what was seen, to know how far chance reaches.
//!
//! In: a seed, and how many there are to draw from. Out: numbers that are the same in every run and on every machine,
//! and the ranges of what was computed from them. Deliberately absent: what is drawn; any source of randomness.
//!
//! The numbers are `SplitMix64`'s (G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators,
//! OOPSLA 2014): one addition and five operations a number, and no state but 64 bits.

/// How often is drawn. With 119, the 3rd and the 117th in order are the ends of a 95 % range.
pub(super) const DRAWS: usize = 119;
/// The place of the lower end among [`DRAWS`] values in order, and that of the upper end from behind.
const OUTSIDE: usize = 3;

/// A source of numbers that only depends on its seed.
#[derive(Clone, Debug)]
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of the numbers below `end`, each as likely as the others; 0 where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The upper half of the product: fair but for one part in 2⁶⁴ / end.
        let product = u128::from(self.next()) * end as u128;
        usize::try_from(product >> 64).unwrap_or_default()
    }

    /// Draws some of `times.len()` things with replacement, and says how many times each was drawn.
    pub(super) fn draw(&mut self, draws: usize, times: &mut [u32]) {
        times.fill(0);
        for _ in 0..draws {
            times[self.below(times.len())] += 1;
        }
    }

    /// Puts things into an order, each order as likely as the others (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }
}

/// A value and the 95 % range that drawing again gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The value of what was seen.
    pub value: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
}

impl Estimate {
    /// The range of a value whose draws lie about it as it lies about what is sought: the draws are mirrored at the
    /// value. Numbers of kinds and entropies are too low in every sample, and in a sample of a sample once more by
    /// as much; mirrored, the range makes up for it. It holds the value, and stays between `least` and `most`.
    pub(super) fn mirrored(value: f64, draws: &mut [f64], least: f64, most: f64) -> Self {
        let (below, above) = ends(draws);
        let low = (2.0 * value - above).min(value).max(least);
        let high = (2.0 * value - below).max(value).min(most);
        Self { value, low, high }
    }

    /// The same for effective numbers, which are mirrored by their logarithms, the entropies. Never below 1.
    pub(super) fn mirrored_numbers(value: f64, draws: &mut [f64]) -> Self {
        if value < 1.0 {
            return Self { value, low: value, high: value };
        }
        for draw in draws.iter_mut() {
            *draw = draw.max(1.0).ln();
        }
        let Self { low, high, .. } = Self::mirrored(value.ln(), draws, 0.0, f64::INFINITY);
        Self { value, low: low.exp().min(value), high: high.exp().max(value) }
    }

    /// The range that the draws themselves lie in, with their middle as the value.
    pub(super) fn of_draws(draws: &mut [f64]) -> Self {
        let (low, high) = ends(draws);
        Self { value: draws.get(draws.len() / 2).copied().unwrap_or_default(), low, high }
    }
}

/// The ends of the range that holds 95 of 100 of [`DRAWS`] draws, which are put in order.
fn ends(draws: &mut [f64]) -> (f64, f64) {
    draws.sort_by(f64::total_cmp);
    let at = |place: usize| draws.get(place).copied().unwrap_or_default();
    (at(OUTSIDE - 1), at(draws.len().saturating_sub(OUTSIDE)))
}

#[cfg(test)]
mod tests {
    use super::{DRAWS, Estimate, Numbers};

    /// The first numbers of the authors' own code for the seed 1234567.
    #[test]
    fn published_numbers() {
        let mut numbers = Numbers::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| numbers.next()).collect();
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn draws_are_fair_and_below_their_end() {
        let mut numbers = Numbers::new(7);
        let mut seen = [0_u32; 6];
        for _ in 0..6_000 {
            seen[numbers.below(6)] += 1;
        }
        assert!(seen.iter().all(|times| (850..1_150).contains(times)), "{seen:?}");
        assert_eq!(numbers.below(0), 0);
        let mut times = [9; 4];
        numbers.draw(50, &mut times);
        assert_eq!(times.iter().sum::<u32>(), 50);
        let mut order: Vec<usize> = (0..50).collect();
        numbers.shuffle(&mut order);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn ranges_leave_out_one_in_forty_on_either_side() {
        let mut draws: Vec<f64> = (1..=DRAWS).rev().map(|at| at as f64).collect();
        let plain = Estimate::of_draws(&mut draws);
        assert_eq!((plain.low, plain.value, plain.high), (3.0, 60.0, 117.0));
        let mirrored = Estimate::mirrored(90.0, &mut draws, 0.0, 170.0);
        assert_eq!((mirrored.low, mirrored.high), (63.0, 170.0));
        let numbers = Estimate::mirrored_numbers(90.0, &mut draws);
        assert!((numbers.low - 90.0 * 90.0 / 117.0).abs() < 1e-9, "{numbers:?}");
        assert!((numbers.high - 90.0 * 90.0 / 3.0).abs() < 1e-6, "{numbers:?}");
        assert_eq!(Estimate::mirrored_numbers(0.0, &mut []), Estimate::default());
        let mut draws: Vec<f64> = (1..=DRAWS).map(|at| at as f64).collect();
        // All draws below the value: the range begins at it.
        assert!((Estimate::mirrored(300.0, &mut draws, 0.0, 999.0).low - 300.0).abs() < 1e-9);
        assert_eq!(Estimate::of_draws(&mut []), Estimate::default());
    }
}
