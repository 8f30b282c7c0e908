//! What `.gitattributes` says of paths.
//!
//! In: a repository and paths. Out: linguist's marks. Deliberately absent: guesses by name, which
//! are rules of `classify`.

use super::Repository;
use crate::model::{GitattributesMark, RepoPath};

/// Looks up linguist's attributes.
pub struct AttributeMarks<'a> {
    repository: &'a Repository,
}

impl<'a> AttributeMarks<'a> {
    /// Looks them up in this repository: in its work tree, or at HEAD when it is bare.
    #[must_use]
    pub const fn new(repository: &'a Repository) -> Self {
        Self { repository }
    }

    /// The mark of a path, if any.
    #[must_use]
    pub fn mark(&self, path: &RepoPath) -> Option<GitattributesMark> {
        let is_set = |name| match self.repository.attribute(path, name) {
            git2::AttrValue::True => true,
            git2::AttrValue::String(value) => value == "true",
            _ => false,
        };
        [
            ("linguist-generated", GitattributesMark::Generated),
            ("linguist-vendored", GitattributesMark::Vendored),
            ("linguist-documentation", GitattributesMark::Documentation),
        ]
        .into_iter()
        .find_map(|(name, mark)| is_set(name).then_some(mark))
    }
}
