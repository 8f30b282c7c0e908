//! Headway and motion by period, what was patched again, and what held.
//!
//! In: commits by period. Out: figures, a few lines for the first screen, and everything.
//! Deliberately absent: what the work was about.

use std::collections::BTreeMap;

use serde::Serialize;

use super::paragraph;
use crate::model::SequelForm;
use crate::profile::{LedgerCommit, Outcomes, Period, PeriodUnit, Tally, Work};
use crate::report::figures::{HeldFigures, PeriodFigures, RepairFigures, WindowFigure};
use crate::report::grids;
use crate::report::section::{Block, OUTCOMES, PERIODS, REPAIRS, Section, Trend, Trends};
use crate::report::text::Label;
use crate::report::words::{day_count, list, one_decimal};

/// Periods that are listed on the first screen.
const LATEST: usize = 4;
/// Periods whose repeats and outcomes are listed.
const LISTED: usize = 12;
/// Months that are drawn.
const MONTHS: usize = 24;

/// A period, and whether it is over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfilePeriod {
    /// The period is not over on the day the profile was worked out.
    pub running: bool,
    /// Its figures.
    #[serde(flatten)]
    pub figures: PeriodFigures,
}

/// Headway and motion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MotionFigures {
    /// Periods, oldest first, the empty ones too.
    pub periods: Vec<ProfilePeriod>,
    /// The months of these periods, oldest first.
    pub months: Vec<PeriodFigures>,
    /// The repeat share of all these periods together, for each window.
    pub windows: Vec<WindowFigure>,
    /// Whose patches were patched again, by period; periods without any are left out.
    pub repairs: Vec<RepairFigures>,
    /// What became of the changes of each period; periods without any are left out.
    pub held: Vec<HeldFigures>,
}

/// The figures of some periods.
pub(super) fn figures(work: &Work<'_>, periods: &[Period]) -> MotionFigures {
    let of_period = |period: &Period| ProfilePeriod {
        running: period.is_running(work.now),
        figures: PeriodFigures::of(period.name(), &work.tally(*period)),
    };
    let all = periods.iter().flat_map(|period| work.in_period(*period));
    MotionFigures {
        periods: periods.iter().map(of_period).collect(),
        months: months(work, periods),
        windows: WindowFigure::all(&Tally::sum(all.map(|commit| &commit.row.tally))),
        repairs: periods.iter().filter_map(|period| repairs(work, *period)).collect(),
        held: periods.iter().filter_map(|period| held(work, *period)).collect(),
    }
}

fn months(work: &Work<'_>, periods: &[Period]) -> Vec<PeriodFigures> {
    let mut months = work.periods(PeriodUnit::Month);
    months.retain(|month| periods.iter().any(|period| period.holds(month.first())));
    let mut tallies: BTreeMap<Period, Vec<&Tally>> = BTreeMap::new();
    for commit in &work.commits {
        let month = Period::holding(commit.row.month(), PeriodUnit::Month);
        tallies.entry(month).or_default().push(&commit.row.tally);
    }
    let of = |month: &Period| {
        let tally = Tally::sum(tallies.remove(month).unwrap_or_default());
        PeriodFigures::of(month.name(), &tally)
    };
    months.iter().map(of).collect()
}

fn repairs(work: &Work<'_>, period: Period) -> Option<RepairFigures> {
    let rows: Vec<&LedgerCommit> = work.in_period(period).map(|commit| commit.row).collect();
    let by_others = work.primaries.iter().flat_map(|ledger| &ledger.repeated_by_others);
    let by_others = by_others.filter(|(month, _)| period.holds(*month)).map(|(_, part)| part).sum();
    let sum = |part: fn(&LedgerCommit) -> f64| one_decimal(rows.iter().map(|row| part(row)).sum());
    let of_form = |form: SequelForm| rows.iter().filter(|row| row.sequels.contains(&form)).count();
    let figures = RepairFigures {
        period: period.name(),
        own: sum(|row| row.repeats_own),
        others: sum(|row| row.repeats_of_others),
        by_others: one_decimal(by_others),
        supplements: of_form(SequelForm::Supplement),
        fixes_of_fixes: of_form(SequelForm::FixOfFix),
        reapplied: of_form(SequelForm::Reapply),
        back_and_forth: of_form(SequelForm::Oscillation),
        firefighting: of_form(SequelForm::Firefighting),
    };
    (!figures.is_empty()).then_some(figures)
}

fn held(work: &Work<'_>, period: Period) -> Option<HeldFigures> {
    let of = |outcomes: fn(&LedgerCommit) -> &Outcomes| {
        Outcomes::sum(work.in_period(period).map(|commit| outcomes(commit.row)))
    };
    let (patches, structural) = (of(|row| &row.patches), of(|row| &row.structural));
    (patches.commits + structural.commits > 0).then(|| HeldFigures {
        period: period.name(),
        patches: patches.into(),
        structural: structural.into(),
    })
}

/// A few lines for the first screen.
pub(super) fn brief(motion: &MotionFigures) -> Vec<Block> {
    let latest = &motion.periods[motion.periods.len().saturating_sub(LATEST)..];
    let figures: Vec<PeriodFigures> = latest.iter().map(|period| period.figures.clone()).collect();
    vec![Block::Trends(trends(motion)), Block::Table(grids::years("period", &figures))]
}

fn trends(motion: &MotionFigures) -> Trends {
    let last = &motion.months[motion.months.len().saturating_sub(MONTHS)..];
    let values = |name, label, value: fn(&PeriodFigures) -> f64| Trend {
        name,
        label,
        values: last.iter().map(value).collect(),
    };
    Trends {
        title: "Headway and motion by month, in commits",
        unit: "commits",
        notes: Vec::new(),
        months: last.iter().map(|month| month.period.clone()).collect(),
        rows: vec![
            values("headway by month", Label::Headway, |month| month.headway),
            values("patched again", Label::Motion, |month| month.patched_again),
            values("upkeep", Label::Motion, |month| month.upkeep),
        ],
    }
}

/// Everything.
pub(super) fn sections(motion: &MotionFigures) -> Vec<Section> {
    vec![in_periods(motion), patched_again(motion), held_or_back(motion)]
}

fn in_periods(motion: &MotionFigures) -> Section {
    let figures: Vec<PeriodFigures> =
        motion.periods.iter().map(|period| period.figures.clone()).collect();
    let mut blocks = vec![
        Block::Trends(trends(motion)),
        Block::Table(grids::years("period", &figures)),
        paragraph(Label::Muted, PERIODS),
    ];
    let small: Vec<&str> = figures
        .iter()
        .filter(|period| period.too_small)
        .map(|period| period.period.as_str())
        .collect();
    if !small.is_empty() {
        let says = format!("Too few counted commits to tell: {}.", small.join(", "));
        blocks.push(paragraph(Label::Muted, &says));
    }
    Section { title: "Headway and motion", blocks }
}

fn patched_again(motion: &MotionFigures) -> Section {
    let share = |window: &WindowFigure| {
        format!("{} in {}", window.repeat_share.whole(), day_count(window.days))
    };
    let shares: Vec<String> = motion.windows.iter().map(share).collect();
    let mut blocks = Vec::new();
    match motion.windows.first() {
        None => blocks.push(paragraph(Label::Muted, "No commit patched an existing spot.")),
        Some(window) if window.repeat_share.of < Tally::FEWEST_PATCHING as f64 => {
            let says = format!(
                "Patching commits: {:.0}, too few for a share of repeats.",
                window.repeat_share.of
            );
            blocks.push(paragraph(Label::Muted, &says));
        }
        Some(window) => {
            let (of, shares) = (window.repeat_share.of, list(&shares));
            let says = format!("Of {of:.0} patching commits, repeats by window: {shares}.");
            blocks.push(paragraph(Label::Plain, &says));
        }
    }
    if !motion.repairs.is_empty() {
        let recent = &motion.repairs[motion.repairs.len().saturating_sub(LISTED)..];
        blocks.push(Block::Table(grids::repairs(recent)));
        blocks.push(paragraph(Label::Muted, REPAIRS));
    }
    Section { title: "Patched again", blocks }
}

fn held_or_back(motion: &MotionFigures) -> Section {
    let recent = &motion.held[motion.held.len().saturating_sub(LISTED)..];
    let of_period = |held: &HeldFigures| {
        [
            (format!("patches {}", held.period), held.patches),
            (format!("structural changes {}", held.period), held.structural),
        ]
    };
    let grid = grids::outcomes(&recent.iter().flat_map(of_period).collect::<Vec<_>>());
    let blocks = if grid.rows.is_empty() {
        let says = "No patch and no structural change: nothing to hold or come back.";
        vec![paragraph(Label::Muted, says)]
    } else {
        vec![Block::Table(grid), paragraph(Label::Muted, OUTCOMES)]
    };
    Section { title: "What held", blocks }
}
