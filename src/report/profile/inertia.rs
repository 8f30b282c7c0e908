//! Whether each period's work is that of the one before again.
//!
//! In: periods beside the ones before them. Out: figures, a line for the first screen, and everything.
//! Deliberately absent: any wish that work should change.

use serde::Serialize;

use super::paragraph;
use crate::model::Kind;
use crate::profile::{Inertia, Movement, Period, Reach, Shift, Work};
use crate::report::grids;
use crate::report::section::{Block, Section};
use crate::report::text::Label;
use crate::report::words::{count, four_decimals, list, percent};

/// Periods that the text lists.
const LISTED: usize = 12;

/// A kind of change in an area, and how much of two periods went into it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShiftFigure {
    /// The area.
    pub area: String,
    /// The repository that speaks for its project.
    pub repository: String,
    /// The kind of change.
    pub kind: Kind,
    /// Its part of the earlier period, in per cent.
    pub before_percent: f64,
    /// Its part of the later one.
    pub after_percent: f64,
}

/// A period beside the one before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InertiaPeriod {
    /// The later period.
    pub period: String,
    /// The earlier one.
    pub before: String,
    /// How alike they are over area and kind of change: 0 to 1.
    pub likeness: f64,
    /// How alike the same weeks are when they are dealt out to the two by chance: the middle of 199 times.
    pub by_chance: f64,
    /// Of a hundred dealt out, five are less alike than this.
    pub chance_low: f64,
    /// Workdays of the earlier period.
    pub days_before: usize,
    /// Workdays of the later one.
    pub days: usize,
    /// `more`, `as many` or `fewer`: workdays, as far as chance allows to tell.
    pub volume: &'static str,
    /// `inertia` (the same work, and not less of it), `less` (the same work, and less of it), `moved`, `too few` or `running`.
    pub reading: &'static str,
    /// What changed most.
    pub shifts: Vec<ShiftFigure>,
}

/// Whether work is the same again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InertiaFigures {
    /// Each period beside the one before it, oldest first.
    pub periods: Vec<InertiaPeriod>,
}

/// The figures of some periods, each beside the one before.
pub(super) fn figures(work: &Work<'_>, reach: &Reach<'_>, periods: &[Period]) -> InertiaFigures {
    let of = |pair: &[Period]| put_beside(work, reach, pair[0], pair[1]);
    InertiaFigures { periods: periods.windows(2).map(of).collect() }
}

/// A period beside an earlier one.
pub(in crate::report) fn put_beside(
    work: &Work<'_>,
    reach: &Reach<'_>,
    before: Period,
    period: Period,
) -> InertiaPeriod {
    let found = reach.inertia(before, period);
    let (volume, reading) = (volume(&found), reading(&found, period.is_running(work.now)));
    InertiaPeriod {
        period: period.name(),
        before: before.name(),
        likeness: four_decimals(found.likeness),
        by_chance: four_decimals(found.by_chance),
        chance_low: four_decimals(found.chance_low),
        days_before: found.days_before,
        days: found.days,
        volume,
        reading,
        shifts: found.shifts.iter().map(|shift| self::shift(work, reach, shift)).collect(),
    }
}

fn volume(found: &Inertia) -> &'static str {
    if found.is_more() {
        "more"
    } else if found.is_less() {
        "fewer"
    } else {
        "as many"
    }
}

fn reading(found: &Inertia, is_running: bool) -> &'static str {
    match found.movement {
        _ if is_running => "running",
        Movement::TooFew => "too few",
        Movement::Inertia => "inertia",
        Movement::Less => "less",
        Movement::Moved => "moved",
    }
}

fn shift(work: &Work<'_>, reach: &Reach<'_>, shift: &Shift) -> ShiftFigure {
    let area = &reach.areas[shift.area as usize];
    ShiftFigure {
        area: area.name.clone(),
        repository: work.primaries[area.project as usize].repository.clone(),
        kind: shift.kind,
        before_percent: percent(shift.before),
        after_percent: percent(shift.after),
    }
}

impl InertiaPeriod {
    /// The reading in a few words.
    #[must_use]
    pub fn brief(&self) -> &'static str {
        match self.reading {
            "inertia" => "the same again",
            "less" => "the same, less of it",
            "moved" => "moved",
            "running" => "not over",
            _ => "too few to tell",
        }
    }

    /// The reading in a sentence.
    #[must_use]
    pub fn says(&self, several: bool) -> String {
        let Self { period, before, .. } = self;
        let beside = format!(
            "likeness {:.2}, {:.2} by chance; {} after {}",
            self.likeness,
            self.by_chance,
            count(self.days, "workday", "workdays"),
            self.days_before
        );
        match self.reading {
            "inertia" => format!(
                "The work of {period} is that of {before} again, and not less of it ({beside})."
            ),
            "less" => {
                format!(
                    "The work of {period} is that of {before} again, and less of it ({beside})."
                )
            }
            "moved" => format!(
                "Moved: the work of {period} differs from that of {before} beyond chance ({beside}): {}.",
                self.shifted(several)
            ),
            "running" => format!("{period} is not over: too early to compare with {before}."),
            _ => format!("Too little to tell whether {period} is {before} again ({beside})."),
        }
    }

    /// What changed most, in words.
    pub(in crate::report) fn shifted(&self, several: bool) -> String {
        let says = |shift: &ShiftFigure| {
            let area = if several {
                format!("{}: {}", shift.repository, shift.area)
            } else {
                shift.area.clone()
            };
            let (before, after) = (shift.before_percent, shift.after_percent);
            format!("{} in {area} {before:.0}% → {after:.0}%", shift.kind.name())
        };
        list(&self.shifts.iter().map(says).collect::<Vec<_>>())
    }
}

/// A line for the first screen, on the period whose scope is told there.
pub(super) fn brief(inertia: &InertiaFigures, told: &str, several: bool) -> Vec<Block> {
    let told = inertia.periods.iter().find(|period| period.period == told);
    told.map(|period| paragraph(Label::Plain, &period.says(several))).into_iter().collect()
}

/// What the columns mean.
const INERTIA: &str = "Likeness: how alike the two periods are over area and kind of change, whatever was done in each: 1 where \
    all proportions are the same (Morisita and Horn). By chance: the weeks of both, dealt out by chance 199 times; the middle, and \
    what one in twenty falls short of. The same again: 0.7 alike or more, and no less than one in twenty by chance or nearly (nine \
    tenths of the middle), on no fewer workdays beyond chance. Who keeps a thing going does the same on purpose.";

/// Everything.
pub(super) fn sections(inertia: &InertiaFigures, several: bool) -> Vec<Section> {
    if inertia.periods.is_empty() {
        let says = "There is no period to compare with another.";
        return vec![Section { title: "Movement", blocks: vec![paragraph(Label::Muted, says)] }];
    }
    let recent = &inertia.periods[inertia.periods.len().saturating_sub(LISTED)..];
    let mut blocks = vec![Block::Table(grids::inertia(recent))];
    let moved = recent.iter().rev().filter(|period| period.reading == "moved");
    blocks.extend(moved.take(3).map(|period| paragraph(Label::Plain, &period.says(several))));
    blocks.push(paragraph(Label::Muted, INERTIA));
    vec![Section { title: "Movement", blocks }]
}
