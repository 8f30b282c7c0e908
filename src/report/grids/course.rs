//! The tables of scope, movement and time.
//!
//! In: figures. Out: grids, the columns in the order of importance.
//! Deliberately absent: prose, widths, escaping; and any number that is not in the JSON.

use super::or_none;
use crate::report::grid::{Column, Grid};
use crate::report::parts::{CommitRef, Percent};
use crate::report::text::Label;
use crate::report::{
    EffortPeriod, EstimateFigure, InertiaPeriod, ScopePeriod, TrendFigure, WorkedAreaFigure,
};

/// A period that is not over is marked.
fn name(period: &str, running: bool) -> String {
    if running { format!("{period} so far") } else { period.to_owned() }
}

fn effective(too_few: bool, estimate: &EstimateFigure) -> [String; 2] {
    if too_few {
        return ["too few".to_owned(), "–".to_owned()];
    }
    let EstimateFigure { value, low, high } = estimate;
    [format!("{value:.1}"), format!("{low:.1}–{high:.1}")]
}

/// How far periods reach.
pub(in crate::report) fn scope(periods: &[ScopePeriod]) -> Grid {
    let row = |period: &ScopePeriod| {
        let few = period.too_few;
        let [breadth, likely] = effective(few, &period.breadth);
        let [languages, _] = effective(few, &period.effective_languages);
        let share = |share: &Option<Percent>| match share {
            Some(_) if few => "too few".to_owned(),
            other => or_none(other.as_ref(), Percent::whole),
        };
        let files = (period.files > 0).then_some(period.complexity.value * 100.0);
        let files = files.filter(|_| !few);
        vec![
            name(&period.period, period.running),
            period.days.to_string(),
            breadth,
            likely,
            share(&period.altitude),
            share(&period.novelty),
            share(&period.crossing),
            share(&period.structural),
            languages,
            or_none(files, |files| format!("{files:.0}%")),
            period.areas.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("period"),
            Column::number("workdays"),
            Column::number("areas").labelled(Label::Strong),
            Column::number("likely").labelled(Label::Muted),
            Column::number("boundaries"),
            Column::number("new"),
            Column::number("crossing"),
            Column::number("structural"),
            Column::number("languages"),
            Column::number("files"),
            Column::number("of").labelled(Label::Muted),
        ],
        rows: periods.iter().map(row).collect(),
    }
}

/// Where scope goes.
pub(in crate::report) fn scope_trends(trends: &[TrendFigure]) -> Grid {
    let row = |trend: &TrendFigure| {
        let show = |value: f64| {
            if trend.is_share() { format!("{:.0}%", value * 100.0) } else { format!("{value:.1}") }
        };
        let change = |value: f64| {
            let value = if trend.is_share() { value * 100.0 } else { value };
            format!("{value:+.1}")
        };
        vec![
            trend.name().to_owned(),
            trend.reading.to_owned(),
            show(trend.first),
            show(trend.last),
            change(trend.slope.value),
            format!("{} to {}", change(trend.slope.low), change(trend.slope.high)),
        ]
    };
    Grid {
        columns: vec![
            Column::words("over time"),
            Column::words("reading"),
            Column::number("first"),
            Column::number("last"),
            Column::number("each time"),
            Column::number("likely").labelled(Label::Muted),
        ],
        rows: trends.iter().map(row).collect(),
    }
}

/// Areas that were worked in.
pub(in crate::report) fn worked_areas(areas: &[WorkedAreaFigure], several: bool) -> Grid {
    let row = |area: &WorkedAreaFigure| {
        let new = match (area.is_new, area.founded) {
            (true, true) => "founded",
            (true, false) => "entered",
            (false, _) => "",
        };
        vec![
            area.name(several),
            format!("{:.1}", area.weight),
            area.days.to_string(),
            new.to_owned(),
            area.since.as_ref().map_or_else(String::new, |commit| commit.date.clone()),
            area.since.as_ref().map_or_else(String::new, |commit| commit.short().to_owned()),
        ]
    };
    Grid {
        columns: vec![
            Column::words("area").labelled(Label::Path),
            Column::number("days' worth"),
            Column::number("on days"),
            Column::words("new"),
            Column::words("first own commit"),
            Column::words("commit").labelled(Label::Commit),
        ],
        rows: areas.iter().map(row).collect(),
    }
}

/// Commits by themselves.
pub(in crate::report) fn commits_alone(commits: &[CommitRef]) -> Grid {
    let row = |commit: &CommitRef| {
        vec![commit.date.clone(), commit.short().to_owned(), commit.subject.clone()]
    };
    Grid {
        columns: vec![
            Column::words("date"),
            Column::words("commit").labelled(Label::Commit),
            Column::words("subject"),
        ],
        rows: commits.iter().map(row).collect(),
    }
}

/// Periods beside the ones before them.
pub(in crate::report) fn inertia(periods: &[InertiaPeriod]) -> Grid {
    let row = |period: &InertiaPeriod| {
        vec![
            period.period.clone(),
            period.before.clone(),
            period.brief().to_owned(),
            format!("{:.2}", period.likeness),
            format!("{:.2}", period.by_chance),
            format!("{:.2}", period.chance_low),
            period.days.to_string(),
            period.days_before.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("period"),
            Column::words("beside"),
            Column::words("reading").labelled(Label::Strong),
            Column::number("likeness"),
            Column::number("by chance"),
            Column::number("one in twenty").labelled(Label::Muted),
            Column::number("workdays"),
            Column::number("before"),
        ],
        rows: periods.iter().map(row).collect(),
    }
}

/// What periods took.
pub(in crate::report) fn effort(periods: &[EffortPeriod]) -> Grid {
    let row = |period: &EffortPeriod| {
        let EstimateFigure { value, low, high } = period.hours;
        vec![
            name(&period.period, period.running),
            period.commits.to_string(),
            period.active_days.to_string(),
            format!("{value:.0}"),
            format!("{low:.0}–{high:.0}"),
            period.sittings.to_string(),
            period.changes.to_string(),
        ]
    };
    Grid {
        columns: vec![
            Column::words("period"),
            Column::number("commits"),
            Column::number("active days"),
            Column::number("hours, about"),
            Column::number("range").labelled(Label::Muted),
            Column::number("sittings"),
            Column::number("changes"),
        ],
        rows: periods.iter().map(row).collect(),
    }
}
