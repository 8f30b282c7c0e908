//! What goes on working or being built on without the person.
//!
//! In: rows of each project, and the leverage of the profile. Out: sentences; F5, how long lines live; F6, what others
//! changed of what the person founded; what others use, and what they carry. Deliberately absent: names of others, and
//! a score.

mod carried;
mod founded;
mod grown;
mod lasting;
mod used;

pub use founded::FoundedRow;
pub use grown::{GrownOfYear, GrownPlace};
pub use lasting::{LastingOfYear, SurvivalCurve, SurvivalStep};
pub use used::{UsedOfYear, UsedStory};

use serde::Serialize;

use super::evidence::Gathered;
use super::lines::NOWHERE;
use super::{Finding, Retro, Retrospect};
use crate::report::profile::LeverageFigures;
use crate::report::section::{Block, Section};
use crate::report::text::Label;

/// What goes on working or being built on without the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeverageOfYear {
    /// What is to be seen, in sentences.
    pub findings: Vec<Finding>,
    /// How long the lines of the period live.
    pub lasting: LastingOfYear,
    /// What others changed, in the period and the one beside it, of what the person founded.
    pub grown: GrownOfYear,
    /// What others began to use in the period.
    pub used: UsedOfYear,
    /// What the person founded, and what became of it.
    pub founded: Vec<FoundedRow>,
    /// The same of all periods.
    #[serde(flatten)]
    pub figures: LeverageFigures,
}

impl LeverageOfYear {
    /// What shows how much others built on what the person founded: the figure, where there is something to draw, else the
    /// table, where anything was founded.
    pub(super) const fn built_shown_in(&self) -> &'static str {
        match (self.grown.places.is_empty(), self.founded.is_empty()) {
            (false, _) => "F6",
            (true, false) => "T3",
            (true, true) => NOWHERE,
        }
    }
}

/// What sentences call the person and the periods.
#[derive(Clone, Debug)]
struct Words {
    you: String,
    yours: String,
    period: String,
    beside: String,
}

impl Words {
    fn of(retrospect: &Retrospect<'_>) -> Self {
        let addressee = retrospect.query.addressee;
        Self {
            you: addressee.subject().to_owned(),
            yours: addressee.possessive_alone(),
            period: retrospect.query.period.name(),
            beside: retrospect.query.beside.name(),
        }
    }
}

impl Retrospect<'_> {
    pub(super) fn leverage(&self, evidence: &mut Gathered<'_>) -> LeverageOfYear {
        let figures = self.profile.leverage.clone();
        let lasting = self.lasting();
        let grown = self.grown();
        let words = Words::of(self);
        let mut findings = vec![lasting.says(&words), grown.says(&words, &figures.foundations)];
        let used = self.used(evidence);
        findings.extend(used.says(&words, &figures.foundations));
        findings.extend(self.carried(&figures.handed_over, evidence));
        let founded = founded::rows(&figures, &grown, &used, self.is_near());
        LeverageOfYear { findings, lasting, grown, used, founded, figures }
    }
}

pub(super) fn section(retro: &Retro) -> Section {
    let leverage = &retro.leverage;
    let findings = leverage.findings.iter().map(|found| Block::finding(Label::Plain, found));
    let figures = [
        leverage.lasting.figure(&leverage.figures.survival.standing),
        leverage.grown.figure(&retro.period, &retro.beside),
        founded::figure(retro),
    ];
    let figures = figures.into_iter().flatten().map(Box::new).map(Block::Figure);
    Section { title: "Leverage", blocks: findings.chain(figures).collect() }
}

#[cfg(test)]
mod tests;
