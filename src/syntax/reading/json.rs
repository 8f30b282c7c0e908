//! Lists of dependencies in JSON.
//!
//! In: a text, and the names of the objects at its top whose entries are dependencies. Out: these.
//! The text is parsed; an entry's line is that of its value. Deliberately absent: comments, which the
//! manifests that are read must not have.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::line_of;
use crate::syntax::Dependency;

type Object<'a> = BTreeMap<String, &'a RawValue>;

/// The entries of some objects at the top of a text.
pub(in crate::syntax) fn entries(text: &str, groups: &[&str]) -> Option<Vec<Dependency>> {
    let top: Object<'_> = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let mut found = Vec::new();
    for group in groups {
        // What is no object has no entries: PHP writes an empty one as `[]`.
        let object = top.get(*group).and_then(|object| serde_json::from_str(object.get()).ok());
        let object: Object<'_> = object.unwrap_or_default();
        found.extend(object.into_iter().map(|(name, value)| {
            let line = line_of(text, offset(text, value.get()));
            let version = serde_json::from_str(value.get());
            Dependency {
                name,
                group: (*group).to_owned(),
                version: version.unwrap_or_else(|_| value.get().to_owned()),
                lines: line..line + 1,
            }
        }));
    }
    Some(found)
}

/// Where in a text a part of it stands.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}
