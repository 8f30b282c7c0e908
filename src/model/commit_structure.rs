//! What is known of what a commit did to the structure, and how events are called.
//!
//! In: nothing; `mine` fills this in and `store` keeps it. Out: plain values, and a name for each kind and
//! subject that is the same in the store, in the JSON and in SQL. Deliberately absent: sentences.

use super::{EventKind, EventSubject, StructuralEvent};

/// What a commit did to the structure, as far as its files could be parsed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommitStructure {
    /// What happened, in the order of files and lines.
    pub events: Vec<StructuralEvent>,
    /// Which symbols its changes fall on.
    pub symbols: Vec<ChangeSymbol>,
    /// Files that were parsed.
    pub parsed: usize,
    /// Changed text files in languages that are not parsed.
    pub unparsed: usize,
    /// Changed files of parsed languages that were not looked into: too large to be a person's, no text,
    /// or not here.
    pub left_out: usize,
    /// It has more files than are looked into, so none was: an import, or a sweep over everything.
    pub is_sweep: bool,
}

/// The symbol that a change falls on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSymbol {
    /// The place of its file among those of the commit.
    pub file: usize,
    /// The place of the change among those of the file.
    pub change: u32,
    /// The titles of the symbol and of what encloses it; `None` outside of all symbols.
    pub title: Option<String>,
}

/// Writes both directions of a permanent name; a new variant is one line.
macro_rules! names {
    ($type:ident: $($variant:ident $name:literal),+ $(,)?) => {
        impl $type {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its permanent name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The one of a name.
            #[must_use]
            pub fn of_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

names! { EventKind:
    Added "added",
    Removed "removed",
    Renamed "renamed",
    Moved "moved",
    MovedAndRenamed "moved-and-renamed",
    Extracted "extracted",
    ExtractedAndMoved "extracted-and-moved",
    Inlined "inlined",
    InlinedAndMoved "inlined-and-moved",
    Split "split",
    Merged "merged",
    PulledUp "pulled-up",
    PushedDown "pushed-down",
    SignatureChanged "signature-changed",
    VisibilityChanged "visibility-changed",
    TypeChanged "type-changed",
    SupertypesChanged "supertypes-changed",
    Duplicated "duplicated",
    Deduplicated "deduplicated",
    VersionChanged "version-changed",
    Refiled "refiled",
}

names! { EventSubject:
    Function "function",
    Type "type",
    Module "module",
    Value "value",
    Section "section",
    File "file",
    Directory "directory",
    Import "import",
    Dependency "dependency",
}

#[cfg(test)]
mod tests {
    use super::{EventKind, EventSubject};

    #[test]
    fn names_come_back() {
        assert!(EventKind::ALL.iter().all(|kind| EventKind::of_name(kind.name()) == Some(*kind)));
        let subjects = EventSubject::ALL;
        assert!(subjects.iter().all(|at| EventSubject::of_name(at.name()) == Some(*at)));
        assert_eq!(EventKind::of_name("moved on"), None);
    }
}
