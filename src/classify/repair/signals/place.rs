//! What the candidate did to the sections and files that the fix touches.

use super::{Look, Signal, is, log, share};

fn files(look: &Look<'_>) -> u32 {
    u32::try_from(look.fix.files.len()).unwrap_or(u32::MAX)
}

pub(super) const SIGNALS: &[Signal] = &[
    ("most-spots", |look| is(look.seen.spots > 0 && look.seen.spots == look.most.spots)),
    ("introduced-and-lines", |look| is(look.seen.introduced > 0 && look.seen.lines > 0)),
    ("added-to-spots", |look| log(f64::from(look.seen.added_to_spots))),
    ("file-share", |look| share(look.seen.files, files(look))),
    ("added-file", |look| share(look.seen.added_files, files(look))),
    ("added-to-files", |look| log(f64::from(look.seen.added_to_files))),
    ("no-file", |look| is(look.seen.files == 0)),
    ("same-directory", |look| is(look.seen.same_directory)),
    ("rewrites", |look| {
        let (added, deleted) = (look.seen.added_to_files, look.seen.deleted_in_files);
        share(added.min(deleted), added.max(deleted))
    }),
];
