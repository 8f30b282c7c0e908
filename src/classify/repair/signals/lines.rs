//! Whose lines the fix replaces, deletes, or inserts beside.

use super::{Signal, is, share};

pub(super) const SIGNALS: &[Signal] = &[
    ("line-share", |look| share(look.seen.lines, look.fix.lines)),
    ("most-lines", |look| is(look.seen.lines > 0 && look.seen.lines == look.most.lines)),
    ("no-lines", |look| is(look.seen.lines == 0 && look.fix.lines > 0)),
    ("context-share", |look| share(look.seen.context, look.fix.context)),
    ("touched-share", |look| {
        share(look.seen.lines + look.seen.context, look.fix.lines + look.fix.context)
    }),
    ("behind", |look| {
        let whole = look.fix.lines + look.fix.context;
        if whole == 0 { 0.0 } else { (look.seen.behind / f64::from(whole)).min(1.0) }
    }),
    ("behind-alone", |look| is(look.seen.lines + look.seen.context == 0 && look.seen.behind > 0.0)),
    ("untouched", |look| is(look.seen.lines + look.seen.context == 0)),
];
