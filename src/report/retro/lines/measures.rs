//! What is measured of a period, in one place for the yearly and for the long view.
//!
//! In: the profile of some periods. Out: a value of a period, or nothing where there is too little for it.
//! Deliberately absent: readings, words.

use super::LineValue;
use crate::profile::Period;
use crate::report::figures::PeriodFigures;
use crate::report::parts::Percent;
use crate::report::profile::{
    BuiltPeriod, InertiaPeriod, LeftFigures, MendedPeriod, ProfileReport,
};
use crate::report::words::percent;

/// Months after which lines are looked at again.
const YEAR: u16 = 12;

/// What is measured.
#[derive(Clone, Copy)]
pub(in crate::report::retro) struct Measures<'a>(pub &'a ProfileReport);

impl<'a> Measures<'a> {
    /// What the commits of a period come to.
    pub(in crate::report::retro) fn figures(self, period: Period) -> Option<&'a PeriodFigures> {
        let name = period.name();
        let mut periods = self.0.motion.periods.iter();
        periods.find(|at| at.figures.period == name).map(|at| &at.figures)
    }

    /// How often spots were patched again, of the commits that patch.
    pub(in crate::report::retro) fn repeats(self, period: Period) -> Option<Percent> {
        let figures = self.figures(period).filter(|figures| !figures.too_few_patching)?;
        figures.repeat_share
    }

    /// Headway of all that counts.
    pub(in crate::report::retro) fn headway(self, period: Period) -> Option<Percent> {
        self.figures(period).filter(|figures| !figures.too_small)?.headway_share
    }

    /// What became of recurring spots after changes of the period; nothing where there was none.
    pub(in crate::report::retro) fn mended(self, period: Period) -> Option<&'a MendedPeriod> {
        let name = period.name();
        self.0.leverage.mended.by_period.iter().find(|mended| mended.period == name)
    }

    /// Spots that were quieted, of those that can be compared.
    pub(in crate::report::retro) fn quieted(self, period: Period) -> Option<LineValue> {
        let sums = self.mended(period)?.sums;
        let of = Some(sums.compared as f64);
        (sums.compared > 0).then_some(LineValue {
            value: sums.quieted as f64,
            low: None,
            high: None,
            of,
        })
    }

    /// Own lines written in the year before: what of them stood when a year old.
    pub(in crate::report::retro) fn left(self, year: i32) -> Option<LeftFigures> {
        let mut written = self.0.leverage.survival.years.iter();
        let written = written.find(|written| written.year == year - 1)?;
        written.ages.iter().find(|age| age.months == YEAR).map(|age| age.own)
    }

    /// The same as a value.
    pub(in crate::report::retro) fn lasting(self, year: i32) -> Option<LineValue> {
        let left = self.left(year)?;
        let of = left.lines.map(|lines| lines as f64);
        Some(LineValue { value: left.percent?, low: left.low, high: left.high, of })
    }

    /// What others did on what the person had founded; nothing where there was none of it.
    pub(in crate::report::retro) fn built(self, period: Period) -> Option<&'a BuiltPeriod> {
        let name = period.name();
        self.0.leverage.foundations.built_by_period.iter().find(|built| built.period == name)
    }

    /// Areas that the person alone knew at the end of a year.
    pub(in crate::report::retro) fn alone(self, year: i32) -> usize {
        let areas = self.0.ownership.areas.iter();
        areas.filter(|area| area.years.iter().any(|at| at.year == year && at.alone)).count()
    }

    /// How alike the work of a period is to that of the one before; nothing where there is too little of either.
    pub(in crate::report::retro) fn inertia(self, period: Period) -> Option<&'a InertiaPeriod> {
        let name = period.name();
        let mut known = self.0.inertia.periods.iter();
        known.find(|at| at.period == name && at.reading != "too few")
    }

    /// The same as a value in per cent; nothing of a period that is not over.
    pub(in crate::report::retro) fn likeness(self, period: Period) -> Option<LineValue> {
        let found = self.inertia(period).filter(|at| at.reading != "running")?;
        Some(LineValue { value: percent(found.likeness), low: None, high: None, of: None })
    }
}

impl LineValue {
    /// Something that is counted.
    pub(in crate::report::retro) const fn counted(number: usize) -> Self {
        Self { value: number as f64, low: None, high: None, of: None }
    }

    /// A share with its range.
    pub(in crate::report::retro) const fn share(share: Percent) -> Self {
        let Percent { of, percent, low, high, .. } = share;
        Self { value: percent, low: Some(low), high: Some(high), of: Some(of) }
    }
}
