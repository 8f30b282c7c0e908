//! What the person patched again.
//!
//! In: the chains with a patch of the person's in the year. Out: each chain's story, with the rows
//! of its patches; chains on several spots that the same commits patched are one story.
//! Deliberately absent: chains of others, and names of those who patched too.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::Retrospect;
use super::evidence::Gathered;
use crate::model::{Chain, ChangeIndex, CommitIndex};
use crate::profile::{bundles, is_open, is_recurring, patching_commits};
use crate::report::hotspots::lines;
use crate::report::parts::OutcomeFigure;
use crate::report::words::{days, spot_and_more};

/// Chains that are told.
const TOLD: usize = 10;

/// A chain of patches in which the person patched a spot again in the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainStory {
    /// The spot.
    pub spot: String,
    /// Other spots that the very same commits patched.
    pub also: Vec<String>,
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
    /// What became of it; of several spots, what is least settled.
    pub outcome: OutcomeFigure,
    /// Rows of its patches in the year.
    pub evidence: Vec<String>,
    /// Full names of the commits of all its patches, oldest first.
    pub commits: Vec<String>,
}

/// Chains on several spots with the same commits, the most patched spot first.
pub(super) type Bundle<'a> = Vec<&'a Chain>;

impl<'a> Retrospect<'a> {
    /// The chains of the year and how many more there are.
    pub(super) fn patched_again(&self, evidence: &mut Gathered) -> (Vec<ChainStory>, usize) {
        let own = self.episodes.chains.iter().filter(|chain| self.has_own_repeat(chain));
        let mut chains = self.bundled(own);
        chains.sort_by_key(|bundle| {
            let in_year = self.in_year(&patching_commits(self.history, bundle[0])).len();
            (Reverse(in_year), bundle[0].spot, bundle[0].patches.first().copied())
        });
        let left_out = chains.len().saturating_sub(TOLD);
        chains.truncate(TOLD);
        (chains.iter().map(|bundle| self.story(bundle, evidence)).collect(), left_out)
    }

    /// Puts chains with the same commits together.
    pub(super) fn bundled(&self, chains: impl Iterator<Item = &'a Chain>) -> Vec<Bundle<'a>> {
        let mut bundled = bundles(chains, |chain| patching_commits(self.history, chain));
        for bundle in &mut bundled {
            bundle.sort_by_key(|chain| {
                (Reverse(self.lines_of(chain)), self.history.spot_name(chain.spot))
            });
        }
        bundled
    }

    pub(super) fn lines_of(&self, chain: &Chain) -> u64 {
        chain.patches.iter().map(|patch| lines(self.history, *patch)).sum()
    }

    /// How people would call the spots of a bundle.
    pub(super) fn name_of(&self, bundle: &Bundle<'_>) -> String {
        let mut names = bundle.iter().map(|chain| self.history.spot_name(chain.spot));
        let first = names.next().unwrap_or_default();
        spot_and_more(&first, &names.collect::<Vec<_>>())
    }

    fn is_in_year(&self, commit: CommitIndex) -> bool {
        self.history.commit(commit).month().year == self.year
    }

    fn in_year(&self, commits: &[CommitIndex]) -> Vec<CommitIndex> {
        commits.iter().copied().filter(|commit| self.is_in_year(*commit)).collect()
    }

    fn has_own_repeat(&self, chain: &Chain) -> bool {
        let is_own_repeat = |patch: &ChangeIndex| {
            self.is_in_year(self.history.change(*patch).commit)
                && self.profile.subject.made(self.history, *patch)
                && self.verdicts.change(*patch).repeat.is_some()
        };
        chain.patches.iter().any(is_own_repeat)
    }

    /// A recurring spot of a file that exists, patched in the last 365 days and not held since.
    pub(super) fn is_open(&self, chain: &Chain) -> bool {
        is_open(self.history, chain, &self.profile.thresholds, self.profile.now)
    }

    /// Whether the person patched it in a year.
    pub(super) fn patched_in(&self, chain: &Chain, year: i32) -> bool {
        chain.patches.iter().any(|patch| {
            self.profile.subject.made(self.history, *patch)
                && self.history.commit_of(*patch).month().year == year
        })
    }

    /// The story of a bundle of at least one chain.
    pub(super) fn story(&self, bundle: &Bundle<'_>, evidence: &mut Gathered) -> ChainStory {
        let history = self.history;
        let commits = patching_commits(history, bundle[0]);
        let in_year = self.in_year(&commits);
        let own = in_year.iter().filter(|commit| self.profile.subject.wrote(history, **commit));
        let people: BTreeSet<_> =
            commits.iter().map(|commit| history.commit(*commit).author).collect();
        let times = || commits.iter().map(|commit| history.commit(*commit).time());
        let day = |commit: Option<&CommitIndex>| {
            commit.map(|commit| history.commit(*commit).date().to_string()).unwrap_or_default()
        };
        let name = self.name_of(bundle);
        let cite = |commit: &CommitIndex| evidence.cite(*commit, format!("patch of {name}"));
        let mut names = bundle.iter().map(|chain| history.spot_name(chain.spot));
        ChainStory {
            spot: names.next().unwrap_or_default(),
            also: names.collect(),
            patches: commits.len(),
            patches_in_year: in_year.len(),
            own_in_year: own.count(),
            remedies: bundle.iter().map(|chain| chain.remedies.len()).max().unwrap_or(0),
            recurring: is_recurring(history, bundle[0], self.profile.thresholds.recurring),
            first: day(commits.first()),
            last: day(commits.last()),
            span_days: days(times().max().unwrap_or(0) - times().min().unwrap_or(0)),
            people: people.len(),
            lines: bundle.iter().map(|chain| self.lines_of(chain)).sum(),
            outcome: self.outcome_of(bundle),
            evidence: in_year.iter().map(cite).collect(),
            commits: commits.iter().map(|commit| history.commit(*commit).id.to_string()).collect(),
        }
    }

    /// Of several spots the least settled outcome is told, and of equal ones the first.
    fn outcome_of(&self, bundle: &Bundle<'_>) -> OutcomeFigure {
        let outcome = |chain: &Chain| OutcomeFigure::of(self.history, chain.outcome, self.names);
        let mut worst = outcome(bundle[0]);
        for chain in &bundle[1..] {
            let other = outcome(chain);
            if other.unsettled() > worst.unsettled() {
                worst = other;
            }
        }
        worst
    }
}
