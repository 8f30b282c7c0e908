//! How a quarter moved the user's goals.
//!
//! In: the work of a person, what they said, a quarter. Out: plain data: headway and motion, each goal, what was noted.
//! Deliberately absent: formats; goals that were closed before, which `goal list --all` has.

use serde::Serialize;

use super::aims::{Aims, GoalCourse, earlier, is_of};
use super::figures::PeriodFigures;
use super::notes::{NoteFigure, noted_in};
use super::parts::{SCHEMA, date_of};
use crate::journal::{Record, goals};
use crate::profile::{Comparison, Period, Share, Tally, Work};

/// Quarters before that a quarter is compared with.
const BEFORE: usize = 4;

/// A quarter, and whether it moved the goals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuarterReport {
    /// See [`SCHEMA`].
    pub schema: u32,
    /// Whose quarter it is.
    pub subject_name: String,
    /// The repositories in which the person has commits.
    pub repositories: Vec<String>,
    /// The day it was worked out.
    pub now: String,
    /// The quarter is not over on that day.
    pub running: bool,
    /// The quarter.
    pub figures: PeriodFigures,
    /// The four quarters before, together.
    pub before: PeriodFigures,
    /// Whether headway has another share than before: `higher`, `lower`, or `unclear` where it may be chance; null where
    /// there is too little in one of them.
    pub headway_reading: Option<&'static str>,
    /// The same of motion.
    pub motion_reading: Option<&'static str>,
    /// Goals that were set before the quarter was over, and not closed before it began; oldest first.
    pub goals: Vec<GoalCourse>,
    /// What was noted of it, oldest first.
    pub notes: Vec<NoteFigure>,
}

/// Looks at a quarter.
#[must_use]
pub fn quarter(work: &Work<'_>, name: &str, quarter: Period, said: &[Record]) -> QuarterReport {
    let quarters = earlier(quarter, BEFORE);
    let before = Period::lasting(quarters[0].first(), quarter.before().last());
    let (now, then) = (work.tally(quarter), work.tally(before));
    let compared = |share: fn(&Tally) -> f64| {
        let told = |tally: &Tally| {
            let share = tally.share_of_counted(share(tally));
            share.filter(|_| !tally.too_small())
        };
        told(&now).zip(told(&then)).map(|(now, before)| reading(&now, &before))
    };
    let aims = Aims::new(work, quarter, quarters);
    let all = goals(said);
    QuarterReport {
        schema: SCHEMA,
        subject_name: name.to_owned(),
        repositories: work.ledgers.iter().map(|ledger| ledger.repository.clone()).collect(),
        now: date_of(work.now),
        running: quarter.is_running(work.now),
        headway_reading: compared(|tally| tally.headway),
        motion_reading: compared(Tally::motion),
        figures: PeriodFigures::of(quarter.name(), &now),
        before: PeriodFigures::of(before.name(), &then),
        goals: all
            .iter()
            .filter(|goal| is_of(goal, quarter))
            .map(|goal| aims.course(goal))
            .collect(),
        notes: noted_in(said, quarter),
    }
}

fn reading(now: &Share, before: &Share) -> &'static str {
    match now.compared_to(before) {
        Comparison::Higher => "higher",
        Comparison::Lower => "lower",
        Comparison::Unclear => "unclear",
    }
}
