//! What is measured of a period, in one place for the yearly and for the long view.
//!
//! In: the profile of some periods. Out: a value of a period, or nothing where there is too little for it.
//! Deliberately absent: readings, words.

use super::LineValue;
use crate::profile::{LineLives, Ownership, OwnershipEnd, Period, SurvivalCourse, Work};
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
pub(in crate::report::retro) struct Measures<'a> {
    /// The profile of the periods.
    pub profile: &'a ProfileReport,
    /// What it was made of.
    pub work: &'a Work<'a>,
}

impl<'a> Measures<'a> {
    /// What the commits of a period come to.
    pub(in crate::report::retro) fn figures(self, period: Period) -> Option<&'a PeriodFigures> {
        let name = period.name();
        let mut periods = self.profile.motion.periods.iter();
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
        self.profile.leverage.mended.by_period.iter().find(|mended| mended.period == name)
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

    /// Own lines written in the same months of the year before: what of them stood when a year old; nothing where none
    /// were written.
    pub(in crate::report::retro) fn left(self, period: Period) -> Option<LeftFigures> {
        let written = period.years_earlier(1);
        let lives: Vec<&LineLives> =
            self.work.primaries.iter().map(|ledger| &ledger.leverage.lives).collect();
        SurvivalCourse::own_after(&lives, YEAR, &|month| written.holds(month)).map(Into::into)
    }

    /// The same as a value.
    pub(in crate::report::retro) fn lasting(self, period: Period) -> Option<LineValue> {
        let left = self.left(period)?;
        let of = left.lines.map(|lines| lines as f64);
        Some(LineValue { value: left.percent?, low: left.low, high: left.high, of })
    }

    /// What others did on what the person had founded; nothing where there was none of it.
    pub(in crate::report::retro) fn built(self, period: Period) -> Option<&'a BuiltPeriod> {
        let name = period.name();
        self.profile.leverage.foundations.built_by_period.iter().find(|built| built.period == name)
    }

    /// Areas that the person alone knew at the end of a period; of one that is not over, those known so now.
    pub(in crate::report::retro) fn alone(self, period: Period) -> usize {
        let is_running = period.is_running(self.work.now);
        let is_alone = |area: &&Ownership| {
            let end = OwnershipEnd::at(&area.ends, period.last());
            if is_running { area.is_alone() } else { end.is_some_and(OwnershipEnd::is_alone) }
        };
        let areas = self.work.primaries.iter().flat_map(|ledger| &ledger.ownership);
        areas.filter(is_alone).count()
    }

    /// How alike the work of a period is to that of the one before; nothing where there is too little of either.
    pub(in crate::report::retro) fn inertia(self, period: Period) -> Option<&'a InertiaPeriod> {
        let name = period.name();
        let mut known = self.profile.inertia.periods.iter();
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
