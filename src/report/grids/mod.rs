//! The tables of the reports.
//!
//! In: figures. Out: grids, the columns in the order of importance.
//! Deliberately absent: prose, widths, escaping; and any number that is not in the JSON.

mod course;
mod leverage;
mod ownership;
mod periods;
mod spots;

pub(super) use course::{commits_alone, effort, inertia, scope, scope_trends, worked_areas};
pub(super) use leverage::{lasting, outcomes};
pub(super) use ownership::{
    area_quieted, area_spots, behind_areas, health, holders, owned, owned_briefly, owned_by_year,
};
pub(super) use periods::{repairs, windows, years};
pub(super) use spots::hotspots;

use super::grid::{Column, Grid};
use super::parts::{CommitRef, Percent};
use super::retro::EvidenceRow;
use super::text::Label;

/// Nothing to show in this cell.
const NONE: &str = "–";

fn or_none<T>(value: Option<T>, show: impl Fn(T) -> String) -> String {
    value.map_or_else(|| NONE.to_owned(), show)
}

/// A number of commit-equivalents; nothing at all is `0`, not `0.0`, so that tables stay quiet.
pub(super) fn decimal(number: f64) -> String {
    if number == 0.0 { "0".to_owned() } else { format!("{number:.1}") }
}

/// A share and its range.
fn share(percent: Option<&Percent>) -> [String; 2] {
    [or_none(percent, Percent::whole), or_none(percent, Percent::range)]
}

/// The same, unless it rests on too few.
fn share_unless(too_few: bool, percent: Option<&Percent>) -> [String; 2] {
    match percent {
        Some(_) if too_few => ["too few".to_owned(), NONE.to_owned()],
        other => share(other),
    }
}

/// The commits behind the sentences.
pub(super) fn evidence(rows: &[EvidenceRow]) -> Grid {
    let author = rows.iter().any(|row| row.commit.author.is_some());
    let row = |row: &EvidenceRow| {
        let commit = &row.commit;
        let mut cells = vec![
            row.id.clone(),
            commit.short().to_owned(),
            commit.date.clone(),
            commit.subject.clone(),
            row.what.clone(),
            row.kind_says(),
        ];
        if author {
            cells.push(commit.author.clone().unwrap_or_default());
        }
        cells
    };
    let mut columns = vec![
        Column::words("row"),
        Column::words("commit").labelled(Label::Commit),
        Column::words("date"),
        Column::words("subject"),
        Column::words("what"),
        Column::words("kind"),
    ];
    if author {
        columns.push(Column::words("author"));
    }
    Grid { columns, rows: rows.iter().map(row).collect() }
}

/// Commits in a list.
pub(super) fn commits(commits: &[(String, &CommitRef)]) -> Grid {
    let row = |(what, commit): &(String, &CommitRef)| {
        vec![commit.date.clone(), commit.short().to_owned(), what.clone(), commit.subject.clone()]
    };
    Grid {
        columns: vec![
            Column::words("date"),
            Column::words("commit").labelled(Label::Commit),
            Column::words("what"),
            Column::words("subject"),
        ],
        rows: commits.iter().map(row).collect(),
    }
}
