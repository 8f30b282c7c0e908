//! What to choose next year.
//!
//! In: recurring spots of the year that have not held, and fragile areas. Out: choices, each with
//! the finding it comes from and how one would see that it worked.
//! Deliberately absent: advice that no finding of the report stands behind.

use serde::Serialize;

use super::Retrospect;
use super::chains::ChainStory;
use super::evidence::Gathered;
use crate::model::Chain;
use crate::profile::Ownership;
use crate::report::figures::AreaFigures;
use crate::report::hotspots::lines;
use crate::report::words::{count, day_count};

/// Choices of each sort that are named.
const NAMED: usize = 3;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What to do.
    pub text: String,
    /// The finding behind it.
    pub because: String,
    /// What would be seen if it worked.
    pub shows_by: String,
    /// The chain of patches that it is about.
    pub chain: Option<ChainStory>,
    /// The area that it is about.
    pub area: Option<AreaFigures>,
    /// Rows of the evidence table.
    pub evidence: Vec<String>,
}

impl Retrospect<'_> {
    pub(super) fn next(&self, evidence: &mut Gathered) -> Vec<Choice> {
        let mut choices: Vec<Choice> =
            self.costliest().into_iter().map(|chain| self.find_cause(chain, evidence)).collect();
        let fragile = self.profile.ownership.iter().filter(|owned| owned.is_fragile());
        if self.tally.commits > 0 {
            choices.extend(fragile.take(NAMED).map(|owned| self.bring_second(owned)));
        }
        choices
    }

    /// Open recurring spots that the person patched this year: most patches, then most lines first.
    fn costliest(&self) -> Vec<&Chain> {
        let mut chains: Vec<&Chain> = self
            .episodes
            .chains
            .iter()
            .filter(|chain| self.is_open(chain) && self.patched_in(chain, self.year))
            .collect();
        chains.sort_by_key(|chain| {
            let cost = (chain.patches.len(), self.lines_of(chain));
            (std::cmp::Reverse(cost), chain.spot)
        });
        chains.truncate(NAMED);
        chains
    }

    fn lines_of(&self, chain: &Chain) -> u64 {
        chain.patches.iter().map(|patch| lines(self.history, *patch)).sum()
    }

    fn find_cause(&self, chain: &Chain, evidence: &mut Gathered) -> Choice {
        let story = self.story(chain, evidence);
        let because = format!(
            "{} in {} ({}), {}",
            count(story.patches, "patch", "patches"),
            day_count(story.span_days),
            count(usize::try_from(story.lines).unwrap_or(usize::MAX), "line", "lines"),
            story.outcome.says(),
        );
        Choice {
            text: format!("Look for the cause of the patches in {}.", story.spot),
            because,
            shows_by: format!(
                "no patch there for {} while the code around it keeps moving",
                day_count(self.profile.thresholds.window_days())
            ),
            evidence: story.evidence.clone(),
            chain: Some(story),
            area: None,
        }
    }

    fn bring_second(&self, owned: &Ownership) -> Choice {
        let area = AreaFigures::of(self.history, owned);
        let mut because = format!(
            "{:.0}% of its live lines are {}, nobody else made {:.0}% of its commits in the last \
             {} days, and it took {} in that time",
            area.lines_percent,
            self.addressee.possessive_alone(),
            Ownership::MAJOR * 100.0,
            Ownership::RECENT_DAYS,
            count(area.patches, "patch", "patches"),
        );
        if area.recurring > 0 {
            let spots = count(area.recurring, "recurring spot", "recurring spots");
            because = format!("{because}; it holds {spots} that did not hold since");
        }
        Choice {
            text: format!("Bring a second person into {}.", area.area),
            because,
            shows_by: "commits by others there that need no patch afterwards".to_owned(),
            chain: None,
            area: Some(area),
            evidence: Vec::new(),
        }
    }
}
