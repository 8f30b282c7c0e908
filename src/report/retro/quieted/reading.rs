//! What the patches before and after a change come to, in a word or two.
//!
//! In: counts before and after, and what became of spots like it. Out: one of a few readings, and how many there are of
//! each. Deliberately absent: whether the change is the cause.

use serde::Serialize;

use crate::profile::{Comparison, MendedChange, Rate};
use crate::report::text::Label;
use crate::report::words::days;

/// What it comes to; the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuietReading {
    /// Patched less than spots like it, with 95 % probability or more.
    Quieted,
    /// Patched more often than before, beyond chance.
    MoreOften,
    /// Not patched, or less often beyond chance, but spots like it were no other.
    AsExpected,
    /// Before and after may differ by chance.
    NotClear,
    /// Not patched, or less often beyond chance, but too few spots were ever like it.
    NotCompared,
    /// The window has not passed, or little was done nearby.
    TooEarly,
}

impl QuietReading {
    pub(super) fn of(change: &MendedChange) -> Self {
        use crate::model::Beside;
        let beside = change.beside;
        if beside == Beside::TooEarly {
            return Self::TooEarly;
        }
        if beside.is_quieted() {
            return Self::Quieted;
        }
        let clearly = rate(change.after).compared_to(&rate(change.before));
        let fell = change.after.0 == 0 || clearly == Comparison::Lower;
        match (clearly, beside) {
            (Comparison::Higher, _) => Self::MoreOften,
            (_, Beside::Matched(_)) if fell => Self::AsExpected,
            _ if fell => Self::NotCompared,
            _ => Self::NotClear,
        }
    }

    /// The reading in words; `none` says that no patch came after.
    pub(super) const fn says(self, none: bool) -> &'static str {
        match self {
            Self::Quieted => "quieted",
            Self::MoreOften => "more often",
            Self::AsExpected if none => "quiet, as expected",
            Self::AsExpected => "fewer, as expected",
            Self::NotClear => "no clear change",
            Self::NotCompared if none => "quiet, not compared",
            Self::NotCompared => "less often, not compared",
            Self::TooEarly => "too early to tell",
        }
    }

    pub(super) const fn label(self) -> Label {
        match self {
            Self::Quieted => Label::Headway,
            Self::MoreOften => Label::Motion,
            Self::AsExpected | Self::NotClear | Self::NotCompared | Self::TooEarly => {
                Label::Undecided
            }
        }
    }
}

/// Patches in so many seconds, by the day.
pub(super) fn rate((patches, time): (usize, i64)) -> Rate {
    Rate { times: patches, days: u32::try_from(days(time)).unwrap_or(0).max(1) }
}

/// Spots by what their change comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QuietCounts {
    /// Patched less than spots like them.
    pub quieted: usize,
    /// Patched more often than before.
    pub more_often: usize,
    /// Quiet or patched less often, as spots like them.
    pub as_expected: usize,
    /// Before and after may differ by chance.
    pub not_clear: usize,
    /// Quiet or patched less often, and too few spots were ever like them.
    pub not_compared: usize,
    /// Too early to tell.
    pub too_early: usize,
}

impl QuietCounts {
    pub(super) fn add(&mut self, reading: QuietReading) {
        let count = match reading {
            QuietReading::Quieted => &mut self.quieted,
            QuietReading::MoreOften => &mut self.more_often,
            QuietReading::AsExpected => &mut self.as_expected,
            QuietReading::NotClear => &mut self.not_clear,
            QuietReading::NotCompared => &mut self.not_compared,
            QuietReading::TooEarly => &mut self.too_early,
        };
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::QuietReading::{AsExpected, MoreOften, NotClear, NotCompared, Quieted, TooEarly};
    use super::{QuietCounts, QuietReading};
    use crate::model::{Beside, DAY, Likes, Month, ObjectId};
    use crate::profile::MendedChange;

    fn reading(before: usize, after: usize, beside: Beside) -> QuietReading {
        QuietReading::of(&MendedChange {
            month: Month { year: 2025, month: 3 },
            commit: ObjectId::from_bytes([1; 20]),
            spot: "src/a.rs: fn a".to_owned(),
            before: (before, 365 * DAY),
            after: (after, 365 * DAY),
            beside,
        })
    }

    #[test]
    fn a_reading_for_every_course() {
        let likes = |probability| {
            let (expected, low, high, variance) = (3.0, 0, 9, 4.0);
            Beside::Matched(Likes { spots: 30, expected, low, high, variance, probability })
        };
        let cases = [
            (6, 0, likes(0.97), Quieted),
            (6, 0, likes(0.8), AsExpected),
            (20, 3, likes(0.8), AsExpected),
            (6, 4, likes(0.4), NotClear),
            (4, 20, likes(0.0), MoreOften),
            (6, 0, Beside::TooFew(3), NotCompared),
            (20, 3, Beside::TooFew(3), NotCompared),
            (6, 4, Beside::TooFew(3), NotClear),
            (4, 20, Beside::TooFew(3), MoreOften),
            (6, 0, Beside::TooEarly, TooEarly),
        ];
        let mut counts = QuietCounts::default();
        for (before, after, beside, expected) in cases {
            let found = reading(before, after, beside);
            assert_eq!(found, expected, "{before} then {after}, {beside:?}");
            counts.add(found);
        }
        let found = [counts.quieted, counts.as_expected, counts.more_often, counts.not_compared];
        assert_eq!(found, [1, 2, 2, 2]);
        assert_eq!((counts.not_clear, counts.too_early), (2, 1));
    }

    #[test]
    fn silence_is_said_apart_from_less() {
        assert_eq!(AsExpected.says(true), "quiet, as expected");
        assert_eq!(AsExpected.says(false), "fewer, as expected");
        assert!(Quieted < MoreOften && MoreOften < AsExpected && NotCompared < TooEarly);
    }
}
