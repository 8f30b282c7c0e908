//! Whose lines the fix replaces, deletes, or inserts beside.

use super::{Signal, is, log, share};

pub(super) const SIGNALS: &[Signal] = &[
    ("line-share", |look| share(look.seen.lines, look.fix.lines)),
    ("most-lines", |look| is(look.seen.lines > 0 && look.seen.lines == look.most.lines)),
    ("all-lines", |look| is(look.seen.lines > 0 && look.seen.lines == look.fix.lines)),
    ("lines", |look| log(f64::from(look.seen.lines))),
    ("no-lines", |look| is(look.seen.lines == 0 && look.fix.lines > 0)),
    ("undone", |look| {
        if look.seen.lines == 0 { 0.0 } else { share(look.seen.lines, look.seen.added_to_files.max(look.seen.lines)) }
    }),
    ("newest-lines", |look| is(look.most.newest_of_lines == Some(look.commit))),
    ("oldest-lines", |look| is(look.most.oldest_of_lines == Some(look.commit))),
    ("line-spots", |look| share(look.seen.line_spots, look.fix.spots.max(look.seen.line_spots))),
    ("context-share", |look| share(look.seen.context, look.fix.context)),
    ("most-context", |look| is(look.seen.context > 0 && look.seen.context == look.most.context)),
    ("context-share-of-insertion", |look| {
        is(look.fix.lines == 0) * share(look.seen.context, look.fix.context)
    }),
    ("most-context-of-insertion", |look| {
        is(look.fix.lines == 0 && look.seen.context > 0 && look.seen.context == look.most.context)
    }),
    ("touched-share", |look| {
        share(look.seen.lines + look.seen.context, look.fix.lines + look.fix.context)
    }),
    ("most-touched", |look| {
        let touched = look.seen.lines + look.seen.context;
        is(touched > 0 && touched == look.most.touched)
    }),
    ("newest-touched", |look| is(look.most.newest_touched == Some(look.commit))),
    ("untouched", |look| is(look.seen.lines + look.seen.context == 0)),
];
