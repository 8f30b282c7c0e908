//! What to choose next year.
//!
//! In: open recurring spots of the year, and fragile areas. Out: choices, each with the finding it
//! comes from and how one would see that it worked; or why there are none.
//! Deliberately absent: advice that no finding of the report stands behind, and advice after a year
//! long past: both findings speak of now.

use serde::Serialize;

use super::Retrospect;
use super::chains::{Bundle, ChainStory};
use super::evidence::Gathered;
use crate::profile::{Ownership, RECENT_DAYS, patching_commits};
use crate::report::figures::AreaFigures;
use crate::report::words::{count, day_count, duration};

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
        if self.tally.commits == 0 || !self.is_near() {
            return Vec::new();
        }
        let costliest = self.costliest();
        let mut choices: Vec<Choice> =
            costliest.iter().map(|bundle| self.find_cause(bundle, evidence)).collect();
        choices.extend(self.fragile().take(NAMED).map(|owned| self.bring_second(owned)));
        choices
    }

    /// Why nothing is there to choose.
    pub(super) fn no_choice(&self, choices: &[Choice]) -> Option<String> {
        if !choices.is_empty() {
            return None;
        }
        Some(if self.is_near() {
            "No finding of this report calls for a choice.".to_owned()
        } else {
            format!(
                "Choices rest on what is open now, so they are offered in the retrospective of the \
                 running year and the year before, not of {}.",
                self.year
            )
        })
    }

    /// Open recurring spots that the person patched this year: most patches, then most lines first.
    fn costliest(&self) -> Vec<Bundle<'_>> {
        let open = self.episodes.chains.iter().filter(|chain| self.is_open(chain));
        let mut open = self.bundled(open.filter(|chain| self.patched_in(chain, self.year)));
        open.sort_by_key(|bundle| {
            let patches = patching_commits(self.history, bundle[0]).len();
            let lines: u64 = bundle.iter().map(|chain| self.lines_of(chain)).sum();
            (std::cmp::Reverse((patches, lines)), bundle[0].spot)
        });
        open.truncate(NAMED);
        open
    }

    fn find_cause(&self, bundle: &Bundle<'_>, evidence: &mut Gathered) -> Choice {
        let story = self.story(bundle, evidence);
        let because = format!(
            "{} within {} ({}), {}",
            count(story.patches, "patch", "patches"),
            duration(story.span_days),
            count(usize::try_from(story.lines).unwrap_or(usize::MAX), "line", "lines"),
            story.outcome.says(),
        );
        Choice {
            text: format!("Look for the cause of the patches in {}.", self.name_of(bundle)),
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
        let area = AreaFigures::of(owned);
        let mut because = format!(
            "{:.0}% of its live lines are {}, nobody else did {:.0}% of the days of work there in the \
             last {RECENT_DAYS} days, and {} patched it in that time",
            area.lines_percent,
            self.addressee.possessive_alone(),
            Ownership::MAJOR * 100.0,
            count(area.patching_commits, "commit", "commits"),
        );
        if area.recurring > 0 {
            let spots = count(area.recurring, "recurring spot", "recurring spots");
            let has = if area.recurring == 1 { "has" } else { "have" };
            because = format!("{because}; it holds {spots} that {has} not held since");
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
