//! The way into parsing.
//!
//! In: paths and texts. Out: outlines, and the words of parts of a text. Deliberately absent: any name
//! of the parsing library; whoever calls sees plain values.

use std::ops::Range;

use tree_sitter::Tree;

use super::Outline;
use super::chunked::{ReadChunk, ReadVersion, read_chunks};
use super::edit::{Edit, apply};
use super::grammar::{Grammar, Renewal};
use super::languages::{LANGUAGES, of_path, prepared};
use super::manifest::Manifest;
use super::outline::{LARGEST, OutlineParser};
use super::renewal::renew;
use super::token::{Tokens, split};
use crate::model::RepoPath;

/// What a file is read as: a language, a manifest, or both, as `Package.swift` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parsed {
    /// The place of its language among all.
    language: Option<usize>,
    manifest: Option<Manifest>,
}

impl Parsed {
    /// What a path is read as, if it is anything that is known.
    #[must_use]
    pub fn of(path: &RepoPath) -> Option<Self> {
        let (language, manifest) = (of_path(path), Manifest::of(path));
        (language.is_some() || manifest.is_some()).then_some(Self { language, manifest })
    }

    /// Whether it has symbols; a mere manifest has none.
    #[must_use]
    pub const fn has_symbols(self) -> bool {
        self.language.is_some()
    }

    fn grammar(self) -> Option<&'static Grammar> {
        self.language.map(|at| LANGUAGES[at])
    }

    /// As people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match (self.grammar(), self.manifest) {
            (Some(grammar), _) => grammar.name,
            (None, manifest) => manifest.map_or("", Manifest::name),
        }
    }

    /// Whether files of one directory make one module.
    #[must_use]
    pub fn directory_is_module(self) -> bool {
        self.grammar().is_some_and(|grammar| grammar.directory_is_module)
    }

    /// The words of a part of a text.
    #[must_use]
    pub fn tokens(self, text: &[u8], part: Range<usize>) -> Tokens {
        let grammar = self.grammar();
        grammar.map_or_else(Tokens::default, |grammar| split(text, part, &grammar.lexis))
    }
}

/// A version of a text as it was read, for the next version of it.
pub struct Reading {
    language: Parsed,
    kept: Kept,
}

/// What is kept of a version that was read.
enum Kept {
    /// Nothing, because a part of it could not be read as the language. How such a part is made sense of may
    /// depend on what was parsed before; all else never does.
    Nothing,
    /// That all of it could be read.
    Whole,
    /// Its tree.
    Tree(Tree),
    /// Its chunks.
    Chunks(Vec<ReadChunk>),
}

impl Reading {
    /// Whether it matters what was replaced since.
    #[must_use]
    pub const fn needs_edits(&self) -> bool {
        matches!(self.kept, Kept::Whole | Kept::Tree(_))
    }

    /// Whether it takes no more memory than its outline does.
    #[must_use]
    pub const fn is_small(&self) -> bool {
        matches!(self.kept, Kept::Whole | Kept::Chunks(_))
    }
}

/// What is known of the version before.
pub struct Earlier<'a> {
    /// How it was read.
    pub reading: Reading,
    /// Its outline.
    pub outline: &'a Outline,
    /// Its text.
    pub text: &'a [u8],
    /// What was replaced since, from the top down; nothing where that does not matter.
    pub edits: &'a [Edit],
}

/// Parses texts of all languages; keeps the parsers.
pub struct Outliner {
    parsers: Vec<Option<OutlineParser>>,
}

impl Default for Outliner {
    fn default() -> Self {
        Self { parsers: LANGUAGES.iter().map(|_| None).collect() }
    }
}

impl Outliner {
    /// The outline of a text; `None` when it is too large to be a person's.
    pub fn outline(&mut self, language: Parsed, text: &[u8]) -> Option<Outline> {
        Some(self.read(language, text, None)?.1)
    }

    /// Reads a text; where something is known of the version before, only anew what is new. The same is found
    /// either way.
    pub fn read(
        &mut self,
        language: Parsed,
        text: &[u8],
        earlier: Option<Earlier<'_>>,
    ) -> Option<(Reading, Outline)> {
        if text.len() > LARGEST {
            return None;
        }
        let (kept, mut outline) = match language.language {
            Some(at) => self.read_language(at, language, text, earlier)?,
            None => (Kept::Nothing, Outline::default()),
        };
        outline.dependencies = language.manifest.and_then(|manifest| manifest.read(text));
        Some((Reading { language, kept }, outline))
    }

    fn read_language(
        &mut self,
        at: usize,
        language: Parsed,
        text: &[u8],
        earlier: Option<Earlier<'_>>,
    ) -> Option<(Kept, Outline)> {
        let slot = &mut self.parsers[at];
        if slot.is_none() {
            *slot = OutlineParser::new(prepared(at));
        }
        let (parser, renewal) = (slot.as_mut()?, &LANGUAGES[at].renewal);
        let earlier = earlier.filter(|earlier| earlier.reading.language == language);
        let later = earlier.and_then(|earlier| read_later(parser, renewal, text, earlier));
        later.or_else(|| read_alone(parser, renewal, text))
    }
}

/// Reads what is new in a text; nothing where it has to be read by itself.
fn read_later(
    parser: &mut OutlineParser,
    renewal: &Renewal,
    text: &[u8],
    Earlier { reading, outline, text: old, edits }: Earlier<'_>,
) -> Option<(Kept, Outline)> {
    match (renewal, reading.kept) {
        (Renewal::Tree, Kept::Tree(mut tree)) => {
            apply(&mut tree, old, text, edits);
            let tree = parser.parse(text, Some(&tree))?;
            let (outline, is_whole) = parser.outline(text, &tree);
            is_whole.then_some((Kept::Tree(tree), outline))
        }
        (Renewal::Pieces(separable), Kept::Whole) => {
            let outline = renew(parser, separable, (outline, old), text, edits)?;
            Some((Kept::Whole, outline))
        }
        (Renewal::Chunks(split), Kept::Chunks(chunks)) => {
            let before = ReadVersion { chunks: &chunks, outline, text: old };
            let (chunks, outline) = read_chunks(parser, text, split, Some(&before))?;
            Some((Kept::Chunks(chunks), outline))
        }
        _ => None,
    }
}

/// Reads a text by itself.
fn read_alone(
    parser: &mut OutlineParser,
    renewal: &Renewal,
    text: &[u8],
) -> Option<(Kept, Outline)> {
    if let Renewal::Chunks(split) = renewal {
        let (chunks, outline) = read_chunks(parser, text, split, None)?;
        return Some((Kept::Chunks(chunks), outline));
    }
    let tree = parser.parse(text, None)?;
    let (outline, is_whole) = parser.outline(text, &tree);
    let kept = match renewal {
        _ if !is_whole => Kept::Nothing,
        Renewal::Tree => Kept::Tree(tree),
        Renewal::Pieces(_) | Renewal::Chunks(_) => Kept::Whole,
    };
    Some((kept, outline))
}
