//! A merge that changes no line itself only joins what is judged elsewhere.

use super::Seen;
use crate::classify::rules::{MERGE, because};
use crate::model::Evidence;

pub(super) fn judge(seen: &Seen<'_>) -> Option<Evidence> {
    let no_lines = seen.change.added == 0 && seen.change.deleted == 0;
    (seen.commit.is_merge() && no_lines)
        .then(|| because(MERGE, "a merge that changes no line of its own here"))
}
