//! What each line of the period is, from the figures of the chapters.
//!
//! In: the profile of the periods. Out: lines with values, ranges, and a reading. Deliberately absent: the choice of
//! lines, and how they look.

use super::{LineOf, LineValue, Measures, YearLine, YearLines};
use crate::profile::{Comparison, Period, Share};
use crate::report::parts::Addressee;
use crate::report::retro::Retrospect;
use crate::report::retro::shares::Moved;
use crate::report::retro::{LeverageOfYear, OwnershipOfYear};
use crate::report::words::{percent, plain};

/// Periods that stand beside each other.
const SHOWN: usize = 5;

const COUNTED: &str = "counted, no range";
const TOO_EARLY: &str = "too early";
const TOO_FEW: &str = "too few";
const NOTHING: &str = "nothing to compare";

impl Retrospect<'_> {
    pub(in crate::report::retro) fn six_lines(
        &self,
        leverage: &LeverageOfYear,
        ownership: &OwnershipOfYear,
    ) -> YearLines {
        if self.tally.commits == 0 {
            return YearLines { periods: Vec::new(), beside: None, lines: Vec::new() };
        }
        let periods = self.shown();
        let beside = periods.iter().position(|at| *at == self.query.beside);
        let beside = beside.filter(|_| self.earlier.is_some());
        let mut lines = vec![self.repeats_line(&periods), self.headway_line(&periods)];
        lines.push(self.quieted_line(&periods));
        lines.push(self.lasting_line(&periods, beside));
        lines.push(YearLine { shown_in: leverage.built_shown_in(), ..self.built_line(&periods) });
        let alone = self.alone_line(&periods);
        lines.push(YearLine { shown_in: ownership.shown_in(), ..alone });
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

    fn measures(&self) -> Measures<'_> {
        Measures { profile: &self.profile, work: self.work }
    }

    fn repeats_line(&self, periods: &[Period]) -> YearLine {
        let shares = periods.iter().map(|period| self.measures().repeats(*period));
        let values: Vec<_> = shares.map(|share| share.map(LineValue::share)).collect();
        let reading = reading(&self.shares().repeats_moved(), &values);
        line(LineOf::Repeats, "Patched again", values, reading)
    }

    fn headway_line(&self, periods: &[Period]) -> YearLine {
        let shares = periods.iter().map(|period| self.measures().headway(*period));
        let values: Vec<_> = shares.map(|share| share.map(LineValue::share)).collect();
        let reading = reading(&self.shares().headway_moved(), &values);
        line(LineOf::Headway, "Headway", values, reading)
    }

    fn quieted_line(&self, periods: &[Period]) -> YearLine {
        let values = periods.iter().map(|period| self.measures().quieted(*period)).collect();
        let now = self.measures().mended(self.query.period);
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
        YearLine { note, ..line(LineOf::Quieted, "Spots quieted", values, reading) }
    }

    fn lasting_line(&self, periods: &[Period], beside: Option<usize>) -> YearLine {
        let values: Vec<_> = periods.iter().map(|at| self.measures().lasting(*at)).collect();
        let now = values.last().copied().flatten();
        let before = beside.and_then(|at| values.get(at).copied().flatten());
        let reading = match (now, before) {
            (Some(now), Some(before)) => compared(now, before),
            (Some(_), None) => NOTHING,
            (None, _) => match self.measures().left(self.query.period).map(|left| left.is) {
                Some("too early") => TOO_EARLY,
                Some(_) => TOO_FEW,
                None => "none",
            },
        };
        line(LineOf::Lasting, "Lines that last", values, reading)
    }

    fn built_line(&self, periods: &[Period]) -> YearLine {
        let commits = |period: &Period| self.measures().built(*period).map_or(0, |at| at.commits);
        let values = periods.iter().map(|at| Some(LineValue::counted(commits(at)))).collect();
        line(LineOf::BuiltOn, "Others build on", values, COUNTED)
    }

    fn alone_line(&self, periods: &[Period]) -> YearLine {
        let alone = |at: &Period| Some(LineValue::counted(self.measures().alone(*at)));
        let name = areas_only(self.query.addressee);
        line(LineOf::Alone, &name, periods.iter().map(alone).collect(), COUNTED)
    }

    fn likeness_line(&self, periods: &[Period]) -> YearLine {
        let values = periods.iter().map(|period| self.measures().likeness(*period)).collect();
        let now = self.measures().inertia(self.query.period);
        let note = now.map(|at| format!("{:.0}% by chance", percent(at.by_chance)));
        let reading = match now.map(|at| at.reading) {
            Some("inertia") => "the same again",
            Some("less") => "the same, less of it",
            Some("moved") => "moved",
            Some(_) => TOO_EARLY,
            None => TOO_FEW,
        };
        YearLine { note, ..line(LineOf::Likeness, "Likeness", values, reading) }
    }
}

/// `Areas only yours`.
pub(in crate::report::retro) fn areas_only(addressee: &Addressee) -> String {
    format!("Areas only {}", addressee.possessive_alone())
}

fn line(of: LineOf, name: &str, values: Vec<Option<LineValue>>, reading: &'static str) -> YearLine {
    let is_share = !matches!(of, LineOf::Quieted | LineOf::BuiltOn | LineOf::Alone);
    let shown_in = match of {
        LineOf::Headway => "F1",
        LineOf::Repeats => "F2",
        LineOf::Quieted => "F3",
        LineOf::Lasting => "F5",
        LineOf::BuiltOn => "F6",
        LineOf::Alone => "T4",
        LineOf::Likeness => "F7",
    };
    YearLine { of, name: name.to_owned(), is_share, values, note: None, reading, shown_in }
}

/// What became of a share; the last of the values is that of the period, if it has one.
fn reading(moved: &Moved, values: &[Option<LineValue>]) -> &'static str {
    match moved {
        Moved::Clearly(Comparison::Lower, ..) => "clearly lower",
        Moved::Clearly(..) => "clearly higher",
        Moved::Unsure(..) => "unsure: see T7",
        Moved::Unclear(..) => "not clearly changed",
        Moved::Unknown if values.last().copied().flatten().is_none() => TOO_FEW,
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
