//! Goals in words.
//!
//! In: figures. Out: sentences. Deliberately absent: praise for what was reached.

use super::{MeasureFigure, MeasuredPeriod};
use crate::report::notes::GoalFigure;
use crate::report::words::{capital, day_count, plain};

/// What was said of a goal, and whether the period moved it.
pub(super) fn says(
    goal: &GoalFigure,
    measured: Option<&Result<MeasureFigure, &'static str>>,
) -> String {
    let measured = measured.map(|measured| match measured {
        Ok(measured) => measured_says(measured),
        Err(why) => (*why).to_owned(),
    });
    [measured, said(goal)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What the user said of it. An open goal with a measure needs no words.
fn said(goal: &GoalFigure) -> Option<String> {
    let state = match (goal.state, &goal.since) {
        ("done", Some(day)) => Some(format!("Reached on {day}")),
        ("dropped", Some(day)) => Some(format!("Pursued no more since {day}")),
        (_, Some(day)) => Some(format!("Taken up again on {day}")),
        (_, None) if goal.aim.is_none() => {
            Some(format!("Nothing was said of it since it was set on {}", goal.set_on))
        }
        (_, None) => None,
    };
    state.map(|state| match &goal.outcome {
        Some(outcome) => format!("{state}: “{outcome}”"),
        None => format!("{state}."),
    })
}

impl MeasureFigure {
    /// What was measured in a period, in a few words.
    pub(in crate::report) fn in_brief(&self, at: &MeasuredPeriod) -> String {
        if !self.is_share {
            return format!("{:.0} in {}", at.part, day_count(i64::from(at.days)));
        }
        let whole = plain(at.of.unwrap_or_default());
        match &at.value {
            None => format!("{} of {whole}, too few for a share", plain(at.part)),
            Some(share) => {
                let (value, low, high) = (share.value, share.low, share.high);
                format!("{value:.0}% ({low:.0}–{high:.0}%) of {whole}")
            }
        }
    }

    /// Whether the period moved the goal, in a few words.
    pub(in crate::report) fn reading_says(&self) -> &'static str {
        match self.reading {
            "towards" => "towards the goal",
            "away" => "away from the goal",
            "unclear" => "no clear movement",
            "too-early" => "too early to tell",
            _ => "nothing before to compare with",
        }
    }
}

fn measured_says(measured: &MeasureFigure) -> String {
    let reading = measured.reading_says();
    let of = measured.of;
    let figures = if measured.is_share { shares(of, measured) } else { counts(of, measured) };
    let figures = capital(&figures);
    format!("{}: {reading}.", figures.trim_end_matches('.'))
}

fn counts(of: &str, measured: &MeasureFigure) -> String {
    let MeasureFigure { now, before, .. } = measured;
    let rate = |at: &MeasuredPeriod| {
        let value = at.value.as_ref()?;
        Some(format!("{} ({}–{})", plain(value.value), plain(value.low), plain(value.high)))
    };
    let told = |at| measured.in_brief(at);
    match before {
        None => format!("{of}: {}", told(now)),
        Some(before) => {
            let rates = rate(now).zip(rate(before));
            let rates = rates.map(|(now, before)| format!("; per 90 days {now} after {before}"));
            format!("{of}: {}, {} before{}", told(now), told(before), rates.unwrap_or_default())
        }
    }
}

fn shares(of: &str, measured: &MeasureFigure) -> String {
    let now = measured.in_brief(&measured.now);
    match &measured.before {
        None => format!("{of}: {now}"),
        Some(before) => format!("{of}: {now}, before {}", measured.in_brief(before)),
    }
}
