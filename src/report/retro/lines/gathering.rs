//! What each line of the period is, from the figures of the chapters.
//!
//! In: the profile of the periods. Out: lines with values, ranges, and a reading. Deliberately absent: the choice of
//! lines, and how they look.

use super::{LineOf, LineValue, YearLine, YearLines};
use crate::profile::{Comparison, Period, PeriodUnit, Share};
use crate::report::parts::{Addressee, Percent};
use crate::report::profile::{InertiaPeriod, LeftFigures, MendedPeriod};
use crate::report::retro::Retrospect;
use crate::report::retro::shares::Moved;
use crate::report::words::{percent, plain};

/// Periods that stand beside each other.
const SHOWN: usize = 5;
/// Months after which lines are looked at again.
const YEAR: u16 = 12;

const COUNTED: &str = "counted, no range";
const TOO_EARLY: &str = "too early";
const TOO_FEW: &str = "too few";
const NOTHING: &str = "nothing to compare";

impl Retrospect<'_> {
    pub(in crate::report::retro) fn lines(&self) -> YearLines {
        let periods = self.shown();
        let beside = periods.iter().position(|at| *at == self.query.beside);
        let beside = beside.filter(|_| self.earlier.is_some());
        let years: Option<Vec<i32>> = periods
            .iter()
            .map(|at| (at.unit() == Some(PeriodUnit::Year)).then_some(at.first().year))
            .collect();
        let mut lines = vec![self.repeats_line(&periods), self.headway_line(&periods)];
        lines.push(self.quieted_line(&periods));
        lines.extend(years.as_deref().map(|years| self.lasting_line(years, beside)));
        lines.push(self.built_line(&periods));
        lines.extend(years.as_deref().map(|years| self.alone_line(years)));
        lines.push(self.likeness_line(&periods));
        YearLines::most_telling(periods.iter().map(|at| at.name()).collect(), beside, lines)
    }

    /// The last periods, and the one that is compared with.
    fn shown(&self) -> Vec<Period> {
        let mut periods = self.series.clone();
        if periods.len() > SHOWN {
            let late = periods.split_off(periods.len() - SHOWN);
            if late.contains(&self.query.beside) {
                return late;
            }
            return std::iter::once(self.query.beside).chain(late.into_iter().skip(1)).collect();
        }
        periods
    }

    fn repeats_line(&self, periods: &[Period]) -> YearLine {
        let value = |period: &Period| {
            let figures = self.figures_of(*period)?;
            figures.repeat_share.filter(|_| !figures.too_few_patching)
        };
        let values: Vec<Option<Percent>> = periods.iter().map(value).collect();
        let reading = reading(&self.shares().repeats_moved(), values.last().copied().flatten());
        line(LineOf::Repeats, "Patched again", in_values(&values), reading)
    }

    fn headway_line(&self, periods: &[Period]) -> YearLine {
        let value = |period: &Period| {
            let figures = self.figures_of(*period)?;
            figures.headway_share.filter(|_| !figures.too_small)
        };
        let values: Vec<Option<Percent>> = periods.iter().map(value).collect();
        let reading = reading(&self.shares().headway_moved(), values.last().copied().flatten());
        line(LineOf::Headway, "Headway", in_values(&values), reading)
    }

    fn quieted_line(&self, periods: &[Period]) -> YearLine {
        let of = |period: &Period| self.mended_of(*period);
        let value = |period: &Period| {
            let sums = of(period)?.sums;
            let of = Some(sums.compared as f64);
            (sums.compared > 0).then_some(LineValue {
                value: sums.quieted as f64,
                low: None,
                high: None,
                of,
            })
        };
        let now = of(&self.query.period);
        let compared = now.filter(|now| now.sums.compared > 0);
        let note = compared.map(|now| {
            let [low, high] = [now.saved_low, now.saved_high].map(signed);
            format!("{low} to {high} saved")
        });
        let reading = match compared {
            None if now.is_some() => TOO_EARLY,
            None => "none",
            Some(now) if now.saved_low > 0.0 => "clearly saved",
            Some(now) if now.saved_high < 0.0 => "clearly more came",
            Some(_) => "may be chance",
        };
        let values = periods.iter().map(value).collect();
        YearLine { note, ..line(LineOf::Quieted, "Spots quieted", values, reading) }
    }

    fn mended_of(&self, period: Period) -> Option<&MendedPeriod> {
        let name = period.name();
        self.profile.leverage.mended.by_period.iter().find(|mended| mended.period == name)
    }

    /// Of the lines written in the year before each: what stood when they were a year old.
    fn lasting_line(&self, years: &[i32], beside: Option<usize>) -> YearLine {
        let left = |year: &i32| -> Option<LeftFigures> {
            let mut written = self.profile.leverage.survival.years.iter();
            let written = written.find(|written| written.year == *year - 1)?;
            written.ages.iter().find(|age| age.months == YEAR).map(|age| age.own)
        };
        let found: Vec<Option<LeftFigures>> = years.iter().map(left).collect();
        let value = |left: &Option<LeftFigures>| {
            let left = (*left)?;
            let of = left.lines.map(|lines| lines as f64);
            Some(LineValue { value: left.percent?, low: left.low, high: left.high, of })
        };
        let values: Vec<Option<LineValue>> = found.iter().map(value).collect();
        let now = values.last().copied().flatten();
        let before = beside.and_then(|at| values.get(at).copied().flatten());
        let reading = match (now, before) {
            (Some(now), Some(before)) => compared(now, before),
            (Some(_), None) => NOTHING,
            (None, _) => match found.last().copied().flatten().map(|left| left.is) {
                Some("too early") => TOO_EARLY,
                Some(_) => TOO_FEW,
                None => "none",
            },
        };
        line(LineOf::Lasting, "Lines that last", values, reading)
    }

    fn built_line(&self, periods: &[Period]) -> YearLine {
        let built = &self.profile.leverage.foundations.built_by_period;
        let value = |period: &Period| {
            let name = period.name();
            let commits = built.iter().find(|built| built.period == name);
            counted(commits.map_or(0, |built| built.commits))
        };
        let values = periods.iter().map(value).collect();
        line(LineOf::BuiltOn, "Others build on", values, COUNTED)
    }

    fn alone_line(&self, years: &[i32]) -> YearLine {
        let areas = &self.profile.ownership.areas;
        let value = |year: &i32| {
            let of_year = |area: &&crate::report::profile::ProfileArea| {
                area.years.iter().any(|at| at.year == *year && at.alone)
            };
            counted(areas.iter().filter(of_year).count())
        };
        let name = match self.query.addressee {
            Addressee::You(_) => "Areas only yours".to_owned(),
            Addressee::Named(name) => format!("Areas only {name}'s"),
        };
        let values = years.iter().map(value).collect();
        line(LineOf::Alone, &name, values, COUNTED)
    }

    fn likeness_line(&self, periods: &[Period]) -> YearLine {
        let found = |period: &Period| -> Option<&InertiaPeriod> {
            let name = period.name();
            let mut known = self.profile.inertia.periods.iter();
            known.find(|at| at.period == name && at.reading != "too few")
        };
        let value = |period: &Period| {
            let value = percent(found(period).filter(|at| at.reading != "running")?.likeness);
            Some(LineValue { value, low: None, high: None, of: None })
        };
        let values = periods.iter().map(value).collect();
        let now = found(&self.query.period);
        let note = now.map(|at| format!("{:.0}% by chance", percent(at.by_chance)));
        let reading = match now.map(|at| at.reading) {
            Some("inertia") => "the same again",
            Some("less") => "the same, less of it",
            Some("moved") => "moved",
            Some(_) => TOO_EARLY,
            None => TOO_FEW,
        };
        let name =
            format!("Like the {} before", crate::report::retro::spoken::noun(self.query.period));
        YearLine { note, ..line(LineOf::Likeness, &name, values, reading) }
    }
}

fn line(of: LineOf, name: &str, values: Vec<Option<LineValue>>, reading: &'static str) -> YearLine {
    let is_share = !matches!(of, LineOf::Quieted | LineOf::BuiltOn | LineOf::Alone);
    let shown_in = match of {
        LineOf::Repeats | LineOf::Headway => "F1",
        LineOf::Quieted => "F2",
        LineOf::Lasting => "F4",
        LineOf::BuiltOn => "F5",
        LineOf::Alone => "T2",
        LineOf::Likeness => "F6",
    };
    YearLine { of, name: name.to_owned(), is_share, values, note: None, reading, shown_in }
}

fn counted(number: usize) -> Option<LineValue> {
    Some(LineValue { value: number as f64, low: None, high: None, of: None })
}

fn in_values(shares: &[Option<Percent>]) -> Vec<Option<LineValue>> {
    let value = |share: &Percent| {
        let Percent { of, percent, low, high, .. } = *share;
        LineValue { value: percent, low: Some(low), high: Some(high), of: Some(of) }
    };
    shares.iter().map(|share| share.as_ref().map(value)).collect()
}

/// What became of a share; `now` is that of the period, if it has one.
fn reading(moved: &Moved, now: Option<Percent>) -> &'static str {
    match moved {
        Moved::Clearly(Comparison::Lower, ..) => "clearly lower",
        Moved::Clearly(..) => "clearly higher",
        Moved::Unsure(..) => "unsure: see T4",
        Moved::Unclear(..) => "not clearly changed",
        Moved::Unknown if now.is_none() => TOO_FEW,
        Moved::Unknown => NOTHING,
    }
}

/// A number with the sign that print has for less than nothing.
fn signed(number: f64) -> String {
    plain(number).replace('-', "\u{2212}")
}

/// How one value with a range stands to another.
fn compared(now: LineValue, before: LineValue) -> &'static str {
    let range = |at: LineValue| Some([at.value, at.low?, at.high?]);
    let Some((now, before)) = range(now).zip(range(before)) else { return NOTHING };
    match Share::compare(now, before) {
        Comparison::Lower => "clearly lower",
        Comparison::Higher => "clearly higher",
        Comparison::Unclear => "not clearly changed",
    }
}
