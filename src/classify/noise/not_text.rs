//! Without lines there is nothing to judge.

use super::Seen;
use crate::classify::rules::{NOT_TEXT, because};
use crate::model::{Content, Evidence};

pub(super) fn judge(seen: &Seen<'_>) -> Option<Evidence> {
    let path = &seen.file.path;
    let says = match seen.file.content {
        Content::Binary => format!("{path} is binary"),
        Content::Submodule => format!("{path} points to a commit of another repository"),
        Content::Symlink => format!("{path} is a symbolic link"),
        Content::TooLarge => format!("{path} is too large to compare by line"),
        Content::Unavailable => format!("the content of {path} is not in this clone"),
        Content::Text if seen.change.added == 0 && seen.change.deleted == 0 => {
            format!("no line of {path} changed")
        }
        Content::Text => return None,
    };
    Some(because(NOT_TEXT, says))
}
