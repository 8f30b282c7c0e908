//! T8 and T9: the numbers that the words rest on, and what could not be seen.
//!
//! In: definitions, and the limits of the history. Out: tables. Deliberately absent: limits that do not apply to this history.

use serde::Serialize;

use super::Definitions;
use crate::model::Boundary;
use crate::report::drawing::{Drawing, Figure};
use crate::report::grid::{Column, Grid};
use crate::report::retro::Retrospect;

/// Something of the history that could not be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Unseen {
    /// What.
    pub what: &'static str,
    /// How many; 1 at least.
    pub number: u64,
}

impl Retrospect<'_> {
    pub(super) fn unseen(&self) -> Vec<Unseen> {
        let ledgers = self.work.ledgers.iter();
        let sum = |of: fn(&Boundary) -> usize| ledgers.clone().map(|at| of(&at.boundary)).sum();
        let areas = self.profile.ownership.areas.iter().filter(|area| area.is_theirs);
        let counted: [(&str, usize); 4] = [
            ("commits at which a shallow clone ends", sum(|at| at.shallow_commits)),
            ("file changes whose content git does not have here", sum(|at| at.unavailable)),
            ("files too large for line differences", sum(|at| at.too_large)),
            ("commits whose clocks cannot be right, in no period", self.work.misdated),
        ];
        let lines = areas.map(|area| area.figures.lines_unknown).sum();
        let counted = counted.map(|(what, number)| Unseen { what, number: number as u64 });
        let lines = Unseen { what: "live lines of unknown origin in own areas", number: lines };
        counted.into_iter().chain([lines]).filter(|unseen| unseen.number > 0).collect()
    }
}

fn table(id: &'static str, title: &str, note: &str, rows: Vec<Vec<String>>) -> Figure {
    let columns = vec![Column::words("what"), Column::number("number")];
    Figure {
        id,
        title: title.to_owned(),
        note: note.to_owned(),
        drawing: Drawing::Table(Grid { columns, rows }, None),
    }
}

impl Definitions {
    /// T8.
    pub(in crate::report::retro) fn figure(&self) -> Figure {
        let percent = |percent: f64| format!("{percent}%");
        let rows = [
            (
                "days within which a second patch on a spot is a repeat",
                self.window_days.to_string(),
            ),
            ("patches that make a spot a recurring one", self.recurring.to_string()),
            (
                "counted commits that it takes to tell headway from motion",
                self.fewest_commits.to_string(),
            ),
            (
                "patching commits, or commits with a known outcome, that a share takes",
                self.fewest_patching_commits.to_string(),
            ),
            ("how sure the ranges are", percent(self.range_percent)),
            (
                "own live lines from which one person alone knows an area",
                percent(self.alone_percent),
            ),
            ("days of work from which somebody else knows it too", percent(self.major_percent)),
            (
                "days with a patch in a year from which an area keeps needing patches",
                self.many_patching_days.to_string(),
            ),
            ("own live lines below which an area is not the person's", percent(self.least_percent)),
            ("days up to now that are recent", self.recent_days.to_string()),
            ("what each commit that counts weighs", self.commit_weight.to_string()),
        ];
        let rows = rows.map(|(what, number)| vec![what.to_owned(), number]);
        table(
            "T8",
            "The numbers that the words rest on",
            "Where they come from: docs/method.md.",
            rows.into(),
        )
    }
}

/// T9; none where everything could be seen.
pub(super) fn unseen_figure(unseen: &[Unseen]) -> Option<Figure> {
    let row = |at: &Unseen| vec![at.what.to_owned(), at.number.to_string()];
    let note = "What of it may have been yours is in no figure of this report.";
    let rows = unseen.iter().map(row).collect();
    (!unseen.is_empty()).then(|| table("T9", "What could not be seen", note, rows))
}
