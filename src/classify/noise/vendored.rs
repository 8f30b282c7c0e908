//! Vendored code is somebody else's work, kept in the repository.

use super::Seen;
use crate::classify::PathClass;
use crate::classify::rules::{VENDORED, because};
use crate::model::{Content, Evidence, GitattributesMark};

pub(super) fn judge(seen: &Seen<'_>) -> Option<Evidence> {
    let path = &seen.file.path;
    // The code behind a pointer or a link is not kept here.
    let pointer = matches!(seen.file.content, Content::Submodule | Content::Symlink);
    (seen.class == PathClass::Vendored && !pointer).then(|| match seen.file.mark {
        Some(GitattributesMark::Vendored) => {
            because(VENDORED, format!("`.gitattributes` marks {path} as vendored"))
        }
        _ => because(VENDORED, format!("by its place, {path} is vendored")),
    })
}
