//! T6: from all commits to those that count, and what is told of these.
//!
//! In: the counts of the period and of the one beside it. Out: steps; a table. Deliberately absent: a reading; what changed
//! stands with the verdict.

use serde::Serialize;

use super::AnsweredCommits;
use crate::report::drawing::{Drawing, Figure};
use crate::report::figures::{PeriodFigures, SetAside};
use crate::report::grid::{Column, Grid};
use crate::report::parts::Percent;
use crate::report::retro::Retro;

const NONE: &str = "–";

/// A step from all commits to those that count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FunnelStep {
    /// What was counted or set aside.
    pub what: String,
    /// Commits.
    pub commits: usize,
    /// Changes set aside in these and in other commits; null where commits alone are meant.
    pub changes: Option<usize>,
    /// Commits of the period beside it; null where it has none, and for answers.
    pub commits_before: Option<usize>,
}

/// The steps of a period, beside those of another.
pub(super) fn steps(
    now: &PeriodFigures,
    before: Option<&PeriodFigures>,
    answered: AnsweredCommits,
) -> Vec<FunnelStep> {
    type Of = fn(&PeriodFigures) -> usize;
    let step = |what: &str, of: Of| FunnelStep {
        what: what.to_owned(),
        commits: of(now),
        changes: None,
        commits_before: before.map(of),
    };
    let mut steps = vec![step("all commits", |at| at.commits)];
    steps.extend(set_aside(now, before));
    let without = step("without any change", |at| at.without_changes);
    steps.extend(Some(without).filter(FunnelStep::is_any));
    steps.push(step("counted", |at| at.counted));
    let patching = step("of these, with a patch of existing code", |at| at.patching_commits);
    steps.extend(Some(patching).filter(FunnelStep::is_any));
    let said = [
        ("kind as answered in the journal", answered.kinds),
        ("of these, computed otherwise", answered.overridden),
        ("root cause as answered in the journal", answered.root_causes),
    ];
    let said = said.into_iter().filter(|(_, commits)| *commits > 0);
    steps.extend(said.map(|(what, commits)| FunnelStep {
        what: what.to_owned(),
        commits,
        changes: None,
        commits_before: None,
    }));
    steps
}

/// What was set aside in either period, by reason.
fn set_aside(now: &PeriodFigures, before: Option<&PeriodFigures>) -> Vec<FunnelStep> {
    let of = |figures: Option<&PeriodFigures>| {
        figures.map(|at| at.set_aside.clone()).unwrap_or_default()
    };
    let (mut here, there): (Vec<SetAside>, Vec<SetAside>) = (of(Some(now)), of(before));
    for aside in &there {
        if !here.iter().any(|known| known.reason == aside.reason) {
            here.push(SetAside { reason: aside.reason, commits: 0, changes: 0 });
        }
    }
    let step = |aside: &SetAside| {
        let then = there.iter().find(|then| then.reason == aside.reason);
        FunnelStep {
            what: format!("set aside: {}", aside.reason),
            commits: aside.commits,
            changes: Some(aside.changes),
            commits_before: before.map(|_| then.map_or(0, |then| then.commits)),
        }
    };
    here.iter().map(step).collect()
}

impl FunnelStep {
    const fn is_any(&self) -> bool {
        self.commits > 0 || matches!(self.commits_before, Some(1..))
    }

    fn row(&self) -> Vec<String> {
        let or_none = |number: Option<usize>| {
            number.map_or_else(|| NONE.to_owned(), |number| number.to_string())
        };
        let (now, before) = (self.commits.to_string(), or_none(self.commits_before));
        vec![self.what.clone(), now, or_none(self.changes), before]
    }
}

pub(super) fn figure(retro: &Retro) -> Figure {
    let (now, before) = (&retro.motion.figures, retro.motion.beside.as_ref());
    let mut rows: Vec<Vec<String>> = retro.method.funnel.iter().map(FunnelStep::row).collect();
    let share = |figures: &PeriodFigures| {
        let says = |share: Percent| format!("{} ({})", share.whole(), share.range());
        let share = figures.headway_share.filter(|_| !figures.too_small);
        share.map_or_else(|| NONE.to_owned(), says)
    };
    let then = before.map_or_else(|| NONE.to_owned(), share);
    rows.push(vec!["headway, of the counted".to_owned(), share(now), NONE.to_owned(), then]);
    let mut columns = vec![
        Column::words("from all to counted"),
        Column::named(&now.period),
        Column::number("changes set aside"),
    ];
    match before {
        Some(before) => columns.push(Column::named(&before.period)),
        None => rows.iter_mut().for_each(|row| row.truncate(columns.len())),
    }
    Figure {
        id: "T6",
        title: "From all commits to those that count".to_owned(),
        note: FUNNEL.to_owned(),
        drawing: Drawing::Table(Grid { columns, rows }, None),
    }
}

/// What the funnel is for.
const FUNNEL: &str = "In commits. What is set aside weighs nothing anywhere in this report. Headway with its 95% range.";
