//! What speaks for none of the candidates.

use super::{Most, is, log, share};
use crate::classify::repair::candidates::Fix;

/// A fix and what is known of its candidates.
pub(super) struct Case<'a> {
    pub(super) fix: &'a Fix,
    pub(super) most: &'a Most,
    pub(super) count: usize,
}

/// A signal: its name, and how its value is found.
type Signal = (&'static str, fn(&Case<'_>) -> f64);

pub(super) const SIGNALS: &[Signal] = &[
    ("always", |_| 1.0),
    ("candidates", |case| log(case.count as f64)),
    ("only-inserts", |case| is(case.fix.lines == 0)),
    ("no-lines-around", |case| is(case.fix.lines + case.fix.context == 0)),
    ("most-line-share", |case| share(case.most.lines, case.fix.lines)),
    ("most-likeness", |case| case.most.likeness),
    ("most-likeness-of-subjects", |case| case.most.subject),
    ("fix-files", |case| log(case.fix.files.len() as f64)),
    ("fix-added", |case| log(f64::from(case.fix.added))),
    ("fix-lines", |case| log(f64::from(case.fix.lines))),
];
