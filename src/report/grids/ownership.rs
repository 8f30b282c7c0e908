//! The tables of what a person owns.
//!
//! In: figures. Out: grids, the columns in the order of importance.
//! Deliberately absent: prose, widths, escaping; and any number that is not in the JSON.

use super::{NONE, or_none, share, share_unless};
use crate::report::area_health::{AreaHealthYear, AreaHolder, AreaQuieted, AreaSpot};
use crate::report::grid::{Column, Grid};
use crate::report::profile::{AreaYearFigures, ProfileArea};
use crate::report::text::Label;
use crate::report::words::{plain, spot_and_more};

fn whole(percent: Option<f64>) -> String {
    or_none(percent, |percent| format!("{percent:.0}%"))
}

/// `4 of 6`.
fn years(area: &ProfileArea) -> String {
    format!("{} of {}", area.depth.years_worked, area.depth.years_since)
}

fn structural(area: &ProfileArea) -> String {
    match area.depth.structural_percent {
        Some(percent) => format!("{percent:.0}%"),
        None => "too few".to_owned(),
    }
}

/// Areas in a few columns.
pub(in crate::report) fn owned_briefly(areas: &[&ProfileArea], several: bool) -> Grid {
    let row = |area: &&ProfileArea| {
        vec![
            area.name(several),
            whole(Some(area.figures.lines_percent)),
            whole(area.files_percent),
            years(area),
            area.figures.others_active.to_string(),
            area.figures.reading().to_owned(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("area").labelled(Label::Path),
            Column::number("own lines"),
            Column::number("author of"),
            Column::number("years"),
            Column::number("others active"),
            Column::words("reading"),
        ],
        rows: areas.iter().map(row).collect(),
    }
}

/// Areas and how they stand.
pub(in crate::report) fn owned(areas: &[&ProfileArea], several: bool) -> Grid {
    let row = |area: &&ProfileArea| {
        let [percent, range] = share(area.figures.commit_share.as_ref());
        vec![
            area.name(several),
            whole(Some(area.figures.lines_percent)),
            whole(area.files_percent),
            years(area),
            structural(area),
            area.figures.others_active.to_string(),
            area.figures.patching_days.to_string(),
            area.figures.reading().to_owned(),
            or_none(area.figures.last_change.as_ref(), String::clone),
            whole(area.days_percent),
            percent,
            range,
            area.figures.lines.to_string(),
            area.figures.lines_in_all.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("area").labelled(Label::Path),
            Column::number("own lines"),
            Column::number("author of"),
            Column::number("years"),
            Column::number("structural"),
            Column::number("others active"),
            Column::number("patched"),
            Column::words("reading"),
            Column::words("last own change"),
            Column::number("own days"),
            Column::number("own commits"),
            Column::number("likely").labelled(Label::Muted),
            Column::number("lines").labelled(Label::Muted),
            Column::number("of").labelled(Label::Muted),
        ],
        rows: areas.iter().map(row).collect(),
    }
}

/// Areas at the end of years; an area is named in the first of its rows.
pub(in crate::report) fn owned_by_year(years: &[(String, &AreaYearFigures)]) -> Grid {
    let row = |(at, (area, year)): (usize, &(String, &AreaYearFigures))| {
        let is_first = at == 0 || years[at - 1].0 != *area;
        vec![
            if is_first { area.clone() } else { String::new() },
            year.year.to_string(),
            whole(Some(year.lines_percent)),
            whole(year.files_percent),
            whole(year.days_percent),
            year.others_active.to_string(),
            year.patching_days.to_string(),
            year.reading().to_owned(),
            year.commits.to_string(),
            year.commits_in_all.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("area").labelled(Label::Path),
            Column::words("year"),
            Column::number("own lines"),
            Column::number("author of"),
            Column::number("own days"),
            Column::number("others active"),
            Column::number("patched"),
            Column::words("reading"),
            Column::number("own commits").labelled(Label::Muted),
            Column::number("of").labelled(Label::Muted),
        ],
        rows: years.iter().enumerate().map(row).collect(),
    }
}

/// Who else stands behind areas.
pub(in crate::report) fn behind_areas(areas: &[&ProfileArea], several: bool) -> Grid {
    let has_owners = areas.iter().any(|area| area.code_owned.is_some());
    let has_imports = areas.iter().any(|area| area.dependents.is_some());
    let row = |area: &&ProfileArea| {
        let factor = area.truck_factor;
        let mut cells = vec![
            area.name(several),
            or_none(factor, |factor| factor.people.to_string()),
            or_none(factor, |factor| factor.active_people.to_string()),
            or_none(factor, |factor| factor.files.to_string()),
        ];
        if has_imports {
            cells.push(or_none(area.dependents, |by| by.files.to_string()));
            cells.push(or_none(area.dependents, |by| by.areas.to_string()));
        }
        if has_owners {
            let owned = area.code_owned;
            cells.push(or_none(owned, |said| format!("{} of {}", said.covered, said.files)));
            cells.push(or_none(owned, |said| said.owners.to_string()));
            cells.push(owned.map_or_else(|| NONE.to_owned(), |said| said.own.to_string()));
        }
        cells
    };
    let mut columns = vec![
        Column::words("area").labelled(Label::Path),
        Column::number("truck factor"),
        Column::number("active"),
        Column::number("source files"),
    ];
    if has_imports {
        columns.extend([Column::number("imported by"), Column::number("in areas")]);
    }
    if has_owners {
        columns.extend([
            Column::number("code owners"),
            Column::number("owners"),
            Column::number("yours"),
        ]);
    }
    Grid { columns, rows: areas.iter().map(row).collect() }
}

/// A part of a repository by year.
pub(in crate::report) fn health(years: &[AreaHealthYear]) -> Grid {
    let row = |year: &AreaHealthYear| {
        let [repeats, _] = share_unless(year.too_few_patching, year.repeat_share.as_ref());
        vec![
            year.year.to_string(),
            year.people.to_string(),
            format!("{:.0}%", year.largest_percent),
            year.patching_days.to_string(),
            year.recurring.to_string(),
            repeats,
            year.reading().to_owned(),
            year.lines.to_string(),
            year.commits.to_string(),
            year.patching_commits.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("year"),
            Column::number("people"),
            Column::number("largest"),
            Column::number("patched"),
            Column::number("recurring"),
            Column::number("repeats"),
            Column::words("reading"),
            Column::number("lines").labelled(Label::Muted),
            Column::number("commits").labelled(Label::Muted),
            Column::number("patching").labelled(Label::Muted),
        ],
        rows: years.iter().map(row).collect(),
    }
}

/// Open recurring spots of a part of a repository.
pub(in crate::report) fn area_spots(spots: &[AreaSpot]) -> Grid {
    let row = |spot: &AreaSpot| {
        vec![
            spot_and_more(&spot.spot, &spot.also),
            spot.patches.to_string(),
            spot.people.to_string(),
            spot.outcome.brief(),
            spot.last.date.clone(),
            spot.last.short().to_owned(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("recurring spot").labelled(Label::Path),
            Column::number("patches").labelled(Label::Motion),
            Column::number("people"),
            Column::words("outcome"),
            Column::words("last patch"),
            Column::words("commit").labelled(Label::Commit),
        ],
        rows: spots.iter().map(row).collect(),
    }
}

/// Spots of a part of a repository that were quieted.
pub(in crate::report) fn area_quieted(spots: &[AreaQuieted]) -> Grid {
    let row = |quieted: &AreaQuieted| {
        let found = &quieted.quieting;
        vec![
            quieted.spot.clone(),
            quieted.after.date.clone(),
            quieted.after.short().to_owned(),
            found.before.to_string(),
            found.after.to_string(),
            or_none(found.expected, plain),
        ]
    };
    Grid {
        columns: vec![
            Column::words("quieted spot").labelled(Label::Path),
            Column::words("since"),
            Column::words("commit").labelled(Label::Commit),
            Column::number("patches before"),
            Column::number("after").labelled(Label::Headway),
            Column::number("spots like it"),
        ],
        rows: spots.iter().map(row).collect(),
    }
}

/// Who holds lines, by name.
pub(in crate::report) fn holders(holders: &[AreaHolder]) -> Grid {
    let row = |holder: &AreaHolder| {
        vec![
            holder.name.clone(),
            format!("{:.0}%", holder.lines_percent),
            holder.files.to_string(),
            holder.days.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("name"),
            Column::number("lines"),
            Column::number("author of files"),
            Column::number("days of the last year"),
        ],
        rows: holders.iter().map(row).collect(),
    }
}
