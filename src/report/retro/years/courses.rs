//! Measures over the years, and whether they rise or fall.
//!
//! In: the profile of some years. Out: courses. Deliberately absent: sentences; and a reading of what is counted: a year
//! with more commits has more of everything.

use super::LongCourse;
use crate::profile::{Direction, Period, Share, ShareTrend};
use crate::report::parts::{Addressee, Percent};
use crate::report::profile::{EstimateFigure, ProfileReport, ScopePeriod, TrendFigure};
use crate::report::retro::LineValue;
use crate::report::retro::lines::{Measures, areas_only};
use crate::report::words::{four_decimals, percent};

const COUNTED: &str = "counted, no range";
const TOO_FEW: &str = "too few years";

pub(super) fn courses(
    addressee: &Addressee,
    measures: Measures<'_>,
    periods: &[Period],
) -> Vec<LongCourse> {
    let profile = measures.profile;
    let shares = [
        (
            "Headway",
            "new or restructured code, and fixes that held, of the commits that count",
            periods.iter().map(|at| measures.headway(*at)).collect::<Vec<_>>(),
        ),
        (
            "Patched again",
            "of the commits that patch existing code",
            periods.iter().map(|at| measures.repeats(*at)).collect(),
        ),
    ];
    let shares =
        shares.into_iter().map(|(name, means, values)| of_share(profile, name, means, &values));
    let numbers = [
        (
            "Others build on",
            "commits of others on what was founded before",
            periods.iter().map(|at| measures.built(*at).map_or(0, |built| built.commits)).collect(),
        ),
        (
            &areas_only(addressee),
            "known by one person alone at the end of the year",
            periods.iter().map(|at| measures.alone(*at)).collect::<Vec<_>>(),
        ),
    ];
    let numbers = numbers.into_iter().map(|(name, means, values)| counted(name, means, &values));
    let scope = SCOPE.iter().map(|(of, name, means, value)| {
        let trend = profile.scope.trends.iter().find(|trend| trend.of == *of);
        of_scope(profile, (name, means), *value, trend)
    });
    let mut courses: Vec<LongCourse> = shares.chain(scope).collect();
    courses.push(likeness(measures, periods));
    courses.extend(numbers);
    courses.retain(|course| course.values.iter().any(Option::is_some));
    courses
}

type OfScope = fn(&ScopePeriod) -> Option<LineValue>;

/// What is told of scope: its name there, here, what it means, and its value.
const SCOPE: [(&str, &str, &str, OfScope); 4] = [
    ("structural", "Structural", "the part of the days that went into structure", |at| {
        at.structural.map(LineValue::share)
    }),
    ("altitude", "At boundaries", "interfaces, schemas, build and CI, of the days", |at| {
        at.altitude.map(LineValue::share)
    }),
    ("crossing", "Crossing areas", "pieces of work that change code of several areas", |at| {
        at.crossing.map(LineValue::share)
    }),
    ("breadth", "Areas in effect", "as many equal ones would be as spread", |at| {
        let EstimateFigure { value, low, high } = at.breadth;
        Some(LineValue { value, low: Some(low), high: Some(high), of: None })
    }),
];

/// The shares of years that are over, and whether they rise or fall.
fn of_share(
    profile: &ProfileReport,
    name: &str,
    means: &str,
    values: &[Option<Percent>],
) -> LongCourse {
    let years = profile.motion.periods.iter().zip(values).enumerate();
    let over = years.filter(|(_, (year, _))| !year.running);
    let known: Vec<(f64, Share, &str)> = over
        .filter_map(|(at, (year, value))| {
            let value = (*value)?;
            let share = Share::of_weight(value.part, value.of)?;
            Some((at as f64, share, year.figures.period.as_str()))
        })
        .collect();
    let shares: Vec<(f64, Share)> = known.iter().map(|(at, share, _)| (*at, *share)).collect();
    let trend = ShareTrend::of(&shares);
    let ends = known.first().zip(known.last());
    let told_over = ends.map(|(first, last)| [first.2.to_owned(), last.2.to_owned()]);
    LongCourse {
        name: name.to_owned(),
        meaning: means.to_owned(),
        is_share: true,
        values: values.iter().map(|value| value.map(LineValue::share)).collect(),
        told_over: told_over.filter(|_| trend.is_some()),
        slope: trend.map(|trend| {
            let [value, low, high] =
                [trend.slope.value, trend.slope.low, trend.slope.high].map(percent);
            EstimateFigure { value, low, high }
        }),
        reading: trend.map_or(TOO_FEW, |trend| match trend.direction() {
            Direction::Rising => "rises",
            Direction::Falling => "falls",
            Direction::Unclear => "not clearly changed",
        }),
    }
}

fn of_scope(
    profile: &ProfileReport,
    (name, means): (&str, &str),
    value: OfScope,
    trend: Option<&TrendFigure>,
) -> LongCourse {
    let is_share = name != "Areas in effect";
    let told = |at: &ScopePeriod| if at.too_few { None } else { value(at) };
    let ends = profile.scope.trend_periods.first().zip(profile.scope.trend_periods.last());
    let points = |number: f64| {
        if is_share { four_decimals(number * 100.0) } else { number }
    };
    LongCourse {
        name: name.to_owned(),
        meaning: means.to_owned(),
        is_share,
        values: profile.scope.periods.iter().map(told).collect(),
        told_over: ends
            .filter(|_| trend.is_some())
            .map(|(first, last)| [first.clone(), last.clone()]),
        slope: trend.map(|trend| {
            let EstimateFigure { value, low, high } = trend.slope;
            let [value, low, high] = [value, low, high].map(points);
            EstimateFigure { value, low, high }
        }),
        reading: match trend.map(|trend| trend.reading) {
            Some("unclear") => "not clearly changed",
            Some(reading) => reading,
            None => TOO_FEW,
        },
    }
}

fn likeness(measures: Measures<'_>, periods: &[Period]) -> LongCourse {
    LongCourse {
        name: "Likeness".to_owned(),
        meaning: "to the work of the year before, over areas and kinds of change".to_owned(),
        is_share: true,
        values: periods.iter().map(|at| measures.likeness(*at)).collect(),
        told_over: None,
        slope: None,
        reading: "each year by itself",
    }
}

fn counted(name: &str, means: &str, values: &[usize]) -> LongCourse {
    LongCourse {
        name: name.to_owned(),
        meaning: means.to_owned(),
        is_share: false,
        values: values.iter().map(|value| Some(LineValue::counted(*value))).collect(),
        told_over: None,
        slope: None,
        reading: COUNTED,
    }
}
