//! What no longer needs attention.
//!
//! In: changes of the period that ended a chain of patches. Out: what was patched before and after, beside spots like
//! theirs; the section. Deliberately absent: whether the change is the cause; nobody has measured that.

use serde::Serialize;

use super::evidence::Gathered;
use super::{Retro, Retrospect};
use crate::profile::Mended;
use crate::report::grids;
use crate::report::profile::{MendedFigures, WentQuietFigures};
use crate::report::section::{Block, Section};
use crate::report::words::spot_and_more;

/// A recurring spot that went quiet, and its row of the evidence table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuietStory {
    /// The figures.
    #[serde(flatten)]
    pub figures: WentQuietFigures,
    /// The row of the change after which no patch came.
    pub evidence: String,
}

/// What no longer needs attention.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quieted {
    /// Every change of the period that ended a chain of a recurring spot, whatever came of it.
    pub sums: MendedFigures,
    /// Recurring spots that have been quiet since a change of the period, newest first.
    pub went_quiet: Vec<QuietStory>,
}

impl Retrospect<'_> {
    pub(super) fn quieted(&self, evidence: &mut Gathered<'_>) -> Quieted {
        let period = self.query.period;
        let rows: Vec<_> = self.work.primaries.iter().map(|ledger| &ledger.leverage).collect();
        let mut went_quiet = Vec::new();
        for ledger in &self.work.primaries {
            let of_period = ledger.leverage.went_quiet.iter().filter(|row| period.holds(row.month));
            for row in of_period {
                let name = |spot: &String| self.place(ledger, spot);
                let figures = WentQuietFigures::of_row(row, name, self.own(row.after));
                let spots = spot_and_more(&figures.spot, &figures.also);
                let what = format!("last change before the quiet of {spots}");
                let evidence = evidence.cite_own(ledger, row.after, what);
                went_quiet.push(QuietStory { figures, evidence });
            }
        }
        went_quiet.sort_by(|one, other| other.figures.after.date.cmp(&one.figures.after.date));
        Quieted { sums: Mended::of(&rows, &|month| period.holds(month)).into(), went_quiet }
    }
}

pub(super) fn section(retro: &Retro) -> Section {
    let quieted = &retro.quieted;
    let blocks = if quieted.went_quiet.is_empty() {
        vec![Block::muted("No recurring spot has been quiet since a change of this period.")]
    } else {
        vec![
            Block::Table(grids::went_quiet(&quieted.went_quiet)),
            Block::muted(
                "Quiet since the change named. Quieted: patched less than spots like it were in as long a \
                 time, with 95% probability or more. As expected: no less than those (expected: their \
                 patches on average).",
            ),
        ]
    };
    Section { title: "What no longer needs attention", blocks }
}
