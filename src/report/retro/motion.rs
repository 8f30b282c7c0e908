//! Headway and motion by month, and beside the periods before.
//!
//! In: what commits weigh. Out: figures of the period, of its months and of earlier periods; the section.
//! Deliberately absent: sentences on what moved; `verdict` and `unmoved` have them.

use serde::Serialize;

use super::{Retro, Retrospect};
use crate::profile::Outcomes;
use crate::report::drawing::{Drawing, Figure};
use crate::report::figures::{OutcomeSums, PeriodFigures};
use crate::report::grids;
use crate::report::section::{Block, OUTCOMES, PERIODS, Section, Trend, Trends};
use crate::report::text::Label;

/// Headway and motion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MotionOfYear {
    /// The period.
    pub figures: PeriodFigures,
    /// The period beside it, when there were commits in it.
    pub beside: Option<PeriodFigures>,
    /// The periods up to this one, oldest first.
    pub periods: Vec<PeriodFigures>,
    /// The months of the period, so far as it has passed.
    pub months: Vec<PeriodFigures>,
    /// What became of the period's patches, quick remedies left out.
    pub patches: OutcomeSums,
    /// What became of the period's structural changes.
    pub structural: OutcomeSums,
}

impl Retrospect<'_> {
    pub(super) fn motion(&self) -> MotionOfYear {
        let (work, query) = (self.work, self.query);
        let rows = || work.in_period(query.period).map(|commit| commit.row);
        let periods = self.profile.motion.periods.iter();
        let earlier = self.earlier.as_ref();
        MotionOfYear {
            figures: PeriodFigures::of(query.period.name(), &self.tally),
            beside: earlier.map(|tally| PeriodFigures::of(query.beside.name(), tally)),
            periods: periods.map(|period| period.figures.clone()).collect(),
            months: self.months(),
            patches: Outcomes::sum(rows().map(|row| &row.patches)).into(),
            structural: Outcomes::sum(rows().map(|row| &row.structural)).into(),
        }
    }
}

pub(super) fn section(retro: &Retro) -> Section {
    let motion = &retro.motion;
    let values = |name, label, value: fn(&PeriodFigures) -> f64| Trend {
        name,
        label,
        values: motion.months.iter().map(value).collect(),
    };
    let trends = Trends {
        title: "Headway and motion by month, in commits",
        months: motion.months.iter().map(|month| month.period.clone()).collect(),
        rows: vec![
            values("headway", Label::Headway, |month| month.headway),
            values("patched again", Label::Motion, |month| month.patched_again),
            values("upkeep", Label::Motion, |month| month.upkeep),
        ],
    };
    let figure = Figure {
        id: "F1",
        title: trends.title.to_owned(),
        note: PERIODS.to_owned(),
        drawing: Drawing::Bars(trends),
    };
    let named = [("patches", motion.patches), ("structural changes", motion.structural)];
    let outcomes = grids::outcomes(&named.map(|(name, sums)| (name.to_owned(), sums)));
    let mut blocks = vec![
        Block::Figure(Box::new(figure)),
        Block::Table(grids::months(&motion.months)),
        Block::Table(grids::years("period", &motion.periods)),
    ];
    if outcomes.rows.is_empty() {
        blocks
            .push(Block::muted("No patch and no structural change: nothing to hold or come back."));
    } else {
        blocks.extend([Block::Table(outcomes), Block::muted(OUTCOMES)]);
    }
    Section { title: "Headway and motion", blocks }
}
