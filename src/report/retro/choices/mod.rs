//! What to choose next year.
//!
//! In: what stands out in the report: open recurring spots, fragile areas, areas that others carry, more repeats than
//! before, the same work again. Out: choices, each with the finding it comes from, what it would save and how one
//! would see that it worked, those that would save most first; or why there are none.
//! Deliberately absent: advice that no finding of the report stands behind, and advice after a period long past: findings
//! speak of now.

mod area;
mod spot;
mod whole;

use serde::Serialize;

use super::again::{ChainStory, Place};
use super::evidence::Gathered;
use super::{Retro, Retrospect};
use crate::journal::Aim;
use crate::model::ObjectId;
use crate::profile::Ledger;
use crate::report::figures::AreaFigures;
use crate::report::notes::GoalAim;
use crate::report::parts::Addressee;
use crate::report::profile::EstimateFigure;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::one_decimal;

/// Choices of each sort that are named.
const NAMED: usize = 3;
/// Choices in all.
const MOST: usize = 5;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What it is called, to accept it: eight hexadecimal digits, the same in every run.
    pub id: String,
    /// What to do.
    pub text: String,
    /// The finding behind it.
    pub because: String,
    /// What it would save, in words; or that this cannot be told.
    pub saves: String,
    /// The numbers of that.
    pub saving: Saving,
    /// What would be seen if it worked.
    pub shows_by: String,
    /// The spot that it is about.
    pub chain: Option<ChainStory>,
    /// The area that it is about.
    pub area: Option<AreaFigures>,
    /// By what it is measured once it is a goal.
    pub aim: GoalAim,
    /// The command that makes a goal of it; null where the report speaks to nobody.
    pub accept: Option<String>,
    /// Rows of the evidence table, figures and tables.
    pub evidence: Vec<String>,
}

/// What a choice would save in a year, as far as that can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Saving {
    /// Patches, or commits that patch again.
    pub patches: Option<EstimateFigure>,
    /// Hours.
    pub hours: Option<EstimateFigure>,
}

impl Choice {
    /// The same with the rows of the commits that it is about.
    fn citing(self, rows: Vec<String>) -> Self {
        let chain = self.chain.map(|chain| ChainStory { evidence: rows.clone(), ..chain });
        Self { evidence: rows, chain, ..self }
    }

    /// What would save most comes first; what saves nothing that can be told comes last.
    fn weight(&self) -> (f64, f64) {
        let value = |figure: Option<EstimateFigure>| figure.map_or(-1.0, |figure| figure.value);
        (value(self.saving.hours), value(self.saving.patches))
    }
}

/// What to choose next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choices {
    /// The choices.
    pub choices: Vec<Choice>,
    /// Why there are none, when there are not.
    pub none_because: Option<String>,
}

/// What a choice rests on; commits are cited once it is clear which choices are told.
enum Behind<'a> {
    /// The patches of a spot.
    Patches(Place<'a>),
    /// The person's patches in an area.
    Area(&'a Ledger, &'a str),
    /// Figures and tables, which it names itself.
    Figures,
}

/// What a choice is called, and by what it is measured.
struct Named {
    id: String,
    aim: GoalAim,
    accept: Option<String>,
}

impl Retrospect<'_> {
    pub(super) fn choices(&self, evidence: &mut Gathered<'_>) -> Choices {
        let mut choices = Vec::new();
        if self.tally.commits > 0 && self.is_near() {
            let spots = self.spots_to_mend().into_iter();
            let mut found: Vec<(Choice, Behind<'_>)> =
                spots.map(|(choice, place)| (choice, Behind::Patches(place))).collect();
            let mut leave = self.areas_to_leave();
            leave.sort_by(|one, other| heavier_first(&one.0, &other.0));
            leave.truncate(NAMED);
            let leave = leave.into_iter();
            found.extend(leave.map(|(choice, ledger, area)| (choice, Behind::Area(ledger, area))));
            let mut others: Vec<Choice> = self.fewer_repeats().into_iter().collect();
            others.extend(self.fragile().take(NAMED).map(|area| self.bring_second(area)));
            others.extend(self.try_new_ground());
            found.extend(others.into_iter().map(|choice| (choice, Behind::Figures)));
            found.sort_by(|one, other| heavier_first(&one.0, &other.0));
            found.truncate(MOST);
            choices.extend(found.into_iter().map(|(choice, behind)| match behind {
                Behind::Patches(place) => choice.citing(self.cite_patches(&place, evidence)),
                Behind::Area(ledger, area) => {
                    choice.citing(self.cite_patching(ledger, area, evidence))
                }
                Behind::Figures => choice,
            }));
        }
        Choices { none_because: self.no_choice(&choices), choices }
    }

    /// What an aim is called in a project that begins with these commits; in all of the work without any.
    fn named(&self, aim: &Aim, roots: &[ObjectId]) -> Named {
        let id = aim.choice(roots);
        // What is redacted has other names, and is for others to read.
        let is_reader = matches!(self.query.addressee, Addressee::You(_)) && !self.query.redacted;
        let accept = is_reader.then(|| format!("git headway goal accept {id}"));
        Named { id, aim: GoalAim::of(aim), accept }
    }

    /// Why nothing is there to choose.
    fn no_choice(&self, choices: &[Choice]) -> Option<String> {
        if !choices.is_empty() {
            return None;
        }
        Some(if self.is_near() {
            "No finding of this report calls for a choice: no recurring spot that was patched in it is \
             open, no area rests on one person alone and keeps needing patches, none that others \
             carry was patched much, repeats did not clearly rise, and the work is not the same \
             again."
                .to_owned()
        } else {
            format!(
                "Choices rest on what is open now, so they are offered in a retrospective of the last \
                 twelve months, not of {}.",
                self.query.period.name()
            )
        })
    }
}

/// A number and the ends of its range as they are shown.
fn estimated(ends: [f64; 3]) -> EstimateFigure {
    let [value, low, high] = ends.map(one_decimal);
    EstimateFigure { value, low, high }
}

fn heavier_first(one: &Choice, other: &Choice) -> std::cmp::Ordering {
    let (one, other) = (one.weight(), other.weight());
    other.0.total_cmp(&one.0).then(other.1.total_cmp(&one.1))
}

pub(super) fn section(retro: &Retro) -> Section {
    let choices = &retro.choices.choices;
    let mut blocks: Vec<Block> = Vec::new();
    if !choices.is_empty() {
        let says =
            "Each comes from a finding of this report; those that would save most come first.";
        blocks.push(Block::Paragraph {
            label: Label::Plain,
            text: says.to_owned(),
            evidence: Vec::new(),
        });
    }
    blocks.extend(choices.iter().cloned().map(Box::new).map(Block::Choice));
    blocks.extend(retro.choices.none_because.iter().map(Block::muted));
    Section { title: "Choices for next year", blocks }
}

#[cfg(test)]
mod tests;
