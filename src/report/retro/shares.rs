//! The shares of a period beside those of an earlier one: which clearly moved, and by which windows.
//!
//! In: what the commits of both periods weigh. Out: comparisons, and the shares by window as plain data.
//! Deliberately absent: sentences on what the year comes to; `verdict` and `unmoved` have them.

use serde::Serialize;

use crate::profile::{Comparison, Period, Share, Tally};
use crate::report::parts::{Addressee, Percent};
use crate::report::words::{day_count, list};

/// Points of a per cent below which two shares read the same.
const SEEN: f64 = 0.5;

/// A period beside an earlier one.
#[derive(Clone, Copy)]
pub(super) struct Shares<'a> {
    pub addressee: &'a Addressee,
    pub period: Period,
    /// The period is not over.
    pub running: bool,
    pub beside: Period,
    pub now: &'a Tally,
    /// None without commits.
    pub before: Option<&'a Tally>,
    /// Days within which a second patch is a repeat.
    pub window: i64,
}

/// What became of a share.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Moved {
    /// It is clearly another.
    Clearly(Comparison, Share, Share),
    /// It is clearly another, but within another window it moved the other way.
    Unsure(Comparison, Share, Share, Vec<WindowCompared>),
    /// It may be chance.
    Unclear(Share, Share),
    /// Too few to compare, or nothing.
    Unknown,
}

/// The share of repeats that one window gives in both periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WindowCompared {
    /// The window in days.
    pub days: i64,
    /// Repeat patches of the patching commits.
    pub now: Percent,
    /// The same of the period beside it; null where that has none.
    pub before: Option<Percent>,
    /// `clearly lower`, `clearly higher`, `lower, may be chance`, `higher, may be chance`, `the same`; null where
    /// there are too few to compare.
    pub reading: Option<&'static str>,
}

impl<'a> Shares<'a> {
    /// The tally of the period beside it, when it has enough commits to compare.
    fn comparable(&self) -> Option<&'a Tally> {
        self.before.filter(|before| !before.too_small() && !self.now.too_small())
    }

    /// Both repeat shares, when both have enough commits to compare.
    pub(super) fn repeats(&self) -> Option<(Share, Share)> {
        let enough = |tally: &Tally| !tally.too_few_patching();
        let before = self.comparable().filter(|before| enough(before) && enough(self.now))?;
        Some((self.now.repeat_share()?, before.repeat_share()?))
    }

    /// The same for headway.
    pub(super) fn headway(&self) -> Option<(Share, Share)> {
        self.part(|tally| tally.headway)
    }

    /// The same for any part of what counts.
    pub(super) fn part(&self, part: fn(&Tally) -> f64) -> Option<(Share, Share)> {
        let before = self.comparable()?;
        let share = |tally: &Tally| tally.share_of_counted(part(tally));
        Some((share(self.now)?, share(before)?))
    }

    /// What became of how often spots were patched again.
    pub(super) fn repeats_moved(&self) -> Moved {
        let moved = Moved::of(self.repeats());
        let Moved::Clearly(which, now, before) = moved else { return moved };
        let otherwise: Vec<WindowCompared> =
            self.windows().into_iter().filter(|window| window.says_otherwise(which)).collect();
        if otherwise.is_empty() { moved } else { Moved::Unsure(which, now, before, otherwise) }
    }

    /// What became of headway.
    pub(super) fn headway_moved(&self) -> Moved {
        Moved::of(self.headway())
    }

    /// The repeat share of both periods by window.
    pub(super) fn windows(&self) -> Vec<WindowCompared> {
        let compares = self.repeats().is_some();
        let before = self.before.map(Tally::repeat_share_by_window).unwrap_or_default();
        let row = |(days, now): (i64, Share)| {
            let before = before.iter().find(|(other, _)| *other == days).map(|(_, share)| share);
            WindowCompared {
                days,
                now: now.into(),
                before: before.map(|share| Percent::from(*share)),
                reading: before.filter(|_| compares).map(|before| reading(&now, before)),
            }
        };
        self.now.repeat_share_by_window().into_iter().map(row).collect()
    }
}

fn reading(now: &Share, before: &Share) -> &'static str {
    let difference = (now.value() - before.value()) * 100.0;
    match now.compared_to(before) {
        Comparison::Higher => "clearly higher",
        Comparison::Lower => "clearly lower",
        Comparison::Unclear if difference >= SEEN => "higher, may be chance",
        Comparison::Unclear if difference <= -SEEN => "lower, may be chance",
        Comparison::Unclear => "the same",
    }
}

impl Moved {
    fn of(shares: Option<(Share, Share)>) -> Self {
        let Some((now, before)) = shares else { return Self::Unknown };
        match now.compared_to(&before) {
            Comparison::Unclear => Self::Unclear(now, before),
            clearly => Self::Clearly(clearly, now, before),
        }
    }
}

impl WindowCompared {
    /// Whether the share moved the other way within this window, by so much that it can be seen.
    fn says_otherwise(&self, which: Comparison) -> bool {
        let Some(before) = self.before.filter(|_| self.reading.is_some()) else { return false };
        let points = self.now.percent - before.percent;
        match which {
            Comparison::Higher => points <= -SEEN,
            Comparison::Lower => points >= SEEN,
            Comparison::Unclear => false,
        }
    }

    /// `within 14 days it is 12%, after 8%`.
    fn says(&self) -> String {
        let before = self.before.map(|before| format!(", after {}", before.whole()));
        let (days, now) = (day_count(self.days), self.now.whole());
        format!("within {days} it is {now}{}", before.unwrap_or_default())
    }

    /// Several of them.
    pub(super) fn say(windows: &[Self]) -> String {
        list(&windows.iter().map(Self::says).collect::<Vec<_>>())
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::{Addressee, Period, Shares, Tally};

    /// So many commits that count, with these parts, and so many that patch, of which some again.
    pub(in crate::report::retro) fn tally(
        counted: usize,
        [headway, upkeep, again]: [f64; 3],
        patching: usize,
        repeats: f64,
    ) -> Tally {
        let windows = [(14, 0.25), (21, 0.5), (30, 0.75), (90, 1.0)];
        Tally {
            commits: counted,
            counted,
            headway,
            upkeep,
            patched_again: again,
            undecided: counted as f64 - headway - upkeep - again,
            patching,
            repeats,
            repeats_within: windows.map(|(days, part)| (days, part * repeats)).into(),
            ..Tally::default()
        }
    }

    pub(in crate::report::retro) fn shares<'a>(
        addressee: &'a Addressee,
        now: &'a Tally,
        before: Option<&'a Tally>,
    ) -> Shares<'a> {
        let period = Period::named("2025").unwrap();
        Shares {
            addressee,
            period,
            running: false,
            beside: period.before(),
            now,
            before,
            window: 90,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{shares, tally};
    use super::{Addressee, Comparison, Moved, WindowCompared};

    #[test]
    fn a_finding_that_another_window_turns_round_is_unsure() {
        let you = Addressee::You("Ada".to_owned());
        let before = tally(200, [90.0, 50.0, 50.0], 100, 60.0);
        let mut now = tally(200, [90.0, 50.0, 50.0], 100, 30.0);
        let moved = shares(&you, &now, Some(&before)).repeats_moved();
        assert!(matches!(moved, Moved::Clearly(Comparison::Lower, ..)), "{moved:?}");
        now.repeats_within.insert(14, 20.0);
        let moved = shares(&you, &now, Some(&before)).repeats_moved();
        let Moved::Unsure(Comparison::Lower, _, _, otherwise) = moved else { panic!("{moved:?}") };
        assert_eq!(WindowCompared::say(&otherwise), "within 14 days it is 20%, after 15%");
        // What would read the same is no other direction.
        now.repeats_within.insert(14, 15.4);
        let moved = shares(&you, &now, Some(&before)).repeats_moved();
        assert!(matches!(moved, Moved::Clearly(..)), "{moved:?}");
    }

    #[test]
    fn few_commits_are_not_compared() {
        let you = Addressee::You("Ada".to_owned());
        let (few, many) = (tally(19, [9.0; 3], 9, 3.0), tally(90, [30.0; 3], 30, 9.0));
        assert_eq!(shares(&you, &few, Some(&many)).headway_moved(), Moved::Unknown);
        assert_eq!(shares(&you, &many, Some(&few)).repeats_moved(), Moved::Unknown);
        assert_eq!(shares(&you, &many, None).headway_moved(), Moved::Unknown);
        let windows = shares(&you, &many, Some(&few)).windows();
        assert!(windows.iter().all(|window| window.reading.is_none() && window.before.is_some()));
        assert!(matches!(shares(&you, &many, Some(&many)).headway_moved(), Moved::Unclear(..)));
    }
}
