//! The tables of the reports.
//!
//! In: figures. Out: grids, the columns in the order of importance.
//! Deliberately absent: prose, widths, escaping; and any number that is not in the JSON.

use super::figures::{
    AreaFigures, BuiltOnFigures, OutcomeCounts, PeriodFigures, SurvivalFigures, WindowFigure,
};
use super::grid::{Column, Grid};
use super::hotspots::Hotspot;
use super::parts::{CommitRef, Percent};
use super::retro::{ChainStory, EvidenceRow, FunnelStep, QuietStory};
use super::text::Label;
use super::words::rows;

/// Nothing to show in this cell.
const NONE: &str = "–";

fn or_none<T>(value: Option<T>, show: impl Fn(T) -> String) -> String {
    value.map_or_else(|| NONE.to_owned(), show)
}

fn share(percent: Option<&Percent>) -> String {
    or_none(percent, Percent::whole)
}

/// Motion and headway by period.
pub(super) fn periods(title: &'static str, periods: &[PeriodFigures]) -> Grid {
    let row = |period: &PeriodFigures| {
        vec![
            period.period.clone(),
            period.counted.to_string(),
            format!("{:.1}", period.headway),
            format!("{:.1}", period.motion),
            share(period.repeat_share.as_ref()),
            or_none(period.repeat_share.as_ref(), Percent::range),
            period.repeats.to_string(),
            period.patches.to_string(),
            format!("{:.1}", period.undecided),
            format!("{:.1}", period.remedy),
            period.commits.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words(title),
            Column::number("counted"),
            Column::number("headway").labelled(Label::Headway),
            Column::number("motion").labelled(Label::Motion),
            Column::number("repeat share"),
            Column::number("likely").labelled(Label::Muted),
            Column::number("repeats"),
            Column::number("patches"),
            Column::number("undecided").labelled(Label::Undecided),
            Column::number("remedy"),
            Column::number("all commits").labelled(Label::Muted),
        ],
        rows: periods.iter().map(row).collect(),
    }
}

/// Areas and how they stand.
pub(super) fn areas(areas: &[AreaFigures]) -> Grid {
    let row = |area: &AreaFigures| {
        vec![
            area.area.clone(),
            format!("{:.0}%", area.lines_percent),
            area.others_active.to_string(),
            area.patches.to_string(),
            area.reading().to_owned(),
            or_none(area.last_change.as_ref(), String::clone),
            share(area.commit_share.as_ref()),
            area.lines.to_string(),
            area.lines_in_all.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("area").labelled(Label::Path),
            Column::number("own lines"),
            Column::number("others active"),
            Column::number("patches"),
            Column::words("reading"),
            Column::words("last own change"),
            Column::number("own commits"),
            Column::number("lines").labelled(Label::Muted),
            Column::number("of").labelled(Label::Muted),
        ],
        rows: areas.iter().map(row).collect(),
    }
}

/// Survival beside everybody's.
pub(super) fn survival(years: &[SurvivalFigures]) -> Grid {
    let percent = |value: Option<f64>| or_none(value, |value| format!("{value:.0}%"));
    let row = |year: &SurvivalFigures| {
        vec![
            year.year.to_string(),
            percent(year.own.alive_percent),
            percent(year.everybody.alive_percent),
            year.own.alive.to_string(),
            year.own.written.to_string(),
            year.own.commits.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("written in"),
            Column::number("own alive"),
            Column::number("everybody's"),
            Column::number("lines alive"),
            Column::number("of written"),
            Column::number("in commits"),
        ],
        rows: years.iter().map(row).collect(),
    }
}

/// What others built on.
pub(super) fn built_on(years: &[BuiltOnFigures]) -> Grid {
    let row = |year: &BuiltOnFigures| {
        vec![
            year.year.to_string(),
            year.commits.to_string(),
            year.others.to_string(),
            year.files.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("year"),
            Column::number("commits by others"),
            Column::number("others"),
            Column::number("in files"),
        ],
        rows: years.iter().map(row).collect(),
    }
}

/// What became of changes.
pub(super) fn outcomes(named: &[(String, OutcomeCounts)]) -> Grid {
    let row = |(name, counts): &(String, OutcomeCounts)| {
        vec![
            name.clone(),
            counts.held.to_string(),
            counts.came_back.to_string(),
            counts.too_early.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("changes"),
            Column::number("held").labelled(Label::Headway),
            Column::number("came back").labelled(Label::Motion),
            Column::number("too early").labelled(Label::Undecided),
        ],
        rows: named.iter().map(row).collect(),
    }
}

/// Chains of patches.
pub(super) fn chains(chains: &[ChainStory]) -> Grid {
    let row = |chain: &ChainStory| {
        vec![
            chain.spot.clone(),
            chain.patches.to_string(),
            rows(&chain.evidence),
            chain.outcome.brief(),
            chain.span_days.to_string(),
            chain.patches_in_year.to_string(),
            chain.people.to_string(),
            chain.lines.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("spot").labelled(Label::Path),
            Column::number("patches").labelled(Label::Motion),
            Column::words("evidence").labelled(Label::Muted),
            Column::words("outcome"),
            Column::number("days"),
            Column::number("this year"),
            Column::number("people"),
            Column::number("lines"),
        ],
        rows: chains.iter().map(row).collect(),
    }
}

/// Chains that went quiet.
pub(super) fn went_quiet(stories: &[QuietStory]) -> Grid {
    let row = |story: &QuietStory| {
        vec![
            story.figures.spot.clone(),
            story.evidence.clone(),
            story.figures.quiet_days.to_string(),
            story.figures.exposure.to_string(),
            story.figures.patches.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("spot").labelled(Label::Path),
            Column::words("evidence").labelled(Label::Muted),
            Column::number("days quiet").labelled(Label::Headway),
            Column::number("commits nearby"),
            Column::number("patches before"),
        ],
        rows: stories.iter().map(row).collect(),
    }
}

/// From all commits to those that count.
pub(super) fn funnel(steps: &[FunnelStep]) -> Grid {
    let row = |step: &FunnelStep| {
        let changes = or_none(step.changes, |changes| changes.to_string());
        vec![step.what.clone(), step.commits.to_string(), changes]
    };
    Grid {
        columns: vec![
            Column::words("from all to counted"),
            Column::number("commits"),
            Column::number("changes set aside"),
        ],
        rows: steps.iter().map(row).collect(),
    }
}

/// The repeat share by window.
pub(super) fn windows(windows: &[WindowFigure]) -> Grid {
    let row = |window: &WindowFigure| {
        let share = &window.repeat_share;
        let (part, of) = (format!("{:.0}", share.part), format!("{:.0}", share.of));
        vec![window.days.to_string(), share.whole(), share.range(), part, of]
    };
    Grid {
        columns: vec![
            Column::number("window in days"),
            Column::number("repeat share"),
            Column::number("likely"),
            Column::number("repeats"),
            Column::number("of patches"),
        ],
        rows: windows.iter().map(row).collect(),
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
    ];
    if author {
        columns.push(Column::words("author"));
    }
    Grid { columns, rows: rows.iter().map(row).collect() }
}

/// Recurring spots.
pub(super) fn hotspots(spots: &[Hotspot]) -> Grid {
    let row = |spot: &Hotspot| {
        vec![
            spot.spot.clone(),
            spot.patches.to_string(),
            spot.span_days.to_string(),
            spot.last.date.clone(),
            spot.outcome.brief(),
            spot.people.to_string(),
            spot.lines.to_string(),
            spot.last.short().to_owned(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("spot").labelled(Label::Path),
            Column::number("patches").labelled(Label::Motion),
            Column::number("days"),
            Column::words("last patch"),
            Column::words("outcome"),
            Column::number("people"),
            Column::number("lines"),
            Column::words("commit").labelled(Label::Commit),
        ],
        rows: spots.iter().map(row).collect(),
    }
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
