//! The tables of outcomes.
//!
//! In: figures. Out: grids, the columns in the order of importance.
//! Deliberately absent: prose, widths, escaping; and any number that is not in the JSON.

use super::{decimal, share_unless};
use crate::report::figures::OutcomeSums;
use crate::report::grid::{Column, Grid};
use crate::report::outlook::LastingFigures;
use crate::report::text::Label;

/// What became of changes, in commit-equivalents. Rows without any commit say nothing.
pub(in crate::report) fn outcomes(named: &[(String, OutcomeSums)]) -> Grid {
    let row = |(name, sums): &(String, OutcomeSums)| {
        let [percent, range] = share_unless(sums.too_few, sums.held_share.as_ref());
        vec![
            name.clone(),
            sums.commits.to_string(),
            decimal(sums.held),
            decimal(sums.came_back),
            decimal(sums.too_early),
            percent,
            range,
        ]
    };
    let some = named.iter().filter(|(_, sums)| sums.commits > 0);
    Grid {
        columns: vec![
            Column::words("commits with"),
            Column::number("in all"),
            Column::number("held").labelled(Label::Headway),
            Column::number("came back").labelled(Label::Motion),
            Column::number("too early").labelled(Label::Undecided),
            Column::number("held share"),
            Column::number("likely").labelled(Label::Muted),
        ],
        rows: some.map(row).collect(),
    }
}

/// How often changes hold, by sort; the first of each pair says of what.
pub(in crate::report) fn lasting(sorts: &[(String, &LastingFigures)]) -> Grid {
    let row = |(what, lasting): &(String, &LastingFigures)| {
        vec![
            what.clone(),
            format!("{:.0}%", lasting.held_percent),
            format!("{:.0}–{:.0}%", lasting.held_low, lasting.held_high),
            lasting.changes.to_string(),
            lasting.came_back.to_string(),
            lasting.watched.to_string(),
            lasting.nearby.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("of"),
            Column::number("held").labelled(Label::Headway),
            Column::number("likely").labelled(Label::Muted),
            Column::number("in all"),
            Column::number("came back").labelled(Label::Motion),
            Column::number("watched through"),
            Column::number("commits nearby"),
        ],
        rows: sorts.iter().map(row).collect(),
    }
}
