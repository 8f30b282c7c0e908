//! The way into parsing.
//!
//! In: paths and texts. Out: outlines, and the words of parts of a text. Deliberately absent: any name
//! of the parsing library; whoever calls sees plain values.

use std::ops::Range;

use tree_sitter::Tree;

use super::Outline;
use super::edit::{Edit, apply};
use super::grammar::Grammar;
use super::languages::{LANGUAGES, of_path, prepared};
use super::manifest::Manifest;
use super::outline::{LARGEST, OutlineParser};
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

/// The tree of a text, kept for the next version of it. A mere manifest has none.
pub struct SyntaxTree {
    language: Parsed,
    tree: Option<Tree>,
}

impl SyntaxTree {
    /// Whether a part of the text could not be read as the language. How such a part is made sense of
    /// may depend on what was parsed before; all else never does.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.tree.as_ref().is_some_and(|tree| tree.root_node().has_error())
    }
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
        Some(self.parse(language, text, None)?.1)
    }

    /// Parses a text, with what is known of the version before: its tree, its text, and what was
    /// replaced between them, from the top down.
    pub fn parse(
        &mut self,
        language: Parsed,
        text: &[u8],
        before: Option<(SyntaxTree, &[u8], &[Edit])>,
    ) -> Option<(SyntaxTree, Outline)> {
        if text.len() > LARGEST {
            return None;
        }
        let (tree, mut outline) = match language.language {
            Some(at) => {
                let (tree, outline) = self.parse_language(at, language, text, before)?;
                (Some(tree), outline)
            }
            None => (None, Outline::default()),
        };
        outline.dependencies = language.manifest.and_then(|manifest| manifest.read(text));
        Some((SyntaxTree { language, tree }, outline))
    }

    fn parse_language(
        &mut self,
        at: usize,
        language: Parsed,
        text: &[u8],
        before: Option<(SyntaxTree, &[u8], &[Edit])>,
    ) -> Option<(Tree, Outline)> {
        let slot = &mut self.parsers[at];
        if slot.is_none() {
            *slot = OutlineParser::new(prepared(at));
        }
        let parser = slot.as_mut()?;
        let before = before.filter(|(before, ..)| before.language == language);
        let edited = before.and_then(|(before, old, edits)| {
            let mut tree = before.tree?;
            apply(&mut tree, old, text, edits);
            Some(tree)
        });
        let tree = parser.parse(text, edited.as_ref())?;
        let outline = parser.outline(text, &tree);
        Some((tree, outline))
    }
}
