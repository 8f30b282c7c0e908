//! How an area stands, in a word.
//!
//! In: an area's figures of a year. Out: the first reading that fits, and why. Deliberately absent: that one of them is
//! better; handing over can be meant, and so can knowing alone.

use super::OwnedArea;
use crate::profile::Ownership;
use crate::report::words::{count, day_count};

/// Days of others below which nobody is said to carry an area.
const FEWEST: usize = 3;
/// Own days below which nothing is said to deepen.
const WORKED: usize = 5;

/// Points of the share of lines below which it is not said to have moved.
pub(super) const MOVED: f64 = 5.0;

/// How an area stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// One person alone knows it, and it keeps needing patches.
    Fragile,
    /// The person had half of it, and others do the work.
    HandedOver,
    /// One person alone knows it.
    KnownByOne,
    /// The person's part grows, by work there.
    Deepens,
    /// The person's part shrinks.
    Fading,
    /// Others work there as well.
    Shared,
    /// Nobody does.
    Quiet,
}

impl Reading {
    /// See [`Reading::name`].
    pub(super) const FRAGILE: &str = Self::Fragile.name();
    /// See [`Reading::name`].
    pub(super) const DEEPENS: &str = Self::Deepens.name();
    /// See [`Reading::name`].
    pub(super) const FADING: &str = Self::Fading.name();
    /// See [`Reading::name`].
    pub(super) const HANDED_OVER: &str = Self::HandedOver.name();

    /// The first that fits. `held_half`: half of the lines were the person's in one of the years before.
    pub(super) fn of(area: &OwnedArea, is_fragile: bool, held_half: bool) -> Self {
        let others_days = area.days_in_all - area.days;
        let is_carried = others_days >= FEWEST && area.days * 10 <= area.days_in_all;
        let moved = area.percent_before.map(|before| area.lines_percent - before);
        if is_fragile {
            Self::Fragile
        } else if held_half && is_carried {
            Self::HandedOver
        } else if area.alone {
            Self::KnownByOne
        } else if moved.is_none_or(|moved| moved >= MOVED) && area.days >= WORKED {
            Self::Deepens
        } else if moved.is_some_and(|moved| moved <= -MOVED) {
            Self::Fading
        } else if area.others_active > 0 || area.days_in_all > 0 {
            Self::Shared
        } else {
            Self::Quiet
        }
    }

    /// The word.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Fragile => "fragile",
            Self::HandedOver => "handed over",
            Self::KnownByOne => "known by one",
            Self::Deepens => "deepens",
            Self::Fading => "fading",
            Self::Shared => "shared",
            Self::Quiet => "quiet",
        }
    }

    /// What it rests on.
    pub(super) fn because(self, area: &OwnedArea) -> String {
        let OwnedArea { days, days_in_all, patching_days, recurring, .. } = *area;
        let worked = format!("{days} of {} of work are own", day_count_of(days_in_all));
        let moved = match area.percent_before {
            Some(before) => format!("{before:.0}% → {:.0}% of the lines", area.lines_percent),
            None => format!("new, {:.0}% of the lines", area.lines_percent),
        };
        match self {
            Self::Fragile => {
                let patched =
                    format!("{}; patched on {}", no_other(area), day_count_of(patching_days));
                match recurring {
                    0 => patched,
                    some => {
                        let spots = count(some, "recurring spot", "recurring spots");
                        format!("{patched}, {spots} open")
                    }
                }
            }
            Self::HandedOver => format!("{worked}; {}", others(area)),
            Self::KnownByOne if days_in_all == 0 => "nobody changed it".to_owned(),
            Self::KnownByOne => no_other(area),
            Self::Deepens | Self::Fading => format!("{moved}; {worked}"),
            Self::Shared => others(area),
            Self::Quiet => "nobody changed it".to_owned(),
        }
    }
}

fn day_count_of(days: usize) -> String {
    day_count(i64::try_from(days).unwrap_or(i64::MAX))
}

fn others(area: &OwnedArea) -> String {
    format!("{} active", count(area.others_active, "other", "others"))
}

/// That none of the others knows it: see [`Ownership::MAJOR`].
fn no_other(area: &OwnedArea) -> String {
    match area.others_active {
        0 => "nobody else worked there".to_owned(),
        some => format!(
            "{} active, none on {:.0}% of the days",
            count(some, "other", "others"),
            Ownership::MAJOR * 100.0
        ),
    }
}
