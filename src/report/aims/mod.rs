//! Goals beside the figures that they are measured by.
//!
//! In: goals, the work of a person, a period and how many as long before it are compared with. Out: for each goal what was
//! said of it, and whether the period moved it. Deliberately absent: whether a goal was reached; the user says that.
//!
//! What happens is counted (patches at a spot, days of work of others in an area) and compared by days; parts of the work
//! (repeats of the patching commits, work in new areas) are shares. What may be chance moved nothing.

mod measures;
mod words;

use jiff::civil::Date;
use serde::Serialize;

use self::measures::Counted;
use super::notes::GoalFigure;
use super::profile::EstimateFigure;
use crate::journal::{Aim, AimSort, Goal, GoalState};
use crate::profile::{Comparison, OwnershipMonth, Period, Rate, Reach, Share, Work};

/// Days of a period that must have passed before it can be told whether what is counted moved.
const FEWEST_DAYS: u32 = 30;
/// Days for which rates are told.
const PER: u32 = 90;

/// What was measured in one period, or in several together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasuredPeriod {
    /// The period: `2024-Q3`, `2024-07–2025-06`.
    pub period: String,
    /// Days of it that have passed, since the person's first commit in the project.
    pub days: u32,
    /// How many there were, or the part.
    pub part: f64,
    /// Of how much it is a part; null for what is counted.
    pub of: Option<f64>,
    /// What that is in 90 days, or in per cent, with its 95 % range; null where there is too little for one.
    pub value: Option<EstimateFigure>,
}

/// What a goal is measured by, in a period and before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureFigure {
    /// What is measured: `patches`, `days of work of others`, `own days of work`, `repeats of patching commits`, `days of work in new areas`.
    pub of: &'static str,
    /// Whether it is a share in per cent; else it is counted, and told per 90 days.
    pub is_share: bool,
    /// In the period.
    pub now: MeasuredPeriod,
    /// In the periods before, together; null where there was no such time.
    pub before: Option<MeasuredPeriod>,
    /// In each of the periods before, oldest first.
    pub course: Vec<MeasuredPeriod>,
    /// `towards` the goal, `away` from it, `unclear` where it may be chance, `too-early`, or `nothing-before`.
    pub reading: &'static str,
}

/// A goal, and whether a period moved it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalCourse {
    /// The goal.
    #[serde(flatten)]
    pub goal: GoalFigure,
    /// What it is measured by; null where it is told in words alone, or nothing is known of the place.
    pub measured: Option<MeasureFigure>,
    /// The same in a sentence or two, with what the user said of it.
    pub says: String,
}

/// What goals are measured by.
pub(super) struct Aims<'a> {
    work: &'a Work<'a>,
    reach: Reach<'a>,
    period: Period,
    /// Oldest first.
    before: Vec<Period>,
    today: Date,
}

impl<'a> Aims<'a> {
    /// In a period, beside some as long before it, oldest first.
    pub(super) fn new(work: &'a Work<'a>, period: Period, before: Vec<Period>) -> Self {
        let today = crate::model::date(work.now, 0);
        Self { work, reach: Reach::of(work), period, before, today }
    }

    /// A goal in the period.
    pub(super) fn course(&self, goal: &Goal) -> GoalCourse {
        let figure = GoalFigure::of(goal, self.today);
        let measured = goal.aim.as_ref().map(|aim| self.measure(aim, goal));
        let says = words::says(&figure, measured.as_ref());
        GoalCourse { goal: figure, measured: measured.and_then(Result::ok), says }
    }

    /// What the goal is measured by, or why it is not.
    fn measure(&self, aim: &Aim, goal: &Goal) -> Result<MeasureFigure, &'static str> {
        let project = match &goal.project {
            Some(of) if !of.roots.is_empty() => Some(
                self.project(&of.roots).ok_or("Its project is not among the repositories here.")?,
            ),
            _ => None,
        };
        let place = project.zip(aim.place.as_deref());
        match &aim.sort {
            AimSort::Cause => {
                let patches = place.and_then(|(project, spot)| self.patches(project, spot));
                let patches =
                    patches.ok_or("No patches of that spot are known by this name now.")?;
                Ok(self.counted("patches", &patches, Comparison::Lower))
            }
            AimSort::HandOver => {
                let own = |at: &OwnershipMonth| at.days;
                let days = place.and_then(|(project, area)| self.days_in(project, area, own));
                let days = days.ok_or("There is no area of this name now.")?;
                Ok(self.counted("own days of work", &days, Comparison::Lower))
            }
            AimSort::SecondPerson => {
                let others = |at: &OwnershipMonth| at.days_of_others;
                let days = place.and_then(|(project, area)| self.days_in(project, area, others));
                let days = days.ok_or("There is no area of this name now.")?;
                Ok(self.counted("days of work of others", &days, Comparison::Higher))
            }
            AimSort::FewerRepeats => {
                let share = |periods: &[Period]| self.repeats(project, periods);
                Ok(self.shared("repeats of patching commits", share, Comparison::Lower))
            }
            // What is new is new to the person, wherever they worked before.
            AimSort::NewGround => {
                let share = |periods: &[Period]| self.new_ground(periods);
                Ok(self.shared("days of work in new areas", share, Comparison::Higher))
            }
            AimSort::Other(_) => Err("Only a later version knows how it is measured."),
        }
    }

    /// The name of the periods before.
    fn name_before(&self) -> String {
        match (self.before.first(), self.before.last()) {
            (Some(first), Some(last)) => Period::lasting(first.first(), last.last()).name(),
            _ => String::new(),
        }
    }

    fn counted(&self, of: &'static str, counted: &Counted, wanted: Comparison) -> MeasureFigure {
        let rate = |periods: &[Period]| {
            let sums = periods.iter().map(|period| counted.in_period(*period, self.today));
            let (times, days) = sums.fold((0, 0), |sums, at| (sums.0 + at.0, sums.1 + at.1));
            (times, days, Rate::of(times, days))
        };
        let told =
            |period: String, (times, days, rate): (usize, u32, Option<Rate>)| MeasuredPeriod {
                period,
                days,
                part: times as f64,
                of: None,
                value: rate.map(|rate| EstimateFigure::of(rate.per(PER))),
            };
        let (now, before) = (rate(&[self.period]), rate(&self.before));
        let reading = match (now.2, before.2) {
            (_, _) if now.1 < FEWEST_DAYS => "too-early",
            (Some(now), Some(before)) => moved(now.compared_to(&before), wanted),
            (..) => "nothing-before",
        };
        let course = self.before.iter().map(|period| told(period.name(), rate(&[*period])));
        MeasureFigure {
            of,
            is_share: false,
            now: told(self.period.name(), now),
            before: before.2.map(|_| told(self.name_before(), before)),
            course: course.filter(|at| at.days > 0).collect(),
            reading,
        }
    }

    fn shared(
        &self,
        of: &'static str,
        share: impl Fn(&[Period]) -> Parted,
        wanted: Comparison,
    ) -> MeasureFigure {
        let days = |period: Period| measures::passed(period, Date::MIN, self.today);
        let told = |periods: &[Period], period: String| {
            let Parted { part, whole, share } = share(periods);
            MeasuredPeriod {
                period,
                days: periods.iter().map(|period| days(*period)).sum(),
                part: super::words::one_decimal(part),
                of: Some(super::words::one_decimal(whole)),
                value: share.map(|share| {
                    let ends = [share.value(), share.low, share.high];
                    EstimateFigure::of(ends.map(|end| end * 100.0))
                }),
            }
        };
        let (now, before) = (share(&[self.period]).share, share(&self.before));
        let reading = match (now, before.share) {
            (None, _) => "too-early",
            (Some(now), Some(before)) => moved(now.compared_to(&before), wanted),
            (Some(_), None) => "nothing-before",
        };
        let has_before = before.whole > 0.0;
        let course = self.before.iter().map(|period| told(&[*period], period.name()));
        MeasureFigure {
            of,
            is_share: true,
            now: told(&[self.period], self.period.name()),
            before: has_before.then(|| told(&self.before, self.name_before())),
            course: course.filter(|at| at.of > Some(0.0)).collect(),
            reading,
        }
    }
}

/// So many periods before one, each as long, oldest first.
pub(super) fn earlier(period: Period, count: usize) -> Vec<Period> {
    let earlier = std::iter::successors(Some(period.before()), |earlier| Some(earlier.before()));
    let mut earlier: Vec<Period> = earlier.take(count).collect();
    earlier.reverse();
    earlier
}

/// Whether a goal is one of a period: it was set before its end, and was not closed before its first day or was due in it.
pub(super) fn is_of(goal: &Goal, period: Period) -> bool {
    let (first, end) = period.dates();
    goal.date() < end && (closed_on(goal).is_none_or(|day| day >= first) || is_due_in(goal, period))
}

/// Whether its day is in a period.
pub(super) fn is_due_in(goal: &Goal, period: Period) -> bool {
    let (first, end) = period.dates();
    goal.by.is_some_and(|day| (first..end).contains(&day))
}

/// The day since which it is pursued no more.
fn closed_on(goal: &Goal) -> Option<Date> {
    let since = goal.since.as_ref().filter(|_| goal.state != GoalState::Open);
    since.map(|(at, offset, _)| crate::model::date(*at, *offset))
}

/// A part of a whole; a share where there is enough of it.
struct Parted {
    part: f64,
    whole: f64,
    share: Option<Share>,
}

fn moved(found: Comparison, wanted: Comparison) -> &'static str {
    match found {
        Comparison::Unclear => "unclear",
        found if found == wanted => "towards",
        _ => "away",
    }
}

#[cfg(test)]
mod tests;
