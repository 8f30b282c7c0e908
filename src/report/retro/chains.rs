//! What the person patched again.
//!
//! In: the chains with a patch of the person's in the year. Out: each chain's story, with the rows
//! of its patches. Deliberately absent: chains of others, and names of those who patched too.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Retrospect;
use super::evidence::Gathered;
use crate::model::{Chain, ChangeIndex};
use crate::report::hotspots::lines;
use crate::report::parts::OutcomeFigure;
use crate::report::why::span;
use crate::report::words::days;

/// Chains that are told.
const TOLD: usize = 10;

/// A chain of patches in which the person patched a spot again in the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainStory {
    /// The spot.
    pub spot: String,
    /// Patches of the whole chain.
    pub patches: usize,
    /// Of these, patches in the year.
    pub patches_in_year: usize,
    /// Of these, the person's.
    pub own_in_year: usize,
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
    /// What became of it.
    pub outcome: OutcomeFigure,
    /// Rows of its patches in the year.
    pub evidence: Vec<String>,
    /// Full names of the commits of all its patches, oldest first.
    pub commits: Vec<String>,
}

impl Retrospect<'_> {
    /// The chains of the year and how many more there are.
    pub(super) fn patched_again(&self, evidence: &mut Gathered) -> (Vec<ChainStory>, usize) {
        let mut chains: Vec<&Chain> =
            self.episodes.chains.iter().filter(|chain| self.has_own_repeat(chain)).collect();
        chains.sort_by_key(|chain| {
            let in_year = chain.patches.iter().filter(|patch| self.is_in_year(**patch)).count();
            (std::cmp::Reverse(in_year), chain.spot, chain.patches.first().copied())
        });
        let left_out = chains.len().saturating_sub(TOLD);
        chains.truncate(TOLD);
        (chains.into_iter().map(|chain| self.story(chain, evidence)).collect(), left_out)
    }

    pub(super) fn is_in_year(&self, change: ChangeIndex) -> bool {
        self.history.commit_of(change).month().year == self.year
    }

    fn has_own_repeat(&self, chain: &Chain) -> bool {
        chain.patches.iter().any(|patch| {
            self.is_in_year(*patch)
                && self.profile.subject.made(self.history, *patch)
                && self.verdicts.change(*patch).repeat.is_some()
        })
    }

    pub(super) fn story(&self, chain: &Chain, evidence: &mut Gathered) -> ChainStory {
        let history = self.history;
        let spot = history.spot_name(chain.spot);
        let commits = chain.patches.iter().map(|patch| history.commit_of(*patch));
        let in_year: Vec<ChangeIndex> =
            chain.patches.iter().copied().filter(|patch| self.is_in_year(*patch)).collect();
        let own = in_year.iter().filter(|patch| self.profile.subject.made(history, **patch));
        let people: BTreeSet<_> = commits.clone().map(|commit| commit.author).collect();
        let day = |patch: Option<&ChangeIndex>| {
            patch.map(|patch| history.commit_of(*patch).date().to_string()).unwrap_or_default()
        };
        let own_in_year = own.count();
        let rows = in_year
            .iter()
            .map(|patch| evidence.cite(history.change(*patch).commit, format!("patch of {spot}")));
        let rows = rows.collect();
        ChainStory {
            patches: chain.patches.len(),
            patches_in_year: in_year.len(),
            own_in_year,
            remedies: chain.remedies.len(),
            recurring: chain.patches.len() >= self.profile.thresholds.recurring,
            first: day(chain.patches.first()),
            last: day(chain.patches.last()),
            span_days: days(span(history, chain)),
            people: people.len(),
            lines: chain.patches.iter().map(|patch| lines(history, *patch)).sum(),
            outcome: OutcomeFigure::of(history, chain.outcome, self.names),
            evidence: rows,
            commits: commits.map(|commit| commit.id.to_string()).collect(),
            spot,
        }
    }
}
