//! The table of recurring spots.
//!
//! In: figures. Out: grids, the columns in the order of importance.
//! Deliberately absent: prose, widths, escaping; and any number that is not in the JSON.

use crate::report::grid::{Column, Grid};
use crate::report::hotspots::Hotspot;
use crate::report::text::Label;
use crate::report::words::{spot_and_more, within};

/// What became of the last chain, and whether the spot was quieted.
fn outcome(spot: &Hotspot) -> String {
    let quieted = spot.quieting.filter(|quieting| quieting.quieted);
    quieted.map_or_else(|| spot.outcome.brief(), |_| format!("{}, quieted", spot.outcome.brief()))
}

/// Recurring spots.
pub(in crate::report) fn hotspots(spots: &[Hotspot]) -> Grid {
    let row = |spot: &Hotspot| {
        vec![
            spot_and_more(&spot.spot, &spot.also),
            spot.expected.map_or_else(|| "–".to_owned(), |expected| expected.says()),
            spot.patches.to_string(),
            spot.people.to_string(),
            spot.lines.to_string(),
            outcome(spot),
            within(spot.span_days),
            spot.last.date.clone(),
            spot.last.short().to_owned(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("spot").labelled(Label::Path),
            Column::number("next year").labelled(Label::Strong),
            Column::number("patches").labelled(Label::Motion),
            Column::number("people"),
            Column::number("lines"),
            Column::words("outcome"),
            Column::number("within"),
            Column::words("last patch"),
            Column::words("commit").labelled(Label::Commit),
        ],
        rows: spots.iter().map(row).collect(),
    }
}
