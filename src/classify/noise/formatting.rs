//! White space and line breaks are no work on a spot; nor is what the project itself tells `git
//! blame` to ignore.

use super::Seen;
use crate::classify::rules::{BLAME_IGNORED, FORMATTING, because};
use crate::model::Evidence;

pub(super) fn judge(seen: &Seen<'_>) -> Option<Evidence> {
    if seen.commit.ignored_by_blame {
        return Some(because(BLAME_IGNORED, "the project lists this commit for blame to ignore"));
    }
    (seen.change.formatting_only || seen.file.formatting_only)
        .then(|| because(FORMATTING, "only white space, line breaks or trailing commas differ"))
}
