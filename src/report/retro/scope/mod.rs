//! How far the work reaches, and whether it is the same again.
//!
//! In: scope and inertia of the profile, and the workdays behind them. Out: sentences; F7, how like each two parts of
//! the last years are; F8, the course of each measure. Deliberately absent: whether more of anything is better.

mod courses;
mod likeness;
mod reach;
mod says;

pub use courses::CourseOfYear;
pub use likeness::{BesideOfYear, LikenessOfYear};

use serde::Serialize;

use super::evidence::Gathered;
use super::{Finding, Retro, Retrospect};
use crate::profile::Reach;
use crate::report::profile::{ComparedFigure, ScopeFigures, compare};
use crate::report::section::{Block, Section};
use crate::report::text::Label;

/// How far the work reaches, and whether it is the same again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScopeOfYear {
    /// What is to be seen, in sentences.
    pub findings: Vec<Finding>,
    /// The period beside the one that it is compared with.
    pub beside: BesideOfYear,
    /// How like each two parts of the last years are.
    pub likeness: LikenessOfYear,
    /// What is measured, period by period.
    pub courses: Vec<CourseOfYear>,
    /// The period and the one that it is compared with, figure by figure.
    pub compared: Vec<ComparedFigure>,
    /// The figures of all these periods.
    #[serde(flatten)]
    pub figures: ScopeFigures,
}

/// Figures that are told of the period and the one beside it.
const COMPARED: [&str; 6] = [
    "areas in effect",
    "in new areas",
    "at boundaries",
    "across areas",
    "complexity (0 to 1)",
    "structural, of days",
];

impl Retrospect<'_> {
    pub(super) fn scope(&self, evidence: &mut Gathered<'_>) -> ScopeOfYear {
        let reach = Reach::of(self.work);
        let (period, beside) = (self.query.period, self.query.beside);
        let mut compared = compare(&self.profile, &[beside.name(), period.name()]).figures;
        compared.retain(|figure| COMPARED.contains(&figure.of));
        let mut scope = ScopeOfYear {
            findings: Vec::new(),
            beside: BesideOfYear::of(self.work, &reach, beside, period),
            likeness: LikenessOfYear::of(self.work, &reach, period),
            courses: courses::courses(&self.profile.scope.periods),
            compared,
            figures: self.profile.scope.clone(),
        };
        let words = says::Words::of(self);
        scope.findings = vec![scope.same_again(&words)];
        scope.findings.extend(scope.width(&words));
        scope.findings.extend(self.at_boundaries(&scope, &reach, evidence));
        scope.findings.extend(self.new_ground(&scope, &reach, evidence));
        scope
    }
}

pub(super) fn section(retro: &Retro) -> Section {
    let scope = &retro.scope;
    let findings = scope.findings.iter().map(|found| Block::finding(Label::Plain, found));
    let figures = [scope.likeness.figure(&scope.beside), courses::figure(scope)];
    let figures = figures.into_iter().map(Box::new).map(Block::Figure);
    Section { title: "Scope, complexity and inertia", blocks: findings.chain(figures).collect() }
}

#[cfg(test)]
mod tests;
