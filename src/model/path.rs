//! A path inside a repository.
//!
//! In: the bytes git stores, separated by `/`, in any encoding. Out: the same bytes, and a spelling
//! that is safe to show. Deliberately absent: the file system; a path here need not exist.

use std::fmt;

/// A path relative to the top of a repository, as git stores it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RepoPath(Box<[u8]>);

impl RepoPath {
    /// The path with these bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The bytes as git stores them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// What follows the last `/`.
    #[must_use]
    pub fn file_name(&self) -> &[u8] {
        self.0.rsplit(|byte| *byte == b'/').next().unwrap_or(&self.0)
    }

    /// What follows the last dot of the file name, without it; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> &[u8] {
        let name = self.file_name();
        match name.iter().rposition(|byte| *byte == b'.') {
            Some(dot) if dot > 0 => &name[dot + 1..],
            _ => b"",
        }
    }

    /// What precedes the last `/`; empty for a file at the top.
    #[must_use]
    pub fn directory(&self) -> &[u8] {
        let end = self.0.iter().rposition(|byte| *byte == b'/').unwrap_or(0);
        &self.0[..end]
    }

    /// The directories of the path, outermost first, without the file name.
    pub fn directories(&self) -> impl Iterator<Item = &[u8]> {
        self.directory().split(|byte| *byte == b'/').filter(|part| !part.is_empty())
    }
}

impl From<&str> for RepoPath {
    fn from(text: &str) -> Self {
        Self::new(text.as_bytes())
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&super::printable(&self.0))
    }
}

impl fmt::Debug for RepoPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::RepoPath;

    #[test]
    fn parts_of_a_path() {
        let path = RepoPath::from("src/io/read.rs");
        assert_eq!(path.file_name(), b"read.rs");
        assert_eq!(path.extension(), b"rs");
        assert_eq!(path.directory(), b"src/io");
        assert_eq!(path.directories().collect::<Vec<_>>(), [b"src".as_slice(), b"io"]);
        let top = RepoPath::from(".gitignore");
        assert_eq!((top.extension(), top.directory()), (b"".as_slice(), b"".as_slice()));
        assert_eq!(top.directories().count(), 0);
    }
}
