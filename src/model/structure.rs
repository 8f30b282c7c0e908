//! What a commit did to the structure of the code.
//!
//! In: nothing; `structure` fills these in. Out: events, each with the places it concerns, the lines
//! that prove it and how sure it is. Deliberately absent: what an event is worth.

use std::ops::Range;

use super::RepoPath;

/// What happened to a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// It is new, and nothing says that it comes from elsewhere.
    Added,
    /// It is gone, and nothing says that it went elsewhere.
    Removed,
    /// It has another name.
    Renamed,
    /// It stands in another place.
    Moved,
    /// It stands in another place under another name.
    MovedAndRenamed,
    /// It was taken out of others that go on without these lines and use it.
    Extracted,
    /// As extracted, into another place than theirs.
    ExtractedAndMoved,
    /// It is gone; its lines stand where it was used.
    Inlined,
    /// As inlined, into another place than its own.
    InlinedAndMoved,
    /// Several took its place.
    Split,
    /// It took the place of several.
    Merged,
    /// It stands in what its type extends.
    PulledUp,
    /// It stands in what extends its type.
    PushedDown,
    /// Its parameters or its result are others.
    SignatureChanged,
    /// Others than before may use it.
    VisibilityChanged,
    /// A value has another type.
    TypeChanged,
    /// A type extends or implements others than before.
    SupertypesChanged,
    /// It says the same as another one of the commit's files.
    Duplicated,
    /// It said the same as another one, which stays.
    Deduplicated,
    /// Another version of it is asked for.
    VersionChanged,
    /// It stands in another file or block of what it belongs to, where its name leads to it as before: a
    /// fact for what follows it over time, and nothing to tell.
    Refiled,
}

/// What an event concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventSubject {
    /// Something that is called.
    Function,
    /// A type or an interface.
    Type,
    /// A module, namespace or group of members.
    Module,
    /// A field, constant or variable.
    Value,
    /// A section of a document.
    Section,
    /// A file.
    File,
    /// A directory, with the files that went along: each place is that of a directory, then those of
    /// files follow in the same order before and after. They have no lines.
    Directory,
    /// Something that a file uses from elsewhere.
    Import,
    /// Something that a manifest asks for.
    Dependency,
}

/// A definition in one version of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolPlace {
    /// Its file.
    pub path: RepoPath,
    /// Its title after those of what encloses it: `impl Driver > fn poll`.
    pub symbol: String,
    /// Its lines, from 1.
    pub lines: Range<u32>,
}

/// What proves an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventEvidence {
    /// Lines before and after that say the same, from 1: where they begin, and how many there are.
    pub shared: Vec<SharedLines>,
    /// Of a hundred words of the smaller body, how many both have in statements that correspond.
    pub shared_words: u32,
    /// What else speaks for it, in plain words.
    pub says: Vec<String>,
}

/// Lines that say the same before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedLines {
    /// The first of them before, from 1.
    pub before: u32,
    /// The first of them after, from 1.
    pub after: u32,
    /// How many.
    pub lines: u32,
}

/// Something that happened to the structure.
#[derive(Clone, Debug, PartialEq)]
pub struct StructuralEvent {
    /// What happened.
    pub kind: EventKind,
    /// To what.
    pub subject: EventSubject,
    /// What it was made of.
    pub before: Vec<SymbolPlace>,
    /// What came of it.
    pub after: Vec<SymbolPlace>,
    /// Code elsewhere may use it, before or after, as far as its language says.
    pub is_public: bool,
    /// What is different, in the words of the code: `(a) → (a, b)`; empty where kind and places say it all.
    pub detail: String,
    /// How likely it is that this and nothing else happened, from 0 to 1.
    pub probability: f64,
    /// What proves it.
    pub evidence: EventEvidence,
}
