//! Leverage: what goes on working or being built on without the person.
//!
//! In: rows of each project. Out: figures, a few lines for the first screen, and everything, in four sections: what
//! lasts, what is built on, what was mended, what was handed over. Deliberately absent: names of others, and a score.

mod built;
mod handed;
mod mended;
mod survival;

pub use built::{BuiltPeriod, ChangedFigures, FoundationFigures, ReusePeriod, UsedFigures};
pub use handed::{HandedFigures, HandedOver};
pub use mended::{LastingHere, MendedPeriod, SavedFigures};
pub use survival::{LeftFigures, StandingFigures, SurvivalAge, SurvivalReport, SurvivalYear};

use std::collections::HashMap;

use serde::Serialize;

use super::{ProfileQuery, paragraph};
use crate::model::{Month, ObjectId, Thresholds};
use crate::profile::{Ledger, LedgerCommit, LeverageRows, Period, Work};
use crate::report::parts::CommitRef;
use crate::report::section::{Block, Section};
use crate::report::text::Label;

/// What goes on working or being built on without the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeverageFigures {
    /// How long the person's lines live.
    pub survival: SurvivalReport,
    /// What others built on and use.
    pub foundations: FoundationFigures,
    /// What became of recurring spots after changes of the person's.
    pub mended: SavedFigures,
    /// What the person founded and others carry.
    pub handed_over: HandedOver,
}

/// Works the figures out.
pub(super) fn figures(work: &Work<'_>, query: &ProfileQuery<'_>) -> LeverageFigures {
    let told = Told::of(work, query);
    LeverageFigures {
        survival: survival::figures(&told),
        foundations: built::figures(&told),
        mended: mended::figures(&told),
        handed_over: handed::figures(&told),
    }
}

/// A few lines for the first screen.
pub(super) fn brief(leverage: &LeverageFigures) -> Vec<Block> {
    let lines = [survival::brief(&leverage.survival), built::brief(&leverage.foundations)];
    let what_became = [mended::brief(&leverage.mended), handed::brief(&leverage.handed_over)];
    let paragraphs =
        [lines, what_became].map(|says| says.into_iter().flatten().collect::<Vec<_>>());
    let told = paragraphs.iter().filter(|says| !says.is_empty());
    told.map(|says| paragraph(Label::Plain, &says.join(" "))).collect()
}

/// Everything.
pub(super) fn sections(leverage: &LeverageFigures) -> Vec<Section> {
    vec![
        survival::section(&leverage.survival),
        built::section(&leverage.foundations),
        mended::section(&leverage.mended),
        handed::section(&leverage.handed_over),
    ]
}

/// What is told of: the rows of each project, and the periods.
struct Told<'a> {
    ledgers: &'a [&'a Ledger],
    rows: Vec<&'a LeverageRows>,
    /// From the person's first commit to now: what others do goes on after the person's last one.
    periods: Vec<Period>,
    commits: HashMap<ObjectId, &'a LedgerCommit>,
    thresholds: &'a Thresholds,
}

impl<'a> Told<'a> {
    fn of(work: &'a Work<'a>, query: &ProfileQuery<'a>) -> Self {
        let ledgers = work.primaries.as_slice();
        let commits = ledgers.iter().flat_map(|ledger| &ledger.commits);
        Self {
            ledgers,
            rows: ledgers.iter().map(|ledger| &ledger.leverage).collect(),
            periods: query.slices.to_now(work),
            commits: commits.map(|row| (row.id, row)).collect(),
            thresholds: query.thresholds,
        }
    }

    /// Whether a month is told of.
    fn holds(&self, month: Month) -> bool {
        self.periods.iter().any(|period| period.holds(month))
    }

    /// Rows of every project, with the name of the project when there are several.
    fn named<T: 'a>(
        &self,
        of: fn(&LeverageRows) -> &[T],
    ) -> impl Iterator<Item = (Where<'a>, &'a T)> {
        let several = self.ledgers.len() > 1;
        self.ledgers.iter().flat_map(move |ledger| {
            let place = Where(several.then_some(ledger.repository.as_str()));
            of(&ledger.leverage).iter().map(move |row| (place, row))
        })
    }

    /// A commit of the person's.
    fn commit(&self, id: ObjectId) -> CommitRef {
        self.commits.get(&id).map_or_else(|| CommitRef::unknown(id), |row| CommitRef::of_row(row))
    }
}

/// The repository that a place is in, where that has to be said.
#[derive(Clone, Copy)]
struct Where<'a>(Option<&'a str>);

impl Where<'_> {
    fn place(self, place: &str) -> String {
        match self.0 {
            Some(repository) => format!("{repository}: {place}"),
            None => place.to_owned(),
        }
    }
}
