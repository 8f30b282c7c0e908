//! When the candidate was made, and by whom.

use super::{Look, Signal, is, log};
use crate::model::DAY;

fn days(look: &Look<'_>) -> f64 {
    let seconds = look.fix_commit.time() - look.candidate.time();
    seconds.max(0) as f64 / DAY as f64
}

pub(super) const SIGNALS: &[Signal] = &[
    ("age", |look| log(days(look))),
    ("same-week", |look| is(days(look) < 7.0)),
    ("age-squared", |look| log(days(look)).powi(2)),
    ("same-day", |look| is(days(look) < 1.0)),
    ("same-series", |look| {
        let near = look.fix_index.0 - look.commit.0 < 30;
        is(near && days(look) < 2.0 && look.fix_commit.author == look.candidate.author)
    }),
    ("committed-together", |look| {
        let apart = look.fix_commit.commit_time - look.candidate.commit_time;
        is(apart < 3_600 && look.fix_index.0 - look.commit.0 < 60)
    }),
    ("same-quarter", |look| is(days(look) < 90.0)),
    ("newest", |look| is(look.most.newest == Some(look.commit))),
    ("distance", |look| f64::from(look.fix_index.0 - look.commit.0).ln_1p() / 1_000_f64.ln()),
];
