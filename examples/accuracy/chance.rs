//! Numbers by chance, the same in every run.
//!
//! In: nothing; the seed is fixed. Out: numbers. Deliberately absent: anything that a secret could rest on.
//!
//! Splitmix (Steele, Lea, Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014).

pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// A whole number from 0 on, below `end`.
    pub(crate) fn below(&mut self, end: i64) -> i64 {
        let mixed = i64::try_from(self.next() >> 1).unwrap_or(i64::MAX);
        mixed % end.max(1)
    }

    /// At least 0, below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
