//! What a root-cause fix would save most.
//!
//! In: the recurring spots, in the order of what is expected of them. Out: the few that are still being patched, with
//! what they cost so far and what they will. Deliberately absent: what the fix would cost; nobody knows that but
//! who makes it.

use serde::Serialize;

use super::hotspots::{Hotspot, HotspotQuery, hotspots};
use super::outlook::ExpectedBasis;
use super::parts::{OutcomeFigure, SCHEMA, date_of};
use super::words::one_decimal;
use crate::episodes::Expected;
use crate::model::{DAY, Episodes, History, Timestamp};
use crate::profile::{RECENT_DAYS, Subject};

/// Spots that are named, unless told otherwise: as many as fit on one screen.
pub const NEXT: usize = 5;

/// A recurring spot that a root-cause fix would save patches of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextSpot {
    /// The spot.
    #[serde(flatten)]
    pub hotspot: Hotspot,
    /// Lines that one of its patches changed, on average.
    pub lines_per_patch: f64,
    /// Lines that the patches of the next year would change.
    pub expected_lines: Option<f64>,
}

/// What a root-cause fix would save most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Next {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// The repository.
    pub repository: String,
    /// The day it was worked out.
    pub now: String,
    /// Patches that make a chain a recurring spot.
    pub recurring: usize,
    /// A spot is open as long as its last patch is at most so many days old and it has not held.
    pub open_days: i64,
    /// What the expectations rest on.
    pub basis: ExpectedBasis,
    /// Open recurring spots, most patches to expect first.
    pub spots: Vec<NextSpot>,
    /// More of them.
    pub left_out: usize,
}

/// Works out what to look for the cause of next; `limit` spots at most.
#[must_use]
pub fn next(
    history: &History,
    episodes: &Episodes,
    expected: &Expected,
    now: Timestamp,
    recurring: usize,
    subject: Option<Subject>,
    limit: usize,
) -> Next {
    let query = HotspotQuery { subject, limit: usize::MAX, recurring, ..HotspotQuery::default() };
    let found = hotspots(history, episodes, expected, now, &query);
    let since = date_of(now - RECENT_DAYS * DAY);
    let mut open: Vec<NextSpot> = found
        .spots
        .into_iter()
        .filter(|spot| !matches!(spot.outcome, OutcomeFigure::Held { .. }))
        .filter(|spot| spot.last.date >= since)
        .map(next_spot)
        .collect();
    let left_out = open.len().saturating_sub(limit);
    open.truncate(limit);
    Next {
        schema: SCHEMA,
        repository: found.repository,
        now: found.now,
        recurring,
        open_days: RECENT_DAYS,
        basis: found.basis,
        spots: open,
        left_out,
    }
}

fn next_spot(hotspot: Hotspot) -> NextSpot {
    let per_patch = hotspot.lines as f64 / hotspot.patches.max(1) as f64;
    NextSpot {
        lines_per_patch: one_decimal(per_patch),
        expected_lines: hotspot.expected.map(|expected| one_decimal(expected.patches * per_patch)),
        hotspot,
    }
}

#[cfg(test)]
mod tests {
    use super::next;
    use crate::episodes::Expected;
    use crate::profile::testing::{Story, day, held, too_early};

    #[test]
    fn only_what_is_still_open_is_named() {
        let mut story = Story::new();
        let ada = story.person("Ada");
        let mut add = |path: &str, days: &[i64], outcome| {
            let spot = story.spot(path, "fn a");
            let patches = story.patches(ada, spot, days);
            story.chain(spot, &patches, None, outcome);
        };
        add("open.rs", &[380, 390, 400], too_early(5));
        add("held.rs", &[300, 310, 320], held(100));
        add("long-ago.rs", &[0, 10, 20], too_early(380));
        let (history, _, episodes) = story.finish();
        let find =
            |limit| next(&history, &episodes, &Expected::default(), day(405), 3, None, limit);
        let found = find(5);
        assert_eq!(found.spots.len(), 1);
        assert_eq!(found.spots[0].hotspot.spot, "open.rs: fn a");
        assert_eq!((found.spots[0].lines_per_patch, found.spots[0].expected_lines), (4.0, None));
        assert!(!found.basis.enough);
        assert_eq!((find(0).spots.len(), find(0).left_out), (0, 1));
    }
}
