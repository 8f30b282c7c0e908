//! What to choose next year.
//!
//! In: open recurring spots of the year, and fragile areas. Out: choices, each with the finding it
//! comes from and how one would see that it worked; or why there are none.
//! Deliberately absent: advice that no finding of the report stands behind, and advice after a year
//! long past: both findings speak of now.

use serde::Serialize;

use super::again::{ChainStory, Told, patched_in};
use super::evidence::Gathered;
use super::{Retro, Retrospect};
use crate::journal::{Aim, AimSort};
use crate::profile::{Ownership, RECENT_DAYS};
use crate::report::figures::AreaFigures;
use crate::report::notes::GoalAim;
use crate::report::profile::ProfileArea;
use crate::report::section::{Block, Section};
use crate::report::words::{count, day_count, duration};

/// Choices of each sort that are named.
const NAMED: usize = 3;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What it is called, to accept it: eight hexadecimal digits, the same in every run.
    pub id: String,
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
    /// By what it is measured once it is a goal.
    pub aim: GoalAim,
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
            choices.extend(costliest.into_iter().map(|told| self.find_cause(told, evidence)));
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
    fn costliest(&self) -> Vec<Told<'_>> {
        let open = self.open_chains().filter(|(_, chain)| patched_in(chain, self.query.period));
        let mut open: Vec<Told<'_>> = open.collect();
        open.sort_by_key(|(_, chain)| std::cmp::Reverse((chain.patches().count(), chain.lines)));
        open.truncate(NAMED);
        open
    }

    fn find_cause(&self, told: Told<'_>, evidence: &mut Gathered<'_>) -> Choice {
        let story = self.story(told, evidence);
        let because = format!(
            "{} within {} ({}), {}",
            count(story.patches, "patch", "patches"),
            duration(story.span_days),
            count(usize::try_from(story.lines).unwrap_or(usize::MAX), "line", "lines"),
            story.outcome.says(),
        );
        let (ledger, chain) = told;
        let aim = Aim { sort: AimSort::Cause, place: chain.spots.first().cloned() };
        Choice {
            id: aim.choice(&ledger.roots),
            aim: GoalAim::of(&aim),
            text: format!("Look for the cause of the patches in {}.", self.name_of(told.0, told.1)),
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
        let aim = Aim { sort: AimSort::SecondPerson, place: Some(area.area.clone()) };
        let primaries = self.work.primaries.iter();
        let mut ledgers = primaries.filter(|ledger| ledger.repository == of.repository);
        Choice {
            id: aim.choice(ledgers.next().map_or(&[], |ledger| &ledger.roots)),
            aim: GoalAim::of(&aim),
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
