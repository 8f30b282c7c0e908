//! What to choose next year.
//!
//! In: open recurring spots of the year, and fragile areas. Out: choices, each with the finding it
//! comes from and how one would see that it worked; or why there are none.
//! Deliberately absent: advice that no finding of the report stands behind, and advice after a year
//! long past: both findings speak of now.

use serde::Serialize;

use super::again::{ChainStory, Place, patched_in};
use super::evidence::Gathered;
use super::{Retro, Retrospect};
use crate::profile::{Ownership, RECENT_DAYS, hours_of_commits};
use crate::report::figures::AreaFigures;
use crate::report::profile::ProfileArea;
use crate::report::section::{Block, Section};
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

/// What to choose next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choices {
    /// The choices.
    pub choices: Vec<Choice>,
    /// Why there are none, when there are not.
    pub none_because: Option<String>,
}

impl Retrospect<'_> {
    pub(super) fn choices(&self, evidence: &mut Gathered<'_>) -> Choices {
        let mut choices = Vec::new();
        if self.tally.commits > 0 && self.is_near() {
            let costliest = self.costliest();
            choices.extend(costliest.iter().map(|place| self.find_cause(place, evidence)));
            choices.extend(self.fragile().take(NAMED).map(|area| self.bring_second(area)));
        }
        Choices { none_because: self.no_choice(&choices), choices }
    }

    /// Why nothing is there to choose.
    fn no_choice(&self, choices: &[Choice]) -> Option<String> {
        if !choices.is_empty() {
            return None;
        }
        Some(if self.is_near() {
            "No finding of this report calls for a choice.".to_owned()
        } else {
            format!(
                "Choices rest on what is open now, so they are offered in a retrospective of the last \
                 twelve months, not of {}.",
                self.query.period.name()
            )
        })
    }

    /// Open recurring spots that the person patched in the period: most patches, then most lines first.
    fn costliest(&self) -> Vec<Place<'_>> {
        let mut open = self.places();
        open.retain(|place| {
            place.latest().is_open && patched_in(place.latest(), self.query.period)
        });
        open.sort_by_key(|place| {
            std::cmp::Reverse((place.latest().patches().count(), place.latest().lines))
        });
        open.truncate(NAMED);
        open
    }

    fn find_cause(&self, place: &Place<'_>, evidence: &mut Gathered<'_>) -> Choice {
        let story = self.story(place, &hours_of_commits(self.work), evidence);
        let because = format!(
            "{} within {} ({}), {}",
            count(story.patches, "patch", "patches"),
            duration(story.span_days),
            count(usize::try_from(story.lines).unwrap_or(usize::MAX), "line", "lines"),
            story.outcome.says(),
        );
        Choice {
            text: format!(
                "Look for the cause of the patches in {}.",
                self.name_of(place.ledger, place.latest())
            ),
            because,
            shows_by: format!(
                "no patch there for {} while the code around it keeps moving",
                day_count(self.query.thresholds.window_days())
            ),
            evidence: story.evidence.clone(),
            chain: Some(story),
            area: None,
        }
    }

    fn bring_second(&self, of: &ProfileArea) -> Choice {
        let area = of.figures.clone();
        let mut because = format!(
            "{:.0}% of its live lines are {}, nobody else did {:.0}% of the days of work there in the \
             last {RECENT_DAYS} days, and {} patched it in that time",
            area.lines_percent,
            self.query.addressee.possessive_alone(),
            Ownership::MAJOR * 100.0,
            count(area.patching_commits, "commit", "commits"),
        );
        if area.recurring > 0 {
            let spots = count(area.recurring, "recurring spot", "recurring spots");
            let has = if area.recurring == 1 { "has" } else { "have" };
            because = format!("{because}; it holds {spots} that {has} not held since");
        }
        Choice {
            text: format!("Bring a second person into {}.", self.area_name(of)),
            because,
            shows_by: "commits by others there that need no patch afterwards".to_owned(),
            chain: None,
            area: Some(area),
            evidence: Vec::new(),
        }
    }
}

pub(super) fn section(retro: &Retro) -> Section {
    let choices = retro.choices.choices.iter().cloned().map(Box::new).map(Block::Choice);
    let none = retro.choices.none_because.iter().map(Block::muted);
    Section { title: "Choices for next year", blocks: choices.chain(none).collect() }
}
