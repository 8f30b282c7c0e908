//! What is to be expected, what fell below it, and how often changes hold, as plain data.
//!
//! In: expectations and comparisons. Out: serialisable values with their sentences. Deliberately absent: new judgement.

use serde::Serialize;

use super::words::{count, day_count, days, duration, one_decimal, percent, plain};
use crate::episodes::{Expectation, Expected};
use crate::model::{Beside, Lasting, Quieting, Thresholds, Timestamp};

/// Patches to expect in the next year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ExpectedFigures {
    /// Commits that patch the spot, on average over spots like it.
    pub patches: f64,
    /// Of 40 spots like it one is patched less often.
    pub low: u32,
    /// Of 40 spots like it one is patched more often.
    pub high: u32,
}

impl From<Expectation> for ExpectedFigures {
    fn from(found: Expectation) -> Self {
        Self { patches: one_decimal(found.patches), low: found.low, high: found.high }
    }
}

impl ExpectedFigures {
    /// `2.3 (0–7)`.
    #[must_use]
    pub fn says(&self) -> String {
        format!("{} ({}–{})", plain(self.patches), self.low, self.high)
    }
}

/// What the expectations of a repository rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExpectedBasis {
    /// Spots that were there a year ago.
    pub spots: usize,
    /// Patches of these in the year since.
    pub patches: usize,
    /// Whether that is enough to expect anything of a spot.
    pub enough: bool,
}

impl From<&Expected> for ExpectedBasis {
    fn from(found: &Expected) -> Self {
        Self { spots: found.spots, patches: found.patches, enough: found.is_enough() }
    }
}

impl ExpectedBasis {
    /// What it rests on, or why nothing is expected.
    #[must_use]
    pub fn says(&self) -> String {
        let patches = count(self.patches, "patch", "patches");
        let spots = count(self.spots, "spot", "spots");
        if self.enough {
            format!(
                "Patches expected in the next year, with the range that 95 of 100 spots like it \
                 would fall into, as of {patches} of {spots} in the last year."
            )
        } else {
            format!(
                "Too early to expect anything of a spot: {patches} of {spots} in the last year; \
                 so the newest patches come first."
            )
        }
    }
}

/// How often a spot was patched before and after a change that may have mended it, beside spots like it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct QuietingFigures {
    /// Whether its patch rate fell by more than that of spots like it, with 95% probability or more.
    pub quieted: bool,
    /// Commits that patched it in the days before.
    pub before: usize,
    /// How many days that were: 365, or fewer for a spot that is younger.
    pub before_days: i64,
    /// Commits that patched it in the days after.
    pub after: usize,
    /// How many days that were, 730 at most.
    pub after_days: i64,
    /// It is too early to compare: the window has not passed, or the neighbourhood has hardly moved.
    pub too_early: bool,
    /// Spots that were ever like it; fewer than 20 are too few to compare with.
    pub spots_like_it: usize,
    /// Commits that patched one of these in as many days after, on average.
    pub expected: Option<f64>,
    /// Of 40 of these one was patched less often.
    pub expected_low: Option<u32>,
    /// Of 40 of these one was patched more often.
    pub expected_high: Option<u32>,
    /// Probability in per cent that its patch rate is below theirs.
    pub probability_percent: Option<f64>,
}

impl From<&Quieting> for QuietingFigures {
    fn from(found: &Quieting) -> Self {
        let Quieting { before, before_time, after, after_time, beside, .. } = *found;
        Self::of((before, before_time), (after, after_time), beside)
    }
}

impl QuietingFigures {
    /// Patches before and after, each in so long a time, beside those of spots like it.
    pub(super) fn of(
        (before, before_time): (usize, Timestamp),
        (after, after_time): (usize, Timestamp),
        beside: Beside,
    ) -> Self {
        let likes = match beside {
            Beside::Matched(likes) => Some(likes),
            _ => None,
        };
        Self {
            quieted: beside.is_quieted(),
            before,
            before_days: days(before_time),
            after,
            after_days: days(after_time),
            too_early: beside == Beside::TooEarly,
            spots_like_it: match beside {
                Beside::TooEarly => 0,
                Beside::TooFew(spots) => spots,
                Beside::Matched(likes) => likes.spots,
            },
            expected: likes.map(|likes| one_decimal(likes.expected)),
            expected_low: likes.map(|likes| likes.low),
            expected_high: likes.map(|likes| likes.high),
            probability_percent: likes.map(|likes| percent(likes.probability)),
        }
    }
}

impl QuietingFigures {
    /// The comparison in words.
    #[must_use]
    pub fn says(&self) -> String {
        let span = duration(self.after_days);
        let (Some(expected), Some(low), Some(high), Some(probability)) =
            (self.expected, self.expected_low, self.expected_high, self.probability_percent)
        else {
            let why = if self.too_early {
                "too early to compare".to_owned()
            } else {
                let likes = match self.spots_like_it {
                    0 => "no spot was".to_owned(),
                    some => count(some, "spot was", "spots were"),
                };
                format!("too few to compare with: {likes} ever like it")
            };
            return format!("{} after it in {span}; {why}", patches(self.after));
        };
        let likes = format!(
            "{} like it had {} ({low}–{high}) in as long a time",
            count(self.spots_like_it, "spot", "spots"),
            plain(expected),
        );
        if self.quieted {
            return format!(
                "quieted: {} in the {} before, {} in the {span} after; {likes} ({:.0}% sure that \
                 it fell below)",
                patches(self.before),
                duration(self.before_days),
                self.after,
                probability.min(99.0),
            );
        }
        if self.after == 0 {
            return format!("quiet for {span}, as expected: {likes}");
        }
        format!("{} after it in {span}, as expected: {likes}", patches(self.after))
    }

    /// The same in a word or two, for a table.
    #[must_use]
    pub fn brief(&self) -> String {
        if self.quieted {
            "quieted".to_owned()
        } else if self.too_early {
            "too early".to_owned()
        } else if self.expected.is_none() {
            "too few like it".to_owned()
        } else {
            "as expected".to_owned()
        }
    }
}

fn patches(number: usize) -> String {
    count(number, "patch", "patches")
}

/// How often changes of one sort held for the window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LastingFigures {
    /// The sort of spot, in words.
    pub on: String,
    /// Whether these are patches, quick remedies left out; else structural changes.
    pub patches: bool,
    /// How many there are.
    pub changes: usize,
    /// Of these, those that a patch came back to within the window.
    pub came_back: usize,
    /// Those that were watched through the window without one.
    pub watched: usize,
    /// Days of the window.
    pub days: i64,
    /// The share that holds for so long, in per cent, estimated with those that could not be watched to the end.
    pub held_percent: f64,
    /// Lower end of its range.
    pub held_low: f64,
    /// Upper end of its range.
    pub held_high: f64,
    /// Commits nearby while a change was watched; half of them had more.
    pub nearby: usize,
    /// Fewer than 10 of them came back or were watched through the window: the share says nothing.
    pub too_few: bool,
}

/// Changes known to have held or come back without which no share is told.
const FEWEST: usize = 10;

impl LastingFigures {
    pub(super) fn of(lasting: &Lasting, thresholds: &Thresholds) -> Self {
        Self {
            on: lasting.sort.name().to_owned(),
            patches: lasting.is_patch,
            changes: lasting.changes,
            came_back: lasting.came_back,
            watched: lasting.watched,
            days: thresholds.window_days(),
            held_percent: percent(lasting.share),
            held_low: percent(lasting.low),
            held_high: percent(lasting.high),
            nearby: lasting.nearby,
            too_few: lasting.came_back + lasting.watched < FEWEST,
        }
    }

    /// `patches on functions`.
    #[must_use]
    pub fn what(&self) -> String {
        format!("{} on {}", if self.patches { "patches" } else { "structural changes" }, self.on)
    }

    /// `of patches on functions here, 62% (n = 140, 54–70%) held 90 days`.
    #[must_use]
    pub fn says(&self) -> String {
        format!(
            "of {} here, {:.0}% held {} (n = {}, likely {:.0}–{:.0}%)",
            self.what(),
            self.held_percent,
            day_count(self.days),
            self.changes,
            self.held_low,
            self.held_high,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{LastingFigures, QuietingFigures};
    use crate::model::{Beside, ChangeIndex, DAY, Lasting, Likes, Quieting, SpotSort, Thresholds};

    fn quieting(after: usize, beside: Beside) -> String {
        let (before_time, after_time) = (365 * DAY, 730 * DAY);
        let change = ChangeIndex(0);
        let found = Quieting { change, before: 9, before_time, after, after_time, beside };
        QuietingFigures::from(&found).says()
    }

    #[test]
    fn what_is_said_of_a_quiet_spot() {
        let likes =
            Likes { spots: 31, expected: 4.21, low: 0, high: 12, variance: 9.0, probability: 0.97 };
        assert_eq!(
            quieting(0, Beside::Matched(likes)),
            "quieted: 9 patches in the 12 months before, 0 in the 2 years after; 31 spots like it \
             had 4.2 (0–12) in as long a time (97% sure that it fell below)"
        );
        let likes = Likes { probability: 0.6, ..likes };
        assert_eq!(
            quieting(0, Beside::Matched(likes)),
            "quiet for 2 years, as expected: 31 spots like it had 4.2 (0–12) in as long a time"
        );
        assert_eq!(
            quieting(1, Beside::TooFew(3)),
            "1 patch after it in 2 years; too few to compare with: 3 spots were ever like it"
        );
        assert_eq!(
            quieting(0, Beside::TooEarly),
            "0 patches after it in 2 years; too early to compare"
        );
    }

    #[test]
    fn what_is_said_of_changes_of_a_sort() {
        let lasting = Lasting {
            sort: SpotSort::Function,
            is_patch: true,
            changes: 140,
            came_back: 50,
            watched: 60,
            share: 0.62,
            low: 0.54,
            high: 0.7,
            nearby: 12,
        };
        let says = |lasting: &Lasting| LastingFigures::of(lasting, &Thresholds::default()).says();
        assert_eq!(
            says(&lasting),
            "of patches on functions here, 62% held 90 days (n = 140, likely 54–70%)"
        );
        let few = Lasting { came_back: 4, watched: 5, is_patch: false, ..lasting };
        assert!(LastingFigures::of(&few, &Thresholds::default()).too_few);
    }
}
