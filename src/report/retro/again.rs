//! What the person patched again.
//!
//! In: the chains with a patch of the person's in the period. Out: each chain's story, with the rows of its patches;
//! the section. Deliberately absent: chains of others, and names of those who patched too.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::evidence::Gathered;
use super::{Retro, Retrospect};
use crate::profile::{ChainDeed, ChainEvent, ChainRow, Ledger, Period};
use crate::report::figures::RepairFigures;
use crate::report::grids;
use crate::report::parts::OutcomeFigure;
use crate::report::section::{Block, Section};
use crate::report::words::{count, days, spot_and_more};

/// Chains that are told.
const TOLD: usize = 10;

/// A chain of patches in which the person patched a spot again in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainStory {
    /// The spot.
    pub spot: String,
    /// Other spots that the very same commits patched.
    pub also: Vec<String>,
    /// Patches of the whole chain.
    pub patches: usize,
    /// Of these, patches in the period.
    pub patches_in_period: usize,
    /// Of these, the person's.
    pub own_in_period: usize,
    /// Quick remedies of the chain, told apart.
    pub remedies: usize,
    /// Three patches or more, or as the user set it.
    pub recurring: bool,
    /// Day of the first patch.
    pub first: String,
    /// Day of the last patch.
    pub last: String,
    /// Days between the two.
    pub span_days: i64,
    /// People who made the patches.
    pub people: usize,
    /// Lines that the patches added and deleted.
    pub lines: u64,
    /// What became of it; of several spots, what is least settled.
    pub outcome: OutcomeFigure,
    /// Rows of its patches in the period.
    pub evidence: Vec<String>,
    /// Full names of the commits of all its patches, oldest first.
    pub commits: Vec<String>,
}

/// What was patched again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgainFigures {
    /// Chains in which the person patched a spot again in this period, most patches first.
    pub chains: Vec<ChainStory>,
    /// More such chains, not listed.
    pub left_out: usize,
    /// Whose patches were patched again in this period, and how the person's commits went on with earlier ones;
    /// none when none was.
    pub repairs: Option<RepairFigures>,
}

/// A chain and the ledger that tells of it.
pub(super) type Told<'a> = (&'a Ledger, &'a ChainRow);

impl<'a> Retrospect<'a> {
    pub(super) fn patched_again(&self, evidence: &mut Gathered<'_>) -> AgainFigures {
        let period = self.query.period;
        let own_repeat = |(_, chain): &Told<'_>| {
            let mut own = in_period(chain, period).filter(|event| event.commit.is_own);
            own.any(|event| event.deed == ChainDeed::RepeatPatch)
        };
        let mut chains: Vec<Told<'_>> = self.chains().filter(own_repeat).collect();
        chains.sort_by_key(|(_, chain)| Reverse(in_period(chain, period).count()));
        let left_out = chains.len().saturating_sub(TOLD);
        chains.truncate(TOLD);
        let name = period.name();
        let mut repairs = self.profile.motion.repairs.iter();
        AgainFigures {
            chains: chains.into_iter().map(|told| self.story(told, evidence)).collect(),
            left_out,
            repairs: repairs.find(|repairs| repairs.period == name).cloned(),
        }
    }

    fn chains(&self) -> impl Iterator<Item = Told<'a>> + use<'a> {
        let primaries = self.work.primaries.iter().copied();
        primaries.flat_map(|ledger| ledger.chains.iter().map(move |chain| (ledger, chain)))
    }

    /// Recurring spots of files that exist, patched in the last 365 days and not held since.
    pub(super) fn open_chains(&self) -> impl Iterator<Item = Told<'a>> + use<'a> {
        self.chains().filter(|(_, chain)| chain.is_open)
    }

    /// How people would call the spots of a chain.
    pub(super) fn name_of(&self, ledger: &Ledger, chain: &ChainRow) -> String {
        let [first, also @ ..] = chain.spots.as_slice() else { return String::new() };
        spot_and_more(&self.place(ledger, first), also)
    }

    /// The story of a chain.
    pub(super) fn story(
        &self,
        (ledger, chain): Told<'_>,
        evidence: &mut Gathered<'_>,
    ) -> ChainStory {
        let period = self.query.period;
        let patches: Vec<&ChainEvent> = chain.patches().collect();
        let people: BTreeSet<&str> =
            patches.iter().map(|patch| patch.commit.author.as_str()).collect();
        let times = || patches.iter().map(|patch| patch.commit.time);
        let day = |patch: Option<&&ChainEvent>| {
            patch.map(|patch| patch.commit.date().to_string()).unwrap_or_default()
        };
        let name = self.name_of(ledger, chain);
        let cite =
            |patch: &ChainEvent| evidence.cite(ledger, &patch.commit, format!("patch of {name}"));
        let mut names = chain.spots.iter().map(|spot| self.place(ledger, spot));
        let own = in_period(chain, period).filter(|event| event.commit.is_own);
        let remedies = chain.events.iter().filter(|event| event.deed == ChainDeed::Remedy);
        ChainStory {
            spot: names.next().unwrap_or_default(),
            also: names.collect(),
            patches: patches.len(),
            patches_in_period: in_period(chain, period).count(),
            own_in_period: own.count(),
            remedies: remedies.count(),
            recurring: chain.recurring,
            first: day(patches.first()),
            last: day(patches.last()),
            span_days: days(times().max().unwrap_or(0) - times().min().unwrap_or(0)),
            people: people.len(),
            lines: chain.lines,
            outcome: OutcomeFigure::of_ending(&chain.ending, self.query.names),
            evidence: in_period(chain, period).map(cite).collect(),
            commits: patches.iter().map(|patch| patch.commit.id.to_string()).collect(),
        }
    }
}

/// The patches of a chain in a period.
fn in_period(chain: &ChainRow, period: Period) -> impl Iterator<Item = &ChainEvent> {
    chain.patches().filter(move |patch| period.holds(patch.commit.month()))
}

/// Whether the person patched it in a period.
pub(super) fn patched_in(chain: &ChainRow, period: Period) -> bool {
    in_period(chain, period).any(|patch| patch.commit.is_own)
}

pub(super) fn section(retro: &Retro) -> Section {
    let again = &retro.again;
    let grid = grids::chains(&again.chains);
    let mut blocks = vec![Block::table_or(grid, "No spot was patched again.")];
    if again.left_out > 0 {
        let more = count(again.left_out, "more chain", "more chains");
        blocks.push(Block::muted(format!("{more} not listed.")));
    }
    if let Some(repairs) = &again.repairs {
        blocks.push(Block::muted(repairs.says()));
        blocks.extend(repairs.forms().map(Block::muted));
    }
    Section { title: "What was patched again", blocks }
}
