//! Whether a figure of scope rises or falls from period to period.
//!
//! In: workdays, and the periods to compare. Out: a slope a period with a range, and what it comes to. Deliberately absent:
//! forecasts; periods that still run, and periods with too few days, which the caller leaves out.
//!
//! Who works more days gets around more, without doing anything else. So from each period as many workdays are drawn as the one
//! with the fewest has, with replacement; the slope is that of the straight line of least squares through the figures
//! of such a draw; 119 draws give the range. It speaks of these periods, and of days like these.

use jiff::civil::Date;

use super::sampling::{DRAWS, Estimate, Numbers};
use super::scope::{Measure, Scope, Values, Workday, Workdays, seed};

/// Which way a figure goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It rises beyond what chance would often give.
    Rising,
    /// It falls beyond what chance would often give.
    Falling,
    /// It may well be chance.
    Unclear,
}

impl Direction {
    /// Where the whole range of a slope lies.
    pub(super) fn of(slope: Estimate) -> Self {
        if slope.low > 0.0 {
            Self::Rising
        } else if slope.high < 0.0 {
            Self::Falling
        } else {
            Self::Unclear
        }
    }
}

/// The course of one figure over some periods.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// What is measured.
    pub of: Aspect,
    /// The figure of the first period, at equal numbers of days.
    pub first: f64,
    /// That of the last.
    pub last: f64,
    /// Its change from one period to the next.
    pub slope: Estimate,
}

/// What trends are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// The effective number of areas.
    Breadth,
    /// The part at boundaries.
    Altitude,
    /// The normalised entropy over files.
    Complexity,
    /// The part of pieces of work that cross areas.
    Crossing,
    /// The effective number of languages.
    Languages,
    /// The structural part.
    Structural,
}

impl Aspect {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 6] = [
        Self::Breadth,
        Self::Altitude,
        Self::Complexity,
        Self::Crossing,
        Self::Languages,
        Self::Structural,
    ];

    const fn of(self, values: &Values) -> f64 {
        match self {
            Self::Breadth => values.breadth,
            Self::Altitude => values.altitude,
            Self::Complexity => values.complexity,
            Self::Crossing => values.crossing,
            Self::Languages => values.languages,
            Self::Structural => values.structural,
        }
    }
}

impl Trend {
    /// Periods that are needed.
    pub const FEWEST: usize = 3;

    /// Which way it goes.
    #[must_use]
    pub fn direction(&self) -> Direction {
        Direction::of(self.slope)
    }
}

/// The course of each aspect over some periods, each from one day on and before another; none where there are fewer than
/// three, or one has too few days.
#[must_use]
pub fn trends(workdays: &Workdays, periods: &[(Date, Date)]) -> Vec<Trend> {
    let days: Vec<&[Workday]> =
        periods.iter().map(|(first, end)| workdays.between(*first, *end)).collect();
    let fewest = days.iter().map(|days| days.len()).min().unwrap_or_default();
    if periods.len() < Trend::FEWEST || fewest < Scope::FEWEST {
        return Vec::new();
    }
    let mut measure = Measure::new(workdays);
    let mut draws: Vec<Vec<Values>> = vec![Vec::with_capacity(DRAWS); periods.len()];
    for ((days, draws), (first, _)) in days.iter().zip(&mut draws).zip(periods) {
        let mut numbers = Numbers::new(!seed(*first));
        let mut times = vec![0; days.len()];
        for _ in 0..DRAWS {
            numbers.draw(fewest, &mut times);
            draws.push(measure.all(days, &times));
        }
    }
    Aspect::ALL.iter().map(|aspect| trend(*aspect, &draws)).collect()
}

fn trend(aspect: Aspect, draws: &[Vec<Values>]) -> Trend {
    let of_draw = |at: usize| draws.iter().map(move |values| aspect.of(&values[at]));
    let mut slopes: Vec<f64> =
        (0..DRAWS).map(|at| slope(&of_draw(at).collect::<Vec<_>>())).collect();
    let mean = |values: &[Values]| {
        values.iter().map(|values| aspect.of(values)).sum::<f64>() / values.len() as f64
    };
    Trend {
        of: aspect,
        first: mean(&draws[0]),
        last: mean(&draws[draws.len() - 1]),
        slope: Estimate::of_draws(&mut slopes),
    }
}

/// The slope of the straight line of least squares through values one apart.
fn slope(values: &[f64]) -> f64 {
    let middle = (values.len() as f64 - 1.0) / 2.0;
    let (mut products, mut squares) = (0.0, 0.0);
    for (at, value) in values.iter().enumerate() {
        let from_middle = at as f64 - middle;
        products += from_middle * value;
        squares += from_middle * from_middle;
    }
    if squares > 0.0 { products / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Aspect, Direction, Trend, slope, trends};
    use crate::model::Kind;
    use crate::profile::scope::{Deed, Workdays};
    use crate::profile::testing::day;

    fn work(areas_by_year: &[u32], days: i64) -> Workdays {
        let mut deeds = Vec::new();
        for (year, areas) in (0_i64..).zip(areas_by_year) {
            for at in 0..days {
                let time = day(year * 366 + at * 5);
                let area = u32::try_from(at).unwrap() % areas;
                deeds.push(Deed {
                    time,
                    date: crate::model::date(time, 0),
                    project: 0,
                    file: area * 3 + u32::try_from(at % 3).unwrap(),
                    area,
                    language: None,
                    boundary: None,
                    is_code: true,
                    kind: Kind::Fix,
                    structural: false,
                });
            }
        }
        Workdays::of(&deeds)
    }

    fn years(count: i16) -> Vec<(jiff::civil::Date, jiff::civil::Date)> {
        (2024..2024 + count).map(|year| (date(year, 1, 1), date(year + 1, 1, 1))).collect()
    }

    #[test]
    fn breadth_that_grows_is_told_from_breadth_that_stays() {
        let grown = trends(&work(&[1, 3, 6], 60), &years(3));
        let breadth = grown.iter().find(|trend| trend.of == Aspect::Breadth).unwrap();
        assert_eq!(breadth.direction(), Direction::Rising);
        assert!(breadth.first < 1.01 && breadth.last > 5.0, "{breadth:?}");
        let same = trends(&work(&[4, 4, 4, 4], 60), &years(4));
        assert!(same.iter().all(|trend| trend.direction() == Direction::Unclear), "{same:?}");
        let shrunk = trends(&work(&[6, 3, 1], 60), &years(3));
        assert_eq!(shrunk[0].direction(), Direction::Falling);
    }

    #[test]
    fn two_periods_or_few_days_have_no_trend() {
        assert!(trends(&work(&[1, 3], 60), &years(2)).is_empty());
        assert!(trends(&work(&[1, 3, 6], 9), &years(3)).is_empty());
        assert!((slope(&[1.0, 3.0, 5.0]) - 2.0).abs() < 1e-9 && slope(&[]) == 0.0);
        assert_eq!(Trend::FEWEST, 3);
    }
}
