//! A generated file follows from its source; the source is what was worked on.

use super::Seen;
use crate::classify::PathClass;
use crate::classify::rules::{GENERATED, because};
use crate::model::{Evidence, GitattributesMark};

pub(super) fn judge(seen: &Seen<'_>) -> Option<Evidence> {
    let path = &seen.file.path;
    (seen.class == PathClass::Generated).then(|| match seen.file.mark {
        Some(GitattributesMark::Generated) => {
            because(GENERATED, format!("`.gitattributes` marks {path} as generated"))
        }
        _ => because(GENERATED, format!("by its name, {path} is generated")),
    })
}
