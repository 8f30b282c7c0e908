//! Drawings of any values and names at all.
//!
//! In: values that are no numbers, too many, out of order; names with anything in them. Out: nothing. Deliberately absent:
//! what a careful reader would see in them.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{all_is_inside, strips, trends};
use crate::report::drawing::{
    BeforeAfter, Course, Curve, CurveSort, Curves, Drawing, Event, EventSort, Growth, Matrix,
    Quiet, Ranged, ShareByMonth, Strip,
};
use crate::report::text::Label;

/// Any value at all, most of them ordinary.
fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..100.0_f64,
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(-1e308),
        1 => Just(1e308),
        1 => any::<f64>(),
    ]
}

fn any_range() -> impl Strategy<Value = Ranged> {
    (any_value(), any_value(), any_value()).prop_map(|(value, low, high)| Ranged {
        value,
        low,
        high,
    })
}

/// Without an `n`, so that what is no number is found where it is written.
fn any_name() -> impl Strategy<Value = String> {
    "[a-m/火\u{202e}\u{1b}<&\"' ]{0,80}"
}

fn any_day() -> impl Strategy<Value = Date> {
    (2023_i16..2026, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}

fn any_event() -> impl Strategy<Value = Event> {
    let sorts = [EventSort::OwnPatch, EventSort::OthersPatch, EventSort::Revert, EventSort::Cause];
    (any_day(), prop::sample::select(sorts.to_vec())).prop_map(|(day, sort)| Event {
        day,
        sort,
        says: String::new(),
    })
}

fn any_strip() -> impl Strategy<Value = Strip> {
    let quiet = prop::option::of((any_day(), any_day(), any::<bool>()));
    (any_name(), prop::collection::vec(any_event(), 0..6), quiet).prop_map(
        |(name, events, quiet)| Strip {
            reading: name.clone(),
            counts: name.clone(),
            quiet: quiet.map(|(from, to, held)| Quiet { from, to, held }),
            name,
            events,
        },
    )
}

proptest! {
    #[test]
    fn whatever_the_values_marks_are_inside(
        name in any_name(),
        values in prop::collection::vec(any_value(), 0..14),
        ranges in prop::collection::vec(prop::option::of(any_range()), 0..14),
        strips_of in prop::collection::vec(any_strip(), 0..4),
        rule in any_value(),
    ) {
        let months: Vec<String> = (1..=values.len()).map(|at| format!("2024-{at:02}")).collect();
        let periods: Vec<String> = ranges.iter().map(|_| name.clone()).collect();
        let whole: Vec<Ranged> = ranges.iter().flatten().copied().collect();
        let rate = |pair: &[Ranged]| BeforeAfter {
            name: name.clone(),
            date: name.clone(),
            before: pair[0],
            after: pair[1],
            expected: pair.get(2).copied(),
            reading: name.clone(),
            label: Label::Motion,
            counts: name.clone(),
        };
        let curve = |sort| Curve {
            name: name.clone(),
            sort,
            steps: values.iter().copied().zip(whole.iter().copied()).collect(),
        };
        let growth = Growth {
            name: name.clone(),
            months: months.clone(),
            sums: values.clone(),
            counts: name.clone(),
        };
        let course = Course {
            name: name.clone(),
            meaning: name.clone(),
            periods: periods.clone(),
            values: ranges.clone(),
            last: name.clone(),
        };
        let rows = |_| ranges.iter().map(|value| value.map(|value| value.value)).collect();
        let drawings = [
            trends(&[(Label::Headway, &values[..]), (Label::Motion, &values[..])]),
            Drawing::Share(ShareByMonth {
                months: periods.clone(),
                shares: ranges.clone(),
                before: Some((name.clone(), rule)),
            }),
            Drawing::BeforeAfter(whole.chunks_exact(3).map(rate).collect()),
            strips(strips_of),
            Drawing::Curves(Curves { curves: vec![curve(CurveSort::Own), curve(CurveSort::Others)], rule }),
            Drawing::Growth(vec![growth.clone(), growth]),
            Drawing::Matrix(Matrix { rows: (0..periods.len()).map(rows).collect(), periods }),
            Drawing::Courses(vec![course.clone(), course]),
        ];
        for drawing in &drawings {
            all_is_inside(drawing);
        }
    }
}
