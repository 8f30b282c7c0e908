//! One repository of the list.
//!
//! In: where it lies and how it came. Out: the same, as it changes. Deliberately absent: the other repositories,
//! and the file.

use std::path::{Path, PathBuf};

/// A repository that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The directory that all its work trees share: `.git`, or the bare repository itself.
    pub common_dir: PathBuf,
    /// Hooks were put there, and are to be found again when they are taken out.
    pub has_hooks: bool,
    /// The user added it.
    pub is_added: bool,
}

impl Entry {
    /// One that the user added.
    #[must_use]
    pub fn added(common_dir: &Path) -> Self {
        Self { common_dir: common_dir.to_owned(), has_hooks: false, is_added: true }
    }

    /// One in which hooks were put.
    #[must_use]
    pub fn with_hooks(common_dir: &Path) -> Self {
        Self { common_dir: common_dir.to_owned(), has_hooks: true, is_added: false }
    }

    /// Where a person would say that it lies: the work tree around a `.git`, else the directory itself.
    #[must_use]
    pub fn place(&self) -> &Path {
        place(&self.common_dir)
    }
}

/// See [`Entry::place`].
#[must_use]
pub fn place(common_dir: &Path) -> &Path {
    let is_inside = common_dir.file_name().is_some_and(|name| name == ".git");
    common_dir.parent().filter(|_| is_inside).unwrap_or(common_dir)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Entry;

    #[test]
    fn a_place_is_named_as_people_name_it() {
        let place = |path: &str| Entry::added(Path::new(path)).place().to_owned();
        assert_eq!(place("/code/a/.git"), Path::new("/code/a"));
        assert_eq!(place("/code/mirror.git"), Path::new("/code/mirror.git"));
    }
}
