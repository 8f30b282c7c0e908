//! A spot with all its chains of patches.
//!
//! In: a ledger. Out: its spots, what happened to each, and when it was quiet. Deliberately absent: words.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::{QuietStretch, SpotEvent};
use crate::model::DAY;
use crate::profile::{ChainDeed, ChainEvent, ChainRow, Ending, Ledger, Period};
use crate::report::drawing::EventSort;

/// A spot, or some that the very same commits patched.
pub(in crate::report::retro) struct Place<'a> {
    /// The ledger that tells of it.
    pub(in crate::report::retro) ledger: &'a Ledger,
    /// Its chains, in the order of time; at least one.
    pub(in crate::report::retro) chains: Vec<&'a ChainRow>,
}

impl<'a> Place<'a> {
    /// All of a ledger.
    pub(super) fn all(ledger: &'a Ledger) -> Vec<Self> {
        let mut by_spot: BTreeMap<&str, Vec<&ChainRow>> = BTreeMap::new();
        for chain in &ledger.chains {
            let name = chain.spots.first().map(String::as_str).unwrap_or_default();
            by_spot.entry(name).or_default().push(chain);
        }
        by_spot.into_values().map(|chains| Self { ledger, chains }).collect()
    }

    /// The chain that began last.
    pub(in crate::report::retro) fn latest(&self) -> &'a ChainRow {
        self.chains[self.chains.len() - 1]
    }

    /// Its patches, oldest first.
    pub(super) fn patches(&self) -> impl Iterator<Item = &'a ChainEvent> {
        self.chains.iter().flat_map(|chain| chain.patches())
    }

    /// Its patches in a period.
    pub(super) fn in_period(&self, period: Period) -> impl Iterator<Item = &'a ChainEvent> {
        self.patches().filter(move |patch| period.holds(patch.commit.month()))
    }

    /// The person's patches in a period, with their chains.
    pub(in crate::report::retro) fn own_in(
        &self,
        period: Period,
    ) -> impl Iterator<Item = (&'a ChainRow, &'a ChainEvent)> {
        let of = move |chain: &&'a ChainRow| {
            let chain = *chain;
            in_period(chain, period).map(move |event| (chain, event))
        };
        self.chains.iter().flat_map(of).filter(|(_, event)| event.commit.is_own())
    }

    /// Those of them that patched it again.
    pub(super) fn own_repeats(&self, period: Period) -> impl Iterator<Item = &'a ChainEvent> {
        let own = self.own_in(period).map(|(_, event)| event);
        own.filter(|event| event.deed == ChainDeed::RepeatPatch)
    }

    /// What the person patched most comes first.
    pub(super) fn order(&self, period: Period) -> (Reverse<usize>, Reverse<usize>, String) {
        let (own, all) = (self.own_in(period).count(), self.in_period(period).count());
        (Reverse(own), Reverse(all), self.latest().spots.join("\n"))
    }

    /// Quick remedies.
    pub(super) fn remedies(&self) -> usize {
        let events = self.chains.iter().flat_map(|chain| &chain.events);
        events.filter(|event| event.deed == ChainDeed::Remedy).count()
    }

    /// The last structural change of the person's in a period that a patch followed, and that patch.
    pub(super) fn went_on(&self, period: Period) -> Option<(&'a ChainEvent, &'a ChainEvent)> {
        let events = self.chains.iter().flat_map(|chain| &chain.events);
        let changes = events.filter(|event| {
            event.deed == ChainDeed::Structural
                && event.commit.is_own()
                && period.holds(event.commit.month())
        });
        let mut followed = changes.rev().filter_map(|change| {
            let next = self.patches().find(|patch| patch.commit.time > change.commit.time)?;
            Some((change, next))
        });
        followed.next()
    }

    /// What happened in some days, without quick remedies; each commit once.
    pub(super) fn events(&self, (first, last): (Date, Date)) -> Vec<SpotEvent> {
        let mut known = HashSet::new();
        let mut found = Vec::new();
        for event in self.chains.iter().flat_map(|chain| &chain.events) {
            let (day, own) = (event.commit.date(), event.commit.is_own());
            let is = match event.deed {
                ChainDeed::Patch | ChainDeed::RepeatPatch if own => EventSort::OwnPatch,
                ChainDeed::Patch | ChainDeed::RepeatPatch => EventSort::OthersPatch,
                ChainDeed::Structural => EventSort::Cause,
                ChainDeed::Revert => EventSort::Revert,
                ChainDeed::Remedy => continue,
            };
            if (first..=last).contains(&day) && known.insert(event.commit.id) {
                let id = event.commit.id.to_string();
                found.push(SpotEvent { date: day.to_string(), is, own, id });
            }
        }
        found.sort_by(|one, other| one.date.cmp(&other.date));
        found
    }

    /// When it was quiet after its last chain, as far as that is within some days.
    pub(super) fn quiet(&self, (first, last): (Date, Date)) -> Option<QuietStretch> {
        let chain = self.latest();
        let (quiet, held) = match chain.ending {
            Ending::Held { quiet, .. } => (quiet, true),
            Ending::TooEarly { quiet, .. } => (quiet, false),
            Ending::CameBack { .. } => return None,
        };
        let is_end = |event: &&ChainEvent| Some(event.commit.id) == chain.ended_by;
        let end = chain.events.iter().find(is_end).or_else(|| chain.patches().next_back())?;
        let until = end.commit.time.saturating_add(quiet.max(0));
        let until = crate::model::date(until, end.commit.offset_minutes);
        let (from, to) = (end.commit.date().max(first), until.min(last));
        let is_seen = from < to && quiet >= DAY;
        is_seen.then(|| QuietStretch { from: from.to_string(), to: to.to_string(), held })
    }
}

/// The patches of a chain in a period.
fn in_period(chain: &ChainRow, period: Period) -> impl Iterator<Item = &ChainEvent> {
    chain.patches().filter(move |patch| period.holds(patch.commit.month()))
}

/// Whether the person patched it in a period.
pub(in crate::report::retro) fn patched_in(chain: &ChainRow, period: Period) -> bool {
    in_period(chain, period).any(|patch| patch.commit.is_own())
}
